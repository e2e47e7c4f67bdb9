"""What it does to a page's numbers that some districts or units are left out, or only some looked at: before, after,
change. One line under the headline, at a desk only, and only while something is left out or chosen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from lib import formats
from lib.directory import Directory
from lib.filters import Filters
from lib.indicators import Indicator, indicator
from lib.measure import Reading
from lib.ui import drill, loaders, meeting, view
from lib.ui.wording import literal, small

_GAP = 4  # pixels, between lines too
_SPACE = "\u3000"


def strip(keys: Sequence[str], labels: Mapping[str, str] | None = None) -> None:
    """「全市 → 不含檀汐区　达标率 17.7% → 18.4%（+0.7个百分点）」; of chosen units also what becomes of all without
    them. An indicator that the units chosen do not allow is left out. `labels`: short names of indicators."""
    now = view.current()
    if meeting.is_on() or not (now.filters.districts or now.filters.by_unit):
        return
    for side in _sides(now.filters, now.snapshot.directory):
        if told := _told(side, tuple(keys), labels or {}):
            with st.container(horizontal=True, gap=_GAP):
                for line in (literal(f"{side.name}："), *told):
                    small(f"{line}{_SPACE}")


@dataclass(frozen=True)
class _Side:
    """`share`: a count of what is left says which part of the whole it is. `brief`: what stays is not said."""

    name: str
    before: Filters
    after: Filters
    share: bool = False
    brief: bool = False


def _sides(chosen: Filters, directory: Directory) -> Iterator[_Side]:
    """What is compared. A row of a ledger that is of no known unit is neither in all units nor in all but the chosen
    ones, so that these two differ by the chosen ones alone."""
    everything = loaders.everything()
    yield _Side(f"{directory.whole} → {_part(chosen, directory)}", everything, chosen, share=not chosen.excluded)
    others = tuple(unit for unit in directory.units if unit not in chosen.units)
    if chosen.units and others:
        units = Filters(chosen.period, units=chosen.units).caption(directory).removeprefix(f"{directory.whole}｜")
        all_units = replace(everything, units=tuple(directory.units))
        yield _Side(f"各单位合计 → 不含{units}", all_units, replace(everything, units=others), brief=True)


def _part(chosen: Filters, directory: Directory) -> str:
    """「不含檀汐区」, 「檀汐区｜机关」."""
    if chosen.excluded and not chosen.by_unit:
        return f"不含{drill.names(chosen, directory)}"
    return chosen.caption(directory).removeprefix(f"{directory.whole}｜")


def _told(side: _Side, keys: tuple[str, ...], labels: Mapping[str, str]) -> list[str]:
    before, after = loaders.by_key(keys, filters=side.before), loaders.by_key(keys, filters=side.after)
    return [
        f"{literal(labels.get(key, indicator(key).name))} **{literal(said)}**"
        for key in keys
        if not (side.brief and before[key].value == after[key].value)
        if (said := _moved(before[key], after[key], indicator(key), share=side.share))
    ]


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
