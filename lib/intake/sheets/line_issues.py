"""What is to be said about whole rows: totals, footer, merged and hidden rows."""

from collections.abc import Iterator

from lib.intake.grid import address
from lib.intake.issues import Issue, Level
from lib.intake.sheets.lines import NAMING, is_subtotal
from lib.intake.sheets.page import Page
from lib.intake.values import clean

_HIDDEN_LISTED = 10


def line_issues(page: Page) -> Iterator[Issue]:
    """All issues of whole rows, in the order: totals, footer, merges, hidden rows."""
    yield from _totals(page)
    yield from _footer(page)
    yield from _merges(page)
    yield from _hidden(page)


def _totals(page: Page) -> Iterator[Issue]:
    """A total above the first data row is taken for that of a group, like a 小计."""
    first_data = page.lines.data[0] if page.lines.data else 0
    for number in page.lines.totals:
        partial = is_subtotal(page.sheet.rows[number - 1]) or number < first_data
        code = "M27" if partial else "M26"
        yield page.issue(code, Level.NOTE, address(number, 1), "合计行，不计入数据", scope="row")


def _footer(page: Page) -> Iterator[Issue]:
    footer = page.lines.footer
    if footer:
        count = sum(any(clean(value) for value in row) for row in page.sheet.rows[footer - 1 :])
        yield page.issue("M28", Level.NOTE, address(footer, 1), f"已忽略表尾说明{count}行", scope="row")


def _merges(page: Page) -> Iterator[Issue]:
    naming = {item.column: item for item in page.header.columns if item.field.kind in NAMING}
    for merge in page.sheet.merges:
        column = naming.get(merge.left) if merge.left == merge.right else None
        if column and merge.top > page.header.bottom:
            cells = f"{address(merge.top, merge.left)}:{address(merge.bottom, merge.right)}"
            yield page.issue("M03", Level.NOTE, cells, "合并单元格已按所辖行展开", field=column.field.name)


def _hidden(page: Page) -> Iterator[Issue]:
    hidden = sorted(page.sheet.hidden_rows & set(page.lines.data))
    if hidden:
        listed = "、".join(str(number) for number in hidden[:_HIDDEN_LISTED])
        problem = f"有隐藏行（第{listed}行），已照常计入"
        yield page.issue("M37", Level.WARNING, address(hidden[0], 1), problem, "请确认这些行应当计入")
