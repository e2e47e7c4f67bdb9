"""How branches change, elect, meet, study and are staffed: each by rows that can be counted in the head."""

from datetime import date

import database_fixtures as given
import pytest
from database_fixtures import A, B
from sqlalchemy import insert

from lib import schema
from lib.filters import YEAR_TO_DATE, Filters
from lib.measure import State, measure, open_snapshot, rows

NOW = Filters("2025H2")
FIRST_HALF = Filters("2025H1")
THIS_YEAR = Filters("2025H2", YEAR_TO_DATE)
FUNCTIONAL = {"setting_form": "非建制功能型"}


@pytest.fixture
def engine():
    return given.empty()


def one(engine, key, filters=NOW):
    [reading] = measure(open_snapshot(engine), [key], filters)
    return reading


def fraction(engine, key, filters=NOW):
    found = one(engine, key, filters)
    return found.numerator, found.denominator


def left_empty(field, *row_keys):
    """Cells that a clerk left empty because there is nothing to say."""
    return tuple({"row_key": key, "field": field, "status": "不适用"} for key in row_keys)


def send_lives(engine, region, *lives, **options):
    """支部台账 of one office: what differs in the branch, and its organisation life."""
    branches, meetings = [], []
    for key, (branch, life) in enumerate(lives, start=1):
        known = {"branch_id": f"{region}-{key}", "org_kind": "党支部"}
        branches.append(given.BRANCH | known | branch)
        meetings.append(known | life)
    tables = {schema.branch_period: branches, schema.org_life: meetings}
    return given.send(engine, "branches", region, tables, **options)


# --- how branches change ---------------------------------------------------------------------------------------------


def test_only_a_mixed_branch_that_now_stands_alone_was_reformed(engine):
    changes = (("与在职混建", "单独组建"), ("与在职混建", "联合组建"), ("联合组建", "单独组建"), (None, "单独组建"))
    branches = [{"changed_from": old, "setting_form": new} for old, new in changes]
    given.send_branches(engine, A, *branches, notes=left_empty("changed_from", 4))
    found = one(engine, "mixed_to_standalone_count")
    assert (found.value, found.missing_cells) == (1, 0)


def test_reforms_of_both_halves_add_up(engine):
    reformed = {"changed_from": "与在职混建"}
    given.send_branches(engine, A, reformed, reformed, period="2025H1")
    given.send_branches(engine, A, reformed)
    assert one(engine, "mixed_to_standalone_count", THIS_YEAR).value == 3


@pytest.mark.parametrize("key", ["mixed_to_standalone_count", "branch_split_count"])
def test_a_ledger_without_the_column_does_not_say_that_nothing_changed(engine, key):
    given.send_branches(engine, A, {})
    assert one(engine, key).state is State.MISSING


def test_a_split_branch_counts_once_however_many_it_became(engine):
    """O became three. P lives on and gave one off. Q has one successor only: renamed, not split."""
    successors = ({"split_from": "O"}, {"split_from": "O"}, {"split_from": "O"}, {"split_from": "P"})
    others = ({"branch_id": "P"}, {"split_from": "Q"}, {"branch_id": "R"})
    given.send_branches(engine, A, *successors, *others, notes=left_empty("split_from", 5, 7))
    found = one(engine, "branch_split_count")
    assert (found.value, found.missing_cells) == (2, 0)


def test_the_rows_behind_a_split_name_the_branch_that_was_split(engine):
    """O was in an earlier ledger, P in none."""
    with engine.begin() as connection:
        connection.execute(insert(schema.branch).values(branch_id="O", region_code=A, name="教育局支部"))
    given.send_branches(engine, A, *({"split_from": origin} for origin in ("O", "O", "P", "P", None)))
    listed = rows(open_snapshot(engine), "branch_split_count", NOW)
    unknown = "（以往台账中没有这个名称）"
    assert [row["本期拆分自哪个党组织"] for row in listed] == ["教育局支部", "教育局支部", unknown, unknown]


def test_successors_of_two_offices_are_not_one_split(engine):
    given.send_branches(engine, A, {"split_from": "O"})
    given.send_branches(engine, B, {"name": "东街支部"}, {"split_from": "O"})
    assert one(engine, "branch_split_count").value == 0


def test_a_joint_branch_covers_five_units_at_most(engine):
    joint = {"setting_form": "联合组建"}
    covered = (joint | {"units_covered_n": 5}, joint | {"units_covered_n": 6}, {"units_covered_n": 9})
    given.send_branches(engine, A, *covered, joint)
    found = one(engine, "joint_over_5")
    assert (found.value, found.missing_cells) == (1, 1)


