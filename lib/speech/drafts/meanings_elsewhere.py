"""The same number at another time or of another scope: with which a wrong one is easily confused."""

from collections.abc import Iterator
from dataclasses import replace

from lib import formats
from lib.directory import Directory
from lib.filters import THIS_PERIOD, YEAR_TO_DATE
from lib.indicators import INDICATORS, Kind
from lib.speech.drafts.matching import Candidate


def elsewhen(directory: Directory, one: Candidate) -> Iterator[tuple[Candidate, str]]:
    """At the other times on record, the latest first."""
    flow = INDICATORS[one.key].kind is Kind.FLOW
    for period in reversed(directory.periods):
        for span in (YEAR_TO_DATE, THIS_PERIOD) if flow else (one.filters.span,):
            moved = replace(one.filters, period=period.id, span=span)
            if moved != one.filters and (flow or period.id != one.filters.period):
                yield replace(one, filters=moved), _when(period.name, span) if flow else formats.day(period.as_of)


def _when(name: str, span: str) -> str:
    return f"{name}（本期）" if span == THIS_PERIOD else f"{name}（年初至今）"


def elsewhere(directory: Directory, one: Candidate) -> Iterator[tuple[Candidate, str]]:
    """Of the whole city, of all districts without the city's own units, of each other district."""
    if one.filters.units:
        return
    scopes = [((), "全市")] if one.filters.districts else []
    scopes.append((tuple(item.code for item in directory.districts), "各区县合计（不含市直）"))
    scopes += [((item.code,), item.label) for item in directory.regions]
    for codes, name in scopes:
        if codes != one.filters.districts:
            yield replace(one, filters=replace(one.filters, districts=codes)), name
