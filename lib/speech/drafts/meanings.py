"""What the numbers of a finished draft may measure, beyond what the matcher says of each alone, and their values."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from lib.access import Scope
from lib.filters import Baseline, baseline_period
from lib.indicators import INDICATORS, Kind
from lib.measure import Snapshot
from lib.speech.drafts.matching import POINTS, Candidate, Matcher, Spot
from lib.speech.drafts.matching_words import lexicon
from lib.speech.drafts.meanings_following import Following, rebased
from lib.speech.drafts.measuring import Value, measured
from lib.speech.drafts.surroundings import Asked, Surroundings, asked
from lib.speech.drafts.text import Draft

_PEOPLE = frozenset("人名位")


class Meanings:
    """The candidates of every number of one draft and their values. `around`: the words around each; `times`: of
    which the draft speaks. `speaking`: as for `Times`."""

    def __init__(
        self,
        draft: Draft,
        snapshot: Snapshot,
        period: str | None,
        district: str | None,
        scope: Scope,
        speaking: int | None = None,
    ) -> None:
        self.draft, self.snapshot, self._scope = draft, snapshot, scope
        self._asked = {"period": period, "district": district, "speaking": speaking}
        self.numbers = asked(draft)
        self.around = Surroundings(draft, self.numbers)
        self._values: dict[Candidate, Value] = {}
        spots = [item.spot for item in self.numbers]
        self._matcher = Matcher(draft, spots, snapshot.directory, **self._asked)
        self.times = self._matcher.times
        self._following = Following(self.around, self.of, self._matcher.at_place, snapshot.directory)
        self._found: dict[Spot, tuple[Candidate, ...]] = {}
        self.measure(one for item in self.numbers for one in (*self.of(item), *self.under_another_unit(item)))

    def of(self, item: Asked) -> tuple[Candidate, ...]:
        """What the number may measure, the likeliest first."""
        if item.spot not in self._found:
            found = self._matcher.candidates(item.spot) or self._following.of(item)
            before = self.around.before(item, 20)
            self._found[item.spot] = tuple(rebased(before, one) for one in found)
        return self._found[item.spot]

    def plain_clause(self, item: Asked) -> str:
        """The words from the last mark or number to this number, as the lexicon has them."""
        return lexicon().plain(self.around.clause(item))

    def also(self, item: Asked, one: Candidate) -> tuple[list[Candidate], list[Candidate]]:
        """The reading at the place of the draft, and at the other places and times that the text allows."""
        return self._matcher.also(item.spot, one)

    def faint(self, item: Asked) -> tuple[Candidate, ...]:
        """All that the number may be by any words of its sentence."""
        found = self._matcher.faint(item.spot)
        self.measure(found)
        return found

    def a_year_before(self, item: Asked) -> Candidate | None:
        """由A增加到B: what A measures if it is of the year before; None for any other number."""
        one = next(iter(self.of(item)), None)
        if one is None or one.sure or not self._matcher.rises(item.spot):
            return None
        filters = replace(one.filters, baseline=Baseline.YEAR)
        base = baseline_period(filters, self.snapshot.directory, flow=INDICATORS[one.key].kind is Kind.FLOW)
        return replace(one, filters=replace(filters, period=base.id), sure=True) if base and not one.doubt else None

    def under_another_unit(self, item: Asked) -> tuple[Candidate, ...]:
        """The same with 人次 for 人, 百分点 for %, and the other way round."""
        unit = swapped(item.spot.measure)
        if unit == item.spot.measure:
            return ()
        found = self._others.candidates(replace(item.spot, measure=unit)) or self._following.change(item, unit)
        before = self.around.before(item, 20)
        return tuple(rebased(before, one) for one in found[:2])

    @cached_property
    def _others(self) -> Matcher:
        return self._matcher.counted_in(swapped)

    @cached_property
    def _any_unit(self) -> Matcher:
        return self._matcher.counted_in(lambda _: "")

    def hinted(self, item: Asked) -> Candidate | None:
        """What the words fit where the unit does not."""
        return next(iter(self._any_unit.candidates(replace(item.spot, measure=""))), None)

    def beside(self, spots: Sequence[Spot]) -> dict[Spot, tuple[Candidate, ...]]:
        """What words at other places than the numbers (首次, 逐年) may speak of."""
        every = [*(item.spot for item in self.numbers), *spots]
        matcher = Matcher(self.draft, every, self.snapshot.directory, **self._asked)
        return {spot: matcher.candidates(spot) for spot in spots}

    def measure(self, candidates: Iterable[Candidate]) -> None:
        """Take the values of all these in few queries."""
        self._values |= measured(self.snapshot, [one for one in candidates if one not in self._values], self._scope)

    def value(self, one: Candidate) -> Value:
        if one not in self._values:
            self.measure([one])
        return self._values[one]


def swapped(measure: str) -> str:
    """The unit that is easily taken for this one."""
    if measure in _PEOPLE:
        return "人次"
    return {"人次": "人", "%": POINTS, POINTS: "%"}.get(measure, measure)
