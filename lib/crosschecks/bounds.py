"""How far the city reaches (V14): by the boundaries of its districts, else by where most of its positions lie."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import quantiles

from sqlalchemy import Connection, or_, select

from lib import formats
from lib.schema import branch_period, candidate_site, submission, venue_period

Position = tuple[float, float]  # longitude, latitude in degrees; a few hundred metres between systems do not matter

PLACED = {"venues": venue_period, "branches": branch_period, "candidates": candidate_site}  # by source
_BORDER = 0.1  # degrees, about 10 km: boundary files are simplified
_FEWEST = 10  # positions that say where a city is
_AROUND = 1.0  # degrees, about 100 km: districts that have not reported yet may lie so far from those that have


@dataclass(frozen=True)
class Bounds:
    """A box in degrees with its margin; `origin`: what says so."""

    west: float
    south: float
    east: float
    north: float
    origin: str

    def holds(self, lng: float, lat: float) -> bool:
        return self.west <= lng <= self.east and self.south <= lat <= self.north

    def __str__(self) -> str:
        west, south, east, north = (formats.number(side, 1) for side in (self.west, self.south, self.east, self.north))
        return f"经度{west}—{east}、纬度{south}—{north}（据{self.origin}）"


def drawn(points: Iterable[Position]) -> Bounds:
    """The box around the boundaries of all districts. ValueError without points."""
    lngs, lats = zip(*points, strict=True)
    return Bounds(
        min(lngs) - _BORDER, min(lats) - _BORDER, max(lngs) + _BORDER, max(lats) + _BORDER, "区县边界，放宽约10公里"
    )


def around(points: Sequence[Position]) -> Bounds | None:
    """The box of the middle four fifths, as wide again on each side: the far ones among the points do not stretch it.
    None of fewer than ten points."""
    if len(points) < _FEWEST:
        return None
    (west, east), (south, north) = (_stretched(sorted(axis)) for axis in zip(*points, strict=True))
    return Bounds(west, south, east, north, "已报的位置，放宽100公里以上")


def _stretched(values: list[float]) -> tuple[float, float]:
    low, *_, high = quantiles(values, n=10, method="inclusive")
    margin = max(_AROUND, high - low)
    return low - margin, high + margin


def known(connection: Connection, version: int) -> list[Position]:
    """The positions in force at a version, of all periods."""
    sent = submission.c
    live = (sent.active_from <= version, or_(sent.active_to.is_(None), sent.active_to > version))
    return [
        tuple(row)
        for table in PLACED.values()
        for row in connection.execute(
            select(table.c.lng, table.c.lat)
            .join(submission, sent.submission_id == table.c.submission_id)
            .where(table.c.lng.is_not(None), table.c.lat.is_not(None), *live)
        )
    ]
