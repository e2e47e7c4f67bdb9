"""Whether a text agrees with itself, whatever the figures of the office are."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from lib.speech.drafts import (
    logic_anniversaries,
    logic_bases,
    logic_divisions,
    logic_growth,
    logic_lists,
    logic_named,
    logic_shares,
    logic_sums,
    logic_tables,
    logic_times,
    logic_wording,
)
from lib.speech.drafts.lines import Fault, Line, lines

_PER_LINE: tuple[Callable[[Line], Iterator[Fault]], ...] = (
    *logic_wording.RULES,
    *logic_lists.RULES,
    *logic_named.RULES,
    *logic_sums.RULES,
    *logic_divisions.RULES,
    *logic_shares.RULES,
    *logic_growth.RULES,
    *logic_times.RULES,
)


@dataclass(frozen=True)
class Slip:
    """Where a text contradicts itself or says what cannot be said. `start` to `end`: of the paragraph `number`.
    `rule` names the kind, `why` says what is wrong, `wording` what to write instead; empty where only the author
    knows."""

    paragraph: int
    start: int
    end: int
    text: str
    rule: str
    why: str
    wording: str = ""


def slips(
    paragraphs: Iterable[str],
    *,
    years: Collection[int] = (),
    written: date | None = None,
    headings: Mapping[int, tuple[str, str]] | None = None,
) -> tuple[Slip, ...]:
    """All slips in the order of the text. `years`: those in which an anniversary without a year may fall (of the speech
    and of its figures); where none are given, the year in the head of the text. `written`: the day of the date line.
    `headings`: of the cells of tables, row and column by paragraph."""
    read = lines(paragraphs, headings)
    found = [(line, fault) for line in read for rule in _PER_LINE for fault in rule(line)]
    found += logic_lists.listings(read)
    found += logic_tables.columns(read)
    found += logic_tables.rates(read)
    found += logic_bases.bases(read)
    found += logic_times.to_come(read, written)
    found += logic_anniversaries.anniversaries(read, years)
    unique = {(line.number, fault.start, fault.end, fault.rule): (line, fault) for line, fault in found}
    return tuple(
        Slip(
            line.number,
            fault.start,
            fault.end,
            line.text[fault.start : fault.end],
            fault.rule,
            fault.why,
            fault.wording,
        )
        for (_, _, _, _), (line, fault) in sorted(unique.items(), key=lambda pair: pair[0])
    )
