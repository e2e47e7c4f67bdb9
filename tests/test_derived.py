"""Derived numbers: the largest, the middle one, shares, what changed, what there is per head."""

from datetime import date
from decimal import Decimal

import database_fixtures as given
import pytest
from database_fixtures import CITY, A, B, C
from sqlalchemy import insert, update

from lib import formats, schema
from lib.errors import FilterError
from lib.filters import YEAR_TO_DATE, Filters
from lib.indicators import indicator
from lib.measure import State, compare, deriving, measure, open_snapshot, rows

NOW = Filters("2025H2")


@pytest.fixture
def engine():
    return given.empty()


def one(engine, key, filters=NOW, **options):
    [reading] = measure(open_snapshot(engine), [key], filters, **options)
    return reading


def by_group(engine, key, by, filters=NOW):
    return {item.group: item for item in measure(open_snapshot(engine), [key], filters, by)}


def send_sizes(engine, region, *members, **options):
    return given.send_branches(engine, region, *({"full_members_n": number} for number in members), **options)


# --- the largest and the middle one ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("members", "largest", "middle"),
    [((3, 9, 30), 30, 9), ((3, 9, 11, 30), 30, 10), ((7,), 7, 7), ((5, 5, 5, 50), 50, 5)],
)
def test_the_largest_and_the_middle_branch(engine, members, largest, middle):
    send_sizes(engine, A, *members)
    assert [one(engine, "branch_size_max").value, one(engine, "branch_size_median").value] == [largest, middle]


def test_the_middle_of_the_city_is_not_the_middle_of_the_districts(engine):
    """2, 4, 6 and 100: 5, though the middles of the districts are 4 and 100."""
    send_sizes(engine, A, 2, 4, 6)
    send_sizes(engine, B, 100)
    assert one(engine, "branch_size_median").value == 5
    found = by_group(engine, "branch_size_median", "district")
    assert [item.value for item in found.values()] == [4, 100, None, None]
    assert found["丙县"].state is State.MISSING


def test_a_blank_size_is_missing_and_the_largest_is_that_of_the_rest(engine):
    send_sizes(engine, A, 8, None)
    found = one(engine, "branch_size_max")
    assert (found.value, found.missing_cells, found.partial) == (8, 1, ("甲区",))
    send_sizes(engine, B, None)
    assert by_group(engine, "branch_size_max", "district")["乙区"].state is State.MISSING


def test_a_size_that_is_an_interval_leaves_no_point_but_a_lower_bound_of_the_largest(engine):
    between = {"row_key": 2, "field": "full_members_n", "precision": "近(上限)", "lo": 27, "hi": 29}
    send_sizes(engine, A, 8, None, notes=(between,))
    largest, middle = one(engine, "branch_size_max"), one(engine, "branch_size_median")
    assert (largest.value, largest.lo, largest.hi, largest.no_point_cells) == (None, 8, None, 1)
    assert (middle.value, middle.lo, middle.hi) == (None, None, None)


def test_an_approximate_size_makes_the_largest_approximate(engine):
    about = {"row_key": 1, "field": "full_members_n", "precision": "约数", "lo": 27, "hi": 33}
    send_sizes(engine, A, 30, 8, notes=(about,))
    found = one(engine, "branch_size_max")
    assert formats.with_unit(found, indicator("branch_size_max")) == "约30名"
    assert (found.lo, found.hi) == (None, None)


def test_there_is_no_largest_of_no_branches(engine):
    given.send_branches(engine, A)
    assert one(engine, "branch_size_max", Filters("2025H2", districts=(A,))).state is State.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("since", "until", "months"),
    [
        (date(2025, 6, 30), date(2025, 12, 31), 6),
        (date(2025, 7, 1), date(2025, 12, 31), 5),
        (date(2024, 12, 31), date(2025, 12, 31), 12),
        (date(2026, 1, 1), date(2025, 12, 31), 0),
    ],
)
def test_months_are_counted_when_they_are_full(since, until, months):
    assert deriving.full_months(since, until) == months


