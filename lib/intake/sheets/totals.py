"""The grand total an office stated against the sum of its rows."""

from collections.abc import Iterator

from lib.intake.cells import is_additive
from lib.intake.grid import address
from lib.intake.headers import Mapped
from lib.intake.issues import Issue, Level
from lib.intake.sheets.page import Page
from lib.intake.sheets.rows import Row
from lib.intake.values import Number, Precision
from lib.schema import TEMPORARY


def total_issues(page: Page, rows: list[Row]) -> Iterator[Issue]:
    """The grand total against `rows`, column by column, where every cell of the column is exact."""
    grand = page.lines.grand
    if not grand or not rows:
        return
    counted = [row for row in rows if row.point("org_kind") in (None, "党支部")]
    for item in page.header.columns:
        if is_additive(item.field):
            yield from _difference(page, grand, item, counted)


def _difference(page: Page, number: int, column: Mapped, rows: list[Row]) -> Iterator[Issue]:
    stated = page.written(number, column).point
    total = _sum([row for row in rows if _is_in_month(page, row, column)], column.field.name)
    if stated is None or total is None or stated == total:
        return
    problem = f"合计行为{stated}，逐行相加为{total}，相差{abs(stated - total)}；以逐行数据为准"
    cell, name = address(number, column.column), column.field.name
    yield page.issue("M26", Level.WARNING, cell, problem, "请核对合计或明细", field=name)


def _is_in_month(page: Page, row: Row, column: Mapped) -> bool:
    return column.month is None or row.point("month") == page.written_month(column.month)


def _sum(rows: list[Row], name: str) -> Number | None:
    """The sum of exact cells; None where one is not, save in temporary branches, which hold no members."""
    values = [
        row.values[name] for row in rows if not (row.point("setting_form") == TEMPORARY and row.point(name) is None)
    ]
    if any(value.precision is not Precision.EXACT or value.point is None for value in values):
        return None
    return sum(value.point for value in values)
