"""What may be said of an exact value in a round number: every phrase that is true of it, the finest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction

from lib import formats
from lib.speech.approximation import BETWEEN, HALF, TOLERANCE, WORDS, Phrase, loss, per_cent, why_not

_OF_COUNTS = ("余", "近", "超", "约", "不少于", "不足")
_OF_SHARES = ("近", "超", "约", "不低于", "不足")
_OF_FRACTIONS = ("分之", "近", "超过")
_PARTS = ((2, 3), (3, 4), (4, 5), (3, 5), (2, 5), *((1, below) for below in (3, 4, 5, 6, 7, 8, 9, 10, 20, 30)))
_FRACTIONS = tuple(Fraction(*part) for part in _PARTS)
_POWERS = {Decimal(100): "百", Decimal(1000): "千", Decimal(10_000): "万"}
_DIGITS = "零一二三四五六七八九"
_ORDER = (Phrase.MORE, Phrase.NEAR, Phrase.OVER, Phrase.ABOUT)


@dataclass(frozen=True)
class Saying:
    """A phrase that is true of a value. `number`: the round number (of a share in per cent), `loss`: its distance
    from the value as part of the value. It is written `before`, `digits`, unit."""

    phrase: Phrase
    number: Decimal
    loss: Decimal
    before: str
    digits: str

    @property
    def text(self) -> str:
        """近千, 1.3万余, 超8万, 不低于20%, 近十分之一."""
        return self.before + self.digits

    @property
    def is_fraction(self) -> bool:
        """十分之一, 近三分之一."""
        return "分之" in self.digits

    def with_unit(self, unit: str) -> str:
        """近千名, 1.3万余名; a share has no unit."""
        bare = self.phrase in (Phrase.OVER_HALF, Phrase.NEAR_HALF) or self.digits.endswith("%") or self.is_fraction
        return self.text if bare else self.text + unit


def sayings(value: Decimal | float, *, share: bool = False) -> tuple[Saying, ...]:
    """Everything true of the exact value that loses at most a tenth of it, and the fixed words (几十, 上百, 过半).
    `share`: the value is in per cent. Nothing is said of 0, of less, and of 100%."""
    exact = Decimal(str(value))
    if exact <= 0 or (share and exact >= 100):
        return ()
    found = dict.fromkeys((*_of_share(exact), *_of_fraction(exact)) if share else (*_of_count(exact), *_fixed(exact)))
    rank = {phrase: place for place, phrase in enumerate(_ORDER)}
    return tuple(sorted(found, key=lambda one: (one.loss, rank.get(one.phrase, len(rank)), one.number)))


def _true(word: str, number: Decimal | Fraction, value: Decimal) -> bool:
    """True, within the tolerance, and not a round number that is exact anyway (不低于20% of 20% may be meant)."""
    lost = loss(value, per_cent(number) if isinstance(number, Fraction) else number)
    exact = lost == 0 and WORDS[word] is not Phrase.AT_LEAST
    return lost <= TOLERANCE and not exact and not why_not(word, number, value)


def _of_count(value: Decimal) -> Iterator[Saying]:
    for number in _round_numbers(value):
        for word in _OF_COUNTS:
            if _true(word, number, value):
                digits = _written(number, word)
                before, digits = ("", f"{digits}余") if word == "余" else (word, digits)
                yield Saying(WORDS[word], number, loss(value, number), before, digits)


def _round_numbers(value: Decimal) -> list[Decimal]:
    """The neighbours of the value with one and with two significant digits, tens at the finest."""
    steps = (Decimal(1).scaleb(value.adjusted() - digits) for digits in (0, 1))
    return sorted({number for step in steps if step >= 10 for number in _neighbours(value, step)})


def _neighbours(value: Decimal, step: Decimal) -> set[Decimal]:
    found = {(value / step).to_integral_value(way) * step for way in (ROUND_FLOOR, ROUND_CEILING)}
    return {number for number in found if number > 0}


def _written(number: Decimal, word: str) -> str:
    """近千, 万余; other round numbers in digits: 约300, 1.3万余."""
    named = _POWERS.get(number) if word in ("近", "余") else None
    return named or formats.number(number, compact=True)


def _fixed(value: Decimal) -> Iterator[Saying]:
    for phrase, (low, high) in BETWEEN.items():
        if low <= value <= high:
            yield Saying(phrase, low, loss(value, low), "", phrase.value)


def _of_share(value: Decimal) -> Iterator[Saying]:
    for word in ("过半", "近半"):
        if not why_not(word, None, value):
            yield Saying(WORDS[word], HALF, loss(value, HALF), "", word)
    for number in sorted(_neighbours(value, Decimal(5) if value >= 10 else Decimal(1))):
        for word in _OF_SHARES:
            if number < 100 and _true(word, number, value):
                yield Saying(WORDS[word], number, loss(value, number), word, formats.percent(number, 0))


def _of_fraction(value: Decimal) -> Iterator[Saying]:
    for part in _FRACTIONS:
        for word in _OF_FRACTIONS:
            if loss(value, per_cent(part)) <= TOLERANCE and not why_not(word, part, value):
                before = "" if word == "分之" else word
                yield Saying(WORDS[word], per_cent(part), loss(value, per_cent(part)), before, _fraction(part))


def _fraction(part: Fraction) -> str:
    """十分之一, 三分之二."""
    tens, ones = divmod(part.denominator, 10)
    below = (_DIGITS[tens] if tens > 1 else "") + "十" if tens else _DIGITS[ones]
    return f"{below}分之{_DIGITS[part.numerator]}"
