"""What the whole is made of: one bar a row, up to five parts in it, and the figure of each in a column before it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from lib.charts import theme
from lib.charts.board import Board, Column, Line, Piece, Slot

MOST_PARTS = 5
SHADES = (theme.BLUES[8], theme.BLUES[5], theme.BLUES[2], "#9AA3AC", "#D5D3CE")


@dataclass(frozen=True)
class Part:
    """`value` of the part called `part` in the row `label`, None where it is not known, and `text` says why (缺报).
    `code`: what a click hands back. `pale`: another row is spotlighted."""

    label: str
    part: str
    value: float | None
    text: str
    code: str = ""
    pale: bool = False


@lru_cache(maxsize=theme.REMEMBERED)
def stacked(
    heading: str,
    rows: tuple[Part, ...],
    parts: tuple[str, ...],
    *,
    red: tuple[str, ...] = (),
    share: bool = False,
    shades: tuple[str, ...] = SHADES,
) -> Board:
    """`parts`: names in the order in which they are stacked, at most MOST_PARTS; those in `red` break a rule.
    `share`: every bar as long as any other. `shades`: of the parts that are not red. Raises ValueError for too many
    parts."""
    if len(parts) > MOST_PARTS:
        raise ValueError(f"{len(parts)} parts cannot be told apart")
    left = iter(shades)
    colors = {part: theme.RED if part in red else next(left) for part in parts}
    held: dict[str, dict[str, Part]] = {}
    for row in rows:
        held.setdefault(row.label, {})[row.part] = row
    totals = {label: sum(part.value or 0 for part in found.values()) for label, found in held.items()}
    top = max(totals.values(), default=0)
    lines = (_line(label, held[label], colors, (total if share else top) or 1) for label, total in totals.items())
    keys = (Column(part, color=colors[part]) for part in parts)
    return Board(heading, (Column(words=True), *keys, Column(wide=True)), tuple(lines))


def _line(label: str, found: Mapping[str, Part], colors: Mapping[str, str], whole: float) -> Line:
    any_of = next(iter(found.values()))
    figures = (_figure(found[part], color) if part in found else Slot() for part, color in colors.items())
    pieces = tuple(Piece((found[part].value or 0) / whole, colors[part]) for part in colors if part in found)
    return Line((Slot(label), *figures, Slot(pieces=pieces)), any_of.code, any_of.pale)


def _figure(part: Part, color: str) -> Slot:
    return Slot(part.text, red=color == theme.RED and bool(part.value), unknown=part.value is None)
