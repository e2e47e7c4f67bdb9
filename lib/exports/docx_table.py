"""A table on paper: its header on every page, columns as wide as what is in them, the total set apart."""

from docx.document import Document
from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import Table as DocxTable
from docx.table import _Cell
from docx.text.run import Run

from lib.exports import look
from lib.exports.docx_page import FANGSONG, HEI, SIZE_5
from lib.exports.look import printable
from lib.exports.report import Column, Table

_WIDTH = 156  # millimetres between the margins
_PADDING, _TIGHT, _ROW = 6.5, 3, 6.4  # millimetres: beside the text of a cell, of the height of a row
_MARGINS = (
    f'<w:tblCellMar {nsdecls("w")}><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>'
)
_SHORTEST, _LONGEST = 8, 80  # half-width letters: what a column holds at least, and what counts of a long text
_TOGETHER = 10  # rows of a table that stays on one page
_SMALL_FROM, _MANY = 8, 10  # columns from which a table is set smaller, and smaller still
_SHADE = look.plain_hex(look.HEADER)


def east_asian(run: Run, font: str) -> None:
    """Chinese in this font, numbers and letters in Times New Roman."""
    run.font.name = look.LATIN
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def table(document: Document, shown: Table, size: Pt = SIZE_5) -> None:
    """A table whose header stands on every page it goes over to; the total is set apart."""
    if len(shown.columns) >= _SMALL_FROM:
        size = Pt(9) if len(shown.columns) <= _MANY else Pt(7.5)
    grid = document.add_table(rows=1, cols=len(shown.columns), style="Table Grid")
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _fill(grid.rows[0].cells, [column.heading for column in shown.columns], shown, size, heading=True)
    for cells in shown.every_row:
        texts = [shown.text(cell, column) for cell, column in zip(cells, shown.columns, strict=True)]
        _fill(grid.add_row().cells, texts, shown, size, heading=cells is shown.total)
    _repeated(grid)
    _measured(grid, shown, size)


def _fill(cells: tuple[_Cell, ...], texts: list[str], shown: Table, size: Pt, *, heading: bool) -> None:
    for cell, text, column in zip(cells, texts, shown.columns, strict=True):
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        line = cell.paragraphs[0]
        line.alignment = _alignment(column, text, heading=heading)
        line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
        line.paragraph_format.line_spacing = Pt(size.pt * 1.35)
        run = line.add_run(printable(text))
        run.font.size = size
        east_asian(run, HEI if heading else FANGSONG)


def _alignment(column: Column, text: str, *, heading: bool) -> ALIGN:
    if heading and not column.number:
        return ALIGN.CENTER
    return ALIGN.RIGHT if column.number else ALIGN.LEFT


def _repeated(grid: DocxTable) -> None:
    """The header on every page, no row broken, a short table not at all."""
    header = grid.rows[0]._tr.get_or_add_trPr()
    header.append(OxmlElement("w:tblHeader"))
    rows = list(grid.rows)
    for row in rows[:-1] if len(rows) <= _TOGETHER else rows[:2]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
    for row in rows:
        row.height, row.height_rule = Mm(_ROW), WD_ROW_HEIGHT_RULE.AT_LEAST
        row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))
    for cell in grid.rows[0].cells:
        shade = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{_SHADE}"/>')
        cell._tc.get_or_add_tcPr().insert_element_before(shade, "w:noWrap", "w:tcMar", "w:vAlign")


def _measured(grid: DocxTable, shown: Table, size: Pt) -> None:
    """Columns as wide as what is in them; where that is too much, the longer a text, the more it is broken."""
    letter, padding, shortest = size.pt * Pt(0.5).mm, _PADDING, _SHORTEST
    if len(shown.columns) >= _SMALL_FROM:
        padding, shortest = _TIGHT, _SHORTEST // 2
        grid._tbl.tblPr.insert_element_before(parse_xml(_MARGINS), "w:tblLook")
    lengths = [
        min(max(look.width(text) for text in [column.heading, *_texts(shown, number)]), _LONGEST) + 1
        for number, column in enumerate(shown.columns)
    ]
    wanted = [length * letter + padding for length in lengths]
    least = [min(length, shortest) * letter + padding for length in lengths]
    room, missing = _WIDTH - sum(least), sum(wanted) - sum(least)
    share = min(room / missing, 1) if missing else 1
    if share > 0:
        wide = [low + (high - low) * share for low, high in zip(least, wanted, strict=True)]
    else:
        wide = [low * _WIDTH / sum(least) for low in least]
    for column, width in zip(grid.columns, wide, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _texts(shown: Table, number: int) -> list[str]:
    return [shown.text(row[number], shown.columns[number]) for row in shown.every_row]
