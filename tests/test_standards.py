"""Rules, targets, frameworks, constants and duties: read as text or workbook, checked as a whole, kept in one piece."""

import json
import tomllib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import workbooks
from sqlalchemy import Engine, update
from workbooks import contents, records

from lib import schema
from lib.__main__ import main
from lib.errors import IntakeError
from lib.indicators import INDICATORS
from lib.intake import load, standards
from lib.intake.issues import Level
from lib.measure import open_snapshot

TEXT = standards.DEFAULTS.read_text(encoding="utf-8")
SHIPPED = tomllib.loads(TEXT)
DEMO_TEXT = (standards.DEFAULTS.parent / "demo" / "标准.toml").read_text(encoding="utf-8")
DEMO = tomllib.loads(DEMO_TEXT)
FRAMEWORKS = "[[framework]]" + TEXT.partition("[[framework]]")[2].partition("# ---- 参照常量")[0]
RULE = """
[[rule]]
id = "R02"
name = "支部不超过50人"
force = "一般"
indicator_key = "branch_over_50"
op = ">"
threshold = 0
source_doc = "条例"
certainty = "A"
enabled = true
"""
TARGET = '[[target]]\nindicator_key = "{key}"\nop = ">="\nvalue_lo = {low}\nsource_doc = "要求"\n'


@pytest.fixture
def engine(sqlite_url, tmp_path) -> Engine:
    return workbooks.small_city(sqlite_url, tmp_path)


@pytest.fixture
def take_in(engine, tmp_path) -> Callable[[str], int]:
    """Take in a text as a .toml file."""

    def take(text: str) -> int:
        path = tmp_path / "标准.toml"
        path.write_text(text, encoding="utf-8")
        return standards.replace(engine, path)

    return take


@pytest.fixture
def refusal(engine, take_in) -> Callable[[str], list[str]]:
    """The lines of the refusal of a text, headline first; nothing in the database may have changed."""

    def refused(text: str) -> list[str]:
        before = contents(engine)
        with pytest.raises(IntakeError) as error:
            take_in(text)
        assert contents(engine) == before
        return str(error.value).splitlines()

    return refused


@pytest.fixture
def book(engine, tmp_path) -> Path:
    """What holds, written out as a workbook."""
    return standards.write(tmp_path / "标准.xlsx", current(engine))


def current(engine: Engine) -> dict[str, list[dict[str, object]]]:
    with engine.connect() as connection:
        return standards.current(connection)


def rule(**changes: object) -> str:
    """The plain rule with other fields; None leaves one out."""
    values = tomllib.loads(RULE)["rule"][0] | changes
    written = (f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items() if value is not None)
    return "[[rule]]\n" + "\n".join(written) + "\n"


def edit(path: Path, sheet: str, cell: str, value: object) -> Path:
    content = openpyxl.load_workbook(path)
    content[sheet][cell] = value
    content.save(path)
    return path


# ---- what is shipped -------------------------------------------------------------------------------------------------


def test_a_new_city_has_all_the_shipped_standards(engine):
    held = current(engine)
    assert [len(held[key]) for key in ("rule", "target", "constant", "duties")] == [
        len(SHIPPED[key]) for key in ("rule", "target", "constant", "duties")
    ]
    assert {row["id"] for row in held["framework"]} == {item["id"] for item in SHIPPED["framework"]}


def test_every_rule_of_the_list_from_r01_to_r39_is_shipped():
    numbers = {item["id"].partition("-")[0] for item in SHIPPED["rule"] if item["id"].startswith("R")}
    assert numbers == {f"R{number:02d}" for number in range(1, 40)}


def test_local_practice_of_elsewhere_is_shipped_switched_off():
    assert [item["id"] for item in SHIPPED["rule"] if not item["enabled"]] == ["R11", "R35", "R36"]


def test_an_article_that_was_not_checked_is_not_quoted():
    unchecked = [item for item in SHIPPED["rule"] if item["certainty"] in ("B", "C")]
    assert unchecked
    assert [item["id"] for item in unchecked if "条" in item["source_doc"].replace("条例", "")] == []


def test_no_target_is_shipped_for_what_the_source_leaves_blank():
    wanted = {"observation_site_count", "observation_route_count", "community_site_count"}
    assert wanted & {item["indicator_key"] for item in SHIPPED["target"]} == set()


