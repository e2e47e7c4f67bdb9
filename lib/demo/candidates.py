"""共享活动室备选点: where a shared room could be opened, most of them near branches without one, some far from all."""

from collections.abc import Iterator
from functools import cache
from random import Random

from lib.demo import profile
from lib.demo.branches import branches
from lib.demo.districts import BY_CODE, CITY_CODE, EXTENT, Box, inside, region_name, stream
from lib.demo.places import metres, place, venue_distance
from lib.demo.timeline import HALVES, Half
from lib.demo.units import CityUnit, units_by_region
from lib.demo.venues import rooms

Row = dict[str, object]

_ROADS = ("枕槿路", "拾砚路", "叩蘅街", "裁笙路", "簪黛巷", "拂荻大街", "濯筝路", "揖樨街")
_FAR = 1000  # metres to the nearest venue, beyond which a branch needs another
_SPREAD = 0.002  # degrees around the unit that has the rooms
_DRAWN = 12  # places of which the remotest is taken
_ROOMS = {
    "单位场所": ("旧办公楼一层", "闲置门面房", "职工活动室"),
    "社区场所": ("党群服务中心", "日间照料中心"),
    "共建场所": ("阅览室", "多功能厅"),
}


def _box(region_code: str) -> Box:
    return EXTENT if region_code == CITY_CODE else BY_CODE[region_code].box


def _needy(region_code: str) -> list[CityUnit]:
    """Units by the members around them who have far to go, most first."""
    newest = HALVES[-1]
    far = [
        (place(branch), branch.retired[newest.index] or 0)
        for branch in branches(region_code)
        if branch.is_branch and branch.holds_elections and venue_distance(branch, newest) > _FAR
    ]
    around = {
        unit: sum(size for point, size in far if metres(unit.place, point) <= _FAR)
        for unit in units_by_region()[region_code]
    }
    return sorted((unit for unit, members in around.items() if members), key=lambda unit: (-around[unit], unit.name))


def _hosts(region_code: str) -> Iterator[tuple[str, CityUnit]]:
    """Who offers rooms, and of which kind; no unit twice."""
    random, units = stream("candidates", region_code), units_by_region()[region_code]
    taken: set[CityUnit] = set()
    for kind, count, offered in (
        ("单位场所", random.randint(2, 4), _needy(region_code)),
        ("社区场所", random.randint(2, 3), [unit for unit in units if unit.level == "社区"]),
        ("共建场所", random.randint(1, 2), [unit for unit in units if unit.nature in ("学校", "事业")]),
    ):
        free = [unit for unit in offered if unit not in taken]
        chosen = free[:count] if kind == "单位场所" else random.sample(free, min(count, len(free)))
        taken |= set(chosen)
        yield from ((kind, unit) for unit in chosen)


def _remote(region_code: str, random: Random) -> tuple[float, float]:
    """A place far from all units and venues of the district."""
    west, south, east, north = box = _box(region_code)
    known = [unit.place for unit in units_by_region()[region_code]]
    known += [room.place for room in rooms(region_code) if room.place]
    drawn = [inside(box, (random.uniform(west, east), random.uniform(south, north)), margin=0.2) for _ in range(_DRAWN)]
    return max(drawn, key=lambda point: min(metres(point, other) for other in known))


def _candidate(region_code: str, kind: str, unit: CityUnit, *, far: bool = False) -> Row:
    random = stream("candidate", region_code, unit.name)
    near = (unit.place[0] + random.gauss(0, _SPREAD), unit.place[1] + random.gauss(0, _SPREAD))
    placed = random.random() >= profile.CANDIDATE_NO_COORDINATES
    lng, lat = _remote(region_code, random) if far else inside(_box(region_code), near, margin=0.03)
    area = random.randrange(60, 240, 5)
    cost = random.uniform(*profile.CANDIDATE_COST[kind]) * area
    return {
        "name": f"{unit.short_name}{'养老服务站' if far else random.choice(_ROOMS[kind])}",
        "kind": kind,
        "host": unit.name,
        "address": f"{region_name(region_code)}{random.choice(_ROADS)}{random.randint(1, 298)}号",
        "lng": lng if placed else None,
        "lat": lat if placed else None,
        "crs": "WGS84",
        "area_sqm": area,
        "capacity_n": round(area / random.uniform(1.8, 2.6)),
        "cost_yuan": None if random.random() < profile.CANDIDATE_NO_COST else round(cost / 1000) * 1000,
    }


@cache
def _candidates(region_code: str) -> tuple[Row, ...]:
    found = [_candidate(region_code, kind, unit) for kind, unit in _hosts(region_code)]
    towns = [unit for unit in units_by_region()[region_code] if unit.level == "乡镇街道"]
    random = stream("remote", region_code)
    remote = random.sample(towns, min(profile.CANDIDATES_FAR, len(towns)))
    return (*found, *(_candidate(region_code, "单位场所", town, far=True) for town in remote))


def candidate_rows(region_code: str, half: Half) -> list[Row]:
    """Rows of the 共享活动室备选点 sheet; some were added to the list in the newest period. WGS-84."""
    known = _candidates(region_code)
    return [
        dict(row)
        for number, row in enumerate(known)
        if half.index == HALVES[-1].index or number % profile.CANDIDATE_ADDED != profile.CANDIDATE_ADDED - 1
    ]
