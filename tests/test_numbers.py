"""Every number of a finished text in all its forms, and what looks like one and is none."""

from decimal import Decimal
from fractions import Fraction

import pytest

from lib.speech.drafts.numbers import NumberKind, WrittenNumber, numbers


def only(text: str) -> WrittenNumber:
    [found] = [item for item in numbers(text) if item.kind is NumberKind.QUANTITY]
    return found


def kinds(text: str) -> list[tuple[str, str]]:
    return [(item.kind.value, item.text) for item in numbers(text)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("办实事1.2万件", "12000", "件"),
        ("党员183,600人", "183600", "人"),
        ("设了１２个支部", "12", "个"),
        ("支部 18 个", "18", "个"),
        ("投入3亿4500万元", "345000000", "元"),
        ("发放2300万元", "23000000", "元"),
        ("离休干部一百零五人", "105", "人"),
        ("配了两名专职副书记", "2", "名"),
        ("只有一个支部", "1", "个"),
        ("平均97.2岁", "97.2", "岁"),
        ("覆盖率85%", "85", "%"),
        ("覆盖率百分之八十五", "85", "%"),
        ("覆盖率百分之八十五点六", "85.6", "%"),
        ("提高5.5个百分点", "5.5", "个百分点"),
        ("增长到3倍", "3", "倍"),
        ("数量翻了一番", "2", "番"),
        ("位列全省第二", "2", "位"),
        ("达标率均为0", "0", ""),
    ],
)
def test_a_number_is_read_in_every_form(text, value, unit):
    found = only(text)
    assert (found.value, found.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "part"),
    [("三成单位", (3, 10)), ("占1/10", (1, 10)), ("占十分之一", (1, 10)), ("三分之二", (2, 3)), ("七成五", (3, 4))],
)
def test_a_share_written_as_a_fraction_keeps_the_fraction(text, part):
    found = only(text)
    assert found.fraction == Fraction(*part)
    assert found.unit == "%"
    assert round(found.value, 3) == round(Decimal(100) * part[0] / part[1], 3)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("近千名", ("近",), 1000),
        ("万余名", ("余",), 10000),
        ("4000多人", ("多",), 4000),
        ("1.3万余名", ("余",), 13000),
        ("超8万人次", ("超",), 80000),
        ("二十余次", ("余",), 20),
        ("约300人", ("约",), 300),
        ("300人左右", ("左右",), 300),
        ("百分之八十五以上", ("以上",), 85),
        ("不足五成", ("不足",), 50),
        ("七成多", ("多",), 70),
        ("近200余次", ("近", "余"), 200),
        ("20%左右以上", ("左右", "以上"), 20),
        ("上百名老同志", ("上",), 100),
    ],
)
def test_words_of_approximation_belong_to_the_number(text, words, value):
    found = only(text)
    assert (found.words, found.value) == (words, value)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("63%～68%", 63, 68),
        ("5万—10万人", 50000, 100000),
        ("30-40人", 30, 40),
        ("三四十人", 30, 40),
        ("三四个月", 3, 4),
        ("几十次", 20, 99),
        ("数百人", 200, 999),
        ("十几个", 11, 19),
    ],
)
def test_a_range_has_two_ends_and_no_value(text, low, high):
    found = only(text)
    assert (found.low, found.high, found.value) == (low, high, None)


@pytest.mark.parametrize(
    ("text", "step"),
    [("18.36万人", 100), ("5千人", 1000), ("12,345人", 1), ("31.0%", Decimal("0.1")), ("四千人", 1000)],
)
def test_the_worth_of_the_last_digit_is_known(text, step):
    assert only(text).step == step


def test_the_numbers_of_a_list_take_the_unit_behind_the_last():
    found = numbers("甲区、乙区和丙县分别为12、15和18个")
    assert [(item.value, item.unit) for item in found] == [(12, "个"), (15, "个"), (18, "个")]


@pytest.mark.parametrize(
    ("text", "kind", "part"),
    [
        ("打造“1+18+X”阵地", "字面", "1+18+X"),
        ("落实三会一课制度", "字面", "三会一课"),
        ("双覆盖五规范工作", "字面", "双覆盖五规范"),
        ("增强“四个意识”", "字面", "“四个意识”"),
        ("党的十九届五中全会", "序号", "十九届五中全会"),
        ("第三党支部", "序号", "第三"),
        ("市委〔2024〕15号文件", "文号", "〔2024〕15号文件"),
        ("2025年12月31日开会", "日期", "2025年12月31日"),
        ("去年12月启动", "日期", "12月"),
        ("近三年来", "日期", "近三年来"),
        ("2024年底", "年份", "2024年底"),
        ("庆祝建党100周年", "周年", "100周年"),
        ("一是抓组织", "列举", "一是"),
        ("概括为以下四个方面", "列举", "以下四个方面"),
        ("1000米范围内", "界限", "1000米范围内"),
        ("80岁以上党员", "界限", "80岁以上"),
        ("超过50人的党支部", "界限", "超过50人"),
        ("不低于20%的年度目标", "界限", "不低于20%的年度目标"),
    ],
)
def test_what_is_no_quantity_goes_by_its_kind(text, kind, part):
    assert kinds(text) == [(kind, part)]


@pytest.mark.parametrize(
    "text",
    [
        "每一名党员都是一面旗帜",
        "十分重视",
        "千方百计、万众一心",
        "建成并投入使用",
        "统一部署",
        "一些单位",
        "百名老党员",
    ],
)
def test_idioms_and_articles_are_no_quantities(text):
    assert [item for item in numbers(text) if item.kind is NumberKind.QUANTITY] == []


def test_a_telephone_number_is_no_quantity_and_the_place_of_a_number_is_that_of_the_text():
    text = "电话13800000000，党员１,234名"
    found = only(text)
    assert text[found.start : found.end] == "１,234名" == found.text
