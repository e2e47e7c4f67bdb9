"""Colours of charts and maps: words can be read on them, and a grey print or a colour-blind reader loses nothing."""

from itertools import pairwise

import pytest

from lib.charts import Cell, Part, heatmap, stacked, theme
from lib.charts.heatmap import LIGHT_TEXT_FROM
from lib.charts.stacked import SHADES
from lib.maps import shading
from lib.ui import columns

LEAST = 4.5  # of words on their ground (WCAG 2, AA)
LEAST_OF_AREAS = 3
SIDEBAR, MARK = "#F7F6F4", "#F2F0EC"  # grounds of .streamlit/config.toml and of a mark in a table


def mixed(first: str, second: str, share: float) -> str:
    """The colour on the way from the first to the second."""
    pairs = [(int(first[no : no + 2], 16), int(second[no : no + 2], 16)) for no in (1, 3, 5)]
    return "#" + "".join(f"{round(one + (other - one) * share):02X}" for one, other in pairs)


def shade(place: float) -> str:
    """The colour of the sequence at this place, 0 to 1."""
    at = place * (len(theme.BLUES) - 1)
    low = min(int(at), len(theme.BLUES) - 2)
    return mixed(theme.BLUES[low], theme.BLUES[low + 1], at - low)


def test_contrast_is_that_of_the_recommendation():
    assert theme.contrast("#000000", "#FFFFFF") == theme.contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert theme.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("ground", [theme.PAPER, SIDEBAR, MARK])
@pytest.mark.parametrize("colour", [theme.INK, theme.GREY, theme.RED])
def test_words_can_be_read_on_paper(colour, ground):
    assert theme.contrast(colour, ground) >= LEAST


@pytest.mark.parametrize("place", [no / 100 for no in range(101)])
def test_the_figure_in_a_cell_can_be_read_on_every_shade(place):
    colour = theme.PAPER if place >= LIGHT_TEXT_FROM else theme.BLACK
    assert theme.contrast(colour, shade(place)) >= LEAST


@pytest.mark.parametrize("ground", [*SHADES, *theme.BLUES, theme.RED, theme.FAINT])
def test_words_on_a_part_of_a_bar_or_a_cell_can_be_read(ground):
    assert theme.contrast(theme.text_on(ground), ground) >= LEAST


def test_what_stands_behind_a_spotlighted_district_still_bears_words_and_is_lighter_by_more_than_its_hue():
    for colour in (*theme.BLUES, theme.RED, *SHADES):
        pale = mixed(theme.PAPER, colour, theme.BACKGROUND_OPACITY)
        assert theme.contrast(theme.BLACK, pale) >= LEAST
    for colour in (theme.BLUE, theme.RED):
        assert theme.contrast(colour, mixed(theme.PAPER, colour, theme.BACKGROUND_OPACITY)) >= LEAST_OF_AREAS


@pytest.mark.parametrize("sequence", [theme.BLUES, SHADES[:3], *shading.COLORS.values()])
def test_a_sequence_falls_in_lightness_so_that_a_grey_print_keeps_its_order(sequence):
    lightness = [theme.contrast(colour, "#000000") for colour in sequence]
    assert all(one != other for one, other in pairwise(lightness))
    assert lightness in (sorted(lightness), sorted(lightness, reverse=True))


def test_what_is_red_in_a_table_is_told_in_words():
    assert [word for word in columns.RED_MARKS if not word.strip()] == []
    assert theme.contrast(theme.PAPER, theme.RED) >= LEAST


def test_parts_of_a_bar_are_named_in_a_legend_and_what_is_not_known_in_words():
    rows = (Part("甲区", "逾期", 3, "3"), Part("甲区", "在期", 5, "5"))
    rows += (Part("乙区", "逾期", None, "缺报"), Part("乙区", "在期", None, "缺报"))
    spec = stacked(rows, ("逾期", "在期"), red=("逾期",))
    [legend] = [
        colour["legend"]
        for layer in spec["layer"][0]["layer"]
        if "scale" in (colour := layer["encoding"].get("color", {}))
    ]
    assert legend is not None
    notes = [row["note"] for row in spec["layer"][0]["data"]["values"]]
    assert notes == ["", "", "缺报", ""]


def test_a_missing_cell_has_a_dashed_edge_and_its_word():
    spec = heatmap((Cell("甲区", "组织设置", None, "缺报"),))
    dashed = [layer for layer in spec["layer"][0]["layer"] if layer["mark"].get("strokeDash")]
    assert [layer["encoding"]["strokeOpacity"]["condition"]["test"] for layer in dashed] == ["datum.value === null"]
    assert spec["layer"][0]["data"]["values"][0]["text"] == "缺报"
