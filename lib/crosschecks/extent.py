"""What is checked: one period of some offices as of one data version, read through one connection."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    FromClause,
    Select,
    Table,
    and_,
    func,
    inspect,
    or_,
    select,
    true,
)

from lib import directory as directories
from lib.crosschecks.bounds import Bounds, around, known
from lib.crosschecks.model import Amount, Place, Side
from lib.directory import Directory, Period, normalise
from lib.filters import Baseline, Filters
from lib.indicators import indicator
from lib.measure import Comparison, Reading, Snapshot, compare, measure
from lib.measure.statements import in_force
from lib.schema import SOURCES, cell_note, import_issue, period, submission

Measured = Mapping[tuple[str, str], Reading]  # by office and key


@dataclass(frozen=True)
class _Engine:
    """Stands in for an engine: what a load has written is seen through its own connection only."""

    connection: Connection

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        yield self.connection


@dataclass(frozen=True)
class Fact:
    """One row of a ledger. `values`: its cells by column, None where 缺报 or not exact; `absent`: those 不适用.
    `row`: the same row in another table of its sheet; `unit`: the same unit in another sheet or period, "" for none."""

    place: Place
    row: tuple[int, int]
    unit: str
    values: Mapping[str, object]
    absent: frozenset[str]

    def applies(self, *names: str) -> bool:
        return self.absent.isdisjoint(names)

    def total(self, *names: str) -> Amount:
        """The sum of these cells, None where one is."""
        found = [self.values[name] for name in names]
        return None if any(value is None for value in found) else sum(found)

    def side(self, label: str, unit: str, *names: str) -> Side:
        return Side(label, self.total(*names), unit)


@dataclass(frozen=True)
class Extent:
    """`regions`: codes of the offices, in official order. `has_notes`: see Snapshot. `drawn`: the box of the city's
    boundaries, None where there are none."""

    connection: Connection
    directory: Directory
    version: int
    period: str
    regions: tuple[str, ...]
    has_notes: bool = True
    drawn: Bounds | None = None

    @property
    def filters(self) -> Filters:
        return Filters(self.period, baseline=Baseline.SAME, districts=self.regions)

    @property
    def _snapshot(self) -> Snapshot:
        return Snapshot(_Engine(self.connection), self.directory, self.version, {}, {}, self.has_notes)

    @property
    def _bound(self) -> dict[str, object]:
        return {"version": self.version, "periods": [self.period], "regions": list(self.regions)}

    @cached_property
    def city(self) -> Bounds | None:
        """How far the city reaches; None where neither boundaries nor positions say so."""
        return self.drawn or around(known(self.connection, self.version))

    def before(self) -> "Extent | None":
        """The same offices in the period before, None where there is none."""
        now = self.directory.period(self.period)
        earlier = [item for item in self.directory.periods if item.as_of < now.as_of]
        return replace(self, period=earlier[-1].id) if earlier else None

    def measured(self, *keys: str, period: Period | None = None) -> Measured:
        """The reading of each key for each office."""
        filters = replace(self.filters, period=period.id) if period else self.filters
        return {(item.group_code, item.key): item for item in measure(self._snapshot, keys, filters, "district")}

    def measured_together(self, *keys: str) -> dict[str, Reading]:
        """The reading of each key for all offices together."""
        return {item.key: item for item in measure(self._snapshot, keys, self.filters)}

    def compared(self, *keys: str) -> tuple[Comparison, ...]:
        """Each key for each office beside the same half of last year."""
        return compare(self._snapshot, keys, self.filters, "district")

    def execute(self, statement: Select) -> list:
        """The rows of a statement that has the condition `in_force()`."""
        return self.connection.execute(statement, self._bound).all()

    def sent(self) -> set[tuple[str, str]]:
        """(source, region) of every sheet in force."""
        return {
            tuple(row) for row in self.execute(select(submission.c.source, submission.c.region_code).where(in_force()))
        }

    def told(self, code: str) -> int:
        """How many warnings and refusals of this code the intake has noted in the files in force."""
        files = select(submission.c.file_id).where(in_force())
        issue = import_issue.c
        query = select(func.count()).where(issue.file_id.in_(files), issue.code == code, issue.level != "提示")
        return self.connection.execute(query, self._bound).scalar_one()

    def facts(
        self,
        source: str,
        *columns: ColumnElement,
        where: ColumnElement[bool] | None = None,
        cell: Callable[[Mapping, str], str] = lambda _row, name: name,
    ) -> list[Fact]:
        """The rows of a sheet in force, of the table of the first column; the others may be of any table that its sheet
        fills row by row. `where` may refer to schema.period. `cell`: the ledger's name of a column."""
        table: Table = columns[0].table
        names = [item.name for item in columns]
        named = [table.c[name] for name in ("unit_id", "unit_name", "name") if name in table.c and name not in names]
        sent = submission.c
        query = (
            select(table.c.submission_id, table.c.row_key, table.c.row_no, table.c.region_code, *named, *columns)
            .select_from(_side_by_side(table, columns))
            .where(sent.source == source, in_force(), true() if where is None else where)
            .order_by(table.c.submission_id, table.c.row_key)
        )
        return [self._fact(source, row._mapping, names, cell) for row in self.execute(query)]

    @cached_property
    def _notes(self) -> dict[tuple[int, int], dict[str, str]]:
        """The status of every cell that is approximate or 不适用, by submission, row and field."""
        if not self.has_notes:
            return {}
        note, sent = cell_note.c, submission.c
        query = (
            select(note.submission_id, note.row_key, note.field, note.status)
            .join(submission, sent.submission_id == note.submission_id)
            .where(in_force(), or_(note.status == "不适用", note.precision != "精确"))
        )
        found: dict[tuple[int, int], dict[str, str]] = defaultdict(dict)
        for sent_as, row_key, name, status in self.execute(query):
            found[sent_as, row_key][name] = status
        return dict(found)

    def _fact(self, source: str, row: Mapping, names: list[str], cell: Callable[[Mapping, str], str]) -> Fact:
        values, absent = {name: row[name] for name in names}, frozenset()
        at = row["submission_id"], row["row_key"]
        if noted := self._notes.get(at):
            found = {name: noted.get(cell(row, name)) for name in names}
            values = {name: None if found[name] else row[name] for name in names}
            absent = frozenset(name for name, status in found.items() if status == "不适用")
        unit = row.get("unit_name") or ""
        if not unit and (listed := self.directory.units.get(row.get("unit_id"))):
            unit = listed.short_name
        line = f"第{row['row_no']}行" if row["row_no"] else ""
        subject = row.get("name") or unit or f"{SOURCES[source]}{line}"
        place = Place(row["region_code"], source, subject, row["submission_id"], row["row_no"])
        key = row.get("unit_id") or normalise(unit)
        return Fact(place, at, f"{row['region_code']} {key}" if key else "", values, absent)


