"""The counting rules, on tables whose numbers can be added in the head."""

from datetime import date
from decimal import Decimal

import database_fixtures as given
import pytest
from database_fixtures import CITY, A, B, C
from sqlalchemy import insert

from lib import schema
from lib.access import Scope
from lib.errors import FilterError, UnknownIndicatorError
from lib.filters import YEAR_TO_DATE, Baseline, Filters
from lib.measure import State, compare, measure, open_snapshot, rows, trace

NOW = Filters("2025H2")


@pytest.fixture
def engine():
    return given.empty()


def one(engine, key, filters=NOW, **options):
    """The single reading of one indicator."""
    [reading] = measure(open_snapshot(engine), [key], filters, **options)
    return reading


def by_group(engine, key, by, filters=NOW, **options):
    return {item.group: item for item in measure(open_snapshot(engine), [key], filters, by, **options)}


def values(engine, key, by, filters=NOW):
    return {group: item.value for group, item in by_group(engine, key, by, filters).items()}


# --- stock and flow -------------------------------------------------------------------------------------------------


def test_a_stock_is_not_added_over_time(engine):
    """Two branches at mid-year and three at year's end: three, not five."""
    given.send_branches(engine, A, {}, {}, period="2025H1")
    given.send_branches(engine, A, {}, {}, {})
    assert one(engine, "branch_total", Filters("2025H2", span=YEAR_TO_DATE)).value == 3


def test_a_flow_adds_up_over_the_year_to_date(engine):
    given.send_matters(engine, A, 3, period="2025H1")
    given.send_matters(engine, A, 4)
    assert one(engine, "practical_matter_count").value == 4
    whole = one(engine, "practical_matter_count", Filters("2025H2", span=YEAR_TO_DATE))
    assert (whole.value, whole.span, whole.as_of) == (7, "2025年1—12月", date(2025, 12, 31))


def test_people_visited_in_both_halves_are_not_added_up_to_people_of_a_year(engine):
    """3 in the first half and 4 in the second may be 4, 5, 6 or 7 people."""
    given.send_visits(engine, A, 3, period="2025H1")
    given.send_visits(engine, A, 4)
    assert one(engine, "visit_people").value == 4
    whole = one(engine, "visit_people", Filters("2025H2", span=YEAR_TO_DATE))
    assert (whole.value, whole.state) == (None, State.NOT_APPLICABLE)
    assert whole.reason == "按人计，各期不能相加（同一人会重复），不能取2025年1—12月"
    first = one(engine, "visit_people", Filters("2025H1", span=YEAR_TO_DATE))
    assert first.value == 3, "from January to June is one period"


def test_one_branch_misses_nobody_where_another_district_has_sent_nothing(engine):
    given.send_branches(engine, A, {"branch_id": "甲1", "liaison_n": 1})
    [branch] = [item for item in by_group(engine, "liaison_rate", "branch").values() if item.group_code == "甲1"]
    assert (branch.value, branch.reported, branch.due, branch.missing) == (100, 1, 1, ())


def test_a_monthly_flow_can_be_cut_at_any_month(engine):
    given.send_months(engine, A, {"2025-01": 1, "2025-06": 2}, period="2025H1")
    given.send_months(engine, A, {"2025-07": 10, "2025-09": 20, "2025-10": 40})
    nine = one(engine, "vol_activity_count", Filters("2025H2", span="1-9"))
    assert (nine.value, nine.span, nine.as_of) == (33, "2025年1—9月", date(2025, 9, 30))


def test_a_half_yearly_flow_cannot_be_cut_within_the_half_year(engine):
    given.send_visits(engine, A, 4)
    cut = one(engine, "visit_people", Filters("2025H2", span="1-9"))
    assert (cut.value, cut.state, cut.reason) == (
        None,
        State.NOT_APPLICABLE,
        "服务保障按半年报送，不能取2025年1—9月",
    )


def test_a_span_over_a_period_not_on_record_is_missing(engine):
    given.send_matters(engine, A, 4, period="2024H2")
    year = one(engine, "practical_matter_count", Filters("2024H2", span=YEAR_TO_DATE))
    assert (year.value, year.state) == (None, State.MISSING)


def test_the_year_to_date_misses_whoever_missed_one_half(engine):
    for region, period in ((A, "2025H1"), (A, "2025H2"), (B, "2025H2"), (C, "2025H1")):
        given.send_matters(engine, region, 1, period=period)
    year = one(engine, "practical_matter_count", Filters("2025H2", span=YEAR_TO_DATE))
    assert (year.value, year.reported, year.due, year.missing) == (4, 1, 4, ("乙区", "丙县", "市直"))


