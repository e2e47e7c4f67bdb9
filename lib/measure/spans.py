"""Which periods and months one reading adds up."""

from dataclasses import dataclass, replace
from datetime import date

from lib.directory import Directory, Period
from lib.filters import Filters
from lib.indicators import Change, Indicator, Kind, Movement, Over, Streak
from lib.measure.reading import State

_YEAR = 12  # months


@dataclass(frozen=True)
class Slot:
    """One reading in time: of `period`, added up over `parts` (of a change: then and now). `months` is empty for a
    stock, `years` names the year ends of a change over years. Where the span cannot be had, `state` and `reason` say
    why and `parts` is empty."""

    period: Period
    parts: tuple[Period, ...]
    months: tuple[str, ...] = ()
    state: State = State.PRESENT
    reason: str = ""
    years: tuple[int, ...] = ()

    @property
    def as_of(self) -> date:
        if self.years:
            return self.parts[-1].as_of
        return _month_end(self.months[-1]) if self.months else self.period.as_of

    @property
    def span(self) -> str:
        return f"{self.years[0]}年底至{self.years[-1]}年底" if self.years else span_text(self.months)


def slot(item: Indicator, filters: Filters, directory: Directory) -> Slot:
    """The time of one indicator under these filters."""
    period = directory.period(filters.period)
    if isinstance(item.value, Streak):
        return Slot(period, _unbroken_years(item, period, directory))
    if item.kind is Kind.STOCK:
        return Slot(period, (period,))
    months = filters.months(directory)
    if isinstance(item.value, Change):
        over_years = item.value.movement is Movement.YEARLY_DECLINE
        return _year_ends(period, directory) if over_years else _ends(item, months, period, directory)
    touched = _tile(months, period, directory, whole=False)
    if touched is None:
        return Slot(period, (), months, State.MISSING, f"{span_text(months)}的数据尚未全部导入")
    parts = touched if item.source.has_months else _whole(item, months, period, directory)
    if parts is None or (item.over is Over.WHOLE_YEAR and len(months) < _YEAR):
        return Slot(period, (), months, State.NOT_APPLICABLE, _why_not(item, months, period, directory))
    return Slot(period, parts, months)


def _whole(item: Indicator, months: tuple[str, ...], period: Period, directory: Directory) -> tuple[Period, ...] | None:
    """The periods that make up exactly these months; a single one where people would be counted twice."""
    if item.over is Over.ONE_PERIOD:
        return next(((known,) for known in (period, *directory.periods) if known.months == months), None)
    return _tile(months, period, directory, whole=True)


def _why_not(item: Indicator, months: tuple[str, ...], period: Period, directory: Directory) -> str:
    if item.over is Over.WHOLE_YEAR:
        return f"{item.name}的分母是全年数，只能取1—12月，不能取{span_text(months)}"
    if item.over is Over.ONE_PERIOD and _tile(months, period, directory, whole=True):
        return f"按人计，各期不能相加（同一人会重复），不能取{span_text(months)}"
    return f"{item.source.title}按半年报送，不能取{span_text(months)}"


def _ends(item: Indicator, months: tuple[str, ...], period: Period, directory: Directory) -> Slot:
    """The as-of dates between which a stock changed in these months."""
    ends = {item.as_of: item for item in directory.periods}
    last = ends.get(_month_end(months[-1]))
    if last is None:
        reason = f"{item.source.title}只有期末数，不能取{span_text(months)}"
        return Slot(period, (), months, State.NOT_APPLICABLE, reason)
    before = date.fromisoformat(f"{months[0]}-01").toordinal() - 1
    first = ends.get(date.fromordinal(before))
    if first is None:
        return Slot(period, (), months, State.MISSING, f"没有{span_text(months)}期初的数据")
    return Slot(period, (first, last), months)


def _year_ends(period: Period, directory: Directory) -> Slot:
    """The earliest year end on record and the latest up to the period."""
    ends = {item.year: item for item in directory.periods if item.as_of.month == 12 and item.as_of <= period.as_of}
    if len(ends) < 2:
        return Slot(period, (), state=State.MISSING, reason="要有两个年底的数据才能计算")
    first, last = min(ends), max(ends)
    return Slot(period, (ends[first], ends[last]), years=(first, last))


def _unbroken_years(item: Indicator, period: Period, directory: Directory) -> tuple[Period, ...]:
    """The periods of the years up to the chosen one, oldest first, as far back as no year is missing: of a flow all
    of a year, of a stock the last."""
    years: dict[int, list[Period]] = {}
    for known in directory.periods:
        if known.as_of <= period.as_of and known.id != period.id:
            years.setdefault(known.year, []).append(known)
    years.setdefault(period.year, []).append(period)
    found, year = [], period.year
    while year in years:
        found[:0] = years[year] if item.kind is Kind.FLOW else years[year][-1:]
        year -= 1
    return tuple(found)


def slots(item: Indicator, filters: Filters, directory: Directory, periods: tuple[str, ...]) -> tuple[Slot, ...]:
    return tuple(slot(item, replace(filters, period=period), directory) for period in periods)


def _tile(months: tuple[str, ...], chosen: Period, directory: Directory, *, whole: bool) -> tuple[Period, ...] | None:
    """Periods without overlap that cover the months, latest first taken; `whole` ones may not reach beyond them.
    The chosen period is preferred, then the shortest."""
    left, parts = list(months), []
    while left:
        fits = [item for item in directory.periods if _fits(item, left, whole)]
        if not fits:
            return None
        best = chosen if chosen in fits else min(fits, key=lambda item: len(item.months))
        parts.append(best)
        left = [month for month in left if month not in best.months]
    return tuple(reversed(parts))


def _fits(item: Period, months: list[str], whole: bool) -> bool:
    return months[-1] in item.months and (not whole or set(item.months) <= set(months))


def span_text(months: tuple[str, ...]) -> str:
    """2025年7—12月; empty without months."""
    if not months:
        return ""
    year, first = months[0].split("-")
    last = int(months[-1].split("-")[1])
    return f"{year}年{int(first)}月" if int(first) == last else f"{year}年{int(first)}—{last}月"


def _month_end(month: str) -> date:
    year, number = map(int, month.split("-"))
    return date.fromordinal(date(year + number // 12, number % 12 + 1, 1).toordinal() - 1)
