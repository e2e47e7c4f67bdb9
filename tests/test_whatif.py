"""Scenarios: what the levers change, what they take, and what they leave alone."""

from datetime import date
from decimal import Decimal

import database_fixtures as given
import pytest
from database_fixtures import CITY, A, B, C
from sqlalchemy import create_engine

from lib import schema
from lib.access import Scope
from lib.errors import FilterError
from lib.filters import Filters
from lib.indicators import indicator
from lib.measure import State, measure, open_snapshot
from lib.whatif import (
    Budget,
    FillPosts,
    Fund,
    HoldElections,
    Manner,
    MatchWilling,
    OpenVenues,
    RaiseStandard,
    Scenario,
    Split,
    Unmix,
    describe,
    paragraph,
    play,
    survey,
)
from lib.whatif.counting import COUNTS, RATES

NOW = Filters("2025H2")
PASSED, ONE_SHORT, TWO_SHORT, UNRATED = (5, 0, 0), (4, 1, 0), (3, 2, 0), (4, 0, 1)
MIXED = {"setting_form": "与在职混建"}
LAST_NORM = "norm_support"


@pytest.fixture
def engine():
    return given.empty()


def send(engine, region, *branches):
    """支部台账 of one office with its norms; a branch states only what differs, `norms` its passed, failed, unrated.
    A branch that is one short lacks 基本保障."""
    norms = [
        {"is_sponsored": "是"} | dict(zip(("passed_n", "failed_n", "unrated_n"), one.pop("norms"), strict=True))
        if "norms" in one
        else None
        for one in branches
    ]
    plain = {"committee_n": 3, "secretary_status": "在岗", "liaison_n": 1, "venue_relation": "自有"}
    rows = [{"branch_id": f"{region}-{key}"} | given.BRANCH | plain | one for key, one in enumerate(branches, 1)]
    standings = [
        {"row_key": key, "framework_id": schema.FIVE_NORMS, "org_kind": "党支部"} | one
        for key, one in enumerate(norms, 1)
        if one
    ]
    results = [
        {"row_key": one["row_key"], "item_id": LAST_NORM, "org_kind": "党支部", "result": "未达标"}
        for one in standings
        if one["failed_n"] == 1
    ]
    tables = {schema.branch_period: rows, schema.norm_standing: standings, schema.norm_result: results}
    given.send(engine, "branches", region, tables)


def committee(engine, region, secretary="专任", deputy="专职", **others):
    given.send_rows(
        engine, "committee", region, {"secretary_status": secretary, "deputy_status": deputy, "approved": "是"} | others
    )


def played(engine, filters=NOW, scope=None, **levers):
    options = {"scope": scope} if scope else {}
    return play(survey(open_snapshot(engine), filters, **options), Scenario(**levers))


def sides(outcome, key, code=None):
    """Now and then, with the change."""
    line = outcome.total(key) if code is None else next(x for x in outcome.districts(key) if x.group_code == code)
    return line.now.value, line.then.value, line.change


def base(line):
    return line.numerator, line.denominator


def needs(outcome, what):
    """What it takes, by region code."""
    return {need.group_code: need.amount for need in outcome.needed(what, total=False)}


# ---- posts -----------------------------------------------------------------------------------------------------------


def test_filling_a_post_raises_the_share_of_districts_that_have_it(engine):
    """Two of three districts have a secretary; with the third all have."""
    committee(engine, A, "空缺", "空缺", secretary_vacant_since=date(2025, 6, 1))
    committee(engine, B)
    committee(engine, C, "兼任", "兼职")
    outcome = played(engine, posts=FillPosts(secretary=(A,)))
    rate = outcome.total("committee_secretary_rate")
    assert (base(rate.now), base(rate.then)) == ((2, 3), (3, 3))
    assert rate.change == pytest.approx(100 / 3)
    assert needs(outcome, "党工委书记") == {A: 1}
    assert sides(outcome, "committee_no_both") == (1, 0, -1)
    assert sides(outcome, "committee_only_deputy") == (1, 2, 1)
    assert outcome.total("committee_lacking") is None  # still two of them
    assert needs(outcome, "专职副书记") == {}


