"""The parts of 活动阵地 beside the map."""

from collections.abc import Callable

import streamlit as st

from lib import formats
from lib.charts import Bar
from lib.errors import FilterError
from lib.maps import venues as located
from lib.maps.geometry import BAND_NAMES, BANDS
from lib.maps.venues import Venue
from lib.ui import charts, choosing, loaders, places, tables, view
from lib.ui.columns import Bars, Mark, mark
from lib.ui.frame import link
from lib.ui.scenarios import siting_play
from lib.ui.wording import literal, small

_COLUMNS = (
    Mark("中心", lambda found: mark(found.get("venue_district"), yes="已建", no="未建")),
    Bars("venue_shared_x", "共享室"),
    Bars("branch_no_venue", "无场所"),
    Bars("branch_no_venue_rate", "占比"),
    Bars("venue_nonstandard", "不规范"),
)
_BRANCHES, _VENUES = "个支部", "处阵地"


def with_city() -> bool:
    """Whether the city's own venues are in the scope."""
    now = view.current()
    directory = now.snapshot.directory
    return directory.city.code in now.filters.region_codes(directory)


def is_whole() -> bool:
    """Whether the scope is all of the city."""
    return not view.current().filters.districts


def districts() -> None:
    """Every region of the scope: its centre, its rooms, its branches without a venue."""
    link("what_if", "再建活动室，建在哪最管用", rooms=str(siting_play.Choice().rooms))
    keys = ("venue_district", *(item.key for item in _COLUMNS if isinstance(item, Bars)))
    tables.districts(_COLUMNS, loaders.readings(keys, by="district"), alt="各区县和市直的活动阵地和无场所支部")


def about_chosen() -> None:
    """What is known about the venue picked on the map."""
    venue = places.chosen_venue()
    if venue:
        with st.container(border=True):
            st.markdown(f"**{literal(venue.name)}**")
            facts = (f"{name}：{value}" for name, value in _row(venue).items() if name != "名称")
            small("　".join(literal(fact) for fact in facts))


def distances() -> None:
    """How many branches have a venue how near."""
    try:
        found = places.reach()
    except FilterError as error:
        st.info(literal(error))
        return
    near = BAND_NAMES[: len(BANDS) - 1]
    bars = tuple(
        Bar(name, count, f"{formats.number(count)}个", red=bool(count) and name not in near)
        for name, count in zip(BAND_NAMES, found.branches, strict=True)
    )
    charts.bars(
        bars,
        "reach",
        heading="支部到最近活动阵地的直线距离",
        behind=[{"距离": bar.label, "支部数": bar.value} for bar in bars],
    )
    small(f"量到全市最近的一处启用阵地，含邻近区县的；另有{formats.number(found.unplaced)}个支部没有可靠位置，未计入。")


def lists() -> None:
    """The branches without a venue or without one near, all venues, or those whose position needs a look."""
    shown: dict[str, Callable[[], None]] = {
        "无场所支部": _without,
        "无就近场所支部": _far,
        "阵地名单": _all,
        "位置待核": _doubtful,
    }
    try:
        shown[choosing.one_of("名单", tuple(shown), "shown")]()
    except FilterError as error:
        st.info(literal(error))


def _without() -> None:
    tables.listing(
        loaders.behind("branch_no_venue"), "无活动场所支部", empty="所选范围内没有无场所的支部。", counted=_BRANCHES
    )


def _far() -> None:
    tables.listing(
        loaders.behind("branch_no_nearby"),
        "无就近活动场所支部",
        empty="所选范围内没有离活动阵地过远的支部。",
        counted=_BRANCHES,
    )


def _all() -> None:
    tables.listing(
        [_row(venue) for venue in places.venues()], "活动阵地", empty="所选范围内没有启用的活动阵地。", counted=_VENUES
    )


def _doubtful() -> None:
    """Without a position, outside their own district, or without a coordinate system."""
    found = places.venues()
    faults = (
        (located.unplaced(found), "没有经纬度，未画在地图上"),
        (places.astray(), "位置在本区县边界之外"),
        ([venue for venue in found if venue.point and not venue.sure], "坐标系不明，位置可能偏差数百米，不用于测距"),
    )
    rows = [{"问题": fault} | _row(venue) for listed, fault in faults for venue in listed]
    tables.listing(rows, "位置待核的阵地", empty="所选范围内的阵地都有位置，且都在本区县边界之内。", counted=_VENUES)


def _row(venue: Venue) -> dict[str, object]:
    directory = view.current().snapshot.directory
    return {
        "所属区县": directory.region(venue.region_code).label,
        "名称": venue.name,
        "级别": venue.tier,
        "形式": venue.form,
        "地址": venue.address,
        "面积（平方米）": venue.area,
        "启用时间": venue.opened_on,
        "是否规范": venue.norm_ok,
    }
