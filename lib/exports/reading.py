"""The numbers of a standing report: measured once for one version, scope and choice."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from lib.access import EVERYTHING, Scope
from lib.filters import THIS_PERIOD, Baseline, Filters
from lib.measure import Comparison, Reading, Report, Snapshot, compare, measure, reporting
from lib.rules import Alert, alerts, judged


@dataclass(frozen=True)
class Readings:
    """What is reported of. `today`: the day on which ledgers are overdue."""

    snapshot: Snapshot
    filters: Filters
    today: date
    scope: Scope = EVERYTHING

    @property
    def around(self) -> Filters:
        """The filters of a picture of districts: one district alone is shown among all of them."""
        return replace(self.filters, districts=()) if self.lit else self.filters

    @property
    def lit(self) -> str:
        """The one district that is looked at; empty where there are more."""
        directory = self.snapshot.directory
        alone = len(self.filters.districts) == 1 and not self.filters.excluded
        return directory.region(self.filters.districts[0]).label if alone else ""

    @property
    def whom(self) -> str:
        return self.filters.caption(self.snapshot.directory)

    def now(self, *keys: str) -> dict[str, Reading]:
        """One reading per key for the whole choice."""
        return {item.key: item for item in measure(self.snapshot, keys, self.filters, scope=self.scope)}

    def total(self, *keys: str) -> tuple[Reading, ...]:
        """The same for the picture of districts."""
        return measure(self.snapshot, keys, self.around, scope=self.scope)

    def by(self, group: str, *keys: str) -> tuple[Reading, ...]:
        """Readings by a group: of districts all that the picture shows, of anything else those of the choice."""
        chosen = self.around if group == "district" else self.filters
        found = measure(self.snapshot, keys, chosen, group, scope=self.scope)
        return tuple(item for item in found if item.group is not None)

    def own_districts(self, *keys: str) -> tuple[Reading, ...]:
        """Readings of the chosen districts alone."""
        found = measure(self.snapshot, keys, self.filters, "district", scope=self.scope)
        return tuple(item for item in found if item.group is not None)

    def compared(self, *keys: str) -> dict[str, Comparison]:
        """One comparison per key with the baseline."""
        return {item.now.key: item for item in compare(self.snapshot, keys, self.filters, scope=self.scope)}

    def target(self, key: str) -> float | None:
        value = self.snapshot.targets.get(key)
        return None if value is None else float(value)

    def reporting(self) -> Report:
        return reporting(self.snapshot, self.filters, scope=self.scope)

    @cached_property
    def attention(self) -> tuple[Alert, ...]:
        """The alerts of the chosen districts, and the rules that could not be judged."""
        directory = self.snapshot.directory
        plain = replace(self.filters, districts=(), excluded=False, span=THIS_PERIOD, baseline=Baseline.YEAR)
        as_of = directory.period(plain.period).as_of
        before = [period.id for period in reversed(directory.periods) if period.as_of < as_of]
        found = {
            period: judged(self.snapshot, replace(plain, period=period), self.scope, today=self.today)
            for period in (plain.period, *before)
        }
        every = alerts(found[plain.period], [(period, found[period]) for period in before], directory, plain.period)
        codes = self.filters.region_codes(directory) if self.filters.districts else None
        return tuple(one for one in every if codes is None or not one.severity or one.group_code in codes)
