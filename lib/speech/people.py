"""The findings above 组织生活与教育 and 队伍与保障."""

from collections.abc import Mapping

from lib import formats
from lib.indicators import indicator
from lib.measure import Comparison, Reading
from lib.speech.findings import say

EDUCATION_KEYS = ("meetings_compliance_rate", "secretary_training_rate")


def education(found: Mapping[str, Reading]) -> str:
    """「三会一课达标率30.9%，书记培训覆盖率84.2%（781/928）」; what is not known is said so."""
    parts = [
        f"{name}{_rate(found[key])}"
        for key, name in zip(EDUCATION_KEYS, ("三会一课达标率", "书记培训覆盖率"), strict=True)
    ]
    return "，".join(parts)


def cadres(lixiu: Comparison, tuixiu: Comparison) -> str:
    """「离休干部388人、退休干部5.12万人，较上年底分别减少41人、增加612人」; each for itself where only one is known to
    have changed, or others are left out."""
    numbers = [
        say(f"{name}{{{one.now.key}}}", {one.now.key: one.now})
        for name, one in (("离休干部", lixiu), ("退休干部", tuixiu))
    ]
    (since, moved), (other, moved_too) = _change(lixiu), _change(tuixiu)
    if since and since == other:
        return f"{'、'.join(numbers)}，{since}分别{moved}、{moved_too}"
    told = ((numbers[0], since, moved), (numbers[1], other, moved_too))
    return "；".join(f"{number}，{when}{change}" if when else number for number, when, change in told)


def _rate(reading: Reading) -> str:
    said = formats.figure(reading, indicator(reading.key))
    if reading.value is None or reading.denominator is None:
        return said
    return f"{said}（{formats.number(reading.numerator)}/{formats.number(reading.denominator)}）"


def _change(compared: Comparison) -> tuple[str, str]:
    """「较上年底」 and 「减少41人」; both empty where nothing changed, or it is not known."""
    if not compared.difference or compared.then is None:
        return "", ""
    word = "增加" if compared.difference > 0 else "减少"
    then = compared.then.as_of
    year_end = then.month == 12 and then.year == compared.now.as_of.year - 1
    when = "上年底" if year_end else formats.day(then)
    moved = formats.number(abs(compared.difference), compact=True)
    return f"较{when}{'同口径' if compared.without else ''}", f"{word}{moved}人"
