"""The map of 活动室选址: branches with and without a room near, and the candidate sites to click on."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from zlib import crc32

import streamlit as st

from lib import formats
from lib.directory import Directory
from lib.maps.boundaries import Boundaries
from lib.maps.legend import WIDTH, legend
from lib.maps.scene import DISTRICT, SITE, Dots, Marker, Scene, compose
from lib.maps.shading import Shading
from lib.maps.symbols import CANDIDATE, FORBIDDEN, FORCED, FREE, TAKEN
from lib.measure import Snapshot
from lib.ui import address, drill, map, places
from lib.ui.scenarios import siting_play
from lib.ui.scenarios.siting_play import Choice
from lib.ui.view import current
from lib.ui.wording import literal, small
from lib.whatif.siting import Demand, Layout, Plan, Site, count

_HEIGHT = 470  # pixels
_LABEL = 28  # larger than elsewhere: the table beside it leaves less room
_TITLE = "活动室选址"
_PLAIN = Shading(_TITLE, {}, frozenset(), ())
_GREY, _BLUE, _GOLD, _LINE = "#B4BAC1", "#2F5D8A", "#B8860B", "#6F7C8A"
_CLOSE = (0.06, 0.035)  # degrees around the site that was clicked


def show(choice: Choice, found: Plan, *, zoomable: bool) -> None:
    """The map, its legend and what a click does."""
    view = current()
    scene = _scene(view.snapshot, places.boundaries(), found, choice, view.filters.districts)
    with st.container(horizontal=True, vertical_alignment="center"):
        small("点菱形：必选 → 排除 → 恢复；点区县：只看该区县。")
        if choice.looked_at:
            wide = replace(choice, looked_at="")
            st.button("看全图", key="siting-wide", type="tertiary", on_click=siting_play.write, args=(wide,))
    map.picture(scene, _key(choice), _followed(choice, found.layout), zoomable=zoomable, height=_HEIGHT, label=_LABEL)
    st.image(legend(scene), width=WIDTH, alt=f"图例：{'；'.join(group.text for group in scene.dots)}")
    for notice in places.boundaries().notices:
        small(literal(notice))


def _key(choice: Choice) -> Callable[[str], str]:
    """A key that changes with the choice, so that no old selection stays behind."""
    shown = crc32(repr((choice, current().filters.districts)).encode())
    return lambda name: f"{current().page}-siting-{name}-{shown}"


def _followed(choice: Choice, layout: Layout) -> Callable[[object], None]:
    view, before = current(), drill.chosen()
    directory = view.snapshot.directory
    districts = {item.code for item in directory.districts}

    def follow(what: object) -> None:
        kind, _, name = str(what).partition(":")
        if kind == SITE and name in layout.numbers:
            siting_play.write(choice.turned(name))
        elif kind == DISTRICT and name in districts:
            code = None if name == before else name
            address.write(replace(view.filters, districts=(code,) if code else (), excluded=False), directory)

    return follow


@lru_cache(maxsize=32)
def _scene(snapshot: Snapshot, shapes: Boundaries, found: Plan, choice: Choice, districts: tuple[str, ...]) -> Scene:
    directory = snapshot.directory
    scene = compose(
        directory, shapes, _PLAIN, (), tell=_told(directory, found), looked_at=districts, radius=choice.radius
    )
    markers = tuple(_markers(directory, found, choice))
    looked_at = [marker.point for marker in markers if marker.id == choice.looked_at]
    view = scene.view
    if looked_at:
        (lng, lat), (across, up) = looked_at[0], _CLOSE
        view = lng - across, lat - up, lng + across, lat + up
    return replace(scene, markers=markers, view=view, dots=tuple(_dots(directory, found)))


def _told(directory: Directory, found: Plan) -> Callable[[str], str]:
    """What is said about a district: how many of its branches are near a room before and after."""
    parts = {"已有场所": found.layout.near, "这次新增": found.gained}
    parts["仍然没有"] = (*found.left, *found.layout.unreachable)

    def tell(code: str) -> str:
        lines = [directory.region(code).label]
        for name, branches in parts.items():
            held = count(one for one in branches if one.region_code == code)
            lines.append(f"{name}：{formats.number(held.branches)}个支部、党员{formats.number(held.members)}名")
        return "\n".join(lines)

    return tell


def _dots(directory: Directory, found: Plan) -> Iterable[Dots]:
    away = dict(zip((one.id for one in found.layout.sites.branches), found.layout.away, strict=True))

    def group(text: str, color: str, size: float, branches: Iterable[Demand], *, hollow: bool = False) -> Dots:
        return Dots(
            text, color, size, hollow, tuple((one.point, _tip(one, away[one.id], directory)) for one in branches)
        )

    rooms = tuple((venue.point, venue.name) for venue in found.layout.sites.venues if venue.point and venue.sure)
    yield Dots("在用阵地", _LINE, 2.2, True, rooms)
    near = tuple((one.point, one.name) for one in found.layout.near)  # they are many: their names are enough
    yield Dots("已有场所的支部", _GREY, 2.2, False, near)
    yield group("备选点够不着的支部", _GOLD, 3, found.layout.unreachable, hollow=True)
    yield group("仍未覆盖的支部", _GOLD, 3, found.left)
    yield group("这次新增的支部", _BLUE, 3.4, found.gained)


def _tip(branch: Demand, away: float | None, directory: Directory) -> str:
    members = "党员数缺报" if branch.members is None else f"党员{formats.number(branch.members)}名"
    far = "" if away is None else f"\n距最近活动阵地{formats.number(away)}米"
    return f"{branch.name}\n{directory.region(branch.region_code).label}　{members}{far}"


def _markers(directory: Directory, found: Plan, choice: Choice) -> Iterable[Marker]:
    opened = {room.site.id: number for number, room in enumerate(found.rooms, start=1)}
    alone: dict[int, list[Demand]] = {}
    for branch in found.layout.apart:
        for number in found.layout.reached_by[branch.id]:
            alone.setdefault(number, []).append(branch)
    for site in found.layout.sites.candidates:
        if site.id not in found.layout.numbers:
            continue
        state = _state(site, choice, opened)
        reach = count(alone.get(found.layout.numbers[site.id], ()))
        yield Marker(
            id=site.id,
            tier=CANDIDATE,
            form=state,
            point=site.point,
            tip=f"{site.name}（{state}）\n{directory.region(site.region_code).label}　{site.kind or '类型缺报'}\n"
            f"单独建可新增{formats.number(reach.branches)}个支部、党员{formats.number(reach.members)}名",
            chosen=site.id == choice.looked_at,
            kind=SITE,
            ringed=site.id in opened,
            label=str(opened.get(site.id, "")),
        )


def _state(site: Site, choice: Choice, opened: dict[str, int]) -> str:
    if site.id in choice.must:
        return FORCED
    if site.id in choice.never:
        return FORBIDDEN
    return TAKEN if site.id in opened else FREE
