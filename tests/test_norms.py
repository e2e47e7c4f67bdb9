"""Which norms a branch lacks, whom one norm keeps from passing, how large branches are and when they elect."""

from datetime import date

import database_fixtures as given
import pytest
from database_fixtures import A, B

from lib import schema
from lib.filters import Filters
from lib.indicators.branches import least_parts
from lib.measure import measure, open_snapshot, rows
from lib.schema import FIVE_NORM_ITEMS, FIVE_NORMS

NOW = Filters("2025H2")
SETTING, MEMBERS, LIFE, FUNCTION, SUPPORT = FIVE_NORM_ITEMS
RESULTS = {"+": "达标", "-": "未达标", "?": "未评", "/": "不适用"}
PASS_RATES = {
    SETTING: "norm_setting_pass_rate",
    MEMBERS: "norm_member_mgmt_pass_rate",
    LIFE: "norm_org_life_pass_rate",
    FUNCTION: "norm_function_pass_rate",
    SUPPORT: "norm_support_pass_rate",
}
GAPS = {
    SETTING: ("norm_setting_only_gap", "norm_setting_lift_rate"),
    MEMBERS: ("norm_member_mgmt_only_gap", "norm_member_mgmt_lift_rate"),
    LIFE: ("norm_org_life_only_gap", "norm_org_life_lift_rate"),
    FUNCTION: ("norm_function_only_gap", "norm_function_lift_rate"),
    SUPPORT: ("norm_support_only_gap", "norm_support_lift_rate"),
}


@pytest.fixture
def engine():
    return given.empty()


def send(engine, region, *branches, **options):
    """支部台账 of one office; each branch by its five results, as "++-?/", sponsored where a * follows."""
    results, standings, named = [], [], []
    for key, marks in enumerate(branches, start=1):
        sponsored = "是" if marks.endswith("*") else "否"
        found = marks.rstrip("*")
        named.append({"branch_id": f"{region}-{key}"} | given.BRANCH | {"row_key": key, "name": f"第{key}支部"})
        results += [
            {"row_key": key, "item_id": item, "org_kind": "党支部", "result": RESULTS[mark]}
            for item, mark in zip(FIVE_NORM_ITEMS, found, strict=True)
        ]
        counts = {"passed_n": found.count("+"), "failed_n": found.count("-"), "unrated_n": found.count("?")}
        standings.append(
            {"row_key": key, "framework_id": FIVE_NORMS, "org_kind": "党支部", "is_sponsored": sponsored}
            | {"name": f"第{key}支部"}
            | counts
        )
    tables = {schema.branch_period: named, schema.norm_result: results, schema.norm_standing: standings}
    return given.send(engine, "branches", region, tables, **options)


def marked(item, mark):
    """A branch with this mark for one norm, 达标 in the other four."""
    place = list(FIVE_NORM_ITEMS).index(item)
    return "+" * place + mark + "+" * (4 - place)


def fraction(engine, key):
    found = one(engine, key)
    return found.numerator, found.denominator


def one(engine, key, filters=NOW):
    [reading] = measure(open_snapshot(engine), [key], filters)
    return reading


def split(engine, key, by):
    return {item.group_code: item.value for item in measure(open_snapshot(engine), [key], NOW, by) if item.value}


# --- norms ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("marks", "passed", "unrated", "next_to_pass"),
    [
        ("+++++", 1, 0, 0),
        ("++++/", 1, 0, 0),
        ("++++?", 0, 1, 0),
        ("?????", 0, 1, 0),
        ("/////", 0, 0, 0),
        ("++++-", 0, 0, 1),
        ("+++/-", 0, 0, 1),
        ("+++?-", 0, 0, 0),
        ("+++--", 0, 0, 0),
    ],
)
def test_a_branch_passes_or_is_not_rated_or_lacks_one_norm_only(engine, marks, passed, unrated, next_to_pass):
    send(engine, A, marks)
    assert [one(engine, key).value for key in ("branch_passed", "branch_unrated", "branch_next_to_pass")] == [
        passed,
        unrated,
        next_to_pass,
    ]


