"""A number beside its target, a district beside the median of all, two sorts of districts beside each other."""

import database_fixtures as given
import pytest
from database_fixtures import CITY, A, B, C
from sqlalchemy import insert

from lib import schema
from lib.filters import Filters
from lib.measure import beside_median, beside_target, open_snapshot, parted_by

NOW = Filters("2025H2")


@pytest.fixture
def engine():
    return given.empty()


def aim(engine, key, lo, *, op=">=", hi=None, per=None):
    row = {"indicator_key": key, "op": op, "value_lo": lo, "value_hi": hi, "per": per, "source_doc": "会议要求"}
    with engine.begin() as connection:
        connection.execute(insert(schema.target).values(row))


def against(engine, key, by=None, filters=NOW):
    found = beside_target(open_snapshot(engine), [key], filters, by)
    return {item.now.group: (item.difference, item.met) for item in found}


# ---- targets ---------------------------------------------------------------------------------------------------------


def liaisons(engine, region, have, lack):
    given.send_branches(engine, region, *[{"liaison_n": 1}] * have, *[{"liaison_n": 0}] * lack)


@pytest.mark.parametrize(("have", "difference", "met"), [(1, -25, False), (2, 0, True), (3, 25, True)])
def test_a_rate_is_below_at_or_above_its_target(engine, have, difference, met):
    """Of four branches one, two or three have a liaison; half of them should."""
    aim(engine, "liaison_rate", 50)
    liaisons(engine, A, have, 4 - have)
    assert against(engine, "liaison_rate") == {None: (difference, met)}


@pytest.mark.parametrize(("count", "difference", "met"), [(1, -1, False), (2, 0, True), (3, 0, True), (4, 1, False)])
def test_a_number_has_to_lie_between_the_two_ends_of_a_range(engine, count, difference, met):
    aim(engine, "branch_total", 2, op="区间", hi=3)
    given.send_branches(engine, A, *[{}] * count)
    assert against(engine, "branch_total") == {None: (difference, met)}


def test_a_number_without_a_target_is_neither_met_nor_missed(engine):
    given.send_branches(engine, A, {})
    [found] = beside_target(open_snapshot(engine), ["branch_total"], NOW)
    assert (found.target, found.difference, found.met) == (None, None, None)


def test_what_is_missing_or_approximate_is_not_held_against_a_target(engine):
    aim(engine, "branch_total", 1)
    aim(engine, "member_total", 1)
    about = {"row_key": 1, "field": "retired_n", "precision": "约数", "lo": 9, "hi": 11}
    given.send_branches(engine, A, {"retired_n": 10}, notes=(about,))
    assert against(engine, "member_total")[None] == (None, None)
    assert against(engine, "branch_total", "district")["乙区"] == (None, None)


def test_a_target_of_the_city_is_none_of_a_district(engine):
    aim(engine, "branch_total", 5, per="全市")
    given.send_branches(engine, A, {})
    assert against(engine, "branch_total") == {None: (-4, False)}
    assert against(engine, "branch_total", "district")["甲区"] == (None, None)
    assert against(engine, "branch_total", filters=Filters("2025H2", districts=(A,))) == {None: (None, None)}


# ---- median and place ------------------------------------------------------------------------------------------------


def place(engine, key):
    found = beside_median(open_snapshot(engine), [key], NOW)
    return {item.now.group: (item.rank, item.ranked) for item in found if item.now.value is not None}


def test_equal_rates_share_a_place_and_the_city_s_own_units_have_none(engine):
    """10 of 10, 5 of 10 and 5 of 10: first, second and second of three."""
    for region, have in ((A, 10), (B, 5), (C, 5), (CITY, 10)):
        liaisons(engine, region, have, 10 - have)
    assert place(engine, "liaison_rate") == {"甲区": (1, 3), "乙区": (2, 3), "丙县": (2, 3), "市直": (None, 3)}


def test_where_fewer_is_better_the_lowest_rate_comes_first(engine):
    for region, vacant in ((A, 1), (B, 0)):
        rows = [{"secretary_status": "空缺"}] * vacant + [{"secretary_status": "在岗"}] * (10 - vacant)
        given.send_branches(engine, region, *rows)
    assert place(engine, "branch_secretary_vacant_rate") == {"甲区": (2, 2), "乙区": (1, 2)}


def test_a_rate_on_fewer_than_ten_is_shown_and_not_ranked(engine):
    liaisons(engine, A, 9, 0)
    liaisons(engine, B, 5, 5)
    assert place(engine, "liaison_rate") == {"甲区": (None, 1), "乙区": (1, 1)}


def test_a_plain_count_is_not_ranked_because_it_grows_with_the_district(engine):
    given.send_branches(engine, A, {"secretary_status": "空缺"})
    assert place(engine, "branch_secretary_vacant") == {"甲区": (None, 0)}


# ---- two sorts of districts ------------------------------------------------------------------------------------------


def test_merged_districts_stand_beside_the_others_and_an_unknown_one_in_neither(engine):
    for region, mode, have in ((A, "归并组织部门", 2), (B, "独立设置", 4), (C, None, 6)):
        given.send(engine, "committee", region, {schema.work_committee: [{"org_mode": mode}]})
        liaisons(engine, region, have, 10 - have)
    [found] = parted_by(open_snapshot(engine), ["liaison_rate"], "committee_merged_count", NOW)
    assert (found.marked, found.marked_districts) == (20, 1)
    assert (found.others, found.other_districts) == (40, 1)