def test_the_longest_vacancy_is_that_of_the_district_that_waits_longest(engine):
    for region, status, since in ((A, "空缺", date(2025, 6, 30)), (B, "空缺", date(2024, 12, 31)), (C, "专任", None)):
        row = {"approved": "是", "secretary_status": status, "secretary_vacant_since": since, "deputy_status": "专职"}
        given.send(engine, "committee", region, {schema.work_committee: [row]})
    assert one(engine, "committee_secretary_vacant_months").value == 12
    found = by_group(engine, "committee_secretary_vacant_months", "district")
    assert [(item.value, item.state) for item in found.values()] == [
        (6, State.PRESENT),
        (12, State.PRESENT),
        (0, State.ZERO),
    ]
    assert one(engine, "committee_deputy_vacant_months").value == 0


def test_a_vacancy_without_a_beginning_is_missing(engine):
    given.send(engine, "committee", A, {schema.work_committee: [{"secretary_status": "空缺"}]})
    assert one(engine, "committee_secretary_vacant_months").state is State.MISSING


# --- shares ---------------------------------------------------------------------------------------------------------


def send_fields(engine, region, **activities):
    rows_of = [{"month": "2025-07", "field": field, "activities_n": number} for field, number in activities.items()]
    given.send(engine, "volunteering", region, {schema.volunteer_flow: rows_of})


def test_the_three_largest_fields_are_those_of_all_districts_together(engine):
    """50 + 20 + 10 of 100, though the three largest of each district make up more."""
    send_fields(engine, A, 党史宣讲=30, 捐资助学=20, 培育新人=5, 基层治理=5)
    send_fields(engine, B, 党史宣讲=20, 乡村振兴=10, 科技创新=10)
    found = one(engine, "vol_field_top3_share")
    assert (found.value, found.numerator, found.denominator) == (80, 80, 100)
    assert by_group(engine, "vol_field_top3_share", "district")["乙区"].value == 100


@pytest.mark.parametrize(
    ("activities", "hhi"),
    [({"党史宣讲": 4}, 100), ({"党史宣讲": 5, "其他": 5}, 50), ({"党史宣讲": 6, "其他": 2, "捐资助学": 2}, 44)],
)
def test_concentration_adds_the_squares_of_the_shares(engine, activities, hhi):
    send_fields(engine, A, **activities)
    assert one(engine, "vol_field_hhi").value == hhi


def test_shares_of_no_activities_are_no_shares(engine):
    send_fields(engine, A, 党史宣讲=0)
    found = one(engine, "vol_field_hhi")
    assert (found.value, found.state, found.reason) == (None, State.NOT_APPLICABLE, "分母为0，不计算")


def test_fields_taken_together_cannot_be_taken_apart_again(engine):
    send_fields(engine, A, 党史宣讲=1)
    [found] = by_group(engine, "vol_field_top3_share", "field").values()
    assert found.reason == "该指标已把各服务领域合在一起，不能再按它分组"


def test_the_share_of_each_scene_is_that_of_all_branches_with_a_scene(engine):
    given.send_branches(engine, A, {"scene": "单位"}, {"scene": "单位"}, {"scene": "居住地"}, {"scene": None})
    given.send_branches(engine, B, {"scene": "居住地"}, {"scene": "社区"})
    found = by_group(engine, "branch_scene_share", "scene")
    assert {group: item.value for group, item in found.items() if item.value} == {"单位": 40, "居住地": 40, "社区": 20}
    assert (found["社区"].numerator, found["社区"].denominator) == (1, 5)
    assert found["（未填）"].state is State.MISSING


def test_without_scenes_the_share_is_that_of_the_largest_and_says_which(engine):
    given.send_branches(engine, A, {"scene": "单位"}, {"scene": "单位"}, {"scene": "居住地"}, {"scene": "社区"})
    found = one(engine, "branch_scene_share")
    assert (found.value, found.numerator, found.denominator, found.words) == (50, 2, 4, "单位")


