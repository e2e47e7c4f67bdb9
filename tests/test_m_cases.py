"""The forty-four messy inputs M01–M44 that offices really send: what each costs, and what is held afterwards.

One test per case, in order. Each builds a tiny workbook, reads it as `load` does, and looks at the outcome, at every
issue as (cell, code, level), and at the values. Plain cells around the one in question give no issue.
"""

from datetime import date

import pytest
import workbooks
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from workbooks import NAME, found, head, row, sheet, workbook

from lib.intake import load
from lib.intake.files import FileReading, Outcome, read_file
from lib.intake.values import Status

NOTE, WARNING, REJECTION = "提示", "警告", "拒绝"
ID_NUMBER = "990101195001011234"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.fixture
def read_bytes(city, tmp_path):
    def read_content(content: bytes, name: str) -> FileReading:
        (tmp_path / name).write_bytes(content)
        return read_file(tmp_path / name, city, workbooks.period())

    return read_content


def held(reading: FileReading, name: str) -> list[object]:
    """The values of a field in the rows of the first accepted sheet."""
    return [line.point(name) for line in reading.accepted_sheets[0].rows]


def outcome_of(level: str | None) -> Outcome:
    return Outcome.ACCEPTED if level in (None, NOTE) else Outcome.WARNED


def merged(rows: workbooks.Rows, *areas: str) -> Workbook:
    book = workbook(rows)
    for area in areas:
        book.active.merge_cells(area)
    return book


# --- M01–M03: headers and merged cells ------------------------------------------------------------------------------


def test_m01_a_title_above_the_header_is_passed_over(read):
    title = ["栖枫区离退休干部党建台账（2025年下半年）"]
    reading = read(merged([title, [], *sheet("units", {}, {})], "A1:G1"))
    assert (reading.outcome, found(reading)) == (Outcome.ACCEPTED, [("A1", "M01", NOTE)])
    assert held(reading, "tuixiu_n") == [9, 9]


def test_m02_a_header_on_three_levels_is_read_by_its_groups(read):
    rows = [
        ["单位名称", "离退休干部", None, "离退休党员", None, None, None],
        [None, "离休", "退休", "总数", "组织关系", None, "社区报到"],
        [None, None, None, None, "在本单位", "转入社区", None],
        row("units"),
    ]
    reading = read(merged(rows, "A1:A3", "B1:C1", "D1:G1", "E2:F2", "B2:B3", "C2:C3", "D2:D3", "G2:G3"))
    assert (reading.outcome, found(reading)) == (Outcome.ACCEPTED, [("A1:G3", "M02", NOTE)])
    names = ("lixiu_n", "tuixiu_n", "member_n", "member_rel_unit", "member_rel_community", "checkin_n")
    assert [held(reading, name) for name in names] == [[1], [9], [8], [5], [3], [2]]


def test_m03_a_unit_merged_over_its_rows_holds_for_all_of_them(read):
    reading = read(merged(sheet("branches", {}, {"所属单位": None}, {}), "B2:B3"))
    assert (reading.outcome, found(reading)) == (Outcome.ACCEPTED, [("B2:B3", "M03", NOTE)])
    assert held(reading, "unit") == ["栖枫区教育局"] * 3


def test_m03_an_ordinary_blank_is_never_filled_from_above(read):
    reading = read(sheet("branches", {}, {"所属单位": None}, {}))
    assert (reading.outcome, found(reading)) == (Outcome.WARNED, [("B3", "M15", WARNING)])
    assert held(reading, "unit") == ["栖枫区教育局", None, "栖枫区教育局"]


# --- M04–M20, M41, M42: what stands in a count column ---------------------------------------------------------------

