"""What was read once is picked by district and never read again, never by another scope, and never for ever."""

import gc
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from weakref import ref

import database_fixtures as given
import pytest
from database_fixtures import CITY, A, B, C
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import OperationalError

from lib.access import EVERYTHING, Scope
from lib.filters import YEAR_TO_DATE, Filters
from lib.indicators import INDICATORS
from lib.measure import Snapshot, measure, open_snapshot
from lib.measure.memory import Memory
from lib.ui import loaders, view

NOW = Filters("2025H2")


@pytest.fixture
def engine() -> Engine:
    """One branch of ten members in 甲区, two in 乙区."""
    engine = given.empty()
    given.send_branches(engine, A, {"unit_id": "U1"})
    given.send_branches(engine, B, {"unit_id": "U4"}, {})
    return engine


@contextmanager
def asked(engine: Engine) -> Iterator[list[tuple]]:
    """Every statement that is run meanwhile, with its parameters behind it."""
    found: list[tuple] = []

    def note(_connection, _cursor, statement, parameters, *_rest) -> None:
        found.append((statement, *parameters))

    event.listen(engine, "before_cursor_execute", note)
    yield found
    event.remove(engine, "before_cursor_execute", note)


def members(snapshot: Snapshot, *districts: str, scope: Scope = EVERYTHING, **options) -> int | None:
    [reading] = measure(snapshot, ["member_total"], replace(NOW, districts=districts, **options), scope=scope)
    return reading.value


# --- picked, not read ------------------------------------------------------------------------------------------------


def test_another_choice_of_districts_asks_the_database_nothing(engine: Engine):
    snapshot = open_snapshot(engine)
    assert members(snapshot, A) == 10
    with asked(engine) as statements:
        assert (members(snapshot, B), members(snapshot, A, B), members(snapshot)) == (20, 30, 30)
        assert members(snapshot, A, excluded=True) == 20
    assert statements == []


def test_other_indicators_of_the_same_source_are_read_by_themselves(engine: Engine):
    snapshot = open_snapshot(engine)
    members(snapshot)
    with asked(engine) as statements:
        found = measure(snapshot, ["member_total", "branch_total"], NOW)
    assert [one.value for one in found] == [30, 3]
    assert len(statements) <= 2  # the counts, and the notes on them


def test_units_chosen_by_name_are_read_as_they_are_asked_for(engine: Engine):
    snapshot = open_snapshot(engine)
    with asked(engine) as statements:
        assert members(snapshot, units=("U1",)) == 10
    counting = [one for one in statements if "FROM branch_period" in one[0]]
    assert counting
    assert not any(B in one for one in counting)


def test_what_is_as_long_as_the_ledgers_is_not_kept(engine: Engine):
    snapshot = open_snapshot(engine)
    members(snapshot)
    kept = snapshot.memory.size
    with asked(engine) as statements:
        measure(snapshot, ["member_total"], replace(NOW, districts=(A,)), "unit")
    assert snapshot.memory.size == kept
    assert statements
    assert not any(B in one for one in statements)


BY = (None, None, "district", "district", "setting_form", "grade", "month", "nature", "tier", "failed_n", "framework")


def test_picked_districts_are_what_these_districts_alone_would_be(demo_url: str):
    """The same numbers twice: picked out of one memory, and read with statements that name no other district."""
    engine = create_engine(demo_url)
    shared, chance = open_snapshot(engine), random.Random(16)
    codes = [region.code for region in shared.directory.regions]
    periods = [period.id for period in shared.directory.periods]
    for _ in range(30):
        left = set(chance.sample(codes, chance.randint(1, len(codes) - 1)))
        inside = tuple(code for code in codes if code not in left)
        keys = chance.sample(list(INDICATORS), 25)
        chosen = Filters(
            chance.choice(periods),
            span=chance.choice(("本期", YEAR_TO_DATE, "1-9")),
            natures=chance.choice(((), (), ("机关", "事业"))),
            levels=chance.choice(((), (), ("区县直",))),
        )
        picked = replace(chosen, districts=inside)
        if chance.random() < 0.5:
            picked = replace(chosen, districts=tuple(left), excluded=True)
        by, several = chance.choice(BY), chance.choice((None, periods))
        alone = measure(open_snapshot(engine), keys, chosen, by, scope=Scope(frozenset(inside)), periods=several)
        found = measure(shared, keys, picked, by, periods=several)
        for one, other in zip(found, alone, strict=True):
            # Without any district inside, the reason says whether that was the scope or the choice of units.
            assert replace(one, reason="") == replace(other, reason=""), (picked, by)


# --- nobody else's ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("everybody_first", [True, False])
def test_a_scope_gets_nothing_that_another_has_read(engine: Engine, everybody_first: bool):
    snapshot, own = open_snapshot(engine), Scope(frozenset({A}))
    looks = [lambda: members(snapshot) == 30, lambda: members(snapshot, scope=own) == 10]
    assert all(look() for look in (looks if everybody_first else reversed(looks)))
    assert members(snapshot, B, scope=own) is None
    assert members(snapshot, scope=Scope(frozenset({A}), frozenset({"U1"}))) == 10
    assert members(snapshot, scope=Scope(frozenset({B}), frozenset({"U4"}))) == 10


