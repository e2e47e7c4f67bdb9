"""Where to open rooms: on a line of a few branches it can be checked in the head, and against every choice there is."""

from itertools import combinations
from types import SimpleNamespace

import database_fixtures as given
import numpy as np
import pytest
from database_fixtures import CITY, A, B
from hypothesis import given as supposing
from hypothesis import settings
from hypothesis import strategies as some

from lib import database
from lib.access import Scope
from lib.errors import FilterError
from lib.filters import Filters
from lib.maps.geometry import metres
from lib.maps.venues import Venue
from lib.measure import measure, open_snapshot
from lib.whatif import siting, siting_optimum
from lib.whatif.siting import Demand, Site, Sites, Weight, count, lay_out, plan
from lib.whatif.siting_optimum import Ground, Optimum, best, ordered

NOW = Filters("2025H2")
APART = 0.001  # degrees of latitude: 111 m


def branch(key: str, steps: float | None, members: int | None = 10) -> Demand:
    """A branch so many hundred metres (111 m, to be exact) up a line; None: without a position."""
    return Demand(key, A, f"支部{key}", members, None if steps is None else (83.0, 39.0 + APART * steps))


def site(key: str, steps: float | None, *, sure: bool = True) -> Site:
    point = None if steps is None else (83.0, 39.0 + APART * steps)
    return Site(key, A, f"备选点{key}", "社区场所", None, None, point, sure, None, None, None)


def venue(steps: float, *, sure: bool = True) -> Venue:
    return Venue("V", A, "活动室", "共享活动室", "共享", (83.0, 39.0 + APART * steps), sure, None, None, None, None)


def line(branches: list[Demand], candidates: list[Site], *venues: Venue, radius: int = 1000) -> siting.Layout:
    return lay_out(Sites(tuple(branches), venues, tuple(candidates)), radius)


def opened(found: siting.Plan) -> list[str]:
    return [room.site.id for room in found.rooms]


def ids(branches) -> list[str]:
    return [one.id for one in branches]


# ---- what is chosen --------------------------------------------------------------------------------------------------

# Two crowds of 30 and 20 members with a candidate each, and one between them that reaches half of both.
LEFT = [branch("l1", 0, 15), branch("l2", 5, 15)]
RIGHT = [branch("r1", 20, 10), branch("r2", 25, 10)]
AROUND = [site("left", 0), site("middle", 12.5), site("right", 25)]


def test_one_room_goes_where_most_members_come_near_and_two_reach_everybody():
    layout = line(LEFT + RIGHT, AROUND)
    assert opened(plan(layout, 1)) == ["left"]
    both = plan(layout, 2)
    assert opened(both) == ["left", "right"]
    assert [count(room.reached).members for room in both.rooms] == [30, 20]
    assert [(step.rooms, step.value, step.proven) for step in both.curve] == [
        (0, 0, True),
        (1, 30, True),
        (2, 50, True),
    ]


def test_taking_the_best_room_first_would_reach_fewer():
    """The middle reaches 18 of 24, any end 12; but the two ends together reach all."""
    ground = Ground([(9, (0, 1)), (9, (1, 2)), (3, (0,)), (3, (2,))], 3)
    assert best(ground, 1) == Optimum((1,), 18, 18)
    assert best(ground, 2) == Optimum((0, 2), 24, 24)


def test_branches_may_count_alike_whatever_their_size():
    layout = line(
        [branch("large", 0, 99), branch("small", 30, 3), branch("tiny", 35, 3)], [site("a", 0), site("b", 33)]
    )
    assert opened(plan(layout, 1)) == ["a"]
    assert opened(plan(layout, 1, Weight.BRANCHES)) == ["b"]


def test_a_branch_with_a_venue_near_is_not_gained_again():
    layout = line(LEFT + RIGHT, AROUND, venue(2))
    assert ids(layout.near) == ["l1", "l2"]
    found = plan(layout, 1)
    assert opened(found) == ["right"]
    assert found.last.value == 20


def test_the_radius_itself_is_within():
    far = metres((83.0, 39.0), (83.0, 39.0 + APART * 9))  # 1,000.76 m
    assert 1000 < far < 1001
    assert ids(line([branch("b", 0)], [site("s", 9)], radius=1001).unreachable) == []
    assert ids(line([branch("b", 0)], [site("s", 9)], radius=1000).unreachable) == ["b"]
    assert ids(line([branch("b", 0)], [], venue(9), radius=1001).near) == ["b"]
    assert ids(line([branch("b", 0)], [], venue(9), radius=1000).near) == []


def test_every_branch_is_said_to_be_somewhere():
    branches = [*LEFT, *RIGHT, branch("lonely", 90), branch("unknown", None, 7), branch("unsaid", 26, None)]
    layout = line(branches, AROUND, venue(-3))
    found = plan(layout, 1)
    assert ids(layout.near) == ["l1", "l2"]
    assert ids(found.gained) == ["r1", "r2", "unsaid"]
    assert ids(layout.unreachable) == ["lonely"]
    assert ids(layout.unplaced) == ["unknown"]
    assert count(found.gained) == siting.Count(3, 20, 1)
    parts = (*layout.near, *found.gained, *found.left, *layout.unreachable, *layout.unplaced)
    assert sorted(ids(parts)) == sorted(ids(branches))