def test_a_venue_is_near_up_to_a_kilometre(engine):
    given.send_branches(engine, A, *({"venue_distance_m": metres} for metres in (0, 1000, 1000.5, 3000, None)))
    found = one(engine, "branch_no_nearby")
    assert (found.value, found.missing_cells) == (2, 1)


def test_stars_are_counted_by_level_and_none_is_no_star(engine):
    given.send_branches(engine, A, *({"star": star} for star in ("五星", "三星", "三星", "无", None)))
    found = one(engine, "star_branch_count")
    assert (found.value, found.missing_cells) == (3, 1)
    by_star = {item.group: item.value for item in measure(open_snapshot(engine), ["star_branch_count"], NOW, "star")}
    assert [by_star[star] for star in schema.STARS] == [1, 0, 2, 0]


# --- elections -------------------------------------------------------------------------------------------------------

DUE = date(2025, 9, 30)


@pytest.mark.parametrize(
    ("due", "held", "extended", "expected"),
    [
        (DUE, date(2025, 9, 30), None, (1, 1)),
        (DUE, date(2025, 10, 1), None, (0, 1)),
        (DUE, date(2025, 3, 1), None, (1, 1)),
        (DUE, date(2022, 9, 30), None, (0, 1)),  # the election three years ago is not the one that was due
        (DUE, date(2025, 11, 1), date(2025, 11, 30), (1, 1)),
        (DUE, date(2022, 9, 30), date(2025, 11, 30), (0, 1)),
        (DUE, date(2022, 9, 30), date(2026, 3, 31), (0, 0)),  # it still has time
        (DUE, date(2025, 12, 1), date(2026, 3, 31), (1, 1)),
        (date(2025, 6, 30), date(2025, 6, 1), None, (0, 0)),  # due in the first half
        (date(2026, 1, 1), date(2025, 12, 1), None, (0, 0)),  # due next year
        (date(2025, 6, 1), date(2022, 6, 1), date(2025, 10, 1), (0, 1)),  # the extension ended in this half
        (date(2025, 6, 1), date(2025, 9, 1), date(2025, 10, 1), (1, 1)),
        (date(2025, 6, 1), date(2025, 6, 20), date(2025, 10, 1), (0, 0)),  # counted in the first half
    ],
)
def test_an_election_is_in_time_by_the_due_date_or_the_approved_one(engine, due, held, extended, expected):
    given.send_branches(engine, A, {"due_on": due, "last_election_on": held, "extension_until": extended})
    assert fraction(engine, "election_on_time_rate") == expected


def test_elections_of_the_year_are_those_of_both_halves_and_no_mean_of_two_rates(engine):
    """One of one in the first half, none of three in the second: a quarter, not a half."""
    late = {"due_on": DUE, "last_election_on": date(2022, 1, 1)}
    in_time = {"due_on": date(2025, 5, 1), "last_election_on": date(2025, 4, 1)}
    given.send_branches(engine, A, in_time, period="2025H1")
    given.send_branches(engine, A, late, late, late)
    found = one(engine, "election_on_time_rate", THIS_YEAR)
    assert (found.numerator, found.denominator, found.value) == (1, 4, 25)


def test_a_branch_without_any_election_on_record_has_not_elected(engine):
    """One elected, of one the cell was left empty, of one the date is missing."""
    branches = ({"due_on": DUE, "last_election_on": DUE}, {"due_on": DUE}, {"due_on": DUE})
    given.send_branches(engine, A, *branches, notes=left_empty("last_election_on", 2))
    found = one(engine, "election_on_time_rate")
    assert (found.numerator, found.denominator, found.missing_cells) == (1, 3, 1)


def test_functional_branches_do_not_elect_and_a_ledger_without_due_dates_says_nothing(engine):
    given.send_branches(engine, A, FUNCTIONAL | {"due_on": DUE})
    assert one(engine, "election_on_time_rate").reason == "分母为0，不计算"
    given.send_branches(engine, B, {})
    assert one(engine, "election_on_time_rate", Filters("2025H2", districts=(B,))).state is State.MISSING


