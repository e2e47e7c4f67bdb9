"""Sentences made of readings: they hold the right numbers, and nothing they cannot know."""

from dataclasses import replace
from datetime import date

import pytest

from lib.directory import Period
from lib.measure import Comparison, Office, Reading, Report, State
from lib.speech import findings, people, scenario
from lib.whatif import Line

AS_OF, YEAR_END = date(2025, 12, 31), date(2024, 12, 31)
PERIOD = Period("2025H2", "2025年下半年", AS_OF, date(2025, 7, 1), AS_OF, locked=False)


def reading(key: str, value: float | None = None, **options) -> Reading:
    state = options.pop("state", State.MISSING if value is None else State.PRESENT if value else State.ZERO)
    return Reading(
        key=key,
        group=None,
        group_code=None,
        period="2025H2",
        as_of=options.pop("as_of", AS_OF),
        span=options.pop("span", "2025年7—12月"),
        state=state,
        value=value,
        lo=value,
        hi=value,
        reported=options.pop("reported", 18),
        due=options.pop("due", 18),
        **options,
    )


def overview(rate=17.5, needed=9, posts=(2, 3, 1), target=20.0, **options) -> str:
    found = {
        "sponsored_pass_rate": reading("sponsored_pass_rate", rate, numerator=rate, denominator=100),
        "sponsored_needed": reading("sponsored_needed", needed),
    }
    keys = ("committee_only_secretary", "committee_only_deputy", "committee_no_both")
    found |= {key: reading(key, value, **options) for key, value in zip(keys, posts, strict=True)}
    return findings.overview(found, target)


def test_the_overview_says_rate_target_shortfall_and_vacancies():
    said = overview()
    for part in ("17.5%", "20%", "还需9个", "18个区县", "6个"):
        assert part in said


def test_the_base_is_who_has_reported():
    assert "17个区县" in overview(reported=17)


def test_a_target_that_is_met_needs_nobody():
    said = overview(rate=25.0, needed=0)
    assert "25.0%" in said
    assert "达到20%" in said
    assert "还需" not in said


@pytest.mark.parametrize(
    ("rate", "needed", "told"),
    [
        (17.5, 9, "包抓达标率17.5%，达20%还需9个"),
        (25.0, 0, "包抓达标率25.0%，已达到20%"),
        (15.0, None, "包抓达标率15.0%，低于20%"),
    ],
)
def test_of_one_district_alone_nothing_is_said_of_all(rate, needed, told):
    found = {
        key: reading(key, value, due=1, reported=1)
        for key, value in (("sponsored_pass_rate", rate), ("sponsored_needed", needed))
    }
    assert findings.sponsored(found, 20.0) == told


def test_without_a_target_nothing_is_said_of_one():
    said = overview(target=None)
    assert "17.5%" in said
    assert "还需" not in said


def test_filled_posts_are_told_as_filled():
    said = overview(posts=(0, 0, 0))
    assert "均已配备" in said
    assert "未配" not in said


def test_what_has_not_been_reported_is_not_told_as_zero():
    said = overview(rate=None, needed=None, posts=(None, None, None), reported=0)
    assert "0" not in said
    assert "配备到位" not in said


def test_where_nothing_applies_it_says_so():
    nothing = {
        key: reading(key, state=State.NOT_APPLICABLE)
        for key in (*findings.OVERVIEW_KEYS, "sponsored_passed", "sponsored_total")
    }
    assert "没有" in findings.overview(nothing, 20.0)
    assert findings.standards(nothing) == ""
    assert findings.posts(nothing) == ""


def test_a_base_is_passed_of_all_and_the_shortfall():
    found = {
        "sponsored_passed": reading("sponsored_passed", 66),
        "sponsored_total": reading("sponsored_total", 1373),
        "sponsored_needed": reading("sponsored_needed", 30),
    }
    said = findings.standards(found)
    assert "66/1,373" in said
    assert "还需30个" in said


def test_a_pattern_takes_numbers_with_their_units():
    found = {"branch_functional": reading("branch_functional", 1200), "member_total": reading("member_total")}
    assert findings.say("功能型{branch_functional}，党员{member_total}", found) == "功能型1,200个，党员缺报"


def compared(now: Reading, then: float | None, **options) -> Comparison:
    earlier = None if then is None else replace(now, value=then, as_of=YEAR_END, span="2024年7—12月")
    difference = None if then is None or now.value is None else now.value - then
    return Comparison(now=now, then=earlier, difference=difference, growth=None, **options)


@pytest.mark.parametrize(
    ("key", "value", "then", "parts"),
    [
        ("branch_no_venue", 60, 75, ("60个", "2024年12月31日", "减少15个")),
        ("branch_no_venue", 75, 60, ("75个", "增加15个")),
        ("branch_no_venue", 60, 60, ("60个", "持平")),
        ("branch_no_venue", 60, None, ("60个",)),
        ("sponsored_pass_rate", 20.0, 17.5, ("20.0%", "提高2.5个百分点")),
        ("sponsored_pass_rate", 17.5, 20.0, ("17.5%", "下降2.5个百分点")),
        ("vol_activity_count", 120, 100, ("120次", "2024年7—12月", "增加20次")),
    ],
)
def test_one_number_is_told_with_what_it_is_compared_with(key, value, then, parts):
    said = findings.one(compared(reading(key, value), then))
    assert [part for part in parts if part not in said] == []


