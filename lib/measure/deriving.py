"""Derived numbers: what is not a sum but is computed from sums, or from how a sum divides."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from lib.indicators import Movement, Summary
from lib.measure.amounts import Figure, Outcome, less
from lib.measure.facts import Weights

_TOP = 3


@dataclass(frozen=True)
class Derived:
    """A number with what it was divided from, or the words that are the answer. `empty`: nothing to compute from."""

    outcome: Outcome
    numerator: Figure | None = None
    denominator: Figure | None = None
    words: str = ""
    empty: bool = False


def summarise(summary: Summary, weights: Weights, base: Outcome, as_of: date) -> Derived:
    """One number out of the parts of a tally. `base`: the tally itself, for what is missing or approximate in it.
    With an interval inside there is no point; a maximum is then at least the highest that is known."""
    parts = {value: weight for value, weight in weights.items() if weight > 0}
    if base.point is None:
        least = max(parts) if summary is Summary.MAX and parts else None
        return Derived(_of(base, None, least, None))
    if summary is Summary.LONGEST:
        months = full_months(min(parts), as_of) if parts else 0
        return Derived(_of(base, months, months, months))
    if not parts:
        return Derived(_of(base, None, None, None), denominator=_base(summary), empty=True)
    if summary in _POINTS:
        point = _POINTS[summary](parts)
        tied = summary is Summary.BEST and parts[point] > 1
        return Derived(_point(base, point), words=f"{parts[point]}项并列" if tied else "")
    return _compared(summary, parts, base)


def _compared(summary: Summary, parts: Weights, base: Outcome) -> Derived:
    """The largest among the parts, and their share of all."""
    top = sum(sorted(parts.values(), reverse=True)[: _TOP if summary is Summary.TOP3_SHARE else 1])
    whole = sum(parts.values())
    share = None if summary is Summary.MODE else Decimal(top) * 100 / Decimal(whole)
    words = "" if summary is Summary.TOP3_SHARE else "、".join(_largest(parts))
    return Derived(_point(base, share), top, whole, words)


def change(movement: Movement, then: Outcome, now: Outcome, years: int) -> Derived:
    """What a stock gained; of the yearly decline what it lost, per year. Growth is None where it began at 0."""
    if movement is Movement.INCREASE:
        return Derived(less(now, then))
    if movement is Movement.YEARLY_DECLINE:
        lost = less(then, now)
        return Derived(_scaled(lost, Decimal(1) / years), lost.point, years)
    gained = less(now, then)
    if not then.point:
        return Derived(_of(gained, None, None, None), gained.point, then.point, empty=then.point == 0)
    exact = then.lo == then.hi == then.point
    scaled = _scaled(gained, Decimal(100) / Decimal(then.point))
    return Derived(scaled if exact else replace(scaled, lo=None, hi=None), gained.point, then.point)


def full_months(since: date, until: date) -> int:
    """Whole months from one day to another; 0 where the first is the later one."""
    months = (until.year - since.year) * 12 + until.month - since.month - (until.day < since.day)
    return max(0, months)


def median(weights: Weights) -> Decimal:
    """The middle one of all cells, or the mean of the middle two."""
    cells = [Decimal(value) for value in sorted(weights) for _ in range(int(weights[value]))]
    middle = len(cells) // 2
    return cells[middle] if len(cells) % 2 else (cells[middle - 1] + cells[middle]) / 2


def concentration(weights: Weights) -> Decimal:
    """The squares of the shares added up (Herfindahl), in per cent: 100 where all is in one place."""
    whole = Decimal(sum(weights.values()))
    return sum(((weight / whole) ** 2 for weight in weights.values()), Decimal(0)) * 100


def _base(summary: Summary) -> Figure | None:
    """What nothing is divided by: 0 under a share, and nothing at all where nothing is divided."""
    return 0 if summary.is_share or summary is Summary.MODE else None


def _largest(weights: Weights) -> list[str]:
    """All with the greatest weight, in the order of their names."""
    most = max(weights.values())
    return sorted(str(value) for value in weights if weights[value] == most)


def _point(base: Outcome, point: Figure | None) -> Outcome:
    """A number computed from points; its bounds are not known where an approximate cell is among them."""
    bound = None if base.amount.approx else point
    return _of(base, point, bound, bound)


def _of(base: Outcome, point: Figure | None, lo: Figure | None, hi: Figure | None) -> Outcome:
    return replace(base, point=point, lo=lo, hi=hi)


def _scaled(base: Outcome, factor: Decimal) -> Outcome:
    point, lo, hi = (None if side is None else side * factor for side in (base.point, base.lo, base.hi))
    return _of(base, point, lo, hi)


_POINTS: dict[Summary, Callable[[Weights], Figure]] = {
    Summary.MAX: max,
    Summary.BEST: min,
    Summary.MEDIAN: median,
    Summary.HHI: concentration,
}
