"""How rows become a number: tallies over a source, sums and quotients of them, and what is derived from those."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Column, ColumnElement, and_, true

from lib.indicators.sources import Source


@dataclass(frozen=True, eq=False)
class Tally:
    """A count of rows, or a sum of `column`, over the rows that fulfil `within` and `where`.

    `within` is the population, `where` what is looked for in it; both may refer to schema.period of the same period.
    `needs`: columns that `where` tests; where one is empty the row is unknown and its cell is 缺报.
    `per_region`: a region counts once if it has at least one such row. `shown`: further columns for the 名单.
    """

    source: Source
    where: ColumnElement[bool] | None = None
    within: ColumnElement[bool] | None = None
    column: Column | None = None
    needs: tuple[Column, ...] = ()
    per_region: bool = False
    shown: tuple[Column, ...] = ()

    @property
    def population(self) -> ColumnElement[bool]:
        return true() if self.within is None else self.within

    @property
    def condition(self) -> ColumnElement[bool]:
        return self.population if self.where is None else and_(self.population, self.where)

    @property
    def cells(self) -> tuple[Column, ...]:
        """The columns whose cells decide the number."""
        return self.needs if self.column is None else (self.column,)

    @property
    def parts(self) -> tuple["Tally", ...]:
        return (self,)


@dataclass(frozen=True, eq=False)
class Sum:
    """Tallies added up, all of one source."""

    tallies: tuple[Tally, ...]

    @property
    def parts(self) -> tuple[Tally, ...]:
        return self.tallies


@dataclass(frozen=True, eq=False)
class Less:
    """`whole` less `part`, of one source: those who did not take part, say."""

    whole: Tally
    part: Tally

    @property
    def parts(self) -> tuple[Tally, ...]:
        return (self.whole, self.part)


@dataclass(frozen=True, eq=False)
class Reported:
    """The number of offices whose return of this source is in force."""

    source: Source

    @property
    def parts(self) -> tuple[Tally, ...]:
        return ()


@dataclass(frozen=True, eq=False)
class Ratio:
    """Sum over sum, never a mean of rates. `scale` is 100 for a percentage, 1 for a mean such as an age."""

    numerator: Tally | Sum | Less
    denominator: Tally | Sum | Reported
    scale: int = 100

    @property
    def parts(self) -> tuple[Tally, ...]:
        return (*self.numerator.parts, *self.denominator.parts)

    @property
    def counted(self) -> Tally | Sum | Less:
        """That of which the rows stand behind the number."""
        return self.numerator


@dataclass(frozen=True, eq=False)
class Needed:
    """How many more must enter the numerator until every region meets the target: ceil per region, then summed.

    The target is that of the indicator `target_key` in per cent, `default` where none is on record.
    """

    ratio: Ratio
    target_key: str
    default: int

    @property
    def parts(self) -> tuple[Tally, ...]:
        return self.ratio.parts


class Summary(StrEnum):
    """How the parts of a spread become one number. Shares are in per cent of all parts together."""

    MAX = "最大值"
    MEDIAN = "中位数"
    LONGEST = "最长月数"  # full months from the earliest date to the as-of date
    LARGEST_SHARE = "最大一类占比"
    TOP3_SHARE = "前三类占比"
    HHI = "各类占比平方和"
    MODE = "最多的一类"  # a category and no number; several where they are equal

    @property
    def is_share(self) -> bool:
        return self in (Summary.LARGEST_SHARE, Summary.TOP3_SHARE, Summary.HHI)


@dataclass(frozen=True, eq=False)
class Spread:
    """Derived: a tally split by the values of `across` and summed up in one number. Never summed any further."""

    tally: Tally
    across: Column
    summary: Summary

    @property
    def parts(self) -> tuple[Tally, ...]:
        return (self.tally,)

    @property
    def counted(self) -> Tally:
        """That of which the rows stand behind the number."""
        return self.tally


class Movement(StrEnum):
    """What a change says. Within a span: from the end of the period before it to its own end."""

    INCREASE = "净增"
    GROWTH = "增长率"
    YEARLY_DECLINE = "年均减少"  # from the earliest year end on record to the latest


@dataclass(frozen=True, eq=False)
class Change:
    """Derived: a stock then and now, of the offices that reported both times."""

    stock: Tally
    movement: Movement

    @property
    def parts(self) -> tuple[Tally, ...]:
        return (self.stock,)

    @property
    def counted(self) -> Tally:
        """That of which the rows stand behind the number."""
        return self.stock


@dataclass(frozen=True, eq=False)
class PerStock:
    """Derived: what flowed within the span per head of a stock at its end, of the offices that reported both."""

    flow: Tally | Sum
    stock: Tally

    @property
    def parts(self) -> tuple[Tally, ...]:
        return (*self.flow.parts, self.stock)

    @property
    def counted(self) -> Tally | Sum:
        """That of which the rows stand behind the number."""
        return self.flow


Derived = Spread | Change | PerStock
Value = Tally | Sum | Ratio | Needed | Derived


def tallies(value: Value | Less | Reported) -> tuple[Tally, ...]:
    """Every tally a value is computed from."""
    return value.parts
