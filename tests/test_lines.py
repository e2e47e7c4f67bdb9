"""Rows that are no subjects of their own (totals, sections, printed pages), several tables on a sheet, one form on
several sheets."""

import pytest
from workbooks import found, head, row, sheet, workbook

from lib.intake.files import FileReading, Outcome

NOTE, WARNING, REJECTION = "提示", "警告", "拒绝"
ONE = [1, 9, 8, 5, 3, 2]  # the figures of a plain row of 单位底册
TWO = [2, 18, 16, 10, 6, 4]  # of two
FUNDS = ["单位名称", "走访慰问人数", "慰问金（元）"]  # three headings of 服务保障, too few for a table


def held(reading: FileReading, name: str = "unit") -> list[object]:
    """The values of a field in the rows of all accepted sheets."""
    return [line.point(name) for part in reading.accepted_sheets for line in part.rows]


def issues(reading: FileReading) -> list[tuple[str, str, str]]:
    """Those that do not merely say that a unit is not in the directory, or where the header is."""
    return [item for item in found(reading) if item[1] != "M31" and item[:2] != ("A1", "M01")]


FIRST, SECOND = row("units"), row("units", number=1)
UNITS = ["栖枫区教育局", "栖枫区水务局"]


# --- totals and sections --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "code"),
    [
        *((text, "M26") for text in ("合计:", "总  数", "汇总", "全区合计", "合计（2家）", "栖枫区", "栖枫")),
        *((text, "M27") for text in ("机关小计", "其中：机关", "平均", "共2家单位", "一、党政机关", "（一）机关")),
    ],
)
def test_a_row_of_sums_is_no_unit(read, written, code):
    reading = read([*sheet("units", {}, {}), [written, *TWO]])
    assert (issues(reading), held(reading)) == ([("A4", code, NOTE)], UNITS)


def test_a_section_with_its_sums_stands_above_or_its_numeral_in_a_column_of_its_own(read):
    rows = [["序号", *head("units")], ["一", "党政机关", *ONE], [1, *FIRST], ["二", "事业单位", *ONE], [1, *SECOND]]
    reading = read(rows)
    assert (issues(reading), held(reading)) == ([("A2", "M27", NOTE), ("A4", "M27", NOTE)], UNITS)


def test_sections_without_sums_are_passed_over_in_one_note(read):
    reading = read([head("units"), ["一、党政机关"], FIRST, ["二、事业单位"], SECOND])
    assert (issues(reading), held(reading)) == ([("A2", "M01", NOTE)], UNITS)
    assert "第2、4行" in str(reading.issues[0])


def test_an_office_may_number_its_units_in_chinese(read):
    rows = [head("units"), *([f"{numeral}、某单位", *ONE] for numeral in "一二三")]
    assert held(read(rows)) == ["一、某单位", "二、某单位", "三、某单位"]
    named = [head("units"), ["一、栖枫区教育局", *ONE], SECOND]
    assert held(read(named)) == ["一、栖枫区教育局", "栖枫区水务局"]


def test_the_office_itself_is_a_row_where_there_is_no_other(read):
    assert held(read([head("units"), ["栖枫区", *TWO]])) == ["栖枫区"]


def test_a_grand_total_is_compared_whatever_totals_of_parts_follow(read):
    reading = read([*sheet("units", {}, {}), ["总数", 2, 19, *TWO[2:]], ["机关单位合计（1家）", *ONE], ["平均", *ONE]])
    assert ("C4", "M26", WARNING) in found(reading)
    assert "合计行为19，逐行相加为18" in " ".join(map(str, reading.issues))


# --- sums that do not say so ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("written", ["党政部门", None])
@pytest.mark.parametrize("place", ["above", "below"])
def test_an_unknown_unit_with_the_sums_of_its_neighbours_is_warned_of_and_not_counted(read, written, place):
    extra = [written, *TWO]
    reading = read([head("units"), *([extra, FIRST, SECOND] if place == "above" else [FIRST, SECOND, extra])])
    cell, run = ("A2", "3–4") if place == "above" else ("A4", "2–3")
    assert (issues(reading), held(reading)) == ([(cell, "M27", WARNING)], UNITS)
    assert f"等于第{run}行之和" in " ".join(map(str, reading.issues))


