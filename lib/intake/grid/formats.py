"""What an uploaded file really is, whatever its name says."""

import codecs
import re
from enum import Enum, auto
from typing import Never

from lib.intake.grid.refusal import encrypted, refused

WORKBOOK_SUFFIXES = {".xlsx", ".xlsm"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_NOT_TEXT = re.compile(rb"%PDF|\{\\rtf|[^\x00]*\x00", re.DOTALL)
_MARKUP = re.compile(rb"<|MIME-Version:", re.IGNORECASE)
BEFORE_MARKUP = codecs.BOM_UTF8 + codecs.BOM_UTF16 + b"\x00 \t\r\n"


class Format(Enum):
    WORKBOOK = auto()
    TEXT = auto()


def recognise(data: bytes) -> Format:
    """Tell a workbook from text by content; raise RefusedError for anything else."""
    if not data.strip():
        raise refused("文件是空的", "请检查文件内容后重新上传")
    if data.startswith(_OLE):
        if _ENCRYPTED_STREAM in data:
            raise encrypted()
        raise refused("文件是旧版格式（.xls或.et）", "请用Excel或WPS另存为.xlsx")
    if data.startswith(b"PK"):
        return Format.WORKBOOK
    if _MARKUP.match(data.lstrip(BEFORE_MARKUP)):
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


def _refuse_undecodable(error: UnicodeDecodeError) -> Never:
    line = error.object.count(b"\n", 0, error.start) + 1
    raise refused(f"CSV文件第{line}行有无法识别的字符，不是UTF-8或GB18030编码") from None
