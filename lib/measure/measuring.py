"""The only way to a number."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import select

from lib.access import EVERYTHING, Scope
from lib.filters import Filters
from lib.indicators import Indicator, Reference, Source, Spread, Tally, indicator, tallies
from lib.measure.facts import (
    Connect,
    Facts,
    Question,
    Reports,
    Spreads,
    connecting,
    read_spreads,
    read_tallies,
    reports,
)
from lib.measure.reading import Reading
from lib.measure.requests import Request, column, prepare, refused
from lib.measure.returns import Returns
from lib.measure.snapshot import Snapshot
from lib.measure.spans import Slot, slots
from lib.measure.working import Work
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
    reasons = {item.key: refused(item, by, request) for item in items}
    asked = [item for item in items if not isinstance(item.value, Reference) and not reasons[item.key]]
    with connecting(snapshot.engine) as connect:
        work = Work(
            request=request,
            by=by,
            facts=_facts(connect, request, asked, times, by),
            spreads=_spreads(connect, request, asked, times, by),
            returns=Returns(_reports(connect, request, asked, times), snapshot.directory),
            names=_names(connect, request, by),
        )
    return tuple(
        reading
        for item in items
        for slot in times[item.key]
        for reading in work.readings(item, slot, reasons[item.key])
    )


Times = Mapping[str, tuple[Slot, ...]]  # per indicator


def _facts(connect: Connect, request: Request, items: list[Indicator], times: Times, by: str | None) -> Facts:
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
        question = Question(request, source, column(source, by), periods[source], months[source])
        facts |= question.answered(connect, wanted, read_tallies)
    return facts


def _spreads(connect: Connect, request: Request, items: list[Indicator], times: Times, by: str | None) -> Spreads:
    found: Spreads = {}
    for item in items:
        if isinstance(item.value, Spread):
            periods = {period.id for slot in times[item.key] for period in slot.parts}
            months = {month for slot in times[item.key] for month in slot.months}
            question = Question(request, item.source, column(item.source, by), periods, months)
            found |= question.answered(connect, (item.value,), read_spreads)
    return found


def _reports(connect: Connect, request: Request, items: list[Indicator], times: Times) -> Reports:
    if not items:
        return {}
    periods = {period.id for item in items for slot in times[item.key] for period in slot.parts}
    return reports(connect, request, {part.source for item in items for part in tallies(item.value)}, periods)


def _names(connect: Connect, request: Request, by: str | None) -> dict[str, str]:
    """Labels of groups whose values are keys, in the order in which they are listed."""
    frameworks = request.snapshot.directory.frameworks
    if by == "framework":
        return {item.id: item.name for item in frameworks}
    if by == "norm_item":
        return {key: f"{item.name}：{name}" for item in frameworks for key, name in item.items.items()}
    if by not in _NAMED:
        return {}
    key, table = _NAMED[by]
    query = select(key, table.name).where(table.region_code.in_(request.regions))
    return dict(sorted(connect().execute(query).all(), key=lambda row: (row[1], row[0])))
