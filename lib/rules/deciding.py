"""From an amount and a margin to a verdict: what comparisons share."""

from dataclasses import replace
from fractions import Fraction

from lib import formats
from lib.indicators import indicator
from lib.measure import Reading, Rule, State
from lib.rules.judging import SEVERITY, compares, gaps
from lib.rules.verdict import Outcome, Verdict


def decided(rule: Rule, reading: Reading, amount: Fraction, said: str, limit: str) -> Verdict:
    broken = compares(amount, rule.op, Fraction(rule.threshold))
    outcome, severity = (Outcome.BREACHED, severity_of(rule)) if broken else (Outcome.KEPT, "")
    return replace(blank(rule, reading, outcome, gaps(reading)), severity=severity, said=said, limit=limit)


def unknown(rule: Rule, *readings: Reading) -> Verdict | None:
    """Why it cannot be told; None where every reading has a value."""
    for reading in readings:
        if reading.state is State.NOT_APPLICABLE:
            return blank(rule, readings[0], Outcome.NOT_APPLICABLE, reading.reason)
        if reading.state is State.MISSING:
            return blank(rule, readings[0], Outcome.NO_DATA, reading.reason or gaps(reading) or "缺报")
        if reading.value is None:
            return blank(rule, readings[0], Outcome.NO_DATA, reading.reason or "含约数，不能比较")
    return None


def blank(rule: Rule, reading: Reading, outcome: Outcome, reason: str) -> Verdict:
    return Verdict(rule, reading.group, reading.group_code, outcome, reading=reading, reason=reason)


def severity_of(rule: Rule) -> str:
    """红, 黄 or 蓝 of a breach."""
    return rule.severity or SEVERITY[rule.force]


def exact(reading: Reading) -> Fraction:
    """The value; a rate as its parts say, so that 1/3 is a third."""
    if indicator(reading.key).is_rate and reading.numerator is not None and reading.denominator:
        return Fraction(str(reading.numerator)) * 100 / Fraction(str(reading.denominator))
    return Fraction(str(reading.value))


def named(reading: Reading) -> str:
    """「混编支部占比41.2%（7/17）」."""
    item = indicator(reading.key)
    base = ""
    if item.is_rate and None not in (reading.numerator, reading.denominator):
        base = f"（{formats.number(reading.numerator)}/{formats.number(reading.denominator)}）"
    return f"{item.name}{short(reading)}{base}"


def short(reading: Reading) -> str:
    return formats.with_unit(reading, indicator(reading.key))


def limit_of(rule: Rule) -> str:
    return plain(rule.threshold)


def plain(value: object) -> str:
    """20.0000 as 20."""
    return f"{value.normalize():f}"
