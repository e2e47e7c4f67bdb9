"""Each indicator by its own case: rows that can be counted in the head, and what they come to."""

from datetime import date

import database_fixtures as given
import pytest
from database_fixtures import CITY, A, B, C
from sqlalchemy import insert

from lib import schema
from lib.filters import YEAR_TO_DATE, Filters
from lib.indicators import INDICATORS, Over
from lib.measure import State, measure, open_snapshot

NOW = Filters("2025H2")


@pytest.fixture
def engine():
    return given.empty()


def one(engine, key, filters=NOW):
    [reading] = measure(open_snapshot(engine), [key], filters)
    return reading


def by_group(engine, key, by):
    return {item.group: item for item in measure(open_snapshot(engine), [key], NOW, by)}


def fraction(engine, key, filters=NOW):
    found = one(engine, key, filters)
    return found.numerator, found.denominator


# --- branches -------------------------------------------------------------------------------------------------------

FUNCTIONAL = {"setting_form": "非建制功能型"}
MIXED = {"setting_form": "与在职混建"}


def test_mixed_branches_are_a_share_of_all_but_the_functional_ones(engine):
    given.send_branches(engine, A, MIXED, FUNCTIONAL, {}, {"setting_form": None})
    given.send_branches(engine, B, {"setting_form": "临时"}, MIXED | {"org_kind": "党总支"})
    assert fraction(engine, "branch_mixed_rate") == (1, 4)


def test_branches_are_counted_by_how_they_were_set_up(engine):
    """One standing alone, two mixed, three joint, four functional, five temporary; one does not say, a 党总支 is none.
    Together they are all branches, and only the functional ones' members belong elsewhere."""
    kinds = {
        "branch_standalone": "单独组建",
        "branch_mixed_reported": "与在职混建",
        "branch_joint": "联合组建",
        "branch_functional": "非建制功能型",
        "branch_temporary": "临时",
    }
    forms = [form for number, form in enumerate(kinds.values(), start=1) for _ in range(number)]
    given.send_branches(engine, A, *({"setting_form": form} for form in (*forms, None)), MIXED | {"org_kind": "党总支"})
    found = [one(engine, key) for key in kinds]
    assert [item.value for item in found] == [1, 2, 3, 4, 5]
    assert {item.missing_cells for item in found} == {1}
    assert [one(engine, key).value for key in ("branch_total", "member_total")] == [16, 120]


def test_branches_of_over_50_are_a_share_of_all_branches_and_no_mean_of_two_districts(engine):
    """51 in the only branch of 甲区, 50 in each of four in 乙区: 1 of 5, not a half."""
    given.send_branches(engine, A, {"full_members_n": 51})
    given.send_branches(engine, B, *[{"full_members_n": 50}] * 4, {"full_members_n": 60, "org_kind": "党总支"})
    found = one(engine, "branch_over_50_rate")
    assert (found.numerator, found.denominator, found.value) == (1, 5, 20)


def test_functional_branches_are_counted_by_scene(engine):
    given.send_branches(engine, A, FUNCTIONAL | {"scene": "社区"}, FUNCTIONAL | {"scene": "网上"}, {"scene": "社区"})
    found = by_group(engine, "functional_branch_by_scene", "scene")
    assert {group: item.value for group, item in found.items() if item.value} == {"社区": 1, "网上": 1}
    assert one(engine, "functional_branch_by_scene").value == 2


@pytest.mark.parametrize(
    ("branch", "counted"),
    [
        ({"retired_n": 4, "lixiu_n": 4}, 1),
        ({"retired_n": 4, "lixiu_n": 4, "inservice_n": 0}, 1),
        ({"retired_n": 4, "lixiu_n": 4, "inservice_n": 1}, 0),
        ({"retired_n": 4, "lixiu_n": 3}, 0),
        ({"retired_n": 0, "lixiu_n": 0}, 0),
    ],
)
def test_a_branch_of_lixiu_cadres_only_has_no_other_member(engine, branch, counted):
    given.send_branches(engine, A, branch)
    assert one(engine, "lixiu_only_branch_total").value == counted


