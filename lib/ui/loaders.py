"""Numbers for the present view, remembered per data version, scope and filters.

Readings are immutable, so one copy serves every session; nothing here computes anything.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import wraps
from typing import ParamSpec, TypeVar

from lib.access import Scope
from lib.filters import THIS_PERIOD, Baseline, Filters
from lib.measure import (
    Comparison,
    Parting,
    Reading,
    Report,
    Shortfall,
    Snapshot,
    Standing,
    Trace,
    against_targets,
    beside_median,
    compare,
    issues,
    measure,
    parted_by,
    reporting,
    rows,
    trace,
)
from lib.rules import Alert, alerts, judged
from lib.ui.remembering import remembered
from lib.ui.view import current

_REMEMBERED = 400  # results per function; the largest (by unit) holds some thousand readings
Asked = ParamSpec("Asked")
Made = TypeVar("Made")

_PICTURED = 200  # rows and texts of pictures
_TREND_PERIODS = 6

measured = remembered(_REMEMBERED)(measure)
_compare = remembered(_REMEMBERED)(compare)
_standings = remembered(_REMEMBERED)(beside_median)
_parted = remembered(_REMEMBERED)(parted_by)
_reporting = remembered(_REMEMBERED)(reporting)
_issues = remembered(_REMEMBERED)(issues)
_trace = remembered(60)(trace)  # each holds up to two hundred rows with all their cells
_judged = remembered(60)(judged)  # each holds a thousand verdicts


@remembered(_REMEMBERED)
def _rows(
    snapshot: Snapshot, key: str, filters: Filters, scope: Scope, group: str | None, short: bool
) -> tuple[dict[str, object], ...]:
    return tuple(rows(snapshot, key, filters, group=group, scope=scope, short=short))


def pictured(make: Callable[Asked, Made]) -> Callable[Asked, Made]:
    """Remembers what `make` makes of the readings of the present view; it may show nothing itself."""

    @remembered(_PICTURED)
    def kept(_: Snapshot, _scope: Scope, _filters: Filters, *args: Asked.args, **options: Asked.kwargs) -> Made:
        return make(*args, **options)

    @wraps(make)
    def made(*args: Asked.args, **options: Asked.kwargs) -> Made:
        view = current()
        return kept(view.snapshot, view.scope, view.filters, *args, **options)

    return made


def readings(keys: tuple[str, ...], by: str | None = None, *, filters: Filters | None = None) -> tuple[Reading, ...]:
    """Long rows of `measure` for the present view, or for other filters under the same scope."""
    view = current()
    return measured(view.snapshot, keys, filters or view.filters, by, scope=view.scope)


def everything() -> Filters:
    """The filters of the present view with no district and no unit chosen."""
    return current().filters.everywhere


def by_key(keys: tuple[str, ...], *, filters: Filters | None = None) -> dict[str, Reading]:
    """One reading per key for the whole scope."""
    return {item.key: item for item in readings(keys, filters=filters)}


def comparisons(keys: tuple[str, ...]) -> dict[str, Comparison]:
    """One comparison per key with the chosen baseline."""
    view = current()
    return {item.now.key: item for item in _compare(view.snapshot, keys, view.filters, scope=view.scope)}


def compared_by(key: str, by: str, *, filters: Filters | None = None) -> tuple[Comparison, ...]:
    """One comparison per group with the chosen baseline."""
    view = current()
    return _compare(view.snapshot, (key,), filters or view.filters, by, scope=view.scope)


def standings(keys: tuple[str, ...]) -> tuple[Standing, ...]:
    """Each chosen district beside the median of all of them, which is measured once whatever is chosen."""
    view = current()
    every = _standings(view.snapshot, keys, replace(view.filters, districts=(), excluded=False), scope=view.scope)
    chosen = {*view.filters.region_codes(view.snapshot.directory), None}
    return tuple(item for item in every if item.now.group_code in chosen)


def parted(keys: tuple[str, ...], marker: str) -> tuple[Parting, ...]:
    """The medians of districts with and without what `marker` counts."""
    view = current()
    return _parted(view.snapshot, keys, marker, view.filters, scope=view.scope)


def target(key: str) -> float | None:
    """The target on record for an indicator (rates in per cent); None where there is none."""
    value = current().snapshot.targets.get(key)
    return None if value is None else float(value)


def beside_target(key: str) -> tuple[Shortfall, ...]:
    """The whole and each chosen region beside the target on record."""
    view = current()
    found = (*by_key((key,)).values(), *readings((key,), by="district"))
    return against_targets(view.snapshot, found, view.filters, view.scope) if target(key) is not None else ()


def trend(keys: tuple[str, ...], without: tuple[str, ...] = ()) -> dict[str, tuple[Reading, ...]]:
    """Per key the readings of the last periods up to the chosen one, oldest first; `without`: offices left out."""
    view = current()
    directory = view.snapshot.directory
    known = [item.id for item in directory.periods]
    upto = tuple(known[: known.index(view.filters.period) + 1][-_TREND_PERIODS:])
    left = tuple(code for code in view.filters.region_codes(directory) if directory.region(code).label not in without)
    filters = replace(view.filters, districts=left, excluded=False) if without and left else view.filters
    found = measured(view.snapshot, keys, filters, scope=view.scope, periods=upto)
    return {key: tuple(item for item in found if item.key == key) for key in keys}


def behind(
    key: str, group: str | None = None, *, short: bool = False, filters: Filters | None = None
) -> tuple[dict[str, object], ...]:
    """The rows behind a number (名单), of one region where `group` is its code; `short`: those that fall short."""
    view = current()
    return _rows(view.snapshot, key, filters or view.filters, view.scope, group, short)


def traced(key: str, group: str | None = None, *, limit: int) -> tuple[Trace, ...]:
    """File, sheet and cell of the first rows behind a number."""
    view = current()
    return _trace(view.snapshot, key, view.filters, group=group, limit=limit, scope=view.scope)


def report(filters: Filters | None = None) -> Report:
    """Who has sent what for the chosen period."""
    view = current()
    return _reporting(view.snapshot, filters or view.filters, scope=view.scope)


def import_issues() -> list[dict[str, object]]:
    """What was noticed in the ledgers of the chosen period."""
    view = current()
    return _issues(view.snapshot, view.filters, scope=view.scope)


@remembered(_REMEMBERED)
def _dated(
    snapshot: Snapshot, filters: Filters, scope: Scope, today: date, earlier: tuple[str, ...]
) -> tuple[Alert, ...]:
    found = {
        period: _judged(snapshot, replace(filters, period=period), scope, today=today)
        for period in (filters.period, *earlier)
    }
    past = [(period, found[period]) for period in earlier]
    return alerts(found[filters.period], past, snapshot.directory, filters.period)


def attention(*, back: int | None = None, filters: Filters | None = None) -> tuple[Alert, ...]:
    """The alerts of the chosen districts, and the rules that could not be judged. `back`: over how many earlier periods
    `since` goes; two are enough to know what is new."""
    view = current()
    directory, filters = view.snapshot.directory, filters or view.filters
    plain = replace(filters, districts=(), excluded=False, span=THIS_PERIOD, baseline=Baseline.YEAR)
    known = [item.id for item in directory.periods]
    earlier = tuple(known[: known.index(plain.period)][::-1][:back])
    every = _dated(view.snapshot, plain, view.scope, date.today(), earlier)
    chosen = filters.region_codes(directory) if filters.districts else None
    return tuple(one for one in every if chosen is None or not one.severity or one.group_code in chosen)
