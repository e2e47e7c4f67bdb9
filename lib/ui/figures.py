"""Several indicators in one table, and one indicator by the values of a column."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from lib import formats
from lib.charts import Bar
from lib.exports import building
from lib.exports.report import Part
from lib.indicators import indicator
from lib.measure import Comparison
from lib.speech import changes
from lib.ui import cards, charts, handout, loaders, pictured, tables
from lib.ui.wording import literal, small

MEETINGS = {
    "general_meeting_rate": "党员大会",
    "committee_meeting_rate": "支委会",
    "group_meeting_rate": "党小组会",
    "theme_day_rate": "主题党日",
    "lecture_rate": "党课",
    "org_life_meeting_rate": "组织生活会",
    "appraisal_rate": "民主评议",
}
CARE = {
    "checkin_resident_rate": "社区报到",
    "lixiu_visit_coverage": "走访",
    "lixiu_checkup_rate": "体检",
    "subsidy_rate": "书记补助",
    "funding_done_rate": "经费落实",
    "funding_per_branch": "支部经费",
}


def care() -> None:
    """The rates of CARE for every district."""
    rates = {key: name for key, name in CARE.items() if indicator(key).is_rate}
    charts.district_heatmap(rates, "care", heading="各区县服务保障（%）")


def table(keys: Sequence[str], heading: str) -> None:
    """A row per indicator: its number with its base, and what it is compared with."""
    st.markdown(f"**{heading}**")
    compared = loaders.comparisons(tuple(keys))
    handout.keep(heading, _handed, heading, [compared[key] for key in keys])
    rows = [_row(compared[key]) for key in keys]
    tables.listing(rows, heading, empty="没有可列的指标。", counted="个指标", search=False, figures=("数值", "增减"))
    told = dict.fromkeys(
        f"{indicator(key).kind.value}{cards.against(compared[key], indicator(key))}"
        for key in keys
        if compared[key].difference is not None
    )
    if told:
        basis = changes.basis(compared[key] for key in keys)
        small(literal(f"增减：{'，'.join(told)}" + (f"。{basis}" if basis else "")))


def _handed(heading: str, compared: Sequence[Comparison]) -> Part:
    """The table for a file: figures with their bases."""
    found = [(one.now, cards.difference(one, indicator(one.now.key))) for one in compared]
    return replace(building.compared(heading, found), foot=changes.basis(compared))


def by(key: str, column: str, name: str, *, heading: str, label: str) -> None:
    """One indicator by the values of a column, in their own order; `label`: what these values are."""
    item = indicator(key)
    found = [reading for reading in loaders.readings((key,), column) if reading.group is not None]
    bars = tuple(Bar(reading.group, reading.value, pictured.figure(reading)) for reading in found)
    if not bars:
        st.markdown(f"**{heading}**")
        st.info("所选范围内没有可列的数。可清除单位筛选后再看。")
        return
    charts.bars(
        bars,
        name,
        heading=heading,
        behind=[
            {label: reading.group, f"{item.name}（{item.unit}）": formats.shown_value(reading, item)}
            for reading in found
        ],
    )


def _row(compared: Comparison) -> tables.Row:
    now, item = compared.now, indicator(compared.now.key)
    said = pictured.figure(now)
    moved = formats.DASH if compared.difference is None else cards.difference(compared, item)
    return {
        "指标": item.name,
        "数值": said if item.is_rate or now.value is None else f"{said}{item.unit}",
        "增减": moved,
        "时点或时段": now.span or now.as_of.isoformat(),
    }
