"""The periods of the demo city: dates, months, names."""

from dataclasses import dataclass
from datetime import date

from lib.demo.profile import PERIODS


@dataclass(frozen=True)
class Half:
    """A half-year. `index` counts from the first demo period."""

    index: int
    id: str

    @property
    def year(self) -> int:
        return int(self.id[:4])

    @property
    def is_first(self) -> bool:
        return self.id.endswith("H1")

    @property
    def as_of(self) -> date:
        return date(self.year, 6, 30) if self.is_first else date(self.year, 12, 31)

    @property
    def starts(self) -> date:
        return date(self.year, 1 if self.is_first else 7, 1)

    @property
    def months(self) -> tuple[str, ...]:
        start = 1 if self.is_first else 7
        return tuple(f"{self.year}-{month:02d}" for month in range(start, start + 6))

    @property
    def title(self) -> str:
        return f"{self.year}年{'上' if self.is_first else '下'}半年"


HALVES = tuple(Half(index, period_id) for index, period_id in enumerate(PERIODS))


def half(period_id: str) -> Half:
    """Raises ValueError for a period the demo does not have."""
    return HALVES[PERIODS.index(period_id)]
