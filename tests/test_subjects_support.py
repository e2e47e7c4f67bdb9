"""Support, venues, baselines, awards and the information base: each by rows that can be added in the head."""

from datetime import date

import database_fixtures as given
import pytest
from database_fixtures import CITY, A, B, C

from lib import schema
from lib.filters import YEAR_TO_DATE, Filters
from lib.indicators import INDICATORS
from lib.measure import State, compare, measure, open_snapshot, rows

NOW = Filters("2025H2")
THIS_YEAR = Filters("2025H2", YEAR_TO_DATE)


@pytest.fixture
def engine():
    return given.empty()


def one(engine, key, filters=NOW):
    [reading] = measure(open_snapshot(engine), [key], filters)
    return reading


def by_district(engine, key, filters=NOW):
    return {item.group: item for item in measure(open_snapshot(engine), [key], filters, "district")}


def fraction(engine, key, filters=NOW):
    found = one(engine, key, filters)
    return found.numerator, found.denominator


# --- people and money -----------------------------------------------------------------------------------------------


def test_families_are_added_to_the_people_visited_and_may_make_more_than_there_are_cadres(engine):
    """Four cadres, all of them visited, and three widows: seven."""
    given.send(engine, "units", A, {schema.cadre_stock: [{"lixiu_n": 1, "tuixiu_n": 3}]})
    given.send_rows(engine, "support", A, {"visit_people_n": 4, "visit_family_n": 3, "visit_person_times_n": 20})
    keys = ("cadre_total", "visit_people", "visit_people_incl_family", "visit_person_times")
    assert [one(engine, key).value for key in keys] == [4, 4, 7, 20]


def test_without_the_families_people_are_not_passed_off_as_people_with_families(engine):
    given.send_rows(engine, "support", A, {"visit_people_n": 4, "visit_family_n": 3}, {"visit_people_n": 50})
    given.send_rows(engine, "support", B, {"visit_people_n": 9})
    found = by_district(engine, "visit_people_incl_family")
    assert (found["甲区"].value, found["甲区"].missing_cells) == (57, 1)
    assert found["乙区"].state is State.MISSING
    whole = one(engine, "visit_people_incl_family")
    assert (whole.value, whole.partial) == (57, ("甲区", "乙区"))  # as the districts add up


def test_an_allowance_is_money_by_months_and_no_mean_of_means(engine):
    """1,000 for 10 months and 900 for 3: 1,900 by 13, not the middle of 100 and 300."""
    given.send_rows(engine, "support", A, {"subsidy_yuan": 1000, "subsidy_months_n": 10})
    given.send_rows(engine, "support", B, {"subsidy_yuan": 900, "subsidy_months_n": 3}, {"subsidy_yuan": 777})
    found = one(engine, "subsidy_avg_month")
    assert (found.numerator, found.denominator, found.missing_cells) == (1900, 13, 1)
    assert found.value == pytest.approx(146.15, abs=0.01)


def test_units_that_meet_the_standard_are_a_share_of_those_that_say(engine):
    given.send_rows(engine, "support", A, *({"standard_met": said} for said in ("是", "否", "是", None)))
    found = one(engine, "funding_done_rate")
    assert (found.numerator, found.denominator, found.missing_cells) == (2, 3, 1)


def test_measures_are_done_of_those_due_which_each_unit_states(engine):
    """12 of 20, 9 of 10, 3 of an unknown number; the half-year before is no part of it."""
    given.send_rows(engine, "support", A, {"measures_due_n": 20, "measures_done_n": 1}, period="2025H1")
    stated = ((20, 12), (10, 9), (None, 3), (5, None))
    listed = ({"measures_due_n": due, "measures_done_n": done} for due, done in stated)
    given.send_rows(engine, "support", A, *listed)
    assert fraction(engine, "measure_done_rate", THIS_YEAR) == (21, 30)


# --- arrears --------------------------------------------------------------------------------------------------------


def arrears(opened, cleared, new):
    return {"arrears_open_yuan": opened, "arrears_cleared_yuan": cleared, "arrears_new_yuan": new}


