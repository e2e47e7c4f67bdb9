"""What one branch adds to the indicators: the conditions of lib.indicators, said of a branch as a lever leaves it.

Only differences are ever taken from here: an indicator then is what was measured, plus what the branches that a lever
touched add after it, less what they added before. tests/test_whatif.py counts all branches of the demo both ways.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from lib.indicators.branches import LARGEST, NEARBY
from lib.schema import FIVE_NORM_ITEMS, FUNCTIONAL, SETTING_FORMS, TEMPORARY

COMMITTEE_FROM = 7  # full members from which a branch has to have a 支委会
COMMITTEE = (3, 5)  # its members
LARGEST_COMMITTEE = 7
NO_VENUE = "无"
STANDALONE, MIXED, *_ = SETTING_FORMS
_FORM_KEYS = ("branch_standalone", "branch_mixed_reported", "branch_joint", "branch_functional", "branch_temporary")


@dataclass(frozen=True)
class Branch:
    """A 党支部 as it stands in the ledger, or as a lever leaves it; None where the ledger does not say.

    `origin`: the id under which the ledger knows it, for a part of a divided branch that of the whole. `due_on`: the
    end of the term or of its extension. `failed`, `unrated`, `passed`: numbers of norms, None without any record.
    `gap`: the one norm that is lacking, `mended`: the one a lever met."""

    origin: str
    name: str
    region: str
    form: str | None = None
    size: int | None = None
    retired: int | None = None
    inservice: int | None = None
    committee: int | None = None
    secretary: str | None = None
    liaison: int | None = None
    venue: str | None = None
    distance: float | None = None
    due_on: date | None = None
    overdue: bool = False
    sponsored: bool = False
    passed: int | None = None
    failed: int | None = None
    unrated: int | None = None
    gap: str = ""
    mended: str = field(default="", compare=False)

    @property
    def built(self) -> bool:
        """Belongs to the organisation: its members are counted, and it has to have a committee (not 非建制功能型)."""
        return self.form != FUNCTIONAL

    @property
    def elects(self) -> bool:
        """非建制功能型 and 临时 do not."""
        return self.form not in (FUNCTIONAL, TEMPORARY)

    @property
    def met(self) -> bool:
        """达标: all norms that apply are met."""
        return self.failed == 0 and self.unrated == 0 and bool(self.passed)

    @property
    def one_short(self) -> bool:
        """只差一项."""
        return self.failed == 1 and self.unrated == 0

    def above(self, size: int) -> bool:
        """More full members than that; not where their number is not known."""
        return self.size is not None and self.size > size


Count = Callable[[Branch], bool]


def _every(_: Branch) -> bool:
    return True


def _has_committee(one: Branch) -> bool:
    return (one.committee or 0) >= 1


def _lacks_committee(one: Branch) -> bool:
    return one.built and one.above(COMMITTEE_FROM - 1) and one.committee == 0


def _excess(one: Branch) -> bool:
    return one.above(LARGEST) or (one.committee or 0) > LARGEST_COMMITTEE


def _over(one: Branch) -> bool:
    return one.above(LARGEST)


def _vacant(one: Branch) -> bool:
    return one.secretary == "空缺"


def _without_venue(one: Branch) -> bool:
    return one.venue == NO_VENUE


def _overdue(one: Branch) -> bool:
    return one.overdue


def _nonstandard(one: Branch) -> bool:
    return bool(one.failed)


def _of_form(form: str) -> Count:
    return lambda one: one.form == form


def _lacking(item: str) -> Count:
    return lambda one: one.one_short and one.gap == item


def _mended(item: str) -> Count:
    return lambda one: one.mended == item


COUNTS: dict[str, Count] = {
    "branch_total": _every,
    **{key: _of_form(form) for key, form in zip(_FORM_KEYS, SETTING_FORMS, strict=True)},
    "branch_under_3": lambda one: one.built and one.size is not None and one.size < 3,
    "branch_over_50": _over,
    "branch_ge_100": lambda one: one.above(99),
    "branch_headcount_excess": _excess,
    "committee_built_count": _has_committee,
    "branch_committee_lacking": _lacks_committee,
    "branch_secretary_vacant": _vacant,
    "branch_no_liaison": lambda one: one.liaison == 0,
    "branch_no_venue": _without_venue,
    "branch_no_fixed": lambda one: one.venue in ("借用", NO_VENUE),
    "branch_no_nearby": lambda one: one.distance is not None and one.distance > NEARBY,
    "branch_election_overdue": _overdue,
    "branch_passed": lambda one: one.met,
    "branch_unrated": lambda one: one.failed == 0 and bool(one.unrated),
    "branch_nonstandard": _nonstandard,
    "branch_next_to_pass": lambda one: one.one_short,
    "sponsored_total": lambda one: one.sponsored,
    "sponsored_passed": lambda one: one.sponsored and one.met,
    "sponsored_next_to_pass": lambda one: one.sponsored and one.one_short,
    **{f"{item}_only_gap": _lacking(item) for item in FIVE_NORM_ITEMS},
}
RATES: dict[str, tuple[Count, Count]] = {
    "branch_mixed_rate": (_of_form(MIXED), lambda one: one.built),
    "branch_over_50_rate": (_over, _every),
    "branch_secretary_vacant_rate": (_vacant, _every),
    "liaison_rate": (lambda one: bool(one.liaison), _every),
    "branch_no_venue_rate": (_without_venue, _every),
    "branch_election_overdue_rate": (_overdue, _every),
    "branch_pass_rate": (lambda one: one.met, _every),
    "branch_nonstandard_rate": (_nonstandard, _every),
    "sponsored_pass_rate": (lambda one: one.sponsored and one.met, lambda one: one.sponsored),
}
# Of these a branch of which one gap was closed adds one to the numerator, and nothing to the base: it was assessed.
MENDED: dict[str, Count] = {f"{item}_pass_rate": _mended(item) for item in FIVE_NORM_ITEMS}
# A stock of money per branch: only the base changes with the branches.
PER_BRANCH = ("funding_per_branch",)
