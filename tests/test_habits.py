"""Habits of offices beyond the listed messy inputs: other units, other names, other times, other ways to say a value.

Each test builds a tiny workbook, reads it as `load` does, and looks at what is held and what is said.
"""

from datetime import date

import pytest
import workbooks
from workbooks import found, head, row, sheet, workbook

from lib.intake.files import FileReading, Outcome

NOTE, WARNING, REJECTION = "提示", "警告", "拒绝"
AMOUNTS = {"慰问金（元）": 12, "慰问品（元）": 3}


def held(reading: FileReading, name: str) -> list[object]:
    return [line.point(name) for line in reading.accepted_sheets[0].rows]


def problems(reading: FileReading, code: str) -> list[str]:
    return [issue.problem for issue in reading.issues if issue.code == code]


def fields(reading: FileReading) -> set[str]:
    """The fields that have a column in the first sheet."""
    return {item.field.name for item in reading.sheets[0].header.columns}


def renamed(source: str, names: dict[str, str], changes: dict[str, object] | None = None) -> workbooks.Rows:
    """A plain sheet with headings replaced."""
    rows = sheet(source, changes or {})
    rows[0] = [names.get(text, text) for text in rows[0]]
    return rows


def plain_amounts() -> workbooks.Rows:
    """服务保障 with 慰问金 12 and 慰问品 3, no heading naming a unit of money."""
    rows = sheet("support", AMOUNTS)
    rows[0] = [text.removesuffix("（元）") for text in rows[0]]
    return rows


def without(source: str, *names: str) -> workbooks.Rows:
    kept = [index for index, text in enumerate(head(source)) if text not in names]
    return [[cells[index] for index in kept] for cells in sheet(source)]


# --- units of money ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "times"),
    [
        ("单位：万元", 10_000),
        ("单位：千元", 1_000),
        ("金额单位：百元", 100),
        ("（万元）", 10_000),
        ("本表以千元计", 1_000),
        ("单位：人、万元", 10_000),
        ("填报单位：区委老干部局  单位：千元", 1_000),
        ("单位：元", 1),
        ("说明：本期市财政安排专项经费12万元，慰问金按元填报", 1),
        ("填报单位：区委老干部局，经费12万元", 1),
    ],
)
def test_the_line_above_a_table_scales_it_only_where_it_states_the_unit(read, line, times):
    reading = read([[line], *plain_amounts()])
    assert (held(reading, "cash_yuan"), held(reading, "goods_yuan")) == ([12 * times], [3 * times])


@pytest.mark.parametrize(("unit", "times"), [("万元", 10_000), ("千元", 1_000), ("百元", 100), ("元", 1)])
def test_a_heading_may_count_in_thousands_and_the_message_names_the_unit(read, unit, times):
    reading = read(renamed("support", {"慰问金（元）": f"慰问金（{unit}）"}, {"慰问金（元）": 2}))
    assert held(reading, "cash_yuan") == [2 * times]
    assert problems(reading, "M44") == ([f"表头以{unit}计，已换算为元"] if times > 1 else [])


def test_a_text_that_says_yuan_in_a_column_of_thousands_is_doubted_by_its_unit(read):
    reading = read(renamed("support", {"慰问金（元）": "慰问金（千元）"}, {"慰问金（元）": "500元"}))
    assert held(reading, "cash_yuan") == [500]
    assert "列单位是千元，此处写明是元，按元计" in problems(reading, "M44")


def test_a_row_of_units_belongs_to_the_header(read):
    units = ["", "人", "万元", "元", "件", "万元", "元", "元", "元", "个", "个"]
    title, *rows = plain_amounts()
    reading = read([title, units, *rows])
    assert (held(reading, "cash_yuan"), held(reading, "goods_yuan")) == ([120_000], [3])
    assert ("A2:K2", "M02", NOTE) in found(reading)


def test_a_row_of_units_decides_what_a_column_counts(read):
    title, *rows = plain_amounts()
    reading = read([title, ["单位", "人次", "元"], *rows])
    assert "visit_people_n" not in fields(reading)
    assert held(reading, "cash_yuan") == [12]


def test_below_a_row_of_units_cells_keep_their_addresses(read):
    title, *_ = plain_amounts()
    reading = read([title, [None, "人", "元"], row("support", {"慰问金（元）": "待报"})])
    assert ("C3", "M19", REJECTION) in found(reading)


@pytest.mark.parametrize("written", ["万元", "百", "千", "万", "亿"])
def test_a_bare_size_is_no_number(read, written):
    reading = read(sheet("support", {"慰问金（元）": written}))
    assert held(reading, "cash_yuan") == [None]
    assert ("C2", "N02", REJECTION) in found(reading)


