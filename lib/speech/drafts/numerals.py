"""The figure of a number as written: Arabic or Han digits, sizes such as 万, the value of its last digit."""

from decimal import Decimal

from lib.intake.values.model import UnusableError
from lib.intake.values.numerals import SIZES, neighbours, numeral

DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
HAN = "[〇零一二两三四五六七八九十百千万亿]+"
TIMES = "(?:百万|千万|万亿|百|千|万|亿)?"
_HAN_DIGITS = str.maketrans("〇零一二两三四五六七八九", "001223456789")

# Signs of the same length in their narrow form, so that offsets stay those of the text.
_NARROW = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), 0xFF0B, 0xFF0E, 0xFF0F, 0xFF05)}
_NARROW |= {ord("○"): "〇", ord("﹪"): "%"}


def narrowed(text: str) -> str:
    """The text with full-width digits and their signs made narrow, each at its place."""
    return text.translate(_NARROW)


def figure(written: str, times: str = "") -> tuple[Decimal, Decimal] | None:
    """What a figure stands for and the worth of its last digit: 18.36万 is (183600, 100), 四千 (4000, 1000).
    None where it is no number."""
    size = Decimal(1)
    for mark in times:
        size *= SIZES[mark]
    if written[0].isdigit():
        plain = Decimal(written.replace(",", ""))
        return plain * size, Decimal(1).scaleb(plain.as_tuple().exponent) * size
    try:
        if neighbours(written):
            return None
        whole = Decimal(numeral(written))
    except UnusableError:
        return None
    last = SIZES.get(written[-1], 1)
    if len(written) > 1 and written[-1] == "万" and written[-2] in SIZES:
        last *= SIZES[written[-2]]
    return whole * size, Decimal(last) * size


def either(written: str, times: str = "") -> tuple[Decimal, Decimal] | None:
    """三四十 is (30, 40): two digits side by side mean one or the other."""
    try:
        ends = neighbours(written)
    except UnusableError:
        return None
    if ends is None:
        return None
    size = Decimal(1)
    for mark in times:
        size *= SIZES[mark]
    return ends[0] * size, ends[1] * size


def decimals(written: str) -> str:
    """The Han digits behind a 点: 八五 is 85."""
    return written.translate(_HAN_DIGITS)
