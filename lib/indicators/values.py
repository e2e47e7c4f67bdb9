"""How rows become a number: tallies over a source, sums and quotients of them, and what is derived from those."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Column, ColumnElement, and_, or_, true

from lib.indicators.sources import Source


@dataclass(frozen=True, eq=False)
class Tally:
    """A count of rows, or a sum of `column`, over the rows that fulfil `within` and `where`.

    `within` is the population, `where` what is looked for in it; both may refer to schema.period of the same period.
    `needs`: columns that `where` tests; where one is empty the row is unknown and its cell is 缺报. Of a sum: `where`
    decides which rows are added, and a row of which it cannot is unknown.
    `owed`: each office states such a row; without one its cell is 缺报, not 0.
    `per_region`: a region counts once if it has at least one such row. `distinct`: rows with the same value of this
    column count once. `times`: a row counts so many times instead of once. `shown`: further columns for the 名单.
    """

    source: Source
    where: ColumnElement[bool] | None = None
    within: ColumnElement[bool] | None = None
    column: Column | None = None
    needs: tuple[Column, ...] = ()
    per_region: bool = False
    owed: bool = False
    distinct: Column | None = None
    times: ColumnElement[int] | None = None
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
    """Tallies added up, all of one source. `each`: where one of them is wholly 缺报, so is the sum."""

    tallies: tuple[Tally, ...]
    each: bool = False

    @property
    def parts(self) -> tuple[Tally, ...]:
        return self.tallies


@dataclass(frozen=True, eq=False)
class Less:
    """`whole` less `part`, of one source: those who did not take part, say. The rows behind it are those of `whole`."""

    whole: Tally | Sum
    part: Tally

    @property
    def parts(self) -> tuple[Tally, ...]:
        return (*self.whole.parts, self.part)


@dataclass(frozen=True, eq=False)
class Reported:
    """The number of offices whose return of this source is in force."""

    source: Source

    @property
    def parts(self) -> tuple[Tally, ...]:
        return ()


def beside(column: Column, other: Column) -> ColumnElement[bool]:
    """Rows whose cell of `column` belongs into a quotient with `other`: those that fill in the other one, and those
    that fill in neither, which are 缺报 and not a base of 0."""
    return or_(other.is_not(None), column.is_(None))


@dataclass(frozen=True, eq=False)
class Ratio:
    """Sum over sum, never a mean of rates. `scale` is 100 for a percentage, 1 for a mean such as an age.
    `if_empty`: why the denominator may be 0, where that needs saying."""

    numerator: Tally | Sum | Less
    denominator: Tally | Sum | Less | Reported
    scale: int = 100
    if_empty: str = ""

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
    BEST = "最前位次"
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
    """Derived: what flowed within the span, or stands at its end, per head of a stock, mostly of another source, of the
    offices that reported both. `scale` is 100 for a percentage. `at_start`: the stock is that with which the span
    began, not that with which it ended."""

    flow: Tally | Sum
    stock: Tally | Sum
    scale: int = 1
    at_start: bool = False

    @property
    def parts(self) -> tuple[Tally, ...]:
        return (*self.flow.parts, *self.stock.parts)

    @property
    def counted(self) -> Tally | Sum:
        """That of which the rows stand behind the number."""
        return self.flow


class Joining(StrEnum):
    """How two stocks of different sources become one number."""

    PLUS = "相加"
    MINUS = "相差"
    RELATIVE = "相差率"  # the difference in per cent of the second


@dataclass(frozen=True, eq=False)
class Both:
    """Derived: two stocks of different sources put together, of the offices that reported both.

    The rows behind the number are those of `second`: there an office explains a difference, or says who is to come."""

    first: Tally | Sum
    second: Tally | Sum
    joining: Joining

    @property
    def parts(self) -> tuple[Tally, ...]:
        return (*self.second.parts, *self.first.parts)

    @property
    def counted(self) -> Tally | Sum:
        return self.second


@dataclass(frozen=True, eq=False)
class Streak:
    """Derived: in how many years without a break, up to the chosen one, the tally was above 0."""

    tally: Tally

    @property
    def parts(self) -> tuple[Tally, ...]:
        return (self.tally,)

    @property
    def counted(self) -> Tally:
        """That of which the rows stand behind the number."""
        return self.tally


@dataclass(frozen=True, eq=False)
class Reference:
    """A figure that no ledger reports: the constant on record under `code`, or the years since it.

    `tally` has no rows; it only says where the figure comes from."""

    code: str
    tally: Tally
    years_since: bool = False

    @property
    def parts(self) -> tuple[Tally, ...]:
        return (self.tally,)


Derived = Spread | Change | PerStock | Both | Streak
Value = Tally | Sum | Less | Ratio | Needed | Derived | Reference


def tallies(value: Value | Reported) -> tuple[Tally, ...]:
    """Every tally a value is computed from."""
    return value.parts
