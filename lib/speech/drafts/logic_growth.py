"""Growth against both its ends: 由A增加到B，增长C; 比上年的A增长C; 翻一番; N倍."""

import re
from collections.abc import Iterator
from decimal import Decimal

from lib import formats
from lib.speech.claims import why_not_doubled, why_not_times
from lib.speech.drafts.kinds import WrittenNumber
from lib.speech.drafts.lines import Fault, Line


def _number(name: str) -> str:
    """One whole quantity of a masked text."""
    return f"(?<!\0)(?P<{name}>\0+)(?!\0)"


_UP, _DOWN = "增加|增长|提高|上升|扩大|发展|提升|增|升|涨|多|添", "减少|下降|降低|减|降|跌|少"
_VERB = f"(?P<verb>{_UP}|净增|补上|增幅为?|{_DOWN}|降幅为?)了?"
_FIRST_TO_LAST = (
    f"(?:由|从)[^，。；]{{0,14}}?{_number('first')}[^，。；]{{0,6}}?"
    f"(?P<way>{_UP}|{_DOWN})(?:到了?|至){_number('last')}[，,]?(?:同比|年均|实际|一年|全年|共|净)*"
)
_FROM_TO = re.compile(_FIRST_TO_LAST + _VERB + _number("by"))
_BESIDE = re.compile(
    _number("last")
    + "[，,](?:同口径)?(?:[较比](?:去年|上年|上一年|20[0-9]{2}年)?|上年|去年)(?:同期|全年|年?[底末])?的?是?"
    + f"{_number('first')}[，,]?(?:同口径)?{_VERB}{_number('by')}"
)
_TIMES = re.compile(
    _FIRST_TO_LAST
    + "(?:实现了?|基本|已|(?P<as>是|相当于|达到?|为)(?:原来|上年|去年|当时|[^，。；\0]{0,8})的?)?"
    + _number("by")
)
_DOUBLINGS = {2: 1, 4: 2, 8: 3}
_FALLING = frozenset("减下降跌少")


def growth(line: Line) -> Iterator[Fault]:
    """C follows from A and B, and it goes the way the verb says."""
    for pattern in (_FROM_TO, _BESIDE):
        for match in pattern.finditer(line.masked):
            first, last, by = (line.at[match.start(name)] for name in ("first", "last", "by"))
            if any(item.value is None or item.words for item in (first, last, by)) or not first.value:
                continue
            if first.unit != last.unit:
                continue
            named = match.groupdict()
            down, says_down = last.value < first.value, (named.get("way") or match["verb"])[0] in _FALLING
            if down != says_down and last.value != first.value:
                right = "减少" if down else "增加"
                why = f"由{first.text}到{last.text}是{right}"
                yield Fault(match.start(), match.end(), "增减方向不符", why, right)
            elif by.unit == "倍":
                yield from _fault(by, why_not_times("减少" if down else "增长", by.value, last.value, first.value))
            elif not _follows(first, last, by):
                yield Fault(by.start, by.end, "增减幅度不符", _by_how_much(first, last))


def times(line: Line) -> Iterator[Fault]:
    """由A增加到B，翻了一番, or B is 3倍 of A."""
    for match in _TIMES.finditer(line.masked):
        first, last, by = (line.at[match.start(name)] for name in ("first", "last", "by"))
        if first.value is None or last.value is None or by.value is None or first.unit != last.unit:
            continue
        if by.unit == "番" and by.value in _DOUBLINGS:
            yield from _fault(by, why_not_doubled(last.value, first.value, _DOUBLINGS[by.value]))
        elif by.unit == "倍" and match["as"] and not by.words:
            yield from _fault(by, why_not_times("增长到", by.value, last.value, first.value))


def _fault(by: WrittenNumber, why: str) -> Iterator[Fault]:
    if why:
        yield Fault(by.start, by.end, "增减幅度不符", why)


def _follows(first: WrittenNumber, last: WrittenNumber, by: WrittenNumber) -> bool:
    change = abs(last.value - first.value)
    if by.unit == "%" and not first.is_share:
        return abs(change * 100 / first.value - by.value) <= by.step / 2 + _blur(first, last)
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


RULES = (growth, times)
