"""Parts of a whole (V07): every rate of the registry is held against its base, as an office reports it."""

import database_fixtures as given
import pytest
from database_fixtures import A
from sqlalchemy import Engine

from lib import schema
from lib.crosschecks import Level, Result, check_all, shares, within
from lib.indicators import INDICATORS, Indicator, Kind, PerStock, Ratio, Tally
from lib.indicators.sources import Source

PAIRS = {pair.item.key: pair for pair in shares.row_pairs()}


@pytest.fixture
def city() -> Engine:
    return given.empty()


def judged(engine: Engine) -> Result:
    with engine.connect() as connection:
        results = check_all(within(connection, "2025H2", 1, [A]))
    return next(result for result in results if result.check.id == "V07")


def problems(engine: Engine) -> list[str]:
    return [finding.problem for finding in judged(engine).findings]


def send_pair(engine: Engine, key: str, part: int | None, whole: int | None) -> None:
    """One row that states both sides of a rate; two tables where its ledger fills two."""
    pair = PAIRS[key]
    tables: dict = {pair.part.source.table: [{}], pair.whole.source.table: [{}]}
    if pair.part.source.name == "branches":
        known = {"branch_id": "A-1", "org_kind": "党支部"}
        tables = {schema.branch_period: [given.BRANCH | known], schema.org_life: [dict(known)]}
    if pair.part.source.name == "unit_work":
        tables[schema.unit_work][0]["coverage"] = "单独组建"
    tables[pair.part.column.table][0][pair.part.column.name] = part
    if pair.whole.column is not None:
        tables[pair.whole.column.table][0][pair.whole.column.name] = whole
    given.send(engine, pair.part.source.name, A, tables)


@pytest.mark.parametrize("key", PAIRS)
def test_a_row_of_which_the_part_is_more_than_the_whole_is_told_with_both_numbers(city, key):
    send_pair(city, key, 19, 10)
    whole = 10 if PAIRS[key].whole.column is not None else 6
    numbers = [problem for problem in problems(city) if "19" in problem and f"{whole}" in problem.split("多于")[1]]
    assert numbers


@pytest.mark.parametrize("key", PAIRS)
def test_a_row_of_which_the_part_is_all_of_the_whole_is_no_finding(city, key):
    send_pair(city, key, 6, 6)
    assert problems(city) == []


@pytest.mark.parametrize("key", PAIRS)
def test_a_row_of_which_the_part_is_not_reported_is_no_finding(city, key):
    send_pair(city, key, None, 6)
    assert problems(city) == []


@pytest.mark.parametrize(
    ("source", "row", "words"),
    [
        (
            "support",
            {"subsidy_paid_n": 19, "subsidy_due_n": 10},
            "书记补助实发支部数19个，多于书记补助应发支部数10个",
        ),
        (
            "support",
            {"measures_done_n": 51, "measures_due_n": 50},
            "精准服务措施已落实项数51项，多于精准服务措施应落实项数50项",
        ),
        (
            "units",
            {"lixiu_n": 11, "tuixiu_n": 0, "lixiu_visited_n": 15},
            "本年度已走访的离休干部数15人，多于离休干部数11人",
        ),
        (
            "units",
            {"lixiu_n": 0, "tuixiu_n": 0, "lixiu_checkup_n": 2},
            "本年度已体检的离休干部数2人，多于离休干部数0人",
        ),
        ("unit_work", {"assigned_n": 14, "member_n": 10}, "已编入支部的离退休党员数14名，多于离退休党员数10名"),
        ("unit_work", {"full_members_n": 11, "member_n": 10}, "离退休正式党员11名，多于离退休党员10名"),
        ("units", {"living_in_city_n": 9, "member_n": 8}, "常住本市党员9名，多于离退休党员8名"),
    ],
)
def test_a_ledger_says_which_unit_and_which_numbers(city, source, row, words):
    given.send_rows(city, source, A, {"unit_id": "U1", "unit_name": "甲区教育局"} | row)
    assert problems(city) == [f"甲区教育局：{words}"]
    [finding] = judged(city).findings
    assert finding.check.level is Level.WARNING
    assert str(finding).endswith("。请核对这两个数有无填错、口径是否一致；同一人多次参加，人数只计一次。")
    assert finding.place.row_no == 3