@pytest.mark.parametrize(
    ("members", "committee", "excess"), [(50, 7, 0), (51, 7, 1), (50, 8, 1), (51, 8, 1), (51, None, 1), (9, None, 0)]
)
def test_too_many_are_more_than_50_members_or_7_in_the_committee(engine, members, committee, excess):
    given.send_branches(engine, A, {"full_members_n": members, "committee_n": committee}, {"committee_n": 3})
    found = one(engine, "branch_headcount_excess")
    assert (found.value, found.missing_cells) == (excess, 0 if committee else 1)


def test_a_committee_is_due_from_seven_full_members_on(engine):
    sizes = ((6, 0), (7, 0), (7, 3), (3, 1))
    given.send_branches(engine, A, *({"full_members_n": full, "committee_n": number} for full, number in sizes))
    assert [one(engine, key).value for key in ("committee_built_count", "branch_committee_lacking")] == [2, 1]


@pytest.mark.parametrize(("committee", "found"), [(8, 1), (7, 0), (None, None)])
def test_a_committee_of_more_than_seven_is_too_large(engine, committee, found):
    given.send_branches(engine, A, {"committee_n": committee})
    assert one(engine, "branch_committee_over_7").value == found


def test_a_borrowed_room_is_no_fixed_room(engine):
    given.send_branches(engine, A, *({"venue_relation": kind} for kind in ("自有", "共享", "借用", "无")))
    assert [one(engine, key).value for key in ("branch_no_fixed", "branch_no_venue")] == [2, 1]


@pytest.mark.parametrize(
    ("ends", "extended", "found"),
    [
        (date(2025, 12, 30), None, [1, 0, 0, 0]),
        (date(2025, 12, 31), None, [0, 1, 0, 0]),
        (date(2026, 6, 29), None, [0, 1, 0, 0]),
        (date(2026, 6, 30), None, [0, 0, 0, 0]),
        (date(2025, 6, 30), date(2025, 12, 31), [0, 1, 1, 0]),
        (date(2025, 6, 30), date(2026, 6, 30), [0, 0, 1, 0]),
        (date(2025, 6, 30), date(2026, 7, 1), [0, 0, 1, 1]),
        (date(2024, 1, 1), date(2025, 6, 30), [1, 0, 0, 1]),
        (date(2026, 3, 1), date(2026, 9, 1), [0, 0, 0, 0]),
        (None, None, [None, None, None, None]),
    ],
)
def test_terms_end_in_180_days_are_extended_or_extended_for_over_a_year(engine, ends, extended, found):
    """180 days after 31 December are 29 June; a year after 30 June 2025 is 30 June 2026."""
    given.send_branches(engine, A, {"term_end_on": ends, "extension_until": extended})
    keys = (
        "branch_election_overdue",
        "branch_election_due_soon",
        "branch_election_extended",
        "branch_extension_over_year",
    )
    assert [one(engine, key).value for key in keys] == found


def test_overdue_elections_are_a_share_of_all_branches_and_no_mean_of_two_districts(engine):
    """甲区 1 of 1. 乙区 0 of 4: in time, extended, and two that do not elect but are branches. 1 of 5, not a half."""
    over, ahead = {"term_end_on": date(2025, 6, 30)}, {"term_end_on": date(2026, 6, 30)}
    given.send_branches(engine, A, over)
    idle = (over | FUNCTIONAL, over | {"setting_form": "临时"})
    given.send_branches(engine, B, ahead, over | {"extension_until": date(2025, 12, 31)}, *idle)
    found = one(engine, "branch_election_overdue_rate")
    assert (found.numerator, found.denominator, found.value, found.missing_cells) == (1, 5, 20, 0)


