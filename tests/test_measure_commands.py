"""The commands that read numbers, as a user types them."""

import csv
import json
from io import StringIO

import database_fixtures as given
import pytest
from database_fixtures import CITY, A

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


def test_rows_and_cells_behind_a_number_can_be_listed(capsys, database):
    [row] = json.loads(run(capsys, database, "rows", "branch_no_venue", "--format", "json"))
    assert (row["所属区县"], row["名称"]) == ("甲区", "甲二")
    [cell] = json.loads(run(capsys, database, "trace", "branch_no_venue", "--format", "json"))
    assert (cell["名称"], cell["工作表"]) == ("甲二", "表1")


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
        (["rows", "vol_activity_count", "--level", "市直"], "志愿服务按区县报送，不能按单位筛选"),
    ],
)
def test_what_cannot_be_answered_is_one_chinese_sentence_and_status_2(capsys, database, arguments, message):
    assert main([*arguments, "--database", database]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert message in shown.err
    assert len(shown.err.splitlines()) == 1
