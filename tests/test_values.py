"""One row per kind of messy cell: what stands there, what the program holds, what it says about it."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.intake.issues import Issue, Level
from lib.intake.values import Precision, Status, Uncomputed, Value, choice, clean, day, number, text

NOTE, WARNING, REJECTION = Level.NOTE, Level.WARNING, Level.REJECTION
FULL_WIDTH = str.maketrans("0123456789,", "０１２３４５６７８９，")
VENUES = {"自有": "自有", "共享": "共享", "共用": "共享", "借用": "借用", "无": "无"}


def said(value: Value) -> list[tuple[str, Level]]:
    return [(finding.code, finding.level) for finding in value.findings]


@pytest.mark.parametrize("raw", [7, 7.0, Decimal(7), "7", 7.000000000000001])
def test_a_plain_number_is_taken_without_a_word(raw):
    assert number(raw) == Value(Status.PRESENT, 7)


@pytest.mark.parametrize("raw", [0, 0.0, "0"])
def test_zero_is_zero_and_not_missing(raw):
    assert number(raw) == Value(Status.ZERO, 0)


@pytest.mark.parametrize(
    ("raw", "unit", "point", "codes"),
    [
        ("６", "次", 6, ["M04"]),
        ("１０３", "人", 103, ["M04"]),
        ("\u300041", "人", 41, ["M05"]),
        (" 18 ", "人", 18, ["M05"]),
        ("\xa045", "人", 45, ["M05"]),
        ("'45", "人", 45, ["M05"]),
        (" ６", "次", 6, ["M04", "M05"]),
        ("5名", "人", 5, ["M06"]),
        ("５ 位", "人", 5, ["M06"]),
        ("7场次", "次", 7, ["M06"]),
        ("12家", "个", 12, ["M06"]),
        ("3条", "件", 3, ["M06"]),
        ("50㎡", "平方米", 50, ["M06"]),
        ("8,400", "元", 8400, ["M07"]),
        ("9，600", "元", 9600, ["M07"]),
        ("1 234", "元", 1234, ["M07"]),
        ("0.8万", "人次", 8000, ["M08"]),
        ("1.2万人次", "人次", 12000, ["M08"]),
        ("1亿", "元", 100_000_000, ["M08"]),
        ("十二", "人", 12, ["M14"]),
        ("一百零五人", "人", 105, ["M14"]),
        ("一百五", "人", 150, ["M14"]),
        ("两千三百", "人", 2300, ["M14"]),
        ("一万二", "人", 12000, ["M14"]),
        ("二〇", "人", 20, ["M14"]),
        ("壹佰", "人", 100, ["M14"]),
        ("廿三", "人", 23, ["M14"]),
    ],
)
def test_an_exact_number_is_read_whatever_its_spelling(raw, unit, point, codes):
    value = number(raw, unit=unit)
    assert (value.status, value.point, value.precision) == (Status.PRESENT, point, Precision.EXACT)
    assert said(value) == [(code, NOTE) for code in codes]


def test_the_han_zero_is_zero():
    assert (number("〇").status, number("〇").point) == (Status.ZERO, 0)


@pytest.mark.parametrize(
    ("raw", "code", "precision", "point", "lo", "hi"),
    [
        ("1万余", "M08", Precision.ABOVE, None, 10001, 19999),
        ("3万余元", "M08", Precision.ABOVE, None, 30001, 39999),
        ("1.2万余", "M08", Precision.ABOVE, None, 12001, 12999),
        ("30余万元", "M08", Precision.ABOVE, None, 300001, 399999),
        ("约300", "M09", Precision.ABOUT, 300, 270, 330),
        ("300左右", "M09", Precision.ABOUT, 300, 270, 330),
        ("大约15元", "M09", Precision.ABOUT, 15, 13, 17),
        ("估计40", "M09", Precision.ESTIMATE, 40, 36, 44),
        ("近千元", "M10", Precision.BELOW, None, 900, 999),
        ("将近200", "M10", Precision.BELOW, None, 180, 199),
        ("近5", "M10", Precision.BELOW, None, 4, 4),
        ("300余", "M11", Precision.ABOVE, None, 301, 399),
        ("\u300050余元", "M11", Precision.ABOVE, None, 51, 59),
        ("600多", "M11", Precision.ABOVE, None, 601, 699),
        ("120余", "M11", Precision.ABOVE, None, 121, 129),
        ("百余", "M11", Precision.ABOVE, None, 101, 199),
        ("十余", "M11", Precision.ABOVE, None, 11, 19),
        ("二十几", "M11", Precision.ABOVE, None, 21, 29),
        ("357余", "M11", Precision.ABOVE, None, 358, None),
        ("几十", "M11", Precision.RANGE, None, 20, 99),
        ("数百元", "M11", Precision.RANGE, None, 200, 999),
        ("超8万元", "M12", Precision.ABOVE, None, 80001, None),
        ("不少于20", "M12", Precision.ABOVE, None, 20, None),
        ("20元以上", "M12", Precision.ABOVE, None, 20, None),
        ("上百", "M12", Precision.ABOVE, None, 100, 199),
        ("不足20", "M12", Precision.BELOW, None, 0, 19),
        ("20以下", "M12", Precision.BELOW, None, 0, 20),
        ("30-40", "M13", Precision.RANGE, None, 30, 40),
        ("30～40元", "M13", Precision.RANGE, None, 30, 40),
        ("30至40", "M13", Precision.RANGE, None, 30, 40),
        ("5-10万", "M13", Precision.RANGE, None, 50000, 100000),
        ("三四十", "M13", Precision.RANGE, None, 30, 40),
        ("十五六", "M13", Precision.RANGE, None, 15, 16),
    ],
)
def test_an_approximation_keeps_its_bounds(raw, code, precision, point, lo, hi):
    value = number(raw, unit="元")
    assert (value.status, value.precision, value.point) == (Status.PRESENT, precision, point)
    assert (value.lo, value.hi) == (lo, hi)
    assert said(value) == [(code, WARNING)]


@pytest.mark.parametrize(
    ("raw", "code", "level"),
    [
        ("1，23", "M07", WARNING),
        ("1,2345", "M07", WARNING),
        (None, "M15", WARNING),
        ("", "M15", WARNING),
        ("\u3000", "M15", WARNING),
        (float("nan"), "M15", WARNING),
        ("待报", "M19", REJECTION),
        ("？", "M19", REJECTION),
        ("#N/A", "M19", REJECTION),
        ("#REF!", "M19", REJECTION),
        ("########", "M19", REJECTION),
        (Uncomputed("=SUM(22,1)"), "M20", REJECTION),
        (-1, "M41", REJECTION),
        (" -1 ", "M41", REJECTION),
        (12.5, "M41", REJECTION),
        ("12.5", "M41", REJECTION),
        ("约12.5", "M41", REJECTION),
        ("NA", "N02", REJECTION),
        ("若干", "N02", REJECTION),
        ("3 4", "N02", REJECTION),
        ("4\n5", "N02", REJECTION),
        ("①", "N02", REJECTION),
        ("5²", "N02", REJECTION),
        ("近300余", "N02", REJECTION),
        ("超20以上", "N02", REJECTION),
        ("40-30", "N02", REJECTION),
        ("三至五百", "N02", REJECTION),
        ("近0", "N02", REJECTION),
        ("0000-8000000", "N02", REJECTION),
        ("一一", "N02", REJECTION),
        (True, "N02", REJECTION),
        (date(2025, 3, 5), "N02", REJECTION),
        (float("inf"), "N02", REJECTION),
        (10**4000, "N02", REJECTION),
        ("9" * 5000, "N02", REJECTION),
    ],
)
def test_what_is_no_number_is_missing_and_says_why(raw, code, level):
    value = number(raw, unit="人")
    assert (value.status, value.point) == (Status.MISSING, None)
    assert said(value) == [(code, level)]


def test_another_unit_is_set_aside_and_the_cell_is_missing():
    value = number("61人次", unit="人")
    assert (value.status, value.point, value.aside) == (Status.MISSING, None, "61人次")
    assert said(value) == [("M06", WARNING)]


@pytest.mark.parametrize("raw", ["无", "没有", " 无 "])
def test_none_is_zero_in_a_count_and_not_applicable_elsewhere(raw):
    assert (number(raw).status, number(raw).point, said(number(raw))) == (Status.ZERO, 0, [("M17", NOTE)])
    for value in (day(raw), text(raw), choice(raw, {"是": "是"})):
        assert (value.status, value.point, said(value)) == (Status.NOT_APPLICABLE, None, [("M17", NOTE)])


@pytest.mark.parametrize("raw", ["/", "／", "—", "——", "－", "-", "不适用", "N/A"])
def test_a_dash_is_not_applicable_everywhere(raw):
    for value in (number(raw), day(raw), text(raw), choice(raw, {"是": "是"})):
        assert (value.status, value.point, said(value)) == (Status.NOT_APPLICABLE, None, [("M18", NOTE)])


@pytest.mark.parametrize(
    ("raw", "code"), [(None, "M15"), ("待报", "M19"), ("#REF!", "M19"), (Uncomputed("=A1"), "M20")]
)
def test_missing_content_is_missing_for_every_reader(raw, code):
    for value in (number(raw), day(raw), text(raw), choice(raw, {"是": "是"})):
        assert (value.status, value.point) == (Status.MISSING, None)
        assert [finding.code for finding in value.findings] == [code]


@pytest.mark.parametrize(
    ("raw", "point", "codes"),
    [
        (72.9, 729_000, []),
        ("72.9", 729_000, []),
        (0.00015, Decimal("1.5"), []),
        ("72.9万元", 729_000, ["M08"]),
        ("729000元", 729_000, ["M06", "M44"]),
    ],
)
def test_a_header_in_ten_thousands_multiplies_only_what_does_not_name_its_size(raw, point, codes):
    value = number(raw, unit="元", scale=10_000, whole=False)
    assert value.point == point
    assert type(value.point) is type(point)
    assert [finding.code for finding in value.findings] == codes


def test_an_approximation_under_such_a_header_is_multiplied_with_its_bounds():
    value = number("约3", unit="元", scale=10_000)
    assert (value.point, value.lo, value.hi) == (30_000, 27_000, 33_000)


def test_a_number_above_the_maximum_keeps_its_value_under_a_warning():
    value = number(120, maximum=100)
    assert (value.status, value.point, said(value)) == (Status.PRESENT, 120, [("M41", WARNING)])
    assert number(100, maximum=100).findings == ()
    assert [code for code, _ in said(number("200余", maximum=100))] == ["M11", "M41"]


def test_a_negative_number_passes_where_no_minimum_is_set():
    assert number(-3, minimum=None).point == -3


JUNE_30 = date(2021, 6, 30)


@pytest.mark.parametrize(
    ("raw", "point", "said_"),
    [
        (JUNE_30, JUNE_30, []),
        (datetime(2021, 6, 30, 8, 15), JUNE_30, []),
        ("2021.6.30", JUNE_30, [("M21", NOTE)]),
        ("2021/6/30", JUNE_30, [("M21", NOTE)]),
        ("2021-06-30", JUNE_30, [("M21", NOTE)]),
        ("2021-06-30 00:00:00", JUNE_30, [("M21", NOTE)]),
        ("2021年6月30日", JUNE_30, [("M21", NOTE)]),
        ("2021 年 6 月 30 日", JUNE_30, [("M21", NOTE)]),
        ("20210630", JUNE_30, [("M21", NOTE)]),
        ("210630", JUNE_30, [("M21", NOTE)]),
        (210630, JUNE_30, [("M21", NOTE)]),
        ("21.6.30", JUNE_30, [("M21", NOTE)]),
        ("2021、6、30", JUNE_30, [("M21", NOTE)]),
        ("2021年6月30号", JUNE_30, [("M21", NOTE)]),
        ("二〇二一年六月三十日", JUNE_30, [("M21", NOTE)]),
        ("98.12.1", date(1998, 12, 1), [("M21", NOTE)]),
        ("21年6月", JUNE_30, [("M22", WARNING)]),
        ("2021年6月起", JUNE_30, [("M22", WARNING)]),
        ("二〇二一年六月", JUNE_30, [("M22", WARNING)]),
        ("202106", JUNE_30, [("M22", WARNING)]),
        (20210630, JUNE_30, [("M21", NOTE)]),
        ("２０２１．６．３０", JUNE_30, [("M21", NOTE)]),
        ("2021.6", JUNE_30, [("M22", WARNING)]),
        ("2021.06", JUNE_30, [("M22", WARNING)]),
        ("2021年6月", JUNE_30, [("M22", WARNING)]),
        (2021.6, JUNE_30, [("M22", WARNING)]),
        ("2024.2", date(2024, 2, 29), [("M22", WARNING)]),
        ("2021.10", date(2021, 10, 31), [("M22", WARNING)]),
        ("2021年", date(2021, 12, 31), [("M22", WARNING)]),
        (2021, date(2021, 12, 31), [("M22", WARNING)]),
        (44377, JUNE_30, [("M23", NOTE)]),
        (44377.5, JUNE_30, [("M23", NOTE)]),
    ],
)
def test_a_date_is_read_whatever_its_spelling(raw, point, said_):
    value = day(raw)
    assert (value.status, value.point, said(value)) == (Status.PRESENT, point, said_)


def test_a_serial_number_counts_from_the_epoch_of_its_workbook():
    assert day(42915, date1904=True).point == JUNE_30


@pytest.mark.parametrize(
    ("raw", "code", "level"),
    [
        (2021.1, "M24", WARNING),
        ("2月30日", "M25", REJECTION),
        ("2021.2.29", "M25", REJECTION),
        ("2021.13", "M25", REJECTION),
        (20210230, "M25", REJECTION),
        ("2031.6.30", "M25", REJECTION),
        (date(2025, 7, 1), "M25", REJECTION),
        ("2025.7", "M25", REJECTION),
        ("6月30日", "N02", REJECTION),
        ("6月30号", "N02", REJECTION),
        ("24.5", "N02", REJECTION),
        ("五月", "N02", REJECTION),
        ("241306", "M25", REJECTION),
        ("2405年6月", "M25", REJECTION),
        ("近期", "N02", REJECTION),
        (7, "N02", REJECTION),
    ],
)
def test_what_is_no_possible_date_is_missing(raw, code, level):
    value = day(raw, not_after=date(2025, 6, 30))
    assert (value.status, value.point, said(value)) == (Status.MISSING, None, [(code, level)])


def test_the_last_day_itself_is_not_too_late_and_a_running_year_ends_there():
    last = date(2025, 6, 30)
    assert day("2025.6.30", not_after=last).point == last
    assert day("2025年", not_after=last).point == last
    assert day("2025.6", not_after=date(2025, 6, 1)).point == date(2025, 6, 1)


def test_a_choice_is_found_by_any_of_its_spellings():
    assert choice("自有", VENUES) == Value(Status.PRESENT, "自有")
    assert choice(" 共 用 ", VENUES) == Value(Status.PRESENT, "共享")
    assert choice("无", VENUES) == Value(Status.PRESENT, "无")
    assert said(choice("自\n有", VENUES)) == [("M43", NOTE)]


def test_an_unknown_choice_is_refused_with_what_is_allowed_and_what_was_probably_meant():
    value = choice("自有的", VENUES)
    assert (value.status, said(value)) == (Status.MISSING, [("N01", REJECTION)])
    assert value.findings[0].remedy == "可填：自有、共享、借用、无；是否想填“自有”"


def test_a_line_break_in_a_text_is_joined():
    value = text("县自然资源局离\n退休干部第一党支部")
    assert (value.point, said(value)) == ("县自然资源局离退休干部第一党支部", [("M43", NOTE)])


def test_a_scope_remark_is_kept_apart_from_the_name():
    value = text("县司法局（含下属）")
    assert (value.point, value.aside, said(value)) == ("县司法局", "（含下属）", [("M43", WARNING)])


@pytest.mark.parametrize("raw", ["NA", "None", "null", "007", "老年大学（本部）"])
def test_a_plain_text_stays_as_it_was_written(raw):
    assert text(raw) == Value(Status.PRESENT, raw)


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [(None, ""), (" Ａ１ ", "A1"), ("\u3000'甲\n乙\xa0", "甲乙"), (5.0, "5"), (JUNE_30, "2021-06-30")],
)
def test_cleaned_spellings_can_be_compared(raw, cleaned):
    assert clean(raw) == cleaned


@pytest.mark.parametrize("raw", ["张某某", "110101195003071234", 13800000000.5, "约13800000000", "0000-8000000"])
def test_a_finding_never_repeats_a_text_that_could_be_personal(raw):
    for value in (number(raw), day(raw), choice(raw, VENUES)):
        assert not any(str(raw) in finding.problem + finding.remedy for finding in value.findings)


@given(st.integers(0, 10**9))
def test_an_integer_comes_back_exactly_from_every_spelling(count):
    spellings = [str(count), f"{count:,}", str(count).translate(FULL_WIDTH), f"{count:,}".translate(FULL_WIDTH)]
    spellings += [f"{count}人", f" {count} "]
    spellings += [f"{count // 10_000}万"] if count % 10_000 == 0 else [f"{Decimal(count) / 10_000}万"]
    assert {number(spelling, unit="人").point for spelling in spellings} == {count}


GRAMMAR = st.text(
    alphabet="0123456789,.-+一二两三十百千万亿〇零几数近约超余多上以下左右至~人次名元年月日 ", max_size=12
)
ANYTHING = st.one_of(st.text(), GRAMMAR, st.floats(), st.integers(), st.decimals(), st.datetimes(), st.booleans())


@given(ANYTHING)
def test_no_content_of_a_cell_raises(raw):
    for value in (
        number(raw, unit="人"),
        number(raw, scale=10_000, whole=False, maximum=100),
        day(raw),
        text(raw),
        choice(raw, VENUES),
    ):
        assert (value.status is Status.MISSING) <= bool(value.findings)
        assert value.hi is None or value.lo <= value.hi


@pytest.mark.parametrize(
    ("sheet", "cell", "raw", "remedy", "sentence"),
    [
        ("底册", "B3", "待报", "请补报", "甲.xlsx › 底册 › B3 填的是“待报”：尚未填报。请补报。"),
        ("底册", "B3", "", "", "甲.xlsx › 底册 › B3：尚未填报。"),
        ("底册", "B3", "待\n报", "", "甲.xlsx › 底册 › B3 填的是“待↵报”：尚未填报。"),
        ("底册", "sheet", "", "", "甲.xlsx › 底册：尚未填报。"),
        ("", "file", "", "", "甲.xlsx：尚未填报。"),
    ],
)
def test_an_issue_says_where_what_why_and_how(sheet, cell, raw, remedy, sentence):
    assert str(Issue("M19", REJECTION, "甲.xlsx", sheet, cell, "尚未填报", remedy, raw=raw)) == sentence


def test_an_issue_shows_at_most_forty_characters():
    assert len(Issue("N02", REJECTION, "甲.xlsx", "底册", "B3", "认不出", "", raw="长" * 99).raw) == 40
