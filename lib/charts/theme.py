"""One look for all charts: type, greys, one blue sequence; red for what breaks a rule and for nothing else."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

import altair as alt

Spec = dict[str, Any]  # a finished Vega-Lite specification

REMEMBERED = 400  # pictures per kind of chart

INK, GREY, FAINT, PAPER = "#1E2329", "#5F6B78", "#E2DFDA", "#FFFFFF"
BLACK = "#000000"  # on the shades between light and dark: neither INK nor PAPER can be read there
BLUE, RED = "#2F5D8A", "#9E1B1B"
BLUES = (
    *("#EEF3F8", "#DAE5F0", "#C3D5E6", "#A9C3DB", "#8DAFCE"),
    *("#7099BE", "#5582AB", "#3E6C97", "#2B567F", "#1B4066"),
)
FONT = "'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif"
TEXT, ROW = 13, 23  # pixels
_ROWS, _TARGETS = "rows", "targets"


@dataclass(frozen=True)
class Target:
    """A dashed line at a value, with its words."""

    at: float
    text: str


def contrast(one: str, other: str) -> float:
    """How well two colours (#RRGGBB) are told apart, 1 to 21 (WCAG 2); 4.5 is the least for text."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    shares = (int(colour[no : no + 2], 16) / 255 for no in (1, 3, 5))
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def text_on(ground: str) -> str:
    """The colour of words on this ground."""
    return max((PAPER, BLACK), key=lambda colour: contrast(colour, ground))


def target_lines() -> alt.Chart:
    """A layer whose rows are the targets of the picture (`at`, `text`), not its data."""
    return alt.Chart(alt.NamedData(name=_TARGETS))


def labels(*, orient: str = "left", **options: Any) -> alt.Axis:
    """An axis of names, all of them, in full and upright."""
    return alt.Axis(title=None, orient=orient, labelAngle=0, labelOverlap=False, labelLimit=0, **options)


def template(*layers: alt.Chart) -> Spec:
    """The specification of a shape, without rows."""
    size = TEXT
    words = {"labelFontSize": size, "titleFontSize": size, "labelColor": INK, "titleColor": INK}
    spec = alt.layer(*layers, data=alt.NamedData(name=_ROWS)).to_dict()
    spec["autosize"] = {"type": "fit-x", "contains": "padding"}
    spec["config"] = {
        "font": FONT,
        "background": "transparent",
        "aria": False,  # a chart has its own words (alt); those of single marks would be English
        "mark": {"aria": False},
        "view": {"stroke": None},
        "axis": words | {"titleFontWeight": "normal", "domain": False, "ticks": False, "grid": False},
        "legend": words | {"orient": "top", "title": None, "symbolType": "square", "symbolSize": size * size},
        "text": {"fontSize": size, "color": INK, "baseline": "middle"},
        # Numbers inside a chart follow this and not the language of the browser.
        "locale": {"number": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", ""]}},
    }
    return spec


def filled(shape: Spec, rows: Iterable[Any], height: int, *, targets: Iterable[Any] = (), **values: Any) -> Spec:
    """The shape with its rows and targets (dataclasses), its height in pixels and the values of its parameters.

    The rows stand inside the layers: Streamlit would turn those of a data set into Arrow in every run, 2 ms each."""
    named = [{"name": name, "value": value} for name, value in values.items()]
    data = {_ROWS: [asdict(row) for row in rows], _TARGETS: [asdict(line) for line in targets]}
    spec = {key: value for key, value in shape.items() if key not in ("data", "layer")}
    layers = [
        layer | ({"data": {"values": data[layer["data"]["name"]]}} if "data" in layer else {})
        for layer in shape["layer"]
    ]
    return spec | {
        "layer": [{"data": {"values": data[_ROWS]}, "layer": layers}],
        "height": height,
        "params": [*named, *shape.get("params", ())],
    }
