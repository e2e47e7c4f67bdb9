"""How it is drawn: numbers and texts in, a finished picture out; nothing here knows Streamlit.

Small pictures are SVG text (docs/decisions/0004). What is read row by row is a board: `bars`, `heatmap` and `stacked`
take tuples of frozen rows and return lines of words, bars and shades, for a desk and for a projector
(docs/decisions/0018). `histogram` and `line` return a finished Vega-Lite specification with its data inside; each shape
is built with Altair once. Pictures are remembered by their rows, and nobody may change them.

Heights follow the number of rows only.
"""

from lib.charts.bars import Bar, bars
from lib.charts.board import Board
from lib.charts.heatmap import Cell, heatmap
from lib.charts.histogram import histogram
from lib.charts.line import Point, line
from lib.charts.sparkline import sparkline
from lib.charts.stacked import Part, stacked
from lib.charts.theme import Target

__all__ = [
    "Bar",
    "Board",
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
