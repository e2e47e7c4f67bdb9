"""The invented city: always the same, consistent in itself, and with the troubles the dashboard is there to show."""

import copy
import re
import tomllib
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache, partial
from pathlib import Path

import openpyxl
import pytest

from lib.demo import city, frameworks, headings, manners, profile, workbooks, world
from lib.demo.people import shares
from lib.demo.places import metres
from lib.demo.slips import spoiled
from lib.demo.timeline import half
from lib.demo.units import all_units, units_by_region
from lib.demo.venues import rooms as rooms_of
from lib.intake.forms import FORMS, Kind
from lib.schema import (
    AGE_BANDS,
    CITY,
    FIVE_NORM_ITEMS,
    FUNCTIONAL,
    INFOBASE_ITEMS,
    SITE_LEVELS,
    SITE_TYPES,
    SOURCES,
    TEMPORARY,
)

COMMITTED = Path(__file__).parents[1] / "data" / "demo"
NEWEST = world.PERIODS[-1]
AS_OF = date(2025, 12, 31)
Table = list[tuple[object, ...]]
Figure = Callable[[dict[str, object]], int]
ledgers = cache(world.ledgers)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The whole set as written now: the directory and the workbooks."""
    folder = tmp_path_factory.mktemp("demo")
    city.write_directory(folder / "区划名录.xlsx")
    return [folder / "区划名录.xlsx", *workbooks.write(folder / NEWEST)]


@pytest.fixture(scope="module")
def contents(files: list[Path]) -> dict[str, dict[str, Table]]:
    """file name → sheet → rows of values."""
    return {
        path.name: {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in openpyxl.load_workbook(path)}
        for path in files
    }


def rows(period_id: str, source: str) -> list[dict[str, object]]:
    return [row for sheets in ledgers(period_id).values() for row in sheets.get(source, [])]


def branches(period_id: str = NEWEST) -> list[dict[str, object]]:
    return [row for row in rows(period_id, "branches") if row["org_kind"] == "党支部"]


def with_elections(period_id: str = NEWEST) -> list[dict[str, object]]:
    return [row for row in branches(period_id) if row["setting_form"] not in (FUNCTIONAL, TEMPORARY)]


def districts(source: str, period_id: str = NEWEST) -> dict[str, list[dict[str, object]]]:
    offices = ledgers(period_id).items()
    return {code: sheets[source] for code, sheets in offices if code != city.CITY_CODE and source in sheets}


def texts(path: Path) -> Iterator[str]:
    """Everything written in a workbook: cells, sheet names, properties, as XML."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            yield archive.read(name).decode()


# ---- always the same -------------------------------------------------------------------------------------------------


def test_writing_twice_gives_the_same_bytes(files: list[Path], tmp_path: Path) -> None:
    again = [tmp_path / "区划名录.xlsx", *workbooks.write(tmp_path / NEWEST)]
    city.write_directory(again[0])
    assert [path.name for path in again] == [path.name for path in files]
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in files]


def test_the_committed_workbooks_are_what_the_generator_writes(files: list[Path]) -> None:
    committed = [COMMITTED / "区划名录.xlsx", *sorted((COMMITTED / NEWEST).glob("*"))]
    assert [path.name for path in committed] == [path.name for path in files]
    for old, new in zip(committed, files, strict=True):
        assert list(texts(old)) == list(texts(new)), f"{old.name}: write data/demo anew"


def test_the_set_is_small(files: list[Path], contents: dict[str, dict[str, Table]]) -> None:
    assert sum(path.stat().st_size for path in files) < 3_000_000
    assert sum(len(row) for sheets in contents.values() for table in sheets.values() for row in table) < 200_000


def test_an_unknown_period_is_refused() -> None:
    with pytest.raises(ValueError, match="not in tuple"):
        ledgers("2022H1")


# ---- rows keep to the forms ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("period_id", [world.PERIODS[0], NEWEST])
def test_every_value_is_one_the_form_allows(period_id: str, source: str) -> None:
    fields = {field.name: field for field in FORMS[source].fields}
    kinds = {Kind.COUNT: int, Kind.DATE: date, Kind.MONEY: int, Kind.DECIMAL: (int, float)}
    for row in rows(period_id, source):
        assert row.keys() <= fields.keys()
        for name, value in row.items():
            if value is None or value == "/":
                continue
            assert isinstance(value, kinds.get(fields[name].kind, str)), (name, value)
            assert not fields[name].choices or value in fields[name].choices, (name, value)
            assert not isinstance(value, int) or value >= 0, (name, value)