PRESENT, ZERO, MISSING, NOT_APPLICABLE = Status.PRESENT, Status.ZERO, Status.MISSING, Status.NOT_APPLICABLE
COUNTS = [
    # what was written, code, level, status, value, lowest, highest
    ("１２３", "M04", NOTE, PRESENT, 123, None, None),
    ("４５％", "M06", WARNING, MISSING, None, None, None),
    (" 45 ", "M05", NOTE, PRESENT, 45, None, None),
    ("'45", "M05", NOTE, PRESENT, 45, None, None),
    ("\xa045\u3000", "M05", NOTE, PRESENT, 45, None, None),
    ("3名", "M06", NOTE, PRESENT, 3, None, None),
    ("45人", "M06", NOTE, PRESENT, 45, None, None),
    ("7人次", "M06", WARNING, MISSING, None, None, None),
    ("12个", "M06", WARNING, MISSING, None, None, None),
    ("1,234", "M07", NOTE, PRESENT, 1234, None, None),
    ("1，234", "M07", NOTE, PRESENT, 1234, None, None),
    ("1，23", "M07", WARNING, MISSING, None, None, None),
    ("1.2万", "M08", NOTE, PRESENT, 12000, None, None),
    ("3万余", "M08", WARNING, PRESENT, None, 30001, 39999),
    ("约300", "M09", WARNING, PRESENT, 300, 270, 330),
    ("近千名", "M10", WARNING, PRESENT, None, 900, 999),
    ("300余", "M11", WARNING, PRESENT, None, 301, 399),
    ("300多", "M11", WARNING, PRESENT, None, 301, 399),
    ("超8万", "M12", WARNING, PRESENT, None, 80001, None),
    ("不少于20", "M12", WARNING, PRESENT, None, 20, None),
    ("30-40", "M13", WARNING, PRESENT, None, 30, 40),
    ("30～40", "M13", WARNING, PRESENT, None, 30, 40),
    ("三四十", "M13", WARNING, PRESENT, None, 30, 40),
    ("十二", "M14", NOTE, PRESENT, 12, None, None),
    ("一百零五", "M14", NOTE, PRESENT, 105, None, None),
    ("〇", "M14", NOTE, ZERO, 0, None, None),
    (None, "M15", WARNING, MISSING, None, None, None),
    (0, "M16", None, ZERO, 0, None, None),
    ("无", "M17", NOTE, ZERO, 0, None, None),
    ("/", "M18", NOTE, NOT_APPLICABLE, None, None, None),
    ("—", "M18", NOTE, NOT_APPLICABLE, None, None, None),
    ("－", "M18", NOTE, NOT_APPLICABLE, None, None, None),
    ("不适用", "M18", NOTE, NOT_APPLICABLE, None, None, None),
    ("待报", "M19", REJECTION, MISSING, None, None, None),
    ("?", "M19", REJECTION, MISSING, None, None, None),
    ("#N/A", "M19", REJECTION, MISSING, None, None, None),
    ("#REF!", "M19", REJECTION, MISSING, None, None, None),
    ("########", "M19", REJECTION, MISSING, None, None, None),
    ("=B3+8", "M20", REJECTION, MISSING, None, None, None),
    (-1, "M41", REJECTION, MISSING, None, None, None),
    (12.5, "M41", REJECTION, MISSING, None, None, None),
    ("120%", "M06", WARNING, MISSING, None, None, None),
]


@pytest.mark.parametrize(
    ("written", "code", "level", "status", "value", "low", "high"), COUNTS, ids=[f"{it[1]}-{it[0]}" for it in COUNTS]
)
def test_m04_to_m20_and_m41_a_count_is_held_as_its_writer_meant_it(
    read, written, code, level, status, value, low, high
):
    reading = read(sheet("units", {}, {"退休干部数": written}, {}))
    assert found(reading) == ([("C3", code, level)] if level else [])
    assert reading.outcome is outcome_of(level)
    count = reading.sheets[0].rows[1].values["tuixiu_n"]
    assert (count.status, count.point, count.lo, count.hi) == (status, value, low, high)
    assert held(reading, "tuixiu_n")[::2] == [9, 9]


def test_m06_persons_and_attendances_are_kept_apart(read):
    reading = read(sheet("units", {}, {"退休干部数": "7人次"}, {}))
    assert reading.sheets[0].rows[1].values["tuixiu_n"].aside == "7人次"


# --- M21–M25: dates -------------------------------------------------------------------------------------------------

