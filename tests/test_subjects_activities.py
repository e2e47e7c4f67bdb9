"""Activities, training and digital reach: each by rows that can be counted in the head."""

from datetime import date

import database_fixtures as given
import pytest
from database_fixtures import CITY, A, B, C

from lib import schema
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


def by_group(engine, key, by):
    return {item.group: item.value for item in measure(open_snapshot(engine), [key], NOW, by)}


# --- activities ------------------------------------------------------------------------------------------------------

COUNTED = {
    "watch_person_times": ("报告会", "person_times_n"),
    "live_view_person_times": ("直播", "views_n"),
    "contest_person_times": ("知识竞赛", "person_times_n"),
    "retire_ceremony_count": ("荣退仪式", "sessions_n"),
    "retire_ceremony_people": ("荣退仪式", "people_n"),
    "lecture_people": ("宣讲", "people_n"),
    "video_count": ("视频", "items_n"),
    "tv_issue_count": ("专题片", "issues_n"),
    "press_issue_count": ("访谈", "issues_n"),
    "media_count": ("观摩", "media_n"),
    "speech_exchange_count": ("会议交流", "exchange_units_n"),
}
EACH = pytest.mark.parametrize(("key", "kind", "column"), [(key, *pair) for key, pair in COUNTED.items()])


@EACH
def test_only_what_was_held_and_is_of_its_kind_counts(engine, key, kind, column):
    """3 and 4 in two districts; a plan of 50 and another kind of 60 do not count."""
    given.send_rows(engine, "activities", A, {"type": kind, column: 3}, {"type": kind, "state": "计划", column: 50})
    given.send_rows(engine, "activities", B, {"type": kind, column: 4}, {"type": "其他", column: 60})
    assert one(engine, key).value == 7
    assert len(rows(open_snapshot(engine), key, NOW)) == 2


@EACH
def test_a_figure_since_before_the_period_says_nothing_about_the_period(engine, key, kind, column):
    """Since 2023: unknown for this half. Since the first day of the half: its own figure."""
    since = (date(2023, 1, 1), date(2025, 7, 1), None)
    given.send_rows(engine, "activities", A, *({"type": kind, column: 9, "since_date": day} for day in since))
    found = one(engine, key)
    assert (found.value, found.missing_cells, found.partial) == (18, 1, ("甲区",))


@EACH
def test_both_halves_add_up_and_a_blank_is_no_zero(engine, key, kind, column):
    given.send_rows(engine, "activities", A, {"type": kind, column: 1}, period="2025H1")
    given.send_rows(engine, "activities", A, {"type": kind, column: 2}, {"type": kind, column: None})
    found = one(engine, key, THIS_YEAR)
    assert (found.value, found.missing_cells) == (3, 1)


def test_an_activity_of_which_it_is_not_known_whether_it_was_held_is_unknown(engine):
    given.send_rows(engine, "activities", A, {"type": "视频", "state": None, "items_n": 5})
    assert one(engine, "video_count").state is State.MISSING


def test_an_office_that_held_nothing_of_the_kind_has_none(engine):
    given.send_rows(engine, "activities", A, {"type": "视频", "items_n": 5})
    assert one(engine, "tv_issue_count").state is State.ZERO


def test_a_ceremony_is_counted_by_whom_it_honours(engine):
    people = (("市管处级", 4), ("其他", 6), (None, 1))
    listed = [{"type": "荣退仪式", "rank_group": rank, "people_n": n} for rank, n in people]
    given.send_rows(engine, "activities", A, *listed)
    assert by_group(engine, "retire_ceremony_people", "rank_group") == {"市管处级": 4, "其他": 6, "（未填）": 1}


def test_a_plan_is_told_apart_and_not_added_over_two_halves(engine):
    for period in ("2025H1", "2025H2"):
        plan = {"type": "荣退仪式", "state": "计划", "sessions_n": 2, "people_n": 30}
        given.send_rows(engine, "activities", A, plan, {"type": "荣退仪式", "sessions_n": 1}, period=period)
    assert one(engine, "retire_ceremony_planned", THIS_YEAR).value == 2
    assert one(engine, "retire_ceremony_planned_people", THIS_YEAR).value == 30
    assert one(engine, "retire_ceremony_count", THIS_YEAR).value == 2


def test_a_report_relayed_to_all_districts_is_one_report(engine):
    """The city reports 3 national and 2 provincial ones, one only planned; 甲区 watched the same 3."""
    reports = (("全国", 3, "已开展"), ("全省", 2, "已开展"), ("全国", 1, "计划"), ("市", 9, "已开展"))
    names = ("level", "sessions_n", "state")
    given.send_rows(
        engine, "activities", CITY, *({"type": "报告会"} | dict(zip(names, one, strict=True)) for one in reports)
    )
    given.send_rows(engine, "activities", A, {"type": "报告会", "level": "全国", "sessions_n": 3})
    assert [one(engine, key).value for key in ("report_nat_count", "report_prov_count")] == [3, 2]


