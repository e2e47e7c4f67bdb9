"""What the number of a change measures: 比上年底增加3个, 同比增长5%, 提高2个百分点."""

import re
from collections.abc import Callable
from dataclasses import replace

from lib.indicators import INDICATORS, Change
from lib.speech.drafts.matching_changes import (
    BASE,
    BESIDE,
    CHANGE,
    COMPARED,
    LEVELS,
    POINTS,
    baseline,
    may_change,
)
from lib.speech.drafts.matching_clauses import Clauses, Context, Spot, sentence_start
from lib.speech.drafts.matching_doubts import doubted
from lib.speech.drafts.matching_governing import Governing
from lib.speech.drafts.matching_scores import Candidate
from lib.speech.drafts.matching_sides import EACH
from lib.speech.drafts.matching_words import How, Lexicon

_BASE_REACH = 14  # characters before a clause in which the base of a comparison stands


class Differences:
    """The changes of one draft. `ranked`: what words fit; `candidates`: what the numbers before may be."""

    def __init__(
        self,
        words: Lexicon,
        clauses: Clauses,
        governing: Governing,
        ranked: Callable[[Context, str, Spot], tuple[Candidate, ...]],
        candidates: Callable[[Spot], tuple[Candidate, ...]],
    ) -> None:
        self._words, self._clauses, self._governing = words, clauses, governing
        self._ranked, self._candidates = ranked, candidates

    def of(self, spot: Spot) -> tuple[Candidate, ...] | None:
        """What the number is a change of; None where it is no change."""
        own = self.own(spot)
        said = self._clauses.text(spot)[spot.start : spot.end]
        based = spot.measure in (POINTS, "%") or self._base(spot)
        if not CHANGE.search(own) or not (based or self._only_changes(spot, own)):
            return None
        found = doubted(self._changes(spot), own, said, spot.measure)
        found = found if based else tuple(replace(item, sure=False) for item in found)
        beside = BESIDE.search(own) or self._beside_number(spot, own)
        doubt = f"是“{beside[0]}”，不是与往期相比" if beside else ""
        return tuple(replace(item, doubt=item.doubt or doubt) for item in found)

    def own(self, spot: Spot) -> str:
        """The words before a number in its clause; of 分别增长X%和X% those before the first of them."""
        text, head = self._clauses.text(spot), self._clauses.run(spot)[0]
        first, _ = self._clauses.own(spot)
        lead = text[self._clauses.own(head)[0] : head.start]
        own = text[first : spot.start]
        return lead if EACH.search(lead) and self._clauses.is_idle(own) else own

    def _beside_number(self, spot: Spot, own: str) -> re.Match[str] | None:
        """比全市的66.7%高2.5个百分点 is no change either."""
        earlier, text = self._clauses.before(spot), self._clauses.text(spot)
        if earlier is None or not LEVELS.fullmatch(own):
            return None
        return BESIDE.search(text[self._clauses.own(earlier)[0] : earlier.start] + own)

    def _only_changes(self, spot: Spot, own: str) -> bool:
        """增加到518名，增加36名: since when the number before it grew is not said."""
        earlier = self._clauses.before(spot)
        risen = earlier and self._clauses.text(spot)[: earlier.start].endswith(("到", "至"))
        number = self._clauses.text(spot)[spot.start : spot.end]
        return (
            bool(risen)
            and any(map(str.isdigit, number))
            and self._words.says_nothing(self._clauses.bare(CHANGE.sub("", own)))
        )

    def _base(self, spot: Spot) -> re.Match[str] | None:
        """The words that say with what the number compares, in its clause or just before."""
        first, _ = self._clauses.own(spot)
        text = self._clauses.text(spot)
        near = BASE.search(text[max(0, first - _BASE_REACH) : spot.start])
        return near or COMPARED.search(text, sentence_start(text, first), first)

    def _changes(self, spot: Spot) -> tuple[Candidate, ...]:
        """A difference of what its own clause names, or else of the number before it."""
        own = self.own(spot)
        context = self._clauses.context(spot)
        named = self._ranked(context, spot.measure, spot)
        if direct := tuple(item for item in named if isinstance(INDICATORS[item.key].value, Change)):
            return direct
        what = self._clauses.bare(CHANGE.sub("", BASE.sub("", own)))
        if self._words.says_nothing(what):
            found = self._of_earlier(spot)
        else:
            found = self._ranked(replace(context, before=what), "%" if spot.measure == POINTS else "", spot)
        base = self._base(spot)
        said = f"“{base[0] if base else ''}{CHANGE.search(own)['verb']}”说的是增减"
        how = How.GROWTH if spot.measure == "%" else How.CHANGE
        return tuple(
            replace(
                item,
                how=how,
                filters=replace(item.filters, baseline=baseline(base)),
                reason=f"{item.reason}；{said}",
            )
            for item in found
            if item.how is How.VALUE and may_change(item.key, spot.measure)
        )

    def _of_earlier(self, spot: Spot) -> tuple[Candidate, ...]:
        """What the number before was, at the time of this one; of 分别增长X%和X% each belongs to one of them."""
        run = self._clauses.run(spot)
        listed = [run[0]]
        while len(listed) <= len(run) and (one := self._clauses.before(listed[0])):
            listed.insert(0, one)
        if len(listed) <= len(run) or len(self._clauses.run(listed[0])) > len(run):
            return ()
        time = self._governing.time(spot)
        found = self._candidates(listed[run.index(spot)])
        return tuple(replace(item, filters=replace(item.filters, period=time.period, span=time.span)) for item in found)
