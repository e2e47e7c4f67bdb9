"""Units: how they are covered and organised, whom they look after, who is to come; and the committees above them."""

import database_fixtures as given
import pytest
from database_fixtures import CITY, A, B, C

from lib import schema
from lib.errors import FilterError
from lib.filters import YEAR_TO_DATE, Filters
from lib.measure import State, measure, open_snapshot, rows

NOW = Filters("2025H2")
THIS_YEAR = Filters("2025H2", YEAR_TO_DATE)


@pytest.fixture
def engine():
    return given.empty()


def one(engine, key, filters=NOW):
    [reading] = measure(open_snapshot(engine), [key], filters)
    return reading


def fraction(engine, key, filters=NOW):
    found = one(engine, key, filters)
    return found.numerator, found.denominator


def told(engine, key):
    """Numerator, denominator and 缺报 cells."""
    found = one(engine, key)
    return found.numerator, found.denominator, found.missing_cells


# --- coverage and mechanisms -----------------------------------------------------------------------------------------


def test_a_unit_without_retired_members_needs_no_coverage(engine):
    """Own, joint and functional cover 3 of 4; one has nobody, one does not say."""
    given.send_rows(engine, "unit_work", A, *({"coverage": kind} for kind in schema.COVERAGES), {"coverage": None})
    assert told(engine, "org_coverage_rate") == (3, 4, 1)


def test_work_reaches_covered_and_uncovered_units(engine):
    stated = (("单独组建", "是"), ("未覆盖", "是"), ("未覆盖", "否"), ("联合组建", None), ("无离退休党员", "是"))
    given.send_rows(engine, "unit_work", A, *({"coverage": kind, "work_contacted": yes} for kind, yes in stated))
    assert told(engine, "work_coverage_rate") == (2, 3, 1)


@pytest.mark.parametrize(
    ("members", "coverage", "built", "lacking"),
    [
        (3, "单独组建", (1, 1), 0),
        (3, "联合组建", (1, 1), 0),
        (3, "功能型覆盖", (0, 1), 0),
        (3, "未覆盖", (0, 1), 1),
        (2, "未覆盖", (0, 0), 0),
    ],
)
def test_from_three_full_members_on_a_branch_is_due(engine, members, coverage, built, lacking):
    given.send_rows(engine, "unit_work", A, {"full_members_n": members, "coverage": coverage})
    assert fraction(engine, "should_build_rate") == built
    assert one(engine, "units_without_branch").value == lacking


def test_a_unit_that_does_not_say_how_many_or_how_is_no_base(engine):
    stated = ((5, "单独组建"), (None, "单独组建"), (5, None))
    given.send_rows(engine, "unit_work", A, *({"full_members_n": n, "coverage": kind} for n, kind in stated))
    assert told(engine, "should_build_rate") == (1, 1, 2)
    assert one(engine, "units_without_branch").missing_cells == 2


def test_members_assigned_are_summed_before_they_are_divided(engine):
    """甲区 1 of 1 and 乙区 0 of 3: a quarter of all, not a half."""
    given.send_rows(engine, "unit_work", A, {"assigned_n": 1, "member_n": 1}, {"assigned_n": None, "member_n": 9})
    given.send_rows(engine, "unit_work", B, {"assigned_n": 0, "member_n": 3}, {"assigned_n": 7, "member_n": None})
    found = one(engine, "member_assigned_rate")
    assert (found.numerator, found.denominator, found.value, found.missing_cells) == (1, 4, 25, 2)


@pytest.mark.parametrize(
    ("key", "column"),
    [
        ("plan_made_rate", "plan_made"),
        ("unit_responsible_rate", "responsible_set"),
        ("dedicated_office_rate", "dedicated_office"),
        ("unit_review_rate", "review_included"),
        ("platform_connected_rate", "platform_connected"),
    ],
)
def test_a_mechanism_is_a_share_of_the_units_that_answered(engine, key, column):
    given.send_rows(engine, "unit_work", A, *({column: answer} for answer in ("是", "否", "是", None)))
    assert told(engine, key) == (2, 3, 1)


def test_a_unit_without_a_branch_plans_no_branch(engine):
    given.send_rows(engine, "unit_work", A, {"plan_made": "是"}, {"plan_made": "否", "coverage": "未覆盖"})
    assert fraction(engine, "plan_made_rate") == (1, 1)


def test_sites_and_groups_online_are_added(engine):
    given.send_rows(engine, "unit_work", A, {"channels_n": 5}, {"channels_n": 0}, {"channels_n": None})
    found = one(engine, "online_channel_count")
    assert (found.value, found.missing_cells) == (5, 1)


# --- members ---------------------------------------------------------------------------------------------------------