@pytest.mark.parametrize("period_id", world.PERIODS)
def test_not_applicable_stands_in_the_member_columns_of_temporary_branches_only(period_id: str) -> None:
    for source in SOURCES:
        for row in rows(period_id, source):
            marked = {name for name, value in row.items() if value == "/"}
            temporary = row.get("setting_form") == TEMPORARY
            assert marked == ({"full_members_n", "retired_n", "lixiu_n", "inservice_n"} if temporary else set())


@pytest.mark.parametrize("source", [source for source in SOURCES if FORMS[source].subject])
def test_no_subject_stands_twice_in_an_office(source: str) -> None:
    for sheets in ledgers(NEWEST).values():
        subjects = [tuple(row[name] for name in FORMS[source].subject) for row in sheets.get(source, [])]
        assert len(set(subjects)) == len(subjects)


def test_every_unit_named_in_a_ledger_is_in_the_directory() -> None:
    names = {code: {unit.name for unit in units} for code, units in units_by_region().items()}
    for code, sheets in ledgers(NEWEST).items():
        for source in ("branches", "units", "support", "unit_work", "retirement", "activities", "norms"):
            assert {row["unit"] for row in sheets[source]} <= names[code]


# ---- identities ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("period_id", world.PERIODS)
def test_the_members_of_a_unit_add_up(period_id: str) -> None:
    for row in rows(period_id, "units"):
        assert row["member_n"] == row["member_rel_unit"] + row["member_rel_community"]  # V03
        assert row["member_n"] <= row["lixiu_n"] + row["tuixiu_n"]  # V04
        assert (row["checkin_n"] or 0) <= row["member_n"]  # V07
        assert (row["lixiu_age_sum"] > 0) == (row["lixiu_n"] > 0)


@pytest.mark.parametrize("period_id", world.PERIODS)
def test_age_bands_add_up_to_the_members(period_id: str) -> None:
    banded = [row for row in rows(period_id, "units") if "band0_members_n" in row]
    assert banded
    for row in banded:
        counts = [row[f"band{index}_members_n"] for index in range(len(AGE_BANDS))]
        assert sum(counts) == row["member_n"]  # V11
        for index, count in enumerate(counts):
            assert row.get(f"band{index}_active_n", 0) <= count


@pytest.mark.parametrize("period_id", world.PERIODS)
def test_the_branches_of_a_unit_hold_the_members_whose_relation_is_there(period_id: str) -> None:
    for sheets in ledgers(period_id).values():
        held: Counter[str] = Counter()
        for row in sheets["branches"]:
            if row["org_kind"] == "党支部" and row["setting_form"] not in (FUNCTIONAL, TEMPORARY):
                held[row["unit"]] += row["retired_n"]
        for row in sheets["units"]:
            assert held[row["unit"]] == row["member_rel_unit"]  # V05


@pytest.mark.parametrize("period_id", world.PERIODS)
def test_an_umbrella_repeats_the_sum_of_its_branches_and_is_not_rated(period_id: str) -> None:
    for sheets in ledgers(period_id).values():
        sums: dict[str, Counter[str]] = defaultdict(Counter)
        figures = ("full_members_n", "retired_n", "lixiu_n", "inservice_n")
        for row in sheets["branches"]:
            if row["org_kind"] == "党支部" and row["setting_form"] not in (FUNCTIONAL, TEMPORARY):
                sums[row["unit"]].update({name: row[name] for name in figures})
        for row in sheets["branches"]:
            if row["org_kind"] != "党支部":
                assert {name: row[name] for name in figures} == dict(sums[row["unit"]])
                assert {row[item] for item in FIVE_NORM_ITEMS} == {"未评"}
                assert row["grade"] == "未定级"


@pytest.mark.parametrize("period_id", world.PERIODS)
def test_a_branch_is_consistent_in_itself(period_id: str) -> None:
    for row in with_elections(period_id):
        assert row["full_members_n"] == row["retired_n"] + row["inservice_n"]
        assert row["lixiu_n"] <= row["retired_n"]
        assert (row["inservice_n"] > 0) == (row["setting_form"] == "与在职混建")
        last = row["last_election_on"]
        assert row["term_end_on"] == last.replace(year=last.year + row["term_years"])  # V13
        assert row["extension_until"] is None or row["extension_until"] > row["term_end_on"]
        results = {row[item] for item in FIVE_NORM_ITEMS}
        assert (row["grade"] in ("示范", "达标")) == (results == {"达标"})  # V08
        assert (row["grade"] == "未定级") == ("未评" in results)


