"""One field of an entry: from what was written to a value the database can hold, or why it cannot be taken."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation

from lib.errors import UnknownIndicatorError
from lib.indicators import INDICATORS, Indicator, indicator
from lib.intake.issues import Level
from lib.intake.standards.sections import Field
from lib.intake.values import Uncomputed, clean, day

_DECIMALS = 4
_LARGEST = Decimal(10) ** 12
_NAMES = {clean(item.name): key for key, item in INDICATORS.items()}


class UnfitError(Exception):
    """`problem` and `remedy`: Chinese clauses without the closing 。"""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem, self.remedy = problem, remedy


def value(item: Field, raw: object) -> object:
    """str, Decimal, date or None for an empty field. Raises UnfitError."""
    written = clean(raw)
    if not written:
        if item.needed:
            raise UnfitError("没有填", f"请填{'、'.join(item.choices)}之一" if item.choices else f"请填{item.label}")
        return None
    if isinstance(raw, list | dict):
        raise UnfitError("写法不对", "这一项只能有一个值")
    if isinstance(raw, Uncomputed):
        raise UnfitError("是没有算出结果的公式", "请改填结果")
    return _reader(item)(item, raw)


def _reader(item: Field) -> Callable[[Field, object], object]:
    if item.key == "indicator_key":
        return _indicator
    if item.is_number:
        return _number
    if item.is_date:
        return _date
    return _choice if item.choices else _text


def _indicator(item: Field, raw: object) -> str:
    """The key; a name is as good."""
    written = clean(raw)
    try:
        return indicator(_NAMES.get(written, written)).key
    except UnknownIndicatorError as error:
        guess = str(error).partition("。")[2].rstrip("。？")
        raise UnfitError("没有这个指标", guess) from None


def _number(item: Field, raw: object) -> Decimal:
    try:
        found = Decimal(clean(raw).replace(",", "").removesuffix("%"))
    except InvalidOperation:
        raise UnfitError("不是数", "请填数字，百分率以百分数计，20即20%") from None
    if not found.is_finite() or abs(found) >= _LARGEST:
        raise UnfitError("不是能用的数", "请填不超过一万亿的数")
    if found != round(found, _DECIMALS):
        raise UnfitError(f"小数超过{_DECIMALS}位", f"请四舍五入到{_DECIMALS}位以内")
    return found


def _date(item: Field, raw: object) -> date:
    found = day(raw)
    urgent = [finding for finding in found.findings if finding.level is not Level.NOTE]
    if isinstance(found.point, date) and not urgent:
        return found.point
    raise UnfitError("不是完整的年月日", "请写到日，如2025-12-31")


def _choice(item: Field, raw: object) -> str:
    written = clean(raw)
    found = next((choice for choice in item.choices if clean(choice) == written), None)
    if found is None:
        raise UnfitError(f"不是{item.label}的写法", f"应为{'、'.join(item.choices)}之一")
    return found


def _text(item: Field, raw: object) -> str:
    written = raw.strip() if isinstance(raw, str) else clean(raw)
    if len(written) > item.longest:
        raise UnfitError(f"超过{item.longest}字", f"请缩短到{item.longest}字以内")
    if not written.isprintable():
        raise UnfitError("里面有换行或看不见的字符", "请写成一行")
    return written


def check_share(number: Decimal | None, item: Indicator | None) -> None:
    """A rate between 0 and 1 is almost surely a per cent that Excel has turned into a fraction. Raises UnfitError."""
    if number is not None and item is not None and item.is_rate and 0 < number < 1:
        meant = f"{(number * 100).normalize():f}"
        raise UnfitError("百分率以百分数计，小于1%的疑为写成了小数", f"如为{meant}%，请填{meant}")
