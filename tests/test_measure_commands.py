"""The commands that read numbers, as a user types them."""

import csv
import json
from io import StringIO

import database_fixtures as given
import pytest
from database_fixtures import CITY, A, B, C
from sqlalchemy import create_engine

from lib import schema
from lib.__main__ import main


@pytest.fixture
def database(sqlite_url):
    engine = given.empty(sqlite_url)
    given.send_branches(engine, A, {"name": "甲一", "unit_id": "U1"}, {"name": "甲二", "venue_relation": "无"})
    given.send_branches(engine, CITY, {"name": "市一", "unit_id": "U9"})
    given.send_branches(engine, A, {}, period="2025H1")
    engine.dispose()
    return sqlite_url


def run(capsys, database, *arguments):
    assert main([*arguments, "--database", database]) == 0
    return capsys.readouterr().out


def measured(capsys, database, *arguments):
    return json.loads(run(capsys, database, "measure", *arguments, "--format", "json"))


def test_a_number_has_exactly_the_promised_fields(capsys, database):
    assert measured(capsys, database, "branch_total") == [
        {
            "key": "branch_total",
            "group": None,
            "period": "2025H2",
            "as_of": "2025-12-31",
            "value": 3,
            "numerator": None,
            "denominator": None,
            "lo": 3,
            "hi": 3,
            "state": "有值",
            "reported": 2,
            "due": 4,
            "missing": ["乙区", "丙县"],
        }
    ]


@pytest.mark.parametrize(
    ("arguments", "value"),
    [
        (["--district", "甲区"], 2),
        (["--district", A], 2),
        (["--district", "市直"], 1),
        (["--district", "市直", "甲区"], 3),
        (["--district", "甲区", "--exclude"], 1),
        (["--unit", "甲区教育局"], 1),
        (["--unit", "U9"], 1),
        (["--unit", "U9", "--exclude-unit"], 2),
        (["--level", "市直"], 1),
        (["--nature", "机关"], 1),
        (["--period", "2025H1"], 1),
    ],
)
def test_filters_are_named_as_people_name_them(capsys, database, arguments, value):
    [found] = measured(capsys, database, "branch_total", *arguments)
    assert found["value"] == value


def test_a_csv_has_one_line_per_group(capsys, database):
    text = run(capsys, database, "measure", "branch_total", "--by", "district", "--format", "csv")
    found = list(csv.DictReader(StringIO(text)))
    assert [(row["group"], row["value"]) for row in found] == [("甲区", "2"), ("乙区", ""), ("丙县", ""), ("市直", "1")]
    assert found[0].keys() == measured(capsys, database, "branch_total")[0].keys()


def test_a_table_says_it_in_words(capsys, database):
    text = run(capsys, database, "measure", "branch_no_venue_rate")
    assert "无活动场所支部占比" in text
    assert "33.3%" in text
    assert "缺报：乙区、丙县" in text


def test_who_has_reported_in_part_is_named_in_every_format(capsys, sqlite_url):
    engine = given.empty(sqlite_url)
    given.send_visits(engine, A, 5, None)
    engine.dispose()
    [found] = measured(capsys, sqlite_url, "visit_people")
    assert (found["missing"], found["partial"]) == (["乙区", "丙县", "市直"], ["甲区"])
    [row] = csv.DictReader(StringIO(run(capsys, sqlite_url, "measure", "visit_people", "--format", "csv")))
    assert (row["missing"], row["partial"]) == ("乙区、丙县、市直", "甲区")
    assert "部分缺报：甲区" in run(capsys, sqlite_url, "measure", "visit_people")


COMPARED = ("value", "then_value", "difference", "growth", "then_as_of", "note", "without")


@pytest.fixture
def years(sqlite_url):
    """甲区 from 2 to 3 branches and 乙区 from 4 to 5 in a year; 丙县 new with 9; the city's own units with 50."""
    engine = given.empty(sqlite_url)
    for region, then, now in ((A, 2, 3), (B, 4, 5), (C, None, 9), (CITY, 50, 50)):
        if then is not None:
            given.send_branches(engine, region, *[{"liaison_n": 0}] * then, period="2024H2")
        given.send_branches(engine, region, *[{"liaison_n": 1}] * now)
    given.send_branches(engine, A, {}, period="2025H1")
    engine.dispose()
    return sqlite_url


def test_now_stands_beside_then(capsys, years):
    [found] = measured(capsys, years, "branch_total", "--district", "甲区", "乙区", "--compare")
    assert [found[name] for name in COMPARED] == [8, 6, 2, pytest.approx(100 / 3), "2024-12-31", "", []]


