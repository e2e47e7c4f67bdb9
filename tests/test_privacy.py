"""Numbers and names of persons are found; amounts, codes and the office's own telephone are no false alarm."""

import pytest
import workbooks
from workbooks import Rows

from lib.intake.grid import Sheet
from lib.intake.headers import find
from lib.intake.privacy import holds_number, may_quote, numbered_cells, personal_columns

ID_NUMBER = "990101195001011234"
NAMES = ["王甲", "李乙丙", "张丁", "刘戊己", "陈庚"]


def sheet_of(rows: Rows) -> Sheet:
    width = max(map(len, rows))
    cells = tuple((*row, *[None] * (width - len(row))) for row in rows)
    return Sheet("台账", cells, (), hidden=False, hidden_rows=frozenset(), hidden_columns=frozenset())


def with_column(heading: str, *values: object, source: str = "units") -> Sheet:
    """A ledger with this column on the right, which is H for units and K for support."""
    rows = [workbooks.head(source), *[workbooks.row(source)] * len(values)]
    return sheet_of([[*row, extra] for row, extra in zip(rows, [heading, *values], strict=True)])


@pytest.mark.parametrize(
    "text",
    [
        ID_NUMBER,
        "99010119500101123X",
        "99010119500101123x",
        "本人身份证990101195001011234，特此说明",
        "990101 1950 0101 1234",
        "９９０１０１１９５００１０１１２３４",
        990101195001011234,
        "13812345678",
        "138-1234-5678",
        "138 1234 5678",
        13812345678,
        13812345678.0,
        "王甲13812345678",
    ],
)
def test_numbers_of_persons_are_found(text):
    assert holds_number(text)


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        12,
        12.5,
        "2025-06-30",
        "13812345",
        "138123456789",
        "12345678901",
        "0999-8123456",
        "990101001000",
        "990101199913011234",
        "990101195001011234567",
        "91990101MA1234567X",
        "13,812,345,678",
        True,
    ],
)
def test_ordinary_numbers_are_not(text):
    assert not holds_number(text)


def found(sheet: Sheet, footer: int | None = None) -> list[tuple[int, int]]:
    return list(numbered_cells(sheet, find(sheet), footer=footer))


def test_a_number_is_found_in_the_table_and_in_its_header():
    assert found(with_column("备注", "好", ID_NUMBER)) == [(3, 8)]
    assert found(with_column("备注", "好", 13812345678)) == [(3, 8)]
    assert found(with_column("备注（问13812345678）", "好")) == [(1, 8)]


def test_an_amount_of_eleven_digits_is_no_telephone():
    rows = workbooks.sheet("support", {"专项经费（元）": 13812345678}, {"专项经费（元）": "13812345678"})
    assert found(sheet_of(rows)) == []


def test_a_name_beside_the_number_in_an_amount_is_found():
    rows = workbooks.sheet("support", {"专项经费（元）": "王甲13812345678"})
    assert found(sheet_of(rows)) == [(2, 6)]


@pytest.mark.parametrize("heading", ["单位代码", "单位编码", "支部编号"])
def test_a_code_of_eleven_digits_is_no_telephone(heading):
    assert found(with_column(heading, "13990100123")) == []
    assert found(with_column(heading, ID_NUMBER)) == [(2, 8)]


def test_the_telephone_of_the_office_may_stand_outside_the_table_and_an_identity_number_nowhere():
    title, signature = ["联系人电话：13812345678"], ["填表人：党建科　13812345678"]
    rows = [title, *workbooks.sheet("units"), signature]
    assert found(sheet_of(rows), footer=4) == []
    assert found(sheet_of([[ID_NUMBER], *rows, [ID_NUMBER]]), footer=5) == [(1, 1), (6, 1)]


@pytest.mark.parametrize(
    "heading", ["姓名", "身份证号码", "手机号", "联系电话", "家庭住址", "出生年月", "病种", "银行卡号"]
)
def test_a_column_that_asks_for_personal_data_is_found_by_its_heading(heading):
    sheet = with_column(heading, "")
    assert personal_columns(sheet, find(sheet)) == [8]


def test_a_known_column_that_asks_for_a_name_is_found():
    rows = workbooks.sheet("branches")
    rows[0][rows[0].index("书记配备")] = "支部书记（姓名）"
    assert personal_columns(sheet_of(rows), find(sheet_of(rows))) == [12]


def test_a_column_full_of_names_is_found_whatever_its_heading():
    sheet = with_column("负责同志", *NAMES)
    assert personal_columns(sheet, find(sheet)) == [8]


@pytest.mark.parametrize(
    "values", [NAMES[:4], ["已完成", "未完成", "推进中", "已完成", "整改"], [*NAMES, *["已完成"] * 6]]
)
def test_other_columns_are_not_taken_for_names(values):
    sheet = with_column("备注", *values)
    assert personal_columns(sheet, find(sheet)) == []


def test_only_what_was_understood_may_be_quoted():
    assert [code for code in ("M06", "M09", "M19", "M31", "N01", "N02", "N03") if not may_quote(code)] == [
        "N01",
        "N02",
        "N03",
    ]
