"""What it does to a page's numbers that some districts or units are left out, or only some looked at: before, after,
change. A line under the headline or columns of a list, at a desk only, and only while something is left out or chosen.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from lib import formats
from lib.directory import Directory
from lib.exports import building
from lib.filters import Filters
from lib.indicators import Indicator, indicator
from lib.measure import Reading
from lib.ui import drill, handout, loaders, meeting, pictured, tables, view
from lib.ui.wording import literal, small

_SPACE = "\u3000"
_CHANGE = "变化"


@dataclass(frozen=True)
class _Side:
    """`share`: a count of what is left says which part of the whole it is. `brief`: what stays is not said, as most
    does where a unit is left out."""

    name: str
    before: Filters
    after: Filters
    share: bool = False
    brief: bool = False


def strip(keys: Sequence[str], labels: Mapping[str, str] | None = None) -> None:
    """「全市 → 不含檀汐区　达标率 17.7% → 18.4%（+0.7个百分点）」; of chosen units also what becomes of all without
    them. An indicator that the units chosen do not allow is left out. `labels`: short names of indicators."""
    _lines(lambda side: _told(side, tuple(keys), labels or {}))


def counts(count: Callable[[Filters], Mapping[str, int]], unit: str) -> None:
    """The same of what is no indicator. `count`: how many of each name there are under some filters."""

    def told(side: _Side) -> list[str]:
        before, after = count(side.before), count(side.after)
        moved = [name for name in before if before[name] != after[name]]
        return [f"{literal(name)} **{literal(both(before[name], after[name]))}**" for name in moved] or ["不变"]

    def both(one: int, other: int) -> str:
        sign = "+" if other > one else "−"
        said = f"{formats.number(one)}{unit} → {formats.number(other)}{unit}"
        return f"{said}（{sign}{formats.number(abs(other - one))}）"

    _lines(told)


def columns(keys: Sequence[str]) -> dict[str, tables.Row]:
    """Per indicator what stands beside its number in a list: that of the whole city, and the change from it."""
    for side in _sides()[:1]:
        found = _pairs(side, tuple(keys))
        return {
            key: {"全市": formats.with_unit(pair[0], indicator(key)), _CHANGE: _change(*pair)}
            for key, pair in found.items()
        }
    return {}


def left_out(keys: Sequence[str]) -> None:
    """The indicators of the whole city without what is looked at, of those that change: before, after, change."""
    for side in _sides()[:1]:
        if not (side.after.districts or side.after.units):
            return
        turned = _without(side.after)
        name = _part(turned, view.current().snapshot.directory)
        found = _pairs(replace(side, after=turned), tuple(keys))
        rows = [
            {"指标": f"{item.name}（{item.unit}）", "全市": pictured.figure(before), name: pictured.figure(after)}
            | {_CHANGE: _change(before, after)}
            for key, (before, after) in found.items()
            if before.value != after.value and after.value is not None
            for item in [indicator(key)]
        ]
        if rows:
            handout.keep(f"全市{name}", building.listed, f"全市{name}", rows)
            with st.expander(literal(f"全市{name}会怎样（{len(rows)}个指标有变化）")):
                tables.plain(rows, f"全市{name}")


def _lines(tell: Callable[[_Side], list[str]]) -> None:
    # Their place is there without them too: the browser draws anew what has another place among its neighbours.
    with st.container():
        for side in _sides():
            if told := tell(side):
                small(f"{literal(side.name)}：{_SPACE.join(told)}")


def _sides() -> list[_Side]:
    """What is compared: the whole city with what is looked at, and with all but the chosen units."""
    now = view.current()
    if meeting.is_on() or not (now.filters.districts or now.filters.by_unit):
        return []
    return list(_compared(now.filters, now.snapshot.directory))


def _compared(chosen: Filters, directory: Directory) -> Iterator[_Side]:
    everything = chosen.everywhere
    leaves = chosen.excluded or chosen.units_excluded
    name = f"{directory.whole} → {_part(chosen, directory)}"
    yield _Side(name, everything, chosen, share=not leaves, brief=chosen.units_excluded)
    if chosen.only_units:
        others = _without(chosen)
        yield _Side(f"{directory.whole} → {_part(others, directory)}", everything, others, brief=True)


def _without(chosen: Filters) -> Filters:
    """The whole city without the units looked at, or without the districts where no unit is chosen."""
    if chosen.units:
        return replace(chosen.everywhere, units=chosen.units, units_excluded=True)
    return replace(chosen, excluded=True)


def _part(chosen: Filters, directory: Directory) -> str:
    """「不含檀汐区」, 「檀汐区｜机关」, 「不含檀汐区｜不含甲区教育局」."""
    told = chosen.caption(directory).removeprefix(f"{directory.whole}｜")
    if not chosen.excluded:
        return told
    units = told.partition("｜")[2]
    return "｜".join(part for part in (f"不含{drill.names(chosen, directory)}", units) if part)


def _pairs(side: _Side, keys: tuple[str, ...]) -> dict[str, tuple[Reading, Reading]]:
    before, after = loaders.by_key(keys, filters=side.before), loaders.by_key(keys, filters=side.after)
    return {key: (before[key], after[key]) for key in keys}


def _told(side: _Side, keys: tuple[str, ...], labels: Mapping[str, str]) -> list[str]:
    pairs = _pairs(side, keys)
    found = [
        f"{literal(labels.get(key, indicator(key).name))} **{literal(said)}**"
        for key, (before, after) in pairs.items()
        if not (side.brief and before.value == after.value)
        if (said := _moved(before, after, indicator(key), share=side.share))
    ]
    applies = any(not (before.reason or after.reason) for before, after in pairs.values())
    return found or (["不变"] if applies else [])


def _moved(before: Reading, after: Reading, item: Indicator, *, share: bool) -> str:
    """「17.7% → 18.4%（+0.7个百分点）」; empty for what does not apply."""
    if after.reason or before.reason:
        return ""
    said = f"{formats.figure(before, item, compact=True)} → {formats.figure(after, item, compact=True)}"
    if before.value is None or after.value is None:
        return said
    if item.grows_with_size and share:
        return f"{said}（占{formats.percent(after.value / before.value * 100)}）" if after.value else said
    return f"{said}（{formats.delta(after.value - before.value, item, compact=True)}）"


def _change(before: Reading, after: Reading) -> str:
    if before.value is None or after.value is None:
        return formats.DASH
    return formats.delta(after.value - before.value, indicator(after.key))