def test_a_balance_is_what_was_owed_and_came_anew_less_what_was_cleared(engine):
    given.send_rows(engine, "support", A, arrears(100, 40, 5), arrears(10, 10, 0))
    assert [one(engine, key).value for key in ("arrears_balance", "arrears_new")] == [65, 5]


def test_balances_of_two_halves_are_not_added_and_what_was_cleared_is_set_against_the_first_opening(engine):
    """100 at New Year, 40 cleared; 60 at mid-year, 30 cleared: 30 left, 70 of 100 cleared in the year."""
    given.send_rows(engine, "support", A, arrears(100, 40, 0), period="2025H1")
    given.send_rows(engine, "support", A, arrears(60, 30, 0))
    assert one(engine, "arrears_balance", THIS_YEAR).value == 30
    assert fraction(engine, "arrears_cleared_rate", THIS_YEAR) == (70, 100)
    assert fraction(engine, "arrears_cleared_rate") == (30, 60)


@pytest.mark.parametrize("blank", [(None, 40, 5), (100, None, 5), (100, 40, None), (None, None, 5)])
def test_a_balance_with_a_blank_in_it_is_no_balance(engine, blank):
    given.send_rows(engine, "support", A, arrears(*blank), arrears(10, 4, 1))
    given.send_rows(engine, "support", B, arrears(*blank))
    found = by_district(engine, "arrears_balance")
    assert (found["甲区"].value, found["甲区"].partial) == (7, ("甲区",))
    assert found["乙区"].state is State.MISSING


def test_without_arrears_nothing_can_be_cleared(engine):
    given.send_rows(engine, "support", A, arrears(0, 0, 0))
    assert one(engine, "arrears_balance").state is State.ZERO
    assert one(engine, "arrears_cleared_rate").state is State.NOT_APPLICABLE


def test_the_list_behind_a_balance_shows_what_it_is_made_of(engine):
    given.send_rows(engine, "support", A, arrears(100, 40, 5) | {"unit_id": "U1"}, arrears(0, 0, 0))
    [row] = rows(open_snapshot(engine), "arrears_balance", NOW)
    assert [row[name] for name in ("“两费”期初陈欠", "“两费”本期清兑", "“两费”本期新增拖欠")] == [100, 40, 5]


# --- venues ---------------------------------------------------------------------------------------------------------


def test_rooms_are_those_of_open_venues_and_money_goes_into_building_too(engine):
    given.send_rows(engine, "venues", A, {"rooms_n": 2, "invest_yuan": 100}, {"state": "在建", "invest_yuan": 900})
    assert [one(engine, key).value for key in ("venue_room_count", "venue_invest")] == [2, 1000]


def test_sessions_are_not_visits(engine):
    given.send_rows(engine, "venues", A, {"sessions_n": 3, "person_times_n": 90}, {"sessions_n": 1})
    found = one(engine, "venue_person_times")
    assert [one(engine, "venue_sessions").value, found.value, found.missing_cells] == [4, 90, 1]


def test_a_venue_is_upgraded_in_the_span_in_which_it_was_rebuilt(engine):
    """Two in the second half, one in the first; one never (said so), one unknown."""
    days = (date(2025, 7, 1), date(2025, 12, 31), date(2025, 6, 30), None, None)
    said = ({"row_key": 4, "field": "upgraded_on", "status": "不适用"},)
    given.send_rows(engine, "venues", A, {"upgraded_on": date(2025, 6, 30)}, period="2025H1")
    given.send_rows(engine, "venues", A, *({"upgraded_on": day} for day in days), notes=said)
    found = one(engine, "venue_upgraded")
    assert (found.value, found.missing_cells) == (2, 1)
    assert one(engine, "venue_upgraded", THIS_YEAR).value == 3


def test_an_office_that_was_not_asked_for_upgrades_has_not_said_that_there_are_none(engine):
    given.send_rows(engine, "venues", A, {}, {})
    assert one(engine, "venue_upgraded").state is State.MISSING


