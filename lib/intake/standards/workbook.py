"""Standards as a workbook to edit: a sheet per section, drop-downs, a note on every column. No text is a formula."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from lib import schema
from lib.indicators import INDICATORS
from lib.intake.standards.sections import DUTIES, OFFICES, SECTIONS, Field, Section

_SPARE = 100  # rows below the last that carry drop-downs
_FILLED = PatternFill("solid", fgColor="F2F0EC")
_REQUIRED, _OTHER = Font(bold=True, color="9E1B1B"), Font(bold=True, color="1E2329")
_LINE = Border(*(Side(style="thin", color="E2DFDA"),) * 4)
_TOP = Alignment(wrap_text=True, vertical="top")
_WIDE = {"name": 44, "source_doc": 44, "indicator_key": 28, "item": 20, "offices": 30, "item_id": 22}
_INDICATORS = "指标"
_INDICATOR_HEAD = ("代码", "名称", "单位", "口径")


def write(path: Path, content: dict[str, list[dict[str, object]]]) -> Path:
    """The content, by section, as .xlsx; the last sheet lists all indicators."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = Workbook()
    book.remove(book.active)
    for section in SECTIONS:
        _sheet(book.create_sheet(section.title), section, content[section.key])
    _indicators(book.create_sheet(_INDICATORS))
    book.properties.created = book.properties.modified = datetime(2025, 1, 1)
    book.save(path)
    return path


def _sheet(sheet: Worksheet, section: Section, rows: list[dict[str, object]]) -> None:
    last = len(rows) + 1 + _SPARE
    for column, item in enumerate(section.fields, start=1):
        letter = get_column_letter(column)
        _head(sheet.cell(1, column), item.label, needed=item.needed)
        sheet.cell(1, column).comment = Comment(_note(section, item, column), "填表说明", width=280, height=130)
        sheet.column_dimensions[letter].width = _WIDE.get(item.key, 14)
        formula = _choices(item, section)
        if formula:
            rule = DataValidation("list", formula1=formula, allow_blank=not item.needed)
            rule.error = "请从下拉列表中选择"
            # A duty may also name offices, an indicator may be given by its name.
            rule.showErrorMessage = item.key not in ("offices", "indicator_key")
            sheet.add_data_validation(rule)
            rule.add(f"{letter}2:{letter}{last}")
        for number, row in enumerate(rows, start=2):
            _fill(sheet.cell(number, column), row[item.key])
    sheet.row_dimensions[1].height = 30
    sheet.freeze_panes = "B2"


def _head(cell: Cell, label: str, *, needed: bool) -> None:
    cell.value = label
    cell.font, cell.fill, cell.border = _REQUIRED if needed else _OTHER, _FILLED, _LINE
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")


def _note(section: Section, item: Field, column: int) -> str:
    parts = [section.note] if column == 1 else []
    parts.append(("必填。" if item.needed else "选填。") + (f"{item.note}。" if item.note else ""))
    if item.choices:
        parts.append(f"可选：{'、'.join(item.choices)}。")
    return "\n".join(parts)


def _choices(item: Field, section: Section) -> str:
    """The formula of the drop-down; empty without one."""
    if item.key == "indicator_key":
        return f"{_INDICATORS}!$A$2:$A${len(INDICATORS) + 1}"
    listed = item.choices
    if section is DUTIES:
        listed = OFFICES if item.key == "offices" else tuple(schema.SOURCES.values())
    return f'"{",".join(listed)}"' if listed else ""


def _fill(cell: Cell, value: object) -> None:
    """A text stays a text, whatever sign it begins with, also after it was edited in Excel."""
    if isinstance(value, Decimal):
        value = int(value) if value == int(value) else float(value)
    cell.value = value
    cell.alignment = _TOP
    if isinstance(value, str):
        cell.data_type, cell.quotePrefix = "s", value[:1] in "=+-@"
    elif isinstance(value, int | float):
        cell.number_format = "General"
    elif value is not None:
        cell.number_format = "yyyy-mm-dd"


def _indicators(sheet: Worksheet) -> None:
    for column, (label, width) in enumerate(zip(_INDICATOR_HEAD, (32, 32, 10, 90), strict=True), start=1):
        _head(sheet.cell(1, column), label, needed=False)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, item in enumerate(INDICATORS.values(), start=2):
        for column, value in enumerate((item.key, item.name, item.unit, item.definition), start=1):
            _fill(sheet.cell(number, column), value)
    sheet.freeze_panes = "A2"
