"""Districts, units and periods: official order, names and aliases."""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from rapidfuzz import fuzz, process
from sqlalchemy import Connection, select

from lib.errors import FilterError
from lib.schema import (
    CITY,
    CITY_LABEL,
    SOURCES,
    norm_framework,
    norm_item,
    period,
    region,
    reporting_duty,
    unit,
    unit_alias,
)

_SPACE = re.compile(r"\s+")
# First two digits of the codes of GB/T 2260.
_PROVINCES = frozenset(
    str(code)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 82))
    for code in range(first, last + 1)
)
_SIMILAR = 80  # rapidfuzz score from which a name is offered as a guess


def normalise(text: str) -> str:
    """Full-width forms folded, all white space removed: the form in which names are compared."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


@dataclass(frozen=True)
class Region:
    code: str
    name: str
    short_name: str
    kind: str

    @property
    def is_city(self) -> bool:
        """The one row that stands for the city's own units."""
        return self.kind == CITY

    @property
    def label(self) -> str:
        return CITY_LABEL if self.is_city else self.name


@dataclass(frozen=True)
class Unit:
    id: str
    name: str
    short_name: str
    level: str
    nature: str | None
    region_code: str


@dataclass(frozen=True)
class Period:
    id: str
    name: str
    as_of: date
    flow_start: date
    flow_end: date
    locked: bool
    deadline: date | None = None

    @property
    def year(self) -> int:
        return self.as_of.year

    @cached_property
    def months(self) -> tuple[str, ...]:
        """The months of the flow span, as 2025-07."""
        return tuple(f"{self.year}-{month:02d}" for month in range(self.flow_start.month, self.flow_end.month + 1))


@dataclass(frozen=True)
class UnitMatch:
    """How a written name was recognised: 全称, 简称, 别名, or 相似 (a guess that needs confirmation)."""

    unit: Unit
    how: str


@dataclass(frozen=True)
class Framework:
    """A system of norms. `items`: names by id, in their order."""

    id: str
    name: str
    items: dict[str, str]

    def item(self, written: str) -> str | None:
        """The id of the item of this name."""
        key = normalise(written)
        return next((item_id for item_id, name in self.items.items() if normalise(name) == key), None)