def test_no_items_are_shipped_for_a_framework_whose_source_names_none():
    shipped = {item["name"]: item.get("items") for item in SHIPPED["framework"]}
    assert (shipped["六有一提升"], shipped["八个标准化"]) == (None, None)


def test_the_demo_city_has_targets_and_example_items_of_its_own_that_say_so():
    shipped, own = ({item["indicator_key"]: item for item in one["target"]} for one in (SHIPPED, DEMO))
    assert DEMO.keys() == {"target", "framework"}
    assert own.keys() - shipped.keys() == {"observation_site_count", "community_site_count", "observation_route_count"}
    changed = [item for key, item in own.items() if item != shipped.get(key)]
    assert len(changed) == 5
    assert all("演示" in item["source_doc"] and "due_on" in item for item in changed)
    [framework] = [item for item in DEMO["framework"] if item not in SHIPPED["framework"]]
    assert framework["name"] == "六有一提升"
    assert all(name.endswith("（示例）") for name in framework["items"].values())
    assert len(DEMO["framework"]) == len(SHIPPED["framework"])


def test_the_standards_of_the_demo_city_can_be_taken_in(engine, take_in):
    take_in(DEMO_TEXT)
    goal = open_snapshot(engine).goals["observation_site_count"]
    assert (goal.lo, goal.hi, goal.per, goal.due_on) == (2, 3, "各区县", date(2025, 12, 31))


def test_a_snapshot_has_rules_targets_and_constants(engine):
    snapshot = open_snapshot(engine)
    one = next(item for item in snapshot.rules if item.id == "R02")
    assert (one.indicator_key, one.op, one.threshold, one.force, one.enabled) == (
        "branch_over_50",
        ">",
        0,
        "一般",
        True,
    )
    assert snapshot.targets["sponsored_pass_rate"] == 20
    assert snapshot.goals["committee_established_rate"].due_on == date(2018, 12, 31)
    assert snapshot.constants["national_members"].value == 91_914_000


# ---- there and back --------------------------------------------------------------------------------------------------


def test_a_workbook_written_out_and_taken_in_changes_nothing(engine, book):
    before = current(engine)
    assert standards.replace(engine, book) == 1
    assert current(engine) == before


def test_the_workbook_offers_the_allowed_values_and_explains_every_column(book):
    content = openpyxl.load_workbook(book)
    assert content.sheetnames == ["规则", "目标", "规范体系", "参照常量", "报送要求", "指标"]
    lists = {item.formula1: str(item.sqref) for item in content["规则"].data_validations.dataValidation}
    assert lists['"必须,应当,一般,目标,导向"'].startswith("C2:")
    assert lists[f"指标!$A$2:$A${len(INDICATORS) + 1}"].startswith("E2:")
    for section in standards.SECTIONS:
        head = content[section.title][1]
        assert [cell.value for cell in head] == [item.label for item in section.fields]
        assert all(cell.comment for cell in head)


def test_a_text_that_looks_like_a_formula_stays_a_text(engine, take_in, tmp_path):
    take_in(rule(name='=HYPERLINK("http://x")', source_doc="@条例"))
    path = standards.write(tmp_path / "标准.xlsx", current(engine))
    row = openpyxl.load_workbook(path)["规则"][2]
    assert [(cell.value, cell.data_type, cell.quotePrefix) for cell in (row[1], row[7])] == [
        ('=HYPERLINK("http://x")', "s", True),
        ("@条例", "s", True),
    ]
    standards.replace(engine, path)
    assert current(engine)["rule"][0]["name"] == '=HYPERLINK("http://x")'


def test_a_section_that_the_file_does_not_have_stays_as_it_is(engine, take_in):
    before = current(engine)
    take_in(RULE)
    assert [item["id"] for item in current(engine)["rule"]] == ["R02"]
    assert current(engine) | {"rule": before["rule"]} == before


def test_a_change_publishes_a_data_version_so_that_open_pages_notice(engine, take_in):
    assert [take_in(RULE), take_in(RULE)] == [1, 2]


def test_an_indicator_may_be_named_in_chinese(engine, take_in):
    take_in(rule(indicator_key="超50人支部数"))
    assert current(engine)["rule"][0]["indicator_key"] == "branch_over_50"


