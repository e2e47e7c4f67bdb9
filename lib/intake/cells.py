"""One cell of a known column: its field decides how it is read."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache

from lib.directory import Directory, Region, UnitMatch, normalise
from lib.intake.forms import Field, Kind
from lib.intake.headers import Mapped
from lib.intake.headings import han_month
from lib.intake.issues import Finding, Level
from lib.intake.spellings import SPELLINGS
from lib.intake.values import Status, Uncomputed, Value, choice, clean, day, number, text

_MONTHS = re.compile(r"(?:20\d{2}年?)?(?:\d{1,2}月?[-–—~～至到、]\d{1,2}月?(?:份)?|.*季度|.*半年|全年)")
_POSITION = re.compile(r"^(东经|北纬|[EN])[:：]?|°$")
_SOME = frozenset({"有", "是", "√", "已配备", "配备"})
_MONTH = re.compile(r"(?:(20\d{2})[年.\-/])?0?(\d{1,2})月?(?:份)?")
_JANUARY_OR_OCTOBER = re.compile(r"\d{4}\.1")
_BUILDING = re.compile(r"在建|筹建|建设中|未启用")
BUILDING = "N13"
# More than any ledger can mean, and less than the columns of the database can hold.
_MOST = {Kind.COUNT: 10**8, Kind.DECIMAL: 10**8, Kind.MONEY: 10**12}
_MOST_OF_FIELD = {"term_years": 100, "lixiu_avg_age": 150}
_LONGEST = 120  # characters of a name or an address
_TOO_MUCH = Finding("M41", Level.REJECTION, "数字过大，不合情理，按缺报处理", "请核实后补报准确数")
_TOO_LONG = Finding("N07", Level.REJECTION, f"文字超过{_LONGEST}字，按缺报处理", "请填简短的名称或地址")


@dataclass(frozen=True)
class Context:
    """What the cells of a file are read against."""

    directory: Directory
    office: Region
    as_of: date
    months: tuple[str, ...]
    date1904: bool = False


@cache
def _allowed(choices: tuple[str, ...]) -> dict[str, str]:
    """Normalised spelling → value of the list."""
    known = {clean(written): value for written, value in SPELLINGS.get(choices, {}).items()}
    return known | {clean(value): value for value in choices}


def read(raw: object, column: Mapped, context: Context) -> Value:
    """The value of one cell with all that was noticed; an empty cell that may be empty is 不适用 without a finding."""
    item = column.field
    value = _held(_READERS[item.kind](raw, column, context), item)
    if value.status is Status.MISSING and item.blank_ok and clean(raw) == "":
        return Value(Status.NOT_APPLICABLE, None)
    return value


def _held(value: Value, item: Field) -> Value:
    """The value, or 缺报 where it is out of all proportion."""
    if isinstance(value.point, str) and len(value.point) > _LONGEST:
        return Value(Status.MISSING, None, findings=(_TOO_LONG,))
    most = _MOST_OF_FIELD.get(item.name, _MOST.get(item.kind))
    if most is not None and any(bound is not None and bound > most for bound in (value.point, value.lo, value.hi)):
        return Value(Status.MISSING, None, findings=(_TOO_MUCH,))
    return value


def _whole(raw: object, column: Mapped, context: Context) -> Value:
    if column.field.name == "liaison_n" and (written := clean(raw)) in _SOME:
        finding = Finding("N08", Level.WARNING, f"“{written}”按1计", "请补报人数")
        return Value(Status.PRESENT, 1, findings=(finding,))
    return number(raw, unit=column.field.unit)


def _decimal(raw: object, column: Mapped, context: Context) -> Value:
    if column.field.unit == "°":
        return _degrees(raw)
    return number(raw, unit=column.field.unit, whole=False)


def _degrees(raw: object) -> Value:
    """Degrees east or north; 东经98.1 loses its words."""
    written = _POSITION.sub("", clean(raw)) if isinstance(raw, str) and not isinstance(raw, Uncomputed) else raw
    value = number(written, unit="°", whole=False, minimum=None)
    if written == raw or value.point is None or written == clean(raw):
        return value
    return replace(value, findings=(*value.findings, Finding("M06", Level.NOTE, "已去掉“东经”“北纬”或“°”", "")))


def _money(raw: object, column: Mapped, context: Context) -> Value:
    return number(raw, unit="元", whole=False, scale=column.scale)


def _day(raw: object, column: Mapped, context: Context) -> Value:
    if column.field.name == "opened_on" and isinstance(raw, str) and _BUILDING.search(raw):
        finding = Finding(BUILDING, Level.WARNING, "阵地尚未建成，不计入阵地数", "建成后填写启用时间")
        return Value(Status.NOT_APPLICABLE, None, findings=(finding,))
    limit = context.as_of if column.field.past else None
    return day(raw, not_after=limit, date1904=context.date1904)


def _choice(raw: object, column: Mapped, context: Context) -> Value:
    return choice(raw, _allowed(column.field.choices))


def _text(raw: object, column: Mapped, context: Context) -> Value:
    return text(raw)


def _month(raw: object, column: Mapped, context: Context) -> Value:
    """A month of the period as 2025-07; any other is refused."""
    if isinstance(raw, datetime | date):
        written = f"{raw.year}-{raw.month:02d}"
    else:
        written = _as_month(han_month(clean(raw)), context)
    if written in context.months and not (isinstance(raw, float) and _JANUARY_OR_OCTOBER.fullmatch(clean(raw))):
        return Value(Status.PRESENT, written)
    span = f"{context.months[0]}至{context.months[-1]}"
    remedy = f"本期月份为{span}，写作2025-07这样的形式"
    problem = "月份不在本期之内"
    if _MONTHS.fullmatch(clean(raw)):
        problem, remedy = "填的是几个月，不是一个月，本行未计入", f"请按月分行填报；{remedy}"
    return Value(Status.MISSING, None, findings=(Finding("N03", Level.REJECTION, problem, remedy),))


def _as_month(text: str, context: Context) -> str:
    match = _MONTH.fullmatch(text)
    return f"{match[1] or context.as_of.year}-{int(match[2]):02d}" if match else text


def _unit(raw: object, column: Mapped, context: Context) -> Value:
    value = text(raw)
    if not isinstance(value.point, str):
        return value
    match = context.directory.find_unit(value.point, context.office.code)
    return replace(value, findings=(*value.findings, *_unit_findings(value.point, match)))


def _unit_findings(written: str, match: UnitMatch | None) -> tuple[Finding, ...]:
    if match is None:
        return (
            Finding(
                "M31", Level.WARNING, f"单位名录中没有“{written}”，本行仍计入本区县", "请核对名称，或在单位名录中补录"
            ),
        )
    if match.how == "相似":
        problem = f"“{written}”疑为“{match.unit.name}”，本行仍计入本区县"
        return (Finding("M31", Level.WARNING, problem, f"如确为“{match.unit.name}”，请在单位名录中登记为别名"),)
    if normalise(written) == normalise(match.unit.name):
        return ()
    return (Finding("M31", Level.NOTE, f"按单位名录{match.how}识别为“{match.unit.name}”", ""),)


def _district(raw: object, column: Mapped, context: Context) -> Value:
    """The row's region must be the office's own; short and spaced forms are noted."""
    written = clean(raw)
    if context.office.is_city and written in ("", "市直"):
        return Value(
            Status.NOT_APPLICABLE, None, findings=(Finding("M33", Level.NOTE, "按市直单位计，不归入任何区县", ""),)
        )
    if not written:
        return Value(Status.MISSING, None)
    found = context.directory.find_region(written)
    if found is None:
        finding = Finding("M34", Level.REJECTION, f"区县名录中没有“{written}”，本行未计入", "请核对区县名称")
        return Value(Status.MISSING, None, findings=(finding,))
    if found.code != context.office.code:
        finding = Finding(
            "M38",
            Level.REJECTION,
            f"本行属于{found.label}，而文件由{context.office.label}报送，本行未计入",
            "请由所属区县报送",
        )
        return Value(Status.MISSING, None, findings=(finding,))
    exact = isinstance(raw, str) and raw.strip() == found.name
    note = () if exact else (Finding("M34", Level.NOTE, f"识别为“{found.name}”", ""),)
    return Value(Status.PRESENT, found.code, findings=note)


_READERS: dict[Kind, Callable[[object, Mapped, Context], Value]] = {
    Kind.COUNT: _whole,
    Kind.DECIMAL: _decimal,
    Kind.MONEY: _money,
    Kind.DATE: _day,
    Kind.CHOICE: _choice,
    Kind.TEXT: _text,
    Kind.UNIT: _unit,
    Kind.DISTRICT: _district,
    Kind.MONTH: _month,
}


def is_additive(item: Field) -> bool:
    """Totals rows add this field up."""
    return item.kind in (Kind.COUNT, Kind.MONEY) and item.unit != "年"