def test_a_vacancy_that_is_filled_no_longer_counts_its_months(engine):
    committee(engine, A, "空缺", secretary_vacant_since=date(2025, 6, 30))
    committee(engine, B, "空缺", secretary_vacant_since=date(2025, 9, 30))
    committee(engine, C)
    assert sides(played(engine, posts=FillPosts(secretary=(A,))), "committee_secretary_vacant_months") == (6, 3, -3)


def test_a_part_time_deputy_makes_way_for_a_full_time_one(engine):
    committee(engine, A, deputy="兼职")
    committee(engine, B)
    outcome = played(engine, posts=FillPosts(deputy=()))
    assert sides(outcome, "committee_no_deputy") == (1, 0, -1)
    assert needs(outcome, "专职副书记") == {A: 1}


def test_staff_goes_up_to_its_quota_and_never_down(engine):
    """Two short in one district, one too many in the other: 2 − 1 = 1 short now, −1 then."""
    committee(engine, A, staff_quota_n=5, staff_n=3)
    committee(engine, B, staff_quota_n=3, staff_n=4)
    outcome = played(engine, posts=FillPosts(staff=()))
    assert sides(outcome, "staff_short") == (1, -1, -2)
    assert sides(outcome, "staff_total") == (7, 9, 2)
    assert needs(outcome, "党工委工作人员") == {A: 2}


def test_a_district_that_has_not_reported_stays_so_and_gets_no_post(engine):
    committee(engine, A, "空缺")
    outcome = played(engine, posts=FillPosts(secretary=()))
    unknown = [line for line in outcome.districts("committee_secretary_rate") if line.group_code != A]
    assert {line.then.state for line in unknown} == {State.MISSING}
    assert needs(outcome, "党工委书记") == {A: 1}
    assert outcome.notes[0] == "乙区、丙县缺报党工委配备，方案前后都不计入。"


def test_posts_of_a_district_ledger_cannot_be_filled_by_unit(engine):
    committee(engine, A, "空缺")
    outcome = played(engine, Filters("2025H2", units=("U1",)), posts=FillPosts(secretary=()))
    assert outcome.total("committee_secretary_rate").then.state is State.NOT_APPLICABLE
    assert "党工委配备按区县报送，不能按单位筛选，方案不作推算。" in outcome.notes


def test_a_branch_without_a_secretary_gets_one_where_that_is_wanted(engine):
    send(engine, A, {"secretary_status": "空缺"}, {})
    send(engine, B, {"secretary_status": "空缺"}, {})
    outcome = played(engine, posts=FillPosts(branch_secretary=(A,)))
    assert sides(outcome, "branch_secretary_vacant_rate") == (50, 25, -25)
    assert needs(outcome, "党支部书记") == {A: 1}


# ---- dividing and un-mixing ------------------------------------------------------------------------------------------


def test_dividing_a_branch_changes_the_base_of_every_rate(engine):
    """120 members make three branches of forty; one of two branches passed, one of four does then."""
    send(engine, A, {"full_members_n": 120, "norms": PASSED}, {"norms": TWO_SHORT})
    outcome = played(engine, split=Split())
    assert sides(outcome, "branch_over_50") == (1, 0, -1)
    assert sides(outcome, "branch_total") == (2, 4, 2)
    assert sides(outcome, "branch_size_max") == (120, 40, -80)
    assert sides(outcome, "branch_size_median") == (65, 40, -25)
    assert sides(outcome, "branch_pass_rate") == (50, 25, -25)
    assert sides(outcome, "branch_unrated") == (0, 2, 2)
    assert sides(outcome, "liaison_rate") == (100, 50, -50)
    [division] = outcome.divisions
    assert (division.before, division.sizes, division.committees) == (120, (40, 40, 40), 2)
    assert (needs(outcome, "党支部书记"), needs(outcome, "支委会")) == ({A: 2}, {A: 2})
    [members] = outcome.needed("支委")
    assert (members.amount, members.most) == (6, 10)


