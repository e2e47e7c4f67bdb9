"""Now against then: stocks with the year end, flows with the same span of last year."""

from collections.abc import Iterable
from dataclasses import dataclass

from lib.access import EVERYTHING, Scope
from lib.filters import Filters
from lib.indicators import indicator
from lib.measure.likening import Alike, alike
from lib.measure.pairing import Sides
from lib.measure.reading import Number, Reading
from lib.measure.snapshot import Snapshot

_MISSING, _PARTIAL, _TOO_PARTIAL = "两期缺报单位不同", "部分缺报的未计入增减", "部分缺报，不可比"


@dataclass(frozen=True)
class Comparison:
    """`difference` is absolute; for a rate in 百分点, from unrounded values. `growth` is in per cent of then, None
    for what has none (see `Indicator.can_grow`) and where then is not above 0. Both are None where a side has no
    point or speaks of another category; `note` says what weakens it.
    `without`: offices and units missing on one side only; difference and growth leave them out on both sides.
    `alike_sides`: both readings without these, None where there is nothing to compare with."""

    now: Reading
    then: Reading | None
    difference: Number | None = None
    growth: float | None = None
    note: str = ""
    without: tuple[str, ...] = ()
    alike_sides: tuple[Reading, Reading] | None = None

    @property
    def alike(self) -> tuple[Reading, Reading | None]:
        """The two readings of which the difference was taken."""
        return self.alike_sides or (self.now, self.then)


def gap(new: Number | None, old: Number | None) -> Number | None:
    """New less old, away with the noise of binary fractions."""
    return None if new is None or old is None else round(new - old, 9)


def compare(
    snapshot: Snapshot,
    keys: Iterable[str],
    filters: Filters,
    by: str | None = None,
    *,
    scope: Scope = EVERYTHING,
) -> tuple[Comparison, ...]:
    """Each reading of `measure` beside that of its baseline, in the same order.

    The difference is like for like: whoever is missing on one side only is left out on both, unit by unit where the
    ledger has units, and named in `without`."""
    sides = Sides(snapshot, filters, by, scope)
    pairs = sides.pairs(keys)
    narrowed = alike(sides, pairs)
    return tuple(_compared(now, then, narrowed.get(sides.identity(now))) for now, then in pairs)


def _compared(now: Reading, then: Reading | None, narrowed: Alike | None) -> Comparison:
    if then is None:
        return Comparison(now, None, note="没有可比的往期数据")
    sides, without = narrowed or ((now, then), ())
    item, (new, old) = indicator(now.key), sides
    if item.names_category and new.words != old.words:
        return Comparison(now, then, note="两期占比最大的一类不同", without=without, alike_sides=sides)
    difference = gap(new.value, old.value)
    note = _weakness(now, then, without, difference)
    if difference is None:
        return Comparison(now, then, note=note, without=without, alike_sides=sides)
    growth = difference * 100 / old.value if old.value > 0 and item.can_grow else None
    return Comparison(now, then, difference, growth, note, without, sides)


def _weakness(now: Reading, then: Reading, without: tuple[str, ...], difference: Number | None) -> str:
    """What weakens a comparison: other offices than then, or parts of them."""
    silent = set(now.missing) ^ set(then.missing)
    partial = _PARTIAL if difference is not None else _TOO_PARTIAL
    return "；".join(([_MISSING] if silent else []) + ([partial] if set(without) - silent else []))
