"""What an indicator is: a number with a name, a unit and a 口径."""

from dataclasses import dataclass
from enum import StrEnum

from lib.indicators.sources import Source
from lib.indicators.values import Change, Derived, Movement, Ratio, Spread, Value, tallies


class Kind(StrEnum):
    """A stock holds at an as-of date and is never summed over time; a flow adds up over a span of months."""

    STOCK = "存量"
    FLOW = "流量"


@dataclass(frozen=True, eq=False)
class Indicator:
    """A measured quantity. `definition` is the 口径 in one Chinese sentence.
    `direction`: +1 more is better, -1 fewer is better, 0 neither. `split`: the grouping in which it is meant to be
    read, for measure's `by`; empty where any will do."""

    key: str
    name: str
    unit: str
    kind: Kind
    definition: str
    value: Value
    page: str
    decimals: int = 0
    direction: int = 0
    split: str = ""

    @property
    def source(self) -> Source:
        """The source of what is counted (of the numerator, for a rate)."""
        return tallies(self.value)[0].source

    @property
    def is_rate(self) -> bool:
        """A percentage: shown with %, compared in 百分点."""
        match self.value:
            case Ratio(scale=scale):
                return scale == 100
            case Spread(summary=summary):
                return summary.is_share
            case Change(movement=movement):
                return movement is Movement.GROWTH
        return False

    @property
    def is_derived(self) -> bool:
        """Neither a sum nor a quotient of sums of the same rows."""
        return isinstance(self.value, Derived)
