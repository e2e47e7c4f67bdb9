"""What a number of a text can be, and what is known of it."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction


class NumberKind(StrEnum):
    """Only a quantity is a claim about the figures of the office."""

    QUANTITY = "数量"
    DATE = "日期"
    YEAR = "年份"
    ANNIVERSARY = "周年"
    ORDINAL = "序号"
    LITERAL = "字面"
    DOCUMENT = "文号"
    LISTING = "列举"
    THRESHOLD = "界限"


@dataclass(frozen=True)
class WrittenNumber:
    """`start` to `end` hold the number with its words of approximation and its unit.

    `value`: what the figure stands for, shares in per cent; None for a range, which has `low` and `high` (inclusive),
    for words such as 过半 and for what is no quantity. `step`: the worth of the last digit written (18.36万 → 100).
    `words`: words of approximation in the order of the text; `in_wan`: the
    heading of its column says 万. `fraction`: of a share written as one (十分之一)."""

    start: int
    end: int
    text: str
    kind: NumberKind
    value: Decimal | None = None
    unit: str = ""
    words: tuple[str, ...] = ()
    step: Decimal = Decimal(1)
    low: Decimal | None = None
    high: Decimal | None = None
    in_wan: bool = False
    fraction: Fraction | None = None

    @property
    def is_share(self) -> bool:
        """A percentage, a fraction, 三成 or 过半; not a difference in 百分点."""
        return self.unit == "%"