@pytest.mark.parametrize(
    ("ends", "extended", "found"),
    [
        (date(2025, 12, 30), None, 2),
        (date(2025, 12, 31), None, 0),
        (date(2025, 6, 30), date(2025, 12, 31), 0),
        (date(2025, 6, 30), date(2025, 12, 30), 2),
        (None, None, None),
    ],
)
def test_the_terms_of_general_branches_and_party_committees_are_counted_apart(engine, ends, extended, found):
    terms = {"term_end_on": ends, "extension_until": extended}
    kinds = ("党总支", "党委", "党支部")
    given.send_branches(engine, A, *({"org_kind": kind} | terms for kind in kinds))
    assert one(engine, "umbrella_election_overdue").value == found


# --- organisation life ----------------------------------------------------------------------------------------------


def send_life(engine, region, *lives, period="2025H2"):
    """Branches with their meetings: (theme days, general meetings, committee meetings), further columns."""
    branches, meetings = [], []
    for key, (times, branch) in enumerate(lives, start=1):
        known = {"branch_id": f"{region}-{key}", "org_kind": "党支部"}
        branches.append(given.BRANCH | {"committee_n": 3} | known | branch)
        names = ("theme_day_n", "general_meeting_n", "committee_meeting_n")
        meetings.append(known | dict(zip(names, times, strict=True)))
    tables = {schema.branch_period: branches, schema.org_life: meetings}
    given.send(engine, "branches", region, tables, period=period)


@pytest.mark.parametrize(
    ("times", "branch", "numerator", "denominator"),
    [
        ((6, 2, 6), {}, 1, 1),
        ((5, 2, 6), {}, 0, 1),
        ((6, 1, 6), {}, 0, 1),
        ((6, 2, 5), {}, 0, 1),
        ((6, 2, 0), {"committee_n": 0}, 1, 1),
        ((0, 0, 0), FUNCTIONAL, 0, 0),
        ((0, 0, 0), {"setting_form": "临时"}, 0, 0),
        ((6, 2, 6), {"setting_form": None}, 1, 1),
    ],
)
def test_meetings_are_regular_every_month_and_quarter(engine, times, branch, numerator, denominator):
    send_life(engine, A, (times, branch))
    assert fraction(engine, "meetings_compliance_rate") == (numerator, denominator)


def test_a_year_asks_for_twelve_months(engine):
    with engine.begin() as connection:
        year = {
            "period_id": "2023",
            "name": "2023年",
            "kind": "年度",
            "status": "已锁定",
            "as_of_date": date(2023, 12, 31),
        }
        days = {"flow_start": date(2023, 1, 1), "flow_end": date(2023, 12, 31)}
        connection.execute(insert(schema.period).values(year | days))
    send_life(engine, A, ((12, 4, 12), {}), ((11, 4, 12), {}), ((12, 3, 12), {}), period="2023")
    assert fraction(engine, "meetings_compliance_rate", Filters("2023")) == (1, 3)


def test_each_half_year_is_judged_by_itself(engine):
    """Eight theme days in one half do not make up for four in the other."""
    send_life(engine, A, ((8, 2, 6), {}), period="2025H1")
    send_life(engine, A, ((4, 2, 6), {}))
    assert fraction(engine, "meetings_compliance_rate", Filters("2025H2", YEAR_TO_DATE)) == (1, 2)


def test_meetings_that_were_not_reported_are_missing(engine):
    send_life(engine, A, ((None, 2, 6), {}), ((6, 2, 6), {}))
    found = one(engine, "meetings_compliance_rate")
    assert (found.numerator, found.denominator, found.missing_cells, found.partial) == (1, 2, 1, ("甲区",))


def test_only_branches_of_lixiu_cadres_are_asked_whether_theirs_is_normal(engine):
    lixiu = {"retired_n": 4, "lixiu_n": 4, "committee_n": 0}
    send_life(engine, A, ((6, 2, 0), lixiu), ((1, 2, 0), lixiu), ((6, 2, 6), {"lixiu_n": 0}))
    assert fraction(engine, "lixiu_only_branch_normal_rate") == (1, 2)


