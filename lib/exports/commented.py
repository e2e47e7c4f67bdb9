"""A checked draft as .docx: its own text and formatting, with a comment at every number that is not simply right and
at every place where the text contradicts itself."""

import io
from collections.abc import Iterator

from docx.document import Document as DocumentType
from docx.oxml.ns import qn
from docx.text.run import Run

from lib.directory import Directory
from lib.exports import archive, docx_page
from lib.exports.look import OFFICE, printable
from lib.speech.drafts import checked_telling as telling
from lib.speech.drafts import text
from lib.speech.drafts.text import Draft
from lib.speech.drafts.verdicts import Checking, Verdict

_INITIALS = "核校"
Remark = tuple[int, int, int, str]  # paragraph, start, end, what is said of it


def write(draft: Draft, found: Checking, directory: Directory) -> bytes:
    """The file. Comments carry no time: the same draft and data make the same file."""
    document = text.opened(draft, None if draft.docx is not None else docx_page.paper())
    places = text.paragraph_elements(document)
    # From the end, so that runs split for one comment do not move the places of those before.
    for paragraph, start, end, said in sorted(_remarks(found, directory), reverse=True):
        runs = text.isolated_runs(places[paragraph], start, end)
        if runs:
            _comment(document, [Run(run, None) for run in (runs[0], runs[-1])], said)
    first = next(item for item in draft.paragraphs if item.text.strip())
    runs = text.isolated_runs(places[first.number], 0, len(first.text))
    _comment(document, [Run(run, None) for run in (runs[0], runs[-1])], f"数字核校：{telling.headline(found)}。")
    out = io.BytesIO()
    document.save(out)
    return archive.settled(out.getvalue(), directory.latest.as_of)


def _remarks(found: Checking, directory: Directory) -> Iterator[Remark]:
    for item in found.numbers:
        if item.verdict is not Verdict.AGREES:
            yield item.paragraph, item.number.start, item.number.end, telling.comment(item, directory)
    for slip in found.slips:
        yield slip.paragraph, slip.start, slip.end, telling.slip_comment(slip)


def _comment(document: DocumentType, runs: list[Run], said: str) -> None:
    made = document.add_comment(runs, printable(said), author=OFFICE, initials=_INITIALS)
    made._comment_elm.attrib.pop(qn("w:date"), None)
