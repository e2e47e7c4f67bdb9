"""Now against then of the same offices and units: who is left out, and the two numbers that are left."""

import database_fixtures as given
import pytest
from database_fixtures import CITY, A, B, C

from lib import schema
from lib.access import Scope
from lib.filters import Filters
from lib.measure import compare, measure, open_snapshot
from lib.speech import changes

NOW = Filters("2025H2")


@pytest.fixture
def engine():
    return given.empty()


def visits(engine, region, period="2025H2", **people):
    """People visited, by unit; None is 缺报."""
    rows = [{"unit_id": unit, "visit_people_n": number} for unit, number in people.items()]
    given.send(engine, "support", region, {schema.support: rows}, period=period)


def partly(engine):
    """甲区 went from 10 + 20 to 12 and a unit that has not reported; 乙区 from 5 to 6."""
    visits(engine, A, "2024H2", U1=10, U2=20)
    visits(engine, A, U1=12, U2=None)
    visits(engine, B, "2024H2", U4=5)
    visits(engine, B, U4=6)


def found(engine, key, by=None, filters=NOW):
    return compare(open_snapshot(engine), [key], filters, by)


def test_a_unit_that_has_not_reported_is_left_out_on_both_sides(engine):
    """18 against 15, not 18 against 35."""
    partly(engine)
    [one] = found(engine, "visit_people")
    assert (one.now.value, one.then.value) == (18, 35)
    assert [side.value for side in one.alike] == [18, 15]
    assert (one.difference, one.growth, one.without) == (3, 20, ("甲区中心医院",))
    assert one.note == "部分缺报的未计入增减"


def test_a_district_by_itself_is_compared_without_that_unit(engine):
    partly(engine)
    own, other, *_ = found(engine, "visit_people", "district")
    assert (own.difference, own.growth, own.without) == (2, 20, ("甲区中心医院",))
    assert (other.difference, other.without, other.note) == (1, (), "")


def test_a_unit_that_was_silent_then_is_left_out_too(engine):
    visits(engine, A, "2024H2", U1=10, U2=None)
    visits(engine, A, U1=12, U2=20)
    [one] = found(engine, "visit_people", filters=Filters("2025H2", districts=(A,)))
    assert (one.difference, one.without) == (2, ("甲区中心医院",))


def test_in_a_partly_reporting_district_a_unit_without_a_row_is_left_out_too(engine):
    """Of 10 + 20 then the 20 have no row now, and a community has an empty one."""
    visits(engine, A, "2024H2", U1=10, U2=20)
    visits(engine, A, U1=12, U3=None)
    [one] = found(engine, "visit_people", filters=Filters("2025H2", districts=(A,)))
    assert (one.difference, one.without) == (2, ("甲区中心医院", "甲区东街社区"))


def test_a_chosen_unit_that_is_silent_on_one_side_cannot_be_compared(engine):
    partly(engine)
    [one] = found(engine, "visit_people", filters=Filters("2025H2", units=("U2",)))
    assert (one.difference, one.growth) == (None, None)
    [two] = found(engine, "visit_people", filters=Filters("2025H2", units=("U1", "U2")))
    assert (two.difference, two.without) == (2, ("甲区中心医院",))
    [rest] = found(engine, "visit_people", filters=Filters("2025H2", units=("U1",), units_excluded=True))
    assert (rest.difference, rest.without) == (1, ("甲区",))


def test_each_unit_stands_beside_itself_and_the_silent_one_beside_nothing(engine):
    partly(engine)
    units = {one.now.group: (one.difference, one.without) for one in found(engine, "visit_people", "unit")}
    assert units["甲区教育局"] == (2, ())
    assert units["甲区中心医院"] == (None, ("甲区中心医院",))


def test_a_district_with_no_unit_left_is_left_out_as_a_whole(engine):
    visits(engine, A, "2024H2", U1=10)
    visits(engine, A, U1=None)
    visits(engine, B, "2024H2", U4=5)
    visits(engine, B, U4=6)
    [one] = found(engine, "visit_people")
    assert (one.difference, one.without, one.note) == (1, ("甲区",), "部分缺报的未计入增减")
    own, *_ = found(engine, "visit_people", "district")
    assert (own.difference, own.without, own.note) == (None, ("甲区",), "部分缺报，不可比")


def test_a_silent_row_of_no_known_unit_leaves_out_its_district(engine):
    visits(engine, A, "2024H2", U1=10)
    visits(engine, B, "2024H2", U4=5)
    given.send_visits(engine, A, 12, None)
    visits(engine, B, U4=6)
    [one] = found(engine, "visit_people")
    assert (one.difference, one.without) == (1, ("甲区",))


