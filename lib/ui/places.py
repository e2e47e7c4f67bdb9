"""What the map of 活动阵地 is made of, for the present view: boundaries, venues, scene, and what is wrong."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import streamlit as st

from lib import formats
from lib.access import Scope
from lib.errors import FilterError
from lib.filters import Filters
from lib.indicators import indicator
from lib.maps import boundaries as borders
from lib.maps import reach as reaching
from lib.maps import venues as located
from lib.maps.boundaries import Boundaries
from lib.maps.reach import Reach
from lib.maps.scene import Scene, compose
from lib.maps.shading import shade
from lib.maps.venues import Venue
from lib.measure import Reading, Snapshot
from lib.settings import settings
from lib.ui import drill, loaders
from lib.ui.remembering import remembered
from lib.ui.view import current

PICKED = "venue"  # parameter of the address
_TOLD = ("branch_no_venue", "venue_shared_x", "venue_nonstandard")  # in the tip of a district


@lru_cache(maxsize=8)
def _boundaries(snapshot: Snapshot, path: Path | None, changed: float, crs: str) -> Boundaries:
    return borders.read(path, snapshot.directory, crs)


@remembered(64)
def _venues(snapshot: Snapshot, filters: Filters, scope: Scope) -> tuple[Venue, ...]:
    return located.venues(snapshot, filters, scope)


@remembered(64)
def _reach(snapshot: Snapshot, filters: Filters, scope: Scope) -> Reach:
    return reaching.reach(snapshot, filters, scope, placing=_venues)


def reach() -> Reach:
    """How far the branches of the present view have to a venue. FilterError where that is 不适用."""
    view = current()
    return _reach(view.snapshot, view.filters, view.scope)


def boundaries() -> Boundaries:
    """The boundaries of this installation; a changed file is read again."""
    chosen = settings()
    path = chosen.boundaries
    changed = path.stat().st_mtime if path and path.exists() else 0.0
    return _boundaries(current().snapshot, path, changed, chosen.boundaries_crs)


def venues() -> tuple[Venue, ...]:
    """The venues of the present view. FilterError where their number is 不适用."""
    view = current()
    return _venues(view.snapshot, view.filters, view.scope)


def on_map(filters: Filters) -> tuple[Venue, ...]:
    """The venues on the map; none where the filters do not fit them, which a notice then says."""
    view = current()
    try:
        return _venues(view.snapshot, filters, view.scope)
    except FilterError:
        return ()


def astray() -> list[Venue]:
    """The venues of the present view that lie outside their own district."""
    return located.astray(venues(), boundaries())


def chosen_venue() -> Venue | None:
    """The venue the address asks for, where it is in the present view."""
    asked = st.query_params.get(PICKED)
    return next((venue for venue in on_map(current().filters) if venue.id == asked), None) if asked else None


def scene(key: str, tiers: tuple[str, ...], radius: int) -> Scene:
    """Districts shaded by an indicator, venues of these tiers, a radius around them in metres (0 for none)."""
    view, around = current(), drill.surroundings()
    found = loaders.readings((key, *_TOLD), by="district", filters=around)
    picked = chosen_venue()
    return _scene(
        view.snapshot, boundaries(), found, on_map(around), key, tiers, radius, picked, view.filters.districts
    )


@remembered(64)
def _scene(
    snapshot: Snapshot,
    shapes: Boundaries,
    found: tuple[Reading, ...],
    drawn: tuple[Venue, ...],
    key: str,
    tiers: tuple[str, ...],
    radius: int,
    picked: Venue | None,
    districts: tuple[str, ...],
) -> Scene:
    by_code: dict[str | None, dict[str, Reading]] = {}
    for reading in found:
        by_code.setdefault(reading.group_code, {})[reading.key] = reading
    labels = {item.code: item.label for item in snapshot.directory.districts}
    known = [readings[key] for code, readings in by_code.items() if code in labels and key in readings]

    def tell(code: str) -> str:
        said = {indicator(name): reading for name, reading in by_code.get(code, {}).items()}
        return "\n".join(
            [labels[code], *(f"{item.name}：{formats.with_unit(reading, item)}" for item, reading in said.items())]
        )

    shown = [venue for venue in drawn if venue.tier in tiers or venue == picked or venue.tier is None]
    return compose(
        snapshot.directory,
        shapes,
        shade(known, indicator(key)),
        shown,
        tell=tell,
        looked_at=districts,
        venue_id=picked.id if picked else None,
        radius=radius,
    )


def notices() -> Iterator[str]:
    """What is wrong with the boundaries, with the address, or cannot be drawn."""
    shapes = boundaries()
    yield from shapes.notices
    try:
        found = venues()
    except FilterError as error:
        yield f"地图上没有画阵地。{error}"
        found = ()
    shifted = borders.shifted(shapes, tuple((venue.region_code, venue.point) for venue in found if venue.sure))
    if shifted:
        yield shifted
    if st.query_params.get(PICKED) and chosen_venue() is None:
        yield "网址中的阵地不在所选范围内，未突出显示。"
