"""Colours of charts and maps: words can be read on them, and a grey print or a colour-blind reader loses nothing."""

import re
from itertools import pairwise

import pytest
from test_pages import ROOT

from lib.charts import Part, stacked, theme
from lib.charts.stacked import SHADES
from lib.maps import shading
from lib.ui import columns

LEAST = 4.5  # of words on their ground (WCAG 2, AA)
ROWS_CSS = (ROOT / "lib/ui/browser/board_rows.css").read_text(encoding="utf-8")
SIDEBAR, MARK = "#F7F6F4", "#F2F0EC"  # grounds of .streamlit/config.toml and of a mark in a table


def mixed(first: str, second: str, share: float) -> str:
    """The colour on the way from the first to the second."""
    pairs = [(int(first[no : no + 2], 16), int(second[no : no + 2], 16)) for no in (1, 3, 5)]
    return "#" + "".join(f"{round(one + (other - one) * share):02X}" for one, other in pairs)


def test_contrast_is_that_of_the_recommendation():
    assert theme.contrast("#000000", "#FFFFFF") == theme.contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert theme.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("ground", [theme.PAPER, SIDEBAR, MARK])
@pytest.mark.parametrize("colour", [theme.INK, theme.GREY, theme.RED])
def test_words_can_be_read_on_paper(colour, ground):
    assert theme.contrast(colour, ground) >= LEAST


@pytest.mark.parametrize("ground", [*SHADES, *theme.BLUES, theme.RED, theme.FAINT])
def test_words_on_a_part_of_a_bar_or_a_cell_can_be_read(ground):
    assert theme.contrast(theme.text_on(ground), ground) >= LEAST


def test_what_stands_behind_a_spotlighted_district_still_bears_words():
    mix = re.search(r"tr\.pale td\.shaded \{ background: color-mix\(in srgb, .* (\d+)%.*color: (#\w+)", ROWS_CSS)
    share, words = int(mix[1]) / 100, mix[2]
    for colour in theme.BLUES:
        assert theme.contrast(words, mixed(theme.PAPER, colour, share)) >= LEAST


def test_a_pale_row_can_be_read():
    [colour] = re.findall(r"tr\.pale \{ color: (#\w+)", ROWS_CSS)
    assert theme.contrast(colour, theme.PAPER) >= LEAST


@pytest.mark.parametrize("sequence", [theme.BLUES, SHADES[:3], *shading.COLORS.values()])
def test_a_sequence_falls_in_lightness_so_that_a_grey_print_keeps_its_order(sequence):
    lightness = [theme.contrast(colour, "#000000") for colour in sequence]
    assert all(one != other for one, other in pairwise(lightness))
    assert lightness in (sorted(lightness), sorted(lightness, reverse=True))


def test_what_is_red_in_a_table_is_told_in_words():
    assert [word for word in columns.RED_MARKS if not word.strip()] == []
    assert theme.contrast(theme.PAPER, theme.RED) >= LEAST


def test_parts_of_a_bar_are_named_above_their_figures():
    board = stacked(
        "换届", (Part("甲区", "逾期", 3, "3"), Part("甲区", "在期", 5, "5")), ("逾期", "在期"), red=("逾期",)
    )
    assert [column.label for column in board.columns if column.color] == ["逾期", "在期"]
