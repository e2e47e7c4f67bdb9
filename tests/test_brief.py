"""`python -m lib brief`: the standing set of files, whole or not at all."""

import csv
import io
from pathlib import Path

import database_fixtures as given
import openpyxl
import pytest
from test_rules import OVER_50, add_rule

from lib.__main__ import main
from lib.exports import chapters
from lib.exports.standing import HEADLINES
from lib.indicators import INDICATORS, indicator

NAMES = [
    "主要情况_全市_2025-12-31.pptx",
    "工作情况简报_全市_2025-12-31.docx",
    "数据总表_全市_2025-12-31.xlsx",
    "问题预警_全市_2025-12-31.csv",
]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database in which 甲区 has sent three branches, one too large, and 乙区 one; and a rule against large ones."""
    url = f"sqlite:///{tmp_path_factory.mktemp('data') / 'small.sqlite'}"
    engine = given.empty(url)
    given.send_branches(engine, given.A, {"full_members_n": 120}, {}, {})
    given.send_branches(engine, given.B, {})
    add_rule(engine, OVER_50)
    engine.dispose()
    return url


@pytest.fixture(scope="module")
def city(small: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the set of the whole city, written over an older file."""
    folder = tmp_path_factory.mktemp("city")
    (folder / NAMES[0]).write_bytes(b"old")
    (folder / "附件.txt").write_bytes(b"kept")
    assert brief(small, folder) == 0
    return folder


def brief(url: str, out: Path, *more: str) -> int:
    return main(["brief", "--database", url, "--out", str(out), *more])


def written(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_the_set_is_a_workbook_a_brief_slides_and_a_list_and_twice_the_same(small, city, tmp_path, capsys):
    assert brief(small, tmp_path / "a" / "b") == 0
    assert capsys.readouterr().out.splitlines() == [str(tmp_path / "a" / "b" / name) for name in NAMES]
    assert written(tmp_path / "a" / "b") == {name: (city / name).read_bytes() for name in NAMES}


def test_what_stood_there_before_is_replaced_and_nothing_else_touched(city):
    found = written(city)
    assert sorted(found) == sorted([*NAMES, "附件.txt"])
    assert (found["附件.txt"], found[NAMES[0]][:2]) == (b"kept", b"PK")


def test_the_workbook_has_every_indicator_once_for_the_whole_and_each_district(city):
    book = openpyxl.load_workbook(city / NAMES[2])
    subjects = {item.page for item in INDICATORS.values()}
    rows = [
        [cell.value for cell in row] for name in book.sheetnames if name in subjects for row in book[name].iter_rows(5)
    ]
    assert sorted(row[0] for row in rows) == sorted(item.name for item in INDICATORS.values())
    heads = [cell.value for cell in book["支部设置与换届"][4]]
    assert heads == ["指标", "单位", "时点或时段", "全市", "甲区", "乙区", "丙县", "市直"]
    [branches] = [row for row in rows if row[0] == indicator("branch_total").name]
    assert branches[3:] == [4, 3, 1, "缺报", "缺报"]


def test_the_list_of_alerts_says_where_what_and_what_is_wanted(city):
    [row] = csv.DictReader(io.StringIO((city / NAMES[3]).read_text(encoding="utf-8-sig")))
    assert (row["级别"], row["区县"], row["情况"], row["要求"]) == ("黄", "甲区", "超50人支部数1个", "应为0")


def test_of_one_district_the_files_say_so_and_its_numbers_stand_beside_the_whole(small, tmp_path):
    assert brief(small, tmp_path, "--district", "甲区", "--period", "2025H2") == 0
    assert list(written(tmp_path)) == [name.replace("全市", "甲区") for name in NAMES]
    book = openpyxl.load_workbook(tmp_path / "数据总表_甲区_2025-12-31.xlsx")
    assert [cell.value for cell in book["支部设置与换届"][4]][3:] == ["全市", "甲区"]
    figures = {row[0].value: row[1].value for row in book["概要"].iter_rows(5)}
    assert set(figures) == set(HEADLINES.values())
    assert figures["党支部"] == 3


@pytest.mark.parametrize(
    ("more", "said"),
    [(("--district", "无此区"), "没有区县“无此区”"), (("--period", "2031H1"), "没有期次“2031H1”")],
)
def test_a_wrong_choice_is_refused_with_its_reason_and_nothing_is_written(small, tmp_path, capsys, more, said):
    assert brief(small, tmp_path / "out", *more) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_a_file_is_refused(small, tmp_path, capsys):
    (tmp_path / "out").write_bytes(b"")
    assert brief(small, tmp_path / "out") == 1
    assert "这个路径上已有一个文件，不是文件夹" in capsys.readouterr().err


def test_a_set_that_cannot_be_finished_leaves_no_file(small, tmp_path, monkeypatch):
    monkeypatch.setattr("lib.exports.pptx.write", lambda report: (_ for _ in ()).throw(OSError(28, "full")))
    assert brief(small, tmp_path / "out") == 1
    assert written(tmp_path / "out") == {}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("甲区", 2, 0, 0), ("乙区", 0, 1, 0), ("市直", 3, 0, 0)], "1个区县和市直有红色预警，最多的是市直，3项"),
        ([("甲区", 2, 0, 0), ("乙区", 1, 0, 0)], "2个区县有红色预警，最多的是甲区，2项"),
        ([("市直", 1, 0, 0)], "市直有红色预警，最多的是市直，1项"),
        ([("甲区", 0, 1, 0)], "没有红色预警"),
    ],
)
def test_the_citys_own_units_are_not_counted_among_the_districts_with_red_alerts(rows, said):
    assert chapters.most_red(rows, "市直") == said
