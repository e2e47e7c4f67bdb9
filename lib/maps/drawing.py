"""The scene as SVG: needs no graphics card, prints, and goes on a wall. Text from the data is escaped."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import groupby
from math import cos, radians

from lib.maps.geometry import Bounds, Point, Ring, bounds, circle
from lib.maps.scene import DISTRICT, Area, Dots, Marker, Scene
from lib.maps.shading import PLAIN
from lib.maps.symbols import PAIRS, SIDE, TIERS, name, sign, size

WIDTH, HEIGHT = 1000, 640
LINE, INK, _ACCENT, _BLUE = "#6F7C8A", "#1E2329", "#9E1B1B", "#2F5D8A"
FONT = "'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif"
HATCH = (
    '<pattern id="lacking" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<path d="M0 0H9V9H0Z" fill="#F2F0EC"/><path d="M0 0V9" stroke="{LINE}" stroke-width="3"/></pattern>'
)
LABEL = 22  # size of a district's name: on a small screen the drawing is shown at half its size
_GROWN = 1.6  # how much larger the signs are than on the map to zoom, for the same reason


@dataclass(frozen=True)
class Projection:
    """Degrees to the drawing's units: equal scale in both directions at the middle of the view."""

    scale: float
    squeeze: float
    west: float
    north: float

    def __call__(self, point: Point) -> tuple[float, float]:
        x = (point[0] - self.west) * self.squeeze * self.scale
        return round(x * 2) / 2, round((self.north - point[1]) * self.scale * 2) / 2


def projection(view: Bounds, width: float = WIDTH, height: float = HEIGHT) -> Projection:
    """The view in the middle of a drawing of this size, as large as it can be."""
    west, south, east, north = view
    squeeze = cos(radians((south + north) / 2))
    scale = min(width / ((east - west) * squeeze), height / (north - south))
    left = (width / scale / squeeze - (east - west)) / 2
    above = (height / scale - (north - south)) / 2
    return Projection(scale, squeeze, west - left, north + above)


def draw(scene: Scene, *, label: int = LABEL) -> str:
    """An SVG document of WIDTH × HEIGHT; `label`: size of its words, in its units.

    Districts and venues carry `data-pick`, `kind:id`, and their `title`."""
    content = "".join(_content(scene, label)) if scene.view else _nothing()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="group" '
        f'aria-label="{safe(scene.title)}" font-family="{FONT}"><defs>{HATCH}{signs(scene)}</defs>{content}</svg>'
    )


def _content(scene: Scene, label: int) -> Iterator[str]:
    place = projection(scene.view)
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#F7F6F4"/>'
    # Last, so that its edge lies above those of its neighbours.
    for area in sorted(scene.areas, key=lambda item: item.chosen):
        yield _area(area, place)
    if scene.radius:
        ringed = [marker.point for marker in scene.markers if marker.ringed]
        rings = "".join(_path(circle(point, scene.radius), place) for point in ringed)
        yield f'<path d="{rings}" fill="{_BLUE}" fill-opacity=".16" stroke="{_BLUE}" pointer-events="none"/>'
    yield from (_dots(group, place) for group in scene.dots)
    # The few great venues lie above the many small ones.
    for marker in sorted(scene.markers, key=lambda item: (item.chosen, size(item.tier, item.form))):
        yield _marker(marker, place)
    for area in scene.areas:
        yield _label(area, place, label)
    for marker in scene.markers:
        if marker.label:
            x, y = place(marker.point)
            yield _text(x, y - size(marker.tier, marker.form) * _GROWN * 0.7, marker.label, "middle", label)
    radius = f"；圈：服务半径{scene.radius:,}米" if scene.radius else ""
    subject = f"着色：{scene.title}" if scene.shading.entries else scene.title
    yield _text(12, 30, f"{subject}{radius}", "start", label)


def _area(area: Area, place: Projection) -> str:
    rings = _outline(area.shape, place)
    fill = "url(#lacking)" if area.hatched else area.color or PLAIN
    return (
        f'<path d="{rings}" fill="{fill}" fill-rule="evenodd" stroke="{INK if area.chosen else LINE}" '
        f'stroke-width="{4 if area.chosen else 1.2}" '
        f"{_pick(DISTRICT, area.code, area.tip)}</path>"
    )


