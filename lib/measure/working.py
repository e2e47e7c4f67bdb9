"""From what was read for one call to its readings: coverage, states, numbers."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from lib.indicators import (
    Both,
    Change,
    Indicator,
    Joining,
    Kind,
    Needed,
    PerStock,
    Ratio,
    Reference,
    Source,
    Spread,
    Streak,
    tallies,
)
from lib.measure import amounts, deriving
from lib.measure.amounts import Figure, Outcome
from lib.measure.facts import Facts, Spreads, by_region
from lib.measure.groups import Group, groups
from lib.measure.reading import Number, Reading, State
from lib.measure.requests import Request, column
from lib.measure.returns import Returns
from lib.measure.spans import Slot

_DECEMBER = 12
_NO_BASE = "分母为0，不计算"


Fields = dict[str, object]  # of a reading that is not complete yet


@dataclass(frozen=True)
class Work:
    """Everything read from the database for one call."""

    request: Request
    by: str | None
    facts: Facts
    spreads: Spreads
    returns: Returns
    names: dict[str, str]

    def readings(self, item: Indicator, slot: Slot, refusal: str) -> Iterator[Reading]:
        """`refusal`: why the indicator cannot be had; empty where it can."""
        if refusal:
            yield _blank(_stated(item, slot, None), State.NOT_APPLICABLE, refusal)
            return
        if isinstance(item.value, Reference):
            yield self._constant(item, slot)
            return
        for group in groups(item.source, self.by, slot, self.request, self._present(item, slot), self.names):
            yield self._reading(item, slot, group)

    def _present(self, item: Indicator, slot: Slot) -> dict[object, set[str]]:
        """The values of the grouping column that have rows in these periods, with the regions of these."""
        found: dict[object, set[str]] = defaultdict(set)
        if column(item.source, self.by) is None:
            return found
        within = {part.id for part in slot.parts}
        for region, keys in (pair for part in tallies(item.value) for pair in self.facts[part].items()):
            for value in {value for period, value in keys if period in within}:
                found[value].add(region)
        return found

    def _tellers(self, item: Indicator, slot: Slot) -> set[str]:
        """The regions that have rows of the indicator's own source in these periods: of an optional part of a ledger
        the return of the ledger says nothing."""
        within = {part.id for part in slot.parts}
        read = (self.facts[part] for part in tallies(item.value) if part.source is item.source)
        return {code for by_code in read for code, keys in by_code.items() if any(one[0] in within for one in keys)}

    def _reading(self, item: Indicator, slot: Slot, group: Group) -> Reading:
        stated = _stated(item, slot, group)
        if not slot.parts:
            return _blank(stated, slot.state, slot.reason)
        due, sent = self.returns.of(item, group)
        if item.source.optional:
            told = self._tellers(item, slot)
            sent = tuple(code for code in sent if code in told)
        missing = self._labels(code for code in due if code not in sent)
        stated |= {"reported": len(sent), "due": len(due), "missing": missing}
        if not self.returns.any(item, group):
            return _blank(stated, *_unreported(item.source, due))
        regional = self._regional(item, group)
        has_rows = any(found for part, found in regional.items() if part.source is item.source)
        if not has_rows and (group.expected or item.source.optional):
            return _blank(stated, State.MISSING, "该单位未填报" if group.expected else item.source.optional)
        if isinstance(item.value, Streak):
            return self._unbroken(stated, item, slot, group)
        if isinstance(item.value, Change | PerStock | Both):
            return self._of_both(stated, item, slot, group, sent)
        if isinstance(item.value, Spread):
            return self._summarised(stated, item, slot, group)
        return self._measured(stated, item, regional)

    def _regional(
        self, item: Indicator, group: Group, parts: Container[str] | None = None, regions: Container[str] | None = None
    ) -> amounts.Regional:
        """The amounts of the group, of some periods and regions only where these are given."""
        places = group.places()
        if parts is not None or regions is not None:
            places = {
                code: [key for key in keys if parts is None or key[0] in parts]
                for code, keys in places.items()
                if regions is None or code in regions
            }
        return by_region(self.facts, tallies(item.value), places)

    def _measured(self, stated: Fields, item: Indicator, regional: amounts.Regional) -> Reading:
        value = item.value
        if isinstance(value, Needed):
            target = self.request.snapshot.targets.get(value.target_key, Decimal(value.default))
            return self._filled(stated, amounts.needed(value, regional, target))
        if not isinstance(value, Ratio):
            result = amounts.outcome(value, regional, stated["reported"])
            return self._filled(stated, result, exact_sum=None if result.unknown else _number(result.exact))
        top = amounts.outcome(value.numerator, regional, stated["reported"])
        bottom = amounts.outcome(value.denominator, regional, stated["reported"])
        return self._divided(stated, top, bottom, value.scale, value.if_empty or _NO_BASE)

    def _divided(self, stated: Fields, top: Outcome, bottom: Outcome, scale: int, if_empty: str = _NO_BASE) -> Reading:
        result = amounts.ratio(top, bottom, scale)
        if result.unknown:
            return self._filled(stated, result)
        sides = {"numerator": _number(top.point), "denominator": _number(bottom.point)}
        if bottom.point == 0:
            return self._without_base(stated, result, if_empty, **sides)
        return self._filled(stated, result, **sides)

    def _of_both(self, stated: Fields, item: Indicator, slot: Slot, group: Group, sent: tuple[str, ...]) -> Reading:
        """Then and now, or a flow and a stock: an office that is missing on one side is left out on both."""
        if not sent:
            return _blank(stated, State.MISSING, "没有前后两方面都已报送的单位")
        value, last = item.value, group.parts[-1:]
        now = self._regional(item, group, last, sent)
        if isinstance(value, PerStock):
            flow = self._regional(item, group, regions=sent)
            stock = self._regional(item, group, group.parts[:1], sent) if value.at_start else now
            return self._per_stock(stated, value, flow, stock)
        if isinstance(value, Both):
            return self._joined(stated, value, now)
        then = self._regional(item, group, group.parts[:1], sent)
        sides = (amounts.outcome(value.stock, side) for side in (then, now))
        years = slot.years[-1] - slot.years[0] if slot.years else 1
        return self._derived(stated, deriving.change(value.movement, *sides, years))

    def _per_stock(self, stated: Fields, value: PerStock, flow: amounts.Regional, stock: amounts.Regional) -> Reading:
        (top, bottom), silent = amounts.alike(((value.flow, flow), (value.stock, stock)))
        return self._without(silent, self._divided(stated, top, bottom, value.scale))

    def _joined(self, stated: Fields, value: Both, now: amounts.Regional) -> Reading:
        (first, second), silent = amounts.alike(((value.first, now), (value.second, now)))
        if value.joining is Joining.PLUS:
            return self._without(silent, self._filled(stated, amounts.plus(first, second)))
        gap = amounts.less(first, second)
        relative = value.joining is Joining.RELATIVE
        found = self._divided(stated, gap, second, 100) if relative else self._filled(stated, gap)
        return self._without(silent, found)

    def _without(self, silent: Container[str], found: Reading) -> Reading:
        """The reading with the offices named that were left out because a cell of theirs is 缺报."""
        left = self._labels(code for code in self.request.regions if code in silent)
        partial = tuple(label for label in self._labels(self.request.regions) if label in {*found.partial, *left})
        return replace(found, partial=partial, missing_cells=found.missing_cells + len(left))

    def _unbroken(self, stated: Fields, item: Indicator, slot: Slot, group: Group) -> Reading:
        """Years counted back from the chosen one, up to the first that does not fulfil it or was not reported."""
        years = 0
        for year, periods in groupby(reversed(slot.parts), key=lambda part: part.year):
            within = {part.id for part in periods}
            result = amounts.outcome(item.value.tally, self._regional(item, group, within))
            if years == 0 and result.unknown:
                return self._filled(stated, result)
            if not result.point:
                if item.kind is Kind.FLOW and year == slot.period.year and slot.period.as_of.month < _DECEMBER:
                    continue  # the year is not over: what it brings may still come
                break
            years += 1
        return Reading(**stated, state=State.PRESENT if years else State.ZERO, value=years, lo=years, hi=years)

    def _constant(self, item: Indicator, slot: Slot) -> Reading:
        """A figure on record, with its own as-of date, or the years since it."""
        known = self.request.snapshot.constants.get(item.value.code)
        stated = _stated(item, slot, None)
        if known is None:
            return _blank(stated, State.MISSING, "参照常量表里没有这个数")
        number = _number(slot.period.as_of.year - known.value if item.value.years_since else known.value)
        stated["as_of"] = known.as_of or slot.as_of
        return Reading(**stated, state=State.PRESENT, value=number, lo=number, hi=number)

    def _summarised(self, stated: Fields, item: Indicator, slot: Slot, group: Group) -> Reading:
        value = item.value
        base = amounts.outcome(value.tally, self._regional(item, group))
        if self.by == value.across.name:  # each part by itself, as a share of all of them
            read = self.facts[value.tally]
            every = {code: [key for key in read.get(code, ()) if key[0] in group.parts] for code in group.regions}
            whole = amounts.outcome(value.tally, by_region(self.facts, (value.tally,), every))
            return self._divided(stated, base, whole, scale=100)
        weights: Counter = Counter()
        for code, keys in group.places().items():
            for key in keys:
                weights.update(self.spreads[value].get(code, {}).get(key, {}))
        return self._derived(stated, deriving.summarise(value.summary, weights, base, slot.as_of))

    def _derived(self, stated: Fields, found: deriving.Derived) -> Reading:
        result = found.outcome
        if result.unknown or result.amount.not_applicable:
            return self._filled(stated, result)
        if found.empty:
            return self._without_base(stated, result, "没有可统计的行" if found.denominator is None else _NO_BASE)
        top, bottom = _number(found.numerator), _number(found.denominator)
        return self._filled(stated, result, numerator=top, denominator=bottom, words=found.words)

    def _filled(self, stated: Fields, result: Outcome, **more: object) -> Reading:
        """The reading complete. `more`: what is known beside the number, where there is one."""
        counts = self._counts(result)
        if result.unknown:
            return Reading(**stated, state=State.MISSING, **counts)
        if result.amount.not_applicable:
            return Reading(**stated, state=State.NOT_APPLICABLE, **counts, **more)
        return Reading(
            **stated,
            state=State.ZERO if result.point == 0 else State.PRESENT,
            value=_number(result.point),
            lo=_number(result.lo),
            hi=_number(result.hi),
            **counts,
            **more,
        )

    def _without_base(self, stated: Fields, result: Outcome, reason: str, **more: object) -> Reading:
        return Reading(**stated, state=State.NOT_APPLICABLE, reason=reason, **self._counts(result), **more)

    def _counts(self, result: Outcome) -> Fields:
        """What is said of the cells behind a number."""
        amount = result.amount
        return {
            "approx_cells": amount.approx,
            "no_point_cells": amount.no_point,
            "missing_cells": amount.missing,
            "na_cells": amount.na,
            "partial": self._labels(code for code in self.request.regions if code in result.partial),
        }

    def _labels(self, codes: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.request.snapshot.directory.region(code).label for code in codes)


def _unreported(source: Source, due: tuple[str, ...]) -> tuple[State, str]:
    """What a number is of which no return has come."""
    return (State.MISSING, "") if due else (State.NOT_APPLICABLE, f"不报送{source.title}")


def _stated(item: Indicator, slot: Slot, group: Group | None) -> Fields:
    """What a reading says before anything is counted."""
    return {
        "key": item.key,
        "group": group.label if group else None,
        "group_code": group.code if group else None,
        "period": slot.period.id,
        "as_of": slot.as_of,
        "span": slot.span,
    }


def _blank(stated: Fields, state: State, reason: str) -> Reading:
    """A reading without a number."""
    return Reading(**stated, state=state, reason=reason)


def _number(value: Figure | None) -> Number | None:
    """A whole number as int, any other as float: what charts, sheets and JSON can take."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)
