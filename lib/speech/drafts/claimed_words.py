"""What a text claims in words, without a number: 首次, 逐年减少, 高于全市平均. Told only where the record denies it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from lib import formats
from lib.indicators import INDICATORS, Kind
from lib.speech.claims import why_not_first, why_not_yearly
from lib.speech.drafts.logic import Slip
from lib.speech.drafts.matching import Candidate, Spot
from lib.speech.drafts.matching_words import How
from lib.speech.drafts.meanings import Meanings
from lib.speech.drafts.proposing import LEAST_MARGIN
from lib.speech.drafts.surroundings import Asked

_FIRST = re.compile("首次|第一次(?=召开|举办|开展|组织)")
_YEARLY = re.compile("(?:逐年|连年)(?P<way>递增|增加|增长|上升|提高|递减|减少|下降|降低)")
_ABOVE = re.compile("(?P<way>高|低)于(?:全市|各区县)平均(?:水平|数)?(?=[，。；、）)]|$)")
_SURE = 2.5  # words without a number name what they speak of more loosely


def word_slips(meanings: Meanings) -> Iterator[Slip]:
    """In the order of the text."""
    claims = [
        (pattern, Spot(line.number, *match.span()), match)
        for line in meanings.draft.paragraphs
        for pattern in (_FIRST, _YEARLY)
        for match in pattern.finditer(line.text)
    ]
    asked = meanings.beside([spot for _, spot, _ in claims])
    for pattern, spot, match in claims:
        one = _certain(asked[spot], flows=pattern is _FIRST)
        why = _why_not(meanings, pattern, match, one) if one else ""
        if why:
            name = INDICATORS[one.key].name
            yield Slip(spot.paragraph, spot.start, spot.end, match[0], "说法不成立", f"{name}：{why}")
    for item in meanings.numbers:
        yield from _above(meanings, item)


def _certain(asked: tuple[Candidate, ...], *, flows: bool) -> Candidate | None:
    fitting = [one for one in asked if one.how is How.VALUE and not one.group and not INDICATORS[one.key].is_rate]
    if flows:
        fitting = [one for one in fitting if INDICATORS[one.key].kind is Kind.FLOW]
    if not fitting or fitting[0].doubt or not fitting[0].sure or fitting[0].score < _SURE:
        return None
    close = len(fitting) > 1 and fitting[0].score - fitting[1].score < LEAST_MARGIN
    return None if close else fitting[0]


def _why_not(meanings: Meanings, pattern: re.Pattern[str], match: re.Match[str], one: Candidate) -> str:
    year = meanings.snapshot.directory.period(one.filters.period).year
    ends = {item.year: item.id for item in meanings.snapshot.directory.periods if item.year <= year}
    ends |= {year: one.filters.period}
    several = {when: replace(one, filters=replace(one.filters, period=period)) for when, period in ends.items()}
    meanings.measure(several.values())
    found = {when: meanings.value(item) for when, item in several.items()}
    if pattern is _FIRST:
        earlier = [one.value for when, one in found.items() if when < year and one.value is not None]
        return why_not_first(earlier) if any(earlier) else ""
    if any(one.value is None or one.reading is None or one.reading.missing for one in found.values()):
        return ""  # not like for like
    known = [one.value for one in found.values()]
    way = -1 if set(match["way"]) & set("减降") else 1
    turned = any((new - old) * way < 0 for old, new in pairwise(known))
    return (why_not_yearly(known) or f"各年都不是{match['way']}") if turned else ""


def _above(meanings: Meanings, item: Asked) -> Iterator[Slip]:
    """高于全市平均 behind a rate of a district."""
    line = meanings.draft.paragraphs[item.paragraph]
    match = (
        _ABOVE.match(line.text, item.written.end + 1)
        if line.text[item.written.end : item.written.end + 1] in "，,"
        else None
    )
    asked = meanings.of(item) if match else ()
    one = asked[0] if asked and asked[0].sure and not asked[0].doubt and asked[0].score >= _SURE else None
    if one is None or not INDICATORS[one.key].is_rate or not one.filters.districts or one.how is not How.VALUE:
        return
    whole = meanings.value(replace(one, filters=replace(one.filters, districts=(), units=()))).value
    mine = meanings.value(one).value
    if None not in (whole, mine) and (mine - whole) * (1 if match["way"] == "高" else -1) < 0:
        way = "低" if match["way"] == "高" else "高"
        why = f"全市的{INDICATORS[one.key].name}为{formats.percent(whole)}，实际{way}于全市"
        yield Slip(item.paragraph, *match.span(), match[0], "说法不成立", why, match[0].replace(match["way"], way, 1))