def test_what_looks_across_rows_and_periods_is_the_same_on_every_engine(any_database):
    """A branch split in two; one of the two elected in time; both met in the first half and not since."""
    engine = given.empty(any_database)
    for period, met in (("2025H1", 1), ("2025H2", 0)):
        life = {"org_life_meeting_n": met, "study_months_n": 3}
        parts = ({"split_from": "O", "due_on": DUE, "last_election_on": held} for held in (DUE, date(2022, 9, 30)))
        send_lives(engine, A, *((branch, life) for branch in parts), period=period)
    assert one(engine, "branch_split_count").value == 1
    keys = ("election_on_time_rate", "org_life_meeting_rate", "monthly_study_rate")
    assert [fraction(engine, key) for key in keys] == [(1, 2), (2, 2), (6, 12)]
    engine.dispose()


# --- posts and training ----------------------------------------------------------------------------------------------


def test_helpers_are_counted_by_branches_that_have_any(engine):
    """Five branches: two of them do not say how many assistants they have."""
    numbers = ((2, 0), (0, 1), (1, 3), (None, None), (0, None))
    given.send_branches(engine, A, *({"deputy_inservice_n": a, "assistant_n": b} for a, b in numbers))
    assert one(engine, "inservice_deputy_count").value == 2
    found = one(engine, "assistant_rate")
    assert (found.numerator, found.denominator, found.missing_cells) == (2, 3, 2)


def test_assistants_are_trained_as_people_of_those_in_post(engine):
    """3 of 4 and 0 of 1 make 3 of 5; a branch that does not say who was trained, or how many there are, is no base."""
    pairs = ((4, 3), (1, 0), (9, None), (None, 7), (0, 0))
    send_lives(engine, A, *(({"assistant_n": there}, {"assistant_trained_n": done}) for there, done in pairs))
    found = one(engine, "assistant_trained_rate")
    assert (found.numerator, found.denominator, found.missing_cells) == (3, 5, 2)


def test_a_vacant_secretary_cannot_be_trained(engine):
    states = (("在岗", "是"), ("在职兼任", "否"), ("空缺", "是"), ("空缺", "否"), ("在岗", None))
    send_lives(engine, A, *(({"secretary_status": post}, {"secretary_trained": done}) for post, done in states))
    found = one(engine, "secretary_training_rate")
    assert (found.numerator, found.denominator, found.missing_cells) == (1, 2, 1)


def test_a_secretary_trained_this_year_is_not_counted_again_in_its_second_half(engine):
    """The ledger says 「本年度」: the second half already contains the first."""
    for period in ("2025H1", "2025H2"):
        send_lives(engine, A, ({"secretary_status": "在岗"}, {"secretary_trained": "是"}), period=period)
    assert fraction(engine, "secretary_training_rate", THIS_YEAR) == (1, 1)


# --- meetings --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "column"),
    [
        ("theme_day_count", "theme_day_n"),
        ("general_meeting_count", "general_meeting_n"),
        ("committee_meeting_count", "committee_meeting_n"),
        ("lecture_count", "lecture_n"),
    ],
)
def test_meetings_of_branches_are_added_over_both_halves(engine, key, column):
    """1 in the first half, 2 and 4 in the second; those of a 党总支 are not held by a branch, one does not say."""
    send_lives(engine, A, ({}, {column: 1}), period="2025H1")
    send_lives(engine, A, ({}, {column: 2}), ({}, {column: None}), ({}, {column: 50, "org_kind": "党总支"}))
    send_lives(engine, B, (FUNCTIONAL, {column: 4}))
    found = one(engine, key)
    assert (found.value, found.missing_cells, found.partial) == (6, 1, ("甲区",))
    assert one(engine, key, THIS_YEAR).value == 7


@pytest.mark.parametrize(
    ("key", "column", "least"),
    [
        ("general_meeting_rate", "general_meeting_n", 2),
        ("committee_meeting_rate", "committee_meeting_n", 6),
        ("group_meeting_rate", "group_meeting_n", 6),
        ("theme_day_rate", "theme_day_n", 6),
        ("lecture_rate", "lecture_n", 2),
    ],
)
def test_a_meeting_is_regular_from_its_least_number_on(engine, key, column, least):
    """Functional branches are not asked; a branch that does not say is no base, and is named."""
    there = {"committee_n": 3, "groups_n": 2}
    numbers = (least - 1, least, least + 1, None)
    listed = [(there, {column: number}) for number in numbers]
    send_lives(engine, A, *listed, (there | FUNCTIONAL, {column: 0}))
    found = one(engine, key)
    assert (found.numerator, found.denominator, found.missing_cells, found.partial) == (2, 3, 1, ("甲区",))


