"""Ledger files become grids by what they contain; whatever cannot be taken in is refused, never a traceback."""

import datetime as dt
import hashlib
import io
import random
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.formula import ArrayFormula

from lib.intake.grid import Book, Merge, RefusedError, Sheet, address, archive, limits, read
from lib.intake.issues import Level
from lib.intake.values import Uncomputed

SHEET1 = "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def packed(workbook: Workbook) -> bytes:
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def workbook_of(*rows: list[object]) -> Workbook:
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    return workbook


def repacked(data: bytes, *, replace: dict[str, bytes]) -> bytes:
    """Return the archive with these members replaced or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in replace:
                new.writestr(name, old.read(name))
        for name, content in replace.items():
            new.writestr(name, content)
    return buffer.getvalue()


def sheet_xml(content: str, *, before: str = "", after: str = "") -> bytes:
    """Return a workbook whose only sheet has this content of sheetData, with elements before and after it."""
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'<worksheet xmlns="{namespace}">{before}<sheetData>{content}</sheetData>{after}</worksheet>'
    return repacked(packed(Workbook()), replace={SHEET1: xml.encode()})


PLAIN = packed(workbook_of(["单位", "人数"], ["住建局", 3]))


@pytest.fixture
def book(tmp_path: Path):
    def read_bytes(data: bytes, name: str = "台账.xlsx") -> Book:
        path = tmp_path / name
        path.write_bytes(data)
        return read(path)

    return read_bytes


def refusal(book, data: bytes, name: str = "台账.xlsx") -> str:
    with pytest.raises(RefusedError) as caught:
        book(data, name)
    finding = caught.value.finding
    assert (finding.code, finding.level) == ("M39", Level.REJECTION)
    assert finding.remedy
    return str(caught.value)


# --- what a grid holds ---


@pytest.mark.parametrize(("row", "column", "expected"), [(1, 1, "A1"), (3, 2, "B3"), (10, 27, "AA10")])
def test_an_address_is_written_as_excel_shows_it(row, column, expected):
    assert address(row, column) == expected


def test_a_book_carries_its_name_and_fingerprint(book):
    plain = book(PLAIN, "砚坪区.xlsx")
    assert (plain.name, plain.sha256) == ("砚坪区.xlsx", hashlib.sha256(PLAIN).hexdigest())
    assert (plain.date1904, plain.findings) == (False, ())


def test_values_stay_as_they_were_entered(book):
    row = ["001", 3, 2.5, True, dt.datetime(2025, 6, 30), " 41", "#REF!"]
    assert book(packed(workbook_of(row))).sheets[0].rows == (tuple(row),)


def test_an_error_value_stays_text(book):
    data = sheet_xml('<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>')
    assert book(data).sheets[0].at(1, 1) == "#REF!"


def test_trailing_empty_rows_and_columns_are_cut_and_inner_ones_kept(book):
    workbook = Workbook()
    sheet = workbook.active
    sheet["B3"] = "值"
    sheet["F9"].font = openpyxl.styles.Font(bold=True)
    assert book(packed(workbook)).sheets[0].rows == ((None, None), (None, None), (None, "值"))


def test_an_empty_sheet_has_no_rows(book):
    sheet = book(packed(Workbook())).sheets[0]
    assert (sheet.rows, sheet.at(1, 1)) == ((), None)


@pytest.mark.parametrize(("row", "column"), [(0, 1), (1, 0), (3, 1), (1, 3), (-1, -1)])
def test_outside_the_grid_there_is_nothing(row, column):
    sheet = Sheet("表", ((1, 2), (3, 4)), (), False, frozenset(), frozenset())
    assert sheet.at(2, 2) == 4
    assert sheet.at(row, column) is None


def test_only_the_first_cell_of_a_merged_area_has_the_value(book):
    workbook = workbook_of(["标题", None, None], ["甲", 1, 2], [None, 3, 4])
    workbook.active.merge_cells("A2:A3")
    workbook.active.merge_cells("A1:C1")
    sheet = book(packed(workbook)).sheets[0]
    assert sheet.merges == (Merge(1, 1, 1, 3), Merge(2, 1, 3, 1))
    assert [sheet.at(row, 1) for row in (1, 2, 3)] == ["标题", "甲", None]


def test_hidden_sheets_rows_and_columns_are_told(book):
    workbook = workbook_of([1, 2, 3, 4, 5], [1, 2, 3, 4, 5])
    sheet = workbook.active
    sheet.row_dimensions[2].hidden = True
    sheet.row_dimensions[9].hidden = True
    sheet.column_dimensions.group("B", "C", hidden=True)
    sheet.column_dimensions.group("E", "H", hidden=True)
    workbook.create_sheet("旧").sheet_state = "hidden"
    workbook.create_sheet("更旧").sheet_state = "veryHidden"
    sheets = book(packed(workbook)).sheets
    assert [sheet.hidden for sheet in sheets] == [False, True, True]
    assert (sheets[0].hidden_rows, sheets[0].hidden_columns) == ({2}, {2, 3, 5})


def test_the_1904_calendar_is_told_and_dates_follow_it(book):
    workbook = Workbook()
    workbook.epoch = CALENDAR_MAC_1904
    workbook.active.append([dt.datetime(2025, 6, 30)])
    mac = book(packed(workbook))
    assert (mac.date1904, mac.sheets[0].at(1, 1)) == (True, dt.datetime(2025, 6, 30))


# --- formulas ---


def test_a_formula_without_a_result_is_kept_as_its_text(book):
    value = book(packed(workbook_of(["=SUM(22,1)"]))).sheets[0].at(1, 1)
    assert isinstance(value, Uncomputed)
    assert str(value) == "=SUM(22,1)"


def test_an_array_formula_without_a_result_is_kept_as_its_text(book):
    value = book(packed(workbook_of([ArrayFormula("A1:A1", "=SUM(B1:B2)")]))).sheets[0].at(1, 1)
    assert isinstance(value, Uncomputed)
    assert str(value) == "=SUM(B1:B2)"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<c r="B2"><f>SUM(22,1)</f><v>23</v></c>', 23),
        ('<c r="B2" t="str"><f>A1</f><v>甲</v></c>', "甲"),
        ('<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c r="B2" t="str"><f>IF(A1="","",A1)</f><v></v></c>', None),
    ],
)
def test_a_formula_is_read_as_its_cached_result(book, cell, expected):
    data = sheet_xml(f'<row r="2">{cell}<c r="C2"><v>1</v></c></row>')
    sheet = book(data).sheets[0]
    assert (sheet.at(2, 2), sheet.at(2, 3)) == (expected, 1)


def test_a_result_below_the_declared_extent_is_found(book):
    data = sheet_xml('<row r="7"><c r="C7"><f>1+1</f><v>2</v></c></row>', before='<dimension ref="A1:A1"/>')
    assert book(data).sheets[0].at(7, 3) == 2


def test_each_sheet_gets_its_own_results(book):
    workbook = workbook_of([1])
    for title, formula in (("二", "=1+1"), ("三", "=2+1")):
        workbook.create_sheet(title)["A1"] = formula
    assert [sheet.at(1, 1) for sheet in book(packed(workbook)).sheets] == [1, "=1+1", "=2+1"]


# --- CSV ---


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_utf8_csv_is_text_without_remarks(book, encoding):
    csv_book = book("单位,人数\r\n住建局,\r\n001, 41\r\n".encode(encoding), "台账.csv")
    sheet = csv_book.sheets[0]
    assert (sheet.title, csv_book.findings) == ("csv", ())
    assert sheet.rows == (("单位", "人数"), ("住建局", None), ("001", " 41"))


@pytest.mark.parametrize(("text", "encoding"), [("单位,人数\n住建局,3", "gbk"), ("单位,人数\n䶮水局,3", "gb18030")])
def test_a_gbk_csv_is_read_and_noted(book, text, encoding):
    csv_book = book(text.encode(encoding), "台账.csv")
    assert csv_book.sheets[0].at(2, 1) == text.split("\n")[1].split(",")[0]
    assert [(finding.code, finding.level) for finding in csv_book.findings] == [("M39", Level.NOTE)]
    assert "GBK" in csv_book.findings[0].problem


@pytest.mark.parametrize(
    "text", ["名称,数\n甲;乙,1", "名称;数\n甲;1,5", "名称\t数\n1,234\t5,678", "标题\n名称\t数\n甲,乙,丙\t1"]
)
def test_the_delimiter_is_the_one_the_rows_agree_on(book, text):
    assert len(book(text.encode(), "台账.csv").sheets[0].rows[0]) == 2


def test_a_quoted_cell_keeps_its_line_break_and_comma(book):
    assert book('"住建局\n支部,一",3\n'.encode(), "台账.csv").sheets[0].rows == (("住建局\n支部,一", "3"),)


def test_short_rows_are_filled_to_equal_width(book):
    assert book(b"a,b,c\n1,2\n", "x.csv").sheets[0].rows == (("a", "b", "c"), ("1", "2", None))


def test_a_lost_quotation_mark_does_not_swallow_the_rows_below(book):
    assert "引号" in refusal(book, '单位,数\n"住建局,3\n民政局,4\n'.encode(), "台账.csv")


@pytest.mark.parametrize("data", [b"a,b\n\xff\xff,1\n", b"\xef\xbb\xbfa,b\n\xb5\xa5,1\n"])
def test_undecodable_text_is_refused_with_its_line(book, data):
    assert "第2行" in refusal(book, data, "台账.csv")


def test_content_counts_and_not_the_name(book):
    as_csv = book("单位,人数\n".encode(), "台账.xlsx")
    as_workbook = book(PLAIN, "台账.csv")
    assert as_csv.sheets[0].title == "csv"
    assert as_workbook.sheets[0].at(2, 2) == 3
    assert [finding.level for finding in as_csv.findings + as_workbook.findings] == [Level.NOTE, Level.NOTE]


# --- refusals ---


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "空"),
        (b" \r\n", "空"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "文件已加密，请取消密码后上传"),
        (OLE + "Workbook".encode("utf-16-le"), "请用Excel或WPS另存为.xlsx"),
        (b"\xef\xbb\xbf\n <html><table></table></html>", "网页"),
        ("<html></html>".encode("utf-16"), "网页"),
        (b"MIME-Version: 1.0\n", "网页"),
        (b"%PDF-1.7", "既不是"),
        (b"\x89PNG\r\n\x1a\n\x00", "既不是"),
        (PLAIN[: len(PLAIN) // 2], "损坏"),
        (b"PK\x03\x04 and nothing more", "损坏"),
    ],
)
def test_what_is_no_ledger_is_refused_with_a_reason(book, data, said):
    assert said in refusal(book, data)


@pytest.mark.parametrize(
    ("member", "said"),
    [
        ("xl/vbaProject.bin", "宏"),
        ("xl/macrosheets/sheet1.xml", "宏"),
        ("xl/externalLinks/externalLink1.xml", "断开外部链接"),
    ],
)
def test_active_content_is_refused(book, member, said):
    assert said in refusal(book, repacked(PLAIN, replace={member: b"<x/>"}))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("padding", [0, 10_000])
def test_a_document_type_is_refused_in_any_encoding_and_depth(book, encoding, padding):
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{" " * padding}<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    assert "DOCTYPE" in refusal(book, repacked(PLAIN, replace={SHEET1: xml.encode(encoding)}))


def test_openpyxl_parses_with_defusedxml():
    assert openpyxl.DEFUSEDXML is True


def test_a_drawing_that_is_not_well_formed_does_no_harm(book):
    data = repacked(PLAIN, replace={"xl/drawings/vmlDrawing1.vml": b"<xml><br></xml>"})
    assert book(data).sheets[0].at(2, 2) == 3


def test_a_zip_bomb_is_refused_before_it_is_unpacked(book):
    assert "异常庞大" in refusal(book, repacked(PLAIN, replace={"xl/media/a.bin": bytes(11 * 1024 * 1024)}))


@pytest.mark.parametrize(("limit", "value"), [("MAX_UNPACKED_BYTES", 1_000), ("MAX_MEMBERS", 3)])
def test_an_archive_beyond_the_limits_is_refused(book, monkeypatch, limit, value):
    monkeypatch.setattr(archive, limit, value)
    assert "异常庞大" in refusal(book, PLAIN)


def test_a_file_beyond_the_limit_is_refused(book, monkeypatch):
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", len(PLAIN) - 1)
    assert "MB" in refusal(book, PLAIN)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (sheet_xml('<row r="200001"><c r="A200001"><v>1</v></c></row>'), "200000行"),
        (sheet_xml('<row r="1"><c r="SG1"><v>1</v></c></row>'), "500列"),
        (sheet_xml('<row r="190000"><c r="SF190000"><v>1</v></c></row>'), "单元格"),
        (sheet_xml("", after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), "合并区域"),
        (sheet_xml('<row r="0"><c r="A0"><v>1</v></c></row>'), "地址"),
    ],
)
def test_a_sheet_that_cannot_be_held_is_refused(book, data, said):
    assert said in refusal(book, data)


@pytest.mark.parametrize("data", [b"a\n" * 200_001, b"," * 500 + b"a"])
def test_a_csv_beyond_the_limits_is_refused(book, data):
    assert "200000行或500列" in refusal(book, data, "台账.csv")


def test_sheets_together_may_not_exceed_the_limit_of_cells(book, monkeypatch):
    workbook = workbook_of([1, 2])
    workbook.create_sheet("二")["C1"] = 1
    monkeypatch.setattr(limits, "MAX_CELLS", 4)
    assert "单元格" in refusal(book, packed(workbook))


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(RefusedError):
        read(tmp_path / "没有.xlsx")


def test_a_refusal_does_not_quote_the_content(book):
    data = sheet_xml('<row r="1"><c r="A1"><v>13800000000秘密</v></c></row>')
    with pytest.raises(RefusedError) as caught:
        book(data)
    assert re.search("秘密|138", str(caught.value)) is None
    assert caught.value.__suppress_context__


# --- whatever arrives ---


def reads_or_refuses(book, data: bytes) -> bool:
    """Return whether it was read; any exception but RefusedError fails the test."""
    try:
        return bool(book(data).sheets)
    except RefusedError:
        return False


def test_random_bytes_are_read_or_refused(book):
    source = random.Random(1)
    starts = (b"", b"PK\x03\x04", OLE[:8], b"<", b'"')
    outcomes = {
        reads_or_refuses(book, source.choice(starts) + source.randbytes(source.randrange(300))) for _ in range(200)
    }
    assert False in outcomes


def test_damaged_copies_of_a_good_workbook_are_read_or_refused(book):
    source = random.Random(2)
    for _ in range(50):
        reads_or_refuses(book, PLAIN[: source.randrange(len(PLAIN))])
        flipped = bytearray(PLAIN)
        flipped[source.randrange(len(PLAIN))] ^= 1 << source.randrange(8)
        reads_or_refuses(book, bytes(flipped))


def test_damaged_xml_in_a_sound_archive_is_read_or_refused(book):
    source = random.Random(3)
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(100):
        name = source.choice(sorted(members))
        damaged = bytearray(members[name])
        damaged[source.randrange(len(damaged))] = source.randrange(32, 127)
        reads_or_refuses(book, repacked(PLAIN, replace={name: bytes(damaged)}))
