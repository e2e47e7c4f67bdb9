"""The rows behind a number (名单), under the very conditions of the number."""

import re
from dataclasses import dataclass
from itertools import chain

from sqlalchemy import Column, ColumnElement, Connection, FromClause, and_, case, func, or_, select

from lib.access import EVERYTHING, Scope
from lib.errors import FilterError
from lib.filters import Filters
from lib.indicators import (
    Both,
    Change,
    Indicator,
    Less,
    Needed,
    PerStock,
    Ratio,
    Reference,
    Source,
    Spread,
    Streak,
    Sum,
    Tally,
    Value,
    indicator,
)
from lib.indicators.infobase import GAPS, INFOBASE
from lib.measure.measuring import measure
from lib.measure.reading import Number
from lib.measure.requests import COARSE, UNIT_TRAITS, Request, column, prepare, refused
from lib.measure.snapshot import Snapshot
from lib.measure.spans import slot
from lib.measure.statements import conditions, facts_from
from lib.schema import branch, branch_period, infobase, unit

_UNHEARD_OF = "（以往台账中没有这个名称）"
_LABEL_END = re.compile(r"[；，（]")


@dataclass(frozen=True)
class Behind:
    """The selected rows of one source. `columns`: those that matter for the indicator, in the order of the 名单."""

    source: Source
    columns: tuple[Column, ...]
    records: list[dict[str, object]]
    directory_labels: dict[str, str]


def label(item: Column) -> str:
    """The Chinese heading of a column: its description up to the first remark."""
    return _LABEL_END.split(item.doc)[0]


def rows(
    snapshot: Snapshot,
    key: str,
    filters: Filters,
    *,
    by: str | None = None,
    group: str | None = None,
    limit: int | None = None,
    scope: Scope = EVERYTHING,
    short: bool = False,
) -> list[dict[str, object]]:
    """The rows that make up the number (of a rate: its numerator; of a shortfall: those still short), in official
    order, with Chinese headings. `group`: group_code of a reading taken with `by` (a region code without `by`).
    `short`: of a rate the rest of its base, those that fall short or do not say.
    Raises FilterError where the number itself would be 不适用, or nothing can fall short of it."""
    found = select_rows(snapshot, key, filters, by=by, group=group, limit=limit, scope=scope, short=short)
    several = len({record["period_id"] for record in found.records}) > 1
    listed = [_listed(record, found, snapshot, several) for record in found.records]
    if found.source is not INFOBASE:
        return listed
    reported = _reported(snapshot, found, filters, scope)
    return [_beside(*both) for both in zip(listed, found.records, reported, strict=True)]


def _reported(snapshot: Snapshot, found: Behind, filters: Filters, scope: Scope) -> list[Number | None]:
    """By how much what the same office reported differs from each number of the information base."""
    keys = {GAPS[record["item"]] for record in found.records}
    gaps = {
        (item.key, item.group_code): item.value for item in measure(snapshot, keys, filters, "district", scope=scope)
    }
    return [gaps[GAPS[record["item"]], record["region_code"]] for record in found.records]


def _beside(row: dict[str, object], record: dict[str, object], gap: Number | None) -> dict[str, object]:
    """The row with what was reported before what the base holds, and the difference after it."""
    held, shown = record["value_n"], label(infobase.c.value_n)
    reported = None if held is None or gap is None else held + gap
    both = {"上报数": reported, shown: held, "上报与信息库差异": gap}
    return dict(chain.from_iterable((both if name == shown else {name: value}).items() for name, value in row.items()))


def _listed(record: dict[str, object], found: Behind, snapshot: Snapshot, several: bool) -> dict[str, object]:
    row: dict[str, object] = {"期次": record["period_id"]} if several else {}
    row["所属区县"] = found.directory_labels[record["region_code"]]
    if found.source.has_units:
        unit = snapshot.directory.units.get(record["unit_id"])
        row["单位"] = unit.name if unit else record["unit_name"]
    if "behind_name" in record:
        row["名称"] = record["behind_name"]
    return row | {label(item): record[item.name] for item in found.columns}


