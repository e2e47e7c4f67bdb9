"""Today's figures, as far as a lever can move them: read once, remembered by whoever asks, then played on."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from statistics import median

from lib.access import EVERYTHING, Scope
from lib.errors import FilterError
from lib.filters import Filters
from lib.indicators.norms import SPONSORED_TARGET
from lib.measure import Number, Reading, Snapshot, measure
from lib.measure.behind import select_rows
from lib.schema import FIVE_NORM_ITEMS
from lib.whatif.counting import COUNTS, MENDED, PER_BRANCH, RATES, Branch
from lib.whatif.levers import Fund

_SIZES = ("branch_size_max", "branch_size_median")
POSTS = (
    *("committee_secretary_rate", "committee_deputy_rate", "committee_no_secretary", "committee_no_deputy"),
    *("committee_lacking", "committee_only_secretary", "committee_only_deputy", "committee_no_both"),
    *("committee_secretary_vacant_months", "committee_deputy_vacant_months", "staff_total", "staff_short"),
)
_VENUES = ("venue_total", "venue_shared_x")
_MONEY = (*Fund, "funding_by_source", "venue_invest")
KEYS = (
    *(*POSTS, *COUNTS, *RATES, *MENDED, *_SIZES, "sponsored_needed"),
    *(*_VENUES, "willing_matched_rate", *_MONEY, *PER_BRANCH),
)


@dataclass(frozen=True, eq=False)
class Today:
    """What was measured under some filters, and the branches behind it. `regions`: those chosen, in official order;
    `labels`: the names of all. `readings`: by key and region code, None for the whole view; districts that may be seen
    and were not chosen are there too, for the places. `branches`: all 党支部 of the chosen regions and units.
    `medians`: of all districts, chosen or not, per indicator of money per member."""

    caption: str
    period: str
    as_of: date
    regions: tuple[str, ...]
    city: str
    labels: Mapping[str, str]
    readings: Mapping[tuple[str, str | None], Reading]
    branches: tuple[Branch, ...]
    medians: Mapping[str, Number]
    sponsored_target: Decimal

    def reading(self, key: str, code: str | None = None) -> Reading | None:
        """None where the district does not send what the indicator counts, or is not seen."""
        return self.readings.get((key, code))


Measuring = Callable[..., tuple[Reading, ...]]


Row = Mapping[str, object]
Place = tuple[object, object]  # submission and row in it: what the tables of one ledger share


def branches(snapshot: Snapshot, filters: Filters, scope: Scope = EVERYTHING) -> tuple[Branch, ...]:
    """All 党支部 under these filters, in official order."""

    def rows(key: str) -> list[dict[str, object]]:
        try:
            found = select_rows(snapshot, key, filters, by=None, group=None, limit=None, scope=scope)
        except FilterError:  # the number is 不适用 under these filters, and so is every lever on it
            return []
        return found.records

    standings = {_place(row): row for row in rows("branch_failed_items")}
    gaps = {_place(row): item for item in FIVE_NORM_ITEMS for row in rows(f"{item}_only_gap")}
    overdue = {_place(row) for row in rows("branch_election_overdue")}
    return tuple(
        _branch(row, standings.get(_place(row), {}), gaps.get(_place(row), ""), _place(row) in overdue)
        for row in rows("branch_total")
    )


Listing = Callable[[Snapshot, Filters, Scope], tuple[Branch, ...]]


def survey(
    snapshot: Snapshot,
    filters: Filters,
    *,
    scope: Scope = EVERYTHING,
    measuring: Measuring = measure,
    listing: Listing = branches,
) -> Today:
    """Read everything the levers can move. Remember it by these three: the filters and the scope are hashable, and a
    snapshot stands for one data version. `measuring`, `listing`: measure and branches, or remembered ones; what the
    first is asked by district, and all the second is asked, does not depend on the districts chosen. Raises FilterError
    where something chosen does not exist."""
    directory = snapshot.directory
    everywhere = replace(filters, districts=(), excluded=False)
    by_district = measuring(snapshot, KEYS, everywhere, "district", scope=scope)
    whole = measuring(snapshot, KEYS, filters, scope=scope)
    regions = tuple(code for code in filters.region_codes(directory) if scope.allows(code))
    return Today(
        caption=filters.caption(directory),
        period=filters.period,
        as_of=directory.period(filters.period).as_of,
        regions=regions,
        city=directory.city.code,
        labels={region.code: region.label for region in directory.regions},
        readings={(one.key, one.group_code): one for one in by_district} | {(one.key, None): one for one in whole},
        branches=tuple(one for one in listing(snapshot, everywhere, scope) if one.region in regions),
        medians=_medians(by_district, directory.city.code),
        sponsored_target=snapshot.targets.get("sponsored_pass_rate", Decimal(SPONSORED_TARGET)),
    )


def _medians(by_district: Iterable[Reading], city: str) -> dict[str, Number]:
    """As `lib.measure.beside_median` has them: of all districts with a number, without the city's own units."""
    found: dict[str, list[Number]] = defaultdict(list)
    for one in by_district:
        if one.key in tuple(Fund) and one.value is not None and one.group_code not in (None, city):
            found[one.key].append(one.value)
    return {key: median(values) for key, values in found.items()}


def _place(row: Row) -> Place:
    return row["submission_id"], row["row_key"]


def _branch(row: Row, standing: Row, gap: str, overdue: bool) -> Branch:
    distance = row["venue_distance_m"]
    return Branch(
        origin=row["branch_id"],
        name=row["name"],
        region=row["region_code"],
        form=row["setting_form"],
        size=row["full_members_n"],
        retired=row["retired_n"],
        inservice=row["inservice_n"],
        committee=row["committee_n"],
        secretary=row["secretary_status"],
        liaison=row["liaison_n"],
        venue=row["venue_relation"],
        distance=None if distance is None else float(distance),
        due_on=_later(row["term_end_on"], row["extension_until"]),
        overdue=overdue,
        sponsored=standing.get("is_sponsored") == "是",
        passed=standing.get("passed_n"),
        failed=standing.get("failed_n"),
        unrated=standing.get("unrated_n"),
        gap=gap,
    )


def _later(*days: date | None) -> date | None:
    """The end of a term, or of its extension; None where the term itself is not known."""
    return max((day for day in days if day is not None), default=None) if days[0] is not None else None
