"""A scenario in the address: readable, complete, and never an exception whatever the address says."""

from datetime import date
from decimal import Decimal

import database_fixtures as given
import pytest
from database_fixtures import CITY, A, B, C
from hypothesis import given as supposing
from hypothesis import strategies as some

from lib.measure import open_snapshot
from lib.schema import FIVE_NORM_ITEMS
from lib.ui import address
from lib.whatif import (
    NAMES,
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
    decode,
    encode,
)
from lib.whatif.levers import EARLIEST, LATEST

DIRECTORY = open_snapshot(given.empty()).directory
OFFICIAL = [region.code for region in DIRECTORY.regions]

WHERE = some.sets(some.sampled_from(OFFICIAL)).map(lambda codes: tuple(sorted(codes, key=OFFICIAL.index)))
MAYBE_WHERE = some.none() | WHERE
PER_CENT = some.decimals(1, 100, places=2)
ROOMS = some.dictionaries(some.sampled_from(OFFICIAL), some.integers(1, 99)).map(
    lambda found: tuple((code, found[code]) for code in OFFICIAL if code in found)
)
BRANCHES = some.lists(some.from_regex(r"\A[0-9]{6}-[0-9a-f]{16}\Z"), unique=True, max_size=5).map(tuple)
ITEMS = some.lists(some.sampled_from(list(FIVE_NORM_ITEMS)), unique=True).map(tuple)
SCENARIOS = some.builds(
    Scenario,
    unmix=some.none() | some.builds(Unmix, WHERE),
    split=some.none() | some.builds(Split, some.integers(5, 999), WHERE),
    posts=some.none() | some.builds(FillPosts, MAYBE_WHERE, MAYBE_WHERE, MAYBE_WHERE, MAYBE_WHERE),
    elections=some.none() | some.builds(HoldElections, some.dates(EARLIEST, LATEST), some.booleans(), WHERE),
    venues=some.none() | some.builds(OpenVenues, ROOMS, BRANCHES, MAYBE_WHERE),
    standard=some.none() | some.builds(RaiseStandard, PER_CENT, some.sampled_from(Manner), WHERE, BRANCHES, ITEMS),
    matching=some.none() | some.builds(MatchWilling, PER_CENT, WHERE),
    budget=some.none()
    | some.builds(Budget, some.sampled_from(Fund), some.none() | some.decimals("0.01", 999_999, places=2), WHERE),
)


@supposing(SCENARIOS)
def test_what_was_written_is_read_again(scenario):
    assert decode(encode(scenario, DIRECTORY), DIRECTORY) == (scenario, [])


TEXT = some.text(max_size=30) | some.sampled_from(["all", "甲区", "甲区:2", "50", "1", "2026-02-30", "base", "median"])
VALUE = TEXT | some.lists(TEXT, max_size=4) | some.none() | some.integers() | some.dictionaries(TEXT, TEXT, max_size=2)


@supposing(some.dictionaries(some.sampled_from(NAMES) | some.text(max_size=10), VALUE))
def test_whatever_the_address_says_there_is_a_scenario_and_no_exception(params):
    scenario, notices = decode(params, DIRECTORY)
    assert decode(encode(scenario, DIRECTORY), DIRECTORY) == (scenario, [])
    assert all(notice.endswith("。") for notice in notices)


def test_a_scenario_is_short_and_legible_in_the_address():
    scenario = Scenario(
        split=Split(),
        posts=FillPosts(secretary=(A, C), deputy=()),
        elections=HoldElections(date(2026, 6, 30)),
        venues=OpenVenues(rooms=((B, 2),), served=(CITY,)),
        standard=RaiseStandard(Decimal("20.0")),
        budget=Budget(),
    )
    assert encode(scenario, DIRECTORY) == {
        "if-split": "50",
        "if-secretary": ["甲区", "丙县"],
        "if-deputy": "all",
        "if-elect": "2026-06-30",
        "if-room": ["乙区:2"],
        "if-venue": ["市直"],
        "if-raise": "20",
        "if-budget": "median",
    }


def test_the_names_are_not_those_of_the_filters():
    assert not set(NAMES) & set(address.NAMES)


def test_parameters_of_others_are_passed_over():
    assert decode({"district": ["甲区"], "period": "2025H2"}, DIRECTORY) == (Scenario(), [])


@pytest.mark.parametrize(
    ("params", "scenario", "notice"),
    [
        ({"if-split": "4"}, Scenario(), "支部人数上限应在5～999名之间，现为4名。这一项未采用。"),
        ({"if-split": "许多"}, Scenario(), "网址中的支部人数上限“许多”不能识别，这一项未采用。"),
        ({"if-split": ["50", "60"]}, Scenario(), "网址中的支部人数上限“50、60”不能识别，这一项未采用。"),
        ({"if-elect": "2026-02-30"}, Scenario(), "网址中的换届期限“2026-02-30”不是一个日期，这一项未采用。"),
        ({"if-raise": "0.5"}, Scenario(), "目标达标率应在1%～100%之间，现为0.5%。这一项未采用。"),
        ({"if-budget": "-3"}, Scenario(), "网址中的人均标准“-3”不能识别，这一项未采用。"),
        ({"if-unmix": ["甲区", "丁区"]}, Scenario(unmix=Unmix((A,))),
         "网址中混建改单独组建的区县“丁区”不在区划名录里，未计入。"),
        ({"if-room": ["甲区:2", "乙区"]}, Scenario(venues=OpenVenues(rooms=((A, 2),))),
         "网址中的新开活动室“乙区”不能识别，未计入。"),
        ({"if-venue-branch": "<b>x</b>"}, Scenario(), "网址中的安排场所的支部“<b>x</b>”不能识别，未计入。"),
        ({"if-shout": "1"}, Scenario(), "网址中的方案参数“if-shout”不认识，未采用。"),
        ({"if-split": "9" * 99}, Scenario(), f"网址中的支部人数上限“{'9' * 20}…”不能识别，这一项未采用。"),
    ],
)  # fmt: skip
def test_what_cannot_be_honoured_becomes_a_notice(params, scenario, notice):
    assert decode(params, DIRECTORY) == (scenario, [notice])


@pytest.mark.parametrize("params", [{"if-unmix": "丁区"}, {"if-split": "50", "if-split-in": ["丁区"]}])
def test_a_lever_of_which_no_district_is_left_never_spreads_to_the_whole_city(params):
    scenario, notices = decode(params, DIRECTORY)
    assert scenario == Scenario()
    assert len(notices) == 2


def test_one_post_that_cannot_be_read_leaves_the_others():
    scenario, _ = decode({"if-secretary": "丁区", "if-deputy": "甲区"}, DIRECTORY)
    assert scenario == Scenario(posts=FillPosts(deputy=(A,)))
