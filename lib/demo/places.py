"""Where the branches meet, and how far that is from the nearest venue."""

from collections.abc import Callable
from datetime import date
from functools import cache
from math import asin, cos, radians, sin, sqrt

from lib.demo import profile
from lib.demo.branches import Branch, branches
from lib.demo.districts import BY_CODE, CITY_CODE, EXTENT, REGION_CODES, inside, stream
from lib.demo.timeline import HALVES, Half
from lib.demo.venues import rooms

Point = tuple[float, float]

_EARTH_RADIUS = 6_371_008.8  # metres


def place(branch: Branch) -> Point:
    """Longitude and latitude (WGS-84) near the branch's unit, or near the office's venue where it meets; inside the
    district."""
    region_code = branch.unit.region_code
    random = stream("branch place", region_code, branch.name)
    lng, lat = branch.unit.place
    if random.random() < profile.MEETS_AT_VENUE:
        known = [room.place for room in rooms(region_code) if room.place and room.opened_on <= HALVES[0].as_of]
        lng, lat = min(known, key=_apart(branch.unit.place), default=(lng, lat))
    box = EXTENT if region_code == CITY_CODE else BY_CODE[region_code].box
    spread = profile.BRANCH_SPREAD
    return inside(box, (lng + random.gauss(0, spread), lat + random.gauss(0, spread)), margin=0.03)


def _apart(point: Point) -> Callable[[Point], float]:
    """The squared distance to a point in degrees of latitude: enough to sort by."""
    lng, lat = point
    squeeze = cos(radians(lat))
    return lambda other: ((other[0] - lng) * squeeze) ** 2 + (other[1] - lat) ** 2


def metres(start: Point, end: Point) -> float:
    """Great-circle distance."""
    (lng1, lat1), (lng2, lat2) = ((radians(lng), radians(lat)) for lng, lat in (start, end))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lng2 - lng1) / 2) ** 2
    return 2 * _EARTH_RADIUS * asin(sqrt(half))


def venue_distance(branch: Branch, half: Half) -> int:
    """Metres to the nearest venue open at the end of the period, to the next ten."""
    known = _nearest(branch.unit.region_code)[branch.name]
    return next(distance for distance, opened_on in known if opened_on <= half.as_of)


@cache
def _nearest(region_code: str) -> dict[str, tuple[tuple[int, date], ...]]:
    """By branch: distance and opening date of the venues that were once its nearest, nearest first."""
    return {branch.name: _candidates(place(branch)) for branch in branches(region_code)}


def _candidates(point: Point) -> tuple[tuple[int, date], ...]:
    apart = _apart(point)
    found: list[tuple[int, date]] = []
    for where, opened_on in sorted(_open_rooms(), key=lambda room: apart(room[0])):
        if not found or opened_on < min(day for _, day in found):
            found.append((round(metres(point, where), -1), opened_on))
        if found[-1][1] <= HALVES[0].as_of:
            break
    return tuple((int(distance), day) for distance, day in found)


@cache
def _open_rooms() -> tuple[tuple[Point, date], ...]:
    return tuple((room.place, room.opened_on) for code in REGION_CODES for room in rooms(code) if room.place)
