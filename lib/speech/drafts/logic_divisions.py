"""Lists that name all the parts of a whole: 离休、退休; 固定、共享、一室多用、专门建立; 按…分."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from lib import formats
from lib.speech.drafts.kinds import WrittenNumber
from lib.speech.drafts.lines import Fault, Line, is_count

# The parts of a whole as offices divide it: a list that names each of them leaves nothing out.
_DIVISIONS = tuple(
    tuple(map(re.compile, names))
    for names in (
        ("离休", "退休"),
        ("转入社区|转到社区|转至社区", "本单位|留在|保留在|单位管理"),
        ("男", "女"),
        ("专职", "兼职"),
        ("单独", "联合", "混", "功能", "临时"),
        ("固定", "共享", "一室多用", "专门"),
        ("专项", "返还|留成", "公用", "单位补助"),
    )
)
_BY = re.compile("(?:按|从)[^，。；]{1,8}(?:分|划分|看)[，,：:]?(?:有)?")
_OPEN_ENDED = re.compile("等|以?及其他|主要")
_PERSONS = "(?:老?干部|老?同志|人员)?[共有为计约]*$"
_BOTH, _LIXIU = re.compile(f"(?:^|[^职工党])离退休{_PERSONS}"), re.compile(f"(?:^|有)离休{_PERSONS}")
_TUIXIU = re.compile(f"(?:^|有)退休{_PERSONS}")
_NEAR = 10  # a list is held against a whole of which it misses at most a tenth


def joined(line: Line, items: Sequence[WrittenNumber]) -> list[WrittenNumber]:
    """The first of the items and those side by side with it, of the same unit."""
    found = list(items[:1])
    for item in items[1:]:
        gap = line.plain[found[-1].end : item.start]
        apart = not gap.startswith(("、", "和")) or re.search("[。；，,]|含|其中|共(?!享|建)", gap)
        if apart or not is_count(item) or item.unit != found[0].unit:
            break
        found.append(item)
    return found if len(found) > 1 else _two_sides(line, items) or found


def _two_sides(line: Line, items: Sequence[WrittenNumber]) -> list[WrittenNumber]:
    """退休干部2582人，离休干部17人: the two sides of a division may stand apart by a comma."""
    both = list(items[:2])
    alike = len(both) == 2 and all(map(is_count, both)) and both[0].unit == both[1].unit
    return both if alike and line.plain[both[0].end] in "，," and complete(line, both) else []


def complete(line: Line, items: Sequence[WrittenNumber]) -> bool:
    """Whether these are all the parts of a division, each once."""
    said = [_own_words(line, item) for item in items]
    return any(
        len(said) == len(names) and all(sum(bool(name.search(words)) for words in said) == 1 for name in names)
        for names in _DIVISIONS
    )


def _own_words(line: Line, item: WrittenNumber) -> str:
    """From the mark or number before an item to the item."""
    return re.split("[，。；、：,;:\0]|其中", line.masked[: item.start])[-1]


def divisions(line: Line) -> Iterator[Fault]:
    """A list that leaves nothing out makes the number before it, in this sentence or an earlier one."""
    done = 0
    for place, first in enumerate(line.quantities):
        items = joined(line, line.quantities[place:]) if first.start >= done and is_count(first) else []
        if len(items) < 2:
            continue
        done = items[-1].end
        begun = max(line.plain.rfind(mark, 0, first.start) for mark in "。；") + 1
        by = _BY.search(line.plain, begun, first.start)
        alone = by and not line.within(by.end(), first.start)
        named = line.plain[items[-1].end : items[-1].end + 4]
        if (complete(line, items) or alone) and not _OPEN_ENDED.search(named):
            yield from _held(line, items, line.quantities[:place])


def _held(line: Line, items: Sequence[WrittenNumber], before: Sequence[WrittenNumber]) -> Iterator[Fault]:
    total = sum(item.value for item in items)
    wholes = [one for one in before if is_count(one) and one.unit == items[0].unit]
    slack = sum((item.step for item in (*items, *wholes[-1:]) if item.step != 1), Decimal(0)) / 2
    if not wholes or any(abs(total - one.value) <= slack for one in wholes):
        return
    whole = min(wholes, key=lambda one: abs(one.value - total))
    if max(item.value for item in items) <= whole.value and abs(total - whole.value) * _NEAR <= whole.value:
        size = 10_000 if whole.step >= 1 and "万" in whole.text else 1
        shown = total / size
        said = formats.number(shown, max(0, -shown.normalize().as_tuple().exponent)) + ("万" if size > 1 else "")
        why = f"各分项之和为{said}，前面的合计是{whole.text}"
        rule = "分项大于合计" if total > whole.value else "分项与合计不符"
        yield Fault(items[0].start, items[-1].end, rule, why)


def retired(line: Line) -> Iterator[Fault]:
    """离退休干部 are the 离休 and the 退休, however far apart these stand in the sentence."""
    for start, end in _sentences(line):
        said = [(item, _own_words(line, item)) for item in line.within(start, end) if is_count(item) and not item.words]
        both, one, other = (
            [item for item, words in said if pattern.search(words)] for pattern in (_BOTH, _LIXIU, _TUIXIU)
        )
        if not (len(both) == len(one) == len(other) == 1) or not both[0].start < min(one[0].start, other[0].start):
            continue
        if not line.within(min(one[0].end, other[0].end), max(one[0].start, other[0].start)):
            continue  # side by side: `divisions` has them
        total, whole = one[0].value + other[0].value, both[0]
        slack = sum((item.step for item in (whole, *one, *other) if item.step != 1), Decimal(0)) / 2
        if abs(total - whole.value) > slack and abs(total - whole.value) * _NEAR <= whole.value:
            why = f"离休、退休相加为{formats.number(total)}，前面的合计是{whole.text}"
            yield Fault(whole.start, other[0].end, "分项与合计不符", why)


def _sentences(line: Line) -> Iterator[tuple[int, int]]:
    """Whole sentences: a semicolon does not end them."""
    start = 0
    for match in re.finditer("[。！？\n]|$", line.plain):
        yield start, match.end()
        start = match.end()


RULES = (divisions, retired)