@pytest.mark.parametrize(
    ("key", "column", "has"),
    [
        ("committee_meeting_rate", "committee_meeting_n", "committee_n"),
        ("group_meeting_rate", "group_meeting_n", "groups_n"),
    ],
)
def test_only_a_branch_that_has_a_committee_or_groups_owes_their_meetings(engine, key, column, has):
    send_lives(engine, A, ({has: 0}, {column: 0}), ({has: None}, {column: 0}), ({has: 1}, {column: 0}))
    assert fraction(engine, key) == (0, 1)


def test_what_is_due_once_a_year_is_judged_at_its_end_with_what_came_before(engine):
    """Held in the first half, in the second, twice, never: three of four. A second meeting is no second branch."""
    halves = ((1, 0), (0, 1), (1, 1), (0, 0))
    for place, period in enumerate(("2025H1", "2025H2")):
        listed = [({}, {"org_life_meeting_n": pair[place], "appraisal_n": pair[place]}) for pair in halves]
        send_lives(engine, A, *listed, period=period)
    for key in ("org_life_meeting_rate", "appraisal_rate"):
        assert fraction(engine, key) == fraction(engine, key, THIS_YEAR) == (3, 4)
        before = one(engine, key, FIRST_HALF)
        assert (before.state, before.value) == (State.NOT_APPLICABLE, None)
        assert "未到期" in before.reason


def test_a_corrected_return_of_the_first_half_no_longer_helps(engine):
    """The first return said that the meeting was held; from version 2 on its correction says that it was not."""
    given.publish(engine, 2)
    send_lives(engine, A, ({}, {"org_life_meeting_n": 1}), period="2025H1", until=2)
    send_lives(engine, A, ({}, {"org_life_meeting_n": 0}), period="2025H1", since=2)
    send_lives(engine, A, ({}, {"org_life_meeting_n": 0}))
    counted = [measure(open_snapshot(engine, n), ["org_life_meeting_rate"], NOW)[0].numerator for n in (1, 2)]
    assert counted == [1, 0]


def test_the_meeting_of_last_year_is_not_that_of_this_year(engine):
    send_lives(engine, A, ({}, {"org_life_meeting_n": 1}), period="2024H2")
    send_lives(engine, A, ({}, {"org_life_meeting_n": 0}))
    assert fraction(engine, "org_life_meeting_rate") == (0, 1)


def test_a_yearly_ledger_is_judged_by_itself(engine):
    with engine.begin() as connection:
        days = {"as_of_date": date(2023, 12, 31), "flow_start": date(2023, 1, 1), "flow_end": date(2023, 12, 31)}
        year = {"period_id": "2023", "name": "2023年", "kind": "年度", "status": "已锁定"}
        connection.execute(insert(schema.period).values(year | days))
    lives = ({"org_life_meeting_n": 1, "study_months_n": 9}, {"org_life_meeting_n": 0, "study_months_n": 12})
    send_lives(engine, A, *(({}, life) for life in lives), period="2023")
    assert fraction(engine, "org_life_meeting_rate", Filters("2023")) == (1, 2)
    assert fraction(engine, "monthly_study_rate", Filters("2023")) == (21, 24)


def test_yes_or_no_is_a_share_of_those_that_answered(engine):
    answers = (("是", "否"), ("否", "是"), ("是", "是"), (None, None))
    send_lives(engine, A, *(({}, {"dual_review": a, "points_used": b}) for a, b in answers))
    assert [fraction(engine, key) for key in ("dual_review_rate", "points_branch_rate")] == [(2, 3), (2, 3)]


def test_months_of_study_are_a_share_of_the_months_that_passed(engine):
    """6 and 3 of 6 months each, in two branches: 9 of 12. Over the year 6 and 3 and 3 of 18."""
    send_lives(engine, A, ({}, {"study_months_n": 3}), period="2025H1")
    send_lives(
        engine,
        A,
        ({}, {"study_months_n": 6}),
        ({}, {"study_months_n": 3}),
        ({}, {"study_months_n": None}),
        (FUNCTIONAL, {"study_months_n": 0}),
    )
    found = one(engine, "monthly_study_rate")
    assert (found.numerator, found.denominator, found.value, found.missing_cells) == (9, 12, 75, 1)
    assert fraction(engine, "monthly_study_rate", THIS_YEAR) == (12, 18)
