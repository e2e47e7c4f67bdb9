"""The clause of a number: where it begins and ends, and what stands around it."""

import re
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, replace

from lib.speech.drafts.matching_places import Places
from lib.speech.drafts.matching_times import Times
from lib.speech.drafts.matching_words import Lexicon
from lib.speech.drafts.text import Draft

SENTENCE_END = re.compile(r"[。！？!?\n]")
_CLAUSE_END = re.compile(r"[，。；！？：,;!?\n（）()]")
_JOINED_END = re.compile(r"[，。；！？：,;!?\n（）()、]|和|以及|及(?!时)")  # where another number follows in the clause
_STOP = re.compile(r"[，。；！？：]")
_BRACKETS = re.compile(r"[（）()]")
_DISTRICTS = re.compile(r"区县（市）|县（市、区）|区（县）|县（市）区|区（市）县|市（区、县）")
_DISTRIBUTED = re.compile(r"(.*?)(?:分别|依次|各(?=[为有占达]))(?:为|是|有|达到?|占)?")
# 26万名党员中老党员占一成: the number is of all party members.
AMONG = re.compile(r"[^，。；、\d（）()其]{1,8}中(?![心央])(?=[一-鿿])")
# 离休干部7人中去年体检4人, 包抓24个只达标3个: what follows is of some of the 7, of the 24.
_OF_THESE = re.compile(r"中(?![央心])|(?:只|仅|才)[^，。；、\d（）()]{1,6}\d")
_ITEM = re.compile(r"\s*[-·•—]|[ 　]+(?=\S)")
_LABEL = re.compile(
    r"\s*(?:[-·•—]\s*)?(?:[（(]?(?:[一二三四五六七八九十]+|\d+)[)）、.．]\s*)?【?(?P<words>[^，。；：\d【】]{1,12})[：:】]"
)
_LONGEST_HEADING = 30
_DONE_TO = re.compile("培训(?!班|率|覆盖)")
_NAMES = re.compile(r"、|和|与|及|以及")
_REACH = 120  # characters of the paragraph before the sentence


@dataclass(frozen=True)
class Spot:
    """A number or blank of a draft: the characters `start` to `end` of a paragraph with 近, 万余 and measure word.
    `measure`: that word without 万 (人次, 个, 元, %, 个百分点); empty where there is none."""

    paragraph: int
    start: int
    end: int
    measure: str = ""


@dataclass(frozen=True)
class Context:
    """The words around a spot in their plain form: its own clause before and after it, the clause before that, the
    rest of the sentence so far, what stands before the sentence, the title of the draft, the end of the sentence."""

    before: str
    after: str = ""
    near: str = ""
    sentence: str = ""
    paragraph: str = ""
    title: str = ""
    later: str = ""

    def following(self, earlier: "Context") -> "Context":
        """A clause that says nothing of its own goes on with what the one before it speaks of."""
        return replace(self, before=earlier.before + self.before, after=earlier.after + self.after)