def test_shares_of_different_scenes_are_not_compared(engine):
    given.send_branches(engine, A, {"scene": "单位"}, period="2024H2")
    given.send_branches(engine, A, {"scene": "社区"})
    [found] = compare(open_snapshot(engine), ["branch_scene_share"], NOW)
    assert (found.now.value, found.then.value, found.difference) == (100, 100, None)
    assert found.note == "两期占比最大的一类不同"
    each = compare(open_snapshot(engine), ["branch_scene_share"], NOW, "scene")
    assert {item.now.group: item.difference for item in each if item.difference} == {"单位": -100, "社区": 100}


def test_grades_are_given_as_number_and_share(engine):
    given.send_branches(engine, A, {"grade": "示范"}, *[{"grade": "达标"}] * 3)
    found = by_group(engine, "branch_grade_dist", "grade")
    assert [(item.numerator, item.value) for item in found.values()] == [(1, 25), (3, 75), (0, 0), (0, 0), (0, 0)]


def send_bands(engine, region, bands, **options):
    listed = [{"band": band, "members_n": members, "active_n": active} for band, (members, active) in bands.items()]
    given.send(engine, "units", region, {schema.age_band: listed}, **options)


@pytest.mark.parametrize(
    ("bands", "words"),
    [
        ({"61–65": (9, 5), "66–70": (9, 8), "≥91": (99, 1)}, "66–70"),
        ({"71–75": (9, 8), "66–70": (9, 8)}, "66–70、71–75"),
    ],
)
def test_the_age_of_the_active_is_a_band_and_not_a_number(engine, bands, words):
    send_bands(engine, A, bands)
    found = one(engine, "active_age_mode")
    assert (found.value, found.state, found.words) == (None, State.PRESENT, words)
    assert formats.with_unit(found, indicator("active_age_mode")) == f"{words}岁"


def test_the_rows_behind_a_share_are_all_its_rows(engine):
    send_fields(engine, A, 党史宣讲=3, 其他=1)
    assert len(rows(open_snapshot(engine), "vol_field_top3_share", NOW)) == 2


# --- then and now ---------------------------------------------------------------------------------------------------


def send_cadres(engine, region, period, lixiu=0, tuixiu=0, **options):
    row = {"lixiu_n": lixiu, "tuixiu_n": tuixiu}
    return given.send(engine, "units", region, {schema.cadre_stock: [row]}, period=period, **options)


def test_an_increase_runs_from_the_end_of_the_period_before(engine):
    for period, number in (("2024H2", 50), ("2025H1", 53), ("2025H2", 60)):
        send_cadres(engine, A, period, tuixiu=number)
    half, year = one(engine, "tuixiu_net_increase"), one(engine, "tuixiu_net_increase", Filters("2025H2", YEAR_TO_DATE))
    assert (half.value, half.span) == (7, "2025年7—12月")
    assert (year.value, year.span, year.as_of) == (10, "2025年1—12月", date(2025, 12, 31))
    growth = one(engine, "tuixiu_growth_rate", Filters("2025H2", YEAR_TO_DATE))
    assert (growth.value, growth.numerator, growth.denominator) == (20, 10, 50)


def test_a_decrease_is_an_increase_below_0(engine):
    send_cadres(engine, A, "2025H1", tuixiu=10)
    send_cadres(engine, A, "2025H2", tuixiu=9)
    assert [one(engine, f"tuixiu_{key}").value for key in ("net_increase", "growth_rate")] == [-1, -10]


def test_an_office_that_reported_once_has_neither_grown_nor_shrunk(engine):
    """甲区 grew from 10 to 11; the 100 of 乙区 are new to the ledger and not to the city, the 70 of 丙县 not gone."""
    send_cadres(engine, A, "2025H1", tuixiu=10)
    send_cadres(engine, C, "2025H1", tuixiu=70)
    send_cadres(engine, A, "2025H2", tuixiu=11)
    send_cadres(engine, B, "2025H2", tuixiu=100)
    found = one(engine, "tuixiu_net_increase")
    assert (found.value, found.reported, found.due, found.missing) == (1, 1, 4, ("乙区", "丙县", "市直"))
    assert by_group(engine, "tuixiu_net_increase", "district")["乙区"].state is State.MISSING