def test_the_mean_age_is_weighted_and_shown_for_no_single_unit(engine):
    """Two of 70 and one of 85 are 75 on average, not the mean of two means; a unit without ages is no base."""
    ages = ((2, 140), (1, 85), (9, None), (None, 600))
    listed = [{"member_n": n, "member_age_sum": years, "unit_id": "U1"} for n, years in ages]
    given.send_rows(engine, "units", A, *listed)
    found = one(engine, "member_avg_age")
    assert (found.value, found.denominator, found.missing_cells) == (75, 3, 2)
    [by_unit] = measure(open_snapshot(engine), ["member_avg_age"], NOW, "unit")
    assert by_unit.state is State.NOT_APPLICABLE
    with pytest.raises(FilterError, match="年龄数据只统计到区县"):
        rows(open_snapshot(engine), "member_avg_age", NOW)


def send_due(engine, region, *due, **options):
    given.send_rows(
        engine, "retirement", region, dict(zip([f"due_{n}y_n" for n in range(1, 6)], due, strict=True)), **options
    )


def test_those_to_come_are_added_to_those_there_of_offices_that_reported_both(engine):
    """甲区 100 and 1, 2, 3, 4, 5 to come. 乙区 has not said who is to come, 丙县 not who is there."""
    for region, members in ((A, 100), (B, 50)):
        given.send_rows(engine, "units", region, {"member_n": members})
    send_due(engine, A, 1, 2, 3, 4, 5)
    send_due(engine, C, 9, 9, 9, 9, 9)
    found = one(engine, "member_forecast")
    assert (found.value, found.missing) == (101, ("乙区", "丙县", "市直"))
    assert one(engine, "member_forecast_5y").value == 115


def test_a_forecast_is_not_added_over_two_halves(engine):
    for period in ("2025H1", "2025H2"):
        given.send_rows(engine, "units", A, {"member_n": 10}, period=period)
        send_due(engine, A, 1, 1, 1, 1, 1, period=period)
    assert one(engine, "member_forecast", THIS_YEAR).value == 11


def test_ceremonies_reach_a_share_of_those_who_retired(engine):
    given.send_rows(engine, "retirement", A, {"retired_n": 4, "ceremony_n": 1}, period="2025H1")
    given.send_rows(engine, "retirement", A, {"retired_n": 6, "ceremony_n": 4}, {"retired_n": 9, "ceremony_n": None})
    assert told(engine, "retire_ceremony_rate") == (4, 6, 1)
    assert fraction(engine, "retire_ceremony_rate", THIS_YEAR) == (5, 10)


def test_health_is_the_reason_of_a_share_of_the_old_who_stay_away(engine):
    """From 81 on 4 of 6 stay away, 3 of them for health. The band without a reason and the young are left out."""
    bands = (("76–80", 9, 0, 9), ("81–85", 4, 1, 2), ("≥91", 2, 1, 1), ("86–90", 5, 0, None))
    names = ("band", "members_n", "active_n", "absent_health_n")
    rows_of_bands = [dict(zip(names, band, strict=True)) for band in bands]
    given.send(engine, "units", A, {schema.age_band: rows_of_bands})
    assert told(engine, "health_reason_share") == (3, 4, 1)
    [by_unit] = measure(open_snapshot(engine), ["health_reason_share"], NOW, "unit")
    assert by_unit.state is State.NOT_APPLICABLE


def test_without_those_who_stay_away_the_reasons_of_the_old_are_not_known(engine):
    """甲区 tells neither who took part nor why not: 缺报, not a rate without a base."""
    given.send(engine, "units", A, {schema.age_band: [{"band": "≥91", "members_n": 2}]})
    found = one(engine, "health_reason_share")
    assert (found.state, found.value, found.missing_cells) == (State.MISSING, None, 1)


def test_check_in_of_residents_leaves_out_units_that_do_not_say_who_lives_here(engine):
    """3 of 6 residents of 10 members; the unit that does not tell residents apart is no base."""
    stated = ((3, 10, 6), (5, 9, None), (None, 8, 8))
    names = ("checkin_n", "member_n", "living_in_city_n")
    given.send_rows(engine, "units", A, *(dict(zip(names, unit, strict=True)) for unit in stated))
    assert told(engine, "checkin_resident_rate") == (3, 6, 2)
    assert fraction(engine, "community_checkin_rate") == (8, 19)


@pytest.mark.parametrize(
    ("key", "column"),
    [
        ("lixiu_visit_coverage", "lixiu_visited_n"),
        ("lixiu_checkup_rate", "lixiu_checkup_n"),
        ("mechanism_coverage_rate", "mechanism_covered_n"),
    ],
)
def test_lixiu_cadres_are_reached_out_of_those_that_there_are(engine, key, column):
    """2 of 2 and 0 of 3: 2 of 5. A unit without any has nothing to say; one with two does not say."""
    given.send_rows(engine, "units", A, {"lixiu_n": 2, column: 2}, {"lixiu_n": 0, column: None})
    given.send_rows(engine, "units", B, {"lixiu_n": 3, column: 0}, {"lixiu_n": 2, column: None})
    assert told(engine, key) == (2, 5, 1)
    assert one(engine, key).partial == ("乙区",)


