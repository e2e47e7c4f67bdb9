"""What is to be said about whole rows: those above the table, totals, footer, merged and hidden rows."""

from collections.abc import Iterator, Sequence

from lib.intake.grid import address
from lib.intake.issues import Issue, Level
from lib.intake.sheets.lines import NAMING, is_row_of_figures
from lib.intake.sheets.page import Page
from lib.intake.values import clean

_LISTED = 10


def line_issues(page: Page) -> Iterator[Issue]:
    """All issues of whole rows, in the order: above the header, within the table, totals, footer, merges, hidden."""
    yield from _above(page)
    yield from _skipped(page)
    yield from _totals(page)
    yield from _sums(page)
    yield from _footer(page)
    yield from _merges(page)
    yield from _hidden(page)


def _above(page: Page) -> Iterator[Issue]:
    """Figures above the header belong to no column."""
    above = [number for number in range(1, page.header.top) if is_row_of_figures(page.sheet.rows[number - 1])]
    if above:
        problem = f"表头之上有像是数据的行（第{_listed(above)}行），未计入"
        remedy = "如是台账数据，请放到表头之下，或另放一张工作表"
        yield page.issue("M01", Level.WARNING, address(above[0], 1), problem, remedy, scope="row")


def _skipped(page: Page) -> Iterator[Issue]:
    if skipped := page.lines.skipped:
        problem = f"已跳过表内的重复表头、分节标题、页码等（第{_listed(skipped)}行）"
        yield page.issue("M01", Level.NOTE, address(skipped[0], 1), problem, scope="row")


def _totals(page: Page) -> Iterator[Issue]:
    """A total above the first data row is taken for that of a group, like a 小计."""
    first_data = page.lines.data[0] if page.lines.data else 0
    for number in page.lines.totals:
        code = "M27" if number in page.lines.parts or number < first_data else "M26"
        yield page.issue(code, Level.NOTE, address(number, 1), "合计行，不计入数据", scope="row")


def _sums(page: Page) -> Iterator[Issue]:
    for number, (first, last) in page.lines.sums.items():
        problem = f"单位名录中没有本行的单位，且各数等于第{first}–{last}行之和，按小计行处理，不计入数据"
        remedy = "如确是一个单位，请在单位名录中补录后重报"
        yield page.issue("M27", Level.WARNING, address(number, 1), problem, remedy, scope="row")


def _footer(page: Page) -> Iterator[Issue]:
    footer = page.lines.footer
    if not footer:
        return
    below = [
        number for number in range(footer, len(page.sheet.rows) + 1) if any(map(clean, page.sheet.rows[number - 1]))
    ]
    yield page.issue("M28", Level.NOTE, address(footer, 1), f"已忽略表尾说明{len(below)}行", scope="row")
    figures = [number for number in below if is_row_of_figures(page.sheet.rows[number - 1])]
    if figures:
        problem = f"表尾说明之下有像是数据的行（第{_listed(figures)}行），未计入"
        yield page.issue("M28", Level.WARNING, address(figures[0], 1), problem, "如是数据，请移到说明之上", scope="row")


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
        problem = f"有隐藏行（第{_listed(hidden)}行），已照常计入"
        yield page.issue("M37", Level.WARNING, address(hidden[0], 1), problem, "请确认这些行应当计入")


def _listed(numbers: Sequence[int]) -> str:
    return "、".join(map(str, numbers[:_LISTED])) + ("等" if len(numbers) > _LISTED else "")
