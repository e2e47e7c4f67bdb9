"""A value as it may stand in the gap of a sentence: in 万 where 万 follows, round where 余 or 近 demand it."""

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from lib import formats
from lib.indicators import Indicator
from lib.speech.approximation import AFTER, BEFORE, Phrase, why_not
from lib.speech.drafts.blanks import Blank

_ROUND_UP = (Phrase.NEAR, Phrase.SHORT)
_ROUND_DOWN = (Phrase.MORE, Phrase.OVER)
_SIGNIFICANT = (2, 1, 3)  # digits of a round number, the readiest first
_WAN_DECIMALS = 2


def printed(blank: Blank, value: Decimal, item: Indicator, *, share: bool) -> tuple[str, str]:
    """The text for the gap and why there is none, one of them empty. `share`: the value is in per cent."""
    word = blank.after or blank.before
    phrase = (AFTER | BEFORE).get(word)
    if blank.wan > 1 and blank.measure != "元" and value < blank.wan:
        return "", f"实为{plain(value, 0)}{item.unit}，不到1万，不能以“万”计"
    if phrase in (*_ROUND_UP, *_ROUND_DOWN):
        return _rounded(blank, value, word, phrase, share)
    decimals = blank.decimals if blank.decimals is not None else item.decimals
    if blank.wan > 1:
        shown = formats.rounded(value / blank.wan, _WAN_DECIMALS if blank.decimals is None else blank.decimals)
        return _trimmed(shown) if blank.decimals is None else plain(shown, blank.decimals), ""
    if item.unit == "元" and not share:
        return _trimmed(formats.rounded(value, 2)), ""
    shown = formats.rounded(value, decimals)
    return (plain(shown, decimals) if share or blank.decimals is not None else _trimmed(shown)), ""


def _rounded(blank: Blank, value: Decimal, word: str, phrase: Phrase, share: bool) -> tuple[str, str]:
    up = phrase in _ROUND_UP
    for number in dict.fromkeys(_round_numbers(blank, value, up, share)):
        if (
            number > 0
            and not why_not(word, number, value)
            and not (blank.before and why_not_before(blank, number, value))
        ):
            return _trimmed(number / blank.wan), ""
    exact = _trimmed(formats.rounded(value, 2))
    return "", f"实为{exact}{'%' if share else ''}，没有合适的整数可用“{word}”，请改写"


def why_not_before(blank: Blank, number: Decimal, value: Decimal) -> str:
    """Why the word in front is not true of the round number; 近…余 contradict each other and are judged by 余 alone."""
    if blank.after and BEFORE.get(blank.before) in (Phrase.NEAR, Phrase.SHORT):
        return ""
    return why_not(blank.before, number, value)


def _round_numbers(blank: Blank, value: Decimal, up: bool, share: bool) -> Iterator[Decimal]:
    rounding = ROUND_CEILING if up else ROUND_FLOOR
    if share or blank.decimals is not None:
        step = Decimal(blank.wan).scaleb(-(blank.decimals or 0))
        yield (value / step).to_integral_value(rounding) * step
        return
    for digits in _SIGNIFICANT:
        step = Decimal(1).scaleb(value.adjusted() - digits + 1)
        if step * 100 >= blank.wan or blank.wan == 1:
            yield (value / step).to_integral_value(rounding) * step


def plain(value: Decimal, decimals: int) -> str:
    """Digits without a mark between thousands, as a speech writes them."""
    return formats.number(value, decimals).replace(",", "")


def _trimmed(value: Decimal) -> str:
    return plain(value, max(0, -value.normalize().as_tuple().exponent))
