"""Tables: what is sent of columns and rows, how a value is written, what stands in a table of districts."""

import json
import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from lib.measure import Reading, State
from lib.ui import grid
from lib.ui.columns import Bars, Mark, Words
from lib.ui.grid import Cell, Column, Kind

ROOT = Path(__file__).resolve().parent.parent


def sent(columns: list[Column], rows: list[list[object]]) -> dict:
    return json.loads(grid._content(columns, rows, "表", "—"))


def reading(code: str, value: float | None, state: State = State.PRESENT) -> Reading:
    return Reading("member_total", code, code, "2025H2", date(2025, 12, 31), "", state, value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1204, "1,204"),
        (-3, "−3"),
        (0, "0"),
        (2.5, "2.5"),
        (39.00000001, "39"),
        (Decimal("12.50"), "12.5"),
        (100.0, "100"),
        (True, "是"),
        (date(2025, 12, 31), "2025-12-31"),
        (datetime(2025, 12, 31, 9, 5), "2025-12-31 09:05"),
        ("=1+1", "=1+1"),
    ],
)
def test_a_plain_value_is_written_once_for_every_table(value, text):
    assert grid.written(value) == text


def test_a_number_travels_with_its_text_and_a_word_for_no_value_with_none():
    rows = [[1204, "缺报", None, Cell("约30", 30), date(2025, 1, 2), 5, "甲"]]
    assert sent([Column(str(place)) for place in range(7)], rows)["rows"] == [
        [["1,204", 1204], ["缺报", None], None, ["约30", 30], "2025-01-02", 5, "甲"]
    ]


def test_a_column_of_plain_rows_is_one_of_numbers_where_all_that_is_known_is_a_number():
    rows = [
        {"名称": "甲", "人数": None, "级别": 1, "标记": "红"},
        {"名称": "乙", "人数": 3, "级别": "无", "标记": "黄"},
    ]
    special = {"标记": Column("标记", Kind.MARK)}
    kinds = [column.kind for column in grid.columns_of(rows, special)]
    assert kinds == [Kind.TEXT, Kind.NUMBER, Kind.TEXT, Kind.MARK]
    assert grid.cells_of(rows) == [["甲", None, 1, "红"], ["乙", 3, "无", "黄"]]


def test_chinese_is_sent_as_it_is_and_half_as_long_as_escaped():
    content = grid._content([Column("名称")], [["支部"] * 1], "表", "—")
    assert "支部" in content.decode()
    assert b"\\u" not in content


def test_bars_share_one_scale_and_what_is_not_known_has_a_word_and_no_bar():
    groups = [{"member_total": reading("a", 40)}, {"member_total": reading("b", None, State.MISSING)}]
    bars = Bars("member_total", "党员", bar=True)
    assert (bars.head(groups).kind, bars.head(groups).most) == (Kind.BAR, 40)
    assert [bars.cell(group) for group in groups] == [Cell("40", 40), Cell("缺报", None)]
    assert [bars.plain(group) for group in groups] == [40, None]
    assert bars.cell({}) is None


def test_the_bars_of_a_rate_end_at_one_hundred_per_cent():
    assert Bars("sponsored_pass_rate", "达标率", bar=True).head([]).most == 100


def test_words_that_break_a_rule_are_red_and_others_are_not():
    tones = Mark("书记", lambda found: "空缺").head([]).tones
    assert tones["空缺"] == tones["缺报"] == "red"
    assert "配备" not in tones
    assert Words("分子", lambda found: 3, is_number=True).head([]).kind is Kind.NUMBER


def test_heads_say_what_is_counted():
    assert sent([Bars("member_total", "党员").head([])], [])["columns"][0]["help"].startswith("各党支部")


def test_every_table_of_the_product_is_this_one():
    sources = [*ROOT.glob("pages/*.py"), *ROOT.glob("lib/ui/*.py"), ROOT / "dashboard.py"]
    assert len(sources) > 40
    assert [path.name for path in sources if re.search(r"st\.(dataframe|data_editor)\b", path.read_text("utf-8"))] == []
