"""What an indicator is made of: a source, tallies over its rows, and how tallies become a number."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import Column, ColumnElement, Table, and_, literal, true

from lib.schema import SOURCES


class Kind(StrEnum):
    """A stock holds at an as-of date and is never summed over time; a flow adds up over a span of months."""

    STOCK = "存量"
    FLOW = "流量"


class Reporters(StrEnum):
    """Whose returns count. The city's own work committee stands apart from those of the districts."""

    ALL = "区县和市直"
    DISTRICTS = "区县"
    CITY = "市直"


@dataclass(frozen=True, eq=False)
class Source:
    """A fact table as an indicator sees it.

    `name`: key of schema.SOURCES, whose due reporters are in reporting_duty. `listed`: columns shown in a 名单.
    `ledger_fields`: the ledger's name of a column where it is not the column's own (a SQL expression per row).
    `derived_from`: the ledger's fields a column is computed from where the ledger does not state it.
    `every_unit`: each 机关, 事业, 国企 or 学校 fills one row, so that a unit without a row is 缺报.
    """

    name: str
    table: Table
    reporters: Reporters = Reporters.ALL
    listed: tuple[Column, ...] = ()
    ledger_fields: Mapping[str, ColumnElement] = field(default_factory=dict)
    derived_from: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    every_unit: bool = False

    @property
    def title(self) -> str:
        return SOURCES[self.name]

    @property
    def has_units(self) -> bool:
        return "unit_id" in self.table.c

    @property
    def has_months(self) -> bool:
        return "month" in self.table.c

    def ledger_field(self, column: Column) -> ColumnElement:
        """The name under which the ledger's cell of this column is remembered."""
        return self.ledger_fields.get(column.name, literal(column.name))


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


@dataclass(frozen=True, eq=False)
class Sum:
    """Tallies added up, all of one source."""

    tallies: tuple[Tally, ...]


@dataclass(frozen=True, eq=False)
class Reported:
    """The number of offices whose return of this source is in force."""

    source: Source


@dataclass(frozen=True, eq=False)
class Less:
    """`whole` less `part`, of one source: those who did not take part, say."""

    whole: Tally
    part: Tally


@dataclass(frozen=True, eq=False)
class Ratio:
    """Sum over sum, never a mean of rates. `scale` is 100 for a percentage, 1 for a mean such as an age."""

    numerator: Tally | Sum | Less
    denominator: Tally | Sum | Reported
    scale: int = 100


@dataclass(frozen=True, eq=False)
class Needed:
    """How many more must enter the numerator until every region meets the target: ceil per region, then summed.

    The target is that of the indicator `target_key` in per cent, `default` where none is on record.
    """

    ratio: Ratio
    target_key: str
    default: int


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


@dataclass(frozen=True, eq=False)
class PerStock:
    """Derived: what flowed within the span per head of a stock at its end, of the offices that reported both."""

    flow: Tally | Sum
    stock: Tally


Derived = Spread | Change | PerStock
Value = Tally | Sum | Ratio | Needed | Derived


def tallies(value: Value | Less | Reported) -> Iterator[Tally]:
    """Every tally a value is computed from."""
    match value:
        case Tally():
            yield value
        case Sum():
            yield from value.tallies
        case Less():
            yield from (value.whole, value.part)
        case Ratio():
            yield from tallies(value.numerator)
            yield from tallies(value.denominator)
        case Needed():
            yield from tallies(value.ratio)
        case Spread():
            yield value.tally
        case Change():
            yield value.stock
        case PerStock():
            yield from tallies(value.flow)
            yield value.stock


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
        return next(tallies(self.value)).source

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
