"""Personal data is refused: this system takes totals only. What is found is never stored and never repeated."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from lib.directory import normalise
from lib.intake.forms import Kind
from lib.intake.grid import Sheet
from lib.intake.headers import Header, heading_key

_HEADINGS = re.compile(
    r"姓名|身份证|证件号|手机|联系电话|电话号码|联系方式|家庭住址|住址|出生年月|出生日期|病种|病情|疾病|籍贯|银行卡|微信"
)
_ID_NUMBER = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?![\dXx])")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d-?\d{4}-?\d{4}(?!\d)")
_CODES = re.compile(r"代码|编码|编号")
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_UNREAD = frozenset({"N01", "N02", "N03"})
_MIN_NAMES = 5  # fewer values are no evidence that a column holds names


def _looks_like_names(values: Iterable[object]) -> bool:
    texts = [value.strip() for value in values if isinstance(value, str) and value.strip()]
    names = {text for text in texts if _NAME.fullmatch(text) and text[0] in _SURNAMES}
    return len(names) >= _MIN_NAMES and sum(text in names for text in texts) > len(texts) / 2


def personal_columns(sheet: Sheet, header: Header) -> list[int]:
    """Columns whose heading asks for personal data, or that no field claims and that are full of names."""
    found = {item.column for item in header.extras if any(_HEADINGS.search(heading_key(text)) for text in item.path)}
    found |= {item.column for item in header.columns if _HEADINGS.search(heading_key(item.heading.leaf))}
    for item in header.extras:
        if _looks_like_names(row[item.column - 1] for row in sheet.rows[header.bottom :]):
            found.add(item.column)
    return sorted(found)


def numbered_cells(sheet: Sheet, header: Header, *, footer: int | None) -> Iterator[tuple[int, int]]:
    """(row, column) of every cell with an ID-card number, or within the table a mobile number.

    Above the header and from row `footer` on an office may give its telephone: nothing there is taken in."""
    plain = {item.column for item in header.columns if item.field.kind is Kind.MONEY}
    plain |= {item.column for item in header.extras if _CODES.search(heading_key(item.leaf))}
    for number, cells in enumerate(sheet.rows, start=1):
        inside = header.top <= number and (footer is None or number < footer)
        for column, value in enumerate(cells, start=1):
            text = _digits_as_text(value)
            if len(text) <= 10 or (column in plain and text.isdigit() and len(text) == 11):
                continue
            if _found(_ID_NUMBER, text) or (inside and _found(_MOBILE, text)):
                yield number, column


def holds_number(value: object) -> bool:
    """An ID-card or mobile number stands in this text or number."""
    text = _digits_as_text(value)
    return len(text) > 10 and (_found(_ID_NUMBER, text) or _found(_MOBILE, text))


def may_quote(code: str) -> bool:
    """A text that was not understood (not on the list, no number, no month) may be somebody's name."""
    return code not in _UNREAD


def _digits_as_text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value) if isinstance(value, int | str) else ""


def _found(pattern: re.Pattern[str], text: str) -> bool:
    """In the text as written or without its spaces, full-width digits folded."""
    folded = unicodedata.normalize("NFKC", text)
    return bool(pattern.search(folded) or pattern.search(normalise(text)))