def test_nothing_lies_after_the_end_of_its_period() -> None:
    for period_id, end in (("2023H2", date(2023, 12, 31)), (NEWEST, AS_OF)):
        assert all(row["last_election_on"] <= end for row in with_elections(period_id))
        assert all(row["opened_on"] <= end for row in rows(period_id, "venues"))
        assert all(row["vacancy_since"] is None or row["vacancy_since"] <= end for row in rows(period_id, "committee"))


@pytest.mark.parametrize(("earlier", "later"), list(zip(world.PERIODS, world.PERIODS[1:], strict=False)))
def test_nobody_becomes_a_lixiu_cadre(earlier: str, later: str) -> None:
    before = {row["unit"]: row["lixiu_n"] for row in rows(earlier, "units")}
    assert all(row["lixiu_n"] <= before[row["unit"]] for row in rows(later, "units"))  # V06


@pytest.mark.parametrize("period_id", world.PERIODS)
def test_volunteers_and_subsidies_stay_within_their_base(period_id: str) -> None:
    for row in rows(period_id, "volunteers"):
        assert row["matched_n"] <= row["willing_n"] <= row["people_n"]
    for row in rows(period_id, "support"):
        assert row["subsidy_paid_n"] <= row["subsidy_due_n"]
    for row in rows(period_id, "volunteering"):
        assert row["activities_n"] > 0 or row["person_times_n"] == row["served_person_times_n"] == 0


def test_shares_add_up_and_follow_the_weights() -> None:
    assert shares(10, (1.0, 1.0, 2.0)) == [3, 2, 5]
    assert shares(0, (1.0, 3.0)) == [0, 0]


# ---- the forms and columns added later -------------------------------------------------------------------------------


@pytest.mark.parametrize("period_id", world.PERIODS)
@pytest.mark.parametrize("source", SOURCES)
def test_every_form_is_reported_by_almost_every_office(period_id: str, source: str) -> None:
    assert sum(bool(sheets.get(source)) for sheets in ledgers(period_id).values()) >= (
        17 if period_id == NEWEST else 19
    )


@pytest.mark.parametrize("source", [source for source in SOURCES if source != "activities"])
def test_every_column_of_a_form_is_filled_by_somebody(source: str) -> None:
    filled = {name for row in rows(NEWEST, source) for name, value in row.items() if value is not None}
    written_otherwise = {"district", "lixiu_avg_age"}
    assert {field.name for field in FORMS[source].fields} - filled <= written_otherwise


@pytest.mark.parametrize("period_id", world.PERIODS)
def test_a_units_party_work_rests_on_the_members_of_its_cadre_ledger(period_id: str) -> None:
    stocks = {row["unit"]: row for row in rows(period_id, "units")}
    for row in rows(period_id, "unit_work"):
        stock = stocks[row["unit"]]
        assert row["member_n"] == stock["member_n"] >= max(row["full_members_n"], row["assigned_n"])
        assert (row["coverage"] == "单独组建") == (stock["member_rel_unit"] > 0)
        assert (row["coverage"] == "无离退休党员") == (stock["member_n"] == 0)


@pytest.mark.parametrize("period_id", world.PERIODS)
def test_branches_set_up_together_cover_the_units_that_say_so(period_id: str) -> None:
    for sheets in ledgers(period_id).values():
        covered = [row["units_covered_n"] for row in sheets["branches"] if row.get("units_covered_n") is not None]
        if "groups_n" in sheets["branches"][0]:
            joint = sum(row["coverage"] == "联合组建" for row in sheets["unit_work"])
            assert sum(count - 1 for count in covered) == joint


@pytest.mark.parametrize("period_id", world.PERIODS)
def test_the_later_columns_of_a_unit_stay_within_their_base(period_id: str) -> None:
    for row in rows(period_id, "units"):
        if "living_in_city_n" in row:
            assert (row["checkin_n"] or 0) <= row["living_in_city_n"]
            assert row["living_in_city_n"] + row["member_away_6m"] <= row["member_n"]
            assert max(row["lixiu_visited_n"], row["lixiu_checkup_n"], row["mechanism_covered_n"]) <= row["lixiu_n"]
            assert row["member_n"] == 0 or 55 < row["member_age_sum"] / row["member_n"] < 90
        for index in range(5, len(AGE_BANDS)):
            absent = row.get(f"band{index}_members_n", 0) - row.get(f"band{index}_active_n", 0)
            assert row.get(f"band{index}_health_n", 0) <= absent


