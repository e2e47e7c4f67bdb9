"""The best k of some sites, exactly: the maximal covering location problem as a mixed integer program (HiGHS)."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack, identity, vstack

_WITHIN = 0.9  # of one unit of weight: weights are whole numbers, so that nothing better is left
_LEAST_SECONDS = 0.05
_TOLERANCE = 1e-6

Weighted = tuple[int, tuple[int, ...]]  # a weight, and the numbers of the sites that would reach it


class Ground:
    """What is to be reached: groups of one weight and the sites that reach them, without those that none reaches."""

    def __init__(self, found: Iterable[Weighted], sites: int) -> None:
        sums: Counter[tuple[int, ...]] = Counter()
        for weight, options in found:
            if weight and options:
                sums[tuple(sorted(options))] += weight
        self.groups = sorted((options, weight) for options, weight in sums.items())
        self.weights = np.array([weight for _, weight in self.groups], dtype=np.int64)
        self.sites = sites
        rows = [row for row, (options, _) in enumerate(self.groups) for _ in options]
        columns = [site for options, _ in self.groups for site in options]
        ones = np.ones(len(rows), dtype=np.int64)
        self.reach = csr_array((ones, (rows, columns)), shape=(len(self.groups), sites))

    @property
    def whole(self) -> int:
        return int(self.weights.sum())

    def value(self, chosen: Collection[int]) -> int:
        """The weight that the chosen sites reach together."""
        return self.whole - int(self.missed(chosen).sum())

    def missed(self, chosen: Collection[int]) -> np.ndarray:
        """The weights of the groups that none of the chosen reaches, 0 for the others."""
        if not chosen or not self.groups:
            return self.weights
        return np.where(self.reach[:, sorted(chosen)].sum(axis=1) > 0, 0, self.weights)

    def gains(self, chosen: Collection[int]) -> np.ndarray:
        """Per site what it would add to the chosen ones."""
        return self.reach.T @ self.missed(chosen)

    def without(self, chosen: Collection[int], forbidden: Collection[int]) -> "Ground":
        """What is left to reach beside the chosen sites, by others than the forbidden ones."""
        gone = set(chosen) | set(forbidden)
        left = (
            (weight, tuple(site for site in options if site not in gone))
            for options, weight in self.groups
            if gone.isdisjoint(options) or set(chosen).isdisjoint(options)
        )
        return Ground(left, self.sites)


@dataclass(frozen=True)
class Optimum:
    """`chosen`: numbers of the sites, in order; fewer than asked where more would add nothing. `value`: the weight they
    reach. `bound`: no choice reaches more; equal to the value where the optimum is proven."""

    chosen: tuple[int, ...]
    value: int
    bound: int

    @property
    def proven(self) -> bool:
        return self.value == self.bound

    @property
    def gap(self) -> float:
        """By how much a better choice could still beat this one, as a share of what this one reaches."""
        return (self.bound - self.value) / self.value if self.value else float(self.bound > 0)


def best(
    ground: Ground, rooms: int, *, forced: Collection[int] = (), forbidden: Collection[int] = (), seconds: float = 5.0
) -> Optimum:
    """At most so many sites that reach the most, the forced ones among them and none of the forbidden ones. Of choices
    that are equally good, one in which no site can be exchanged for one of a lower number.
    ValueError where more sites are forced than rooms asked for, or one is both forced and forbidden."""
    if len(forced) > rooms or set(forced) & set(forbidden):
        raise ValueError(f"{len(forced)} forced of {rooms}, or forced and forbidden at once")
    rest = ground.without(forced, forbidden)
    base, more = ground.value(forced), rooms - len(forced)
    chosen, bound = _greedy(rest, more), min(rest.whole, _top(rest.gains(()), more))
    if rest.value(chosen) < bound:
        found, bound = _solved(rest, more, max(seconds, _LEAST_SECONDS), bound)
        chosen = max((chosen, found), key=rest.value)
    free = _settled(rest, chosen, set(forced) | set(forbidden))
    value = rest.value(free)
    return Optimum(tuple(sorted({*forced, *free})), base + value, base + max(bound, value))


def ordered(ground: Ground, chosen: Collection[int]) -> list[tuple[int, int]]:
    """The chosen sites with what each adds to those before it, the largest gain first."""
    found: list[tuple[int, int]] = []
    left = sorted(chosen)
    while left:
        gains = ground.gains([site for site, _ in found])
        site = max(left, key=lambda one: (gains[one], -one))
        found.append((site, int(gains[site])))
        left.remove(site)
    return found


def _top(gains: np.ndarray, rooms: int) -> int:
    return int(np.sort(gains)[::-1][:rooms].sum())


def _greedy(ground: Ground, rooms: int) -> list[int]:
    """One site after the other, each the one that adds most: good, and often the best."""
    chosen: list[int] = []
    for _ in range(rooms):
        gains = ground.gains(chosen)
        if not gains.size or gains.max() == 0:
            break
        chosen.append(int(gains.argmax()))
    return sorted(chosen)


def _solved(ground: Ground, rooms: int, seconds: float, bound: int) -> tuple[list[int], int]:
    """Sites found within the time, none where there was none, and the bound that was proven.

    A variable per site (whether it is opened, whole) and one per group that several sites reach (whether one of them
    is open). A group that one site reaches is worth as much as that site."""
    shared = np.array([len(options) > 1 for options, _ in ground.groups])
    alone = ground.reach.T @ np.where(shared, 0, ground.weights)
    reach, weights = ground.reach[shared], ground.weights[shared]
    useful = np.flatnonzero(ground.gains(()))
    groups = len(weights)
    covered = hstack([-reach[:, useful], identity(groups, format="csr")]) if groups else None
    count = csr_array(np.concatenate([np.ones(useful.size), np.zeros(groups)])[None, :])
    rows = vstack([covered, count]) if groups else count
    result = milp(
        -np.concatenate([alone[useful], weights]).astype(float),
        integrality=np.concatenate([np.ones(useful.size), np.zeros(groups)]),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(rows, ub=np.concatenate([np.zeros(groups), [rooms]])),
        options={"time_limit": seconds, "mip_rel_gap": _WITHIN / ground.whole},
    )
    if result.mip_dual_bound is not None and np.isfinite(result.mip_dual_bound):
        bound = min(bound, int(np.floor(-result.mip_dual_bound + _TOLERANCE)))
    if result.x is None:
        return [], bound
    found = [int(site) for site, opened in zip(useful, result.x, strict=False) if opened > 0.5]
    return found, max(ground.value(found), bound) if result.status else ground.value(found)


def _settled(ground: Ground, chosen: Sequence[int], pinned: Collection[int]) -> list[int]:
    """The same weight without sites that add nothing, and with lower numbers where an exchange costs nothing."""
    kept = sorted(chosen)
    for site in reversed(kept[:]):
        others = [one for one in kept if one != site]
        if ground.value(others) == ground.value(kept):
            kept = others
    changed = True
    while changed:
        changed = False
        for site in sorted(kept, reverse=True):
            others = [one for one in kept if one != site]
            gains = ground.gains(others)
            better = next(
                (one for one in range(site) if gains[one] >= gains[site] and one not in others and one not in pinned),
                None,
            )
            if better is not None:
                kept, changed = sorted([*others, better]), True
    return kept
