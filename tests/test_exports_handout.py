"""「导出」 on a page: the files hold what the page shows, and are made only when they are asked for."""

import io
from collections.abc import Callable

import docx
import openpyxl
import pptx
import pytest
from pptx.enum.shapes import MSO_SHAPE_TYPE
from shown import cards
from test_pages import opened, plain, title

from lib import database
from lib.exports import building, districts
from lib.filters import Filters
from lib.measure import measure, open_snapshot
from lib.settings import DEMO_BOUNDARIES
from lib.ui import handout
from lib.ui.contents import PAGES

Taken = dict[str, tuple[str, Callable[[], bytes]]]
ENDINGS = {"Excel": "xlsx", "Word": "docx", "PPT": "pptx"}
WITH_FILES = [key for key in PAGES if key not in ("audit",)]


@pytest.fixture
def taken(demo_url: str, installed: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> Taken:
    """Under the words of each button of 「导出」: the name of its file and what writes it. Pressing a button that
    writes on demand is more than the test tool can do."""
    installed(demo_url)
    held: Taken = {}
    monkeypatch.setattr(
        handout, "_file", lambda label, name, kind, write: held.__setitem__(label, (name, write)), raising=True
    )
    return held


def workbook(taken: Taken, label: str = "Excel") -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(taken[label][1]()))


def rows(sheet: openpyxl.worksheet.worksheet.Worksheet) -> dict[object, tuple]:
    """The cells of a table by the name of the row."""
    return {row[0]: row[1:] for row in sheet.iter_rows(4, values_only=True) if row[0] is not None}


def test_page_workbook_brief_and_slides_say_the_same_number(demo_url, taken):
    app = opened("coverage", period="2025H1")
    snapshot = open_snapshot(database.reader(demo_url))
    key, filters = "sponsored_pass_rate", Filters("2025H1")
    [whole] = measure(snapshot, [key], filters)
    said = building.figure(whole)
    [card] = [one for one in cards(app) if one.label == "包抓支部达标率"]
    assert card.value == said.text

    book = workbook(taken)
    summary = rows(book["概要"])["包抓支部达标率"]
    assert summary[0] == pytest.approx(said.value / 100)
    assert summary[2:4] == (said.numerator, said.denominator)
    shown = rows(book["本级包抓支部达标率与目标"])
    by_district = {one.group: building.figure(one) for one in measure(snapshot, [key], filters, "district")}
    assert {name: cells[0] for name, cells in shown.items() if name in by_district} == {
        name: one.text if one.value is None else pytest.approx(one.value / 100) for name, one in by_district.items()
    }

    paper = docx.Document(io.BytesIO(taken["Word"][1]()))
    assert f"包抓支部达标率{said.text}（{said.base}）" in "".join(line.text for line in paper.paragraphs)
    grid = next(one for one in paper.tables if one.rows[0].cells[1].text == "本级包抓支部达标率")
    texts = {row.cells[0].text: row.cells[1].text for row in grid.rows[1:]}
    assert texts == {name: one.text for name, one in by_district.items()} | {"合计": said.text}

    show = pptx.Presentation(io.BytesIO(taken["PPT"][1]()))
    tiles = [shape.text_frame.text for shape in show.slides[0].shapes if shape.has_text_frame]
    assert tiles[tiles.index("包抓支部达标率") + 1] == said.text
    drawn = [shape.chart for slide in show.slides for shape in slide.shapes if shape.has_chart]
    [chart] = [one for one in drawn if one.plots[0].series[0].name == "本级包抓支部达标率"]
    values = dict(zip(chart.plots[0].categories, chart.plots[0].series[0].values, strict=True))
    assert values == {
        f"{name}（缺报）" if one.value is None else name: None if one.value is None else pytest.approx(one.value / 100)
        for name, one in by_district.items()
    }


def test_the_files_of_one_district_are_of_that_district_and_show_it_among_the_others(taken):
    app = opened("coverage", district="檀汐区")
    assert taken["PPT"][0] == "支部覆盖_檀汐区_2025-12-31.pptx"
    book = workbook(taken)
    assert book["概要"]["A1"].value == plain(title(app))
    assert book["概要"]["A2"].value.startswith("檀汐区｜2025年下半年｜截至2025年12月31日")
    shown = rows(book["本级包抓支部达标率与目标"])
    assert {"檀汐区", "蘅渚区", "全市"} <= set(shown)
    paper = docx.Document(io.BytesIO(taken["Word"][1]()))
    grid = next(one for one in paper.tables if one.rows[0].cells[1].text == "本级包抓支部达标率")
    assert [row.cells[0].text for row in grid.rows[1:]] == ["檀汐区", "全市"]


def test_a_list_is_handed_out_as_it_was_searched(taken):
    app = opened("branches")
    field = next(one for one in app.text_input if one.label == "在超50人支部中查找")
    field.set_value("檀汐区").run()
    found = rows(workbook(taken)["超50人支部"])
    assert set(found) == {"所属区县", "檀汐区"}


def test_nothing_is_made_before_it_is_asked_for(taken, monkeypatch):
    monkeypatch.setattr(districts, "part", None)
    monkeypatch.setattr(building, "listed", None)
    monkeypatch.setattr(building, "figure", None)
    assert not opened("branches").exception
    assert set(taken) == {*ENDINGS, "全部指标（Excel）"}


def test_a_slide_of_a_meeting_offers_no_files(taken):
    app = opened("coverage", mode="meeting")
    assert not app.exception
    taken.clear()
    app.run()
    assert taken == {}


@pytest.mark.long
@pytest.mark.parametrize("page", WITH_FILES)
def test_every_page_can_be_taken_away_in_every_form(taken, page):
    opened(page)
    assert [taken[label][0].rpartition("_")[0] for label in ENDINGS] == [f"{PAGES[page].title}_全市"] * 3
    book = workbook(taken)
    assert book.sheetnames[0] == "概要"
    assert book.sheetnames[-1] == "口径与范围"
    assert book["概要"]["A1"].value
    assert docx.Document(io.BytesIO(taken["Word"][1]())).paragraphs
    assert len(pptx.Presentation(io.BytesIO(taken["PPT"][1]())).slides)


@pytest.mark.long
def test_the_whole_dashboard_is_one_workbook(taken):
    opened("venues", district="檀汐区")
    name, _ = taken["全部指标（Excel）"]
    assert name == "数据总表_檀汐区_2025-12-31.xlsx"
    assert {"支部设置与换届", "活动阵地", "问题预警", "报送情况"} <= set(
        workbook(taken, "全部指标（Excel）").sheetnames
    )


def test_the_slides_of_the_venues_hold_the_map_with_every_district_as_a_shape(taken, monkeypatch):
    monkeypatch.setenv("DASHBOARD_BOUNDARIES", str(DEMO_BOUNDARIES))
    opened("venues")
    show = pptx.Presentation(io.BytesIO(taken["PPT"][1]()))
    [held] = [shapes for shapes in ([*one.shapes] for one in show.slides) if any(s.name == "檀汐" for s in shapes)]
    assert len([shape for shape in held if shape.shape_type is MSO_SHAPE_TYPE.FREEFORM]) == 18
