"""去年 in a text that bears no date: all numbers under it are of one and the same year, that with which most agree."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from lib.speech.drafts.comparing import Comparing, telling
from lib.speech.drafts.matching import Candidate
from lib.speech.drafts.matching_years import years_possible
from lib.speech.drafts.meanings import Meanings
from lib.speech.drafts.surroundings import Asked
from lib.speech.drafts.verdicts import Checked, Verdict

_FEWEST = 3  # numbers that speak for one of the two years
_AS_MANY = 2  # times as many as for the other


def speaking_for(meanings: Meanings) -> dict[int, list[Asked]]:
    """The years in which the text may have been written, each with the numbers under 去年 that are right only if it
    was; none where its date is known."""
    years = years_possible(meanings.snapshot.directory.latest)
    if meanings.times.is_dated or len(years) < 2:
        return {}
    speaking: dict[int, list[Asked]] = {year: [] for year in years}
    comparing = Comparing(meanings)
    for item, one in _of_last_year(meanings):
        agreeing = [year for year in years if comparing.agrees(item, _in(meanings, one, year - 1))[0]]
        if len(agreeing) == 1 and telling(item):
            speaking[agreeing[0]].append(item)
    return speaking


def year_by_figures(speaking: dict[int, list[Asked]]) -> int | None:
    """The year for which so many of them speak that there is no doubt."""
    best = max(speaking, key=lambda year: len(speaking[year]), default=None)
    if best is None:
        return None
    other = sum(map(len, speaking.values())) - len(speaking[best])
    return best if len(speaking[best]) >= max(_FEWEST, _AS_MANY * other) else None


def unless_torn(found: Iterable[Checked], speaking: dict[int, list[Asked]]) -> list[Checked]:
    """Where some are right for the one year and some for the other, nobody knows which of them are."""
    torn = all(speaking.values())
    places = {(item.paragraph, item.written.start) for several in speaking.values() for item in several if torn}
    reason = "“去年”下的数有的是前一年的、有的是后一年的，请核对说的是哪一年"
    return [
        replace(one, verdict=Verdict.OPEN, reason=reason, right="")
        if (one.paragraph, one.number.start) in places
        else one
        for one in found
    ]


def _of_last_year(meanings: Meanings) -> Iterator[tuple[Asked, Candidate]]:
    for item in meanings.numbers:
        one = next(iter(meanings.of(item)), None)
        if one and not (one.sure or one.doubt) and "时间按“去年" in one.reason:
            yield item, one


def _in(meanings: Meanings, one: Candidate, year: int) -> Candidate:
    """The same at the end of this year, or in all of it."""
    ends = [item for item in meanings.snapshot.directory.periods if item.year == year and item.as_of.month == 12]
    return replace(one, filters=replace(one.filters, period=ends[-1].id)) if ends else one
