"""Two to five districts or units side by side: choose them in the filter bar, and their numbers stand in one table."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from lib import formats
from lib.indicators import indicator
from lib.measure import Standing
from lib.speech import changes
from lib.ui import loaders, pictured, tables, view
from lib.ui.wording import small

FEWEST, MOST = 2, 5


def districts(keys: Sequence[str]) -> None:
    """Each indicator for the whole city, for the median district and for each chosen one with what it is away from
    the median; a rate with its base. Says how to choose where there are fewer or more than can be compared."""
    now = view.current()
    if FEWEST <= len(now.filters.only_units) <= MOST:
        _units(keys)
        return
    codes = now.filters.region_codes(now.snapshot.directory)
    if not now.filters.districts or not FEWEST <= len(codes) <= MOST:
        how = f"在上方“区县”中选{FEWEST}至{MOST}个，或在“全部单位”中选{FEWEST}至{MOST}个单位，即可并排比较。"
        st.markdown(f"**区县对比**\n\n:small[{how}]")
        return
    st.markdown("**区县对比**")
    found = {(item.now.key, item.now.group_code): item for item in loaders.standings(tuple(keys))}
    whole = loaders.by_key(tuple(keys), filters=replace(now.filters, districts=(), excluded=False))
    rows = []
    for key in keys:
        item = indicator(key)
        beside = [found[key, code] for code in codes if (key, code) in found]
        if beside:
            middle = formats.percent if item.is_rate else formats.number
            rows.append(
                {
                    "指标": f"{item.name}（{item.unit}）",
                    "全市": pictured.figure(whole[key]),
                    "区县中位数": middle(beside[0].median, item.decimals),
                }
                | {tables.brief(one.now.group_code): _beside(one) for one in beside}
            )
    apart = any(changes.away_unrounded(one) for one in found.values() if one.now.group_code in codes)
    small(f"括号内是与区县中位数之差{f'；{formats.UNROUNDED}' if apart else ''}。")
    tables.listing(rows, "区县对比", empty="所选区县没有可以对比的数。", counted="个指标", search=False)


def _units(keys: Sequence[str]) -> None:
    """Each indicator that is kept by unit for the whole city and for each chosen unit; a rate with its base."""
    st.markdown("**单位对比**")
    now = view.current()
    found = {(item.key, item.group_code): item for item in loaders.readings(tuple(keys), "unit")}
    whole = loaders.by_key(tuple(keys), filters=loaders.everything())
    units = [now.snapshot.directory.units[code] for code in now.filters.units]
    rows = [
        {"指标": f"{indicator(key).name}（{indicator(key).unit}）", "全市": pictured.figure(whole[key])}
        | {unit.short_name: pictured.figure(found[key, unit.id]) for unit in units if (key, unit.id) in found}
        for key in keys
        if any((key, unit.id) in found for unit in units)
    ]
    tables.listing(
        rows, "单位对比", empty="本页的指标都按区县报送，没有可以对比的单位数。", counted="个指标", search=False
    )


def _beside(one: Standing) -> str:
    """「17.7%　66/373（−2.1个百分点）」."""
    away = formats.delta(one.difference, indicator(one.now.key))
    return pictured.figure(one.now) + (f"（{away}）" if one.difference is not None else "")
