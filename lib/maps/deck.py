"""The scene as a map to zoom, for deck.gl. Nothing of it asks anybody outside: the style is written into the map, there
are no tiles (docs/decisions/0009)."""

import json
from collections.abc import Iterator
from math import cos, log2, radians
from urllib.parse import quote

import pydeck
from pydeck.bindings.json_tools import default_serialize
from pydeck.types import String

from lib.maps.geometry import Bounds
from lib.maps.scene import Dots, Scene
from lib.maps.shading import GREY, PLAIN
from lib.maps.symbols import atlas, mapping, name, size

AREAS, VENUES = "districts", "venues"  # ids of the layers that can be picked
_STYLE = "data:application/json," + quote(
    json.dumps(
        {
            "version": 8,
            "sources": {},
            "layers": [{"id": "ground", "type": "background", "paint": {"background-color": "#F7F6F4"}}],
        }
    )
)
# Always in the corner: beside the pointer the edge of the map would cut it off.
_TIP = {
    "transform": "translate(8px, 8px)",
    "maxWidth": "320px",
    "fontSize": "15px",
    "whiteSpace": "pre-line",
    "color": "#1E2329",
    "backgroundColor": "#FFFFFF",
    "border": "1px solid #6F7C8A",
}
_LINE, _INK = [111, 124, 138], [30, 35, 41]
_TILE = 512  # pixels of the whole world at zoom 0
_FONT = String('"Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif')


class CompactDeck(pydeck.Deck):
    """A fifth of the bytes of the indented JSON that pydeck writes."""

    def to_json(self) -> str:
        return json.dumps(self, default=default_serialize, ensure_ascii=False, separators=(",", ":"))


def deck(scene: Scene, *, width: int, height: int) -> CompactDeck:
    """`width`, `height`: of the map on the page in pixels, for the view to fit it."""
    return CompactDeck(
        layers=list(_layers(scene)),
        map_provider=None,
        map_style=_STYLE,
        initial_view_state=_view(scene.view, width, height),
        # As text, not as HTML: names from the data cannot become markup.
        tooltip={"text": "{tip}", "style": _TIP},
    )


def _layers(scene: Scene) -> Iterator[pydeck.Layer]:
    yield pydeck.Layer(
        "PolygonLayer",
        id=AREAS,
        data=[
            {
                "polygon": _rings(polygon),
                "fill": _rgb(GREY if area.hatched else area.color),
                "edge": _INK if area.chosen else _LINE,
                "wide": 3 if area.chosen else 1.2,
                "tip": area.tip,
                "code": area.code,
            }
            for area in sorted(scene.areas, key=lambda item: item.chosen)
            for polygon in area.shape
        ],
        get_polygon="polygon",
        get_fill_color="fill",
        get_line_color="edge",
        get_line_width="wide",
        line_width_units=String("pixels"),
        stroked=True,
        pickable=True,
        auto_highlight=True,
        highlight_color=[201, 162, 39, 70],
    )
    if scene.radius:
        yield pydeck.Layer(
            "ScatterplotLayer",
            id="radius",
            data=[{"at": list(marker.point)} for marker in scene.markers if marker.ringed],
            get_position="at",
            get_radius=scene.radius,
            get_fill_color=[47, 93, 138, 40],
            get_line_color=[47, 93, 138, 170],
            line_width_min_pixels=0.8,
            stroked=True,
        )
    yield from (_dots(number, group) for number, group in enumerate(scene.dots))
    chosen = [marker for marker in scene.markers if marker.chosen]
    if chosen:
        yield pydeck.Layer(
            "ScatterplotLayer",
            id="chosen",
            data=[{"at": list(marker.point), "px": size(marker.tier, marker.form) + 6} for marker in chosen],
            get_position="at",
            get_radius="px",
            radius_units=String("pixels"),
            get_line_color=[158, 27, 27],
            line_width_min_pixels=3,
            stroked=True,
            filled=False,
        )
    yield _venues(scene)
    yield _names(scene)
    if any(marker.label for marker in scene.markers):
        yield _labels(scene)


def _rings(polygon) -> list[list[list[float]]]:
    return [[[round(x, 5), round(y, 5)] for x, y in ring] for ring in polygon]


def _dots(number: int, group: Dots) -> pydeck.Layer:
    return pydeck.Layer(
        "ScatterplotLayer",
        id=f"dots-{number}",
        data=[{"at": [round(x, 5), round(y, 5)], "tip": tip} for (x, y), tip in group.places],
        get_position="at",
        get_radius=group.size,
        radius_units=String("pixels"),
        get_fill_color=[255, 255, 255] if group.hollow else _rgb(group.color),
        get_line_color=_rgb(group.color) if group.hollow else [255, 255, 255],
        line_width_min_pixels=1,
        stroked=True,
        pickable=True,
    )


def _labels(scene: Scene) -> pydeck.Layer:
    """The words beside markers."""
    return pydeck.Layer(
        "TextLayer",
        id="labels",
        data=[{"at": list(marker.point), "text": marker.label} for marker in scene.markers if marker.label],
        get_position="at",
        get_text="text",
        get_size=16,
        get_color=_INK,
        get_pixel_offset=[0, -21],
        character_set=String("auto"),
        font_family=_FONT,
        font_weight=600,
        background=True,
        get_background_color=[255, 255, 255, 215],
        background_padding=[3, 0],
    )


def _venues(scene: Scene) -> pydeck.Layer:
    ordered = sorted(scene.markers, key=lambda item: (item.chosen, size(item.tier, item.form)))
    return pydeck.Layer(
        "IconLayer",
        id=VENUES,
        data=[
            {
                "at": list(marker.point),
                "sign": name(marker.tier, marker.form),
                "px": size(marker.tier, marker.form) * (1.5 if marker.chosen else 1),
                "tip": marker.tip,
                "kind": marker.kind,
                "id": marker.id,
            }
            for marker in ordered
        ],
        get_position="at",
        get_icon="sign",
        get_size="px",
        icon_atlas=String(atlas()),
        icon_mapping=mapping(),
        pickable=True,
    )


def _names(scene: Scene) -> pydeck.Layer:
    return pydeck.Layer(
        "TextLayer",
        id="names",
        data=[
            {"at": list(area.label_at), "text": f"{area.label} 缺报" if area.hatched else area.label}
            for area in scene.areas
        ],
        get_position="at",
        get_text="text",
        get_size=15,
        get_color=_INK,
        character_set=String("auto"),
        font_family=_FONT,
        background=True,
        get_background_color=[255, 255, 255, 190],
        background_padding=[3, 1],
        # With a pixel offset this extension hides every name.
        extensions=[{"@@type": "CollisionFilterExtension"}],
    )


def _rgb(color: str) -> list[int]:
    plain = (color or PLAIN).lstrip("#")
    return [int(plain[no : no + 2], 16) for no in (0, 2, 4)]


def _view(view: Bounds | None, width: int, height: int) -> pydeck.ViewState:
    """The centre and the zoom at which the box fits."""
    if view is None:
        return pydeck.ViewState(longitude=105, latitude=35, zoom=3)
    west, south, east, north = view
    middle = (south + north) / 2
    across = _TILE * (east - west) / 360
    up = _TILE * (north - south) / 360 / cos(radians(middle))
    zoom = min(log2(width / across), log2(height / up))
    return pydeck.ViewState(longitude=(west + east) / 2, latitude=middle, zoom=round(zoom, 2), min_zoom=4, max_zoom=17)
