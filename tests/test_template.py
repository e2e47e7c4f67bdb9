"""Blank ledgers: they are read as the forms they are, help while they are filled in, and load without a question."""

from pathlib import Path

import openpyxl
import pytest
import workbooks
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import Engine
from workbooks import PERIOD

from lib.intake import grid, headers, load, templates
from lib.intake.files import Outcome
from lib.intake.forms import FORMS, Field, Kind, Need
from lib.intake.issues import Level

TITLES = [form.title for form in FORMS.values()]


@pytest.fixture
def engine(sqlite_url, tmp_path) -> Engine:
    return workbooks.small_city(sqlite_url, tmp_path)


@pytest.fixture
def blanks(engine, tmp_path) -> dict[str, Path]:
    """The blank ledger of every office by its label."""
    written = templates.write(tmp_path / "空表", workbooks.directory_of(engine))
    return {path.name.removesuffix("离退休干部党建台账（空表）.xlsx"): path for path in written}


@pytest.fixture
def blank(blanks) -> Workbook:
    return openpyxl.load_workbook(blanks["栖枫区"])


FORM = {form.title: form for form in FORMS.values()}
BESIDES = {"离休干部年龄合计": 95}  # what the templates ask for beyond the plain rows


def field_of(sheet: Worksheet, column: int) -> Field:
    """The field of a column: headings are labels, with the unit added to some."""
    heading = sheet.cell(1, column).value
    return next(it for it in FORM[sheet.title].fields if heading in (it.label, f"{it.label}（{it.unit}）"))


def plain_value(sheet: Worksheet, column: int, unit: str) -> object:
    """A valid value: that of the plain rows; in the columns that those leave out the first choice, or 0."""
    item = field_of(sheet, column)
    if item.kind is Kind.UNIT:
        return unit
    if item.blank_ok and item.need is Need.OPTIONAL:
        return None
    plain = workbooks.PLAIN[FORM[sheet.title].source] | BESIDES
    beyond = item.choices[0] if item.choices else 0
    value = plain.get(item.label, plain.get(f"{item.label}（元）", beyond))
    return value[0] if isinstance(value, tuple) else value


def fill(path: Path, unit: str) -> Workbook:
    """The ledger with one plain row on every sheet."""
    book = openpyxl.load_workbook(path)
    for title in TITLES:
        sheet = book[title]
        for column in range(1, sheet.max_column + 1):
            if sheet.cell(2, column).value is None:
                sheet.cell(2, column).value = plain_value(sheet, column, unit)
    return book


def save(book: Workbook, folder: Path, name: str = workbooks.NAME) -> Path:
    book.save(folder / name)
    return folder / name


def test_every_office_gets_its_own_blank_ledger(blanks):
    assert list(blanks) == ["栖枫区", "映溪区", "岫谷县", "市直"]


def test_without_a_directory_there_is_one_blank_ledger(tmp_path):
    (path,) = templates.write(tmp_path)
    assert path.name == "离退休干部党建台账（空表）.xlsx"
    assert openpyxl.load_workbook(path).sheetnames == ["填表说明", *TITLES, "选项"]


def test_the_same_directory_gives_the_same_files(engine, tmp_path):
    known = workbooks.directory_of(engine)
    first, second = (templates.write(tmp_path / name, known)[0] for name in ("a", "b"))
    assert grid.read(first).sheets == grid.read(second).sheets


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.source)
def test_every_sheet_is_read_as_its_form_with_every_expected_column(blanks, form):
    for path in blanks.values():
        (sheet,) = [sheet for sheet in grid.read(path).sheets if sheet.title == form.title]
        header = headers.find(sheet)
        assert (header.form.source, header.missing, header.extras, header.collisions) == (form.source, (), (), ())
        assert header.in_order


def test_every_column_carries_a_note_and_what_must_be_filled_in_is_marked(blank):
    for title in TITLES:
        for cell in blank[title][1]:
            assert cell.comment.text.startswith(("必填。", "应填。", "选填。"))
            is_required = field_of(blank[title], cell.column).need is Need.REQUIRED
            assert (cell.font.color.rgb == "009E1B1B") == is_required


def test_choices_and_units_are_offered_in_drop_downs(blank):
    def offered(title: str, heading: str) -> list[str]:
        sheet = blank[title]
        (letter,) = [cell.column_letter for cell in sheet[1] if cell.value == heading]
        (rule,) = [rule for rule in sheet.data_validations.dataValidation if f"{letter}2" in rule.sqref]
        assert rule.type == "list"
        cells = blank["选项"][rule.formula1.partition("!")[2].replace("$", "")]
        return [cell.value for (cell,) in cells]

    assert offered("党工委配备", "书记配备") == ["专任", "兼任", "空缺"]
    assert offered("活动阵地", "坐标系") == ["WGS84", "CGCS2000", "GCJ02", "BD09"]
    own = ["栖枫区教育局", "栖枫区水务局", "栖枫区卫生健康局"]
    assert offered("单位底册", "单位名称") == offered("支部台账", "所属单位") == own
    assert blank["选项"].sheet_state == "hidden"


@pytest.mark.parametrize(("name", "unit"), [("栖枫区", "栖枫区教育局"), ("市直", "澄岚市水务局")])
def test_a_filled_in_ledger_is_accepted_without_a_warning(engine, blanks, tmp_path, name, unit):
    path = save(fill(blanks[name], unit), tmp_path, f"{name}离退休干部党建台账（2025年下半年）.xlsx")
    report = load.load(engine, PERIOD, [path])
    (reading,) = report.files
    assert [str(issue) for issue in reading.issues if issue.level is not Level.NOTE] == []
    assert (reading.outcome, report.version) == (Outcome.ACCEPTED, 1)
    assert [item.form.title for item in reading.accepted_sheets] == TITLES
    assert {note["status"] for note in workbooks.records(engine, "cell_note")} == {"不适用"}


def test_what_may_stay_blank_costs_nothing(engine, blanks, tmp_path):
    book = fill(blanks["栖枫区"], "栖枫区教育局")
    emptied = [
        book[title].cell(2, column)
        for title in TITLES
        for column in range(1, book[title].max_column + 1)
        if field_of(book[title], column).blank_ok and book[title].cell(1, column).value != "区县"
    ]
    assert len(emptied) > 5
    for cell in emptied:
        cell.value = None
    (reading,) = load.load(engine, PERIOD, [save(book, tmp_path)]).files
    assert (reading.outcome, [str(issue) for issue in reading.issues]) == (Outcome.ACCEPTED, [])


def test_a_blank_ledger_sent_back_is_refused_and_says_of_every_sheet_that_it_is_empty(engine, blanks, tmp_path):
    path = blanks["栖枫区"].rename(tmp_path / workbooks.NAME)
    before = workbooks.contents(engine)
    report = load.load(engine, PERIOD, [path])
    (reading,) = report.files
    assert (reading.outcome, report.version) == (Outcome.REFUSED, None)
    empty = [issue.sheet for issue in reading.issues if "没有一行可以计入的数据" in issue.problem]
    assert empty == TITLES
    assert workbooks.contents(engine) == before


def test_a_sheet_left_empty_is_not_reported_while_the_others_are(engine, blanks, tmp_path):
    book = fill(blanks["栖枫区"], "栖枫区教育局")
    book["活动阵地"].delete_rows(2)
    report = load.load(engine, PERIOD, [save(book, tmp_path)])
    assert report.files[0].refused_sheets == ("活动阵地",)
    sources = {sent["source"] for sent in workbooks.records(engine, "submission")}
    assert sources == set(FORMS) - {"venues"}
