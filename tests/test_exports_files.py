"""Workbook, brief and slides: what they hold is what was measured, and nothing in them runs."""

import io
import re
import zipfile
from datetime import date

import database_fixtures as given
import docx as reading_docx
import openpyxl
import pptx as reading_pptx
import pytest
from docx.oxml.ns import qn

from lib.exports import districts, docx, pptx, xlsx
from lib.exports.report import Chart, Column, Definition, Figure, Kind, Part, Report, Table, plain
from lib.filters import Filters
from lib.measure import measure, open_snapshot

AS_OF = date(2025, 12, 31)
WRITERS = {"xlsx": xlsx.write, "docx": docx.write, "pptx": pptx.write}
every_form = pytest.mark.parametrize("form", WRITERS)


def report(*parts: Part, **more: object) -> Report:
    known = {"what": "总览", "whom": "全市", "as_of": AS_OF, "period": "2025年下半年", "finding": "一半达标"}
    return Report(**known | {"parts": parts} | more)


def table(*rows: tuple, total: tuple | None = None) -> Table:
    return Table((Column("区县"), Column("达标率", True, "%", 1)), rows, total)


def bars(*rows: tuple, kind: Kind = Kind.BAR) -> Part:
    return Part("各区县达标率", "甲区最高", table=table(*rows), chart=Chart(kind, ("达标率",), 20, "目标20%"))


def sheet(content: bytes, name: str) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(io.BytesIO(content))[name]


