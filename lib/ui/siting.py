"""活动室选址: how many rooms more, and where they help most."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from lib import charts as drawing
from lib import formats
from lib.charts import Bar
from lib.errors import FilterError
from lib.indicators import indicator
from lib.speech import siting as words
from lib.ui import charts, choosing, map, meeting, siting_map, siting_play, slides, tables, view
from lib.ui.frame import headline
from lib.ui.siting_play import Choice
from lib.ui.tables import Row
from lib.ui.wording import literal, small
from lib.whatif.siting import FEWEST_METRES, MOST_METRES, MOST_ROOMS, Demand, Plan, Room, Site, Weight, count

QUESTION = "活动室建在哪"
_WEIGHTS = {Weight.MEMBERS: "按党员数", Weight.BRANCHES: "按支部数"}
_WAN = 10_000


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
    zoomable = _controls(choice, found)
    left, right = st.columns(2, gap="medium")
    with left:
        siting_map.show(choice, found, zoomable=zoomable)
        _reckoned(found)
    with right:
        _rooms(found)
        _curve(found)
    _lists(found)


def _way_out() -> None:
    st.button("回到情景测算", key="siting-out", type="tertiary", on_click=siting_play.leave)


def _slide(found: Plan) -> None:
    """The rooms in large type."""
    rows = [_row(number, room, found) for number, room in enumerate(found.rooms, start=1)]
    slides.rows("建在哪里", [{name: value or formats.DASH for name, value in row.items()} for row in rows])


def _controls(choice: Choice, found: Plan) -> bool:
    """How many rooms, how near, what is counted, and sites chosen by name. Whether the map is one to zoom."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _whole("再建几个", choice, "rooms", 1, MOST_ROOMS, 1)
        _whole("多少米内算就近", choice, "radius", FEWEST_METRES, MOST_METRES, 100)
        _weight(choice)
        with st.popover("指定备选点"):
            names = {one.id: _named(one) for one in found.layout.sites.candidates if one.usable}
            _pinned("必选", choice, "must", names)
            _pinned("排除", choice, "never", names)
        zoomable = map.zoomable(f"{view.current().page}-siting-renderer")
        _way_out()
    return zoomable


def _reckoned(found: Plan) -> None:
    """Of whom the shares are, and who stands apart."""
    layout = found.layout
    placed, unplaced = count((*layout.near, *layout.apart)), count(layout.unplaced)
    usable, all_ = len(layout.numbers), len(layout.sites.candidates)
    small(
        f"直线距离。按有可靠位置的{formats.number(placed.branches)}个支部、{formats.number(placed.members)}名党员计；"
        f"另有{formats.number(unplaced.branches)}个支部、{formats.number(unplaced.members)}名党员位置不明，未计入。"
        f"{formats.number(all_)}个备选点中{formats.number(usable)}个坐标可靠；含邻近区县的阵地和备选点。"
    )


def _set(choice: Choice, name: str, widget: str, read: Callable[[object], object] = lambda value: value) -> None:
    """What was put into a widget goes into the address. Fewer rooms than are forced let the last of these go."""
    changed = replace(choice, **{name: read(st.session_state[widget])})
    siting_play.write(replace(changed, must=changed.must[: changed.rooms]))


def _whole(label: str, choice: Choice, name: str, least: int, most: int, step: int) -> None:
    widget = f"siting-{name}"
    st.session_state[widget] = getattr(choice, name)
    st.number_input(label, least, most, step=step, key=widget, width=150, on_change=partial(_set, choice, name, widget))


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
    st.markdown("**建在哪里**")
    rows = [_row(number, room, found) for number, room in enumerate(found.rooms, start=1)]
    tables.listing(rows, "活动室选址", empty="没有备选点能再增加。", counted="个活动室", search=False, unknown="未估算")
    _spent([room.site for room in found.rooms])
    small(f"{words.proof(found.last)}。从上到下按各自新增排列，后一个只算前面没有覆盖到的。")
    for cost in found.costs:
        unit = words.UNIT[found.weight]
        lost = f"少覆盖{words.NOUN[found.weight]}{formats.number(cost.lost)}{unit}" if cost.lost else "没有损失"
        unsure = "" if cost.proven else "（未证明最优，仅供参考）"
        small(
            literal(
                f"{'必选' if cost.forced else '排除'}“{cost.site.name}”：与不加限制的最优选法相比，{lost}{unsure}。"
            )
        )
    if len(found.costs) > 1:
        small(f"以上限制合计少覆盖{formats.number(found.lost)}{words.UNIT[found.weight]}。")


