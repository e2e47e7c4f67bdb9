"""What measure hands back as rows to print: the fields of JSON and CSV, and the words of a table."""

from lib import formats
from lib.indicators import indicator
from lib.measure import Comparison, Reading, Shortfall, Standing, Trace
from lib.speech import changes, targets

_FIELDS = (
    *("key", "group", "period", "as_of", "value", "numerator", "denominator", "lo", "hi"),
    *("state", "reported", "due", "missing"),
)

_MEDIAN_DECIMALS = 1  # at least: the median of whole numbers may lie between two


def shown(item: Reading) -> dict[str, object]:
    """The fields that are always there, the offices with 缺报 cells of their own and the words where there are any."""
    more = {name: getattr(item, name) for name in ("partial", "words") if getattr(item, name)}
    return {name: getattr(item, name) for name in _FIELDS} | more


def compared(item: Comparison) -> dict[str, object]:
    """`alike_value` less `then_alike_value` is the difference: both are without those named in `without`."""
    new, old = item.alike
    return shown(item.now) | {
        "then_value": item.then.value if item.then else None,
        "difference": item.difference,
        "growth": item.growth,
        "then_as_of": item.then.as_of if item.then else None,
        "then_missing": item.then.missing if item.then else (),
        "then_partial": item.then.partial if item.then else (),
        "alike_value": new.value if old else None,
        "then_alike_value": old.value if old else None,
        "note": _compared_note(item),
        "without": item.without,
    }


def _compared_note(item: Comparison) -> str:
    return "；".join(text for text in (item.note, changes.unrounded(item)) if text)


def standing(item: Standing) -> dict[str, object]:
    return shown(item.now) | {
        "median": item.median,
        "districts": item.districts,
        "difference": item.difference,
        "note": changes.away_unrounded(item, _MEDIAN_DECIMALS),
    }


def compared_line(item: Comparison) -> dict[str, object]:
    known, then = indicator(item.now.key), item.then
    new, old = item.alike
    return line(item.now) | {
        "往期": formats.with_unit(then, known) if then else "",
        "往期时间": (then.span or f"截至{formats.day(then.as_of)}") if then else "",
        "往期缺报": "、".join(then.missing) if then else "",
        "往期部分缺报": "、".join(then.partial) if then else "",
        "可比值": formats.with_unit(new, known) if item.without else "",
        "往期可比值": formats.with_unit(old, known) if item.without else "",
        "增减": changes.moved(item),
        "增长": "" if item.growth is None else formats.signed_percent(item.growth),
        "未计入增减": "、".join(item.without),
        "备注": _compared_note(item),
    }


def standing_line(item: Standing) -> dict[str, object]:
    known = indicator(item.now.key)
    middle = formats.DASH if item.median is None else formats.number(item.median, max(known.decimals, _MEDIAN_DECIMALS))
    return line(item.now) | {
        "区县中位数": f"{middle}{known.unit}（{item.districts}个区县）",
        "与中位数相差": formats.delta(item.difference, known),
        "备注": changes.away_unrounded(item, _MEDIAN_DECIMALS),
    }


def shortfall(item: Shortfall) -> dict[str, object]:
    goal = item.target
    return shown(item.now) | {
        "target_lo": goal and float(goal.lo),
        "target_hi": float(goal.hi) if goal and goal.hi is not None else None,
        "due_on": goal and goal.due_on,
        "difference": item.difference,
        "met": item.met,
        "note": _from_target(item),
    }


def _from_target(item: Shortfall) -> str:
    """The bound from which the difference is taken is what is left without it."""
    known = indicator(item.now.key)
    bound = None if item.difference is None else formats.rounded(item.now.value - item.difference, known.decimals)
    return changes.unrounded_from(item.now, bound, item.difference)


def shortfall_line(item: Shortfall) -> dict[str, object]:
    known, goal = indicator(item.now.key), item.target
    show = formats.percent if known.is_rate else formats.number
    bounds = [] if goal is None else [show(bound, known.decimals) for bound in (goal.lo, goal.hi) if bound is not None]
    within = item.met and goal.hi is not None
    return line(item.now) | {
        "目标": "没有目标" if goal is None else "～".join(bounds),
        "完成时限": targets.due(goal.due_on) if goal else "",
        "与目标相差": "在范围内" if within else formats.delta(item.difference, known),
        "是否达到": {True: "达到", False: "未达到", None: ""}[item.met],
        "备注": _from_target(item),
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
