"""The finding above 志愿服务."""

from lib import formats
from lib.indicators import indicator
from lib.measure import Comparison, State


def volunteering(compared: Comparison) -> str:
    """「2025年7—12月志愿服务参与24.35万人次，同比增长8.4%」; without its like a year before the number alone."""
    now, item = compared.now, indicator(compared.now.key)
    if now.state is State.MISSING:
        return f"{now.span}志愿服务缺报"
    if now.state is State.NOT_APPLICABLE or now.value is None:
        return f"{item.name}：{now.reason or '不适用'}"
    said = f"{now.span}志愿服务参与{formats.with_unit(now, item, compact=True)}"
    if compared.then is None or compared.difference is None:
        return said
    alike = "同口径" if compared.without else ""
    if compared.growth is None:
        return f"{said}，{compared.then.span}{alike}为{formats.with_unit(compared.alike[1], item, compact=True)}"
    word = "增长" if compared.growth > 0 else "下降"
    moved = "持平" if compared.growth == 0 else f"{word}{formats.percent(abs(compared.growth))}"
    return f"{said}，比{compared.then.span}{alike}{moved}"
