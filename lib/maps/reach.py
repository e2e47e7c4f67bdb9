"""How far branches have to the nearest venue, as the crow flies (docs/decisions/0009)."""

from collections.abc import Callable
from dataclasses import dataclass

from lib.access import EVERYTHING, Scope
from lib.filters import Filters
from lib.maps.geometry import BAND_NAMES, Point, band, nearest
from lib.maps.venues import Venue, venues
from lib.measure import Snapshot
from lib.measure.behind import select_rows

COUNTED_BY = "branch_total"  # the number whose rows are measured from


@dataclass(frozen=True)
class Reach:
    """`branches`: how many in each band of BAND_NAMES; `unplaced`: those without a sure position, in no band."""

    branches: tuple[int, ...]
    unplaced: int


Placing = Callable[[Snapshot, Filters, Scope], tuple[Venue, ...]]


def reach(snapshot: Snapshot, filters: Filters, scope: Scope = EVERYTHING, *, placing: Placing = venues) -> Reach:
    """The chosen branches and the nearest venue in use, in whichever district of the scope that lies.
    Only positions in a known coordinate system count. `placing`: venues, or a remembered one.
    Raises FilterError where their number would be 不适用."""
    records = select_rows(snapshot, COUNTED_BY, filters, by=None, group=None, limit=None, scope=scope).records
    anywhere = filters.everywhere
    rooms = [venue.point for venue in placing(snapshot, anywhere, scope) if venue.point and venue.sure]
    found = nearest([_point(record) for record in records], rooms)
    counts = [0] * len(BAND_NAMES)
    for near in found:
        if near is not None:
            counts[band(near[1])] += 1
    return Reach(tuple(counts), sum(near is None for near in found))


def _point(record: dict[str, object]) -> Point | None:
    if record["lng"] is None or record["lat"] is None or record["crs"] is None:
        return None
    return float(record["lng"]), float(record["lat"])
