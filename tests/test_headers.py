"""A header is found wherever it stands, and its columns are recognised by label, alias, stem and group."""

import pytest
import workbooks
from workbooks import Rows

from lib.intake.forms import FORMS
from lib.intake.grid import Merge, Sheet
from lib.intake.headers import Header, find, heading_key


def sheet_of(rows: Rows, *merges: Merge) -> Sheet:
    width = max(map(len, rows))
    cells = tuple((*row, *[None] * (width - len(row))) for row in rows)
    return Sheet("台账", cells, merges, hidden=False, hidden_rows=frozenset(), hidden_columns=frozenset())


def columns(header: Header) -> dict[str, int]:
    return {item.field.name: item.column for item in header.columns}


def renamed(source: str, old: str, new: str) -> Sheet:
    rows = workbooks.sheet(source)
    rows[0][rows[0].index(old)] = new
    return sheet_of(rows)


@pytest.mark.parametrize("source", list(FORMS))
def test_every_form_is_recognised_by_its_own_labels(source):
    header = find(sheet_of([[item.label for item in FORMS[source].fields]]))
    assert header.form.source == source
    assert list(columns(header)) == [item.name for item in FORMS[source].fields]
    assert (header.missing, header.extras, header.collisions, header.coverage) == ((), (), (), 1)


@pytest.mark.parametrize("source", list(FORMS))
def test_every_alias_leads_to_its_field(source):
    for item in FORMS[source].fields:
        for alias in item.aliases:
            group, _, leaf = alias.rpartition(">")
            others = [label for label in workbooks.head(source) if label not in (item.label, f"{item.label}（元）")]
            rows = [[group, *[None] * len(others)], [leaf, *others]] if group else [[leaf, *others]]
            header = find(sheet_of(rows, *[Merge(1, 1, 1, 2)] * bool(group)))
            assert header.form.source == source
            found = {it.field.name for it in header.columns if it.column == 1}
            assert found == {item.name}, alias


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("退休干部数（人）", "tuixiu_n"),
        ("退 休\n干部数", "tuixiu_n"),
        ("退休干部数(人)", "tuixiu_n"),
        ("退休人数", "tuixiu_n"),
        ("退休干部情况", "tuixiu_n"),
        ("其中：退休干部", "tuixiu_n"),
    ],
)
def test_units_spaces_and_filler_words_in_a_heading_do_not_matter(written, name):
    header = find(renamed("units", "退休干部数", written))
    assert columns(header)[name] == 3
    assert not any(item.guessed for item in header.columns)


def test_a_heading_that_only_resembles_a_missing_column_is_a_guess():
    header = find(renamed("units", "组织关系在本单位", "组织关系仍在本单位"))
    assert [item.field.name for item in header.columns if item.guessed] == ["member_rel_unit"]


def test_a_label_is_believed_before_an_alias_of_the_same_field():
    header = find(sheet_of([[*workbooks.head("units"), "退休干部"]]))
    assert (columns(header)["tuixiu_n"], [item.leaf for item in header.extras]) == (3, ["退休干部"])
    assert header.collisions == ()


def test_two_columns_with_equal_right_to_a_field_collide():
    header = find(sheet_of([[*workbooks.head("units"), "退休干部数"]]))
    ((item, headings),) = header.collisions
    assert (item.name, [heading.column for heading in headings]) == ("tuixiu_n", [3, 8])


def test_a_serial_number_is_no_extra_column():
    header = find(sheet_of([["序号", *workbooks.head("units"), "备注"]]))
    assert [item.leaf for item in header.extras] == ["备注"]


def test_the_same_leaf_is_told_apart_by_its_group():
    rows = [
        ["单位名称", "离休干部数", "退休干部数", "离退休党员", None, "参加活动", None],
        [None, None, None, "总数", "61-65岁", "61-65岁", None],
    ]
    rows[0] += ["在本单位", "转入社区", "社区报到"]
    merges = [Merge(1, column, 2, column) for column in (1, 2, 3, 8, 9, 10)]
    header = find(sheet_of(rows, *merges, Merge(1, 4, 1, 5), Merge(1, 6, 1, 7)))
    found = columns(header)
    assert (found["member_n"], found["band1_members_n"], found["band1_active_n"]) == (4, 5, 6)


@pytest.mark.parametrize("above", [0, 1, 3, 10])
def test_the_header_is_found_below_titles(above):
    rows = [["栖枫区单位底册"], *[[None]] * 9][:above] + workbooks.sheet("units", {}, {})
    header = find(sheet_of(rows))
    assert (header.top, header.bottom) == (above + 1, above + 1)


def test_a_header_far_down_is_not_looked_for():
    assert find(sheet_of([[None]] * 20 + workbooks.sheet("units"))) is None


@pytest.mark.parametrize("rows", [[["目录"]], [["项目", "说明"], ["甲", "乙"]], [["单位名称", "退休干部数"]]])
def test_what_has_less_than_most_of_the_columns_is_no_ledger(rows):
    assert find(sheet_of(rows)) is None


def test_months_across_are_columns_of_a_month_each():
    rows = [["服务领域", *[f"{month}月{name}" for month in (7, 12) for name in ("项目数", "参与人次")]]]
    rows[0] += ["7月活动次数", "7月服务群众人次"]
    header = find(sheet_of(rows))
    assert [(item.field.name, item.month) for item in header.columns] == [
        ("field", None),
        ("projects_n", 7),
        ("person_times_n", 7),
        ("projects_n", 12),
        ("person_times_n", 12),
        ("activities_n", 7),
        ("served_person_times_n", 7),
    ]
    assert header.missing == ()


@pytest.mark.parametrize(
    ("heading", "notes", "scale"),
    [
        ("慰问金（万元）", "", 10_000),
        ("慰问金（元）", "单位：万元", 1),
        ("慰问金", "单位：万元", 10_000),
        ("慰问金", "单位：元", 1),
        ("慰问金", "", 1),
    ],
)
def test_the_nearest_word_on_the_unit_decides_between_yuan_and_ten_thousand(heading, notes, scale):
    rows = workbooks.sheet("support")
    rows[0][2] = heading
    header = find(sheet_of([[notes or None], *rows]))
    assert {item.field.name: item.scale for item in header.columns}["cash_yuan"] == scale
    assert {item.field.name: item.scale for item in header.columns}["matters_n"] == 1


def test_headings_are_compared_without_spaces_full_width_forms_and_kinds_of_dash():
    assert heading_key(" ６１—６５\n岁（名）") == heading_key("61-65岁(名)") == "61-65岁(名)"
