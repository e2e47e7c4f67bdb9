"""A draft from what was pasted or handed in: .txt in the encodings of offices, .docx; all else is refused with the
remedy."""

import codecs
import re
from io import BytesIO
from typing import Never
from zipfile import BadZipFile, ZipFile

from docx import Document

from lib.errors import DraftError
from lib.intake.grid.archive import check_archive
from lib.intake.grid.refusal import RefusedError
from lib.speech.drafts.text import Draft, Paragraph
from lib.speech.drafts.text_docx import Line, lines

MEGABYTE = 1024 * 1024
MAX_FILE_BYTES = 10 * MEGABYTE
MAX_CHARACTERS = 200_000
SUFFIXES = ("txt", "docx")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DOCX_PART = "word/document.xml"
_SAVE_AS = "请用Word或WPS另存为.docx后重试"
_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")


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
