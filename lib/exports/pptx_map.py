"""The map of a slide: districts and venues as native shapes, to be moved, coloured and copied; the legend beside it."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from pptx.enum.dml import MSO_PATTERN
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import PP_ALIGN
from pptx.shapes.autoshape import Shape
from pptx.slide import Slide
from pptx.util import Cm, Length, Pt

from lib import formats
from lib.charts.theme import text_on
from lib.exports import look
from lib.exports.pptx_text import add_text, colour_of, flat
from lib.maps import symbols
from lib.maps.drawing import INK, LINE, Projection, projection
from lib.maps.geometry import Bounds, bounds
from lib.maps.scene import Area, Marker, Scene
from lib.maps.shading import GREY, PLAIN, Entry

_SIGNS = {
    "市级中心": MSO_SHAPE.STAR_5_POINT,
    "区县级中心": MSO_SHAPE.RECTANGLE,
    "共享活动室": MSO_SHAPE.OVAL,
    "支部自有": MSO_SHAPE.ISOSCELES_TRIANGLE,
}
_FULL = ("固定", "专门建立")  # forms whose sign is filled
_MOST = 400  # signs: more of them are slow to open, and hide one another
_PIXEL = Pt(0.55)  # what a pixel of the map to zoom becomes
_LEGEND, _GAP, _LINE = Cm(7.2), Cm(0.8), Cm(0.85)
_LETTERS = 10  # points

Box = Sequence[Length]


def draw(slide: Slide, scene: Scene, box: Box) -> None:
    """The scene in a box of left, top, width and height."""
    left, top, width, height = map(int, box)
    inner = (left, top, width - _LEGEND - _GAP, height)
    view = _whole(scene)
    if view is None:
        add_text(slide, "没有可画的边界和阵地位置", box, 14)
        return
    place = projection(view, inner[2], inner[3])
    for area in sorted(scene.areas, key=lambda item: item.chosen):
        _area(slide, area, place, inner)
    shown, left_out = _shown(scene.markers)
    for marker in shown:
        _marker(slide, marker, place, inner)
    for area in scene.areas:
        _name(slide, area, place, inner)
    _legend(slide, scene, shown, left_out, (left + width - _LEGEND, top, _LEGEND, height))


def _whole(scene: Scene) -> Bounds | None:
    """A slide shows all of the map, and what is looked at by its edge."""
    points = [point for area in scene.areas for polygon in area.shape for point in polygon[0]]
    return bounds(points or [marker.point for marker in scene.markers]) if points or scene.markers else None


def _shown(markers: Sequence[Marker]) -> tuple[list[Marker], int]:
    """The signs to draw, small ones first; where there are too many, branches' own rooms and then the rest give way."""
    ordered = sorted(markers, key=lambda item: symbols.size(item.tier, item.form))
    return ordered[-_MOST:], max(0, len(ordered) - _MOST)


def _area(slide: Slide, area: Area, place: Projection, box: Sequence[int]) -> None:
    rings = [[point for point, _ in groupby(_spot(place, box, corner) for corner in ring)] for ring in _rings(area)]
    first, *others = (ring for ring in rings if len(ring) > 2)
    builder = slide.shapes.build_freeform(*first[0])
    builder.add_line_segments(first[1:], close=True)
    for ring in others:
        builder.move_to(*ring[0])
        builder.add_line_segments(ring[1:], close=True)
    drawn = builder.convert_to_shape()
    drawn.name = area.label
    _filled(drawn, area.color or PLAIN, hatched=area.hatched)
    _edge(drawn, INK if area.chosen else LINE, 2.25 if area.chosen else 0.75)


def _rings(area: Area) -> Iterator[Sequence[tuple[float, float]]]:
    return (ring for polygon in area.shape for ring in polygon)


def _spot(place: Projection, box: Sequence[int], point: tuple[float, float]) -> tuple[int, int]:
    x, y = place(point)
    return int(box[0] + x), int(box[1] + y)


