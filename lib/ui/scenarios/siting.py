"""活动室选址: how many rooms more, and where they help most."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from lib import formats
from lib.charts import Bar
from lib.errors import FilterError
from lib.exports import siting as reporting
from lib.exports.report import Cell, Figure
from lib.indicators import indicator
from lib.speech import siting as words
from lib.ui import charts, choosing, map, meeting, narrowing, slides, tables, view
from lib.ui.frame import headline
from lib.ui.scenarios import hand_out, kept, siting_map, siting_play
from lib.ui.scenarios.siting_play import Choice
from lib.ui.tables import Row
from lib.ui.wording import literal, small
from lib.whatif.siting import FEWEST_METRES, MOST_METRES, MOST_ROOMS, Plan, Site, Sites, Weight, count

QUESTION = "活动室建在哪"
_BOX = 122  # pixels; a narrower box loses its two buttons, a wider one breaks the line at 1366
_WIDTHS = (4, 5)  # of the map and of the table beside it, in which no name is cut at 1366 pixels
_COUNTED = ("branch_total", "member_total", "branch_no_venue")
_WEIGHTS = {Weight.MEMBERS: "按党员数", Weight.BRANCHES: "按支部数"}


def is_asked() -> bool:
    """The address asks for 活动室选址."""
    return siting_play.is_asked()


def way_in() -> None:
    """A button from the scenarios to the rooms."""
    st.button(QUESTION, key="siting-in", icon=":material/location_on:", on_click=siting_play.write, args=(Choice(),))


def room_planner() -> None:
    """The whole of 活动室选址, its title included."""
    try:
        choice, notices = siting_play.asked()
        found = siting_play.found(choice)
    except FilterError as error:
        headline("所选范围内不能选址")
        st.info(literal(error))
        _way_out()
        return
    headline(words.finding(found))
    meeting.slide(_slide, found)
    for notice in notices:
        st.warning(literal(notice))
    narrowing.strip(_COUNTED)
    zoomable = _controls(choice, found.layout.sites)
    others = kept.beside(kept.ROOMS, siting_play.kept)
    hand_out.rooms(found, others)
    _beside(found, others)
    left, right = st.columns(_WIDTHS, gap="medium")
    with left:
        siting_map.show(choice, found, zoomable=zoomable)
        small(words.reckoned(found))
    with right:
        _rooms(found)
        _curve(found)
    _lists(found)


def _way_out() -> None:
    st.button("回到假设测算", key="siting-out", type="tertiary", on_click=siting_play.leave)


def _slide(found: Plan) -> None:
    """The rooms in large type."""
    slides.rows(reporting.WHERE, [{name: value or formats.DASH for name, value in row.items()} for row in _told(found)])


def _controls(choice: Choice, sites: Sites) -> bool:
    """How many rooms, how near, what is counted, and sites chosen by name. Whether the map is one to zoom."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with st.container(horizontal=True, width="content"):
            _whole("再建几个", choice, "rooms", 1, MOST_ROOMS, 1)
            _whole("多少米内算就近", choice, "radius", FEWEST_METRES, MOST_METRES, 100)
            _weight(choice)
            zoomable = map.zoomable(f"{view.current().page}-siting-renderer")
        with st.popover("指定备选点"):
            names = {one.id: _named(one) for one in sites.candidates if one.usable}
            _pinned("必选", choice, "must", names)
            _pinned("排除", choice, "never", names)
        kept.show(kept.ROOMS, siting_play.parameters(choice))
        _way_out()
    return zoomable


def _set(choice: Choice, name: str, widget: str, read: Callable[[object], object] = lambda value: value) -> None:
    """What was put into a widget goes into the address. Fewer rooms than are forced let the last of these go."""
    changed = replace(choice, **{name: read(st.session_state[widget])})
    siting_play.write(replace(changed, must=changed.must[: changed.rooms]))


def _whole(label: str, choice: Choice, name: str, least: int, most: int, step: int) -> None:
    widget = f"siting-{name}"
    st.session_state[widget] = getattr(choice, name)
    changed = partial(_set, choice, name, widget)
    st.number_input(label, least, most, step=step, key=widget, width=_BOX, on_change=changed)


def _weight(choice: Choice) -> None:
    widget = "siting-weight"
    st.session_state[widget] = choice.weight
    st.segmented_control(
        "怎样算最管用",
        list(_WEIGHTS),
        format_func=_WEIGHTS.get,
        required=True,
        key=widget,
        on_change=partial(_set, choice, "weight", widget),
    )


