"""Today's figures with the levers of a scenario pulled."""

from collections import defaultdict
from decimal import Decimal
from functools import lru_cache, singledispatch
from statistics import median

from lib.measure import State
from lib.whatif import organising, sharing
from lib.whatif.draft import Draft, Moves
from lib.whatif.levers import (
    Budget,
    FillPosts,
    Fund,
    HoldElections,
    Lever,
    Manner,
    MatchWilling,
    OpenVenues,
    RaiseStandard,
    Scenario,
    Split,
    Unmix,
)
from lib.whatif.moving import plain, side_by_side
from lib.whatif.naming import titled
from lib.whatif.numbers import short_of
from lib.whatif.outcome import Outcome
from lib.whatif.today import KEYS, Today
from lib.whatif.wording import formula, unrounded

Group = str | None
_REMEMBERED = 40  # drafts; each holds the branches of the city, most of them shared


def play(today: Today, scenario: Scenario) -> Outcome:
    """Everything the scenario comes to. Pure: the same two give the same outcome, and nothing is read or written."""
    draft = _pulled(today, scenario.levers).copy()
    _work_out(draft)
    aims = tuple(dict.fromkeys(key for lever in scenario.levers for key in _aims(lever)))
    moves = draft.moves()
    keys = (*aims, *(key for key in KEYS if key in moves and key not in aims))
    lines = tuple(line for key in keys for line in side_by_side(today, key, moves.get(key, Moves())))
    aimed = [line for line in lines if line.group is None and line.key in aims]
    return Outcome(
        scenario=scenario,
        title=titled(scenario, today.labels),
        period=today.period,
        as_of=today.as_of,
        scope=today.caption,
        aims=aims,
        lines=lines,
        needs=tuple(draft.needs()),
        divisions=tuple(draft.divisions),
        elections=tuple(draft.elections),
        left_out=tuple(draft.left_out),
        formulas=(*draft.formulas, *map(formula, aimed)),
        notes=(*sharing.silent(draft, aims), *_not_applicable(draft, aims), *draft.notes, *unrounded(aimed)),
    )


@lru_cache(maxsize=_REMEMBERED)
def _pulled(today: Today, levers: tuple[Lever, ...]) -> Draft:
    """What these levers leave, one after the other. Remembered, so that a lever that moves does not pull those before
    it again; whoever goes on takes a copy."""
    if not levers:
        return Draft(today)
    draft = _pulled(today, levers[:-1]).copy()
    _pull(levers[-1], draft)
    return draft


@singledispatch
def _pull(lever: Lever, draft: Draft) -> None:
    raise TypeError(lever)


_pull.register(Unmix, lambda lever, draft: organising.unmix(draft, lever))
_pull.register(Split, lambda lever, draft: organising.split(draft, lever))
_pull.register(HoldElections, lambda lever, draft: organising.hold_elections(draft, lever))
_pull.register(OpenVenues, lambda lever, draft: organising.open_venues(draft, lever))
_pull.register(MatchWilling, lambda lever, draft: sharing.match(draft, lever))
_pull.register(Budget, lambda lever, draft: sharing.top_up(draft, lever))


@_pull.register
def _(lever: FillPosts, draft: Draft) -> None:
    if lever.secretary is not None or lever.deputy is not None:
        sharing.fill_posts(draft, lever)
    if lever.staff is not None:
        sharing.fill_staff(draft, lever.staff)
    if lever.branch_secretary is not None:
        organising.give_secretaries(draft, lever.branch_secretary)


@_pull.register
def _(lever: RaiseStandard, draft: Draft) -> None:
    if lever.manner is Manner.CHOSEN:
        organising.mend(draft, lever)
    else:
        sharing.share_out(draft, lever)


def _aims(lever: Lever) -> tuple[str, ...]:
    """The indicators a lever is about: shown even where nothing changes."""
    match lever:
        case FillPosts():
            return _posts_aimed_at(lever)
        case Budget(fund=Fund.WORK):
            return Fund.WORK, "funding_by_source"
        case Budget():
            return Fund.VENUES, "venue_invest"
        case OpenVenues(rooms=()):
            return _AIMS[OpenVenues][1:]
    return _AIMS[type(lever)]


_AIMS: dict[type, tuple[str, ...]] = {
    Unmix: ("branch_mixed_rate", "branch_mixed_reported", "branch_standalone"),
    Split: ("branch_over_50", "branch_total", "branch_size_max"),
    HoldElections: ("branch_election_overdue_rate", "branch_election_overdue"),
    OpenVenues: ("venue_shared_x", "branch_no_venue_rate", "branch_no_venue"),
    RaiseStandard: ("sponsored_pass_rate", "sponsored_passed", "sponsored_needed", "branch_pass_rate"),
    MatchWilling: ("willing_matched_rate",),
}


def _posts_aimed_at(lever: FillPosts) -> tuple[str, ...]:
    pairs = (
        (lever.secretary, ("committee_secretary_rate", "committee_no_secretary")),
        (lever.deputy, ("committee_deputy_rate", "committee_no_deputy")),
        (lever.staff, ("staff_short", "staff_total")),
        (lever.branch_secretary, ("branch_secretary_vacant_rate", "branch_secretary_vacant")),
    )
    return tuple(key for where, keys in pairs if where is not None for key in keys)


def _not_applicable(draft: Draft, aims: tuple[str, ...]) -> list[str]:
    """Why an indicator cannot be had under these filters, so that no lever moves it."""
    found = (draft.today.reading(key) for key in aims)
    reasons = (one.reason for one in found if one is not None and one.state is State.NOT_APPLICABLE and not one.due)
    return [f"{reason}，方案不作推算。" for reason in dict.fromkeys(filter(None, reasons))]


def _work_out(draft: Draft) -> None:
    """What is no sum of what was added: the largest and the middle branch, and how many are still needed."""
    if draft.resized:
        sizes: dict[Group, list[int]] = defaultdict(list)
        for one in draft.now():
            if one.size is not None:
                sizes[one.region].append(one.size)
                sizes[None].append(one.size)
        for code in (None, *draft.resized):
            draft.instead["branch_size_max", code] = max(sizes[code])
            draft.instead["branch_size_median", code] = plain(Decimal(str(median(sizes[code]))))
    found = {code: _still_needed(draft, code) for code in draft.today.regions}
    if any(draft.more[key, code] for code in found for key in ("sponsored_total", "sponsored_passed")):
        known = {code: needed for code, needed in found.items() if needed is not None}
        draft.instead |= {("sponsored_needed", code): needed for code, needed in known.items()}
        draft.instead["sponsored_needed", None] = sum(known.values())


def _still_needed(draft: Draft, code: str) -> int | None:
    base, passed = (draft.now_and_more(key, code) for key in ("sponsored_total", "sponsored_passed"))
    return None if base is None or passed is None else short_of(draft.today.sponsored_target, passed, base)
