"""Charts as specifications: what is drawn where a number is known, what where it is not, and what a click says."""

import json

import altair as alt
import pytest

from lib import charts
from lib.charts import PICK, Bar, Cell, Part, Point, Target

BARS = (
    Bar("甲区", 17.7, "17.7%　66/373", "1", red=True),
    Bar("乙区", None, "缺报", "2"),
    Bar("丙县", 30.0, "3/10", "3"),
)
CELLS = tuple(Cell(row, column, value, "", row) for row in "甲乙丙" for column, value in (("一", 10.0), ("二", None)))
PARTS = (Part("甲区", "单独", 3, "3"), Part("甲区", "混建", 1, "1"), Part("乙区", "单独", None, "缺报"))
POINTS = (Point("上期", 4, "4"), Point("中期", None, "缺报"), Point("本期", 0, "0"))
PICTURES = {
    "bars": lambda: charts.bars(BARS, target=Target(20, "目标20%")),
    "heatmap": lambda: charts.heatmap(CELLS),
    "histogram": lambda: charts.histogram(((3, 2), (51, 1)), rules=(Target(50, "线"),)),
    "stacked": lambda: charts.stacked(PARTS, ("单独", "混建")),
    "line": lambda: charts.line(POINTS, target=Target(3, "目标3")),
}
each = pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES.keys())


def rows(spec):
    return spec["layer"][0]["data"]["values"]


def layers(spec):
    return spec["layer"][0]["layer"]


def targets(spec):
    """The rows of lines across the picture, where there are any."""
    return next((layer["data"]["values"] for layer in layers(spec) if "data" in layer), [])


def marks(spec):
    return [layer["mark"]["type"] for layer in layers(spec)]


def values(spec):
    return {item["name"]: item["value"] for item in spec["params"] if "value" in item}


@each
def test_a_picture_is_valid_and_can_be_sent_as_it_is(picture):
    spec = picture()
    alt.LayerChart.from_dict(spec)
    assert json.loads(json.dumps(spec)) == spec


@each
def test_a_picture_is_drawn_once_for_the_same_rows(picture):
    assert picture() is picture()


@each
def test_no_name_of_an_axis_is_cut_turned_or_left_out(picture):
    axes = [
        layer["encoding"][side].get("axis") for layer in layers(picture()) for side in "xy" if side in layer["encoding"]
    ]
    named = [axis for axis in axes if axis and "labelOverlap" in axis]
    assert all((axis["labelAngle"], axis["labelLimit"], axis["labelOverlap"]) == (0, 0, False) for axis in named)


def test_the_height_follows_the_number_of_rows_and_nothing_else():
    assert charts.bars(BARS)["height"] == charts.bars(BARS, target=Target(90, "目标"))["height"] == 3 * 23
    assert charts.heatmap(CELLS)["height"] == 3 * 23
    assert charts.stacked(PARTS, ("单独", "混建"))["height"] == 2 * 23
    assert charts.bars(())["height"] == 23


@pytest.mark.parametrize("kind", ["bars", "heatmap", "stacked", "line"])
def test_what_is_not_known_keeps_its_row_and_is_no_zero(kind):
    given = {"bars": BARS, "heatmap": CELLS, "stacked": PARTS, "line": POINTS}[kind]
    assert [row["value"] for row in rows(PICTURES[kind]())] == [item.value for item in given]


def test_a_bar_that_is_not_known_has_its_word_in_its_place():
    assert [(row["label"], row["text"]) for row in rows(charts.bars(BARS))][1] == ("乙区", "缺报")


def test_rows_stay_in_the_order_given():
    assert [row["label"] for row in rows(charts.bars(BARS))] == ["甲区", "乙区", "丙县"]
    assert {layer["encoding"]["y"]["sort"] for layer in layers(charts.bars(BARS))} == {None}


def test_a_target_is_a_line_with_its_words():
    spec = charts.bars(BARS, target=Target(20, "目标20%"))
    assert targets(spec) == [{"at": 20, "text": "目标20%"}]
    assert "rule" in marks(spec)
    assert "rule" not in marks(charts.bars(BARS))


def test_the_axis_is_long_enough_for_bars_target_and_the_words_behind():
    assert values(charts.bars(BARS))["top"] > 30
    assert values(charts.bars(BARS, target=Target(60, "目标")))["top"] > 60
    long = (Bar("甲区", 30.0, "30.0%　1,234/5,678　还需123个"),)
    assert values(charts.bars(long))["top"] > values(charts.bars((Bar("甲区", 30.0, "30.0%"),)))["top"]


def test_without_any_number_there_is_still_an_axis():
    assert values(charts.bars((Bar("甲区", None, "缺报"),)))["top"] > 0
    assert values(charts.line((Point("本期", None, "缺报"),)))["top"] > 0
    assert rows(charts.histogram(())) == []