def test_parts_of_fewer_than_seven_need_no_committee(engine):
    send(engine, A, {"full_members_n": 11, "committee_n": 0})
    outcome = played(engine, split=Split(limit=6))
    assert outcome.divisions[0].sizes == (6, 5)
    assert needs(outcome, "支委会") == {}
    assert sides(outcome, "branch_committee_lacking") == (1, 0, -1)


def test_a_divided_branch_without_a_venue_leaves_all_its_parts_without(engine):
    send(engine, A, {"full_members_n": 60, "venue_relation": "无"})
    assert sides(played(engine, split=Split()), "branch_no_venue") == (1, 2, 1)


def test_one_place_serves_all_parts_of_a_divided_branch(engine):
    """No branch is counted twice: two parts get a place, one branch needed it."""
    send(engine, A, {"full_members_n": 60, "venue_relation": "无"})
    outcome = played(engine, split=Split(), venues=OpenVenues(branches=(f"{A}-1",)))
    assert sides(outcome, "branch_no_venue") == (1, 0, -1)
    assert sides(outcome, "branch_no_venue_rate") == (100, 0, -100)
    assert needs(outcome, "安排活动场所的支部") == {A: 1}


def test_a_mixed_branch_stands_alone_without_its_members_in_service(engine):
    send(engine, A, MIXED | {"full_members_n": 55, "inservice_n": 10, "retired_n": 45}, {})
    outcome = played(engine, unmix=Unmix())
    assert sides(outcome, "branch_mixed_rate") == (50, 0, -50)
    assert sides(outcome, "branch_standalone") == (1, 2, 1)
    assert sides(outcome, "branch_over_50") == (1, 0, -1)
    assert needs(outcome, "转出在职党员") == {A: 10}


def test_fewer_than_three_retired_members_cannot_stand_alone(engine):
    send(
        engine,
        A,
        MIXED | {"full_members_n": 12, "inservice_n": 10, "name": "小支部"},
        MIXED | {"full_members_n": None, "name": "未填支部"},
        MIXED | {"full_members_n": 13, "inservice_n": 10},
    )
    outcome = played(engine, unmix=Unmix())
    assert sides(outcome, "branch_mixed_reported") == (3, 2, -1)
    assert [(one.name, one.reason) for one in outcome.left_out] == [
        ("小支部", "离退休正式党员2名，不足3名，不能单独成立支部"),
        ("未填支部", "正式党员数未填，无法判断"),
    ]


def test_un_mixing_comes_before_dividing(engine):
    """Sixty with twenty in service are forty without them: nothing is left to divide."""
    send(engine, A, MIXED | {"full_members_n": 60, "inservice_n": 20})
    outcome = played(engine, unmix=Unmix(), split=Split())
    assert sides(outcome, "branch_total") == (1, 1, 0)
    assert outcome.divisions == ()


# ---- elections -------------------------------------------------------------------------------------------------------


def terms(engine):
    """One overdue, one that ends within the time, one that was extended to its last day, one that ends later."""
    send(
        engine,
        A,
        {"term_end_on": date(2025, 10, 1)},
        {"term_end_on": date(2026, 3, 1)},
        {"term_end_on": date(2025, 10, 1), "extension_until": date(2026, 6, 30)},
        {"term_end_on": date(2026, 7, 1)},
        {"term_end_on": date(2025, 10, 1), "setting_form": "临时"},
        {"term_end_on": None},
    )


