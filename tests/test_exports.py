"""Lists that leave the house: they open in Excel as they were shown, and nothing in them runs."""

import csv
import io
from datetime import date

import pytest
from hostile import HOSTILE
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.exports import lists


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_list_is_utf8_with_a_mark_by_which_excel_knows_it():
    content = lists.csv([{"名称": "第一支部"}])
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\xef\xbb\xbf") == 1
    assert read(content) == [["名称"], ["第一支部"]]


def test_the_header_names_the_columns_and_the_order_stays():
    rows = [{"乙": 1, "甲": 2}, {"乙": 3, "甲": 4}]
    assert read(lists.csv(rows)) == [["乙", "甲"], ["1", "2"], ["3", "4"]]


def test_an_unknown_value_is_empty_and_a_zero_is_a_zero():
    assert read(lists.csv([{"a": None, "b": 0, "c": 0.5, "d": date(2025, 6, 30)}]))[1] == ["", "0", "0.5", "2025-06-30"]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        " =1+1",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1+1",
        "＋1",
        "－1",
        "＠A1",
        "\u3000=1",
        "\u00a0=1",
    ],
)
def test_a_text_that_excel_would_run_is_kept_as_text(text):
    assert lists.harmless(text) == f"'{text}"


@pytest.mark.parametrize("value", ["第一支部", "1=1", "a-b", "", None, -1, -0.5, 0, date(2025, 1, 1)])
def test_anything_else_stays_as_it_is(value):
    assert lists.harmless(value) == value


@settings(deadline=None)
@given(st.lists(st.sampled_from(HOSTILE) | st.text(max_size=20), min_size=1, max_size=5))
def test_no_field_of_a_list_starts_a_formula(texts):
    for [field] in read(lists.csv([{"名称": text} for text in texts]))[1:]:
        assert not field.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


@settings(deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), min_size=1, max_size=5))
def test_every_text_comes_back(texts):
    back = [row[0] for row in read(lists.csv([{"名称": text, "末列": 1} for text in texts]))[1:]]
    assert [field.removeprefix("'") for field in back] == [text.removeprefix("'") for text in texts]


def test_a_file_is_named_by_what_whom_and_when():
    assert lists.file_name("无活动场所支部数", "全市", "2025H2") == "无活动场所支部数_全市_2025H2.csv"
    assert lists.file_name("名单", "市直", "2025H2", "xlsx") == "名单_市直_2025H2.xlsx"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_file_name_fits_every_file_system(text):
    name = lists.file_name("名单", text, "2025H2")
    assert not set('\\/:*?"<>|\0\n\r\t') & set(name)
    assert len(name.encode()) <= 255
    assert name.endswith("_2025H2.csv")
