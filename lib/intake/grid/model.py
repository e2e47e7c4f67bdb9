"""A file as plain grids of raw cell values. Rows and columns count from 1, as the office sees them in Excel."""

from collections.abc import Mapping
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from lib.intake.grid.limits import check_extent
from lib.intake.grid.refusal import refused
from lib.intake.issues import Finding

Place = tuple[int, int]  # row, column


@dataclass(frozen=True)
class Merge:
    """A merged area; 1-based, ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """One sheet; `rows` are of equal width and end with the last row and column that hold a value."""

    title: str
    rows: tuple[tuple[object, ...], ...]
    merges: tuple[Merge, ...]
    hidden: bool
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]

    def at(self, row: int, column: int) -> object:
        """Return the raw value; None for an empty cell and outside the grid."""
        if 1 <= row <= len(self.rows) and 1 <= column <= len(self.rows[0]):
            return self.rows[row - 1][column - 1]
        return None


@dataclass(frozen=True)
class Book:
    """One file as it was sent: its own name, its fingerprint, its sheets in their order."""

    name: str
    sha256: str
    sheets: tuple[Sheet, ...]
    date1904: bool
    findings: tuple[Finding, ...]


def address(row: int, column: int) -> str:
    """Return the address as Excel shows it: row 3, column 2 is B3."""
    return f"{get_column_letter(column)}{row}"


def rows_of(values: Mapping[Place, object]) -> tuple[tuple[object, ...], ...]:
    """Rows of equal width; RefusedError where they could not be held."""
    height = max((row for row, _ in values), default=0)
    width = max((column for _, column in values), default=0)
    check_extent(height, width)
    if any(row < 1 for row, _ in values):
        raise refused("工作表中有无效的单元格地址")
    grid: list[list[object]] = [[None] * width for _ in range(height)]
    for (row, column), value in values.items():
        grid[row - 1][column - 1] = value
    return tuple(map(tuple, grid))
