"""Sites, clusters and frameworks of norms: each by rows that can be counted in the head."""

from datetime import date

import database_fixtures as given
import pytest
import workbooks
from database_fixtures import A, B

from lib import schema
from lib.filters import YEAR_TO_DATE, Filters
from lib.indicators.frameworks import DEMO_FRAMEWORK
from lib.intake import load
from lib.measure import State, measure, open_snapshot, rows, trace

NOW = Filters("2025H2")


@pytest.fixture
def engine():
    return given.empty()


def one(engine, key, filters=NOW):
    [reading] = measure(open_snapshot(engine), [key], filters)
    return reading


def by_group(engine, key, by):
    return {item.group: item for item in measure(open_snapshot(engine), [key], NOW, by)}


# --- sites ----------------------------------------------------------------------------------------------------------

KEYS = {
    "老书记工作室": "secretary_studio_count",
    "文明实践点": "practice_site_count",
    "流动工作站": "mobile_station_count",
    "党员驿站": "station_count",
    "党性教育基地": "edu_base_count",
    "示范观摩点": "observation_site_count",
    "观摩线路": "observation_route_count",
    "老年大学": "uni_count",
    "党建片组": "cluster_count",
}


def test_every_type_of_site_has_its_own_number(engine):
    """One of the first type, two of the second, … nine of the last."""
    listed = [{"type": kind} for number, kind in enumerate(KEYS, start=1) for _ in range(number)]
    given.send_rows(engine, "sites", A, *listed)
    assert list(KEYS) == list(schema.SITE_TYPES)
    assert [one(engine, key).value for key in KEYS.values()] == [1, 2, 3, 4, 5, 6, 7, 8, 9]


def test_a_site_of_unknown_type_is_a_blank_and_one_that_opens_later_is_none(engine):
    opened = (None, date(2025, 12, 31), date(2026, 1, 1))
    given.send_rows(engine, "sites", A, *({"type": "党员驿站", "opened_on": day} for day in opened), {"type": None})
    found = one(engine, "station_count")
    assert (found.value, found.missing_cells) == (2, 1)


def test_observation_sites_in_communities_are_part_of_all_of_them(engine):
    """Three sites, one of them in a community, one of which it is not known; a station in a community is none."""
    sites = [{"type": "示范观摩点", "is_community": said} for said in ("是", "否", None)]
    given.send_rows(engine, "sites", A, *sites, {"type": "党员驿站", "is_community": "是"})
    found = one(engine, "community_site_count")
    assert (one(engine, "observation_site_count").value, found.value, found.missing_cells) == (3, 1, 1)


def test_universities_of_the_third_age_are_demonstration_ones_by_level(engine):
    """省 and 市 of three that say their level; the rate of the city is no mean of 100 and 0."""
    given.send_rows(
        engine, "sites", A, *({"type": "老年大学", "level": level} for level in ("省级示范", "市级示范", None))
    )
    given.send_rows(engine, "sites", B, {"type": "老年大学", "level": "无"}, {"type": "党员驿站", "level": "省级示范"})
    keys = ("uni_count", "uni_demo_count", "uni_prov_demo_count")
    assert [one(engine, key).value for key in keys] == [4, 2, 1]
    found = one(engine, "uni_demo_rate")
    assert (found.numerator, found.denominator, found.missing_cells) == (2, 3, 1)


def test_candidates_for_a_room_are_counted_with_and_without_a_position(engine):
    """Three in December, one of them without coordinates; the five of June are not added."""
    given.send_rows(engine, "candidates", A, *[{}] * 5, period="2025H1")
    given.send_rows(engine, "candidates", A, {"lng": 110.0, "lat": 30.0}, {})
    given.send_rows(engine, "candidates", B, {"lng": 110.0, "lat": 30.0})
    assert one(engine, "candidate_site_total", Filters("2025H2", YEAR_TO_DATE)).value == 3


def test_branches_are_added_over_clusters_only(engine):
    clusters = [{"type": "党建片组", "branches_n": number} for number in (4, 6, None)]
    given.send_rows(engine, "sites", A, *clusters, {"type": "观摩线路", "branches_n": 50})
    found = one(engine, "cluster_branches")
    assert (found.value, found.missing_cells) == (10, 1)


def test_the_list_behind_a_number_of_sites_names_them(engine):
    given.send_rows(engine, "sites", A, {"type": "党员驿站", "name": "东街驿站"}, {"type": "观摩线路"})
    assert [row["名称"] for row in rows(open_snapshot(engine), "station_count", NOW)] == ["东街驿站"]


# --- frameworks -----------------------------------------------------------------------------------------------------


@pytest.fixture
def frameworks(engine):
    given.add_framework(engine, "six", DEMO_FRAMEWORK, "有场所", "有制度")
    given.add_framework(engine, "good", "六好", "有制度")
    return engine


def standing(branch, framework, passed, failed, unrated):
    figures = {"passed_n": passed, "failed_n": failed, "unrated_n": unrated}
    return {"branch_id": branch, "framework_id": framework, "name": branch, "org_kind": "党支部"} | figures


