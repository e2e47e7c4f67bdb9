"""What was noticed in the cells of a page, at its address; the habits of a column are told once."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from lib.intake.grid import address
from lib.intake.issues import Issue, Level
from lib.intake.sheets.page import Page
from lib.intake.sheets.rows import Noticed
from lib.intake.values import Status, clean

_ALWAYS_TOLD_ONCE = "M33"  # 市直: the office belongs to no district, whatever the row
_HABITS = frozenset({"M22"})  # warnings that, like all notes, are told once per column where most cells share them
_DATE_STYLES = frozenset({"M21", "M22"})
_NO_DATE = frozenset({"M17", "M18"})
_LOST = frozenset({"M15", "M24"})  # warnings whose cell counts as 缺报, as that of every rejection does


def cell_issues(page: Page, noticed: list[Noticed]) -> Iterator[Issue]:
    """Findings with their cells; what most cells of a column share is told once for the column."""
    grouped: dict[tuple[int, str, Level, bool], list[Noticed]] = defaultdict(list)
    for item in noticed:
        by_alias = item.finding.problem.startswith("按单位名录别名")
        grouped[item.column.column, item.finding.code, item.finding.level, by_alias].append(item)
    undated = Counter(item.column.column for item in noticed if item.finding.code in _NO_DATE)
    for (column, *_), found in sorted(grouped.items(), key=lambda pair: (pair[0][0], pair[1][0].row)):
        if _is_habit(page, found, undated[column]):
            yield _in_column(page, found[0])
        else:
            yield from (_at_cell(page, item) for item in found)


def _is_habit(page: Page, found: list[Noticed], undated: int) -> bool:
    """Most filled cells of the column share the finding; among dates those that stand for no date are left out."""
    finding, column = found[0].finding, found[0].column.column
    if finding.code == _ALWAYS_TOLD_ONCE:
        return True
    if finding.level is not Level.NOTE and finding.code not in _HABITS:
        return False
    filled = sum(bool(clean(page.sheet.at(row, column))) for row in page.lines.data)
    if len(page.lines.data) == 1:
        return False
    if finding.code in _DATE_STYLES:
        return len(found) * 2 > filled - undated
    return len(found) * 2 > filled > 1


def _in_column(page: Page, first: Noticed) -> Issue:
    finding, column = first.finding, first.column
    problem, cells = f"整列如此：{finding.problem}", page.span(column.column)
    more = {"field": column.field.name, "scope": "column"}
    return page.issue(finding.code, finding.level, cells, problem, finding.remedy, **more)


def _at_cell(page: Page, item: Noticed) -> Issue:
    finding, column = item.finding, item.column
    return page.issue(
        finding.code,
        finding.level,
        address(item.row, column.column),
        finding.problem,
        finding.remedy,
        field=column.field.name,
        raw="" if item.raw is None else str(item.raw),
        status=Status.MISSING if finding.level is Level.REJECTION or finding.code in _LOST else "",
    )
