"""Which year 今年 is in a draft that bears no date, by what it says itself."""

import re

from lib.directory import Period
from lib.speech.drafts.text import Draft

_HAN = "一二三四五六七八九"
# 今年是“十五五”开局之年: the fifteenth five-year plan begins in 2026, the fourteenth ended in 2025.
_PLAN = re.compile(
    rf"今年[^。！？；\n]*?[“\"]?十(?P<plan>[{_HAN}])五[”\"]?(?:规划)?的?(?:(?P<first>开局|起步)|(?P<final>收官|收尾))"
)
_FIRST_PLAN, _YEARS_OF_PLAN = 2001, 5
# 2024年底有50个，去年底33个: the one year end is not the other.
_SET_APART = re.compile(r"(?P<year>20\d\d)年年?[底末终](?=[^。！？\n]*?(?<![较比与同])去年年?[底末终])")


def year_of_speech(draft: Draft, latest: Period) -> int | None:
    """None where the text does not tell, or tells of a year that the figures on record cannot be of."""
    possible = years_possible(latest)
    if plan := _PLAN.search(draft.text):
        begun = _FIRST_PLAN + _YEARS_OF_PLAN * (_HAN.index(plan["plan"]) + 1)
        year = begun if plan["first"] else begun + _YEARS_OF_PLAN - 1
        return year if year in possible else None
    apart = {int(match["year"]) for match in _SET_APART.finditer(draft.text)}
    left = [year for year in possible if year - 1 not in apart]
    return left[0] if apart and len(left) == 1 else None


def years_possible(latest: Period) -> tuple[int, ...]:
    """Figures up to the end of 2025 are spoken of in 2025 or, before there are others, in 2026."""
    return (latest.year, latest.year + 1) if latest.as_of.month == 12 else (latest.year,)
