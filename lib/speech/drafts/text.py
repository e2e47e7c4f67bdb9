"""A draft as paragraphs of plain text, wherever it came from, and the same draft with some of its text replaced.

A .docx keeps everything but the replaced characters: a new text takes on the formatting of what it replaces.
"""

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from itertools import takewhile
from typing import NamedTuple, Never
from zipfile import BadZipFile, ZipFile

from docx import Document
from docx.document import Document as DocxDocument
from docx.oxml.ns import qn
from lxml.etree import _Element

from lib.errors import DraftError
from lib.intake.grid.archive import check_archive
from lib.intake.grid.refusal import RefusedError

MEGABYTE = 1024 * 1024
MAX_FILE_BYTES = 10 * MEGABYTE
MAX_CHARACTERS = 200_000
SUFFIXES = ("txt", "docx")
_HEAD_LINES, _HEAD_LENGTH = 6, 45
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DOCX_PART = "word/document.xml"
_SAVE_AS = "请用Word或WPS另存为.docx后重试"
_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_SPACES = re.compile(r"[ \u3000\xa0\t]+")

_PARAGRAPH, _RUN, _TEXT = qn("w:p"), qn("w:r"), qn("w:t")
_CELL, _ROW = qn("w:tc"), qn("w:tr")
_STAND_FOR = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
# Deleted text is not part of the draft; of a text box Word stores two copies, of which the second is a fall-back.
_SKIPPED = (qn("w:del"), qn("w:moveFrom"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")


@dataclass(frozen=True)
class Paragraph:
    """`number` from 0; `offset`: where it begins in `Draft.text`. `underlined`: spans of nothing but underlined spaces,
    the manner of Word to leave a gap. `row` and `column`: the headings of a table's cell."""

    number: int
    text: str
    offset: int
    underlined: tuple[tuple[int, int], ...] = ()
    row: str = ""
    column: str = ""


@dataclass(frozen=True)
class Edit:
    """Replace the characters `start` to `end` of a paragraph."""

    paragraph: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, eq=False)
class Draft:
    """`name`: the file name, empty for pasted text. `docx`: the bytes of the file where it is one."""

    name: str
    paragraphs: tuple[Paragraph, ...]
    docx: bytes | None = field(default=None, repr=False)

    @cached_property
    def text(self) -> str:
        """All paragraphs, one per line."""
        return "\n".join(item.text for item in self.paragraphs)

    @cached_property
    def head(self) -> tuple[str, ...]:
        """Title, signature and date: the short lines before the first sentence."""
        lines = [item.text.strip() for item in self.paragraphs if item.text.strip()][:_HEAD_LINES]
        return tuple(takewhile(lambda line: len(line) <= _HEAD_LENGTH and line[-1] not in "。！；：:", lines))


def pasted(text: str, name: str = "") -> Draft:
    """A draft of plain text. Raises DraftError where there is nothing, or too much."""
    lines = _LINE_ENDS.sub("\n", text).split("\n")
    return _draft(name, [_Line(line) for line in lines])


def read(name: str, content: bytes) -> Draft:
    """A draft from the bytes of a .txt or .docx, told apart by content. Raises DraftError for anything else."""
    if len(content) > MAX_FILE_BYTES:
        raise DraftError(f"文稿超过{MAX_FILE_BYTES // MEGABYTE}MB，请删除图片后重试，或把文字粘贴进来。")
    if not content.strip():
        raise DraftError("文稿是空的，请检查文件后重试。")
    if content.startswith(b"PK"):
        return _read_docx(name, content)
    if content.startswith(_OLE):
        raise DraftError(f"文稿是旧版格式（.doc或.wps）或已加密，{_SAVE_AS}。")
    if content.startswith((b"%PDF", b"{\\rtf")):
        raise DraftError(f"文稿既不是.docx也不是.txt，{_SAVE_AS}，或把文字粘贴进来。")
    return pasted(_decoded(content), name)


def edited_text(draft: Draft, edits: Iterable[Edit]) -> str:
    """The whole text with the edits made."""
    changed = {item.number: item.text for item in draft.paragraphs}
    for edit in _last_first(edits):
        line = changed[edit.paragraph]
        changed[edit.paragraph] = line[: edit.start] + edit.text + line[edit.end :]
    return "\n".join(changed.values())


def edited_docx(
    draft: Draft, edits: Iterable[Edit], *, notes: Sequence[str] = (), paper: DocxDocument | None = None
) -> bytes:
    """The draft as .docx with the edits made: the file itself where it was one, else its lines on the `paper` (a
    document without text). `notes`: lines for a last page of their own."""
    document = opened(draft, paper)
    places = paragraph_elements(document)
    for edit in _last_first(edits):
        _replace(places[edit.paragraph], edit)
    if notes:
        document.add_page_break()
        for line in notes:
            document.add_paragraph(_printable(line))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def opened(draft: Draft, paper: DocxDocument | None = None) -> DocxDocument:
    """The draft as a python-docx document, to be changed and saved by the caller; its `paragraph_elements` are in
    the order of `draft.paragraphs`."""
    if draft.docx is not None:
        return Document(BytesIO(draft.docx))
    document = paper or Document()
    for item in draft.paragraphs:
        document.add_paragraph(_printable(item.text))
    return document


def paragraph_elements(document: DocxDocument) -> list[_Element]:
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


class _Line(NamedTuple):
    text: str
    underlined: tuple[tuple[int, int], ...] = ()
    row: str = ""
    column: str = ""


def _draft(name: str, lines: list[_Line], docx: bytes | None = None) -> Draft:
    if not any(line.text.strip() for line in lines):
        raise DraftError("文稿里没有文字。请粘贴正文，或另选一个文件。")
    if sum(len(line.text) for line in lines) > MAX_CHARACTERS:
        raise DraftError(f"文稿超过{MAX_CHARACTERS // 10_000}万字，请分成几篇。")
    paragraphs, offset = [], 0
    for number, line in enumerate(lines):
        paragraphs.append(Paragraph(number, line.text, offset, line.underlined, line.row, line.column))
        offset += len(line.text) + 1
    return Draft(name, tuple(paragraphs), docx)


def _decoded(content: bytes) -> str:
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if content.startswith(mark):
            return _as_text(content, encoding)
    try:
        return _as_text(content, "utf-8-sig")
    except DraftError:
        return _as_text(content, "gb18030")


def _as_text(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        _refuse_undecodable()
    return _refuse_undecodable() if "\x00" in text else text


def _refuse_undecodable() -> Never:
    raise DraftError("文稿里有无法识别的字符，不是UTF-8或GB18030编码的文字。请另存为UTF-8的.txt或.docx后重试。")


def _read_docx(name: str, content: bytes) -> Draft:
    try:
        with ZipFile(BytesIO(content)) as archive:
            check_archive(archive)
            if _DOCX_PART not in archive.namelist():
                raise DraftError(f"文稿不是Word文档，{_SAVE_AS}。")
        elements = paragraph_elements(Document(BytesIO(content)))
        headings = _headings(elements)
        lines = [_Line(_text(item), tuple(_underlined(item)), *headings.get(item, ())) for item in elements]
    except RefusedError as error:
        raise DraftError(f"{error.finding.problem}，没有打开。请确认来源，{_SAVE_AS}。") from None
    except (BadZipFile, KeyError, ValueError, OSError, SyntaxError, NotImplementedError, RuntimeError):
        raise DraftError(f"文稿无法读取，可能已损坏，{_SAVE_AS}。") from None
    return _draft(name, lines, content)


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


def _last_first(edits: Iterable[Edit]) -> list[Edit]:
    return sorted(edits, key=lambda edit: (edit.paragraph, edit.start), reverse=True)


def _replace(paragraph: _Element, edit: Edit) -> None:
    """Put the new text where the first replaced character stood and take the others away."""
    position, new = 0, _printable(edit.text)
    for element, text in list(_pieces(paragraph)):
        first, last = max(edit.start - position, 0), min(edit.end - position, len(text))
        position += len(text)
        if first < last:
            if element.tag != _TEXT:
                element.tag = _TEXT
                element.attrib.clear()
            _write(element, text[:first] + new + text[last:])
            new = ""


def _write(element: _Element, text: str) -> None:
    element.text = text
    element.set(_PRESERVE, "preserve")


def _printable(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(character for character in text if character in "\t\n" or character.isprintable())