SO_FAR = {
    "study_issue_count": ("学习园地", "issues_n"),
    "study_item_count": ("学习园地", "items_n"),
    "expert_people": ("论证会", "people_n"),
    "expert_meeting_count": ("论证会", "sessions_n"),
}
SINCE = {"since_date": date(2020, 3, 1)}


@pytest.mark.parametrize(("key", "kind", "column"), [(key, *pair) for key, pair in SO_FAR.items()])
def test_a_figure_since_the_first_day_is_never_added_over_two_halves(engine, key, kind, column):
    """100 by June and 120 by December are 120, and a plan of 50 is none of them."""
    for period, number in (("2025H1", 100), ("2025H2", 120)):
        plan = {"type": kind, "state": "计划", column: 50}
        given.send_rows(engine, "activities", A, {"type": kind, column: number} | SINCE, plan | SINCE, period=period)
    assert one(engine, key, THIS_YEAR).value == 120


@pytest.mark.parametrize(("key", "kind", "column"), [(key, *pair) for key, pair in SO_FAR.items()])
def test_a_figure_of_which_the_first_day_is_not_known_is_unknown(engine, key, kind, column):
    given.send_rows(engine, "activities", A, {"type": kind, column: 5} | SINCE, {"type": kind, column: 7})
    found = one(engine, key)
    assert (found.value, found.missing_cells) == (5, 1)


# --- training --------------------------------------------------------------------------------------------------------


def test_training_is_told_by_whom_it_was_for(engine):
    names = ("target", "sessions_n", "people_n", "person_times_n")
    courses = (("支部书记", 2, 40, 70), ("志愿者", 1, 30, 30))
    given.send_rows(engine, "training", A, *(dict(zip(names, course, strict=True)) for course in courses))
    given.send_rows(engine, "training", B, {"target": "支部书记", "sessions_n": 3, "people_n": 5})
    keys = ("training_session_count", "training_by_target", "training_people_by_target", "training_person_times")
    assert [one(engine, key).value for key in keys] == [6, 6, 75, 100]
    assert one(engine, "training_person_times").missing_cells == 1
    sessions, people = (by_group(engine, key, "target") for key in keys[1:3])
    assert [sessions[target] for target in schema.TRAINEES] == [5, 0, 0, 1]
    assert [people[target] for target in schema.TRAINEES] == [45, 0, 0, 30]


# --- digital reach ---------------------------------------------------------------------------------------------------


def send_cadres(engine, region, lixiu, tuixiu):
    given.send_rows(engine, "units", region, {"lixiu_n": lixiu, "tuixiu_n": tuixiu})


def test_the_base_of_an_application_are_cadres_and_not_members(engine):
    """甲区 30 of 10 + 90, 乙区 20 of 0 + 25: 50 of 125. 丙县 has not sent its cadres."""
    send_cadres(engine, A, 10, 90)
    send_cadres(engine, B, 0, 25)
    for region, installs, followers in ((A, 30, 15), (B, 20, 10), (C, 99, 99)):
        given.send_rows(engine, "digital", region, {"app_installs_n": installs, "followers_n": followers})
    installed, followed = one(engine, "app_install_rate"), one(engine, "wechat_follow_rate")
    assert (installed.numerator, installed.denominator, installed.value) == (50, 125, 40)
    assert (followed.numerator, followed.denominator, followed.value) == (25, 125, 20)
    assert installed.missing == ("丙县", "市直")
    assert one(engine, "app_install_count").value == 149


def test_an_office_that_left_the_cell_empty_is_no_base(engine):
    """乙区 has 25 cadres and did not say how many follow."""
    send_cadres(engine, A, 10, 90)
    send_cadres(engine, B, 0, 25)
    given.send_rows(engine, "digital", A, {"followers_n": 15})
    given.send_rows(engine, "digital", B, {"followers_n": None})
    found = one(engine, "wechat_follow_rate")
    assert (found.numerator, found.denominator, found.partial, found.missing_cells) == (15, 100, ("乙区",), 1)


def test_members_online_are_a_share_of_the_members_of_branches(engine):
    """18 of two branches of ten; the members of a functional branch belong to another one."""
    given.send_branches(engine, A, {}, {}, {"setting_form": "非建制功能型"})
    given.send_rows(engine, "digital", A, {"online_members_n": 18})
    found = one(engine, "online_org_life_rate")
    assert (found.numerator, found.denominator, found.value) == (18, 20, 90)


def test_a_reach_is_that_of_the_end_and_not_of_both_halves(engine):
    for period in ("2025H1", "2025H2"):
        given.send_rows(engine, "units", A, {"lixiu_n": 0, "tuixiu_n": 10}, period=period)
        given.send_rows(engine, "digital", A, {"app_installs_n": 5}, period=period)
    assert one(engine, "app_install_rate", THIS_YEAR).value == 50
