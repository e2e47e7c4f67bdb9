"""Both sides of a comparison: each reading now, and that of its baseline."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from lib.access import Scope
from lib.filters import Filters, baseline_period
from lib.indicators import Kind, indicator
from lib.measure.measuring import measure
from lib.measure.reading import Reading
from lib.measure.snapshot import Snapshot

Pair = tuple[Reading, Reading | None]  # now and then; None where no period on record has as long a span
Identity = tuple[str, str | None]  # of a reading on either side: its indicator and its group


@dataclass(frozen=True)
class Sides:
    """What both sides are measured with. `by`: as in `measure`."""

    snapshot: Snapshot
    filters: Filters
    by: str | None
    scope: Scope

    def pairs(self, keys: Iterable[str]) -> list[Pair]:
        """Each reading of `measure` with that of its baseline, in the same order."""
        now = measure(self.snapshot, keys, self.filters, self.by, scope=self.scope)
        then = self._earlier(now)
        return [(item, then.get(self.identity(item))) for item in now]

    def identity(self, item: Reading) -> Identity:
        """The group whatever the year: months pair with the same month."""
        code = item.group_code
        return item.key, code[-2:] if self.by == "month" and code else code or item.group

    def _earlier(self, now: Iterable[Reading]) -> dict[Identity, Reading]:
        found: dict[Identity, Reading] = {}
        keys = dict.fromkeys(item.key for item in now)
        for kind in Kind:
            chosen = [key for key in keys if indicator(key).kind is kind]
            base = self._baseline(kind)
            if chosen and base:
                readings = measure(self.snapshot, chosen, base, self.by, scope=self.scope)
                found |= {self.identity(item): item for item in readings}
        return found

    def _baseline(self, kind: Kind) -> Filters | None:
        """The filters of the other side; None where no period on record has as long a span."""
        filters, directory = self.filters, self.snapshot.directory
        period = baseline_period(filters, directory, flow=kind is Kind.FLOW)
        if period is None:
            return None
        base = replace(filters, period=period.id)
        same_length = len(base.months(directory)) == len(filters.months(directory))
        return base if kind is Kind.STOCK or same_length else None