def test_several_periods_give_one_reading_each(engine):
    given.send_branches(engine, A, {}, period="2025H1")
    given.send_branches(engine, A, {}, {})
    found = measure(open_snapshot(engine), ["branch_total"], NOW, periods=("2024H2", "2025H1", "2025H2"))
    assert [(item.period, item.value) for item in found] == [("2024H2", None), ("2025H1", 1), ("2025H2", 2)]


def test_months_are_groups_of_their_own(engine):
    given.send_months(engine, A, {"2025-07": 10, "2025-09": 20})
    monthly = values(engine, "vol_activity_count", "month")
    assert list(monthly) == ["2025-07", "2025-08", "2025-09", "2025-10", "2025-11", "2025-12"]
    assert [monthly["2025-07"], monthly["2025-08"], monthly["2025-09"]] == [10, 0, 20]


# --- rates ----------------------------------------------------------------------------------------------------------


def test_a_rate_divides_sums_and_does_not_average_rates(engine):
    """1 of 1 and 1 of 3 have a liaison: the mean of the rates is 66.7%, the answer is 2 of 4."""
    given.send_branches(engine, A, {"liaison_n": 1})
    given.send_branches(engine, B, {"liaison_n": 2}, {"liaison_n": 0}, {"liaison_n": 0})
    rate = one(engine, "liaison_rate")
    assert (rate.value, rate.numerator, rate.denominator, rate.lo, rate.hi) == (50, 2, 4, 50, 50)


def test_a_mean_age_is_weighted_by_the_number_of_people(engine):
    """One of 90 and three of 94 are 93 on average; a unit that keeps its ages to itself does not count."""
    stock = [
        {"lixiu_n": 1, "lixiu_age_sum": 90},
        {"lixiu_n": 3, "lixiu_age_sum": 282},
        {"lixiu_n": 5, "lixiu_age_sum": None},
        {"lixiu_n": 0, "lixiu_age_sum": 0},
    ]
    given.send(engine, "units", A, {schema.cadre_stock: stock})
    age = one(engine, "lixiu_avg_age")
    assert (age.value, age.numerator, age.denominator, age.missing_cells) == (93, 372, 4, 1)


def test_a_rate_with_base_0_is_no_rate(engine):
    given.send_branches(engine, A)
    rate = one(engine, "liaison_rate")
    assert (rate.value, rate.denominator, rate.state, rate.reason) == (
        None,
        0,
        State.NOT_APPLICABLE,
        "分母为0，不计算",
    )


def test_a_rate_whose_column_was_left_blank_is_missing_and_not_0_per_cent(engine):
    given.send_branches(engine, A, {"liaison_n": None}, {"liaison_n": None})
    assert one(engine, "liaison_rate").state is State.MISSING


def test_a_rate_over_no_reporters_is_missing(engine):
    assert one(engine, "liaison_rate").state is State.MISSING


@pytest.mark.parametrize(
    ("results", "numerator", "denominator"),
    [(["达标", "未达标", "未评", "不适用"], 1, 2), (["达标", "达标"], 2, 2), (["未评"], 0, 0)],
)
def test_norm_rates_leave_out_what_was_not_assessed(engine, results, numerator, denominator):
    listed = [{"item_id": "norm_setting", "org_kind": "党支部", "result": result} for result in results]
    given.send(engine, "branches", A, {schema.norm_result: listed})
    rate = one(engine, "norm_setting_pass_rate")
    assert (rate.numerator, rate.denominator) == (numerator, denominator)


# --- counting rules -------------------------------------------------------------------------------------------------


def test_functional_branches_count_as_branches_but_not_for_their_members(engine):
    temporary = {"setting_form": "临时", "retired_n": None, "full_members_n": None}
    note = {"row_key": 3, "field": "retired_n", "status": "不适用"}
    given.send_branches(engine, A, {}, {"setting_form": "非建制功能型"}, temporary, notes=(note,))
    assert one(engine, "branch_total").value == 3
    members = one(engine, "member_total")
    assert (members.value, members.na_cells, members.missing_cells) == (10, 1, 0)


def test_general_branches_count_only_among_organisations(engine):
    given.send_branches(engine, A, {}, {"org_kind": "党总支"})
    found = [one(engine, key).value for key in ("org_total", "branch_total", "member_total")]
    assert found == [2, 1, 10]