def test_a_target_has_its_range_grain_and_due_date(engine, take_in):
    text = TARGET.format(key="observation_site_count", low=3).replace(">=", "区间")
    take_in(rule() + text + 'value_hi = 5\nper = "各区县"\ndue_on = 2026-12-31\n')
    [goal] = open_snapshot(engine).goals.values()
    assert (goal.op, goal.lo, goal.hi, goal.per, goal.due_on) == ("区间", 3, 5, "各区县", date(2026, 12, 31))


# ---- refusals --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        (
            {"indicator_key": "branch_over_5"},
            "规则第1条（R02） › indicator_key 填的是“branch_over_5”：没有这个指标。是否应为 branch_over_50。",
        ),
        ({"op": "超过"}, "规则第1条（R02） › op 填的是“超过”：不是何时算违反的写法。应为>、>=、<、<=之一。"),
        (
            {"force": "必需"},
            "规则第1条（R02） › force 填的是“必需”：不是约束力的写法。应为必须、应当、一般、目标、导向之一。",
        ),
        ({"certainty": "D"}, "规则第1条（R02） › certainty 填的是“D”：不是可靠程度的写法。应为A、B、C、L、S之一。"),
        (
            {"threshold": "很多"},
            "规则第1条（R02） › threshold 填的是“很多”：不是数。请填数字，百分率以百分数计，20即20%。",
        ),
        (
            {"indicator_key": None, "op": None},
            "规则第1条（R02） › threshold 填的是“0”：没有指标，无从判断。请填由哪个指标判断，或把这一格留空。",
        ),
        ({"threshold": None}, "规则第1条（R02） › threshold：“何时算违反”和“界限”只填了一个。请补填“界限”。"),
        (
            {"threshold": None, "op": None},
            "规则第1条（R02） › threshold：有指标而没有界限。请填“何时算违反”和“界限”，或把指标留空。",
        ),
        (
            {"threshold": None, "op": None, "force": "目标"},
            "规则第1条（R02） › threshold：没有界限，目标里也没有这个指标。请填界限，或在目标里补上这个指标。",
        ),
        ({"source_doc": None}, "规则第1条（R02） › source_doc：没有填。请填出处。"),
        (
            {"indicator_key": "liaison_rate", "threshold": 0.2},
            "规则第1条（R02） › threshold 填的是“0.2”：百分率以百分数计，小于1%的疑为写成了小数。如为20%，请填20。",
        ),
        (
            {"remark": "x"},
            "规则第1条（R02）：没有“remark”这一项。应为id、name、force、severity、indicator_key、op、threshold、source_doc、certainty、enabled之一。",
        ),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_rule_that_does_not_fit_is_refused_with_cell_value_reason_and_remedy(refusal, changes, line):
    assert refusal(rule(**changes)) == ["标准.toml有1处问题，没有改动：", f"标准.toml › {line}"]


def test_all_problems_are_told_at_once(refusal):
    twice = rule(force="必需") + rule(op="超过") + TARGET.format(key="no_such_key", low='"二十"')
    lines = refusal(twice)
    assert lines[0] == "标准.toml有5处问题，没有改动："
    assert [line.partition("：")[0].partition(" 填的是")[0].removeprefix("标准.toml › ") for line in lines[1:]] == [
        "规则第1条（R02） › force",
        "规则第2条（R02） › op",
        "规则第2条（R02） › id",
        "目标第1条（no_such_key） › indicator_key",
        "目标第1条（no_such_key） › value_lo",
    ]


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ('op = "区间"\nvalue_lo = 3\n', "比较方式为区间而没有上限"),
        ('op = "区间"\nvalue_lo = 3\nvalue_hi = 3\n', "上限不大于下限"),
        ('op = ">="\nvalue_lo = 3\nvalue_hi = 5\n', "比较方式不是区间，不应有上限"),
        ('op = ">="\nvalue_lo = 3\ndue_on = "2026年"\n', "不是完整的年月日"),
    ],
)
def test_a_target_that_does_not_fit_is_refused(refusal, more, reason):
    text = '[[target]]\nindicator_key = "observation_site_count"\nsource_doc = "要求"\n' + more
    lines = refusal(RULE + text)
    assert len(lines) == 2
    assert reason in lines[1]


