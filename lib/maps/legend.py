"""The legend below either map, as SVG."""

from dataclasses import dataclass

from lib.maps.drawing import FONT, HATCH, INK, LINE, safe, signs, use
from lib.maps.scene import Dots, Scene
from lib.maps.shading import GREY, Entry
from lib.maps.symbols import CANDIDATE, FORMS, STATES, TIERS, UNKNOWN, size

WIDTH = 560  # pixels, at most
_ROW = 24
_Part = tuple[str, float]  # SVG elements and how wide they are


@dataclass(frozen=True)
class _Line:
    heading: str
    parts: list[_Part]


def legend(scene: Scene, width: int = WIDTH) -> str:
    """An SVG document of this width in pixels: the classes with the values found in them, the signs on the map."""
    tiers = [tier for tier in TIERS if any(marker.tier == tier for marker in scene.markers)]
    forms = [form for form in FORMS if any(marker.form == form for marker in scene.markers)]
    states = [state for state in STATES if any(marker.form == state for marker in scene.markers)]
    lines = [_Line("着色", [_entry(entry) for entry in scene.shading.entries])] if scene.shading.entries else []
    if scene.dots:
        lines.append(_Line("圆点", [_dot(group) for group in scene.dots]))
    if states:
        lines.append(_Line(CANDIDATE, [_sample(CANDIDATE, state, state) for state in states]))
    if tiers:
        lines.append(_Line("级别", [_sample(tier, "", tier) for tier in tiers]))
        lines.append(_Line("形式", [_sample("共享活动室", form, form) for form in forms]))
    body, top = "", 0
    for line in lines:
        placed, top = _flow(line, top, width)
        body += placed
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {top + 4}" '
        f'font-family="{FONT}" font-size="15" fill="{INK}"><title>图例</title><defs>{HATCH}{signs(scene)}</defs>'
        f"{body}</svg>"
    )


def _flow(line: _Line, top: float, width: int) -> tuple[str, float]:
    """The parts one after the other, on as many rows as they need, and where the next line begins."""
    heading, indent = _words(line.heading, bold=True)
    placed, x = [f'<g transform="translate(0 {top:g})">{heading}</g>'], indent
    for content, wide in line.parts:
        if x + wide > width and x > indent:
            x, top = indent, top + _ROW
        placed.append(f'<g transform="translate({x:g} {top:g})">{content}</g>')
        x += wide
    return "".join(placed), top + _ROW


def _words(text: str, *, at: float = 0, bold: bool = False) -> _Part:
    wide = sum(15 if ord(character) > 0x2E7F else 9 for character in text)
    weight = ' font-weight="600"' if bold else ""
    return f'<text x="{at:g}" y="18"{weight}>{safe(text)}</text>', at + wide + 14


def _entry(entry: Entry) -> _Part:
    fill = "url(#lacking)" if entry.hatched else entry.color or GREY
    words, wide = _words(entry.text, at=34)
    return f'<rect x="1" y="4" width="27" height="17" fill="{fill}" stroke="{LINE}"/>{words}', wide


def _dot(group: Dots) -> _Part:
    fill, edge = ("#fff", group.color) if group.hollow else (group.color, "#fff")
    words, wide = _words(f"{group.text} {len(group.places):,}", at=18)
    return f'<circle cx="8" cy="13" r="{group.size + 1:g}" fill="{fill}" stroke="{edge}"/>{words}', wide


def _sample(tier: str, form: str, text: str) -> _Part:
    side = min(size(tier, form), 20)
    words, wide = _words(text or UNKNOWN, at=side + 8)
    return use(tier, form, 2, 13 - side / 2, side) + words, wide
