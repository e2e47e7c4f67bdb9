"""The value of a cell, and what stops the reading of one."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from lib.intake.issues import Finding, Level

Number = int | Decimal
LIMIT = 10**15  # no count or sum of money comes near; a figure this large is a slip


class Status(StrEnum):
    """有值, 零, 缺报 and 不适用 are four different things."""

    PRESENT = "有值"
    ZERO = "零"
    MISSING = "缺报"
    NOT_APPLICABLE = "不适用"


class Precision(StrEnum):
    """How the figure was given."""

    EXACT = "精确"
    ABOUT = "约数"
    BELOW = "近(上限)"
    ABOVE = "余(下限)"
    RANGE = "区间"
    ESTIMATE = "估计"


class Uncomputed(str):
    """Text of a formula that has no cached result."""


@dataclass(frozen=True)
class Value:
    """One normalised cell.

    `point` is None for intervals, 缺报 and 不适用. `lo` and `hi` (both inclusive) are set only where `precision`
    is not 精确; `hi` None is open upwards. `aside` keeps what was set apart, such as "61人次" in a 人 column.
    """

    status: Status
    point: int | Decimal | date | str | None
    precision: Precision = Precision.EXACT
    lo: Number | None = None
    hi: Number | None = None
    findings: tuple[Finding, ...] = ()
    aside: str = ""


def missing(*findings: Finding, aside: str = "") -> Value:
    """A cell that counts as 缺报; `findings` say why."""
    return Value(Status.MISSING, None, findings=findings, aside=aside)


class UnusableError(Exception):
    """The content gives no figure or date; `value` is what the cell counts as instead."""

    def __init__(self, value: Value) -> None:
        super().__init__()
        self.value = value


def unreadable(reason: str = "认不出是数字") -> UnusableError:
    """What to raise for a text that is no number."""
    return UnusableError(missing(Finding("N02", Level.REJECTION, f"{reason}，按缺报处理", "请填阿拉伯数字")))
