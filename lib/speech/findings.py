"""The finding that stands above a page, in one sentence made of readings."""

from collections.abc import Mapping

from lib import formats
from lib.indicators import indicator
from lib.measure import Reading, State

OVERVIEW_KEYS = (
    "sponsored_pass_rate",
    "sponsored_needed",
    "committee_only_secretary",
    "committee_only_deputy",
    "committee_no_both",
)
_UNKNOWN = (State.MISSING, State.NOT_APPLICABLE)


def say(pattern: str, found: Mapping[str, Reading]) -> str:
    """The pattern with each {key} replaced by that number and its unit: 「其中功能型{branch_functional}」."""
    texts = {key: formats.with_unit(item, indicator(key), compact=True) for key, item in found.items()}
    return pattern.format_map(texts)


def overview(found: Mapping[str, Reading], target: float) -> str:
    """「包抓支部达标率17.6%，距20%还差9个；18个区县中5个未配齐党工委书记或专职副书记」."""
    parts = [text for text in (_standards(found, target), _posts(found)) if text]
    return "；".join(parts) if parts else "所选范围内没有可报告的达标和党工委配备情况"


def standards(found: Mapping[str, Reading]) -> str:
    """「66/373，还需30个」."""
    passed, total = found["sponsored_passed"], found["sponsored_total"]
    if None in (passed.value, total.value):
        return ""
    needed = say("还需{sponsored_needed}", found)
    return f"{formats.number(passed.value)}/{formats.number(total.value)}，{needed}"


def posts(found: Mapping[str, Reading]) -> str:
    """「仅缺书记2、仅缺副书记4、均缺1」."""
    named = {"仅缺书记": "committee_only_secretary", "仅缺副书记": "committee_only_deputy", "均缺": "committee_no_both"}
    if any(found[key].value is None for key in named.values()):
        return ""
    return "、".join(f"{name}{formats.number(found[key].value)}" for name, key in named.items())


def _standards(found: Mapping[str, Reading], target: float) -> str:
    rate, needed = found["sponsored_pass_rate"], found["sponsored_needed"]
    if rate.state in _UNKNOWN or rate.value is None:
        return "包抓支部达标率暂缺" if rate.state is State.MISSING else ""
    said = f"包抓支部达标率{formats.figure(rate, indicator(rate.key))}"
    goal = formats.percent(target, 0)
    if rate.value >= target:
        return f"{said}，已达到{goal}的目标" + (f"，仍有区县还差{needed.value}个" if needed.value else "")
    return f"{said}，距{goal}还差{needed.value}个" if needed.value else f"{said}，低于{goal}"


def _posts(found: Mapping[str, Reading]) -> str:
    lacking = [found[key] for key in ("committee_only_secretary", "committee_only_deputy", "committee_no_both")]
    if any(item.state is State.NOT_APPLICABLE or item.value is None for item in lacking):
        return ""
    count = sum(item.value for item in lacking)
    base = lacking[0].reported
    if count:
        return f"{base}个区县中{count}个未配齐党工委书记或专职副书记"
    return f"已报的{base}个区县党工委书记、专职副书记均已配备到位" if base else ""
