"""Of which time a sentence of a draft speaks: 截至6月底, 今年以来, 去年, 上半年, 1—9月."""

import re
from dataclasses import dataclass, replace
from datetime import date

from lib.directory import Directory, Period
from lib.filters import THIS_PERIOD, YEAR_TO_DATE
from lib.speech.drafts.matching_dates import EARLY, date_of, date_to_come
from lib.speech.drafts.matching_years import year_of_speech
from lib.speech.drafts.text import Draft

_YEAR = r"(?:(?P<year>20\d\d)年|(?P<last>去年|上年|上一年|过去一年)|(?P<this>今年|本年度?|当年))"
_HALF = rf"{_YEAR}?(?P<half>上半年|下半年)"
_MONTHS = rf"{_YEAR}?1(?:月份?)?[-—－～~至到](?P<upto>1[0-2]|[1-9])月"
_MONTH_END = rf"{_YEAR}?(?P<month>1[0-2]|[1-9])月(?:底|末)"
_AS_OF = rf"截[至止]到?{_YEAR}?(?P<month>1[0-2]|[1-9])月(?:份|\d{{1,2}}日|[X×*＊_＿]+日)?"
_YEAR_END = rf"(?:{_YEAR}年?(?:底|末|终)|(?P<turn>年底|年末))"
_SAME_SPAN = r"(?P<same>(?:去年|上年)同期|一年前)"
_WHOLE_YEAR = rf"(?:{_YEAR}(?:以来|全年)?|(?P<whole>全年|(?<!半)年内|年初以来|一年来))"
_NOW = r"(?P<now>截[至止]目前|目前|现有|截[至止]现在|眼下|当前|如今|现(?=[为是达]))"
_PATTERNS = tuple(map(re.compile, (_SAME_SPAN, _MONTHS, _HALF, _AS_OF, _MONTH_END, _YEAR_END, _WHOLE_YEAR, _NOW)))
_BASES = re.compile(
    r"(?:较|比|与)(?:20\d\d年|去年|上年|上一年|年初|年底|上半年|下半年|上期|上一期|同期|今年)[^，。；]{0,4}?"
    r"(?=[增减提上下多少净降持翻高低])|同比|环比"
)
# 由上年底的35个增加到61个: the year end before the one the draft speaks of.
_RISEN_FROM = re.compile(
    r"(?:由|从)(?=(?:去年|上年)(?:年?[底末])?[^。；]{0,24}?(?:到|至|为))|(?:是|为|达|当于)(?=(?:去年|上年)(?:年?[底末])?的?[^。；，]{0,16}的[^。；，]{1,8}倍)"
)
_AT_YEAR_END = re.compile(rf"截[至止]到?{_YEAR}?(?:年?[底末]|12月(?:31日|底|末))")
# 305次，上年416次: the year before that of the number before it.
_BESIDE_LAST = re.compile(
    r"(?<=[\d万个名人次场处件元])[，,（(](?:去年|上年)(?:年?[底末])?(?:同期)?(?:是|为|才|只有|仅)?\d"
)
# Only the number behind it is of this time: 其中上半年527场, 仅上半年就有.
_ASIDE = re.compile(r"(?:其中|仅|单是|光|同|比|较|与)[，,：:]?$")
_ENTIRE = re.compile("全年|[底末终]$")


@dataclass(frozen=True)
class Time:
    """A stretch of time as the registry knows it. `said`: the words; `reason`: why there is no such period. `sure`:
    whether the text leaves no doubt that this is the time."""

    period: str
    span: str
    said: str
    reason: str = ""
    sure: bool = True


@dataclass(frozen=True)
class Mention:
    """Where a paragraph names a time. `aside`: for the number behind it alone."""

    start: int
    end: int
    time: Time
    aside: bool = False


