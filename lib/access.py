"""Who may see what. A scope is applied inside every query and is part of every cache key; it is not a filter."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scope:
    """`regions`: region codes that may be seen, None for all."""

    regions: frozenset[str] | None = None

    def allows(self, region_code: str) -> bool:
        return self.regions is None or region_code in self.regions


EVERYTHING = Scope()
