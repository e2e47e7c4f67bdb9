"""All readings that the alerts of one period need, in a few calls."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from statistics import median

from lib.access import Scope
from lib.directory import Period
from lib.filters import YEAR_TO_DATE, Baseline, Filters, baseline_period
from lib.indicators import INDICATORS
from lib.measure import Office, Reading, Rule, Snapshot, measure, reporting
from lib.rules.deciding import exact

Place = tuple[str, str, str | None]  # period, indicator, region; None for the whole city
Effort = tuple[str, Fraction, Fraction]  # unit, service, party building
_SERVICE = ("visit_people", "practical_matter_count")
_BUILDING = ("theme_day_rate", "branch_pass_rate")
_CADRES = "cadre_total"


@dataclass(frozen=True)
class Needs:
    """What is to be measured: `now` by district, `whole` of the city, `year` over the year to date, `then` a year ago,
    `back` in so many periods before. `units`: the city's own units; `offices`: who has reported."""

    now: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    periods: int = 0
    units: bool = False
    offices: bool = False


@dataclass(frozen=True)
class Gathered:
    """Readings by place, and by (indicator, region) over the year to date. `refused`: indicators that cannot honour the
    filters, with the answer that says why."""

    snapshot: Snapshot
    period: Period
    earlier: tuple[str, ...]
    then: str | None
    today: date
    readings: dict[Place, Reading]
    year: dict[tuple[str, str | None], Reading]
    efforts: tuple[Effort, ...]
    offices: dict[str, Office]
    refused: dict[str, Reading]

    def now(self, key: str, code: str | None) -> Reading:
        return self.readings[self.period.id, key, code]

    def whole(self, key: str) -> Reading | None:
        return self.readings.get((self.period.id, key, None))

    def year_ago(self, key: str, code: str) -> Reading | None:
        return self.readings.get((self.then, key, code)) if self.then else None

    def run(self, keys: Sequence[str], code: str) -> tuple[tuple[Reading, ...], ...]:
        """These indicators in the period and in those before, the latest first."""
        return tuple(
            tuple(self.readings[period, key, code] for key in keys) for period in (self.period.id, *self.earlier)
        )

    def groups(self, key: str) -> tuple[str, ...]:
        """The regions that have a reading, in official order."""
        codes = (region.code for region in self.snapshot.directory.regions)
        return tuple(code for code in codes if (self.period.id, key, code) in self.readings)

    def by_district(self, key: str) -> list[Reading]:
        return [self.now(key, code) for code in self.groups(key)]

    def median(self, key: str) -> Fraction | None:
        """Of the districts with a number; the city's own units have no part in it."""
        city = self.snapshot.directory.city.code
        known = [exact(one) for one in self.by_district(key) if one.value is not None and one.group_code != city]
        return median(known) if known else None

    def setting(self, rule_id: str) -> Rule | None:
        """Another rule that gives a limit."""
        return next((rule for rule in self.snapshot.rules if rule.id == rule_id), None)


def gather(snapshot: Snapshot, needs: Needs, filters: Filters, scope: Scope, today: date) -> Gathered:
    """What `needs` asks for; an indicator that does not exist is left out."""
    directory = snapshot.directory
    period = directory.period(filters.period)
    before = [item.id for item in reversed(directory.periods) if item.as_of < period.as_of]
    year_ago = baseline_period(replace(filters, baseline=Baseline.SAME), directory, flow=False)
    earlier, then = tuple(before[: needs.periods]), year_ago.id if year_ago else None

    def found(keys: Iterable[str], by: str | None, chosen: Filters = filters, periods: Sequence[str] = (period.id,)):
        known = tuple(key for key in dict.fromkeys(keys) if key in INDICATORS)
        return measure(snapshot, known, chosen, by, scope=scope, periods=periods) if known and periods else ()

    by_district = found(needs.now, "district")
    readings = (
        *found(needs.whole, None),
        *(one for one in by_district if one.group_code is not None),
        *found(needs.back, "district", periods=earlier),
        *found(needs.then, "district", periods=(then,) if then else ()),
    )
    year = found(needs.year, "district", replace(filters, span=YEAR_TO_DATE))
    city = directory.city.code
    return Gathered(
        snapshot=snapshot,
        period=period,
        earlier=earlier,
        then=then,
        today=today,
        readings={(one.period, one.key, one.group_code): one for one in readings},
        year={(one.key, one.group_code): one for one in year},
        efforts=_efforts(found((*_SERVICE, *_BUILDING, _CADRES), "unit", replace(filters, districts=(city,))))
        if needs.units and scope.allows(city)
        else (),
        offices={one.code: one for one in reporting(snapshot, filters, scope=scope).offices} if needs.offices else {},
        refused={one.key: one for one in by_district if one.group_code is None},
    )


def _efforts(found: Iterable[Reading]) -> tuple[Effort, ...]:
    """Per unit of which everything is known: how far ahead it is in service per head and in party building."""
    by_unit: dict[str, dict[str, Reading]] = {}
    for one in found:
        if one.group is not None and one.value is not None:
            by_unit.setdefault(one.group, {})[one.key] = one
    whole = {
        name: {key: exact(one) for key, one in known.items()}
        for name, known in by_unit.items()
        if len(known) == len(_SERVICE) + len(_BUILDING) + 1 and known[_CADRES].value > 0
    }
    service = {name: [known[key] / known[_CADRES] for key in _SERVICE] for name, known in whole.items()}
    building = {name: [known[key] for key in _BUILDING] for name, known in whole.items()}
    placed = _places(service), _places(building)
    return tuple((name, placed[0][name], placed[1][name]) for name in whole)


def _places(amounts: dict[str, list[Fraction]]) -> dict[str, Fraction]:
    """Of how many others each is above, over all its amounts: more is better, equals are level."""
    columns = [sorted(column) for column in zip(*amounts.values(), strict=True)]
    return {
        name: Fraction(sum(bisect_left(column, amount) for column, amount in zip(columns, own, strict=True)))
        for name, own in amounts.items()
    }