def test_investment_per_member_is_of_offices_that_reported_both(engine):
    """甲区 600 for 30, 乙区 900 without members, 丙县 10 members without venues: 20 each."""
    for region, money in ((A, 600), (B, 900)):
        given.send_rows(engine, "venues", region, {"invest_yuan": money})
    for region, members in ((A, 30), (C, 10)):
        given.send_branches(engine, region, {"retired_n": members})
    found = one(engine, "venue_invest_per_member")
    assert (found.value, found.numerator, found.denominator) == (20, 600, 30)


def test_investment_is_a_share_of_a_whole_years_revenue_of_districts(engine):
    """1 in the first half and 2 in the second of a revenue of 100, which is not added twice. The city stands apart."""
    for period, money in (("2025H1", 1), ("2025H2", 2)):
        for region in (A, CITY):
            given.send_rows(engine, "venues", region, {"invest_yuan": money}, period=period)
            given.send_rows(engine, "baseline", region, {"fiscal_revenue_yuan": 100}, period=period)
    assert fraction(engine, "invest_fiscal_share", THIS_YEAR) == (3, 100)
    assert by_district(engine, "invest_fiscal_share").keys() == {"甲区", "乙区", "丙县"}
    half = one(engine, "invest_fiscal_share")
    assert (half.state, half.value) == (State.NOT_APPLICABLE, None), "half a year's money, a whole year's revenue"
    assert "只能取1—12月" in half.reason


# --- against the whole party ----------------------------------------------------------------------------------------


def test_members_are_a_share_of_all_members_of_offices_that_reported_both(engine):
    """20 of 100 in 甲区 and 10 of 900 at the city's own units: 30 of 1,000. 乙区 has not sent 党内统计."""
    given.send_branches(
        engine, A, {"retired_n": 15}, {"retired_n": 5}, {"retired_n": 99, "setting_form": "非建制功能型"}
    )
    given.send_branches(engine, B, {"retired_n": 50})
    given.send_branches(engine, CITY, {"retired_n": 10}, {"org_kind": "党总支", "retired_n": 10})
    given.send_rows(engine, "baseline", A, {"all_members_n": 100, "all_basic_orgs_n": 30})
    given.send_rows(engine, "baseline", CITY, {"all_members_n": 900, "all_basic_orgs_n": 20})
    found = one(engine, "member_share_of_party")
    assert (found.value, found.numerator, found.denominator, found.reported) == (3, 30, 1000, 2)
    assert fraction(engine, "org_share_of_party") == (5, 50)
    assert [one(engine, key).value for key in ("party_members", "party_orgs")] == [1000, 50]


@pytest.mark.parametrize("row", [{"all_members_n": None}, {"all_basic_orgs_n": 7}])
def test_members_of_an_office_without_a_base_are_no_part_of_a_share(engine, row):
    """乙区 has sent 党内统计, but not how many members there are: 10 of 100, not 60 of 100."""
    for region, members in ((A, 10), (B, 50)):
        given.send_branches(engine, region, {"retired_n": members})
    given.send_rows(engine, "baseline", A, {"all_members_n": 100})
    given.send_rows(engine, "baseline", B, row)
    found = one(engine, "member_share_of_party")
    assert (found.numerator, found.denominator, found.partial, found.missing_cells) == (10, 100, ("乙区",), 1)
    assert by_district(engine, "member_share_of_party")["乙区"].state is State.MISSING


def test_two_offices_that_lack_one_side_each_have_no_share_together(engine):
    given.send_branches(engine, A, {"retired_n": None})
    given.send_branches(engine, B, {"retired_n": 50})
    given.send_rows(engine, "baseline", A, {"all_members_n": 100})
    given.send_rows(engine, "baseline", B, {"all_members_n": None})
    assert one(engine, "member_share_of_party").state is State.MISSING


# --- information base -----------------------------------------------------------------------------------------------

MIXED = {"setting_form": "与在职混建"}
HELD = {"item": "混建支部数", "exported_on": date(2025, 12, 20)}


