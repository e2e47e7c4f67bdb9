"""Which round-number phrase (近千, 万余, 超8万, 过半, 十分之一) is true of an exact value, and which is not.

`why_not` judges a phrase that somebody wrote, `contradictions` finds those that are never true (近…余). What can be
offered for a value is in `lib.speech.sayings`, what is said of several values (翻一番, 首次) in `lib.speech.claims`.
Shares are in per cent. Only exact values belong here: an interval is never approximated a second time.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from lib import formats

TOLERANCE = Decimal("0.1")  # how much of the value a round number may lose
ABOUT_TOLERANCE = Decimal("0.05")
HALF = Decimal(50)


class Phrase(StrEnum):
    """The families of phrases; all words of a family have the same meaning."""

    NEAR = "近"
    MORE = "余"
    OVER = "超"
    AT_LEAST = "以上"
    SHORT = "不足"
    ABOUT = "约"
    TEENS = "十余"
    TENS = "几十"
    HUNDREDS = "上百"
    OVER_HALF = "过半"
    NEAR_HALF = "近半"
    FRACTION = "分之"


BEFORE = {
    **dict.fromkeys(("近", "将近", "接近"), Phrase.NEAR),
    **dict.fromkeys(("超", "超过", "逾", "突破"), Phrase.OVER),
    **dict.fromkeys(("不少于", "不低于", "至少"), Phrase.AT_LEAST),
    **dict.fromkeys(("不足", "不到"), Phrase.SHORT),
    **dict.fromkeys(("约", "大约"), Phrase.ABOUT),
}
AFTER = {"余": Phrase.MORE, "多": Phrase.MORE, "以上": Phrase.AT_LEAST, "左右": Phrase.ABOUT}
ALONE = {
    **dict.fromkeys(("十余", "十多"), Phrase.TEENS),
    **dict.fromkeys(("几十", "数十"), Phrase.TENS),
    "上百": Phrase.HUNDREDS,
    **dict.fromkeys(("过半", "半数以上", "超半数", "超过半数"), Phrase.OVER_HALF),
    **dict.fromkeys(("近半", "近半数"), Phrase.NEAR_HALF),
}
WORDS: dict[str, Phrase] = {**BEFORE, **AFTER, **ALONE, Phrase.FRACTION.value: Phrase.FRACTION}
BETWEEN = {
    Phrase.TEENS: (Decimal(11), Decimal(19)),
    Phrase.TENS: (Decimal(20), Decimal(99)),
    Phrase.HUNDREDS: (Decimal(100), Decimal(199)),
}


def loss(value: Decimal, number: Decimal) -> Decimal:
    """|value − number| ÷ value; the value is above 0."""
    return abs(value - number) / value


def per_cent(share: Fraction) -> Decimal:
    return Decimal(share.numerator) * 100 / share.denominator


def why_not(word: str, number: Decimal | Fraction | int | None, value: Decimal | int) -> str:
    """Why the phrase with this round number may not be said of the value; empty where it is true.

    `word`: one of WORDS; 分之 for a plain fraction. `number`: of a share in per cent, a Fraction where it was written
    as one (近十分之一); None for a word without a number. KeyError for a word that is not known."""
    phrase, exact = WORDS[word], Decimal(value)
    if phrase in BETWEEN:
        low, high = BETWEEN[phrase]
        return "" if low <= exact <= high else f"“{word}”指{low}至{high}，实际为{_plain(exact)}"
    if phrase is Phrase.OVER_HALF:
        return "" if exact > HALF else f"“{word}”要超过50%，实际为{_plain(exact)}%"
    if phrase is Phrase.NEAR_HALF:
        return "" if HALF * (1 - TOLERANCE) <= exact < HALF else f"“{word}”指45%至不到50%，实际为{_plain(exact)}%"
    return _against(phrase, word, per_cent(number) if isinstance(number, Fraction) else Decimal(number), exact)


def _against(phrase: Phrase, word: str, number: Decimal, value: Decimal) -> str:
    """Why the phrase is not true of value and round number; empty where it is."""
    low = number * (1 - TOLERANCE)
    if number <= 0 or value <= 0:
        demand = "只用于大于0的数"
    elif phrase in (Phrase.NEAR, Phrase.SHORT):
        demand = "" if low <= value < number else f"要不低于{_plain(low)}、不到{_plain(number)}"
    elif phrase is Phrase.MORE:
        demand = _more(number, value)
    elif phrase is Phrase.OVER:
        demand = "" if value > number else f"要大于{_plain(number)}"
    elif phrase is Phrase.AT_LEAST:
        demand = "" if value >= number else f"要不低于{_plain(number)}"
    elif phrase is Phrase.FRACTION:
        near = abs(value - number) <= number * ABOUT_TOLERANCE
        demand = "" if near else f"要与{_plain(formats.rounded(number, 1))}%相差5%以内"
    else:
        demand = "" if loss(value, number) <= ABOUT_TOLERANCE else "与实际相差不得超过5%"
    return demand and f"“{word}”{demand}，实际为{_plain(value)}"


def _more(number: Decimal, value: Decimal) -> str:
    """N余: above N, below the next number of as many digits, and not so far above that it understates."""
    step = Decimal(1).scaleb(number.normalize().as_tuple().exponent)
    if step <= 1:
        return "要跟在整十、整百这样的数后面"
    if not number < value < number + step:
        return f"要大于{_plain(number)}、小于{_plain(number + step)}"
    lost = loss(value, number)
    return "" if number == 10 or lost <= TOLERANCE else f"少说了{formats.percent(lost * 100)}，不得超过10%"


def _plain(value: Decimal) -> str:
    return formats.number(value, max(0, -value.normalize().as_tuple().exponent))


@dataclass(frozen=True)
class Contradiction:
    """Words of a text that exclude each other; `start` and `end` count characters."""

    start: int
    end: int
    text: str
    reason: str


_EXCLUDING = {
    **dict.fromkeys(("近", "将近", "接近"), ("余", "多", "左右", "以上")),
    **dict.fromkeys(("约", "大约"), ("余", "多", "左右", "以上")),
    **dict.fromkeys(("超", "超过", "逾", "突破"), ("余", "多", "左右", "以上")),
    **dict.fromkeys(("不足", "不到"), ("余", "多", "左右", "以上")),
    **dict.fromkeys(("至少", "不低于", "不少于"), ("余", "多", "左右", "以上")),
}
_NUMBER = r"(?:[\d.,，]*\d|[*＊Xx×]+|[一二两三四五六七八九十百千万亿]+)[十百千万亿]*%?"
_NOT_A_COUNT = r"(?![年月日天周])"  # 近三年, 近两个月以上 speak of time
_BEFORE = "|".join(sorted(_EXCLUDING, key=len, reverse=True))
_PAIR = re.compile(
    rf"(?P<before>{_BEFORE})(?P<number>{_NUMBER}){_NOT_A_COUNT}(?:(?P<inner>[余多])|[个名人次位场期条件家元岁万]{{0,3}}(?P<after>左右|以上))"
)
_EXPECTED = re.compile(r"(?:预计|估计)[^\d，。；]{0,4}(?P<number>\d[\d,]*\d)(?![\d,.]|[余多年月日]|[万亿千百])")


def contradictions(text: str) -> tuple[Contradiction, ...]:
    """Every 近…余, 约…左右, 超…以上, 至少…以上 and every expectation with exact digits, in the order of the text."""
    found = []
    for match in _PAIR.finditer(text):
        pair = match["before"], match["inner"] or match["after"]
        if pair[1] in _EXCLUDING[pair[0]]:
            found.append(Contradiction(*match.span(), match[0], f"“{pair[0]}”与“{pair[1]}”不能同用，请只留一个"))
    for match in _EXPECTED.finditer(text):
        digits = match["number"].replace(",", "")
        if len(digits.rstrip("0")) > 2:
            found.append(Contradiction(*match.span(), match[0], "预计、估计的数不能精确到个位，请用约数"))
    return tuple(sorted(found, key=lambda one: one.start))
