"""The only place that makes text of numbers and dates: thousands, 万, per cent, intervals, differences.

Rounding is half up on decimals. What cannot be said is 「—」, never 0.
"""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

Number = int | float | Decimal
DASH = "—"
UNROUNDED = "增减和相差按未四舍五入的数计算"  # said where `apart`
_LARGE = ((99_999_950, 100_000_000, "亿"), (10_000, 10_000, "万"))  # from, in; 10,000万 is never said


class Figure(Protocol):
    """What a text is made of; lib.measure.Reading is one."""

    value: Number | None
    numerator: Number | None
    denominator: Number | None
    lo: Number | None
    hi: Number | None
    missing: tuple[str, ...]
    missing_cells: int
    approx_cells: int
    state: str
    words: str


class Quantity(Protocol):
    """What the number measures; lib.indicators.Indicator is one."""

    unit: str
    decimals: int

    @property
    def is_rate(self) -> bool: ...


def rounded(value: Number, decimals: int) -> Decimal:
    """Half up: 2.675 to 2.68, 0.5 to 1. A float is taken as the shortest decimal that stands for it."""
    exact = Decimal(str(value))
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def number(value: Number | None, decimals: int = 0, *, compact: bool = False) -> str:
    """1,204; with `compact` 18.36万 from 10,000 on and 1.2亿 from 100 million on, at most two decimals."""
    if value is None:
        return DASH
    for least, size, name in _LARGE:
        if compact and abs(value) >= least:
            return _minus(f"{_trimmed(rounded(Decimal(str(value)) / size, 2))}{name}")
    text = f"{rounded(value, decimals):,}"
    return _minus(text[1:] if text.startswith("-") and not text.strip("-0.,") else text)


def _minus(text: str) -> str:
    """With the sign of a minus in place of a hyphen."""
    return text.replace("-", "−")


def _trimmed(value: Decimal) -> str:
    text = f"{value:,}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(value: Number | None, decimals: int = 1) -> str:
    """31.0%; a positive rate that would print as 0.0% is 不足0.1%, one below 100 that would print as that is 99.9%."""
    return DASH if value is None else _percent(_below_all(value, decimals), decimals)


def _percent(value: Number, decimals: int) -> str:
    shown = rounded(value, decimals)
    if value > 0 and shown == 0:
        return f"不足{Decimal(1).scaleb(-decimals)}%"
    return _minus(f"{shown or abs(shown)}%")  # never -0.0


def _below_all(value: Number, decimals: int) -> Number:
    """100% is kept for all of them: 1,999 of 2,000 is 99.9%."""
    most = Decimal(100) - Decimal(1).scaleb(-decimals)
    return most if value < 100 and rounded(value, decimals) == 100 else value


def figure(reading: Figure, item: Quantity, *, compact: bool = False) -> str:
    """The number without its unit (a rate with %): 1,204 · 约30 · 10,001～19,999 · 不少于300 · 缺报 · —.
    An answer in words (66–70) is given as it is."""
    if reading.state == "缺报":
        return "缺报"
    if item.is_rate:
        return _rate(reading, item.decimals)
    if reading.value is None:
        return reading.words or _bounds(reading, item.decimals, compact)
    text = number(reading.value, item.decimals, compact=compact)
    return f"约{text}" if reading.approx_cells else text


def with_unit(reading: Figure, item: Quantity, *, compact: bool = False) -> str:
    """The number with its unit: 1,204个, 31.0%, 18.36万元."""
    text = figure(reading, item, compact=compact)
    return text if item.is_rate or text in (DASH, "缺报") else f"{text}{item.unit}"


def _rate(reading: Figure, decimals: int) -> str:
    if reading.value is None:
        return _rate_bounds(reading, decimals)
    text = percent(reading.value, decimals)
    all_of_them = reading.numerator is not None and reading.numerator == reading.denominator
    if all_of_them and (reading.missing or reading.missing_cells):
        return f"已报{text}"
    return f"约{text}" if reading.approx_cells else text


def _rate_bounds(reading: Figure, decimals: int) -> str:
    if reading.lo is None:
        return DASH
    low = percent(reading.lo, decimals)
    return f"不低于{low}" if reading.hi is None else f"{low}～{percent(reading.hi, decimals)}"


def _bounds(reading: Figure, decimals: int, compact: bool) -> str:
    if reading.lo is None:
        return DASH
    low = number(reading.lo, decimals, compact=compact)
    if reading.hi is None:
        return f"不少于{low}"
    return f"{low}～{number(reading.hi, decimals, compact=compact)}"


def delta(difference: Number | None, item: Quantity, *, compact: bool = False) -> str:
    """The difference with its sign: +12, −3.4个百分点, 持平; — where it is not known."""
    if difference is None:
        return DASH
    text = number(abs(difference), item.decimals, compact=compact)
    if not text.strip("0.,"):
        return (
            "持平" if difference == 0 else f"{_way(difference)}不足{Decimal(1).scaleb(-item.decimals)}{_points(item)}"
        )
    return f"{_sign(difference)}{text}{_points(item)}"


def places(difference: Number | None) -> str:
    """The difference of two places, of which the first is the best: −1 is 上升1位."""
    if not difference:
        return DASH if difference is None else "持平"
    return f"{'下降' if difference > 0 else '上升'}{number(abs(difference))}位"


def apart(first: Number | None, second: Number | None, difference: Number | None, decimals: int) -> bool:
    """Whether two numbers, given as they are printed, differ by another number than the difference as `decimals` of it
    are printed: 36.5 and 31.0 by 5.42."""
    if first is None or second is None or difference is None:
        return False
    return Decimal(str(first)) - Decimal(str(second)) != rounded(difference, decimals)


def _way(value: Number) -> str:
    """In words where words follow: 升不足0.1个百分点."""
    return "升" if value > 0 else "降"


def _sign(value: Number) -> str:
    return "+" if value > 0 else "−"


def _points(item: Quantity) -> str:
    return "个百分点" if item.is_rate else ""


def day(value: date | None) -> str:
    """2025年12月31日."""
    return DASH if value is None else f"{value.year}年{value.month}月{value.day}日"


def moment(value: datetime) -> str:
    """2025年12月31日9:05."""
    return f"{day(value.date())}{value.hour}:{value.minute:02d}"


def month(value: str) -> str:
    """2025-07 as 2025年7月."""
    year, number_of_month = value.split("-")
    return f"{year}年{int(number_of_month)}月"


def signed_percent(value: Number | None, decimals: int = 1) -> str:
    """A growth rate with its sign: +8.4%, −0.6%, +100.0%, 持平, 升不足0.1%."""
    if value is None:
        return DASH
    if value == 0:
        return "持平"
    text = _percent(abs(value), decimals)
    return (_way(value) if text.startswith("不足") else _sign(value)) + text


def shown_value(reading: Figure, item: Quantity) -> float | None:
    """The value as a table cell may print it: rounded half up like `figure`, and below 100 where not all are in."""
    if reading.value is None:
        return None
    exact = _below_all(reading.value, item.decimals) if item.is_rate else reading.value
    return float(rounded(exact, item.decimals))
