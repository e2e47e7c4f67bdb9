"""Rows that add up the rows around them without saying so: counted as data they would count everything twice."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate

from lib.intake.cells import is_additive
from lib.intake.forms import Kind
from lib.intake.headers import Mapped
from lib.intake.sheets.lines import DESCRIBING
from lib.intake.sheets.page import Page
from lib.intake.values import clean

_SHORTEST_RUN = 2  # rows; one row with the figures of the next may well be a unit
_FEWEST_FIGURES = 2  # other than 0 that must agree


def without_sums(page: Page) -> Page:
    """The page with every data row taken for a sum that bears no unit of the directory, describes nothing, and whose
    figures all equal those of the rows above it (to the last total, title or sum, or to the first row) or below."""
    open_rows = {number for number in page.lines.data if _may_be_sum(page, number)}
    if not open_rows:
        return page
    found = dict(_find(page, open_rows))
    data = tuple(number for number in page.lines.data if number not in found)
    return replace(page, lines=replace(page.lines, data=data, sums=found))


def _may_be_sum(page: Page, number: int) -> bool:
    """Only rows of units or of things that are described can be told from their sums."""
    if not page.header.form.subject or page.header.form.subject == ("district",):
        return False
    columns = page.header.columns
    if any(clean(page.raw(number, item)) for item in columns if item.field.kind in DESCRIBING):
        return False
    units = [clean(page.raw(number, item)) for item in columns if item.field.kind is Kind.UNIT]
    if not units and page.header.form.subject == ("name",):
        return True
    find, office = page.context.directory.find_unit, page.context.office.code
    return not any(text and find(text, office) for text in units)


@dataclass(frozen=True)
class _Column:
    """Running sums over the data rows, with the number of cells that give no exact figure."""

    figures: tuple[Decimal | int | None, ...]
    sums: tuple[Decimal | int, ...]
    unknown: tuple[int, ...]

    def total(self, start: int, end: int, without: list[int]) -> Decimal | int | None:
        """Of the rows start ≤ index < end but some; None where a cell is not exact."""
        if self.unknown[end] > self.unknown[start]:
            return None
        return self.sums[end] - self.sums[start] - sum(self.figures[place] or 0 for place in without)


def _find(page: Page, open_rows: set[int]) -> Iterator[tuple[int, tuple[int, int]]]:
    data, columns = page.lines.data, _columns(page)
    breaks = sorted({*page.lines.totals, *page.lines.skipped})
    start = 0  # index of the first row since the last total, title or sum
    found: list[int] = []
    for index, number in enumerate(data):
        while breaks and breaks[0] < number:
            breaks.pop(0)
            start = index
        if number not in open_rows:
            continue
        after = _next_break(data, index, open_rows, breaks[0] if breaks else None)
        runs = [(start, index), (0, index), (index + 1, after), (index + 1, len(data))]
        run = next((run for run in runs if _adds_up(columns, index, *run, found)), None)
        if run:
            yield number, (data[run[0]], data[run[1] - 1])
            found.append(index)
            start = index + 1


def _next_break(data: tuple[int, ...], index: int, open_rows: set[int], line: int | None) -> int:
    """The index of the next row that may itself be a sum or stands below a total or title."""
    for following in range(index + 1, len(data)):
        if data[following] in open_rows or (line is not None and data[following] > line):
            return following
    return len(data)


def _adds_up(columns: list[_Column], index: int, start: int, end: int, found: list[int]) -> bool:
    """The row's figures are those of the rows start ≤ index < end together, sums already `found` left out."""
    if end - start < _SHORTEST_RUN:
        return False
    inner = [place for place in found if start <= place < end]
    agreeing = 0
    for column in columns:
        own, total = column.figures[index], column.total(start, end, inner)
        if own is None or total is None:
            continue
        if own != total:
            return False
        agreeing += bool(own)
    return agreeing >= _FEWEST_FIGURES


def _columns(page: Page) -> list[_Column]:
    return [_column(page, item) for item in page.header.columns if is_additive(item.field)]


def _column(page: Page, item: Mapped) -> _Column:
    kinds = [column for column in page.header.columns if column.field.name == "org_kind"]
    figures, counted, unknown = [], [], []
    for number in page.lines.data:
        value = page.written(number, item).point
        grouping = any(page.written(number, column).point in ("党总支", "党委") for column in kinds)
        figures.append(value)
        counted.append(0 if grouping or value is None else value)
        unknown.append(int(value is None and bool(clean(page.sheet.at(number, item.column)))))
    return _Column(tuple(figures), (0, *accumulate(counted)), (0, *accumulate(unknown)))