DATES = [
    ("2021.6.30", "M21", NOTE, date(2021, 6, 30)),
    ("2021/6/30", "M21", NOTE, date(2021, 6, 30)),
    ("2021-06-30", "M21", NOTE, date(2021, 6, 30)),
    ("2021年6月30日", "M21", NOTE, date(2021, 6, 30)),
    ("20210630", "M21", NOTE, date(2021, 6, 30)),
    ("2021.6", "M22", WARNING, date(2021, 6, 30)),
    ("2021年", "M22", WARNING, date(2021, 12, 31)),
    (44377, "M23", NOTE, date(2021, 6, 30)),
    (2021.1, "M24", WARNING, None),
    ("2021年2月30日", "M25", REJECTION, None),
    ("2月30日", "M25", REJECTION, None),
    ("2031.6.30", "M25", REJECTION, None),
]


@pytest.mark.parametrize(
    ("written", "code", "level", "value"), DATES, ids=[f"{code}-{written}" for written, code, _, _ in DATES]
)
def test_m21_to_m25_a_date_is_that_day_or_none(read, written, code, level, value):
    reading = read(sheet("branches", {}, {"上次换届时间": written}, {}))
    assert found(reading) == [("N3", code, level)]
    assert reading.outcome is outcome_of(level)
    assert held(reading, "last_election_on") == [date(2024, 5, 31), value, date(2024, 5, 31)]


def test_m23_a_workbook_that_counts_from_1904_is_read_with_its_own_epoch(read):
    book = workbook(sheet("branches", {"上次换届时间": None}, {"上次换届时间": 44377 - 1462}, {"上次换届时间": None}))
    book.epoch = CALENDAR_MAC_1904
    assert held(read(book), "last_election_on")[1] == date(2021, 6, 30)


# --- M26–M30: totals, footers, duplicates ---------------------------------------------------------------------------

TOTAL = [2, 18, 16, 10, 6, 4]  # of two plain rows


@pytest.mark.parametrize("label", ["合计", "总计", "合 计", "全区"])
def test_m26_a_total_is_no_unit(read, label):
    reading = read([*sheet("units", {}, {}), [label, *TOTAL]])
    assert (reading.outcome, found(reading)) == (Outcome.ACCEPTED, [("A4", "M26", NOTE)])
    assert held(reading, "tuixiu_n") == [9, 9]


def test_m26_a_total_that_differs_from_its_rows_is_told_and_not_used(read):
    reading = read([*sheet("units", {}, {}), ["合计", 2, 20, 16, 10, 6, 4]])
    assert (reading.outcome, found(reading)) == (Outcome.WARNED, [("A4", "M26", NOTE), ("C4", "M26", WARNING)])
    assert "合计行为20，逐行相加为18，相差2" in str(reading.issues[1])
    assert held(reading, "tuixiu_n") == [9, 9]


def test_m27_a_total_in_the_first_row_is_no_unit(read):
    reading = read([head("units"), ["全区", *TOTAL], row("units"), row("units", number=1)])
    assert (reading.outcome, found(reading)) == (Outcome.ACCEPTED, [("A2", "M27", NOTE)])
    assert held(reading, "tuixiu_n") == [9, 9]


def test_m27_subtotals_among_the_rows_are_no_units(read):
    one = ["小计", 1, 9, 8, 5, 3, 2]
    reading = read([head("units"), row("units"), one, row("units", number=1), one, ["总计", *TOTAL]])
    notes = [("A3", "M27", NOTE), ("A5", "M27", NOTE), ("A6", "M26", NOTE)]
    assert (reading.outcome, found(reading)) == (Outcome.ACCEPTED, notes)
    assert held(reading, "tuixiu_n") == [9, 9]


@pytest.mark.parametrize("telephone", ["0999-8123456", "13812345678"])
def test_m28_signature_and_telephone_below_the_table_are_left_out_and_never_stored(tmp_path, telephone):
    engine = workbooks.small_city("sqlite://", tmp_path)
    footer = [[f"填表人：党建科　联系电话：{telephone}"], ["说明：本表由各单位汇总"]]
    path = workbooks.save(tmp_path, [*sheet("units", {}, {}), *footer])
    reading = load.load(engine, workbooks.PERIOD, [path]).files[0]
    assert (reading.outcome, found(reading)) == (Outcome.ACCEPTED, [("A4", "M28", NOTE)])
    assert "已忽略表尾说明2行" in str(reading.issues[0])
    stored = workbooks.contents(engine)
    assert len(stored["cadre_stock"]) == 2
    assert telephone not in repr(stored)


