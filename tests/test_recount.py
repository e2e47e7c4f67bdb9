"""Two ways to every number: `measure` over the demo database, and plain Python over the workbooks it was read from.

They share the names of sheets and fields and nothing else. Where they disagree, one of them does not do what the
口径 says.
"""

from collections import defaultdict
from collections.abc import Iterator
from math import isclose

import pytest
import recount
from recount import RECOUNTS, Answer

from lib import database
from lib.filters import Filters
from lib.indicators import INDICATORS
from lib.measure import Reading, Snapshot, measure, open_snapshot

GRAINS = (None, "district", "unit")
Measured = dict[tuple[str, str | None], list[Reading]]


@pytest.fixture(scope="module")
def snapshot(demo_url) -> Snapshot:
    return open_snapshot(database.reader(demo_url))


@pytest.fixture(scope="module")
def measured(snapshot) -> Measured:
    """Every indicator of the newest period at the three grains."""
    found: Measured = defaultdict(list)
    for grain in GRAINS:
        for reading in measure(snapshot, INDICATORS, Filters(recount.city().newest), grain):
            found[reading.key, grain].append(reading)
    return found


def same(one: object, other: object) -> bool:
    if one is None or other is None:
        return one is other
    return isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)


def agrees(reading: Reading, answer: Answer) -> bool:
    pairs = ((getattr(reading, name), getattr(answer, name)) for name in ("value", "numerator", "denominator"))
    return reading.state == answer.state and all(same(*pair) for pair in pairs) and answer.words in ("", reading.words)


def unit_of(reading: Reading, snapshot: Snapshot) -> tuple[str, str]:
    """Region and name; both empty for the rows without a unit."""
    unit = snapshot.directory.units.get(reading.group_code)
    return (unit.region_code, unit.name) if unit else ("", "")


def answers(key: str, readings: list[Reading], snapshot: Snapshot, grain: str | None) -> Iterator[Answer]:
    """The recount of the groups of these readings."""
    for reading in readings:
        if grain == "unit":
            yield recount.city().answer(key, *unit_of(reading, snapshot))
        else:
            yield recount.city().answer(key, reading.group_code or "")


def refused(readings: list[Reading]) -> bool:
    """One answer in place of the groups, which says why there are none."""
    return len(readings) == 1 and readings[0].state == "不适用" and bool(readings[0].reason)


def differences(key: str, grain: str | None, measured: Measured, snapshot: Snapshot) -> list[str]:
    readings = measured[key, grain]
    pairs = zip(readings, answers(key, readings, snapshot, grain), strict=True)
    return [
        f"{reading.group or '全市'}: measure {told(reading)}, recount {told(answer)}"
        for reading, answer in pairs
        if not agrees(reading, answer)
    ]


def told(one: Reading | Answer) -> str:
    return f"{one.state} {one.value} = {one.numerator} ÷ {one.denominator} {one.words}"


def test_no_indicator_is_left_out():
    assert INDICATORS.keys() == RECOUNTS.keys()


@pytest.mark.parametrize("key", INDICATORS)
def test_city_districts_and_units_are_what_the_workbooks_say(key, measured, snapshot):
    city, item = recount.city(), RECOUNTS[key]
    assert differences(key, None, measured, snapshot) == []
    if not item.sheets:
        assert refused(measured[key, "district"])
        assert refused(measured[key, "unit"])
        return
    assert [reading.group_code for reading in measured[key, "district"]] == list(city.offices(item))
    assert differences(key, "district", measured, snapshot) == []
    if not item.by_unit:
        assert refused(measured[key, "unit"])
        return
    assert differences(key, "unit", measured, snapshot) == []
    assert city.units_with_rows(item) <= {unit_of(reading, snapshot) for reading in measured[key, "unit"]}
