"""An outcome in words: the formula of a line, what it takes, a paragraph."""

from collections.abc import Iterable, Iterator

from lib import formats
from lib.indicators import indicator
from lib.measure import Number
from lib.whatif.naming import amount
from lib.whatif.outcome import Line, Need, Outcome

_WAN = 10_000
_LONGEST_LIST = 60  # characters


def formula(line: Line) -> str:
    """「本级包抓支部达标率＝（66＋30）÷373＝25.7%，现为66÷373＝17.7%，提高8.0个百分点」; counts likewise."""
    item, now, then = indicator(line.key), line.now, line.then
    name = item.name if line.group is None else f"{line.group}{item.name}"
    said, said_now = formats.with_unit(then, item), formats.with_unit(now, item)
    if line.change is None or then.value is None:
        return f"{name}：{said_now}，方案后不作推算"
    if not line.change and not line.more and not line.more_base:
        return f"{name}{said_now}，不变"
    if None not in (now.numerator, now.denominator):
        top, base = _sum(now.numerator, line.more), _sum(now.denominator, line.more_base)
        before = f"{amount(now.numerator)}÷{amount(now.denominator)}＝{said_now}"
        return f"{name}＝{top}÷{base}＝{said}，现为{before}，{_moved(line)}"
    if not line.more:
        return f"{name}由{said_now}变为{said}，{_moved(line)}"
    return f"{name}＝{_sum(now.value, line.more).strip('（）')}＝{said}"


def _sum(number: Number, more: Number) -> str:
    if not more:
        return amount(number)
    return f"（{amount(number)}{'＋' if more > 0 else '−'}{amount(abs(more))}）"


def _moved(line: Line) -> str:
    item = indicator(line.key)
    if not line.change:
        return "持平"
    words = ("提高", "降低") if item.is_rate else ("增加", "减少")
    difference = formats.delta(abs(line.change), item).removeprefix("+")
    return f"{words[line.change < 0]}{difference}{'' if item.is_rate else item.unit}"


def needed(need: Need) -> str:
    """「党支部书记50名」, 「支委150～250名」, 「经费14.19万元」."""
    if need.unit == "元":
        return f"{need.what}{formats.number(need.amount / _WAN, 2)}万元"
    most = f"～{amount(need.most)}" if need.most != need.amount else ""
    return f"{need.what}{amount(need.amount)}{most}{need.unit}"


def unrounded(lines: Iterable[Line]) -> Iterator[str]:
    """What to say where the rounded rates and their rounded difference do not fit together."""
    for line in lines:
        item = indicator(line.key)
        if item.is_rate and line.change is not None:
            now, then, change = (
                formats.rounded(one, item.decimals) for one in (line.now.value, line.then.value, line.change)
            )
            if then - now != change:
                yield "百分点按未四舍五入的比率相减，可能与所示比率之差略有出入。"
                return


def _without_list(sentence: str) -> str:
    """A long sentence without the districts it goes on to list, where its number stands before them."""
    said, _, listed = sentence.partition("：")
    return said if len(listed) > _LONGEST_LIST and any(map(str.isdigit, said)) else sentence


def paragraph(outcome: Outcome) -> str:
    """One paragraph of text, ready for Word: what is done, what it comes to, what it takes, what it leaves open."""
    takes = "、".join(needed(one) for one in outcome.needed())
    parts = (
        f"截至{formats.day(outcome.as_of)}，{outcome.scope}按以下方案测算：{outcome.title}",
        *map(_without_list, outcome.formulas),
        f"共需{takes}" if takes else "",
    )
    return "".join(f"{part}。" for part in parts if part) + "".join(outcome.notes)
