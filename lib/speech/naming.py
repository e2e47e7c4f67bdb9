"""How one number is named at the head of a page: by its category, as more or less, with a date of its own."""

from dataclasses import replace

from lib import formats
from lib.indicators import Indicator
from lib.measure import Comparison, Reading


def named(now: Reading, item: Indicator) -> str:
    """「支部设置场景构成：单位最多，占62.3%」, 「活动主体年龄段：66–70岁」, 「全省位次2位（2项并列）」."""
    said = formats.with_unit(now, item)
    if not now.words:
        return f"{item.name}{said}"
    if not item.names_category:
        return f"{item.name}{said}（{now.words}）"
    if now.value is None:
        return f"{item.name}：{said}"
    return f"{item.name}：{now.words}{'并列最多，各占' if '、' in now.words else '最多，占'}{said}"


def constant(now: Reading, item: Indicator) -> str:
    """「全国党员总数（参照常量）：91,914,000名，截至2019年12月31日」."""
    if now.value is None:
        return f"{item.name}：{now.reason}"
    return f"{item.name}：{formats.with_unit(now, item)}，截至{formats.day(now.as_of)}"


def gap(compared: Comparison, item: Indicator) -> str:
    """「混建支部上报与信息库差异数：少7个，2024年12月31日为少4个」: a gap that widens below 0 is no decrease. Without
    the other side where not the same offices are on both."""
    said, then = f"{item.name}：{_more_or_less(compared.now, item)}", compared.then
    if then is None or then.value is None or compared.without:
        return said
    return f"{said}，{formats.day(then.as_of)}为{_more_or_less(then, item)}"


def _more_or_less(reading: Reading, item: Indicator) -> str:
    if reading.value is None:
        return formats.with_unit(reading, item)
    if reading.value == 0:
        return "没有差异"
    amount = replace(reading, value=abs(reading.value), numerator=None, denominator=None)
    return f"{'多' if reading.value > 0 else '少'}{formats.with_unit(amount, item)}"
