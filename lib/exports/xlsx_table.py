"""Cells of a workbook: numbers that are printed as on the page, texts that stay texts, and a table of them."""

from datetime import date
from decimal import Decimal

from openpyxl.cell import Cell as Place
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from lib import formats
from lib.exports import look
from lib.exports.lists import is_formula
from lib.exports.report import Cell, Column, Figure, Table

INK = look.plain_hex(look.INK)
PLAIN = Font(name=look.SANS, size=10, color=INK)
BOLD = Font(name=look.SANS, size=10, bold=True, color=INK)
_LONGEST_TEXT = 32_767
_NARROWEST, _WIDEST, _HEADING = 8, 46, 16  # letters: of a column, and what its heading asks for
_LINE_HEIGHT, _HIGHEST = 14, 400  # points: of a line, and the highest row that Excel takes
_HEAD = PatternFill("solid", fgColor=look.plain_hex(look.HEADER))
_LINE = Border(bottom=Side("thin", color=look.plain_hex(look.FAINT)))
_TOTAL_LINE = Border(top=Side("thin", color=INK), bottom=Side("thin", color=INK))


def harmless(text: str) -> str:
    return look.printable(text)[:_LONGEST_TEXT]


def number_format(text: str, decimals: int, *, is_rate: bool, value: float) -> str:
    """How Excel prints a number as the page prints it: 约1,204, 17.7%, 不足0.1%."""
    plain = formats.percent(value, decimals) if is_rate else formats.number(value, decimals)
    if not text.endswith(plain):
        return _quoted(text)
    digits = ("0" if is_rate else "#,##0") + (f".{'0' * decimals}" if decimals else "") + ("%" if is_rate else "")
    before = _quoted(text[: -len(plain)]) if text != plain else ""
    return f'{before}{digits};{before}"−"{digits}' if before else f'{digits};"−"{digits}'


def _quoted(text: str) -> str:
    return '"' + text.replace('"', "") + '"'


def put_text(place: Place, text: str) -> None:
    """A text is a text, whatever it begins with: neither a formula nor an error value."""
    place.value = harmless(text)
    place.data_type = "s"
    place.quotePrefix = is_formula(text)


def _put(place: Place, cell: Cell, column: Column, table: Table) -> None:
    text = table.text(cell, column)
    figure = cell if isinstance(cell, Figure) else None
    value = figure.value if figure else cell
    if isinstance(value, date):
        place.value, place.number_format = value, "yyyy-mm-dd"
    elif column.number and isinstance(value, int | float):
        of = figure or column
        is_rate = of.unit == "%"
        place.value = float(Decimal(str(value)) / 100) if is_rate else value
        place.number_format = number_format(text, of.decimals, is_rate=is_rate, value=value)
    else:
        put_text(place, text)


def lay(sheet: Worksheet, table: Table, top: int) -> None:
    """The table with its header in row `top`."""
    for number, column in enumerate(table.columns, start=1):
        place = sheet.cell(top, number)
        put_text(place, column.heading)
        place.font, place.fill, place.border = BOLD, _HEAD, _LINE
        place.alignment = _alignment(column, wrapped=True)
    for row, cells in enumerate(table.every_row, start=top + 1):
        is_total = cells is table.total
        for number, (cell, column) in enumerate(zip(cells, table.columns, strict=True), start=1):
            place = sheet.cell(row, number)
            _put(place, cell, column, table)
            place.font, place.border = (BOLD, _TOTAL_LINE) if is_total else (PLAIN, _LINE)
            place.alignment = _alignment(column)
    _widen(sheet, table, top)


def _alignment(column: Column, *, wrapped: bool = False) -> Alignment:
    """Numbers at the right, texts a little away from the numbers before them."""
    if column.number:
        return Alignment("right", "center", wrap_text=wrapped)
    return Alignment("left", "center", wrap_text=True, indent=1)


def _widen(sheet: Worksheet, table: Table, top: int) -> None:
    """Columns as wide as their texts within limits, rows as high as what is broken in them: not every program that
    opens a workbook sees to that."""
    lines = [1] * (len(table.every_row) + 1)
    for number, column in enumerate(table.columns):
        texts = [column.heading, *(table.text(row[number], column) for row in table.every_row)]
        longest = max([look.width(text) for text in texts[1:]] + [min(look.width(texts[0]), _HEADING)])
        wide = min(max(longest + 4, _NARROWEST), _WIDEST)
        sheet.column_dimensions[get_column_letter(number + 1)].width = wide
        lines = [max(most, -(-look.width(text) // (wide - 3))) for most, text in zip(lines, texts, strict=True)]
    for row, most in enumerate(lines, start=top):
        sheet.row_dimensions[row].height = min(_LINE_HEIGHT * most + 3, _HIGHEST)
