"""What is to be said about the header of a page: where it stands, and which columns were found, ignored or missed."""

from collections.abc import Iterator

from lib.intake.forms import Field, Need
from lib.intake.grid import address
from lib.intake.headers import misnamed
from lib.intake.headings import SIZES
from lib.intake.issues import Issue, Level
from lib.intake.sheets.page import Page
from lib.intake.values import clean

_SIZE_NAMES = {size: name for name, size in SIZES.items()}
_CANDIDATES = 8  # unrecognised headings listed beside a missing column
_REMARKS = frozenset({"备注", "说明"})


def header_issues(page: Page) -> Iterator[Issue]:
    """All issues of the header; a rejection among them refuses the whole sheet."""
    yield from _layout(page)
    yield from _unknown_columns(page)
    yield from _known_columns(page)
    yield from _collisions(page)
    yield from _conversion(page)
    yield from _missing_columns(page)
    yield from _missing_ways(page)
    yield from _broken_wholes(page)


def _layout(page: Page) -> Iterator[Issue]:
    header = page.header
    width = max(item.column for item in (*(item.heading for item in header.columns), *page.extras, *header.totals))
    if header.top > 1:
        rows = f"{header.top}行" if header.top == header.bottom else f"{header.top}–{header.bottom}行"
        yield page.issue("M01", Level.NOTE, "A1", f"表头之上有标题，已在第{rows}识别表头", scope="sheet")
    if header.levels > 1:
        cells = f"{address(header.top, 1)}:{address(header.bottom, width)}"
        yield page.issue("M02", Level.NOTE, cells, f"识别为{header.levels}级表头", scope="sheet")
    if header.has_units:
        cells = f"{address(header.bottom, 1)}:{address(header.bottom, width)}"
        yield page.issue("M02", Level.NOTE, cells, "表头之下的一行是各列的计量单位，不计入数据", scope="sheet")
    first_row = f"{address(header.top, 1)}:{address(header.top, width)}"
    if any("\n" in text for item in header.columns for text in item.heading.path):
        yield page.issue("M43", Level.NOTE, first_row, "表头文字中有换行，已连接", scope="sheet")
    if not header.in_order:
        yield page.issue("M35", Level.NOTE, first_row, "列的次序与标准表不同，已按列名识别", scope="sheet")


def _unknown_columns(page: Page) -> Iterator[Issue]:
    for heading in page.extras:
        cell = address(heading.top, heading.column)
        item, leaf = misnamed(heading, page.header.form), clean(heading.leaf)
        problem = f"已忽略未识别列：{leaf}"
        if item:
            unit = "" if "（" in item.label else f"（{item.unit}）"
            problem = f"已忽略列“{leaf}”：与“{item.label}{unit}”的计量或时点不同"
        yield page.issue("M35", Level.NOTE, cell, problem, scope="column")
    for heading in page.header.totals:
        cell = address(heading.top, heading.column)
        yield page.issue("M26", Level.NOTE, cell, f"合计列“{clean(heading.path[0])}”，不计入数据", scope="column")


def _known_columns(page: Page) -> Iterator[Issue]:
    for item in page.header.columns:
        if item.guessed:
            cell = address(item.heading.leaf_row, item.column)
            problem = f"列名“{clean(item.heading.leaf)}”按相近名称识别为“{item.field.label}”"
            yield page.issue("N04", Level.WARNING, cell, problem, f"请改用“{item.field.label}”", scope="column")
        if item.scale > 1:
            problem, name = f"表头以{_SIZE_NAMES[item.scale]}计，已换算为元", item.field.name
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
    missing = [item for item in page.header.missing if item.name not in _undated(page)]
    for item in missing:
        if item.need is Need.REQUIRED:
            problem, level = f"缺少必填列：{item.label}，本表未导入", Level.REJECTION
        else:
            problem, level = f"缺少“{item.label}”列，按缺报计", Level.WARNING
        remedy = f"请补上“{item.label}”列{_candidates(page)}"
        yield page.issue("M36", level, "sheet", problem, remedy, scope="sheet", field=item.name)


def _candidates(page: Page) -> str:
    """The unrecognised headings, one of which may be the missing column under another name."""
    listed = [
        f"{clean(heading.leaf)}（{address(heading.leaf_row, heading.column)}）"
        for heading in page.extras
        if clean(heading.leaf) not in _REMARKS
    ]
    if not listed:
        return ""
    more = "等" if len(listed) > _CANDIDATES else ""
    return f"；未识别的列有：{'、'.join(listed[:_CANDIDATES])}{more}"


def _undated(page: Page) -> frozenset[str]:
    """All fields of the form's ways where the sheet has no way begun: they are missed together."""
    ways = page.header.form.ways
    begun = any(way[0] in page.header.found for way in ways)
    return frozenset() if begun else frozenset(name for way in ways for name in way)


def _missing_ways(page: Page) -> Iterator[Issue]:
    if not _undated(page):
        return
    form = page.header.form
    wanted = "，或".join("和".join(f"“{form.field(name).label}”" for name in way) for way in form.ways)
    problem = f"缺少{wanted}列，届满时间按缺报计"
    remedy = f"请补上其中之一{_candidates(page)}"
    yield page.issue("M36", Level.WARNING, "sheet", problem, remedy, scope="sheet", field=form.ways[0][0])


def _broken_wholes(page: Page) -> Iterator[Issue]:
    """Columns that only make sense together, such as age bands, of which some are not there or empty."""
    form = page.header.form
    for whole in form.wholes:
        absent = [form.field(name) for name in whole if name not in page.header.found]
        if 0 < len(absent) < len(whole):
            yield _broken(page, absent, len(whole))


def _broken(page: Page, absent: list[Field], total: int) -> Issue:
    listed = "、".join(f"“{item.label}”" for item in absent)
    problem = f"{total}列中只认出{total - len(absent)}列，缺少或未填：{listed}，按缺报计"
    remedy = f"请补齐各年龄段{_candidates(page)}"
    return page.issue("M36", Level.WARNING, "sheet", problem, remedy, scope="sheet", field=absent[0].name)
