"""Charts as specifications: what is drawn where a number is known, and what where it is not."""

import json

import altair as alt
import pytest

from lib import charts
from lib.charts import Point, Target

POINTS = (Point("上期", 4, "4"), Point("中期", None, "缺报"), Point("本期", 0, "0"))
PICTURES = {
    "histogram": lambda: charts.histogram(((3, 2), (51, 1)), rules=(Target(50, "线"),)),
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


def test_without_any_number_there_is_still_an_axis():
    assert values(charts.line((Point("本期", None, "缺报"),)))["top"] > 0
    assert rows(charts.histogram(())) == []


def test_a_name_from_the_data_is_never_part_of_an_expression():
    name = "'+alert(1)+'"
    pictures = (
        charts.line((Point(name, 1.0, name),), target=Target(1, name)),
        charts.histogram(((1, 1),), rules=(Target(1, name),)),
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