class Clauses:
    """The clauses of one draft. `spots`: all its numbers, since each ends the clause of the one before."""

    def __init__(self, draft: Draft, spots: Sequence[Spot], words: Lexicon, places: Places, times: Times) -> None:
        self._draft, self._words, self._places, self._times = draft, words, places, times
        self._spots: dict[int, list[Spot]] = {}
        for spot in sorted(spots, key=lambda item: (item.paragraph, item.start)):
            self._spots.setdefault(spot.paragraph, []).append(spot)
        self._texts: dict[int, str] = {}
        self.title = words.plain("".join(draft.head[:2]))

    def counted_in(self, measure: Callable[[str], str]) -> "Clauses":
        """The same with other measure words at the numbers."""
        twin = copy(self)
        twin._spots = {
            number: [replace(one, measure=measure(one.measure)) for one in spots]
            for number, spots in self._spots.items()
        }
        return twin

    def text(self, spot: Spot) -> str:
        """The paragraph with 区县（市） closed up and blanks without their brackets, so that these end no clause; no
        character moves."""
        if spot.paragraph not in self._texts:
            text = self._draft.paragraphs[spot.paragraph].text
            for one in self._spots[spot.paragraph]:
                text = text[: one.start] + _BRACKETS.sub("　", text[one.start : one.end]) + text[one.end :]
            self._texts[spot.paragraph] = _DISTRICTS.sub(lambda match: "区县".ljust(len(match[0]), "　"), text)
        return self._texts[spot.paragraph]

    def before(self, spot: Spot) -> Spot | None:
        """The number before this one in the same sentence."""
        own = self._spots[spot.paragraph]
        place = own.index(spot)
        if not place or SENTENCE_END.search(self.text(spot)[own[place - 1].end : spot.start]):
            return None
        return own[place - 1]

    def run(self, spot: Spot) -> list[Spot]:
        """The numbers of 「分别为X个、X个和X个」 among which this one stands."""
        own, text = self._spots[spot.paragraph], self.text(spot)
        first = last = own.index(spot)
        while first and not _STOP.search(text[own[first - 1].end : own[first].start]):
            first -= 1
        while last + 1 < len(own) and not _STOP.search(text[own[last].end : own[last + 1].start]):
            last += 1
        return own[first : last + 1]

    def own(self, spot: Spot) -> tuple[int, int]:
        """Where the clause of a number begins and ends."""
        text, own = self.text(spot), self._spots[spot.paragraph]
        place = own.index(spot)
        first = own[place - 1].end if place else 0
        if place and (parted := _JOINED_END.search(text, first, spot.start)):
            first = parted.end()
        for match in _CLAUSE_END.finditer(text, first, spot.start):
            first = match.end()
        following = own[place + 1].start if place + 1 < len(own) else len(text)
        if _OF_THESE.match(text, spot.end):
            return first, spot.end
        if among := AMONG.match(text, spot.end, following):
            return first, among.end() - 1
        stop = _CLAUSE_END.search(text, spot.end)
        joined = following < (stop.start() if stop else len(text))
        end = (_JOINED_END if joined else _CLAUSE_END).search(text, spot.end, following)
        return first, end.start() if end else following

    def bare(self, text: str) -> str:
        """Plain words without the names of places and times."""
        spans = [(one.start, one.end) for one in self._places.mentions(text) if one.is_name]
        spans += [(one.start, one.end) for one in self._times.mentions(text)]
        for start, end in sorted(spans, reverse=True):
            text = text[:start] + text[end:]
        return self._words.plain(text)

    def head(self, spot: Spot) -> str:
        """What a list says of all its entries: 「组织生活会：」 at the head of the line, the heading above a dash."""
        text = self._draft.paragraphs[spot.paragraph].text
        label = _LABEL.match(text, 0, spot.start)
        said = label["words"] if label else ""
        if _ITEM.match(text):
            above = [one.text for one in self._draft.paragraphs[: spot.paragraph] if one.text.strip()]
            heading = next((line for line in reversed(above) if not _ITEM.match(line)), "")
            said = (heading if len(heading) <= _LONGEST_HEADING else "") + said
        return self.bare(said)

    def is_idle(self, text: str) -> bool:
        """Nothing but names of places and times and words that say nothing."""
        return self._words.says_nothing(self.bare(text))

    def says_nothing(self, spot: Spot) -> bool:
        first, last = self.own(spot)
        text = self.text(spot)
        return self.is_idle(text[first : spot.start] + text[spot.end : last])

    def context(self, spot: Spot) -> Context:
        """The words around a number; where its own clause has none, those it goes on with."""
        text = self.text(spot)
        first, last = self.own(spot)
        sentence = sentence_start(text, first)
        clauses = [match.end() for match in _CLAUSE_END.finditer(text, sentence, max(first - 1, sentence))]
        near = clauses[-1] if clauses else sentence
        plain = self._words.plain
        context = Context(
            self._distributed(spot) or self._verb(spot) + self.bare(text[first : spot.start]),
            self.bare(text[spot.end : last]),
            plain(text[near:first]),
            plain(text[sentence:near]),
            plain(text[max(0, sentence - _REACH) : sentence]),
            self.title,
            plain(SENTENCE_END.split(text[last:])[0]),
        )
        return (
            context if not self._words.says_nothing(context.before + context.after) else self._going_on(spot, context)
        )

    def _going_on(self, spot: Spot, context: Context) -> Context:
        """With the words between this number and the one before; else, or where a place was named, with its clause."""
        text, earlier = self.text(spot), self.before(spot)
        first, _ = self.own(spot)
        named = any(item.is_name for item in self._places.mentions(text[first : spot.start]))
        between = self.bare(text[earlier.end if earlier else sentence_start(text, first) : first])
        if not named and not self._words.says_nothing(between):
            return replace(context, before=between + context.before)
        return context.following(self.context(earlier)) if earlier else replace(context, before=self.head(spot))

    def _verb(self, spot: Spot) -> str:
        """培训书记7人、志愿者9人: what was done to the first of a list was done to the next as well."""
        own, text = self._spots[spot.paragraph], self.text(spot)
        place, (first, _) = own.index(spot), self.own(spot)
        if not place or text[own[place - 1].end : first] != "、" or _DONE_TO.search(text, first, spot.start):
            return ""
        earlier = own[place - 1]
        found = _DONE_TO.search(text, self.own(earlier)[0], earlier.start)
        return self._words.plain(found[0]) if found else self._verb(earlier)

    def _distributed(self, spot: Spot) -> str:
        """Of 「甲、乙分别为X个和X个」 the name that belongs to this number; empty where nothing is listed so."""
        run = self.run(spot)
        first, _ = self.own(run[0])
        listed = _DISTRIBUTED.match(self.text(spot)[first : run[0].start])
        names = [name for name in _NAMES.split(listed[1]) if name] if listed else []
        place = run.index(spot)
        return self.bare(names[place]) if place < len(names) > 1 else ""


def segment_start(text: str, place: int) -> int:
    """Where the part of the sentence begins in which this character stands; a semicolon parts it."""
    return max(sentence_start(text, place), text.rfind("；", 0, place) + 1)


def sentence_start(text: str, place: int) -> int:
    """Where the sentence begins in which this character stands."""
    starts = [match.end() for match in SENTENCE_END.finditer(text, 0, place)]
    return starts[-1] if starts else 0
