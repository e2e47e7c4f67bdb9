"""What the database gives per period, region and group value, and how it adds up to a number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

from lib.indicators import Less, Needed, Reported, Sum, Tally

Figure = int | Decimal


class Amount(NamedTuple):
    """One tally over some rows. `total` adds the points, approximate ones included; `known` counts the cells behind
    it, `nulls` those without a point, of which `na` are 不适用 and `no_point` intervals. `lo` and `hi` add the bounds
    of the approximate cells, `open_ends` counts those without an upper bound."""

    total: Figure = 0
    known: int = 0
    nulls: int = 0
    approx: int = 0
    no_point: int = 0
    open_ends: int = 0
    na: int = 0
    approx_total: Figure = 0
    lo: Figure = 0
    hi: Figure = 0

    @property
    def missing(self) -> int:
        return self.nulls - self.na - self.no_point

    @property
    def unknown(self) -> bool:
        """There are 缺报 cells, and no other cell says anything."""
        return not self.known and not self.no_point and self.missing > 0

    @property
    def not_applicable(self) -> bool:
        """There are cells, and all of them are 不适用."""
        return not self.known and self.nulls == self.na > 0


NOTHING = Amount()


def add(amounts: Iterable[Amount]) -> Amount:
    """All fields summed."""
    found = tuple(amounts)
    return found[0] if len(found) == 1 else Amount(*map(sum, zip(*found, strict=True))) if found else NOTHING


@dataclass(frozen=True)
class Outcome:
    """A number with its bounds: `point` None where a cell inside has none, `lo` and `hi` None where it is open."""

    point: Figure | None
    lo: Figure | None
    hi: Figure | None
    exact: Figure
    amount: Amount
    partial: frozenset[str] = frozenset()
    unknown: bool = False


Regional = Mapping[Tally, Mapping[str, Amount]]  # per tally and region code


def outcome(value: Tally | Sum | Less | Reported, regional: Regional, reported: int = 0) -> Outcome:
    """The number a tally, a sum or difference of tallies or a count of reporters comes to."""
    if isinstance(value, Reported):
        return Outcome(reported, reported, reported, reported, NOTHING)
    if isinstance(value, Less):
        return less(outcome(value.whole, regional), outcome(value.part, regional))
    parts = value.tallies if isinstance(value, Sum) else (value,)
    partial = frozenset(code for part in parts for code, amount in regional[part].items() if amount.missing)
    if isinstance(value, Sum) and value.each:
        return _of_each(parts, regional, partial)
    return _outcome(add(_amount(part, regional[part]) for part in parts), partial)


def _of_each(parts: tuple[Tally, ...], regional: Regional, partial: frozenset[str]) -> Outcome:
    """A sum of which all parts must be known: a region where one is wholly 缺报 is left out, so that the regions add
    up to the whole."""
    silent = {code for part in parts for code, amount in regional[part].items() if amount.unknown}
    told = {code for part in parts for code in regional[part]} - silent
    kept = [{code: amount for code, amount in regional[part].items() if code in told} for part in parts]
    found = _outcome(add(_amount(part, amounts) for part, amounts in zip(parts, kept, strict=True)), partial)
    return replace(found, unknown=True) if silent and not told else found


def _amount(tally: Tally, by_region: Mapping[str, Amount]) -> Amount:
    amounts = by_region.values()
    if tally.per_region:
        amounts = [item._replace(total=min(item.total, 1)) for item in amounts]
    total = add(amounts)
    # A cell that is 不适用 excludes its row from a count, which has no cells of its own.
    return total if tally.column is not None else total._replace(na=0, nulls=total.nulls - total.na)


def _outcome(amount: Amount, partial: frozenset[str]) -> Outcome:
    exact = amount.total - amount.approx_total
    return Outcome(
        point=None if amount.no_point else amount.total,
        lo=exact + amount.lo,
        hi=None if amount.open_ends else exact + amount.hi,
        exact=exact,
        amount=amount,
        partial=partial,
        unknown=amount.unknown,
    )


def alike(
    sides: tuple[tuple[Tally | Sum, Regional], tuple[Tally | Sum, Regional]],
) -> tuple[tuple[Outcome, Outcome], set[str]]:
    """Both sides without the regions of which one side has 缺报 cells and nothing else, and these regions. Where that
    leaves none, both are unknown."""
    codes = {code for _, regional in sides for amounts in regional.values() for code in amounts}
    silent = {code for code in codes for value, regional in sides if outcome(value, _only(regional, {code})).unknown}
    if silent and silent == codes:
        first, second = (replace(outcome(*side), unknown=True) for side in sides)
        return (first, second), set()
    first, second = (outcome(value, _only(regional, codes - silent)) for value, regional in sides)
    return (first, second), silent


def _only(regional: Regional, codes: set[str]) -> dict[Tally, dict[str, Amount]]:
    return {
        part: {code: amount for code, amount in amounts.items() if code in codes} for part, amounts in regional.items()
    }


def less(whole: Outcome, part: Outcome) -> Outcome:
    """The difference. Its bounds are the widest the bounds of the two sides allow."""
    return Outcome(
        point=None if whole.point is None or part.point is None else whole.point - part.point,
        lo=None if part.hi is None else whole.lo - part.hi,
        hi=None if whole.hi is None else whole.hi - part.lo,
        exact=whole.exact - part.exact,
        amount=add((whole.amount, part.amount)),
        partial=whole.partial | part.partial,
        unknown=whole.unknown or part.unknown,
    )


def plus(first: Outcome, second: Outcome) -> Outcome:
    """The sum of two sources."""
    return Outcome(
        point=None if first.point is None or second.point is None else first.point + second.point,
        lo=None if first.lo is None or second.lo is None else first.lo + second.lo,
        hi=None if first.hi is None or second.hi is None else first.hi + second.hi,
        exact=first.exact + second.exact,
        amount=add((first.amount, second.amount)),
        partial=first.partial | second.partial,
        unknown=first.unknown or second.unknown,
    )


def ratio(top: Outcome, bottom: Outcome, scale: int) -> Outcome:
    """The rate, computed from the sums. Its bounds are the widest the bounds of the sums allow."""

    def divided(numerator: Figure | None, denominator: Figure | None) -> Decimal | None:
        if numerator is None or not denominator:
            return None
        return Decimal(numerator) * scale / Decimal(denominator)

    point = divided(top.point, bottom.point)
    lo = Decimal(0) if bottom.hi is None else divided(top.lo, bottom.hi) or Decimal(0)
    return Outcome(
        point=point,
        lo=lo,
        hi=divided(top.hi, bottom.lo),
        exact=lo,
        amount=add((top.amount, bottom.amount)),
        partial=top.partial | bottom.partial,
        unknown=top.unknown or bottom.unknown,
    )


def needed(value: Needed, regional: Regional, target: Decimal) -> Outcome:
    """How many are short of the target in each region, summed over the regions."""
    total, partial = 0, set()
    for code in {code for part in (value.ratio.numerator, value.ratio.denominator) for code in regional[part]}:
        only = _only(regional, {code})
        top, bottom = (outcome(part, only) for part in (value.ratio.numerator, value.ratio.denominator))
        wanted = (Decimal(bottom.lo) * target / 100).to_integral_value(ROUND_CEILING)
        total += max(0, int(wanted) - int(top.lo))
        partial |= top.partial | bottom.partial
    base = outcome(value.ratio.denominator, regional)
    return Outcome(total, total, total, total, base.amount, frozenset(partial), base.unknown)
