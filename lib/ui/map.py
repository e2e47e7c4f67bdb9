"""The map of 活动阵地: one to zoom where the browser has a graphics card, otherwise the drawn one first; picking on it
filters."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from zlib import crc32

import streamlit as st

from lib import formats
from lib.exports.report import Part
from lib.indicators import indicator
from lib.maps import drawing
from lib.maps.deck import AREAS, VENUES, CompactDeck, deck
from lib.maps.legend import WIDTH, legend
from lib.maps.scene import DISTRICT, VENUE, Scene
from lib.schema import VENUE_TIERS
from lib.ui import address, charts, drill, handout, loaders, meeting, places
from lib.ui.component import component
from lib.ui.places import PICKED
from lib.ui.view import current
from lib.ui.wording import literal, small

_MEASURES = (
    "branch_no_venue_rate",
    "branch_no_venue",
    "branch_no_nearby",
    "venue_shared_x",
    "venue_total",
    "venue_nonstandard",
    "venue_area_sqm",
    "branch_total",
    "member_total",
)
_HEADING = "活动阵地分布"
_SHADE = "shade"  # parameter of the address
_ZOOM, _DRAWN = "可缩放", "示意图"
_LARGE_LABEL, _NARROW = 23, 196  # on a slide: size of names, and width of the legend beside the map
_RADIUS = 1000  # metres
_WIDTH, _HEIGHT = 540, 404  # pixels: the least width on a small screen, and the height of both maps
_FLAT = "这个浏览器不能显示可缩放地图（WebGL不可用），已改用示意图，同样可以点选。"
_WEBGL = "browser-webgl"  # what the browser can do is no choice: it may be kept in the session
_NONE, _FAST = "none", "fast"  # of what it can do (map.js); between them is one without a graphics card

_drawn_map = component("drawn_map", '<div id="map"></div>', "map.css", "map.js")


_draw = lru_cache(maxsize=32)(drawing.draw)


def show() -> None:
    """The map with its choices, its legend and what is wrong with the boundaries."""
    measure, layers, form = st.columns((1.7, 1, 1.3), vertical_alignment="bottom")
    with measure:
        key = _shaded_by(f"{current().page}-{_SHADE}")
    with layers, st.popover("图层", width="stretch"):
        tiers = _tiers(f"{current().page}-tiers")
        around = st.toggle(f"画出服务半径{formats.number(_RADIUS)}米", key=f"{current().page}-radius")
    with form:
        zooming = zoomable(f"{current().page}-renderer")
    scene = places.scene(key, tiers, _RADIUS if around else 0)
    handout.keep(_HEADING, _handed, key, scene)
    picture(scene, _key, _followed(), zoomable=zooming)
    st.image(legend(scene), width=WIDTH, alt="；".join(("图例", *(entry.text for entry in scene.shading.entries))))
    for notice in (*places.notices(), *([_FLAT] if st.session_state.get(_WEBGL) == _NONE else [])):
        small(literal(notice))


def _handed(key: str, scene: Scene) -> Part:
    """The map for a file: drawn where the file can, otherwise the measure of every district."""
    found = loaders.readings((key,), "district", filters=drill.surroundings())
    known = [reading for reading in found if reading.group_code is not None]
    return replace(charts.handed(_HEADING, {key: indicator(key).name}, known), scene=scene)


def slide() -> None:
    """The drawn map with larger words, its legend beside it."""
    asked = st.query_params.get(_SHADE, _MEASURES[0])
    scene = places.scene(asked if asked in _MEASURES else _MEASURES[0], VENUE_TIERS, 0)
    meeting.show_drawing(drawing.draw(scene, label=_LARGE_LABEL), legend(scene, _NARROW))


def picture(
    scene: Scene,
    key: Callable[[str], str],
    follow: Callable[[object], None],
    *,
    zoomable: bool,
    height: int = _HEIGHT,
    label: int = drawing.LABEL,
) -> None:
    """The scene, to zoom or drawn. `key`: that of the map by the name of the drawing; `follow`: what a click on a thing
    does, by `kind:id`. `label`: size of the drawn names, in units of the drawing."""
    if zoomable:
        _show_deck(scene, key("deck"), follow, height)
    else:
        _show_drawn(_draw(scene, label=label), key("drawn"), follow, height)


def _tiers(widget: str) -> tuple[str, ...]:
    """The tiers that are drawn."""
    return tuple(st.pills("阵地级别", VENUE_TIERS, selection_mode="multi", default=VENUE_TIERS, key=widget))


def _shaded_by(widget: str) -> str:
    """A box of measures; the choice is the parameter `shade` of the address."""
    asked = st.query_params.get(_SHADE, _MEASURES[0])
    if asked not in _MEASURES:
        st.warning(literal(f"网址中的着色指标“{asked}”不能用，已按“{indicator(_MEASURES[0]).name}”着色。"))
        asked = _MEASURES[0]

    def changed() -> None:
        st.query_params[_SHADE] = st.session_state[widget]

    st.session_state[widget] = asked
    names = {key: indicator(key).name for key in _MEASURES}
    st.selectbox("区县着色", list(names), format_func=names.get, key=widget, on_change=changed)
    return asked


def zoomable(widget: str) -> bool:
    """Whether to show the map to zoom: the browser can do it fast, or it was asked for."""
    ability = st.session_state.get(_WEBGL, _NONE)
    if ability == _NONE:
        return False
    first = _ZOOM if ability == _FAST else _DRAWN
    return st.segmented_control("地图", (_ZOOM, _DRAWN), default=first, required=True, key=widget) == _ZOOM


def _key(name: str) -> str:
    """A key that changes with the choice, so that no old selection stays behind (see drill); nothing from the data or
    the address may stand in it."""
    view, picked = current(), places.chosen_venue()
    choice = repr((view.filters.districts, picked and picked.id))
    return f"{view.page}-{name}-{crc32(choice.encode())}"


def _show_deck(scene: Scene, key: str, follow: Callable[[object], None], height: int) -> None:
    def picked() -> None:
        objects = st.session_state[key].selection.objects
        for layer, kind, name in ((VENUES, "", "id"), (AREAS, DISTRICT, "code")):
            for item in objects.get(layer, ())[:1]:
                follow(f"{kind or item['kind']}:{item[name]}")
                return

    st.pydeck_chart(
        _deck(scene, height), height=height, on_select=picked, selection_mode="single-object", key=key, alt=scene.title
    )


@lru_cache(maxsize=32)
def _deck(scene: Scene, height: int) -> CompactDeck:
    return deck(scene, width=_WIDTH, height=height)


def _show_drawn(svg: str, key: str, follow: Callable[[object], None], height: int) -> None:
    def picked() -> None:
        follow(st.session_state[key].picked)

    def told() -> None:
        st.session_state[_WEBGL] = st.session_state[key].webgl

    _drawn_map(
        data={"svg": svg, "height": height, "ask": _WEBGL not in st.session_state},
        key=key,
        on_picked_change=picked,
        on_webgl_change=told,
    )


def _followed() -> Callable[[object], None]:
    """What a click does, by `kind:id`: the page looks at the district, or at the venue and its district; the same
    district once more: at all. A click is answered before the page runs, so that the view has to be taken along."""
    view, before = current(), drill.chosen()
    directory = view.snapshot.directory
    found = {venue.id: venue for venue in places.on_map(drill.surroundings())}
    districts = {item.code for item in directory.districts}

    def follow(what: object) -> None:
        kind, _, name = str(what).partition(":")
        if kind == VENUE and name in found:
            st.query_params[PICKED] = name
            region = found[name].region_code
            code = region if region in districts else before
        elif kind == DISTRICT and name in districts:
            st.query_params.pop(PICKED, None)
            code = None if name == before else name
        else:
            return
        address.write(replace(view.filters, districts=(code,) if code else (), excluded=False), directory)

    return follow
