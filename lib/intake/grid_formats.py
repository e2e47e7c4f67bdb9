"""What an uploaded file really is, whatever its name says, and whether it is safe to open.

Nothing here builds cells. An archive is surveyed in one streaming pass before openpyxl sees it, because openpyxl
allocates whatever a file declares: a merge over a whole sheet alone costs gigabytes.
"""

import codecs
import re
from collections.abc import Iterable
from enum import Enum, auto
from typing import BinaryIO, Never
from xml.parsers import expat
from zipfile import ZipFile, ZipInfo

from openpyxl.utils import range_boundaries

from lib.errors import IntakeError
from lib.intake.issues import Finding, Level

CODE = "M39"
MEGABYTE = 1024 * 1024
MAX_FILE_BYTES = 50 * MEGABYTE
MAX_UNPACKED_BYTES = 300 * MEGABYTE
MAX_MEMBERS = 5_000
MAX_RATIO = 200
RATIO_COUNTS_FROM_BYTES = 10 * MEGABYTE
MAX_ROWS = 200_000
MAX_COLUMNS = 500
MAX_CELLS = 1_000_000
MAX_ELEMENTS = 5_000_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_NOT_TEXT = re.compile(rb"%PDF|\{\\rtf|[^\x00]*\x00", re.DOTALL)
_MARKUP = re.compile(rb"<|MIME-Version:", re.IGNORECASE)
_BEFORE_MARKUP = codecs.BOM_UTF8 + codecs.BOM_UTF16 + b"\x00 \t\r\n"
_ENCRYPTED_MEMBER = 0x1
_CHUNK_BYTES = 64 * 1024
_SAVE_AS = "请用Excel或WPS打开后另存为.xlsx（Excel工作簿）再上传"


class RefusedError(IntakeError):
    """The file cannot be taken in; `finding` says why and how to mend it, and never quotes the content."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(f"{finding.problem}，{finding.remedy}")
        self.finding = finding


class Format(Enum):
    WORKBOOK = auto()
    TEXT = auto()


def refused(problem: str, remedy: str = _SAVE_AS) -> RefusedError:
    return RefusedError(Finding(CODE, Level.REJECTION, problem, remedy))


def check_extent(height: int, width: int) -> None:
    """Raise RefusedError unless a sheet of this size can be held."""
    if height > MAX_ROWS or width > MAX_COLUMNS:
        raise refused(
            f"工作表超过{MAX_ROWS}行或{MAX_COLUMNS}列", "请删除数据区以外的空行、空列（连同格式）后重新保存上传"
        )
    check_cells(height * width)


def check_cells(count: int) -> None:
    if count > MAX_CELLS:
        raise refused(f"单元格（含合并区域）超过{MAX_CELLS}个", "请删除多余的内容、格式和合并区域，或分成几个文件上传")


def recognise(data: bytes) -> Format:
    """Tell a workbook from text by content; raise RefusedError for anything else."""
    if not data.strip():
        raise refused("文件是空的", "请检查文件内容后重新上传")
    if data.startswith(_OLE):
        if _ENCRYPTED_STREAM in data:
            raise _encrypted()
        raise refused("文件是旧版格式（.xls或.et）", "请用Excel或WPS另存为.xlsx")
    if data.startswith(b"PK"):
        return Format.WORKBOOK
    if _MARKUP.match(data.lstrip(_BEFORE_MARKUP)):
        raise refused("文件实为网页或XML，只是改了扩展名")
    if _NOT_TEXT.match(data):
        raise refused("文件既不是Excel工作簿，也不是CSV文本")
    return Format.TEXT


def decode(data: bytes) -> tuple[str, bool]:
    """Return the text and whether it was UTF-8; GB18030 is tried second, since it contains GBK."""
    try:
        return data.decode("utf-8-sig"), True
    except UnicodeDecodeError as error:
        if data.startswith(codecs.BOM_UTF8):
            _refuse_undecodable(error)
    try:
        return data.decode("gb18030"), False
    except UnicodeDecodeError as error:
        _refuse_undecodable(error)


def check_archive(archive: ZipFile) -> None:
    """Raise RefusedError for a hostile archive, one with active content, or one too large to hold."""
    members = archive.infolist()
    _check_sizes(members)
    _check_parts({member.filename.lower() for member in members})
    survey = _Survey()
    for member in members:
        with archive.open(member) as content:
            survey.read(content)


def _encrypted() -> RefusedError:
    return refused("文件已加密", "请取消密码后上传")


def _refuse_undecodable(error: UnicodeDecodeError) -> Never:
    line = error.object.count(b"\n", 0, error.start) + 1
    raise refused(f"CSV文件第{line}行有无法识别的字符，不是UTF-8或GB18030编码") from None


def _check_sizes(members: list[ZipInfo]) -> None:
    if any(member.flag_bits & _ENCRYPTED_MEMBER for member in members):
        raise _encrypted()
    too_many = len(members) > MAX_MEMBERS
    too_large = sum(member.file_size for member in members) > MAX_UNPACKED_BYTES
    if too_many or too_large or any(_is_bomb(member) for member in members):
        raise refused("文件解压后异常庞大，疑似有害文件", "请确认来源，并用Excel或WPS重新制作后上传")


def _is_bomb(member: ZipInfo) -> bool:
    return member.file_size > RATIO_COUNTS_FROM_BYTES and member.file_size > MAX_RATIO * member.compress_size


def _check_parts(names: Iterable[str]) -> None:
    for name in names:
        if name.endswith("vbaproject.bin") or "/macrosheets/" in name:
            raise refused("文件含宏", "请另存为不含宏的.xlsx后上传")
        if "externallinks/" in name:
            raise refused("文件引用了其他工作簿（外部链接）", "请在Excel或WPS“数据—编辑链接”中断开外部链接后重新上传")


class _Survey:
    """Adds up over all members what a parser would have to hold, and stops at the first limit or DOCTYPE."""

    def __init__(self) -> None:
        self._cells = 0
        self._elements = 0

    def read(self, content: BinaryIO) -> None:
        """Survey one member of the archive; one that is not XML is left alone."""
        chunk = content.read(_CHUNK_BYTES)
        if not chunk.lstrip(_BEFORE_MARKUP).startswith(b"<"):
            return
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._element
        try:
            while chunk:
                parser.Parse(chunk)
                chunk = content.read(_CHUNK_BYTES)
        except expat.ExpatError:
            # Old drawings (.vml) are not well formed. Where openpyxl needs the member, it stops at the same place.
            return

    def _doctype(self, *_declaration: object) -> None:
        raise refused("文件含不允许的XML声明（DOCTYPE），疑似有害文件", "请确认来源，并用Excel或WPS重新制作后上传")

    def _element(self, tag: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            raise refused("文件内容过多", "请删除多余的内容和格式，或分成几个文件上传")
        count = _COUNTED.get(tag.rpartition(":")[2])
        if count is not None:
            self._cells += count(attributes)
            check_cells(self._cells)


def _merged_cells(attributes: dict[str, str]) -> int:
    left, top, right, bottom = range_boundaries(attributes["ref"])
    return (right - left + 1) * (bottom - top + 1)


_COUNTED = {"c": lambda _attributes: 1, "mergeCell": _merged_cells}