def _pinned(label: str, choice: Choice, name: str, names: dict[str, str]) -> None:
    widget, other = f"siting-{name}", choice.never if name == "must" else choice.must
    st.session_state[widget] = list(getattr(choice, name))
    st.multiselect(
        label,
        [one for one in names if one not in other],
        format_func=names.get,
        max_selections=MOST_ROOMS if name == "must" else None,
        placeholder="输入名称或区县查找",
        key=widget,
        on_change=partial(_raised if name == "must" else _set, choice, name, widget, tuple),
    )


def _raised(choice: Choice, name: str, widget: str, read: Callable[[object], object]) -> None:
    """As many rooms at least as are forced."""
    asked = max(choice.rooms, len(st.session_state[widget]))
    _set(replace(choice, rooms=asked), name, widget, read)


def _named(site: Site) -> str:
    return f"{site.name}（{view.current().snapshot.directory.region(site.region_code).label}）"


def _rooms(found: Plan) -> None:
    """The rooms in the order of what each adds, and what they cost together."""
    st.markdown(f"**{reporting.WHERE}，新增多少**")
    rows = reporting.rooms(found, view.current().snapshot.directory)
    tables.listing(
        [{name.removeprefix("新增"): _plain(cell) for name, cell in row.items()} for row in rows],
        reporting.WHAT,
        empty="没有备选点能再增加。",
        counted="个活动室",
        search=False,
        unknown=reporting.UNKNOWN,
    )
    if said := words.spent(found):
        small(said)
    small(f"{words.proof(found.last)}。从上到下按各自新增排列，后一个只算前面没有覆盖到的。")
    for line in words.limits(found):
        small(literal(line))


def _told(found: Plan) -> list[Row]:
    return [_shown(row) for row in reporting.rooms(found, view.current().snapshot.directory)]


def _shown(row: reporting.Row) -> Row:
    """Figures as they are printed; a cost that nobody estimated is left to the table."""
    return {
        name: (cell.text if cell.value is not None else None) if isinstance(cell, Figure) else cell
        for name, cell in row.items()
    }


def _plain(cell: Cell) -> object:
    """The bare number of a figure; None for a cost that nobody estimated."""
    return cell.value if isinstance(cell, Figure) else cell


def _beside(found: Plan, others: list[tuple[str, Plan]]) -> None:
    """The plan and the kept ones the address asks for, a row each."""
    if others:
        st.markdown(f"**{reporting.BESIDE}**")
        rows = [_shown(row) for row in reporting.compared(found, others)]
        tables.listing(rows, reporting.BESIDE, empty="", counted="个方案", search=False, unknown=reporting.UNKNOWN)
        if len({plan.layout.radius for _, plan in others} | {found.layout.radius}) > 1:
            small("就近距离不同的方案，新增数的起点不同，宜看就近党员、就近支部。")


def _curve(found: Plan) -> None:
    """What the best choice of every number of rooms reaches, up to where more add nothing."""
    unit = words.UNIT[found.weight]
    rows = reporting.curve(found)
    bars = tuple(
        Bar(rooms, value, f"{formats.number(value)}{unit}　+{formats.number(more)}")
        for rooms, value, more, _ in (row.values() for row in rows)
    )
    charts.bars(bars, "siting-curve", heading=words.curve(found), behind=rows, kind=None)


def _lists(found: Plan) -> None:
    """Who is newly near, who is not, and what could not be reckoned with."""
    rows, branches = reporting.lists(found, view.current().snapshot.directory), reporting.named(found)
    shown = {name: f"{name} {formats.number(len(listed))}" for name, listed in rows.items()}
    name = choosing.one_of("名单", tuple(rows), "siting-list", shown=shown)
    if name not in branches:
        tables.listing(rows[name], name, empty="备选点都有可靠的坐标。", counted="个备选点")
        return
    held = count(branches[name])
    rest = f"，另有{held.unsaid}个支部党员数缺报" if held.unsaid else ""
    if held.branches:
        small(
            f"共有{indicator('member_total').name}{formats.number(held.members)}名{rest}；功能型支部的党员不重复计数。"
        )
    tables.listing(rows[name], name, empty="没有这样的支部。", counted="个支部")
