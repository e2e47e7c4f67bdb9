"""From what was read for one call to its readings: coverage, states, numbers."""

from collections import Counter
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
from lib.measure.facts import Facts, Reports, Spreads, by_region
from lib.measure.groups import Group, groups
from lib.measure.reading import Number, Reading, State
from lib.measure.requests import Request, refused
from lib.measure.spans import Slot

_DECEMBER = 12
_NO_BASE = "分母为0，不计算"


@dataclass(frozen=True)
class Work:
    """Everything read from the database for one call."""

    request: Request
    by: str | None
    facts: Facts
    spreads: Spreads
    reports: Reports
    names: dict[str, str]

    def readings(self, item: Indicator, slot: Slot) -> Iterator[Reading]:
        if reason := refused(item, self.by, self.request):
            yield _blank(item, slot, None, State.NOT_APPLICABLE, reason)
            return
        if isinstance(item.value, Reference):
            yield self._constant(item, slot)
            return
        found = {key for part in tallies(item.value) for key in self.facts[part]} if self.by else set()
        for group in groups(item.source, self.by, slot, self.request, found, self.names):
            yield self._reading(item, slot, group)

    def _reading(self, item: Indicator, slot: Slot, group: Group) -> Reading:
        if not slot.parts:
            return _blank(item, slot, group, slot.state, slot.reason)
        offices = self._offices(item.source, group)
        needed = _returns(item, group)
        sent = tuple(code for code in offices if all((*wanted, code) in self.reports for wanted in needed))
        missing = self._labels(code for code in offices if code not in sent)
        coverage = {"reported": len(sent), "due": len(offices), "missing": missing}
        if not self._any_report(item, group):
            state = State.MISSING if offices else State.NOT_APPLICABLE
            return _blank(item, slot, group, state, "" if offices else f"不报送{item.source.title}", **coverage)
        regional = self._regional(item, group)
        told = any(found for part, found in regional.items() if part.source is item.source)
        if not told and (group.expected or item.source.optional):
            reason = "该单位未填报" if group.expected else item.source.optional
            return _blank(item, slot, group, State.MISSING, reason, **coverage)
        blank = _blank(item, slot, group, State.PRESENT, "", **coverage)
        if isinstance(item.value, Streak):
            return self._unbroken(blank, item, slot, group)
        if isinstance(item.value, Change | PerStock | Both):
            return self._of_both(blank, item, slot, group, sent)
        if isinstance(item.value, Spread):
            return self._summarised(blank, item, slot, group)
        return self._measured(blank, item, regional)

    def _regional(
        self, item: Indicator, group: Group, parts: Container[str] | None = None, regions: Container[str] | None = None
    ) -> amounts.Regional:
        """The amounts of the group, of some periods and regions only where these are given."""
        keys = (
            key
            for key in group.addresses()
            if (parts is None or key[0] in parts) and (regions is None or key[1] in regions)
        )
        return by_region(self.facts, tallies(item.value), keys)

    def _measured(self, blank: Reading, item: Indicator, regional: amounts.Regional) -> Reading:
        value = item.value
        if isinstance(value, Needed):
            target = self.request.snapshot.targets.get(value.target_key, Decimal(value.default))
            return self._filled(blank, amounts.needed(value, regional, target))
        if not isinstance(value, Ratio):
            result = amounts.outcome(value, regional, blank.reported)
            return replace(self._filled(blank, result), exact_sum=None if result.unknown else _number(result.exact))
        top = amounts.outcome(value.numerator, regional, blank.reported)
        bottom = amounts.outcome(value.denominator, regional, blank.reported)
        return self._divided(blank, top, bottom, value.scale, value.if_empty or _NO_BASE)

    def _divided(self, blank: Reading, top: Outcome, bottom: Outcome, scale: int, if_empty: str = _NO_BASE) -> Reading:
        filled = self._filled(blank, amounts.ratio(top, bottom, scale))
        if filled.state is State.MISSING:
            return filled
        filled = replace(filled, numerator=_number(top.point), denominator=_number(bottom.point))
        return _without_base(filled, if_empty) if bottom.point == 0 else filled

    def _of_both(self, blank: Reading, item: Indicator, slot: Slot, group: Group, sent: tuple[str, ...]) -> Reading:
        """Then and now, or a flow and a stock: an office that is missing on one side is left out on both."""
        if not sent:
            return replace(blank, state=State.MISSING, reason="没有前后两方面都已报送的单位")
        value, last = item.value, group.parts[-1:]
        now = self._regional(item, group, last, sent)
        if isinstance(value, PerStock):
            flow = self._regional(item, group, regions=sent)
            stock = self._regional(item, group, group.parts[:1], sent) if value.at_start else now
            return self._per_stock(blank, value, flow, stock)
        if isinstance(value, Both):
            return self._joined(blank, value, now)
        then = self._regional(item, group, group.parts[:1], sent)
        sides = (amounts.outcome(value.stock, side) for side in (then, now))
        years = slot.years[-1] - slot.years[0] if slot.years else 1
        return self._derived(blank, deriving.change(value.movement, *sides, years))

    def _per_stock(self, blank: Reading, value: PerStock, flow: amounts.Regional, stock: amounts.Regional) -> Reading:
        (top, bottom), silent = amounts.alike(((value.flow, flow), (value.stock, stock)))
        return self._without(silent, self._divided(blank, top, bottom, value.scale))

    def _joined(self, blank: Reading, value: Both, now: amounts.Regional) -> Reading:
        (first, second), silent = amounts.alike(((value.first, now), (value.second, now)))
        if value.joining is Joining.PLUS:
            return self._without(silent, self._filled(blank, amounts.plus(first, second)))
        gap = amounts.less(first, second)
        relative = value.joining is Joining.RELATIVE
        found = self._divided(blank, gap, second, 100) if relative else self._filled(blank, gap)
        return self._without(silent, found)

    def _without(self, silent: Container[str], found: Reading) -> Reading:
        """The reading with the offices named that were left out because a cell of theirs is 缺报."""
        left = self._labels(code for code in self.request.regions if code in silent)
        partial = tuple(label for label in self._labels(self.request.regions) if label in {*found.partial, *left})
        return replace(found, partial=partial, missing_cells=found.missing_cells + len(left))

    def _unbroken(self, blank: Reading, item: Indicator, slot: Slot, group: Group) -> Reading:
        """Years counted back from the chosen one, up to the first that does not fulfil it or was not reported."""
        years = 0
        for year, periods in groupby(reversed(slot.parts), key=lambda part: part.year):
            within = {part.id for part in periods}
            result = amounts.outcome(item.value.tally, self._regional(item, group, within))
            if years == 0 and result.unknown:
                return self._filled(blank, result)
            if not result.point:
                if item.kind is Kind.FLOW and year == slot.period.year and slot.period.as_of.month < _DECEMBER:
                    continue  # the year is not over: what it brings may still come
                break
            years += 1
        return replace(blank, state=State.PRESENT if years else State.ZERO, value=years, lo=years, hi=years)

    def _constant(self, item: Indicator, slot: Slot) -> Reading:
        """A figure on record, with its own as-of date, or the years since it."""
        known = self.request.snapshot.constants.get(item.value.code)
        if known is None:
            return _blank(item, slot, None, State.MISSING, "参照常量表里没有这个数")
        value = slot.period.as_of.year - known.value if item.value.years_since else known.value
        number, blank = _number(value), _blank(item, slot, None, State.PRESENT, "")
        return replace(blank, as_of=known.as_of or slot.as_of, value=number, lo=number, hi=number)

    def _summarised(self, blank: Reading, item: Indicator, slot: Slot, group: Group) -> Reading:
        value = item.value
        base = amounts.outcome(value.tally, self._regional(item, group))
        if self.by == value.across.name:  # each part by itself, as a share of all of them
            keys = (key for key in self.facts[value.tally] if key[0] in group.parts and key[1] in group.regions)
            whole = amounts.outcome(value.tally, by_region(self.facts, (value.tally,), keys))
            return self._divided(blank, base, whole, scale=100)
        weights: Counter = Counter()
        for key in group.addresses():
            weights.update(self.spreads[value].get(key, {}))
        return self._derived(blank, deriving.summarise(value.summary, weights, base, slot.as_of))

    def _derived(self, blank: Reading, found: deriving.Derived) -> Reading:
        filled = self._filled(blank, found.outcome)
        if filled.state in (State.MISSING, State.NOT_APPLICABLE):
            return filled
        if found.empty:
            return _without_base(filled, "没有可统计的行" if found.denominator is None else _NO_BASE)
        top, bottom = _number(found.numerator), _number(found.denominator)
        return replace(filled, numerator=top, denominator=bottom, words=found.words)

    def _filled(self, blank: Reading, result: Outcome) -> Reading:
        amount = result.amount
        counts = {
            "approx_cells": amount.approx,
            "no_point_cells": amount.no_point,
            "missing_cells": amount.missing,
            "na_cells": amount.na,
            "partial": self._labels(code for code in self.request.regions if code in result.partial),
        }
        if result.unknown:
            return replace(blank, state=State.MISSING, **counts)
        if amount.not_applicable:
            return replace(blank, state=State.NOT_APPLICABLE, **counts)
        return replace(
            blank,
            state=State.ZERO if result.point == 0 else State.PRESENT,
            value=_number(result.point),
            lo=_number(result.lo),
            hi=_number(result.hi),
            **counts,
        )

    def _offices(self, source: Source, group: Group) -> list[str]:
        """The regions of the group that owe this source or have sent it, in official order."""
        due = self.request.snapshot.directory.duties.get(source.name)
        return [
            code
            for code in group.regions
            if due is None or code in due or any((source.name, part, code) in self.reports for part in group.parts)
        ]

    def _any_report(self, item: Indicator, group: Group) -> bool:
        parts = group.parts[-1:] if isinstance(item.value, Streak) else group.parts
        return any((item.source.name, part, code) in self.reports for part in parts for code in group.regions)

    def _labels(self, codes: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.request.snapshot.directory.region(code).label for code in codes)


def _returns(item: Indicator, group: Group) -> list[tuple[str, str]]:
    """Source and period of every return that the number needs: of a stock beside a flow, that of the last period."""
    parts = group.parts[-1:] if isinstance(item.value, Streak) else group.parts
    found = [(item.source.name, part) for part in parts]
    if isinstance(item.value, PerStock | Both):
        found += [(part.source.name, group.parts[-1]) for part in item.value.parts]
    return found


def _without_base(filled: Reading, reason: str = _NO_BASE) -> Reading:
    return replace(filled, state=State.NOT_APPLICABLE, lo=None, hi=None, reason=reason)


def _blank(item: Indicator, slot: Slot, group: Group | None, state: State, reason: str, **coverage) -> Reading:
    return Reading(
        key=item.key,
        group=group.label if group else None,
        group_code=group.code if group else None,
        period=slot.period.id,
        as_of=slot.as_of,
        span=slot.span,
        state=state,
        reason=reason,
        **coverage,
    )


def _number(value: Figure | None) -> Number | None:
    """A whole number as int, any other as float: what charts, sheets and JSON can take."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)
