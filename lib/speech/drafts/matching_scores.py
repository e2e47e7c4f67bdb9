"""How well the words around a number fit the phrases of the lexicon.

What the clause says itself counts a point a character. A word that has to be taken over from further off costs more
than it brings, unless it is long and near; a word of the clause that the phrase does not explain takes away.
"""

from dataclasses import dataclass, replace

from lib.filters import Filters
from lib.speech.drafts.matching_clauses import Context
from lib.speech.drafts.matching_places import Place
from lib.speech.drafts.matching_times import Time
from lib.speech.drafts.matching_words import How, Lexicon, Phrase, Word, found_in

# What a character taken over from the clause before, the sentence, the paragraph, the title is worth, and the price of
# each word taken over.
_NEAR, _SENTENCE, _PARAGRAPH, _TITLE = 0.25, 0.15, 0.05, 0.02
_TAKEN_OVER = 0.8
_SHARE_NEAR, _SHARE_FURTHER = 0.6, 0.3  # a share is always of something said before
_DOUBT, _DOUBT_AFTER, _DOUBT_ALONE, _MOST_DOUBT = 0.8, 0.25, 1, 8
_SUITED = 0.8  # an indicator made for this kind of place
_SHARED = (("达标率",),)  # what many indicators are called for short
_MOST = 6
_LEAST = 0.5


@dataclass(frozen=True)
class Candidate:
    """What a number may be: an indicator (of a divided one the `group`, as column and value), which side of it, of
    whom and when; `sure`: the time is said beyond doubt. `doubt`: why it cannot be measured as it stands (a place or a
    time that is not on record). `words`: those of the text, in their plain form, that say so."""

    key: str
    how: How
    filters: Filters
    score: float
    reason: str
    group: tuple[str, str] | None = None
    doubt: str = ""
    words: tuple[str, ...] = ()
    sure: bool = True
    taken: tuple[str, ...] = ()
    left: str = ""

    @property
    def identity(self) -> tuple[str, How, tuple[str, str] | None]:
        return self.key, self.how, self.group


def ranked(
    words: Lexicon, context: Context, measure: str, place: Place, time: Time, *, faint: bool = False
) -> tuple[Candidate, ...]:
    """What the words fit, the likeliest first. `measure`: empty for any. `faint`: all of them, however unlikely."""
    best: dict[tuple, Candidate] = {}
    for phrase in words.phrases:
        if measure and measure not in phrase.measures:
            continue
        used = _used(phrase, context)
        if used:
            candidate = _candidate(phrase, _score(words, phrase, context, used, place), list(used), place, time)
            own = f"{context.before}|{context.after}"
            taken = tuple(word for word in used if word not in own)
            candidate = replace(candidate, taken=taken, left=words.left(own, used, strict=bool(taken)))
            if candidate.identity not in best or best[candidate.identity].score < candidate.score:
                best[candidate.identity] = candidate
    found = sorted(best.values(), key=lambda item: (-item.score, item.how is not How.VALUE, item.key))
    return tuple(found) if faint else tuple(item for item in found if item.score >= _LEAST)[:_MOST]


def _used(phrase: Phrase, context: Context) -> dict[str, float]:
    """The words of the phrase as they were found, with what each is worth; empty where one is missing, where none
    stands in the clause itself, or where another word rules the phrase out."""
    own = f"{context.before}|{context.after}"
    if found_in(phrase.excluded, own) or found_in(phrase.excluded_near, context.near + context.sentence):
        return {}
    if phrase.words == _SHARED and found_in(phrase.excluded_near, context.paragraph):
        return {}  # 达标率 alone, below a sentence on 三会一课
    if found_in(phrase.excluded_all, f"{context.sentence}{context.near}{own}{context.later}"):
        return {}
    used, said = {}, False
    for word in phrase.words:
        here = found_in(word, own)
        if here:
            said, used[here] = True, len(here)
            continue
        there, worth = _taken_over(word, context, phrase)
        if not there:
            return {}
        used[there] = worth
    return used if said else {}


def _taken_over(word: Word, context: Context, phrase: Phrase) -> tuple[str, float]:
    """A word that the clause itself does not hold: as it was found, and what it is worth."""
    for text, weight, of_share in (
        (context.near, _NEAR, _SHARE_NEAR),
        (context.sentence, _SENTENCE, _SHARE_FURTHER),
        (context.paragraph, _PARAGRAPH, None),
        (context.title, _TITLE, None),
    ):
        there = found_in(word, text)
        if there and phrase.is_share and of_share is not None:
            return there, of_share * len(there)
        if there:
            return there, weight * len(there) - _TAKEN_OVER
    return "", 0


def _score(words: Lexicon, phrase: Phrase, context: Context, used: dict[str, float], place: Place) -> float:
    before = min(words.unexplained(context.before, used), _MOST_DOUBT)
    after = min(words.unexplained(context.after, used), _MOST_DOUBT)
    strict = words.says_nothing(context.before) or words.denies(context.after, used)
    doubt = _DOUBT * before + (_DOUBT_ALONE if strict else _DOUBT_AFTER) * after
    suited = 0.0
    if phrase.scope:
        suited = _SUITED if (phrase.scope == "单位") == bool(place.units) else -_SUITED
    return round(sum(used.values()) - doubt + suited, 2)


def _candidate(phrase: Phrase, score: float, used: list[str], place: Place, time: Time) -> Candidate:
    said = "".join(f"“{word}”" for word in used)
    where = place.said and f"范围按“{place.said}”"
    reason = "；".join(filter(None, [f"文中有{said}", where, time.said and f"时间按“{time.said}”"]))
    filters = Filters(time.period, span=time.span, districts=place.districts, units=place.units)
    doubt = time.reason if place.known else f"不能确定“{place.said}”说的是哪一个区县或单位"
    return Candidate(phrase.key, phrase.how, filters, score, reason, phrase.group, doubt, tuple(used), time.sure)
