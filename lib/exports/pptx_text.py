"""Words on slides: text boxes and cells, in a font that has Chinese letters."""

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.text.text import TextFrame, _Run
from pptx.util import Length, Pt

from lib.exports import look
from lib.exports.look import printable

_READING = 1.4  # lines


def colour_of(text: str) -> RGBColor:
    return RGBColor.from_string(look.plain_hex(text))


def add_text(
    slide: Slide,
    text: str,
    box: tuple[Length, Length, Length, Length],
    size: float,
    *,
    bold: bool = False,
    colour: str = look.INK,
    align: PP_ALIGN = PP_ALIGN.LEFT,
    anchor: MSO_ANCHOR = MSO_ANCHOR.TOP,
    spaced: bool = False,
) -> None:
    """A text in a box of left, top, width and height; `size` in points. `spaced`: lines to read, set apart."""
    frame = slide.shapes.add_textbox(*map(int, box)).text_frame
    frame.word_wrap, frame.vertical_anchor = True, anchor
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    fill(frame, text, size, bold=bold, colour=colour, align=align)
    if spaced:
        frame.paragraphs[0].line_spacing = _READING


def flat(drawn: BaseShape) -> None:
    """Takes the style of the theme off a shape, and with it the shadow that some programs draw."""
    style = drawn.element.find(qn("p:style"))
    if style is not None:
        drawn.element.remove(style)


def fill(
    frame: TextFrame,
    text: str,
    size: float,
    *,
    bold: bool = False,
    colour: str = look.INK,
    align: PP_ALIGN = PP_ALIGN.LEFT,
) -> None:
    """The text as the one paragraph of a frame, in a font that has Chinese letters."""
    paragraph = frame.paragraphs[0]
    paragraph.alignment = align
    run = paragraph.add_run()
    run.text = printable(text).replace("\n", " ")
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, colour_of(colour)
    named(run)


def named(run: _Run) -> None:
    """The font by name, for Latin and for Chinese letters."""
    run.font.name = look.SANS
    properties = run._r.get_or_add_rPr()
    properties.set("lang", "zh-CN")
    element = properties.makeelement(qn("a:ea"), {"typeface": look.SANS})
    properties.find(qn("a:latin")).addnext(element)
