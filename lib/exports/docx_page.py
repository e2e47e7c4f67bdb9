"""The page of a Chinese official paper, in the manner of GB/T 9704: A4, 22 lines of 28 characters, fonts by name.

Fonts that an office has are named and never shipped; the font table names what stands in for one that is not there.
"""

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from lib.exports.look import LATIN

TITLE, SONG, KAI, FANGSONG, HEI = "方正小标宋简体", "宋体", "楷体_GB2312", "仿宋_GB2312", "黑体"
SIZE_2, SIZE_3, SIZE_4, SIZE_5 = Pt(22), Pt(16), Pt(14), Pt(10.5)  # 二号, 三号, 四号, 五号
LINE = Pt(28.95)  # 22 of them fill 225 mm
_STAND_IN = {TITLE: "宋体", FANGSONG: "仿宋", KAI: "楷体", HEI: "微软雅黑"}
# 22 lines of 28 characters. 156 mm ÷ 28 is less than 三号 is wide: Word squeezes characters into the grid, LibreOffice
# gives each two places. So paragraphs leave the grid alone, and the same 28 come of closer setting.
_GRID = {"type": "linesAndChars", "linePitch": "579", "charSpace": "-848"}
_CLOSER = "-5"  # twentieths of a point between characters
_ORDER = "一二三四五六七八九十"


def paper(mark: str = "") -> DocumentType:
    """An empty paper with its page, its grid, its styles and its page numbers. `mark`: at the head of every page."""
    document = Document()
    _page(document)
    _styles(document)
    _font_table(document)
    _numbered(document)
    if mark:
        for header in (document.sections[0].header, document.sections[0].even_page_header):
            header.paragraphs[0].alignment = ALIGN.RIGHT
            header.paragraphs[0].add_run(mark).font.size = SIZE_5
    return document


def ordinal(number: int) -> str:
    """一, 二, … 十一."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _ORDER[ones - 1]
    return ("" if tens == 1 else _ORDER[tens - 1]) + "十" + (_ORDER[ones - 1] if ones else "")


def _page(document: DocumentType) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance, section.header_distance = Mm(25), Mm(15)
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    grid = OxmlElement("w:docGrid")
    for name, value in _GRID.items():
        grid.set(qn(f"w:{name}"), value)
    section._sectPr.append(grid)


def _styles(document: DocumentType) -> None:
    styles = document.styles
    body = styles["Normal"]
    _set(body, FANGSONG, SIZE_3)
    body.paragraph_format.space_after = body.paragraph_format.space_before = Pt(0)
    body.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    body.paragraph_format.line_spacing = LINE
    _off_the_grid(body)
    for name, font, size in (("Title", TITLE, SIZE_2), ("Heading 1", HEI, SIZE_3), ("Heading 2", KAI, SIZE_3)):
        style = styles[name]
        _set(style, font, size)
        style.font.bold, style.font.italic = False, False
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
        style.paragraph_format.line_spacing = LINE if name != "Title" else Pt(34)
        style.paragraph_format.keep_with_next = True
        if name == "Title":
            style.paragraph_format.alignment = ALIGN.CENTER
            _without_rule(style)
        else:
            indent(style, 2)


def _set(style: ParagraphStyle, font: str, size: Length) -> None:
    """Chinese in `font`, numbers and letters in Times New Roman, black."""
    style.font.name, style.font.size = LATIN, size
    style.font.color.rgb = None
    properties = style.element.get_or_add_rPr()
    for colour in properties.findall(qn("w:color")):
        properties.remove(colour)
    fonts = properties.get_or_add_rFonts()
    for theme in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[theme]
    for name in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{name}"), LATIN)
    fonts.set(qn("w:eastAsia"), font)


def _off_the_grid(style: ParagraphStyle) -> None:
    """Characters are set closer instead of into the places of the grid."""
    properties = style.element.get_or_add_pPr()
    snap = parse_xml(f'<w:snapToGrid {nsdecls("w")} w:val="0"/>')
    properties.insert_element_before(snap, "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr")
    closer = parse_xml(f'<w:spacing {nsdecls("w")} w:val="{_CLOSER}"/>')
    characters = style.element.get_or_add_rPr()
    characters.insert_element_before(closer, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:lang")


def _without_rule(style: ParagraphStyle) -> None:
    """The library's title has a line below it."""
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def indent(held: ParagraphStyle | Paragraph, characters: int) -> None:
    """The first line begins so many characters in, whatever their size."""
    properties = (held._p if isinstance(held, Paragraph) else held.element).get_or_add_pPr()
    element = properties.get_or_add_ind()
    element.set(qn("w:firstLineChars"), str(characters * 100))
    element.set(qn("w:firstLine"), str(characters * 320))


def _font_table(document: DocumentType) -> None:
    """What stands in for a font that is not there."""
    part = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in _STAND_IN.items()
    )
    part._blob = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {nsdecls("w")}>{fonts}</w:fonts>'.encode()
    )


def _numbered(document: DocumentType) -> None:
    """「— 1 —」 in 四号宋体, at the outer side of the paper."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, side in ((section.footer, ALIGN.RIGHT), (section.even_page_footer, ALIGN.LEFT)):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = side
        ends = paragraph.paragraph_format
        ends.left_indent, ends.right_indent = (SIZE_4, None) if side is ALIGN.LEFT else (None, SIZE_4)
        paragraph._p.append(_run("— "))
        field = parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "/>')
        field.append(_run("1"))
        paragraph._p.append(field)
        paragraph._p.append(_run(" —"))


def _run(text: str) -> object:
    return parse_xml(
        f'<w:r {nsdecls("w")}><w:rPr><w:rFonts w:ascii="{SONG}" w:hAnsi="{SONG}" w:eastAsia="{SONG}"/>'
        f'<w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
    )
