"""What a number in a draft measures: the words around it against the lexicon, its place and its time.

Nothing is measured here. A candidate says which indicator, of whom and when, how sure that is and why.
"""

import re
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, replace

from lib.directory import Directory
from lib.filters import Baseline, Filters
from lib.indicators import INDICATORS, Change
from lib.speech.drafts.matching_places import Mention, Place, Places
from lib.speech.drafts.matching_times import Time, Times
from lib.speech.drafts.matching_words import How, Lexicon, Phrase, found_in, lexicon
from lib.speech.drafts.text import Draft, Paragraph

POINTS = "个百分点"
_BOUNDARY = re.compile(r"[，。；！？：,;!?\n（）()]")
_AFTER_END = re.compile(r"[，。；！？：,;!?\n（）()、]|和|以及|及(?!时)")
_CLAUSE_END = re.compile(r"[，。；！？：,;!?\n（）()、]")
_SENTENCE_END = re.compile(r"[。！？!?\n]")
_DISTRICTS = re.compile(r"区县（市）|县（市、区）|区（县）|县（市）区|区（市）县|市（区、县）")
_APPROXIMATORS = r"(?:约|近|超过?|逾|突破|达到?|了|共|不足|将近|大约|接近)*"
_VERB = r"净?(?:增加|增长|提高|提升|上升|减少|下降|降低|下滑|增|减|多[一-鿿]{0,2}|少[一-鿿]{0,2}|高出|高|低)"
_CHANGE = re.compile(rf"(?<![新年递])(?P<verb>{_VERB}){_APPROXIMATORS}$")
_BASE = re.compile(
    r"(?:同口径)?(?:(?:较|比|与)(?P<then>20\d\d年|去年|上年|上一年|今年)?(?P<part>年?底|年?末|年?初|同期|上半年|下半年|上期|上一期|前期)?(?:相比)?"
    r"|(?P<same>同比)|(?P<previous>环比))"
)
_DISTRIBUTED = re.compile(r"(.*?)(?:分别|依次|各(?=[为有占达]))(?:为|是|有|达到?|占)?")
_NAMES = re.compile(r"、|和|与|及|以及")
# What a character taken over from the clause before, the sentence, the paragraph, the title is worth, and the price of
# each word taken over: what the clause says itself counts for more.
_NEAR, _SENTENCE, _PARAGRAPH, _TITLE = 0.25, 0.15, 0.05, 0.02
_TAKEN_OVER = 0.8
_SHARE_NEAR, _SHARE_FURTHER = 0.6, 0.3  # a share is always of something said before
_DOUBT, _DOUBT_AFTER, _DOUBT_ALONE, _MOST_DOUBT = 0.6, 0.25, 1, 8
_SUITED = 0.8  # an indicator made for this kind of place
_PARAGRAPH_REACH, _TABLE_REACH = 120, 400  # characters
_ENDING = re.compile(r"(?:人次|场次|率|占比|比例|%|元)$")
_PARAGRAPH_SUBJECT = 12  # characters within which a paragraph names what it is about
_MOST = 6
_LEAST = 0.5
_BESIDE = ("由", "从", "比", "较", "与", "自")  # a time that is only compared with


@dataclass(frozen=True)
class Spot:
    """A number or blank of a draft: the characters `start` to `end` of a paragraph with 近, 万余 and measure word.
    `measure`: that word without 万 (人次, 个, 元, %, 个百分点); empty where there is none."""

    paragraph: int
    start: int
    end: int
    measure: str = ""


@dataclass(frozen=True)
class Candidate:
    """What a number may be: an indicator (of a divided one the `group`, as column and value), which side of it, of
    whom and when. `doubt`: why it cannot be measured as it stands (a place or a time that is not on record)."""

    key: str
    how: How
    filters: Filters
    score: float
    reason: str
    group: tuple[str, str] | None = None
    doubt: str = ""

    @property
    def identity(self) -> tuple[str, How, tuple[str, str] | None]:
        return self.key, self.how, self.group