def test_m29_the_same_row_twice_counts_once(read):
    reading = read([*sheet("units", {}, {}), row("units")])
    assert (reading.outcome, found(reading)) == (Outcome.WARNED, [("A4", "M29", WARNING)])
    assert held(reading, "unit") == ["栖枫区教育局", "栖枫区水务局"]


def test_m30_a_unit_with_two_different_rows_counts_not_at_all(read):
    reading = read([*sheet("units", {}, {}), row("units", {"退休干部数": 8})])
    assert (reading.outcome, found(reading)) == (Outcome.WARNED, [("A2,A4", "M30", REJECTION)])
    assert "“栖枫区教育局”出现2次且数据不一致（第2、4行）" in str(reading.issues[0])
    assert held(reading, "unit") == ["栖枫区水务局"]


# --- M31–M34: who a row is about ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "level", "said"),
    [
        ("栖枫区教育局", None, ""),
        ("区教育局", NOTE, "按单位名录简称识别为“栖枫区教育局”"),
        ("区教委", NOTE, "按单位名录别名识别为“栖枫区教育局”"),
        ("栖枫区教育体育局", WARNING, "“栖枫区教育体育局”疑为“栖枫区教育局”，本行仍计入本区县"),
        ("栖枫区档案馆", WARNING, "单位名录中没有“栖枫区档案馆”，本行仍计入本区县"),
    ],
)
def test_m31_a_unit_is_recognised_by_name_and_alias_and_asked_about_otherwise(read, written, level, said):
    reading = read(sheet("units", {"单位名称": written}))
    assert found(reading) == ([("A2", "M31", level)] if level else [])
    assert [item.problem for item in reading.issues] == ([said] if said else [])
    assert (reading.outcome, held(reading, "tuixiu_n")) == (outcome_of(level), [9])


def test_m32_a_former_name_leads_to_the_unit_and_is_kept_as_written(tmp_path):
    engine = workbooks.small_city("sqlite://", tmp_path)
    path = workbooks.save(tmp_path, sheet("units", {"单位名称": "区卫计委"}))
    assert found(load.load(engine, workbooks.PERIOD, [path]).files[0]) == [("A2", "M31", NOTE)]
    (stock,) = workbooks.records(engine, "cadre_stock")
    assert (stock["unit_id"], stock["unit_name"], stock["tuixiu_n"]) == ("U00003", "区卫计委", 9)


def test_m33_a_city_unit_with_blank_district_falls_into_no_district(tmp_path):
    engine = workbooks.small_city("sqlite://", tmp_path)
    rows = sheet("units", {"单位名称": "市住建局"}, {"单位名称": "澄岚市水务局"})
    rows = [[district, *cells] for district, cells in zip(["区县", None, "市直"], rows, strict=True)]
    path = workbooks.save(tmp_path, rows, workbooks.CITY_NAME)
    reading = load.load(engine, workbooks.PERIOD, [path]).files[0]
    assert (reading.outcome, reading.office.label) == (Outcome.ACCEPTED, "市直")
    assert found(reading) == [("A2:A3", "M33", NOTE), ("B2", "M31", NOTE)]
    stocks = [(stock["region_code"], stock["unit_id"]) for stock in workbooks.records(engine, "cadre_stock")]
    assert stocks == [
        ("990100", "U00006"),
        ("990100", "U00007"),
    ]


@pytest.mark.parametrize(
    ("written", "issues", "kept"),
    [
        ("栖枫", [("A2", "M34", NOTE)], 2),
        ("栖 枫 区", [("A2", "M34", NOTE)], 2),
        ("栖枫新区", [("A2", "M34", REJECTION)], 1),
        ("映溪区", [("A2", "M38", REJECTION)], 1),
    ],
)
def test_m34_a_district_is_known_by_its_short_form_and_an_unknown_one_costs_its_row(read, written, issues, kept):
    rows = sheet("units", {}, {})
    reading = read([[first, *cells] for first, cells in zip(["区县", written, "栖枫区"], rows, strict=True)])
    assert (found(reading), len(held(reading, "unit"))) == (issues, kept)
    assert reading.outcome is outcome_of(issues[0][2])