def test_what_is_read_for_a_scope_holds_no_other_district(engine: Engine):
    snapshot, own = open_snapshot(engine), Scope(frozenset({A}))
    members(snapshot)
    with asked(engine) as statements:
        measure(snapshot, ["member_total", "branch_total"], NOW, "district", scope=own)
    assert statements
    assert not any({B, C, CITY} & set(one) for one in statements)


def test_a_copy_for_a_scope_begins_with_an_empty_memory(engine: Engine):
    snapshot = open_snapshot(engine)
    members(snapshot)
    copy = view.narrowed(snapshot, Scope(frozenset({A})))
    assert snapshot.memory.size > 0
    assert copy.memory.size == 0
    assert view.narrowed(snapshot, Scope(frozenset({A}))) is copy


def test_only_the_regions_asked_for_come_back():
    memory = Memory()
    assert memory.recall("asked", ["tally"], ["A"], lambda parts: {"tally": {"A": [1], "B": [2]}}) == {
        "tally": {"A": [1]}
    }


def test_the_same_regions_asked_for_by_another_scope_are_read_anew(engine: Engine):
    """Two scopes that may see the same are two, whatever they come to be."""
    snapshot, both = open_snapshot(engine), frozenset({A, B, C, CITY})
    members(snapshot)
    with asked(engine) as statements:
        assert members(snapshot, scope=Scope(both)) == 30
    assert any("FROM branch_period" in one[0] for one in statements)


# --- of one version, and not for ever --------------------------------------------------------------------------------


def test_a_new_version_does_not_see_what_was_read_of_the_old_one(engine: Engine):
    before = open_snapshot(engine)
    assert members(before) == 30
    given.publish(engine, 2)
    given.send_branches(engine, C, {"retired_n": 5}, since=2)
    assert members(open_snapshot(engine)) == 35
    assert members(before) == 30


def test_a_failed_reading_is_not_remembered(engine: Engine):
    snapshot = open_snapshot(engine)

    def fail(_connection, _cursor, statement, *_rest) -> None:
        raise OperationalError(statement, None, ConnectionError("gone"))

    event.listen(engine, "before_cursor_execute", fail)
    with pytest.raises(OperationalError):
        members(snapshot)
    event.remove(engine, "before_cursor_execute", fail)
    assert snapshot.memory.size == 0
    assert members(snapshot) == 30


def test_the_memory_goes_with_its_snapshot(engine: Engine):
    snapshot = open_snapshot(engine)
    copy = view.narrowed(snapshot, Scope(frozenset({A})))
    for one in (snapshot, copy):
        loaders.measured(one, ("member_total",), NOW, scope=EVERYTHING)
    gone = [ref(snapshot), ref(copy), ref(snapshot.memory)]
    del snapshot, copy, one
    gc.collect()
    assert [one() for one in gone] == [None, None, None]


# --- bounded, and shared by threads ----------------------------------------------------------------------------------


def numbers(memory: Memory, name: str, count: int) -> list[int]:
    """What is kept under a name, or read as so many entries."""
    return memory.recall(name, ["tally"], ["A"], lambda _: {"tally": {"A": list(range(count))}})["tally"]["A"]


def test_what_was_looked_at_least_recently_goes_first():
    memory = Memory(most=12)
    numbers(memory, "first", 4), numbers(memory, "second", 4)  # five each, with the tally itself
    numbers(memory, "first", 4)
    numbers(memory, "third", 4)
    assert memory.size == 10
    assert len(numbers(memory, "first", 99)) == 4
    assert len(numbers(memory, "second", 3)) == 3


def test_what_is_larger_than_the_memory_is_answered_and_not_kept():
    memory = Memory(most=12)
    assert len(numbers(memory, "large", 50)) == 50
    assert memory.size == 0


def test_many_sessions_at_once_get_the_right_numbers(tmp_path):
    url = f"sqlite:///{tmp_path / 'shared.sqlite'}"
    engine = given.empty(url)
    given.send_branches(engine, A, {})
    given.send_branches(engine, B, {}, {})
    snapshot = open_snapshot(engine)
    choices = [(A,), (B,), (A, B), (), (A, C)] * 40
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda chosen: members(snapshot, *chosen), choices))
    assert found == [10, 20, 30, 30, 10] * 40


def test_a_full_memory_shared_by_threads_stays_within_its_bounds():
    memory = Memory(most=60)
    names = [str(number % 17) for number in range(2_000)]
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda name: numbers(memory, name, int(name)), names))
    assert [len(one) for one in found] == [int(name) for name in names]
    assert 0 < memory.size <= 60