@lru_cache(maxsize=1_000)  # the same whatever is shaded or chosen
def _outline(shape: tuple[tuple[Ring, ...], ...], place: Projection) -> str:
    return "".join(_path(ring, place) for polygon in shape for ring in polygon)


def _pick(kind: str, key: str, tip: str) -> str:
    """The attributes and the content of something that can be picked. The keyboard walks from district to district;
    some hundred venues would be in its way."""
    said = safe(tip)
    label, stop = said.replace("\n", "，"), 0 if kind == DISTRICT else -1
    return f'data-pick="{kind}:{safe(key)}" tabindex="{stop}" role="button" aria-label="{label}"><title>{said}</title>'


def _path(ring: Ring, place: Projection) -> str:
    """Corners that fall on the same spot of the drawing are left out, on both sides of a border alike."""
    return "M" + "L".join(f"{x:g} {y:g}" for (x, y), _ in groupby(map(place, ring))) + "Z"


def _dots(group: Dots, place: Projection) -> str:
    radius = group.size * _GROWN
    spots = "".join(
        f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}"><title>{safe(tip)}</title></circle>'
        for (x, y), tip in ((place(point), tip) for point, tip in group.places)
    )
    fill, edge = ("#fff", group.color) if group.hollow else (group.color, "#fff")
    return f'<g fill="{fill}" stroke="{edge}" stroke-width="1.2">{spots}</g>'


def _marker(marker: Marker, place: Projection) -> str:
    (x, y), side = place(marker.point), size(marker.tier, marker.form) * (_GROWN * 1.5 if marker.chosen else _GROWN)
    ring = f'<circle cx="{x:g}" cy="{y:g}" r="{side:g}" fill="none" stroke="{_ACCENT}" stroke-width="3"/>'
    drawn = use(marker.tier, marker.form, x - side / 2, y - side / 2, side)
    return f"<g {_pick(marker.kind, marker.id, marker.tip)}{drawn}{ring if marker.chosen else ''}</g>"


def use(tier: str, form: str, x: float, y: float, side: float) -> str:
    return f'<use href="#sign-{name(tier, form)}" x="{x:g}" y="{y:g}" width="{side:g}" height="{side:g}"/>'


def _label(area: Area, place: Projection, letters: int) -> str:
    """The name, left out where it is wider than its district."""
    x, y = place(area.label_at)
    west, south, east, north = bounds([place(point) for polygon in area.shape for point in polygon[0]])
    text = f"{area.label}　缺报" if area.hatched else area.label
    if len(text) * letters > (east - west) * 1.25 or north - south < letters:
        return ""
    return _text(x, y, text, "middle", letters)


def _text(x: float, y: float, text: str, anchor: str, letters: int) -> str:
    """Words with a white edge, readable on any ground."""
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{letters}" font-weight="600" fill="{INK}" text-anchor="{anchor}" '
        f'stroke="#fff" stroke-width="5" paint-order="stroke" pointer-events="none">{safe(text)}</text>'
    )


def signs(scene: Scene) -> str:
    """Every sign once, to be used by its id; those of candidate sites where there are any."""
    tiers = {*TIERS, *(marker.tier for marker in scene.markers)}
    return "".join(
        f'<symbol id="sign-{name(tier, form)}" viewBox="0 0 {SIDE} {SIDE}" overflow="visible">'
        f"{sign(tier, form)}</symbol>"
        for tier, form in PAIRS
        if tier in tiers
    )


def _nothing() -> str:
    return (
        f'<text x="{WIDTH / 2:g}" y="{HEIGHT / 2:g}" font-size="20" fill="{INK}" text-anchor="middle">'
        "没有可画的边界和阵地位置</text>"
    )


def safe(text: str) -> str:
    """Text for SVG: escaped, without characters that XML does not know or that turn the direction of writing."""
    plain = "".join(character if character.isprintable() or character == "\n" else " " for character in text)
    return escape(plain, quote=True)