def test_sums_of_groups_and_of_those_are_told_apart(read):
    third, group = row("units", number=2), ["其他部门", 2, 20, 16, 10, 6, 4]
    fourth = ["无名单位", 1, 11, 8, 5, 3, 2]
    rows = [FIRST, SECOND, ["党政部门", *TWO], third, fourth, group, ["所有部门", 4, 38, 32, 20, 12, 8]]
    reading = read([head("units"), *rows])
    assert held(reading) == [*UNITS, "栖枫区卫生健康局", "无名单位"]
    assert issues(reading) == [(cell, "M27", WARNING) for cell in ("A4", "A7", "A8")]


@pytest.mark.parametrize(
    "last",
    [
        row("units", dict(zip(head("units")[1:], TWO, strict=True)), number=2),  # in the directory
        ["党政部门", 2, 19, *TWO[2:]],  # one figure is another
        ["党政部门", *[0] * 6],
    ],
)
def test_a_unit_of_its_own_is_never_taken_for_a_sum(read, last):
    assert held(read([head("units"), FIRST, SECOND, last])) == [*UNITS, last[0]]


def test_a_row_like_the_one_above_is_a_unit(read):
    assert held(read([head("units"), FIRST, ["党政部门", *ONE]])) == ["栖枫区教育局", "党政部门"]


def test_a_general_branch_that_repeats_the_sums_of_its_branches_stays(read):
    general = {"支部名称": "教育局党总支", "组织类别": "党总支", "正式党员数": 20, "离退休党员数": 20}
    assert held(read(sheet("branches", {}, {}, general)), "name") == ["第一支部", "第二支部", "教育局党总支"]
    unsaid = ["教育系统", "教育系统", *[None] * 4, 20, 20]
    assert held(read([*sheet("branches", {}, {}), unsaid]), "name") == ["第一支部", "第二支部"]


# --- printed pages --------------------------------------------------------------------------------------------------


def test_headers_titles_and_numbers_of_printed_pages_are_passed_over_in_one_note(read):
    title = ["栖枫区单位底册（2025年下半年）"]
    page = [["填表人：党建科"], ["栖枫区单位底册（续表1）"], head("units"), ["", *["人"] * 6]]
    book = workbook([title, head("units"), ["甲", 1, 2, 3, 4, 5, 6], FIRST, *page, SECOND, ["第2页 共2页"]])
    book.active.merge_cells("A6:G6")
    reading = read(book)
    assert (issues(reading), held(reading)) == ([("A3", "M01", NOTE)], UNITS)
    assert "第3、5、6、7、8、10行" in " ".join(map(str, reading.issues))


def test_a_number_without_anything_beside_it_is_no_row(read):
    reading = read([["序号", *head("units")], [1, *FIRST], [2], [3]])
    assert (issues(reading), held(reading)) == ([("A3", "M01", NOTE)], ["栖枫区教育局"])


def test_four_figures_in_order_may_be_all_an_office_has(read):
    assert held(read([head("volunteers"), [1, 2, 3, 4]]), "people_n") == [2]


@pytest.mark.parametrize(
    ("rows", "cell", "code"),
    [
        ([["某单位", 1, 9], head("units"), FIRST], "A1", "M01"),
        ([head("units"), FIRST, ["说明：数据截至年底"], SECOND], "A3", "M28"),
    ],
)
def test_figures_above_the_header_or_below_the_remarks_are_reported(read, rows, cell, code):
    reading = read(rows)
    told = [item for item in reading.issues if item.level == WARNING and item.code == code]
    assert (held(reading), len(told)) == (["栖枫区教育局"], 1)
    assert "未计入" in str(told[0])


