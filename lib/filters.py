"""What was chosen: one frozen object that is the condition, the caption, the address and the cache key."""

from dataclasses import dataclass, replace
from enum import StrEnum

from lib.directory import Directory, Period
from lib.errors import FilterError
from lib.schema import UNIT_LEVELS, UNIT_NATURES


class Baseline(StrEnum):
    """What a number is compared with. Stocks have no same span, flows no year end: each kind takes its own."""

    YEAR = "存量较上年底，流量较同期"
    PREVIOUS = "较上期"
    SAME = "较上年同期"


THIS_PERIOD = "本期"
YEAR_TO_DATE = "年初至今"
_MONTHS = frozenset(str(month) for month in range(1, 13))


@dataclass(frozen=True)
class Filters:
    """`districts`: region codes, empty for all; `excluded` turns them into those left out. `units`: ids, empty for all;
    `units_excluded` likewise, and rows of no known unit stay.
    `span`: 本期, 年初至今 or 1-N (months 1 to N of the period's year), for flows only."""

    period: str
    span: str = THIS_PERIOD
    baseline: Baseline = Baseline.YEAR
    districts: tuple[str, ...] = ()
    excluded: bool = False
    levels: tuple[str, ...] = ()
    natures: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    units_excluded: bool = False

    @property
    def only_units(self) -> tuple[str, ...]:
        """The units chosen by name, none where these are the ones left out."""
        return () if self.units_excluded else self.units

    @property
    def by_unit(self) -> bool:
        """Something narrower than a district was chosen."""
        return bool(self.levels or self.natures or self.units)

    @property
    def everywhere(self) -> "Filters":
        """The same with no district and no unit chosen."""
        return replace(self, districts=(), excluded=False, levels=(), natures=(), units=(), units_excluded=False)

    def region_codes(self, directory: Directory) -> tuple[str, ...]:
        """The chosen regions in official order."""
        chosen = set(self.districts)
        if not chosen:
            return tuple(item.code for item in directory.regions)
        return tuple(item.code for item in directory.regions if (item.code in chosen) != self.excluded)

    def months(self, directory: Directory) -> tuple[str, ...]:
        """The months over which flows add up, as 2025-07."""
        chosen = directory.period(self.period)
        if self.span == THIS_PERIOD:
            return chosen.months
        last = chosen.flow_end.month if self.span == YEAR_TO_DATE else last_month(self.span)
        return tuple(f"{chosen.year}-{month:02d}" for month in range(1, last + 1))

    def caption(self, directory: Directory) -> str:
        """The scope in words, as 「晨光区、市直｜机关」."""
        return "｜".join([self._where(directory), *self._units(directory)])

    def _where(self, directory: Directory) -> str:
        names = "、".join(item.label for item in directory.regions if item.code in self.districts)
        if not self.districts:
            return directory.whole
        return f"{directory.whole}（不含{names}）" if self.excluded else names

    def _units(self, directory: Directory) -> list[str]:
        parts = [f"{'、'.join(self.levels)}单位" if self.levels else "", "、".join(self.natures)]
        if self.units:
            names = [directory.units[unit_id].short_name for unit_id in self.units if unit_id in directory.units]
            named = "、".join(names) if len(names) <= 3 else f"{names[0]}等{len(names)}个单位"
            parts.append(f"不含{named}" if self.units_excluded else named)
        return [part for part in parts if part]


def last_month(span: str) -> int:
    """The N of a span 1-N. Raises FilterError for anything else."""
    first, _, last = span.partition("-")
    if first != "1" or last not in _MONTHS:
        raise FilterError(f"时段“{span}”写法不对，应为“本期”“年初至今”或“1-9”这样的月份。")
    return int(last)


def check(filters: Filters, directory: Directory) -> Filters:
    """The same filters, or FilterError where something chosen does not exist."""
    directory.period(filters.period)
    if filters.span not in (THIS_PERIOD, YEAR_TO_DATE):
        last_month(filters.span)
    for code in filters.districts:
        directory.region(code)
    for chosen, known, what in (
        (filters.levels, UNIT_LEVELS, "单位层级"),
        (filters.natures, UNIT_NATURES, "单位性质"),
        (filters.units, directory.units, "单位"),
    ):
        unknown = [item for item in chosen if item not in known]
        if unknown:
            raise FilterError(f"没有{what}“{'、'.join(unknown)}”。")
    if not filters.region_codes(directory):
        raise FilterError("所有区县都被排除了，没有可统计的范围。请至少保留一个。")
    return filters


def baseline_period(filters: Filters, directory: Directory, *, flow: bool) -> Period | None:
    """The period with which a stock or a flow is compared; None where there is no such period on record."""
    now = directory.period(filters.period)
    earlier = [item for item in directory.periods if item.as_of < now.as_of]
    if filters.baseline is Baseline.PREVIOUS:
        return earlier[-1] if earlier else None
    same_span = flow or filters.baseline is Baseline.SAME
    month = now.as_of.month if same_span else 12
    wanted = [item for item in earlier if item.year == now.year - 1 and item.as_of.month == month]
    return wanted[-1] if wanted else None
