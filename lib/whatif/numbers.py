"""The arithmetic of the levers: plain functions on whole numbers, exact."""

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction

FEWEST = 3  # full members a branch must have


def sizes(members: int, limit: int) -> tuple[int, ...]:
    """So many members in as few branches of at most `limit` as there can be, of sizes that differ by one at most, the
    larger first. From a limit of five on, each has at least FEWEST where there are so many members at all."""
    parts = -(-members // limit)
    small, larger = divmod(members, parts) if parts else (0, 0)
    return (small + 1,) * larger + (small,) * (parts - larger)


def short_of(target: Decimal, passed: int, base: int) -> int:
    """How many more of `base` must pass for `target` per cent: rounded up, never below 0."""
    wanted = (target * base / 100).to_integral_value(ROUND_CEILING)
    return max(0, int(wanted) - passed)


def by_base(needed: int, bases: Sequence[int], rooms: Sequence[int]) -> tuple[int, ...]:
    """`needed` shared out in proportion to the bases by largest remainder, none above its room; what does not fit goes
    to the others in the same proportion. The sum is `needed`, or that of all rooms where they cannot hold so many.
    Who has the larger base and no less room never gets less. `rooms` are no larger than their bases."""
    total = min(needed, sum(rooms))
    shares = _levelled(total, bases, rooms)
    found = [int(share) for share in shares]
    order = sorted(range(len(bases)), key=lambda place: (found[place] - shares[place], -bases[place], place))
    for place in order[: total - sum(found)]:
        found[place] += 1
    return tuple(found)


def _levelled(total: int, bases: Sequence[int], rooms: Sequence[int]) -> list[Fraction]:
    """Exact shares: each the same part of its base, or its whole room where that is less."""
    shares = [Fraction(0)] * len(bases)
    based = (place for place, base in enumerate(bases) if base)
    tightest = sorted(based, key=lambda place: Fraction(rooms[place], bases[place]))
    left, weight = total, sum(bases)
    for position, place in enumerate(tightest):
        if left * bases[place] < rooms[place] * weight:
            for other in tightest[position:]:
                shares[other] = Fraction(left * bases[other], weight)
            break
        shares[place] = Fraction(rooms[place])
        left -= rooms[place]
        weight -= bases[place]
    return shares


def topped_up(standard: Decimal, money: Decimal, heads: Decimal) -> Decimal:
    """The yuan by which `money` for so many heads falls short of the standard per head, never below 0."""
    return max(Decimal(0), standard * heads - money)
