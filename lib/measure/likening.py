"""Like for like: both sides of a comparison without whoever is missing from one of them, at the finest grain there is.

An office that has not reported at all is left out as a whole. Of one that has reported in part, the units with 缺报
cells are left out where the ledger has a row per unit; where it has none, or may not be divided so far, the office."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from lib.directory import Directory
from lib.filters import Filters
from lib.measure.pairing import Identity, Pair, Sides
from lib.measure.reading import Reading, State


@dataclass(frozen=True)
class LeftOut:
    """`offices`: their labels; `units`: their ids, of other offices than these."""

    offices: frozenset[str]
    units: frozenset[str] = frozenset()

    def names(self, directory: Directory, of: Reading) -> tuple[str, ...]:
        """Those that have a part in this reading, in official order: of a district its own, else all of them."""
        units = [unit for unit in directory.units.values() if unit.id in self.units]
        codes = {region.code: region.label for region in directory.regions}
        if of.group_code in codes:
            units = [unit for unit in units if unit.region_code == of.group_code]
            codes = {of.group_code: codes[of.group_code]}
        elif of.group_code in directory.units:
            units = [unit for unit in units if unit.id == of.group_code]
            codes = {code: label for code, label in codes.items() if label in of.missing}
        return (*(label for label in codes.values() if label in self.offices), *(unit.name for unit in units))

    def rest(self, filters: Filters, directory: Directory) -> Filters | None:
        """The filters without them; None where nobody is left."""
        districts = tuple(
            code for code in filters.region_codes(directory) if directory.region(code).label not in self.offices
        )
        units = tuple(sorted(self.units))
        if only := filters.only_units:
            units = tuple(unit for unit in only if unit not in self.units)
        elif filters.units_excluded:
            units = tuple(sorted({*filters.units, *units}))
        if not districts or (filters.only_units and not units):
            return None
        left = replace(filters, districts=districts, excluded=False)
        return replace(left, units=units, units_excluded=not filters.only_units) if self.units else left


Alike = tuple[Pair, tuple[str, ...]]  # both sides without some, and the names of these


def alike(sides: Sides, pairs: Iterable[Pair]) -> dict[Identity, Alike]:
    """The readings of which somebody is missing on one side; both sides are without a number where nobody is left."""
    pairs = [(now, then) for now, then in pairs if then is not None]
    directory = sides.snapshot.directory
    alike_keys: dict[LeftOut, list[str]] = defaultdict(list)
    left = _left_out(sides, pairs)
    for key, out in left.items():
        alike_keys[out].append(key)
    rest: dict[Identity, Pair] = {}
    for out, keys in alike_keys.items():
        if filters := out.rest(sides.filters, directory):
            narrowed = replace(sides, filters=filters)
            rest |= {sides.identity(pair[0]): pair for pair in narrowed.pairs(keys)}
    found = {}
    for now, then in pairs:
        if now.key in left and (names := left[now.key].names(directory, now)):
            nobody = (replace(now, value=None), replace(then, value=None))
            found[sides.identity(now)] = rest.get(sides.identity(now), nobody), names
    return found


def _left_out(sides: Sides, pairs: list[Pair]) -> dict[str, LeftOut]:
    """Per indicator whom the two sides do not have in common."""
    silent: dict[str, set[str]] = defaultdict(set)
    partly: dict[str, set[str]] = defaultdict(set)
    for now, then in pairs:
        silent[now.key] |= set(now.missing) ^ set(then.missing)
        partly[now.key] |= {*now.partial, *then.partial}
    unsure = {key: labels - silent[key] for key, labels in partly.items() if labels - silent[key]}
    fine = _by_unit(sides, unsure)
    found = {}
    for key, offices in silent.items():
        out = _divided(unsure[key], fine[key], sides.snapshot.directory) if key in unsure else LeftOut(frozenset())
        if offices or out.offices or out.units:
            found[key] = LeftOut(out.offices | offices, out.units)
    return found


def _by_unit(sides: Sides, unsure: Mapping[str, set[str]]) -> dict[str, list[Pair]]:
    """Both sides unit by unit, in the offices that have reported in part."""
    if not unsure:
        return {}
    labels = set().union(*unsure.values())
    codes = tuple(region.code for region in sides.snapshot.directory.regions if region.label in labels)
    finer = replace(sides, filters=replace(sides.filters, districts=codes, excluded=False), by="unit")
    found: dict[str, list[Pair]] = defaultdict(list)
    for pair in finer.pairs(unsure):
        found[pair[0].key].append(pair)
    return found


def _divided(labels: set[str], pairs: Iterable[Pair], directory: Directory) -> LeftOut:
    """Which units to leave out of these offices; the whole office where the cells that are missing are of no known
    unit, or no unit would be left."""
    lacking: dict[str, set[str]] = defaultdict(set)
    kept, unclear = set(), set()
    for now, then in pairs:
        unit = directory.units.get(now.group_code)
        if unit is None:
            unclear |= {*now.partial, *(then.partial if then else ())}
        elif _lacks(now, then):
            lacking[directory.region(unit.region_code).label].add(unit.id)
        elif now.value or now.denominator or (then and then.value):  # a unit without rows counts 0 and keeps nothing
            kept.add(directory.region(unit.region_code).label)
    whole = {label for label in labels if label in unclear or label not in kept or not lacking[label]}
    return LeftOut(frozenset(whole), frozenset().union(*(lacking[label] for label in labels - whole)))


def _lacks(now: Reading, then: Reading | None) -> bool:
    """Whether a unit has 缺报 cells on either side, or has reported on one side only."""
    if then is None:
        return bool(now.missing_cells)
    one_sided = (now.state is State.MISSING) != (then.state is State.MISSING)
    return bool(now.missing_cells or then.missing_cells) or one_sided
