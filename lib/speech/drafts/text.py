"""A draft as paragraphs of plain text, wherever it came from, and the same draft with some of its text replaced.

A .docx keeps everything but the replaced characters: a new text takes on the formatting of what it replaces.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from itertools import takewhile

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.text.paragraph import Paragraph as DocxParagraph

from lib.speech.drafts.text_docx import isolated_runs, paragraph_elements, printable, replace_text

__all__ = ["Draft", "Edit", "Paragraph", "edited_docx", "edited_text", "isolated_runs", "opened", "paragraph_elements"]

_HEAD_LINES, _HEAD_LENGTH = 6, 45
_SALUTATION = re.compile("[^，。；]{1,20}：$")
_TAIL_LINES, _TAIL_LENGTH = 3, 30


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
        """Title, signature and date: the short lines before the first sentence or table."""
        tables = {heading for item in self.paragraphs for heading in (item.row, item.column)} - {""}
        written = [item.text.strip() for item in self.paragraphs if item.text.strip()][:_HEAD_LINES]
        lines = takewhile(lambda line: line not in tables, written)
        return tuple(takewhile(lambda line: len(line) <= _HEAD_LENGTH and line[-1] not in "。！；：:", lines))

    @cached_property
    def tail(self) -> tuple[str, ...]:
        """Signature and date: the short lines behind the last sentence."""
        lines = [item.text.strip() for item in self.paragraphs[1:] if item.text.strip()][: -_TAIL_LINES - 1 : -1]
        found = takewhile(lambda line: len(line) <= _TAIL_LENGTH and line[-1] not in "。！；：:", lines)
        return tuple(line for line in found if line not in self.head)


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
        added = document.add_paragraph(printable(item.text))
        if paper is not None:
            _lay_out(added, item.text.strip(), draft.head)
    return document


def _lay_out(added: DocxParagraph, line: str, head: Sequence[str]) -> None:
    """Of a text without any layout: the title and what stands below it in the middle, paragraphs indented."""
    if line in head:
        added.style = "Title" if line == head[0] else added.style
        added.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif line and not _SALUTATION.match(line):
        added.paragraph_format.first_line_indent = 2 * added.style.font.size if added.style.font.size else None


def _last_first(edits: Iterable[Edit]) -> list[Edit]:
    return sorted(edits, key=lambda edit: (edit.paragraph, edit.start), reverse=True)
