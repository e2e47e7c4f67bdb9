"""A draft as paragraphs of plain text, wherever it came from, and the same draft with some of its text replaced.

A .docx keeps everything but the replaced characters: a new text takes on the formatting of what it replaces.
"""

import codecs
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from itertools import takewhile
from typing import Never
from zipfile import BadZipFile, ZipFile

from docx import Document
from docx.document import Document as DocxDocument

from lib.errors import DraftError
from lib.intake.grid.archive import check_archive
from lib.intake.grid.refusal import RefusedError
from lib.speech.drafts.text_docx import Line, isolated_runs, lines, paragraph_elements, printable, replace_text

__all__ = [
    "Draft",
    "Edit",
    "Paragraph",
    "edited_docx",
    "edited_text",
    "isolated_runs",
    "opened",
    "paragraph_elements",
    "pasted",
    "read",
]

MEGABYTE = 1024 * 1024
MAX_FILE_BYTES = 10 * MEGABYTE
MAX_CHARACTERS = 200_000
SUFFIXES = ("txt", "docx")
_HEAD_LINES, _HEAD_LENGTH = 6, 45
_TAIL_LINES, _TAIL_LENGTH = 3, 30
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DOCX_PART = "word/document.xml"
_SAVE_AS = "请用Word或WPS另存为.docx后重试"
_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")


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

    @cached_property
    def tail(self) -> tuple[str, ...]:
        """Signature and date: the short lines behind the last sentence."""
        lines = [item.text.strip() for item in self.paragraphs[1:] if item.text.strip()][: -_TAIL_LINES - 1 : -1]
        found = takewhile(lambda line: len(line) <= _TAIL_LENGTH and line[-1] not in "。！；：:", lines)
        return tuple(line for line in found if line not in self.head)


def pasted(text: str, name: str = "") -> Draft:
    """A draft of plain text. Raises DraftError where there is nothing, or too much."""
    lines = _LINE_ENDS.sub("\n", text).split("\n")
    return _draft(name, [Line(line) for line in lines])


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
        replace_text(places[edit.paragraph], edit.start, edit.end, edit.text)
    if notes:
        document.add_page_break()
        for line in notes:
            document.add_paragraph(printable(line))
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
        document.add_paragraph(printable(item.text))
    return document


def _draft(name: str, lines: list[Line], docx: bytes | None = None) -> Draft:
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
        found = lines(Document(BytesIO(content)))
    except RefusedError as error:
        raise DraftError(f"{error.finding.problem}，没有打开。请确认来源，{_SAVE_AS}。") from None
    except (BadZipFile, KeyError, ValueError, OSError, SyntaxError, NotImplementedError, RuntimeError):
        raise DraftError(f"文稿无法读取，可能已损坏，{_SAVE_AS}。") from None
    return _draft(name, found, content)


def _last_first(edits: Iterable[Edit]) -> list[Edit]:
    return sorted(edits, key=lambda edit: (edit.paragraph, edit.start), reverse=True)