def _spent(opened: Sequence[Site]) -> None:
    known = [one.cost for one in opened if one.cost is not None]
    if known:
        rest = f"，另有{len(opened) - len(known)}个未估算" if len(known) < len(opened) else ""
        small(f"预计投入合计{_money(sum(known))}万元{rest}。")


def _money(yuan: object) -> str:
    return formats.number(yuan / _WAN, 1)


def _row(number: int, room: Room, found: Plan) -> Row:
    reached = count(room.reached)
    return {
        "次序": number,
        "备选点": f"{room.site.name}（必选）" if room.forced else room.site.name,
        "区县": view.current().snapshot.directory.region(room.site.region_code).label,
        "新增党员": reached.members,
        "新增支部": reached.branches,
        "投入（万元）": None if room.site.cost is None else _money(room.site.cost),
    }


def _curve(found: Plan) -> None:
    """What the best choice of every number of rooms reaches, up to where more add nothing."""
    noun, unit = words.NOUN[found.weight], words.UNIT[found.weight]
    bars, rows, before = [], [], 0
    for step in found.curve:
        more, before = step.value - before, step.value
        if step.rooms and (more or not bars):
            mark = "" if step.proven else "（未证明最优）"
            text = f"{formats.number(step.value)}{unit}　+{formats.number(more)}{mark}"
            bars.append(Bar(f"{step.rooms}个", step.value, text))
            share = words.share(found, step.value)
            rows.append({"活动室": step.rooms, f"新增{noun}": step.value, "比少建一个多": more, "就近占比": share})
    heading = f"建几个最划算：新增的就近{noun}"
    alt = f"{heading}：" + "；".join(f"{bar.label}{bar.text}" for bar in bars)
    charts.show(
        drawing.bars(tuple(bars)), "siting-curve", heading=heading, alt=alt, rows=rows
    )


def _lists(found: Plan) -> None:
    """Who is newly near, who is not, and what could not be reckoned with."""
    layout = found.layout
    shown = {
        "备选点够不着的支部": layout.unreachable,
        "这次新增的支部": found.gained,
        "仍未覆盖的支部": found.left,
        "位置不明的支部": layout.unplaced,
    }
    counted = {name: count(branches) for name, branches in shown.items()}
    doubtful = [one for one in layout.sites.candidates if not one.usable]
    names = {name: f"{name} {held.branches}" for name, held in counted.items()}
    names["位置不明的备选点"] = f"位置不明的备选点 {len(doubtful)}"
    name = choosing.one_of("名单", tuple(names), "siting-list", shown=names)
    if name not in shown:
        rows = [_site_row(one) for one in doubtful]
        tables.listing(rows, name, empty="备选点都有可靠的坐标。", counted="个备选点")
        return
    held = counted[name]
    rest = f"，另有{held.unsaid}个支部党员数缺报" if held.unsaid else ""
    if held.branches:
        small(
            f"共有{indicator('member_total').name}{formats.number(held.members)}名{rest}；功能型支部的党员不重复计数。"
        )
    tables.listing(list(_branch_rows(shown[name], found)), name, empty="没有这样的支部。", counted="个支部")


def _branch_rows(branches: Sequence[Demand], found: Plan) -> list[Row]:
    away = dict(zip((one.id for one in found.layout.sites.branches), found.layout.away, strict=True))
    directory = view.current().snapshot.directory
    return [
        {
            "所属区县": directory.region(one.region_code).label,
            "支部": one.name,
            "党员（名）": one.members,
            "距最近活动阵地（米）": None if away[one.id] is None else round(away[one.id]),
        }
        for one in branches
    ]


def _site_row(site: Site) -> Row:
    return {
        "所属区县": view.current().snapshot.directory.region(site.region_code).label,
        "备选点": site.name,
        "类型": site.kind,
        "地址": site.address,
        "问题": "坐标系不明，不能测距" if site.point else "没有经纬度",
    }
