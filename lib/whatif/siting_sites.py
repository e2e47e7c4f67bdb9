"""What siting is reckoned from: the branches of a view, the venues in use and the candidate sites, as measured."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from lib.access import EVERYTHING, Scope
from lib.filters import Filters
from lib.maps.geometry import Point
from lib.maps.venues import Venue, venues
from lib.measure import Snapshot
from lib.measure.behind import select_rows
from lib.schema import FUNCTIONAL

BRANCHES = "branch_total"  # the number whose rows are to be reached
CANDIDATES = "candidate_site_total"  # the number whose rows may be opened


@dataclass(frozen=True)
class Demand:
    """A branch that needs a place to meet. `members`: those that member_total counts, so 0 for a functional branch,
    whose members are counted where they belong; None where the office did not say. `point`: WGS-84, None without a
    position of which the coordinate system is known."""

    id: str
    region_code: str
    name: str
    members: int | None
    point: Point | None


@dataclass(frozen=True)
class Site:
    """A place where a shared room could be opened. `point`: as of Demand; `sure`: distances may be measured from it.
    `cost` in 元, None where nothing was estimated."""

    id: str
    region_code: str
    name: str
    kind: str | None
    host: str | None
    address: str | None
    point: Point | None
    sure: bool
    area: Decimal | None
    capacity: int | None
    cost: Decimal | None

    @property
    def usable(self) -> bool:
        return self.point is not None and self.sure


@dataclass(frozen=True)
class Sites:
    """`venues`: those in use. Branches, venues and candidates in official order; ids are unique in each."""

    branches: tuple[Demand, ...]
    venues: tuple[Venue, ...]
    candidates: tuple[Site, ...]

    def candidate(self, site_id: str) -> Site | None:
        return next((one for one in self.candidates if one.id == site_id), None)


def sites(snapshot: Snapshot, filters: Filters, scope: Scope = EVERYTHING) -> Sites:
    """The chosen branches, and the venues and candidates in whichever district of the scope they lie: a room across
    the border is as near. Raises FilterError where one of their numbers would be 不适用."""
    anywhere = filters.everywhere
    return Sites(
        branches=tuple(map(_demand, _records(snapshot, BRANCHES, filters, scope))),
        venues=venues(snapshot, anywhere, scope),
        candidates=tuple(map(_site, _records(snapshot, CANDIDATES, anywhere, scope))),
    )


def _records(snapshot: Snapshot, key: str, filters: Filters, scope: Scope) -> Sequence[dict[str, object]]:
    return select_rows(snapshot, key, filters, by=None, group=None, limit=None, scope=scope).records


def _demand(record: dict[str, object]) -> Demand:
    return Demand(
        id=str(record["branch_id"]),
        region_code=record["region_code"],
        name=record["name"],
        members=0 if record["setting_form"] == FUNCTIONAL else record["retired_n"],
        point=_point(record) if record["crs"] is not None else None,
    )


def _site(record: dict[str, object]) -> Site:
    return Site(
        id=str(record["candidate_id"]),
        region_code=record["region_code"],
        name=record["name"],
        kind=record["kind"],
        host=record["host"],
        address=record["address"],
        point=_point(record),
        sure=record["crs"] is not None,
        area=record["area_sqm"],
        capacity=record["capacity_n"],
        cost=record["cost_yuan"],
    )


def _point(record: dict[str, object]) -> Point | None:
    if record["lng"] is None or record["lat"] is None:
        return None
    return float(record["lng"]), float(record["lat"])