def select_rows(
    snapshot: Snapshot,
    key: str,
    filters: Filters,
    *,
    by: str | None,
    group: str | None,
    limit: int | None,
    scope: Scope,
    short: bool = False,
) -> Behind:
    """The records behind a number with all columns of their fact table."""
    item = indicator(key)
    request = prepare(snapshot, filters, scope)
    if item.source.coarse:
        raise FilterError(f"{COARSE}。")
    if isinstance(item.value, Reference):
        raise FilterError(_without_rows(item.value, item.name, snapshot))
    if reason := refused(item, by, request):
        raise FilterError(f"{item.name}：{reason}。")
    time = slot(item, filters, snapshot.directory)
    if not time.parts:
        raise FilterError(f"{item.name}：{time.reason}。")
    if short and not item.can_fall_short:
        raise FilterError(f"{item.name}不是逐行判断的比率，没有未达到的名单。")
    parts, condition = _short(item.value) if short else _sought(item.value)
    query = _query(item.source, request, condition).limit(limit)
    if group is not None or by is not None:
        query = query.where(_of_group(item, by, group))
    with snapshot.engine.connect() as connection:
        bound = request.bound(item.source, (part.id for part in time.parts), time.months)
        records = [dict(row) for row in connection.execute(query, bound).mappings()]
        if any(part.distinct is branch_period.c.split_from for part in parts):
            _name_origins(connection, records)
    labels = {region.code: region.label for region in snapshot.directory.regions}
    return Behind(item.source, _columns(item.source, parts), records, labels)


def _without_rows(value: Reference, name: str, snapshot: Snapshot) -> str:
    known = snapshot.constants.get(value.code)
    origin = f"出处：{known.source_doc}" if known else "参照常量表里没有这个数"
    return f"{name}出自参照常量表，不由台账填报，没有名单和来源单元格；{origin}。"


def _name_origins(connection: Connection, records: list[dict[str, object]]) -> None:
    """A branch that was split is known by its name, not by its id."""
    known = select(branch.c.branch_id, branch.c.name)
    names = dict(connection.execute(known.where(branch.c.branch_id.in_({row["split_from"] for row in records}))).all())
    for row in records:
        row["split_from"] = names.get(row["split_from"], _UNHEARD_OF)


def _sought(value: Value) -> tuple[tuple[Tally, ...], ColumnElement[bool]]:
    """The tallies whose columns matter, and the condition on the rows to show."""
    match value:
        case Ratio() | Spread() | Change() | PerStock() | Both() | Streak():
            return _sought(value.counted)
        case Needed():
            return _short(value.ratio)
        case Sum():
            return value.tallies, or_(*(_rows_of(part) for part in value.tallies))
        case Less():
            whole, condition = _sought(value.whole)
            return (*whole, value.part), condition
        case Tally():
            return (value,), _rows_of(value)


def _short(value: Ratio) -> tuple[tuple[Tally, ...], ColumnElement[bool]]:
    """What is in the base and not, or not wholly, in the numerator."""
    done, whole = value.numerator, value.denominator
    if done.column is None:
        return (whole, done), and_(whole.condition, case((done.condition, 1), else_=0) == 0)
    return (done, whole), and_(whole.condition, whole.column > 0, func.coalesce(done.column, 0) < whole.column)


def _rows_of(tally: Tally) -> ColumnElement[bool]:
    """Rows that add something, or that should but do not say what."""
    if tally.column is None:
        return tally.condition
    return and_(tally.condition, or_(tally.column.is_(None), tally.column != 0))


def _columns(source: Source, parts: tuple[Tally, ...]) -> tuple[Column, ...]:
    wanted = [*source.listed, *(item for part in parts for item in (*part.needs, part.column, *part.shown))]
    return tuple({item.name: item for item in wanted if item is not None}.values())


def _query(source: Source, request: Request, condition: ColumnElement[bool]):
    table = source.table.c
    order = {code: index for index, code in enumerate(request.regions)}
    named, name = _named(source)
    return (
        select(*table, *([name.label("behind_name")] if name is not None else []))
        .select_from(named)
        .where(*conditions(source, request.choice), condition)
        .order_by(case(order, value=table.region_code), table.period_id, table.row_key)
    )


def _named(source: Source) -> tuple[FromClause, Column | None]:
    """The fact table, and the name of its row: its own, or that of the same row of 支部台账."""
    facts, table = facts_from(source), source.table.c
    if "name" in table:
        return facts, table.name
    if source.name != "branches":
        return facts, None
    same_row = and_(branch_period.c.submission_id == table.submission_id, branch_period.c.row_key == table.row_key)
    return facts.outerjoin(branch_period, same_row), branch_period.c.name


def _of_group(item: Indicator, by: str | None, group: str | None) -> ColumnElement[bool]:
    grouping = column(item.source, by)
    if grouping is None:
        return item.source.table.c.region_code == group
    if by in UNIT_TRAITS and group is not None:
        return grouping.in_(select(unit.c.unit_id).where(unit.c[by] == group))
    return grouping.is_(None) if group is None else grouping == group
