"""A report as a brief on paper: title, chapters, tables, and an 附注 that says what every number is."""

import io

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from lib import formats
from lib.exports import archive, look
from lib.exports.docx_page import FANGSONG, KAI, SIZE_5, indent, ordinal, paper
from lib.exports.docx_table import east_asian, table
from lib.exports.look import printable
from lib.exports.report import DEMO, Column, Part, Report, Table

_MOST_ROWS = 100  # of a list: more belongs into a workbook
_ROUNDED = "数字按四舍五入保留小数，各分项之和可能与合计略有出入。"


def write(report: Report) -> bytes:
    """Title, scope, headline figures, a chapter per part with its table, 附注."""
    document = paper(printable(report.mark))
    _properties(document, report)
    document.add_paragraph(printable(report.title or report.what), style="Title")
    _centred(document, f"（{report.whom}，{report.until}）")
    if report.demo:
        _centred(document, DEMO)
    paragraph(document, "")
    _opening(document, report)
    for number, part in enumerate(report.parts, start=1):
        _part(document, part, f"{ordinal(number)}、")
    _notes(document, report)
    written = io.BytesIO()
    document.save(written)
    return archive.settled(written.getvalue(), report.as_of)


def _properties(document: Document, report: Report) -> None:
    held = document.core_properties
    held.author = held.last_modified_by = printable(report.office or look.OFFICE)
    held.title, held.comments, held.language = printable(f"{report.what}（{report.scope}）"), "", "zh-CN"
    held.revision = 1


def paragraph(document: Document, text: str, *, indented: bool = True) -> Paragraph:
    """A paragraph of the body."""
    added = document.add_paragraph(printable(text))
    if indented:
        indent(added, 2)
    return added


def _centred(document: Document, text: str) -> None:
    line = document.add_paragraph()
    line.alignment = ALIGN.CENTER
    east_asian(line.add_run(printable(text)), KAI)


def _opening(document: Document, report: Report) -> None:
    """The finding, the headline figures in a sentence, and who has not reported."""
    paragraph(document, f"{report.finding}。")
    if report.figures:
        said = "，".join(f"{one.name}{one.said}{f'（{one.base}）' if one.base else ''}" for one in report.figures)
        paragraph(document, f"{report.until}，{report.whom}{said}。")
    for note in report.notes[:1]:
        paragraph(document, note)


def _part(document: Document, part: Part, number: str) -> None:
    document.add_paragraph(printable(f"{number}{part.heading}"), style="Heading 1")
    for text in (part.finding, *part.text):
        if text:
            paragraph(document, text if text.endswith(("。", "！", "？")) else f"{text}。")
    if part.table and part.table.every_row:
        shown, left_out = part.lit_table.first(_MOST_ROWS)
        table(document, shown)
        for text in (left_out, f"注：{part.foot}。" if part.foot else ""):
            if text:
                _small(document.add_paragraph(), text)


def _small(line: Paragraph, text: str) -> None:
    line.paragraph_format.line_spacing = Pt(18)
    run = line.add_run(printable(text))
    run.font.size = SIZE_5
    east_asian(run, FANGSONG)


def _notes(document: Document, report: Report) -> None:
    """What every number is: value, formula, base, as-of date and source."""
    document.add_page_break()
    document.add_paragraph("附注：数据来源和口径", style="Heading 1")
    scope = f"范围：{report.whom}；{report.period}，{report.until}；数据版本{report.version}。"
    for text in (scope, *report.notes, _ROUNDED):
        _small(document.add_paragraph(), text)
    if report.definitions:
        table(document, noted(report), Pt(9))


def noted(report: Report) -> Table:
    """附注: a row per indicator."""
    columns = tuple(map(Column, ("指标", "数值", "口径", "分子/分母", "时点或时段", "来源")))
    rows = tuple(
        (one.name, one.value, one.formula, one.base or formats.DASH, one.when, one.source) for one in report.definitions
    )
    return Table(columns, rows, unknown=formats.DASH)
