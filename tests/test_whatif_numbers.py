"""The arithmetic of the levers: sizes of divided branches, quotas, money."""

from decimal import Decimal

import pytest
from hypothesis import given as supposing
from hypothesis import strategies as some

from lib.whatif.levers import SMALLEST_LIMIT
from lib.whatif.numbers import FEWEST, by_base, short_of, sizes, topped_up

COUNT = some.integers(0, 400)
DISTRICTS = some.lists(some.tuples(COUNT, COUNT).map(lambda pair: (max(pair), min(pair))), min_size=1, max_size=20)


# ---- dividing --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("members", "limit", "expected"),
    [
        (51, 50, (26, 25)),
        (100, 50, (50, 50)),
        (137, 50, (46, 46, 45)),
        (6, 5, (3, 3)),
        (50, 50, (50,)),
        (0, 50, ()),
    ],
)
def test_a_branch_is_divided_into_as_few_parts_as_the_limit_allows_and_evenly(members, limit, expected):
    assert sizes(members, limit) == expected


@supposing(some.integers(1, 3000), some.integers(SMALLEST_LIMIT, 200))
def test_the_parts_hold_all_members_within_the_limit_and_differ_by_one_at_most(members, limit):
    found = sizes(members, limit)
    assert sum(found) == members
    assert max(found) <= limit
    assert max(found) - min(found) <= 1
    assert len(found) == -(-members // limit)
    assert min(found) >= min(FEWEST, members)


# ---- quotas ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "passed", "base", "expected"),
    [("20", 0, 11, 3), ("20", 2, 10, 0), ("20", 5, 10, 0), ("33.3", 0, 3, 1), ("100", 3, 3, 0), ("20", 0, 0, 0)],
)
def test_what_a_district_lacks_is_rounded_up_and_never_below_nothing(target, passed, base, expected):
    """A fifth of 11 is 2.2: three are needed."""
    assert short_of(Decimal(target), passed, base) == expected


@supposing(some.integers(1, 99), DISTRICTS)
def test_a_higher_target_never_asks_for_less_and_never_for_more_than_there_are(target, districts):
    for base, passed in districts:
        lower, higher = (short_of(Decimal(value), passed, base) for value in (target, target + 1))
        assert 0 <= lower <= higher <= base - passed


@pytest.mark.parametrize(
    ("needed", "bases", "rooms", "expected"),
    [
        (6, (30, 20, 10), (30, 20, 10), (3, 2, 1)),
        (4, (30, 20, 10), (30, 20, 10), (2, 1, 1)),  # 2, 1.33, 0.67
        (6, (30, 20, 10), (1, 20, 10), (1, 3, 2)),  # what the first cannot take: 5 × 2/3 and 5 × 1/3
        (9, (3, 3), (3, 3), (3, 3)),
        (2, (5, 0, 5), (5, 0, 5), (1, 0, 1)),
        (0, (5, 5), (5, 5), (0, 0)),
    ],
)
def test_a_total_is_shared_out_in_proportion_by_largest_remainder(needed, bases, rooms, expected):
    assert by_base(needed, bases, rooms) == expected


@supposing(COUNT, DISTRICTS)
def test_quotas_add_up_to_what_is_needed_and_none_is_above_its_room(needed, districts):
    bases, rooms = zip(*districts, strict=True)
    found = by_base(needed, bases, rooms)
    assert sum(found) == min(needed, sum(rooms))
    assert all(0 <= quota <= room for quota, room in zip(found, rooms, strict=True))


@supposing(COUNT, DISTRICTS)
def test_who_has_the_larger_base_and_no_less_room_never_gets_less(needed, districts):
    bases, rooms = zip(*districts, strict=True)
    quotas = dict(zip(range(len(bases)), by_base(needed, bases, rooms), strict=True))
    for one in quotas:
        for other in quotas:
            if bases[one] > bases[other] and rooms[one] >= rooms[other]:
                assert quotas[one] >= quotas[other]


# ---- money -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("money", "expected"), [("900", "100"), ("1000", "0"), ("1200", "0")])
def test_money_is_topped_up_to_the_standard_and_never_taken_away(money, expected):
    """Ten members at 100 yuan a head."""
    assert topped_up(Decimal(100), Decimal(money), Decimal(10)) == Decimal(expected)
