"""A sheet laid open for reading: its header, its rows sorted, its merged cells spread, and the way to report on it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from lib.directory import normalise
from lib.intake import cells
from lib.intake.cells import Context
from lib.intake.forms import Need
from lib.intake.grid import Sheet, address
from lib.intake.headers import Header, Heading, Mapped
from lib.intake.issues import Issue, Level
from lib.intake.sheets.lines import NAMING, Lines, Names, sort_lines
from lib.intake.values import Value, clean


@dataclass(frozen=True)
class Page:
    """`extras`: headings that name no field. `spread`: (row, column) of a covered cell → first row of its merge."""

    file_name: str
    sheet: Sheet
    header: Header
    extras: tuple[Heading, ...]
    lines: Lines
    spread: Mapping[tuple[int, int], int]
    context: Context

    @cached_property
    def months(self) -> tuple[int, ...]:
        """The months (1–12) that run across, none in most sheets."""
        return tuple(sorted({item.month for item in self.header.columns if item.month}))

    def written_month(self, month: int) -> str:
        """A month that runs across as a row would give it: 2025-07."""
        return f"{self.context.as_of.year}-{month:02d}"

    def raw(self, row: int, column: Mapped) -> object:
        """What stands in the cell; a merged name counts for every row it covers, a merged figure only for its first."""
        value = self.sheet.at(row, column.column)
        if value is None and column.field.kind in NAMING and self.is_covered(row, column):
            return self.sheet.at(self.spread[row, column.column], column.column)
        return value

    def is_covered(self, row: int, column: Mapped) -> bool:
        """Whether the cell lies below the first row of a merged cell."""
        return (row, column.column) in self.spread

    def written(self, row: int, column: Mapped) -> Value:
        """The value of the cell itself, merged cells left as they are."""
        return cells.read(self.sheet.at(row, column.column), column, self.context)

    def span(self, column: int) -> str:
        """The address of a column from the first row below the header to the last of the table."""
        return f"{address(self.header.bottom + 1, column)}:{address(self.lines.last, column)}"

    def issue(self, code: str, level: Level, cell: str, problem: str, remedy: str = "", **more: str) -> Issue:
        """An issue on this sheet; `more` are the fields of `Issue` that have a default."""
        return Issue(code, level, self.file_name, self.sheet.title, cell, problem, remedy, **more)


def lay_open(sheet: Sheet, header: Header, context: Context, file_name: str, personal: Iterable[int]) -> Page:
    """The page of a sheet. `personal`: columns of personal data, which are refused elsewhere and not named here."""
    unnamed = frozenset(personal)
    return Page(
        file_name=file_name,
        sheet=sheet,
        header=_without_unused(sheet, header),
        extras=tuple(item for item in header.extras if item.column not in unnamed),
        lines=sort_lines(sheet, header, _names(context)),
        spread=_spread(sheet, header),
        context=context,
    )


def _names(context: Context) -> Names:
    office = context.office
    own = {office.name, office.short_name, office.label}

    def is_listed(written: str) -> bool:
        match = context.directory.find_unit(written, office.code)
        return match is not None and match.how != "相似"

    return Names(frozenset(map(normalise, own)), is_listed)


def _without_unused(sheet: Sheet, header: Header) -> Header:
    """Optional columns that the office left empty from top to bottom are not there."""

    def used(item: Mapped) -> bool:
        if item.field.need is not Need.OPTIONAL or item.field.blank_ok:
            return True
        return any(clean(row[item.column - 1]) for row in sheet.rows[header.bottom :])

    return replace(header, columns=tuple(item for item in header.columns if used(item)))


def _spread(sheet: Sheet, header: Header) -> dict[tuple[int, int], int]:
    """Cells covered by a merge within one column below the header, with the first row of that merge."""
    return {
        (row, merge.left): merge.top
        for merge in sheet.merges
        if merge.top > header.bottom and merge.left == merge.right
        for row in range(merge.top + 1, merge.bottom + 1)
    }
