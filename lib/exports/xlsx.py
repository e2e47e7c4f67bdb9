"""A report as a workbook: real numbers with formats, native charts, and nothing in it that runs."""

import io
import re
from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.formatting.rule import ColorScaleRule
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from lib import formats
from lib.exports import archive, look, xlsx_charts
from lib.exports.report import DEMO, Cell, Column, Definition, Figure, Kind, Part, Report, Table
from lib.exports.xlsx_table import BOLD, INK, PLAIN, harmless, lay, put_text

SUMMARY, DEFINITIONS = "概要", "口径与范围"
HEADER_ROW = 4  # above it: heading, finding, scope
_UNSAFE_IN_SHEETS = re.compile(r"[\\/*?:\[\]'\x00-\x1f]")
_LONGEST_SHEET = 31
_LINE = 120  # width of a line of words, in characters
_TITLE = Font(name=look.SANS, size=14, bold=True, color=INK)
_SMALL = Font(name=look.SANS, size=9, color=look.plain_hex(look.GREY))


def write(report: Report) -> bytes:
    """概要, a sheet for each part that has a table, 口径与范围."""
    book = Workbook()
    _summary(book.active, report)
    book.active.title = SUMMARY
    taken = {SUMMARY, DEFINITIONS}
    for part in report.parts:
        if part.table:
            _part(book.create_sheet(sheet_name(part.heading, taken)), part, report)
    _definitions(book.create_sheet(DEFINITIONS), report)
    book.properties.creator = report.office or look.OFFICE
    book.properties.title = harmless(f"{report.what}（{report.scope}）")
    written = io.BytesIO()
    book.save(written)
    return archive.settled(written.getvalue(), report.as_of)


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A name that Excel takes, unlike those taken; it is taken from now on."""
    plain = _UNSAFE_IN_SHEETS.sub(" ", wanted).strip().lstrip("=+-@＝＋－＠ ") or "表"
    name, number = plain[:_LONGEST_SHEET], 1
    while name.casefold() in {one.casefold() for one in taken}:
        number += 1
        name = f"{plain[: _LONGEST_SHEET - 4]}（{number}）"
    taken.add(name)
    return name


def _head(sheet: Worksheet, lines: Iterable[tuple[str, Font]]) -> None:
    for row, (text, font) in enumerate(lines, start=1):
        put_text(sheet.cell(row, 1), text)
        sheet.cell(row, 1).font = font
    sheet.sheet_view.showGridLines = False


def _part(sheet: Worksheet, part: Part, report: Report) -> None:
    _head(sheet, [(part.heading, _TITLE), (part.finding, PLAIN), (report.foot(part), _SMALL)])
    lay(sheet, part.table, HEADER_ROW)
    sheet.freeze_panes = sheet.cell(HEADER_ROW + 1, 2)
    last = get_column_letter(len(part.table.columns))
    if part.table.rows:
        sheet.auto_filter.ref = f"A{HEADER_ROW}:{last}{HEADER_ROW + len(part.table.rows)}"
    _printed(sheet, report, f"{HEADER_ROW}:{HEADER_ROW}")
    if part.chart and part.chart.kind is Kind.HEAT:
        _shade(sheet, part)
    elif part.chart:
        xlsx_charts.draw(sheet, part, HEADER_ROW)


def _shade(sheet: Worksheet, part: Part) -> None:
    places = [part.table.place(label) + 1 for label in part.chart.columns]
    first, last = get_column_letter(min(places)), get_column_letter(max(places))
    rule = ColorScaleRule(start_type="min", start_color="FFF7FAFD", end_type="max", end_color="FF8DAFCE")
    rows = len(part.table.rows)
    sheet.conditional_formatting.add(f"{first}{HEADER_ROW + 1}:{last}{HEADER_ROW + rows}", rule)


def _printed(sheet: Worksheet, report: Report, header: str = "") -> None:
    """On A4 across, as wide as the paper, the header on every page; who took it at the foot."""
    sheet.oddFooter.left.text = look.printable(report.mark).replace("&", "&&") or None
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "第&P页，共&N页"
    if header:
        sheet.print_title_rows = header


def _summary(sheet: Worksheet, report: Report) -> None:
    _head(sheet, [(report.finding, _TITLE), (report.scope, PLAIN), ("".join(report.notes[:1]), _SMALL)])
    columns = (
        *(Column("指标"), Column("数值", number=True), Column("单位")),
        *(Column("分子", number=True), Column("分母", number=True), Column("时点或时段"), Column("说明")),
    )
    rows = tuple((one.name, one, one.unit, *_base(one), one.when, one.note) for one in report.figures)
    if rows:
        lay(sheet, Table(columns, rows, unknown=formats.DASH), HEADER_ROW)
        sheet.freeze_panes = sheet.cell(HEADER_ROW + 1, 2)
    else:
        sheet.column_dimensions["A"].width = _LINE
        _texts(sheet, report)
    _printed(sheet, report)


def _texts(sheet: Worksheet, report: Report) -> None:
    """The parts that are words alone, under their headings."""
    parts = (part for part in report.parts if part.text and not part.table)
    lines = [line for part in parts for line in ((part.heading, BOLD), *((text, PLAIN) for text in part.text))]
    for row, (text, font) in enumerate(lines, start=HEADER_ROW + 1):
        put_text(sheet.cell(row, 1), text)
        sheet.cell(row, 1).font, sheet.cell(row, 1).alignment = font, Alignment(wrap_text=True, vertical="top")


def _base(one: Figure) -> tuple[Cell, Cell]:
    return one.numerator, one.denominator


def _definitions(sheet: Worksheet, report: Report) -> None:
    """What the numbers are: scope, as-of date, version, who has not reported, and what each indicator says."""
    _head(sheet, [(DEFINITIONS, _TITLE)])
    facts = [
        ("内容", report.what),
        ("范围", report.whom),
        ("期次", report.period),
        ("时点", report.until),
        ("数据版本", str(report.version) if report.version else formats.DASH),
        *(("报送和缺报" if number == 0 else "", note) for number, note in enumerate(report.notes)),
        *([("数据", DEMO)] if report.demo else []),
        *([("导出", report.mark)] if report.mark else []),
    ]
    for row, (name, value) in enumerate(facts, start=2):
        for column, text, font in ((1, name, BOLD), (2, value, PLAIN)):
            put_text(sheet.cell(row, column), text)
            sheet.cell(row, column).font = font
    lay(sheet, definitions(report.definitions), len(facts) + 3)
    sheet.freeze_panes = sheet.cell(len(facts) + 4, 1) if len(facts) < 12 else None
    _printed(sheet, report)


def definitions(known: Iterable[Definition]) -> Table:
    """指标, 口径, unit, kind, base, as-of and source, a row each."""
    labels = ("指标", "口径", "单位", "类别", "分子/分母", "时点或时段", "来源")
    rows = tuple((one.name, one.formula, one.unit, one.kind, one.base, one.when, one.source) for one in known)
    return Table(tuple(Column(label) for label in labels), rows, unknown=formats.DASH)
