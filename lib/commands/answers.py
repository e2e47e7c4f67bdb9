"""What measure hands back as rows to print: the fields of JSON and CSV, and the words of a table."""

from lib import formats
from lib.indicators import indicator
from lib.measure import Comparison, Reading, Shortfall, Standing, Trace

_FIELDS = (
    *("key", "group", "period", "as_of", "value", "numerator", "denominator", "lo", "hi"),
    *("state", "reported", "due", "missing"),
)


def shown(item: Reading) -> dict[str, object]:
    """The fields that are always there, and the words of an answer that has any."""
    return {name: getattr(item, name) for name in _FIELDS} | ({"words": item.words} if item.words else {})


def compared(item: Comparison) -> dict[str, object]:
    return shown(item.now) | {
        "then_value": item.then.value if item.then else None,
        "difference": item.difference,
        "growth": item.growth,
        "then_as_of": item.then.as_of if item.then else None,
        "note": item.note,
        "without": item.without,
    }


def standing(item: Standing) -> dict[str, object]:
    return shown(item.now) | {"median": item.median, "districts": item.districts, "difference": item.difference}


def compared_line(item: Comparison) -> dict[str, object]:
    known, then = indicator(item.now.key), item.then
    return line(item.now) | {
        "往期": formats.with_unit(then, known) if then else "",
        "往期时间": (then.span or f"截至{formats.day(then.as_of)}") if then else "",
        "增减": formats.delta(item.difference, known),
        "增长": "" if item.growth is None else formats.signed_percent(item.growth),
        "未计入增减": "、".join(item.without),
        "备注": item.note,
    }


def standing_line(item: Standing) -> dict[str, object]:
    known = indicator(item.now.key)
    middle = formats.DASH if item.median is None else formats.number(item.median, max(known.decimals, 1))
    return line(item.now) | {
        "区县中位数": f"{middle}{known.unit}（{item.districts}个区县）",
        "与中位数相差": formats.delta(item.difference, known),
    }


def shortfall(item: Shortfall) -> dict[str, object]:
    goal = item.target
    return shown(item.now) | {
        "target_lo": goal and float(goal.lo),
        "target_hi": float(goal.hi) if goal and goal.hi is not None else None,
        "due_on": goal and goal.due_on,
        "difference": item.difference,
        "met": item.met,
    }


def shortfall_line(item: Shortfall) -> dict[str, object]:
    known, goal = indicator(item.now.key), item.target
    show = formats.percent if known.is_rate else formats.number
    bounds = [] if goal is None else [show(bound, known.decimals) for bound in (goal.lo, goal.hi) if bound is not None]
    return line(item.now) | {
        "目标": "没有目标" if goal is None else "～".join(bounds),
        "完成时限": formats.day(goal.due_on) if goal and goal.due_on else "",
        "与目标相差": formats.delta(item.difference, known),
        "是否达到": {True: "达到", False: "未达到", None: ""}[item.met],
    }


def line(item: Reading) -> dict[str, object]:
    known = indicator(item.key)
    return {
        "指标": known.name,
        "分组": item.group or "合计",
        "时间": item.span or f"截至{formats.day(item.as_of)}",
        "数值": formats.with_unit(item, known),
        "已报/应报": f"{item.reported}/{item.due}",
        "缺报": "、".join(item.missing),
        "部分缺报": "、".join(item.partial),
        "说明": item.reason or ("" if item.value is None else item.words),
    }


def traced(item: Trace) -> dict[str, object]:
    cells = "；".join(
        f"{cell.label} {cell.address or '—'} = {'' if cell.held is None else cell.held}"
        + (f"（原文“{cell.raw}”）" if cell.raw else "")
        for cell in item.cells
    )
    return {
        "期次": item.period,
        "区县": item.region,
        "名称": item.name,
        "文件": item.file,
        "工作表": item.sheet,
        "单元格": cells,
    }
