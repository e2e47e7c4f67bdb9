"""The invented borders: one sheet of land without gap or overlap, and every venue in its own district."""

import json
from collections import Counter
from itertools import pairwise

import pytest

from lib.demo import boundaries, venues
from lib.demo.districts import DISTRICTS
from lib.demo.units import units_by_region
from lib.maps.geometry import contains
from lib.settings import DEMO_BOUNDARIES

Point = tuple[float, float]


@pytest.fixture(scope="module")
def shipped() -> dict[str, list[list[Point]]]:
    """The rings of each district of the shipped file."""
    features = json.loads(DEMO_BOUNDARIES.read_text(encoding="utf-8"))["features"]
    return {
        item["properties"]["region_code"]: [list(map(tuple, ring)) for ring in item["geometry"]["coordinates"]]
        for item in features
    }


def area(ring: list[Point]) -> float:
    """Positive where the ring runs anticlockwise."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring)) / 2


def sides(shapes: dict[str, list[list[Point]]]) -> Counter[tuple[Point, Point]]:
    return Counter(side for rings in shapes.values() for ring in rings for side in pairwise(ring))


def test_the_shipped_file_is_what_the_generator_writes():
    told = "write it anew: python -c 'from lib.demo.boundaries import write; write()'"
    assert DEMO_BOUNDARIES.read_text(encoding="utf-8") == boundaries.text(), told


def test_there_is_a_shape_for_every_district_in_official_order(shipped):
    assert list(shipped) == [item.code for item in DISTRICTS]


def test_the_file_is_small(shipped):
    assert DEMO_BOUNDARIES.stat().st_size <= 150_000


def test_every_ring_is_closed_and_runs_anticlockwise(shipped):
    for rings in shipped.values():
        assert all(ring[0] == ring[-1] for ring in rings)
        assert area(rings[0]) > 0


def test_a_border_is_walked_once_from_each_side(shipped):
    """No side is walked twice in one direction, and what is walked from one side only is the rim of the city."""
    walked = sides(shipped)
    assert max(walked.values()) == 1
    rim = {start: end for start, end in walked if (end, start) not in walked}
    first = corner = next(iter(rim))
    ring = [first]
    while (corner := rim.pop(corner)) != first:
        ring.append(corner)
    assert rim == {}, "the rim is one ring: there is no gap inside"
    whole = area([*ring, first])
    assert whole == pytest.approx(sum(area(piece) for rings in shipped.values() for piece in rings))


def test_no_ring_crosses_itself(shipped):
    for rings in shipped.values():
        for ring in rings:
            assert max(Counter(ring[:-1]).values()) == 1
            assert crossings(ring) == 0


def crossings(ring: list[Point]) -> int:
    """Pairs of sides that cut each other; sides that share a corner do not."""
    pieces = sorted((min(a[0], b[0]), max(a[0], b[0]), a, b) for a, b in pairwise(ring))
    found, active = 0, []
    for west, east, a, b in pieces:
        active = [piece for piece in active if piece[0] >= west]
        found += sum(cut(a, b, c, d) for _, c, d in active)
        active.append((east, a, b))
    return found


def cut(a: Point, b: Point, c: Point, d: Point) -> bool:
    def side(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    if {a, b} & {c, d}:
        return False
    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


@pytest.mark.parametrize("district", DISTRICTS, ids=lambda item: item.code)
def test_every_venue_and_unit_lies_in_its_own_district(shipped, district):
    places = [room.place for room in venues.rooms(district.code) if room.place]
    places += [unit.place for unit in units_by_region()[district.code]]
    assert [place for place in places if not contains([shipped[district.code]], place)] == []


def test_the_borders_wind(shipped):
    """A box has five points; the smallest of these districts has some dozens, and the sizes differ widely."""
    assert min(len(rings[0]) for rings in shipped.values()) > 50
    sizes = sorted(area(rings[0]) for rings in shipped.values())
    assert sizes[-1] > 10 * sizes[0]