def test_an_increase_over_months_without_an_as_of_date_is_refused(engine):
    send_cadres(engine, A, "2025H2", tuixiu=1)
    found = one(engine, "tuixiu_net_increase", Filters("2025H2", span="1-9"))
    assert (found.state, found.reason) == (State.NOT_APPLICABLE, "单位底册只有期末数，不能取2025年1—9月")


def test_an_increase_without_a_beginning_on_record_is_missing(engine):
    send_cadres(engine, A, "2024H2", tuixiu=1)
    found = one(engine, "tuixiu_net_increase", Filters("2024H2"))
    assert (found.state, found.reason) == (State.MISSING, "没有2024年7—12月期初的数据")


def test_growth_from_nothing_is_no_rate(engine):
    send_cadres(engine, A, "2025H1", tuixiu=0)
    send_cadres(engine, A, "2025H2", tuixiu=3)
    found = one(engine, "tuixiu_growth_rate")
    assert (found.value, found.state, found.denominator) == (None, State.NOT_APPLICABLE, None)


def test_an_interval_on_one_side_leaves_bounds_of_the_increase(engine):
    between = {"row_key": 1, "field": "tuixiu_n", "precision": "近(上限)", "lo": 18, "hi": 19}
    send_cadres(engine, A, "2025H1", tuixiu=10)
    send_cadres(engine, A, "2025H2", tuixiu=None, notes=(between,))
    found = one(engine, "tuixiu_net_increase")
    assert (found.value, found.lo, found.hi) == (None, 8, 9)
    assert one(engine, "tuixiu_growth_rate").value is None


def test_intervals_on_both_sides_leave_the_widest_bounds_of_the_increase(engine):
    """From 10–12 to 18–19: at least 18 − 12, at most 19 − 10."""
    for period, lo, hi in (("2025H1", 10, 12), ("2025H2", 18, 19)):
        between = {"row_key": 1, "field": "tuixiu_n", "precision": "近(上限)", "lo": lo, "hi": hi}
        send_cadres(engine, A, period, tuixiu=None, notes=(between,))
    found = one(engine, "tuixiu_net_increase")
    assert (found.value, found.lo, found.hi) == (None, 6, 9)


def test_the_yearly_decline_is_spread_over_the_years_between_two_year_ends(engine):
    """From 100 at the end of 2022 to 70 at the end of 2024 are 15 a year; mid-year does not count."""
    end = {"period_id": "2022H2", "name": "2022年下半年", "kind": "半年度", "status": "已锁定"}
    days = {"as_of_date": date(2022, 12, 31), "flow_start": date(2022, 7, 1), "flow_end": date(2022, 12, 31)}
    with engine.begin() as connection:
        connection.execute(insert(schema.period).values(end | days))
    for period, number in (("2022H2", 100), ("2024H2", 70), ("2025H1", 10), ("2025H2", 40)):
        send_cadres(engine, A, period, lixiu=number)
    middle, now = one(engine, "lixiu_annual_decline", Filters("2025H1")), one(engine, "lixiu_annual_decline")
    assert (middle.value, middle.numerator, middle.denominator) == (15, 30, 2)
    assert (middle.span, middle.as_of) == ("2022年底至2024年底", date(2024, 12, 31))
    assert (now.value, now.denominator) == (20, 3)


def test_one_year_end_shows_no_decline(engine):
    send_cadres(engine, A, "2024H2", lixiu=9)
    found = one(engine, "lixiu_annual_decline", Filters("2025H1"))
    assert (found.state, found.reason) == (State.MISSING, "要有两个年底的数据才能计算")


def test_an_increase_is_compared_with_that_of_last_year(engine):
    earlier = {"period_id": "2024H1", "name": "2024年上半年", "kind": "半年度", "status": "已锁定"}
    days = {"as_of_date": date(2024, 6, 30), "flow_start": date(2024, 1, 1), "flow_end": date(2024, 6, 30)}
    with engine.begin() as connection:
        connection.execute(insert(schema.period).values(earlier | days))
    for period, number in (("2024H1", 10), ("2024H2", 12), ("2025H1", 13), ("2025H2", 18)):
        send_cadres(engine, A, period, tuixiu=number)
    [found] = compare(open_snapshot(engine), ["tuixiu_net_increase"], NOW)
    assert (found.now.value, found.then.value, found.difference) == (5, 2, 3)


