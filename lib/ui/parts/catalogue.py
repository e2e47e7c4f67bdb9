"""The parts of 指标口径."""

import streamlit as st

from lib import formats
from lib.indicators import INDICATORS, Indicator, Kind
from lib.indicators.pending import PENDING
from lib.measure import Reading
from lib.ui import cards, choosing, frame, loaders, narrowing, tables

_ALL = "全部"


def search() -> None:
    """Every indicator with its 口径 and its number in the present scope; one subject at a time, or all."""
    subjects = tuple(dict.fromkeys(item.page for item in INDICATORS.values()))
    chosen = choosing.one_of("主题", (_ALL, *subjects), "subject")
    wanted = tuple(key for key, item in INDICATORS.items() if chosen in (_ALL, item.page))
    found = loaders.by_key(wanted)
    beside = narrowing.columns(wanted)
    tables.listing(
        [_row(INDICATORS[key], found[key], beside.get(key, {})) for key in wanted],
        "指标口径",
        empty="没有这样的指标。",
        counted="个指标",
        unknown=formats.DASH,
    )


def one() -> None:
    """The full 口径 of one indicator, and the way to its districts, history, list and cells."""
    key = choosing.indicator_key(default="sponsored_pass_rate")
    with st.container(border=True):
        cards.definition(key, loaders.comparisons((key,))[key])
        frame.link("indicator", "看各区县、历史、名单和来源单元格", key=key)


def pending() -> None:
    """What the office speaks of and no ledger holds yet."""
    if PENDING:
        st.markdown("**暂不能统计的指标**")
        rows = [{"名称": item.name, "原因": item.reason} for item in PENDING]
        tables.listing(rows, "暂不能统计的指标", empty="没有。", counted="个指标")


def _row(item: Indicator, reading: Reading, beside: tables.Row) -> tables.Row:
    time = reading.span if item.kind is Kind.FLOW else formats.day(reading.as_of)
    return {
        "指标": item.name,
        "数值": formats.with_unit(reading, item),
        **beside,
        "时点或时段": time,
        "口径": item.definition,
        "分母": formats.DASH if reading.denominator is None else formats.number(reading.denominator),
        "类型": item.kind.value,
        "来源": item.source.title,
        "主题": item.page,
        "代码": item.key,
    }
