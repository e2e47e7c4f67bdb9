"""Which place and which time govern a number: those of its clause, else of the sentence or paragraph so far."""

import re
from collections.abc import Sequence
from dataclasses import replace

from lib.speech.drafts.matching_clauses import Clauses, Spot, segment_start, sentence_start
from lib.speech.drafts.matching_places import Mention, Place, Places
from lib.speech.drafts.matching_sides import EACH
from lib.speech.drafts.matching_times import Mention as TimeMention
from lib.speech.drafts.matching_times import Time, Times
from lib.speech.drafts.text import Draft

_PARAGRAPH_SUBJECT = 12  # characters within which a paragraph names what it is about
_BESIDE = ("由", "从", "比", "较", "与", "自")  # a time that is only compared with
_DIGITS = re.compile(r"\d|[X×*＊_＿]|[一二三四五六七八九十][个名人次场]")
# Places that are listed behind a number, as in 空缺的2个（甲县、乙县）, are not those of the next.
_BRACKETED = re.compile(r"[（(][^（(）)]*[）)]")
_RANKED = re.compile("第[一二三四五六七八九十]|前列|首位")  # 全市第一 says of what follows nothing
_HAN = "[一二三四五六七八九十]"
_HEADING = re.compile(
    rf"^\s*(?:[（(]?(?:{_HAN}+|\d+)[)）、.．]|{_HAN}是|第{_HAN}[，,、])\s*|^[^，。；：]*[：:]|^\s*【[^】]*】"
)


class Governing:
    """The places and times of one draft, as they hold for each of its numbers."""

    def __init__(self, draft: Draft, clauses: Clauses, places: Places, times: Times) -> None:
        self._draft, self._clauses, self.places, self.times = draft, clauses, places, times

    def place(self, spot: Spot) -> Place:
        """The place named last before the number, or right after it; several in one clause are taken together."""
        text = self._draft.paragraphs[spot.paragraph].text
        first, last = self._clauses.own(spot)
        aside = [match.span() for match in _BRACKETED.finditer(text, 0, spot.start)]
        mentions = [
            item
            for item in self.places.mentions(text)
            if not any(start < item.start < end for start, end in aside) and not _RANKED.match(text, item.end)
        ]
        own = [item for item in mentions if first <= item.start < spot.start]
        if listed := self._listed(spot, mentions):
            return listed
        own = own or self._still([item for item in mentions if not self._beside(item, spot)], text, first)
        own = own or [item for item in mentions if spot.end <= item.start < last and item.place.districts]
        if not own:
            return self.places.base
        codes = tuple(dict.fromkeys(code for item in own for code in item.place.districts))
        if len(own) > 1 and codes and all(item.place.districts for item in own):
            each = re.search(r"均|都|各", text[own[-1].end : spot.start])
            return Place(codes, (), "、".join(item.place.said for item in own), known=not each)
        return own[-1].place

    def _listed(self, spot: Spot, mentions: Sequence[Mention]) -> Place | None:
        """Of 甲区、乙县分别为2个、1个 the place that belongs to this number; nobody's where they do not correspond."""
        run, text = self._clauses.run(spot), self._clauses.text(spot)
        first, _ = self._clauses.own(run[0])
        named = [item for item in mentions if first <= item.start < run[0].start and item.place.districts]
        if len(named) < 2 or not EACH.search(text, named[-1].end, run[0].start):
            return None
        said = "、".join(item.place.said for item in named)
        return named[run.index(spot)].place if len(named) == len(run) else Place(said=said, known=False)

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

    def time(self, spot: Spot) -> Time:
        """The time of the clause; else the one that leads the sentence or an earlier one. One named in between, as
        in 其中上半年50场, does not go beyond its list; what else it may govern is not sure."""
        text = self._draft.paragraphs[spot.paragraph].text
        first, _ = self._clauses.own(spot)
        mentions = [item for item in self.times.mentions(text) if item.start < spot.start]
        if own := [item for item in mentions if first <= item.start]:
            return own[-1].time
        if "年初" in text[first : spot.start]:
            return replace(self.times.base, sure=False)
        earlier = [item for item in mentions if text[item.start - 1 : item.start] not in _BESIDE]
        leading = next((item for item in reversed(earlier) if self._leads(spot, item)), None)
        time = leading.time if leading else self.times.base
        last = earlier[-1] if earlier else None
        if last is None or last is leading or segment_start(text, first) > last.start:
            return time if self._holds(spot, leading, earlier) else replace(time, sure=False)
        if self._goes_on(spot, last):
            return last.time
        same = (last.time.period, last.time.span) == (time.period, time.span)
        return time if same or last.aside or self._is_half(last, earlier) else replace(time, sure=False)

    def also(self, spot: Spot) -> tuple[list[Place], list[Time]]:
        """The other places and times of which the number may be: those of the draft and of its sentence, where its own
        clause names none."""
        text = self._draft.paragraphs[spot.paragraph].text
        first, last = self._clauses.own(spot)
        start = sentence_start(text, first)
        places = [item for item in self.places.mentions(text) if start <= item.start < spot.start]
        times = [item for item in self.times.mentions(text) if start <= item.start < spot.start]
        here = [item for item in self.places.mentions(text) if first <= item.start < last]
        return (
            [] if here else [one for one in (self.places.base, *(item.place for item in places)) if one.known],
            []
            if any(first <= item.start for item in times)
            else [one for one in (self.times.base, *(item.time for item in times)) if not one.reason],
        )

    def _holds(self, spot: Spot, leading: TimeMention | None, earlier: Sequence[TimeMention]) -> bool:
        """The half of a year that led an earlier sentence may be over: before it the paragraph spoke of more."""
        text = self._clauses.text(spot)
        if leading is None or leading.start >= sentence_start(text, self._clauses.own(spot)[0]):
            return True
        others = [one for one in earlier if one.start < leading.start and self._leads(spot, one)]
        return all((one.time.period, one.time.span) == (leading.time.period, leading.time.span) for one in others)

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