# --- M35–M37: columns and sheets ------------------------------------------------------------------------------------


def test_m35_columns_may_stand_in_any_order(read):
    reading = read([cells[::-1] for cells in sheet("units", {}, {"退休干部数": 11})])
    assert (reading.outcome, found(reading)) == (Outcome.ACCEPTED, [("A1:G1", "M35", NOTE)])
    assert (held(reading, "tuixiu_n"), held(reading, "lixiu_n")) == ([9, 11], [1, 1])


def test_m35_an_extra_column_is_listed_and_left_out(read):
    rows = sheet("units", {}, {})
    reading = read([[*cells, extra] for cells, extra in zip(rows, ["备注2", "好", "好"], strict=True)])
    assert (reading.outcome, found(reading)) == (Outcome.ACCEPTED, [("H1", "M35", NOTE)])
    assert "已忽略未识别列：备注2" in str(reading.issues[0])


def test_m36_a_sheet_without_a_required_column_is_refused_and_the_others_are_taken(read):
    without = [cells[:1] + cells[2:] for cells in sheet("units", {}, {})]
    reading = read({"单位底册": without, "志愿队伍": sheet("volunteers")})
    assert (reading.outcome, found(reading)) == (Outcome.WARNED, [("sheet", "M36", REJECTION)])
    assert "缺少必填列：离休干部数" in str(reading.issues[0])
    assert reading.refused_sheets == ("单位底册",)
    assert held(reading, "people_n") == [30]


def test_m36_a_file_of_which_no_sheet_is_left_is_refused(read):
    reading = read([cells[:1] + cells[2:] for cells in sheet("units", {}, {})])
    assert (reading.outcome, reading.accepted_sheets) == (Outcome.REFUSED, ())


def test_m36_two_columns_for_one_field_refuse_the_sheet(read):
    twice = [[*cells, cells[2]] for cells in sheet("units", {}, {})]
    reading = read({"单位底册": twice, "志愿队伍": sheet("volunteers")})
    assert (reading.outcome, found(reading)) == (Outcome.WARNED, [("sheet", "M36", REJECTION)])
    assert "2列都匹配“退休干部数”（C1、H1）" in str(reading.issues[0])
    assert reading.refused_sheets == ("单位底册",)


def test_m37_a_hidden_sheet_is_left_out_and_named(read):
    book = workbook({"单位底册": sheet("units", {}, {}), "2022旧": sheet("units", {"退休干部数": 99})})
    book["2022旧"].sheet_state = "hidden"
    reading = read(book)
    assert (reading.outcome, found(reading)) == (Outcome.WARNED, [("sheet", "M37", WARNING)])
    assert "发现隐藏工作表“2022旧”，未导入" in str(reading.issues[0])
    assert held(reading, "tuixiu_n") == [9, 9]


def test_m37_hidden_rows_and_columns_count_and_are_told(read):
    book = workbook(sheet("units", {}, {}))
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["C"].hidden = True
    reading = read(book)
    assert (reading.outcome, found(reading)) == (Outcome.WARNED, [("C1", "M37", WARNING), ("A3", "M37", WARNING)])
    assert held(reading, "tuixiu_n") == [9, 9]


def test_m37_a_second_sheet_of_the_same_form_is_refused(read):
    reading = read({"2025": sheet("units", {}, {}), "2024": sheet("units", {"退休干部数": 99})})
    assert (reading.outcome, found(reading)) == (Outcome.WARNED, [("sheet", "M37", REJECTION)])
    assert (reading.refused_sheets, held(reading, "tuixiu_n")) == (("2024",), [9, 9])


def test_m37_a_sheet_that_is_no_ledger_is_named(read):
    other = {"其他": [["单位名称", "退休干部数", "车辆数"], ["栖枫区教育局", 9, 2]]}
    reading = read(other | {"单位底册": sheet("units", {}, {})})
    assert (reading.outcome, found(reading)) == (Outcome.WARNED, [("sheet", "M37", WARNING)])
    [issue] = reading.issues
    assert "与单位底册最接近，缺少5列：离休干部数、" in issue.problem


