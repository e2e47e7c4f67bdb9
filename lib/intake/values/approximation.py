"""Words of approximation (约, 近, 余, 以上) and the intervals they stand for."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from lib.intake.issues import Finding, Level
from lib.intake.values.cleaning import masked
from lib.intake.values.columns import Column, fraction_finding, too_large_finding
from lib.intake.values.model import LIMIT, Number, Precision, Status, Value, missing, unreadable
from lib.intake.values.numerals import tidy


def _down(number: Number) -> Number:
    return tidy(Decimal(number).to_integral_value(ROUND_FLOOR))


def _up(number: Number) -> Number:
    return tidy(Decimal(number).to_integral_value(ROUND_CEILING))


def _unit_step(number: Number) -> int:
    """Whole numbers exclude their end by one; a fraction has no next number, its end stays."""
    return 1 if number == int(number) else 0


def _next_step(number: Number) -> Number | None:
    """The place of the last digit written (300 → 100, 12,000 → 1,000); None where the number is not round."""
    exponent = Decimal(number).normalize().as_tuple().exponent
    return None if exponent == 0 else tidy(Decimal(1).scaleb(exponent))


def _around(number: Number) -> tuple[Number, Number]:
    return _down(Decimal(number) * 9 / 10), _up(Decimal(number) * 11 / 10)


def _just_below(number: Number) -> tuple[Number, Number]:
    top = number - _unit_step(number)
    return min(_up(Decimal(number) * 9 / 10), top), top


def _and_more(number: Number) -> tuple[Number, Number | None]:
    step, gap = _next_step(number), _unit_step(number)
    return number + gap, None if step is None else number + step - gap


@dataclass(frozen=True)
class Mark:
    """What a word of approximation makes of the number it stands by."""

    code: str
    precision: Precision
    bounds: Callable[[Number], tuple[Number, Number | None]]


ABOUT = Mark("M09", Precision.ABOUT, _around)
_ESTIMATE = Mark("M09", Precision.ESTIMATE, _around)
_NEAR = Mark("M10", Precision.BELOW, _just_below)
_MORE = Mark("M11", Precision.ABOVE, _and_more)
_EXCEEDING = Mark("M12", Precision.ABOVE, lambda number: (number + _unit_step(number), None))
_AT_LEAST = Mark("M12", Precision.ABOVE, lambda number: (number, None))
_UPWARDS = Mark("M12", Precision.ABOVE, lambda number: (number, 2 * number - 1))
_SHORT_OF = Mark("M12", Precision.BELOW, lambda number: (0, number - _unit_step(number)))
_AT_MOST = Mark("M12", Precision.BELOW, lambda number: (0, number))

BEFORE = (
    dict.fromkeys(("大约", "约", "约为", "大概"), ABOUT)
    | dict.fromkeys(("估计", "估算"), _ESTIMATE)
    | dict.fromkeys(("近", "将近", "接近"), _NEAR)
    | dict.fromkeys(("超", "超过", "逾", "突破", "多于", "高于"), _EXCEEDING)
    | dict.fromkeys(("不少于", "不低于", "至少", "最少"), _AT_LEAST)
    | dict.fromkeys(("不足", "不到", "少于", "低于"), _SHORT_OF)
    | dict.fromkeys(("不超过", "不多于", "至多", "最多"), _AT_MOST)
    | {"上": _UPWARDS}
)
_AMID = dict.fromkeys(("余", "多", "几"), _MORE)
AFTER = (
    dict.fromkeys(("左右", "上下"), ABOUT)
    | dict.fromkeys(("以上", "及以上"), _AT_LEAST)
    | dict.fromkeys(("以下", "以内", "及以下"), _AT_MOST)
)
MARKS = BEFORE | _AMID | AFTER

_APPROXIMATE = {
    Precision.ABOUT: ("是约数，汇总结果将标注“含约数”", "如有准确数请补报"),
    Precision.ESTIMATE: ("是估计数，汇总结果将标注“含约数”", "如有准确数请补报"),
    Precision.BELOW: ("仅有上限，无精确值", "请补报准确数"),
    Precision.ABOVE: ("仅有下限，无精确值", "请补报准确数"),
    Precision.RANGE: ("是区间值，无精确值", "请补报准确数"),
}


def _approximate(code: str, precision: Precision, text: str) -> Finding:
    """The warning for an approximate phrase; a phrase that carries 余 with 万 or 亿 was also converted (M08)."""
    problem, remedy = _APPROXIMATE[precision]
    converted = code == "M11" and any(char in "万亿" for char in text)
    return Finding("M08" if converted else code, Level.WARNING, f"“{masked(text)}”{problem}", remedy)


def interval(
    code: str,
    precision: Precision,
    bounds: tuple[Number, Number | None],
    text: str,
    column: Column,
    point: Number | None = None,
) -> Value:
    """The approximate value that `text` stands for, checked against what the column can hold."""
    low, high = bounds
    if high is not None and high < low:
        raise unreadable("说法不成立")
    if column.whole and any(isinstance(bound, Decimal) for bound in bounds):
        return missing(fraction_finding(text, column))
    finding = _approximate(code, precision, text)
    findings = (finding,) if column.maximum is None or low <= column.maximum else (finding, too_large_finding(column))
    return Value(Status.PRESENT, point, precision, low, high, findings)


def marked(mark: Mark, number: Number, text: str, column: Column) -> Value:
    """What `mark` makes of `number`; only 约 and 估计 keep it as the point within their interval."""
    if not 0 < number < LIMIT:
        raise unreadable("说法不成立")
    point = number if mark.bounds is _around else None
    if column.whole and isinstance(number, Decimal):
        return missing(fraction_finding(text, column))
    return interval(mark.code, mark.precision, mark.bounds(number), text, column, point)