def send_norms(engine, region, *standings):
    given.send(engine, "norms", region, {schema.norm_standing: [*standings]})


def test_a_demonstration_branch_meets_every_item_of_its_framework(frameworks):
    send_norms(
        frameworks,
        A,
        standing("全部达标", "six", 2, 0, 0),
        standing("一项不适用", "six", 1, 0, 0),
        standing("一项未达标", "six", 1, 1, 0),
        standing("一项未评", "six", 1, 0, 1),
        standing("都不适用", "six", 0, 0, 0),
        standing("另一体系", "good", 1, 0, 0),
    )
    given.send_standings(frameworks, A, (5, 0, 0))
    assert one(frameworks, "framework_demo_count").value == 2


def test_without_that_framework_on_record_no_branch_is_a_demonstration_branch(engine):
    given.add_framework(engine, "good", "六好", "有制度")
    send_norms(engine, A, standing("一", "good", 1, 0, 0))
    assert one(engine, "framework_demo_count").state is State.ZERO


def test_a_branch_in_two_frameworks_is_one_branch_but_stands_in_each(frameworks):
    send_norms(
        frameworks,
        A,
        standing("一", "six", 2, 0, 0),
        standing("一", "good", 0, 1, 0),
        standing("二", "six", 1, 0, 1),
    )
    assert one(frameworks, "framework_branch_count").value == 2
    found = by_group(frameworks, "framework_branch_count", "framework")
    assert {group: item.value for group, item in found.items()} == {"六好": 1, DEMO_FRAMEWORK: 2}
    rates = by_group(frameworks, "framework_pass_rate", "framework")
    assert {group: (item.numerator, item.denominator) for group, item in rates.items()} == {
        "六好": (0, 1),
        DEMO_FRAMEWORK: (1, 2),
    }


def test_items_are_named_with_their_framework_and_stand_in_its_order(frameworks):
    results = (("six-2", "达标"), ("six-1", "未达标"), ("six-1", "达标"), ("six-1", "未评"), ("good-1", "不适用"))
    listed = [{"item_id": item, "result": result, "org_kind": "党支部"} for item, result in results]
    given.send(frameworks, "norms", A, {schema.norm_result: listed})
    found = by_group(frameworks, "framework_item_pass_rate", "norm_item")
    assert {group: (item.numerator, item.denominator) for group, item in found.items()} == {
        "六好：有制度": (0, 0),
        f"{DEMO_FRAMEWORK}：有场所": (1, 2),
        f"{DEMO_FRAMEWORK}：有制度": (1, 1),
    }
    assert list(found) == ["六好：有制度", f"{DEMO_FRAMEWORK}：有场所", f"{DEMO_FRAMEWORK}：有制度"]


def test_the_tenth_item_stands_behind_the_second(engine):
    given.add_framework(engine, "ten", "十项", *"甲乙丙丁戊己庚辛壬癸")
    listed = [{"item_id": item, "result": "达标", "org_kind": "党支部"} for item in ("ten-10", "ten-2")]
    given.send(engine, "norms", A, {schema.norm_result: listed})
    assert list(by_group(engine, "framework_item_pass_rate", "norm_item")) == ["十项：乙", "十项：癸"]


def test_an_item_that_a_sheet_does_not_mention_is_not_met(sqlite_url, tmp_path):
    """三项: one 达标, one 不适用, of the third no row; the other branch has a row for each."""
    engine = workbooks.small_city(sqlite_url, tmp_path)
    given.add_framework(engine, "six", DEMO_FRAMEWORK, "有场所", "有制度", "有活动")
    told = (("第一支部", "有场所", "达标"), ("第一支部", "有制度", "不适用"))
    told += tuple(("第二支部", item, "达标") for item in ("有场所", "有制度", "有活动"))
    plain = {"规范体系": DEMO_FRAMEWORK}
    changes = [plain | {"支部名称": name, "规范项": item, "评定结果": result} for name, item, result in told]
    sheet = [workbooks.head("norms"), *(workbooks.row("norms", change) for change in changes)]
    report = load.load(engine, workbooks.PERIOD, [workbooks.save(tmp_path, {"其他规范体系": sheet})])
    assert not report.refused
    counts = [
        (row["name"], row["passed_n"], row["failed_n"], row["unrated_n"])
        for row in workbooks.records(engine, "norm_standing")
    ]
    assert counts == [("第一支部", 1, 0, 1), ("第二支部", 3, 0, 0)]
    snapshot, filters = open_snapshot(engine), Filters(workbooks.PERIOD)
    assert one(engine, "framework_demo_count", filters).value == 1
    assert [row["名称"] for row in rows(snapshot, "framework_demo_count", filters)] == ["第二支部"]
    cells = trace(snapshot, "framework_item_pass_rate", filters)
    assert [trace.cells[0].address for trace in cells] == ["E2", "E4", "E5", "E6"]