# --- committees -----------------------------------------------------------------------------------------------------


def test_committees_that_were_reviewed_met_and_have_full_time_staff(engine):
    """甲区: reviewed, never met, 2 of 4 full-time. 乙区: not reviewed, met 3 times, 1 of 1. The city stands apart."""
    for region, review, met, full_time, staff in ((A, "是", 0, 2, 4), (B, "否", 3, 1, 1), (CITY, "是", 1, 9, 9)):
        row = {"review_included": review, "coord_meeting_n": met, "staff_fulltime_n": full_time, "staff_n": staff}
        given.send(engine, "committee", region, {schema.work_committee: [row]})
    keys = ("in_review_rate", "district_coord_rate", "staff_fulltime_rate")
    assert [fraction(engine, key) for key in keys] == [(1, 2), (1, 2), (3, 5)]
    assert one(engine, "staff_total").value == 5


def test_staff_of_whom_it_is_not_known_who_is_full_time_is_no_base(engine):
    for region, full_time, staff in ((A, 2, 4), (B, None, 6), (C, 1, None)):
        row = {"staff_fulltime_n": full_time, "staff_n": staff}
        given.send(engine, "committee", region, {schema.work_committee: [row]})
    found = one(engine, "staff_fulltime_rate")
    assert (found.numerator, found.denominator, found.partial) == (2, 4, ("乙区", "丙县"))


# --- cadres ---------------------------------------------------------------------------------------------------------


def test_members_of_units_are_those_the_units_state(engine):
    row = {"member_n": 9, "member_rel_unit": 6, "member_rel_community": 3}
    given.send(engine, "units", A, {schema.cadre_stock: [row]})
    keys = ("unit_member_total", "member_rel_unit", "member_rel_community")
    assert [one(engine, key).value for key in keys] == [9, 6, 3]


def test_check_in_is_a_share_of_the_members_of_units_that_stated_both(engine):
    stated = ((3, 10, "U1"), (None, 50, "U2"))
    rows = [{"checkin_n": number, "member_n": members, "unit_id": unit} for number, members, unit in stated]
    given.send(engine, "units", A, {schema.cadre_stock: rows})
    given.send(engine, "units", CITY, {schema.cadre_stock: [{"checkin_n": 1, "member_n": 10, "unit_id": "U9"}]})
    assert fraction(engine, "community_checkin_rate") == (4, 20)
    found = by_group(engine, "checkin_rate_by_level", "level")
    assert {group: found[group].value for group in ("市直", "区县直")} == {"市直": 10, "区县直": 30}


def test_people_who_checked_in_are_counted_also_where_the_members_are_not_known(engine):
    """3, 5 and 1: 9 people; one unit does not say. Of a share the 5 would be left out."""
    stated = ((3, 10), (5, None), (None, 50))
    given.send(
        engine, "units", A, {schema.cadre_stock: [{"checkin_n": number, "member_n": of} for number, of in stated]}
    )
    given.send(engine, "units", CITY, {schema.cadre_stock: [{"checkin_n": 1, "member_n": 10}]})
    found = one(engine, "community_checkin")
    assert (found.value, found.missing_cells, found.partial) == (9, 1, ("甲区",))
    assert fraction(engine, "community_checkin_rate") == (4, 20)


def test_members_by_age_are_those_of_the_offices_that_tell_ages(engine):
    """乙区 sent its units without ages: its members are in no band, which is 缺报 and not 0, as is a band that nobody
    tells."""
    bands = (("≤60", 2), ("61–65", 4), ("≤60", 3))
    given.send(
        engine,
        "units",
        A,
        {
            schema.cadre_stock: [{"member_n": 9}],
            schema.age_band: [{"band": band, "members_n": number} for band, number in bands],
        },
    )
    given.send(engine, "units", B, {schema.cadre_stock: [{"member_n": 50}]})
    whole = one(engine, "age_band_members")
    assert (whole.value, whole.reported, whole.due) == (9, 1, 4)
    assert "乙区" in whole.missing, "of ages it has sent nothing, though its units have come"
    found = by_group(engine, "age_band_members", "band")
    assert [found[band].value for band in ("≤60", "61–65")] == [5, 4]
    assert found["66–70"].state is State.MISSING
    assert by_group(engine, "age_band_members", "district")["乙区"].state is State.MISSING


