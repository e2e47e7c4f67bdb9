"""Whether a text agrees with itself, whatever the figures of the office are."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from lib.speech.drafts import logic_lists, logic_sums, logic_times, logic_wording
from lib.speech.drafts.lines import Fault, Line, lines

_PER_LINE: tuple[Callable[[Line], Iterator[Fault]], ...] = (
    *logic_wording.RULES,
    *logic_lists.RULES,
    *logic_sums.RULES,
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


def slips(paragraphs: Iterable[str], spoken: date | None = None) -> tuple[Slip, ...]:
    """All slips in the order of the text. `spoken`: when the speech is held, for 今年 and the anniversaries; where it
    is not given, the date in the head of the text."""
    read = lines(paragraphs)
    found = [(line, fault) for line in read for rule in _PER_LINE for fault in rule(line)]
    found += logic_lists.listings(read)
    found += logic_times.anniversaries(read, spoken)
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
