"""Proposals for the blanks of a draft: which number, of what, of whom and when; nothing where that is not certain.

Wrong is worse than empty. Every number comes from `measure`; names are never filled.
"""

import re
from collections.abc import Sequence

from lib.access import EVERYTHING, Scope
from lib.directory import Directory, Period
from lib.measure import Snapshot
from lib.speech.drafts.blanks import Blank, Kind, blanks
from lib.speech.drafts.dates import no_quantity
from lib.speech.drafts.matching import Matcher, Spot
from lib.speech.drafts.matching_places import Place, Places
from lib.speech.drafts.matching_times import Times
from lib.speech.drafts.measuring import measured
from lib.speech.drafts.proposing import Filled, quantity, without_repeats
from lib.speech.drafts.text import Draft

_RUNNERS_UP = 3
# 超过50人的, 3名以上, 66至70岁 belong to the name of what is counted.
_NUMBER = re.compile(
    r"\d[\d,，.]*\s*[万亿]?[余多]?\s*"
    r"(?P<measure>个百分点|人次|场次|平方米|万元|元|[人个名位场期条件次家所支套间项%％])"
    r"(?!以[上下内]|及以[上下]|的(?:大)?(?:党)?支部|而)"
)
_LIMIT = re.compile(r"(?:超过?|不足|少于|多于|满)\d+[个名人][^，。；、]{0,6}的")


def fill(
    draft: Draft,
    snapshot: Snapshot,
    *,
    period: str | None = None,
    district: str | None = None,
    scope: Scope = EVERYTHING,
) -> tuple[Filled, ...]:
    """Every blank of the draft in order. `period`: the period from which the draft speaks, `district`: the code of the
    district whose draft it is; without them its title and date decide."""
    district = district or _only(scope)
    found = blanks(draft)
    spots = {blank: _spot(blank) for blank in found}
    matcher = Matcher(
        draft, [*spots.values(), *_numbers(draft, found)], snapshot.directory, period=period, district=district
    )
    asked = {
        blank: matcher.candidates(spots[blank])[: _RUNNERS_UP + 1] for blank in found if blank.kind is Kind.QUANTITY
    }
    values = measured(snapshot, [one for several in asked.values() for one in several], scope)
    filled = [
        quantity(draft, blank, asked[blank], values) if blank in asked else no_quantity(draft, blank, matcher, snapshot)
        for blank in found
    ]
    return tuple(without_repeats(filled))


def basis(
    draft: Draft,
    directory: Directory,
    period: str | None = None,
    district: str | None = None,
    scope: Scope = EVERYTHING,
) -> tuple[Place, Period]:
    """Whose draft it is and from which period it speaks."""
    place = Places(draft, directory, district or _only(scope)).base
    return place, directory.period(Times(draft, directory, period).base.period)


def _only(scope: Scope) -> str | None:
    """The one region this account may see: 全市 of its drafts is not the city."""
    return next(iter(scope.regions)) if scope.regions and len(scope.regions) == 1 else None


def _spot(blank: Blank) -> Spot:
    return Spot(blank.paragraph, blank.span_start, blank.span_end, blank.measure)


def _numbers(draft: Draft, found: Sequence[Blank]) -> list[Spot]:
    """The numbers that stand in the draft already: they end the clause of the blank before them."""
    taken = [(blank.paragraph, blank.span_start, blank.span_end) for blank in found]
    taken += [(item.number, *match.span()) for item in draft.paragraphs for match in _LIMIT.finditer(item.text)]
    return [
        Spot(item.number, *match.span(), match["measure"])
        for item in draft.paragraphs
        for match in _NUMBER.finditer(item.text)
        if not any(place == item.number and start < match.end() and match.start() < end for place, start, end in taken)
    ]
