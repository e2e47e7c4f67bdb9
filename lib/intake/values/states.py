"""Cells without content of their own: blank, 无, 不适用, 待报, Excel errors, formulas without a result."""

from dataclasses import replace

from lib.intake.issues import Finding, Level
from lib.intake.values.model import Status, Uncomputed, Value, missing

_BLANK = Finding("M15", Level.WARNING, "未填，按缺报处理，不作0", "如确无此项请填0，不适用请填“/”")
_NONE_AS_ZERO = Finding("M17", Level.NOTE, "“无”按0处理", "")
_NONE_AS_ABSENT = Finding("M17", Level.NOTE, "“无”按没有此项处理", "")
_NOT_APPLICABLE = Finding("M18", Level.NOTE, "按不适用处理，不计入分子和分母", "")
_PENDING = Finding("M19", Level.REJECTION, "尚未填报，按缺报处理", "请补报准确内容")
_EXCEL_ERROR = Finding("M19", Level.REJECTION, "是公式错误，按缺报处理", "请修正公式后重新导入")
_TOO_NARROW = Finding("M19", Level.REJECTION, "只有#号，没有内容，按缺报处理", "请调宽该列并填写内容后重新导入")
_UNCOMPUTED = Finding("M20", Level.REJECTION, "是公式且无计算结果，按缺报处理", "请用Excel/WPS打开后保存再导入")

_NOTHING = frozenset({"无", "没有"})
_NOT_APPLICABLE_WORDS = frozenset({"不适用", "不涉及", "N/A", "n/a"})
_PENDING_WORDS = frozenset(
    {"待报", "待统计", "待核", "待核实", "待定", "待补", "待补报", "未报", "缺报", "未统计", "暂缺"}
)
_EXCEL_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})
_DASHES = frozenset("-‐‑‒–—―─/\\")


def _stand_in(text: str) -> Finding | None:
    """The finding for a cleaned text that stands for 不适用 or for something still to come, else None."""
    if text in _NOT_APPLICABLE_WORDS or _DASHES.issuperset(text):
        return _NOT_APPLICABLE
    if text in _PENDING_WORDS or not text.strip("?"):
        return _PENDING
    if text in _EXCEL_ERRORS:
        return replace(_EXCEL_ERROR, problem=f"是公式错误 {text}，按缺报处理")
    return _TOO_NARROW if not text.strip("#") else None


def _state(raw: object, text: str) -> Value | None:
    """The value of a cell that holds no content of its own (blank, 不适用, 待报, errors), else None."""
    if isinstance(raw, Uncomputed):
        return missing(_UNCOMPUTED)
    if not text:
        return missing(_BLANK)
    finding = _stand_in(text)
    if finding is None:
        return None
    return Value(Status.NOT_APPLICABLE, None, findings=(finding,)) if finding is _NOT_APPLICABLE else missing(finding)


def number_state(raw: object, text: str) -> Value | None:
    """The value of a cell that holds no numeral, else None; 「无」 is 0. `text` is `raw` cleaned."""
    if text in _NOTHING:
        return Value(Status.ZERO, 0, findings=(_NONE_AS_ZERO,))
    return _state(raw, text)


def entry_state(raw: object, text: str) -> Value | None:
    """The value of a cell that holds no date, choice or name, else None; 「无」 is 不适用. `text` is `raw` cleaned."""
    if text in _NOTHING:
        return Value(Status.NOT_APPLICABLE, None, findings=(_NONE_AS_ABSENT,))
    return _state(raw, text)