def test_overdue_elections_are_held_while_others_fall_due(engine):
    """Of six one is overdue; until mid-year two more fall due, one of them on the last day."""
    terms(engine)
    outcome = played(engine, elections=HoldElections(date(2026, 6, 30)))
    assert sides(outcome, "branch_election_overdue") == (1, 1, 0)
    assert needs(outcome, "换届支部") == {A: 1}
    assert outcome.formulas[0] == "换届：现逾期1个，到2026年6月30日又有2个届满，其中安排换届1个"
    assert "1个支部届满时间不明，未计入换届。" in outcome.notes


def test_elections_that_fall_due_are_held_too_where_that_is_wanted(engine):
    terms(engine)
    outcome = played(engine, elections=HoldElections(date(2026, 6, 30), also_due=True))
    assert sides(outcome, "branch_election_overdue") == (1, 0, -1)
    assert [(one.due_on, one.overdue) for one in outcome.elections] == [
        (date(2025, 10, 1), True),
        (date(2026, 3, 1), False),
        (date(2026, 6, 30), False),
    ]


def test_time_passes_in_the_districts_that_hold_no_elections_too(engine):
    send(engine, A, {"term_end_on": date(2025, 10, 1)})
    send(engine, B, {"term_end_on": date(2026, 3, 1)})
    outcome = played(engine, elections=HoldElections(date(2026, 6, 30), where=(A,)))
    assert sides(outcome, "branch_election_overdue", A) == (1, 0, -1)
    assert sides(outcome, "branch_election_overdue", B) == (0, 1, 1)


# ---- venues ----------------------------------------------------------------------------------------------------------


def test_a_room_is_a_room_and_gives_a_place_to_nobody_by_itself(engine):
    given.send_rows(engine, "venues", A, {"tier": "共享活动室"})
    send(engine, A, {"venue_relation": "无"}, {})
    outcome = played(engine, venues=OpenVenues(rooms=((A, 2),)))
    assert sides(outcome, "venue_shared_x") == (1, 3, 2)
    assert sides(outcome, "branch_no_venue") == (1, 1, 0)
    assert needs(outcome, "共享活动室") == {A: 2}


def test_a_room_in_a_district_that_has_not_reported_adds_to_no_total(engine):
    given.send_rows(engine, "venues", A, {"tier": "共享活动室"})
    outcome = played(engine, venues=OpenVenues(rooms=((B, 1),)))
    assert sides(outcome, "venue_shared_x") == (1, 1, 0)
    assert sides(outcome, "venue_shared_x", B) == (None, None, None)


def test_a_room_in_a_district_that_may_not_be_seen_is_not_asked_for(engine):
    given.send_rows(engine, "venues", A, {"tier": "共享活动室"})
    outcome = played(engine, scope=Scope(frozenset({A})), venues=OpenVenues(rooms=((A, 1), (B, 1))))
    assert needs(outcome, "共享活动室") == {A: 1}


def test_a_chosen_branch_that_is_not_without_a_venue_is_passed_over(engine):
    send(engine, A, {"venue_relation": "无"}, {"venue_relation": "借用"})
    outcome = played(engine, venues=OpenVenues(branches=(f"{A}-1", f"{A}-2")))
    assert sides(outcome, "branch_no_venue") == (1, 0, -1)
    assert sides(outcome, "branch_no_fixed") == (2, 1, -1)
    assert "点选的1个支部不在当前范围的无活动场所名单里，未计入。" in outcome.notes


# ---- the standard ----------------------------------------------------------------------------------------------------


def sponsored(engine):
    """甲区 one of six, 乙区 two of four, 丙县 缺报."""
    send(engine, A, *({"norms": norms} for norms in (PASSED, ONE_SHORT, TWO_SHORT, UNRATED, TWO_SHORT, TWO_SHORT)))
    send(engine, B, *({"norms": norms} for norms in (PASSED, PASSED, ONE_SHORT, UNRATED)))