def test_a_ledger_without_units_leaves_out_the_district_that_reported_in_part(engine):
    """丙县 stated July only: 3 against 7 would be a loss that nobody reported."""
    given.send_months(engine, C, {"2024-07": 3, "2024-08": 4}, period="2024H2")
    given.send_months(engine, C, {"2025-07": 3, "2025-08": None})
    given.send_months(engine, B, {"2024-07": 1}, period="2024H2")
    given.send_months(engine, B, {"2025-07": 2})
    [one] = found(engine, "vol_activity_count")
    assert (one.difference, one.growth, one.without) == (1, 100, ("丙县",))


def test_months_leave_out_the_same_offices_so_that_they_add_up_to_the_whole(engine):
    given.send_months(engine, A, {"2024-07": 1, "2024-08": 5}, period="2024H2")
    given.send_months(engine, A, {"2025-07": 3, "2025-08": 4})
    given.send_months(engine, B, {"2025-07": 50})
    [whole] = found(engine, "vol_activity_count")
    months = found(engine, "vol_activity_count", "month")
    assert [one.difference for one in months[:3]] == [2, -1, 0]
    assert sum(one.difference for one in months) == whole.difference == 1
    assert {one.without for one in months} == {("乙区",)}


def test_a_rate_is_compared_without_the_unit_of_a_branch_that_does_not_say(engine):
    """Of 甲区教育局's branches 1 of 2 had a liaison then, 2 of 2 now; one of the hospital's two does not say."""
    for period, liaisons in (("2024H2", (1, 0, 0, 0)), ("2025H2", (1, 1, None, 0))):
        units = ("U1", "U1", "U2", "U2")
        rows = [{"unit_id": unit, "liaison_n": number} for unit, number in zip(units, liaisons, strict=True)]
        given.send_branches(engine, A, *rows, period=period)
    [one] = found(engine, "liaison_rate")
    assert [side.value for side in one.alike] == [100, 50]
    assert (one.difference, one.growth) == (50, None)


def test_with_nobody_left_out_both_sides_are_those_that_are_shown(engine):
    visits(engine, A, "2024H2", U1=10)
    visits(engine, A, U1=12)
    [one] = found(engine, "visit_people", filters=Filters("2025H2", districts=(A,)))
    assert one.alike == (one.now, one.then)
    assert changes.alike(one) == ""


def test_what_an_account_may_not_see_is_not_named(engine):
    partly(engine)
    scope = Scope(regions=frozenset({B}))
    [one] = compare(open_snapshot(engine), ["visit_people"], NOW, scope=scope)
    assert (one.difference, one.without) == (1, ())


# ---- in words --------------------------------------------------------------------------------------------------------


def test_the_two_numbers_and_who_is_left_out_are_said(engine):
    partly(engine)
    [one] = found(engine, "visit_people")
    assert changes.alike(one) == "可比口径18人，往期15人，两期都不含甲区中心医院"
    assert changes.basis([one]) == "增减按可比口径，只有一期报送的和部分缺报的两期都不计入：甲区中心医院"


def rank(engine, period, number):
    row = {"level": "省", "category": "竞赛位次", "kind": "集体", "count_n": 1, "rank_n": number}
    given.send_rows(engine, "awards", CITY, row, period=period)


@pytest.mark.parametrize(("then", "now", "said"), [(2, 1, "上升1位"), (1, 4, "下降3位"), (2, 2, "持平")])
def test_a_place_rises_and_falls_and_does_not_grow(engine, then, now, said):
    rank(engine, "2024H2", then)
    rank(engine, "2025H2", now)
    [one] = found(engine, "prov_rank", filters=Filters("2025H2", districts=(CITY,)))
    assert (changes.moved(one), one.growth) == (said, None)


@pytest.mark.parametrize(
    ("then", "now", "noted"), [((1, 2), (1, 1), False), ((1, 6), (1, 3), True), ((1, 8), (1, 4), False)]
)
def test_a_difference_that_is_not_that_of_the_printed_rates_is_noted(engine, then, now, noted):
    """16.7% to 33.3% is 16.7 points, where the printed rates say 16.6; 12.5% to 25.0% is 12.5 either way."""
    for period, (have, of) in (("2024H2", then), ("2025H2", now)):
        branches = [{"liaison_n": 1}] * have + [{"liaison_n": 0}] * (of - have)
        given.send_branches(engine, A, *branches, period=period)
    [one] = found(engine, "liaison_rate", filters=Filters("2025H2", districts=(A,)))
    assert bool(changes.unrounded(one)) is noted


def test_measured_numbers_stay_what_was_reported(engine):
    partly(engine)
    [plain] = measure(open_snapshot(engine), ["visit_people"], NOW)
    assert (plain.value, plain.partial) == (18, ("甲区",))
