"""The finding that stands above a page, in one sentence made of readings."""

from collections.abc import Mapping

from lib import formats
from lib.directory import Period
from lib.indicators import INDICATORS, Both, Joining, Kind, Reference, indicator
from lib.indicators.pending import PENDING
from lib.measure import Comparison, Reading, Report, State
from lib.speech import naming

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


def overview(found: Mapping[str, Reading], target: float | None) -> str:
    """「包抓达标率17.6%，各区县达20%还需9个；18个区县中5个未配齐书记、专职副书记」."""
    parts = [text for text in (sponsored(found, target), _posts(found)) if text]
    return "；".join(parts) if parts else "所选范围内没有可报告的达标和党工委配备情况"


def standards(found: Mapping[str, Reading]) -> str:
    """「66/373，还需30个」."""
    passed, total = found["sponsored_passed"], found["sponsored_total"]
    if None in (passed.value, total.value):
        return ""
    needed = say("还需{sponsored_needed}", found)
    return f"{formats.number(passed.value)}/{formats.number(total.value)}，{needed}"


def posts(found: Mapping[str, Reading]) -> str:
    """「仅缺书记2、副书记4、均缺1」."""
    named = {"仅缺书记": "committee_only_secretary", "副书记": "committee_only_deputy", "均缺": "committee_no_both"}
    if any(found[key].value is None for key in named.values()):
        return ""
    return "、".join(f"{name}{formats.number(found[key].value)}" for name, key in named.items())


def sponsored(found: Mapping[str, Reading], target: float | None) -> str:
    """「包抓达标率17.6%，各区县达20%还需9个」, of one office alone 「达20%还需9个」; empty where it does not apply."""
    rate, needed = found["sponsored_pass_rate"], found["sponsored_needed"]
    if rate.state in _UNKNOWN or rate.value is None:
        return "包抓支部达标率暂缺" if rate.state is State.MISSING else ""
    said = f"包抓达标率{formats.figure(rate, indicator(rate.key))}"
    if target is None:
        return said
    goal = formats.percent(target, 0)
    if needed.value:
        each = "各区县" if rate.due > 1 else ""
        return f"{said}，{each}达{goal}还需{formats.number(needed.value)}个"
    if rate.value < target:
        return f"{said}，低于{goal}"
    each = "" if rate.due == 1 else "已报区县均" if rate.missing else "各区县均"
    return f"{said}，{each}已达到{goal}"


def _posts(found: Mapping[str, Reading]) -> str:
    lacking = [found[key] for key in ("committee_only_secretary", "committee_only_deputy", "committee_no_both")]
    if any(item.state is State.NOT_APPLICABLE or item.value is None for item in lacking):
        return ""
    count = sum(item.value for item in lacking)
    base = lacking[0].reported
    if count:
        of = f"已报{base}个" if lacking[0].missing else f"{base}个"
        return f"{of}区县中{count}个未配齐书记、专职副书记"
    return f"已报的{base}个区县党工委书记、专职副书记均已配备到位" if base else ""


def one(compared: Comparison) -> str:
    """「无活动场所支部数60个，较上期少15个」."""
    now, item = compared.now, indicator(compared.now.key)
    if now.state is State.NOT_APPLICABLE:
        return f"{item.name}：{now.reason or '不适用'}"
    if isinstance(item.value, Reference):
        return naming.constant(now, item)
    if now.state is State.MISSING:
        return f"{item.name}缺报"
    if isinstance(item.value, Both) and item.value.joining is not Joining.PLUS:
        return naming.gap(compared, item)
    said = naming.named(now, item)
    if compared.difference is None or compared.then is None:
        return said
    then = compared.then.span if item.kind is Kind.FLOW else formats.day(compared.then.as_of)
    alike = "同口径" if compared.without else ""
    if compared.difference == 0:
        return f"{said}，与{then}{alike}持平"
    if item.is_rank:
        return f"{said}，比{then}{alike}{formats.places(compared.difference)}"
    up, down = ("提高", "下降") if item.is_rate else ("增加", "减少")
    moved = formats.delta(abs(compared.difference), item).lstrip("+") + ("" if item.is_rate else item.unit)
    return f"{said}，比{then}{alike}{up if compared.difference > 0 else down}{moved}"


def reports(report: Report) -> str:
    """「19个填报单位中17个已报齐，1个缺报，1个部分缺报」."""
    parts = [f"{len(report.offices)}个填报单位中{report.complete}个已报齐"]
    if report.silent:
        parts.append(f"{len(report.silent)}个缺报")
    if report.partial:
        parts.append(f"{len(report.partial)}个部分缺报")
    return "，".join(parts)


def reminder(report: Report, period: Period) -> str:
    """A text to the offices that have not sent everything; empty where all have."""
    lines = [
        f"{office.label}：{'尚未报送任何台账' if office.silent else '尚缺' + '、'.join(office.absent)}"
        for office in (*report.silent, *report.partial)
    ]
    if not lines:
        return ""
    head = f"请以下单位尽快报送{period.name}离退休干部党建台账（截至{formats.day(period.as_of)}）："
    return "\n".join([head, *lines])


def catalogue() -> str:
    """「218个指标可统计，1个暂不能统计」."""
    said = f"{len(INDICATORS)}个指标可以统计"
    return f"{said}，{len(PENDING)}个暂不能统计" if PENDING else said
