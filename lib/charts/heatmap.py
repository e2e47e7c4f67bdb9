"""Districts × items: a figure in every cell, darker for more; what is not known has its word and no shade."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from lib.charts import theme
from lib.charts.board import Board, Column, Line, Slot


@dataclass(frozen=True)
class Cell:
    """`value` None: not known, and `text` says why (缺报). `strong`: a frame around it, the weakest of its row, say.
    `code`: what a click hands back. `pale`: another row is spotlighted."""

    row: str
    column: str
    value: float | None
    text: str
    code: str = ""
    strong: bool = False
    pale: bool = False


@lru_cache(maxsize=theme.REMEMBERED)
def heatmap(heading: str, cells: tuple[Cell, ...], *, low: float = 0, high: float = 100) -> Board:
    """Rows and columns in the order in which they first come. `low`, `high`: where the shades begin and end."""
    columns = tuple(dict.fromkeys(cell.column for cell in cells))
    rows: dict[str, dict[str, Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, {})[cell.column] = cell
    lines = tuple(_line(label, held, columns, low, high) for label, held in rows.items())
    return Board(heading, (Column(words=True), *(Column(name, wide=True) for name in columns)), lines)


def _line(label: str, held: dict[str, Cell], columns: Sequence[str], low: float, high: float) -> Line:
    any_of = next(iter(held.values()))
    shades = (_shaded(held[name], low, high) if name in held else Slot() for name in columns)
    return Line((Slot(label), *shades), any_of.code, any_of.pale)


def _shaded(cell: Cell, low: float, high: float) -> Slot:
    if cell.value is None:
        return Slot(cell.text, framed=cell.strong, unknown=True)
    place = min(max((cell.value - low) / (high - low), 0), 1)
    fill = theme.BLUES[min(int(place * len(theme.BLUES)), len(theme.BLUES) - 1)]
    return Slot(cell.text, fill=fill, light=theme.text_on(fill) == theme.PAPER, framed=cell.strong)