@pytest.mark.parametrize(
    ("branch", "overdue"),
    [
        ({"term_end_on": date(2025, 12, 30)}, 1),
        ({"term_end_on": date(2025, 12, 31)}, 0),
        ({"term_end_on": date(2025, 1, 1), "extension_until": date(2025, 12, 31)}, 0),
        ({"term_end_on": date(2025, 1, 1), "extension_until": date(2025, 12, 30)}, 1),
        ({"term_end_on": date(2025, 1, 1), "setting_form": "非建制功能型"}, 0),
        ({"term_end_on": date(2025, 1, 1), "setting_form": "临时"}, 0),
        ({"term_end_on": date(2025, 1, 1), "org_kind": "党委"}, 0),
    ],
)
def test_an_election_is_overdue_when_term_and_extension_ended_before_the_as_of_date(engine, branch, overdue):
    given.send_branches(engine, A, branch)
    assert one(engine, "branch_election_overdue").value == overdue


def test_a_branch_of_unknown_term_is_not_overdue_but_its_office_is_not_complete(engine):
    given.send_branches(engine, A, {"term_end_on": date(2025, 12, 30)}, {"term_end_on": None})
    found = one(engine, "branch_election_overdue")
    assert (found.value, found.missing_cells, found.partial) == (1, 1, ("甲区",))


def test_where_no_term_is_known_nobody_can_say_that_none_is_overdue(engine):
    given.send_branches(engine, A, {"term_end_on": None})
    found = one(engine, "branch_election_overdue")
    assert (found.state, found.value) == (State.MISSING, None)


@pytest.mark.parametrize(("members", "over_50", "ge_100"), [(50, 0, 0), (51, 1, 0), (99, 1, 0), (100, 1, 1)])
def test_branch_sizes_are_counted_from_51_and_from_100(engine, members, over_50, ge_100):
    given.send_branches(engine, A, {"full_members_n": members})
    assert [one(engine, "branch_over_50").value, one(engine, "branch_ge_100").value] == [over_50, ge_100]


def test_needed_is_rounded_up_in_each_region_and_then_summed(engine):
    """20% of 6 is 2, of 3 is 1 (already passed), of 1 is 1: 2 + 0 + 1, though 20% of all 10 would be 2."""
    given.send_standings(engine, A, *[(4, 1, 0)] * 6)
    given.send_standings(engine, B, (5, 0, 0), (5, 0, 0), (4, 0, 1))
    given.send_standings(engine, CITY, (0, 0, 5))
    assert one(engine, "sponsored_needed").value == 3
    assert values(engine, "sponsored_needed", "district") == {"甲区": 2, "乙区": 0, "丙县": None, "市直": 1}
    rate = one(engine, "sponsored_pass_rate")
    assert (rate.numerator, rate.denominator, rate.value) == (2, 10, 20)


def test_the_target_on_record_decides_how_many_are_needed(engine):
    given.send_standings(engine, A, *[(4, 1, 0)] * 6)
    with engine.begin() as connection:
        connection.execute(
            insert(schema.target).values(
                indicator_key="sponsored_pass_rate", op=">=", value_lo=Decimal(50), source_doc="文件"
            )
        )
    assert one(engine, "sponsored_needed").value == 3


def test_district_centres_are_counted_by_district(engine):
    centre = {"venue_id": "V", "name": "中心", "tier": "区县级中心", "state": "启用", "opened_on": date(2025, 1, 1)}
    given.send(engine, "venues", A, {schema.venue_period: [centre, centre]})
    given.send(engine, "venues", B, {schema.venue_period: [centre | {"opened_on": None}]})
    given.send(engine, "venues", C, {schema.venue_period: [centre | {"state": "在建"}]})
    given.send(engine, "venues", CITY, {schema.venue_period: [centre]})
    built, rate = one(engine, "venue_district"), one(engine, "venue_district_rate")
    assert (built.value, rate.numerator, rate.denominator, built.due) == (2, 2, 3, 3)
    assert one(engine, "venue_total").value == 4


def test_a_venue_counts_once_it_has_opened(engine):
    room = {"venue_id": "V", "name": "活动室", "tier": "共享活动室", "state": "启用"}
    opened = [room | {"opened_on": date(2025, 12, 31)}, room | {"opened_on": date(2026, 1, 1)}]
    given.send(engine, "venues", A, {schema.venue_period: opened})
    assert one(engine, "venue_shared_x").value == 1