@dataclass(frozen=True)
class _Context:
    """The words around a spot in their plain form: its own clause before and after it, the clause before that, the
    rest of the sentence, what stands before the sentence, and the title of the draft."""

    before: str
    after: str
    near: str
    sentence: str
    paragraph: str
    title: str


class Matcher:
    """The numbers of one draft. `spots`: all of them, since each ends the clause of the one before."""

    def __init__(
        self,
        draft: Draft,
        spots: Sequence[Spot],
        directory: Directory,
        *,
        period: str | None = None,
        district: str | None = None,
        words: Lexicon | None = None,
    ) -> None:
        self.draft = draft
        self.directory = directory
        self.words = words or lexicon()
        self.times = Times(draft, directory, period)
        self.places = Places(draft, directory, district)
        self._spots: dict[int, list[Spot]] = {}
        for spot in sorted(spots, key=lambda item: (item.paragraph, item.start)):
            self._spots.setdefault(spot.paragraph, []).append(spot)
        self._found: dict[Spot, tuple[Candidate, ...]] = {}
        self._title = self.words.plain(next((item.text for item in draft.paragraphs if item.text.strip()), ""))

    def candidates(self, spot: Spot) -> tuple[Candidate, ...]:
        """What the number may be, the likeliest first; empty where nothing on record fits."""
        if spot not in self._found:
            self._found[spot] = self._candidates(spot)
        return self._found[spot]

    def counted_in(self, measure: Callable[[str], str]) -> "Matcher":
        """The same draft with other measure words at its numbers."""
        twin = copy(self)
        twin._found = {}
        twin._spots = {
            number: [replace(one, measure=measure(one.measure)) for one in spots]
            for number, spots in self._spots.items()
        }
        return twin

    def before(self, spot: Spot) -> Spot | None:
        """The number before this one in the same sentence."""
        own = self._spots[spot.paragraph]
        place = own.index(spot)
        if not place:
            return None
        text = self.draft.paragraphs[spot.paragraph].text
        return None if _SENTENCE_END.search(text[own[place - 1].end : spot.start]) else own[place - 1]

    def _candidates(self, spot: Spot) -> tuple[Candidate, ...]:
        paragraph = self.draft.paragraphs[spot.paragraph]
        if paragraph.row or paragraph.column:
            return self._of_cell(spot, paragraph)
        first, last = self._own(spot)
        changed = _CHANGE.search(paragraph.text[first : spot.start])
        if changed and (spot.measure in (POINTS, "%") or self._base_before(spot, first)):
            return self._changes(spot, paragraph.text, first)
        if spot.measure == POINTS:
            return ()
        place, time = self._place(paragraph.text, first, spot, last), self._time(paragraph.text, first, spot)
        context = self._context(spot)
        found, earlier = self._ranked(context, spot.measure, place, time), self.before(spot)
        while not found and earlier and self.words.says_nothing(self._bare(self._clause(spot), spot)):
            context = self._inheriting(context, self._context(earlier))
            found, earlier = self._ranked(context, spot.measure, place, time), self.before(earlier)
        return found

    def _clause(self, spot: Spot) -> str:
        first, last = self._own(spot)
        text = self._text(spot)
        return text[first : spot.start] + text[spot.end : last]

    def _own(self, spot: Spot) -> tuple[int, int]:
        """Where the clause of a number begins and ends."""
        text = self._text(spot)
        own = self._spots[spot.paragraph]
        place = own.index(spot)
        first = own[place - 1].end if place else 0
        if place and (parted := _AFTER_END.search(text, first, spot.start)):
            first = parted.end()
        for match in _BOUNDARY.finditer(text, first, spot.start):
            first = match.end()
        following = own[place + 1].start if place + 1 < len(own) else len(text)
        stop = _CLAUSE_END.search(text, spot.end)
        joined = following < (stop.start() if stop else len(text))
        end = (_AFTER_END if joined else _CLAUSE_END).search(text, spot.end, following)
        return first, end.start() if end else following

    def _text(self, spot: Spot) -> str:
        """The paragraph with 区县（市） closed up, so that its brackets end no clause; no character moves."""
        text = self.draft.paragraphs[spot.paragraph].text
        return _DISTRICTS.sub(lambda match: "区县".ljust(len(match[0]), "　"), text)

    def _context(self, spot: Spot) -> _Context:
        text = self._text(spot)
        first, last = self._own(spot)
        before, after = self._bare(text[first : spot.start], spot), self._bare(text[spot.end : last], spot)
        starts = [match.end() for match in _SENTENCE_END.finditer(text, 0, first)]
        sentence = starts[-1] if starts else 0
        clauses = [match.end() for match in _BOUNDARY.finditer(text, sentence, max(first - 1, sentence))]
        near = clauses[-1] if clauses else sentence
        before = self._distributed(spot, text, before)
        context = _Context(
            before,
            after,
            self.words.plain(text[near:first]),
            self.words.plain(text[sentence:near]),
            self.words.plain(text[max(0, sentence - _PARAGRAPH_REACH) : sentence]),
            self._title,
        )
        earlier = self.before(spot)
        if not self.words.says_nothing(before + after):
            return context
        named = any(item.is_name for item in self.places.mentions(text[first : spot.start]))
        between = "" if named else self._bare(text[earlier.end if earlier else sentence : first], spot)
        if not self.words.says_nothing(between):
            return replace(context, before=between + before)
        return self._inheriting(context, self._context(earlier)) if earlier else context

    @staticmethod
    def _inheriting(context: _Context, earlier: _Context) -> _Context:
        """A clause that says nothing of its own goes on with what the one before it speaks of."""
        return replace(context, before=earlier.before + context.before, after=earlier.after + context.after)

    def _bare(self, text: str, spot: Spot) -> str:
        """Plain words without the names of places and times."""
        spans = [(one.start, one.end) for one in self.places.mentions(text) if one.is_name]
        spans += [(one.start, one.end) for one in self.times.mentions(text)]
        for start, end in sorted(spans, reverse=True):
            text = text[:start] + text[end:]
        return self.words.plain(text)

    def _distributed(self, spot: Spot, text: str, before: str) -> str:
        """Of 「甲、乙分别为X个和X个」 the name that belongs to this number."""
        own = self._spots[spot.paragraph]
        place, head = own.index(spot), own.index(spot)
        while head and not re.search(r"[，。；！？：]", text[own[head - 1].end : own[head].start]):
            head -= 1
        first, _ = self._own(own[head])
        listed = _DISTRIBUTED.match(text[first : own[head].start])
        if not listed:
            return before
        names = [name for name in _NAMES.split(listed[1]) if name]
        return self._bare(names[place - head], spot) if len(names) > place - head > -1 < len(names) - 1 else before

    def _of_cell(self, spot: Spot, paragraph: Paragraph) -> tuple[Candidate, ...]:
        """A number in a table: the headings of its row and column are its clause."""
        said = f"{paragraph.row} {paragraph.column}"
        measure = spot.measure
        for bracketed in re.findall(r"[（(]([^）)]*)[）)]", said):
            measure = measure or bracketed.strip().removeprefix("单位：").removeprefix("万")
        if not measure:
            ending = _ENDING.search(paragraph.column) or _ENDING.search(paragraph.row)
            measure = ending[0].replace("率", "%").replace("占比", "%").replace("比例", "%") if ending else ""
        bare = re.sub(r"[（(][^）)]*[）)]", " ", said)
        mentioned = self.places.mentions(bare)
        place = mentioned[0].place if mentioned else self.places.base
        times = self.times.mentions(bare)
        above = self.draft.text[max(0, paragraph.offset - _TABLE_REACH) : paragraph.offset]
        context = _Context(self._bare(bare, spot), "", "", "", "", self.words.plain(above) + self._title)
        return self._ranked(context, measure, place, times[0].time if times else self.times.base)

    # ---- of whom and when --------------------------------------------------------------------------------------------

    def _place(self, text: str, first: int, spot: Spot, last: int) -> Place:
        """The place named last before the number, or right after it; several in one clause are taken together."""
        mentions = self.places.mentions(text)
        own = [item for item in mentions if first <= item.start < spot.start]
        if not own:
            own = self._still(mentions, text, first)
        if not own:
            own = [item for item in mentions if spot.end <= item.start < last and item.place.districts]
        if not own:
            return self.places.base
        codes = tuple(dict.fromkeys(code for item in own for code in item.place.districts))
        if len(own) > 1 and codes and all(item.place.districts for item in own):
            each = re.search(r"均|都|各", text[own[-1].end : spot.start])
            return Place(codes, (), "、".join(item.place.said for item in own), known=not each)
        return own[-1].place

    @staticmethod
    def _still(mentions: list[Mention], text: str, first: int) -> list[Mention]:
        """The place of the sentence so far; else that of the paragraph, where it is about one place alone."""
        starts = [match.end() for match in _SENTENCE_END.finditer(text, 0, first)]
        sentence = starts[-1] if starts else 0
        before = [item for item in mentions if item.end <= first]
        here = [item for item in before if item.start >= sentence]
        if here:
            return here[-1:]
        alike = len({(item.place.districts, item.place.units, item.place.known) for item in before}) == 1
        return before[-1:] if alike and before[0].start < _PARAGRAPH_SUBJECT else []

    def _time(self, text: str, first: int, spot: Spot) -> Time:
        """The time named last before the number in its paragraph; 由…增加到 leaves the time it rose from."""
        mentions = self.times.mentions(text)
        own = [item for item in mentions if first <= item.start < spot.start]
        if own:
            return own[-1].time
        earlier = [item for item in mentions if item.end <= first and text[item.start - 1 : item.start] not in _BESIDE]
        return earlier[-1].time if earlier else self.times.base

    # ---- which indicator ---------------------------------------------------------------------------------------------

    def _ranked(self, context: _Context, measure: str, place: Place, time: Time) -> tuple[Candidate, ...]:
        best: dict[tuple, Candidate] = {}
        for phrase in self.words.phrases:
            if measure and measure not in phrase.measures:
                continue
            found = self._scored(phrase, context, place)
            if found is None:
                continue
            score, used = found
            candidate = self._candidate(phrase, score, used, place, time)
            if candidate.identity not in best or best[candidate.identity].score < score:
                best[candidate.identity] = candidate
        ranked = sorted(best.values(), key=lambda item: (-item.score, item.how is not How.VALUE, item.key))
        return tuple(item for item in ranked if item.score >= _LEAST)[:_MOST]

    def _scored(self, phrase: Phrase, context: _Context, place: Place) -> tuple[float, list[str]] | None:
        """How well the words fit and which they are; None where one is missing or one rules the phrase out."""
        own = f"{context.before}|{context.after}"
        if found_in(phrase.excluded, own) or found_in(phrase.excluded_near, context.near + context.sentence):
            return None
        used, said, score = [], 0, 0.0
        for word in phrase.words:
            here = found_in(word, own)
            if here:
                said += len(here)
            else:
                worth, here = self._taken_over(word, context, phrase)
                score += worth
            if not here:
                return None
            used.append(here)
        if not said:
            return None
        score += said - self._doubtful(context, used)
        if phrase.scope:
            score += _SUITED if (phrase.scope == "单位") == bool(place.units) else -_SUITED
        return score, used

    def _doubtful(self, context: _Context, used: list[str]) -> float:
        """What the words of the clause take away that these do not explain."""
        before = min(self.words.unexplained(context.before, used), _MOST_DOUBT)
        after = min(self.words.unexplained(context.after, used), _MOST_DOUBT)
        alone = self.words.says_nothing(context.before)
        return _DOUBT * before + (_DOUBT_ALONE if alone else _DOUBT_AFTER) * after

    @staticmethod
    def _taken_over(word: tuple[str, ...], context: _Context, phrase: Phrase) -> tuple[float, str]:
        """A word that the clause itself does not hold: what it is worth and where it was found."""
        for text, weight, of_share in (
            (context.near, _NEAR, _SHARE_NEAR),
            (context.sentence, _SENTENCE, _SHARE_FURTHER),
            (context.paragraph, _PARAGRAPH, 0),
            (context.title, _TITLE, 0),
        ):
            there = found_in(word, text)
            if there:
                worth = of_share * len(there) if phrase.is_share else weight * len(there) - _TAKEN_OVER
                return worth, there
        return 0, ""

    def _candidate(self, phrase: Phrase, score: float, used: list[str], place: Place, time: Time) -> Candidate:
        words = "".join(f"“{word}”" for word in dict.fromkeys(used))
        reason = "；".join(filter(None, [f"文中有{words}", _where(place), time.said and f"时间按“{time.said}”"]))
        filters = Filters(time.period, span=time.span, districts=place.districts, units=place.units)
        doubt = time.reason if place.known else f"不能确定“{place.said}”说的是哪一个区县或单位"
        return Candidate(phrase.key, phrase.how, filters, round(score, 2), reason, phrase.group, doubt)

    # ---- changes -----------------------------------------------------------------------------------------------------

    def _base_before(self, spot: Spot, first: int) -> re.Match[str] | None:
        """The words that say with what the number compares, in its clause or the one before."""
        return _BASE.search(self._text(spot)[max(0, first - 14) : spot.start])

    def _changes(self, spot: Spot, text: str, first: int) -> tuple[Candidate, ...]:
        """A difference of what its own clause names, or else of the number before it."""
        own = text[first : spot.start]
        how = How.GROWTH if spot.measure == "%" else How.CHANGE
        stripped = _CHANGE.sub("", _BASE.sub("", own))
        base = self._base_before(spot, first)
        place, time = self._place(text, first, spot, first), self._time(text, first, spot)
        direct = self._ranked(self._context(spot), spot.measure, place, time)
        direct = tuple(item for item in direct if isinstance(INDICATORS[item.key].value, Change))
        if direct:
            return direct
        if not self.words.says_nothing(self._bare(stripped, spot)):
            context = replace(self._context(spot), before=self._bare(stripped, spot))
            found = self._ranked(context, "%" if spot.measure == POINTS else "", place, time)
        else:
            found = self._of_earlier(spot, time)
        fitting = [item for item in found if item.how is How.VALUE and _may_change(item.key, spot.measure)]
        baseline = _baseline(base)
        return tuple(
            replace(
                item,
                how=how,
                filters=replace(item.filters, baseline=baseline),
                reason=f"{item.reason}；“{base[0] if base else ''}{_CHANGE.search(own)['verb']}”说的是增减",
            )
            for item in fitting
        )

    def _of_earlier(self, spot: Spot, time: Time) -> tuple[Candidate, ...]:
        """What the number before was, at the time of this one; of 分别增长X%和X% each belongs to one of them."""
        run, text = [spot], self._text(spot)
        while (one := self.before(run[0])) and not re.search(r"[，。；！？：]", text[one.end : run[0].start]):
            run.insert(0, one)
        if len(run) > 1 or "分别" in text[self._own(run[0])[0] : run[0].start]:
            following = self._spots[spot.paragraph]
            after = following[following.index(spot) + 1 :]
            run += [one for one in after if not re.search(r"[，。；！？：]", text[run[-1].end : one.start])][:5]
            listed = [run[0]]
            for _ in run:
                listed = [one, *listed] if (one := self.before(listed[0])) else [None, *listed]
                if listed[0] is None:
                    break
            earlier = listed[: len(run)][run.index(spot)] if len(listed) > len(run) else None
        else:
            earlier = self.before(spot)
        found = self.candidates(earlier) if earlier else ()
        return tuple(replace(item, filters=replace(item.filters, period=time.period, span=time.span)) for item in found)


def _where(place: Place) -> str:
    return f"范围按“{place.said}”" if place.said else ""


def _may_change(key: str, measure: str) -> bool:
    """Rates change by 百分点, counts by their own unit or by %."""
    item = INDICATORS[key]
    if isinstance(item.value, Change):
        return False
    if item.is_rate or measure == POINTS:
        return item.is_rate and measure == POINTS
    return measure == "%" or not measure or measure in (item.unit, "人", "名", "个", "场", "次")


def _baseline(base: re.Match[str] | None) -> Baseline:
    if base is None:
        return Baseline.YEAR
    if base["previous"] or base["part"] in ("上期", "上一期", "前期"):
        return Baseline.PREVIOUS
    return Baseline.SAME if base["part"] == "同期" else Baseline.YEAR
