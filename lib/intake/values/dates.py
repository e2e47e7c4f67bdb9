"""The date in a cell."""

import calendar
import re
from datetime import date, datetime, timedelta

from lib.intake.issues import Finding, Level
from lib.intake.values.cleaning import clean, is_absent
from lib.intake.values.model import Status, UnusableError, Value, missing
from lib.intake.values.states import entry_state

_EPOCH_1900, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_SERIALS = range(20000, 60001)
_DATE = re.compile(
    r"(?P<year>[0-9]{4})(?:年|[./年-](?P<month>[0-9]{1,2})(?:月|[./月-](?P<day>[0-9]{1,2})日?)?)?"
    r"(?:[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?"
)
_COMPACT_DATE = re.compile("(?P<year>[12][0-9]{3})(?P<month>[0-9]{2})(?P<day>[0-9]{2})?")
_YEARLESS = re.compile("(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日")
_DATE_BLANKS = re.compile(r"\s*([./年月日-])\s*(?![0-9]{1,2}:)")
_LEAP_YEAR = 2000


def day(raw: object, *, not_after: date | None = None, date1904: bool = False) -> Value:
    """The date in a cell. A date later than `not_after` is 缺报; a date given to the month or year is its last day.

    Serial numbers count from the epoch of the workbook: `date1904` says which.
    """
    try:
        return _read_day(raw, not_after, date1904)
    except UnusableError as stop:
        return stop.value


def _read_day(raw: object, not_after: date | None, date1904: bool) -> Value:
    if isinstance(raw, date) and not is_absent(raw):
        return _until(raw.date() if isinstance(raw, datetime) else raw, not_after)
    text = clean(raw)
    state = entry_state(raw, text)
    if state:
        return state
    whole_days = text.partition(".")[0] if isinstance(raw, float) else text
    if whole_days.isascii() and whole_days.isdigit() and len(whole_days) == 5 and int(whole_days) in _SERIALS:
        return _read_serial(int(whole_days), not_after, date1904)
    if isinstance(raw, float) and re.fullmatch(r"[0-9]{4}\.1", text):
        problem = f"数字{text}可能是{text[:4]}年1月或10月，按缺报处理"
        return missing(Finding("M24", Level.WARNING, problem, "请改填完整的年月日，如2021-10-31"))
    return _read_date_text(text, not_after)


def _read_serial(serial: int, not_after: date | None, date1904: bool) -> Value:
    found = (_EPOCH_1904 if date1904 else _EPOCH_1900) + timedelta(days=serial)
    return _until(found, not_after, Finding("M23", Level.NOTE, f"Excel日期序号已转为{found.isoformat()}", ""))


def _read_date_text(text: str, not_after: date | None) -> Value:
    text = _DATE_BLANKS.sub(r"\1", text)
    match = _DATE.fullmatch(text) or _COMPACT_DATE.fullmatch(text)
    if match:
        return _read_date_match(match, not_after)
    yearless = _YEARLESS.fullmatch(text)
    if yearless:
        _calendar(_LEAP_YEAR, int(yearless["month"]), int(yearless["day"]))
    finding = Finding("N02", Level.REJECTION, "认不出是哪一天，按缺报处理", "请填完整的年月日，如2021-06-30")
    raise UnusableError(missing(finding))


def _read_date_match(match: re.Match[str], not_after: date | None) -> Value:
    """A written date; one without day is the last day of its month, one without month the last day of its year."""
    parts = match.groupdict()
    year, month = int(parts["year"]), int(parts["month"] or 12)
    if parts["day"]:
        found = _calendar(year, month, int(parts["day"]))
        return _until(found, not_after, Finding("M21", Level.NOTE, f"日期已统一为{found.isoformat()}", ""))
    first = _calendar(year, month if parts["month"] else 1, 1)
    last = date(year, month, calendar.monthrange(year, month)[1])
    span, end = ("月", "月末") if parts["month"] else ("年", "年末")
    finding = Finding("M22", Level.WARNING, f"日期只到{span}，按{end}计算", "请补填完整的年月日")
    return _until(last, not_after, finding, first=first)


def _until(found: date, not_after: date | None, *notes: Finding, first: date | None = None) -> Value:
    """`found`, unless later than `not_after`; a month or year that begins (`first`) before it is cut off there."""
    if not_after is not None and found > not_after:
        if (first or found) > not_after:
            raise _bad_date(f"日期晚于截止日{not_after.isoformat()}", "请核对年份")
        found = not_after
    return Value(Status.PRESENT, found, findings=notes)


def _calendar(year: int, month: int, day_of_month: int) -> date:
    try:
        return date(year, month, day_of_month)
    except ValueError:
        raise _bad_date("日期不存在") from None


def _bad_date(problem: str, remedy: str = "请填真实的年月日，如2021-06-30") -> UnusableError:
    return UnusableError(missing(Finding("M25", Level.REJECTION, f"{problem}，按缺报处理", remedy)))
