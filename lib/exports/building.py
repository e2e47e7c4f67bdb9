"""Figures, tables and definitions made of readings: what the registry says of a number goes with it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from lib import formats
from lib.exports.report import MISSING, Cell, Chart, Column, Definition, Figure, Kind, Part, Table
from lib.indicators import INDICATORS, indicator
from lib.indicators import Kind as Time
from lib.measure import Office, Reading, State
from lib.measure import Report as Reporting

_BY_NAME = {item.name: item.key for item in INDICATORS.values()}
_KIND = {Time.STOCK: "存量，时点", Time.FLOW: "流量，累计"}


def figure(reading: Reading, name: str = "", more: str = "") -> Figure:
    """One reading. `name`: a shorter name; `more`: what else is said of it, before what weakens it."""
    item = indicator(reading.key)
    return Figure(
        name or item.name,
        formats.figure(reading, item) if reading.state is not State.NOT_APPLICABLE else State.NOT_APPLICABLE.value,
        formats.shown_value(reading, item),
        item.unit,
        item.decimals,
        reading.state.value,
        when(reading),
        reading.numerator,
        reading.denominator,
        "；".join(text for text in (more, weakness(reading)) if text),
        item.key,
    )


def when(reading: Reading) -> str:
    """「截至2025年12月31日」, or the span of a flow."""
    return reading.span if indicator(reading.key).kind is Time.FLOW else f"截至{formats.day(reading.as_of)}"


def weakness(reading: Reading) -> str:
    """Who is missing from a number, what is approximate in it, or why there is none."""
    if reading.state is State.NOT_APPLICABLE:
        return reading.reason
    parts = (
        f"缺报：{'、'.join(reading.missing)}" if reading.missing else "",
        f"部分单元格缺报：{'、'.join(reading.partial)}" if reading.partial else "",
        f"含约数{reading.approx_cells}处" if reading.approx_cells else "",
    )
    return "；".join(part for part in parts if part)


def definition(reading: Reading) -> Definition:
    """What the indicator of a reading says, with the base and the time of this reading."""
    item, said = indicator(reading.key), figure(reading)
    return Definition(
        item.name, item.definition, said.said, item.unit, _KIND[item.kind], said.base, item.source.title, said.when
    )


def keys_in(parts: Iterable[Part], figures: Iterable[Figure] = ()) -> tuple[str, ...]:
    """The indicators of these figures and tables, those that a heading or a cell only names too, in order."""
    found = [one.key for one in figures]
    for table in (part.table for part in parts if part.table):
        found += [_BY_NAME.get(column.label.partition("（")[0], "") for column in table.columns]
        found += [_key(cell) for row in table.every_row for cell in row]
    return tuple(dict.fromkeys(key for key in found if key))


def _key(cell: Cell) -> str:
    """The indicator of a figure or of a name."""
    if isinstance(cell, Figure):
        return cell.key
    return _BY_NAME.get(cell, "") if isinstance(cell, str) else ""


def reporting_notes(report: Reporting) -> tuple[str, ...]:
    """How many have reported and who has not, in short; then who has not reported what; then what that means."""
    silent, partial = report.silent, report.partial
    absent = f"，缺报：{'、'.join(office.label for office in silent)}" if silent else ""
    partly = f"，另有{len(partial)}个部分缺报" if partial else ""
    said = [f"{len(report.offices)}个填报单位中{report.complete}个已报齐{absent}{partly}。"]
    if partial:
        said.append(f"部分缺报：{'；'.join(map(_lacking, partial))}。")
    if silent or partial:
        said.append("缺报不是0：合计只含已报单位，缺报的写“缺报”，不适用的写“不适用”。")
    return tuple(said)


def _lacking(office: Office) -> str:
    return f"{office.label}（{'、'.join(office.absent)}）"


def source_of(reading: Reading) -> str:
    return f"来源：{indicator(reading.key).source.title}"


def compared(heading: str, found: Sequence[tuple[Reading, str]]) -> Part:
    """A row per indicator: its number with unit, base and time, and how it moved in words."""
    columns = (
        *(Column("指标"), Column("数值", True), Column("单位"), Column("分子", True), Column("分母", True)),
        *(Column("增减"), Column("时点或时段")),
    )
    rows = tuple(
        (figure(now).name, figure(now), indicator(now.key).unit, now.numerator, now.denominator, moved, when(now))
        for now, moved in found
    )
    return Part(heading, table=Table(columns, rows, unknown=formats.DASH))


def over_time(heading: str, found: Sequence[Reading]) -> Part:
    """One indicator over periods, oldest first, as a line."""
    item = indicator(found[0].key)
    columns = (Column("时点或时段"), Column(item.name, True, item.unit))
    table = Table(columns, tuple((when(reading), figure(reading)) for reading in found))
    return Part(heading, table=table, chart=Chart(Kind.LINE, (item.name,)), foot=source_of(found[0]))


def listed(
    heading: str, rows: Sequence[Mapping[str, object]], unknown: str = MISSING, kind: Kind | None = None
) -> Part:
    """A list as a page shows it; the columns are those of the first row. `kind`: how its numbers are drawn."""
    labels = list(rows[0])
    columns = tuple(_column(label, [row.get(label) for row in rows]) for label in labels)
    cells = tuple(tuple(_plain(row.get(label)) for label in labels) for row in rows)
    numbers = tuple(column.label for column in columns if column.number)
    chart = Chart(kind, numbers[:1]) if kind and numbers else None
    return Part(heading, table=Table(columns, cells, unknown=unknown), chart=chart)


def pivoted(heading: str, rows: Sequence[Mapping[str, object]], **drawn: object) -> Part:
    """Rows of a name, a part and a number as one row per name and one column per part, drawn as stacked bars; `drawn`
    as in `Chart`. A part that a name does not have is 「—」."""
    name, part, _ = rows[0]
    held: dict[object, dict[object, Cell]] = {}
    for first, second, value in (row.values() for row in rows):
        held.setdefault(first, {})[second] = _plain(value)
    labels = tuple(dict.fromkeys(str(row[part]) for row in rows))
    columns = (Column(name), *(Column(label, True) for label in labels))
    cells = tuple(
        (str(first), *(values.get(label, formats.DASH) for label in labels)) for first, values in held.items()
    )
    return Part(heading, table=Table(columns, cells), chart=Chart(Kind.STACKED, labels, **drawn))


def _column(label: str, values: Sequence[object]) -> Column:
    known = [value for value in values if value is not None]
    is_number = bool(known) and all(isinstance(value, int | float | Figure) and value is not True for value in known)
    bare = [value for value in known if isinstance(value, float)]
    places = max((len(str(value).partition(".")[2].rstrip("0")) for value in bare), default=0)
    if not is_number:
        return Column(label)
    percent = label.endswith(("（%）", "%"))
    return Column(label, True, "%" if percent else "", min(max(places, int(percent)), 4))


def _plain(value: object) -> Cell:
    return value if value is None or isinstance(value, str | int | float | date | Figure) else str(value)
