"""What a cross-check is, and what it hands back."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from lib import formats

if TYPE_CHECKING:
    from lib.crosschecks.extent import Extent

Amount = formats.Number | None


class Level(StrEnum):
    """How much a finding costs: nothing, a second look, or the lock."""

    NOTE = "提示"
    WARNING = "警告"
    REJECTION = "拒绝"


@dataclass(frozen=True)
class Place:
    """Whose figures were compared. `source`: the sheet in which the finding is told; `subject`: unit, branch or item;
    `submission_id` and `row_no` are None where the figures are those of a whole office."""

    region_code: str
    source: str
    subject: str = ""
    submission_id: int | None = None
    row_no: int | None = None


@dataclass(frozen=True)
class Side:
    """One side of a comparison. `value` is None where it is 缺报 or only approximate."""

    label: str
    value: Amount
    unit: str = ""

    def __str__(self) -> str:
        return f"{self.label}{formats.number(self.value, 0 if self.value == int(self.value) else 2)}{self.unit}"


@dataclass(frozen=True)
class Outcome:
    """One comparison. `holds` is None where it could not be made; `text` is said where it does not hold."""

    place: Place
    holds: bool | None
    text: str = ""


def equal(place: Place, left: Side, right: Side) -> Outcome:
    """Both sides are the same number."""
    if left.value is None or right.value is None:
        return Outcome(place, None)
    gap = Side("相差", abs(left.value - right.value), left.unit)
    return Outcome(place, True) if not gap.value else Outcome(place, False, f"{left}，{right}，{gap}")


def at_most(place: Place, left: Side, right: Side) -> Outcome:
    """The left side is not above the right one."""
    if left.value is None or right.value is None:
        return Outcome(place, None)
    return Outcome(place, left.value <= right.value, "" if left.value <= right.value else f"{left}，多于{right}")


@dataclass(frozen=True)
class Check:
    """`name` is what is said of a finding, `remedy` what the office does about it. `sources`: the sheets without which
    an office cannot be checked. `told_as`: the code under which the intake has told such findings already.
    `on_load`: it concerns what one office sent, and is judged when that comes in. `certain`: what of it holds by
    construction, because the program itself adds up the rows, and so proves nothing of the ledgers."""

    id: str
    name: str
    level: Level
    remedy: str
    sources: tuple[str, ...]
    outcomes: Callable[["Extent"], Iterable[Outcome]]
    told_as: str = ""
    on_load: bool = True
    certain: str = ""


@dataclass(frozen=True)
class Finding:
    """Two figures that do not agree, in words."""

    check: Check
    place: Place
    office: str
    text: str

    @property
    def problem(self) -> str:
        """What does not agree, without the office: a clause without its closing 。"""
        return f"{self.place.subject}：{self.text}" if self.place.subject else self.text

    def __str__(self) -> str:
        subject = f"，{self.place.subject}" if self.place.subject else ""
        return f"{self.office}{subject}：{self.text}。{self.check.remedy}。"


@dataclass(frozen=True)
class Result:
    """`compared`: comparisons made, the findings among them; `unable`: those that could not be made because a side is
    缺报. `told`: findings of the intake in the files in force, None for a check that the intake does not make."""

    check: Check
    findings: tuple[Finding, ...]
    compared: int
    unable: int
    told: int | None = None

    def __str__(self) -> str:
        counts = f"核对{self.compared}处，无法核对{self.unable}处" if self.compared or not self.check.certain else ""
        told = f"导入时已核对，有{self.told}处提醒" if self.told else "导入时已核对" if self.told == 0 else ""
        counts = "，".join(part for part in (counts, told) if part)
        said = "；".join(part for part in (self.check.certain, counts) if part)
        return f"{self.check.id} {self.check.name}：{len(self.findings)}处（{said}）"
