"""Numerals to numbers: Arabic digits with thousands separators, Han numerals, sizes such as 万."""

import re
from decimal import Decimal

from lib.intake.issues import Finding, Level
from lib.intake.values.cleaning import masked
from lib.intake.values.model import Number, UnusableError, missing, unreadable

FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬億○", "一二三四五六七八九十百千万亿〇") | str.maketrans(
    {"廿": "二十", "卅": "三十"}
)
_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"亿": 10**8, "万": 10**4}
SIZES = _PLACES | _MYRIADS
_POSITIONAL = re.compile("[〇零一二三四五六七八九]+")
_NEIGHBOURS = re.compile("([一二两三四五六七八九])([二两三四五六七八九])")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")


def _section(text: str, closing: int) -> int:
    """The Han numeral `text` below 10,000. `closing` is the place of a lone digit (the 二 of 一万二 counts 千)."""
    total, digit, place, padded = 0, None, None, False
    for char in text:
        if char in "零〇":
            padded = True
            continue
        if char in _DIGITS:
            if digit is not None:
                raise unreadable()
            digit = _DIGITS[char]
            continue
        size = _PLACES[char]
        bare = digit is None and size > 10 and (padded or place is not None)
        if bare or (place is not None and size >= place):
            raise unreadable()
        total += (1 if digit is None else digit) * size
        digit, place, padded = None, size, False
    last = closing if place is None else place // 10
    return total + (digit or 0) * (1 if padded else last)


def _han(text: str, closing: int = 1) -> int:
    """The integer a Han numeral stands for (一百零五, 两千三百, 一万二, 二〇); stops the reading on nonsense."""
    if len(text) > 1 and ("〇" in text or "零" in text) and _POSITIONAL.fullmatch(text):
        return int("".join(str(_DIGITS[char]) for char in text))
    for mark, size in _MYRIADS.items():
        head, found, tail = text.partition(mark)
        if found:
            low = _han(tail, size // 10) if tail else 0
            if low >= size:
                raise unreadable()
            return (_han(head) if head else 1) * size + low
    return _section(text, closing)


def arabic(text: str) -> Number:
    """The number written in Arabic digits, thousands separators allowed where they stand right."""
    if "," in text and not _GROUPED.fullmatch(text):
        finding = Finding("M07", Level.WARNING, f"千分位格式异常：{masked(text)}，按缺报处理", "请去掉逗号，重填准确数")
        raise UnusableError(missing(finding))
    plain = text.replace(",", "")
    return Decimal(plain) if "." in plain else int(plain)


def numeral(text: str) -> Number:
    """The number written in Arabic or Han numerals."""
    return arabic(text) if text[0] in "+-0123456789" else _han(text)


def neighbours(figure: str) -> tuple[int, int] | None:
    """三四十 → (30, 40), 十五六 → (15, 16): two digits side by side in a Han numeral mean "one or the other"."""
    match = _NEIGHBOURS.search(figure)
    if match is None or "〇" in figure:
        return None
    first, second = (_DIGITS[digit] for digit in match.groups())
    if second - first != 1 and match[0] != "三五":
        raise unreadable()
    low, high = (_han(figure[: match.start()] + digit + figure[match.end() :]) for digit in match.groups())
    return low, high


def tidy(number: Number) -> Number:
    """An int wherever the number is integral."""
    return int(number) if number == int(number) else number


def sized(number: Number, times: str) -> Number:
    """`number` times the sizes written behind it: 5, 十万 → 5,000,000."""
    for mark in times:
        number = number * SIZES[mark]
    return tidy(number)