@pytest.mark.parametrize("period_id", world.PERIODS)
def test_support_and_retirement_stay_within_their_base(period_id: str) -> None:
    for row in rows(period_id, "support"):
        assert row.get("visit_person_times_n", row["visit_people_n"]) >= row["visit_people_n"]
        assert row.get("subsidy_months_n", 0) <= 6 * row["subsidy_paid_n"]
        assert row.get("measures_done_n", 0) <= row.get("measures_due_n", 0)
    assert all(row["ceremony_n"] <= row["retired_n"] for row in rows(period_id, "retirement"))


@pytest.mark.parametrize(("earlier", "later"), list(zip(world.PERIODS, world.PERIODS[1:], strict=False)))
def test_arrears_are_carried_over(earlier: str, later: str) -> None:
    before = {row["unit"]: row for row in rows(earlier, "support") if "arrears_open_yuan" in row}
    for row in rows(later, "support"):
        if "arrears_open_yuan" in row:
            then = before[row["unit"]]
            left = then["arrears_open_yuan"] - then["arrears_cleared_yuan"] + then["arrears_new_yuan"]
            assert row["arrears_open_yuan"] == left


@pytest.mark.parametrize(("earlier", "later"), list(zip(world.PERIODS, world.PERIODS[1:], strict=False)))
def test_a_branch_changes_and_splits_only_from_what_there_was(earlier: str, later: str) -> None:
    for code, sheets in ledgers(later).items():
        before = {row["name"]: row["setting_form"] for row in ledgers(earlier)[code]["branches"]}
        for row in sheets["branches"]:
            if row.get("changed_from"):
                assert before[row["name"]] == row["changed_from"] != row["setting_form"]
            if row.get("split_from"):
                assert row["name"] not in before
                assert row["split_from"] in before
    changes = [row.get("changed_from") for row in rows(later, "branches")]
    assert changes.count("与在职混建") >= 1
    assert any(row.get("split_from") for row in rows(later, "branches"))


@pytest.mark.parametrize("period_id", world.PERIODS)
def test_what_falls_due_falls_due_within_the_period(period_id: str) -> None:
    period = half(period_id)
    due = [row for row in with_elections(period_id) if row.get("due_on")]
    assert all(period.starts <= row["due_on"] <= period.as_of for row in due)
    on_time = [row for row in due if row["last_election_on"] <= row["due_on"] < row["term_end_on"]]
    assert 0.5 < len(on_time) / len(due) < 0.99
    not_held = [row for row in due if row["term_end_on"] == row["due_on"]]
    assert not_held


@pytest.mark.parametrize("period_id", world.PERIODS)
def test_a_helper_is_trained_once_and_courses_hold_no_more_than_are_eligible(period_id: str) -> None:
    for row in rows(period_id, "branches"):
        assert row.get("assistant_trained_n", 0) <= row.get("assistant_n", 0)
    for row in rows(period_id, "training"):
        assert row["people_n"] <= min(row["eligible_n"], row["person_times_n"])
        assert (row["sessions_n"] > 0) == (row["people_n"] > 0)


def test_the_secretaries_trained_in_a_year_are_those_of_which_the_branches_say_so() -> None:
    for code in set(ledgers(NEWEST)) - {code for codes in profile.NOT_SENT.values() for code in codes}:
        courses = [
            row["people_n"]
            for period_id in world.PERIODS[-2:]
            for row in ledgers(period_id)[code]["training"]
            if row["target"] == "支部书记"
        ]
        said = [row for row in ledgers(NEWEST)[code]["branches"] if row.get("secretary_trained") == "是"]
        assert sum(courses) >= sum(row["org_kind"] == "党支部" for row in said) or not said


@pytest.mark.parametrize("period_id", world.PERIODS)
def test_ceremonies_hold_as_many_people_as_the_units_report(period_id: str) -> None:
    for sheets in ledgers(period_id).values():
        held = [row for row in sheets["activities"] if row["type"] == "荣退仪式" and row["state"] == "已开展"]
        assert sum(row["people_n"] for row in held) == sum(row["ceremony_n"] for row in sheets["retirement"])


def test_activities_count_people_and_attendances_apart_and_study_corners_since_they_began() -> None:
    for period_id in world.PERIODS:
        found = rows(period_id, "activities")
        assert all(
            (row["people_n"] or 0) <= row["person_times_n"] for row in found if row["person_times_n"] is not None
        )
        assert {row["state"] for row in found} == {"已开展", "计划"}
        assert {"全国", "全省", "市", "区县", "单位"} == {row["level"] for row in found}
        assert all((row["type"] in ("学习园地", "论证会")) == (row["since_date"] is not None) for row in found)
    first, last = (
        {row["name"]: row["issues_n"] for row in rows(period_id, "activities") if row["type"] == "学习园地"}
        for period_id in (world.PERIODS[0], NEWEST)
    )
    assert last
    assert all(first[name] < issues for name, issues in last.items())