@pytest.mark.parametrize(
    ("with_codes", "without"),
    [
        (charts.bars(BARS), charts.bars((Bar("甲区", 1.0, "1"),))),
        (charts.heatmap(CELLS), charts.heatmap((Cell("甲", "一", 1.0, "1"),))),
        (charts.stacked((Part("甲区", "单独", 3, "3", "1"),), ("单独",)), charts.stacked(PARTS, ("单独", "混建"))),
    ],
    ids=["bars", "heatmap", "stacked"],
)
def test_a_click_hands_back_the_code_where_there_is_one(with_codes, without):
    [picked] = [item for item in with_codes["params"] if "select" in item]
    assert picked["name"] == PICK
    assert picked["select"]["fields"] == ["code"]
    assert [item for item in without["params"] if "select" in item] == []


def test_red_and_pale_are_said_row_by_row():
    bars = (Bar("甲区", 1.0, "1", red=True), Bar("乙区", 2.0, "2", pale=True))
    assert [(row["red"], row["pale"]) for row in rows(charts.bars(bars))] == [(True, False), (False, True)]


def test_a_name_from_the_data_is_never_part_of_an_expression():
    name = "'+alert(1)+'"
    pictures = (
        charts.bars((Bar(name, 1.0, name, name),), target=Target(1, name)),
        charts.heatmap((Cell(name, name, 1.0, name, name),)),
        charts.line((Point(name, 1.0, name),), target=Target(1, name)),
        charts.histogram(((1, 1),), rules=(Target(1, name),)),
        charts.stacked((Part(name, "单独", 1.0, name, name),), ("单独",)),
    )
    for spec in pictures:
        drawing = [{key: value for key, value in layer.items() if key != "data"} for layer in layers(spec)]
        assert "alert" in json.dumps([rows(spec), targets(spec)])
        assert "alert" not in json.dumps([drawing, spec["params"], spec["config"]])


def test_a_histogram_keeps_every_one_that_was_counted():
    counts = ((3, 2), (4, 5), (7, 1), (50, 4), (51, 3))
    assert sum(item["number"] for item in rows(charts.histogram(counts))) == 15
    assert [(item["start"], item["number"]) for item in rows(charts.histogram(counts, step=5))] == [
        (-0.5, 7),
        (4.5, 1),
        (49.5, 7),
    ]


def test_a_line_stands_before_the_first_size_for_which_its_rule_holds():
    spec = charts.histogram(((50, 1), (51, 1)), rules=(Target(51, "超50人"), Target(100, "100人")))
    [line] = targets(spec)
    assert line["at"] == rows(spec)[0]["end"] == rows(spec)[1]["start"] == 50.5


def test_sizes_that_break_a_rule_are_red():
    spec = charts.histogram(((99, 1), (100, 1)), red_from=100)
    assert [item["red"] for item in rows(spec)] == [False, True]


def test_the_words_of_lines_close_together_are_on_different_levels():
    rules = (Target(3, "甲"), Target(7, "乙"), Target(50, "丙"))
    assert [line["level"] for line in targets(charts.histogram(((60, 1),), rules=rules))] == [0, 1, 0]


def test_six_parts_are_too_many_to_tell_apart():
    with pytest.raises(ValueError, match="6"):
        charts.stacked((), tuple("一二三四五六"))


def test_a_row_without_a_bar_says_why():
    none = (Part("甲区", "单独", 0, "0"), Part("甲区", "混建", 0, "0"))
    notes = [(row["label"], row["note"]) for row in rows(charts.stacked((*none, *PARTS[2:]), ("单独", "混建")))]
    assert notes == [("甲区", "0"), ("甲区", ""), ("乙区", "缺报")]
    assert {row["note"] for row in rows(charts.stacked(PARTS[:2], ("单独", "混建")))} == {""}


def test_shares_end_at_one_and_amounts_at_the_longest_row():
    assert values(charts.stacked(PARTS, ("单独", "混建")))["top"] == 4
    assert values(charts.stacked(PARTS, ("单独", "混建"), share=True))["top"] == 1


def test_only_parts_that_break_a_rule_are_red():
    def colours(**options):
        [scale] = [
            layer["encoding"]["color"]["scale"]
            for layer in layers(charts.stacked(PARTS, ("单独", "混建"), **options))
            if "scale" in layer["encoding"].get("color", {})
        ]
        return dict(zip(scale["domain"], scale["range"], strict=True))

    assert colours(red=("混建",))["混建"] == "#9E1B1B"
    assert "#9E1B1B" not in colours().values()


def test_a_line_breaks_where_a_period_is_not_known():
    spec = charts.line(POINTS)
    [line] = [layer["mark"] for layer in layers(spec) if layer["mark"]["type"] == "line"]
    assert line["invalid"] == "break-paths-filter-domains"
    assert [row["value"] for row in rows(spec)] == [4, None, 0]


def test_several_lines_have_a_legend_and_one_has_none():
    def legends(*series):
        spec = charts.line(tuple(Point("本期", 1, "1", name) for name in series))
        return [layer["encoding"]["color"]["legend"] for layer in layers(spec) if "color" in layer["encoding"]]

    assert legends("") == [None]
    assert legends("甲区", "乙区") == [{}]