def test_without_a_comparison_no_change_is_told():
    said = findings.one(compared(reading("branch_no_venue", 60), None))
    assert not any(word in said for word in ("增加", "减少", "持平", "比"))


def test_a_number_that_is_missing_or_does_not_apply_is_told_as_such():
    assert "缺报" in findings.one(compared(reading("branch_no_venue"), 60))
    refused = reading("branch_no_venue", state=State.NOT_APPLICABLE, reason="不能按单位筛选")
    assert "不能按单位筛选" in findings.one(compared(refused, None))


@pytest.mark.parametrize(
    ("key", "value", "words", "said"),
    [
        ("branch_scene_share", 62.3, "单位", "支部设置场景构成：单位最多，占62.3%"),
        ("branch_scene_share", 40.0, "居住地、单位", "支部设置场景构成：居住地、单位并列最多，各占40.0%"),
        ("active_age_mode", None, "66–70", "活动主体年龄段：66–70岁"),
        ("prov_rank", 2, "2项并列", "全省位次2位（2项并列）"),
        ("prov_rank", 2, "", "全省位次2位"),
    ],
)
def test_a_number_that_is_that_of_a_category_names_it(key, value, words, said):
    found = reading(key, value, words=words, state=State.PRESENT)
    assert findings.one(compared(found, None)) == said


def test_the_share_of_a_category_is_told_with_its_change():
    said = findings.one(compared(reading("branch_scene_share", 62.3, words="单位"), 60.0))
    assert said.startswith("支部设置场景构成：单位最多，占62.3%，比2024年12月31日提高2.3个百分点")


@pytest.mark.parametrize(
    ("key", "value", "then", "said"),
    [
        ("infobase_gap", -7, -4, "混建支部上报与信息库差异数：少7个，2024年12月31日为少4个"),
        ("infobase_gap", 2, 0, "混建支部上报与信息库差异数：多2个，2024年12月31日为没有差异"),
        ("infobase_gap", 0, None, "混建支部上报与信息库差异数：没有差异"),
        ("infobase_gap_rate", -5.5, None, "混建支部上报与信息库差异率：少5.5%"),
    ],
)
def test_a_gap_is_told_as_more_or_less_and_a_wider_one_is_no_decrease(key, value, then, said):
    assert findings.one(compared(reading(key, value), then)) == said


ALL = ("支部台账", "志愿服务")
DONE = Office("1", "甲区", ALL, ALL)
PARTLY = Office("2", "乙区", ALL, ALL[:1])
SILENT = Office("3", "丙县", ALL, ())


@pytest.mark.parametrize(
    ("offices", "said"),
    [
        ((DONE,), "1个填报单位中1个已报齐"),
        ((DONE, SILENT), "2个填报单位中1个已报齐，1个缺报"),
        ((DONE, PARTLY, SILENT), "3个填报单位中1个已报齐，1个缺报，1个部分缺报"),
    ],
)
def test_returns_are_counted_by_office(offices, said):
    assert findings.reports(Report(offices)) == said


def test_a_reminder_goes_to_those_who_owe_something():
    head, *lines = findings.reminder(Report((DONE, PARTLY, SILENT)), PERIOD).splitlines()
    assert "2025年下半年" in head
    assert "2025年12月31日" in head
    assert [line.partition("：")[0] for line in lines] == ["丙县", "乙区"]
    assert "志愿服务" in lines[1]
    assert "支部台账" not in lines[1]


def test_nobody_is_reminded_where_all_is_there():
    assert findings.reminder(Report((DONE,)), PERIOD) == ""


def test_a_rate_that_rises_to_all_of_those_that_reported_says_of_whom():
    now = reading("committee_secretary_rate", 82.4, numerator=14, denominator=17, missing=("甲区",))
    then = replace(now, value=100.0, numerator=17)
    assert scenario.moved(Line(now, then, change=17.6)) == "已报单位书记配备率由82.4%升至100.0%"


# --- cadres ----------------------------------------------------------------------------------------------------------


def cadres(lixiu: float | None, tuixiu: float | None, since=YEAR_END, without=()) -> str:
    """183 and 47,097 cadres now; how many more or fewer these are."""
    sides = [
        Comparison(reading(key, now), reading(key, now, as_of=since), moved, without=without)
        for key, now, moved in (("lixiu_total", 183, lixiu), ("tuixiu_total", 47_097, tuixiu))
    ]
    return people.cadres(*sides)


def test_both_kinds_of_cadres_are_said_together():
    assert cadres(-32, 1_037) == "离休干部183人、退休干部4.71万人，较上年底分别减少32人、增加1,037人"
    assert "较上年底同口径分别" in cadres(-32, 1_037, without=("甲区",))
    assert "较2025年6月30日分别" in cadres(-32, 1_037, since=date(2025, 6, 30))


def test_where_one_kind_stayed_the_same_the_other_is_said_by_itself():
    assert cadres(-32, 0) == "离休干部183人，较上年底减少32人；退休干部4.71万人"
    assert cadres(None, None) == "离休干部183人；退休干部4.71万人"