def test_each_district_gets_what_it_lacks(engine):
    """For 40 % 甲区 needs 2.4, that is three of six; 乙区 has its two of four."""
    sponsored(engine)
    outcome = played(engine, standard=RaiseStandard(Decimal(40)))
    assert needs(outcome, "达标支部") == {A: 2}
    assert sides(outcome, "sponsored_pass_rate") == (30, 50, 20)
    assert sides(outcome, "branch_passed") == (3, 5, 2)
    assert sides(outcome, "branch_pass_rate") == (30, 50, 20)
    assert outcome.total("branch_nonstandard") is None
    assert "只靠补齐一项不够：甲区需2个、只差一项的仅1个，其余要补两项以上或先评定。" in outcome.notes


def test_what_is_needed_is_what_the_indicator_of_that_name_says(engine):
    """At the target on record (20 %) the quotas are those of sponsored_needed, and nothing is needed then."""
    sponsored(engine)
    outcome = played(engine, standard=RaiseStandard())
    assert needs(outcome, "达标支部") == {A: 1}
    assert sides(outcome, "sponsored_needed") == (1, 0, -1)


def test_what_the_other_districts_need_is_still_needed(engine):
    sponsored(engine)
    outcome = played(engine, standard=RaiseStandard(Decimal(60), where=(B,)))
    assert needs(outcome, "达标支部") == {B: 1}
    assert sides(outcome, "sponsored_needed") == (1, 1, 0)


def test_by_base_the_same_total_is_shared_out_and_may_leave_a_district_short(engine):
    """Two needed, six and four sponsored: 1.2 and 0.8."""
    sponsored(engine)
    outcome = played(engine, standard=RaiseStandard(Decimal(40), Manner.BASE))
    assert needs(outcome, "达标支部") == {A: 1, B: 1}
    assert "按包抓支部数分摊后，甲区仍达不到40%。" in outcome.notes


def test_dividing_raises_what_is_needed(engine):
    """One of five passed; a sponsored branch in three parts makes one of seven, and a fifth of that is two."""
    send(
        engine,
        A,
        *({"norms": norms} for norms in (PASSED, *(TWO_SHORT,) * 3)),
        {"norms": TWO_SHORT, "full_members_n": 150},
    )
    assert needs(played(engine, standard=RaiseStandard()), "达标支部") == {}
    outcome = played(engine, split=Split(), standard=RaiseStandard())
    assert needs(outcome, "达标支部") == {A: 1}
    assert base(outcome.total("sponsored_pass_rate").then) == (2, 7)


@pytest.mark.parametrize("chosen", [{"branches": (f"{A}-2", f"{A}-3")}, {"items": (LAST_NORM,), "where": (A,)}])
def test_only_a_branch_that_is_one_norm_short_can_be_chosen(engine, chosen):
    sponsored(engine)
    outcome = played(engine, standard=RaiseStandard(manner=Manner.CHOSEN, **chosen))
    assert sides(outcome, "branch_passed") == (3, 4, 1)
    assert sides(outcome, "branch_nonstandard") == (5, 4, -1)
    assert sides(outcome, "sponsored_next_to_pass") == (2, 1, -1)
    assert sides(outcome, f"{LAST_NORM}_only_gap") == (2, 1, -1)
    assert sides(outcome, f"{LAST_NORM}_pass_rate") == (0, 50, 50)


# ---- volunteers and money --------------------------------------------------------------------------------------------


def test_willing_people_are_matched_up_to_the_target(engine):
    """Half of ten are matched; for 75 % eight are needed."""
    given.send_rows(engine, "volunteers", A, {"willing_n": 10, "matched_n": 5})
    given.send_rows(engine, "volunteers", B, {"willing_n": 10, "matched_n": 9})
    outcome = played(engine, matching=MatchWilling(Decimal(75)))
    assert sides(outcome, "willing_matched_rate") == (70, 85, 15)
    assert needs(outcome, "对接服务意愿") == {A: 3}


def funds(engine):
    """Ten members each: 10, 30 and 50 yuan a head."""
    for region, money in ((A, 100), (B, 300), (C, 500)):
        send(engine, region, {})
        given.send_rows(engine, "support", region, {"fund_special": money})


