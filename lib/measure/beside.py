"""A district beside the median of all of them, two sorts of districts beside each other, a number beside its target."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from statistics import median

from lib.access import EVERYTHING, Scope
from lib.filters import Filters
from lib.indicators import indicator
from lib.measure.comparing import gap
from lib.measure.measuring import measure
from lib.measure.reading import Number, Reading
from lib.measure.snapshot import Snapshot
from lib.measure.standards import Target


@dataclass(frozen=True)
class Standing:
    """A district beside the median of all districts with a number, of which there are `districts`; the city's own
    units have no part in it. `difference`: in 百分点 for a rate, None where a side is not known. `rank`: 1 is the best
    of `ranked`; None where more is neither better nor worse, or the number grows with the size of the district, is an
    interval or stands on a tiny base."""

    now: Reading
    median: Number | None
    districts: int
    difference: Number | None
    rank: int | None = None
    ranked: int = 0


@dataclass(frozen=True)
class Shortfall:
    """A reading beside the target on record; None where there is none for it. `difference`: value less the bound that
    is missed, else less the lower bound; in 百分点 for a rate. `met` is None where that is open."""

    now: Reading
    target: Target | None
    difference: Number | None = None
    met: bool | None = None


def beside_target(
    snapshot: Snapshot, keys: Iterable[str], filters: Filters, by: str | None = None, *, scope: Scope = EVERYTHING
) -> tuple[Shortfall, ...]:
    """Each reading of `measure` beside its target: a target for the whole city is none of a district; one for each
    district is none of the whole, of several districts together or of units."""
    return against_targets(snapshot, measure(snapshot, keys, filters, by, scope=scope), filters, scope)


def against_targets(
    snapshot: Snapshot, readings: Iterable[Reading], filters: Filters, scope: Scope = EVERYTHING
) -> tuple[Shortfall, ...]:
    """The same of readings that were measured under these filters."""
    total = _region_of_total(snapshot, filters, scope)
    found = []
    for item in readings:
        goal = snapshot.goals.get(item.key)
        code = total if item.group is None else item.group_code
        fits = goal is not None and goal.covers(code, snapshot.directory)
        found.append(_against(item, goal) if fits else Shortfall(item, None))
    return tuple(found)


def _region_of_total(snapshot: Snapshot, filters: Filters, scope: Scope) -> str | None:
    """Of which region a reading without a group is: None for the whole city, empty for several regions or for units."""
    if not (filters.districts or filters.by_unit) and scope.regions is None:
        return None
    codes = [code for code in filters.region_codes(snapshot.directory) if scope.allows(code)]
    return codes[0] if len(codes) == 1 and not filters.by_unit else ""


def _against(item: Reading, goal: Target) -> Shortfall:
    """Of a range the difference is that from the nearer end, and none within it."""
    if item.value is None or item.approx_cells:
        return Shortfall(item, goal)
    over = goal.op != ">=" and item.value > (goal.lo if goal.hi is None else goal.hi)
    met = not over and item.value >= goal.lo
    if met and goal.hi is not None:
        return Shortfall(item, goal, 0, met)
    bound = goal.hi if over and goal.hi is not None else goal.lo
    return Shortfall(item, goal, gap(item.value, float(bound)), met)


SMALLEST_BASE = 10  # a rate on fewer is shown, but not ranked


def beside_median(
    snapshot: Snapshot, keys: Iterable[str], filters: Filters, *, scope: Scope = EVERYTHING
) -> tuple[Standing, ...]:
    """Each chosen district beside the median of all districts of the scope, chosen or not."""
    keys, city = tuple(keys), snapshot.directory.city.code
    known: dict[str, list[Reading]] = defaultdict(list)
    for item in measure(snapshot, keys, replace(filters, districts=(), excluded=False), "district", scope=scope):
        if item.value is not None and item.group_code != city:
            known[item.key].append(item)
    middle = {key: median(item.value for item in found) for key, found in known.items()}
    return tuple(
        Standing(
            now=item,
            median=middle.get(item.key),
            districts=len(known[item.key]),
            difference=gap(item.value, middle.get(item.key)),
            **_ranked(item, known[item.key]),
        )
        for item in measure(snapshot, keys, filters, "district", scope=scope)
    )


def _ranked(item: Reading, known: list[Reading]) -> dict[str, int | None]:
    """The place among all that can be ranked; equal numbers share a place."""
    measured = indicator(item.key)
    direction = 0 if measured.grows_with_size else measured.direction
    fit = [other for other in known if direction and can_be_ranked(other)]
    if item.group_code not in {other.group_code for other in fit}:
        return {"rank": None, "ranked": len(fit)}
    better = sum((other.value - item.value) * direction > 0 for other in fit)
    return {"rank": better + 1, "ranked": len(fit)}


def can_be_ranked(item: Reading) -> bool:
    """An exact number, and for a rate a base that is not tiny."""
    small = indicator(item.key).is_rate and item.denominator is not None and item.denominator < SMALLEST_BASE
    return item.lo == item.hi == item.value and not small


@dataclass(frozen=True)
class Parting:
    """The medians of two sorts of districts, each with the number of districts that have a number."""

    key: str
    marked: Number | None
    marked_districts: int
    others: Number | None
    other_districts: int


def parted_by(
    snapshot: Snapshot, keys: Iterable[str], marker: str, filters: Filters, *, scope: Scope = EVERYTHING
) -> tuple[Parting, ...]:
    """Each indicator's median among the chosen districts of which the indicator `marker` is above 0, and among those
    of which it is 0; a district of which it is not known has no part in it."""
    keys = tuple(keys)
    found = measure(snapshot, (marker, *keys), filters, "district", scope=scope)
    sort = {item.group_code: bool(item.value) for item in found if item.key == marker and item.value is not None}
    values: dict[tuple[str, bool], list[Number]] = defaultdict(list)
    for item in found:
        if item.key != marker and item.value is not None and item.group_code in sort:
            values[item.key, sort[item.group_code]].append(item.value)

    def middle(key: str, marked: bool) -> tuple[Number | None, int]:
        numbers = values[key, marked]
        return (median(numbers) if numbers else None), len(numbers)

    return tuple(Parting(key, *middle(key, True), *middle(key, False)) for key in keys)