def committee(secretary, deputy, **more):
    return {"approved": "是", "secretary_status": secretary, "deputy_status": deputy} | more


def test_vacancies_of_committees_fall_into_three_exclusive_counts(engine):
    for region, secretary, deputy in ((A, "空缺", "兼职"), (B, "专任", "空缺"), (C, "空缺", "专职")):
        given.send(engine, "committee", region, {schema.work_committee: [committee(secretary, deputy)]})
    keys = ("no_secretary", "no_deputy", "no_both", "only_secretary", "only_deputy")
    assert [one(engine, f"committee_{key}").value for key in keys] == [2, 2, 1, 1, 1]


def test_the_committee_of_the_city_stands_apart(engine):
    given.send(engine, "committee", A, {schema.work_committee: [committee("专任", "专职", approved="否")]})
    given.send(engine, "committee", CITY, {schema.work_committee: [committee("兼任", "专职")]})
    rate = one(engine, "committee_established_rate")
    assert (rate.numerator, rate.denominator, rate.due, rate.missing) == (0, 1, 3, ("乙区", "丙县"))
    assert "市直" not in by_group(engine, "committee_no_secretary", "district")
    assert one(engine, "city_committee_established").value == 1
    alone = one(engine, "committee_established_rate", Filters("2025H2", districts=(CITY,)))
    assert (alone.state, alone.reason) == (State.NOT_APPLICABLE, "该指标只统计区县，不在所选范围内")


# --- 缺报, 0, 不适用, intervals ------------------------------------------------------------------------------------


def test_missing_is_not_zero(engine):
    given.send_branches(engine, A, {})
    given.send_branches(engine, B)
    found = by_group(engine, "branch_total", "district")
    assert [(item.value, item.state) for item in found.values()] == [
        (1, State.PRESENT),
        (0, State.ZERO),
        (None, State.MISSING),
        (None, State.MISSING),
    ]
    whole = one(engine, "branch_total")
    assert (whole.value, whole.reported, whole.due, whole.missing) == (1, 2, 4, ("丙县", "市直"))


def test_a_blank_cell_is_missing_and_names_its_office(engine):
    given.send_visits(engine, A, 5, None)
    given.send_visits(engine, B, None)
    whole = one(engine, "visit_people")
    assert (whole.value, whole.missing_cells, whole.partial) == (5, 2, ("甲区", "乙区"))
    assert by_group(engine, "visit_people", "district")["乙区"].state is State.MISSING


def test_a_cell_that_does_not_apply_is_neither_zero_nor_missing(engine):
    given.send_visits(engine, A, None, notes=({"row_key": 1, "field": "visit_people_n", "status": "不适用"},))
    found = one(engine, "visit_people", Filters("2025H2", districts=(A,)))
    assert (found.value, found.state, found.missing_cells, found.na_cells) == (None, State.NOT_APPLICABLE, 0, 1)


def note(row, precision, lo, hi):
    return {"row_key": row, "field": "visit_people_n", "precision": precision, "lo": lo, "hi": hi}


def test_an_approximate_cell_keeps_its_point_and_widens_the_bounds(engine):
    given.send_visits(engine, A, 100, 30, notes=(note(2, "约数", 27, 33),))
    found = one(engine, "visit_people")
    assert (found.value, found.lo, found.hi, found.exact_sum) == (130, 127, 133, 100)
    assert (found.approx_cells, found.no_point_cells, found.missing_cells) == (1, 0, 0)


def test_a_sum_with_an_interval_has_bounds_but_no_point(engine):
    given.send_visits(engine, A, 100, None, notes=(note(2, "近(上限)", 900, 999),))
    found = one(engine, "visit_people")
    assert (found.value, found.lo, found.hi, found.exact_sum) == (None, 1000, 1099, 100)
    assert (found.state, found.no_point_cells, found.missing_cells) == (State.PRESENT, 1, 0)


def test_a_sum_with_an_open_interval_is_open_upwards(engine):
    given.send_visits(engine, A, 100, None, notes=(note(2, "余(下限)", 50, None),))
    found = one(engine, "visit_people")
    assert (found.value, found.lo, found.hi) == (None, 150, None)


def test_money_keeps_its_cents(engine):
    given.send(engine, "support", A, {schema.support: [{"cash_yuan": Decimal("0.10")}, {"cash_yuan": Decimal("0.20")}]})
    assert one(engine, "consolation_cash").value == 0.3