def test_positions_of_an_unknown_system_reach_nobody():
    layout = line(LEFT, [site("s", 0, sure=False), site("t", None)], venue(0, sure=False))
    assert (layout.near, layout.numbers) == ((), {})
    assert ids(layout.unreachable) == ["l1", "l2"]
    assert plan(layout, 3).rooms == ()


def test_fewer_rooms_are_opened_where_more_would_reach_nobody_else():
    found = plan(line(LEFT, AROUND), 3)
    assert opened(found) == ["left"]
    assert [step.value for step in found.curve] == [0, 30, 30, 30]


def test_of_equal_sites_the_first_by_id_is_taken_whatever_the_order_of_rows():
    twins = [site("c", 0), site("a", 1), site("b", 2)]
    assert opened(plan(line(LEFT, twins), 1)) == opened(plan(line(LEFT, twins[::-1]), 1)) == ["a"]


def test_a_site_gives_way_to_an_equal_one_of_a_lower_number_even_if_it_was_taken_first():
    """The last reaches 6 of 7 at once, yet the first two reach all as well."""
    assert best(Ground([(4, (0, 2)), (2, (1, 2)), (1, (0, 1))], 3), 2) == Optimum((0, 1), 7, 7)


# ---- forced and forbidden --------------------------------------------------------------------------------------------


def test_a_forced_or_forbidden_site_costs_what_the_best_choice_loses_by_it():
    layout = line(LEFT + RIGHT, AROUND)
    found = plan(layout, 1, forced=["right"])
    assert (opened(found), found.rooms[0].forced) == (["right"], True)
    assert [(cost.site.id, cost.forced, cost.lost) for cost in found.costs] == [("right", True, 10)]
    found = plan(layout, 2, forbidden=["left"])
    assert opened(found) == ["middle", "right"]  # half of both crowds, then the other half of the right one
    assert [(cost.site.id, cost.forced, cost.lost) for cost in found.costs] == [("left", False, 15)]
    found = plan(layout, 2, forced=["middle"], forbidden=["left", "right"])
    assert (found.last.value, found.lost) == (25, 25)
    assert {cost.site.id: cost.lost for cost in found.costs} == {"middle": 10, "left": 15, "right": 10}


@pytest.mark.parametrize(
    ("rooms", "options", "words"),
    [
        (0, {}, "1～20个"),
        (21, {}, "1～20个"),
        (1, {"forced": ["left", "right"]}, "必选的备选点有2个"),
        (2, {"forced": ["left"], "forbidden": ["left"]}, "备选点left”不能既必选又排除"),
        (1, {"forced": ["nowhere"]}, "不存在"),
        (1, {"forbidden": ["t"]}, "备选点t”没有可靠的坐标"),
    ],
)
def test_what_cannot_be_is_refused_in_words(rooms, options, words):
    layout = line(LEFT + RIGHT, [*AROUND, site("t", None)])
    with pytest.raises(FilterError, match=words):
        plan(layout, rooms, **options)


def test_a_radius_out_of_range_is_refused_in_words():
    with pytest.raises(FilterError, match="100～20,000米"):
        line(LEFT, AROUND, radius=50)


def test_progress_is_told_from_the_first_program_to_the_last():
    told = []
    plan(line(LEFT + RIGHT, AROUND), 2, forbidden=["left"], progress=lambda done, total: told.append((done, total)))
    assert told == [(done, 5) for done in range(6)]  # 0, 1, 2 rooms; free; without the left


# ---- proven or not ---------------------------------------------------------------------------------------------------


def test_what_was_not_proven_in_time_says_how_far_it_may_be_from_the_best(monkeypatch):
    """Taking the best first reaches 21 of 24; the solver gave up with a bound of 23."""
    late = SimpleNamespace(x=None, status=1, mip_dual_bound=-23.0)
    monkeypatch.setattr(siting_optimum, "milp", lambda *args, **options: late)
    found = best(Ground([(9, (0, 1)), (9, (1, 2)), (3, (0,)), (3, (2,))], 3), 2)
    assert (found.value, found.bound, found.proven) == (21, 23, False)
    assert found.gap == pytest.approx(2 / 21)


def test_the_solver_goes_on_while_one_member_may_still_be_gained(monkeypatch):
    """It stops at a share of the whole, and unless told at one that would be several members of a city."""
    asked = []
    solve = siting_optimum.milp
    monkeypatch.setattr(
        siting_optimum, "milp", lambda *args, **rest: asked.append(rest["options"]) or solve(*args, **rest)
    )
    ground = Ground([(9000, (0, 1)), (9000, (1, 2)), (3000, (0,)), (3001, (2,))], 3)
    assert best(ground, 2).chosen == (0, 2)
    assert [options["mip_rel_gap"] * ground.whole < 1 for options in asked] == [True]


GROUNDS = some.lists(some.tuples(some.integers(0, 9), some.frozensets(some.integers(0, 5), max_size=4)), max_size=9)
SITES = some.frozensets(some.integers(0, 5), max_size=2)


