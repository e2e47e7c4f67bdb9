"""Anniversaries: N周年 against the year of what is celebrated and the year of which the text speaks."""

import re
from collections.abc import Collection, Iterator, Sequence

from lib.speech.drafts.lines import Fault, Line
from lib.speech.drafts.numerals import figure

_COUNT = r"(?P<count>[0-9]{1,3}|[一二三四五六七八九十百零]{1,5})周年"
_ANNIVERSARY = re.compile(r"(?P<event>[\u4e00-\u9fff“”《》]{0,24}?)" + _COUNT)
_EVENTS = (
    (1921, re.compile("建党|(?:中国)?共产党(?:成立|诞生|建立)|党的生日|党成立")),
    (1949, re.compile("建国|新中国成立|中华人民共和国成立|共和国成立|国庆")),
    (1945, re.compile("抗(?:日)?战(?:争)?(?:暨[^。]{0,12})?胜利|反法西斯")),
    (1950, re.compile("抗美援朝")),
    (1936, re.compile("长征[^。]{0,4}胜利")),
    (1927, re.compile("建军|解放军建军|人民军队")),
    (1978, re.compile("改革开放")),
)
_GOES_ON = re.compile("^(?:则|也|就|又|将|正好|恰逢|恰好|是|为|迎来|为?其)*$")
_FOUNDED = re.compile(
    "(?:(?P<act>成立|创办|创建|建立|建成|始建|组建)于(?P<year>(?:19|20)[0-9]{2})年|"
    "(?:自|于)?(?P<since>(?:19|20)[0-9]{2})年(?:[0-9]{1,2}月)?(?P<done>成立|创办|创建|建立|建成|组建)(?:以来|[，,。；]))"
)
_OWN = re.compile(
    r"(?P<act>成立|创办|创建|建立|建成|始建|组建)(?P<count>[0-9]{1,3}|[一二三四五六七八九十百零]{1,5})周年"
)
_YEAR = re.compile(r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})(?=年|[、和与及至—-](?:19|20)[0-9]{2})")
_SHIFT = {"去年": -1, "上年": -1, "上一年": -1, "前年": -2, "明年": 1, "来年": 1, "下一年": 1, "次年": 1}
_DATED = re.compile(r"^\s*[（(]?(?P<year>20[0-9]{2})年[0-9]{1,2}月(?:[0-9]{1,2}日)?[)）]?\s*$")
_HEAD = 6  # paragraphs among which a speech carries its date


def anniversaries(lines: Sequence[Line], years: Collection[int]) -> Iterator[tuple[Line, Fault]]:
    """建党N周年 falls in 1921 + N: the year of its own clause or sentence, else one of those the text speaks in."""
    spoken = set(years) or set(filter(None, [_dated(lines)]))
    founded = _foundings(lines)
    for line in lines:
        since: int | None = None
        for match in _ANNIVERSARY.finditer(line.plain):
            begun = _sentence(line, match.start())[0]
            named = next((year for year, pattern in _EVENTS if pattern.search(match["event"])), None)
            if named is None and _GOES_ON.search(_words_since_year(line, begun, match.start("count"))):
                named = since if line.plain.rfind("。", 0, match.start()) < (begun or 0) else None
            own = _OWN.search(line.plain, match.start(), match.end())
            since = named or (founded.get(own["act"]) if own else None)
            count = figure(match["count"])
            right = sorted(year - since for year in _years_of(line, match, spoken)) if since and count else []
            if right and int(count[0]) not in right:
                told = right[-1]
                why = f"{since + told}年是{told}周年，{count[0]}周年是{since + int(count[0])}年"
                yield line, Fault(match.start("count"), match.end(), "周年不符", why, f"{told}周年")


def _foundings(lines: Sequence[Line]) -> dict[str, int]:
    """成立于1985年: by its verb, where the text says so of one thing alone."""
    found: dict[str, set[int]] = {}
    for line in lines:
        for match in _FOUNDED.finditer(line.plain):
            found.setdefault(match["act"] or match["done"], set()).add(int(match["year"] or match["since"]))
    return {act: years.pop() for act, years in found.items() if len(years) == 1}


def _dated(lines: Sequence[Line]) -> int | None:
    """The year of the date line in the head of a speech."""
    found = (_DATED.match(line.plain) for line in lines[:_HEAD])
    return next((int(match["year"]) for match in found if match), None)


def _sentence(line: Line, place: int) -> tuple[int, int]:
    return next(span for span in line.sentences() if span[0] <= place < span[1])


def _words_since_year(line: Line, begun: int, place: int) -> str:
    """What stands between the last year or comma and the count."""
    return re.split(r"[，,]|(?:19|20)[0-9]{2}年|[去上前明来次下]一?年", line.plain[begun:place])[-1]


def _years_of(line: Line, match: re.Match[str], spoken: set[int]) -> set[int]:
    """The year named in the clause, or in the sentence where it is the only one; else those of the text. 去年 of a
    text without a date is nobody's."""
    begun, end = _sentence(line, match.start())
    place = match.start("count")
    clause = re.split("[，,、]", line.plain[begun:place])[-1]
    for said in (clause, line.plain[begun:end]):
        years = {int(one["year"]) for one in _YEAR.finditer(said)} - _since(said)
        if len(years) == 1 and not (said != clause and any(word in said for word in _SHIFT)):
            return years
        if years:
            return set()
        moved = {by for word, by in _SHIFT.items() if word in said}
        if moved:
            return {year + by for year in spoken for by in moved} if len(moved) == 1 else set()
    return spoken


def _since(said: str) -> set[int]:
    """Years in which something was founded are not those in which it is celebrated."""
    return {int(match["year"] or match["since"]) for match in _FOUNDED.finditer(said)}