def test_a_branch_is_named_where_the_months_of_the_period_are_exceeded(city):
    branch = {"branch_id": "A-1", "org_kind": "党支部"}
    life = branch | {"study_months_n": 7}
    given.send(city, "branches", A, {schema.branch_period: [given.BRANCH | branch], schema.org_life: [life]})
    assert problems(city) == ["支部：开展集体学习的月数7个月，多于期内月数6个月"]


def test_sides_of_two_ledgers_are_compared_for_the_office(city):
    given.send_branches(city, A, {})
    given.send_rows(city, "digital", A, {"online_members_n": 380})
    words = "网上组织生活参与率：在网上参加组织生活的党员数380名，多于离退休党员数（支部台账）10名"
    assert problems(city) == [words]


def test_retired_members_are_no_more_than_all_members_of_the_party(city):
    given.send_branches(city, A, {"retired_n": 2339})
    given.send_rows(city, "baseline", A, {"all_members_n": 100, "all_basic_orgs_n": 1})
    words = "离退休党员数（支部口径）2,339名，多于同一截至日党内统计的党员总数100名"
    assert problems(city) == [f"离退休干部党员占全市党员比：{words}"]


def test_an_office_of_which_a_cell_is_missing_is_not_judged(city):
    given.send_branches(city, A, {}, {"retired_n": None})
    given.send_rows(city, "digital", A, {"online_members_n": 380})
    assert problems(city) == []


def test_two_rows_for_one_work_committee_are_more_than_the_office_that_sent_them(city):
    given.send_rows(city, "committee", A, {"approved": "是"}, {"approved": "是"})
    assert "区县党工委批复成立率：党工委已批复成立的区县数2个，多于已报送党工委配备的区县数1个" in problems(city)


def test_more_installations_than_cadres_are_information_of_the_alerts_and_no_finding(city):
    given.send_rows(city, "units", A, {"unit_id": "U1", "lixiu_n": 0, "tuixiu_n": 10})
    given.send_rows(city, "digital", A, {"app_installs_n": 30, "followers_n": 40})
    assert problems(city) == []


def test_arrears_of_the_span_may_be_cleared_beside_the_opening_ones(city):
    row = {"arrears_open_yuan": 100, "arrears_new_yuan": 50, "arrears_cleared_yuan": 150}
    given.send_rows(city, "support", A, row)
    assert problems(city) == []


def test_every_exception_is_a_rate_on_record():
    assert {key for key in shares.MAY_EXCEED if INDICATORS[key].is_rate} == set(shares.MAY_EXCEED)


def share(value: Ratio | PerStock) -> Indicator:
    return Indicator("new", "新指标", "%", Kind.STOCK, "甲数 ÷ 乙数。", value, "页")


def test_a_new_rate_is_checked_without_being_listed():
    ledger = Source("digital", schema.digital)
    followers, installs = (Tally(ledger, column=schema.digital.c[name]) for name in ("followers_n", "app_installs_n"))
    by_row, by_office = share(Ratio(followers, installs)), share(PerStock(followers, installs, scale=100))
    assert [pair.item for pair in shares.row_pairs([by_row])] == [by_row]
    assert shares.office_shares([by_row, by_office]) == [by_office]


def test_what_is_a_part_by_construction_or_has_no_whole_is_not_compared():
    checked = {*PAIRS, *(item.key for item in shares.office_shares())}
    assert checked.isdisjoint({"branch_mixed_rate", "tuixiu_growth_rate", "lixiu_avg_age", "funding_per_member"})


def test_age_bands_are_left_to_the_check_that_tells_no_numbers():
    checked = {*PAIRS, *(item.key for item in shares.office_shares())}
    assert not any(part.source.coarse for key in checked for part in INDICATORS[key].value.parts)
