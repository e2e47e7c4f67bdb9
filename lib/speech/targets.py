"""How a target is said: what is wanted and by when, and who misses it."""

from collections.abc import Sequence
from datetime import date

from lib import formats
from lib.indicators import indicator
from lib.measure import Shortfall, Target

UNDATED = "未定期限"


def due(day: date | None) -> str:
    """「2025年12月31日」, or that no date was set."""
    return formats.day(day) if day else UNDATED


def bounds(goal: Target) -> str:
    """「2～3个」, 「不低于20.0%」, 「1个」 of a target that is to be met exactly."""
    item = indicator(goal.indicator_key)
    show = formats.percent if item.is_rate else formats.number
    said = "～".join(show(float(bound), item.decimals) for bound in (goal.lo, goal.hi) if bound is not None)
    return f"{'不低于' if goal.op == '>=' else ''}{said}{'' if item.is_rate else item.unit}"


def beside(found: Sequence[Shortfall]) -> list[str]:
    """「目标：各区县2～3个，完成时限：2025年12月31日」, where it is from, 「合计12条，达到」, 「未达到1个：甲区1个」.
    Empty where no target is meant for any of these."""
    held = [one for one in found if one.target is not None]
    if not held:
        return []
    goal = held[0].target
    lines = [f"目标：{goal.per or ''}{bounds(goal)}，完成时限：{due(goal.due_on)}", f"目标出处：{goal.source_doc}"]
    known = [one for one in held if one.met is not None]
    lines += [f"合计{_figure(one)}，{'达到' if one.met else '未达到'}" for one in known if one.now.group is None]
    judged = [one for one in known if one.now.group is not None]
    missed = [f"{one.now.group}{_figure(one)}" for one in judged if not one.met]
    if judged:
        lines.append(f"未达到{len(missed)}个：{'、'.join(missed)}" if missed else "已有数的都已达到")
    return lines


def _figure(one: Shortfall) -> str:
    return formats.with_unit(one.now, indicator(one.now.key))