def test_an_office_that_was_not_there_then_is_named(capsys, years):
    [found] = measured(capsys, years, "branch_total", "--district", "甲区", "丙县", "--compare", "year")
    assert [found[name] for name in COMPARED] == [12, 2, 1, 50, "2024-12-31", "两期缺报单位不同", ["丙县"]]


def test_the_two_numbers_of_the_difference_can_be_subtracted_by_hand(capsys, years):
    """Of 12 and 2 the 9 of 丙县 are left out: 3 less 2 is 1."""
    asked = ("branch_total", "--district", "甲区", "丙县", "--compare", "year")
    [found] = measured(capsys, years, *asked)
    assert (found["alike_value"], found["then_alike_value"], found["then_missing"]) == (3, 2, ["丙县"])
    text = run(capsys, years, "measure", *asked)
    assert "可比值：3个  往期可比值：2个  增减：+1  增长：+50.0%  未计入增减：丙县" in text
    [row] = csv.DictReader(StringIO(run(capsys, years, "measure", *asked, "--format", "csv")))
    assert (row["alike_value"], row["then_alike_value"], row["without"]) == ("3", "2", "丙县")


def test_with_everybody_on_both_sides_nothing_else_is_comparable(capsys, years):
    asked = ("branch_total", "--district", "甲区", "乙区", "--compare")
    [found] = measured(capsys, years, *asked)
    assert (found["alike_value"], found["then_alike_value"]) == (8, 6)
    assert "可比值" not in run(capsys, years, "measure", *asked)


NOTED = "增减和相差按未四舍五入的数计算"


def test_points_from_unrounded_rates_are_noted(capsys, sqlite_url):
    """1 of 6 to 1 of 3: 16.7 points, though 16.7% from 33.3% leaves 16.6. 甲区 is 25.0 below the median of 58.3."""
    engine = given.empty(sqlite_url)
    liaisons = [{"liaison_n": 1}, *[{"liaison_n": 0}] * 5]
    given.send_branches(engine, A, *liaisons, period="2024H2")
    given.send_branches(engine, A, *liaisons[:3])
    given.send_branches(engine, B, *[{"liaison_n": 1}] * 5, {"liaison_n": 0})
    engine.dispose()
    asked = ("liaison_rate", "--district", "甲区", "--compare")
    assert [row["note"] for row in measured(capsys, sqlite_url, *asked)] == [NOTED]
    assert f"增减：+16.7个百分点  备注：{NOTED}" in run(capsys, sqlite_url, "measure", *asked)
    assert NOTED in run(capsys, sqlite_url, "measure", *asked, "--format", "csv")
    [beside] = measured(capsys, sqlite_url, *asked, "median")
    assert (beside["median"], beside["note"]) == (pytest.approx(175 / 3), "")


def test_a_place_is_compared_in_places_and_without_a_percentage(capsys, sqlite_url):
    engine = given.empty(sqlite_url)
    for period, place in (("2024H2", 2), ("2025H2", 1)):
        row = {"level": "省", "category": "竞赛位次", "kind": "集体", "count_n": 1, "rank_n": place}
        given.send_rows(engine, "awards", CITY, row, period=period)
    engine.dispose()
    asked = ("prov_rank", "--district", "市直", "--compare")
    [found] = measured(capsys, sqlite_url, *asked)
    assert (found["difference"], found["growth"]) == (-1, None)
    text = run(capsys, sqlite_url, "measure", *asked)
    assert "增减：上升1位" in text
    assert "增长" not in text


@pytest.mark.parametrize(
    ("baseline", "then"), [("year", "2024-12-31"), ("previous", "2025-06-30"), ("same", "2024-12-31")]
)
def test_the_baseline_can_be_chosen(capsys, years, baseline, then):
    [found] = measured(capsys, years, "branch_total", "--district", "甲区", "--compare", baseline)
    assert found["then_as_of"] == then


def test_without_an_earlier_period_there_is_nothing_to_compare_with(capsys, years):
    [found] = measured(capsys, years, "branch_total", "--period", "2024H2", "--compare")
    assert [found[name] for name in COMPARED[1:]] == [None, None, None, None, "没有可比的往期数据", []]


def test_a_rate_is_compared_in_points_and_in_words(capsys, years):
    [found] = measured(capsys, years, "liaison_rate", "--district", "甲区", "--compare")
    assert (found["difference"], found["growth"]) == (100, None)
    text = run(capsys, years, "measure", "liaison_rate", "--district", "甲区", "--compare")
    assert "往期：0.0%" in text
    assert "增减：+100.0个百分点" in text