# --- per head -------------------------------------------------------------------------------------------------------


def send_funds(engine, region, special, period="2025H2"):
    row = {"fund_special": Decimal(special), "fund_fee_return": 0, "fund_public": 0, "fund_unit": 0}
    given.send(engine, "support", region, {schema.support: [row]}, period=period)


def test_money_per_member_is_that_of_the_span_over_the_members_at_its_end(engine):
    """300 in one half and 100 in the other for the 20 members there are now, not for 30."""
    given.send_branches(engine, A, {}, period="2025H1")
    given.send_branches(engine, A, {}, {})
    send_funds(engine, A, 300, "2025H1")
    send_funds(engine, A, 100)
    year = Filters("2025H2", span=YEAR_TO_DATE)
    found = one(engine, "funding_per_member", year)
    assert (found.value, found.numerator, found.denominator) == (20, 400, 20)
    assert one(engine, "funding_per_branch", year).value == 200
    assert one(engine, "funding_per_member").value == 5


def test_an_office_with_money_and_no_members_on_record_is_left_out(engine):
    given.send_branches(engine, A, {})
    send_funds(engine, A, 50)
    send_funds(engine, B, 1000)
    given.send_branches(engine, CITY, {})
    found = one(engine, "funding_per_member")
    assert (found.value, found.missing) == (5, ("乙区", "丙县", "市直"))


def test_no_office_with_both_leaves_nothing_to_divide(engine):
    given.send_branches(engine, A, {})
    send_funds(engine, B, 1000)
    found = one(engine, "funding_per_member")
    assert (found.value, found.state) == (None, State.MISSING)


def test_the_rows_behind_money_per_head_are_those_of_the_money(engine):
    given.send_branches(engine, A, {})
    send_funds(engine, A, 50)
    [row] = rows(open_snapshot(engine), "funding_per_member", NOW)
    assert row["专项经费"] == 50


def test_what_has_no_number_has_no_rows(engine):
    with pytest.raises(FilterError, match="期初的数据"):
        rows(open_snapshot(engine), "tuixiu_net_increase", Filters("2024H2"))


# --- engines --------------------------------------------------------------------------------------------------------


def test_all_engines_derive_the_same_numbers(any_database):
    engine = given.empty(any_database)
    given.send_branches(engine, A, {"full_members_n": 8, "scene": "单位"}, {"full_members_n": 31, "scene": "社区"})
    given.send_branches(engine, B, {"full_members_n": 9, "scene": "单位"})
    vacant = {"secretary_status": "空缺", "secretary_vacant_since": date(2025, 6, 30)}
    given.send(engine, "committee", A, {schema.work_committee: [vacant]})
    send_fields(engine, A, 党史宣讲=5, 其他=5)
    send_cadres(engine, A, "2025H1", tuixiu=10)
    send_cadres(engine, A, "2025H2", tuixiu=12)
    send_funds(engine, A, 100)
    life = {"branch_id": "1", "org_kind": "党支部", "theme_day_n": 6, "general_meeting_n": 2, "committee_meeting_n": 0}
    with engine.begin() as connection:
        sent = connection.execute(schema.branch_period.select()).mappings().first()
        shared = {key: sent[key] for key in ("submission_id", "row_key", "period_id", "region_code")}
        connection.execute(insert(schema.org_life).values(shared | life))
        connection.execute(update(schema.branch_period).values(term_end_on=date(2026, 6, 29)))
    keys = (
        *("branch_size_max", "branch_size_median", "committee_secretary_vacant_months", "vol_field_hhi"),
        *("tuixiu_net_increase", "funding_per_member", "meetings_compliance_rate", "branch_election_due_soon"),
    )
    assert [one(engine, key).value for key in keys] == [31, 9, 6, 50, 2, 5, 100, 3]
    assert one(engine, "branch_scene_share").words == "单位"
    engine.dispose()
