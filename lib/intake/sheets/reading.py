"""One sheet, read from its header to its last row."""

from collections.abc import Iterable
from dataclasses import dataclass

from lib.intake.cells import Context
from lib.intake.forms import Form
from lib.intake.grid import Sheet
from lib.intake.headers import Header
from lib.intake.issues import Issue, Level
from lib.intake.sheets.cell_issues import cell_issues
from lib.intake.sheets.header_issues import header_issues
from lib.intake.sheets.line_issues import line_issues
from lib.intake.sheets.page import lay_open
from lib.intake.sheets.repeats import without_repeats
from lib.intake.sheets.rows import Row, read_rows
from lib.intake.sheets.sums import without_sums
from lib.intake.sheets.totals import total_issues


@dataclass(frozen=True)
class SheetReading:
    """What a sheet gave: a refused sheet has no rows and is 缺报 for its indicators."""

    sheet: Sheet
    header: Header
    rows: tuple[Row, ...]
    issues: tuple[Issue, ...]
    refused: bool = False
    nothing: bool = False  # the office says that it has none

    @property
    def form(self) -> Form:
        return self.header.form


def read_sheet(
    sheet: Sheet, header: Header, context: Context, file_name: str, personal: Iterable[int] = ()
) -> SheetReading:
    """Read the sheet below its header; nothing is raised for what an office wrote.

    `personal`: columns of personal data, which are refused elsewhere and not named here.
    """
    page = lay_open(sheet, header, context, file_name, personal)
    at_header = tuple(header_issues(page))
    if any(issue.level is Level.REJECTION for issue in at_header):
        return SheetReading(sheet, page.header, (), at_header, refused=True)
    page = without_sums(page)
    found, noticed = read_rows(page)
    rows, repeats = without_repeats(page, found)
    issues = (*at_header, *line_issues(page), *cell_issues(page, noticed), *repeats, *total_issues(page, rows))
    nothing = not rows and any(item.finding.code == "M17" for item in noticed)
    return SheetReading(sheet, page.header, tuple(rows), issues, nothing=nothing)