# --- what a heading counts --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "label", "heading", "field"),
    [
        ("support", "走访慰问人数", "走访慰问次数", "visit_people_n"),
        ("support", "走访慰问人数", "走访慰问（人次）", "visit_people_n"),
        ("support", "走访慰问人数", "走访慰问（上年末）", "visit_people_n"),
        ("support", "走访慰问人数", "走访慰问人数（去年同期）", "visit_people_n"),
        ("support", "慰问品（元）", "慰问品数量", "goods_yuan"),
        ("support", "慰问品（元）", "慰问品（份）", "goods_yuan"),
        ("support", "办实事件数", "办实事人数", "matters_n"),
        ("volunteering", "活动次数", "活动人数", "activities_n"),
        ("volunteering", "服务群众人次", "服务群众人数", "served_person_times_n"),
        ("branches", "党课次数", "党课人数", "lecture_n"),
        ("branches", "任期（年）", "任期（月）", "term_years"),
        ("branches", "定级", "定级时间", "grade"),
        ("branches", "所属单位", "所属单位数", "unit"),
        ("units", "组织关系在本单位", "组织关系在本单位（%）", "member_rel_unit"),
        ("units", "离退休党员数", "离退休党员数（上期）", "member_n"),
    ],
)
def test_a_column_that_counts_something_else_is_ignored_and_its_field_is_missing(read, source, label, heading, field):
    reading = read(renamed(source, {label: heading}))
    assert field not in fields(reading)
    assert [item.level.value for item in reading.issues if (item.code, item.field) == ("M36", field)] == [WARNING]
    assert any(clean_of(heading) in text for text in problems(reading, "M35"))


def clean_of(heading: str) -> str:
    return heading.replace("（", "(").replace("）", ")")


def test_the_committee_is_not_its_meetings(read):
    reading = read(renamed("branches", {"支委人数": "支委会人数", "支委会次数": "支委会（次）"}, {"支委会次数": 6}))
    assert (held(reading, "committee_n"), held(reading, "committee_meeting_n")) == ([3], [6])


def test_of_last_year_and_this_year_this_year_counts(read):
    rows = sheet("units", {"退休干部数": 9})
    rows[0].append("退休干部数（上年）")
    rows[1].append(99)
    assert held(read(rows), "tuixiu_n") == [9]


@pytest.mark.parametrize("heading", ["编制（个）", "编制（名）", "编制数"])
def test_posts_are_counted_as_names_and_as_pieces(read, heading):
    assert held(read(renamed("committee", {"编制数": heading})), "staff_quota_n") == [3]


# --- columns that are not there ---------------------------------------------------------------------------------------


def test_a_ledger_without_any_date_of_election_says_so_once(read):
    reading = read(without("branches", "上次换届时间", "任期（年）"))
    assert problems(reading, "M36") == ["缺少“届满时间”，或“上次换届时间”和“任期（年）”列，届满时间按缺报计"]


def test_the_end_of_the_term_makes_its_length_unnecessary(read):
    rows = renamed("branches", {"上次换届时间": "届满时间"}, {"上次换届时间": date(2027, 5, 31)})
    place = rows[0].index("任期（年）")
    assert problems(read([cells[:place] + cells[place + 1 :] for cells in rows]), "M36") == []


def test_the_date_of_the_election_needs_the_length_of_the_term(read):
    assert problems(read(without("branches", "任期（年）")), "M36") == ["缺少“任期（年）”列，按缺报计"]


def test_a_missing_column_is_told_beside_the_headings_not_recognised(read):
    reading = read(renamed("branches", {"定级": "评价", "党课次数": "备注"}))
    remedies = [issue.remedy for issue in reading.issues if (issue.code, issue.field) == ("M36", "grade")]
    assert remedies == ["请补上“定级”列；未识别的列有：评价（V1）"]


def test_age_bands_of_which_some_are_missing_are_told(read):
    rows = sheet("units")
    rows[0] += ["60岁及以下", "61-65岁", "66-70岁"]
    rows[1] += [1, 2, 5]
    [problem] = problems(read(rows), "M36")
    assert problem.startswith("8列中只认出3列，缺少或未填：“71–75岁党员数”、")


# --- other names ------------------------------------------------------------------------------------------------------


def test_a_branch_ledger_in_the_words_of_another_office_is_read_whole(read):
    names = {
        "支部名称": "党支部全称",
        "所属单位": "主管单位",
        "组织类别": "类型",
        "设置场景": "设置依托",
        "是否本级包抓": "是否市级包联",
        "正式党员数": "党员数（正式）",
        "离退休党员数": "离退休党员总数",
        "其中离休": "其中：离休干部党员",
        "支委人数": "支委会人数",
        "书记配备": "支部书记是否配备",
        "上次换届时间": "最近一次换届日期",
        "任期（年）": "任期年限",
        "延期至": "延期",
        "组织设置规范": "规范1 组织设置",
        "党员管理规范": "党员管理规范化",
        "定级": "评定等次",
        "活动场所": "活动场地",
        "党课次数": "上党课（次）",
    }
    changes = {"书记配备": "已配备", "是否本级包抓": "包抓", "组织设置规范": "√", "党员管理规范": "×"}
    reading = read(renamed("branches", names, changes))
    assert (reading.outcome, found(reading)) == (Outcome.ACCEPTED, [])
    values = reading.accepted_sheets[0].rows[0]
    assert [values.point(name) for name in ("secretary_status", "is_sponsored", "committee_n")] == ["在岗", "是", 3]
    assert [values.point(name) for name in ("norm_setting", "norm_member_mgmt")] == ["达标", "未达标"]