def members(content: bytes) -> dict[str, bytes]:
    """Every file in an Office file, those of the workbooks inside it too."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            found[name] = archive.read(name)
            if name.endswith(".xlsx"):
                found |= {f"{name}/{inner}": held for inner, held in members(found[name]).items()}
    return found


def words(content: bytes, form: str) -> str:
    """All text of a file."""
    if form == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content))
        cells = (cell.value for one in book for row in one.iter_rows() for cell in row)
        return "\n".join(str(value) for value in cells if value is not None)
    found = "\n".join(held.decode() for name, held in members(content).items() if name.endswith(".xml"))
    return re.sub(r"<[^>]*>", "\n", found)


def charts(content: bytes) -> list:
    shapes = (shape for slide in reading_pptx.Presentation(io.BytesIO(content)).slides for shape in slide.shapes)
    return [shape.chart for shape in shapes if shape.has_chart]


# What a number is


@pytest.mark.parametrize(
    ("figure", "value", "shown"),
    [
        (plain("支部", 1204, "个"), 1204, '#,##0;"−"#,##0'),
        (plain("达标率", 17.66, "%", 1), 0.177, '0.0%;"−"0.0%'),
        (Figure("支部", "约30", 30, "个"), 30, '"约"#,##0;"约""−"#,##0'),
        (Figure("达标率", "不足0.1%", 0.0, "%", 1), 0, '"不足0.1%"'),
        (Figure("达标率", "已报100.0%", 100.0, "%", 1), 1, '"已报"0.0%;"已报""−"0.0%'),
    ],
)
def test_a_number_in_a_workbook_is_a_number_that_is_printed_as_on_the_page(figure, value, shown):
    cell = sheet(xlsx.write(report(Part("表", table=table(("甲区", figure))))), "表").cell(5, 2)
    assert (cell.data_type, cell.value, cell.number_format) == ("n", value, shown)


def test_what_has_no_number_is_a_word_and_neither_empty_nor_0():
    rows = (("甲区", plain("达标率", None, "%")), ("乙区", None), ("丙县", Figure("达标率", "10～19", None)))
    content = xlsx.write(report(Part("表", table=table(*rows))))
    cells = [sheet(content, "表").cell(row, 2) for row in (5, 6, 7)]
    assert [(cell.data_type, cell.value) for cell in cells] == [("s", "缺报"), ("s", "缺报"), ("s", "10～19")]


def test_a_silent_office_is_said_to_be_missing_in_every_file():
    engine = given.empty()
    given.send_branches(engine, given.A, {"liaison_n": 1}, {"liaison_n": 0})
    given.send_branches(engine, given.B, {"liaison_n": 1})
    snapshot = open_snapshot(engine)
    found = measure(snapshot, ["liaison_rate"], Filters("2025H2"), "district")
    whole = measure(snapshot, ["liaison_rate"], Filters("2025H2"))
    part = districts.part("联络员", {"liaison_rate": "联络员配备率"}, found, whole)
    assert part.finding == "联络员配备率66.7%（2/3），最高乙区100.0%，最低甲区50.0%；缺报：丙县、市直"
    rows = [tuple(cell.value for cell in row) for row in sheet(xlsx.write(report(part)), "联络员")["A5:D9"]]
    assert rows == [
        ("甲区", 0.5, 1, 2),
        ("乙区", 1, 1, 1),
        ("丙县", "缺报", "—", "—"),
        ("市直", "缺报", "—", "—"),
        ("合计", 0.667, 2, 3),
    ]
    [grid] = reading_docx.Document(io.BytesIO(docx.write(report(part)))).tables
    assert [cell.text for cell in grid.rows[3].cells] == ["丙县", "缺报", "—", "—"]
    [chart] = charts(pptx.write(report(part)))
    assert list(chart.plots[0].categories) == ["甲区", "乙区", "丙县（缺报）", "市直（缺报）"]
    assert list(chart.plots[0].series[0].values) == [0.5, 1.0, None, None]


def test_the_lowest_is_not_one_of_several_that_are_equal():
    engine = given.empty()
    for code in (given.A, given.B):
        given.send_branches(engine, code, {"liaison_n": 0})
    given.send_branches(engine, given.C, {"liaison_n": 1})
    found = measure(open_snapshot(engine), ["liaison_rate"], Filters("2025H2"), "district")
    assert districts.ends(found) == "最高丙县100.0%，最低甲区等2个0.0%"
    assert districts.ends(found[:2]) == ""


# The workbook


def test_a_workbook_says_what_its_numbers_are():
    one = Definition("党支部数", "党支部的个数", "3个", "个", "存量，时点", "", "支部台账", "截至2025年12月31日")
    notes = ("4个填报单位中2个已报齐，缺报：丙县、市直。", "缺报不是0。")
    said = words(xlsx.write(report(definitions=(one,), notes=notes, version=7, demo=True)), "xlsx").split("\n")
    wanted = {"口径与范围", "范围", "全市", "截至2025年12月31日", "数据版本", "7", "党支部的个数", "支部台账", *notes}
    assert wanted <= set(said)
    assert "演示数据，城市、区县和数字均为虚构" in said


def test_the_header_of_a_sheet_stays_and_is_printed_on_every_page():
    held = sheet(xlsx.write(report(bars(("甲区", 25.0)))), "各区县达标率")
    assert held.freeze_panes == "B5"
    assert held.print_title_rows == "$4:$4"


@pytest.mark.parametrize(("kind", "element"), [(Kind.BAR, b"<barChart>"), (Kind.LINE, b"<lineChart>")])
def test_the_charts_of_a_workbook_are_excels_own_and_show_its_cells(kind, element):
    held = members(xlsx.write(report(bars(("甲区", 25.0), ("乙区", 12.5), kind=kind))))
    assert element in held["xl/charts/chart1.xml"]
    assert "'各区县达标率'!$B$5:$B$6".encode() in held["xl/charts/chart1.xml"]


def test_a_line_with_a_gap_is_drawn_as_bars_because_excel_would_let_it_fall_to_0():
    held = members(xlsx.write(report(bars(("一季度", 25.0), ("二季度", None), kind=Kind.LINE))))
    assert b"<barChart>" in held["xl/charts/chart1.xml"]


def test_what_misses_the_target_is_red_and_what_reaches_it_is_not():
    part = bars(("甲区", 25.0), ("乙区", 12.5), ("丙县", None))
    points = re.findall(rb"<dPt><idx val=\"(\d)\"/>", members(xlsx.write(report(part)))["xl/charts/chart1.xml"])
    assert points == [b"1"]


def test_sheets_of_one_name_are_told_apart():
    parts = [Part("名单", table=table(("甲区", 1.0))) for _ in range(3)]
    names = openpyxl.load_workbook(io.BytesIO(xlsx.write(report(*parts)))).sheetnames
    assert names == ["概要", "名单", "名单（2）", "名单（3）", "口径与范围"]


@pytest.mark.parametrize(
    ("wanted", "name"), [("a/b\\c?*[d]:'", "a b c   d"), ("=甲", "甲"), ("\x00", "表"), ("甲" * 40, "甲" * 31)]
)
def test_a_sheet_has_a_name_that_excel_takes(wanted, name):
    assert xlsx.sheet_name(wanted, set()) == name


# The brief


def test_a_brief_is_set_as_an_official_paper():
    paper = reading_docx.Document(io.BytesIO(docx.write(report(bars(("甲区", 25.0))))))
    section = paper.sections[0]
    millimetres = [round(side.mm) for side in (section.page_width, section.page_height, section.top_margin)]
    sides = [round(side.mm) for side in (section.left_margin, section.right_margin, section.bottom_margin)]
    assert (millimetres, sides) == ([210, 297, 37], [28, 26, 35])
    grid = section._sectPr.find(qn("w:docGrid"))
    assert [grid.get(qn(f"w:{name}")) for name in ("type", "linePitch")] == ["linesAndChars", "579"]
    fonts = {
        name: paper.styles[name].element.rPr.rFonts.get(qn("w:eastAsia"))
        for name in ("Title", "Normal", "Heading 1", "Heading 2")
    }
    assert list(fonts.values()) == ["方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"]
    assert paper.styles["Normal"].font.name == "Times New Roman"
    assert paper.styles["Normal"].font.size.pt == 16


def test_a_brief_has_its_chapters_indents_page_numbers_and_notes():
    one = Definition("达标率", "达标的 ÷ 全部", "25.0%", "%", "存量，时点", "1/4", "支部台账", "截至2025年12月31日")
    content = docx.write(report(bars(("甲区", 25.0)), bars(("甲区", 25.0)), definitions=(one,)))
    paper = reading_docx.Document(io.BytesIO(content))
    headings = [line.text for line in paper.paragraphs if line.style.name == "Heading 1"]
    assert headings == ["一、各区县达标率", "二、各区县达标率", "附注：数据来源和口径"]
    [body] = [line for line in paper.paragraphs if line.text == "一半达标。"]
    assert body._p.pPr.ind.get(qn("w:firstLineChars")) == "200"
    feet = (paper.sections[0].footer, paper.sections[0].even_page_footer)
    assert ["".join(text.text for text in foot._element.iter(qn("w:t"))) for foot in feet] == ["— 1 —", "— 1 —"]
    assert [cell.text for cell in paper.tables[-1].rows[1].cells] == [
        *("达标率", "25.0%", "达标的 ÷ 全部", "1/4", "截至2025年12月31日", "支部台账"),
    ]
    assert all(grid.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for grid in paper.tables)


@pytest.mark.parametrize(("number", "said"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (32, "三十二")])
def test_chapters_are_counted_in_chinese(number, said):
    assert docx.ordinal(number) == said


def test_a_long_list_is_cut_and_says_so():
    rows = [(f"第{number}支部", 1.0) for number in range(150)]
    paper = reading_docx.Document(io.BytesIO(docx.write(report(Part("名单", table=table(*rows))))))
    assert len(paper.tables[0].rows) == 101
    assert "共150行，这里列出前100行，全部见同名的Excel文件。" in [line.text for line in paper.paragraphs]


# The slides


def test_a_slide_has_the_finding_as_title_a_native_chart_and_its_source_at_the_foot():
    part = bars(("甲区", 25.0), ("乙区", 12.5))
    show = reading_pptx.Presentation(io.BytesIO(pptx.write(report(part, figures=(plain("支部", 4, "个"),)))))
    assert (show.slide_width.cm, show.slide_height.cm) == (pytest.approx(33.867), pytest.approx(19.05))
    texts = [shape.text_frame.text for shape in show.slides[1].shapes if shape.has_text_frame]
    assert texts[1] == "甲区最高"
    assert "全市｜2025年下半年｜截至2025年12月31日" in texts
    [chart] = charts(pptx.write(report(part)))
    assert list(chart.plots[0].series[0].values) == [0.25, 0.125]


def test_without_headline_figures_the_first_slide_is_the_first_picture_under_the_finding():
    [slide] = reading_pptx.Presentation(io.BytesIO(pptx.write(report(bars(("甲区", 25.0)))))).slides
    texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    assert texts[:2] == ["各区县达标率", "一半达标"]


def test_the_numbers_behind_a_chart_can_be_edited_where_they_are():
    held = members(pptx.write(report(bars(("甲区", 25.0), ("乙区", None)))))
    [book] = [content for name, content in held.items() if name.endswith(".xlsx")]
    rows = [tuple(cell.value for cell in row) for row in sheet(book, "Sheet1")["A1:B3"]]
    assert rows == [(None, "达标率"), ("甲区", 0.25), ("乙区", None)]


@every_form
def test_chinese_letters_have_a_chinese_font_by_name(form):
    held = members(WRITERS[form](report(bars(("甲区", 25.0)))))
    text = b"".join(content for name, content in held.items() if "theme" not in name).decode("utf-8", "ignore")
    assert {"xlsx": 'val="微软雅黑"', "docx": 'eastAsia="仿宋_GB2312"', "pptx": 'ea typeface="微软雅黑"'}[form] in text


# Same data, same file


@every_form
def test_the_same_report_is_the_same_file_on_any_day(form):
    content = WRITERS[form](report(bars(("甲区", 25.0))))
    assert content == WRITERS[form](report(bars(("甲区", 25.0))))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    cores = [held.decode() for name, held in members(content).items() if name.endswith("docProps/core.xml")]
    stamps = [stamp for core in cores for stamp in re.findall(r"W3CDTF\">([^<]*)<", core)]
    assert set(stamps) == {"2025-12-31T00:00:00Z"}


@every_form
def test_who_took_a_file_away_stands_in_it_where_that_is_wanted(form):
    said = words(WRITERS[form](report(bars(("甲区", 25.0)), mark="zhang 2026-01-05 09:00")), form)
    assert "zhang 2026-01-05 09:00" in said
    assert "zhang" not in words(WRITERS[form](report(bars(("甲区", 25.0)))), form)


# Nothing in a file runs

_LIVE = ("=cmd|'/c calc'!A0", '=HYPERLINK("http://evil.example","x")', "=1+1", "+1+1", "-1+1", "@SUM(A1)", "=DDE(1)")
_BEFORE = ("", " ", "\t", "\r", "\n", "\u3000", "\u00a0", "\ufeff")
_OTHERS = ("＝1+1", "＋1", "－1", "＠A1", "http://evil.example", "#REF!", "{=1}", "<f>1</f>")
PAYLOADS = [*(before + live for before in _BEFORE for live in _LIVE), *_OTHERS]
_RUNS = re.compile(
    rb"<(?:\w+:)?(?:f|hyperlink)[ >]|hlinkClick|externalLink|ddeLink|instrText|TargetMode=\"External\"|vbaProject"
)


def hostile_report() -> Report:
    rows = [(payload, plain(payload, 1.0, "%", 1)) for payload in PAYLOADS]
    parts = [Part(payload, payload, (payload,), table(*rows[:3]), foot=payload) for payload in PAYLOADS[:20]]
    drawn = [
        Part("图", table=table(*rows), chart=Chart(kind, ("达标率",), target_label="=1"))
        for kind in (Kind.BAR, Kind.STACKED, Kind.LINE, Kind.HEAT)
    ]
    definitions = tuple(Definition(*[payload] * 8) for payload in PAYLOADS)
    named = {"what": "=1+1", "whom": "=1+1", "finding": "=1+1", "notes": tuple(PAYLOADS), "mark": "=1+1"}
    return report(*parts, *drawn, definitions=definitions, figures=(plain("=1+1", 1.0),), **named)


@every_form
def test_of_sixty_formulas_in_names_none_is_live(form):
    assert len(PAYLOADS) >= 60
    held = members(WRITERS[form](hostile_report()))
    live = {name: found for name, content in held.items() if (found := _RUNS.findall(content))}
    # A chart names the cells that it draws in elements of the same letter.
    assert {name for name in live if "/charts/chart" not in name} == set()
    for name in live:
        refs = re.findall(r"<(?:c:)?f>([^<]*)</", held[name].decode())
        assert all(re.fullmatch(r"('[^']*'|Sheet1)!\$[A-Z]+\$\d+(:\$[A-Z]+\$\d+)?", ref) for ref in refs)


def test_every_cell_with_a_hostile_text_is_a_text_that_stays_one_when_it_is_edited():
    book = openpyxl.load_workbook(io.BytesIO(xlsx.write(hostile_report())))
    cells = [cell for one in book for row in one.iter_rows() for cell in row if isinstance(cell.value, str)]
    risky = [cell for cell in cells if cell.value.lstrip().startswith(("=", "+", "-", "@"))]
    assert len(risky) > 300
    assert {cell.data_type for cell in risky} == {"s"}
    assert all(cell.quotePrefix for cell in risky)


@every_form
def test_a_file_is_named_by_what_whom_and_as_of_when(form):
    assert report().file_name(form) == f"总览_全市_2025-12-31.{form}"
    assert not set('\\/:*?"<>|\n') & set(report(what="a/b", whom='"甲"\n').file_name(form))


def test_sentences_without_a_table_have_a_slide_of_their_own():
    parts = (Part("队伍", text=("全市共有9人。",)), Part("阵地", text=("全市共有3个。",)))
    show = reading_pptx.Presentation(io.BytesIO(pptx.write(report(*parts))))
    told = [{shape.text_frame.text for shape in slide.shapes if shape.has_text_frame} for slide in show.slides]
    assert [{"队伍", "全市共有9人。"} <= one for one in told] == [True, False]
    assert {"阵地", "全市共有3个。"} <= told[1]
