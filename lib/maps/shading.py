"""Districts in classes by one measure: which colour, and what the legend says."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lib import formats
from lib.indicators import Indicator
from lib.measure import Number, Reading, State

# One hue, falling lightness (from the theme's sequence): readable with any colour blindness and in a grey print.
COLORS = {
    1: ("#A9C3DB",),
    2: ("#DAE5F0", "#5582AB"),
    3: ("#DAE5F0", "#8DAFCE", "#3E6C97"),
    4: ("#E6EEF6", "#A9C3DB", "#7099BE", "#3E6C97"),
    5: ("#E6EEF6", "#BFD2E4", "#8DAFCE", "#5582AB", "#2B567F"),
}
_MOST = max(COLORS)
PLAIN = "#FFFFFF"
GREY = "#D9D6D0"


@dataclass(frozen=True)
class Entry:
    """One line of the legend. `hatched`: 缺报; `count`: how many districts."""

    color: str
    text: str
    count: int
    hatched: bool = False


@dataclass(frozen=True)
class Shading:
    """`title`: the measure and its unit. `colors`: per region code; what is 缺报 is in `hatched` instead."""

    title: str
    colors: Mapping[str, str]
    hatched: frozenset[str]
    entries: tuple[Entry, ...]


def lower_bounds(values: Sequence[Number]) -> list[Number]:
    """The lowest value of each class: at most five classes of about equal size, equal values in one class."""
    ordered = sorted(values)
    distinct = sorted(set(ordered))
    if len(distinct) <= _MOST:
        return distinct
    return sorted({ordered[len(ordered) * no // _MOST] for no in range(_MOST)})


def shade(readings: Sequence[Reading], item: Indicator) -> Shading:
    """Classes over the districts that have a value; the legend gives the values really found in each class."""
    known = {reading.group_code: reading.value for reading in readings if reading.value is not None}
    lows = lower_bounds(list(known.values()))
    colors = COLORS.get(len(lows), ())
    members: list[list[Number]] = [[] for _ in lows]
    chosen = {}
    for code, value in known.items():
        no = bisect_right(lows, value) - 1
        members[no].append(value)
        chosen[code] = colors[no]
    entries = [
        Entry(color, _span(found, item), len(found)) for color, found in zip(colors, members, strict=True) if found
    ]
    missing = frozenset(reading.group_code for reading in readings if reading.state is State.MISSING) - set(known)
    rest = {reading.group_code for reading in readings} - set(known) - missing
    if missing:
        entries.append(Entry(GREY, "缺报", len(missing), hatched=True))
    if rest:
        entries.append(Entry(GREY, "无法计算或不适用", len(rest)))
        chosen |= dict.fromkeys(rest, GREY)
    return Shading(f"{item.name}（{item.unit}）", chosen, missing, tuple(entries))


def _span(values: list[Number], item: Indicator) -> str:
    """「12—35」 or, where all are alike, 「12」."""
    low, high = (_figure(value, item) for value in (min(values), max(values)))
    return low if low == high else f"{low}—{high}"


def _figure(value: Number, item: Indicator) -> str:
    return formats.percent(value, item.decimals) if item.is_rate else formats.number(value, item.decimals)