def test_cash_and_goods_are_added_only_where_the_indicator_says_so(engine):
    given.send(engine, "support", A, {schema.support: [{"cash_yuan": 100, "goods_yuan": 20}]})
    keys = ("consolation_cash", "consolation_goods", "consolation_amount")
    assert [one(engine, key).value for key in keys] == [100, 20, 120]


def test_a_database_without_notes_reads_as_if_all_cells_were_plain(engine):
    given.send_visits(engine, A, 100)
    schema.cell_note.drop(engine)
    assert one(engine, "visit_people").value == 100


# --- versions -------------------------------------------------------------------------------------------------------


def test_a_replaced_return_is_seen_only_by_the_version_it_belonged_to(engine):
    given.send_branches(engine, A, {}, until=2)
    given.publish(engine, 2)
    given.send_branches(engine, A, {}, {}, since=2)
    new, old = open_snapshot(engine), open_snapshot(engine, 1)
    assert [measure(snapshot, ["branch_total"], NOW)[0].value for snapshot in (new, old)] == [2, 1]


# --- filters, groups, scope -----------------------------------------------------------------------------------------


def test_districts_appear_in_official_order_with_the_city_last(engine):
    assert list(by_group(engine, "branch_total", "district")) == ["甲区", "乙区", "丙县", "市直"]


@pytest.mark.parametrize(
    ("filters", "value"),
    [
        (Filters("2025H2", districts=(A,)), 1),
        (Filters("2025H2", districts=(CITY,)), 4),
        (Filters("2025H2", districts=(A,), excluded=True), 6),
        (NOW, 7),
    ],
)
def test_districts_can_be_chosen_or_left_out(engine, filters, value):
    given.send_branches(engine, A, {})
    given.send_branches(engine, B, {}, {})
    given.send_branches(engine, CITY, {}, {}, {}, {})
    assert one(engine, "branch_total", filters).value == value


@pytest.mark.parametrize(
    ("choice", "value", "due"),
    [
        ({"levels": ("区县直",)}, 3, 2),
        ({"natures": ("事业",)}, 6, 2),
        ({"units": ("U1",)}, 1, 1),
        ({"levels": ("区县直",), "natures": ("机关",)}, 1, 2),
    ],
)
def test_units_can_be_chosen_by_level_nature_and_name(engine, choice, value, due):
    given.send_branches(engine, A, {"unit_id": "U1"}, {"unit_id": "U2"}, {"unit_id": "U2"}, {"unit_id": None})
    given.send_branches(engine, CITY, *[{"unit_id": "U9"}] * 4)
    found = one(engine, "branch_total", Filters("2025H2", **choice))
    assert (found.value, found.due) == (value, due)


def test_units_left_out_take_their_rows_away_and_leave_those_of_no_known_unit(engine):
    given.send_branches(engine, A, {"unit_id": "U1"}, {"unit_id": "U2"}, {"unit_id": "U2"}, {"unit_id": None})
    given.send_branches(engine, CITY, *[{"unit_id": "U9"}] * 4)
    snapshot = open_snapshot(engine)

    def counted(**chosen) -> int:
        [found] = measure(snapshot, ["branch_total"], Filters("2025H2", **chosen))
        return found.value

    assert counted() == 8
    assert counted(units=("U2",)) == 2
    assert counted(units=("U2",), units_excluded=True) == 6
    assert counted(units=("U2", "U9"), units_excluded=True) == 2
    assert counted(units=("U2",), units_excluded=True, natures=("事业",)) == 4
    assert counted(units=("U2",), units_excluded=True, districts=(A,)) == 2


def test_of_an_account_for_some_units_those_left_out_are_not_seen_and_no_others_come_in(engine):
    given.send_branches(engine, A, {"unit_id": "U1"}, {"unit_id": "U2"}, {"unit_id": None})
    given.send_branches(engine, CITY, {"unit_id": "U9"})
    scope = Scope(units=frozenset({"U1", "U2"}))
    filters = Filters("2025H2", units=("U2",), units_excluded=True)
    [found] = measure(open_snapshot(engine), ["branch_total"], filters, scope=scope)
    assert found.value == 1


def test_a_unit_filter_that_a_source_cannot_honour_is_refused_with_the_reason(engine):
    given.send_months(engine, A, {"2025-07": 1})
    found = one(engine, "vol_activity_count", Filters("2025H2", levels=("市直",)))
    assert (found.value, found.state) == (None, State.NOT_APPLICABLE)
    assert found.reason == "志愿服务按区县报送，不能按单位筛选"