class Times:
    """The times of one draft. `period`: what was asked for; None lets the draft's own title and date decide.
    `speaking`: the year in which it was written, where that is known though the draft bears no date."""

    def __init__(
        self, draft: Draft, directory: Directory, period: str | None = None, *, speaking: int | None = None
    ) -> None:
        self.directory = directory
        self.year, self.base = self._base(draft, directory.period(period) if period else None, speaking)
        self._at_year_end = any(map(self._is_end, _AT_YEAR_END.finditer(draft.text)))

    def _base(self, draft: Draft, chosen: Period | None, speaking: int | None) -> tuple[int, Time]:
        """The year that 今年 means, and the time of a sentence that names none."""
        head = "\n".join(draft.head)
        self.written = spoken = date_of(draft) or date_to_come(draft, self.directory.latest)
        half = re.search(r"(20\d\d)年(上半年|下半年)", head)
        year = re.search(r"(20\d\d)年", head)
        if not (chosen or spoken or year) and (speaking := speaking or year_of_speech(draft, self.directory.latest)):
            spoken = speaking, None
        # A report on 2025 that bears no date may be written in 2026, and its 去年底 the end of 2025.
        looks_back = re.search("20[0-9]{2}年度?.*(?:总结|报告|情况|汇报)", head)
        self._retrospect = bool(looks_back) and not (chosen or spoken or half)
        self._dated = bool(chosen or spoken or year)
        known = {item.year for item in self.directory.periods}
        said = spoken or (year and (int(year[1]), None))
        self._early = bool(said) and (said[1] <= EARLY if said[1] else said[0] > max(known))
        latest = Time(self.directory.latest.id, YEAR_TO_DATE, "")
        if chosen:
            return spoken[0] if spoken else chosen.year, replace(latest, period=chosen.id)
        if half:
            time = self._half(int(half[1]), half[2], "")
            return int(half[1]), latest if time.reason else time
        if spoken:
            limit = date(spoken[0], spoken[1] or 12, 28)
            past = [item for item in self.directory.periods if item.as_of.replace(day=28) <= limit]
            return spoken[0], replace(latest, period=past[-1].id) if past else latest
        if year:
            of_year = [item for item in self.directory.periods if item.year == int(year[1])]
            return int(year[1]), replace(latest, period=of_year[-1].id) if of_year else latest
        return self.directory.latest.year, latest

    @property
    def is_dated(self) -> bool:
        """Whether the draft tells when it was written."""
        return self._dated

    @property
    def years(self) -> frozenset[int]:
        """Of the speech and of its figures; none where the draft tells neither."""
        return frozenset((self.year, self.directory.period(self.base.period).year) if self._dated else ())

    def mentions(self, text: str) -> list[Mention]:
        """The times a paragraph names, in order, without those it only compares with."""
        masked = _BASES.sub(lambda match: "　" * len(match[0]), text)
        found: list[Mention] = []
        for pattern in _PATTERNS:
            for match in pattern.finditer(masked):
                if not any(item.start < match.end() and match.start() < item.end for item in found):
                    time = self._time(match)
                    if time:
                        aside = bool(_ASIDE.search(text[max(0, match.start() - 4) : match.start()]))
                        found.append(Mention(*match.span(), self._risen(text, match.start(), time), aside))
        return sorted(found, key=lambda item: item.start)

    def _is_end(self, match: re.Match[str]) -> bool:
        """截至去年底 and 截至年底: the figures of the draft stand at the end of a year."""
        base = self.directory.period(self.base.period)
        return base.as_of.month == 12 and self._year(match.groupdict()) == base.year

    def _time(self, match: re.Match[str]) -> Time | None:
        named, said = match.groupdict(), match[0]
        if named.get("now"):
            return Time(self.base.period, self.base.span, said, self.base.reason)
        if named.get("same"):
            return self._year_before(said)
        if named.get("last") and not self._dated:
            return replace(self._whole(self.year - 1, said), sure=False)
        year = self._year(named)
        if named.get("last") and self._retrospect and said[-1] in "底末终":
            return replace(self._whole(year, said), sure=False)
        if named.get("half"):
            return self._half(year, named["half"], said)
        if named.get("upto"):
            return self._months(year, int(named["upto"]), said)
        if named.get("month"):
            return self._month_end(year, int(named["month"]), said)
        return self._whole(year, said)

    def _risen(self, text: str, start: int, time: Time) -> Time:
        """由上年底的35个增加到61个 and 是上年A的7倍 name the year before that of the 61, whatever year it is now."""
        rose_to_year_end = self._at_year_end and time.said[0] == "上" and _RISEN_FROM.match(text, max(start - 1, 0))
        if start < 1 or time.period != self.base.period:
            return replace(time, sure=True) if rose_to_year_end and start else time
        if _BESIDE_LAST.match(text, start - 1):
            before = self._whole(self.directory.period(time.period).year - 1, time.said)
            return replace(before, sure=False)
        if not _RISEN_FROM.match(text, start - 1):
            return time
        year_end = time.said[-1] in "底末"  # what rose since then may have risen to this very day
        before = self._whole(self.directory.period(time.period).year - 1, time.said)
        return replace(before, sure=bool(rose_to_year_end) or (self._early and not year_end))

    def _year(self, named: dict[str, str | None]) -> int:
        """A year that is not named is that of the figures in the first months after it, else that of the speech."""
        if named.get("year"):
            return int(named["year"])
        if named.get("last"):
            return self.year - 1
        this = named.get("this") and named["this"] != "当年"  # that year is the one of which the text speaks
        return self.year if this or not self._early else self.year - 1

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
        """The year as far as it is on record; beyond the period the draft speaks from where 全年 or 年底 says so."""
        base = self.directory.period(self.base.period)
        ends = [item for item in self.directory.periods if item.year == year]
        entire = _ENTIRE.search(said) and ends and ends[-1].as_of.month == 12
        if base.year == year and not entire:
            return Time(base.id, YEAR_TO_DATE, said)
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
