"""Years and dates that cannot be."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from lib.speech.drafts.lines import Fault, Line
from lib.speech.drafts.numerals import figure

_STREAK = re.compile("连续(?P<count>[0-9]{1,2}|[两二三四五六七八九十]{1,2})年")
_BRACKETED = re.compile(r"[（(](?P<years>(?:19|20)[0-9]{2}[^（）()，。；]*)[)）]")
_REPEATED = re.compile(r"(?P<year>(?:19|20)[0-9]{2})年?(?:和|与|、|及)(?P=year)年")
_SPAN = re.compile(r"(?P<first>(?:19|20)[0-9]{2})年?[-—–~～至到]+(?P<last>(?:19|20)[0-9]{2})年")
_DAY = re.compile(r"(?:(?P<year>(?:19|20)[0-9]{2})年)?(?<![0-9])(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})[日号]")
_MONTH = re.compile(r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})年(?P<month>[0-9]{1,2})月(?!度)")
_MONTHS = re.compile(r"(?<![0-9个])(?P<first>[0-9]{1,2})月?[-—–~～至到]+(?P<last>[0-9]{1,2})月(?!度)")
_YEARS = re.compile("(?:19|20)[0-9]{2}年?(?:[、和与及](?:19|20)[0-9]{2}年?)*")
# A half or a quarter and the months in brackets behind it, or as its end: 上半年（1—9月）, 上半年截至9月底.
_PART = re.compile(
    r"(?P<part>[上下]半年|[第]?[一二三四]季度)(?:[（(]|[，,]?截[至止]到?|[，,]?即)"
    r"(?:(?P<first>[0-9]{1,2})月?[-—–~～至到]+)?(?P<last>[0-9]{1,2})月(?:底|末|份|[0-9]{1,2}日)?"
)
_UP_TO = re.compile(r"截[至止]到?(?P<year>20[0-9]{2})年(?P<month>[0-9]{1,2})月(?:(?P<day>[0-9]{1,2})日)?")
_PARTS = {"上半年": (1, 6), "下半年": (7, 12), "一季度": (1, 3), "二季度": (4, 6), "三季度": (7, 9), "四季度": (10, 12)}
_LEAP = 2024  # 29 February may be without its year


def streaks(line: Line) -> Iterator[Fault]:
    """连续N年 beside as many years in a row, before it or in brackets behind it."""
    for match in _STREAK.finditer(line.plain):
        start, _ = next(span for span in line.sentences() if span[0] <= match.start() < span[1])
        behind = _BRACKETED.match(line.plain, match.end())
        clause = behind["years"] if behind else line.plain[start : match.start()]
        span = list(_SPAN.finditer(clause))
        ends = (int(span[-1]["first"]), int(span[-1]["last"])) if span else ()
        listed = list(range(ends[0], ends[1] + 1)) if ends else _last_listed(clause)
        count = figure(match["count"])
        if len(listed) < 2 or not count or _REPEATED.search(clause):
            continue
        if len(listed) != count[0]:
            yield Fault(*match.span(), "连续年数不符", f"列出的是{len(listed)}个年份", f"连续{len(listed)}年")
        elif listed[-1] - listed[0] + 1 != len(listed):
            yield Fault(*match.span(), "连续年数不符", "列出的年份不连续")


def _last_listed(clause: str) -> list[int]:
    """The years side by side nearest to the end: 2023年、2024年和2025年."""
    lists = list(_YEARS.finditer(clause))
    return sorted({int(year) for year in re.findall("(?:19|20)[0-9]{2}", lists[-1][0])}) if lists else []


def repeated_years(line: Line) -> Iterator[Fault]:
    for match in _REPEATED.finditer(line.plain):
        yield Fault(*match.span(), "年份重复", f"同一年份{match['year']}年写了两次")


def impossible_dates(line: Line) -> Iterator[Fault]:
    """2月30日, 13月, and spans that run backwards."""
    for match in _DAY.finditer(line.plain):
        if not _is_day(int(match["year"] or _LEAP), int(match["month"]), int(match["day"])):
            yield Fault(*match.span(), "日期不存在", "没有这一天")
    for match in _MONTH.finditer(line.plain):
        if not 1 <= int(match["month"]) <= 12 and not _DAY.match(line.plain, match.start()):
            yield Fault(*match.span(), "日期不存在", "没有这个月份")
    for match in _SPAN.finditer(line.plain):
        if match["first"] >= match["last"]:
            yield Fault(*match.span(), "年份先后颠倒", "起始年份应早于截止年份")


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def parts_of_years(line: Line) -> Iterator[Fault]:
    """上半年 ends in June."""
    for match in _PART.finditer(line.plain):
        first, last = _PARTS[match["part"].removeprefix("第")]
        months = [int(match[name]) for name in ("first", "last") if match[name]]
        if any(not first <= month <= last for month in months) and all(1 <= month <= 12 for month in months):
            yield Fault(*match.span(), "月份与时段不符", f"{match['part']}是{first}至{last}月")


def to_come(lines: Sequence[Line], written: date | None) -> Iterator[tuple[Line, Fault]]:
    """截至 a day after the one on which the text is dated."""
    for line in lines if written else ():
        for match in _UP_TO.finditer(line.plain):
            year, month, day = int(match["year"]), int(match["month"]), int(match["day"] or 1)
            if _is_day(year, month, day) and date(year, month, day) > written:
                why = f"文稿的日期是{written.year}年{written.month}月，截至日不应在它之后"
                yield line, Fault(*match.span(), "截至日在成文之后", why)


RULES = (streaks, repeated_years, impossible_dates, parts_of_years)