def test_the_information_base_agrees_mostly_and_some_gaps_are_not_explained() -> None:
    gaps = []
    for code, sheets in ledgers(NEWEST).items():
        held = [row for row in sheets["branches"] if row["org_kind"] == "党支部"]
        members = [row["retired_n"] for row in held if row["setting_form"] not in (FUNCTIONAL, TEMPORARY)]
        reported = {
            "党支部数": len(held),
            "混建支部数": sum(row["setting_form"] == "与在职混建" for row in held),
            "离退休党员数": sum(members),
            "离休干部数": sum(row["lixiu_n"] for row in sheets["units"]),
        }
        gaps += [(code, row) for row in sheets["infobase"] if row["value_n"] != reported[row["item"]]]
    assert 6 <= len(gaps) <= 10
    assert sum(row["explanation"] is None for _, row in gaps) == 2
    assert {row["item"] for _, row in gaps} == set(INFOBASE_ITEMS)


def test_the_city_was_praised_year_after_year_and_came_second() -> None:
    years = [
        int(period_id[:4])
        for period_id in world.PERIODS
        if any(row["category"] == "市满意单位" for row in ledgers(period_id)[city.CITY_CODE]["awards"])
    ]
    assert years == [2023, 2024, 2025]
    ranks = [row["rank_n"] for row in rows(NEWEST, "awards") if row["category"] == "竞赛位次"]
    assert ranks == [2]
    assert all(row["level"] == "省" for row in rows(NEWEST, "awards") if row["category"].startswith("百佳"))


@pytest.mark.parametrize("period_id", world.PERIODS)
def test_sites_are_open_and_clusters_alone_have_member_branches(period_id: str) -> None:
    found = rows(period_id, "sites")
    assert {row["type"] for row in found} == set(SITE_TYPES)
    assert all(row["opened_on"] <= half(period_id).as_of for row in found)
    assert all((row["branches_n"] is not None) == (row["type"] == "党建片组") for row in found)
    assert {row["level"] for row in found if row["type"] == "老年大学"} == set(SITE_LEVELS)


def test_a_small_sample_of_branches_is_assessed_in_a_second_framework() -> None:
    listed = {}
    for code, sheets in ledgers(NEWEST).items():
        rooms = {row["name"]: row["venue_relation"] for row in sheets["branches"]}
        for row in sheets["norms"]:
            listed.setdefault((code, row["name"]), []).append(row["item"])
            if row["item"] == "有场所（示例）":
                assert (row["result"] == "达标") == (rooms[row["name"]] != "无")
    assert 100 <= len(listed) <= 140
    assert set(map(tuple, listed.values())) == {tuple(frameworks.ITEMS)}
    known = tomllib.loads((COMMITTED / "标准.toml").read_text(encoding="utf-8"))["framework"]
    items = next(item["items"] for item in known if item["name"] == frameworks.FRAMEWORK)
    assert list(items.values()) == list(frameworks.ITEMS)


@pytest.mark.parametrize(
    ("what", "source", "part", "whole"),
    [
        ("organised", "unit_work", lambda row: row["coverage"] != "未覆盖", lambda row: 1),
        ("reached", "unit_work", lambda row: row["work_contacted"] == "是", lambda row: 1),
        ("assigned", "unit_work", lambda row: row["assigned_n"], lambda row: row["member_n"]),
        ("connected", "unit_work", lambda row: row["platform_connected"] == "是", lambda row: 1),
        ("visited", "units", lambda row: row.get("lixiu_visited_n", 0), lambda row: row["lixiu_n"]),
        ("checked", "units", lambda row: row.get("lixiu_checkup_n", 0), lambda row: row["lixiu_n"]),
        ("measures", "support", lambda row: row.get("measures_done_n", 0), lambda row: row.get("measures_due_n", 0)),
    ],
)
def test_a_coverage_is_high_but_not_complete(what: str, source: str, part: Figure, whole: Figure) -> None:
    found = rows(NEWEST, source)
    assert 0.8 <= sum(map(part, found)) / sum(map(whole, found)) <= 0.99, what


def test_units_that_should_have_a_branch_lack_one_and_new_arrears_arise() -> None:
    lacking = [row for row in rows(NEWEST, "unit_work") if row["coverage"] == "未覆盖" and row["full_members_n"] >= 3]
    assert 20 <= len(lacking) <= 90
    assert 1 <= sum(row.get("arrears_new_yuan", 0) > 0 for row in rows(NEWEST, "support")) <= 3
    assert not any(row.get("arrears_new_yuan") for row in rows(world.PERIODS[-2], "support"))


