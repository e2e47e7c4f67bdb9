"""A pinned read: all numbers of a page come from one data version."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Engine, inspect, select

from lib import directory as directories
from lib.database import current_version
from lib.directory import Directory
from lib.schema import cell_note, target


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The database as of one data version. `targets`: target value (lower bound) per indicator key.
    `has_notes` is False where an office serves its tables without cell_note: then no cell is approximate."""

    engine: Engine
    directory: Directory
    version: int
    targets: Mapping[str, Decimal]
    has_notes: bool = True


def open_snapshot(engine: Engine, version: int | None = None) -> Snapshot:
    """The newest data version, or an earlier one. Raises DatabaseError where the tables are missing."""
    with engine.connect() as connection:
        chosen = current_version(connection) if version is None else version
        known = inspect(connection)
        targets = {}
        if known.has_table(target.name):
            query = select(target.c.indicator_key, target.c.value_lo).order_by(target.c.target_id)
            targets = dict(connection.execute(query).all())
        return Snapshot(
            engine=engine,
            directory=directories.load(connection),
            version=chosen,
            targets=targets,
            has_notes=known.has_table(cell_note.name),
        )
