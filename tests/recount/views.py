"""What is looked at: one period or several, some regions, one unit or the units of some levels."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from recount.reading import Row

Test = Callable[[Row], bool]


@dataclass(frozen=True)
class Choice:
    """A period, of flows with those before it in its year if `to_date`; `levels` of units, empty for all."""

    period: str
    to_date: bool = False
    levels: tuple[str, ...] = ()


@dataclass(frozen=True)
class View:
    """`returns`: period → region → sheet → rows, and beside each sheet (sheet, unit) → rows. `parts`: the periods that
    are added up, the chosen one last."""

    returns: dict[str, dict[str, dict]]
    parts: tuple[str, ...]
    regions: tuple[str, ...]
    unit: str | None = None
    levels: tuple[str, ...] = ()

    def rows(self, sheet: str, within: Test) -> list[Row]:
        key = sheet if self.unit is None else (sheet, self.unit)
        sent = [self.returns[part].get(code, {}).get(key, ()) for part in self.parts for code in self.regions]
        rows = [row for sheet_rows in sent for row in sheet_rows if within(row)]
        return [row for row in rows if row["unit_level"] in self.levels] if self.levels else rows

    def senders(self, sheets: Iterable[str]) -> tuple[str, ...]:
        """The regions that sent all of these, in every period."""
        wanted = [(part, sheet) for part in self.parts for sheet in sheets]
        return tuple(
            code for code in self.regions if all(sheet in self.returns[part].get(code, {}) for part, sheet in wanted)
        )

    def only(self, regions: Iterable[str], period: str = "") -> "View":
        return replace(self, regions=tuple(regions), parts=(period,) if period else self.parts)

    @property
    def period(self) -> str:
        return self.parts[-1]

    @property
    def at_end(self) -> "View":
        """The chosen period alone, as it is for a stock."""
        return replace(self, parts=self.parts[-1:])

    @property
    def as_of(self) -> date:
        year, half = int(self.period[:4]), self.period[4:]
        return date(year, 6, 30) if half == "H1" else date(year, 12, 31)