def test_a_grouping_that_a_source_does_not_have_is_refused_with_the_reason(engine):
    given.send_branches(engine, A, {})
    found = by_group(engine, "branch_total", "field")
    assert found[None].reason == "支部台账里没有“服务领域”一栏，不能按它分组"


def test_units_without_a_row_have_no_branches_but_have_not_filled_their_ledger(engine):
    given.send_branches(engine, A, {"unit_id": "U1"}, {"unit_id": None})
    given.send_visits(engine, A, 5, unit="U1")
    only_a = Filters("2025H2", districts=(A,))
    assert values(engine, "branch_total", "unit", only_a) == {
        "甲区教育局": 1,
        "甲区中心医院": 0,
        "甲区东街社区": 0,
        "（未识别单位）": 1,
    }
    visits = by_group(engine, "visit_people", "unit", only_a)
    assert {group: item.state for group, item in visits.items()} == {
        "甲区教育局": State.PRESENT,
        "甲区中心医院": State.MISSING,
    }


def test_units_can_be_taken_together_by_nature(engine):
    given.send_branches(engine, A, {"unit_id": "U1"}, {"unit_id": "U2"}, {"unit_id": None, "name": "未识别"})
    given.send_branches(engine, CITY, {"unit_id": "U9"})
    only = Filters("2025H2", districts=(A, CITY))
    assert values(engine, "branch_total", "nature", only) == {"机关": 1, "事业": 2, "社区": 0, "（未识别单位）": 1}
    assert len(rows(open_snapshot(engine), "branch_total", only, by="nature", group="事业")) == 2
    [unknown] = rows(open_snapshot(engine), "branch_total", only, by="nature", group=None)
    assert unknown["名称"] == "未识别"


def test_grades_appear_in_their_order_even_where_there_are_none(engine):
    given.send_branches(engine, A, {"grade": "达标"}, {"grade": "示范"}, {"grade": "达标"}, {"grade": None})
    assert values(engine, "branch_total", "grade") == {
        "示范": 1,
        "达标": 2,
        "基本达标": 0,
        "未达标": 0,
        "未定级": 0,
        "（未填）": 1,
    }


def test_a_region_outside_the_scope_never_appears(engine):
    given.send_branches(engine, A, {})
    given.send_branches(engine, B, {}, {})
    scope = Scope(frozenset({A}))
    whole = one(engine, "branch_total", scope=scope)
    assert (whole.value, whole.due, whole.missing) == (1, 1, ())
    assert list(by_group(engine, "branch_total", "district", scope=scope)) == ["甲区"]
    other = Filters("2025H2", districts=(B,))
    refused = one(engine, "branch_total", other, scope=scope)
    assert (refused.value, refused.state) == (None, State.NOT_APPLICABLE)
    with pytest.raises(FilterError, match="不在可查看的范围内"):
        rows(open_snapshot(engine), "branch_total", other, scope=scope)


def test_an_unknown_key_is_answered_with_the_most_similar_one(engine):
    with pytest.raises(UnknownIndicatorError, match="是否应为 branch_total"):
        one(engine, "brnch_total")


def test_an_unknown_period_is_refused(engine):
    with pytest.raises(FilterError, match="没有期次“2030H1”"):
        one(engine, "branch_total", Filters("2030H1"))


# --- then and now ---------------------------------------------------------------------------------------------------


def test_a_stock_is_compared_with_the_year_end(engine):
    given.send_branches(engine, A, {}, period="2024H2")
    given.send_branches(engine, A, {}, {}, period="2025H1")
    given.send_branches(engine, A, {}, {}, {})
    [found] = compare(open_snapshot(engine), ["branch_total"], NOW)
    assert (found.then.period, found.difference, found.growth, found.note) == ("2024H2", 2, 200, "")


def test_a_flow_is_compared_with_the_same_span_of_last_year(engine):
    given.send_visits(engine, A, 2, period="2024H2")
    given.send_visits(engine, A, 9, period="2025H1")
    given.send_visits(engine, A, 5)
    [found] = compare(open_snapshot(engine), ["visit_people"], NOW)
    assert (found.then.span, found.difference) == ("2024年7—12月", 3)


def test_rates_are_compared_in_points_from_unrounded_values(engine):
    given.send_branches(engine, A, {"liaison_n": 1}, {"liaison_n": 0}, {"liaison_n": 0}, period="2024H2")
    given.send_branches(engine, A, {"liaison_n": 1}, {"liaison_n": 0})
    [found] = compare(open_snapshot(engine), ["liaison_rate"], NOW)
    assert found.difference == pytest.approx(50 - 100 / 3)
    assert found.growth is None


