"""Numbers that go on with the one before them: 占18.6%, 全市是18.6%, 比去年同期的9个, 同比增长3%."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from lib.directory import Directory
from lib.filters import Baseline, baseline_period
from lib.indicators import INDICATORS, Kind, Ratio
from lib.speech.drafts.matching import POINTS, Candidate, Spot
from lib.speech.drafts.matching_changes import may_change
from lib.speech.drafts.matching_words import How
from lib.speech.drafts.proposing import LEAST_SCORE
from lib.speech.drafts.surroundings import BASED, VERB, Asked, Surroundings, last_clause

CHANGED = (How.CHANGE, How.GROWTH)
_REACH = 24  # characters before a number that say how it goes on
_SAME_SPAN = re.compile("同比|(?:较|比|与)(?:去年|上年|上一年)?同期")
_PREVIOUS = re.compile("环比|(?:较|比|与)(?:今年)?上半年|(?:较|比|与)上一?期")
_OF_BASE = re.compile(rf"{BASED.pattern}的$")
# The number before it, of another place: 而全市是18.6%, 明显低于全市的66.7%.
_BESIDE = re.compile("(?:全市|市直)(?:的?平均)?(?:水平)?(?:的|是|为|只有|达到?)*$")
_SHARE = re.compile("(?:约|大约)?(?:占|占比|比例|比重)(?:为|达|达到|约|约为|近|了)*$")


class Following:
    """What such a number measures. `of`: the candidates of the number before; `at_place`: the same at another place."""

    def __init__(
        self,
        around: Surroundings,
        of: Callable[[Asked], Sequence[Candidate]],
        at_place: Callable[[Spot, Sequence[Candidate]], Sequence[Candidate]],
        directory: Directory,
    ) -> None:
        self._around, self._of, self._at_place, self._directory = around, of, at_place, directory

    def of(self, item: Asked) -> tuple[Candidate, ...]:
        """What a number measures that says nothing of its own."""
        before, earlier = self._around.before(item, _REACH), self._around.earlier(item)
        if earlier is None:
            return ()
        if item.written.is_share and _SHARE.search(last_clause(before)):
            return self._share_of(earlier)
        if item.written.is_share and _BESIDE.search(last_clause(before)):
            return tuple(one for one in self._at_place(item.spot, self._of(earlier)) if one.how is How.VALUE)
        based = _OF_BASE.search(before)
        if based:
            return tuple(one for one in self._at_base(earlier, based) if _counted_in(one, item.spot.measure))
        return self.change(item, item.spot.measure)

    def change(self, item: Asked, unit: str) -> tuple[Candidate, ...]:
        """增长3%: of the number before."""
        clause, earlier = last_clause(self._around.before(item, _REACH)), self._around.earlier(item)
        bare = VERB.sub("", BASED.sub("", clause)).replace("同口径", "").replace("同比", "").replace("环比", "")
        if earlier is None or not VERB.search(clause) or bare.strip():
            return ()
        how = How.GROWTH if unit == "%" else How.CHANGE
        return tuple(
            replace(one, how=how, reason=f"{one.reason}；说的是增减")
            for one in self._of(earlier)
            if one.how is How.VALUE and may_change(one.key, unit)
        )

    def _share_of(self, earlier: Asked) -> tuple[Candidate, ...]:
        """The rates of which the number before is the numerator."""
        part = next(iter(self._of(earlier)), None)
        if part is None or part.how is not How.VALUE or part.group:
            return ()
        counted = INDICATORS[part.key].value
        rates = [
            item for item in INDICATORS.values() if isinstance(item.value, Ratio) and item.value.numerator == counted
        ]
        # Behind 其中 the base may be the whole before it: then only equal digits tell.
        score = min(part.score, LEAST_SCORE - 0.1) if "其中" in self._around.before(earlier, _REACH) else part.score
        reason = f"{part.reason}；“占”说的是其占比"
        return tuple(replace(part, key=item.key, score=score, reason=reason) for item in rates if item.is_rate)

    def _at_base(self, earlier: Asked, based: re.Match[str]) -> tuple[Candidate, ...]:
        """比去年同期的9个: the number before at the time with which it is compared."""
        baseline = Baseline.SAME if based["part"] == "同期" else Baseline.YEAR
        found = []
        for one in self._of(earlier):
            filters = replace(one.filters, baseline=baseline)
            flow = INDICATORS[one.key].kind is Kind.FLOW
            period = baseline_period(filters, self._directory, flow=flow)
            named = (based["year"] or "")[:4]
            fits = period and (not named.isdigit() or int(named) == period.year)
            if fits and one.how in (How.VALUE, *CHANGED):
                reason = f"{one.reason}；时间按“{based[0].rstrip('的')}”"
                found.append(replace(one, how=How.VALUE, filters=replace(filters, period=period.id), reason=reason))
        return tuple(found)


def rebased(before: str, one: Candidate) -> Candidate:
    """同比 is with the same day or span of last year, 环比 and 较上半年 with the period before. `before`: the words in
    front of the number."""
    if one.how not in CHANGED:
        return one
    baseline = Baseline.PREVIOUS if _PREVIOUS.search(before) else one.filters.baseline
    baseline = Baseline.SAME if _SAME_SPAN.search(before) else baseline
    return replace(one, filters=replace(one.filters, baseline=baseline))


def _counted_in(one: Candidate, measure: str) -> bool:
    return (measure == "%") == INDICATORS[one.key].is_rate and measure != POINTS
