"""What is to be said about the header of a page: where it stands, and which columns were found, ignored or missed."""

from collections.abc import Iterator

from lib.intake.forms import Need
from lib.intake.grid import address
from lib.intake.issues import Issue, Level
from lib.intake.sheets.page import Page
from lib.intake.values import clean


def header_issues(page: Page) -> Iterator[Issue]:
    """All issues of the header; a rejection among them refuses the whole sheet."""
    yield from _layout(page)
    yield from _unknown_columns(page)
    yield from _known_columns(page)
    yield from _collisions(page)
    yield from _conversion(page)
    yield from _missing_columns(page)


def _layout(page: Page) -> Iterator[Issue]:
    header = page.header
    width = max(item.column for item in (*(item.heading for item in header.columns), *page.extras))
    if header.top > 1:
        rows = f"{header.top}行" if header.top == header.bottom else f"{header.top}–{header.bottom}行"
        yield page.issue("M01", Level.NOTE, "A1", f"表头之上有标题，已在第{rows}识别表头", scope="sheet")
    if header.bottom > header.top:
        cells = f"{address(header.top, 1)}:{address(header.bottom, width)}"
        yield page.issue("M02", Level.NOTE, cells, f"识别为{header.bottom - header.top + 1}级表头", scope="sheet")
    first_row = f"{address(header.top, 1)}:{address(header.top, width)}"
    if any("\n" in text for item in header.columns for text in item.heading.path):
        yield page.issue("M43", Level.NOTE, first_row, "表头文字中有换行，已连接", scope="sheet")
    if not header.in_order:
        yield page.issue("M35", Level.NOTE, first_row, "列的次序与标准表不同，已按列名识别", scope="sheet")


def _unknown_columns(page: Page) -> Iterator[Issue]:
    for heading in page.extras:
        cell = address(heading.top, heading.column)
        yield page.issue("M35", Level.NOTE, cell, f"已忽略未识别列：{clean(heading.leaf)}", scope="column")


def _known_columns(page: Page) -> Iterator[Issue]:
    for item in page.header.columns:
        if item.guessed:
            cell = address(item.heading.leaf_row, item.column)
            problem = f"列名“{clean(item.heading.leaf)}”按相近名称识别为“{item.field.label}”"
            yield page.issue("N04", Level.WARNING, cell, problem, f"请改用“{item.field.label}”", scope="column")
        if item.scale > 1:
            problem, name = "表头以万元计，已换算为元", item.field.name
            yield page.issue("M44", Level.NOTE, page.span(item.column), problem, field=name, scope="column")


def _collisions(page: Page) -> Iterator[Issue]:
    for item, headings in page.header.collisions:
        cells = "、".join(address(heading.leaf_row, heading.column) for heading in headings)
        problem = f"{len(headings)}列都匹配“{item.label}”（{cells}），本表未导入"
        remedy = "请只保留一列，或改清列名"
        yield page.issue("M36", Level.REJECTION, "sheet", problem, remedy, scope="sheet", field=item.name)


def _conversion(page: Page) -> Iterator[Issue]:
    """Positions given in another system than WGS-84 are converted, which the office should know."""
    column = next((item for item in page.header.columns if item.field.name == "crs"), None)
    if column is None:
        return
    systems = {page.written(number, column).point for number in page.lines.data}
    if named := sorted(systems & {"GCJ02", "BD09"}):
        problem = f"坐标系为{'、'.join(named)}，已换算为WGS-84"
        yield page.issue("V14", Level.NOTE, "sheet", problem, field="crs", scope="sheet")


def _missing_columns(page: Page) -> Iterator[Issue]:
    for item in page.header.missing:
        if item.need is Need.REQUIRED:
            problem, level = f"缺少必填列：{item.label}，本表未导入", Level.REJECTION
        else:
            problem, level = f"缺少“{item.label}”列，按缺报计", Level.WARNING
        yield page.issue("M36", level, "sheet", problem, f"请补上“{item.label}”列", scope="sheet", field=item.name)
