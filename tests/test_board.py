"""Boards: pictures made of rows, for a desk and for the wall."""

import json

import pytest

from lib import charts
from lib.charts import Bar, Board, Cell, Part, Target
from lib.charts.board import MOST, Column, Line, Slot, fitted, plain
from lib.charts.theme import BLUE, BLUES, RED

BARS = (
    Bar("甲区", 10.0, "10.0%　1/10", "a", red=True),
    Bar("乙区", None, "缺报", "b", pale=True),
    Bar("丙县", 5.0, "5.0%　1/20　还需4个", "c"),
)
CELLS = (
    Cell("甲", "率", 0.0, "0.0%"),
    Cell("乙", "率", 100.0, "100.0%", strong=True),
    Cell("丙", "率", None, "缺报"),
)
PARTS = (
    Part("甲", "逾期", 1, "1", "a"),
    Part("甲", "届满", 3, "3", "a"),
    Part("乙", "逾期", 0, "0", "b"),
    Part("乙", "届满", 2, "2", "b"),
    Part("丙", "逾期", None, "缺报", "c"),
)


def texts(line: Line) -> list[str]:
    return [slot.text for slot in line.slots]


def pieces(line: Line) -> list[tuple[float, str]]:
    return [tuple(piece) for piece in line.slots[-1].pieces]


def test_bars_are_as_long_as_their_share_of_the_largest_or_the_target_and_red_where_they_miss_it():
    board = charts.bars("率", BARS, target=Target(20, "目标20%"))
    assert [pieces(line) for line in board.lines] == [[(0.5, RED)], [(0, BLUE)], [(0.25, BLUE)]]
    assert [line.slots[1].red for line in board.lines] == [True, False, False]
    assert (board.columns[-1].label, board.columns[-1].mark) == ("目标20%", 1)
    assert [pieces(line)[0][0] for line in charts.bars("率", BARS).lines] == [1, 0, 0.5]


def test_the_figures_of_a_row_stand_in_columns_in_the_order_given():
    board = charts.bars("率", BARS)
    assert [texts(line) for line in board.lines] == [
        ["甲区", "10.0%", "1/10", "", ""],
        ["乙区", "缺报", "", "", ""],
        ["丙县", "5.0%", "1/20", "还需4个", ""],
    ]
    assert [(line.code, line.pale) for line in board.lines] == [("a", False), ("b", True), ("c", False)]


def test_cells_are_darker_for_more_and_have_no_ground_where_nothing_is_known():
    none, full, missing = (line.slots[1] for line in charts.heatmap("率", CELLS).lines)
    assert (none.fill, none.light) == (BLUES[0], False)
    assert (full.fill, full.light, full.framed) == (BLUES[-1], True, True)
    assert (missing.text, missing.fill, missing.unknown) == ("缺报", "", True)


def test_a_cell_that_a_row_has_not_is_empty():
    board = charts.heatmap("率", (*CELLS, Cell("乙", "又一率", 50.0, "50.0%")))
    assert [texts(line) for line in board.lines] == [["甲", "0.0%", ""], ["乙", "100.0%", "50.0%"], ["丙", "缺报", ""]]


def test_parts_share_one_bar_and_have_their_figures_before_it():
    board = charts.stacked("换届", PARTS, ("逾期", "届满"), red=("逾期",))
    shade = board.columns[2].color
    assert [texts(line) for line in board.lines] == [["甲", "1", "3", ""], ["乙", "0", "2", ""], ["丙", "缺报", "", ""]]
    assert [pieces(line) for line in board.lines] == [
        [(0.25, RED), (0.75, shade)],
        [(0, RED), (0.5, shade)],
        [(0, RED)],
    ]


def test_bars_of_shares_are_all_of_one_length():
    board = charts.stacked("形式", PARTS, ("逾期", "届满"), share=True)
    assert [sum(share for share, _ in pieces(line)) for line in board.lines] == [1, 1, 0]


def test_only_parts_that_break_a_rule_are_red_and_their_figures_only_where_there_are_any():
    board = charts.stacked("换届", PARTS, ("逾期", "届满"), red=("逾期",))
    assert [column.color == RED for column in board.columns] == [False, True, False, False]
    assert [[slot.red for slot in line.slots[1:3]] for line in board.lines] == [
        [True, False],
        [False, False],
        [False, False],
    ]


def test_six_parts_are_too_many_to_tell_apart():
    with pytest.raises(ValueError, match="6"):
        charts.stacked("形式", (), tuple("一二三四五六"))


@pytest.mark.parametrize(
    "board",
    [charts.bars("", BARS), charts.heatmap("", CELLS), charts.stacked("", PARTS, ("逾期", "届满"))],
    ids=["bars", "heatmap", "stacked"],
)
def test_what_is_not_known_keeps_its_row_says_why_and_is_no_zero(board):
    [slot] = [slot for line in board.lines for slot in line.slots if slot.unknown]
    assert slot.text == "缺报"
    assert len(board.lines) == 3


@pytest.mark.parametrize(
    "board",
    [
        charts.bars("", ()),
        charts.bars("", (Bar("甲区", None, "缺报"),)),
        charts.bars("", (Bar("甲区", 0, "0"),), target=Target(0, "目标0")),
        charts.heatmap("", ()),
        charts.stacked("", (Part("甲区", "单独", 0, "0"),), ("单独",), share=True),
    ],
)
def test_without_any_number_there_is_a_board_without_length(board):
    assert {piece.share for line in board.lines for slot in line.slots for piece in slot.pieces} <= {0}


def test_a_picture_is_made_once_for_the_same_rows():
    assert charts.bars("率", BARS) is charts.bars("率", tuple(BARS))
    assert charts.heatmap("率", CELLS) is charts.heatmap("率", tuple(CELLS))


def test_a_board_is_sent_without_what_is_as_always():
    sent = plain(charts.bars("率", BARS, target=Target(0, "目标0%")))
    assert json.loads(json.dumps(sent))["columns"] == [
        {"words": True},
        {},
        {},
        {},
        {"label": "目标0%", "wide": True, "mark": 0},
    ]
    assert sent["lines"][1] == {
        "code": "b",
        "pale": True,
        "slots": [
            {"text": "乙区"},
            {"text": "缺报", "unknown": True},
            {},
            {},
            {"pieces": ((0, BLUE),)},
        ],
    }


def test_what_does_not_fit_on_a_slide_is_counted_and_the_district_looked_at_is_never_left_out():
    lines = tuple(Line((Slot(str(number)),), str(number), pale=number != MOST + 2) for number in range(MOST + 3))
    kept = fitted(Board("", (Column(),), lines))
    assert (len(kept.lines), kept.more) == (MOST, 3)
    assert str(MOST + 2) in [line.code for line in kept.lines]


@pytest.mark.parametrize(
    ("board", "lines"),
    [
        (charts.bars("", BARS), 0),
        (charts.bars("", BARS, target=Target(20, "目标20%")), 1),
        (charts.heatmap("", CELLS), 1),
        (charts.stacked("", PARTS, ("逾期", "届满")), 1),
        (charts.stacked("", (Part("甲", "半年内届满", 1, "1"),), ("半年内届满",)), 2),
    ],
)
def test_long_names_of_parts_take_two_lines_and_other_headings_one_where_there_are_any(board, lines):
    assert board.heads == lines
