"""Rules that look at time: the pace towards a date, a year, several periods, a year ago, a deadline.

Pure functions over readings, as in `comparing`.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from lib import formats
from lib.indicators import indicator
from lib.measure import Office, Reading, Rule, Target
from lib.rules.deciding import blank, decided, exact, limit_of, named, plain, severity_of, unknown
from lib.rules.judging import DECEMBER, compares, gaps
from lib.rules.verdict import Outcome, Verdict


def pace(rule: Rule, own: Reading, goal: Target | None) -> Verdict:
    """The value in per cent of the straight line from the first day of the year of the due date to the target."""
    if goal is None or goal.due_on is None:
        return blank(rule, own, Outcome.NO_DATA, "目标没有填完成时限，不能按进度判断")
    if open_case := unknown(rule, own):
        return open_case
    begun = date(goal.due_on.year - 1, 12, 31)
    if not begun < own.as_of < goal.due_on:
        if own.as_of <= begun:
            return blank(rule, own, Outcome.NOT_DUE, "还没有到目标的当年")
        return blank(rule, own, Outcome.NOT_APPLICABLE, "目标期限已到，以是否达到目标判断")
    wanted = Fraction(goal.lo) * (own.as_of - begun).days / (goal.due_on - begun).days
    due = f"按{formats.day(goal.due_on)}达到{plain(goal.lo)}%推算"
    said = f"{named(own)}，{due}应为{formats.percent(float(wanted))}"
    return decided(rule, own, exact(own) / wanted * 100, said, f"不低于应有进度的{limit_of(rule)}%")


def in_the_year(rule: Rule, own: Reading) -> Verdict:
    """A count over the year to date; before December there is still time."""
    if open_case := unknown(rule, own):
        return open_case
    if own.missing or own.partial:
        return blank(rule, own, Outcome.NO_DATA, gaps(own))
    found = decided(
        rule, own, exact(own), f"年初至今{named(own)}", f"年内不少于{limit_of(rule)}{indicator(own.key).unit}"
    )
    early = found.outcome is Outcome.BREACHED and own.as_of.month != DECEMBER
    return replace(found, outcome=Outcome.NOT_DUE, severity="") if early else found


def idle(rule: Rule, periods: Sequence[Sequence[Reading]]) -> Verdict:
    """How many periods on end, from the latest back, all of these counts were 0. `periods`: latest first."""
    latest = periods[0]
    if open_case := unknown(rule, *latest):
        return open_case
    count = 0
    for found in periods:
        if any(reading.value is None for reading in found):
            break
        if any(reading.value for reading in found):
            break
        count += 1
    open_end = count < Fraction(rule.threshold) and count == len(periods)
    unread = 0 < count < len(periods) and any(reading.value is None for reading in periods[count])
    if count < Fraction(rule.threshold) and (open_end or unread):
        return blank(rule, latest[0], Outcome.NO_DATA, f"连续{count}期没有，再早的期次没有数")
    said = f"连续{count}期{'、'.join(indicator(reading.key).name for reading in latest)}都为0"
    return decided(rule, latest[0], Fraction(count), said, f"少于{limit_of(rule)}期")


def fewer(rule: Rule, now: Reading, then: Reading | None) -> Verdict:
    """By how many it is less than a year ago."""
    if open_case := unknown(rule, now):
        return open_case
    if then is None or then.value is None:
        return blank(rule, now, Outcome.NO_DATA, "没有上年同期数")
    less = exact(then) - exact(now)
    said = f"{named(now)}，上年同期{formats.with_unit(then, indicator(then.key))}"
    return decided(rule, now, less, said, "不少于上年同期")


def fallen(
    rule: Rule, marker: Reading, pairs: Sequence[tuple[Reading, Reading | None]], margin: Rule | None
) -> Verdict | None:
    """How many of several efforts fell by more than the margin, in per cent of a year ago; None where the district is
    not marked."""
    if marker.value == 0:
        return None
    if open_case := unknown(rule, marker):
        return open_case
    if margin is None or margin.threshold is None:
        return blank(rule, marker, Outcome.NO_DATA, "没有“Q02-降幅”的界限")
    known = [(now, then) for now, then in pairs if then is not None and None not in (now.value, then.value)]
    falls = [(now, (1 - exact(now) / exact(then)) * 100) for now, then in known if then.value > 0]
    deep = [(now, fall) for now, fall in falls if compares(fall, margin.op, Fraction(margin.threshold))]
    open_ones = len(pairs) - len(falls)
    needed = Fraction(rule.threshold)
    if len(deep) < needed <= len(deep) + open_ones:
        return blank(rule, marker, Outcome.NO_DATA, f"{len(pairs)}项工作中{open_ones}项没有上年同期数")
    said = "、".join(f"{indicator(now.key).name}下降{formats.percent(float(fall))}" for now, fall in deep)
    limit = f"{len(pairs)}项工作中下降超过{limit_of(margin)}%的少于{limit_of(rule)}项"
    return decided(rule, marker, Fraction(len(deep)), f"归并组织部门，比上年{said}", limit)


def overdue(rule: Rule, group: tuple[str, str], office: Office | None, deadline: date | None, today: date) -> Verdict:
    """How many days after the deadline something is still to come."""
    office_of = Verdict(rule, *reversed(group), Outcome.NO_DATA)
    if deadline is None:
        return replace(office_of, reason="期次没有设报送截止日")
    if office is None:
        return replace(office_of, outcome=Outcome.NOT_APPLICABLE, reason="没有报送任务")
    days = (today - deadline).days if office.absent else 0
    lacking = "全部台账" if office.silent else "、".join(office.absent)
    said = f"{lacking}逾期{days}天未报，截止日为{formats.day(deadline)}"
    late = compares(Fraction(days), rule.op, Fraction(rule.threshold))
    outcome, severity = (Outcome.BREACHED, severity_of(rule)) if late else (Outcome.KEPT, "")
    return replace(office_of, outcome=outcome, severity=severity, said=said, limit=f"逾期不超过{limit_of(rule)}天")
