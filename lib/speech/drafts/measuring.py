"""What measuring the candidates of a draft gives: as few queries as there are places and times."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from lib.access import EVERYTHING, Scope
from lib.errors import FilterError
from lib.filters import Filters
from lib.indicators import INDICATORS
from lib.measure import Comparison, Reading, Snapshot, State, compare, measure
from lib.speech.drafts.matching import Candidate
from lib.speech.drafts.matching_words import How


@dataclass(frozen=True)
class Value:
    """What measuring a candidate gave. `value` is None where it cannot be had; `reason` says why."""

    value: Decimal | None
    reason: str = ""
    reading: Reading | None = None


def measured(snapshot: Snapshot, candidates: Iterable[Candidate], scope: Scope = EVERYTHING) -> dict[Candidate, Value]:
    """The values of the candidates, as few queries as there are places and times."""
    groups: dict[tuple[Filters, str | None, bool], list[Candidate]] = {}
    for one in dict.fromkeys(candidates):
        by = one.group[0] if one.group else None
        groups.setdefault((one.filters, by, one.how in (How.CHANGE, How.GROWTH)), []).append(one)
    found: dict[Candidate, Value] = {}
    for (filters, by, changed), several in groups.items():
        keys = tuple(dict.fromkeys(one.key for one in several))
        try:
            if _beyond(filters, scope):
                found |= {one: Value(None, "超出本账号可以查看的范围") for one in several}
            elif changed:
                compared = {item.now.key: item for item in compare(snapshot, keys, filters, scope=scope)}
                found |= {one: _change(one, compared[one.key]) for one in several}
            else:
                readings = {(item.key, item.group): item for item in measure(snapshot, keys, filters, by, scope=scope)}
                found |= {one: _value(one, readings) for one in several}
        except FilterError as error:
            found |= {one: Value(None, str(error)) for one in several}
    return found


def _beyond(filters: Filters, scope: Scope) -> bool:
    """A number of more than this account may see would be that of a part under the name of the whole."""
    return not (scope.is_everything or filters.units or (filters.districts and scope.units is None))


def _value(one: Candidate, readings: dict[tuple[str, str | None], Reading]) -> Value:
    reading = readings.get((one.key, one.group[1] if one.group else None))
    if reading is None:
        return Value(None, "所选范围内没有这一类")
    if reading.state in (State.MISSING, State.NOT_APPLICABLE):
        return Value(None, reading.reason or f"{INDICATORS[one.key].name}{reading.state.value}", reading)
    side = {How.NUMERATOR: reading.numerator, How.DENOMINATOR: reading.denominator, How.REST: _rest(reading)}
    number = side.get(one.how, reading.value)
    if number is None:
        return Value(None, "数据里有区间数，没有确切的数", reading)
    return Value(Decimal(str(number)), "", reading)


def _rest(reading: Reading) -> Decimal | None:
    if reading.numerator is None or reading.denominator is None:
        return None
    return Decimal(str(reading.denominator)) - Decimal(str(reading.numerator))


def _change(one: Candidate, compared: Comparison) -> Value:
    number = compared.growth if one.how is How.GROWTH else compared.difference
    if number is None:
        return Value(None, compared.note or "没有可比的往期数据", compared.now)
    return Value(Decimal(str(number)), "", compared.now)