def test_a_target_that_a_rule_goes_by_cannot_be_taken_away(refusal):
    lines = refusal(TARGET.format(key="venue_city", low=1))
    assert (
        "有规则以“区县党工委批复成立率、本级包抓支部达标率、区县级中心覆盖率”的目标判断，不能删去这个目标" in lines[1]
    )


def test_an_item_with_results_cannot_be_taken_away(engine, refusal, tmp_path):
    rows = workbooks.sheet("norms", {"规范体系": "六好", "规范项": "作用发挥好"})
    load.load(engine, workbooks.PERIOD, [workbooks.save(tmp_path, {"其他规范体系": rows})])
    less = FRAMEWORKS.replace('good_function = "作用发挥好"\n', "").replace('norm_setting = "组织设置规范"\n', "")
    lines = refusal(less)
    assert lines[1:] == [
        f"标准.toml › 规范体系：规范项{item}，不能删去或改到别的体系。请在体系{framework}下补上这一项。"
        for item, framework in (
            ("good_function已有评定结果", "six_goods"),
            ("norm_setting由支部台账逐项填报", "five_norms"),
        )
    ]


def test_a_framework_of_ones_own_can_be_added(engine, take_in):
    take_in(
        FRAMEWORKS
        + '[[framework]]\nid = "own"\nname = "四强"\n[framework.items]\nown_1 = "政治功能强"\nown_2 = "班子强"\n'
    )
    framework = workbooks.directory_of(engine).framework("四强")
    assert framework.items == {"own_1": "政治功能强", "own_2": "班子强"}


def test_a_sheet_of_duties_names_every_ledger_and_known_offices(refusal):
    lines = refusal('[duties]\nbranches = "全部"\nbranch = "区县"\nunits = "栖枫区、青城区"\n')
    assert [line.partition("：")[0] for line in lines[1:]] == [
        "标准.toml › 报送要求第2条（branch） › source 填的是“branch”",
        "标准.toml › 报送要求第3条（units） › offices 填的是“栖枫区、青城区”",
        "标准.toml › 报送要求",
    ]


def test_a_workbook_is_refused_at_its_cells(engine, book):
    before = contents(engine)
    edit(edit(book, "规则", "F3", "大于"), "目标", "C2", "二十")
    with pytest.raises(IntakeError) as error:
        standards.replace(engine, book)
    assert str(error.value).splitlines()[1:] == [
        "标准.xlsx › 规则 › F3 填的是“大于”：不是何时算违反的写法。应为>、>=、<、<=之一。",
        "标准.xlsx › 目标 › C2 填的是“二十”：不是数。请填数字，百分率以百分数计，20即20%。",
    ]
    assert contents(engine) == before


def test_a_missing_column_is_named(engine, book):
    edit(book, "规则", "C1", "力度")
    with pytest.raises(IntakeError, match="规则：第1行缺少列“约束力”。请补上这些列"):
        standards.replace(engine, book)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("标准.toml", b"\n[[rule]", "第2行不符合TOML的写法"),
        ("标准.toml", "规则".encode("gbk"), "不是UTF-8编码"),
        ("标准.toml", b"", "任何一张表"),
        ("标准.toml", b"rule = 3", r"应写作\[\[rule\]\]"),
        ("标准.toml", b"rule = [3]", "第1条：写法不对"),
        ("标准.xlsx", b"nothing", "."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(engine, tmp_path, name, content, reason):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(IntakeError, match=reason):
        standards.replace(engine, tmp_path / name)


# ---- duties ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("offices", "due"),
    [
        ("全部", ["栖枫区", "映溪区", "岫谷县", "市直"]),
        ("区县", ["栖枫区", "映溪区", "岫谷县"]),
        ("市直", ["市直"]),
        ("栖枫区、市直", ["栖枫区", "市直"]),
        ("不布置", []),
    ],
)
def test_a_ledger_is_due_from_those_named_and_said_so_again(engine, take_in, offices, due):
    part = TEXT.partition("[duties]")[2].replace('awards = "全部"', f'awards = "{offices}"')
    take_in("[duties]" + part)
    directory = workbooks.directory_of(engine)
    assert [item.label for item in directory.regions if directory.owes("awards", item.code)] == due
    assert [row["offices"] for row in current(engine)["duties"] if row["source"] == "表彰荣誉"] == [offices]


# ---- the command -----------------------------------------------------------------------------------------------------


