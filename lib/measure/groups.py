"""The groups of an answer come from the directory, so that one without rows appears too, as 缺报 or zero."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from sqlalchemy import Column

from lib.indicators import Source
from lib.measure.facts import Key
from lib.measure.requests import UNIT_TRAITS, Request, chosen_units, column
from lib.measure.spans import Slot

UNKNOWN_UNIT = "（未识别单位）"
NOT_STATED = "（未填）"
_OF_ONE_REGION = frozenset({"branch_id", "venue_id"})  # of which those of another region that sent nothing say nothing
Present = Mapping[object, AbstractSet[str]]
_WITHOUT_UNIT_LEDGER = ("社区", "社会组织")  # natures of units that keep no ledger of their own


@dataclass(frozen=True)
class Group:
    """`value`: that of the grouping column, None where nothing is grouped by a column; `members`: the units of a
    group of units, each with its region, in place of a value. `parts`: periods, all of the slot's unless a month
    narrows them. `expected`: without a row it is 缺报, not 0."""

    label: str | None
    code: str | None
    regions: tuple[str, ...]
    parts: tuple[str, ...]
    value: object = None
    members: tuple[tuple[str, str], ...] | None = None
    expected: bool = False

    def places(self) -> Mapping[str, Sequence[Key]]:
        """Where its amounts are, by region."""
        if self.members is None:
            keys = tuple((part, self.value) for part in self.parts)
            return dict.fromkeys(self.regions, keys)
        found: dict[str, list[Key]] = defaultdict(list)
        for region, unit in self.members:
            found[region] += ((part, unit) for part in self.parts)
        return found


def groups(
    source: Source, by: str | None, slot: Slot, request: Request, present: Present, names: dict[str, str]
) -> Iterator[Group]:
    """The groups of one reading in time, in their natural order. `present`: values of the grouping column in rows of
    these periods, with the regions that have such rows."""
    regions = request.regions_of(source)
    parts = tuple(item.id for item in slot.parts)
    if by is None:
        yield Group(None, None, regions, parts)
    elif by == "district":
        for code in regions:
            yield Group(request.snapshot.directory.region(code).label, code, (code,), parts)
    elif by == "unit":
        yield from _units(source, parts, request, present)
    elif by in UNIT_TRAITS:
        yield from _traits(source, by, parts, request, present)
    elif by == "month":
        for month in slot.months:
            within = tuple(item.id for item in slot.parts if month in item.months)
            yield Group(month, month, regions, within, month)
    else:
        yield from _values(column(source, by), parts, regions, present, names)


def _units(source: Source, parts: tuple[str, ...], request: Request, present: Present) -> Iterator[Group]:
    regions = request.regions_of(source)
    for item in chosen_units(request):
        expected = source.every_unit and item.nature not in _WITHOUT_UNIT_LEDGER
        if item.region_code in regions and (item.id in present or expected or not source.every_unit):
            yield Group(item.name, item.id, (item.region_code,), parts, item.id, expected=source.every_unit)
    if None in present:
        yield Group(UNKNOWN_UNIT, None, regions, parts)


def _traits(source: Source, by: str, parts: tuple[str, ...], request: Request, present: Present) -> Iterator[Group]:
    """Units taken together by level or nature; a trait that no unit of the regions has is left out."""
    regions = request.regions_of(source)
    members: dict[str | None, list[tuple[str, str]]] = {trait: [] for trait in (*UNIT_TRAITS[by], None)}
    for item in chosen_units(request):
        if item.region_code in regions:
            members[getattr(item, by)].append((item.region_code, item.id))
    for trait, units in members.items():
        if units:
            within = tuple(code for code in regions if code in {region for region, _ in units})
            yield Group(trait or NOT_STATED, trait, within, parts, members=tuple(units))
    if None in present:
        yield Group(UNKNOWN_UNIT, None, regions, parts)


def _values(
    by: Column, parts: tuple[str, ...], regions: tuple[str, ...], present: Present, names: dict[str, str]
) -> Iterator[Group]:
    known = by.info.get("allowed") or ()
    order = {value: place for place, value in enumerate(names)}
    others = sorted(set(present) - {None, *known}, key=lambda value: (order.get(value, -1), str(value)))
    for value in (*known, *others):
        where = tuple(sorted(present[value])) if by.name in _OF_ONE_REGION else regions
        yield Group(names.get(value, value), value, where, parts, value)
    if None in present:
        yield Group(NOT_STATED, None, regions, parts)
