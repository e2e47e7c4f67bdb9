"""The date in a cell."""

import calendar
import re
from datetime import date, datetime, timedelta

from lib.intake.issues import Finding, Level
from lib.intake.values.cleaning import clean, is_absent
from lib.intake.values.model import Status, UnusableError, Value, missing
from lib.intake.values.numerals import FORMAL, numeral
from lib.intake.values.states import entry_state

_EPOCH_1900, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_SERIALS = range(20000, 60001)
_YEARS = range(1900, 2101)
_PIVOT = 50  # of two-digit years, those above belong to the last century
_DATE = re.compile(
    r"(?P<year>[0-9]{4})(?:年|[./年、-](?P<month>[0-9]{1,2})(?:月|[./月、-](?P<day>[0-9]{1,2})[日号]?)?)?起?"
    r"(?:[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?"
)
_COMPACT_DATE = re.compile("(?P<year>(?:19|20)[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})?")
# 24.5.6, 24年5月, 240506; 24.5 alone could be a number.
_SHORT_DATE = re.compile(r"(?P<year>[0-9]{2})[./年、-](?P<month>[0-9]{1,2})[./月、-](?P<day>[0-9]{1,2})[日号]?起?")
_SHORT_MONTH = re.compile(r"(?P<year>[0-9]{2})年(?P<month>[0-9]{1,2})月?(?P<day>)起?")
_SHORT_COMPACT = re.compile(r"(?P<year>[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_DATES = (_DATE, _COMPACT_DATE, _SHORT_DATE, _SHORT_MONTH, _SHORT_COMPACT)
_HAN_NUMBER = re.compile("[一二三]?十[一二三四五六七八九]?|[〇零一二三四五六七八九]+")
_HAN_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_YEARLESS = re.compile("(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})[日号]")
_DATE_BLANKS = re.compile(r"\s*([./、年月日号-])\s*(?![0-9]{1,2}:)")
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
    text = _in_digits(_DATE_BLANKS.sub(r"\1", text))
    match = next((match for pattern in _DATES if (match := pattern.fullmatch(text))), None)
    if match:
        return _read_date_match(match, not_after)
    yearless = _YEARLESS.fullmatch(text)
    if yearless:
        _calendar(_LEAP_YEAR, int(yearless["month"]), int(yearless["day"]))
    finding = Finding("N02", Level.REJECTION, "认不出是哪一天，按缺报处理", "请填完整的年月日，如2021-06-30")
    raise UnusableError(missing(finding))


def _in_digits(text: str) -> str:
    """二〇二四年五月 as 2024年5月; a text without 年 or 月 is left alone."""
    if "年" not in text and "月" not in text:
        return text
    return _HAN_NUMBER.sub(_arabic, text.translate(FORMAL))


def _arabic(match: re.Match[str]) -> str:
    return str(numeral(match[0])) if "十" in match[0] else match[0].translate(_HAN_DIGITS)


def _year(written: str) -> int:
    """The year in four digits, or in two."""
    year = int(written)
    if len(written) == len("24"):
        return year + (1900 if year > _PIVOT else 2000)
    if year not in _YEARS:
        raise _bad_date("年份不合情理")
    return year


def _read_date_match(match: re.Match[str], not_after: date | None) -> Value:
    """A written date; one without day is the last day of its month, one without month the last day of its year."""
    parts = match.groupdict()
    year, month = _year(parts["year"]), int(parts["month"] or 12)
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