def test_every_district_stands_beside_the_median_of_the_districts(capsys, years):
    """3, 5 and 9: the middle is 5, whatever the city's own units have."""
    found = measured(capsys, years, "branch_total", "--compare", "median")
    listed = [(row["group"], row["value"], row["median"], row["difference"]) for row in found]
    assert listed == [("甲区", 3, 5, -2), ("乙区", 5, 5, 0), ("丙县", 9, 5, 4), ("市直", 50, 5, 45)]
    [only] = measured(capsys, years, "branch_total", "--district", "丙县", "--compare", "median")
    assert (only["median"], only["districts"], only["difference"]) == (5, 3, 4)


def test_districts_that_have_not_reported_have_no_part_in_the_median(capsys, years):
    found = measured(capsys, years, "branch_total", "--period", "2024H2", "--compare", "median")
    assert [(row["median"], row["districts"], row["difference"]) for row in found] == [
        (3, 2, -1),
        (3, 2, 1),
        (3, 2, None),
        (3, 2, 47),
    ]
    text = run(capsys, years, "measure", "branch_total", "--period", "2024H2", "--compare", "median")
    assert "区县中位数：3.0个（2个区县）" in text


def test_an_answer_in_words_is_printed_in_every_format(capsys, years):
    engine = create_engine(years)
    listed = [{"band": "66–70", "members_n": 9, "active_n": 5}, {"band": "≥91", "members_n": 9, "active_n": 1}]
    given.send(engine, "units", A, {schema.age_band: listed})
    engine.dispose()
    [found] = measured(capsys, years, "active_age_mode")
    assert (found["value"], found["words"]) == (None, "66–70")
    assert "数值：66–70岁" in run(capsys, years, "measure", "active_age_mode")
    assert "66–70" in run(capsys, years, "measure", "branch_total", "active_age_mode", "--format", "csv")


def test_rows_and_cells_behind_a_number_can_be_listed(capsys, database):
    [row] = json.loads(run(capsys, database, "rows", "branch_no_venue", "--format", "json"))
    assert (row["所属区县"], row["名称"]) == ("甲区", "甲二")
    [cell] = json.loads(run(capsys, database, "trace", "branch_no_venue", "--format", "json"))
    assert (cell["名称"], cell["工作表"]) == ("甲二", "表1")


def test_what_was_reported_stands_beside_what_the_base_holds_and_why_it_differs(capsys, sqlite_url):
    """甲区 reported two branches where the base holds five and says why; 乙区 has reported none."""
    engine = given.empty(sqlite_url)
    given.send_branches(engine, A, {}, {})
    held = {"item": "党支部数", "value_n": 5}
    given.send_rows(engine, "infobase", A, held | {"explanation": "三个支部正在撤销"})
    given.send_rows(engine, "infobase", B, held)
    engine.dispose()
    found = json.loads(run(capsys, sqlite_url, "rows", "branch_total_gap", "--format", "json"))
    sides = [(row["所属区县"], row["上报数"], row["信息库数"], row["上报与信息库差异"]) for row in found]
    assert sides == [("甲区", 2, 5, -3), ("乙区", None, 5, None)]
    assert [row["差异说明"] for row in found] == ["三个支部正在撤销", None]
    [held] = json.loads(run(capsys, sqlite_url, "rows", "branch_total_infobase", "--limit", "1", "--format", "json"))
    assert held["上报数"] == 2


def test_all_indicators_can_be_listed(capsys):
    assert main(["indicators"]) == 0
    assert "branch_total" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["measure", "brnch_total"], "没有指标“brnch_total”。是否应为 branch_total？"),
        (["measure", "branch_total", "--period", "2030H1"], "没有期次“2030H1”。"),
        (["measure", "branch_total", "--district", "丁区"], "没有区县“丁区”。"),
        (["measure", "branch_total", "--unit", "无此单位"], "没有单位“无此单位”。"),
        (["measure", "visit_people", "--span", "3-5"], "时段“3-5”写法不对"),
        (["measure", "branch_total", "--compare", "median", "--by", "unit"], "区县中位数只能按区县比较"),
        (["rows", "vol_activity_count", "--level", "市直"], "志愿服务按区县报送，不能按单位筛选"),
    ],
)
def test_what_cannot_be_answered_is_one_chinese_sentence_and_status_2(capsys, database, arguments, message):
    assert main([*arguments, "--database", database]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert message in shown.err
    assert len(shown.err.splitlines()) == 1