def test_participation_by_age(engine):
    """Of the young 3 of 6, of the old 1 of 5, so 4 of these stayed away; a band without a count is no base."""
    bands = {"≤60": (2, 1), "61–65": (4, 2), "66–70": (9, 9), "76–80": (7, 7), "81–85": (3, 1), "≥91": (2, 0)}
    listed = [{"band": band, "members_n": members, "active_n": active} for band, (members, active) in bands.items()]
    listed.append({"band": "86–90", "members_n": 99, "active_n": None})
    given.send(engine, "units", A, {schema.age_band: listed})
    assert fraction(engine, "participation_rate_by_band") == (20, 27)
    assert by_group(engine, "participation_rate_by_band", "band")["81–85"].value == pytest.approx(100 / 3)
    assert fraction(engine, "young_retiree_rate") == (3, 6)
    elder = one(engine, "elder_absent_rate")
    assert (elder.numerator, elder.denominator, elder.value, elder.missing_cells) == (4, 5, 80, 1)


# --- venues, volunteers, support ------------------------------------------------------------------------------------


def send_venues(engine, *venues):
    known = {"venue_id": "V", "name": "活动室", "state": "启用"}
    given.send(engine, "venues", A, {schema.venue_period: [known | venue for venue in venues]})


def test_rooms_are_counted_by_form_and_their_area_is_added(engine):
    send_venues(engine, {"form": "固定", "area_sqm": 80.5}, {"form": "共享", "area_sqm": 20}, {"state": "在建"})
    found = by_group(engine, "venue_by_form", "form")
    assert [found[form].value for form in ("固定", "共享", "一室多用", "专门建立")] == [1, 1, 0, 0]
    assert one(engine, "venue_area_sqm").value == 100.5


def test_a_venue_is_new_in_the_period_in_which_it_opened(engine):
    days = (date(2025, 6, 30), date(2025, 7, 1), date(2025, 12, 31), date(2026, 1, 1), None)
    send_venues(engine, *({"opened_on": day} for day in days), {"opened_on": date(2025, 8, 1), "state": "在建"})
    assert one(engine, "venue_new").value == 2


def test_money_is_added_over_its_four_sources(engine):
    row = {"fund_special": 1, "fund_fee_return": 20, "fund_public": 300, "fund_unit": 4000}
    given.send(engine, "support", A, {schema.support: [row]})
    keys = ("funding_by_source", "fund_special", "fund_fee_return", "fund_public", "fund_unit")
    assert [one(engine, key).value for key in keys] == [4321, 1, 20, 300, 4000]


def test_allowances_are_paid_out_of_those_due(engine):
    rows = [{"subsidy_due_n": 4, "subsidy_paid_n": 3}, {"subsidy_due_n": 9, "subsidy_paid_n": None}]
    given.send(engine, "support", A, {schema.support: rows})
    assert fraction(engine, "subsidy_rate") == (3, 4)


# --- all of them ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", INDICATORS)
def test_nobody_has_reported_is_never_0(engine, key):
    whole_year = INDICATORS[key].over is Over.WHOLE_YEAR
    assert one(engine, key, Filters("2025H2", YEAR_TO_DATE) if whole_year else NOW).state is State.MISSING


@pytest.mark.parametrize("key", [key for key, item in INDICATORS.items() if item.split])
def test_an_indicator_can_be_read_in_the_grouping_it_is_meant_for(engine, key):
    given.send_branches(engine, A, {})
    assert all(not item.reason.startswith("该指标") for item in by_group(engine, key, INDICATORS[key].split).values())
    assert None not in by_group(engine, key, INDICATORS[key].split)
