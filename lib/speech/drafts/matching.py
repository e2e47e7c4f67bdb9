"""What a number in a draft measures: the words around it against the lexicon, its place and its time.

Nothing is measured here. A candidate says which indicator, of whom and when, how sure that is and why.
"""

import re
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import replace

from lib.directory import Directory
from lib.indicators import INDICATORS
from lib.speech.drafts.matching_cells import of_cell
from lib.speech.drafts.matching_changes import CHANGE, POINTS
from lib.speech.drafts.matching_clauses import AMONG, Clauses, Context, Spot
from lib.speech.drafts.matching_differences import Differences
from lib.speech.drafts.matching_doubts import doubted
from lib.speech.drafts.matching_governing import Governing
from lib.speech.drafts.matching_misread import AMONG_DOUBT, Misread
from lib.speech.drafts.matching_places import Places
from lib.speech.drafts.matching_plans import Plans
from lib.speech.drafts.matching_scores import Candidate, ranked
from lib.speech.drafts.matching_sides import of_all, other_side
from lib.speech.drafts.matching_times import Times
from lib.speech.drafts.matching_words import lexicon
from lib.speech.drafts.text import Draft

__all__ = ["POINTS", "Candidate", "Matcher", "Spot"]

_FROM = re.compile("(?:由|从)$")
_TO = re.compile(
    "[^，。；]{0,4}(?:增加|发展|提高|提升|上升|攀升|扩大|增|升|涨|变|减少|下降|下滑|回落|压减|减|降|跌|滑|落)(?:到|至|为|成)"
)
_TOTAL = re.compile("总[数量](?:为|达到?|是|增?至|已?有)*")


class Matcher:
    """The numbers of one draft. `spots`: all of them. `period` and `district`: from when and of whom the draft speaks;
    without them its title and date decide. `speaking`: as for `Times`."""

    def __init__(
        self,
        draft: Draft,
        spots: Sequence[Spot],
        directory: Directory,
        *,
        period: str | None = None,
        district: str | None = None,
        speaking: int | None = None,
    ) -> None:
        self.times = Times(draft, directory, period, speaking=speaking)
        self.places = Places(draft, directory, district)
        self._draft = draft
        self._words = lexicon()
        self._clauses = Clauses(draft, spots, self._words, self.places, self.times)
        self._governing = Governing(draft, self._clauses, self.places, self.times)
        self._plans = Plans(draft, self.times)
        self._misread = Misread(draft, self._clauses, self.places, self._plans)
        self._differences = self._differing()
        self._found: dict[Spot, tuple[Candidate, ...]] = {}

    def candidates(self, spot: Spot) -> tuple[Candidate, ...]:
        """What the number may be, the likeliest first; empty where nothing on record fits."""
        if spot not in self._found:
            self._found[spot] = tuple(
                replace(one, doubt=one.doubt or self._misread.doubt(spot, one)) for one in self._candidates(spot)
            )
        return self._found[spot]

    def faint(self, spot: Spot) -> tuple[Candidate, ...]:
        """All that the number may be by any words of its sentence, without those of which something speaks against."""
        paragraph, text = self._draft.paragraphs[spot.paragraph], self._clauses.text(spot)
        if paragraph.row or paragraph.column or spot.measure == POINTS or CHANGE.search(self._differences.own(spot)):
            return ()
        context, first = self._clauses.context(spot), self._clauses.own(spot)[0]
        context = replace(context, before=self._clauses.head(spot) + "|" + context.before)
        place, time = self._governing.place(spot), self._governing.time(spot)
        found = ranked(self._words, context, spot.measure, place, time, faint=True)
        found = doubted(found, text[first : spot.start], text[spot.start : spot.end], spot.measure)
        return tuple(one for one in found if not (one.doubt or self._misread.doubt(spot, one)))

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

    def also(self, spot: Spot, one: Candidate) -> tuple[list[Candidate], list[Candidate]]:
        """The reading at the place of the draft, and at the others and the other times that the text names; none in a
        table."""
        paragraph = self._draft.paragraphs[spot.paragraph]
        if paragraph.row or paragraph.column:
            return [], []
        places, times = self._governing.also(spot)
        moved = [replace(one.filters, districts=item.districts, units=item.units) for item in places]
        timed = [replace(one.filters, period=item.period, span=item.span) for item in times]
        of_draft, others = moved[:1], [*moved[1:], *timed]
        return tuple(
            [replace(one, filters=item) for item in filters if item != one.filters] for filters in (of_draft, others)
        )

    def rises(self, spot: Spot) -> bool:
        """由15个增加到25个: the 15 are of an earlier time that nobody names, or of now where the 25 are a target."""
        text = self._clauses.text(spot)
        return bool(_FROM.search(text, 0, spot.start) and _TO.match(text, spot.end))

    def is_planned(self, paragraph: int) -> bool:
        """Whether a paragraph stands below a heading of what is to come."""
        return self._plans.is_part(paragraph)

    def counted_in(self, measure: Callable[[str], str]) -> "Matcher":
        """The same draft with other measure words at its numbers."""
        twin = copy(self)
        twin._found, twin._clauses = {}, self._clauses.counted_in(measure)
        twin._governing = Governing(self._draft, twin._clauses, self.places, self.times)
        twin._misread = Misread(self._draft, twin._clauses, self.places, self._plans)
        twin._differences = twin._differing()
        return twin

    def _differing(self) -> Differences:
        return Differences(self._words, self._clauses, self._governing, self._ranked, self.candidates)

    def _candidates(self, spot: Spot) -> tuple[Candidate, ...]:
        paragraph = self._draft.paragraphs[spot.paragraph]
        if paragraph.row or paragraph.column:
            return of_cell(self._draft, self._clauses, self._governing, paragraph, spot.measure)
        first, _ = self._clauses.own(spot)
        said = self._clauses.text(spot)[spot.start : spot.end]
        if (changes := self._differences.of(spot)) is not None:
            return changes
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
        if earlier and _TOTAL.fullmatch(self._differences.own(spot)) and earlier.measure == spot.measure:
            return self._values(earlier)  # 新增支部2个，总数81个
        found = self._ranked(context, spot.measure, spot)
        while not found and earlier and self._clauses.says_nothing(spot):
            context = context.following(self._clauses.context(earlier))
            found, earlier = self._ranked(context, spot.measure, spot), self._clauses.before(earlier)
        return found or self._side(spot)

    def _side(self, spot: Spot) -> tuple[Candidate, ...]:
        """Of one rate after the number before: 应召开862个，已召开770个，占89.3%."""
        earlier = self._clauses.before(spot)
        found = self.candidates(earlier)[:1] if earlier else ()
        return other_side(found[0], earlier.measure, self._differences.own(spot), spot.measure) if found else ()

    def _ranked(self, context: Context, measure: str, spot: Spot) -> tuple[Candidate, ...]:
        return of_all(
            context.before,
            ranked(self._words, context, measure, self._governing.place(spot), self._governing.time(spot)),
        )