@pytest.mark.parametrize(
    "other", [{"封面": [["栖枫区", "2025"], ["台账", "共7张"]]}, {"Sheet2": [["说明"], ["请按时报送"]]}]
)
def test_m37_a_cover_or_a_sheet_without_table_is_only_noted(read, other):
    reading = read(other | {"单位底册": sheet("units", {}, {})})
    assert (reading.outcome, found(reading)) == (Outcome.ACCEPTED, [("sheet", "M37", NOTE)])


# --- M38, M39: the wrong file, the wrong format ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "name", "cell", "said"),
    [
        ("栖枫区党建台账（2023年）", NAME, "A1", "文件标题为“2023年”，当前期次为2025年下半年（2025H2）"),
        (
            "栖枫区党建台账（2025年上半年）",
            "台账.xlsx",
            "A1",
            "文件标题为“2025年上半年”，当前期次为2025年下半年（2025H2）",
        ),
        ("映溪区党建台账（2025年下半年）", NAME, "file", "文件名写的是栖枫区，表内标题写的是映溪区"),
    ],
)
def test_m38_a_file_of_another_period_or_district_is_refused(read, title, name, cell, said):
    reading = read([[title], *sheet("units", {}, {})], name)
    assert reading.outcome is Outcome.REFUSED
    assert (cell, "M38", REJECTION) in found(reading)
    assert said in {item.problem for item in reading.issues}


def test_m38_the_same_file_twice_changes_nothing(tmp_path):
    engine = workbooks.small_city("sqlite://", tmp_path)
    path = workbooks.save(tmp_path, sheet("units", {}, {}))
    assert load.load(engine, workbooks.PERIOD, [path]).version == 1
    before = workbooks.contents(engine)
    again = load.load(engine, workbooks.PERIOD, [path])
    assert (again.version, again.files[0].outcome) == (None, Outcome.UNCHANGED)
    assert workbooks.contents(engine) == before


def as_csv(rows: workbooks.Rows) -> str:
    return "\r\n".join(",".join(str(cell) for cell in cells) for cells in rows)


def test_m39_a_workbook_called_csv_is_read_as_what_it_is(read):
    reading = read(sheet("units", {}, {}), NAME.replace(".xlsx", ".csv"))
    assert (reading.outcome, found(reading)) == (Outcome.ACCEPTED, [("file", "M39", NOTE)])
    assert held(reading, "tuixiu_n") == [9, 9]


@pytest.mark.parametrize(
    ("encoding", "name", "issues"),
    [
        ("utf-8-sig", NAME.replace(".xlsx", ".csv"), []),
        ("gb18030", NAME.replace(".xlsx", ".csv"), [("file", "M39", NOTE)]),
        ("utf-8", NAME, [("file", "M39", NOTE)]),
        ("gb18030", NAME, [("file", "M39", NOTE)] * 2),
    ],
)
def test_m39_a_csv_is_read_in_utf8_or_gbk_whatever_it_is_called(read_bytes, encoding, name, issues):
    reading = read_bytes(as_csv(sheet("units", {}, {})).encode(encoding), name)
    assert (reading.outcome, found(reading)) == (Outcome.ACCEPTED, issues)
    assert (held(reading, "unit"), held(reading, "tuixiu_n")) == (["栖枫区教育局", "栖枫区水务局"], [9, 9])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (OLE + "EncryptedPackage".encode("utf-16-le"), "文件已加密，请取消密码后上传"),
        (OLE, "旧版格式"),
        (b"<html><table></table></html>", "网页"),
        (b"PK\x03\x04 broken", "无法读取"),
        (b"", "文件是空的"),
    ],
    ids=["encrypted", "xls or et", "html", "broken", "empty"],
)
def test_m39_a_file_that_cannot_be_opened_is_refused_with_the_reason(read_bytes, content, said):
    reading = read_bytes(content, NAME)
    assert (reading.outcome, found(reading)) == (Outcome.REFUSED, [("file", "M39", REJECTION)])
    assert said in str(reading.issues[0]).replace("。", "，")


