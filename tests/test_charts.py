"""Small pictures: what is drawn where a value is known, and nothing where it is not."""

import re
from xml.etree import ElementTree

import pytest

from lib.charts import sparkline

SVG = "{http://www.w3.org/2000/svg}"
Point = tuple[float, float]


def drawn(*values: float | None, **options) -> ElementTree.Element:
    """The picture, parsed: anything that is not well-formed fails here."""
    return ElementTree.fromstring(sparkline(values, **options))


def lines(picture: ElementTree.Element) -> list[list[Point]]:
    """The points of every unbroken solid line."""
    solid = [path for path in picture.iter(f"{SVG}path") if "stroke-dasharray" not in path.attrib]
    return [[(float(x), float(y)) for x, y in re.findall(r"([\d.]+) ([\d.]+)", path.attrib["d"])] for path in solid]


def dots(picture: ElementTree.Element) -> list[Point]:
    return [(float(dot.attrib["cx"]), float(dot.attrib["cy"])) for dot in picture.iter(f"{SVG}circle")]


def target_height(picture: ElementTree.Element) -> float:
    [path] = [path for path in picture.iter(f"{SVG}path") if "stroke-dasharray" in path.attrib]
    return float(re.match(r"M[\d.]+ ([\d.]+)H", path.attrib["d"])[1])


def test_a_line_goes_from_edge_to_edge_and_up_where_values_grow():
    [points] = lines(drawn(10, 20, 30))
    assert points == [(5, 35), (80, 20), (155, 5)]


def test_the_last_value_has_a_dot():
    assert dots(drawn(10, 20, 30)) == [(155, 5)]


def test_an_unknown_value_is_a_gap_and_no_zero():
    first, second = lines(drawn(10, 20, None, 20, 10))
    assert first == [(5, 35), (42.5, 5)]
    assert second == [(117.5, 5), (155, 35)]


def test_a_zero_is_a_value():
    [points] = lines(drawn(10, 0, 10))
    assert points[1] == (80, 35)


def test_without_the_last_value_there_is_no_dot():
    picture = drawn(10, 20, None)
    assert dots(picture) == []
    assert len(lines(picture)) == 1


def test_a_single_value_is_a_dot_without_a_line():
    for values in ((7,), (None, 7)):
        picture = drawn(*values)
        assert lines(picture) == []
        assert dots(picture) == [(155, 20)]


@pytest.mark.parametrize("values", [(), (None,), (None, None, None)])
def test_without_values_nothing_is_drawn(values):
    picture = drawn(*values, target=20)
    assert lines(picture) == []
    assert dots(picture) == []


def test_equal_values_lie_in_the_middle():
    [points] = lines(drawn(3, 3, 3))
    assert {y for _, y in points} == {20}


def test_the_target_is_on_the_scale_of_the_values():
    assert target_height(drawn(10, 20, target=20)) == 5
    assert target_height(drawn(10, 20, target=15)) == 20
    picture = drawn(10, 20, target=30)
    assert target_height(picture) == 5
    assert [points[-1] for points in lines(picture)] == [(155, 20)]


def test_without_a_target_there_is_no_dashed_line():
    assert "dasharray" not in sparkline([1, 2])


def test_everything_stays_inside_the_frame():
    [points] = lines(drawn(-1_000_000, 0, 1_000_000))
    assert all(0 <= x <= 160 and 0 <= y <= 40 for x, y in points)


@pytest.mark.parametrize("title", ["</title><script>alert(1)</script>", "a & b", "&lt;", '"', "无场所支部近5期走势"])
def test_the_title_is_text(title):
    picture = drawn(1, 2, title=title)
    assert picture.find(f"{SVG}title").text == title
    assert picture.find(f".//{SVG}script") is None
