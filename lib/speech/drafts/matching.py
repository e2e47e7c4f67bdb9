"""What a number in a draft measures: the words around it against the lexicon, its place and its time.

Nothing is measured here. A candidate says which indicator, of whom and when, how sure that is and why.
"""

import re
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import replace

from lib.directory import Directory
from lib.indicators import INDICATORS, Change
from lib.speech.drafts.matching_changes import BASE, BESIDE, CHANGE, FORECASTS, PLANNED, POINTS, baseline, may_change
from lib.speech.drafts.matching_clauses import AMONG, Clauses, Context, Spot, segment_start, sentence_start
from lib.speech.drafts.matching_places import Mention, Place, Places
from lib.speech.drafts.matching_scores import Candidate, ranked
from lib.speech.drafts.matching_times import Mention as TimeMention
from lib.speech.drafts.matching_times import Time, Times
from lib.speech.drafts.matching_words import How, lexicon
from lib.speech.drafts.text import Draft, Paragraph

__all__ = ["POINTS", "Candidate", "Matcher", "Spot"]

_TABLE_REACH = 400  # characters above a table that tell what it is about
_ENDINGS = {"人次": "人次", "场次": "场次", "率": "%", "占比": "%", "比例": "%", "%": "%", "元": "元"}
_PARAGRAPH_SUBJECT = 12  # characters within which a paragraph names what it is about
_BESIDE = ("由", "从", "比", "较", "与", "自")  # a time that is only compared with
_DIGITS = re.compile(r"\d|[X×*＊_＿]|[一二三四五六七八九十][个名人次场]")
_HAN = "[一二三四五六七八九十]"
_HEADING = re.compile(rf"^\s*(?:[（(]?(?:{_HAN}+|\d+)[)）、.．]|{_HAN}是|第{_HAN}[，,、])\s*|^[^，。；：]*[：:]")
_POINTING = re.compile("(?:这样|那样|此类|这类|上述|前述|同样)的?|[前后][一两]项|[前后]者")
# 由15个增加到25个: the 15 are of an earlier time that nobody names.
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
        self._found: dict[Spot, tuple[Candidate, ...]] = {}

    def candidates(self, spot: Spot) -> tuple[Candidate, ...]:
        """What the number may be, the likeliest first; empty where nothing on record fits."""
        if spot not in self._found:
            self._found[spot] = self._candidates(spot)
        return self._found[spot]

    def at_place(self, spot: Spot, found: Sequence[Candidate]) -> tuple[Candidate, ...]:
        """These at the place of another number that says nothing else of its own."""
        place = self._place(spot)
        reason = f"；范围按“{place.said}”" if place.said else ""
        filters = [replace(one.filters, districts=place.districts, units=place.units) for one in found]
        return tuple(
            replace(one, filters=moved, reason=one.reason + reason, doubt="" if place.known else one.doubt)
            for one, moved in zip(found, filters, strict=True)
            if INDICATORS[one.key].is_rate
        )

    def counted_in(self, measure: Callable[[str], str]) -> "Matcher":
        """The same draft with other measure words at its numbers."""
        twin = copy(self)
        twin._found, twin._clauses = {}, self._clauses.counted_in(measure)
        return twin

    def _candidates(self, spot: Spot) -> tuple[Candidate, ...]:
        paragraph = self._draft.paragraphs[spot.paragraph]
        if paragraph.row or paragraph.column:
            return self._of_cell(spot, paragraph)
        first, _ = self._clauses.own(spot)
        if CHANGE.search(paragraph.text[first : spot.start]) and (spot.measure in (POINTS, "%") or self._base(spot)):
            own = self._clauses.text(spot)[first : spot.start]
            found = self._doubted(self._changes(spot), own)
            beside = BESIDE.search(own)
            doubt = f"是“{beside[0]}”，不是与往期相比" if beside else ""
            return tuple(replace(item, doubt=item.doubt or doubt) for item in found)
        found = () if spot.measure == POINTS else self._values(spot)
        text = self._clauses.text(spot)
        if _FROM.search(text, 0, spot.start) and _TO.match(text, spot.end):
            found = tuple(replace(item, sure=False) for item in found)
        if AMONG.match(text, spot.end):
            found = tuple(replace(item, doubt=item.doubt or "说的是全部还是其中一部分拿不准") for item in found)
        return self._doubted(found, text[first : spot.start])

    @staticmethod
    def _doubted(found: tuple[Candidate, ...], own: str) -> tuple[Candidate, ...]:
        """What a clause that points back (这样的, 前一项) or ahead (将达到) says is not certain."""
        if PLANNED.search(own):
            found = tuple(item for item in found if item.key in FORECASTS) or found
            doubt = "" if found and found[0].key in FORECASTS else "说的是预计或计划的数"
        else:
            doubt = "说的是前面提到的哪一项拿不准" if _POINTING.search(own) else ""
        return tuple(replace(item, doubt=item.doubt or doubt) for item in found)

    def _values(self, spot: Spot) -> tuple[Candidate, ...]:
        """What the clause fits; one that says nothing goes on with the numbers before it until something fits."""
        context, earlier = self._clauses.context(spot), self._clauses.before(spot)
        found = self._ranked(context, spot.measure, spot)
        while not found and earlier and self._clauses.says_nothing(spot):
            context = context.following(self._clauses.context(earlier))
            found, earlier = self._ranked(context, spot.measure, spot), self._clauses.before(earlier)
        return found

    def _ranked(self, context: Context, measure: str, spot: Spot) -> tuple[Candidate, ...]:
        return ranked(self._words, context, measure, self._place(spot), self._time(spot))

    def _of_cell(self, spot: Spot, paragraph: Paragraph) -> tuple[Candidate, ...]:
        """A number in a table: the headings of its row and column are its clause."""
        said = f"{paragraph.row} {paragraph.column}"
        bracketed = [word.strip().removeprefix("单位：") for word in re.findall(r"[（(]([^）)]*)[）)]", said)]
        endings = [_ENDINGS[end] for part in said.split() for end in _ENDINGS if part.endswith(end)]
        measure = next(filter(None, (spot.measure, *bracketed, *endings)), "").removeprefix("万")
        bare = re.sub(r"[（(][^）)]*[）)]", " ", said)
        places, times = self.places.mentions(bare), self.times.mentions(bare)
        above = self._draft.text[max(0, paragraph.offset - _TABLE_REACH) : paragraph.offset]
        context = Context(self._clauses.bare(bare), title=self._words.plain(above) + self._clauses.title)
        place = places[0].place if places else self.places.base
        return ranked(self._words, context, measure, place, times[0].time if times else self.times.base)

    # ---- of whom and when --------------------------------------------------------------------------------------------

    def _place(self, spot: Spot) -> Place:
        """The place named last before the number, or right after it; several in one clause are taken together."""
        text = self._draft.paragraphs[spot.paragraph].text
        first, last = self._clauses.own(spot)
        mentions = self.places.mentions(text)
        own = [item for item in mentions if first <= item.start < spot.start]
        own = own or self._still([item for item in mentions if not self._beside(item, spot)], text, first)
        own = own or [item for item in mentions if spot.end <= item.start < last and item.place.districts]
        if not own:
            return self.places.base
        codes = tuple(dict.fromkeys(code for item in own for code in item.place.districts))
        if len(own) > 1 and codes and all(item.place.districts for item in own):
            each = re.search(r"均|都|各", text[own[-1].end : spot.start])
            return Place(codes, (), "、".join(item.place.said for item in own), known=not each)
        return own[-1].place

    def _beside(self, item: Mention, spot: Spot) -> bool:
        """而全市是18.6% in the draft of a district: only the next number is the city's."""
        last = self._clauses.before(spot)
        if last is not None and last.start < item.start:
            return False
        return self.places.base.is_part and item.place.known and not item.place.is_part

    @staticmethod
    def _still(mentions: list[Mention], text: str, first: int) -> list[Mention]:
        """The place of the sentence so far; else that of the paragraph, where it is about one place alone."""
        before = [item for item in mentions if item.end <= first]
        here = [item for item in before if item.start >= sentence_start(text, first)]
        if here:
            return here[-1:]
        alike = len({(item.place.districts, item.place.units, item.place.known) for item in before}) == 1
        return before[-1:] if alike and before[0].start < _PARAGRAPH_SUBJECT else []

    def _time(self, spot: Spot) -> Time:
        """The time of the clause; else the one that leads the sentence or an earlier one. One named in between, as
        in 其中上半年50场, does not go beyond its list; what else it may govern is not sure."""
        text = self._draft.paragraphs[spot.paragraph].text
        first, _ = self._clauses.own(spot)
        mentions = [item for item in self.times.mentions(text) if item.start < spot.start]
        if own := [item for item in mentions if first <= item.start]:
            return own[-1].time
        earlier = [item for item in mentions if text[item.start - 1 : item.start] not in _BESIDE]
        leading = next((item for item in reversed(earlier) if self._leads(spot, item)), None)
        time = leading.time if leading else self.times.base
        last = earlier[-1] if earlier else None
        if last is None or last is leading or segment_start(text, first) > last.start:
            return time
        if self._goes_on(spot, last):
            return last.time
        same = (last.time.period, last.time.span) == (time.period, time.span)
        return time if same or last.aside or self._is_half(last, earlier) else replace(time, sure=False)

    def _leads(self, spot: Spot, item: TimeMention) -> bool:
        """Nothing of its own stands before it in its sentence: 全市上半年, 截至6月底."""
        text = self._clauses.text(spot)
        before = text[segment_start(text, item.start) : item.start]
        return not item.aside and not _DIGITS.search(before) and self._clauses.is_idle(_HEADING.sub("", before))

    def _goes_on(self, spot: Spot, item: TimeMention) -> bool:
        """Between the time and the number stand nothing but numbers of one list."""
        one: Spot | None = spot
        while one and self._clauses.own(one)[0] > item.start:
            if not self._clauses.says_nothing(one):
                return False
            one = self._clauses.before(one)
        return one is not None

    @staticmethod
    def _is_half(item: TimeMention, others: Sequence[TimeMention]) -> bool:
        """One of 上半年50场、下半年60场."""
        halves = ("上半年", "下半年")
        return item.time.said in halves and sum(one.time.said in halves for one in others[-2:]) == 2

    # ---- changes -----------------------------------------------------------------------------------------------------

    def _base(self, spot: Spot) -> re.Match[str] | None:
        """The words that say with what the number compares, in its clause or just before."""
        first, _ = self._clauses.own(spot)
        return BASE.search(self._clauses.text(spot)[max(0, first - _BASE_REACH) : spot.start])

    def _changes(self, spot: Spot) -> tuple[Candidate, ...]:
        """A difference of what its own clause names, or else of the number before it."""
        first, _ = self._clauses.own(spot)
        own = self._draft.paragraphs[spot.paragraph].text[first : spot.start]
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
        if len(listed) <= len(run):
            return ()
        time = self._time(spot)
        found = self.candidates(listed[run.index(spot)])
        return tuple(replace(item, filters=replace(item.filters, period=time.period, span=time.span)) for item in found)