# --- several tables on one sheet ------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows_above", [1, 30])
def test_two_forms_below_one_another_are_read_each_by_its_own_header(read, rows_above):
    above = [
        head("units"),
        *([f"单位{number}", *ONE] for number in range(rows_above)),
        ["合计", *(rows_above * n for n in ONE)],
    ]
    reading = read(
        [["单位底册（2025年下半年）"], *above, [], ["服务保障情况"], *sheet("support", {"慰问金（元）": "约5000"})]
    )
    assert [(part.form.source, len(part.rows)) for part in reading.accepted_sheets] == [
        ("units", rows_above),
        ("support", 1),
    ]
    assert (f"C{rows_above + 7}", "M09") in {(cell, code) for cell, code, _ in found(reading)}


def test_the_same_form_again_with_other_columns_is_read_by_its_own_header(read):
    again = [cells[::-1] for cells in [head("units"), SECOND]]
    reading = read([head("units"), FIRST, [], *again])
    assert (held(reading), held(reading, "tuixiu_n")) == (UNITS, [9, 9])


def test_a_second_table_that_is_no_form_is_refused_and_not_swallowed(read):
    reading = read([head("units"), FIRST, [], FUNDS, ["栖枫区水务局", 30, 12000]])
    assert (issues(reading), held(reading)) == ([("A4", "M37", REJECTION)], ["栖枫区教育局"])
    assert "第4行起像是另一张表" in str(reading.issues[0])


# --- one form on several sheets -------------------------------------------------------------------------------------


def test_sheets_about_different_subjects_are_one_report(read):
    reading = read({"机关": [head("units"), FIRST], "事业": [head("units"), SECOND]})
    assert (reading.outcome, held(reading)) == (Outcome.ACCEPTED, UNITS)
    assert [part.sheet.title for part in reading.accepted_sheets] == ["机关", "事业"]


def test_of_two_sheets_alike_one_counts(read):
    reading = read({"底册": [head("units"), FIRST], "底册 (2)": [head("units"), FIRST]})
    assert (issues(reading), held(reading)) == ([("sheet", "M37", WARNING)], ["栖枫区教育局"])
    assert "与工作表“底册”内容相同" in str(reading.issues[-1])


def test_a_row_that_two_sheets_share_counts_once(read):
    reading = read({"机关": [head("units"), FIRST], "全部": [head("units"), FIRST, SECOND]})
    assert (issues(reading), held(reading)) == ([("sheet", "M29", WARNING)], UNITS)


def test_sheets_that_contradict_each_other_are_all_refused(read):
    other = row("units", {"单位名称": "区教育局", "退休干部数": 7})
    reading = read({"甲": [head("units"), FIRST], "乙": [head("units"), other], "队伍": sheet("volunteers")})
    assert issues(reading) == [("sheet", "M37", REJECTION)] * 2
    assert reading.refused_sheets == ("甲", "乙")
    assert [part.form.source for part in reading.accepted_sheets] == ["volunteers"]
    assert "工作表“甲”与“乙”都有“区教育局”且数据不一致，单位底册按缺报计" in str(reading.issues[-1])


def test_sheets_an_office_fills_in_once_are_refused_where_there_are_two(read):
    twice = {"甲": sheet("volunteers"), "乙": sheet("volunteers", {"团队数": 3}), "底册": [head("units"), FIRST]}
    assert read(twice).refused_sheets == ("甲", "乙")


def test_a_form_of_which_one_sheet_cannot_be_read_is_not_reported_in_part(read):
    broken = [cells[:1] + cells[2:] for cells in (head("units"), SECOND)]
    reading = read({"机关": [head("units"), FIRST], "事业": broken, "队伍": sheet("volunteers")})
    assert reading.refused_sheets == ("机关", "事业")
    assert "工作表“事业”未能读入，单位底册不全" in " ".join(map(str, reading.issues))


def test_an_empty_sheet_of_the_form_does_no_harm(read):
    reading = read({"机关": [head("units"), FIRST], "事业": [head("units")]})
    assert (held(reading), reading.refused_sheets) == (["栖枫区教育局"], ("事业",))