def test_money_goes_up_to_the_median_district(engine):
    funds(engine)
    outcome = played(engine, budget=Budget())
    assert needs(outcome, "经费") == {A: 200}
    assert sides(outcome, "funding_per_member", A) == (10, 30, 20)
    assert sides(outcome, "funding_by_source") == (900, 1100, 200)
    assert outcome.total("funding_per_branch").then.value == pytest.approx(1100 / 3)


def test_the_median_is_that_of_the_districts_without_the_units_of_the_city(engine):
    """10, 30, 50 and for the city's own units 70: the middle of the three districts is 30."""
    funds(engine)
    send(engine, CITY, {})
    given.send_rows(engine, "support", CITY, {"fund_special": 700})
    assert needs(played(engine, budget=Budget()), "经费") == {A: 200}


def test_money_goes_up_to_a_standard(engine):
    funds(engine)
    outcome = played(engine, budget=Budget(standard=Decimal(45), where=(A, C)))
    assert needs(outcome, "经费") == {A: 350}


def test_without_a_district_to_take_the_median_of_no_money_is_asked_for(engine):
    outcome = played(engine, budget=Budget(Fund.VENUES))
    assert outcome.needs == ()
    assert "没有党员人均阵地投入的区县中位数，不能按中位数测算；可改填人均标准。" in outcome.notes


# ---- now and then ----------------------------------------------------------------------------------------------------


CHANGED = {  # a scenario, and the ledgers as they are once it has come true
    "unmix": (
        {"unmix": Unmix()},
        [{"setting_form": "单独组建", "full_members_n": 55, "inservice_n": 0}, {}, {"venue_relation": "无"}],
    ),
    "split": (
        {"split": Split()},
        [
            MIXED | {"full_members_n": 35, "inservice_n": 15},
            MIXED | {"full_members_n": 35, "liaison_n": 0},
            {},
            {"venue_relation": "无"},
        ],
    ),
    "venues": (
        {"venues": OpenVenues(served=())},
        [MIXED | {"full_members_n": 70, "inservice_n": 15}, {}, {"venue_relation": "共享"}],
    ),
}


@pytest.mark.parametrize("name", CHANGED)
def test_then_is_what_would_be_measured_if_the_ledgers_said_so(engine, name):
    levers, after = CHANGED[name]
    send(engine, A, MIXED | {"full_members_n": 70, "inservice_n": 15}, {}, {"venue_relation": "无"})
    then = given.empty()
    send(then, A, *after)
    outcome = played(engine, **levers)
    keys = [*outcome.keys, *(key for key in (*COUNTS, *RATES) if key not in outcome.keys)]
    expected = {one.key: one for one in measure(open_snapshot(then), keys, NOW)}
    before = {one.key: one for one in measure(open_snapshot(engine), keys, NOW)}
    for key in keys:
        line = outcome.total(key)
        found = before[key] if line is None else line.then
        assert (key, found.value, base(found)) == (key, expected[key].value, base(expected[key]))


def test_now_is_the_reading_itself(engine):
    send(engine, A, {"full_members_n": 60}, {})
    outcome = played(engine, split=Split())
    measured = {(one.key, one.group_code): one for one in measure(open_snapshot(engine), outcome.keys, NOW, "district")}
    assert all(line.now == measured[line.key, line.group_code] for line in outcome.lines if line.group_code)


def test_the_scenario_of_nothing_changes_nothing(engine):
    send(engine, A, {})
    outcome = played(engine)
    assert (outcome.lines, outcome.needs, outcome.notes) == ((), (), ())
    assert Scenario(posts=FillPosts(), venues=OpenVenues()) == Scenario()


def test_a_district_that_is_not_in_the_view_is_left_alone(engine):
    send(engine, A, {"full_members_n": 60})
    send(engine, B, {"full_members_n": 60})
    outcome = played(engine, Filters("2025H2", districts=(A,)), split=Split())
    assert [line.group_code for line in outcome.districts("branch_over_50")] == [A]
    assert sides(outcome, "branch_total") == (1, 2, 1)


