"""What an indicator is: a number with a name, a unit and a 口径."""

from dataclasses import dataclass
from enum import StrEnum

from lib.indicators.sources import Source
from lib.indicators.values import (
    Both,
    Change,
    Derived,
    Joining,
    Less,
    Movement,
    Needed,
    PerStock,
    Ratio,
    Spread,
    Sum,
    Summary,
    Tally,
    Value,
    tallies,
)

_TIMES = frozenset({"年", "周年", "个月", "岁"})


class Kind(StrEnum):
    """A stock holds at an as-of date and is never summed over time; a flow adds up over a span of months."""

    STOCK = "存量"
    FLOW = "流量"


class Over(StrEnum):
    """The spans over which a flow can be had."""

    ANY = "任意时段"
    ONE_PERIOD = "单个期次"  # of people: the same ones come back in the next period, a sum counts them twice
    WHOLE_YEAR = "全年"  # what it is divided by is that of a year


@dataclass(frozen=True, eq=False)
class Indicator:
    """A measured quantity. `definition` is the 口径 in one Chinese sentence.
    `direction`: +1 more is better, -1 fewer is better, 0 neither. `split`: the grouping in which it is meant to be
    read, for measure's `by`; empty where any will do. `over`: the spans over which a flow can be had."""

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
    over: Over = Over.ANY

    @property
    def source(self) -> Source:
        """The source of what is counted (of the numerator, for a rate)."""
        return tallies(self.value)[0].source

    @property
    def is_rate(self) -> bool:
        """A percentage: shown with %, compared in 百分点."""
        match self.value:
            case Ratio(scale=scale) | PerStock(scale=scale):
                return scale == 100
            case Both(joining=joining):
                return joining is Joining.RELATIVE
            case Spread(summary=summary):
                return summary.is_share
            case Change(movement=movement):
                return movement is Movement.GROWTH
        return False

    @property
    def is_rank(self) -> bool:
        """A place among others: it rises and falls, and the first is the lowest number."""
        return isinstance(self.value, Spread) and self.value.summary is Summary.BEST

    @property
    def can_grow(self) -> bool:
        """It has a growth in per cent: neither a percentage itself, nor a place, nor an age or a length of time."""
        return not (self.is_rate or self.is_rank or self.unit in _TIMES)

    @property
    def names_category(self) -> bool:
        """The number is that of the largest of several categories, or the category is itself the answer."""
        return isinstance(self.value, Spread) and self.value.summary in (Summary.LARGEST_SHARE, Summary.MODE)

    @property
    def can_fall_short(self) -> bool:
        """A rate of which more is better, judged row by row: the rest of its base can be listed."""
        match self.value:
            case Ratio(numerator=Tally() as done, denominator=Tally() as whole):
                alike = (done.column is None) == (whole.column is None) and done.source is whole.source
                return self.is_rate and self.direction > 0 and alike and not done.per_region
        return False

    @property
    def grows_with_size(self) -> bool:
        """A plain count or sum: a larger district has more of it, so districts are not ranked by it."""
        return isinstance(self.value, Tally | Sum | Less | Needed)

    @property
    def is_derived(self) -> bool:
        """Neither a sum nor a quotient of sums of the same rows."""
        return isinstance(self.value, Derived)
