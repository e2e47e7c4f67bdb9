"""How it is drawn: numbers and texts in, a finished picture out; nothing here knows Streamlit.

Small pictures are SVG text (docs/decisions/0004). What a reader explores is Vega-Lite: `bars`, `heatmap`, `histogram`,
`stacked` and `line` take tuples of frozen rows and return a finished specification with its data inside. Each shape is
built with Altair once per scale, each picture once per rows; both are remembered, and nobody may change them.

`board` makes tables of the same rows, for a projector (docs/decisions/0011).

`scale` enlarges type and rows together: 1 on a desk, LARGE on a projector. Heights follow the number of rows only.
A click on a row or a cell hands back its `code` as the selection PICK.
"""

from lib.charts.bars import Bar, bars
from lib.charts.heatmap import Cell, heatmap
from lib.charts.histogram import histogram
from lib.charts.line import Point, line
from lib.charts.sparkline import sparkline
from lib.charts.stacked import Part, stacked
from lib.charts.theme import LARGE, PICK, Target

__all__ = [
    "LARGE",
    "PICK",
    "Bar",
    "Cell",
    "Part",
    "Point",
    "Target",
    "bars",
    "heatmap",
    "histogram",
    "line",
    "sparkline",
    "stacked",
]
