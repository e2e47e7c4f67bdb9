"""Who is how near to what: branches, venues in use and candidate sites, within a radius on the sphere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np

from lib.errors import FilterError
from lib.maps.geometry import Point, metres, nearest
from lib.whatif.siting_sites import Demand, Site, Sites

RADIUS = 1000  # metres
FEWEST_METRES, MOST_METRES = 100, 20_000
_AT_ONCE = 512  # branches whose distances are held in memory together


class Weight(StrEnum):
    """What is counted: the members of the branches, or the branches."""

    MEMBERS = "members"
    BRANCHES = "branches"

    def of(self, branch: Demand) -> int:
        return 1 if self is Weight.BRANCHES else branch.members or 0


@dataclass(frozen=True)
class Count:
    """Some branches and the members that member_total counts in them. `unsaid`: branches without that figure."""

    branches: int
    members: int
    unsaid: int

    def of(self, weight: Weight) -> int:
        return self.branches if weight is Weight.BRANCHES else self.members


def count(branches: Iterable[Demand]) -> Count:
    known = list(branches)
    said = [one.members for one in known if one.members is not None]
    return Count(len(known), sum(said), len(known) - len(said))


@dataclass(frozen=True, eq=False)
class Layout:
    """Who is how near. `away`: per branch the metres to the nearest venue in use, None where one of the two has no sure
    position; `options`: per branch the numbers of the candidates within `radius`."""

    sites: Sites
    radius: int
    away: tuple[float | None, ...]
    options: tuple[tuple[int, ...], ...]

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Candidates with a sure position: their number by id. Numbers follow the ids, whatever the order of rows."""
        return {one.id: number for number, one in enumerate(usable(self.sites))}

    @cached_property
    def near(self) -> tuple[Demand, ...]:
        """Branches within the radius of a venue in use."""
        return tuple(one for one, away in self._placed if away is not None and away <= self.radius)

    @cached_property
    def apart(self) -> tuple[Demand, ...]:
        """Branches farther away from every venue in use."""
        return tuple(one for one, away in self._placed if away is None or away > self.radius)

    @cached_property
    def unplaced(self) -> tuple[Demand, ...]:
        """Branches without a sure position: neither near nor apart."""
        return tuple(one for one in self.sites.branches if one.point is None)

    @cached_property
    def unreachable(self) -> tuple[Demand, ...]:
        """Those of them whom no candidate could bring near either."""
        return tuple(one for one in self.apart if not self.reached_by[one.id])

    @cached_property
    def reached_by(self) -> dict[str, tuple[int, ...]]:
        """Branch id → numbers of the candidates within the radius."""
        return {one.id: found for one, found in zip(self.sites.branches, self.options, strict=True)}

    @cached_property
    def _placed(self) -> list[tuple[Demand, float | None]]:
        paired = zip(self.sites.branches, self.away, strict=True)
        return [(one, away) for one, away in paired if one.point is not None]


def lay_out(today: Sites, radius: int = RADIUS) -> Layout:
    """Raises FilterError for a radius outside FEWEST_METRES–MOST_METRES. A branch at exactly the radius is within."""
    if not FEWEST_METRES <= radius <= MOST_METRES:
        raise FilterError(f"半径应在{FEWEST_METRES:,}～{MOST_METRES:,}米之间，现为{radius:,}米。")
    rooms = [venue.point for venue in today.venues if venue.point is not None and venue.sure]
    places = [one.point for one in usable(today)]
    away: list[float | None] = []
    options: list[tuple[int, ...]] = []
    for start in range(0, len(today.branches), _AT_ONCE):
        points = [one.point for one in today.branches[start : start + _AT_ONCE]]
        away += [None if found is None else found[1] for found in nearest(points, rooms)]
        options += _options(points, places, radius)
    return Layout(today, radius, tuple(away), tuple(options))


def usable(today: Sites) -> list[Site]:
    """The candidates that distances can be measured from, by id."""
    return sorted((one for one in today.candidates if one.usable), key=lambda one: one.id)


def _options(points: Sequence[Point | None], places: Sequence[Point], radius: int) -> list[tuple[int, ...]]:
    """Per branch the numbers of the candidates within the radius; none without a position."""
    found: list[tuple[int, ...]] = [()] * len(points)
    known = [number for number, point in enumerate(points) if point is not None]
    if known and places:
        away = metres(np.array([points[number] for number in known])[:, None, :], np.array(places)[None, :, :])
        for number, row in zip(known, away <= radius, strict=True):
            found[number] = tuple(np.flatnonzero(row).tolist())
    return found