def _side_by_side(table: Table, columns: Iterable[ColumnElement]) -> FromClause:
    """The table with its submissions and periods, and the same rows of the other tables of these columns."""
    joined = table.join(submission, submission.c.submission_id == table.c.submission_id)
    joined = joined.join(period, period.c.period_id == table.c.period_id)
    for other in dict.fromkeys(item.table for item in columns if isinstance(item, Column) and item.table is not table):
        same = and_(other.c.submission_id == table.c.submission_id, other.c.row_key == table.c.row_key)
        joined = joined.join(other, same)
    return joined


def within(
    connection: Connection, period_id: str, version: int, regions: Iterable[str] = (), drawn: Bounds | None = None
) -> Extent:
    """The extent of a period and of these offices, or of all. Raises FilterError for a period that is not on record."""
    directory = directories.load(connection)
    chosen = set(regions)
    codes = [item.code for item in directory.regions if not chosen or item.code in chosen]
    has_notes = inspect(connection).has_table(cell_note.name)
    return Extent(connection, directory, version, directory.period(period_id).id, tuple(codes), has_notes, drawn)


def side_of(reading: Reading | None) -> Side:
    """A measured number as one side of a comparison; unknown where cells behind it are 缺报 or approximate."""
    if reading is None:
        return Side("", None)
    item = indicator(reading.key)
    return Side(item.name, reading.value if reading.complete and reading.exact else None, item.unit)
