"""What one ledger cell says: a number, a word, a day; or a blank, of which there are three kinds."""

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime
from decimal import Decimal

from lib.intake.forms import Field, Kind

_DAY = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月]?(?:(\d{1,2})日?)?")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_BEFORE, _AFTER = ("约", "近", "超"), ("余", "多", "以上")
_COUNTED = ("人次", "场次", "平方米", "人", "名", "个", "次", "场", "件", "元", "岁")


class Blank:
    """No figure: it is not equal to, above or below anything, so no test on it holds."""

    def __init__(self, why: str) -> None:
        self.why = why

    def __repr__(self) -> str:
        return self.why

    def _no(self, other: object) -> bool:
        return False

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _no
    __hash__ = object.__hash__


MISSING, NOT_APPLICABLE, INTERVAL, BUILDING = Blank("缺报"), Blank("不适用"), Blank("区间"), Blank("在建")
_BLANKS = {
    **dict.fromkeys(("待报", "待统计", "待核实", "未报", "缺报"), MISSING),
    **dict.fromkeys(("/", "—", "-", "不适用"), NOT_APPLICABLE),
    "在建": BUILDING,
}


def folded(text: object) -> str:
    """Full-width forms as plain ones, without any white space."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(text)))


def cell(raw: object, field: Field, *, wan: bool, as_of: date) -> object:
    """The content of a cell under `field`; `wan`: the heading says 万元."""
    text = "" if raw is None else folded(raw)
    if not text:
        return NOT_APPLICABLE if field.blank_ok else MISSING
    if text in _BLANKS or text.startswith("#"):
        return _BLANKS.get(text, MISSING)
    match field.kind:
        case Kind.DATE:
            return _day(raw, text, latest=as_of if field.past else date.max)
        case Kind.COUNT | Kind.DECIMAL | Kind.MONEY:
            return _number(text, 10_000 if wan else 1)
        case Kind.MONTH:
            year, month = re.match(r"(\d{4})\D+(\d+)", text).groups()
            return f"{year}-{int(month):02d}"
        case Kind.CHOICE:
            return next(item for item in field.choices if folded(item) == text)
    return text


def _number(text: str, times: int) -> object:
    text = text.replace(",", "")
    for word in _COUNTED:
        text = text.removesuffix(word)
    bare = text.lstrip("".join(_BEFORE)).rstrip("余多以上")
    bare = bare.translate(str.maketrans({"千": "000"})) if bare[:1].isdigit() else "1" if bare == "千" else bare
    if not _NUMBER.fullmatch(bare):
        raise ValueError(text)
    if bare != text and not text.startswith("约"):
        return INTERVAL  # 近, 超, 余: somewhere below or above, no single figure
    amount = Decimal(bare) * times
    return int(amount) if amount == int(amount) else amount


def _day(raw: object, text: str, latest: date) -> object:
    if isinstance(raw, datetime):
        found = raw.date()
    elif match := _DAY.fullmatch(text):
        year, month = int(match[1]), int(match[2])
        found = date(year, month, int(match[3] or monthrange(year, month)[1]))
    else:
        return MISSING
    return found if found <= latest else MISSING
