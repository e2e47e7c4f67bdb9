"""Parts of a whole (V07): of every rate in per cent the numerator is at most its base.

The pairs are those of the indicators, so that a new rate is checked as soon as it is measured: row by row where one
ledger holds both sides, else per office. Left out is what cannot exceed by construction (rows counted among the same
rows) and what V11 checks without telling numbers (age and health).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_

from lib.crosschecks.extent import Extent, Fact
from lib.crosschecks.model import Outcome, Place, Side, at_most
from lib.indicators import INDICATORS, Indicator, PerStock, Ratio, Reported, Tally, Value
from lib.measure import Reading, State
from lib.schema import branch_period, org_life

# Rates that may be above 100 %, and why.
MAY_EXCEED = {
    "app_install_rate": "who installs it need not be on the list of cadres; question Q31 tells it as information",
    "wechat_follow_rate": "anybody can follow; question Q31 tells it as information",
    "arrears_cleared_rate": "arrears that arose within the span are cleared beside the opening ones",
}
_BASE = re.compile(r"(?:（[^）]*）|[^（，。])+")  # of a 口径, from ÷ to its first condition
_ASIDE = re.compile("^其中|（.*?）")
_MONTHS = "times"  # a row is to have so many, whatever it says


@dataclass(frozen=True)
class Pair:
    """Two sides of an indicator, both in one row."""

    item: Indicator
    part: Tally
    whole: Tally

    @property
    def amounts(self) -> tuple[ColumnElement, ColumnElement]:
        """What one row brings to each side."""
        whole = self.whole.times.label(_MONTHS) if self.whole.column is None else self.whole.column
        return self.part.column, whole


def row_pairs(items: Iterable[Indicator] = INDICATORS.values()) -> Iterator[Pair]:
    """The rates of which a row of one ledger states both sides, each pair of columns once."""
    seen = set()
    for item in items:
        if _is_share(item) and (pair := _of_row(item)):
            key = tuple(map(str, pair.amounts))
            if key not in seen:
                seen.add(key)
                yield pair


def office_shares(items: Iterable[Indicator] = INDICATORS.values()) -> list[Indicator]:
    """The other rates of which an office states a side, or of which rows are held against offices."""
    return [item for item in items if _is_share(item) and not _of_row(item) and not _counts_within(item.value)]


def sources() -> set[str]:
    """The ledgers in which these sides stand."""
    items = [*(pair.item for pair in row_pairs()), *office_shares()]
    return {part.source.name for item in items for part in item.value.parts}


def _is_share(item: Indicator) -> bool:
    """A percentage of a sum by a sum; 增长 and 相差 are none."""
    if not isinstance(item.value, Ratio | PerStock) or not item.is_rate or item.key in MAY_EXCEED:
        return False
    return not any(part.source.coarse for part in item.value.parts)


def _of_row(item: Indicator) -> Pair | None:
    match item.value:
        case Ratio(numerator=Tally() as part, denominator=Tally() as whole):
            stated = part.column is not None and (whole.column is not None or whole.times is not None)
            if stated and part.column is not whole.column and part.source.name == whole.source.name:
                return Pair(item, part, whole)
    return None


def _counts_within(value: Value) -> bool:
    """Rows counted among rows of the same ledger, or offices among offices: a part by construction."""
    if not isinstance(value, Ratio) or any(part.column is not None for part in value.parts):
        return False
    if isinstance(value.denominator, Reported):
        return all(part.per_region for part in value.numerator.parts)
    return len({part.source.name for part in value.parts}) == 1


def in_rows(extent: Extent) -> Iterator[Outcome]:
    """A row that fills in neither side is nobody's to compare."""
    for pair in row_pairs():
        part, whole = pair.amounts
        more = [branch_period.c.name] if part.table is org_life else []
        either = or_(pair.part.condition, pair.whole.condition)
        for fact in extent.facts(pair.part.source.name, part, whole, *more, where=either):
            stated = [fact.values[item.name] for item in (part, whole) if item.name != _MONTHS]
            if fact.applies(part.name, whole.name) and any(value is not None for value in stated):
                yield at_most(fact.place, _cell(fact, part), _cell(fact, whole, pair.part))


def _cell(fact: Fact, column: ColumnElement, counted: Tally | None = None) -> Side:
    """What the row says in a column, in the words of the ledger; or the months of the period, which it does not say."""
    if column.name == _MONTHS:
        return fact.side("期内月数", _unit(counted), _MONTHS)
    return fact.side(_ASIDE.sub("", column.doc), column.info["unit"], column.name)


def in_offices(extent: Extent) -> Iterator[Outcome]:
    keys = [item.key for item in office_shares()]
    for (code, key), reading in extent.measured(*keys).items():
        if reading.reported and (reading.numerator is not None or reading.state is State.MISSING):
            yield _of_office(code, INDICATORS[key], reading)


def _of_office(code: str, item: Indicator, reading: Reading) -> Outcome:
    """A base of 0 is no rate and can be exceeded all the same."""
    place, (first, second), (top, bottom) = Place(code, item.source.name, item.name), _words(item), _sides(item.value)
    sure = reading.exact and not reading.missing and not reading.missing_cells
    part, whole = (reading.numerator, reading.denominator) if sure else (None, None)
    return at_most(place, Side(first, part, _unit(top) or "个"), Side(second, whole, _unit(bottom) or "个"))


def _sides(value: Ratio | PerStock) -> tuple[Value | Reported, Value | Reported]:
    return (value.flow, value.stock) if isinstance(value, PerStock) else (value.numerator, value.denominator)


def _words(item: Indicator) -> tuple[str, str]:
    """Numerator and base as the 口径 calls them."""
    first, _, rest = item.definition.partition(" ÷ ")
    return first, _BASE.match(rest)[0]


def _unit(value: Value | Reported) -> str:
    """The unit of its columns; empty where rows are counted."""
    return next((part.column.info["unit"] for part in value.parts if part.column is not None), "")
