"""Charts on a page: heading, picture with its text for screen readers, the table behind it, and clicks."""

from collections.abc import Collection, Iterable, Mapping, Sequence

import streamlit as st

from lib import charts, formats
from lib.charts import Bar, Cell, Part, Point, Target, board
from lib.charts.theme import Spec
from lib.exports import building, districts
from lib.exports.report import Kind
from lib.exports.report import Part as Handed
from lib.indicators import Indicator, indicator
from lib.indicators import Kind as Time
from lib.measure import Reading, State
from lib.ui import drill, handout, loaders, meeting, tables, view
from lib.ui.wording import literal

_SPACE = "\u3000"


def show(
    spec: Spec,
    name: str,
    *,
    heading: str,
    alt: str,
    rows: tables.Rows,
    clicks: bool = False,
    kind: Kind | None = None,
) -> None:
    """One chart. `name`: ASCII, unlike that of any other chart of the page. `alt`: what it shows, in words.
    `rows`: the table behind it. `clicks`: a click filters the page by the code of what was clicked. `kind`: how a file
    draws the first numbers of the rows."""
    if rows:
        handout.keep(heading, building.listed, heading, rows, formats.DASH, kind)
    # The switch stands beside the heading: the library's own buttons come up over the right end of a chart.
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{literal(heading)}**", width="content")
        as_table = st.toggle("看表格", key=f"{view.current().page}-{name}-table")
    if as_table:
        tables.listing(rows, heading, empty="没有可列的数。", search=False, unknown=formats.DASH)
    else:
        st.vega_lite_chart(None, spec, theme=None, alt=alt, **(drill.on_chart(name) if clicks else {}))


def district_bars(
    key: str, name: str, *, heading: str, target: float | None = None, lacking: tuple[str, str] | None = None
) -> None:
    """One indicator by region in official order, a rate with its base; a click filters the page.
    `target`: drawn across, what misses it is red. `lacking`: a word and the key of what is lacking, said behind a bar
    where it is not 0, as ("还需", "sponsored_needed")."""
    item, found = indicator(key), _by_district((key,))
    if not found:
        return
    more = _lacking(lacking)
    rows = tuple(
        Bar(
            tables.brief(reading.group_code),
            reading.value,
            figure(reading) + more.get(reading.group_code, ""),
            reading.group_code,
            red=_misses(reading, target, item.direction),
            pale=drill.is_pale(reading.group_code),
        )
        for reading in found
    )
    if meeting.is_on():
        meeting.show(board.of_bars(heading, rows, _target(target, item)))
        return
    handout.keep(heading, handed, heading, {key: item.name}, found, target=target)
    spec = charts.bars(rows, target=_target(target, item))
    show(spec, name, heading=heading, alt=_told(heading, found), rows=wide(found), clicks=True)


def _lacking(wanted: tuple[str, str] | None) -> dict[str | None, str]:
    if wanted is None:
        return {}
    word, key = wanted
    found = loaders.readings((key,), "district", filters=drill.surroundings())
    return {item.group_code: f"{_SPACE}{word}{formats.with_unit(item, indicator(key))}" for item in found if item.value}


def _target(value: float | None, item: Indicator) -> Target | None:
    if value is None:
        return None
    return Target(value, f"目标{formats.percent(value, 0) if item.is_rate else formats.number(value)}")


def district_heatmap(
    columns: Mapping[str, str], name: str, *, heading: str, framed: Collection[str] = (), low: float = 0
) -> None:
    """Regions × indicators (key: heading of its column), the whole above them. `framed`: keys of which the least in
    each row is framed. `low`: where the colours begin."""
    found = _by_district(tuple(columns))
    if not found:
        return
    allowed = tuple(dict.fromkeys(reading.key for reading in found))
    whole = loaders.readings(allowed, filters=drill.surroundings())
    rows: dict[str, list[Reading]] = {"": list(whole)}
    for reading in found:
        rows.setdefault(reading.group_code, []).append(reading)
    cells = tuple(
        cell(code, columns[reading.key], reading, strong=reading.value == least and reading.key in framed)
        for code, readings in rows.items()
        for least in [_least(reading for reading in readings if reading.key in framed)]
        for reading in readings
    )
    if meeting.is_on():
        meeting.show(board.of_cells(heading, cells, low=low))
        return
    handout.keep(heading, handed, heading, columns, found, kind=Kind.HEAT)
    spec = charts.heatmap(cells, low=low)
    show(spec, name, heading=heading, alt=_told(heading, found), rows=wide((*whole, *found)), clicks=True)


def cell(code: str, column: str, reading: Reading, *, strong: bool = False) -> Cell:
    """One cell of a region (of all of them where `code` is empty)."""
    return Cell(
        tables.brief(code) if code else "合计",
        column,
        reading.value,
        formats.figure(reading, indicator(reading.key)),
        code,
        strong=strong and reading.value is not None,
        pale=bool(code) and drill.is_pale(code),
    )


