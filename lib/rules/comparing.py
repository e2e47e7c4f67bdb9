"""Rules that compare a district with the whole city, with the median, or with another number of its own.

Pure functions over readings. Each takes its rule, whose threshold is the margin, and gives a verdict for the group of
the first reading. Exact at the margin: rates are compared as fractions.
"""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from lib import formats
from lib.indicators import indicator
from lib.measure import Reading, Rule, State, Target
from lib.rules.deciding import blank, decided, exact, limit_of, named, short, unknown
from lib.rules.verdict import Outcome, Verdict

_FEWEST = 6  # units of which thirds can be told
_WHOLE = Fraction(100)


def above_whole(rule: Rule, own: Reading, whole: Reading | None) -> Verdict:
    """By how many 百分点 a rate is above that of the whole city."""
    return _beside_whole(rule, own, whole, "高", 1)


def below_whole(rule: Rule, own: Reading, whole: Reading | None) -> Verdict:
    """By how many 百分点 a rate is below that of the whole city."""
    return _beside_whole(rule, own, whole, "低", -1)


def _beside_whole(rule: Rule, own: Reading, whole: Reading | None, word: str, sign: int) -> Verdict:
    if open_case := unknown(rule, own):
        return open_case
    if whole is None or whole.value is None:
        return blank(rule, own, Outcome.NO_DATA, "没有全市数可比")
    away = (exact(own) - exact(whole)) * sign
    said = f"{named(own)}，全市{short(whole)}"
    bound = "不超过" if rule.op == ">" else "不到"
    return decided(rule, own, away, said, f"比全市{word}{bound}{limit_of(rule)}个百分点")


def share_of_median(rule: Rule, own: Reading, median: Fraction | None) -> Verdict:
    """The value in per cent of the median of the districts."""
    if open_case := unknown(rule, own):
        return open_case
    if not median:
        return blank(rule, own, Outcome.NO_DATA, "没有可比的区县中位数")
    item = indicator(own.key)
    said = f"{named(own)}，区县中位数{formats.number(float(median), item.decimals)}{item.unit}"
    return decided(rule, own, exact(own) / median * 100, said, f"不低于中位数的{limit_of(rule)}%")


def share_of_other(rule: Rule, own: Reading, overall: Reading, *, complement: bool = False) -> Verdict:
    """A rate, or what is left of it to 100, in per cent of another rate of the same district."""
    if open_case := unknown(rule, own, overall):
        return open_case
    base, part = exact(overall), _WHOLE - exact(own) if complement else exact(own)
    if not base:
        return blank(rule, own, Outcome.NO_DATA, f"{indicator(overall.key).name}为0，没有可比的")
    rest = f"，参加的占{formats.percent(float(part))}" if complement else ""
    said = f"{named(own)}{rest}，总体参与率{short(overall)}"
    return decided(rule, own, part / base * 100, said, f"参与率不低于总体的{limit_of(rule)}%")


def least(rule: Rule, own: Reading, goal: Target | None) -> Verdict:
    """A count against the lower end of its target, due on its day; against the limit of the rule where none is set."""
    if open_case := unknown(rule, own):
        return open_case
    held = rule if goal is None else replace(rule, threshold=goal.lo, source_doc=goal.source_doc)
    found = decided(held, own, exact(own), named(own), f"不少于{limit_of(held)}{indicator(own.key).unit}")
    early = goal is not None and goal.due_on is not None and own.as_of < goal.due_on
    return replace(found, outcome=Outcome.NOT_DUE, severity="") if early and found.severity else found


def largest_gap(rule: Rule, found: Sequence[Reading]) -> Verdict:
    """The rate that is farthest from 0, whichever way, of those that are known."""
    known = [reading for reading in found if reading.value is not None]
    if not known:
        return unknown(rule, *found) or blank(rule, found[0], Outcome.NO_DATA, "没有可比的数")
    worst = max(known, key=lambda reading: abs(reading.value))
    said = f"{indicator(worst.key).name}{formats.signed_percent(worst.value)}"
    return decided(rule, worst, abs(exact(worst)), said, f"相差小于{limit_of(rule)}%")


def category(rule: Rule, own: Reading, word: str) -> Verdict:
    """The share of the largest category, where it is this one."""
    if open_case := unknown(rule, own):
        return open_case
    amount = exact(own) if own.words == word else Fraction(0)
    return decided(
        rule, own, amount, f"按{own.words}设置的支部占{short(own)}", f"按{word}设置的不超过{limit_of(rule)}%"
    )


def unstated(rule: Rule, own: Reading) -> Verdict:
    """How many have stated what a rate is taken of."""
    if own.state is State.MISSING and not own.reported:
        return unknown(rule, own)
    amount = Fraction(str(own.denominator or 0))
    return decided(
        rule,
        own,
        amount,
        f"{indicator(own.key).name}：{formats.number(int(amount))}个单位填报",
        f"不少于{limit_of(rule)}个单位填报",
    )


def service_first(rule: Rule, city: Reading, efforts: Sequence[tuple[str, Fraction, Fraction]]) -> Verdict:
    """Units of the top third in service and the bottom third in party building. `efforts`: name, service, building."""
    if len(efforts) < _FEWEST:
        return blank(rule, city, Outcome.NO_DATA, f"数据齐全的单位不足{_FEWEST}个，不能比较")
    third = len(efforts) // 3
    most = sorted((service for _, service, _ in efforts), reverse=True)[third - 1]
    least = sorted(building for *_, building in efforts)[third - 1]
    one_sided = [name for name, service, building in efforts if service >= most and building <= least]
    few = "、".join(one_sided[:3]) + (f"等{len(one_sided)}个单位" if len(one_sided) > 3 else "")
    said = f"{len(efforts)}个单位中{few}服务居前三分之一、党建居后三分之一"
    return decided(rule, city, Fraction(len(one_sided)), said, "没有这样的单位")