@dataclass(frozen=True)
class Directory:
    """Regions in official order (the city's own units last), units by id, periods from old to new.

    `owner`: the city, where it is not among the regions itself; `whole`: the name of all regions together."""

    regions: tuple[Region, ...]
    units: dict[str, Unit]
    aliases: dict[str, tuple[str, ...]] = field(repr=False)
    periods: tuple[Period, ...]
    duties: dict[str, frozenset[str]]
    frameworks: tuple[Framework, ...] = ()
    owner: Region | None = None
    whole: str = "全市"

    def narrowed(self, regions: tuple[Region, ...], units: dict[str, Unit]) -> "Directory":
        """Of these regions and units alone; `whole` is then what one sees who chooses nothing."""
        known = {alias: tuple(unit_id for unit_id in ids if unit_id in units) for alias, ids in self.aliases.items()}
        names = [item.label for item in regions] if len(units) != 1 else [item.name for item in units.values()]
        return replace(
            self,
            regions=regions,
            units=units,
            aliases={alias: ids for alias, ids in known.items() if ids},
            owner=self.city,
            whole="、".join(names),
        )

    @property
    def is_invented(self) -> bool:
        """Whether the city is made up: the codes of its regions belong to no province of the national list."""
        return all(item.code[:2] not in _PROVINCES for item in (self.city, *self.regions))

    @property
    def districts(self) -> tuple[Region, ...]:
        return tuple(item for item in self.regions if not item.is_city)

    @property
    def city(self) -> Region:
        return self.owner or next(item for item in self.regions if item.is_city)

    @cached_property
    def _by_code(self) -> dict[str, Region]:
        return {item.code: item for item in self.regions}

    @cached_property
    def _periods_by_id(self) -> dict[str, Period]:
        return {item.id: item for item in self.periods}

    @cached_property
    def _regions_by_name(self) -> dict[str, Region]:
        names = {normalise(item.short_name): item for item in self.regions}
        names |= {normalise(item.name): item for item in self.regions}
        return names | ({CITY_LABEL: self.city} if self.city in self.regions else {})

    @cached_property
    def _names_of_region(self) -> dict[str, dict[str, Unit]]:
        names: dict[str, dict[str, Unit]] = defaultdict(dict)
        for item in self.units.values():
            names[item.region_code][normalise(item.name)] = item
        return names

    def region(self, code: str) -> Region:
        try:
            return self._by_code[code]
        except KeyError:
            raise FilterError(f"没有代码为“{code}”的区县。") from None

    def period(self, period_id: str) -> Period:
        try:
            return self._periods_by_id[period_id]
        except KeyError:
            known = "、".join(item.id for item in self.periods) or "尚无数据"
            raise FilterError(f"没有期次“{period_id}”。现有期次：{known}。") from None

    def owes(self, source: str, region_code: str) -> bool:
        """Whether an office is due to send a source; without any list of who is due, everybody is."""
        due = self.duties.get(source)
        return due is None or region_code in due

    def framework(self, written: str) -> Framework | None:
        """The system of norms of this name."""
        key = normalise(written)
        return next((item for item in self.frameworks if normalise(item.name) == key), None)

    @property
    def latest(self) -> Period:
        if not self.periods:
            raise FilterError("数据库里还没有任何期次的数据。请先导入台账。")
        return self.periods[-1]

    def find_region(self, written: str) -> Region | None:
        """The region with this official or short name, spaces and full-width forms apart; 市直 is the city itself."""
        return self._regions_by_name.get(normalise(written))

    def find_unit(self, written: str, region_code: str) -> UnitMatch | None:
        """Recognise a unit name as written in a ledger of this region."""
        key = normalise(written)
        exact = self._names_of_region[region_code].get(key)
        if exact:
            return UnitMatch(exact, "全称")
        known = [self.units[unit_id] for unit_id in self.aliases.get(key, ())]
        local = [item for item in known if item.region_code == region_code]
        if local:
            short = normalise(local[0].short_name) == key
            return UnitMatch(local[0], "简称" if short else "别名")
        return self._similar(key, region_code)

    def _similar(self, key: str, region_code: str) -> UnitMatch | None:
        names = self._names_of_region[region_code]
        best = process.extractOne(key, names.keys(), scorer=fuzz.ratio, score_cutoff=_SIMILAR)
        return UnitMatch(names[best[0]], "相似") if best else None

    def search_units(self, text: str, *, limit: int = 50, regions: frozenset[str] | None = None) -> list[Unit]:
        """At most `limit` units whose full name, short name or alias contains the text, in directory order."""
        key = normalise(text)
        by_alias = {unit_id for alias, ids in self.aliases.items() if key and key in alias for unit_id in ids}
        found = []
        for item in self.units.values():
            if regions is not None and item.region_code not in regions:
                continue
            if key in normalise(item.name) or item.id in by_alias:
                found.append(item)
                if len(found) == limit:
                    break
        return found


def load(connection: Connection) -> Directory:
    """Read the whole directory: some thousand rows at province scale."""
    regions = [
        (row.sort_no, Region(row.region_code, row.name, row.short_name, row.kind))
        for row in connection.execute(select(region).order_by(region.c.sort_no))
    ]
    aliases = defaultdict(list)
    for row in connection.execute(select(unit_alias).where(unit_alias.c.confirmed == "是")):
        aliases[row.alias_norm].append(row.unit_id)
    duties = defaultdict(set)
    for row in connection.execute(select(reporting_duty)):
        duties[row.source].add(row.region_code)
    return Directory(
        regions=tuple(item for _, item in sorted(regions, key=lambda pair: (pair[1].is_city, pair[0]))),
        units={
            row.unit_id: Unit(row.unit_id, row.official_name, row.short_name, row.level, row.nature, row.region_code)
            for row in connection.execute(select(unit).order_by(unit.c.unit_id))
        },
        aliases={key: tuple(ids) for key, ids in aliases.items()},
        periods=tuple(
            Period(
                row.period_id,
                row.name,
                row.as_of_date,
                row.flow_start,
                row.flow_end,
                row.status == "已锁定",
                row.deadline,
            )
            for row in connection.execute(select(period).order_by(period.c.as_of_date))
        ),
        # With any list of who is due, a ledger that is not in it is due from nobody.
        duties={source: frozenset(duties[source]) for source in SOURCES} if duties else {},
        frameworks=_frameworks(connection),
    )


def _frameworks(connection: Connection) -> tuple[Framework, ...]:
    items: dict[str, dict[str, str]] = defaultdict(dict)
    for row in connection.execute(select(norm_item).order_by(norm_item.c.seq)):
        items[row.framework_id][row.item_id] = row.name
    query = select(norm_framework).order_by(norm_framework.c.framework_id)
    return tuple(Framework(row.framework_id, row.name, items[row.framework_id]) for row in connection.execute(query))
