"""Charts on a page: heading, picture with its text for screen readers, the table behind it, and clicks."""

from collections.abc import Collection, Mapping, Sequence

import streamlit as st

from lib import charts, formats
from lib.charts import Bar, Board, Point, Target
from lib.charts.theme import Spec
from lib.exports import building, districts
from lib.exports.report import Kind
from lib.exports.report import Part as Handed
from lib.indicators import Indicator, indicator
from lib.indicators import Kind as Time
from lib.measure import Reading
from lib.ui import board, drill, handout, loaders, meeting, pictured, tables, view


def show(
    picture: Board | Spec,
    name: str,
    *,
    heading: str,
    alt: str,
    rows: tables.Rows,
    clicks: bool = False,
    kind: Kind | None = None,
) -> None:
    """One picture. `name`: ASCII, unlike that of any other of the page. `alt`: what it shows, in words. `rows`: the
    table behind it. `clicks`: a click on a row of a board filters the page by its code. `kind`: how a file draws the
    first numbers of the rows."""
    if meeting.is_on():
        meeting.show(picture)
        return
    if rows:
        handout.keep(heading, building.listed, heading, rows, formats.DASH, kind)
    drawn = picture if isinstance(picture, Board) else None
    if board.show(drawn, name, heading, alt, clicks=clicks):
        tables.listing(rows, heading, empty="没有可列的数。", search=False, unknown=formats.DASH)
    elif drawn is None:
        st.vega_lite_chart(None, picture, theme=None, alt=alt)


def bars(
    rows: tuple[Bar, ...],
    name: str,
    *,
    heading: str,
    behind: tables.Rows,
    clicks: bool = False,
    kind: Kind | None = Kind.BAR,
) -> None:
    """Bars of anything, said one by one in the words of the picture. `behind`: the table behind them."""
    alt = f"{heading}：" + "；".join(f"{row.label}{row.text}" for row in rows)
    show(charts.bars(heading, rows), name, heading=heading, alt=alt, rows=behind, clicks=clicks, kind=kind)


def district_bars(
    key: str, name: str, *, heading: str, target: float | None = None, lacking: tuple[str, str] | None = None
) -> None:
    """One indicator by region in official order, a rate with its base; a click filters the page.
    `target`: drawn across, what misses it is red. `lacking`: a word and the key of what is lacking, said behind a bar
    where it is not 0, as ("还需", "sponsored_needed")."""
    item, found = indicator(key), _by_district((key,))
    if not found:
        return
    rows = pictured.bars(key, target, lacking)
    handout.keep(heading, handed, heading, {key: item.name}, found, target=target)
    alt, behind = pictured.words(heading, (key,))
    drawn = charts.bars(heading, rows, target=_target(target, item))
    show(drawn, name, heading=heading, alt=alt, rows=behind, clicks=True)


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
    cells = pictured.cells(tuple(columns.items()), tuple(framed))
    handout.keep(heading, handed, heading, columns, found, kind=Kind.HEAT)
    alt, behind = pictured.words(heading, tuple(columns), whole=True)
    show(charts.heatmap(heading, cells, low=low), name, heading=heading, alt=alt, rows=behind, clicks=True)


def district_parts(
    parts: Mapping[str, str], name: str, *, heading: str, red: tuple[str, ...] = (), share: bool = False
) -> None:
    """Regions, each divided by indicators that exclude one another (key: name of the part). `red`: keys that break a
    rule. `share`: all bars of one length, for what the parts are of the whole."""
    found = _by_district(tuple(parts))
    if not found:
        return
    rows, names, reds = pictured.parts(tuple(parts.items())), tuple(parts.values()), tuple(parts[key] for key in red)
    handout.keep(heading, handed, heading, parts, found, kind=Kind.STACKED, red=reds, share=share)
    alt, behind = pictured.words(heading, tuple(parts))
    drawn = charts.stacked(heading, rows, names, red=reds, share=share)
    show(drawn, name, heading=heading, alt=alt, rows=behind, clicks=True)


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
        {"时间": point.period, pictured.column(key): formats.shown_value(reading, item), "状态": reading.state.value}
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


def _by_district(keys: tuple[str, ...]) -> tuple[Reading, ...]:
    """The readings of the regions. An indicator that the filters do not allow is left out, and the reason is shown."""
    for refused in pictured.of_regions(keys):
        if refused.group_code is None:
            st.info(f"{indicator(refused.key).name}不能按区县分列：{refused.reason}。可清除单位筛选后再看。")
    return pictured.known(keys)