def test_one_district_trained_no_staff_and_some_have_no_brand() -> None:
    staff = {code: found[1] for code, found in districts("training").items()}
    assert [code for code, row in staff.items() if row["people_n"] == 0 and row["eligible_n"] >= 2] == [
        code for code in staff if code in profile.NO_STAFF_TRAINING
    ]
    assert {code for code, found in districts("committee").items() if found[0].get("brand_n") == 0} <= profile.NO_BRAND


def test_some_offices_leave_out_columns_and_sheets() -> None:
    for source, codes in profile.NOT_SENT.items():
        assert {code for code, sheets in ledgers(NEWEST).items() if source not in sheets} == codes
        assert all(source in sheets for sheets in ledgers(world.PERIODS[-2]).values())
    signs = {"branches": "groups_n", "units": "living_in_city_n", "venues": "rooms_n", "support": "visit_family_n"}
    for source, sign in signs.items():
        without = {code for code, sheets in ledgers(NEWEST).items() if sign not in sheets[source][0]}
        assert without == profile.LEFT_OUT[source]


# ---- the size of the city and its troubles ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "count", "low", "high"),
    [
        ("units", len(all_units()), 1350, 1500),
        ("市直 units", len(units_by_region()[city.CITY_CODE]), 110, 130),
        ("rows of the 单位底册", len(rows(NEWEST, "units")), 850, 950),
        ("党支部", len(branches()), 880, 1000),
        ("members", sum(row["retired_n"] for row in with_elections()), 27_000, 29_000),
        ("more than 50", sum(row["full_members_n"] > 50 for row in with_elections()), 40, 50),
        ("vacant secretaries", sum(row["secretary_status"] == "空缺" for row in branches()), 26, 36),
        ("no room", sum(row["venue_relation"] == "无" for row in branches()), 52, 68),
        ("venues", len(rows(NEWEST, "venues")), 310, 350),
        ("shared rooms", sum(row["tier"] == "共享活动室" for row in rows(NEWEST, "venues")), 130, 165),
        ("support rows", len(rows(NEWEST, "support")), 500, 750),
    ],
)
def test_the_newest_period_has_the_intended_size(what: str, count: int, low: int, high: int) -> None:
    assert low <= count <= high, what


def test_four_branches_have_a_hundred_members_and_the_largest_137() -> None:
    sizes = sorted(row["full_members_n"] for row in with_elections())
    assert sizes[-1] == 137
    assert sum(size >= 100 for size in sizes) == 4
    assert any(size < 3 for size in sizes)


def test_the_target_for_sponsored_branches_is_narrowly_missed() -> None:
    sponsored = [row for row in branches() if row["is_sponsored"] == "是"]
    passed = sum(all(row[item] == "达标" for item in FIVE_NORM_ITEMS) for row in sponsored)
    assert 360 <= len(sponsored) <= 390
    assert 0.17 <= passed / len(sponsored) <= 0.18


def test_one_norm_is_clearly_the_weakest() -> None:
    def rate(item: str) -> float:
        rated = [row[item] for row in branches() if row[item] in ("达标", "未达标")]
        return rated.count("达标") / len(rated)

    weakest, second, *_ = sorted(rate(item) for item in FIVE_NORM_ITEMS)
    assert second - weakest > 0.1


def test_elections_are_overdue_and_some_extensions_are_too_long() -> None:
    def extended(row: dict[str, object]) -> bool:
        return row["extension_until"] is not None and row["extension_until"] >= AS_OF

    late = [row for row in with_elections() if row["term_end_on"] < AS_OF]
    assert 33 <= sum(not extended(row) for row in late) <= 47
    assert 8 <= sum(extended(row) for row in late) <= 30
    assert any(row["extension_until"] and (row["extension_until"] - row["term_end_on"]).days > 366 for row in late)


def test_committees_lack_the_posts_they_are_meant_to_lack() -> None:
    rows_of = {code: found[0] for code, found in districts("committee").items()}
    no_secretary = {code for code, row in rows_of.items() if row["secretary_status"] == "空缺"}
    no_deputy = {code for code, row in rows_of.items() if row["deputy_status"] != "专职"}
    assert len(no_secretary) == 3
    assert len(no_secretary & no_deputy) == 1
    assert len(no_deputy - no_secretary) == 4
    assert sum(row["org_mode"] == "归并组织部门" for row in rows_of.values()) == 5
    assert sum(row["approved"] == "否" for row in rows_of.values()) == 1
    assert [row["district"] for row in ledgers(NEWEST)[city.CITY_CODE]["committee"]] == [city.CITY_NAME]