def test_the_gap_is_what_was_reported_less_what_the_base_holds(engine):
    given.send_branches(engine, A, MIXED, MIXED, MIXED, {}, {"retired_n": 4})
    given.send_rows(
        engine,
        "infobase",
        A,
        HELD | {"value_n": 4, "explanation": "一个支部刚调整"},
        {"item": "党支部数", "value_n": 5},
        {"item": "离退休党员数", "value_n": 40},
    )
    keys = ("branch_mixed_infobase", "infobase_gap", "infobase_gap_rate", "branch_total_gap", "member_gap")
    assert [one(engine, key).value for key in keys] == [4, -1, -25, 0, 4]
    assert [one(engine, key).value for key in ("branch_total_infobase", "member_infobase")] == [5, 40]
    [row] = rows(open_snapshot(engine), "infobase_gap", NOW)
    assert [row[name] for name in ("信息库数", "信息库导出时间", "差异说明")] == [
        4,
        date(2025, 12, 20),
        "一个支部刚调整",
    ]


def test_an_item_that_the_export_does_not_name_is_missing_and_not_0(engine):
    given.send_branches(engine, A, MIXED)
    given.send_branches(engine, B, MIXED, MIXED)
    given.send_rows(engine, "infobase", A, {"item": "党支部数", "value_n": 1})
    given.send_rows(engine, "infobase", B, HELD | {"value_n": 1})
    assert by_district(engine, "branch_mixed_infobase")["甲区"].state is State.MISSING
    assert by_district(engine, "infobase_gap")["甲区"].state is State.MISSING
    found = one(engine, "infobase_gap")
    assert (found.value, found.partial) == (1, ("甲区",))


def test_retired_cadres_are_compared_as_the_units_count_them(engine):
    given.send(engine, "units", A, {schema.cadre_stock: [{"lixiu_n": 2}, {"lixiu_n": 3}]})
    given.send_rows(engine, "infobase", A, {"item": "离休干部数", "value_n": 4})
    assert [one(engine, key).value for key in ("lixiu_infobase", "lixiu_gap", "lixiu_gap_rate")] == [4, 1, 25]


def unexplained(engine, version=1):
    [found] = measure(open_snapshot(engine, version), ["infobase_unexplained"], NOW)
    return found.value


def test_a_gap_without_a_word_is_unexplained_whatever_the_city_as_a_whole_shows(engine):
    """甲区 one too many, 乙区 one too few: no gap in the city, two to explain, one of which is."""
    given.send_branches(engine, A, MIXED, MIXED)
    given.send_branches(engine, B, MIXED)
    given.send_rows(engine, "infobase", A, HELD | {"value_n": 1}, {"item": "党支部数", "value_n": 2})
    given.send_rows(engine, "infobase", B, HELD | {"value_n": 2, "explanation": "尚未录入"})
    assert (one(engine, "infobase_gap").value, unexplained(engine)) == (0, 1)
    [row] = rows(open_snapshot(engine), "infobase_unexplained", NOW)
    assert (row["所属区县"], row["比对项目"]) == ("甲区", "混建支部数")


def test_a_number_is_compared_with_that_of_its_own_office_period_and_version(engine):
    """乙区 has reported nothing, so there is nothing to explain. 甲区 has corrected its two branches of ten to three:
    before, the members differed from the base, since then the branches."""
    given.send_branches(engine, A, {}, {}, until=2)
    given.send_branches(engine, A, {}, {}, {}, since=2)
    given.send_branches(engine, A, {}, period="2025H1")
    given.publish(engine, 2)
    given.send_rows(engine, "infobase", A, {"item": "党支部数", "value_n": 2}, {"item": "离退休党员数", "value_n": 30})
    given.send_rows(engine, "infobase", B, {"item": "党支部数", "value_n": 9}, {"item": "离休干部数", "value_n": 9})
    assert [unexplained(engine, version) for version in (1, 2)] == [1, 1]


# --- awards ---------------------------------------------------------------------------------------------------------


def award(level, category, kind, number=1, rank=None):
    return {"level": level, "category": category, "kind": kind, "count_n": number, "rank_n": rank}


