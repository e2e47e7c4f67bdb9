"""Whether a workbook is safe to open.

An archive is surveyed in one streaming pass before openpyxl sees it, because openpyxl allocates whatever a file
declares: a merge over a whole sheet alone costs gigabytes.
"""

from collections.abc import Iterable
from typing import BinaryIO
from xml.parsers import expat
from zipfile import ZipFile, ZipInfo

from openpyxl.utils import range_boundaries

from lib.intake.grid.formats import BEFORE_MARKUP
from lib.intake.grid.limits import MEGABYTE, check_cells
from lib.intake.grid.refusal import encrypted, refused

MAX_UNPACKED_BYTES = 300 * MEGABYTE
MAX_MEMBERS = 5_000
MAX_RATIO = 200
RATIO_COUNTS_FROM_BYTES = 10 * MEGABYTE
MAX_ELEMENTS = 5_000_000
_ENCRYPTED_MEMBER = 0x1
_CHUNK_BYTES = 64 * 1024


def check_archive(archive: ZipFile) -> None:
    """Raise RefusedError for a hostile archive, one with active content, or one too large to hold."""
    members = archive.infolist()
    _check_sizes(members)
    _check_parts({member.filename.lower() for member in members})
    survey = _Survey()
    for member in members:
        with archive.open(member) as content:
            survey.read(content)


def _check_sizes(members: list[ZipInfo]) -> None:
    if any(member.flag_bits & _ENCRYPTED_MEMBER for member in members):
        raise encrypted()
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
        if not chunk.lstrip(BEFORE_MARKUP).startswith(b"<"):
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