# --- M40–M44 --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("heading", ["姓名", "身份证号", "联系电话", "书记手机"])
def test_m40_a_column_of_personal_data_refuses_the_file_and_is_not_repeated(read, heading):
    rows = sheet("units", {}, {})
    reading = read([[*cells, extra] for cells, extra in zip(rows, [heading, "王甲乙", "李丙丁"], strict=True)])
    assert (reading.outcome, found(reading)) == (Outcome.REFUSED, [("H1", "M40", REJECTION)])
    assert "检测到个人信息列（第8列），本系统只收汇总数，请删除个人信息后重报" in str(reading.issues[0]).replace(
        "。", "，"
    )
    assert "王甲乙" not in repr([str(item) for item in reading.issues])


@pytest.mark.parametrize("column", ["转入社区", "单位名称", "备注"])
@pytest.mark.parametrize("number", [ID_NUMBER, "13812345678"])
def test_m40_a_number_of_a_person_in_any_cell_refuses_the_file_and_is_neither_repeated_nor_stored(
    tmp_path, column, number
):
    engine = workbooks.small_city("sqlite://", tmp_path)
    rows = [[*cells, None] for cells in sheet("units", {}, {})]
    rows[0][7] = "备注"
    rows[1][rows[0].index(column)] = f"王甲乙{number}"
    before = workbooks.contents(engine)
    reading = load.load(engine, workbooks.PERIOD, [workbooks.save(tmp_path, rows)]).files[0]
    assert reading.outcome is Outcome.REFUSED
    assert ("ABCDEFGH"[rows[0].index(column)] + "2", "M40", REJECTION) in found(reading)
    said = repr([(str(item), item.raw) for item in reading.issues])
    assert number not in said
    assert "王甲乙" not in said
    assert workbooks.contents(engine) == before


def test_m40_a_name_written_into_a_drop_down_is_neither_repeated_nor_stored(tmp_path):
    engine = workbooks.small_city("sqlite://", tmp_path)
    path = workbooks.save(tmp_path, sheet("branches", {"书记配备": "王甲乙"}, {"支委人数": "李丙丁"}, {}))
    reading = load.load(engine, workbooks.PERIOD, [path]).files[0]
    assert found(reading) == [("K3", "N02", REJECTION), ("L2", "N01", REJECTION)]
    assert "王甲乙" not in repr(reading.issues)
    stored = repr(workbooks.contents(engine))
    assert "王甲乙" not in stored
    assert "李丙丁" not in stored


@pytest.mark.parametrize(("area", "held_area", "issues"), [(12.5, 12.5, []), (-5, None, [("H2", "M41", REJECTION)])])
def test_m41_an_area_may_have_a_fraction_but_not_be_negative(read, area, held_area, issues):
    reading = read(sheet("venues", {"面积": area}))
    assert (found(reading), held(reading, "area_sqm")) == (issues, [held_area])


@pytest.mark.parametrize("written", ["NA", "None", "null", "nan"])
def test_m42_words_that_a_library_might_take_for_nothing_are_no_blank_cells(read, read_bytes, written):
    rows = sheet("units", {"单位名称": written}, {"退休干部数": written})
    for reading in (read(rows), read_bytes(as_csv(rows).encode(), NAME.replace(".xlsx", ".csv"))):
        assert found(reading) == [("A2", "M31", WARNING), ("C3", "N02", REJECTION)]
        assert held(reading, "unit")[0] == written


def test_m42_a_code_keeps_its_leading_zeros(read_bytes):
    rows = sheet("branches", {"支部名称": "0071"})
    rows = [["" if cell is None else cell for cell in cells] for cells in rows]
    reading = read_bytes(as_csv(rows).encode(), NAME.replace(".xlsx", ".csv"))
    assert held(reading, "name") == ["0071"]


def test_m43_a_line_break_is_joined_and_a_remark_on_the_scope_kept_apart(read):
    reading = read(sheet("units", {"单位名称": "栖枫区\n教育局"}, {"单位名称": "栖枫区水务局（含下属）"}))
    assert (reading.outcome, found(reading)) == (Outcome.WARNED, [("A2", "M43", NOTE), ("A3", "M43", WARNING)])
    assert held(reading, "unit") == ["栖枫区教育局", "栖枫区水务局"]
    assert reading.sheets[0].rows[1].values["unit"].aside == "（含下属）"


