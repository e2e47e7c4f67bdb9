"""The only way to a number."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from sqlalchemy import Connection, select

from lib.access import EVERYTHING, Scope
from lib.filters import Filters
from lib.indicators import Indicator, Needed, Ratio, Source, Tally, indicator, tallies
from lib.measure import amounts
from lib.measure.amounts import Figure, Outcome
from lib.measure.facts import Facts, Reports, by_region, read, reports
from lib.measure.groups import Group, groups
from lib.measure.reading import Number, Reading, State
from lib.measure.requests import Request, column, prepare, refused
from lib.measure.snapshot import Snapshot
from lib.measure.spans import Slot, slots
from lib.schema import branch, venue

_NAMED = {"branch": (branch.c.branch_id, branch.c), "venue": (venue.c.venue_id, venue.c)}


def measure(
    snapshot: Snapshot,
    keys: Iterable[str],
    filters: Filters,
    by: str | None = None,
    *,
    scope: Scope = EVERYTHING,
    periods: Iterable[str] | None = None,
) -> tuple[Reading, ...]:
    """Long rows: for each key, for each period (`filters.period` unless `periods` are given), for each group.

    `by`: None, district, unit, level or nature (of units), branch, venue, month or a column of the source with listed
    values (grade, setting_form, field, tier, …).
    What a source cannot honour gives one reading 不适用 with the reason. Raises UnknownIndicatorError, FilterError.
    """
    items = [indicator(key) for key in keys]
    wanted = tuple(periods) if periods is not None else (filters.period,)
    request = prepare(snapshot, filters, scope)
    times = {item.key: slots(item, filters, snapshot.directory, wanted) for item in items}
    asked = [item for item in items if not refused(item, by, request)]
    with snapshot.engine.connect() as connection:
        work = _Work(
            request=request,
            by=by,
            facts=_facts(connection, request, asked, times, by),
            reports=_reports(connection, request, asked, times),
            names=_names(connection, request, by),
        )
    return tuple(reading for item in items for slot in times[item.key] for reading in work.readings(item, slot))


def _facts(
    connection: Connection, request: Request, items: list[Indicator], times: dict[str, tuple[Slot, ...]], by: str | None
) -> Facts:
    needed: dict[Source, dict[Tally, None]] = defaultdict(dict)
    periods: dict[Source, set[str]] = defaultdict(set)
    months: dict[Source, set[str]] = defaultdict(set)
    for item in items:
        for part in tallies(item.value):
            needed[part.source][part] = None
            for slot in times[item.key]:
                periods[part.source].update(period.id for period in slot.parts)
                months[part.source].update(slot.months)
    facts: Facts = {}
    for source, wanted in needed.items():
        grouping = column(source, by)
        facts |= read(connection, request, tuple(wanted), grouping, periods[source], months[source])
    return facts


def _reports(
    connection: Connection, request: Request, items: list[Indicator], times: dict[str, tuple[Slot, ...]]
) -> Reports:
    if not items:
        return frozenset()
    periods = {period.id for item in items for slot in times[item.key] for period in slot.parts}
    return reports(connection, request, {part.source for item in items for part in tallies(item.value)}, periods)


def _names(connection: Connection, request: Request, by: str | None) -> dict[str, str]:
    """Labels of branches or venues, which the directory does not hold."""
    if by not in _NAMED:
        return {}
    key, table = _NAMED[by]
    query = select(key, table.name).where(table.region_code.in_(request.regions))
    return dict(connection.execute(query).all())


@dataclass(frozen=True)
class _Work:
    """Everything read from the database for one call."""

    request: Request
    by: str | None
    facts: Facts
    reports: Reports
    names: dict[str, str]

    def readings(self, item: Indicator, slot: Slot) -> Iterator[Reading]:
        if reason := refused(item, self.by, self.request):
            yield _blank(item, slot, None, State.NOT_APPLICABLE, reason)
            return
        found = {key for part in tallies(item.value) for key in self.facts[part]} if self.by else set()
        for group in groups(item.source, self.by, slot, self.request, found, self.names):
            yield self._reading(item, slot, group)

    def _reading(self, item: Indicator, slot: Slot, group: Group) -> Reading:
        if not slot.parts:
            return _blank(item, slot, group, slot.state, slot.reason)
        offices = self._offices(item.source, group)
        sent = [code for code in offices if all((item.source.name, part, code) in self.reports for part in group.parts)]
        missing = self._labels(code for code in offices if code not in sent)
        coverage = {"reported": len(sent), "due": len(offices), "missing": missing}
        if not self._any_report(item.source, group):
            state = State.MISSING if offices else State.NOT_APPLICABLE
            return _blank(item, slot, group, state, "" if offices else f"不报送{item.source.title}", **coverage)
        regional = by_region(self.facts, tallies(item.value), tuple(group.keys()))
        if group.expected and not any(regional.values()):
            return _blank(item, slot, group, State.MISSING, "该单位未填报", **coverage)
        return self._measured(_blank(item, slot, group, State.PRESENT, "", **coverage), item, regional)

    def _measured(self, blank: Reading, item: Indicator, regional: amounts.Regional) -> Reading:
        value = item.value
        if isinstance(value, Needed):
            target = self.request.snapshot.targets.get(value.target_key, Decimal(value.default))
            return self._filled(blank, amounts.needed(value, regional, target))
        if not isinstance(value, Ratio):
            result = amounts.outcome(value, regional, blank.reported)
            return replace(self._filled(blank, result), exact_sum=None if result.unknown else _number(result.exact))
        top = amounts.outcome(value.numerator, regional, blank.reported)
        bottom = amounts.outcome(value.denominator, regional, blank.reported)
        filled = self._filled(blank, amounts.ratio(value, top, bottom))
        if filled.state is State.MISSING:
            return filled
        filled = replace(filled, numerator=_number(top.point), denominator=_number(bottom.point))
        if bottom.point != 0:
            return filled
        return replace(filled, state=State.NOT_APPLICABLE, lo=None, hi=None, reason="分母为0，不计算")

    def _filled(self, blank: Reading, result: Outcome) -> Reading:
        amount = result.amount
        counts = {
            "approx_cells": amount.approx,
            "no_point_cells": amount.no_point,
            "missing_cells": amount.missing,
            "na_cells": amount.na,
            "partial": self._labels(code for code in self.request.regions if code in result.partial),
        }
        if result.unknown:
            return replace(blank, state=State.MISSING, **counts)
        if amount.not_applicable:
            return replace(blank, state=State.NOT_APPLICABLE, **counts)
        return replace(
            blank,
            state=State.ZERO if result.point == 0 else State.PRESENT,
            value=_number(result.point),
            lo=_number(result.lo),
            hi=_number(result.hi),
            **counts,
        )

    def _offices(self, source: Source, group: Group) -> list[str]:
        """The regions of the group that owe this source or have sent it, in official order."""
        due = self.request.snapshot.directory.duties.get(source.name)
        return [
            code
            for code in group.regions
            if due is None or code in due or any((source.name, part, code) in self.reports for part in group.parts)
        ]

    def _any_report(self, source: Source, group: Group) -> bool:
        return any((source.name, part, code) in self.reports for part in group.parts for code in group.regions)

    def _labels(self, codes: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.request.snapshot.directory.region(code).label for code in codes)


def _blank(item: Indicator, slot: Slot, group: Group | None, state: State, reason: str, **coverage) -> Reading:
    return Reading(
        key=item.key,
        group=group.label if group else None,
        group_code=group.code if group else None,
        period=slot.period.id,
        as_of=slot.as_of,
        span=slot.span,
        state=state,
        reason=reason,
        **coverage,
    )


def _number(value: Figure | None) -> Number | None:
    """A whole number as int, any other as float: what charts, sheets and JSON can take."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)
