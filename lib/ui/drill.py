"""Click a bar, a cell or a row, and the page looks at that district alone; once more, or 返回全市, and it looks at all.

The address holds the choice (docs/decisions/0003); a picture or a table only tells which row was clicked.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from lib.directory import Directory, Region
from lib.filters import Filters
from lib.ui import address, view
from lib.ui.wording import literal

_NAMED = 3  # districts or units named on a button
_WAY = ("只看", "不含")


def chosen() -> str | None:
    """The region that the page looks at, where it is exactly one."""
    filters = view.current().filters
    return filters.districts[0] if len(filters.districts) == 1 and not filters.excluded else None


def surroundings() -> Filters:
    """The filters of a picture that compares districts: the one district looked at stays among all the others."""
    filters = view.current().filters
    return replace(filters, districts=()) if chosen() else filters


def is_pale(code: str | None) -> bool:
    """Another district is looked at than this one."""
    return chosen() not in (None, code)


def on_board(key: str) -> Callable[[], None]:
    """What a click on a row of the picture under this key does."""
    now, before = view.current(), chosen()

    def follow() -> None:
        code = st.session_state[key].look
        known = any(code == region.code for region in now.snapshot.directory.regions)
        if known:
            look_at(None if code == before else code, now.filters, now.snapshot.directory)

    return follow


def on_table(codes: Sequence[str]) -> Callable[[int], None]:
    """What a click on a row of a table does; `codes`: the region of each of its rows."""
    now, before = view.current(), chosen()

    def follow(row: int) -> None:
        look_at(None if codes[row] == before else codes[row], now.filters, now.snapshot.directory)

    return follow


def way_back() -> None:
    """A button back to all districts, while the page looks at some; and one back to all units."""
    filters = view.current().filters
    if filters.districts:
        _turn("返回全市", "all", "arrow_back", replace(filters, districts=(), excluded=False))
    if filters.units:
        _turn("返回全部单位", "all-units", "arrow_back", replace(filters, units=(), units_excluded=False))


def other_way() -> None:
    """A button that leaves out what is looked at alone, and looks at alone what is left out: districts, then units."""
    filters, directory = view.current().filters, view.current().snapshot.directory
    turned = replace(filters, excluded=not filters.excluded)
    if filters.districts and turned.region_codes(directory):
        _turn(f"{_WAY[turned.excluded]}{names(turned, directory)}", "other-way", "swap_horiz", turned)
    turned = replace(filters, units_excluded=not filters.units_excluded)
    if filters.units:
        _turn(f"{_WAY[turned.units_excluded]}{_units(turned, directory)}", "other-units", "swap_horiz", turned)


def _turn(label: str, name: str, icon: str, filters: Filters) -> None:
    now = view.current()
    st.button(
        literal(label),
        key=f"{now.page}-{name}",
        type="tertiary",
        icon=f":material/{icon}:",
        on_click=address.write,
        args=(filters, now.snapshot.directory),
    )


def names(filters: Filters, directory: Directory) -> str:
    """The districts that were chosen or left out, by name while they are few: 「檀汐区、蘅渚区」, 「这5个区县」."""
    return _few([directory.region(code).label for code in filters.districts], "区县")


def _units(filters: Filters, directory: Directory) -> str:
    return _few([directory.units[unit].short_name for unit in filters.units], "单位")


def _few(found: Sequence[str], what: str) -> str:
    return f"这{len(found)}个{what}" if len(found) > _NAMED else "、".join(found)


def toward(region: Region) -> None:
    """A button by which the page looks at this region."""
    now = view.current()
    st.button(
        region.label,
        key=f"{now.page}-toward-{region.code}",
        on_click=look_at,
        args=(region.code, now.filters, now.snapshot.directory),
    )


def look_at(code: str | None, filters: Filters, directory: Directory) -> None:
    """Put the district, or all of them, into the address."""
    address.write(replace(filters, districts=(code,) if code else (), excluded=False), directory)
