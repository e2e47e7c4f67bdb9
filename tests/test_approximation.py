"""Round-number phrases are offered and accepted exactly where they are true, to the last digit of every border."""

from decimal import Decimal
from fractions import Fraction

import pytest

from lib.indicators import Kind
from lib.speech import claims
from lib.speech.approximation import contradictions, why_not
from lib.speech.sayings import sayings


def texts(value: str | int, *, share: bool = False, unit: str = "名") -> list[str]:
    return [one.with_unit(unit) for one in sayings(Decimal(value), share=share)]


# ---- the truth table: word, round number, values of which it is true, values of which it is not ----------------------

TENTH = Fraction(1, 10)
TABLE = [
    ("近", 1000, ("956", "900", "999"), ("1003", "1000", "870", "899")),
    ("将近", 1000, ("956",), ("1000",)),
    ("余", 10_000, ("10412", "10001", "11111"), ("9980", "10000", "18000", "11112")),
    ("余", 13_000, ("13480", "13999"), ("14000", "13000")),
    ("多", 4000, ("4400",), ("4000", "4445")),
    ("超", 80_000, ("80120", "80001"), ("80000",)),
    ("逾", 80_000, ("80001",), ("80000",)),
    ("突破", 80_000, ("80001",), ("80000",)),
    ("以上", 20, ("20.0", "20"), ("19.9",)),
    ("不少于", 20, ("20",), ("19",)),
    ("不低于", 20, ("20.0",), ("19.99",)),
    ("不足", 20, ("19", "18"), ("20", "17.9")),
    ("不到", 20, ("19",), ("20",)),
    ("约", 300, ("302", "285.8", "315.7"), ("285.7", "315.8", "330")),
    ("左右", 300, ("302",), ("330",)),
    ("几十", None, ("43", "20", "99"), ("15", "19", "100")),
    ("数十", None, ("43",), ("15",)),
    ("十余", None, ("12", "11", "19"), ("10", "20")),
    ("余", 10, ("11", "19"), ("10", "20")),
    ("上百", None, ("128", "100", "199"), ("96", "99", "200")),
    ("余", 100, ("101", "111"), ("100", "112", "128")),
    ("半数以上", None, ("52.3", "50.1"), ("50.0", "49.9")),
    ("过半", None, ("50.01",), ("50",)),
    ("近半", None, ("45", "49.9"), ("44.9", "50")),
    ("分之", TENTH, ("10.2", "9.5", "10.5"), ("9.3", "11", "9.49", "10.51")),
    ("近", TENTH, ("9.3", "9"), ("8.9", "10")),
    ("超过", TENTH, ("11", "10.1"), ("10",)),
    ("分之", Fraction(1, 30), ("3.4",), ("3.6",)),
]
JUDGED = [
    (word, number, value, fits)
    for word, number, true, false in TABLE
    for values, fits in ((true, True), (false, False))
    for value in values
]


@pytest.mark.parametrize(("word", "number", "value", "fits"), JUDGED)
def test_a_phrase_is_true_up_to_its_border_and_not_beyond(word, number, value, fits):
    assert (why_not(word, number, Decimal(value)) == "") is fits


def test_a_phrase_that_is_not_true_says_what_it_asks_for_and_what_is():
    assert why_not("近", 1000, 1003) == "“近”要不低于900、不到1,000，实际为1,003"
    assert why_not("余", 10_000, 18_000) == "“余”少说了44.4%，不得超过10%，实际为18,000"
    assert why_not("过半", None, Decimal("50.0")) == "“过半”要超过50%，实际为50%"


def test_more_follows_a_round_number_only():
    assert "整十、整百" in why_not("余", 123, 124)


def test_nothing_is_near_zero():
    assert why_not("近", 10, 0) == "“近”只用于大于0的数，实际为0"


def test_a_word_that_is_no_phrase_is_an_error():
    with pytest.raises(KeyError):
        why_not("大概", 10, 10)


# ---- what is offered -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (956, "近千名"),
        (10_412, "万余名"),
        (13_480, "1.3万余名"),
        (80_120, "超8万名"),
        (19, "不足20名"),
        (302, "约300名"),
        (43, "几十名"),
        (12, "十余名"),
        (128, "上百名"),
        (96, "近百名"),
        (105, "百余名"),
        (183_600, "18万余名"),
    ],
)
def test_the_examples_of_the_table_are_offered(value, said):
    assert said in texts(value)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (1003, "近千名"),
        (870, "近千名"),
        (9980, "万余名"),
        (18_000, "万余名"),
        (10, "十余名"),
        (15, "几十名"),
        (96, "上百名"),
    ],
)
def test_what_the_table_rejects_is_not_offered(value, said):
    assert said not in texts(value)


def test_the_finest_comes_first():
    assert texts(13_480)[0] == "1.3万余名"
    losses = [one.loss for one in sayings(956)]
    assert losses == sorted(losses)


def test_a_round_number_that_is_exact_is_no_approximation():
    assert texts(1000) == ["不少于1,000名"]


