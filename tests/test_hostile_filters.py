"""Five hundred strings that were not meant well, in every filter: no fault of the database, no row of anybody else."""

import random

import database_fixtures as given
import pytest
from database_fixtures import A, B
from hostile import HOSTILE

from lib.access import Scope
from lib.errors import DashboardError
from lib.filters import Filters
from lib.measure import Snapshot, measure, open_snapshot, rows

COUNT = 500
SCOPE = Scope(frozenset({A}))
_SIGNS = "'\"`;-#/*\\%_()[]{}<>&|=+@$^~ \t\r\n\x00\u202e\ufeff甲乙丙1aZ"
_WORDS = ("OR 1=1", "UNION SELECT name FROM branch", "DROP TABLE branch", "sleep(9)", "乙区", B, "U4", "市直", "2025H2")


def strings() -> list[str]:
    """Those known to hurt, and as many made of their pieces as are missing from five hundred."""
    chance, found = random.Random(5), list(HOSTILE)
    while len(found) < COUNT:
        pieces = [chance.choice((*_SIGNS, *_WORDS)) for _ in range(chance.randint(1, 12))]
        found.append("".join(pieces))
    return found[:COUNT]


def filters(field: str, text: str) -> Filters:
    value = text if field in ("period", "span") else (text,)
    return Filters(**{"period": "2025H2", field: value})


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    """One branch in each of two districts."""
    engine = given.empty()
    given.send_branches(engine, A, {"unit_id": "U1", "name": "甲支部"})
    given.send_branches(engine, B, {"unit_id": "U4", "name": "乙支部"})
    return open_snapshot(engine)


@pytest.mark.parametrize("field", ["period", "span", "districts", "levels", "natures", "units"])
def test_no_string_in_a_filter_reaches_the_database_or_another_district(snapshot: Snapshot, field: str):
    answered = 0
    for text in strings():
        chosen = filters(field, text)
        try:
            [reading] = measure(snapshot, ["branch_total"], chosen, scope=SCOPE)
            found = rows(snapshot, "branch_total", chosen, scope=SCOPE)
        except DashboardError:
            continue
        answered += 1
        assert reading.value in (None, 0, 1)
        assert "乙支部" not in repr(found)
    assert answered < COUNT / 10


def test_a_string_that_is_a_choice_is_answered(snapshot: Snapshot):
    [reading] = measure(snapshot, ["branch_total"], filters("units", "U1"), scope=SCOPE)
    assert reading.value == 1
    assert "甲支部" in repr(rows(snapshot, "branch_total", filters("units", "U1"), scope=SCOPE))
