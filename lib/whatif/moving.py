"""From what the levers added to what would be measured then: values, states, places."""

from bisect import bisect_left
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from lib.indicators import Indicator, indicator
from lib.measure import Number, Reading, State
from lib.measure.beside import can_be_ranked
from lib.measure.comparing import gap
from lib.whatif.draft import Moves, Sum
from lib.whatif.outcome import Line
from lib.whatif.today import Today

Group = str | None
_REMEMBERED = 600  # indicators as some levers leave them; each holds a line per district


@lru_cache(maxsize=_REMEMBERED)
def side_by_side(today: Today, key: str, moves: Moves) -> tuple[Line, ...]:
    """The whole view, then each of its districts that the indicator has. Remembered, since a move of one lever leaves
    most indicators as the others put them."""
    item, added = indicator(key), _Added(moves)
    pairs = {
        code: (now, _then(added, item, now, code))
        for code in (None, *today.regions)
        if (now := today.reading(key, code)) is not None
    }
    elsewhere = [today.reading(key, code) for code in today.labels if code not in pairs]
    before = _ranking(item, [now for code, (now, _) in pairs.items() if code], elsewhere, today.city)
    after = _ranking(item, [then for code, (_, then) in pairs.items() if code], elsewhere, today.city)
    return tuple(
        Line(
            now=now,
            then=then,
            more=plain(added.more(code)),
            more_base=plain(added.more_base(code)),
            change=gap(then.value, now.value),
            place_now=_place(item, now, before, today.city),
            place_then=_place(item, then, after, today.city),
            ranked=len(after),
        )
        for code, (now, then) in pairs.items()
    )


class _Added:
    """To numerator and base, of one district or of all of the view together (None)."""

    def __init__(self, moves: Moves) -> None:
        self._more, self._more_base = dict(moves.more), dict(moves.more_base)
        self._all = sum(self._more.values()), sum(self._more_base.values())
        self.instead = dict(moves.instead)

    def more(self, code: Group) -> Sum:
        return self._all[0] if code is None else self._more.get(code, 0)

    def more_base(self, code: Group) -> Sum:
        return self._all[1] if code is None else self._more_base.get(code, 0)


def _then(added: _Added, item: Indicator, now: Reading, code: Group) -> Reading:
    more, more_base = added.more(code), added.more_base(code)
    if now.state is State.MISSING:
        return now
    if code in added.instead:
        return _with_value(now, added.instead[code])
    if not more and not more_base:
        return now
    scale = getattr(item.value, "scale", None)
    if scale is None:
        return _shifted(now, more)
    if now.numerator is None or now.denominator is None:
        return replace(now, value=None, lo=None, hi=None)
    return _divided(now, _exact(now.numerator) + more, _exact(now.denominator) + more_base, scale)


def _divided(now: Reading, top: Decimal, base: Decimal, scale: int) -> Reading:
    """A rate anew; an interval is not carried on, since its ends belong to other bases."""
    sides = {"numerator": plain(top), "denominator": plain(base)}
    if not base:
        return replace(now, state=State.NOT_APPLICABLE, value=None, lo=None, hi=None, **sides)
    exact = now.approx_cells == 0
    value = plain(top * scale / base)
    found = _with_value(now, value)
    return replace(found, **sides) if exact else replace(found, lo=None, hi=None, **sides)


def _shifted(now: Reading, more: Sum) -> Reading:
    value, lo, hi = (None if side is None else plain(_exact(side) + more) for side in (now.value, now.lo, now.hi))
    return replace(now, state=State.ZERO if value == 0 else State.PRESENT, value=value, lo=lo, hi=hi, exact_sum=None)


def _with_value(now: Reading, value: Number) -> Reading:
    return replace(now, state=State.ZERO if value == 0 else State.PRESENT, value=value, lo=value, hi=value, reason="")


def _exact(value: Number) -> Decimal:
    return Decimal(str(value))


def plain(value: Sum) -> Number:
    """A whole number as int, any other as float, as lib.measure gives them."""
    return int(value) if value == int(value) else float(value)


def _ranking(item: Indicator, chosen: list[Reading], elsewhere: list[Reading | None], city: str) -> list[Number]:
    """The values that may be ranked, negated where more is better, in ascending order: the best first. None where
    ranking says nothing."""
    if not item.direction or item.grows_with_size:
        return []
    fit = [one for one in (*chosen, *elsewhere) if one is not None and one.value is not None and can_be_ranked(one)]
    return sorted(-one.value * item.direction for one in fit if one.group_code != city)


def _place(item: Indicator, one: Reading, ranking: list[Number], city: str) -> int | None:
    """1 is the best; equal numbers share a place. The city's own units have none."""
    if not ranking or one.group_code in (None, city) or one.value is None or not can_be_ranked(one):
        return None
    return bisect_left(ranking, -one.value * item.direction) + 1