def test_visits_of_the_year_are_not_added_over_its_halves(engine):
    """The ledger says 「本年度」: the second half already contains the first."""
    for period, visited in (("2025H1", 2), ("2025H2", 3)):
        given.send_rows(engine, "units", A, {"lixiu_n": 4, "lixiu_visited_n": visited}, period=period)
    assert fraction(engine, "lixiu_visit_coverage", THIS_YEAR) == (3, 4)


# --- committees ------------------------------------------------------------------------------------------------------


def test_a_district_coordinates_with_a_system_and_a_meeting(engine):
    """甲区 both. 乙区 met without a system. 丙县 met and was not asked for the system."""
    for region, issued in ((A, "是"), (B, "否"), (C, None)):
        given.send_rows(engine, "committee", region, {"coord_system_issued": issued, "coord_meeting_n": 1})
    assert fraction(engine, "district_coord_rate") == (2, 3)


def test_a_district_with_a_system_that_never_met_does_not_coordinate(engine):
    given.send_rows(engine, "committee", A, {"coord_system_issued": "是", "coord_meeting_n": 0})
    assert fraction(engine, "district_coord_rate") == (0, 1)


def test_a_part_time_deputy_is_no_full_deputy(engine):
    """专职 in 甲区, 兼职 in 乙区; 丙县 does not say and the city stands apart: 1 of 2."""
    for region, status in ((A, "专职"), (B, "兼职"), (C, None), (CITY, "专职")):
        given.send_rows(engine, "committee", region, {"deputy_status": status})
    assert told(engine, "committee_deputy_rate") == (1, 2, 1)


def test_the_mode_of_most_districts_is_named_with_its_share(engine):
    """Two of three are 归并组织部门; of a district the mode is its own. The city's own is none of them."""
    for region, mode in ((A, "归并组织部门"), (B, "归并组织部门"), (C, "独立设置"), (CITY, "独立设置")):
        given.send_rows(engine, "committee", region, {"org_mode": mode})
    found = one(engine, "committee_org_mode")
    assert (found.numerator, found.denominator, found.words) == (2, 3, "归并组织部门")
    districts = measure(open_snapshot(engine), ["committee_org_mode"], NOW, "district")
    assert [item.words for item in districts] == ["归并组织部门", "归并组织部门", "独立设置"]


def test_posts_of_districts_are_those_of_the_end_and_without_the_citys(engine):
    """5 + 7 posts and 2 + 4 full-time, as of December; June and the city's own are not added."""
    names = ("staff_quota_n", "staff_fulltime_n")
    for region, period, numbers in (
        (A, "2025H1", (9, 9)),
        (A, "2025H2", (5, 2)),
        (B, "2025H2", (7, 4)),
        (C, "2025H2", (None, None)),
        (CITY, "2025H2", (50, 40)),
    ):
        given.send_rows(engine, "committee", region, dict(zip(names, numbers, strict=True)), period=period)
    found = [one(engine, key, THIS_YEAR) for key in ("staff_quota_total", "staff_fulltime_total")]
    assert [(item.value, item.partial) for item in found] == [(12, ("丙县",)), (6, ("丙县",))]


def test_the_committee_of_the_city_is_counted_by_itself(engine):
    """It has sent its posts and is not approved yet; those of the districts are approved."""
    for region, approved in ((A, "是"), (B, "是"), (CITY, "否")):
        given.send_rows(engine, "committee", region, {"approved": approved})
    keys = ("city_committee_total", "city_committee_established", "committee_established")
    assert [one(engine, key).value for key in keys] == [1, 0, 2]


def test_districts_with_a_brand_are_counted_and_not_their_brands(engine):
    for region, brands in ((A, 3), (B, 0), (C, None), (CITY, 5)):
        given.send_rows(engine, "committee", region, {"brand_n": brands})
    assert told(engine, "district_brand_rate") == (1, 2, 1)


def test_the_city_was_evaluated_in_each_of_two_years_whatever_the_districts_say(engine):
    for period, answer in (("2024H2", "是"), ("2025H1", "否"), ("2025H2", "是")):
        given.send_rows(engine, "committee", CITY, {"perf_eval_included": answer}, period=period)
        given.send_rows(engine, "committee", A, {"perf_eval_included": "否"}, period=period)
    assert one(engine, "perf_eval_streak").value == 2
    assert one(engine, "perf_eval_streak", Filters("2025H1")).value == 0
    assert one(engine, "perf_eval_streak", Filters("2025H2", districts=(A,))).state is State.NOT_APPLICABLE
