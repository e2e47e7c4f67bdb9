"""The parts of 指标明细 and 报送情况."""

from contextlib import suppress

import streamlit as st

from lib import formats
from lib.errors import FilterError
from lib.exports import building
from lib.filters import Filters
from lib.indicators import Kind, indicator
from lib.measure import Report
from lib.speech import findings, targets
from lib.ui import choosing, handout, loaders, tables, view
from lib.ui.columns import Bars, base_columns, state_column
from lib.ui.wording import literal, small

SHORT, COUNTED, CELLS = "未达到的名单", "名单", "来源单元格"
_HISTORY = "历期"
_TRACED = 200  # rows of which the cells are listed


def by_district(key: str) -> None:
    """Every region with its number; a rate with its base."""
    item = indicator(key)
    found = loaders.readings((key,), by="district")
    if all(reading.group_code is None for reading in found):
        remedy = "可清除单位筛选后再看。" if view.current().filters.by_unit else ""
        st.info(f"这一指标不能按区县分列：{found[0].reason or '来源表没有区县'}。{remedy}")
        return
    columns = [Bars(key, f"{item.name}（{item.unit}）", bar=True), state_column()]
    base = base_columns() if item.is_rate else ()
    tables.districts([*columns, *base], found, alt=f"各区县和市直的{item.name}")


def history(key: str) -> None:
    """The last periods, newest first; a figure with a date of its own once."""
    item = indicator(key)
    found = {reading.span or reading.as_of: reading for reading in reversed(loaders.trend((key,))[key])}
    handout.keep(_HISTORY, building.over_time, _HISTORY, tuple(reversed(found.values())))
    rows = [
        {
            "时间": reading.span if item.kind is Kind.FLOW else reading.as_of.isoformat(),
            f"数值（{item.unit}）": formats.figure(reading, item),
            "已报/应报": f"{reading.reported}/{reading.due}" if reading.due else formats.DASH,
        }
        for reading in found.values()
    ]
    tables.plain(rows, _HISTORY)


def one_cell(key: str, rest: str = "全部见下方“来源单元格”") -> None:
    """The first of the cells behind the number; `rest`: where all of them are."""
    with suppress(FilterError):
        found = [(row, cell) for row in loaders.traced(key, limit=1) for cell in row.cells if cell.address]
        for row, cell in found[:1]:
            where = literal(f"{row.file}，“{row.sheet}”，{cell.address}（{cell.label}）")
            small(f"来源单元格，首个：  \n{where}  \n{rest}")


def target(key: str) -> None:
    """What is wanted of this number, and who misses it; nothing where no target is on record."""
    lines = targets.beside(loaders.beside_target(key))
    if lines:
        small("  \n".join(map(literal, lines)))


def choice(key: str) -> str:
    """Which list to show; of a rate those that fall short come first: they are what is asked for."""
    return choosing.one_of(
        "明细", (SHORT, COUNTED, CELLS) if indicator(key).can_fall_short else (COUNTED, CELLS), "shown"
    )


def members(key: str, *, short: bool) -> None:
    """The list behind the number, or of those that fall short of it."""
    name = f"{indicator(key).name}{'（未达到）' if short else ''}"
    with tables.reason_instead():
        tables.listing(
            loaders.behind(key, short=short), name, empty=f"所选范围内没有列入“{name}”的行。可放宽区县或期次。"
        )


def sources(key: str) -> None:
    """File, sheet and cell of every row behind the number."""
    with tables.reason_instead():
        tables.listing(
            _cells(key), f"{indicator(key).name}来源单元格", empty="所选范围内没有可追溯的行。可放宽区县或期次。"
        )


def _cells(key: str) -> list[dict[str, object]]:
    return [
        {
            "所属区县": row.region,
            "名称": row.name,
            "列": cell.label,
            "取值": "缺报" if cell.held is None else str(cell.held),
            "原文": cell.raw or "",
            "单元格": cell.address,
            "工作表": row.sheet,
            "文件": row.file,
        }
        for row in loaders.traced(key, limit=_TRACED)
        for cell in row.cells
    ]


def offices_by_state(filters: Filters) -> dict[str, int]:
    """How many offices owe ledgers under these filters, and how many have sent all, some or none."""
    found = loaders.report(filters)
    parts = {"已报齐": found.complete, "部分缺报": len(found.partial), "缺报": len(found.silent)}
    return {"应报单位": len(found.offices), **parts}


def reminder(report: Report) -> None:
    """A text to send to those who have not reported, ready to copy."""
    now = view.current()
    text = findings.reminder(report, now.snapshot.directory.period(now.filters.period))
    if text:
        st.header("催报文字", anchor=False)
        st.code(text, language=None, wrap_lines=True)


def issues(found: list[dict[str, object]]) -> None:
    """What was noticed in the files in force."""
    st.header(f"台账中的问题（{len(found)}处）", anchor=False)
    tables.listing(found, "台账问题", empty="所选范围内的台账没有需要处理的问题。")
