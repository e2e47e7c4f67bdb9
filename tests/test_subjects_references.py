"""Figures that no ledger reports: each has its own date and origin, and nothing breaks for want of rows."""

from datetime import date

import database_fixtures as given
import pytest
from database_fixtures import A

from lib.__main__ import main
from lib.errors import FilterError
from lib.filters import Filters
from lib.indicators import INDICATORS, Reference
from lib.measure import State, compare, measure, open_snapshot, rows, trace
from lib.speech import findings

NOW = Filters("2025H2")
KEYS = [key for key, item in INDICATORS.items() if isinstance(item.value, Reference)]


def on_record(engine):
    given.add_constant(engine, "national_members", 91_914_000, date(2019, 12, 31))
    given.add_constant(engine, "national_orgs", 4_681_000, date(2019, 12, 31))
    given.add_constant(engine, "party_founded", 1921)
    given.add_constant(engine, "prc_founded", 1949)
    return engine


@pytest.fixture
def engine():
    return on_record(given.empty())


def one(engine, key, filters=NOW, **options):
    [reading] = measure(open_snapshot(engine), [key], filters, **options)
    return reading


def test_a_constant_keeps_its_own_date_whatever_the_period(engine):
    for period in given.PERIODS:
        found = one(engine, "ref_national_members", Filters(period))
        assert (found.value, found.as_of, found.state) == (91_914_000, date(2019, 12, 31), State.PRESENT)
    assert one(engine, "ref_national_orgs").value == 4_681_000


@pytest.mark.parametrize(("period", "party", "republic"), [("2024H2", 103, 75), ("2025H1", 104, 76)])
def test_an_anniversary_is_the_year_of_the_period_less_that_of_the_event(engine, period, party, republic):
    keys = ("anniversary_party", "anniversary_prc")
    found = [one(engine, key, Filters(period)) for key in keys]
    assert [item.value for item in found] == [party, republic]
    assert {item.as_of for item in found} == {given.PERIODS[period][2]}


@pytest.mark.parametrize("key", KEYS)
def test_without_a_constant_on_record_it_is_missing_and_says_so(key):
    found = one(given.empty(), key)
    assert (found.state, found.reason) == (State.MISSING, "参照常量表里没有这个数")


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("filters", [NOW, Filters("2025H2", districts=(A,)), Filters("2025H2", units=("U1",))])
def test_filters_do_not_change_a_constant_and_no_grouping_takes_it_apart(engine, key, filters):
    assert one(engine, key, filters) == one(engine, key)
    refused = one(engine, key, filters, by="district")
    assert (refused.state, refused.reason) == (State.NOT_APPLICABLE, "参照常量不分区县和单位")


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("read", [rows, trace])
def test_instead_of_a_list_or_cells_the_origin_is_told(engine, key, read):
    with pytest.raises(FilterError, match="没有名单和来源单元格；出处：统计公报。"):
        read(open_snapshot(engine), key, NOW)
    with pytest.raises(FilterError, match="参照常量表里没有这个数"):
        read(open_snapshot(given.empty()), key, NOW)


def test_constants_stand_beside_what_was_measured(engine):
    given.send_branches(engine, A, {}, {})
    found = measure(open_snapshot(engine), ["branch_total", "ref_national_orgs"], NOW)
    assert [item.value for item in found] == [2, 4_681_000]


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("ref_national_members", "全国党员总数（参照常量）：91,914,000名，截至2019年12月31日"),
        ("anniversary_party", "建党周年：104周年，截至2025年12月31日"),
    ],
)
def test_a_constant_is_told_with_its_date_and_without_a_change(engine, key, said):
    [compared] = compare(open_snapshot(engine), [key], NOW)
    assert findings.one(compared) == said
    [compared] = compare(open_snapshot(given.empty()), [key], NOW)
    assert "参照常量表里没有这个数" in findings.one(compared)


def test_the_commands_answer_in_a_sentence(sqlite_url, capsys):
    on_record(given.empty(sqlite_url)).dispose()
    assert main(["measure", "ref_national_orgs", "--database", sqlite_url]) == 0
    assert "4,681,000个" in capsys.readouterr().out
    for command in ("rows", "trace"):
        assert main([command, "ref_national_orgs", "--database", sqlite_url]) != 0
        said = capsys.readouterr().err
        assert "不由台账填报" in said
        assert "Traceback" not in said
