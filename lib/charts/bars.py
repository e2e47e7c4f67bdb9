"""Horizontal bars, one a row, with figures before them and a target across: ranked or in official order."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from lib.charts import theme
from lib.charts.board import Board, Column, Line, Piece, Slot
from lib.charts.theme import Target

GAP = "\u3000"  # stands between the figures of one row


@dataclass(frozen=True)
class Bar:
    """`value` None: not known, and `text` says why (缺报). `text`: the figures of the row, GAP between them, as
    「17.7%　66/373」. `code`: what a click hands back. `red`: breaks a rule. `pale`: another one is spotlighted."""

    label: str
    value: float | None
    text: str
    code: str = ""
    red: bool = False
    pale: bool = False


@lru_cache(maxsize=theme.REMEMBERED)
def bars(heading: str, rows: tuple[Bar, ...], *, target: Target | None = None) -> Board:
    """One bar a row in the order given; `target`: what they are measured against."""
    top = max([row.value or 0 for row in rows] + ([target.at] if target else []), default=0) or 1
    figures = [row.text.split(GAP) for row in rows]
    behind = max(map(len, figures), default=0)
    lines = tuple(_line(row, held, behind, top) for row, held in zip(rows, figures, strict=True))
    bar = Column(target.text, wide=True, mark=target.at / top) if target else Column(wide=True)
    return Board(heading, (Column(words=True), *[Column()] * behind, bar), lines)


def _line(row: Bar, figures: Sequence[str], columns: int, top: float) -> Line:
    held = [Slot(text, red=row.red, unknown=row.value is None) for text in figures]
    held += [Slot()] * (columns - len(held))
    bar = Slot(pieces=(Piece((row.value or 0) / top, theme.RED if row.red else theme.BLUE),))
    return Line((Slot(row.label), *held, bar), row.code, row.pale)
