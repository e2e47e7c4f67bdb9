"""The parts of 假设测算: ready questions; and of a scenario now, then, change, ranks, what it takes, how."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from lib import formats
from lib.exports import scenario as reporting
from lib.indicators import indicator
from lib.measure import Reading, State
from lib.speech import scenario as words
from lib.ui import charts, choosing, meeting, slides, tables, view, what_if_levers, what_if_play
from lib.ui.tables import Bars, Row, Words
from lib.ui.wording import literal, small
from lib.whatif import FillPosts, HoldElections, Line, Outcome, Scenario, Split, formula

_SHOWN = "shown"  # parameter of the address: the indicator by district
_ROW_HEIGHT = 26  # pixels, as in lib.ui.tables
_WIDTHS = {"指标": 205, reporting.NOW: 115, reporting.THEN: 140, reporting.CHANGE: 110, "区县": 80}  # pixels
_MOST_LINES = 8  # indicators that are shown at first

Group = Mapping[str, Reading]


@dataclass(frozen=True)
class Question:
    """One that is asked often, as a scenario of one lever."""

    text: str
    scenario: Scenario


def questions() -> tuple[Question, ...]:
    """Those of the start."""
    standard = what_if_levers.plain("standard")
    by = what_if_play.year_end()
    return (
        Question("补齐全部书记、专职副书记", Scenario(posts=FillPosts(secretary=(), deputy=()))),
        Question(f"包抓达标率到{formats.percent(standard.target, 0)}", Scenario(standard=standard)),
        Question(f"拆分{Split().limit}人以上支部", Scenario(split=Split())),
        Question("逾期和年内到期的换届", Scenario(elections=HoldElections(by, also_due=True))),
    )


def invitation() -> str:
    """What two of the ready questions come to."""
    return "；".join(words.finding(what_if_play.outcome(one.scenario), each=1) for one in questions()[:2])


def start() -> None:
    """The ready questions, each with its answer; a click opens it."""
    directory = view.current().snapshot.directory
    for number, question in enumerate(questions()):
        left, right = st.columns((2, 7), vertical_alignment="center")
        left.button(
            question.text,
            key=f"{view.current().page}-question-{number}",
            width="stretch",
            on_click=what_if_play.write,
            args=(question.scenario, directory),
        )
        with right:
            small(literal(words.answer(what_if_play.outcome(question.scenario))))


def slide(outcome: Outcome) -> None:
    """What the figures become, and the first of them for every district, in large type."""
    lines = reporting.changed(outcome)
    meeting.carded([_large(line) for line in lines])
    columns, found = _columns(outcome, lines[0].key)
    slides.districts(f"{indicator(lines[0].key).name}：现状和方案后", columns, found)


def _large(line: Line) -> meeting.Figure:
    item = indicator(line.key)
    now, then = (formats.figure(reading, item, compact=True) for reading in (line.now, line.then))
    name = item.name if item.is_rate else f"{item.name}（{item.unit}）"
    return meeting.Figure(name, then, f"{reporting.NOW}{now}\n{formats.delta(line.change, item)}")


def questions_slide() -> None:
    """The ready questions with their answers, in large type."""
    rows = [{"假设": one.text, "结果": words.answer(what_if_play.outcome(one.scenario))} for one in questions()]
    slides.rows("常问的假设", rows)


def totals(outcome: Outcome, others: Sequence[tuple[str, Outcome]]) -> None:
    """A row per indicator: now, then and the change; beside it the same of the kept scenarios it is compared with."""
    held = [reporting.changed(one) for one in (outcome, *(other for _, other in others))]
    most = max(map(len, held))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("**合计：现状和方案后**", width="content")
        every = most <= _MOST_LINES or st.toggle(f"全部{most}个指标", key=f"{view.current().page}-every-line")
    shown = {line.key: line for lines in held for line in (lines if every else lines[:_MOST_LINES])}
    rows = [_side_by_side(outcome.total(key) or _unchanged(line), others) for key, line in shown.items()]
    _plain(rows, "现状和方案后")


def _unchanged(line: Line) -> Line:
    """An indicator that only another scenario moves."""
    return Line(line.now, line.now, change=0)


def _plain(rows: list[Row], alt: str, most: int = 0) -> None:
    """Rows that are not to be searched; `most`: how many are shown at a time, all where it is 0."""
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        row_height=_ROW_HEIGHT,
        height=_ROW_HEIGHT * (min(len(rows), most or len(rows)) + 1) + 10,
        column_config={name: st.column_config.TextColumn(name, width=wide) for name, wide in _WIDTHS.items()},
        placeholder=formats.DASH,
        alt=alt,
    )


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
    return charts.figure(reading) if item.is_rate else formats.with_unit(reading, item)


def districts(outcome: Outcome) -> None:
    """One indicator for each district: now, then, change and place, in official order."""
    lines = reporting.changed(outcome)
    key = _shown([line.key for line in lines])
    small(literal(formula(outcome.total(key))))
    columns, found = _columns(outcome, key)
    tables.districts(columns, found, alt=f"{indicator(key).name}：各区县现状、方案后和变化")


def _columns(outcome: Outcome, key: str) -> tuple[list[Bars | Words], list[Reading]]:
    """One indicator by district: now, then, the change, and the place where there is a ranking."""
    lines = {line.group_code: line for line in outcome.districts(key)}

    def told(tell: Callable[[Line], str | None]) -> Callable[[Group], str | None]:
        return lambda readings: tell(lines[readings[key].group_code])

    columns: list[Bars | Words] = [
        Bars(key, reporting.NOW, bar=indicator(key).is_rate),
        Words(reporting.THEN, told(lambda line: charts.figure(line.then))),
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
    """A box with the indicators of the scenario; the choice is the parameter `shown`."""
    asked = st.query_params.get(_SHOWN, keys[0])
    widget = f"{view.current().page}-{_SHOWN}"

    def changed() -> None:
        st.query_params[_SHOWN] = st.session_state[widget]

    chosen = asked if asked in keys else keys[0]
    st.session_state[widget] = chosen
    st.selectbox(
        "各区县的", keys, format_func=lambda key: indicator(key).name, key=widget, on_change=changed, width=360
    )
    return chosen


def needs(outcome: Outcome) -> None:
    """What it takes, in all and by district."""
    st.markdown("**需要什么**")
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