def test_an_office_missing_on_one_side_is_left_out_of_the_difference_and_named(engine):
    """甲区 went from 1 to 3; 乙区 has only now reported its 5: the difference is 2, not 7."""
    given.send_branches(engine, A, {}, period="2024H2")
    given.send_branches(engine, A, *[{}] * 3)
    given.send_branches(engine, B, *[{}] * 5)
    [found] = compare(open_snapshot(engine), ["branch_total"], NOW)
    assert (found.now.value, found.then.value, found.difference) == (8, 1, 2)
    assert (found.note, found.without) == ("两期缺报单位不同", ("乙区",))
    districts = compare(open_snapshot(engine), ["branch_total"], NOW, by="district")
    assert [item.difference for item in districts] == [2, None, None, None]


def test_there_is_no_difference_between_entirely_different_offices(engine):
    given.send_branches(engine, A, {}, period="2024H2")
    given.send_branches(engine, B, {}, {})
    both = Filters("2025H2", districts=(A, B))
    [found] = compare(open_snapshot(engine), ["branch_total"], both)
    assert (found.difference, found.growth, found.note) == (None, None, "两期缺报单位不同")


def test_months_are_compared_with_the_same_month_of_last_year(engine):
    given.send_months(engine, A, {"2024-07": 1, "2024-08": 5}, period="2024H2")
    given.send_months(engine, A, {"2025-07": 3, "2025-08": 4})
    found = compare(open_snapshot(engine), ["vol_activity_count"], NOW, by="month")
    assert [item.difference for item in found[:3]] == [2, -1, 0]


def test_spans_of_different_length_are_not_compared(engine):
    given.send_matters(engine, A, 1, period="2025H1")
    given.send_matters(engine, A, 1)
    filters = Filters("2025H2", span=YEAR_TO_DATE, baseline=Baseline.PREVIOUS)
    [found] = compare(open_snapshot(engine), ["practical_matter_count"], filters)
    assert (found.then, found.difference, found.note) == (None, None, "没有可比的往期数据")


# --- rows and cells -------------------------------------------------------------------------------------------------


def test_the_rows_behind_a_number_are_those_counted(engine):
    given.send_branches(engine, B, {"name": "乙一", "venue_relation": "无", "unit_id": "U4"})
    given.send_branches(engine, A, {"name": "甲一", "venue_relation": "自有"}, {"name": "甲二", "venue_relation": "无"})
    found = rows(open_snapshot(engine), "branch_no_venue", NOW)
    assert [(row["所属区县"], row["单位"], row["名称"], row["活动场所"]) for row in found] == [
        ("甲区", None, "甲二", "无"),
        ("乙区", "乙区民政局", "乙一", "无"),
    ]
    [only] = rows(open_snapshot(engine), "branch_no_venue", NOW, group=B)
    assert only["名称"] == "乙一"
    assert len(rows(open_snapshot(engine), "branch_no_venue", NOW, limit=1)) == 1


def test_the_rows_behind_a_shortfall_are_the_branches_not_yet_passed(engine):
    given.send_standings(engine, A, (5, 0, 0), (4, 1, 0), (4, 0, 1))
    found = rows(open_snapshot(engine), "sponsored_needed", NOW)
    assert [row["达标项数"] for row in found] == [4, 4]


def test_a_group_of_a_reading_leads_to_its_rows(engine):
    given.send_branches(engine, A, {"name": "一", "grade": "达标"}, {"name": "二", "grade": None})
    snapshot = open_snapshot(engine)
    assert [row["名称"] for row in rows(snapshot, "branch_total", NOW, by="grade", group="达标")] == ["一"]
    assert [row["名称"] for row in rows(snapshot, "branch_total", NOW, by="grade", group=None)] == ["二"]


def test_a_number_is_traced_to_file_sheet_and_cell(engine):
    sent = given.send_visits(engine, A, 5, None, notes=(note(2, "余(下限)", 50, None) | {"raw": "50多人"},))
    with engine.begin() as connection:
        connection.execute(
            insert(schema.submission_column).values(
                submission_id=sent, field="visit_people_n", part="", letter="C", header="走访慰问人数"
            )
        )
    first, second = trace(open_snapshot(engine), "visit_people", NOW)
    assert (first.period, first.region, first.file, first.sheet) == ("2025H2", "甲区", "演示生成", "表1")
    assert [(cell.address, cell.held, cell.raw) for cell in (first.cells[0], second.cells[0])] == [
        ("C3", 5, None),
        ("C4", None, "50多人"),
    ]


