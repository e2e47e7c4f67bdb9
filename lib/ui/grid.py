"""The table of the pages: declared columns and rows, drawn as one real table that sorts and can be chosen from.

Our own in place of the library's: docs/decisions/0016.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from zlib import crc32

import streamlit as st

from lib import formats
from lib.ui import view
from lib.ui.component import component, encoded

_ROW, _FRAME = 26, 36  # pixels, as in grid.css: a line, and head and border together
_BAR = 10  # pixels below, for the bar to scroll by where the columns are wider than the page
_SHORT = 20  # rows of a table that is shown whole
_IN_SIGHT = 14  # of a longer one
_DECIMALS = 4  # at most, of a number that came without an indicator
_UNKNOWN = (formats.DASH, "缺报", "不适用")  # words that stand for no value: sorted last

_table = component("grid", '<div id="grid"></div>', "grid.css", "grid_cells.js", "grid.js")


class Kind(StrEnum):
    """How the cells of a column are drawn."""

    TEXT = "text"
    NUMBER = "number"
    BAR = "bar"
    MARK = "mark"


@dataclass(frozen=True)
class Column:
    """`help`: what the heading tells. `most`: the value of which a bar fills its track. `tones`: red, amber or blue for
    words among marks; the others are grey."""

    label: str
    kind: Kind = Kind.TEXT
    help: str = ""
    most: float = 0
    tones: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Cell:
    """What is read, and the value by which it is sorted and drawn; None where that is not known. `red`: it breaks a
    rule, which its words say too."""

    text: str
    value: float | str | None
    red: bool = False


Row = Mapping[str, object]  # values by the label of their column


def show(
    columns: Sequence[Column],
    rows: Sequence[Sequence[object]],
    alt: str,
    *,
    unknown: str = formats.DASH,
    most: int = 0,
    on_row: Callable[[int], None] | None = None,
) -> None:
    """The table under this name. `unknown`: the word for None. `most`: rows in sight; 0: all of a short
    table, some of a longer one. `on_row`: what a click on a row does, by its place in `rows`."""
    key = _key(alt)

    def chosen() -> None:
        place = st.session_state[key].row
        if isinstance(place, int) and 0 <= place < len(rows):
            on_row(place)

    height = _height(min(len(rows), most or (len(rows) if len(rows) <= _SHORT else _IN_SIGHT)))
    content = _content(columns, rows, alt, unknown, height=height, choice="" if on_row is None else "event")
    events = {} if on_row is None else {"on_row_change": chosen}
    _table(data=content, key=key, height=height + _BAR, **events)


def choose(columns: Sequence[Column], rows: Sequence[Sequence[object]], alt: str, *, name: str, most: int) -> int:
    """The same for a table of which always one row is chosen: its place, at first 0. `name`: under which the choice is
    remembered."""
    key = _key(name)
    place = st.session_state.get(key, {}).get("row", 0)
    place = place if isinstance(place, int) and 0 <= place < len(rows) else 0
    height = _height(min(len(rows), most))
    content = _content(columns, rows, alt, formats.DASH, height=height, choice="state", chosen=place)
    _table(data=content, key=key, height=height + _BAR, on_row_change=lambda: None)
    return place


def _key(name: str) -> str:
    """Nothing from the data or the address may stand in a key."""
    now = view.current()
    return f"{now.page}-grid-{crc32(name.encode())}"


def _height(rows: int) -> int:
    return _FRAME + _ROW * rows


def _content(
    columns: Sequence[Column], rows: Sequence[Sequence[object]], alt: str, unknown: str, **options: object
) -> bytes:
    heads = [{name: value for name, value in vars(column).items() if value} for column in columns]
    cells = [[_sent(value) for value in row] for row in rows]
    return encoded({"alt": alt, "unknown": unknown, "columns": heads, "rows": cells, **options})


def _sent(value: object) -> object:
    """A cell for the browser: null, what is read, or that with the value by which it is sorted."""
    if value is None or (type(value) is str and value not in _UNKNOWN):
        return value
    cell = value if isinstance(value, Cell) else _cell(value)
    number = float(cell.value) if isinstance(cell.value, Decimal) else cell.value
    if cell.red:
        return [cell.text, number, True]
    return number if cell.text == str(number) else [cell.text, number]


def _cell(value: object) -> Cell:
    text = written(value)
    if text in _UNKNOWN:
        return Cell(text, None)
    return Cell(text, value if _is_number(value) else text)


def written(value: object) -> str:
    """A value that came as it is, as it is read."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if _is_number(value):
        exact = round(Decimal(str(value)), _DECIMALS).normalize()
        return formats.number(value, max(0, -exact.as_tuple().exponent))
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def columns_of(rows: Sequence[Row], special: Mapping[str, Column] | None = None) -> list[Column]:
    """The columns of plain rows, told by their values; `special`: those that are not plain."""
    known = special or {}
    return [known.get(label) or Column(label, _kind([row.get(label) for row in rows])) for label in rows[0]]


def _kind(values: Sequence[object]) -> Kind:
    held = [value for value in values if value not in (None, "", *_UNKNOWN)]
    return Kind.NUMBER if held and all(map(_is_number, held)) else Kind.TEXT


def cells_of(rows: Sequence[Row]) -> list[list[object]]:
    """The cells of plain rows, in the order of the first."""
    return [[row.get(label) for label in rows[0]] for row in rows]
