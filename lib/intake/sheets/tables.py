"""The tables of one sheet: offices put two forms below one another, each under its own header."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from lib.intake import headers
from lib.intake.forms import FORMS
from lib.intake.grid import Merge, Sheet
from lib.intake.headers import Header, Heading
from lib.intake.headings import bare, heading_key, split_month
from lib.intake.sheets.labels import is_total
from lib.intake.sheets.lines import is_footer, repeats
from lib.intake.values import clean

_NAMED = 3  # fields that a row must name to be a header


@dataclass(frozen=True)
class Table:
    """A part of a sheet, all other rows blank, so that addresses hold. `first`: its first filled row.
    Without a header it is no form that is known; `whole`: it is all there is on the sheet."""

    sheet: Sheet
    header: Header | None
    first: int
    whole: bool


def tables(sheet: Sheet) -> list[Table]:
    """The tables of a sheet from the top down; mostly one, which is the sheet itself."""
    likely = [number for number in range(1, len(sheet.rows) + 1) if _names_fields(sheet.rows[number - 1])]
    found = list(_split(sheet, 1, len(sheet.rows), likely))
    if len(found) == 1:
        return [Table(sheet, found[0][2], 1, True)]
    return [
        Table(_only(sheet, first, last), header, _filled(sheet, first, last), False) for first, last, header in found
    ]


def _filled(sheet: Sheet, first: int, last: int) -> int:
    return next((number for number in range(first, last + 1) if any(map(clean, sheet.rows[number - 1]))), first)


def _split(sheet: Sheet, first: int, last: int, likely: list[int]) -> Iterator[tuple[int, int, Header | None]]:
    """(first row, last row, header) of the tables between two rows."""
    header = _find(sheet, first, last)
    if header is None:
        yield first, last, None
        return
    start = _start(sheet, header.top, first)
    if any(first <= number < start for number in likely) and _find(sheet, first, start - 1):
        yield from _split(sheet, first, start - 1, likely)
    else:
        start = first
    following = (number for number in likely if header.bottom < number <= last)
    below = next((number for number in following if not repeats(sheet, header, number)), None)
    end = last if below is None else _start(sheet, below, header.bottom + 1) - 1
    yield start, end, header
    if below is not None:
        yield from _split(sheet, end + 1, last, likely)


def _start(sheet: Sheet, row: int, first: int) -> int:
    """The row from which titles, lines of units and upper headings lead to the header on `row`."""
    while row > first and _leads_on(sheet.rows[row - 2]):
        row -= 1
    return row


def _leads_on(cells: tuple[object, ...]) -> bool:
    filled = [value for value in cells if clean(value)]
    if not filled:
        return True
    if not all(isinstance(value, str) for value in filled) or is_footer(filled) or is_total(filled[0]):
        return False
    texts = [clean(value) for value in filled]
    return len(texts) == 1 or all(":" in text for text in texts) or _most_named(texts) > 0


def _names_fields(cells: tuple[object, ...]) -> bool:
    filled = [value for value in cells if clean(value)]
    if len(filled) < _NAMED or not all(isinstance(value, str) for value in filled):
        return False
    return _most_named([clean(value) for value in filled]) >= _NAMED


def _most_named(texts: list[str]) -> int:
    """How many fields of one form the texts name."""
    keys = {key for text in texts for key in (heading_key(split_month(text)[1]), bare(heading_key(text)))}
    return max(len({known[key] for key in keys if key in known}) for known in _names())


@cache
def _names() -> tuple[dict[str, str], ...]:
    """Per form: heading → field."""
    return tuple(
        {
            key: item.name
            for item in form.fields
            for written in (*item.aliases, item.label)
            for key in (heading_key(written.rpartition(">")[2]), bare(heading_key(written.rpartition(">")[2])))
        }
        for form in FORMS.values()
    )


def _find(sheet: Sheet, first: int, last: int) -> Header | None:
    """The header between two rows; headers are looked for in the first rows of a sheet, so the others are cut off."""
    if (first, last) == (1, len(sheet.rows)):
        return headers.find(sheet)
    merges = tuple(
        Merge(merge.top - first + 1, merge.left, merge.bottom - first + 1, merge.right)
        for merge in _merges(sheet, first, last)
    )
    found = headers.find(replace(sheet, rows=sheet.rows[first - 1 : last], merges=merges))
    return found and _moved(found, first - 1)


def _moved(header: Header, by: int) -> Header:
    def moved(heading: Heading) -> Heading:
        return replace(heading, top=heading.top + by, leaf_row=heading.leaf_row + by)

    return replace(
        header,
        top=header.top + by,
        bottom=header.bottom + by,
        columns=tuple(replace(item, heading=moved(item.heading)) for item in header.columns),
        extras=tuple(map(moved, header.extras)),
        collisions=tuple((item, tuple(map(moved, found))) for item, found in header.collisions),
        totals=tuple(map(moved, header.totals)),
    )


def _only(sheet: Sheet, first: int, last: int) -> Sheet:
    """The sheet with nothing outside these rows."""
    blank = (None,) * len(sheet.rows[0])
    rows = tuple(cells if first <= number <= last else blank for number, cells in enumerate(sheet.rows, start=1))
    hidden = frozenset(number for number in sheet.hidden_rows if first <= number <= last)
    return replace(sheet, rows=rows[:last], merges=tuple(_merges(sheet, first, last)), hidden_rows=hidden)


def _merges(sheet: Sheet, first: int, last: int) -> Iterator[Merge]:
    return (merge for merge in sheet.merges if first <= merge.top and merge.bottom <= last)
