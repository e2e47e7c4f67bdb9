"""A picture for the projector: rows of large type with bars and shaded cells, without a canvas.

What `bars`, `heatmap` and `stacked` draw for a desk becomes a table here; whoever shows it decides how large it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lib.charts import theme
from lib.charts.bars import Bar
from lib.charts.heatmap import Cell
from lib.charts.stacked import SHADES, Part
from lib.charts.theme import Target

MOST = 22  # lines that a slide holds: 20 districts, 市直 and their total
_GAP = "\u3000"  # stands between the parts of a text behind a bar


@dataclass(frozen=True)
class Piece:
    """A part of a bar. `share`: of the length of the column, 0 to 1."""

    share: float
    color: str


@dataclass(frozen=True)
class Slot:
    """One cell: words, and a bar behind them. `fill`: colour of the ground; `light`: words are white on it."""

    text: str = ""
    pieces: tuple[Piece, ...] = ()
    red: bool = False
    fill: str = ""
    light: bool = False
    framed: bool = False


@dataclass(frozen=True)
class Line:
    """`code`: the region that a click looks at. `pale`: another one is spotlighted."""

    slots: tuple[Slot, ...]
    code: str = ""
    pale: bool = False


@dataclass(frozen=True)
class Column:
    """`wide`: holds bars and takes what room there is. `color`: of its parts in these bars. `mark`: where in them a
    target stands, 0 to 1."""

    label: str = ""
    number: bool = True
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


def fitted(board: Board) -> Board:
    """No more lines than a slide holds; the one spotlighted is among them."""
    if len(board.lines) <= MOST:
        return board
    first = sorted(board.lines, key=lambda line: line.pale)[:MOST]
    return replace(board, lines=tuple(first), more=len(board.lines) - MOST)


def of_bars(heading: str, rows: Sequence[Bar], target: Target | None = None) -> Board:
    """One bar a line with its figures in columns behind it."""
    top = max([row.value or 0 for row in rows] + ([target.at] if target else []), default=0) or 1
    texts = [row.text.split(_GAP) for row in rows]
    behind = max(map(len, texts), default=0)
    lines = tuple(
        Line(
            (
                Slot(row.label),
                *(Slot(text, red=row.red) for text in (*text, *[""] * (behind - len(text)))),
                Slot(pieces=(Piece((row.value or 0) / top, theme.RED if row.red else theme.BLUE),)),
            ),
            row.code,
            row.pale,
        )
        for row, text in zip(rows, texts, strict=True)
    )
    bar = Column(target.text, wide=True, mark=target.at / top) if target else Column(wide=True)
    return Board(heading, (Column(number=False), *[Column()] * behind, bar), lines)


def of_cells(heading: str, cells: Sequence[Cell], *, low: float = 0, high: float = 100) -> Board:
    """A line per row, a shaded cell per column, in the order in which they first come."""
    columns = tuple(dict.fromkeys(cell.column for cell in cells))
    rows: dict[str, dict[str, Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, {})[cell.column] = cell
    lines = []
    for label, held in rows.items():
        any_of = next(iter(held.values()))
        shades = (_shaded(held[name], low, high) if name in held else Slot() for name in columns)
        lines.append(Line((Slot(label), *shades), any_of.code, any_of.pale))
    return Board(heading, (Column(number=False), *(Column(name, wide=True) for name in columns)), tuple(lines))


def _shaded(cell: Cell, low: float, high: float) -> Slot:
    if cell.value is None:
        return Slot(cell.text, framed=cell.strong)
    place = min(max((cell.value - low) / (high - low), 0), 1)
    fill = theme.BLUES[min(int(place * len(theme.BLUES)), len(theme.BLUES) - 1)]
    return Slot(cell.text, fill=fill, light=theme.text_on(fill) == theme.PAPER, framed=cell.strong)


def of_parts(
    heading: str,
    rows: Sequence[Part],
    parts: tuple[str, ...],
    *,
    red: tuple[str, ...] = (),
    shades: Sequence[str] = SHADES,
) -> Board:
    """A bar a line, divided, and each part's figure in a column of its own. `shades`: of the parts that are not red."""
    left = iter(shades)
    colors = {part: theme.RED if part in red else next(left) for part in parts}
    held: dict[str, dict[str, Part]] = {}
    for row in rows:
        held.setdefault(row.label, {})[row.part] = row
    top = max((sum(part.value or 0 for part in found.values()) for found in held.values()), default=0) or 1
    return Board(
        heading,
        (Column(number=False), *(Column(part, color=colors[part]) for part in parts), Column(wide=True)),
        tuple(_parted(label, found, colors, top) for label, found in held.items()),
    )


def _parted(label: str, found: Mapping[str, Part], colors: Mapping[str, str], top: float) -> Line:
    any_of = next(iter(found.values()))
    figures = (
        Slot(found[part].text, red=color == theme.RED and bool(found[part].value)) if part in found else Slot()
        for part, color in colors.items()
    )
    pieces = tuple(Piece((found[part].value or 0) / top, colors[part]) for part in colors if part in found)
    return Line((Slot(label), *figures, Slot(pieces=pieces)), any_of.code, any_of.pale)
