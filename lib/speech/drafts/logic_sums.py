"""Sums within a text: parts against their total."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from lib import formats
from lib.speech.drafts.kinds import WrittenNumber
from lib.speech.drafts.lines import Fault, Line, is_count
from lib.speech.drafts.logic_divisions import complete, joined

_OF_WHICH = re.compile("其中|(?<=[\u4e00-\u9fff])中[，,]")
_HALVES = re.compile("上半年[^，。；\0]{0,8}(?P<first>\0+)[，、,]下半年[^，。；\0]{0,8}(?P<second>\0+)")
_GREW = re.compile("(?:增加|减少|增长|下降|净增|净减|[多少增减])了?$")
_ENTIRE = re.compile("分为|包括")
_TOTAL = re.compile(
    "(?P<count>[两二三四五六七][项者类种])?(?:"
    "(?:合计|共计|总计|一共|总共|加起来|合起来)(?:共|为|达到?|是|有)*|(?<=[项者类种])共(?:计|为|达|有)*|(?P<short>(?<=[，,])共(?:计|有)?))$"
)
_COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7}
_SHARED = re.compile("其中")  # what both of the numbers before it hold is counted once
_BOTH = re.compile("两者|都|均|双")
_QUOTA = re.compile(
    "编制[^，。；\0]{0,4}(?P<due>\0+)[，、,][^。；\0]{0,6}(?:实有|在岗|实际)[^，。；\0]{0,6}(?P<held>\0+)"
)
_SHORT = re.compile("(?:缺编|空编)[^，。；\0]{0,3}(?P<left>\0+)")
# 12个问题已销号8个，正在推进5个: what is done and what is not make the whole.
_UNIT = "[个件项名人家处]"
_DONE_AND_LEFT = re.compile(
    rf"(?P<whole>\d+)(?P<unit>{_UNIT})[^，。；\d]{{0,6}}[，,]?(?:中)?已[^，。；\d]{{1,5}}(?P<done>\d+)(?P=unit)?[，、,]"
    rf"(?:正在?|尚在|其余|剩余|剩下|余下)[^，。；\d]{{0,6}}(?P<left>\d+)(?P=unit)(?![^。；]*\d+(?P=unit))"
)


def progress(line: Line) -> Iterator[Fault]:
    """What is done and what is still under way make the whole they are said of."""
    for match in _DONE_AND_LEFT.finditer(line.plain):
        whole, done, left = (int(match[name]) for name in ("whole", "done", "left"))
        if done + left != whole:
            why = f"{done}加{left}是{done + left}，前面写的是{whole}"
            yield Fault(*match.span(), "分项与合计不符", why)


def parts(line: Line) -> Iterator[Fault]:
    """What stands behind 其中 is not more than the whole before it."""
    for start, end in line.sentences():
        found = _OF_WHICH.search(line.plain, start, end)
        counts = [item for item in line.within(found.end(), end) if is_count(item)] if found else []
        behind = joined(line, counts)
        before = line.within(0, found.start()) if behind else []
        whole = _whole(line, [item for item in before if is_count(item) and item.unit == behind[0].unit], behind)
        if whole is None or not _still_spoken_of(line, whole, start):
            continue
        behind = joined(line, [item for item in line.within(found.end(), end) if item.start >= behind[0].start])
        over = next((item for item in behind if item.value > whole.value), None)
        total = sum(item.value for item in behind)
        if over:
            yield Fault(over.start, over.end, "分项大于合计", f"其中的{over.text}大于前面的{whole.text}")
        elif total > whole.value + _slack(whole, *behind) and not complete(line, behind):
            why = f"各分项之和为{_figure(total, whole)}，大于前面的{whole.text}"
            yield Fault(whole.start, behind[-1].end, "分项大于合计", why)


def _whole(line: Line, before: list[WrittenNumber], behind: list[WrittenNumber]) -> WrittenNumber | None:
    """The last number before 其中; in 971个，比上年底增加19个，其中726个 the 971, where the growth is too small."""
    last = before[-1] if before else None
    if last is None or not behind or len(before) < 2:
        return last
    grown = any(one.value > last.value for one in behind) and _GREW.search(line.plain, 0, last.start)
    # 支部47个、总支2个。其中单独组建36个: the whole may be any of the list.
    listed = line.plain[before[-2].end : last.start].startswith("、")
    return before[-2] if grown else max(before[-2:], key=lambda one: one.value) if listed else last


def _still_spoken_of(line: Line, whole: WrittenNumber, start: int) -> bool:
    """The whole stands in this sentence, or 其中 begins it and the whole stands in the one before."""
    return whole.start >= start or line.plain.startswith("其中", start)


def halves(line: Line) -> Iterator[Fault]:
    """上半年 and 下半年 make the year."""
    for match in _HALVES.finditer(line.masked):
        first, second = (line.at[match.start(name)] for name in ("first", "second"))
        before = [item for item in line.within(0, match.start()) if is_count(item) and item.unit == first.unit]
        if not before or not (is_count(first) and is_count(second)) or first.unit != second.unit:
            continue
        total, slack = first.value + second.value, _slack(first, second, *before)
        whole = next((item for item in reversed(before) if item.value >= total), before[-1])
        near = abs(total - whole.value) <= whole.value / 10
        if near and not any(abs(total - item.value) <= slack for item in before):
            why = f"上半年、下半年相加是{_figure(total, whole)}，前面写的是{whole.text}"
            yield Fault(first.start, second.end, "分项与合计不符", why)


def divided(line: Line) -> Iterator[Fault]:
    """分为 and 包括 name all parts: they make the whole."""
    for start, end in line.sentences():
        items = [item for item in line.within(start, end) if is_count(item)]
        for whole, part in pairwise(items):
            behind = joined(line, [item for item in items if item.start >= part.start])
            total = sum(item.value for item in behind)
            entire = _ENTIRE.search(line.plain, whole.end, part.start) and whole.unit == part.unit
            if entire and len(behind) > 1 and abs(total - whole.value) > _slack(whole, *behind) and whole.step <= 1:
                why = f"各分项之和为{_figure(total, whole)}，前面的合计是{whole.text}"
                yield Fault(whole.start, behind[-1].end, "分项与合计不符", why)


def together(line: Line) -> Iterator[Fault]:
    """合计 is the sum of what stands before it."""
    for item in line.quantities:
        start = max(line.plain.rfind(mark, 0, item.start) for mark in "。！？") + 1
        found = _TOTAL.search(line.plain, start, item.start) if is_count(item) else None
        before = _alike_before(item, line.within(start, item.start)) if found else []
        short = found and found["short"]
        if len(before) > 1 and (not short or joined(line, before) == before):
            yield from _summed(line, item, before, found["count"])


def _alike_before(item: WrittenNumber, earlier: list[WrittenNumber]) -> list[WrittenNumber]:
    """The numbers of the same unit up to this one, without a break, in their order."""
    found: list[WrittenNumber] = []
    for one in reversed(earlier):
        if not is_count(one) or one.unit != item.unit:
            break
        found.insert(0, one)
    return found


def _summed(line: Line, item: WrittenNumber, before: list[WrittenNumber], count: str | None) -> Iterator[Fault]:
    """Nothing where some list of the numbers before it makes the sum; what stands behind 其中 is no further number."""
    cut = [
        place for place, (one, two) in enumerate(pairwise(before), 1) if _SHARED.search(line.plain, one.end, two.start)
    ]
    wholes, inside = (before[: cut[-1]], before[cut[-1] :]) if cut and not count else (before, [])
    sizes = [_COUNTS[count[0]]] if count else range(2, len(before) + 1)
    lists = [part[-size:] for part in (wholes, inside) for size in sizes if size <= len(part)]
    sums = [sum(one.value for one in part) for part in lists]
    twice = len(inside) == 1 and len(wholes) > 1 and _BOTH.search(line.plain, wholes[-1].end, item.start)
    sums += [sum(one.value for one in wholes) - inside[0].value] if twice else []
    slack = _slack(item, *before) if item.step != 1 else Decimal(0)
    if sums and not any(abs(total - item.value) <= slack for total in sums):
        said = f"前面各数相加{'、扣除重复的' if twice else ''}是{_figure(sums[-1], item)}{item.unit}"
        yield Fault(item.start, item.end, "合计不符", said)


def quotas(line: Line) -> Iterator[Fault]:
    """编制 less 实有 is 缺编."""
    for start, end in line.sentences():
        both, left = _QUOTA.search(line.masked, start, end), _SHORT.search(line.masked, start, end)
        if not both or not left or left.start() < both.end():
            continue
        due, held, said = (line.at[place] for place in (both.start("due"), both.start("held"), left.start("left")))
        if all(map(is_count, (due, held, said))) and due.value - held.value != said.value and due.value >= held.value:
            right = f"{formats.number(due.value - held.value)}{said.unit}"
            yield Fault(left.start(), said.end, "缺额不符", f"编制{due.text}减去实有{held.text}是{right}")


def _slack(*items: WrittenNumber) -> Decimal:
    """By how much rounded numbers may miss one another: half a last digit each, nothing for whole numbers."""
    rounded = [item.step for item in items if item.step != 1]
    return sum(rounded, Decimal(0)) / 2 if rounded else Decimal(0)


def _figure(value: Decimal, like: WrittenNumber) -> str:
    """A sum written as the total is: in 万 where that is."""
    size = 10_000 if like.step >= 1 and "万" in like.text else 1
    shown = value / size
    return formats.number(shown, max(0, -shown.normalize().as_tuple().exponent)) + ("万" if size > 1 else "")


RULES = (parts, progress, divided, halves, together, quotas)
