"""Whether a written number is true of a value: digits by rounding, words of approximation by their truth table."""

from decimal import ROUND_HALF_UP, Decimal

from lib import formats
from lib.speech.approximation import WORDS, Phrase, loss, why_not
from lib.speech.drafts.kinds import WrittenNumber

_SAME = {
    "约为": "约", "上下": "左右", "超出": "超", "多于": "超", "高于": "超", "及以上": "以上", "最少": "至少",
    "少于": "不足", "低于": "不足", "有余": "余", "之多": "余", "一半以上": "半数以上", "超过一半": "过半",
    "过半数": "过半", "大半": "过半", "一半多": "过半", "近一半": "近半", "接近一半": "近半", "接近半数": "近半",
}  # fmt: skip
_AT_MOST = frozenset({"不超过", "不多于", "至多", "最多", "以下", "以内", "及以下"})
_LOOSE = Decimal("0.1")  # 超N and N以上 of a value further above say too little to be called right
_SHORT_OF = Decimal("0.8")
_COARSE = Decimal("0.01")  # what 1.2万 without 约 may lose by rounding
_WAN = 10_000


def agrees(number: WrittenNumber, value: Decimal) -> tuple[bool | None, str]:
    """True, False, or None where it can be read either way; and why not. Shares are in per cent on both sides."""
    if number.low is not None and number.value is None:
        inside = number.low <= value <= (number.high or number.low)
        return inside, "" if inside else f"实际不在{number.text}之内"
    if number.words:
        verdicts = [_said(number, word, value) for word in number.words]
        return next((one for one in verdicts if one[0] is not True), (True, ""))
    if number.fraction is not None:
        reason = why_not(Phrase.FRACTION, number.fraction, value)
        return (None if reason and abs(value - number.value) <= number.value * _LOOSE else not reason), reason
    return _rounds_to(number, value)


def _rounds_to(number: WrittenNumber, value: Decimal) -> tuple[bool | None, str]:
    """Half up to the last digit written; 100% only of all."""
    if number.is_share and number.value == 100 and value < 100:
        return False, "不足100%"
    if (value / number.step).quantize(Decimal(1), ROUND_HALF_UP) * number.step != number.value:
        return False, ""
    if number.step >= 1 and value and not number.is_share and loss(value, number.value) > _COARSE:
        return None, "四舍五入后相同，但相差超过1%，宜加“约”“近”或写得更细"
    return True, ""


def _said(number: WrittenNumber, word: str, value: Decimal) -> tuple[bool | None, str]:
    word = _SAME.get(word, word)
    if word in _AT_MOST:
        return (value <= number.value and (value >= number.value * _SHORT_OF or None)), "实际更多"
    if word == "上":
        return number.value <= value < 2 * number.value, "“上”指这个数或稍多"
    if word not in WORDS:
        return None, f"“{word}”说不清是多少"
    reason = why_not(word, number.fraction or number.value, value)
    return _judged(WORDS[word], number, value, reason)


def _judged(phrase: Phrase, number: WrittenNumber, value: Decimal, reason: str) -> tuple[bool | None, str]:
    """What is literally true but far off is neither right nor wrong."""
    if phrase in (Phrase.OVER, Phrase.AT_LEAST) and not reason and value > 0 and loss(value, number.value) > _LOOSE:
        return None, f"没有说错，但实际高出较多，为{_plain(value)}"
    if phrase is Phrase.SHORT and 0 < value < number.value <= number.step < 1:
        return True, ""  # 不足0.1% is how a rate is written that would print as 0.0%
    if phrase is Phrase.SHORT and reason and 0 < value < number.value:
        return (True if value >= number.value * _SHORT_OF else None), reason
    if phrase is Phrase.MORE and reason and number.value < value < number.value + number.step:
        return None, reason
    if phrase is Phrase.ABOUT and reason and value > 0 and loss(value, number.value) <= _LOOSE:
        return None, reason
    return not reason, reason


def right(number: WrittenNumber, value: Decimal, decimals: int, unit: str) -> str:
    """The value as it should stand in the place of the number: 67.7%, 213个, 18.36万名, 5.1个百分点."""
    value = abs(value)
    places = max(0, -number.step.normalize().as_tuple().exponent)
    if unit == "%":
        return formats.percent(value, places if places and not number.fraction else decimals)
    if unit.endswith("百分点"):
        return f"{formats.rounded(value, max(places, 1))}个百分点"
    if number.in_wan:
        return _plain(formats.rounded(value / _WAN, max(0, 4 - number.step.normalize().as_tuple().exponent)))
    if "万" in number.text and value >= _WAN:
        return f"{formats.number(value, compact=True).replace(',', '')}{unit}"
    return f"{_plain(formats.rounded(value, decimals))}{unit}"


def _plain(value: Decimal) -> str:
    places = max(0, -value.normalize().as_tuple().exponent)
    return formats.number(value, min(places, 2)).replace(",", "")
