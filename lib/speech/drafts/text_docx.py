"""The paragraphs of a .docx as plain text with its places: read, replaced, split. Formatting stays with the runs."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from docx.document import Document
from docx.oxml.ns import qn
from lxml.etree import _Element

_SPACES = re.compile(r"[ \u3000\xa0\t]+")
_PARAGRAPH, _RUN, _TEXT = qn("w:p"), qn("w:r"), qn("w:t")
_CELL, _ROW = qn("w:tc"), qn("w:tr")
_STAND_FOR = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
# Deleted text is not part of the draft; of a text box Word stores two copies, of which the second is a fall-back.
_SKIPPED = (qn("w:del"), qn("w:moveFrom"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")


class Line(NamedTuple):
    """A paragraph; the fields are those of `text.Paragraph`."""

    text: str
    underlined: tuple[tuple[int, int], ...] = ()
    row: str = ""
    column: str = ""


def lines(document: Document) -> list[Line]:
    """The paragraphs as they are read."""
    elements = paragraph_elements(document)
    headings = _headings(elements)
    return [Line(_text(item), tuple(_underlined(item)), *headings.get(item, ())) for item in elements]


def paragraph_elements(document: Document) -> list[_Element]:
    """The w:p of body, tables and text boxes, in the order in which they are read."""
    return [item for item in document.element.body.iter(_PARAGRAPH) if not _is_skipped(item)]


def isolated_runs(paragraph: _Element, start: int, end: int) -> list[_Element]:
    """The w:r that hold exactly the characters from `start` to `end`, split off from their neighbours where needed;
    what is not text (a picture, a footnote) stays where it is."""
    found, position = [], 0
    for run in list(_runs(paragraph)):
        pieces = list(_pieces_of(run))
        length = sum(len(text) for _, text in pieces)
        first, last = max(start - position, 0), min(end - position, length)
        if first < last:
            if last < length:
                _split(run, last)
            found.append(_split(run, first) if first else run)
        position += length
    return found


def replace_text(paragraph: _Element, start: int, end: int, text: str) -> None:
    """Put the new text where the first replaced character stood and take the others away."""
    position, new = 0, printable(text)
    for element, held in list(_pieces(paragraph)):
        first, last = max(start - position, 0), min(end - position, len(held))
        position += len(held)
        if first < last:
            if element.tag != _TEXT:
                element.tag = _TEXT
                element.attrib.clear()
            _write(element, held[:first] + new + held[last:])
            new = ""


def printable(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(character for character in text if character in "\t\n" or character.isprintable())


def _split(run: _Element, at: int) -> _Element:
    """Cut a run in two; the new one, which follows it, holds the characters from `at` on."""
    twin = run.makeelement(run.tag, dict(run.attrib))
    properties = run.find(qn("w:rPr"))
    if properties is not None:
        twin.append(_copied(properties))
    position = 0
    for element, text in list(_pieces_of(run)):
        start, end = position, position + len(text)
        position = end
        if start >= at:
            twin.append(element)
        elif end > at:
            rest = element.makeelement(element.tag, dict(element.attrib))
            _write(rest, text[at - start :])
            _write(element, text[: at - start])
            twin.append(rest)
    run.addnext(twin)
    return twin


def _copied(element: _Element) -> _Element:
    return element.__deepcopy__(None)


def _is_skipped(element: _Element) -> bool:
    return any(parent.tag in _SKIPPED for parent in element.iterancestors())


def _runs(paragraph: _Element) -> Iterator[_Element]:
    """The runs of this paragraph, not those of a text box inside it, nor deleted ones."""
    for run in paragraph.iter(_RUN):
        if next(run.iterancestors(_PARAGRAPH)) is paragraph and not _is_skipped(run):
            yield run


def _pieces_of(run: _Element) -> Iterator[tuple[_Element, str]]:
    for child in run:
        if child.tag == _TEXT:
            yield child, child.text or ""
        elif child.tag in _STAND_FOR:
            yield child, _STAND_FOR[child.tag]


def _pieces(paragraph: _Element) -> Iterator[tuple[_Element, str]]:
    for run in _runs(paragraph):
        yield from _pieces_of(run)


def _text(paragraph: _Element) -> str:
    return "".join(text for _, text in _pieces(paragraph))


def _headings(paragraphs: list[_Element]) -> dict[_Element, tuple[str, str]]:
    """Per paragraph of a table the texts of the first cell of its row and of its column, where it is neither."""
    texts: dict[_Element, dict[tuple[int, int], str]] = {}
    places: dict[_Element, tuple[_Element, int, int]] = {}
    for item in paragraphs:
        cell = item.getparent()
        if cell.tag == _CELL:
            table, row, column = _place(cell)
            known = texts.setdefault(table, {})
            known[row, column] = known.get((row, column), "") + _text(item)
            places[item] = table, row, column
    return {
        item: (texts[table].get((row, 0), ""), texts[table].get((0, column), ""))
        for item, (table, row, column) in places.items()
        if row and column
    }


def _place(cell: _Element) -> tuple[_Element, int, int]:
    """The table, row and column of a cell; a cell over several columns counts as so many."""
    line = cell.getparent()
    before = list(cell.itersiblings(_CELL, preceding=True))
    column = sum(int(spans[0].get(qn("w:val"))) if (spans := _spans(one)) else 1 for one in before)
    return line.getparent(), sum(1 for _ in line.itersiblings(_ROW, preceding=True)), column


def _spans(cell: _Element) -> list[_Element]:
    return cell.findall(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")


def _underlined(paragraph: _Element) -> Iterator[tuple[int, int]]:
    """Stretches of underlined spaces, joined over runs."""
    start = end = position = 0
    for run in _runs(paragraph):
        text = "".join(piece for _, piece in _pieces_of(run))
        mark = run.find(f"{qn('w:rPr')}/{qn('w:u')}")
        underlined = mark is not None and mark.get(qn("w:val")) != "none"
        if underlined and text and _SPACES.fullmatch(text):
            start = position if end != position or start == end else start
            end = position + len(text)
        elif start < end and text:
            yield start, end
            start = end = position
        position += len(text)
    if start < end:
        yield start, end


def _write(element: _Element, text: str) -> None:
    element.text = text
    element.set(_PRESERVE, "preserve")