def test_a_computed_date_is_traced_to_the_cells_it_was_computed_from(engine):
    sent = given.send_branches(engine, A, {"term_end_on": date(2025, 1, 1)})
    with engine.begin() as connection:
        for field, letter in (("last_election_on", "N"), ("term_years", "O")):
            connection.execute(
                insert(schema.submission_column).values(
                    submission_id=sent, field=field, part="", letter=letter, header=field
                )
            )
    [found] = trace(open_snapshot(engine), "branch_election_overdue", NOW)
    assert {cell.label: cell.address for cell in found.cells}["届满时间"] == "N3、O3"


# --- engines --------------------------------------------------------------------------------------------------------


def test_all_engines_give_the_same_numbers(any_database):
    engine = given.empty(any_database)
    given.send_branches(
        engine,
        A,
        {"unit_id": "U1", "liaison_n": 1, "grade": "达标", "term_end_on": date(2025, 1, 1)},
        {"unit_id": "U2", "liaison_n": 0, "grade": "示范", "full_members_n": 60},
    )
    given.send_branches(engine, B, {"setting_form": "临时", "retired_n": None})
    given.send_standings(engine, CITY, (5, 0, 0), (4, 1, 0))
    given.send_visits(engine, A, 100, 30, None, notes=(note(2, "约数", 27, 33), note(3, "余(下限)", 51, 59)))
    given.send_months(engine, A, {"2025-01": 1}, period="2025H1")
    given.send_months(engine, A, {"2025-07": 10, "2025-08": 20})
    given.send(engine, "support", B, {schema.support: [{"cash_yuan": Decimal("10.25")}]})
    keys = ("branch_total", "member_total", "branch_over_50", "branch_election_overdue", "liaison_rate")
    assert [one(engine, key).value for key in keys] == [3, 20, 1, 1, pytest.approx(100 / 3)]
    assert one(engine, "sponsored_pass_rate").value == 50
    assert one(engine, "sponsored_needed").value == 0
    visits = one(engine, "visit_people", Filters("2025H2", districts=(A,)))
    assert (visits.value, visits.lo, visits.hi, visits.exact_sum) == (None, 178, 192, 100)
    assert one(engine, "vol_activity_count", Filters("2025H2", span="1-7")).value == 11
    assert one(engine, "consolation_cash").value == 10.25
    assert values(engine, "branch_total", "grade")["示范"] == 1
    assert one(engine, "branch_total", Filters("2025H2", natures=("机关",))).value == 1
    assert [row["正式党员数"] for row in rows(open_snapshot(engine), "branch_over_50", NOW)] == [60]
    assert len(trace(open_snapshot(engine), "visit_people", NOW)) == 4
    engine.dispose()


def test_those_that_fall_short_of_a_rate_are_the_rest_of_its_base():
    """Three branches, one with a liaison, one without, one that does not say: two fall short."""
    engine = given.empty()
    given.send_branches(
        engine, A, {"name": "甲", "liaison_n": 1}, {"name": "乙", "liaison_n": 0}, {"name": "丙", "liaison_n": None}
    )
    snapshot = open_snapshot(engine)
    assert [row["名称"] for row in rows(snapshot, "liaison_rate", NOW)] == ["甲"]
    assert [row["名称"] for row in rows(snapshot, "liaison_rate", NOW, short=True)] == ["乙", "丙"]


def test_a_unit_falls_short_of_a_rate_of_sums_where_a_part_is_lacking():
    engine = given.empty()
    units = [{"unit_id": "U1", "subsidy_due_n": 3, "subsidy_paid_n": 2}, {"unit_id": "U2", "subsidy_due_n": 1}]
    whole = {"unit_id": "U3", "subsidy_due_n": 2, "subsidy_paid_n": 2}
    given.send(engine, "support", A, {schema.support: [*units, whole]})
    short = rows(open_snapshot(engine), "subsidy_rate", NOW, short=True)
    assert [row["单位"] for row in short] == ["甲区教育局"]  # of U2 nothing is known: it is in no base


def test_nothing_falls_short_of_a_count():
    with pytest.raises(FilterError, match="没有未达到的名单"):
        rows(open_snapshot(given.empty()), "branch_total", NOW, short=True)
