"""Which rows below a header are data, which are totals, and where the footer begins."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lib.intake.forms import Kind
from lib.intake.grid import Sheet
from lib.intake.headers import Header, Mapped
from lib.intake.values import clean

NAMING = frozenset({Kind.TEXT, Kind.UNIT, Kind.DISTRICT, Kind.CHOICE, Kind.MONTH})  # they say what a row is about

_TOTAL = re.compile(r"(?:.*(?:合计|总计|小计|共计|累计))|全市|全区|全县")
_SUBTOTAL = re.compile(r".*小计")
_FOOTER = re.compile(
    r"^(?:填表|填报|制表|审核|审签|复核|联系|说明|备注|注|单位负责人|负责人|报送|盖章|科室)[^,]*[:：]|^(?:注|说明)\s*\d"
)
_FOOTER_CELLS = 3  # a footer line has no more cells than this


@dataclass(frozen=True)
class Lines:
    """Numbers of the rows below the header by what they are; `last` is the last row of the table, totals included."""

    data: tuple[int, ...]
    totals: tuple[int, ...]
    footer: int | None
    last: int


def sort_lines(sheet: Sheet, header: Header) -> Lines:
    """Sort the rows below `header`: empty ones are left out, and nothing below the footer counts."""
    data: list[int] = []
    totals: list[int] = []
    footer, last = None, header.bottom
    for number in range(header.bottom + 1, len(sheet.rows) + 1):
        cells = sheet.rows[number - 1]
        filled = [value for value in cells if clean(value)]
        if not filled:
            continue
        if _is_footer(filled):
            footer = number
            break
        (totals if _is_total(cells, header.columns) else data).append(number)
        last = number
    return Lines(tuple(data), tuple(totals), footer, last)


def is_subtotal(cells: Iterable[object]) -> bool:
    """Whether a total row adds up only some of the rows above it."""
    return any(_SUBTOTAL.fullmatch(_label(value)) for value in cells)


def _is_footer(filled: list[object]) -> bool:
    first = filled[0]
    return len(filled) <= _FOOTER_CELLS and isinstance(first, str) and _FOOTER.match(first.strip()) is not None


def _is_total(cells: tuple[object, ...], columns: Iterable[Mapped]) -> bool:
    named = [cells[item.column - 1] for item in columns if item.field.kind in NAMING]
    return any(_TOTAL.fullmatch(_label(value)) for value in [*cells[:2], *named])


def _label(value: object) -> str:
    return clean(value).replace(" ", "") if isinstance(value, str) else ""