def test_a_district_that_may_not_be_seen_has_no_part(engine):
    send(engine, A, {"full_members_n": 60})
    send(engine, B, {"full_members_n": 60})
    outcome = played(engine, scope=Scope(frozenset({A})), split=Split())
    assert sides(outcome, "branch_total") == (1, 2, 1)
    assert {division.group_code for division in outcome.divisions} == {A}


def test_a_unit_filter_narrows_the_levers_to_its_branches(engine):
    send(engine, A, {"full_members_n": 60, "unit_id": "U1"}, {"full_members_n": 60, "unit_id": "U2"})
    assert sides(played(engine, Filters("2025H2", units=("U1",)), split=Split()), "branch_total") == (1, 2, 1)


def test_nothing_is_inferred_from_an_interval(engine):
    """Ten to twenty are willing: how many eight in ten of them are cannot be said."""
    vague = {"row_key": 1, "field": "willing_n", "precision": "区间", "lo": 10, "hi": 20}
    given.send_rows(engine, "volunteers", A, {"willing_n": None, "matched_n": 5}, notes=(vague,))
    outcome = played(engine, matching=MatchWilling(Decimal(80)))
    assert outcome.needs == ()
    assert sides(outcome, "willing_matched_rate") == (None, None, None)


# ---- places ----------------------------------------------------------------------------------------------------------


def test_districts_have_places_before_and_after_where_the_base_is_large_enough(engine):
    """甲区 5 of 10, 乙区 4 of 10 without a secretary, 丙县 none of 2: too few to be ranked."""
    send(engine, A, *[{"secretary_status": "空缺"}] * 5, *[{}] * 5)
    send(engine, B, *[{"secretary_status": "空缺"}] * 4, *[{}] * 6)
    send(engine, C, {}, {})
    send(engine, CITY, *[{}] * 10)
    lines = played(engine, posts=FillPosts(branch_secretary=(A,))).districts("branch_secretary_vacant_rate")
    assert {line.group: (line.place_now, line.place_then, line.ranked) for line in lines} == {
        "甲区": (2, 1, 2),
        "乙区": (1, 2, 2),
        "丙县": (None, None, 2),
        "市直": (None, None, 2),
    }


def test_places_count_districts_that_were_not_chosen(engine):
    send(engine, A, *[{"secretary_status": "空缺"}] * 5, *[{}] * 5)
    send(engine, B, *[{"secretary_status": "空缺"}] * 4, *[{}] * 6)
    outcome = played(engine, Filters("2025H2", districts=(A,)), posts=FillPosts(branch_secretary=()))
    [line] = outcome.districts("branch_secretary_vacant_rate")
    assert (line.place_now, line.place_then, line.ranked) == (2, 1, 2)


def test_counts_have_no_places(engine):
    send(engine, A, {"full_members_n": 60})
    assert {line.place_now for line in played(engine, split=Split()).districts("branch_over_50")} == {None}


# ---- words -----------------------------------------------------------------------------------------------------------


def test_the_formula_puts_the_numbers_in(engine):
    sponsored(engine)
    outcome = played(engine, standard=RaiseStandard(Decimal(40)))
    assert outcome.formulas[:2] == (
        "达标任务＝包抓支部数×40%（向上取整）−已达标数，逐区县计算后相加，共2个：甲区6×40%取整为3，−1＝2个",
        "本级包抓支部达标率＝（3＋2）÷10＝50.0%，现为3÷10＝30.0%，提高20.0个百分点",
    )


