"""Tables: districts in official order with bars and marks, and lists (名单) to sort, search and take away."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import streamlit as st

from lib import formats
from lib.directory import normalise
from lib.errors import FilterError
from lib.exports import building, lists
from lib.exports.report import Chart, Column, Kind, Part, Table
from lib.indicators import indicator
from lib.measure import Office, Reading, State
from lib.ui import audit, drill, grid, handout, view
from lib.ui.columns import TONES, Bars, Group, Words
from lib.ui.wording import literal, small

Row = dict[str, object]
Rows = Sequence[Row]

_LONGEST_NAME = 5
_DISTRICTS = "各区县和市直"
_FEW = 8  # rows of a list that are found without searching


def districts(columns: Sequence[Bars | Words], found: Sequence[Reading], alt: str) -> None:
    """One row per region in official order; a value that is not known is a word, never 0. A row that is chosen filters
    the page."""
    groups: dict[str, dict[str, Reading]] = {}
    for reading in found:
        if reading.group_code is not None:  # what the filters do not allow is answered once, for no group
            groups.setdefault(reading.group_code, {})[reading.key] = reading
    if not groups:
        st.info("所选范围内没有区县可列。可放宽区县或单位筛选。")
        return
    held = list(groups.values())
    heads = [grid.Column("区县"), *(item.head(held) for item in columns)]
    rows = [[brief(code), *(item.cell(group) for item in columns)] for code, group in groups.items()]
    grid.show(heads, rows, alt, most=len(rows), on_row=drill.on_table(list(groups)))
    plain = [
        {"区县": brief(code)} | {item.label: item.plain(group) for item in columns} for code, group in groups.items()
    ]
    handout.keep(_DISTRICTS, _handed, columns, groups)
    download(plain, "下载本表", _DISTRICTS)


def _handed(columns: Sequence[Bars | Words], groups: Mapping[str, Group]) -> Part:
    """The table for a file: figures with what they are, 缺报 as a word."""
    rows = tuple((brief(code), *(item.handed(group) for item in columns)) for code, group in groups.items())
    heads = (Column("区县"), *(item.in_file() for item in columns))
    figures = tuple(item.label for item in columns if isinstance(item, Bars))
    chart = Chart(Kind.BAR, figures) if len(figures) == 1 else None
    return Part(_DISTRICTS, table=Table(heads, rows, unknown=formats.DASH), chart=chart)


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
    marks = {"报送": grid.Column("报送", grid.Kind.MARK, tones=TONES)}
    grid.show(grid.columns_of(rows, marks), grid.cells_of(rows), "报送情况", most=len(rows))
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
    rows: Rows,
    name: str,
    *,
    empty: str,
    counted: str = "行",
    search: bool = True,
    unknown: str = "缺报",
    figures: Sequence[str] = (),
) -> None:
    """A list (名单) to sort, search and take away. `empty`: the sentence for no rows. `counted`: unit and noun of a
    row, as 「个支部」. `unknown`: the word in a cell without a value. `figures`: columns of numbers in words, which are
    never cut."""
    if not rows:
        st.info(empty)
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        searched = search and len(rows) > _FEW
        found = _found(rows, name) if searched else rows
        small(_count(len(rows), len(found), counted))
        if searched:
            _search(name)
        if found:
            handout.keep(name, building.listed, name, found, unknown)
            download(found, f"下载名单（{len(found)}行）", name)
    if found:
        special = {label: grid.Column(label, grid.Kind.NUMBER) for label in figures}
        grid.show(grid.columns_of(found, special), grid.cells_of(found), name, unknown=unknown)


def plain(rows: Rows, name: str) -> None:
    """A few rows, all in sight."""
    grid.show(grid.columns_of(rows), grid.cells_of(rows), name, most=len(rows))


def _count(total: int, found: int, counted: str) -> str:
    """「共37个支部」, and how many of them were found."""
    said = f"共{formats.number(total)}{counted}"
    return said if found == total else f"{said}，找到{formats.number(found)}{counted}"


def _search(name: str) -> None:
    st.text_input(
        f"在{name}中查找",
        placeholder="查找：输入几个字",
        live="300ms",
        key=_search_key(name),
        label_visibility="collapsed",
        width=240,
    )


def _search_key(name: str) -> str:
    return f"{view.current().page}-find-{name}"


def _found(rows: Rows, name: str) -> Rows:
    """The rows in which any cell holds what the reader typed, known before the box is drawn: how many there are stands
    to its left."""
    wanted = normalise(st.session_state.get(_search_key(name)) or "").casefold()
    return (
        [row for row in rows if wanted in normalise("\n".join(map(str, row.values()))).casefold()] if wanted else rows
    )