def test_fifteen_districts_have_their_centre_and_the_city_one() -> None:
    tiers = {code: [row["tier"] for row in found] for code, found in districts("venues").items()}
    assert sum("区县级中心" in found for found in tiers.values()) == 15
    assert [row["tier"] for row in ledgers(NEWEST)[city.CITY_CODE]["venues"]].count("市级中心") == 1
    assert not any("市级中心" in found for found in tiers.values())


def test_one_district_is_silent_and_one_sheet_is_missing_in_the_newest_period_only() -> None:
    assert len(ledgers(world.PERIODS[-2])) == 19
    assert len(ledgers(NEWEST)) == 18
    assert len(districts("volunteering", world.PERIODS[-2])) == 18
    assert len(districts("volunteering")) == 16
    assert len(districts("committee")) == 17


def test_mixed_branches_are_noticeably_many_in_two_districts() -> None:
    shares_of = {
        code: sum(row["setting_form"] == "与在职混建" for row in found) / len(found)
        for code, found in districts("branches").items()
    }
    assert {code for code, share in shares_of.items() if share > 0.3} == profile.MIXED_HIGH


def test_a_few_branches_have_lixiu_members_only() -> None:
    assert 3 <= sum(row["lixiu_n"] == row["retired_n"] for row in with_elections()) <= 8


def test_districts_differ_enough_to_be_ranked() -> None:
    rates = set()
    for found in districts("branches").values():
        sponsored = [row for row in found if row["is_sponsored"] == "是"]
        rates.add(sum(row["grade"] in ("示范", "达标") for row in sponsored) / len(sponsored))
    assert min(rates) == 0
    assert max(rates) > 0.3
    assert len(rates) > 10


def test_the_city_moves_on_from_period_to_period() -> None:
    def path(source: str, name: str) -> list[int]:
        return [sum(row[name] for row in rows(period_id, source)) for period_id in world.PERIODS[:-1]]

    for figures in (path("units", "tuixiu_n"), path("volunteers", "people_n")):
        assert figures == sorted(set(figures))
    lixiu = path("units", "lixiu_n")
    assert lixiu == sorted(set(lixiu), reverse=True)
    venues = [len(rows(period_id, "venues")) for period_id in world.PERIODS[:-1]]
    assert venues == sorted(set(venues))
    assert len(branches(world.PERIODS[0])) < len(branches(world.PERIODS[-2]))


# ---- where it lies ---------------------------------------------------------------------------------------------------


def test_the_patches_of_the_districts_tile_the_city() -> None:
    boxes = [item.box for item in city.DISTRICTS]
    whole = (city.EXTENT[2] - city.EXTENT[0]) * (city.EXTENT[3] - city.EXTENT[1])
    assert sum((east - west) * (north - south) for west, south, east, north in boxes) == pytest.approx(whole)
    for index, (west, south, east, north) in enumerate(boxes):
        assert not any(w < east and west < e and s < north and south < n for w, s, e, n in boxes[index + 1 :])
    for item in city.DISTRICTS:
        assert item.box[0] < item.seat[0] < item.box[2]
        assert item.box[1] < item.seat[1] < item.box[3]


def test_every_venue_lies_in_the_patch_of_its_office() -> None:
    boxes = {item.code: item.box for item in city.DISTRICTS} | {city.CITY_CODE: city.EXTENT}
    for code, sheets in ledgers(NEWEST).items():
        west, south, east, north = boxes[code]
        for row in sheets["venues"]:
            if row["lng"] is not None:
                assert west < row["lng"] < east
                assert south < row["lat"] < north


def test_a_branch_lies_in_its_patch_as_far_from_the_next_venue_as_it_says() -> None:
    boxes = {item.code: item.box for item in city.DISTRICTS} | {city.CITY_CODE: city.EXTENT}
    open_rooms = [room.place for code in boxes for room in rooms_of(code) if room.place and room.opened_on <= AS_OF]
    far = 0
    for code, sheets in ledgers(NEWEST).items():
        west, south, east, north = boxes[code]
        for row in sheets["branches"]:
            if row.get("lng") is None:
                continue
            assert west < row["lng"] < east
            assert south < row["lat"] < north
            nearest = min(map(partial(metres, (row["lng"], row["lat"])), open_rooms))
            assert row["venue_distance_m"] == pytest.approx(nearest, abs=15)
            far += nearest > 1000
    assert far > 100


