"""What is said of several values (均, 逐年, 首次, 翻一番, 增长到N倍, 增长X%) and when it is true.

Each function gives the reason in Chinese why it may not be said, empty where it may. What is not known is None.
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from lib import formats
from lib.formats import Number
from lib.indicators import Kind

SMALLEST_GROWTH_BASE = 10
_DOUBLING = Decimal("0.025")  # 翻一番: 1.95 to 2.05 times
_TIMES = {"同比": Kind.FLOW, "较上年同期": Kind.FLOW, "较上年底": Kind.STOCK, "比年初": Kind.STOCK}


def why_not_all(numerator: Number | None, denominator: Number | None, missing: Sequence[str] = ()) -> str:
    """均、全部、全覆盖: all of them, and every office has reported. `missing`: those who have not."""
    if missing:
        return f"{'、'.join(missing)}缺报，不能说“均”或“全部”"
    if not denominator or numerator is None:
        return "没有可以作为基数的数"
    if numerator < denominator:
        return f"{formats.number(denominator)}个中只有{formats.number(numerator)}个，不能说“均”或“全部”"
    return ""


def why_not_yearly(values: Sequence[Number | None]) -> str:
    """逐年、持续: strictly up or strictly down over at least three year ends, the oldest first."""
    if len(values) < 3 or None in values:
        return "要有连续三个年底的数，才能说“逐年”"
    steps = [new - old for old, new in pairwise(values)]
    alike = all(step > 0 for step in steps) or all(step < 0 for step in steps)
    return "" if alike else "各年有升有降或持平，不能说“逐年”"


def why_not_first(earlier: Sequence[Number | None]) -> str:
    """首次、首个: every earlier period is on record, and it was 0. `earlier`: their values, None where 缺报."""
    if not earlier:
        return "没有更早的记录，不能说“首次”"
    if None in earlier:
        return "以往有期次缺报，不能说“首次”"
    return "以往已经有过，不能说“首次”" if any(earlier) else ""


def why_not_doubled(now: Number, then: Number, times: int = 1) -> str:
    """翻一番 (`times` 1) is 2 times, 翻两番 4 times, each within 2.5 %."""
    name = {1: "翻一番", 2: "翻两番"}.get(times, f"翻{times}番")
    if then <= 0:
        return f"原来为{formats.number(then)}，不能说“{name}”"
    ratio, factor = Decimal(str(now)) / Decimal(str(then)), 2**times
    fits = abs(ratio - factor) <= factor * _DOUBLING
    return "" if fits else f"“{name}”是{factor}倍，实际为{_times(ratio)}倍"


def why_not_times(word: str, times: Number, now: Number, then: Number) -> str:
    """增长到N倍 is N times what it was, 增长N倍 is N + 1 times; 减少N倍 is never said. Ratios are compared to one
    decimal. `word`: 增长到, 增长 or 减少. KeyError for another."""
    if word == "减少":
        return "不能说“减少几倍”，请用百分之几或几分之几"
    if then <= 0:
        return f"原来为{formats.number(then)}，不能说倍数"
    ratio = Decimal(str(now)) / Decimal(str(then))
    factor = Decimal(str(times)) + {"增长到": 0, "增长": 1}[word]
    fits = formats.rounded(ratio, 1) == formats.rounded(factor, 1)
    return "" if fits else f"“{word}{times}倍”是原来的{_times(factor)}倍，实际为{_times(ratio)}倍"


def _times(ratio: Decimal) -> str:
    return formats.number(ratio, 0 if ratio == int(ratio) else 2)


def points(new: Number, old: Number, decimals: int = 1) -> tuple[Decimal, str]:
    """The difference of two percentages in 百分点, from the unrounded values; and a remark where the printed ones
    differ by another amount."""
    exact = formats.rounded(Decimal(str(new)) - Decimal(str(old)), decimals)
    shown = formats.rounded(new, decimals) - formats.rounded(old, decimals)
    return exact, "" if exact == shown else "按未舍入的数相减，与两个印出的百分数之差略有出入"


def growth(now: Number, then: Number, unit: str) -> str:
    """增长12.5%, 下降3.0%, 持平; 从无到有 where it was 0; both numbers where it was below 10."""
    if then == now:
        return "持平"
    if then == 0:
        return "从无到有"
    if then < SMALLEST_GROWTH_BASE:
        return f"由{formats.number(then)}{unit}{'增' if now > then else '减'}至{formats.number(now)}{unit}"
    change = (Decimal(str(now)) - Decimal(str(then))) * 100 / Decimal(str(then))
    return f"{'增长' if change > 0 else '下降'}{formats.percent(abs(change))}"


def why_not_beside(word: str, kind: Kind) -> str:
    """同比, 较上年同期 are said of flows, 较上年底, 比年初 of stocks. KeyError for another word."""
    fitting = _TIMES[word]
    return "" if kind is fitting else f"“{word}”只用于{fitting}，这是{kind}"
