"""Of which time a sentence of a draft speaks: 截至6月底, 今年以来, 去年, 上半年, 1—9月."""

import re
from dataclasses import dataclass
from datetime import date

from lib.directory import Directory, Period
from lib.filters import THIS_PERIOD, YEAR_TO_DATE
from lib.speech.drafts.text import Draft

_YEAR = r"(?:(?P<year>20\d\d)年|(?P<last>去年|上年|上一年|过去一年)|(?P<this>今年|本年度?|当年))"
_HALF = rf"{_YEAR}?(?P<half>上半年|下半年)"
_MONTHS = rf"{_YEAR}?1(?:月份?)?[-—－～~至到](?P<upto>1[0-2]|[1-9])月"
_MONTH_END = rf"{_YEAR}?(?P<month>1[0-2]|[1-9])月(?:底|末)"
_AS_OF = rf"截[至止]到?{_YEAR}?(?P<month>1[0-2]|[1-9])月(?:份|\d{{1,2}}日|[X×*＊_＿]+日)?"
_YEAR_END = rf"(?:{_YEAR}年?(?:底|末|终)|(?P<turn>年底|年末))"
_SAME_SPAN = r"(?P<same>(?:去年|上年)同期)"
_WHOLE_YEAR = rf"(?:{_YEAR}(?:以来|全年)?|(?P<whole>全年|年内|年初以来|一年来))"
_NOW = r"(?P<now>截[至止]目前|目前|现有|截[至止]现在|眼下|当前)"
_PATTERNS = tuple(map(re.compile, (_SAME_SPAN, _MONTHS, _HALF, _AS_OF, _MONTH_END, _YEAR_END, _WHOLE_YEAR, _NOW)))
_BASES = re.compile(
    r"(?:较|比|与)(?:20\d\d年|去年|上年|上一年|年初|年底|上半年|下半年|上期|上一期|同期|今年)[^，。；]{0,4}?"
    r"(?=[增减提上下多少净降持翻])|同比|环比"
)


@dataclass(frozen=True)
class Time:
    """A stretch of time as the registry knows it. `said`: the words; `reason`: why there is no such period."""

    period: str
    span: str
    said: str
    reason: str = ""


@dataclass(frozen=True)
class Mention:
    """Where a paragraph names a time."""

    start: int
    end: int
    time: Time


class Times:
    """The times of one draft. `period`: what was asked for; None lets the draft's own title and date decide."""

    def __init__(self, draft: Draft, directory: Directory, period: str | None = None) -> None:
        self.directory = directory
        self.year, self.base = self._base(draft, directory.period(period) if period else None)

    def _base(self, draft: Draft, chosen: Period | None) -> tuple[int, Time]:
        """The year that 今年 means, and the time of a sentence that names none."""
        head = "\n".join(draft.head)
        dated = re.search(r"[（(]\s*(20\d\d)年(?:(\d{1,2})月)?", head)
        half = re.search(r"(20\d\d)年(上半年|下半年)", head)
        year = re.search(r"(20\d\d)年", head)
        if chosen:
            speaking = int(dated[1]) if dated else chosen.year
            return speaking, Time(chosen.id, YEAR_TO_DATE, "")
        latest = self.directory.latest
        if half:
            time = self._half(int(half[1]), half[2], "")
            return int(half[1]), time if not time.reason else Time(latest.id, YEAR_TO_DATE, "")
        if dated:
            limit = date(int(dated[1]), int(dated[2] or 12), 28)
            past = [item for item in self.directory.periods if item.as_of.replace(day=28) <= limit]
            return int(dated[1]), Time((past[-1] if past else latest).id, YEAR_TO_DATE, "")
        if year:
            of_year = [item for item in self.directory.periods if item.year == int(year[1])]
            return int(year[1]), Time((of_year[-1] if of_year else latest).id, YEAR_TO_DATE, "")
        return latest.year, Time(latest.id, YEAR_TO_DATE, "")

    def mentions(self, text: str) -> list[Mention]:
        """The times a paragraph names, in order, without those it only compares with."""
        masked = _BASES.sub(lambda match: "　" * len(match[0]), text)
        found: list[Mention] = []
        for pattern in _PATTERNS:
            for match in pattern.finditer(masked):
                if not any(item.start < match.end() and match.start() < item.end for item in found):
                    time = self._time(match)
                    if time:
                        found.append(Mention(match.start(), match.end(), time))
        return sorted(found, key=lambda item: item.start)

    def _time(self, match: re.Match[str]) -> Time | None:
        named, said = match.groupdict(), match[0]
        if named.get("now"):
            return Time(self.base.period, self.base.span, said, self.base.reason)
        if named.get("same"):
            return self._year_before(said)
        year = self._year(named)
        if named.get("half"):
            return self._half(year, named["half"], said)
        if named.get("upto"):
            return self._months(year, int(named["upto"]), said)
        if named.get("month"):
            return self._month_end(year, int(named["month"]), said)
        return self._whole(year, said)

    def _year(self, named: dict[str, str | None]) -> int:
        if named.get("year"):
            return int(named["year"])
        return self.year - 1 if named.get("last") else self.year

    def _year_before(self, said: str) -> Time:
        base = self.directory.period(self.base.period)
        for item in self.directory.periods:
            if (item.year, item.as_of.month) == (base.year - 1, base.as_of.month):
                return Time(item.id, self.base.span, said)
        return self._none(base.year - 1, said)

    def _half(self, year: int, half: str, said: str) -> Time:
        month = 6 if half == "上半年" else 12
        for item in self.directory.periods:
            if item.year == year and item.as_of.month == month:
                return Time(item.id, THIS_PERIOD if month == 12 else YEAR_TO_DATE, said)
        return self._none(year, said)

    def _whole(self, year: int, said: str) -> Time:
        """The year as far as it is on record, but not beyond the period the draft speaks from."""
        base = self.directory.period(self.base.period)
        if base.year == year:
            return Time(base.id, YEAR_TO_DATE, said)
        ends = [item for item in self.directory.periods if item.year == year]
        return Time(ends[-1].id, YEAR_TO_DATE, said) if ends else self._none(year, said)

    def _month_end(self, year: int, month: int, said: str) -> Time:
        for item in self.directory.periods:
            if item.year == year and item.as_of.month == month:
                return Time(item.id, YEAR_TO_DATE, said)
        return Time(self.base.period, YEAR_TO_DATE, said, f"没有{year}年{month}月底的数据")

    def _months(self, year: int, month: int, said: str) -> Time:
        for item in self.directory.periods:
            if item.year == year and item.flow_end.month >= month:
                whole = item.flow_end.month == month
                return Time(item.id, YEAR_TO_DATE if whole else f"1-{month}", said)
        return self._none(year, said)

    def _none(self, year: int, said: str) -> Time:
        return Time(self.base.period, YEAR_TO_DATE, said, f"没有{year}年的数据")
