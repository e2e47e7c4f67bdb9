"""What a column can hold: its unit, its scale and its bounds, and the exact numbers that fit."""

from dataclasses import dataclass
from decimal import Decimal

from lib.intake.issues import Finding, Level
from lib.intake.values.cleaning import masked
from lib.intake.values.model import LIMIT, Number, Status, UnusableError, Value, missing, unreadable
from lib.intake.values.numerals import tidy

_SYNONYMS = (
    ("人", "名", "位"),
    ("人次",),
    ("次", "场", "场次"),
    ("个", "家", "支", "处", "所"),
    ("件", "条", "项"),
    ("元", "块"),
    ("岁", "周岁"),
    ("平方米", "平米"),
    ("年",),
    ("月", "个月"),
    ("%",),
)
_UNIT_GROUPS = {unit: group[0] for group in _SYNONYMS for unit in group}

_RESUBMIT = "请核实后补报准确数"
_SCALES = {100: "百元", 1_000: "千元", 10_000: "万元"}


@dataclass(frozen=True)
class Column:
    """What the header of the column says about its numbers."""

    unit: str
    whole: bool
    scale: int
    minimum: int | None
    maximum: Number | None


def check_unit(unit: str, text: str, column: Column) -> None:
    """Stop unless `unit` means the unit of the column; another known unit is set aside."""
    if not unit or unit == column.unit:
        return
    own = _UNIT_GROUPS.get(column.unit, column.unit)
    group = _UNIT_GROUPS.get(unit)
    if group is None:
        raise unreadable()
    if column.unit and group != own:
        problem = f"单位“{unit}”与列单位“{column.unit}”不一致，已另存，本列按缺报处理"
        finding = Finding("M06", Level.WARNING, problem, f"请确认后按“{column.unit}”补报")
        raise UnusableError(missing(finding, aside=text))


def scale_for(unit: str, written: str, column: Column) -> int:
    """By how much the header's unit (万元, 千元) multiplies: a text that names its own size is taken at its word."""
    return 1 if unit or any(char in "千万亿" for char in written) else column.scale


def other_scale_finding(column: Column) -> Finding:
    """The doubt about a text that says 元 in a column of 万元."""
    named = _SCALES[column.scale]
    return Finding("M44", Level.WARNING, f"列单位是{named}，此处写明是元，按元计", f"请确认是元还是{named}")


def fraction_finding(content: object, column: Column) -> Finding:
    """The rejection of a fraction where only whole numbers count."""
    what = "人数" if _UNIT_GROUPS.get(column.unit) == "人" else "该项"
    return Finding("M41", Level.REJECTION, f"{what}不能为小数：{masked(content)}", _RESUBMIT)


def too_large_finding(column: Column) -> Finding:
    """The doubt about a number above the column's maximum."""
    return Finding("M41", Level.WARNING, f"超过该项的最大值{column.maximum}，数值暂予保留", "请核实是否填错或多写了0")


def exact(number: Number, column: Column, *notes: Finding) -> Value:
    """An exact number, checked: below the minimum or a fraction of a person is 缺报, above the maximum is doubted."""
    if abs(number) >= LIMIT:
        raise unreadable("数字过大")
    number = tidy(number)
    if column.minimum is not None and number < column.minimum:
        reason = "不能为负数" if number < 0 else f"小于该项的最小值{column.minimum}"
        return missing(Finding("M41", Level.REJECTION, f"{reason}：{masked(number)}", _RESUBMIT))
    if column.whole and isinstance(number, Decimal):
        return missing(fraction_finding(number, column))
    if column.maximum is not None and number > column.maximum:
        notes = (*notes, too_large_finding(column))
    return Value(Status.ZERO if number == 0 else Status.PRESENT, number, findings=notes)
