"""Tables: districts in official order with bars and marks, and lists (名单) to sort, search and take away."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from lib import formats
from lib.directory import normalise
from lib.errors import FilterError
from lib.exports import building, lists
from lib.exports.report import Cell, Chart, Column, Kind, Part, Table
from lib.indicators import indicator
from lib.measure import Office, Reading, State
from lib.ui import audit, drill, handout, view
from lib.ui.wording import literal, small

Row = dict[str, object]
Rows = Sequence[Row]

_ROW_HEIGHT = 26  # pixels: 18 districts and 市直 fit under the cards at 1080
_LONGEST_NAME = 5
_DISTRICTS = "各区县和市直"
_SHORT = 20  # rows of a list that is shown whole
_FEW = 8  # rows of a list that are found without searching
_BAR_WIDTH, _LETTER = 120, 14  # pixels: of a column with bars, of a letter in its heading
RED_MARKS = ("空缺", "缺报", "部分缺报", "未配专职")
_MARKS = ("已报", "配备", "零", "不适用", "—", *RED_MARKS)
_MARK_COLORS = ["#F2F0EC" if mark not in RED_MARKS else "#9E1B1B" for mark in _MARKS]


@dataclass(frozen=True)
class Bars:
    """A column of one indicator: figures, or bars on a common scale where `bar` is set."""

    key: str
    label: str
    bar: bool = False


@dataclass(frozen=True)
class Mark:
    """A column of words told by readings of one group; some words are red."""

    label: str
    tell: Callable[[dict[str, Reading]], str]


@dataclass(frozen=True)
class Words:
    """A column of plain words told by readings of one group, or of numbers."""

    label: str
    tell: Callable[[dict[str, Reading]], str | float | None]
    is_number: bool = False


def _column(item: Bars, values: list[float | None]) -> object:
    measured = indicator(item.key)
    if not item.bar:
        form = "%.1f%%" if measured.is_rate else "localized"
        return st.column_config.NumberColumn(item.label, format=form, help=measured.definition)
    most = 100.0 if measured.is_rate else max((value for value in values if value is not None), default=1) or 1
    form = "%.1f%%" if measured.is_rate else "localized"
    return st.column_config.ProgressColumn(
        item.label,
        format=form,
        min_value=0,
        max_value=most,
        help=measured.definition,
        color="#2F5D8A",
        width=max(_BAR_WIDTH, _LETTER * len(item.label) + 24),
    )


def districts(columns: Sequence[Bars | Mark | Words], found: Sequence[Reading], alt: str) -> None:
    """One row per region in official order; a value that is not known is 「—」, never 0. A row that is chosen filters
    the page."""
    groups: dict[str, dict[str, Reading]] = {}
    for reading in found:
        if reading.group_code is not None:  # what the filters do not allow is answered once, for no group
            groups.setdefault(reading.group_code, {})[reading.key] = reading
    if not groups:
        st.info("所选范围内没有区县可列。可放宽区县或单位筛选。")
        return
    content: dict[str, list[object]] = {"区县": [brief(code) for code in groups]}
    configuration: dict[str, object] = {"区县": st.column_config.TextColumn("区县", width=96)}
    for item in columns:
        if isinstance(item, Words):
            content[item.label] = [item.tell(readings) for readings in groups.values()]
            continue
        if isinstance(item, Mark):
            content[item.label] = [[told] if (told := item.tell(readings)) else [] for readings in groups.values()]
            configuration[item.label] = st.column_config.MultiselectColumn(
                item.label, options=_MARKS, color=_MARK_COLORS
            )
            continue
        values = [_shown(readings.get(item.key)) for readings in groups.values()]
        content[item.label] = values
        configuration[item.label] = _column(item, values)
    st.dataframe(
        pd.DataFrame(content),
        column_config=configuration,
        hide_index=True,
        row_height=_ROW_HEIGHT,
        height=_ROW_HEIGHT * (len(groups) + 1) + 10,
        placeholder=formats.DASH,
        alt=alt,
        **drill.on_table("districts", list(groups)),
    )
    told = [dict(zip(content, map(_told, cells), strict=True)) for cells in zip(*content.values(), strict=True)]
    handout.keep(_DISTRICTS, _handed, columns, groups)
    download(told, "下载本表", _DISTRICTS)


def _handed(columns: Sequence[Bars | Mark | Words], groups: Mapping[str, dict[str, Reading]]) -> Part:
    """The table for a file: figures with what they are, 缺报 as a word."""
    rows = tuple((brief(code), *(_cell(item, readings) for item in columns)) for code, readings in groups.items())
    heads = (Column("区县"), *(_head(item) for item in columns))
    figures = tuple(item.label for item in columns if isinstance(item, Bars))
    chart = Chart(Kind.BAR, figures) if len(figures) == 1 else None
    return Part(_DISTRICTS, table=Table(heads, rows, unknown=formats.DASH), chart=chart)


def _head(item: Bars | Mark | Words) -> Column:
    if isinstance(item, Bars):
        return Column(item.label, True, indicator(item.key).unit)
    return Column(item.label, isinstance(item, Words) and item.is_number)


def _cell(item: Bars | Mark | Words, readings: dict[str, Reading]) -> Cell:
    if isinstance(item, Bars):
        reading = readings.get(item.key)
        return None if reading is None else building.figure(reading)
    return item.tell(readings)


def _told(cell: object) -> object:
    """A cell for a file: a mark as its word."""
    return "".join(cell) if isinstance(cell, list) else cell


def download(rows: Sequence[dict[str, object]], label: str, name: str) -> None:
    """Hands out rows as a file that is written when it is asked for."""
    handout.keep(name, building.listed, name, rows)
    now = view.current()
    file_name = lists.file_name(name, now.filters.caption(now.snapshot.directory), now.filters.period)
    st.download_button(
        label,
        audit.handed_out(lambda: lists.csv(rows), file_name),
        file_name=file_name,
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key=f"{now.page}-download-{name}",
    )


def brief(region_code: str) -> str:
    """The official name, or the short one where the official name would not fit the column."""
    region = view.current().snapshot.directory.region(region_code)
    return region.label if len(region.label) <= _LONGEST_NAME else region.short_name


def _shown(reading: Reading | None) -> float | None:
    return None if reading is None else formats.shown_value(reading, indicator(reading.key))


def mark(reading: Reading | None, *, yes: str, no: str) -> str:
    """The word for a count of one district: `yes` where it is not 0."""
    if reading is None or reading.state is State.NOT_APPLICABLE:
        return formats.DASH
    if reading.state is State.MISSING:
        return "缺报"
    return yes if reading.value else no


def base_columns() -> tuple[Words, Words]:
    """Numerator and denominator of the one rate a table shows."""

    def part(name: str) -> Callable[[dict[str, Reading]], float | None]:
        return lambda found: getattr(next(iter(found.values())), name)

    return Words("分子", part("numerator"), True), Words("分母", part("denominator"), True)


def state_column() -> Mark:
    """What stands behind an empty or a zero cell of the one indicator a table shows."""
    plain = {State.PRESENT: ""}
    return Mark("状态", lambda found: plain.get(state := next(iter(found.values())).state, state.value))


def offices(found: Sequence[Office]) -> None:
    """Who has sent how many of the ledgers that are due, and which are still to come."""
    rows = [
        {
            "报送单位": brief(office.code),
            "报送": standing(office),
            "已报": f"{len(office.sent)}/{len(office.due)}",
            "缺报的台账": "全部" if office.silent else "、".join(office.absent),
        }
        for office in found
    ]
    frame = pd.DataFrame([row | {"报送": [row["报送"]]} for row in rows])
    columns = {
        "报送单位": st.column_config.TextColumn("报送单位", width=96),
        "报送": st.column_config.MultiselectColumn("报送", options=_MARKS, color=_MARK_COLORS, width=96),
        "已报": st.column_config.TextColumn("已报", width=64),
    }
    height = _ROW_HEIGHT * (len(rows) + 1) + 10
    st.dataframe(frame, column_config=columns, hide_index=True, row_height=_ROW_HEIGHT, height=height, alt="报送情况")
    download(rows, "下载本表", "报送情况")


def standing(office: Office) -> str:
    """The word for what one office has sent."""
    if office.silent:
        return "缺报"
    return "部分缺报" if office.absent else "已报"


def nothing_listed(reading: Reading, otherwise: str) -> str:
    """The sentence for a list without rows: that nothing has come, or `otherwise`."""
    if reading.state is State.MISSING:
        return f"{indicator(reading.key).source.title}缺报，没有名单可列。"
    return otherwise


@contextmanager
def reason_instead() -> Iterator[None]:
    """A number that is 不适用 has no rows: why takes their place."""
    try:
        yield
    except FilterError as error:
        st.info(literal(error))


def listing(
    rows: Rows, name: str, *, empty: str, counted: str = "行", search: bool = True, unknown: str = "缺报"
) -> None:
    """A list (名单) to sort, search and take away. `empty`: the sentence for no rows. `counted`: unit and noun of a
    row, as 「个支部」. `unknown`: the word in a cell without a value."""
    if not rows:
        st.info(empty)
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        place = st.container(width="content")
        found = _searched(rows, name) if search and len(rows) > _FEW else rows
        with place:
            small(_count(len(rows), len(found), counted))
        if found:
            handout.keep(name, building.listed, name, found, unknown)
            download(found, f"下载名单（{len(found)}行）", name)
    if found:
        _table(found, name, unknown)


def _count(total: int, found: int, counted: str) -> str:
    """「共37个支部」, and how many of them were found."""
    said = f"共{formats.number(total)}{counted}"
    return said if found == total else f"{said}，找到{formats.number(found)}{counted}"


def _searched(rows: Rows, name: str) -> Rows:
    """The rows in which any cell holds what the reader typed."""
    typed = st.text_input(
        f"在{name}中查找",
        placeholder="查找：输入几个字",
        live="300ms",
        key=f"{view.current().page}-find-{name}",
        label_visibility="collapsed",
        width=240,
    )
    wanted = normalise(typed or "").casefold()
    return (
        [row for row in rows if wanted in normalise("\n".join(map(str, row.values()))).casefold()] if wanted else rows
    )


def _table(rows: Rows, name: str, unknown: str) -> None:
    frame = pd.DataFrame(rows)
    columns = {
        column: st.column_config.DateColumn(column, format="YYYY-MM-DD")
        for column in frame.columns
        if any(hasattr(row.get(column), "isoformat") for row in rows)
    }
    st.dataframe(
        frame,
        column_config=columns,
        hide_index=True,
        row_height=_ROW_HEIGHT,
        height=_ROW_HEIGHT * (len(rows) + 1) + 10 if len(rows) <= _SHORT else "auto",
        placeholder=unknown,
        alt=name,
    )
