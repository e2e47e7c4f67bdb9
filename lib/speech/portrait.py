"""The finding above 区县画像 and 单位画像."""

from collections.abc import Sequence

from lib.directory import Region
from lib.indicators import indicator
from lib.measure import Reading, Standing, State


def choice(districts: Sequence[Region]) -> str:
    """「18个区县和市直各有一份画像」; what to do next stands below it on the page, and in no file."""
    return f"{len(districts)}个区县和市直各有一份画像"


def district(label: str, standings: Sequence[Standing]) -> str:
    """「檀汐区：21项可比指标中9项好于区县中位数，8项差于」."""
    judged = [sign for one in standings if (sign := _sign(one)) is not None]
    if not judged:
        silent = all(one.now.state is State.MISSING for one in standings)
        return f"{label}：{'本期尚未报送' if silent else '没有可以与中位数比较的指标'}"
    better, worse = sum(sign > 0 for sign in judged), sum(sign < 0 for sign in judged)
    return f"{label}：{len(judged)}项可比指标中{better}项好于区县中位数，{worse}项差于"


def unit(name: str, found: Sequence[Reading]) -> str:
    """「某某局：18项指标有数，3项缺报」."""
    missing = sum(reading.state is State.MISSING for reading in found)
    known = sum(reading.state in (State.PRESENT, State.ZERO) for reading in found)
    return f"{name}：{known}项指标有数" + (f"，{missing}项缺报" if missing else "")


def is_better(one: Standing) -> bool:
    """The district stands on the good side of the median."""
    return (_sign(one) or 0) > 0


def is_worse(one: Standing) -> bool:
    """The district stands on the bad side of the median."""
    return (_sign(one) or 0) < 0


def _sign(one: Standing) -> float | None:
    """Above 0 where it is better than the median; None where that cannot be said, as of what grows with size."""
    item = indicator(one.now.key)
    if one.difference is None or not item.direction or item.grows_with_size:
        return None
    return one.difference * item.direction
