"""The venues of a selection and where they are; which of them cannot be placed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lib.access import EVERYTHING, Scope
from lib.filters import Filters
from lib.maps.boundaries import Boundaries
from lib.maps.geometry import Point, contains
from lib.measure import Snapshot
from lib.measure.behind import select_rows

COUNTED_BY = "venue_total"  # the number whose rows are drawn


@dataclass(frozen=True)
class Venue:
    """A venue in use. `point`: WGS-84, None without a position; `sure`: its coordinate system is known, so that
    distances may be measured from it. What the office left blank is None."""

    id: str
    region_code: str
    name: str
    tier: str | None
    form: str | None
    point: Point | None
    sure: bool
    address: str | None
    area: float | None
    opened_on: date | None
    norm_ok: str | None


def venues(snapshot: Snapshot, filters: Filters, scope: Scope = EVERYTHING) -> tuple[Venue, ...]:
    """The rows behind venue_total, so that the map holds exactly what the number counts.
    Raises FilterError where the number would be 不适用."""
    found = select_rows(snapshot, COUNTED_BY, filters, by=None, group=None, limit=None, scope=scope)
    return tuple(_venue(record) for record in found.records)


def _venue(record: dict[str, object]) -> Venue:
    placed = record["lng"] is not None and record["lat"] is not None
    return Venue(
        id=str(record["venue_id"]),
        region_code=record["region_code"],
        name=record["name"],
        tier=record["tier"],
        form=record["form"],
        point=(float(record["lng"]), float(record["lat"])) if placed else None,
        sure=placed and record["crs"] is not None,
        address=record["address"],
        area=None if record["area_sqm"] is None else float(record["area_sqm"]),
        opened_on=record["opened_on"],
        norm_ok=record["norm_ok"],
    )


def unplaced(found: Sequence[Venue]) -> list[Venue]:
    """Those without a position: not on the map, not in any distance."""
    return [venue for venue in found if venue.point is None]


def astray(found: Sequence[Venue], boundaries: Boundaries) -> list[Venue]:
    """Those that lie outside the district which reported them; the city's own may lie in any."""
    return [
        venue
        for venue in found
        if venue.point is not None
        and venue.region_code in boundaries.shapes
        and not contains(boundaries.shapes[venue.region_code], venue.point)
    ]
