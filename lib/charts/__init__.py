"""How it is drawn: numbers and texts in, a finished picture out; nothing here knows Streamlit.

Small pictures are SVG text (docs/decisions/0004). What a reader explores is Vega-Lite: `bars`, `heatmap`, `histogram`,
`stacked` and `line` take tuples of frozen rows and return a finished specification with its data inside. Each shape is
built with Altair once, each picture once per rows; both are remembered, and nobody may change them.

`board` makes tables of the same rows, for a projector (docs/decisions/0011).

Heights follow the number of rows only. A click on a row or a cell hands back its `code` as the selection PICK.
"""

from lib.charts.bars import Bar, bars
from lib.charts.heatmap import Cell, heatmap
from lib.charts.histogram import histogram
from lib.charts.line import Point, line
from lib.charts.sparkline import sparkline
from lib.charts.stacked import Part, stacked
from lib.charts.theme import PICK, Target

__all__ = [
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