def test_a_degree_of_latitude_is_as_long_as_it_is() -> None:
    assert metres((83.0, 39.0), (83.0, 40.0)) == pytest.approx(111_195, abs=1)
    assert metres((83.0, 39.0), (83.0, 39.0)) == 0


# ---- the workbooks ---------------------------------------------------------------------------------------------------


def of_office(contents: dict[str, dict[str, Table]], word: str) -> dict[str, Table]:
    return next(sheets for name, sheets in contents.items() if word in name)


def test_there_is_one_workbook_per_office_and_one_of_the_city_itself(contents: dict[str, dict[str, Table]]) -> None:
    assert len(contents) == 1 + 17 + 1 + 1
    assert list(of_office(contents, "市本级")) == ["党工委配备"]
    assert list(of_office(contents, "市直")) == [SOURCES[source] for source in SOURCES if source != "committee"]
    assert sum("2025年下半年" in name for name in contents) == len(contents) - 1


def test_the_directory_begins_with_the_city_and_leaves_the_district_of_its_units_blank(
    contents: dict[str, dict[str, Table]],
) -> None:
    _, *regions = contents["区划名录.xlsx"]["区县名录"]
    _, *units = contents["区划名录.xlsx"]["单位名录"]
    assert regions[0] == (0, city.CITY_CODE, city.CITY_NAME, "霁榆", CITY)
    assert [row[0] for row in regions] == list(range(19))
    assert Counter(row[4] for row in regions[1:]) == {"区": 7, "功能区": 1, "县级市": 2, "县": 8}
    assert all((row[5] is None) == (row[3] == "市直") for row in units)


def test_every_heading_is_one_the_forms_know() -> None:
    for code, sheets in ledgers(NEWEST).items():
        office = headings.Office(code, manners.MANNERS[code])
        for source, found in sheets.items():
            known = {"序号", "备注"}
            for field in FORMS[source].fields:
                known |= {field.label, *(alias.rpartition(">")[2] for alias in field.aliases)}
            for column in headings.columns(office, source, found):
                bare = re.sub(r"（[^（）]*）$", "", column.heading)
                assert column.heading in known or bare in known, (office.name, source, column.heading)


def test_six_offices_are_untidy_and_more_are_clean() -> None:
    untidy = [manner for manner in manners.MANNERS.values() if manner.slips]
    assert len(untidy) == 6
    assert len(manners.MANNERS) - len(untidy) >= 6
    assert sum(bool(manner.phone) for manner in untidy) <= 2
    assert sum(manner.months_across for manner in manners.MANNERS.values()) == 3


@pytest.mark.parametrize(
    ("file", "sheet", "expected"),
    [
        ("漪垣区", "服务保障", r"\d,\d{3}"),
        ("漪垣区", "单位底册", r"\d+人"),
        ("漪垣区", "支部台账", r"[０-９]+"),
        ("黛筠区", "志愿服务", r"\d00余"),
        ("黛筠区", "活动阵地", "在建"),
        ("芰浦市", "志愿服务", "近千人次"),
        ("芰浦市", "服务保障", "待报"),
        ("芰浦市", "服务保障", "#REF!"),
        ("芰浦市", "支部台账", ".+（含下属）"),
        ("荻塬县", "单位底册", r"约\d+"),
    ],
)
def test_an_untidy_office_writes_what_the_intake_must_cope_with(
    contents: dict[str, dict[str, Table]], file: str, sheet: str, expected: str
) -> None:
    table = of_office(contents, file)[sheet]
    assert any(re.fullmatch(expected, value) for row in table for value in row if isinstance(value, str))


def test_slips_leave_the_clean_rows_alone() -> None:
    untidy = {code: manner.slips for code, manner in manners.MANNERS.items() if manner.slips}
    for code, slips in untidy.items():
        clean = copy.deepcopy(ledgers(NEWEST)[code])
        assert spoiled(code, ledgers(NEWEST)[code], slips) != clean
        assert ledgers(NEWEST)[code] == clean


def test_no_workbook_holds_anything_like_personal_data(contents: dict[str, dict[str, Table]]) -> None:
    long_number = re.compile(r"(?<![\d.])\d{11,18}[Xx]?(?![\d.])")
    with_phone = 0
    for name, sheets in contents.items():
        cells = [str(value) for table in sheets.values() for row in table for value in row if value is not None]
        assert not any(long_number.search(text) for text in cells), name
        assert not any(word in text for text in cells for word in ("姓名", "身份证", "手机")), name
        phones = {match for text in cells for match in re.findall(r"\d{4}-\d{7}", text)}
        assert all(phone.startswith("0000-5550") for phone in phones)
        with_phone += bool(phones)
    assert with_phone <= 2