def test_a_paragraph_says_what_is_done_what_it_comes_to_and_what_it_takes(engine):
    committee(engine, A, "空缺")
    committee(engine, B)
    committee(engine, C)
    assert paragraph(played(engine, posts=FillPosts(secretary=()))) == (
        "截至2025年12月31日，全市按以下方案测算：补齐党工委书记。补齐党工委书记：甲区，共1名。"
        "区县党工委书记配备率＝（2＋1）÷3＝100.0%，现为2÷3＝66.7%，提高33.3个百分点。"
        "未配备书记区县数＝1−1＝0个。共需党工委书记1名。"
    )


@pytest.mark.parametrize(("others", "explained"), [(4, True), (3, False)])
def test_rounded_rates_that_do_not_fit_their_difference_are_explained(engine, others, explained):
    """1 and 2 of 6 are 16.7 % and 33.3 %, with 16.7 between them; 1 and 2 of 5 are 20 % and 40 %, with 20."""
    send(engine, A, *({"norms": norms} for norms in (PASSED, ONE_SHORT, *(TWO_SHORT,) * others)))
    outcome = played(engine, standard=RaiseStandard(manner=Manner.CHOSEN, items=(LAST_NORM,)))
    assert any("四舍五入" in note for note in outcome.notes) is explained


def test_a_scenario_is_named_in_one_line(engine):
    directory = open_snapshot(engine).directory
    assert describe(Scenario(), directory) == "没有设定方案"
    scenario = Scenario(split=Split(40, (A,)), posts=FillPosts(secretary=(), deputy=(A, B)), budget=Budget())
    assert describe(scenario, directory) == (
        "拆分超40名的支部（甲区）；补齐党工委书记；补齐专职副书记（甲区、乙区）；党员人均党建工作经费到区县中位数"
    )


@pytest.mark.parametrize(
    "make",
    [
        lambda: Split(4),
        lambda: RaiseStandard(Decimal(0)),
        lambda: RaiseStandard(Decimal("NaN")),
        lambda: MatchWilling(Decimal(101)),
        lambda: Budget(standard=Decimal(-1)),
        lambda: OpenVenues(rooms=((A, 0),)),
        lambda: HoldElections(date(1000, 1, 1)),
    ],
)
def test_a_lever_out_of_range_is_refused(make):
    with pytest.raises(FilterError):
        make()


# ---- the demo city ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def today(demo_url):
    return survey(open_snapshot(create_engine(demo_url)), NOW)


@pytest.mark.parametrize("key", [*COUNTS, *RATES])
def test_the_conditions_of_a_branch_count_what_is_measured(today, key):
    """Counted over the branches behind the number, every condition gives the number itself."""
    reading = today.reading(key)
    if key in COUNTS:
        assert sum(map(COUNTS[key], today.branches)) == reading.value
    else:
        top, whole = RATES[key]
        assert (sum(map(top, today.branches)), sum(map(whole, today.branches))) == base(reading)


EVERYTHING = Scenario(
    unmix=Unmix(),
    split=Split(),
    posts=FillPosts((), (), (), ()),
    elections=HoldElections(date(2026, 6, 30)),
    venues=OpenVenues(served=()),
    standard=RaiseStandard(Decimal(30)),
    matching=MatchWilling(Decimal(80)),
    budget=Budget(),
)


def test_all_levers_together_reach_what_each_is_there_for(today):
    outcome = play(today, EVERYTHING)
    assert all(sides(outcome, key)[1] == 0 for key in ("branch_over_50", "committee_no_secretary", "branch_no_venue"))
    reached = [line.then for line in outcome.districts("sponsored_pass_rate") if line.then.value is not None]
    assert reached
    assert all(reading.value >= 30 for reading in reached)
    assert {line.now.state for line in outcome.lines if line.now.state is State.MISSING} == {State.MISSING}


def test_districts_add_up_to_the_whole(today):
    """Of every count and every base of a rate, now and then."""
    outcome = play(today, EVERYTHING)
    for key in outcome.keys:
        if indicator(key).grows_with_size:
            total, parts = outcome.total(key).then.value, [line.then.value for line in outcome.districts(key)]
            assert (key, sum(part for part in parts if part is not None)) == (key, pytest.approx(total))