def test_the_command_prints_what_holds(engine, capsys):
    assert main(["standards", "--database", str(engine.url)]) == 0
    printed = capsys.readouterr().out
    assert "指标：超50人支部数 > 0" in printed
    assert "规范体系：六好  规范项：组织设置好、班子建设好、党员队伍好、学习活动好、作用发挥好、制度坚持好" in printed
    assert "完成时限：未定期限  出处：本级包抓支部达标比例不低于20%  指标：本级包抓支部达标率 >= 20" in printed
    assert "完成时限：2018年12月31日  出处：2018年底前区县党工委全部成立" in printed
    [principle] = [line for line in printed.splitlines() if line.startswith("编号：R04")]
    assert principle.endswith("指标：只作依据")


def test_the_command_writes_out_and_takes_in(engine, capsys, tmp_path):
    path, url = tmp_path / "标准.xlsx", str(engine.url)
    assert main(["standards", "--out", str(path), "--database", url]) == 0
    edit(path, "目标", "C2", 30)
    assert main(["standards", "--from", str(path), "--database", url]) == 0
    assert "已按标准.xlsx更新" in capsys.readouterr().out
    assert open_snapshot(engine).targets[current(engine)["target"][0]["indicator_key"]] == Decimal(30)


def test_rules_are_switched_without_touching_anything_else(engine, capsys):
    assert main(["standards", "--enable", "R35", "R36", "--disable", "R12", "--database", str(engine.url)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "已启用R35、R36，已停用R12，发布数据版本1。",
        "R36已启用，但没有可判断的指标：集体政治理论学习每年不少于10次，形势报告会每年不少于2次",
    ]
    off = [item.id for item in open_snapshot(engine).rules if not item.enabled]
    assert off == ["R11", "R12"]


def test_unknown_and_contradictory_switches_are_refused_and_nothing_is_switched(engine, capsys):
    before = contents(engine)
    assert main(["standards", "--enable", "R35", "R99", "R02", "--disable", "R02", "--database", str(engine.url)]) == 2
    told = capsys.readouterr().err.splitlines()
    assert told[0].startswith("没有规则“R99”，现有：R09、R19、")
    assert told[1] == "规则“R02”既要启用又要停用，请只写一处。"
    assert contents(engine) == before


# ---- 其他规范体系 ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "cell", "problem", "remedy"),
    [
        ({"规范体系": "六好支部"}, "C3", "没有登记这个规范体系，本行未计入", "已登记的有：六好、"),
        ({"规范体系": "六好", "规范项": "组织设置"}, "D3", "“六好”没有这个规范项，本行未计入", "各项为：组织设置好、"),
        ({"规范体系": "八个标准化", "规范项": "一"}, "D3", "“八个标准化”还没有登记规范项，本行未计入", "也可由管理员"),
        ({"规范体系": None}, "C3", "没有填规范体系，本行未计入", "请填规范体系"),
        ({"规范体系": "六好", "规范项": None}, "D3", "没有填规范项，本行未计入", "请填规范项"),
    ],
)
def test_a_row_of_an_unknown_framework_is_refused_at_its_cell_and_the_others_count(
    engine, tmp_path, changes, cell, problem, remedy
):
    plain = {"规范体系": "六好", "规范项": "作用发挥好"}
    path = workbooks.save(tmp_path, {"其他规范体系": workbooks.sheet("norms", plain, changes, plain)})
    [reading] = load.load(engine, workbooks.PERIOD, [path]).files
    [issue] = [item for item in reading.issues if item.level is Level.REJECTION]
    assert (issue.cell, issue.code, issue.problem) == (cell, "N14", problem)
    assert issue.remedy.startswith(remedy)
    assert [(row["name"], row["item_id"]) for row in records(engine, "norm_result")] == [
        ("第一支部", "good_function"),
        ("第三支部", "good_function"),
    ]


def test_a_rule_that_the_table_has_and_this_program_does_not_know_is_printed_all_the_same(engine, capsys):
    with engine.begin() as connection:
        changed = update(schema.rule).where(schema.rule.c.rule_id == "R02").values(indicator_key="of_tomorrow")
        connection.execute(changed)
    assert main(["standards", "--database", str(engine.url)]) == 0
    assert "指标：of_tomorrow > 0" in capsys.readouterr().out
