"""Numbers and dates as text."""

from dataclasses import dataclass
from datetime import date

import pytest

from lib import formats


@dataclass(frozen=True)
class Item:
    unit: str = "个"
    decimals: int = 0

    @property
    def is_rate(self):
        return self.unit == "%"


@dataclass(frozen=True)
class Figure:
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    lo: float | None = None
    hi: float | None = None
    missing: tuple[str, ...] = ()
    missing_cells: int = 0
    approx_cells: int = 0
    state: str = "有值"
    words: str = ""


COUNT = Item()
RATE = Item("%", 1)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(1204, 0, "1,204"), (0, 0, "0"), (2.5, 0, "3"), (2.675, 2, "2.68"), (-0.01, 1, "0.0"), (None, 0, "—")],
)
def test_numbers_have_thousands_and_are_rounded_half_up(value, decimals, text):
    assert formats.number(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (9999, "9,999"),
        (10000, "1万"),
        (183600, "18.36万"),
        (12345, "1.23万"),
        (1704100, "170.41万"),
        (120_000_000, "1.2亿"),
        (99_999_990, "1亿"),
    ],
)
def test_compact_numbers_are_in_wan_and_yi(value, text):
    assert formats.number(value, compact=True) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (50, "50.0%"),
        (0.04, "不足0.1%"),
        (99.96, "99.9%"),
        (100.04, "100.0%"),
        (0, "0.0%"),
        (12.25, "12.3%"),
        (-0.04, "0.0%"),
        (-2.25, "−2.3%"),
        (None, "—"),
    ],
)
def test_rates_have_one_decimal_and_a_small_one_is_not_shown_as_nothing(value, text):
    assert formats.percent(value) == text


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (Figure(100, 18, 18), "100.0%"),
        (Figure(99.96, 2499, 2500), "99.9%"),
        (Figure(100, 17, 17, missing=("甲区",)), "已报100.0%"),
        (Figure(100, 17, 17, missing_cells=1), "已报100.0%"),
        (Figure(50, 1, 2, missing=("甲区",)), "50.0%"),
        (Figure(13.7, missing=("甲区",)), "13.7%"),
    ],
)
def test_100_per_cent_means_all_of_them_and_nobody_missing(figure, text):
    assert formats.figure(figure, RATE) == text


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (Figure(30, lo=27, hi=33, approx_cells=1), "约30个"),
        (Figure(lo=10001, hi=19999, approx_cells=1), "10,001～19,999个"),
        (Figure(lo=300, approx_cells=1), "不少于300个"),
        (Figure(state="缺报"), "缺报"),
        (Figure(state="不适用"), "—"),
        (Figure(0, lo=0, hi=0, state="零"), "0个"),
        (Figure(words="66–70"), "66–70个"),
        (Figure(words="66–70", state="缺报"), "缺报"),
    ],
)
def test_approximate_missing_and_absent_numbers_are_told_apart(figure, text):
    assert formats.with_unit(figure, COUNT) == text


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (Figure(lo=10.0, hi=12.5, approx_cells=1), "10.0%～12.5%"),
        (Figure(lo=10.0, approx_cells=1), "不低于10.0%"),
        (Figure(lo=50, hi=99.98, approx_cells=1), "50.0%～99.9%"),
        (Figure(20.0, 1, 5, approx_cells=1), "约20.0%"),
        (Figure(state="不适用"), "—"),
    ],
)
def test_a_rate_of_approximate_numbers_says_so(figure, text):
    assert formats.figure(figure, RATE) == text


@pytest.mark.parametrize(
    ("difference", "item", "text"),
    [
        (12, COUNT, "+12"),
        (-1204, COUNT, "−1,204"),
        (0, COUNT, "持平"),
        (5.42, RATE, "+5.4个百分点"),
        (-0.01, RATE, "降不足0.1个百分点"),
        (None, RATE, "—"),
    ],
)
def test_differences_have_a_sign_and_rates_differ_in_points(difference, item, text):
    assert formats.delta(difference, item) == text


def test_dates_are_written_out():
    assert formats.day(date(2025, 12, 31)) == "2025年12月31日"
    assert formats.day(None) == "—"
    assert formats.month("2025-07") == "2025年7月"


@pytest.mark.parametrize(
    ("growth", "text"),
    [(8.42, "+8.4%"), (99.98, "+100.0%"), (-0.04, "降不足0.1%"), (-0.6, "−0.6%"), (0, "持平"), (None, "—")],
)
def test_growth_has_a_sign(growth, text):
    assert formats.signed_percent(growth) == text


@pytest.mark.parametrize(
    ("figure", "item", "value"),
    [(Figure(99.96, 2499, 2500), RATE, 99.9), (Figure(2.5), COUNT, 3), (Figure(), COUNT, None)],
)
def test_a_table_cell_holds_what_the_text_would_say(figure, item, value):
    assert formats.shown_value(figure, item) == value
