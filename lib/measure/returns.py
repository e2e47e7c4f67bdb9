"""Who owes the returns behind a number, and who has sent them."""

from dataclasses import dataclass, field

from lib.directory import Directory
from lib.indicators import Both, Indicator, PerStock, Source, Streak
from lib.measure.facts import Reports
from lib.measure.groups import Group

Codes = tuple[str, ...]
Due = tuple[Codes, Codes]  # the regions that owe a return or have sent it, and those that have sent all that is needed


@dataclass(frozen=True)
class Returns:
    """The returns in force. Indicators of the same returns share one answer."""

    reports: Reports
    directory: Directory
    _known: dict[tuple, Due] = field(default_factory=dict, init=False, repr=False)

    def of(self, item: Indicator, group: Group) -> Due:
        """In official order."""
        needed = tuple(_needed(item, group))
        asked = item.source.name, group.regions, group.parts, needed
        if asked not in self._known:
            due = self._due(item.source, group)
            self._known[asked] = due, tuple(code for code in due if all(self._has(code, *one) for one in needed))
        return self._known[asked]

    def any(self, item: Indicator, group: Group) -> bool:
        """Whether anybody has sent anything, of a streak in its last period."""
        parts = _parts(item, group)
        return any(self._has(code, item.source.name, part) for part in parts for code in group.regions)

    def _due(self, source: Source, group: Group) -> Codes:
        return tuple(
            code
            for code in group.regions
            if self.directory.owes(source.name, code) or any(self._has(code, source.name, part) for part in group.parts)
        )

    def _has(self, code: str, source: str, period: str) -> bool:
        return period in self.reports[source].get(code, ())


def _needed(item: Indicator, group: Group) -> list[tuple[str, str]]:
    """Source and period of every return that the number needs: of a stock beside a flow, that of the last period."""
    found = [(item.source.name, part) for part in _parts(item, group)]
    if isinstance(item.value, PerStock | Both):
        found += [(part.source.name, group.parts[-1]) for part in item.value.parts]
    return found


def _parts(item: Indicator, group: Group) -> Codes:
    return group.parts[-1:] if isinstance(item.value, Streak) else group.parts
