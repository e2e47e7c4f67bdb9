"""A pinned read: all numbers of a page come from one data version."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sqlalchemy import Engine, inspect, select

from lib import directory as directories
from lib.database import current_version
from lib.directory import Directory
from lib.measure import standards
from lib.measure.memory import Memory
from lib.measure.standards import Rule, Target
from lib.schema import cell_note, ref_constant, rule, target


@dataclass(frozen=True)
class Constant:
    """`as_of` is None for a year. `source_doc`: the paper that says so."""

    value: Decimal
    as_of: date | None
    source_doc: str


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The database as of one data version. `targets`: target value (lower bound) per indicator key.
    `goals`: the same targets with their range and due date. `rules`: all of them, those switched off included.
    `constants`: figures that no ledger reports, by code.
    `has_notes` is False where an office serves its tables without cell_note: then no cell is approximate.
    `memory`: what was read of it so far; a copy for another scope begins with an empty one."""

    engine: Engine
    directory: Directory
    version: int
    targets: Mapping[str, Decimal]
    constants: Mapping[str, Constant]
    has_notes: bool = True
    goals: Mapping[str, Target] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    memory: Memory = field(default_factory=Memory, init=False, repr=False)


def open_snapshot(engine: Engine, version: int | None = None) -> Snapshot:
    """The newest data version, or an earlier one. Raises DatabaseError where the tables are missing."""
    with engine.connect() as connection:
        chosen = current_version(connection) if version is None else version
        known = inspect(connection)
        constants = {}
        if known.has_table(ref_constant.name):
            rows = connection.execute(select(ref_constant))
            constants = {row.code: Constant(row.value, row.as_of, row.source_doc) for row in rows}
        goals = standards.targets(connection) if known.has_table(target.name) else {}
        return Snapshot(
            engine=engine,
            directory=directories.load(connection),
            version=chosen,
            targets={key: goal.lo for key, goal in goals.items()},
            constants=constants,
            has_notes=known.has_table(cell_note.name),
            goals=goals,
            rules=standards.rules(connection) if known.has_table(rule.name) else (),
        )