AWARDS = {
    "award_prov_top_branch": ("省", "百佳离退休干部党支部", "集体"),
    "award_prov_top_member": ("省", "百佳离退休干部党员", "个人"),
    "award_prov_person": ("省", "先进", "个人"),
    "award_city_collective": ("市", "先进", "集体"),
    "award_city_person": ("市", "先进", "个人"),
}


def test_awards_are_told_apart_by_level_name_and_whom_they_went_to(engine):
    top = ("百佳离退休干部党支部", "百佳离退休干部党员")
    listed = (
        award("省", top[0], "集体", 2),
        award("省", top[1], "个人", 3),
        award("省", "先进", "个人", 14),
        award("市", "先进", "集体", 40),
        award("市", "先进", "个人", 48),
        award("市", top[0], "集体", 500),
        award("区县", "先进", "个人", 600),
    )
    given.send_rows(engine, "awards", CITY, *listed)
    assert [one(engine, key).value for key in AWARDS] == [2, 3, 14, 40, 48]


@pytest.mark.parametrize(("key", "place"), AWARDS.items())
def test_awards_of_both_halves_add_up_and_each_is_counted_where_it_was_reported(engine, key, place):
    """1 in June, 2 and 4 in December, one without a number: 6 of the half, 7 of the year."""
    given.send_rows(engine, "awards", A, award(*place, 1), period="2025H1")
    given.send_rows(engine, "awards", A, award(*place, 2), award(*place, None))
    given.send_rows(engine, "awards", CITY, award(*place, 4))
    found = one(engine, key)
    assert (found.value, found.partial) == (6, ("甲区",))
    assert one(engine, key, THIS_YEAR).value == 7


def test_an_award_of_unknown_level_is_a_blank_only_where_it_might_count(engine):
    given.send_rows(engine, "awards", A, award("省", "先进", "个人", 3), award(None, "先进", "个人", 5))
    found = one(engine, "award_prov_person")
    assert (found.value, found.missing_cells) == (3, 1)
    assert one(engine, "award_city_collective").missing_cells == 0


RANK = ("省", "竞赛位次", "集体", 1)


@pytest.mark.parametrize(
    ("ranks", "best", "words"), [((5, 2, 9), 2, ""), ((2, 2, 3), 2, "2项并列"), ((1,), 1, ""), ((10, 9), 9, "")]
)
def test_the_best_rank_is_the_lowest_number_and_ties_are_told(engine, ranks, best, words):
    given.send_rows(
        engine, "awards", CITY, *(award(*RANK, rank) for rank in ranks), award("市", "竞赛位次", "集体", 1, 1)
    )
    found = one(engine, "prov_rank")
    assert (found.value, found.words) == (best, words)
    assert len(rows(open_snapshot(engine), "prov_rank", NOW)) == len(ranks)


def test_without_a_contest_there_is_no_rank(engine):
    given.send_rows(engine, "awards", CITY, award("省", "先进", "个人"))
    found = one(engine, "prov_rank")
    assert (found.state, found.reason) == (State.NOT_APPLICABLE, "没有可统计的行")


def test_ranks_are_compared_though_one_was_shared(engine):
    given.send_rows(engine, "awards", CITY, award(*RANK, 4), period="2024H2")
    given.send_rows(engine, "awards", CITY, award(*RANK, 2), award(*RANK, 2))
    [found] = compare(open_snapshot(engine), ["prov_rank"], NOW)
    assert found.difference == -2


SATISFIED = ("市", "市满意单位", "集体")


def test_years_in_a_row_are_counted_whichever_half_brought_the_award(engine):
    given.send_rows(engine, "awards", CITY, award(*SATISFIED), period="2024H2")
    given.send_rows(engine, "awards", CITY, award(*SATISFIED), period="2025H1")
    given.send_rows(engine, "awards", CITY, award("省", "先进", "个人"))
    assert [one(engine, "satisfied_streak", Filters(period)).value for period in given.PERIODS] == [1, 2, 2]