def district_parts(
    parts: Mapping[str, str], name: str, *, heading: str, red: tuple[str, ...] = (), share: bool = False
) -> None:
    """Regions, each divided by indicators that exclude one another (key: name of the part). `red`: keys that break a
    rule. `share`: all bars of one length, for what the parts are of the whole."""
    found = _by_district(tuple(parts))
    if not found:
        return
    rows = tuple(
        Part(
            tables.brief(reading.group_code),
            parts[reading.key],
            reading.value,
            formats.figure(reading, indicator(reading.key)),
            reading.group_code,
            pale=drill.is_pale(reading.group_code),
        )
        for reading in found
    )
    names = tuple(parts.values())
    if meeting.is_on():
        meeting.show(board.of_parts(heading, rows, names, red=tuple(parts[key] for key in red)))
        return
    handout.keep(
        heading,
        handed,
        heading,
        parts,
        found,
        kind=Kind.STACKED,
        red=tuple(parts[key] for key in red),
        share=share,
    )
    spec = charts.stacked(rows, names, red=tuple(parts[key] for key in red), share=share)
    show(spec, name, heading=heading, alt=_told(heading, found), rows=wide(found), clicks=True)


def handed(heading: str, names: Mapping[str, str], found: Sequence[Reading], **drawn: object) -> Handed:
    """The picture of districts for a file, with the whole as total."""
    whole = loaders.readings(tuple(names), filters=drill.surroundings())
    code, directory = drill.chosen(), view.current().snapshot.directory
    if code is None:
        return districts.part(heading, names, found, whole, **drawn)
    lit, around = directory.region(code).label, drill.surroundings().caption(directory)
    return districts.part(heading, names, found, whole, **drawn, lit=lit, total=around)


def history(key: str, name: str, *, heading: str, target: float | None = None) -> None:
    """The last periods of one indicator as a line, oldest first; offices missing now are left out of all of them."""
    item, missing = indicator(key), loaders.by_key((key,))[key].missing
    found = loaders.trend((key,), missing)[key]
    heading += f"（各期都不含缺报的{'、'.join(missing)}）" if missing else ""
    points = tuple(
        Point(
            reading.span if item.kind is Time.FLOW else reading.as_of.isoformat(),
            reading.value,
            formats.figure(reading, item),
        )
        for reading in found
    )
    rows = [
        {"时间": point.period, _column(key): formats.shown_value(reading, item), "状态": reading.state.value}
        for point, reading in zip(points, found, strict=True)
    ]
    told = "；".join(f"{point.period}为{point.text}" for point in points)
    handout.keep(heading, building.over_time, heading, found)
    show(
        charts.line(points, target=_target(target, item)),
        name,
        heading=heading,
        alt=f"{heading}：{told}",
        rows=rows,
    )


def figure(reading: Reading) -> str:
    """「17.7%　66/373」: a rate stands on its base; any other number by itself."""
    item = indicator(reading.key)
    said = formats.figure(reading, item)
    if not item.is_rate or reading.value is None or reading.denominator is None:
        return said
    return f"{said}{_SPACE}{formats.number(reading.numerator)}/{formats.number(reading.denominator)}"


def wide(found: Sequence[Reading]) -> list[tables.Row]:
    """A row per group, a column per indicator, numbers as a file needs them; numerator and denominator of a single
    rate; a column 状态 where something is not known."""
    groups: dict[str | None, dict[str, Reading]] = {}
    for reading in found:
        groups.setdefault(reading.group, {})[reading.key] = reading
    keys = list(dict.fromkeys(reading.key for reading in found))
    states = {
        group: "、".join(dict.fromkeys(item.state for item in held.values() if item.value is None))
        for group, held in groups.items()
    }
    return [
        {"区县": "合计" if group is None else group}
        | {_column(key): formats.shown_value(held[key], indicator(key)) for key in keys}
        | (
            {"分子": held[keys[0]].numerator, "分母": held[keys[0]].denominator}
            if len(keys) == 1 and indicator(keys[0]).is_rate
            else {}
        )
        | ({"状态": states[group]} if any(states.values()) else {})
        for group, held in groups.items()
    ]


def _column(key: str) -> str:
    item = indicator(key)
    return f"{item.name}（{item.unit}）"


def _by_district(keys: tuple[str, ...]) -> tuple[Reading, ...]:
    """The readings of the regions. An indicator that the filters do not allow is left out, and the reason is shown."""
    found = loaders.readings(keys, "district", filters=drill.surroundings())
    for refused in (reading for reading in found if reading.group_code is None):
        st.info(f"{indicator(refused.key).name}不能按区县分列：{refused.reason}。可清除单位筛选后再看。")
    return tuple(reading for reading in found if reading.group_code is not None)


def _least(readings: Iterable[Reading]) -> float | None:
    return min((reading.value for reading in readings if reading.value is not None), default=None)


def _misses(reading: Reading, target: float | None, direction: int) -> bool:
    if target is None or reading.value is None:
        return False
    return reading.value < target if direction >= 0 else reading.value > target


def _told(heading: str, found: Sequence[Reading]) -> str:
    """What the picture of districts says: the highest and the lowest of a single indicator, and who is missing. All
    its numbers are in the table behind it."""
    parts = [heading]
    known = sorted((item for item in found if item.value is not None), key=lambda item: item.value)
    if known and len({item.key for item in found}) == 1:
        lowest, highest = known[0], known[-1]
        parts.append(f"最高{highest.group}{figure(highest)}，最低{lowest.group}{figure(lowest)}")
    if missing := list(dict.fromkeys(item.group for item in found if item.state is State.MISSING)):
        parts.append(f"缺报{'、'.join(missing)}")
    return "；".join(parts)
