"""Blank ledgers to fill in: drop-downs, a note on every column, and a sheet that says how."""

from datetime import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from lib.directory import Directory, Region
from lib.intake.forms import FORMS, Field, Form, Kind, Need

_ROWS = 500  # rows below the header that carry drop-downs and formats
_FILLED = PatternFill("solid", fgColor="F2F0EC")
_REQUIRED = Font(bold=True, color="9E1B1B")
_OTHER = Font(bold=True, color="1E2329")
_LINE = Border(*(Side(style="thin", color="E2DFDA"),) * 4)
_GUIDE = "填表说明"
_LISTS = "选项"
OWN_SHEETS = frozenset({_GUIDE, _LISTS})  # come back with every filled-in ledger and hold nothing to be loaded
_RULES = (
    (
        "怎样报送",
        "一个单位一个文件。文件名或表内标题写明区县和期次，如“某某区离退休干部党建台账（2025年下半年）”；市直单位写“市直”。",
    ),
    ("不要改动", "表头文字和工作表不要删改；可以调换列的次序，可以在右侧加列（加的列不导入）。"),
    ("没有数", "确实为零填0；没有报上来的留空（按缺报计，不作0）；不适用的填“/”。"),
    ("约数", "请填准确数。填“约300”“300余”“近千”的，汇总时只能按区间计，并注明含约数。"),
    ("日期", "写到日，如2025-06-30。只写到月的按月末计算。"),
    ("金额", "以元计。"),
    ("人与人次", "人数按人计，同一人只计一次；人次按次计。两者不能混填。"),
    ("合计", "不必填合计行。填了的只用来核对，不计入。"),
    ("个人信息", "只填汇总数。不得出现姓名、身份证号、手机号、住址、病种，否则整个文件退回。"),
)


def write(directory: Path, known: Directory | None = None) -> list[Path]:
    """One blank workbook per office of the directory, or a single one without a directory. Returns the files."""
    directory.mkdir(parents=True, exist_ok=True)
    if known is None:
        return [_save(_workbook(None, None), directory / "离退休干部党建台账（空表）.xlsx")]
    return [
        _save(_workbook(region, known), directory / f"{region.label}离退休干部党建台账（空表）.xlsx")
        for region in known.regions
    ]


def _save(book: Workbook, path: Path) -> Path:
    book.properties.created = book.properties.modified = datetime(2025, 1, 1)
    book.save(path)
    return path


def _workbook(region: Region | None, known: Directory | None) -> Workbook:
    book = Workbook()
    guide = book.active
    guide.title = _GUIDE
    lists = book.create_sheet(_LISTS)
    lists.sheet_state = "hidden"
    units = [item.name for item in known.units.values() if item.region_code == region.code] if known else []
    for form in FORMS.values():
        _sheet(book.create_sheet(form.title), form, lists, region, units)
    _guide(guide)
    book.move_sheet(lists, offset=len(FORMS))
    return book


def _sheet(sheet: Worksheet, form: Form, lists: Worksheet, region: Region | None, units: list[str]) -> None:
    fields = [item for item in form.fields if not (item.name == "district" and form.source != "committee")]
    fields = [item for item in fields if item.name not in ("lixiu_avg_age", "term_end_on")]
    for column, item in enumerate(fields, start=1):
        cell = sheet.cell(1, column, _heading(item))
        cell.font = _REQUIRED if item.need is Need.REQUIRED else _OTHER
        cell.fill, cell.border = _FILLED, _LINE
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        cell.comment = Comment(_note(item), "填表说明", width=260, height=120)
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = 28 if item.kind in (Kind.TEXT, Kind.UNIT) else 12
        _restrict(sheet, letter, item, lists, units)
    if form.source == "committee" and region is not None:
        sheet.cell(2, 1, region.name)
    sheet.row_dimensions[1].height = 42
    sheet.freeze_panes = "B2"


def _heading(item: Field) -> str:
    return f"{item.label}（{item.unit}）" if item.unit and "（" not in item.label and item.unit != "°" else item.label


def _note(item: Field) -> str:
    parts = [f"{item.need.value}。" + (f"{item.note}。" if item.note else "")]
    if item.choices:
        parts.append("可选：" + "、".join(item.choices) + "。")
    elif item.kind is Kind.COUNT:
        parts.append("填整数；没有报上来的留空，确实为零填0。")
    if item.blank_ok:
        parts.append("没有的留空。")
    return "\n".join(parts)


def _restrict(sheet: Worksheet, letter: str, item: Field, lists: Worksheet, units: list[str]) -> None:
    """Drop-down or number rule for the column, and its cell format."""
    cells = f"{letter}2:{letter}{_ROWS + 1}"
    values = list(item.choices) or (units if item.kind is Kind.UNIT else [])
    if values:
        rule = DataValidation("list", formula1=_listed(lists, values), allow_blank=True)
        rule.error = "请从下拉列表中选择"
        rule.showErrorMessage = item.kind is Kind.CHOICE
    elif item.kind is Kind.COUNT:
        # Free text such as “/” must stay possible, so the rule warns and does not block.
        rule = DataValidation("whole", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
        rule.errorStyle, rule.showErrorMessage = "warning", True
        rule.error = "应填不小于0的整数；不适用请填“/”"
    else:
        rule = None
    if rule is not None:
        sheet.add_data_validation(rule)
        rule.add(cells)
    if item.kind in (Kind.DATE, Kind.MONTH):
        for row in range(2, _ROWS + 2):
            sheet[f"{letter}{row}"].number_format = "yyyy-mm-dd" if item.kind is Kind.DATE else "@"


def _listed(lists: Worksheet, values: list[str]) -> str:
    """A range of the hidden sheet that holds the values; equal lists share one."""
    for column in lists.iter_cols():
        if [cell.value for cell in column if cell.value is not None] == values:
            letter = column[0].column_letter
            break
    else:
        number = lists.max_column + 1 if lists["A1"].value is not None else 1
        letter = get_column_letter(number)
        for row, value in enumerate(values, start=1):
            lists.cell(row, number, value)
    return f"{_LISTS}!${letter}$1:${letter}${len(values)}"


def _guide(sheet: Worksheet) -> None:
    rows: list[tuple[str, str, str]] = [("离退休干部党建台账填表说明", "", "")]
    rows += [(name, text, "") for name, text in _RULES]
    rows.append(("", "", ""))
    for form in FORMS.values():
        rows.append((f"【{form.title}】各列", "", ""))
        rows += [
            (item.label, _note(item).replace("\n", ""), item.unit) for item in form.fields if item.name != "district"
        ]
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column, value or None)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if not row[1]:
                cell.font = _OTHER
    for letter, width in zip("ABC", (26, 90, 10), strict=True):
        sheet.column_dimensions[letter].width = width
