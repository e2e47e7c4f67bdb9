"""Two ways to every number: `measure` over the demo database, and plain Python over the workbooks it was read from.

They share the names of sheets and fields and nothing else. Where they disagree, one of them does not do what the
口径 says.
"""

from collections import defaultdict
from collections.abc import Callable
from math import isclose

import pytest
import recount
from recount import RECOUNTS, Answer, spans
from recount.views import Choice

from lib import database
from lib.filters import YEAR_TO_DATE, Filters
from lib.indicators import INDICATORS, Kind
from lib.measure import Reading, Snapshot, measure, open_snapshot

GRAINS = (None, "district", "unit")
NEWEST = recount.world.PERIODS[-1]
FIRST_HALF = Choice(f"{NEWEST[:4]}H1")  # not shipped as workbooks: read from what the demo city is made of
NOW, THIS_YEAR = Choice(NEWEST), Choice(NEWEST, to_date=True)
LEVELS = tuple(Choice(NEWEST, levels=(level,)) for level in ("市直", "乡镇街道"))
BY_UNIT = [key for key, item in RECOUNTS.items() if item.sheets and item.by_unit]
Measured = Callable[[Choice], dict[tuple[str, str | None], list[Reading]]]


@pytest.fixture(scope="module")
def snapshot(demo_url) -> Snapshot:
    return open_snapshot(database.reader(demo_url))


@pytest.fixture(scope="module")
def measured(snapshot) -> Measured:
    """Every indicator under a choice, at the three grains; asked for once."""
    known = {}

    def asked(choice: Choice) -> dict[tuple[str, str | None], list[Reading]]:
        if choice not in known:
            known[choice] = found = defaultdict(list)
            for grain in GRAINS:
                for reading in measure(snapshot, INDICATORS, filters(choice), grain):
                    found[reading.key, grain].append(reading)
        return known[choice]

    return asked


def filters(choice: Choice) -> Filters:
    plain = Filters(choice.period, levels=choice.levels)
    return Filters(choice.period, YEAR_TO_DATE) if choice.to_date else plain


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


def refused(readings: list[Reading]) -> bool:
    """One answer in place of the groups, which says why there are none."""
    return len(readings) == 1 and readings[0].state == "不适用" and bool(readings[0].reason)


def differences(readings: list[Reading], choice: Choice, snapshot: Snapshot, grain: str | None) -> list[str]:
    found = []
    for reading in readings:
        group = unit_of(reading, snapshot) if grain == "unit" else (reading.group_code or "",)
        answer = recount.city().answer(reading.key, choice, *group)
        if not agrees(reading, answer):
            found.append(f"{reading.group or '全市'}: measure {told(reading)}, recount {told(answer)}")
    return found


def told(one: Reading | Answer) -> str:
    return f"{one.state} {one.value} = {one.numerator} ÷ {one.denominator} {one.words}"


def agree_at_every_grain(key: str, choice: Choice, measured: Measured, snapshot: Snapshot) -> None:
    city, item = recount.city(), RECOUNTS[key]
    whole, districts, units = (measured(choice)[key, grain] for grain in GRAINS)
    assert differences(whole, choice, snapshot, None) == []
    if not item.sheets:
        assert refused(districts)
        assert refused(units)
        return
    assert [reading.group_code for reading in districts] == list(city.offices(item, choice))
    assert differences(districts, choice, snapshot, "district") == []
    if not item.by_unit:
        assert refused(units)
        return
    assert differences(units, choice, snapshot, "unit") == []
    if spans.parts(key, choice, city.periods):
        assert city.units_with_rows(item, choice) <= {unit_of(reading, snapshot) for reading in units}


def test_no_indicator_is_left_out():
    assert INDICATORS.keys() == RECOUNTS.keys()


def test_what_is_of_a_span_is_so_in_both():
    assert {key for key, item in INDICATORS.items() if item.kind is Kind.FLOW} == spans.FLOWS


@pytest.mark.parametrize("key", INDICATORS)
def test_city_districts_and_units_are_what_the_workbooks_say(key, measured, snapshot):
    agree_at_every_grain(key, NOW, measured, snapshot)


@pytest.mark.parametrize("key", INDICATORS)
def test_the_first_half_is_what_the_offices_sent_then(key, measured, snapshot):
    agree_at_every_grain(key, FIRST_HALF, measured, snapshot)


@pytest.mark.parametrize("key", sorted(spans.FLOWS))
def test_the_year_to_date_is_what_both_halves_brought(key, measured, snapshot):
    agree_at_every_grain(key, THIS_YEAR, measured, snapshot)


@pytest.mark.parametrize("choice", LEVELS, ids=[choice.levels[0] for choice in LEVELS])
@pytest.mark.parametrize("key", BY_UNIT)
def test_units_of_one_level_are_those_of_their_rows(key, choice, measured, snapshot):
    offices = recount.city().offices(RECOUNTS[key], choice)
    if not offices:
        assert refused(measured(choice)[key, None])
        return
    agree_at_every_grain(key, choice, measured, snapshot)


@pytest.mark.parametrize("key", [key for key, item in RECOUNTS.items() if item.sheets and not item.by_unit])
def test_what_is_not_sent_by_unit_is_refused_for_a_level_of_units(key, measured):
    assert refused(measured(LEVELS[0])[key, None])


def whole(key: str) -> list[Choice]:
    return [NOW, FIRST_HALF, *([THIS_YEAR] if key in spans.FLOWS else [])]


@pytest.mark.parametrize(("key", "choice"), [(key, choice) for key in INDICATORS for choice in whole(key)])
def test_those_who_sent_nothing_or_left_cells_empty_are_named(key, choice, measured, snapshot):
    city = recount.city()
    [reading] = measured(choice)[key, None]
    label = {code: snapshot.directory.region(code).label for code in city.names.regions}
    missing, partial = city.missing(key, choice), city.partial(key, choice)
    assert set(reading.missing) == {label[code] for code in missing}
    assert set(reading.partial) == {label[code] for code in partial}
    assert reading.due - reading.reported == len(missing)
