"""Rules from the table, held against the indicators they name."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from lib.indicators import INDICATORS
from lib.measure import Reading, Rule, Snapshot, State, Target
from lib.rules.verdict import Outcome, Verdict

# 必须 and 应当 bind, a target was set; 一般 leaves room, 导向 points a way.
SEVERITY = {"必须": "红", "应当": "红", "目标": "红", "一般": "黄", "导向": "蓝"}
# Once a year, mostly in the last quarter: before December there is still time.
YEARLY = frozenset(
    {
        *("org_life_meeting_rate", "appraisal_rate", "secretary_training_rate", "assistant_trained_rate"),
        *("lixiu_visit_coverage", "lixiu_checkup_rate"),
    }
)
DECEMBER = 12
_PART = "目标是对全市的，所选的只是一部分"


def verdicts(rule: Rule, snapshot: Snapshot, readings: Iterable[Reading], *, whole: bool) -> Iterator[Verdict]:
    """One per reading that the target is meant for; a rule that cannot be judged at all gives one that says so.
    `whole`: nothing is left out."""
    goal = None if rule.threshold is not None else snapshot.goals.get(rule.indicator_key)
    if reason := unmeasured(rule) or ("" if rule.threshold is not None or goal else "没有界限，也没有目标值"):
        yield Verdict(rule, None, None, Outcome.NO_DATA, reason=reason)
        return
    for reading in readings:
        if goal is None or goal.covers(reading.group_code, snapshot.directory):
            verdict = _verdict(rule, goal, reading)
            part = goal is not None and goal.per == "全市" and not whole
            yield replace(verdict, outcome=Outcome.NOT_APPLICABLE, severity="", reason=_PART) if part else verdict


def unmeasured(rule: Rule) -> str:
    """Why no number can break the rule; empty where one can."""
    if rule.indicator_key is None:
        return "没有可判断的指标"
    return "" if rule.indicator_key in INDICATORS else f"没有指标“{rule.indicator_key}”"


def _verdict(rule: Rule, goal: Target | None, reading: Reading) -> Verdict:
    blank = Verdict(
        rule,
        reading.group,
        reading.group_code,
        Outcome.NO_DATA,
        lo=goal.lo if goal else rule.threshold,
        hi=goal.hi if goal else None,
        due_on=goal.due_on if goal else None,
        reading=reading,
        reason=reading.reason,
    )
    if rule.indicator_key in YEARLY and reading.as_of.month != DECEMBER:
        return replace(blank, outcome=Outcome.NOT_DUE)
    if reading.state is State.NOT_APPLICABLE:
        return replace(blank, outcome=Outcome.NOT_APPLICABLE)
    if reading.state is State.MISSING:
        return replace(blank, reason=reading.reason or gaps(reading) or "缺报")
    breached = _breached(rule, goal, reading)
    if breached is None:
        return replace(blank, reason="含约数，无法判断")
    if breached and blank.due_on is not None and reading.as_of < blank.due_on:
        return replace(blank, outcome=Outcome.NOT_DUE, reason=gaps(reading))
    severity = (rule.severity or SEVERITY[rule.force]) if breached else ""
    outcome = Outcome.BREACHED if breached else Outcome.KEPT
    return replace(blank, outcome=outcome, severity=severity, reason=gaps(reading))


def _breached(rule: Rule, goal: Target | None, reading: Reading) -> bool | None:
    """None where approximate cells leave it open: neither all that may be is a breach nor none of it."""
    if goal is None:
        return _holds(rule.op, rule.threshold, reading)
    below = _holds("<", goal.lo, reading)
    if goal.op == ">=":
        return below
    above = _holds(">", goal.lo if goal.hi is None else goal.hi, reading)
    if below or above:
        return True
    return None if below is None or above is None else False


def _holds(op: str, limit: Decimal, reading: Reading) -> bool | None:
    """Whether the value compares so with the limit; None where it does for some of what may be and not for the rest."""
    if not reading.approx_cells and reading.value is not None:
        return compares(Decimal(str(reading.value)), op, limit)
    low, high = (None if bound is None else Decimal(str(bound)) for bound in (reading.lo, reading.hi))
    first, last = (low, high) if op in (">", ">=") else (high, low)  # the least and the most likely to compare so
    if first is not None and compares(first, op, limit):
        return True
    if last is not None and not compares(last, op, limit):
        return False
    return None


def compares(value: Decimal | Fraction, op: str, limit: Decimal | Fraction) -> bool:
    """Whether the value stands so to the limit, both of one type."""
    match op:
        case ">":
            return value > limit
        case ">=":
            return value >= limit
        case "<":
            return value < limit
    return value <= limit


def gaps(reading: Reading) -> str:
    """Who has not reported: the verdict stands for the rest."""
    parts = []
    if reading.missing:
        parts.append(f"缺报：{'、'.join(reading.missing)}")
    if reading.partial:
        parts.append(f"未填全：{'、'.join(reading.partial)}")
    return "；".join(parts)