@pytest.mark.parametrize(
    ("source", "label", "field", "spellings"),
    [
        ("branches", "是否本级包抓", "is_sponsored", {"Y": "是", "N": "否", "√": "是", "×": "否", "无": "否"}),
        ("branches", "组织设置规范", "norm_setting", {"√": "达标", "×": "未达标", "不合格": "未达标"}),
        ("branches", "书记配备", "secretary_status", {"有": "在岗", "无": "空缺", "未配备": "空缺", "暂缺": "空缺"}),
        ("committee", "书记配备", "secretary_status", {"暂缺": "空缺", "专任": "专任", "已配备": None}),
        ("committee", "是否批复", "approved", {"已批复": "是", "未批复": "否"}),
        ("venues", "是否规范", "norm_ok", {"Y": "是", "不规范": "否", "未评": "未评"}),
        ("branches", "活动场所", "venue_relation", {"无": "无"}),
    ],
)
def test_a_sign_means_what_its_column_is_about(read, source, label, field, spellings):
    for written, value in spellings.items():
        assert held(read(sheet(source, {label: written})), field) == [value], written


def test_an_office_that_has_a_liaison_officer_has_one_and_is_asked_how_many(read):
    reading = read(sheet("branches", {"联络员数": "有"}))
    assert held(reading, "liaison_n") == [1]
    assert found(reading) == [("M2", "N08", WARNING)]
    assert [(issue.problem, issue.remedy) for issue in reading.issues] == [("“有”按1计", "请补报人数")]


@pytest.mark.parametrize("east", ["东经98.1", "东经：98.1", "E98.1", "98.1°", "98.1"])
def test_degrees_lose_their_words(read, east):
    reading = read(sheet("venues", {"经度": east, "纬度": "北纬40.2"}))
    assert [str(held(reading, name)[0]) for name in ("lng", "lat")] == ["98.1", "40.2"]


# --- times ------------------------------------------------------------------------------------------------------------


def test_months_in_han_numerals_run_down_and_across(read):
    down = read(sheet("volunteering", {"月份": "七月"}, {"月份": "十月份"}, {"月份": "十二月"}))
    assert held(down, "month") == ["2025-07", "2025-10", "2025-12"]
    across = read([["服务领域", "七月项目数", "十一月项目数", *head("volunteering")[3:]], ["其他", 1, 2, 3, 4, 5]])
    assert (held(across, "month"), held(across, "projects_n")) == (["2025-07", "2025-11"], [1, 2])


@pytest.mark.parametrize("written", ["7-9月", "2025年7月-9月", "7、8月", "三季度", "下半年"])
def test_several_months_in_one_cell_are_refused_in_so_many_words(read, written):
    reading = read(sheet("volunteering", {}, {"月份": written}))
    assert held(reading, "month") == ["2025-07"]
    assert problems(reading, "N03") == ["填的是几个月，不是一个月，本行未计入"]
    assert all(issue.raw == "" for issue in reading.issues if issue.code == "N03")


def test_sums_over_months_that_run_across_are_ignored(read):
    metrics = ("项目（个）", "活动（次）", "参与（人次）", "服务群众（人次）")
    groups = ("7月份", "8月份", "三季度小计", "合计")
    top = ["领域", *(text for group in groups for text in (group, None, None, None))]
    book = workbook([top, [None, *metrics * 4], ["其他", 1, 2, 3, 4, 10, 20, 30, 40, *[11, 22, 33, 44] * 2]])
    for first in "BFJN":
        book.active.merge_cells(f"{first}1:{chr(ord(first) + 3)}1")
    reading = read(book)
    assert (held(reading, "projects_n"), held(reading, "person_times_n")) == ([1, 10], [3, 30])
    assert "合计列“三季度小计”，不计入数据" in problems(reading, "M26")


@pytest.mark.parametrize("title", ["2025年1-6月", "2025年第三季度", "2025年1-12月", "2024年7-12月"])
def test_a_title_of_other_months_refuses_the_file(read, title):
    reading = read([[f"栖枫区单位底册（{title}）"], *sheet("units")])
    assert reading.outcome is Outcome.REFUSED
    assert ("A1", "M38", REJECTION) in found(reading)


def test_a_title_of_the_same_months_is_that_of_the_period(read):
    assert read([["栖枫区单位底册（2025年7—12月）"], *sheet("units", {}, {})]).outcome is Outcome.ACCEPTED


# --- sheets that are no ledgers ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("title", ["目录", "编报说明", "封面", "通讯录"])
def test_sheets_around_the_ledgers_are_only_noted(read, title):
    reading = read({title: [["单位", "联系人"], ["栖枫区教育局", "甲"]], "底册": sheet("units", {}, {})})
    assert (reading.outcome, found(reading)) == (Outcome.ACCEPTED, [("sheet", "M37", NOTE)])