def test_a_year_that_is_not_over_does_not_break_a_row(engine):
    given.send_rows(engine, "awards", CITY, award(*SATISFIED), period="2024H2")
    for period in ("2025H1", "2025H2"):
        given.send_rows(engine, "awards", CITY, award("省", "先进", "个人"), period=period)
    assert [one(engine, "satisfied_streak", Filters(period)).value for period in given.PERIODS] == [1, 1, 0]


def test_two_districts_satisfied_in_turn_are_no_row(engine):
    given.send_rows(engine, "awards", A, award(*SATISFIED), period="2024H2")
    given.send_rows(engine, "awards", B, award(*SATISFIED))
    assert one(engine, "satisfied_streak").state is State.MISSING


# --- volunteers -----------------------------------------------------------------------------------------------------


def test_the_pool_of_talents_is_a_stock(engine):
    given.send_rows(engine, "volunteers", A, {"talent_n": 30}, period="2025H1")
    given.send_rows(engine, "volunteers", A, {"talent_n": 33})
    given.send_rows(engine, "volunteers", B, {"talent_n": None})
    found = one(engine, "talent_pool_count", THIS_YEAR)
    assert (found.value, found.partial) == (33, ("乙区",))


def test_volunteers_and_the_willing_are_people_at_the_end_of_the_span(engine):
    """30 and 40 volunteers in June are 33 and 44 in December: 77, and 8 willing ones who may be among them."""
    for period, volunteers, willing in (("2025H1", (30, 40), (9, 9)), ("2025H2", (33, 44), (3, 5))):
        for region, people, ready in zip((A, B), volunteers, willing, strict=True):
            given.send_rows(engine, "volunteers", region, {"people_n": people, "willing_n": ready}, period=period)
    assert [one(engine, key, THIS_YEAR).value for key in ("volunteer_people", "volunteer_willing")] == [77, 8]


@pytest.mark.parametrize(
    ("key", "column"), [("vol_project_count", "projects_n"), ("served_person_times", "served_person_times_n")]
)
def test_projects_and_people_served_add_up_over_fields_and_months(engine, key, column):
    """1 in June; 2 and 4 in two fields of July, 8 in December: 14 of the half, 15 of the year, 7 by September."""
    cells = (("2025-07", "党史宣讲", 2), ("2025-07", "其他", 4), ("2025-12", "党史宣讲", 8), ("2025-08", "其他", None))
    listed = [{"month": month, "field": field, column: number} for month, field, number in cells]
    june = [{"month": "2025-06", "field": "其他", column: 1}]
    given.send(engine, "volunteering", A, {schema.volunteer_flow: june}, period="2025H1")
    given.send(engine, "volunteering", A, {schema.volunteer_flow: listed})
    spans = (NOW, THIS_YEAR, Filters("2025H2", "1-9"))
    assert [one(engine, key, filters).value for filters in spans] == [14, 15, 7]
    assert one(engine, key).missing_cells == 1


@pytest.mark.parametrize("key", ["arrears_balance", "arrears_new", "prov_rank"])
def test_less_is_better_of_arrears_and_ranks(key):
    assert INDICATORS[key].direction == -1


def test_all_engines_give_the_same_answers(any_database):
    """Blanks that decide a sum, a comparison within a row and days within a span, as each engine has them."""
    engine = given.empty(any_database)
    given.send_branches(engine, A, MIXED, MIXED)
    given.send_rows(engine, "infobase", A, HELD | {"value_n": 1})
    given.send_rows(engine, "support", A, arrears(100, 40, 5), arrears(1, None, 1))
    given.send_rows(engine, "awards", A, award(*RANK, 2), award(*RANK, 2), award(None, "竞赛位次", "集体", 1, 1))
    given.send_rows(engine, "venues", A, {"upgraded_on": date(2025, 7, 1)}, {"upgraded_on": None})
    keys = ("infobase_gap", "infobase_unexplained", "arrears_balance", "prov_rank", "venue_upgraded")
    found = measure(open_snapshot(engine), keys, NOW)
    assert [(item.value, item.missing_cells) for item in found] == [(1, 0), (1, 0), (65, 1), (2, 1), (1, 1)]
    engine.dispose()