def test_what_is_offered_is_true():
    for value in (7, 19, 43, 96, 111, 112, 128, 302, 999, 1003, 4444, 9980, 10_412, 80_120, 1_234_567):
        for one in sayings(value):
            word = {"几十": "几十", "上百": "上百", "十余": "十余"}.get(one.digits) or (one.before or "余")
            assert why_not(word, one.number, value) == ""


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("20.0", "不低于20%"),
        ("52.3", "过半"),
        ("49", "近半"),
        ("10.2", "十分之一"),
        ("9.3", "近十分之一"),
        ("11", "超过十分之一"),
        ("66", "三分之二"),
        ("36.5", "超35%"),
    ],
)
def test_shares_have_phrases_of_their_own_and_no_unit(value, said):
    assert said in texts(value, share=True)


@pytest.mark.parametrize("value", ["50.0", "9.3"])
def test_a_share_is_not_said_to_be_what_it_is_not(value):
    assert {"过半", "近半", "十分之一"}.isdisjoint(texts(value, share=True))


def test_nothing_is_offered_for_nothing_and_for_all_of_them():
    assert texts(0) == texts(-5) == texts(100, share=True) == texts("0", share=True) == []


# ---- contradictions --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        *("近4000余名党员", "近万多人", "现有近*万余名党员", "约300余人", "约300名左右", "超8万余人次", "超过50%以上"),
        *("至少5个以上", "不低于20%以上", "近千名左右", "预计达到1,234人"),
    ],
)
def test_words_that_exclude_each_other_are_found(text):
    [found] = contradictions(text)
    assert text[found.start : found.end] == found.text
    assert found.reason


@pytest.mark.parametrize(
    "text", ["近三年来有20人以上参加", "约300人", "4000余名", "超8万人次", "至少5个", "预计约1200人", "预计2026年完成"]
)
def test_one_word_alone_is_no_contradiction(text):
    assert contradictions(text) == ()


# ---- what is said of several values ----------------------------------------------------------------------------------


def test_all_means_all_and_nobody_missing():
    assert claims.why_not_all(18, 18) == ""
    assert "18个中只有17个" in claims.why_not_all(17, 18)
    assert "丙县缺报" in claims.why_not_all(17, 17, ["丙县"])
    assert claims.why_not_all(0, 0)


@pytest.mark.parametrize(
    ("values", "fits"),
    [
        ((3, 4, 5), True),
        ((5, 4, 3), True),
        ((3, 4), False),
        ((3, 4, 4), False),
        ((3, 5, 4), False),
        ((3, None, 5), False),
    ],
)
def test_yearly_needs_three_year_ends_in_one_direction(values, fits):
    assert (claims.why_not_yearly(values) == "") is fits


def test_first_needs_a_record_of_zeros():
    assert claims.why_not_first([0, 0]) == ""
    assert claims.why_not_first([]) == "没有更早的记录，不能说“首次”"
    assert claims.why_not_first([0, None])
    assert claims.why_not_first([0, 1])


@pytest.mark.parametrize(
    ("now", "times", "fits"), [(240, 1, True), (234, 1, True), (246, 1, True), (233, 1, False), (247, 1, False)]
)
def test_doubling_is_two_times_within_a_fortieth(now, times, fits):
    assert (claims.why_not_doubled(now, 120, times) == "") is fits


def test_doubling_twice_is_four_times():
    assert claims.why_not_doubled(480, 120, 2) == ""
    assert claims.why_not_doubled(240, 120, 2) == "“翻两番”是4倍，实际为2倍"
    assert claims.why_not_doubled(5, 0)


def test_to_and_by_are_one_apart_and_nothing_shrinks_by_times():
    assert claims.why_not_times("增长到", 3, 300, 100) == claims.why_not_times("增长", 2, 300, 100) == ""
    assert claims.why_not_times("增长", 3, 300, 100) == "“增长3倍”是原来的4倍，实际为3倍"
    assert "几分之几" in claims.why_not_times("减少", 2, 50, 100)


def test_points_come_from_unrounded_rates_and_a_difference_in_print_is_told():
    assert claims.points(Decimal("36.5"), Decimal("31.0")) == (Decimal("5.5"), "")
    exact, remark = claims.points(Decimal("36.46"), Decimal("31.04"))
    assert (exact, bool(remark)) == (Decimal("5.4"), True)


@pytest.mark.parametrize(
    ("now", "then", "said"),
    [
        (120, 100, "增长20.0%"),
        (90, 100, "下降10.0%"),
        (5, 0, "从无到有"),
        (12, 9, "由9个增至12个"),
        (11, 10, "增长10.0%"),
        (7, 7, "持平"),
    ],
)
def test_growth_in_per_cent_needs_a_base_of_ten(now, then, said):
    assert claims.growth(now, then, "个") == said


def test_flows_go_with_the_same_span_and_stocks_with_the_year_end():
    assert claims.why_not_beside("同比", Kind.FLOW) == claims.why_not_beside("较上年底", Kind.STOCK) == ""
    assert claims.why_not_beside("同比", Kind.STOCK) == "“同比”只用于流量，这是存量"
    assert claims.why_not_beside("比年初", Kind.FLOW)
