"""What is said of a snapshot beside the present: the finding, and each number's reason."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from lib import formats
from lib.indicators import INDICATORS, Indicator, indicator
from lib.speech.frozen import CORRECTED, ELSEWHERE, MOVED, REDEFINED, Difference, Frozen

_NAMED = 3  # offices named for one number


def finding(frozen: Frozen, found: Sequence[Difference]) -> str:
    """「与2026年1月5日“年中会议”相比，58个数中12个不同：数据更正3个、期次不同9个」."""
    head = f"与{formats.day(date.fromisoformat(frozen.made_on))}“{frozen.name}”相比"
    counts = Counter(cause for one in found if not one.is_same for cause in one.causes)
    changed = sum(not one.is_same for one in found)
    if not changed:
        return f"{head}，{len(found)}个数都没有变化"
    causes = (CORRECTED, MOVED, REDEFINED, ELSEWHERE)
    parts = "、".join(f"{cause}{counts[cause]}个" for cause in causes if counts[cause])
    return f"{head}，{len(found)}个数中{changed}个不同：{parts}"


def row(one: Difference) -> dict[str, object]:
    """One number for a table."""
    item = INDICATORS.get(one.then.key)
    now = "—" if item is None or one.now is None else formats.with_unit(one.now, item)
    return {
        "句": one.then.id.partition(".")[0],
        "指标": one.then.name,
        "当时": one.then.exact,
        "讲话中": one.then.printed,
        "现在": now,
        "增减": formats.DASH if item is None else _gap(one, item),
        "原因": "、".join(one.causes),
        "说明": detail(one),
    }


def _gap(one: Difference, item: Indicator) -> str:
    if one.now is None or one.now.value is None or one.then.value is None:
        return formats.DASH
    return formats.delta(round(one.now.value - one.then.value, 9), item)


def detail(one: Difference) -> str:
    """「数据更正：檀汐区支部台账（…xlsx）；其中更正−3、换期次+12」."""
    if one.is_same or one.then.key not in INDICATORS:
        return "" if one.is_same else "现在没有这个指标"
    item = indicator(one.then.key)
    parts = [f"{who.region}{'补报' if who.region in one.then.missing else ''}{who.title}" for who in one.by[:_NAMED]]
    files = [f"（{who.file}）" if who.file else "（已撤下）" for who in one.by[:_NAMED]]
    said = "、".join(part + file for part, file in zip(parts, files, strict=True))
    said += f"等{len(one.by)}张表" if len(one.by) > _NAMED else ""
    told = [f"更正：{said}"] if said else []
    if one.corrected and one.moved:
        told.append(f"其中数据更正{formats.delta(one.corrected, item)}、换期次或范围{formats.delta(one.moved, item)}")
    if REDEFINED in one.causes:
        told.append("当时口径：" + one.then.definition)
    if one.now is not None and not one.is_same:
        told += _sides(one)
    return "；".join(told)


def _sides(one: Difference) -> list[str]:
    """What else is not alike: the time, and who had not reported."""
    told = []
    if MOVED in one.causes:
        then = one.then.span or formats.day(date.fromisoformat(one.then.as_of))
        told.append(f"当时为{then}，现在为{one.now.span or formats.day(one.now.as_of)}")
    for label, names in (
        ("现在缺报而当时已报", set(one.now.missing) - set(one.then.missing)),
        ("当时缺报而现在已报", set(one.then.missing) - set(one.now.missing)),
    ):
        told += [f"{label}：{'、'.join(sorted(names))}"] if names else []
    return told
