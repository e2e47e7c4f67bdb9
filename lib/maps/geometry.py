"""Distances and areas on the globe. A point is (longitude, latitude) in degrees, WGS-84; lengths are in metres."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

Point = tuple[float, float]
Ring = Sequence[Point]
Polygon = Sequence[Ring]  # the outer ring first, then holes
Bounds = tuple[float, float, float, float]  # west, south, east, north

EARTH = 6_371_008.8  # mean radius: the distances differ from those on the ellipsoid by 0.5 % at most
BANDS = (500, 1000, 2000)
BAND_NAMES = ("500米以内", "500—1,000米", "1,000—2,000米", "2,000米以上")
_CORNERS = 36  # of a drawn circle


def metres(one: Point | np.ndarray, other: Point | np.ndarray) -> np.ndarray:
    """Great-circle distance of points, or of arrays of points along their last axis (they broadcast)."""
    lng1, lat1 = np.moveaxis(np.radians(np.asarray(one, dtype=float)), -1, 0)
    lng2, lat2 = np.moveaxis(np.radians(np.asarray(other, dtype=float)), -1, 0)
    chord = np.sin((lat2 - lat1) / 2) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin((lng2 - lng1) / 2) ** 2
    return 2 * EARTH * np.arcsin(np.sqrt(np.clip(chord, 0, 1)))


def nearest(points: Sequence[Point | None], others: Sequence[Point]) -> list[tuple[int, float] | None]:
    """Per point the number of the nearest of `others` and how far it is; None without a position or without others."""
    known = [no for no, point in enumerate(points) if point is not None]
    found: list[tuple[int, float] | None] = [None] * len(points)
    if not known or not others:
        return found
    away = metres(np.array([points[no] for no in known])[:, None, :], np.array(others)[None, :, :])
    for no, row in zip(known, away, strict=True):
        best = int(row.argmin())
        found[no] = (best, float(row[best]))
    return found


def band(distance: float) -> int:
    """The number of the distance's band in BAND_NAMES; a bound belongs to the nearer band."""
    return sum(distance > bound for bound in BANDS)


def contains(polygons: Sequence[Polygon], point: Point) -> bool:
    """Whether a point lies within. Of neighbours that share a border exactly one contains a point on it."""
    return sum(_crossings(ring, point) for polygon in polygons for ring in polygon) % 2 == 1


def _crossings(ring: Ring, point: Point) -> int:
    """How often a ray to the east crosses the ring; sides count half-open, so that a corner counts once."""
    x, y = point
    count = 0
    for (ax, ay), (bx, by) in pairwise(ring):
        if (ay > y) != (by > y):
            # Always reckoned from the lower end, so that both neighbours of a border come to the same.
            (low_x, low_y), (high_x, high_y) = ((ax, ay), (bx, by)) if ay < by else ((bx, by), (ax, ay))
            count += x < low_x + (y - low_y) / (high_y - low_y) * (high_x - low_x)
    return count


def circle(centre: Point, radius: float) -> list[Point]:
    """A closed ring `radius` metres around a point."""
    lng, lat = centre
    turns = np.linspace(0, 2 * np.pi, _CORNERS + 1)
    up = np.degrees(radius / EARTH) * np.sin(turns)
    across = np.degrees(radius / EARTH) * np.cos(turns) / np.cos(np.radians(lat))
    return [(round(lng + x, 6), round(lat + y, 6)) for x, y in zip(across.tolist(), up.tolist(), strict=True)]


def bounds(points: Sequence[Point]) -> Bounds:
    """The box around points. ValueError without any."""
    lngs, lats = [point[0] for point in points], [point[1] for point in points]
    return min(lngs), min(lats), max(lngs), max(lats)


def label_place(polygons: Sequence[Polygon]) -> Point:
    """Where the name of an area stands: the middle of a wide stretch of land on one of some lines across it.

    The upper third comes first: in the middle lies what matters most of a district, its centre."""
    ring = max((polygon[0] for polygon in polygons), key=len)
    west, south, east, north = bounds(ring)
    lines = [south + (north - south) * part for part in (0.66, 0.72, 0.6, 0.5, 0.34)]
    inside = [
        (right - left, -no, (left + right) / 2, y) for no, y in enumerate(lines) for left, right in _spans(ring, y)
    ]
    if not inside:
        return (west + east) / 2, (south + north) / 2
    _, _, x, y = max(inside, key=lambda found: (found[0] * (1 + 0.06 * found[1]), found[1]))
    return x, y


def _spans(ring: Ring, y: float) -> list[tuple[float, float]]:
    """The stretches of a line of latitude that lie within the ring."""
    cuts = sorted(
        ax + (y - ay) / (by - ay) * (bx - ax) for (ax, ay), (bx, by) in pairwise(ring) if (ay > y) != (by > y)
    )
    return list(zip(cuts[::2], cuts[1::2], strict=True))