@pytest.mark.parametrize(
    ("heading", "written", "issues"),
    [("慰问金（万元）", 72.9, [("C2:C2", "M44", NOTE)]), ("慰问金（元）", 729000, []), ("慰问金", 729000, [])],
)
def test_m44_money_is_held_in_yuan_whatever_its_header_counts_in(read, heading, written, issues):
    rows = sheet("support", {"慰问金（元）": written})
    rows[0][2] = heading
    reading = read(rows)
    assert (reading.outcome, found(reading)) == (Outcome.ACCEPTED, issues)
    assert held(reading, "cash_yuan") == [729000]


# --- beyond the list: months across, positions ----------------------------------------------------------------------


def test_months_across_become_a_row_per_month(read):
    rows = [
        ["服务领域", "7月", None, None, None, "8月", None, None, None],
        [None, *["项目数", "活动次数", "参与人次", "服务群众人次"] * 2],
        ["党史宣讲", 1, 2, 3, 4, 5, 6, 7, 8],
    ]
    reading = read(merged(rows, "A1:A2", "B1:E1", "F1:I1"))
    assert (reading.outcome, found(reading)) == (Outcome.ACCEPTED, [("A1:I2", "M02", NOTE)])
    assert held(reading, "month") == ["2025-07", "2025-08"]
    assert held(reading, "projects_n") == [1, 5]
    assert held(reading, "served_person_times_n") == [4, 8]


@pytest.mark.parametrize(("source", "table"), [("venues", "venue_period"), ("candidates", "candidate_site")])
def test_a_position_in_gcj02_is_stored_as_wgs84(tmp_path, source, table):
    engine = workbooks.small_city("sqlite://", tmp_path)
    place = {"经度": 116.397507, "纬度": 39.908742, "坐标系": "GCJ-02"}
    path = workbooks.save(tmp_path, sheet(source, place))
    assert found(load.load(engine, workbooks.PERIOD, [path]).files[0]) == [("sheet", "V14", NOTE)]
    (stored,) = workbooks.records(engine, table)
    assert (stored["lng"], stored["lat"]) == pytest.approx((116.391265, 39.907339), abs=1e-5)
    assert stored["crs"] == "GCJ02"


@pytest.mark.parametrize("source", ["venues", "candidates"])
def test_an_exchanged_position_is_put_right_and_one_outside_the_country_refused(read, source):
    reading = read(sheet(source, {"经度": 39.9, "纬度": 116.4}, {"经度": 2.35, "纬度": 48.85}))
    assert found(reading) == [
        ("E2", "V14", WARNING),
        ("E3", "V14", REJECTION),
        ("F2", "V14", WARNING),
        ("F3", "V14", REJECTION),
    ]
    assert list(map(float, held(reading, "lng")[:1] + held(reading, "lat")[:1])) == [116.4, 39.9]
    assert (held(reading, "lng")[1], held(reading, "lat")[1]) == (None, None)


def test_a_position_of_unknown_system_is_kept_and_told(read):
    reading = read(sheet("venues", {"坐标系": None}))
    assert (reading.outcome, found(reading)) == (Outcome.WARNED, [("G2", "V14", WARNING)])
    assert float(held(reading, "lng")[0]) == 116.391265


@pytest.mark.parametrize(("retired", "kept"), [(8, 0), (9, 1)])
def test_m30_a_unit_by_full_and_by_short_name_is_one_unit(read, retired, kept):
    """区教育局 is 栖枫区教育局: with other figures neither row counts, with the same figures one does."""
    reading = read(sheet("units", {}, {"单位名称": "区教育局", "退休干部数": retired}))
    assert len(reading.sheets[0].rows) == kept


def test_an_office_without_venues_says_so_with_one_word(read):
    reading = read(sheet("venues", dict.fromkeys(head("venues")) | {"名称": "无"}))
    assert (reading.refused, reading.sheets[0].rows) == (False, ())
