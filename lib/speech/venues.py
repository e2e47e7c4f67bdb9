"""The finding above 活动阵地."""

from collections.abc import Mapping

from lib import formats
from lib.indicators import indicator
from lib.measure import Reading, State

KEYS = ("venue_city", "venue_district", "venue_shared_x", "branch_no_venue")


def finding(found: Mapping[str, Reading], *, with_city: bool, whole: bool = True) -> str:
    """「1+18+X：市级1个已建成，18个区县中15个建成区县级中心，共享活动室140个」.
    `with_city`: the city's own venues are in the scope; `whole`: so is every district, else the plan is not named."""
    parts = [_city(found["venue_city"]) if with_city else "", _districts(found["venue_district"]), _rooms(found)]
    parts += [] if with_city else [_without(found["branch_no_venue"])]
    said = "，".join(part for part in parts if part)
    if not said:
        return "所选范围内没有活动阵地的数据"
    due = found["venue_district"].due
    return f"1+{due}+X：{said}" if with_city and whole and due > 1 else said


def _city(reading: Reading) -> str:
    if reading.state is State.NOT_APPLICABLE or reading.value is None:
        return "市级中心缺报" if reading.state is State.MISSING else ""
    return f"市级{formats.with_unit(reading, indicator(reading.key))}已建成" if reading.value else "市级中心尚未建成"


def _districts(reading: Reading) -> str:
    if reading.state is State.NOT_APPLICABLE or not reading.due:
        return ""
    if reading.value is None:
        return "区县级中心缺报"
    if reading.due == 1:
        return "区县级中心已建成" if reading.value else "区县级中心尚未建成"
    missing = f"（{len(reading.missing)}个缺报）" if reading.missing else ""
    return f"{reading.due}个区县中{formats.number(reading.value)}个建成区县级中心{missing}"


def _rooms(found: Mapping[str, Reading]) -> str:
    reading = found["venue_shared_x"]
    if reading.state is State.NOT_APPLICABLE:
        return ""
    return f"共享活动室{formats.with_unit(reading, indicator(reading.key))}"


def _without(reading: Reading) -> str:
    return "" if reading.value is None else f"无场所支部{formats.with_unit(reading, indicator(reading.key))}"


def short(reading: Reading, target: float | None) -> bool:
    """Whether a number lies below its target."""
    return None not in (reading.value, target) and reading.value < target


def goal(target: float | None) -> str:
    """「目标1个」."""
    return "" if target is None else f"目标{formats.number(target)}个"


def covered(found: Mapping[str, Reading]) -> str:
    """「已报区县的88.2%」: the share of the districts that have sent their venues."""
    reading = found["venue_district_rate"]
    if reading.value is None or found["venue_district"].due == 1:
        return ""
    return f"占已报区县的{formats.figure(reading, indicator(reading.key))}"
