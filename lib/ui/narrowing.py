"""What it does to a page's numbers that some districts or units are left out, or only some looked at: before, after,
change. One line under the headline, at a desk only, and only while something is left out or chosen."""

from collections.abc import Mapping, Sequence

import streamlit as st

from lib import formats
from lib.indicators import Indicator, indicator
from lib.measure import Reading
from lib.ui import drill, loaders, meeting, view
from lib.ui.wording import literal, small

_GAP = 4  # pixels, between lines too
_SPACE = "\u3000"


def strip(keys: Sequence[str], labels: Mapping[str, str] | None = None) -> None:
    """「全市 → 不含檀汐区　达标率 17.7% → 18.4%（+0.7个百分点）」. An indicator that the units chosen do not allow is left
    out. `labels`: short names of indicators."""
    now = view.current()
    if meeting.is_on() or not (now.filters.districts or now.filters.by_unit):
        return
    keys = tuple(keys)
    before, after = loaders.by_key(keys, filters=loaders.everything()), loaders.by_key(keys)
    told = [
        f"{literal((labels or {}).get(key, indicator(key).name))} **{literal(said)}**"
        for key in keys
        if (said := _moved(before[key], after[key], indicator(key)))
    ]
    if told:
        with st.container(horizontal=True, gap=_GAP):
            for line in (literal(f"全市 → {_part()}："), *told):
                small(f"{line}{_SPACE}")


def _part() -> str:
    """「不含檀汐区」, 「檀汐区｜机关」."""
    now = view.current()
    if now.filters.excluded and not now.filters.by_unit:
        return f"不含{drill.names(now.filters, now.snapshot.directory)}"
    return now.filters.caption(now.snapshot.directory).removeprefix("全市｜")


def _moved(before: Reading, after: Reading, item: Indicator) -> str:
    """Counts of a part that is looked at alone say which share of the whole they are. Empty for what does not apply."""
    if after.reason or before.reason:
        return ""
    said = f"{formats.figure(before, item, compact=True)} → {formats.figure(after, item, compact=True)}"
    if before.value is None or after.value is None:
        return said
    if item.grows_with_size and not view.current().filters.excluded:
        return f"{said}（占{formats.percent(after.value / before.value * 100)}）" if after.value else said
    return f"{said}（{formats.delta(after.value - before.value, item, compact=True)}）"
