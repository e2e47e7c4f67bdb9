"""How a change is said: its amount, the two numbers it was taken from, and whom these leave out."""

from collections.abc import Iterable

from lib import formats
from lib.indicators import indicator
from lib.measure import Comparison, Number, Reading, Standing

_NAMED = 6  # of those left out; of more the rest are counted


def moved(compared: Comparison, *, compact: bool = False) -> str:
    """「+12」, 「−3.4个百分点」, of a place 「上升1位」; 「—」 where it is not known."""
    item = indicator(compared.now.key)
    if item.is_rank:
        return formats.places(compared.difference)
    return formats.delta(compared.difference, item, compact=compact)


def alike(compared: Comparison) -> str:
    """「可比口径4,333，往期3,422，两期都不含槿坪县、岑堰县」; empty where the two numbers are those that are shown."""
    new, old = compared.alike
    if not compared.without or old is None:
        return ""
    item = indicator(compared.now.key)
    return f"可比口径{formats.with_unit(new, item)}，往期{formats.with_unit(old, item)}，两期都不含{left_out(compared)}"


def left_out(compared: Comparison) -> str:
    """Who is left out on both sides: 「槿坪县、岑堰县」."""
    return _some(compared.without)


def _some(names: tuple[str, ...]) -> str:
    return "、".join(names[:_NAMED]) + (f"等{len(names)}个" if len(names) > _NAMED else "")


def basis(found: Iterable[Comparison]) -> str:
    """The same for the changes of a table in one sentence; empty where nobody is left out of any of them."""
    names = dict.fromkeys(name for one in found if one.difference is not None for name in one.without)
    return f"增减按可比口径，只有一期报送的和部分缺报的两期都不计入：{_some(tuple(names))}" if names else ""


def unrounded(compared: Comparison) -> str:
    """A note where the difference of the two numbers as printed is not the difference as printed."""
    (new, old), item = compared.alike, indicator(compared.now.key)
    return "" if old is None else unrounded_from(new, formats.shown_value(old, item), compared.difference)


def away_unrounded(one: Standing, decimals: int = 0) -> str:
    """The same of a number beside the median of the districts; `decimals`: of the median at least so many are shown."""
    places = max(indicator(one.now.key).decimals, decimals)
    middle = None if one.median is None else formats.rounded(one.median, places)
    return unrounded_from(one.now, middle, one.difference)


def unrounded_from(reading: Reading, other: formats.Number | None, difference: Number | None) -> str:
    """The same of a number beside another one, given as it is printed."""
    item = indicator(reading.key)
    apart = formats.apart(formats.shown_value(reading, item), other, difference, item.decimals)
    return formats.UNROUNDED if apart else ""
