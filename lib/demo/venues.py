"""活动阵地: centres, shared rooms and rooms of the branches' own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from lib.demo import profile
from lib.demo.branches import branches
from lib.demo.districts import BY_CODE, CITY_CODE, CITY_SEAT, EXTENT, Box, inside, region_name, stream
from lib.demo.timeline import HALVES, Half
from lib.demo.units import CityUnit, units_by_region

_ROADS = ("枕槿路", "拾砚路", "叩蘅街", "裁笙路", "簪黛巷", "拂荻大街", "濯筝路", "揖樨街")
_FIRST_OPENED = date(2016, 3, 1)
_SPREAD = 0.004  # degrees around the unit


@dataclass(frozen=True)
class Room:
    """A venue. `accepted_from`: index of the period from which it counts as 规范; None: never assessed."""

    name: str
    tier: str
    form: str
    address: str
    place: tuple[float, float] | None
    area: int
    opened_on: date
    accepted_from: int | None


def _opened(random: Random) -> date:
    """Most rooms are old; some opened within the demo periods, so that their number grows."""
    start = HALVES[0].as_of - timedelta(days=183)
    if random.random() < profile.OPENED_LATE:
        return start + timedelta(days=random.randrange((HALVES[-1].as_of - start).days - 20))
    return _FIRST_OPENED + timedelta(days=random.randrange((start - _FIRST_OPENED).days))


def _accepted(random: Random, quality: float) -> int | None:
    if random.random() < 0.1:
        return None
    return 0 if random.random() < 0.52 + 0.2 * quality else random.randint(1, 8)


def _address(region_code: str, random: Random) -> str:
    return f"{region_name(region_code)}{random.choice(_ROADS)}{random.randint(1, 298)}号"


def _box(region_code: str) -> Box:
    return EXTENT if region_code == CITY_CODE else BY_CODE[region_code].box


def _centre(region_code: str, opened_on: str, tier: str) -> Room:
    random = stream("centre", region_code)
    seat = CITY_SEAT if region_code == CITY_CODE else BY_CODE[region_code].seat
    place = inside(_box(region_code), (seat[0] + random.uniform(-0.01, 0.01), seat[1] + random.uniform(-0.01, 0.01)))
    area = random.randrange(2800, 4200, 20) if region_code == CITY_CODE else random.randrange(400, 1400, 10)
    name = f"{region_name(region_code)}离退休干部党建活动中心"
    address = _address(region_code, random)
    return Room(name, tier, "专门建立", address, place, area, date.fromisoformat(opened_on), 0)


def _room(unit: CityUnit, tier: str) -> Room:
    random = stream("room", tier, unit.name)
    shared = tier == "共享活动室"
    near = (unit.place[0] + random.gauss(0, _SPREAD), unit.place[1] + random.gauss(0, _SPREAD))
    place = None if random.random() < profile.NO_COORDINATES else inside(_box(unit.region_code), near, margin=0.03)
    return Room(
        name=f"{unit.short_name}{'共享活动室' if shared else '老干部活动室'}",
        tier=tier,
        form=random.choice(("共享", "一室多用", "一室多用") if shared else ("固定", "固定", "一室多用")),
        address=_address(unit.region_code, random),
        place=place,
        area=random.randrange(60, 260, 2) if shared else random.randrange(30, 160, 2),
        opened_on=_opened(random),
        accepted_from=_accepted(random, profile.QUALITY[unit.region_code]),
    )


def _shares_room(unit: CityUnit) -> bool:
    public = unit.level in ("乡镇街道", "社区") or (unit.nature == "学校" and unit.level == "市直")
    return public and stream("shared room", unit.name).random() < profile.SHARED_ROOM_SHARE


@cache
def rooms(region_code: str) -> tuple[Room, ...]:
    """All venues of an office, the centre first; names are unique within the office."""
    return tuple(_rooms(region_code))


def _rooms(region_code: str) -> Iterator[Room]:
    if region_code == CITY_CODE:
        yield _centre(CITY_CODE, profile.CITY_CENTRE_OPENED, "市级中心")
    elif opened_on := profile.CENTRE_OPENED.get(BY_CODE[region_code].short_name):
        yield _centre(region_code, opened_on, "区县级中心")
    units = units_by_region()[region_code]
    yield from (_room(unit, "共享活动室") for unit in units if _shares_room(unit))
    with_branch = {branch.unit.name for branch in branches(region_code)}
    for unit in units:
        if unit.name in with_branch and stream("own room", unit.name).random() < profile.OWN_ROOM_SHARE:
            yield _room(unit, "支部自有")


def _norm_ok(room: Room, half: Half) -> str:
    if room.accepted_from is None:
        return "未评"
    return "是" if half.index >= room.accepted_from else "否"


def _use(room: Room, region_code: str, half: Half) -> dict[str, object]:
    """Rooms, capacity, upgrades and money; sessions and attendances of the period."""
    steady = stream("use", region_code, room.name)
    upgraded = [
        item.starts + timedelta(days=steady.randrange(150)) for item in HALVES if steady.random() < profile.UPGRADED
    ]
    known = [day for day in upgraded if room.opened_on < day <= half.as_of]
    now = stream("use", region_code, room.name, half.id)
    if room.opened_on >= half.starts:
        spent = now.uniform(*profile.INVEST_NEW)
    else:
        spent = now.uniform(*(profile.INVEST_UPGRADE if known and known[-1] >= half.starts else profile.INVEST_USUAL))
    effort = profile.effort(region_code, half.index)
    level = effort * (profile.CITY_INVEST if region_code == CITY_CODE else 1.0)
    sessions = round(effort * steady.uniform(8, 30) * (2.5 if room.tier.endswith("中心") else 1.0))
    capacity = round(room.area / steady.uniform(1.8, 2.6))
    return {
        "rooms_n": max(1, round(room.area / 60)),
        "capacity_n": capacity,
        "upgraded_on": known[-1] if known else None,
        "invest_yuan": round(room.area * spent * level / 100) * 100,
        "sessions_n": sessions,
        "person_times_n": round(sessions * min(capacity, 60) * now.uniform(0.25, 0.8)),
    }


def venue_rows(region_code: str, half: Half) -> list[dict[str, object]]:
    """Rows of the 活动阵地 sheet: what was open at the end of the period. Coordinates are WGS-84."""
    return [
        {
            "name": room.name,
            "tier": room.tier,
            "form": room.form,
            "address": room.address,
            "lng": room.place[0] if room.place else None,
            "lat": room.place[1] if room.place else None,
            "crs": "WGS84",
            "area_sqm": room.area,
            "opened_on": room.opened_on,
            "norm_ok": _norm_ok(room, half),
        }
        | ({} if region_code in profile.LEFT_OUT["venues"] else _use(room, region_code, half))
        for room in rooms(region_code)
        if room.opened_on <= half.as_of
    ]
