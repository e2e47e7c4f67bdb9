"""The parts of 党工委配备."""

from collections.abc import Sequence

import streamlit as st

from lib import formats
from lib.charts import Bar
from lib.indicators import indicator
from lib.measure import Reading, State
from lib.speech.committees import own_committee
from lib.ui import charts, drill, loaders, slides, tables, view
from lib.ui.columns import Bars, Mark, Words, mark
from lib.ui.tables import Row
from lib.ui.wording import literal, small

_EFFORT = ("meetings_compliance_rate", "sponsored_pass_rate", "liaison_rate", "funding_per_branch")
_POSTS = {
    "committee_secretary_vacant_months": ("书记", "committee_no_secretary"),
    "committee_deputy_vacant_months": ("专职副书记", "committee_no_deputy"),
}
_VACANT = {"committee_no_secretary": "未配书记", "committee_no_deputy": "未配专职副书记"}
_MATRIX = (
    Mark("批复", lambda found: mark(found.get("committee_established"), yes="已批复", no="未批复")),
    Words("机构模式", lambda found: _words(found.get("committee_org_mode"))),
    Mark("书记", lambda found: mark(found.get("committee_no_secretary"), yes="空缺", no="配备")),
    Words("书记空缺", lambda found: _months(found, "committee_secretary_vacant_months")),
    Mark("专职副书记", lambda found: mark(found.get("committee_no_deputy"), yes="未配专职", no="配备")),
    Words("副书记空缺", lambda found: _months(found, "committee_deputy_vacant_months")),
    Bars("staff_quota_total", "编制"),
    Bars("staff_total", "实有"),
    Bars("staff_fulltime_total", "专职"),
    Bars("staff_short", "缺编"),
    Mark("述职评议", lambda found: mark(found.get("in_review_rate"), yes="纳入", no="未纳入")),
    Bars("coord_meeting_count", "议事会"),
)
_ON_SLIDE = ("机构模式", "书记", "书记空缺", "专职副书记", "副书记空缺", "编制", "实有", "缺编")
_KEYS = (
    *("committee_established", "committee_org_mode", "committee_no_secretary", "committee_no_deputy"),
    *("committee_secretary_vacant_months", "committee_deputy_vacant_months", "staff_quota_total", "staff_total"),
    *("staff_fulltime_total", "staff_short", "in_review_rate", "coord_meeting_count"),
)


def named(found: Sequence[Reading]) -> str:
    """Who lacks which post, by name, as Markdown: 「**未配书记**：…；**未配专职副书记**：…」."""
    vacant = {word: [item.group for item in found if item.key == key and item.value] for key, word in _VACANT.items()}
    return "；".join(f"**{word}**：{literal('、'.join(groups))}" for word, groups in vacant.items() if groups)


def matrix() -> None:
    """Who lacks which post, the city's own committee in a sentence, and every district's in a row."""
    found = loaders.readings(_KEYS, "district", filters=drill.surroundings())
    with st.container():  # there without them too: what stands below keeps its place, and is not drawn anew
        if lacking := named([item for item in found if not drill.is_pale(item.group_code)]):
            small(lacking)
        if _has_own():
            own = loaders.behind("city_committee_total")
            small(literal(own_committee(own[0] if own else None)))
    tables.districts(_MATRIX, found, alt="各区县党工委的批复、机构模式、书记和专职副书记配备、编制和实有人数")


def slide() -> None:
    """The columns for which a slide has room."""
    columns = [item for item in _MATRIX if item.label in _ON_SLIDE]
    found = loaders.readings(_KEYS, "district", filters=drill.surroundings())
    slides.districts("各区县党工委：书记、专职副书记和人员", columns, found)


def vacancies() -> None:
    """How long posts have been vacant, the longest first."""
    found = {
        (reading.group_code, key): reading
        for key in _POSTS
        for reading in loaders.readings((key,), "district")
        if reading.value
    }
    order = sorted(found, key=lambda place: -found[place].value)
    bars = tuple(
        Bar(f"{tables.brief(code)} {_POSTS[key][0]}", found[code, key].value, _said(found[code, key]), code, red=True)
        for code, key in order
    )
    heading = "职位空缺满月数，从长到短"
    if not bars:
        st.markdown(f"**{heading}**")
        small("所选范围内没有空缺的职位，或都没有填写空缺起始时间。")
        return
    charts.bars(
        bars,
        "vacancies",
        heading=heading,
        kind=None,
        behind=[
            {"区县": tables.brief(code), "职位": _POSTS[key][0], "满月数": found[code, key].value}
            for code, key in order
        ],
        clicks=True,
    )


def merged() -> None:
    """What districts do whose committee was merged into 组织部门, beside the others: medians, and of how many."""
    st.markdown("**归并组织部门与其他区县对比**")
    rows: list[Row] = []
    for parting in loaders.parted(_EFFORT, "committee_merged_count"):
        item = indicator(parting.key)
        show = formats.percent if item.is_rate else formats.number
        rows.append(
            {
                "指标": f"{item.name}（{item.unit}）",
                "归并区县中位数": show(parting.marked, item.decimals),
                "归并区县数": parting.marked_districts,
                "其他区县中位数": show(parting.others, item.decimals),
                "其他区县数": parting.other_districts,
            }
        )
    tables.listing(rows, "归并区县与其他区县对比", empty="没有可以对比的数。", counted="个指标", search=False)
    small("区县数少，只说明两类区县当前的差别，不说明原因。")


def _has_own() -> bool:
    """The city's own committee is in the scope; it belongs to no unit."""
    now = view.current()
    directory = now.snapshot.directory
    return not now.filters.by_unit and directory.city.code in now.filters.region_codes(directory)


def _words(reading: Reading | None) -> str:
    if reading is None:
        return formats.DASH
    return "缺报" if reading.state is State.MISSING else reading.words or formats.DASH


def _months(found: dict[str, Reading], key: str) -> str | None:
    """「14」; nothing where the post is filled; a vacancy without a date says so."""
    vacant, reading = found.get(_POSTS[key][1]), found.get(key)
    if vacant is None or not vacant.value:
        return None
    return _said(reading) if reading is not None and reading.value else "未填起始"


def _said(reading: Reading) -> str:
    return formats.with_unit(reading, indicator(reading.key))
