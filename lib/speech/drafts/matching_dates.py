"""When a draft was written: by the date below its title or its text, or the day with which minutes or news begin."""

import re

from lib.directory import Period
from lib.speech.drafts.text import Draft

EARLY = 3  # months in which a speech without a year still speaks of the year before
_YEAR_LEFT_OUT = re.compile(r"^[（(\s　]*20[X×*＊_＿]{1,2}年(?P<month>\d{1,2})月")
_OPENING = re.compile(r"20\d\d年\d{1,2}月(?:\d{1,2}|[^\d，。；]{1,6})日(?=(?:[上下]午|晚上?)?，)")
# 记者2025年7月16日从市委老干部局获悉
_DATELINE = re.compile(r"(?:记者|讯|电)[^。；\d]{0,8}(?P<day>20\d\d年\d{1,2}月\d{1,2}日)")
_DATED = (
    re.compile(r"[（(]\s*(?P<year>20\d\d)年(?:(?P<month>\d{1,2})月)?"),
    re.compile(r"(?:^|[\s　])(?P<year>20\d\d)年(?P<month>\d{1,2}|[^\d，。；]{0,6})月[^，。；]{0,6}日?$"),
)


def date_to_come(draft: Draft, latest: Period) -> tuple[int, int] | None:
    """A draft of 20××年1月 is one of the January after the latest year on record."""
    months = [int(match["month"]) for line in (*draft.head, *draft.tail) if (match := _YEAR_LEFT_OUT.search(line))]
    early = months and months[0] <= EARLY and latest.as_of.month == 12
    return (latest.year + 1, months[0]) if early else None


def _opening(draft: Draft) -> list[str]:
    """The day with which the text of minutes begins, 2026年1月19日上午，……召开会议, or the dateline of news."""
    lines = [item.text.strip() for item in draft.paragraphs if item.text.strip()]
    opening = lines[len(draft.head)] if len(draft.head) < len(lines) else ""
    if begins := _OPENING.match(opening):
        return [begins[0]]
    return [match["day"] for match in [_DATELINE.search(opening)] if match]


def date_of(draft: Draft) -> tuple[int, int | None] | None:
    """Year and month in which the draft is dated: in brackets or at the end of a line, behind the title or below the
    text. The month is None where it is left out."""
    for line in (*draft.head, *draft.tail, *_opening(draft)):
        found = next((match for pattern in _DATED if (match := pattern.search(line))), None)
        if found:
            month = int(found["month"]) if (found["month"] or "").isdigit() else 0
            return int(found["year"]), month if 1 <= month <= 12 else None
    return None
