"""Numbers for the present view, remembered per data version, scope and filters.

Readings are immutable, so one copy serves every session; nothing here computes anything.
"""

from dataclasses import replace
from functools import lru_cache

from lib.access import Scope
from lib.filters import Filters
from lib.measure import Comparison, Reading, Report, Snapshot, Trace, compare, issues, measure, reporting, rows, trace
from lib.ui.view import current

_REMEMBERED = 400  # results per function; the largest (by unit) holds some thousand readings
_TREND_PERIODS = 6

_measure = lru_cache(maxsize=_REMEMBERED)(measure)
_compare = lru_cache(maxsize=_REMEMBERED)(compare)
_reporting = lru_cache(maxsize=_REMEMBERED)(reporting)
_issues = lru_cache(maxsize=_REMEMBERED)(issues)


@lru_cache(maxsize=_REMEMBERED)
def _rows(
    snapshot: Snapshot, key: str, filters: Filters, scope: Scope, group: str | None
) -> tuple[dict[str, object], ...]:
    return tuple(rows(snapshot, key, filters, group=group, scope=scope))


def readings(keys: tuple[str, ...], by: str | None = None, *, filters: Filters | None = None) -> tuple[Reading, ...]:
    """Long rows of `measure` for the present view, or for other filters under the same scope."""
    view = current()
    return _measure(view.snapshot, keys, filters or view.filters, by, scope=view.scope)


def by_key(keys: tuple[str, ...], *, filters: Filters | None = None) -> dict[str, Reading]:
    """One reading per key for the whole scope."""
    return {item.key: item for item in readings(keys, filters=filters)}


def comparisons(keys: tuple[str, ...]) -> dict[str, Comparison]:
    """One comparison per key with the chosen baseline."""
    view = current()
    return {item.now.key: item for item in _compare(view.snapshot, keys, view.filters, scope=view.scope)}


def target(key: str) -> float | None:
    """The target on record for an indicator (rates in per cent); None where there is none."""
    value = current().snapshot.targets.get(key)
    return None if value is None else float(value)


def trend(keys: tuple[str, ...], without: tuple[str, ...] = ()) -> dict[str, tuple[Reading, ...]]:
    """Per key the readings of the last periods up to the chosen one, oldest first; `without`: offices left out."""
    view = current()
    directory = view.snapshot.directory
    known = [item.id for item in directory.periods]
    upto = tuple(known[: known.index(view.filters.period) + 1][-_TREND_PERIODS:])
    left = tuple(code for code in view.filters.region_codes(directory) if directory.region(code).label not in without)
    filters = replace(view.filters, districts=left, excluded=False) if without and left else view.filters
    found = _measure(view.snapshot, keys, filters, scope=view.scope, periods=upto)
    return {key: tuple(item for item in found if item.key == key) for key in keys}


def behind(key: str, group: str | None = None) -> tuple[dict[str, object], ...]:
    """The rows behind a number (名单), of one region where `group` is its code."""
    view = current()
    return _rows(view.snapshot, key, view.filters, view.scope, group)


def traced(key: str, group: str | None = None, *, limit: int) -> tuple[Trace, ...]:
    """File, sheet and cell of the first rows behind a number."""
    view = current()
    return tuple(trace(view.snapshot, key, view.filters, group=group, limit=limit, scope=view.scope))


def report() -> Report:
    """Who has sent what for the chosen period."""
    view = current()
    return _reporting(view.snapshot, view.filters, scope=view.scope)


def import_issues() -> list[dict[str, object]]:
    """What was noticed in the ledgers of the chosen period."""
    view = current()
    return _issues(view.snapshot, view.filters, scope=view.scope)