def _filled(drawn: Shape, colour: str, *, hatched: bool = False) -> None:
    if hatched:
        drawn.fill.patterned()
        drawn.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
        drawn.fill.fore_color.rgb, drawn.fill.back_color.rgb = colour_of(LINE), colour_of(look.HEADER)
        return
    drawn.fill.solid()
    drawn.fill.fore_color.rgb = colour_of(colour)


def _edge(drawn: Shape, colour: str, points: float) -> None:
    drawn.line.color.rgb, drawn.line.width = colour_of(colour), Pt(points)
    flat(drawn)


def _marker(slide: Slide, marker: Marker, place: Projection, box: Sequence[int]) -> None:
    x, y = _spot(place, box, marker.point)
    drawn = _sign(slide, marker.tier, marker.form, x, y)
    drawn.name = look.printable(marker.tip.partition("\n")[0])


def _sign(slide: Slide, tier: str, form: str, x: int, y: int) -> Shape:
    """The sign of a tier with its middle at this place."""
    side = symbols.size(tier, form) * _PIXEL
    shape = _SIGNS.get(tier, MSO_SHAPE.CROSS)
    drawn = slide.shapes.add_shape(shape, x - side // 2, y - side // 2, side, side)
    _filled(drawn, symbols.color(form) if form in _FULL else PLAIN)
    _edge(drawn, symbols.color(form) if form not in _FULL else PLAIN, 1.25 if form not in _FULL else 0.5)
    return drawn


def _name(slide: Slide, area: Area, place: Projection, box: Sequence[int]) -> None:
    """The name in the middle of its district, left out where it is wider."""
    corners = [place(point) for polygon in area.shape for point in polygon[0]]
    west, south, east, north = bounds(corners)
    said = f"{area.label}　缺报" if area.hatched else area.label
    wide, high = Pt(_LETTERS) * len(said), Pt(_LETTERS * 1.5)
    if wide > (east - west) * 1.25 or high > north - south:
        return
    x, y = _spot(place, box, area.label_at)
    place_of = (x - wide, y - high // 2, 2 * wide, high)
    ground = look.HEADER if area.hatched else area.color or PLAIN
    add_text(slide, said, place_of, _LETTERS, bold=True, colour=text_on(ground), align=PP_ALIGN.CENTER)


def _legend(slide: Slide, scene: Scene, shown: Sequence[Marker], left_out: int, box: Sequence[int]) -> None:
    left, top, width, _ = box
    add_text(slide, f"着色：{scene.title}", (left, top, width, _LINE), 12, bold=True)
    tiers, forms = _kinds(shown)
    groups = (
        [partial(_entry, slide, entry) for entry in scene.shading.entries],
        [partial(_sample, slide, tier, "", tier or "级别缺报") for tier in tiers],
        [partial(_sample, slide, "共享活动室", form, form or "形式缺报") for form in forms],
    )
    row = 1.2
    for group in groups:
        for line in group:
            line(left, top + int(row * _LINE))
            row += 1
        row += 0.4
    if left_out:
        said = f"另有{formats.number(left_out)}处较小的阵地未画出。"
        add_text(slide, said, (left, top + int(row * _LINE), width, 2 * _LINE), 11)


def _kinds(shown: Sequence[Marker]) -> tuple[list[str], list[str]]:
    """Tiers and forms of what is drawn, in their own order."""
    tiers, forms = {marker.tier for marker in shown}, {marker.form for marker in shown}
    return [tier for tier in symbols.TIERS if tier in tiers], [form for form in symbols.FORMS if form in forms]


def _sample(slide: Slide, tier: str, form: str, said: str, left: int, top: int) -> None:
    _sign(slide, tier, form, left + Cm(0.5), top + _LINE // 2)
    add_text(slide, said, (left + Cm(1.2), top + Cm(0.1), _LEGEND - Cm(1.2), _LINE), 11)


def _entry(slide: Slide, entry: Entry, left: int, top: int) -> None:
    sample = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, left, top + Cm(0.12), Cm(1), Cm(0.55))
    _filled(sample, entry.color or GREY, hatched=entry.hatched)
    _edge(sample, LINE, 0.5)
    add_text(slide, entry.text, (left + Cm(1.2), top + Cm(0.1), _LEGEND - Cm(1.2), _LINE), 11)
