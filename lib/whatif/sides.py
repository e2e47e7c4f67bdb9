"""Leave out, bring in: the same measures with and without some districts or units. Thin over measure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from lib.access import EVERYTHING, Scope
from lib.directory import Directory
from lib.errors import FilterError
from lib.filters import Filters
from lib.measure import Number, Reading, Snapshot, measure
from lib.measure.comparing import gap


@dataclass(frozen=True)
class Aside:
    """One indicator of the whole view before and after. `change`: after less before, unrounded, for a rate in 百分点;
    None where one side is not known."""

    before: Reading
    after: Reading
    change: Number | None


def without(
    snapshot: Snapshot,
    keys: Iterable[str],
    filters: Filters,
    *,
    regions: Iterable[str] = (),
    units: Iterable[str] = (),
    scope: Scope = EVERYTHING,
) -> tuple[Aside, ...]:
    """Each indicator for the view, and for the view without these regions or units (codes, ids). Rows whose unit was
    not recognised belong to no unit: they leave with the units. Raises FilterError where nothing would be left."""
    directory, dropped, apart = snapshot.directory, set(regions), set(units)
    kept = tuple(code for code in filters.region_codes(directory) if code not in dropped)
    if not kept:
        raise FilterError("所选区县都被排除了，没有可统计的范围。请至少保留一个。")
    after = replace(filters, districts=kept, excluded=False)
    if apart:
        after = replace(after, units=_others(after, directory, apart))
    return _sides(snapshot, keys, filters, after, scope)


def only(
    snapshot: Snapshot,
    keys: Iterable[str],
    filters: Filters,
    *,
    regions: Iterable[str] = (),
    units: Iterable[str] = (),
    scope: Scope = EVERYTHING,
) -> tuple[Aside, ...]:
    """Each indicator for the view, and for nothing but these regions and units, whether the view has them or not."""
    chosen, wanted = set(regions), tuple(units)
    directory = snapshot.directory
    districts = tuple(item.code for item in directory.regions if item.code in chosen) or filters.districts
    after = replace(filters, districts=districts, excluded=filters.excluded and not chosen)
    return _sides(snapshot, keys, filters, replace(after, units=wanted or filters.units), scope)


def bringing(
    snapshot: Snapshot, keys: Iterable[str], filters: Filters, *, regions: Iterable[str], scope: Scope = EVERYTHING
) -> tuple[Aside, ...]:
    """Each indicator for the view, and for the view with these regions as well."""
    directory = snapshot.directory
    together = {*filters.region_codes(directory), *regions}
    districts = tuple(item.code for item in directory.regions if item.code in together)
    after = replace(filters, districts=districts, excluded=False)
    return _sides(snapshot, keys, filters, after, scope)


def _others(filters: Filters, directory: Directory, apart: set[str]) -> tuple[str, ...]:
    """The units of the view that are not set apart."""
    regions = set(filters.region_codes(directory))
    chosen = set(filters.units) or directory.units.keys()
    found = tuple(
        item.id
        for item in directory.units.values()
        if item.id in chosen and item.id not in apart and item.region_code in regions
    )
    if not found:
        raise FilterError("所选单位都被排除了，没有可统计的范围。请至少保留一个。")
    return found


def _sides(snapshot: Snapshot, keys: Iterable[str], before: Filters, after: Filters, scope: Scope) -> tuple[Aside, ...]:
    keys = tuple(keys)
    pairs = zip(measure(snapshot, keys, before, scope=scope), measure(snapshot, keys, after, scope=scope), strict=True)
    return tuple(Aside(one, other, gap(other.value, one.value)) for one, other in pairs)