def test_the_pass_rate_keeps_branches_not_rated_in_its_base(engine):
    send(engine, A, "+++++", "++++?", "++++-")
    send(engine, B, "+++++")
    found = one(engine, "branch_pass_rate")
    assert (found.numerator, found.denominator, found.value) == (2, 4, 50)


@pytest.mark.parametrize(("item", "key"), PASS_RATES.items())
def test_a_norm_is_met_by_a_share_of_those_rated_in_it_and_no_mean_of_two_districts(engine, item, key):
    """1 of 1 in 甲区 and 1 of 4 in 乙区: 2 of 5, not five eighths. 未评 and 不适用 are no base; the other norms, met by
    all, are no part of it."""
    send(engine, A, marked(item, "+"))
    send(engine, B, *(marked(item, mark) for mark in "+---?/"))
    found = one(engine, key)
    assert (found.numerator, found.denominator, found.value) == (2, 5, 40)
    others = {name: fraction(engine, rate) for name, rate in PASS_RATES.items() if name != item}
    assert set(others.values()) == {(7, 7)}


@pytest.mark.parametrize(("item", "keys"), GAPS.items())
def test_a_norm_that_alone_is_lacking_is_set_against_all_branches(engine, item, keys):
    """甲区 1 of 1, 乙区 1 of 4 with one that lacks all five: 2 of 5, not five eighths; five results are one branch."""
    count, lift = keys
    send(engine, A, marked(item, "-"))
    send(engine, B, marked(item, "-"), "-----", "+++++", "+++++")
    assert one(engine, count).value == 2
    found = one(engine, lift)
    assert (found.numerator, found.denominator, found.value) == (2, 5, 40)
    assert {one(engine, other).value for other, _ in GAPS.values() if other != count} == {0}


def test_a_branch_that_fails_five_norms_is_one_that_is_not_up_to_them(engine):
    """1 of 1 and 1 of 4: 2 of 5. What is not rated is not failed, and stays in the base."""
    send(engine, A, "-----")
    send(engine, B, "++-++", "++++?", "?????", "+++++")
    found = one(engine, "branch_nonstandard_rate")
    assert (found.numerator, found.denominator, found.value) == (2, 5, 40)


def test_demonstration_branches_are_those_graded_so(engine):
    """A 党总支 is no branch; one without a grade on record is 缺报."""
    graded = [{"grade": grade} for grade in ("示范", "示范", "达标", None)]
    given.send_branches(engine, A, *graded, {"org_kind": "党总支", "grade": "示范"})
    found = one(engine, "demo_branch_count")
    assert (found.value, found.missing_cells) == (2, 1)


def test_branches_are_told_apart_by_how_many_norms_they_fail(engine):
    send(engine, A, "+++++", "++++?", "++++-", "---++", "-----")
    send(engine, B, "-++++")
    assert split(engine, "branch_failed_items", "failed_n") == {0: 2, 1: 2, 3: 1, 5: 1}


def test_the_one_norm_that_is_lacking_is_counted_by_itself(engine):
    send(engine, A, "-++++", "-++++", "++-++", "--+++", "?-+++")
    send(engine, B, "++++-")
    only = {item: one(engine, f"{item}_only_gap").value for item in FIVE_NORM_ITEMS}
    assert only == {SETTING: 2, MEMBERS: 0, LIFE: 1, FUNCTION: 0, SUPPORT: 1}
    assert sum(only.values()) == one(engine, "branch_next_to_pass").value


def test_rows_of_the_same_place_in_another_return_are_not_taken_for_the_branch(engine):
    """Row 1 of both offices: what fails in the one says nothing about the other."""
    send(engine, A, "-++++")
    send(engine, B, "++++-")
    only_a = Filters("2025H2", districts=(A,))
    assert [one(engine, f"{item}_only_gap", only_a).value for item in (SETTING, SUPPORT)] == [1, 0]


