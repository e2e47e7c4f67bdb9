"""What can be said of a number of a finished draft."""

from dataclasses import dataclass
from enum import StrEnum

from lib.measure import Reading
from lib.speech.drafts.kinds import WrittenNumber
from lib.speech.drafts.logic import Slip
from lib.speech.drafts.matching import Candidate
from lib.speech.drafts.surroundings import Asked


class Verdict(StrEnum):
    """What can be said of a number."""

    AGREES = "一致"
    DIFFERS = "不一致"
    OTHER = "口径或时点不同"
    ABSENT = "库中没有"
    OPEN = "无法判定"


@dataclass(frozen=True)
class Checked:
    """One number of the draft. `right`: what it ought to say, where it is not right and that is known. `candidate`:
    what it was taken to measure, `reading` the number behind that. `miscounted`: 人次 is written for 人 or the other
    way round."""

    paragraph: int
    number: WrittenNumber
    verdict: Verdict
    reason: str
    right: str = ""
    candidate: Candidate | None = None
    reading: Reading | None = None
    miscounted: bool = False

    @property
    def key(self) -> str:
        return self.candidate.key if self.candidate else ""


@dataclass(frozen=True)
class Checking:
    """All quantities of a draft in their order, and where it contradicts itself."""

    numbers: tuple[Checked, ...]
    slips: tuple[Slip, ...]

    def count(self, verdict: Verdict) -> int:
        return sum(item.verdict is verdict for item in self.numbers)


def said(item: Asked, verdict: Verdict, reason: str) -> Checked:
    """A verdict on a number of which nothing on record is known."""
    return Checked(item.paragraph, item.written, verdict, reason)


def judged(
    item: Asked,
    verdict: Verdict,
    reason: str,
    one: Candidate,
    reading: Reading | None,
    right: str = "",
    *,
    miscounted: bool = False,
) -> Checked:
    """A verdict on a number that was taken to measure something."""
    return Checked(item.paragraph, item.written, verdict, reason, right, one, reading, miscounted)
