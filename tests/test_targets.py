"""How a target is said: two ends, a lower end, no date, and who misses it."""

from datetime import date
from decimal import Decimal

import database_fixtures as given
import pytest
from database_fixtures import CITY, A, B
from sqlalchemy import Engine, insert
from test_pages import lines, opened

from lib import schema
from lib.filters import Filters
from lib.measure import Target, beside_target, open_snapshot
from lib.speech import targets

KEY = "observation_site_count"


def goal(key: str, op: str, low: int, high: int | None = None) -> Target:
    return Target(key, op, Decimal(low), None if high is None else Decimal(high), None, "要求")


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (goal(KEY, "区间", 2, 3), "2～3个"),
        (goal("observation_route_count", ">=", 10), "不低于10条"),
        (goal("venue_city", "=", 1), "1个"),
        (goal("sponsored_pass_rate", ">=", 20), "不低于20.0%"),
    ],
)
def test_the_bounds_have_their_unit(target, said):
    assert targets.bounds(target) == said


def test_a_target_without_a_date_says_so():
    assert [targets.due(day) for day in (None, date(2025, 12, 31))] == ["未定期限", "2025年12月31日"]


@pytest.fixture
def engine() -> Engine:
    """甲区 has four sites, 乙区 two, the city's own units one; two to three are wanted of each district."""
    engine = given.empty()
    wanted = {"op": "区间", "value_lo": 2, "value_hi": 3, "per": "各区县", "due_on": date(2025, 12, 31)}
    with engine.begin() as connection:
        connection.execute(insert(schema.target).values(indicator_key=KEY, source_doc="要求", **wanted))
    for code, count in ((A, 4), (B, 2), (CITY, 1)):
        sites = [{"name": f"点{number}", "type": "示范观摩点", "is_community": "否"} for number in range(count)]
        given.send(engine, "sites", code, {schema.site: sites})
    return engine


def beside(engine: Engine, by: str | None, *districts: str) -> list[str]:
    filters = Filters("2025H2", districts=districts)
    return targets.beside(beside_target(open_snapshot(engine), [KEY], filters, by))


def test_districts_that_miss_either_end_are_named_and_the_citys_own_units_are_not(engine):
    assert beside(engine, "district") == [
        "目标：各区县2～3个，完成时限：2025年12月31日",
        "目标出处：要求",
        "未达到1个：甲区4个",
    ]


def test_one_district_alone_is_held_against_the_target_for_districts_and_several_together_are_not(engine):
    assert beside(engine, None, A)[-1] == "合计4个，未达到"
    assert beside(engine, None, B)[-1] == "合计2个，达到"
    assert beside(engine, None, A, B) == beside(engine, None) == beside(engine, None, CITY) == []


def test_the_page_of_an_indicator_says_what_is_wanted_and_who_misses_it(demo_url, installed):
    installed(demo_url)
    told = "\n".join(lines(opened("indicator", key=KEY)))
    assert "目标：各区县2～3个，完成时限：2025年12月31日" in told
    assert "未达到6个：檀汐区4个、樨湾区1个、" in told
