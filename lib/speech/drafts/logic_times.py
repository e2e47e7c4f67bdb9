"""Years, dates and anniversaries that cannot be."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from lib.speech.drafts.lines import Fault, Line
from lib.speech.drafts.numerals import figure

_ANNIVERSARY = re.compile(
    r"(?P<event>[\u4e00-\u9fff“”《》]{2,24}?)(?P<count>[0-9]{1,3}|[一二三四五六七八九十百零]{1,5})周年"
)
_EVENTS = (
    (1921, re.compile("建党|(?:中国)?共产党(?:成立|诞生|建立)|党的生日|党成立")),
    (1949, re.compile("建国|新中国成立|中华人民共和国成立|共和国成立|国庆")),
    (1945, re.compile("抗(?:日)?战(?:争)?(?:暨[^。]{0,12})?胜利|反法西斯")),
    (1950, re.compile("抗美援朝")),
    (1936, re.compile("长征[^。]{0,4}胜利")),
    (1927, re.compile("建军|解放军建军|人民军队")),
    (1978, re.compile("改革开放")),
)
_YEAR = re.compile(r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})(?=年|[、和与及至—-](?:19|20)[0-9]{2})")
_DATED = re.compile(r"^\s*[（(]?(?P<year>20[0-9]{2})年[0-9]{1,2}月(?:[0-9]{1,2}日)?[)）]?\s*$")
_STREAK = re.compile("连续(?P<count>[0-9]{1,2}|[两二三四五六七八九十]{1,2})年")
_BRACKETED = re.compile(r"[（(](?P<years>(?:19|20)[0-9]{2}[^（）()，。；]*)[)）]")
_REPEATED = re.compile(r"(?P<year>(?:19|20)[0-9]{2})年?(?:和|与|、|及)(?P=year)年")
_SPAN = re.compile(r"(?P<first>(?:19|20)[0-9]{2})年?[-—–~～至到]+(?P<last>(?:19|20)[0-9]{2})年")
_DAY = re.compile(r"(?P<year>(?:19|20)[0-9]{2})年(?P<month>[0-9]{1,2})月(?:(?P<day>[0-9]{1,2})[日号])?")
_YEARS = re.compile("(?:19|20)[0-9]{2}年?(?:[、和与及](?:19|20)[0-9]{2}年?)*")
_HEAD = 6  # paragraphs among which a speech carries its date


def anniversaries(lines: Sequence[Line], spoken: date | None) -> Iterator[tuple[Line, Fault]]:
    """建党N周年 falls in 1921 + N: the year of its own sentence, else that of the speech."""
    year = spoken.year if spoken else _dated(lines)
    for line in lines:
        for match in _ANNIVERSARY.finditer(line.plain):
            event = next((since for since, pattern in _EVENTS if pattern.search(match["event"])), None)
            count = figure(match["count"])
            own = _year_of(line, match.start(), year)
            if event and count and own and event + count[0] != own:
                right = own - event
                why = f"{own}年是{right}周年，{count[0]}周年是{event + int(count[0])}年"
                yield line, Fault(match.start("count"), match.end(), "周年不符", why, f"{right}周年")


def _dated(lines: Sequence[Line]) -> int | None:
    """The year of the date line in the head of a speech."""
    found = (_DATED.match(line.plain) for line in lines[:_HEAD])
    return next((int(match["year"]) for match in found if match), None)


def _year_of(line: Line, place: int, spoken: int | None) -> int | None:
    """The year named in the sentence; with two, or with 去年 and no date of the speech, nobody knows."""
    start, end = next(span for span in line.sentences() if span[0] <= place < span[1])
    sentence = line.plain[start:end]
    years = {int(match["year"]) for match in _YEAR.finditer(sentence)}
    if years:
        return years.pop() if len(years) == 1 else None
    shift = {"去年": -1, "上年": -1, "明年": 1}
    moved = next((by for word, by in shift.items() if word in sentence), 0)
    return spoken + moved if spoken else None


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
        if len(listed) < 2 or not count:
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
    """2月30日, and spans that run backwards."""
    for match in _DAY.finditer(line.plain):
        try:
            date(int(match["year"]), int(match["month"]), int(match["day"] or 1))
        except ValueError:
            yield Fault(*match.span(), "日期不存在", "没有这一天")
    for match in _SPAN.finditer(line.plain):
        if match["first"] >= match["last"]:
            yield Fault(*match.span(), "年份先后颠倒", "起始年份应早于截止年份")


RULES = (streaks, repeated_years, impossible_dates)
