"""What is on the map, whoever draws it: areas, venues and sites, dots, radius, and the part of the city to look at."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lib.directory import Directory
from lib.maps.boundaries import Boundaries, Shape
from lib.maps.geometry import Bounds, Point, bounds, label_place
from lib.maps.shading import Shading
from lib.maps.venues import Venue

DISTRICT, VENUE, SITE = "district", "venue", "site"  # kinds of things that can be picked
_AROUND = 0.03  # of the width, left free around what is looked at
_LEAST = 0.02  # degrees: the smallest part of the city worth looking at


@dataclass(frozen=True)
class Area:
    """A district. `color`: its class, empty where it has none; `hatched`: 缺报; `tip`: lines of text.
    `chosen`: the page looks at it and not at the whole city."""

    code: str
    label: str
    shape: Shape
    color: str
    hatched: bool
    tip: str
    label_at: Point
    chosen: bool


@dataclass(frozen=True)
class Marker:
    """A venue, or a candidate site, with a position: `tier` and `form` say its sign. `chosen`: the one the page is
    about. `ringed`: the radius is drawn around it. `label`: a word or a number beside it."""

    id: str
    tier: str
    form: str
    point: Point
    tip: str
    chosen: bool
    kind: str = VENUE
    ringed: bool = True
    label: str = ""


@dataclass(frozen=True)
class Dots:
    """Places of one kind, each with its tip. `size`: radius in pixels."""

    text: str
    color: str
    size: float
    hollow: bool
    places: tuple[tuple[Point, str], ...]


@dataclass(frozen=True, eq=False)
class Scene:
    """`radius`: metres drawn around every ringed marker, 0 for none. `view`: what to look at. `dots`: those below the
    markers, in the order in which they are drawn."""

    title: str
    areas: tuple[Area, ...]
    markers: tuple[Marker, ...]
    shading: Shading
    radius: int
    view: Bounds | None
    dots: tuple[Dots, ...] = ()


_named_at = lru_cache(maxsize=1_000)(label_place)  # the same whatever is shaded or chosen


def compose(
    directory: Directory,
    boundaries: Boundaries,
    shading: Shading,
    found: Sequence[Venue],
    *,
    tell: Callable[[str], str],
    looked_at: Sequence[str],
    venue_id: str | None = None,
    radius: int = 0,
) -> Scene:
    """`tell`: what is said about a district by its code. `looked_at`: region codes to look at, all where empty."""
    areas = tuple(
        Area(
            code=item.code,
            label=item.short_name,
            shape=boundaries.shapes[item.code],
            color=shading.colors.get(item.code, ""),
            hatched=item.code in shading.hatched,
            tip=tell(item.code),
            label_at=_named_at(boundaries.shapes[item.code]),
            chosen=item.code in looked_at,
        )
        for item in directory.districts
        if item.code in boundaries.shapes
    )
    markers = tuple(_marker(venue, directory, venue_id) for venue in found if venue.point is not None)
    return Scene(shading.title, areas, markers, shading, radius, _view(areas, markers))


def _marker(venue: Venue, directory: Directory, venue_id: str | None) -> Marker:
    facts = (directory.region(venue.region_code).label, venue.tier or "级别缺报", venue.form or "形式缺报")
    unsure = "" if venue.sure else "\n坐标系不明，位置可能偏差数百米"
    tip = f"{venue.name}\n{'　'.join(facts)}{unsure}"
    return Marker(venue.id, venue.tier or "", venue.form or "", venue.point, tip, venue.id == venue_id)


def _view(areas: Sequence[Area], markers: Sequence[Marker]) -> Bounds | None:
    """The box around the districts looked at, else around all there is; around the venue the page is about."""
    chosen = [marker.point for marker in markers if marker.chosen]
    inside = [area for area in areas if area.chosen]
    points = [point for area in inside or areas for polygon in area.shape for point in polygon[0]]
    points = [*points, *chosen] or [marker.point for marker in markers]
    if not points:
        return None
    west, south, east, north = bounds(points)
    side = max((east - west) * _AROUND, (north - south) * _AROUND, _LEAST / 2)
    return west - side, south - side, east + side, north + side
