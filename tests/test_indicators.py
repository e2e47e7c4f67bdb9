"""The registry: every indicator says what it is."""

import re
from pathlib import Path

import database_fixtures as given
import pytest
from sqlalchemy import Column

from lib import schema
from lib.errors import UnknownIndicatorError
from lib.filters import Filters
from lib.indicators import (
    INDICATORS,
    Both,
    Change,
    Joining,
    Kind,
    Movement,
    Needed,
    PerStock,
    Ratio,
    Reference,
    Spread,
    Sum,
    Summary,
    indicator,
    tallies,
)
from lib.measure import State, measure, open_snapshot

EACH = pytest.mark.parametrize("item", INDICATORS.values(), ids=INDICATORS.keys())


TESTS = [path for path in Path(__file__).parent.glob("*.py") if path.name not in ("domain_codes.py", "test_recount.py")]
NAMED = {word for path in TESTS for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))}


@EACH
def test_every_indicator_is_named_by_a_case_besides_the_recount_and_the_list_of_codes(item):
    assert item.key in NAMED, "give it a case in tests/test_subjects*.py whose numbers fit in the head"


@EACH
def test_every_indicator_has_a_definition_that_is_a_sentence(item):
    assert item.definition.endswith("。")
    assert item.definition.count("。") == 1


def divides(value):
    """It has a numerator and a denominator."""
    match value:
        case Change(movement=movement):
            return movement is not Movement.INCREASE
        case Both(joining=joining):
            return joining is Joining.RELATIVE
        case Spread(summary=summary):
            return summary in (Summary.LARGEST_SHARE, Summary.TOP3_SHARE)
    return isinstance(value, Ratio | PerStock)


@EACH
def test_every_quotient_names_numerator_and_denominator(item):
    assert divides(item.value) == (" ÷ " in item.definition)


@EACH
def test_every_indicator_has_a_name_a_unit_and_a_page(item):
    assert all((item.name, item.unit, item.page))
    assert (item.unit == "%") == item.is_rate


def test_no_two_indicators_share_a_name():
    names = [item.name for item in INDICATORS.values()]
    assert len(set(names)) == len(names)


@EACH
def test_every_source_is_one_that_offices_owe(item):
    owed = {part.source.name for part in tallies(item.value)} <= schema.SOURCES.keys()
    assert owed != isinstance(item.value, Reference)


@EACH
def test_a_sum_stays_within_one_source(item):
    value = item.value.numerator if isinstance(item.value, Ratio) else item.value
    parts = value.tallies if isinstance(value, Sum) else ()
    assert len({part.source for part in parts}) <= 1


@EACH
def test_columns_belong_to_the_table_of_their_source(item):
    for part in tallies(item.value):
        columns: list[Column] = [*part.cells, *part.shown, *part.source.listed]
        assert {column.table for column in columns} <= {part.source.table}


@EACH
def test_months_are_kept_by_flows_only(item):
    assert item.kind is Kind.FLOW or not item.source.has_months


@EACH
def test_the_target_of_a_shortfall_is_that_of_a_known_indicator(item):
    if isinstance(item.value, Needed):
        assert INDICATORS[item.value.target_key].value is item.value.ratio


@pytest.mark.parametrize(
    ("written", "meant"),
    [("brnch_total", "branch_total"), ("member_totals", "member_total"), ("走访慰问人数", "visit_people")],
)
def test_a_misspelt_key_or_a_chinese_name_leads_to_the_key(written, meant):
    with pytest.raises(UnknownIndicatorError, match=f"是否应为 {meant}？"):
        indicator(written)


@pytest.mark.parametrize("written", ["ledger_on_time_rate", "底册按期更新率"])
def test_what_cannot_be_measured_yet_says_why(written):
    with pytest.raises(UnknownIndicatorError, match="底册按期更新率暂不能统计：只记导入时间"):
        indicator(written)


def test_something_else_leads_to_the_list():
    with pytest.raises(UnknownIndicatorError, match="indicators 查看全部指标"):
        indicator("???")


@pytest.mark.parametrize("key", INDICATORS)
def test_a_unit_filter_is_honoured_or_refused_with_the_reason(key):
    """Also where only one side of a quotient is kept by unit."""
    engine = given.empty()
    given.send_branches(engine, "100001", {"unit_id": "U1"})  # so that there is something to filter
    [found] = measure(open_snapshot(engine), [key], Filters("2025H2", natures=("机关",)))
    assert found.state is not State.NOT_APPLICABLE or found.reason
