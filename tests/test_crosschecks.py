"""Every cross-check holds, breaks, and cannot be made; numbers that can be compared in the head.

On request, at a load and at a lock; the SQL on SQLite, PostgreSQL and MariaDB alike.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import database_fixtures as given
import pytest
import workbooks
from database_fixtures import A, B, C
from sqlalchemy import Engine, insert
from workbooks import NAME, PERIOD, records, save, sheet

from lib import database, schema
from lib.__main__ import main
from lib.commands import contract
from lib.crosschecks import ALL, Extent, Result, check_all, within
from lib.errors import FilterError, IntakeError
from lib.intake import load

BRANCHES_NAME = "栖枫区支部台账（2025年下半年）.xlsx"


@pytest.fixture
def city() -> Engine:
    return given.empty()


def judged(engine: Engine, *regions: str, period: str = PERIOD, version: int = 1) -> dict[str, Result]:
    with engine.connect() as connection:
        results = check_all(within(connection, period, version, regions))
    return {result.check.id: result for result in results}


def told(engine: Engine, check: str, *regions: str, **options) -> tuple[list[str], int, int]:
    """What a check says of 甲区 or of these offices, how many it compared and how many it could not."""
    result = judged(engine, *(regions or [A]), **options)[check]
    return [finding.problem for finding in result.findings], result.compared, result.unable


def astray(monkeypatch: pytest.MonkeyPatch, name: str, **values: int) -> None:
    """Let these indicators be measured wrongly, as no ledger can bring about."""
    measured = getattr(Extent, name)

    def wrong(extent: Extent, *keys: str, **options) -> dict:
        found = measured(extent, *keys, **options)
        return {
            at: replace(item, value=values.get(item.key, item.value)) if item.value is not None else item
            for at, item in found.items()
        }

    monkeypatch.setattr(Extent, name, wrong)


def send_band(engine: Engine, stated: int | None, *bands: dict) -> None:
    """A unit with so many members, and the first bands of its ages; a band not named has two members."""
    plain = [{"band": band, "members_n": 2} for band in schema.AGE_BANDS]
    rows = [row | change for row, change in zip(plain, bands, strict=False)] + plain[len(bands) :]
    unit = {"unit_id": "U1", "unit_name": "甲区教育局"}
    bands_of_unit = [{**unit, **row, "row_key": 1, "row_no": 3} for row in rows]
    given.send(engine, "units", A, {schema.cadre_stock: [{**unit, "member_n": stated}], schema.age_band: bands_of_unit})


# --- one row at a time ----------------------------------------------------------------------------------------------

TERM = {"last_election_on": date(2022, 2, 28), "term_years": 2, "term_end_on": date(2024, 2, 29)}
ROWS = {
    # check, source, a row that holds, the changes that break it, the words, the column that is left empty
    "V03": (
        "units",
        {"unit_name": "甲区教育局", "member_n": 8, "member_rel_unit": 5, "member_rel_community": 3},
        {"member_n": 9},
        "甲区教育局：离退休党员9名，组织关系在本单位与转入社区合计8名，相差1名",
        "member_rel_unit",
    ),
    "V04": (
        "units",
        {"unit_name": "甲区教育局", "member_n": 10, "lixiu_n": 1, "tuixiu_n": 9},
        {"member_n": 12},
        "甲区教育局：离退休党员12名，多于离退休干部10人",
        "tuixiu_n",
    ),
    "V07 people and times": (
        "training",
        {"target": "支部书记", "people_n": 30, "person_times_n": 40, "eligible_n": 30},
        {"person_times_n": 20},
        "支部书记培训：培训人数30人，多于培训人次20人次",
        "person_times_n",
    ),
    "V07 people and eligible": (
        "training",
        {"target": "支部书记", "people_n": 30, "person_times_n": 40, "eligible_n": 30},
        {"eligible_n": 25},
        "支部书记培训：培训人数30人，多于应训人数25人",
        "eligible_n",
    ),
    "V07 activity": (
        "activities",
        {"name": "报告会", "people_n": 50, "person_times_n": 60},
        {"people_n": 70},
        "报告会：参加人数70人，多于参加人次60人次",
        "people_n",
    ),
    "V07 visits": (
        "support",
        {"unit_name": "甲区教育局", "visit_people_n": 4, "visit_person_times_n": 4},
        {"visit_people_n": 5},
        "甲区教育局：走访慰问人数5人，多于走访慰问人次4人次",
        "visit_person_times_n",
    ),
    "V07 ceremony": (
        "retirement",
        {"unit_name": "甲区教育局", "retired_n": 4, "ceremony_n": 3},
        {"ceremony_n": 5},
        "甲区教育局：本期退休干部中参加荣退仪式人数5人，多于本期退休干部数4人",
        "retired_n",
    ),
    "V07 matched": (
        "volunteers",
        {"people_n": 30, "willing_n": 20, "matched_n": 10},
        {"matched_n": 21},
        "志愿队伍第3行：已对接人数21人，多于有意愿人数20人",
        "matched_n",
    ),
    "V13": (
        "branches",
        given.BRANCH | TERM | {"branch_id": "A-1", "name": "第一支部"},
        {"term_end_on": date(2024, 2, 28)},
        "第一支部：届满时间为2024年2月28日，上次换届2022年2月28日加任期2年为2024年2月29日",
        "last_election_on",
    ),
}
each_row = pytest.mark.parametrize("case", ROWS)


def send_row(engine: Engine, source: str, row: dict, **options) -> None:
    if source == "branches":
        given.send_branches(engine, A, row, **options)
    else:
        given.send_rows(engine, source, A, row, **options)


@each_row
def test_a_row_that_agrees_with_itself_is_no_finding(city, case):
    source, row, *_ = ROWS[case]
    send_row(city, source, row)
    found, compared, _ = told(city, case[:3])
    assert (found, compared >= 1) == ([], True)


@each_row
def test_a_row_that_does_not_agree_is_told_with_both_values(city, case):
    source, row, change, words, _ = ROWS[case]
    send_row(city, source, row | change)
    assert told(city, case[:3])[0] == [words]


@each_row
def test_a_row_of_which_a_side_is_not_reported_neither_passes_nor_fails(city, case):
    source, row, change, _, empty = ROWS[case]
    send_row(city, source, row | change)
    whole = told(city, case[:3])
    other = given.empty()
    send_row(other, source, row | change | {empty: None})
    found, compared, unable = told(other, case[:3])
    assert found == []
    assert compared < whole[1]
    assert unable > whole[2]


def test_an_approved_extension_puts_the_end_of_the_term_elsewhere(city):
    off = TERM | {"term_end_on": date(2025, 6, 30)}
    given.send_branches(city, A, off | {"extension_until": date(2025, 12, 31)}, off | {"org_kind": "党委"})
    assert told(city, "V13") == ([], 0, 0)


def test_an_approximate_cell_is_not_held_against_an_exact_one(city):
    row = {"member_n": 9, "member_rel_unit": 5, "member_rel_community": 3}
    note = {"row_key": 1, "field": "member_n", "precision": "约数"}
    given.send_rows(city, "units", A, row, notes=(note,))
    assert told(city, "V03") == ([], 0, 1)


def test_a_pair_that_a_sheet_does_not_have_is_not_counted_as_missing(city):
    given.send_rows(city, "support", A, {"matters_n": 3}, {"visit_people_n": 4, "visit_person_times_n": 4})
    _, compared, unable = told(city, "V07")
    assert (compared, unable) == (1, 1)  # 甲区 has not sent training and others


def test_an_office_that_has_sent_nothing_cannot_be_checked_and_says_so(city):
    results = judged(city, A)
    needing = {check.id for check in ALL if check.sources}
    assert {key: result.unable for key, result in results.items() if key in needing} == dict.fromkeys(needing, 1)
    assert {key for key, result in results.items() if result.findings} == {"V15"}


def test_an_office_that_owes_nothing_is_not_missing(city):
    with city.begin() as connection:
        connection.execute(schema.reporting_duty.delete().where(schema.reporting_duty.c.region_code == A))
    results = judged(city, A).values()
    assert {
        (len(result.findings), result.compared, result.unable) for result in results if result.check.id != "V09"
    } == {(0, 0, 0)}


# --- V01, V05, V06, V08, V11 ----------------------------------------------------------------------------------------


def test_branches_of_a_known_form_add_up(city):
    given.send_branches(city, A, *({"setting_form": form} for form in schema.SETTING_FORMS))
    assert told(city, "V01") == ([], 1, 0)


def test_branches_without_a_form_are_named(city):
    given.send_branches(
        city, A, {}, {"setting_form": None, "name": "第二支部"}, {"setting_form": None, "name": "第三支部"}
    )
    words = "党支部3个，五种设置形式合计1个，相差2个，没有设置形式的是第二支部、第三支部2个"
    assert told(city, "V01") == ([words], 1, 0)


def test_a_row_that_may_be_no_branch_leaves_the_forms_open(city):
    given.send_branches(city, A, {}, {"org_kind": None, "setting_form": None})
    assert told(city, "V01") == ([], 0, 1)


def send_unit_and_branches(engine: Engine, stated: int, *branches: dict) -> None:
    given.send_rows(engine, "units", A, {"unit_id": "U1", "member_rel_unit": stated}, {"unit_id": "U2"})
    given.send_branches(engine, A, *({"unit_id": "U1"} | branch for branch in branches))


def test_members_of_the_branches_of_a_unit_are_those_of_the_unit(city):
    functional = {"setting_form": "非建制功能型", "retired_n": 50}
    temporary = {"setting_form": "临时", "retired_n": 50}
    committee = {"org_kind": "党委", "retired_n": 50}
    send_unit_and_branches(city, 20, {}, {}, functional, temporary, committee)
    assert told(city, "V05") == ([], 1, 0)


def test_a_unit_with_other_members_than_its_branches_is_told(city):
    send_unit_and_branches(city, 25, {}, {})
    words = "甲区教育局：支部台账2个支部离退休党员合计20名，单位底册组织关系在本单位25名，相差5名"
    assert told(city, "V05") == ([words], 1, 0)


def test_a_branch_that_does_not_state_its_members_leaves_its_unit_open(city):
    send_unit_and_branches(city, 25, {}, {"retired_n": None})
    assert told(city, "V05") == ([], 0, 1)


def test_a_unit_is_the_same_by_its_written_name_where_it_is_not_on_record(city):
    given.send_rows(city, "units", A, {"unit_name": "新设 单位", "member_rel_unit": 9})
    given.send_branches(city, A, {"unit_name": "新设单位"})
    assert told(city, "V05")[1] == 1


def test_rows_without_a_unit_are_not_taken_for_the_same_unit(city):
    given.send_rows(city, "units", A, {"member_rel_unit": 9, "lixiu_n": 2})
    given.send_rows(city, "units", A, {"lixiu_n": 1}, period="2025H1")
    given.send_branches(city, A, {})
    assert told(city, "V05") == ([], 0, 0)
    assert told(city, "V06") == ([], 0, 1)


@pytest.mark.parametrize(
    ("now", "then", "expected"),
    [
        (3, 3, ([], 1, 0)),
        (4, 3, (["甲区教育局：离休干部4人，多于上期3人"], 1, 0)),
        (4, None, ([], 0, 1)),
    ],
)
def test_lixiu_cadres_do_not_become_more(city, now, then, expected):
    given.send_rows(city, "units", A, {"unit_id": "U1", "lixiu_n": then}, period="2025H1")
    given.send_rows(city, "units", A, {"unit_id": "U1", "lixiu_n": now})
    assert told(city, "V06") == expected


def test_lixiu_cadres_of_the_first_period_have_nothing_to_be_compared_with(city):
    given.send_rows(city, "units", A, {"unit_id": "U1", "lixiu_n": 3}, period="2024H2")
    assert told(city, "V06", period="2024H2") == ([], 0, 1)


def test_no_more_branches_are_assessed_or_sponsored_than_there_are(city):
    given.send_branches(city, A, {}, {})
    given.send_standings(city, A, (5, 0, 0), (4, 1, 0))
    assert told(city, "V08") == ([], 3, 0)


def test_more_standings_than_branches_are_told(city):
    given.send_branches(city, A, {}, {})
    given.send_standings(city, A, (5, 0, 0), (4, 1, 0), (5, 0, 0))
    words = ["五规范已评支部3个，多于党支部2个", "本级包抓支部3个，多于党支部2个"]
    assert told(city, "V08") == (words, 3, 0)


def test_standings_cannot_be_held_against_rows_that_may_be_no_branches(city):
    given.send_branches(city, A, {}, {"org_kind": None})
    given.send_standings(city, A, (5, 0, 0), (4, 1, 0))
    assert told(city, "V08") == ([], 1, 2)  # 达标 ≤ 已评 needs no branches


def test_a_sheet_of_other_norms_rates_no_more_branches_than_there_are(city):
    given.add_framework(city, "six", "六有", "有场所")
    given.send_branches(city, A, {}, {})
    three = [{"framework_id": "six", "org_kind": "党支部", "passed_n": 1, "failed_n": 0, "unrated_n": 0}] * 3
    given.send(city, "norms", A, {schema.norm_standing: three[:2]}, until=2)
    given.publish(city, 2)
    given.send(city, "norms", A, {schema.norm_standing: three}, since=2)
    assert told(city, "V08", version=1) == ([], 3, 0)
    assert told(city, "V08", version=2) == (["六有已评支部3个，多于党支部2个"], 3, 0)


def test_other_norms_cannot_be_held_against_branches_that_have_not_come(city):
    given.add_framework(city, "six", "六有", "有场所")
    one = {"framework_id": "six", "org_kind": "党支部", "passed_n": 1, "failed_n": 0, "unrated_n": 0}
    given.send(city, "norms", A, {schema.norm_standing: [one]})
    assert told(city, "V08") == ([], 1, 3)  # 已评 and 包抓, and 支部台账 itself is missing


def test_age_bands_add_up_to_the_members(city):
    send_band(city, 16)
    assert told(city, "V11") == ([], 1, 0)


def test_age_bands_that_do_not_add_up_are_told(city):
    send_band(city, 20)
    assert told(city, "V11")[0] == ["甲区教育局：各年龄段党员合计16名，离退休党员20名，相差4名"]


def test_age_bands_of_which_one_is_empty_cannot_be_added_up(city):
    send_band(city, 20, {"members_n": None})
    assert told(city, "V11") == ([], 0, 1)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [(20, ([], 0, 1)), (3, (["甲区教育局：各年龄段党员合计4名，多于离退休党员3名"], 1, 0))],
)
def test_members_beyond_the_bands_that_a_unit_names_may_be_in_the_others(city, stated, expected):
    bands = [{"unit_id": "U1", "row_key": 1, "band": band, "members_n": 2} for band in schema.AGE_BANDS[:2]]
    unit = {"unit_id": "U1", "unit_name": "甲区教育局", "member_n": stated}
    given.send(city, "units", A, {schema.cadre_stock: [unit], schema.age_band: bands})
    assert told(city, "V11") == expected


def test_those_who_take_part_and_those_too_ill_to_are_no_more_than_the_members_and_are_not_counted_aloud(city):
    bands = [{}, {}, {"active_n": 2}, {"active_n": 3}, {}, {"active_n": 1, "absent_health_n": 1}]
    send_band(city, 16, *bands, {"active_n": 1, "absent_health_n": 2}, {"active_n": 1})
    words = "甲区教育局：{}岁参加活动和因身体原因不参加的人数之和，多于该年龄段党员数"
    found, compared, unable = told(city, "V11")
    assert found == [words.format("71–75"), words.format("86–90")]
    assert (compared, unable) == (5, 1)  # four bands and the sum of all; of ≥91 half is missing


# --- offices as a whole ---------------------------------------------------------------------------------------------


def test_lixiu_and_tuixiu_are_added_by_the_program_and_that_is_said_instead_of_counted(city):
    given.send_rows(city, "units", A, {"unit_id": "U1", "lixiu_n": 1, "tuixiu_n": 9})
    words = "V02 离退休干部总数与离休、退休之和不一致：0处（由系统逐行相加，恒成立；导入时已核对）"
    assert str(judged(city, A)["V02"]) == words


def test_districts_and_the_city_s_own_units_add_up_to_the_city(city):
    for region in (A, B, C, given.CITY):
        given.send_branches(city, region, {})
        given.send_months(city, region, {"2025-07": 3})
    result = judged(city)["V09"]
    assert result.findings == ()
    assert result.compared > 10


def test_a_city_that_is_more_than_its_districts_is_told(city, monkeypatch):
    given.send_visits(city, A, 5)
    astray(monkeypatch, "measured_together", visit_people=12)
    [finding] = judged(city)["V09"].findings
    assert str(finding) == "全市，走访慰问人数：各区县和市直合计5人，全市12人，相差7人。请将本条报系统管理员。"


def test_what_nobody_reports_cannot_be_added_up(city):
    found, compared, unable = told(city, "V09")
    assert (found, compared) == ([], 0)
    assert unable > 50


@pytest.mark.parametrize(
    ("half", "year", "words"),
    [
        (5, 9, []),
        (9, 5, ["走访慰问人数：2025年上半年9人，多于2025年全年5人"]),
        (9, None, []),
    ],
)
@pytest.mark.parametrize("period", ["2025H1", "2025Y"])
def test_half_a_year_is_no_more_than_the_year_around_it(city, half, year, words, period):
    whole = {"period_id": "2025Y", "name": "2025年全年", "kind": "年度", "status": "收集中"}
    days = {"as_of_date": date(2025, 12, 31), "flow_start": date(2025, 1, 1), "flow_end": date(2025, 12, 31)}
    with city.begin() as connection:
        connection.execute(insert(schema.period).values(whole | days))
    given.send_visits(city, A, half, period="2025H1")
    given.send_visits(city, A, year, period="2025Y")
    found, compared, unable = told(city, "V10", period=period)
    assert found == words
    assert compared == (0 if year is None else 1)
    assert unable > 0


def test_ledgers_of_a_year_that_say_less_than_those_of_its_first_half_are_told_at_the_load(writer, tmp_path):
    def send(period: str, name: str, visited: int) -> dict[str, Result]:
        rows = {"服务保障": sheet("support", {"走访慰问人数": visited})}
        path = save(tmp_path, rows, f"栖枫区离退休干部党建台账（{name}）.xlsx")
        return {result.check.id: result for result in load.load(writer, period, [path]).crosschecks}

    assert send("2024H1", "2024年上半年", 20)["V10"].compared == 0
    found = send("2024Y", "2024年度", 12)["V10"]
    assert [item.problem for item in found.findings] == ["走访慰问人数：2024年上半年20人，多于2024年12人"]
    assert found.compared == 10  # the flows of 服务保障 that add up and were reported
    assert send("2024Y", "2024年度", 25)["V10"].findings == ()


def test_without_a_full_year_there_is_nothing_to_hold_the_half_against(city):
    given.send_visits(city, A, 9)
    assert told(city, "V10") == ([], 0, 0)


@pytest.mark.parametrize(
    ("then", "now", "words"),
    [
        (100, 150, ["退休干部数：本期150人，上年同期100人，变动+50.0%"]),
        (100, 60, ["退休干部数：本期60人，上年同期100人，变动−40.0%"]),
        (100, 130, []),  # not above 30 per cent
        (20, 40, []),  # twice as many, but not above 20
        (None, 60, []),
    ],
)
def test_a_large_change_is_asked_about(city, then, now, words):
    given.send_rows(city, "units", A, {"unit_id": "U1", "tuixiu_n": then}, period="2024H2")
    given.send_rows(city, "units", A, {"unit_id": "U1", "tuixiu_n": now})
    found, compared, unable = told(city, "V12")
    assert found == words
    assert (compared, unable) == ((0, 13) if then is None else (1, 12))


def test_an_office_that_has_not_sent_what_it_owes_is_named(city):
    for source in schema.SOURCES:
        if source not in ("awards", "norms"):
            given.send(city, source, A, {})
    assert told(city, "V15") == (["缺报表彰荣誉、其他规范体系"], 1, 0)
    given.send(city, "awards", A, {})
    given.send(city, "norms", A, {})
    assert told(city, "V15") == ([], 1, 0)
    assert "涉及全市的表述不用“均”“全部”" in str(judged(city, B)["V15"].findings[0])


@pytest.mark.parametrize(
    ("held", "explanation", "expected"),
    [
        (2, None, ([], 1, 0)),
        (3, None, (["党支部数：上报2个，信息库3个，相差1个"], 1, 0)),
        (3, "一个支部尚未录入", ([], 1, 0)),
        (None, None, ([], 0, 1)),
    ],
)
def test_a_difference_from_the_information_base_needs_an_explanation(city, held, explanation, expected):
    given.send_branches(city, A, {}, {})
    given.send_rows(city, "infobase", A, {"item": "党支部数", "value_n": held, "explanation": explanation})
    assert told(city, "信息库") == expected


def test_the_information_base_cannot_be_held_against_a_ledger_that_has_not_come(city):
    given.send_rows(city, "infobase", A, {"item": "党支部数", "value_n": 3})
    assert told(city, "信息库") == ([], 0, 1)


# --- what counts ----------------------------------------------------------------------------------------------------


def test_only_what_is_in_force_at_the_version_is_compared(city):
    wrong = {"unit_name": "甲区教育局", "member_n": 9, "member_rel_unit": 5, "member_rel_community": 3}
    given.publish(city, 2)
    given.send_rows(city, "units", A, wrong, since=1, until=2)
    given.send_rows(city, "units", A, wrong | {"member_n": 8}, since=2)
    assert len(told(city, "V03", version=1)[0]) == 1
    assert told(city, "V03", version=2) == ([], 1, 0)


def test_only_the_chosen_offices_are_compared_in_official_order(city):
    for region in (B, A):
        given.send_rows(city, "units", region, {"member_n": 9, "member_rel_unit": 5, "member_rel_community": 3})
    assert [finding.office for finding in judged(city)["V03"].findings] == ["甲区", "乙区"]
    assert [finding.office for finding in judged(city, B)["V03"].findings] == ["乙区"]


def test_an_office_that_serves_views_needs_no_notes(city):
    given.send_rows(city, "units", A, {"member_n": 9, "member_rel_unit": 5, "member_rel_community": 3})
    with city.begin() as connection:
        for name in contract.MAY_BE_ABSENT:
            schema.metadata.tables[name].drop(connection)
    assert len(judged(city, A)["V03"].findings) == 1


def test_every_check_of_the_domain_is_there_once():
    assert [check.id for check in ALL] == [*(f"V{number:02d}" for number in range(1, 16)), "信息库"]


@pytest.fixture
def contradictory(any_database) -> Iterator[Engine]:
    """甲区 contradicts itself in every check that reads rows, on each engine."""
    engine = given.empty(any_database)
    unit = {"unit_id": "U1", "lixiu_n": 1, "tuixiu_n": 3, "member_rel_unit": 5, "member_rel_community": 3}
    given.send_rows(engine, "units", A, unit | {"lixiu_n": 0, "member_n": 8}, period="2025H1")
    bands = [{"unit_id": "U1", "row_key": 1, "band": band, "members_n": 2} for band in schema.AGE_BANDS]
    given.send(engine, "units", A, {schema.cadre_stock: [unit | {"member_n": 9}], schema.age_band: bands})
    branch = {"unit_id": "U1", "setting_form": None, "retired_n": 9, **TERM, "term_end_on": date(2024, 2, 28)}
    given.send_branches(engine, A, branch)
    given.send_standings(engine, A, (5, 0, 0), (5, 0, 0))
    given.send_rows(engine, "volunteers", A, {"people_n": 1, "willing_n": 2, "matched_n": 3})
    given.send_rows(engine, "venues", A, {"lng": 116.4, "lat": 39.9})
    given.send_rows(engine, "infobase", A, {"item": "党支部数", "value_n": 3})
    yield engine
    engine.dispose()


def test_every_engine_finds_the_same(contradictory):
    found = {key: len(result.findings) for key, result in judged(contradictory, A).items() if result.findings}
    assert found == {
        **{"V01": 1, "V03": 1, "V04": 1, "V05": 1, "V06": 1, "V07": 1, "V08": 2, "V11": 1, "V13": 1, "V14": 1},
        **{"V15": 1, "信息库": 1},
    }


# --- at a lock ------------------------------------------------------------------------------------------------------


def status(engine: Engine) -> str:
    return next(row["status"] for row in records(engine, "period") if row["period_id"] == PERIOD)


def test_a_lock_is_refused_with_everything_that_refuses_it_at_once(contradictory):
    with pytest.raises(IntakeError) as refused:
        load.set_lock(contradictory, PERIOD, locked=True)
    lines = str(refused.value).splitlines()
    assert lines[0] == "2025年下半年（2025H2）有3处数据相互矛盾，没有锁定："
    assert [line[:6] for line in lines[1:]] == ["V01 甲区", "V08 甲区", "V08 甲区"]
    assert status(contradictory) == "收集中"


def test_warnings_do_not_keep_a_period_from_being_locked(city):
    given.send_rows(city, "units", A, {"member_n": 9, "member_rel_unit": 5, "member_rel_community": 3})
    load.set_lock(city, PERIOD, locked=True)
    assert status(city) == "已锁定"


def test_a_locked_period_that_disagrees_can_be_opened(city):
    given.send_branches(city, A, {"setting_form": None})
    with city.begin() as connection:
        connection.execute(schema.period.update().values(status="已锁定"))
    load.set_lock(city, PERIOD, locked=False)
    assert status(city) == "收集中"


# --- at a load ------------------------------------------------------------------------------------------------------


@pytest.fixture
def writer(sqlite_url, tmp_path) -> Iterator[Engine]:
    engine = workbooks.small_city(sqlite_url, tmp_path)
    yield engine
    engine.dispose()


@pytest.fixture
def send_files(writer, tmp_path) -> Callable[..., load.LoadReport]:
    """Load workbooks, given by file name as sheets."""

    def send(**files: dict[str, workbooks.Rows]) -> load.LoadReport:
        names = {"units": NAME, "branches": BRANCHES_NAME}
        paths = [save(tmp_path, content, names[name]) for name, content in files.items()]
        return load.load(writer, PERIOD, paths)

    return send


UNITS_OFF = {"单位底册": sheet("units", {"离退休党员数": 9})}
UNITS_GOOD = {"单位底册": sheet("units", {"组织关系在本单位": 10, "离退休党员数": 10, "转入社区": 0})}


def noted(engine: Engine) -> list[tuple[str, str, str, str]]:
    codes = {check.id for check in ALL}
    return [
        (row["code"], row["level"], row["sheet"], row["cell"])
        for row in records(engine, "import_issue")
        if row["code"] in codes
    ]


def test_a_load_finds_stores_and_never_refuses(writer, send_files):
    report = send_files(units=UNITS_OFF)
    assert (report.version, report.refused) == (1, False)
    assert [result.check.id for result in report.crosschecks if result.findings] == ["V03"]
    assert noted(writer) == [("V03", "警告", "单位底册", "第2行")]
    assert "V03" not in {issue.code for issue in report.files[0].issues}


def test_a_load_without_a_contradiction_notes_none(writer, send_files):
    report = send_files(units=UNITS_GOOD)
    assert all(result.findings == () for result in report.crosschecks)
    assert noted(writer) == []


def test_a_corrected_file_takes_the_finding_with_it(writer, send_files):
    send_files(units=UNITS_OFF)
    send_files(units=UNITS_GOOD)
    assert len(noted(writer)) == 1  # that of the file no longer in force
    reader = database.reader(str(writer.url))
    with reader.connect() as connection:
        results = check_all(within(connection, PERIOD, 2))
    assert [result.check.id for result in results if result.findings and result.check.id != "V15"] == []


def test_a_finding_between_two_files_goes_when_either_is_corrected(writer, send_files):
    branches = {"支部台账": sheet("branches", {"离退休党员数": 7, "正式党员数": 7})}
    send_files(units=UNITS_GOOD, branches=branches)
    assert noted(writer) == [("V05", "警告", "单位底册", "第2行")]
    send_files(branches={"支部台账": sheet("branches")})
    assert noted(writer) == []


def test_a_branch_without_a_form_is_loaded_with_a_warning_and_keeps_the_period_open(writer, send_files):
    report = send_files(branches={"支部台账": sheet("branches", {"设置形式": None})})
    assert report.version == 1
    assert noted(writer) == [("V01", "警告", "支部台账", "sheet")]
    with pytest.raises(IntakeError, match="没有设置形式的是第一支部1个"):
        load.set_lock(writer, PERIOD, locked=True)


def test_a_load_of_nothing_new_checks_nothing(writer, tmp_path):
    path = save(tmp_path, UNITS_OFF)
    assert load.load(writer, PERIOD, [path]).crosschecks != ()
    assert load.load(writer, PERIOD, [path]).crosschecks == ()


# --- on the command line --------------------------------------------------------------------------------------------


def test_a_load_says_what_does_not_agree_with_the_first_findings(writer, sqlite_url, tmp_path, capsys):
    path = save(tmp_path, UNITS_OFF)
    assert main(["load", "--period", PERIOD, "--database", sqlite_url, str(path)]) == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    start = lines.index("交叉核对12项，1项有不一致之处：")
    assert lines[start + 1] == "V03 单位党员数与组织关系分项之和不一致：1处（核对1处，无法核对0处）"
    assert lines[start + 2].startswith(
        "栖枫区，栖枫区教育局：离退休党员9名，组织关系在本单位与转入社区合计8名，相差1名。请核对"
    )
    assert lines[-1] == "已发布数据版本1。"


def test_a_load_in_json_carries_the_findings_of_its_office(writer, sqlite_url, tmp_path, capsys):
    path = save(tmp_path, UNITS_OFF)
    main(["load", "--period", PERIOD, "--database", sqlite_url, "--format", "json", str(path)])
    [file] = json.loads(capsys.readouterr().out)
    assert [(item["check"], item["office"], item["row"]) for item in file["crosschecks"]] == [("V03", "栖枫区", 2)]


def test_the_command_prints_counts_first_and_ends_with_0_where_nothing_refuses_a_lock(send_files, sqlite_url, capsys):
    send_files(units=UNITS_OFF)
    assert main(["crosscheck", "--period", PERIOD, "--database", sqlite_url, "--district", "栖枫"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[: len(ALL)]] == [check.id for check in ALL]
    assert "V02 离退休干部总数与离休、退休之和不一致：0处（由系统逐行相加，恒成立；导入时已核对）" in lines
    assert "V09 各区县和市直之和与全市不一致：0处（由系统逐行相加，恒成立；核对" in "\n".join(lines)
    assert [line.split()[:2] for line in lines[len(ALL) :]] == [["警告", "V03"], ["提示", "V15"]]


def test_totals_that_the_intake_found_wrong_are_counted_and_not_told_again(send_files, sqlite_url, capsys):
    total = ["合计", 1, 99, 10, 10, 0, 2]
    send_files(units={"单位底册": [*UNITS_GOOD["单位底册"], total]})
    main(["crosscheck", "--database", sqlite_url])
    out = capsys.readouterr().out
    assert "导入时已核对，有1处提醒）" in out
    assert "警告 V02" not in out


def test_the_command_ends_with_1_where_a_lock_would_be_refused(send_files, sqlite_url, capsys):
    send_files(branches={"支部台账": sheet("branches", {"设置形式": None})})
    assert main(["crosscheck", "--period", PERIOD, "--database", sqlite_url, "--format", "json"]) == 1
    [first, *_] = json.loads(capsys.readouterr().out)
    assert (first["check"], first["level"], first["compared"]) == ("V01", "拒绝", 1)
    assert first["findings"][0]["office"] == "栖枫区"


def test_a_period_or_a_district_that_does_not_exist_is_told_in_words(city, send_files, sqlite_url, capsys):
    send_files(units=UNITS_OFF)
    with pytest.raises(FilterError, match="没有期次"):
        judged(city, period="1999H1")
    assert main(["crosscheck", "--database", sqlite_url, "--district", "无名区"]) == 2
    assert "没有区县“无名区”" in capsys.readouterr().err


def test_the_demo_city_agrees_where_it_must(demo_url):
    reader = database.reader(demo_url)
    with reader.connect() as connection:
        results = check_all(within(connection, PERIOD, database.current_version(connection)))
    found = {result.check.id: result for result in results}
    assert [found[key].findings for key in ("V01", "V08", "V09")] == [(), (), ()]
    assert all(found[key].compared > 10 for key in ("V01", "V08", "V09"))
