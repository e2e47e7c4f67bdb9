"""The levers of a scenario as compact controls: one row each, whose every change goes into the address."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import streamlit as st

from lib.directory import Directory
from lib.errors import FilterError
from lib.indicators.norms import SPONSORED_TARGET
from lib.schema import FIVE_NORM_ITEMS
from lib.ui import loaders, view, what_if_play
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
    Where,
)
from lib.whatif.levers import DEAREST, LARGEST_LIMIT, MOST_ROOMS, SMALLEST_LIMIT

NAMES = {
    "posts": "补齐岗位",
    "standard": "提高达标率",
    "split": "拆分支部",
    "elections": "换届",
    "unmix": "混编分设",
    "venues": "活动场所",
    "matching": "意愿对接",
    "budget": "补足经费",
}
_POSTS = {"secretary": "区县书记", "deputy": "专职副书记", "staff": "编制人员", "branch_secretary": "支部书记"}
_MANNERS = {Manner.NEED: "按各区县缺口", Manner.BASE: "按支部数分摊", Manner.CHOSEN: "点选支部"}
_FUNDS = {Fund.WORK: "人均工作经费", Fund.VENUES: "人均阵地投入"}
_MEDIAN, _STANDARD = "补到区县中位数", "补到定额"
_STANDARD_YUAN = Decimal(100)  # where a reader begins who wants a fixed amount a head
_NARROW, _BROAD = 130, 340  # pixels
_EVERY = "全部区县和市直"


def plain(kind: str) -> Lever:
    """A lever of this kind as it is first put on."""
    makers: dict[str, Callable[[], Lever]] = {
        "posts": lambda: FillPosts(secretary=(), deputy=()),
        "standard": lambda: RaiseStandard(_target()),
        "split": Split,
        "elections": lambda: HoldElections(what_if_play.year_end(), also_due=True),
        "unmix": Unmix,
        "venues": lambda: OpenVenues(served=()),
        "matching": MatchWilling,
        "budget": Budget,
    }
    return makers[kind]()


def kinds(scenario: Scenario) -> list[str]:
    """The levers that are set, in the order of the controls."""
    return [kind for kind in NAMES if getattr(scenario, kind) is not None]


def _target() -> Decimal:
    return Decimal(str(loaders.target("sponsored_pass_rate") or SPONSORED_TARGET))


def choice(scenario: Scenario) -> None:
    """Of which levers the scenario is made."""
    panel = _Panel(scenario, view.current().snapshot.directory)
    fresh = {kind: plain(kind) for kind in NAMES}

    def made(chosen: list[str]) -> Scenario:
        return Scenario(**{kind: getattr(scenario, kind) or fresh[kind] for kind in chosen})

    st.pills(
        "方案由哪些做法组成",
        list(NAMES),
        selection_mode="multi",
        format_func=NAMES.get,
        wrap=True,
        width="content",
        **panel.bound("levers", kinds(scenario), made),
    )


def controls(scenario: Scenario) -> None:
    """A row of choices for each lever that is set."""
    panel = _Panel(scenario, view.current().snapshot.directory)
    for kind in kinds(scenario):
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            _ROWS[kind](panel, getattr(scenario, kind))


@dataclass(frozen=True)
class _Panel:
    scenario: Scenario
    directory: Directory

    def bound(self, name: str, value: object, make: Callable[[object], Scenario]) -> dict[str, object]:
        """The arguments that make a widget show `value`, and put what `make` makes of a change into the address."""
        key = f"{view.current().page}-{name}"
        st.session_state[key] = value

        def changed() -> None:
            try:
                what_if_play.write(make(st.session_state[key]), self.directory)
            except FilterError:  # the browser keeps to the limits; what gets past it changes nothing
                return

        return {"key": key, "on_change": changed}

    def part(self, kind: str, name: str, value: object, take: Callable[[object], object] = lambda x: x) -> dict:
        """`bound` for one field of the lever of this kind."""

        def made(held: object) -> Scenario:
            return self.put(kind, **{name: take(held)})

        return self.bound(f"{kind}-{name}", value, made)

    def put(self, kind: str, **changes: object) -> Scenario:
        """The scenario with another lever of this kind."""
        return replace(self.scenario, **{kind: replace(getattr(self.scenario, kind), **changes)})

    def where(
        self, kind: str, chosen: Where, make: Callable[[object], Scenario] | None = None, label: str = "范围"
    ) -> None:
        """In which districts; none for all of them."""
        bound = (
            self.part(kind, "where", list(chosen), tuple)
            if make is None
            else self.bound(f"{kind}-where", list(chosen), make)
        )
        labels = {region.code: region.label for region in self.directory.regions}
        st.multiselect(
            label, list(labels), format_func=labels.get, placeholder=_EVERY, select_all=False, width=_BROAD, **bound
        )


def _posts(panel: _Panel, lever: FillPosts) -> None:
    chosen = [post for post in _POSTS if getattr(lever, post) is not None]
    where = next((getattr(lever, post) for post in chosen), ())

    def made(posts: Sequence[str], codes: Sequence[str]) -> Scenario:
        return replace(panel.scenario, posts=FillPosts(**dict.fromkeys(posts, tuple(codes))) if posts else None)

    st.pills(
        f"{NAMES['posts']}：岗位",
        list(_POSTS),
        selection_mode="multi",
        format_func=_POSTS.get,
        **panel.bound("posts-which", chosen, lambda posts: made(posts, where)),
    )
    panel.where("posts", where, lambda codes: made(chosen, codes))


def _standard(panel: _Panel, lever: RaiseStandard) -> None:
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
        width=_NARROW,
        **panel.part("standard", "target", float(lever.target), _exact),
    )
    panel.where("standard", lever.where)


def _chosen_branches(panel: _Panel, lever: RaiseStandard) -> None:
    """Which norm is put right where it is the only one lacking, and which single branches."""
    names = {item: name.removesuffix("规范") for item, name in FIVE_NORM_ITEMS.items()}
    st.pills(
        "只差这一项的都补上",
        list(names),
        selection_mode="multi",
        format_func=names.get,
        **panel.part("standard", "items", list(lever.items), tuple),
    )
    today = what_if_play.today()
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
        width=_BROAD,
        **panel.part("standard", "branches", [one for one in lever.branches if one in branches], tuple),
    )


def _split(panel: _Panel, lever: Split) -> None:
    st.number_input(
        f"{NAMES['split']}：人数上限",
        min_value=SMALLEST_LIMIT,
        max_value=LARGEST_LIMIT,
        step=1,
        width=_NARROW,
        **panel.part("split", "limit", lever.limit, _whole),
    )
    panel.where("split", lever.where)


def _elections(panel: _Panel, lever: HoldElections) -> None:
    st.date_input(
        f"{NAMES['elections']}：截止", format="YYYY-MM-DD", width=170, **panel.part("elections", "by", lever.by)
    )
    st.checkbox("含届时到期的", **panel.part("elections", "also_due", lever.also_due))
    panel.where("elections", lever.where)


def _unmix(panel: _Panel, lever: Unmix) -> None:
    panel.where("unmix", lever.where, label=f"{NAMES['unmix']}：范围")


def _venues(panel: _Panel, lever: OpenVenues) -> None:
    """So many rooms in each of some districts; and whose branches without a venue get a place."""
    codes, number = [code for code, _ in lever.rooms], max((many for _, many in lever.rooms), default=1)

    def made(held: Sequence[str], many: int) -> Scenario:
        return panel.put("venues", rooms=tuple((code, many) for code in held))

    labels = {region.code: region.label for region in panel.directory.regions}
    st.multiselect(
        f"{NAMES['venues']}：哪里",
        list(labels),
        format_func=labels.get,
        placeholder="不新开，用已有的",
        select_all=False,
        width=260,
        **panel.bound("venues-rooms", codes, lambda held: made(held, number)),
    )
    st.number_input(
        "每区县几个",
        min_value=1,
        max_value=MOST_ROOMS,
        step=1,
        width=_NARROW,
        disabled=not codes,
        **panel.bound("venues-number", number, lambda held: made(codes, _whole(held))),
    )
    served = lever.served is not None
    st.checkbox("无场所支部都有去处", **panel.part("venues", "served", served, lambda held: () if held else None))
    if served:
        panel.where("venues", lever.served, lambda held: panel.put("venues", served=tuple(held)))


def _matching(panel: _Panel, lever: MatchWilling) -> None:
    st.number_input(
        f"{NAMES['matching']}（%）",
        min_value=1.0,
        max_value=100.0,
        step=5.0,
        format="%g",
        width=_NARROW,
        **panel.part("matching", "target", float(lever.target), _exact),
    )
    panel.where("matching", lever.where)


def _budget(panel: _Panel, lever: Budget) -> None:
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
            width=_NARROW,
            **panel.bound(
                "budget-yuan", float(lever.standard), lambda held: panel.put("budget", standard=_exact(held))
            ),
        )
    panel.where("budget", lever.where)


def _exact(held: object) -> Decimal:
    """A number of a widget as the reader wrote it. Raises FilterError for an empty box."""
    if held is None:
        raise FilterError("没有填数。")
    return Decimal(str(held))


def _whole(held: object) -> int:
    """A whole number of a widget. Raises FilterError for an empty box."""
    return int(_exact(held))


_ROWS: dict[str, Callable[[_Panel, Lever], None]] = {
    "posts": _posts,
    "standard": _standard,
    "split": _split,
    "elections": _elections,
    "unmix": _unmix,
    "venues": _venues,
    "matching": _matching,
    "budget": _budget,
}
