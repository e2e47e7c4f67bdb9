"""What a number in a draft measures: the words around it against the lexicon, its place and its time.

Nothing is measured here. A candidate says which indicator, of whom and when, how sure that is and why.
"""

import re
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import replace

from lib.directory import Directory
from lib.indicators import INDICATORS, Change
from lib.speech.drafts.matching_cells import of_cell
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
from lib.speech.drafts.matching_clauses import AMONG, Clauses, Context, Spot, sentence_start
from lib.speech.drafts.matching_doubts import doubted
from lib.speech.drafts.matching_governing import Governing
from lib.speech.drafts.matching_misread import AMONG_DOUBT, Misread
from lib.speech.drafts.matching_places import Places
from lib.speech.drafts.matching_plans import Plans
from lib.speech.drafts.matching_scores import Candidate, ranked
from lib.speech.drafts.matching_sides import EACH, of_all, other_side
from lib.speech.drafts.matching_times import Times
from lib.speech.drafts.matching_words import How, lexicon
from lib.speech.drafts.text import Draft

__all__ = ["POINTS", "Candidate", "Matcher", "Spot"]

_FROM = re.compile("(?:由|从)$")
_TO = re.compile("[^，。；]{0,4}(?:增加|发展|提高|提升|上升|扩大|增|升|减少|下降|减|降)(?:到|至|为)")
_BASE_REACH = 14  # characters before a clause in which the base of a comparison stands


class Matcher:
    """The numbers of one draft. `spots`: all of them. `period` and `district`: from when and of whom the draft speaks;
    without them its title and date decide."""

    def __init__(
        self,
        draft: Draft,
        spots: Sequence[Spot],
        directory: Directory,
        *,
        period: str | None = None,
        district: str | None = None,
    ) -> None:
        self.times = Times(draft, directory, period)
        self.places = Places(draft, directory, district)
        self._draft = draft
        self._words = lexicon()
        self._clauses = Clauses(draft, spots, self._words, self.places, self.times)
        self._governing = Governing(draft, self._clauses, self.places, self.times)
        self._plans = Plans(draft, self.times)
        self._misread = Misread(draft, self._clauses, self.places, self._plans)
        self._found: dict[Spot, tuple[Candidate, ...]] = {}

    def candidates(self, spot: Spot) -> tuple[Candidate, ...]:
        """What the number may be, the likeliest first; empty where nothing on record fits."""
        if spot not in self._found:
            self._found[spot] = tuple(
                replace(one, doubt=one.doubt or self._misread.doubt(spot, one)) for one in self._candidates(spot)
            )
        return self._found[spot]

    def at_place(self, spot: Spot, found: Sequence[Candidate]) -> tuple[Candidate, ...]:
        """These at the place of another number that says nothing else of its own."""
        place = self._governing.place(spot)
        reason = f"；范围按“{place.said}”" if place.said else ""
        filters = [replace(one.filters, districts=place.districts, units=place.units) for one in found]
        return tuple(
            replace(one, filters=moved, reason=one.reason + reason, doubt="" if place.known else one.doubt)
            for one, moved in zip(found, filters, strict=True)
            if INDICATORS[one.key].is_rate
        )

    def rises(self, spot: Spot) -> bool:
        """由15个增加到25个: the 15 are of an earlier time that nobody names, or of now where the 25 are a target."""
        text = self._clauses.text(spot)
        return bool(_FROM.search(text, 0, spot.start) and _TO.match(text, spot.end))

    def counted_in(self, measure: Callable[[str], str]) -> "Matcher":
        """The same draft with other measure words at its numbers."""
        twin = copy(self)
        twin._found, twin._clauses = {}, self._clauses.counted_in(measure)
        twin._governing = Governing(self._draft, twin._clauses, self.places, self.times)
        twin._misread = Misread(self._draft, twin._clauses, self.places, self._plans)
        return twin

    def _candidates(self, spot: Spot) -> tuple[Candidate, ...]:
        paragraph = self._draft.paragraphs[spot.paragraph]
        if paragraph.row or paragraph.column:
            return of_cell(self._draft, self._clauses, self._governing, paragraph, spot.measure)
        first, _ = self._clauses.own(spot)
        own = self._own(spot)
        said = self._clauses.text(spot)[spot.start : spot.end]
        based = spot.measure in (POINTS, "%") or self._base(spot)
        if CHANGE.search(own) and (based or self._only_changes(spot, own)):
            found = doubted(self._changes(spot), own, said, spot.measure)
            found = found if based else tuple(replace(item, sure=False) for item in found)
            beside = BESIDE.search(own) or self._beside_number(spot, own)
            doubt = f"是“{beside[0]}”，不是与往期相比" if beside else ""
            return tuple(replace(item, doubt=item.doubt or doubt) for item in found)
        found = () if spot.measure == POINTS else self._values(spot)
        text = self._clauses.text(spot)
        if self.rises(spot):
            found = tuple(replace(item, sure=False) for item in found)
        if AMONG.match(text, spot.end):
            found = tuple(replace(item, doubt=item.doubt or AMONG_DOUBT) for item in found)
        return doubted(found, text[first : spot.start], said, spot.measure)

    def _values(self, spot: Spot) -> tuple[Candidate, ...]:
        """What the clause fits; one that says nothing goes on with the numbers before it until something fits."""
        context, earlier = self._clauses.context(spot), self._clauses.before(spot)
        found = self._ranked(context, spot.measure, spot)
        while not found and earlier and self._clauses.says_nothing(spot):
            context = context.following(self._clauses.context(earlier))
            found, earlier = self._ranked(context, spot.measure, spot), self._clauses.before(earlier)
        return found or self._side(spot)

    def _side(self, spot: Spot) -> tuple[Candidate, ...]:
        """Of one rate after the number before: 应召开862个，已召开770个，占89.3%."""
        earlier = self._clauses.before(spot)
        found = self.candidates(earlier)[:1] if earlier else ()
        return other_side(found[0], earlier.measure, self._own(spot), spot.measure) if found else ()

    def _ranked(self, context: Context, measure: str, spot: Spot) -> tuple[Candidate, ...]:
        return of_all(
            context.before,
            ranked(self._words, context, measure, self._governing.place(spot), self._governing.time(spot)),
        )

    def _own(self, spot: Spot) -> str:
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
        own = self._own(spot)
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
        found = self.candidates(listed[run.index(spot)])
        return tuple(replace(item, filters=replace(item.filters, period=time.period, span=time.span)) for item in found)