def test_meeting_a_norm_lifts_the_pass_rate_by_those_it_alone_keeps_back(engine):
    """One of four passes; two of four lack 组织设置 only: met, three of four pass, 50 more of a hundred."""
    send(engine, A, "+++++", "-++++", "-++++", "--+++")
    assert one(engine, "branch_pass_rate").value == 25
    assert one(engine, f"{SETTING}_lift_rate").value == 50
    assert one(engine, f"{MEMBERS}_lift_rate").value == 0


def test_of_sponsored_branches_those_lacking_one_norm_are_counted_apart(engine):
    send(engine, A, "++++-*", "++++-", "+++--*", "+++++*")
    assert one(engine, "sponsored_next_to_pass").value == 1


def test_the_list_of_those_lacking_one_norm_says_who_is_sponsored(engine):
    send(engine, A, "++++-*", "++++-", "-++++")
    listed = rows(open_snapshot(engine), f"{SUPPORT}_only_gap", NOW)
    assert [(row["名称"], row["是否本级包抓"]) for row in listed] == [("第1支部", "是"), ("第2支部", "否")]


# --- size and liaisons ------------------------------------------------------------------------------------------------


def test_branches_are_told_apart_by_size_and_those_without_one_are_missing(engine):
    sizes = (9, 50, 51, 51, None)
    given.send_branches(engine, A, *({"full_members_n": size} for size in sizes))
    assert split(engine, "branch_by_size", "full_members_n") == {9: 1, 50: 1, 51: 2}
    found = one(engine, "branch_by_size")
    assert (found.value, found.missing_cells) == (4, 1)


@pytest.mark.parametrize(("members", "form", "small"), [(2, "单独组建", 1), (3, "单独组建", 0), (2, "非建制功能型", 0)])
def test_fewer_than_three_full_members_are_too_few_but_for_functional_branches(engine, members, form, small):
    given.send_branches(engine, A, {"full_members_n": members, "setting_form": form})
    assert one(engine, "branch_under_3").value == small


@pytest.mark.parametrize(("members", "parts"), [(50, 1), (51, 2), (100, 2), (101, 3), (137, 3)])
def test_a_branch_is_divided_into_parts_of_fifty_at_most(members, parts):
    assert least_parts(members) == parts


def test_a_branch_without_liaison_is_one_that_says_none(engine):
    given.send_branches(engine, A, {"liaison_n": 0}, {"liaison_n": 1}, {"liaison_n": None})
    found = one(engine, "branch_no_liaison")
    assert (found.value, found.missing_cells) == (1, 1)


# --- elections --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ends", "extended", "term", "extension"),
    [
        (date(2025, 12, 30), None, 0, 0),
        (date(2025, 12, 31), None, 1, 0),
        (date(2026, 6, 29), None, 1, 0),
        (date(2026, 6, 30), None, 0, 0),
        (date(2026, 3, 1), date(2026, 3, 1), 1, 0),
        (date(2025, 6, 30), date(2026, 3, 1), 0, 1),
        (date(2026, 3, 1), date(2026, 6, 29), 0, 1),
        (date(2026, 3, 1), date(2026, 6, 30), 0, 0),
    ],
)
def test_either_a_term_or_its_extension_ends_within_half_a_year(engine, ends, extended, term, extension):
    """180 days after 31 December are 29 June."""
    given.send_branches(engine, A, {"term_end_on": ends, "extension_until": extended})
    found = [one(engine, key).value for key in ("branch_term_ending", "branch_extension_ending")]
    assert found == [term, extension]
    assert sum(found) == one(engine, "branch_election_due_soon").value


def test_ends_of_terms_are_told_apart_by_day(engine):
    days = (date(2026, 1, 5), date(2026, 1, 5), date(2026, 2, 1), date(2027, 1, 1))
    given.send_branches(engine, A, *({"term_end_on": day} for day in days))
    assert split(engine, "branch_term_ending", "term_end_on") == {days[0]: 2, days[2]: 1}
