"""A picture made of rows: words, bars and shaded cells, drawn as a table at the desk and on the wall.

`bars`, `heatmap` and `stacked` make boards; whoever shows one decides how large it is (docs/decisions/0018).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from lib.charts import theme

_SHORT = 4  # characters of the name of a part that fit above its figures
MOST = 22  # lines that a slide holds: 20 districts, 市直 and their total


class Piece(NamedTuple):
    """A part of a bar. `share`: of the length of the column, 0 to 1."""

    share: float
    color: str


@dataclass(frozen=True)
class Slot:
    """One cell: words, and a bar behind them. `fill`: colour of the ground; `light`: words are white on it. `unknown`:
    the words say why there is no number."""

    text: str = ""
    pieces: tuple[Piece, ...] = ()
    red: bool = False
    fill: str = ""
    light: bool = False
    framed: bool = False
    unknown: bool = False


@dataclass(frozen=True)
class Line:
    """`code`: the region that a click looks at. `pale`: another one is spotlighted."""

    slots: tuple[Slot, ...]
    code: str = ""
    pale: bool = False


@dataclass(frozen=True)
class Column:
    """`words`: not figures. `wide`: holds bars or shades and takes what room there is. `color`: of its parts in these
    bars. `mark`: where in them a target stands, 0 to 1."""

    label: str = ""
    words: bool = False
    wide: bool = False
    color: str = ""
    mark: float | None = None


@dataclass(frozen=True)
class Board:
    """`more`: how many lines there was no room for."""

    heading: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    more: int = 0

    @property
    def heads(self) -> int:
        """Lines that the headings of the columns take at a desk: the names of parts may be broken, to leave room."""
        broken = any(column.color and len(column.label) > _SHORT for column in self.columns)
        return 2 if broken else int(any(column.label for column in self.columns))


def fitted(board: Board) -> Board:
    """No more lines than a slide holds; the one spotlighted is among them."""
    if len(board.lines) <= MOST:
        return board
    first = sorted(board.lines, key=lambda line: line.pale)[:MOST]
    return replace(board, lines=tuple(first), more=len(board.lines) - MOST)


@lru_cache(maxsize=theme.REMEMBERED)
def plain(board: Board) -> Mapping[str, object]:
    """The board for a browser: what is as always (empty, false, none) is left out."""
    return {
        "heading": board.heading,
        "columns": [_said(column) for column in board.columns],
        "lines": [_said(line) | {"slots": [_said(slot) for slot in line.slots]} for line in board.lines],
        "more": board.more,
    }


def _said(item: object) -> dict[str, object]:
    return {name: value for name, value in vars(item).items() if value or (name == "mark" and value is not None)}
