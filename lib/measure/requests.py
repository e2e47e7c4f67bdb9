"""What is asked of the database: regions, filters, grouping; and what a source has to refuse."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sqlalchemy import Column

from lib.access import Scope
from lib.directory import Unit
from lib.filters import Filters, check
from lib.indicators import Indicator, Ratio, Reference, Reported, Reporters, Source, Spread, Summary, tallies
from lib.measure.snapshot import Snapshot
from lib.measure.statements import UnitChoice
from lib.schema import UNIT_LEVELS, UNIT_NATURES

UNIT_TRAITS = {"level": UNIT_LEVELS, "nature": UNIT_NATURES}
_NAMES = {
    **{"unit": "unit_id", "branch": "branch_id", "venue": "venue_id"},
    **{"framework": "framework_id", "norm_item": "item_id"},
    **dict.fromkeys(UNIT_TRAITS, "unit_id"),
}
_LABELS = {
    "field": "服务领域",
    "month": "月份",
    "band": "年龄段",
    "unit": "单位",
    "level": "单位层级",
    "nature": "单位性质",
    "branch": "支部",
    "venue": "阵地",
    "framework": "规范体系",
    "norm_item": "规范项",
    "failed_n": "未达标项数",
    "full_members_n": "正式党员数",
    "term_end_on": "届满时间",
    "extension_until": "批准延期至",
    "star": "星级",
    "target": "培训对象",
    "rank_group": "参加对象",
}
_NO_SCOPE = "所选区县不在可查看的范围内"
_NOBODY = ("",)  # the id of no unit
_NO_UNITS = "所选区县内没有符合条件的单位"


@dataclass(frozen=True)
class Request:
    """What is asked of the database: regions that were chosen and may be seen, and the unit filters. `scope` has been
    applied to both."""

    snapshot: Snapshot
    scope: Scope
    regions: tuple[str, ...]
    filters: Filters

    @property
    def widened(self) -> "Request":
        """The same of all regions that may be seen: read once, it serves every choice among them. Units chosen one by
        one are asked for as they are."""
        if self.filters.only_units:
            return self
        codes = (region.code for region in self.snapshot.directory.regions)
        return replace(self, regions=tuple(code for code in codes if self.scope.allows(code)))

    @property
    def choice(self) -> UnitChoice:
        chosen = self.filters
        without = chosen.units_excluded and bool(chosen.units)
        return UnitChoice(bool(chosen.levels), bool(chosen.natures), bool(chosen.only_units), without)

    def regions_of(self, source: Source) -> tuple[str, ...]:
        """The regions whose returns count for this source, in official order, the city's own units last."""
        if source.reporters is Reporters.ALL:
            return self.regions
        city = self.snapshot.directory.city.code
        return tuple(code for code in self.regions if (code == city) == (source.reporters is Reporters.CITY))

    def bound(self, source: Source, periods: Iterable[str], months: Iterable[str]) -> dict[str, object]:
        """The parameters of every statement about this source."""
        values: dict[str, object] = {
            "version": self.snapshot.version,
            "periods": tuple(sorted(periods)),
            "regions": self.regions_of(source),
        }
        if source.has_months:
            values["months"] = tuple(sorted(months))
        filters = self.filters
        without = filters.units if filters.units_excluded else ()
        chosen = {"levels": filters.levels, "natures": filters.natures, "units": filters.only_units, "without": without}
        return values | {name: held for name, held in chosen.items() if held}


COARSE = "年龄数据只统计到区县，不按单位分列"
_BELOW_DISTRICTS = frozenset({"unit", "level", "nature", "branch"})


def prepare(snapshot: Snapshot, filters: Filters, scope: Scope) -> Request:
    """The filters, checked, within the scope. Unit filters leave only regions that have such units, unless they do no
    more than leave out some; a scope of units is a unit filter that cannot be taken off."""
    codes = check(filters, snapshot.directory).region_codes(snapshot.directory)
    if scope.units is not None:
        left = scope.units.difference(filters.units) if filters.units_excluded else scope.units
        seen = left.intersection(filters.only_units or left)
        filters = replace(filters, units=tuple(sorted(seen)) or _NOBODY, units_excluded=False)
    request = Request(snapshot, scope, tuple(code for code in codes if scope.allows(code)), filters)
    if not (filters.levels or filters.natures or filters.only_units):
        return request
    inhabited = {item.region_code for item in chosen_units(request)}
    return replace(request, regions=tuple(code for code in request.regions if code in inhabited))


def refused(item: Indicator, by: str | None, request: Request) -> str:
    """Why this indicator cannot be had under these filters; empty where it can."""
    source = item.source
    if isinstance(item.value, Reference):
        return ungroupable(item, by)
    whole = next((part.source for part in tallies(item.value) if not part.source.has_units), None)
    if request.filters.by_unit and whole:
        return f"{whole.title}按区县报送，不能按单位筛选"
    if source.coarse and request.filters.by_unit:
        return COARSE
    if not request.regions:
        return _NO_UNITS if request.filters.by_unit else _NO_SCOPE
    if not request.regions_of(source):
        return f"该指标只统计{source.reporters}，不在所选范围内"
    return ungroupable(item, by)


def ungroupable(item: Indicator, by: str | None) -> str:
    """Why this indicator can never be grouped so, whatever the filters; empty where it can."""
    if isinstance(item.value, Reference):
        return "" if by is None else "参照常量不分区县和单位"
    if item.source.coarse and by in _BELOW_DISTRICTS:
        return COARSE
    if isinstance(item.value, Ratio) and isinstance(item.value.denominator, Reported) and by not in (None, "district"):
        return "该指标的分母是区县数，只能按区县分组"
    if (
        isinstance(item.value, Spread)
        and item.value.across.name == by
        and item.value.summary is not Summary.LARGEST_SHARE
    ):
        return f"该指标已把各{_LABELS[by]}合在一起，不能再按它分组"
    return next(filter(None, (_refusal(part.source, by) for part in tallies(item.value))), "")


def chosen_units(request: Request) -> Iterator[Unit]:
    """The units of the chosen regions that fulfil the unit filters, in directory order."""
    filters, regions = request.filters, set(request.regions)
    for item in request.snapshot.directory.units.values():
        if (
            item.region_code in regions
            and (not filters.levels or item.level in filters.levels)
            and (not filters.natures or item.nature in filters.natures)
            and (not filters.units or (item.id in filters.units) != filters.units_excluded)
        ):
            yield item


def column(source: Source, by: str | None) -> Column | None:
    """The column to group by; None for the whole and for districts. KeyError where the source has no such column."""
    if by in (None, "district"):
        return None
    found = source.table.c[_NAMES.get(by, by)]
    if by in _LABELS or found.info.get("allowed"):
        return found
    raise KeyError(by)


def _refusal(source: Source, by: str | None) -> str:
    """Why this source cannot be grouped so; empty where it can."""
    try:
        column(source, by)
    except KeyError:
        return f"{source.title}里没有“{_LABELS.get(by, by)}”一栏，不能按它分组"
    return ""
