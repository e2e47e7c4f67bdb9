"""The units of the invented city: 市直 organs, district organs, towns, communities, associations."""

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lib.demo.districts import CITY_CODE, CITY_NAME, CITY_SEAT, DISTRICTS, EXTENT, District, inside, region_name, stream

_ORGANS = Path(__file__).parents[2] / "data" / "demo" / "organs.csv"

# Town and community names: one rare verb or noun each, so that no pair is a place that exists.
_TOWN = ("枕拾叩裁簪拂濯揖吟斟掬缀", "荻蘅笙砧黛槿砚筝箬蓼樨楸菡翊")
_COMMUNITY = ("翎璞笺漪霭泠疏岫菀醴岑黛", "畔庭廊榭坞圃垄渚墀屿")
_ASSOCIATIONS = ("{}老科学技术工作者协会|{}老科协", "{}老年书画研究会|{}老年书画会")
_CITY_SPREAD, _TOWN_SPREAD, _COMMUNITY_SPREAD = 0.05, 0.30, 0.02  # degrees, share of the district, degrees


@dataclass(frozen=True)
class CityUnit:
    """A unit as the directory lists it, with what the generator needs: how large it is (1 = usual) and where."""

    name: str
    short_name: str
    aliases: tuple[str, ...]
    level: str
    nature: str
    region_code: str
    weight: float
    place: tuple[float, float]

    @property
    def keeps_cadre_ledger(self) -> bool:
        """社区 and 社会组织 do not fill the 单位底册."""
        return self.nature not in ("社区", "社会组织")


@cache
def _organs(scope: str) -> tuple[dict[str, str], ...]:
    with _ORGANS.open(encoding="utf-8", newline="") as file:
        return tuple(row for row in csv.DictReader(file) if row["scope"] == scope)


def _near(point: tuple[float, float], spread_lng: float, spread_lat: float, *key: object) -> tuple[float, float]:
    random = stream("place", *key)
    return random.gauss(point[0], spread_lng), random.gauss(point[1], spread_lat)


def _city_units() -> list[CityUnit]:
    def build(row: dict[str, str]) -> CityUnit:
        name = row["name"].format(CITY_NAME)
        aliases = tuple(item.format("市") for item in row["aliases"].split("、") if item)
        place = inside(EXTENT, _near(CITY_SEAT, _CITY_SPREAD, _CITY_SPREAD / 2, name))
        weight = float(row["weight"])
        return CityUnit(name, row["short"].format("市"), aliases, "市直", row["nature"], CITY_CODE, weight, place)

    return [build(row) for row in _organs("市")]


def _localise(template: str, district: District) -> str:
    """A 功能区 has a 党工委 and a 管委会 where others have a 委 and a 人民政府."""
    if district.kind == "功能区":
        template = template.replace("{}委办", "{}党工委办").replace("{}委", "{}党工委").replace("人民政府", "管委会")
        template = template.replace("党工委党校", "党校").replace("{}政府办", "{}管委会办")
    return template.format(district.stem)


def _district_organs(district: District) -> list[CityUnit]:
    def build(row: dict[str, str]) -> CityUnit:
        name = _localise(row["name"], district)
        aliases = tuple(_localise(item, district) for item in row["aliases"].split("、") if item)
        level = "企业" if row["nature"] == "国企" else "区县直"
        width, height = district.box[2] - district.box[0], district.box[3] - district.box[1]
        place = inside(district.box, _near(district.seat, 0.1 * width, 0.1 * height, name))
        weight = float(row["weight"]) * district.size
        short = _localise(row["short"], district)
        return CityUnit(name, short, aliases, level, row["nature"], district.code, weight, place)

    rows = _organs("区县")
    if district.kind == "功能区":  # it has neither congress nor court
        rows = tuple(row for row in rows if not any(word in row["name"] for word in ("人大", "政协", "法院", "检察")))
    return [build(row) for row in rows[: district.organs]]


def _pairs(parts: tuple[str, str], *key: object) -> list[str]:
    names = [first + second for first in parts[0] for second in parts[1] if first != second]
    stream("names", *key).shuffle(names)
    return names


def _town_kind(district: District, number: int) -> str:
    if district.is_urban:
        return "街道" if number < 6 else "镇"
    return "街道" if number == 0 and district.kind == "县级市" else "镇" if number < 7 else "乡"


def _towns(district: District, names: list[str]) -> list[CityUnit]:
    towns = []
    width, height = district.box[2] - district.box[0], district.box[3] - district.box[1]
    for number in range(district.towns):
        short = names.pop() + _town_kind(district, number)
        spread = (_TOWN_SPREAD * width, _TOWN_SPREAD * height)
        place = inside(district.box, _near(district.seat, *spread, district.code, short))
        name = district.stem + short
        towns.append(CityUnit(name, short, (), "乡镇街道", "机关", district.code, 0.7 * district.size, place))
    return towns


def _communities(district: District, towns: list[CityUnit]) -> list[CityUnit]:
    names = _pairs(_COMMUNITY, "community", district.code)
    found = []
    for number in range(district.communities):
        town, short = towns[number % len(towns)], names[number] + "社区"
        place = inside(district.box, _near(town.place, _COMMUNITY_SPREAD, _COMMUNITY_SPREAD, district.code, short))
        found.append(CityUnit(town.name + short, short, (), "社区", "社区", district.code, district.size, place))
    return found


def _associations(district: District) -> list[CityUnit]:
    if district.kind == "功能区":
        return []
    found = []
    for entry in _ASSOCIATIONS:
        name, short = (part.format(district.stem) for part in entry.split("|"))
        place = inside(district.box, district.seat)
        found.append(CityUnit(name, short, (), "区县直", "社会组织", district.code, 0.5, place))
    return found


@cache
def all_units() -> tuple[CityUnit, ...]:
    """Every unit, 市直 first, then the districts in official order; names are unique within a region."""
    towns = _pairs(_TOWN, "town")
    units = _city_units()
    for district in DISTRICTS:
        of_district = _towns(district, towns)
        units += _district_organs(district) + of_district
        units += _communities(district, of_district) + _associations(district)
    return tuple(units)


@cache
def units_by_region() -> dict[str, tuple[CityUnit, ...]]:
    groups: dict[str, list[CityUnit]] = defaultdict(list)
    for unit in all_units():
        groups[unit.region_code].append(unit)
    return {code: tuple(units) for code, units in groups.items()}


def directory_rows() -> list[tuple[str | None, ...]]:
    """单位全称, 简称, 曾用名/别名, 层级, 性质, 所属区县 (blank for 市直)."""
    return [
        (
            unit.name,
            unit.short_name,
            "、".join(unit.aliases) or None,
            unit.level,
            unit.nature,
            None if unit.region_code == CITY_CODE else region_name(unit.region_code),
        )
        for unit in all_units()
    ]