@settings(deadline=None)
@supposing(GROUNDS, some.integers(0, 6), SITES, SITES)
def test_no_other_choice_reaches_more(groups, rooms, forced, forbidden):
    ground, forbidden = Ground([(weight, tuple(options)) for weight, options in groups], 6), forbidden - forced
    rooms = max(rooms, len(forced))
    found = best(ground, rooms, forced=forced, forbidden=forbidden)
    allowed = set(range(6)) - forbidden
    every = [set(one) for size in range(rooms + 1) for one in combinations(sorted(allowed), size) if forced <= set(one)]
    reached = max(sum(weight for weight, options in groups if options & one) for one in every)
    assert (found.value, found.proven) == (reached, True)
    assert set(found.chosen) in every
    assert sum(weight for weight, options in groups if options & set(found.chosen)) == reached
    assert sum(gain for _, gain in ordered(ground, found.chosen)) == reached
    for site in set(found.chosen) - forced:
        others = set(found.chosen) - {site}
        assert ground.value(others) < reached  # none is opened for nothing
        assert all(ground.value({*others, lower}) < reached for lower in allowed - others if lower < site)


@settings(deadline=None, max_examples=30)
@supposing(some.lists(some.tuples(some.floats(0, 60), some.integers(0, 40)), max_size=12), some.randoms())
def test_the_order_of_rows_changes_nothing(placed, random):
    branches = [branch(str(number), steps, members) for number, (steps, members) in enumerate(placed)]
    candidates = [site(f"s{number}", 7 * number) for number in range(8)]
    first = plan(line(branches, candidates), 3)
    random.shuffle(branches)
    random.shuffle(candidates)
    again = plan(line(branches, candidates), 3)
    assert opened(again) == opened(first)
    assert [step.value for step in again.curve] == [step.value for step in first.curve]
    assert sorted(ids(again.left)) == sorted(ids(first.left))


def test_many_branches_are_measured_in_parts_like_few():
    branches = [branch(str(number), number % 40) for number in range(1100)]
    layout = line(branches, AROUND, venue(0))
    points = np.array([one.point for one in branches])
    away = metres(points, np.array((83.0, 39.0)))
    assert layout.away == pytest.approx(away.tolist())
    assert len(layout.near) == (away <= 1000).sum()


# ---- what it is reckoned from ----------------------------------------------------------------------------------------

HERE = {"lng": 83.0, "lat": 39.0, "crs": "WGS84"}


@pytest.fixture
def city():
    engine = given.empty()
    given.send_branches(
        engine,
        A,
        HERE | {"name": "第一支部", "retired_n": 12, "unit_id": "U1"},
        HERE | {"name": "合唱团", "setting_form": "非建制功能型", "retired_n": 30, "unit_id": "U1"},
        {"name": "总支", "org_kind": "党总支"},
        {"lng": 83.0, "lat": 39.0, "retired_n": None, "unit_id": "U2"},
    )
    given.send_branches(engine, B, HERE)
    given.send_rows(engine, "venues", B, HERE | {"name": "乙区活动室"}, {"state": "在建", "name": "工地"})
    given.send_rows(engine, "candidates", A, HERE | {"kind": "社区场所", "cost_yuan": 50000})
    given.send_rows(engine, "candidates", CITY, {"candidate_id": "T", "lng": 83.0, "lat": 39.0})
    return open_snapshot(engine)


def test_the_branches_are_those_counted_and_their_members_too(city):
    found = siting.sites(city, Filters("2025H2", districts=(A,)))
    assert [(one.name, one.members, one.point) for one in found.branches] == [
        ("第一支部", 12, (83.0, 39.0)),
        ("合唱团", 0, (83.0, 39.0)),  # its members are counted in their own branches
        ("支部", None, None),  # a position of an unknown system is none
    ]


def test_rooms_and_candidates_of_other_districts_count_as_far_as_they_may_be_seen(city):
    found = siting.sites(city, Filters("2025H2", districts=(A,), natures=("机关",)))
    assert len(found.branches) == 2
    assert [one.name for one in found.venues] == ["乙区活动室"]
    assert [(one.id, one.usable, one.cost) for one in found.candidates] == [("S", True, 50000), ("T", False, None)]
    own = siting.sites(city, NOW, Scope(frozenset({A})))
    assert ([one.region_code for one in own.branches], own.venues) == ([A] * 3, ())
    assert [one.id for one in own.candidates] == ["S"]


def test_the_members_of_the_demo_city_are_all_somewhere(demo_url):
    snapshot = open_snapshot(database.reader(demo_url))
    layout = lay_out(siting.sites(snapshot, NOW))
    found = plan(layout, 5)
    parts = (*layout.near, *found.gained, *found.left, *layout.unreachable, *layout.unplaced)
    (total,) = measure(snapshot, ["member_total"], NOW)
    assert count(parts).members == total.value
    assert found.last.proven
    assert found.last.value == count(found.gained).members > 400
    remote = [one for one in layout.sites.candidates if one.name.endswith("养老服务站")]
    assert len(remote) > 10
    assert not {one.id for one in remote} & set(found.last.chosen)
