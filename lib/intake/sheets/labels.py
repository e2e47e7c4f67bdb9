"""What the label of a row says about it: a total, part of a total, a section, a printed page."""

import re
from functools import lru_cache

from lib.intake.values import clean

_HAN = "[一二三四五六七八九十]+"
_SUM = "(?:合计|总计|小计|共计|累计|总数|总和|汇总)"
_TOTAL = re.compile(rf".*(?:{_SUM}|平均)(?:数|值)?|计|全[市区县]|其中[:,、].*|共\d+[个家].*")
_WHOLE = re.compile(rf"(?:全[市区县])?(?!小计){_SUM}数?|全[市区县]")
_PART = re.compile(r".*小计数?|其中.*|.*平均[数值]?|共\d+[个家].*")
_SECTION = re.compile(rf"(?:{_HAN}[、.]|\({_HAN}\)|第{_HAN}(?:部分|类)[、.:]?)(.*)")
_NUMERAL = re.compile(rf"{_HAN}[、.]?|\({_HAN}\)")
_PAGE = re.compile(rf"\(?第(?:\d+|{_HAN})页.*|共\d+页|.*[(\[]?续表?[\d一二三四五六七八九十]*[)\]]?|[-—]+\d+[-—]+")
_TITLE = re.compile(r"表|台账|情况|统计|底册|20\d\d年")
_BRACKETS = re.compile(r"\([^()]*\)")


def label(value: object) -> str:
    """The text of a cell without blanks, full-width forms folded; "" for anything but text."""
    return _label(value) if isinstance(value, str) else ""


@lru_cache(maxsize=4096)
def _label(text: str) -> str:
    return clean(text).replace(" ", "")


def is_total(value: object) -> bool:
    """合计, 机关单位合计（2家）, 其中：机关, 平均: no subject of its own."""
    return isinstance(value, str) and _is_total(value)


@lru_cache(maxsize=4096)
def _is_total(text: str) -> bool:
    return _TOTAL.fullmatch(_bare(text)) is not None


def is_whole(value: object) -> bool:
    """合计 or 全区合计, of everything in the table."""
    return _WHOLE.fullmatch(_bare(value)) is not None


def is_part(value: object) -> bool:
    """小计, 其中, 平均: never the sum of the whole table."""
    return _PART.fullmatch(_bare(value)) is not None


def numbered(value: object) -> str | None:
    """What follows 一、 or （一）; "" for a bare numeral 一; None where no Chinese numeral leads."""
    return _numbered(value) if isinstance(value, str) else None


@lru_cache(maxsize=4096)
def _numbered(written: str) -> str | None:
    text = label(written)
    if _NUMERAL.fullmatch(text):
        return ""
    match = _SECTION.fullmatch(text)
    return match[1] if match else None


def is_page_mark(value: object) -> bool:
    """第2页 共2页, （续表1）."""
    return _PAGE.fullmatch(label(value)) is not None


def is_title(value: object) -> bool:
    """A text such as stands above a table."""
    return _TITLE.search(label(value)) is not None


def _bare(value: object) -> str:
    text = label(value)
    return _BRACKETS.sub("", text).strip(":") or text
