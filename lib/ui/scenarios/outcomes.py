"""What a scenario comes to: now, then and change in all and by district, places, what it takes, how it is counted."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from lib import formats
from lib.exports import scenario as reporting
from lib.indicators import INDICATORS, indicator
from lib.measure import Reading, State
from lib.speech import scenario as words
from lib.ui import choosing, grid, meeting, pictured, slides, tables, view
from lib.ui.columns import Bars, Words
from lib.ui.tables import Row
from lib.ui.wording import literal, small
from lib.whatif import Line, Outcome, formula

_SHOWN = "shown"  # parameter of the address: the indicator by district
FEW_NEEDS = 3  # kinds of what it takes that fit beside the totals
_MOST_LINES = 8  # indicators that are shown at first

Group = Mapping[str, Reading]


def slide(outcome: Outcome) -> None:
    """What the figures become, and the first of them for every district, in large type."""
    lines = reporting.changed(outcome)
    meeting.carded([_large(line) for line in lines])
    if not lines:
        return
    columns, found = _columns(outcome, lines[0].key)
    slides.districts(f"{indicator(lines[0].key).name}：现状和方案后", columns, found)


def _large(line: Line) -> meeting.Figure:
    item = indicator(line.key)
    now, then = (formats.figure(reading, item, compact=True) for reading in (line.now, line.then))
    name = item.name if item.is_rate else f"{item.name}（{item.unit}）"
    return meeting.Figure(name, then, f"{reporting.NOW}{now}\n{formats.delta(line.change, item)}")


def totals(outcome: Outcome, others: Sequence[tuple[str, Outcome]]) -> None:
    """A row per indicator: now, then and the change; beside it the same of the kept scenarios it is compared with."""
    held = [reporting.changed(one) for one in (outcome, *(other for _, other in others))]
    most = max(map(len, held))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("**合计：现状和方案后**", width="content")
        every = most <= _MOST_LINES or st.toggle(f"全部{most}个指标", key=f"{view.current().page}-every-line")
    shown = {line.key: line for lines in held for line in (lines if every else lines[:_MOST_LINES])}
    rows = [_side_by_side(outcome.total(key) or _unchanged(line), others) for key, line in shown.items()]
    if rows:
        _plain(rows, "现状和方案后")
    for reason in dict.fromkeys(line.now.reason for line in shown.values() if line.now.reason):
        st.info(literal(f"{reason}。可清除单位筛选后再看。"))


def _unchanged(line: Line) -> Line:
    """An indicator that only another scenario moves."""
    return Line(line.now, line.now, change=0)


def _plain(rows: list[Row], alt: str, most: int = 0) -> None:
    """Rows that are not to be searched; `most`: how many are shown at a time, all where it is 0."""
    grid.show(grid.columns_of(rows), grid.cells_of(rows), alt, most=most or len(rows))


def _side_by_side(line: Line, others: Sequence[tuple[str, Outcome]] = ()) -> Row:
    item = indicator(line.key)
    row: Row = {
        "指标": item.name,
        reporting.NOW: _figure(line.now),
        reporting.THEN: _figure(line.then),
        reporting.CHANGE: formats.delta(line.change, item),
    }
    for name, other in others:
        beside = other.total(line.key)
        row[name] = _figure(beside.then if beside else line.now)
        row[f"{name}变化"] = formats.delta(beside.change, item) if beside else "持平"
    return row


def _figure(reading: Reading) -> str:
    """「17.7%　66/373」, 「46个」."""
    item = indicator(reading.key)
    return pictured.figure(reading) if item.is_rate else formats.with_unit(reading, item)


def districts(outcome: Outcome) -> None:
    """One indicator for each district: now, then, change and place, in official order."""
    keys = [line.key for line in reporting.changed(outcome)]
    if not keys:
        return
    key = _shown(keys)
    small(literal(formula(outcome.total(key))))
    columns, found = _columns(outcome, key)
    tables.districts(columns, found, alt=f"{indicator(key).name}：各区县现状、方案后和变化")


def _columns(outcome: Outcome, key: str) -> tuple[list[Bars | Words], list[Reading]]:
    """One indicator by district: now, then, the change, and the place where there is a ranking."""
    lines = {line.group_code: line for line in outcome.districts(key)}

    def told(tell: Callable[[Line], str | None]) -> Callable[[Group], str | None]:
        return lambda readings: tell(lines[readings[key].group_code])

    columns: list[Bars | Words] = [
        Words(reporting.NOW, told(lambda line: pictured.figure(line.now))),
        Words(reporting.THEN, told(lambda line: pictured.figure(line.then))),
        Words(reporting.CHANGE, told(_change)),
    ]
    if any(line.place_now for line in lines.values()):
        columns.append(Words("名次", told(_places)))
    return columns, [line.now for line in lines.values()]


def _change(line: Line) -> str:
    if line.now.state in (State.MISSING, State.NOT_APPLICABLE):
        return line.now.state.value
    return formats.delta(line.change, indicator(line.key))


def _places(line: Line) -> str | None:
    if None in (line.place_now, line.place_then):
        return None
    moved = line.place_now != line.place_then
    return f"{line.place_now} → {line.place_then}" if moved else str(line.place_now)


def _shown(keys: list[str]) -> str:
    """A box with the indicators of the scenario; the choice is the parameter `shown`. One that does not exist gives a
    notice, one that the scenario leaves alone a line."""
    asked = st.query_params.get(_SHOWN, keys[0])
    chosen = asked if asked in keys else keys[0]
    if asked not in INDICATORS:
        st.warning(literal(f"网址中的指标“{asked}”不存在，已显示“{indicator(chosen).name}”。"))
    elif asked != chosen:
        small(literal(f"“{indicator(asked).name}”不随这一方案变化，以下是“{indicator(chosen).name}”。"))
    widget = f"{view.current().page}-{_SHOWN}"

    def changed() -> None:
        st.query_params[_SHOWN] = st.session_state[widget]

    st.session_state[widget] = chosen
    st.selectbox(
        "各区县的", keys, format_func=lambda key: indicator(key).name, key=widget, on_change=changed, width=360
    )
    return chosen


def needs(outcome: Outcome, others: Sequence[tuple[str, Outcome]]) -> None:
    """What it takes, in all and by district; and what the kept scenarios beside it take in all."""
    st.markdown("**需要什么**")
    for name, other in others:
        small(literal(f"{name}：{words.taken(other) or '不另需要人员、场所和经费'}"))
    if not outcome.needs:
        small("这一方案不另需要人员、场所和经费。")
        return
    table = reporting.needs(outcome, tables.brief)
    rows = [
        {column.label: table.text(cell, column) for column, cell in zip(table.columns, row, strict=True)}
        for row in (table.total, *table.rows)
    ]
    _plain(rows, "需要什么", _MOST_LINES + 1)


def how(outcome: Outcome) -> None:
    """What is not reached and why; the formulas with their numbers."""
    if outcome.notes:
        st.markdown("**做不到的和须知**")
        for line in outcome.notes:
            small(literal(line))
    if outcome.formulas:
        with st.expander(f"怎么算的（{formats.number(len(outcome.formulas))}条）"):
            for line in outcome.formulas:
                small(literal(line))


def lists(outcome: Outcome) -> None:
    """Which branches are divided, elect or are left out."""
    held = reporting.lists(outcome)
    if held:
        counted = {name: f"{name} {formats.number(len(rows))}" for name, rows in held.items()}
        name = choosing.one_of("名单", tuple(held), "list", shown=counted)
        tables.listing(held[name], name, empty="没有支部。", counted="个支部")
