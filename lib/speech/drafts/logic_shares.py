"""Shares against the numbers they are shares of, and against one hundred."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from lib import formats
from lib.speech.drafts.kinds import WrittenNumber
from lib.speech.drafts.lines import Fault, Line, is_count, places

_OF_WHICH = re.compile("其中|(?<=[\u4e00-\u9fff])中[，,]")
_MAKES = re.compile("(?:占|占比|占比为|占总数的?|达标率|完成率|占比达到?)(?:为|达到?|的)?$")
_RATE = re.compile("(?P<stem>[\u4e00-\u9fff]{2})率(?:为|达|达到)?$")
_DUE = re.compile("^[^，。；]{0,8}?应(?!急)")
_ALL_ABOVE = re.compile(
    r"(?P<count>[两三四五])项(?:指标)?[均都](?:在|超过|超|达到|达|保持在)?"
    r"(?:(?P<tenths>[一二三四五六七八九])成|(?P<percent>\d+)%)以上"
)
_BESIDE = re.compile(
    "[，,、（(](?:[明略稍]显?)?(?P<claim>(?P<way>[高低超])[于过](?:全[市区县]|各区县)(?:的?(?:总体|平均)?(?P<level>水平|的))?(?:的|为|是)?)"
)
_LEVEL = re.compile("的(?:全市)?(?:总体|平均)?(?:水平|数)")
_NAMED = 5  # a comma and what the rate is of: 走访覆盖率
_DONE = re.compile("(?:已|实|按期|按时|完成)")
_PART_OF = re.compile("占[^，。；]*$|[盖标到]率[^，。；]*$")


def shares(line: Line) -> Iterator[Fault]:
    """N个，其中M个…，占P%: P is M of N."""
    for start, end in line.sentences():
        items = line.within(start, end)
        for whole, part, share in zip(items, items[1:], items[2:], strict=False):
            between = line.plain[whole.end : part.start], line.plain[part.end : share.start]
            counted = is_count(whole) and is_count(part) and whole.unit == part.unit and 0 < part.value <= whole.value
            if counted and share.is_share and _of_which(*between) and not _makes(part, whole, share):
                right = formats.percent(part.value * 100 / whole.value, places(share))
                why = f"{part.text}占{whole.text}的{right}，这里写的是{share.text}"
                yield Fault(share.start, share.end, "占比与基数不符", why, right)


def _of_which(first: str, second: str) -> bool:
    return bool(_OF_WHICH.search(first)) and bool(_MAKES.search(second)) and len(second) < 12


def rates(line: Line) -> Iterator[Fault]:
    """发放2000份，回收1860份，回收率93%, or 应走访175人，已走访169人，走访覆盖率96.6%: the two numbers of which a rate
    is the share stand just before it."""
    for item in line.quantities:
        named = _RATE.search(line.plain, 0, item.start)
        before = [one for one in line.quantities if one.end <= item.start]
        if not named or not item.is_share or item.words or item.value is None or len(before) < 2:
            continue
        whole, part = before[-2:]
        begun = max(line.plain.rfind(mark, 0, whole.start) for mark in "，。；、") + 1
        own = line.plain[begun : part.start]
        counted = is_count(whole) and is_count(part) and whole.unit == part.unit and 0 < part.value <= whole.value
        listed = len(before) > 2 and re.match("、|和", line.plain[before[-3].end : whole.start])
        due = _DUE.search(own) and _DONE.match(line.plain[whole.end : part.start].lstrip("，,、；"))
        between = line.plain[part.end : named.start()]
        close = between[:1] in ("，", ",", "、") and len(between) <= (1 if not due else _NAMED)
        adjoining = close and not re.search("[。；]", own)
        if counted and not listed and adjoining and (named["stem"] in own or due) and not _makes(part, whole, item):
            shown = formats.percent(part.value * 100 / whole.value, places(item))
            yield Fault(item.start, item.end, "占比与基数不符", f"{part.text}是{whole.text}的{shown}", shown)


def all_above(line: Line) -> Iterator[Fault]:
    """召开率89.3%，开展率82.9%，两项都在九成以上: one of the two is below."""
    for said in _ALL_ABOVE.finditer(line.plain):
        begun = line.plain.rfind("。", 0, said.start()) + 1
        shares = [one for one in line.within(begun, said.start()) if one.is_share and one.value is not None]
        count = "一两三四五".index(said["count"]) + 1
        least = "一二三四五六七八九".index(said["tenths"]) * 10 + 10 if said["tenths"] else int(said["percent"])
        below = [one.text for one in shares[-count:] if one.value < least]
        if len(shares) >= count and below:
            yield Fault(*said.span(), "与前面的数不符", f"前面的{'、'.join(below)}不到{least}%")


def _makes(part: WrittenNumber, whole: WrittenNumber, share: WrittenNumber) -> bool:
    """Whether the share agrees, as written; a share with 近 or as a fraction may lie a tenth away."""
    exact = part.value * 100 / whole.value
    if share.words or share.fraction or share.value is None:
        return share.value is None or abs(exact - share.value) <= share.value / 10
    blur = (part.step + whole.step) * 100 / whole.value if max(part.step, whole.step) > 1 else Decimal(0)
    return abs(exact - share.value) <= share.step / 2 + blur


def above_all(line: Line) -> Iterator[Fault]:
    """No part is more than its whole."""
    for item in line.quantities:
        before = line.plain[max(0, item.start - 12) : item.start]
        if item.is_share and item.value is not None and item.value > 100 and _PART_OF.search(before):
            yield Fault(item.start, item.end, "占比超过100%", "占比和覆盖率不能超过100%")


def all_parts(line: Line) -> Iterator[Fault]:
    """The shares of one list (占50%、占30%、占30%) do not make more than the whole."""
    for start, end in line.sentences():
        run: list[WrittenNumber] = []
        for item in line.within(start, end):
            gap = line.plain[run[-1].end : item.start] if run else ""
            exact = item.is_share and item.value is not None and not item.words
            if run and exact and re.match("、|和|以及", gap) and not re.search("[，。；率]|其中", gap):
                run.append(item)
                continue
            yield from _too_many(line, start, run)
            run = [item] if exact else []
        yield from _too_many(line, start, run)


def _too_many(line: Line, start: int, run: list[WrittenNumber]) -> Iterator[Fault]:
    """Of a list in which each share is one of 占, the sum."""
    if len(run) < 2:
        return
    clause = line.plain[start : run[0].start]
    each = [line.plain[one.end : two.start] for one, two in pairwise(run)]
    listed = re.search("分别占|各占|依次占", clause) or ("占" in clause[-6:] and all("占" in gap for gap in each))
    total = sum(item.value for item in run)
    if listed and total > 100 + sum(item.step for item in run) / 2:
        why = f"各部分相加是{formats.number(total, max(map(places, run)))}%，超过100%"
        yield Fault(run[0].start, run[-1].end, "占比超过100%", why)


def levels(line: Line) -> Iterator[Fault]:
    """62.3%，高于全市68.1%的平均水平: the first of the two has to be the higher one. 高于全市5% may mean points."""
    for mine, other in pairwise(line.quantities):
        said = _BESIDE.fullmatch(line.plain[mine.end : other.start])
        level = said and (said["level"] or _LEVEL.match(line.plain, other.end))
        exact = all(one.is_share and one.value is not None and not one.words for one in (mine, other))
        if level and exact and (mine.value - other.value) * (1 if said["way"] in "高超" else -1) < 0:
            way = "低于" if said["way"] in "高超" else "高于"
            why = f"{mine.text}{way}{other.text}"
            yield Fault(said.start("claim") + mine.end, other.end, "与前面的数不符", why, way)


RULES = (levels, shares, rates, all_above, above_all, all_parts)
