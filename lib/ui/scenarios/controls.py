"""A row of compact controls for each kind of lever."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import streamlit as st

from lib.schema import FIVE_NORM_ITEMS
from lib.ui.scenarios import play
from lib.ui.scenarios.panel import BROAD, MIDDLING, NAMES, NARROW, Panel, exact, whole
from lib.whatif import (
    Budget,
    FillPosts,
    Fund,
    HoldElections,
    Lever,
    Manner,
    MatchWilling,
    OpenVenues,
    RaiseStandard,
    Scenario,
    Split,
    Unmix,
)
from lib.whatif.levers import DEAREST, LARGEST_LIMIT, MOST_ROOMS, SMALLEST_LIMIT

_POSTS = {"secretary": "区县书记", "deputy": "专职副书记", "staff": "编制人员", "branch_secretary": "支部书记"}
_MANNERS = {Manner.NEED: "按各区县缺口", Manner.BASE: "按支部数分摊", Manner.CHOSEN: "点选支部"}
_FUNDS = {Fund.WORK: "人均工作经费", Fund.VENUES: "人均阵地投入"}
_DUE = ("已逾期的", "已逾期和届时到期的")
_SERVED = ("仍无场所", "都有去处")
_MEDIAN, _STANDARD = "补到区县中位数", "补到定额"
_STANDARD_YUAN = Decimal(100)  # where a reader begins who wants a fixed amount a head


def _posts(panel: Panel, lever: FillPosts) -> None:
    """Which posts, and for each of them in which districts."""
    chosen = {post: where for post in _POSTS if (where := getattr(lever, post)) is not None}

    def made(posts: Sequence[str]) -> Scenario:
        kept = {post: chosen.get(post, ()) for post in posts}
        return replace(panel.scenario, posts=FillPosts(**kept) if kept else None)

    st.pills(
        f"{NAMES['posts']}：岗位",
        list(_POSTS),
        selection_mode="multi",
        format_func=_POSTS.get,
        **panel.bound("posts-which", list(chosen), made),
    )
    for post, where in chosen.items():
        panel.where("posts", post, where, label=f"{_POSTS[post]}：范围", width=MIDDLING)


def _standard(panel: Panel, lever: RaiseStandard) -> None:
    st.segmented_control(
        f"{NAMES['standard']}：分配",
        list(_MANNERS),
        format_func=_MANNERS.get,
        required=True,
        **panel.part("standard", "manner", lever.manner),
    )
    if lever.manner is Manner.CHOSEN:
        _chosen_branches(panel, lever)
        return
    st.number_input(
        "目标达标率（%）",
        min_value=1.0,
        max_value=100.0,
        step=1.0,
        format="%g",
        width=NARROW,
        **panel.part("standard", "target", float(lever.target), exact),
    )
    panel.where("standard", "where", lever.where)


def _chosen_branches(panel: Panel, lever: RaiseStandard) -> None:
    """Which norm is put right where it is the only one lacking, and which single branches."""
    names = {item: name.removesuffix("规范") for item, name in FIVE_NORM_ITEMS.items()}
    st.pills(
        "只差这一项的都补上",
        list(names),
        selection_mode="multi",
        format_func=names.get,
        **panel.part("standard", "items", list(lever.items), tuple),
    )
    today = play.today()
    branches = {
        one.origin: f"{one.name}（{today.labels[one.region]}，差{names[one.gap]}）"
        for one in today.branches
        if one.sponsored and one.gap
    }
    st.multiselect(
        "或逐个点选只差一项的支部",
        list(branches),
        format_func=branches.get,
        placeholder="选择支部",
        select_all=False,
        width=BROAD,
        **panel.part("standard", "branches", [one for one in lever.branches if one in branches], tuple),
    )


def _split(panel: Panel, lever: Split) -> None:
    st.number_input(
        f"{NAMES['split']}：人数上限",
        min_value=SMALLEST_LIMIT,
        max_value=LARGEST_LIMIT,
        step=1,
        width=NARROW,
        **panel.part("split", "limit", lever.limit, whole),
    )
    panel.where("split", "where", lever.where)


def _elections(panel: Panel, lever: HoldElections) -> None:
    st.date_input(
        f"{NAMES['elections']}：截止", format="YYYY-MM-DD", width=170, **panel.part("elections", "by", lever.by)
    )
    st.segmented_control(
        "哪些支部",
        _DUE,
        required=True,
        **panel.part("elections", "also_due", _DUE[lever.also_due], lambda held: held == _DUE[True]),
    )
    panel.where("elections", "where", lever.where)


def _unmix(panel: Panel, lever: Unmix) -> None:
    panel.where("unmix", "where", lever.where, label=f"{NAMES['unmix']}：范围")


def _venues(panel: Panel, lever: OpenVenues) -> None:
    """How many rooms in each of some districts; and whose branches without a venue get a place."""
    rooms = dict(lever.rooms)
    labels = {region.code: region.label for region in panel.directory.regions}

    def opened(held: Mapping[str, int]) -> Scenario:
        return panel.put("venues", rooms=tuple((code, held[code]) for code in labels if code in held))

    st.multiselect(
        f"{NAMES['venues']}：新开在哪里",
        list(labels),
        format_func=labels.get,
        placeholder="不新开，用已有的",
        select_all=False,
        width=MIDDLING,
        **panel.bound("venues-rooms", list(rooms), lambda held: opened({code: rooms.get(code, 1) for code in held})),
    )
    for code, number in rooms.items():
        st.number_input(
            f"{labels[code]}几个",
            min_value=1,
            max_value=MOST_ROOMS,
            step=1,
            width=NARROW,
            **panel.bound(f"venues-{code}", number, lambda held, code=code: opened({**rooms, code: whole(held)})),
        )
    _served(panel, lever)


def _served(panel: Panel, lever: OpenVenues) -> None:
    """Whether branches without a venue get a place, and in which districts."""
    st.segmented_control(
        "无场所支部",
        _SERVED,
        required=True,
        **panel.part(
            "venues",
            "housed",
            _SERVED[lever.served is not None],
            lambda held: () if held == _SERVED[True] else None,
            field="served",
        ),
    )
    if lever.served is not None:
        panel.where("venues", "served", lever.served, label="无场所支部：范围", width=MIDDLING)


def _matching(panel: Panel, lever: MatchWilling) -> None:
    st.number_input(
        f"{NAMES['matching']}（%）",
        min_value=1.0,
        max_value=100.0,
        step=5.0,
        format="%g",
        width=NARROW,
        **panel.part("matching", "target", float(lever.target), exact),
    )
    panel.where("matching", "where", lever.where)


def _budget(panel: Panel, lever: Budget) -> None:
    st.segmented_control(
        f"{NAMES['budget']}：哪项",
        list(_FUNDS),
        format_func=_FUNDS.get,
        required=True,
        **panel.part("budget", "fund", lever.fund),
    )
    fixed = lever.standard is not None
    st.segmented_control(
        "标准",
        [_MEDIAN, _STANDARD],
        required=True,
        **panel.part(
            "budget",
            "standard",
            _STANDARD if fixed else _MEDIAN,
            lambda held: _STANDARD_YUAN if held == _STANDARD else None,
        ),
    )
    if fixed:
        st.number_input(
            "每人（元）",
            min_value=1.0,
            max_value=float(DEAREST),
            step=10.0,
            format="%g",
            width=NARROW,
            **panel.bound("budget-yuan", float(lever.standard), lambda held: panel.put("budget", standard=exact(held))),
        )
    panel.where("budget", "where", lever.where)


ROWS: dict[str, Callable[[Panel, Lever], None]] = {
    "posts": _posts,
    "standard": _standard,
    "split": _split,
    "elections": _elections,
    "unmix": _unmix,
    "venues": _venues,
    "matching": _matching,
    "budget": _budget,
}
