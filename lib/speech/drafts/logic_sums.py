"""Sums within a text: parts against their total, a share against its base, growth against both its ends."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from lib import formats
from lib.speech.drafts.kinds import WrittenNumber
from lib.speech.drafts.lines import Fault, Line

_OF_WHICH = re.compile("其中|(?<=[\u4e00-\u9fff])中[，,]")
_TOGETHER = re.compile("(?P<count>[两二三四五]项|[两二三]者)?合计(?:为|达|达到|共)?$")
_COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_MAKES = re.compile("(?:占|占比|占比为|占总数的?|达标率|完成率|占比达到?)(?:为|达到?|的)?$")
_FROM_TO = re.compile(
    "(?:由|从)[^，。；]{0,14}?(?P<first>\0+)[^，。；]{0,6}?(?P<way>增加|增长|提高|上升|扩大|发展|提升|增|升|减少|下降|降低|减|降)(?:到了?|至)"
    "(?P<last>\0+)[，,]?(?:同比|年均|实际|共|净)?(?P<verb>增加|增长|提高|上升|提升|净增|增幅为?|减少|下降|降低|降幅为?)了?(?P<by>\0+)"
)
_ENTIRE = re.compile("按[^，。]{1,8}分|分为|包括")
_HALVES = re.compile("上半年[^，。；\0]{0,8}(?P<first>\0+)[，、,]下半年[^，。；\0]{0,8}(?P<second>\0+)")
_BOTH = re.compile(
    "[，,：:]?(?:离休|退休)(?:干部|老干部)?(?P<first>\0+)[，、,](?:离休|退休)(?:干部|老干部)?(?P<second>\0+)"
)
_RATE = re.compile("(?P<stem>[\u4e00-\u9fff]{2})率(?:为|达|达到)?$")
_DUE = re.compile("^[^，。；]{0,8}?应(?!急)")
_NAMED = 5  # a comma and what the rate is of: 走访覆盖率
_DONE = re.compile("(?:已|实|按期|按时|完成)")
_DOWN = ("减少", "下降", "降低", "减", "降", "降幅", "降幅为")


def parts(line: Line) -> Iterator[Fault]:
    """What stands behind 其中 is not more than the whole before it."""
    for start, end in line.sentences():
        found = _OF_WHICH.search(line.plain, start, end)
        behind = [item for item in line.within(found.end(), end) if _plain(item)][:1] if found else []
        before = line.within(0, found.start()) if behind else []
        whole = next((item for item in reversed(before) if _plain(item) and item.unit == behind[0].unit), None)
        if whole is None or not _still_spoken_of(line, whole, start):
            continue
        behind = _joined(line, [item for item in line.within(found.end(), end) if item.start >= behind[0].start])
        behind = _both(line, found.end(), end, whole) or behind
        over = next((item for item in behind if item.value > whole.value), None)
        total = sum(item.value for item in behind)
        if over:
            yield Fault(over.start, over.end, "分项大于合计", f"其中的{over.text}大于前面的{whole.text}")
        elif total > whole.value:
            why = f"各分项之和为{formats.number(total)}，大于前面的{whole.text}"
            yield Fault(whole.start, behind[-1].end, "分项大于合计", why)


def _both(line: Line, start: int, end: int, whole: WrittenNumber) -> list[WrittenNumber]:
    """离休 and 退休 side by side behind 其中: all there are."""
    both = _BOTH.match(_masked(line)[0], start, end)
    items = [_masked(line)[1][both.start(name)] for name in ("first", "second")] if both else []
    return items if all(_alike(whole, item) for item in items) else []


def _still_spoken_of(line: Line, whole: WrittenNumber, start: int) -> bool:
    """The whole stands in this sentence, or 其中 begins it and the whole stands in the one before."""
    return whole.start >= start or line.plain.startswith("其中", start)


def halves(line: Line) -> Iterator[Fault]:
    """上半年 and 下半年 make the year."""
    for match in _HALVES.finditer(_masked(line)[0]):
        first, second = (_masked(line)[1][match.start(name)] for name in ("first", "second"))
        before = [item for item in line.within(0, match.start()) if _plain(item) and item.unit == first.unit]
        if not before or not (_plain(first) and _plain(second)) or first.unit != second.unit:
            continue
        whole = next((item for item in reversed(before) if item.value >= first.value + second.value), before[-1])
        total = first.value + second.value
        if total not in [item.value for item in before] and abs(total - whole.value) <= whole.value / 10:
            why = f"上半年、下半年相加是{formats.number(total)}，前面写的是{whole.text}"
            yield Fault(first.start, second.end, "分项与合计不符", why)


def divided(line: Line) -> Iterator[Fault]:
    """按…分 and 包括 name all parts: they make the whole."""
    for start, end in line.sentences():
        items = [item for item in line.within(start, end) if _plain(item)]
        for whole, part in pairwise(items):
            behind = _joined(line, [item for item in items if item.start >= part.start])
            total = sum(item.value for item in behind)
            entire = _ENTIRE.search(line.plain, whole.end, part.start) and whole.unit == part.unit
            if entire and len(behind) > 1 and total != whole.value and not whole.step > 1:
                why = f"各分项之和为{formats.number(total)}，前面的合计是{whole.text}"
                yield Fault(whole.start, behind[-1].end, "分项与合计不符", why)


def _joined(line: Line, items: list[WrittenNumber]) -> list[WrittenNumber]:
    """The first of the items and those side by side with it, of the same unit."""
    found = items[:1]
    for item in items[1:]:
        gap = line.plain[found[-1].end : item.start]
        if (
            not gap.startswith(("、", "和"))
            or re.search("[。；，,]|含|其中|共(?!享|建)", gap)
            or not _alike(found[0], item)
        ):
            break
        found.append(item)
    return found


def _alike(one: WrittenNumber, other: WrittenNumber) -> bool:
    return _plain(other) and one.unit == other.unit


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
        counted = _plain(whole) and _plain(part) and whole.unit == part.unit and 0 < part.value <= whole.value
        due = _DUE.search(own) and _DONE.match(line.plain[whole.end : part.start].lstrip("，,、；"))
        between = line.plain[part.end : named.start()]
        close = between[:1] in ("，", ",", "、") and len(between) <= (1 if not due else _NAMED)
        adjoining = close and not re.search("[。；]", own)
        if counted and adjoining and (named["stem"] in own or due) and not _makes(part, whole, item):
            shown = formats.percent(part.value * 100 / whole.value, _places(item))
            yield Fault(item.start, item.end, "占比与基数不符", f"{part.text}是{whole.text}的{shown}", shown)


def _plain(item: WrittenNumber) -> bool:
    """An exact count, not a share: what can be added up."""
    return item.value is not None and not item.words and item.unit not in ("%", "个百分点", "百分点", "倍", "岁", "年")


def _same_thing(whole: WrittenNumber, items: list[WrittenNumber]) -> list[WrittenNumber]:
    """The list that follows without a break: numbers of the same unit."""
    found = []
    for item in items:
        if not _plain(item) or item.unit != whole.unit:
            break
        found.append(item)
    return found


def together(line: Line) -> Iterator[Fault]:
    """合计 is the sum of what stands before it."""
    for start, end in line.sentences():
        items = line.within(start, end)
        for place, item in enumerate(items):
            found = _TOGETHER.search(line.plain, start, item.start)
            before = _same_thing(item, items[:place][::-1]) if found and _plain(item) else []
            fault = _summed(item, before, found["count"]) if len(before) > 1 else None
            if fault:
                yield fault


def _summed(item: WrittenNumber, before: list[WrittenNumber], count: str | None) -> Fault | None:
    """Nothing where some list of the numbers before it makes the sum."""
    sizes = [_COUNTS[count[0]]] if count else range(2, len(before) + 1)
    sums = [sum(part.value for part in before[:size]) for size in sizes if size <= len(before)]
    slack = max(part.step for part in (item, *before)) if item.step != 1 else 0
    if not sums or any(abs(total - item.value) <= slack for total in sums):
        return None
    size = 10_000 if item.step >= 1 and "万" in item.text else 1
    right = formats.number(sums[-1] / size, max(0, -(item.step / size).normalize().as_tuple().exponent))
    return Fault(item.start, item.end, "合计不符", f"前面各数相加是{right}{'万' if size > 1 else ''}{item.unit}", "")


def shares(line: Line) -> Iterator[Fault]:
    """N个，其中M个…，占P%: P is M of N."""
    for start, end in line.sentences():
        items = line.within(start, end)
        for whole, part, share in zip(items, items[1:], items[2:], strict=False):
            between = line.plain[whole.end : part.start], line.plain[part.end : share.start]
            counted = _plain(whole) and _plain(part) and whole.unit == part.unit and 0 < part.value <= whole.value
            if counted and share.is_share and _of_which(*between) and not _makes(part, whole, share):
                right = formats.percent(part.value * 100 / whole.value, _places(share))
                why = f"{part.text}占{whole.text}的{right}，这里写的是{share.text}"
                yield Fault(share.start, share.end, "占比与基数不符", why, right)


def _of_which(first: str, second: str) -> bool:
    return bool(_OF_WHICH.search(first) or "其中" in first) and bool(_MAKES.search(second)) and len(second) < 12


def _places(item: WrittenNumber) -> int:
    return max(0, -item.step.normalize().as_tuple().exponent)


def _makes(part: WrittenNumber, whole: WrittenNumber, share: WrittenNumber) -> bool:
    """Whether the share agrees, as written; a share with 近 or as a fraction may lie a tenth away."""
    exact = part.value * 100 / whole.value
    if share.words or share.fraction or share.value is None:
        return share.value is None or abs(exact - share.value) <= share.value / 10
    return abs(exact - share.value) <= share.step / 2


def growth(line: Line) -> Iterator[Fault]:
    """由A增加到B，增长C: C follows from A and B."""
    masked, places = _masked(line)
    for match in _FROM_TO.finditer(masked):
        first, last, by = (places[match.start(name)] for name in ("first", "last", "by"))
        if any(item.value is None or item.words for item in (first, last, by)) or first.value == 0:
            continue
        down = last.value < first.value
        if down != (match["way"] in _DOWN) and last.value != first.value:
            why = f"由{first.text}到{last.text}是{'减少' if down else '增加'}"
            yield Fault(match.start(), match.end(), "增减方向不符", why, "减少" if down else "增加")
        elif not _follows(first, last, by):
            yield Fault(by.start, by.end, "增减幅度不符", _by_how_much(first, last))


def _masked(line: Line) -> tuple[str, dict[int, WrittenNumber]]:
    """The paragraph with each quantity as a run of NUL, and the quantity by where it begins."""
    masked = line.plain
    for item in line.quantities:
        masked = masked[: item.start] + "\0" * (item.end - item.start) + masked[item.end :]
    return masked, {item.start: item for item in line.quantities}


def _follows(first: WrittenNumber, last: WrittenNumber, by: WrittenNumber) -> bool:
    change = abs(last.value - first.value)
    if by.unit == "%" and not first.is_share:
        return abs(change * 100 / first.value - by.value) <= by.step / 2 + _blur(first, last)
    if by.unit == "倍":
        return abs(change / first.value - by.value) <= by.step / 2
    return by.unit == "番" or abs(change - by.value) <= max(by.step, first.step, last.step) * (
        first.is_share or first.step > 1
    )


def _blur(first: WrittenNumber, last: WrittenNumber) -> Decimal:
    """How far the growth in per cent can be off because the two ends are rounded."""
    return (first.step + last.step) * 100 / first.value if max(first.step, last.step) > 1 else Decimal(0)


def _by_how_much(first: WrittenNumber, last: WrittenNumber) -> str:
    change = abs(last.value - first.value)
    said = f"由{first.text}到{last.text}"
    if first.is_share:
        return f"{said}相差{formats.number(change, 1)}个百分点"
    return f"{said}相差{formats.number(change)}，变化{formats.percent(change * 100 / first.value)}"


RULES = (parts, divided, halves, together, shares, rates, growth)
