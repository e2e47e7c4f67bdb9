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
    """「离休干部388人，较上年底减少41人；退休干部5.12万人，较上年底增加612人」."""
    return "；".join((_stock("离休干部", lixiu), _stock("退休干部", tuixiu)))


def _rate(reading: Reading) -> str:
    said = formats.figure(reading, indicator(reading.key))
    if reading.value is None or reading.denominator is None:
        return said
    return f"{said}（{formats.number(reading.numerator)}/{formats.number(reading.denominator)}）"


def _stock(name: str, compared: Comparison) -> str:
    said = say(f"{name}{{{compared.now.key}}}", {compared.now.key: compared.now})
    if not compared.difference or compared.then is None:
        return said
    word = "增加" if compared.difference > 0 else "减少"
    moved = formats.number(abs(compared.difference), compact=True)
    then = compared.then.as_of
    year_end = then.month == 12 and then.year == compared.now.as_of.year - 1
    when = "上年底" if year_end else formats.day(then)
    return f"{said}，较{when}{'同口径' if compared.without else ''}{word}{moved}人"
