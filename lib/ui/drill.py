"""Click a bar, a cell or a row, and the page looks at that district alone; once more, or 返回全市, and it looks at all.

The address holds the choice (docs/decisions/0003); the selection of a chart or a table is only how a click arrives. Its
key changes with the choice, so that no old selection stays behind and every click counts, that on the same bar too.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from lib.charts import PICK
from lib.directory import Directory, Region
from lib.filters import Filters
from lib.ui import address, view

Clicks = dict[str, object]  # what makes a chart or a table report a click
_NAMED = 3  # districts named on a button


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


def on_chart(name: str) -> Clicks:
    """Arguments of a chart of which a click hands back region codes."""
    return _clicks(name, lambda event: next((item["code"] for item in event.selection.get(PICK, ())), ""))


def on_table(name: str, codes: Sequence[str]) -> Clicks:
    """Arguments of a table; `codes`: the region of each of its rows."""
    rows = _clicks(name, lambda event: next((codes[row] for row in event.selection.rows), ""))
    return rows | {"selection_mode": "single-row"}


def way_back() -> None:
    """A button back to all districts, while the page looks at some."""
    now = view.current()
    if now.filters.districts:
        st.button(
            "返回全市",
            key=f"{now.page}-all",
            type="tertiary",
            icon=":material/arrow_back:",
            on_click=look_at,
            args=(None, now.filters, now.snapshot.directory),
        )


def other_way() -> None:
    """A button that leaves out what is looked at alone, and looks at alone what is left out."""
    now = view.current()
    turned = replace(now.filters, excluded=not now.filters.excluded)
    if now.filters.districts and turned.region_codes(now.snapshot.directory):
        st.button(
            f"{'不含' if turned.excluded else '只看'}{names(turned, now.snapshot.directory)}",
            key=f"{now.page}-other-way",
            type="tertiary",
            icon=":material/swap_horiz:",
            on_click=address.write,
            args=(turned, now.snapshot.directory),
        )


def names(filters: Filters, directory: Directory) -> str:
    """The districts that were chosen or left out, by name while they are few: 「檀汐区、蘅渚区」, 「这5个区县」."""
    if len(filters.districts) > _NAMED:
        return f"这{len(filters.districts)}个区县"
    return "、".join(directory.region(code).label for code in filters.districts)


def toward(region: Region) -> None:
    """A button by which the page looks at this region."""
    now = view.current()
    st.button(
        region.label,
        key=f"{now.page}-toward-{region.code}",
        on_click=look_at,
        args=(region.code, now.filters, now.snapshot.directory),
    )


def _clicks(name: str, clicked: Callable[[object], str]) -> Clicks:
    now, before = view.current(), chosen()
    key = f"{now.page}-{name}-{before or 'all'}"

    def changed() -> None:
        code = clicked(st.session_state[key])
        look_at(None if code in ("", before) else code, now.filters, now.snapshot.directory)

    return {"key": key, "on_select": changed}


def look_at(code: str | None, filters: Filters, directory: Directory) -> None:
    """Put the district, or all of them, into the address."""
    address.write(replace(filters, districts=(code,) if code else (), excluded=False), directory)
