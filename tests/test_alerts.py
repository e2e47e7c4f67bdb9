"""Alerts: every rule fires beyond its limit, does what its comparison says exactly at it, and says so without data."""

import json
import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import pytest
from database_fixtures import BRANCH, CITY, A, B, empty, send, send_branches, send_rows
from sqlalchemy import insert, update

from lib import schema
from lib.__main__ import main
from lib.access import EVERYTHING
from lib.filters import Filters
from lib.indicators import indicator
from lib.intake import standards
from lib.measure import Office, Reading, Rule, Snapshot, State, Target, open_snapshot
from lib.rules import Alert, Outcome, Verdict, alerts, comparing, judged, timing
from lib.rules.comparisons import COMPARISONS
from lib.rules.gathering import Needs, gather
from lib.rules.judging import YEARLY, verdicts
from lib.rules.questions import COMPARED, ESCALATED, NAMED, NOT_PLAIN, SETTINGS, question
from lib.speech import alerts as speech

NOW = Filters("2025H2")
DECEMBER, JUNE = date(2025, 12, 31), date(2025, 6, 30)
FIELDS = ("id", "name", "indicator_key", "op", "threshold", "force", "severity", "source_doc", "certainty", "enabled")


def shipped() -> dict[str, Rule]:
    found = tomllib.loads(standards.DEFAULTS.read_text(encoding="utf-8"))["rule"]
    rules = {}
    for item in found:
        values = {name: item.get(name) for name in FIELDS}
        limit = values["threshold"]
        rules[item["id"]] = Rule(**values | {"threshold": None if limit is None else Decimal(str(limit))})
    return rules


RULES = shipped()
ALERTS = [rule for rule in RULES.values() if question(rule) and rule.indicator_key]
PLAIN = [rule for rule in ALERTS if rule.id not in NOT_PLAIN and rule.threshold is not None]


def reading(
    key: str,
    value: float | None,
    *,
    of: tuple[float, float] | None = None,
    as_of: date = DECEMBER,
    state: State = State.PRESENT,
    code: str = A,
    **more: object,
) -> Reading:
    """`of`: numerator and denominator of a rate."""
    above, below = of or (None, None)
    parts = {"numerator": above, "denominator": below, "reported": 1, "due": 1}
    return Reading(key, "甲区", code, "2025H2", as_of, "", state, value, **parts | more)


def missing(key: str, **more: object) -> Reading:
    return reading(key, None, state=State.MISSING, missing=("甲区",), reported=0, **more)


def rate(key: str, above: int, below: int, **more: object) -> Reading:
    return reading(key, above * 100 / below, of=(above, below), **more)


# ---- the table -------------------------------------------------------------------------------------------------------


def test_every_question_of_the_list_has_an_alert():
    asked = {question(rule) for rule in RULES.values() if rule.id.startswith("Q") or rule.id in NAMED}
    assert {f"Q{number:02d}" for number in range(1, 32)} - asked == set()


def test_every_rule_that_compares_otherwise_is_shipped_and_has_its_function():
    assert COMPARISONS.keys() == COMPARED
    assert COMPARED | SETTINGS | ESCALATED.keys() | set(ESCALATED.values()) <= RULES.keys()


def test_every_rule_of_a_question_is_of_the_source_and_measures_something():
    own = [rule for rule in RULES.values() if rule.id.startswith("Q")]
    assert own
    assert {rule.certainty for rule in own} == {"S"}
    assert all(indicator(rule.indicator_key) for rule in own)


def test_every_rule_in_force_with_an_indicator_is_an_alert():
    judged_by = {rule.id for rule in RULES.values() if rule.enabled and rule.indicator_key} - SETTINGS
    assert {rule.id for rule in ALERTS} == judged_by
    assert {"R03", "R08", "R09", "R10", "R14", "R16-人数", "R18", "R38"} <= judged_by


def test_principles_are_no_alerts_and_what_binds_without_an_indicator_is_said_to_be_judged_by_nothing():
    basis = {rule.id for rule in RULES.values() if not rule.indicator_key and question(rule) is None and rule.enabled}
    assert basis == {"R04", "R06", "R07", "R21", "R24", "R25", "R27", "R28", "R29", "R34", "R37", "R39"}
    assert [rule.id for rule in RULES.values() if question(rule) and not rule.indicator_key] == ["R15", "R23", "R30"]


def test_a_rule_has_the_number_of_its_question_or_its_own():
    assert [question(RULES[key]) for key in ("Q10-差异", "R02", "R22")] == ["Q10", "Q06", "R22"]
    assert question(replace(RULES["R22"], enabled=False)) is None


# ---- plain limits: firing, exactly at the limit, without data --------------------------------------------------------


def plainly(rule: Rule, one: Reading) -> Verdict:
    [found] = verdicts(rule, SimpleNamespace(goals={}), [one], whole=True)
    return found


def beyond(rule: Rule, step: float) -> float:
    """The limit moved by a step in the direction of a breach."""
    return float(rule.threshold) + (step if rule.op.startswith(">") else -step)


@pytest.mark.parametrize("rule", PLAIN, ids=lambda rule: rule.id)
def test_a_value_beyond_the_limit_fires(rule):
    found = plainly(rule, reading(rule.indicator_key, beyond(rule, 1)))
    assert found.outcome is Outcome.BREACHED
    assert found.severity in ("红", "黄", "蓝")


@pytest.mark.parametrize("rule", PLAIN, ids=lambda rule: rule.id)
def test_a_value_at_the_limit_fires_only_where_the_limit_is_part_of_the_breach(rule):
    found = plainly(rule, reading(rule.indicator_key, float(rule.threshold)))
    assert found.outcome is (Outcome.BREACHED if "=" in rule.op else Outcome.KEPT)


@pytest.mark.parametrize("rule", PLAIN, ids=lambda rule: rule.id)
def test_a_value_that_was_not_reported_is_no_breach_and_no_compliance(rule):
    found = plainly(rule, missing(rule.indicator_key))
    assert (found.outcome, found.reason) == (Outcome.NO_DATA, "缺报：甲区")


@pytest.mark.parametrize("key", sorted(YEARLY))
def test_what_is_due_once_a_year_is_not_due_in_june(key):
    [rule, *_] = [rule for rule in RULES.values() if rule.indicator_key == key]
    assert plainly(rule, reading(key, 50, as_of=JUNE)).outcome is Outcome.NOT_DUE


# ---- targets ---------------------------------------------------------------------------------------------------------

GOALS = {"R31": (20, ("sponsored_pass_rate", None)), "R32-18": (100, ("venue_district_rate", None))}
GOALS |= {"R33": (100, ("committee_established_rate", None)), "R32": (1, ("venue_city", "全市"))}


@pytest.mark.parametrize("rule_id", GOALS)
@pytest.mark.parametrize(
    ("away", "outcome"), [(-1, Outcome.BREACHED), (0, Outcome.KEPT), (None, Outcome.NO_DATA)], ids=["fires", "at", "no"]
)
def test_a_target_is_missed_below_it_and_met_at_it(rule_id, away, outcome):
    low, (key, per) = GOALS[rule_id]
    goal = Target(key, ">=", Decimal(low), None, None, "要求", per)
    one = missing(key) if away is None else reading(key, low + away)
    one = replace(one, group=None, group_code=None) if per else one
    [found] = verdicts(RULES[rule_id], SimpleNamespace(goals={key: goal}, directory=None), [one], whole=True)
    assert found.outcome is outcome


# ---- other comparisons: firing, exactly at the margin, without data --------------------------------------------------

DUE = Target("sponsored_pass_rate", ">=", Decimal(20), None, date(2025, 12, 31), "要求")
GAPS = ("infobase_gap_rate", "branch_total_gap_rate", "member_gap_rate", "lixiu_gap_rate")
EFFORTS = ("theme_day_count", "training_session_count", "branch_pass_rate", "funding_per_branch")
VENUES = ("venue_new", "venue_upgraded")
HALFWAY = date(2025, 7, 1)  # 182 of 365 days
PACE = date(2025, 3, 14)  # 73 of 365 days: a fifth of the way, 4 per cent wanted
CASES: dict[str, tuple[Callable[[Rule], Verdict | None], ...]] = {}


def efforts(*falls: int | None) -> list[tuple[Reading, Reading | None]]:
    """What 100 of a year ago has become after these falls in per cent; None: nothing known then."""
    return [
        (reading(key, 100 - (fall or 0)), None if fall is None else reading(key, 100))
        for key, fall in zip(EFFORTS, falls, strict=True)
    ]


def merged(rule: Rule, *falls: int | None) -> Verdict | None:
    return timing.fallen(rule, reading("committee_merged_count", 1), efforts(*falls), RULES["Q02-降幅"])


def runs(*counts: int | None) -> list[list[Reading]]:
    """Periods, latest first, each with so many new venues and none upgraded."""
    return [
        [missing(key) if count is None else reading(key, count * (key == "venue_new")) for key in VENUES]
        for count in counts
    ]


def service(rule: Rule, *units: tuple[int, int]) -> Verdict:
    known = [(f"单位{n}", Fraction(most), Fraction(least)) for n, (most, least) in enumerate(units, start=1)]
    return comparing.service_first(rule, reading("visit_people", 1), known)


def late(rule: Rule, days: int | None, sent: tuple[str, ...] = ()) -> Verdict:
    office = Office(A, "甲区", ("支部台账", "单位底册"), sent)
    deadline = None if days is None else date(2026, 1, 31)
    return timing.overdue(
        rule, (A, "甲区"), office, deadline, date.fromordinal(date(2026, 1, 31).toordinal() + (days or 0))
    )


def year(key: str, value: int | None, **more: object) -> Callable[[Rule], Verdict]:
    return lambda rule: timing.in_the_year(rule, missing(key) if value is None else reading(key, value, **more))


def against(compare: Callable, key: str, own: int | None, whole: int = 50) -> Callable[[Rule], Verdict]:
    """A rate of so many of 100 beside that of the whole city."""
    return lambda rule: compare(rule, missing(key) if own is None else rate(key, own, 100), rate(key, whole, 100))


def of_overall(key: str, own: int | None, complement: bool) -> Callable[[Rule], Verdict]:
    """A rate of so many of 100 beside an overall participation of 60 %."""
    overall = rate("participation_rate_by_band", 60, 100)
    one = missing(key) if own is None else rate(key, own, 100)
    return lambda rule: comparing.share_of_other(rule, one, overall, complement=complement)


def gaps(*values: float | None) -> Callable[[Rule], Verdict]:
    found = [missing(key) if value is None else reading(key, value) for key, value in zip(GAPS, values, strict=True)]
    return lambda rule: comparing.largest_gap(rule, found)


def staff(now: int, then: int | None) -> Callable[[Rule], Verdict]:
    before = None if then is None else reading("staff_total", then)
    return lambda rule: timing.fewer(rule, reading("staff_total", now), before)


SITES = "observation_site_count"
WANTED = Target(SITES, "区间", Decimal(2), Decimal(3), date(2025, 12, 31), "要求", "各区县")


def at_least(key: str, own: int | None, goal: Target | None = None, **more: object) -> Callable[[Rule], Verdict]:
    return lambda rule: comparing.least(rule, missing(key) if own is None else reading(key, own, **more), goal)


def median_of(own: int | None) -> Callable[[Rule], Verdict]:
    key = "venue_invest_per_member"
    return lambda rule: comparing.share_of_median(
        rule, missing(key) if own is None else reading(key, own), Fraction(80)
    )


def scene(value: float | None, words: str = "单位") -> Callable[[Rule], Verdict]:
    one = missing("branch_scene_share") if value is None else reading("branch_scene_share", value, words=words)
    return lambda rule: comparing.category(rule, one, "单位")


def stated(units: int | None) -> Callable[[Rule], Verdict]:
    key = "funding_done_rate"
    one = missing(key) if units is None else reading(key, None, of=(0, units))
    return lambda rule: comparing.unstated(rule, one)


def paced(above: int, as_of: date = PACE, goal: Target | None = DUE) -> Callable[[Rule], Verdict]:
    return lambda rule: timing.pace(rule, rate("sponsored_pass_rate", above, 100, as_of=as_of), goal)


# Per rule: what fires, what is exactly at the margin and whether that fires, what has no data.
CASES = {
    "Q02": (
        lambda r: merged(r, 21, 21, 0, 0),
        lambda r: merged(r, 21, 20, 0, 0),
        False,
        lambda r: merged(r, 21, None, 0, 0),
    ),
    "Q03": (
        lambda r: service(r, (9, 1), (8, 8), (1, 9), (1, 9), (1, 9), (1, 2)),
        lambda r: service(r, (9, 9), (8, 8), (1, 1), (1, 2), (2, 9), (2, 9)),
        False,
        lambda r: service(r, (9, 1), (1, 9)),
    ),
    "Q04": (
        year("training_session_count", 0),
        year("training_session_count", 1),
        False,
        year("training_session_count", None),
    ),
    "Q05": (scene(90.1), scene(90), False, scene(None)),
    "Q08": (paced(3), paced(4), False, paced(3, goal=None)),
    "Q09": (
        against(comparing.above_whole, "branch_mixed_rate", 61),
        against(comparing.above_whole, "branch_mixed_rate", 60),
        False,
        against(comparing.above_whole, "branch_mixed_rate", None),
    ),
    "Q10-差异": (gaps(0, -5.1, 1, 0), gaps(0, -5, 1, 0), True, gaps(None, None, None, None)),
    "Q14": (
        lambda r: timing.idle(r, runs(0, 0, 0)),
        lambda r: timing.idle(r, runs(0, 0, 5)),
        True,
        lambda r: timing.idle(r, runs(None, 0)),
    ),
    "Q14-投入": (median_of(39), median_of(40), False, median_of(None)),
    "Q15": (
        of_overall("young_retiree_rate", 29, False),
        of_overall("young_retiree_rate", 30, False),
        False,
        of_overall("young_retiree_rate", None, False),
    ),
    "Q15-高龄": (
        of_overall("elder_absent_rate", 71, True),
        of_overall("elder_absent_rate", 70, True),
        False,
        of_overall("elder_absent_rate", None, True),
    ),
    "Q20": (
        against(comparing.below_whole, "community_checkin_rate", 39),
        against(comparing.below_whole, "community_checkin_rate", 40),
        True,
        against(comparing.below_whole, "community_checkin_rate", None),
    ),
    "Q21": (year("coord_meeting_count", 0), year("coord_meeting_count", 1), False, year("coord_meeting_count", None)),
    "Q22-观摩点": (at_least(SITES, 1, WANTED), at_least(SITES, 2, WANTED), False, at_least(SITES, None, WANTED)),
    "Q22-社区": (
        at_least("community_site_count", 0),
        at_least("community_site_count", 1),
        False,
        at_least("community_site_count", None),
    ),
    "Q23": (lambda r: late(r, 16), lambda r: late(r, 15), False, lambda r: late(r, None)),
    "Q26-标准": (stated(0), stated(1), False, stated(None)),
    "Q30-减少": (staff(2, 3), staff(3, 3), False, staff(3, None)),
}


def test_every_other_comparison_is_tested():
    assert CASES.keys() == COMPARED


@pytest.mark.parametrize("rule_id", CASES)
def test_a_comparison_beyond_its_margin_fires_with_what_was_found_and_what_is_wanted(rule_id):
    found = CASES[rule_id][0](RULES[rule_id])
    assert found.outcome is Outcome.BREACHED
    assert found.severity in ("红", "黄", "蓝")
    assert found.said
    assert found.limit


@pytest.mark.parametrize("rule_id", CASES)
def test_a_comparison_exactly_at_its_margin(rule_id):
    _, at, fires, _ = CASES[rule_id]
    assert at(RULES[rule_id]).outcome is (Outcome.BREACHED if fires else Outcome.KEPT)


@pytest.mark.parametrize("rule_id", CASES)
def test_a_comparison_without_data_says_so(rule_id):
    found = CASES[rule_id][3](RULES[rule_id])
    assert found.outcome is Outcome.NO_DATA
    assert found.reason


def test_a_third_of_a_rate_is_a_third_and_no_rounded_number():
    """1/3 is 10 percentage points above 7/30, to the last digit."""
    key, rule = "branch_mixed_rate", RULES["Q09"]
    found = comparing.above_whole(rule, rate(key, 1, 3), rate(key, 7, 30))
    assert found.outcome is Outcome.KEPT


def test_only_a_merged_district_can_have_been_weakened():
    own = reading("committee_merged_count", 0, state=State.ZERO)
    assert timing.fallen(RULES["Q02"], own, efforts(50, 50, 50, 50), RULES["Q02-降幅"]) is None


def test_two_falls_suffice_whatever_is_not_known_of_the_others():
    assert merged(RULES["Q02"], 30, 30, None, None).outcome is Outcome.BREACHED
    assert merged(RULES["Q02"], 0, 0, 0, None).outcome is Outcome.KEPT


def test_the_largest_category_counts_only_where_it_is_the_one_asked_for():
    assert scene(100, "社区")(RULES["Q05"]).outcome is Outcome.KEPT


def test_the_pace_is_judged_between_the_first_day_of_the_year_and_the_due_date():
    assert paced(0, date(2024, 12, 31))(RULES["Q08"]).outcome is Outcome.NOT_DUE
    assert paced(0, DECEMBER)(RULES["Q08"]).outcome is Outcome.NOT_APPLICABLE
    assert "应为10.0%" in paced(5, HALFWAY)(RULES["Q08"]).said


def test_a_year_that_is_not_over_is_not_judged_and_half_a_year_is_no_year():
    rule, key = RULES["Q21"], "coord_meeting_count"
    assert year(key, 0, as_of=JUNE)(rule).outcome is Outcome.NOT_DUE
    assert year(key, 0, missing=("甲区",))(rule).outcome is Outcome.NO_DATA


def test_a_run_shorter_than_the_limit_is_open_where_nothing_older_is_on_record():
    rule = RULES["Q14"]
    assert timing.idle(rule, runs(0)).outcome is Outcome.NO_DATA
    assert timing.idle(rule, runs(0, None)).outcome is Outcome.NO_DATA
    assert timing.idle(rule, runs(0, 3)).outcome is Outcome.KEPT


def test_a_target_gives_the_limit_the_source_and_the_day_and_without_one_the_rule_does():
    rule = RULES["Q22-观摩点"]
    found = at_least(SITES, 1, WANTED)(rule)
    assert (found.limit, found.rule.source_doc) == ("不少于2个", "要求")
    assert at_least(SITES, 1, WANTED, as_of=JUNE)(rule).outcome is Outcome.NOT_DUE
    assert at_least(SITES, 2, WANTED, as_of=JUNE)(rule).outcome is Outcome.KEPT
    assert (at_least(SITES, 1)(rule).outcome, at_least(SITES, 0)(rule).limit) == (Outcome.KEPT, "不少于1个")


def test_an_office_that_has_sent_everything_is_never_late():
    assert late(RULES["Q23"], 300, ("支部台账", "单位底册")).outcome is Outcome.KEPT
    assert late(RULES["Q23"], 20, ("支部台账",)).said.startswith("单位底册逾期20天")


# ---- since when, what is new, in which order -------------------------------------------------------------------------

PERIODS = ("2025H2", "2025H1", "2024H2")
REGIONS = SimpleNamespace(
    regions=(SimpleNamespace(code=A), SimpleNamespace(code=B)),
    periods=(SimpleNamespace(id="2024H2"),),
    period=lambda key: SimpleNamespace(name=key),
)
BROKEN, KEPT, NO_DATA, NOT_DUE = Outcome.BREACHED, Outcome.KEPT, Outcome.NO_DATA, Outcome.NOT_DUE


def verdict(outcome: Outcome, rule_id: str = "Q12", code: str = A) -> Verdict:
    rule = RULES[rule_id]
    severity = {"Q12": "红", "Q12-就近": "黄", "Q01": "红", "R33-副书记": "黄"}[rule_id]
    one = reading(rule.indicator_key, 1, code=code)
    fires = outcome is BROKEN
    return Verdict(rule, "甲区", code, outcome, severity if fires else "", rule.threshold, None, None, one, "原因")


def history(now: Outcome, *before: Outcome) -> Alert:
    past = [(key, [verdict(outcome)]) for key, outcome in zip(PERIODS[1:], before, strict=False)]
    [found] = alerts([verdict(now)], past, REGIONS, PERIODS[0])
    return found


@pytest.mark.parametrize(
    ("before", "since", "is_new"),
    [
        ((KEPT, BROKEN), "2025H2", True),
        ((BROKEN, KEPT), "2025H1", False),
        ((BROKEN, BROKEN), "2024H2", False),
        ((NO_DATA, BROKEN), "2025H2", False),
        ((NOT_DUE, BROKEN), "2024H2", False),
        ((NOT_DUE, KEPT), "2025H2", True),
        ((), "2025H2", False),
    ],
)
def test_an_alert_is_dated_by_the_unbroken_run_of_periods_and_new_where_it_did_not_fire_before(before, since, is_new):
    found = history(BROKEN, *before)
    assert (found.since, found.is_new) == (since, is_new)


def test_new_alerts_come_first_then_the_severe_then_in_official_order():
    now = [verdict(BROKEN, rule, code) for rule in ("Q12-就近", "Q12") for code in (B, A)]
    before = [
        verdict(BROKEN, "Q12-就近", A),
        verdict(BROKEN, "Q12", A),
        verdict(BROKEN, "Q12", B),
        verdict(KEPT, "Q12-就近", B),
    ]
    found = alerts(now, [("2025H1", before)], REGIONS, "2025H2")
    assert [(one.rule.id, one.group_code) for one in found] == [
        ("Q12-就近", B),
        ("Q12", A),
        ("Q12", B),
        ("Q12-就近", A),
    ]


def test_a_post_vacant_for_long_is_red_and_no_longer_yellow_besides():
    now = [verdict(BROKEN, "Q01"), verdict(BROKEN, "R33-副书记"), verdict(BROKEN, "R33-副书记", B)]
    found = alerts(now, [], REGIONS, "2025H2")
    assert [(one.rule.id, one.group_code, one.severity) for one in found] == [
        ("Q01", A, "红"),
        ("R33-副书记", B, "黄"),
    ]


def test_a_rule_that_nothing_could_be_judged_by_gives_one_line():
    found = alerts([verdict(NO_DATA), verdict(NO_DATA, code=B)], [], REGIONS, "2025H2")
    assert [speech.undecided(one) for one in found] == ["缺数：支部没有活动场所（原因）"]
    assert alerts([verdict(NO_DATA), verdict(KEPT, code=B)], [], REGIONS, "2025H2") == ()


def test_where_districts_differ_the_line_says_what_holds_for_most():
    over = replace(verdict(Outcome.NOT_APPLICABLE, code=B), reason="期限已到")
    found = alerts([verdict(NO_DATA), over, replace(over, group_code="100003")], [], REGIONS, "2025H2")
    assert [speech.undecided(one) for one in found] == ["不适用：支部没有活动场所（期限已到）"]


# ---- in words --------------------------------------------------------------------------------------------------------


def test_the_headline_counts_by_severity_and_what_is_new():
    now = [verdict(BROKEN), verdict(BROKEN, code=B), verdict(BROKEN, "Q12-就近")]
    found = alerts(now, [("2025H1", [verdict(KEPT), verdict(BROKEN, code=B)])], REGIONS, "2025H2")
    assert speech.headline(found) == "本期预警3项：红2项、黄1项，其中新增1项"
    assert speech.red_line(found) == "红色预警2项，新增1项"
    assert speech.headline(()) == "本期没有预警"
    assert speech.red_line(()) == "没有红色预警"


def test_where_nothing_has_come_there_is_no_word_of_no_alerts():
    assert speech.headline((), reported=False) == "本期0个单位报送，无法判断预警"
    assert speech.red_line((), reported=False) == "预警：缺报"


def test_the_text_to_a_district_names_what_is_found_what_is_wanted_and_since_when():
    found = alerts([verdict(BROKEN)], [("2024H2", [verdict(BROKEN)])], REGIONS, "2025H2")
    assert speech.letter("甲区", found, REGIONS, DECEMBER).splitlines() == [
        "请甲区关注以下问题（截至2025年12月31日）：",
        "1．〔红〕无活动场所支部数1个，应为0，自2024H2或更早。",
    ]
    assert speech.letter("甲区", (), REGIONS, DECEMBER) == ""


# ---- from the database -----------------------------------------------------------------------------------------------


@pytest.fixture
def snapshot() -> Snapshot:
    """甲区 has a branch without a venue since 2025H1, 乙区 none, 丙县 sent nothing; 甲区 merged its committee."""
    engine = empty()
    with engine.begin() as connection:
        for rule in RULES.values():
            values = {name: getattr(rule, name) for name in FIELDS[1:-1]}
            connection.execute(
                insert(schema.rule).values(rule_id=rule.id, enabled="是" if rule.enabled else "否", **values)
            )
    for period, venue in (("2024H2", "自有"), ("2025H1", "无"), ("2025H2", "无")):
        send_branches(engine, A, {"venue_relation": venue}, {"venue_relation": "自有"}, period=period)
        send_branches(engine, B, {"venue_relation": "自有"}, period=period)
    send_rows(engine, "committee", A, {"secretary_status": "空缺", "deputy_status": "专职"})
    return open_snapshot(engine)


def found_in(snapshot: Snapshot, period: str = "2025H2", **chosen: object) -> tuple[Alert, ...]:
    filters = Filters(period, **chosen)
    before = [item.id for item in snapshot.directory.periods if item.id < period][::-1]
    earlier = [(key, judged(snapshot, replace(filters, period=key), today=DECEMBER)) for key in before]
    return alerts(judged(snapshot, filters, today=DECEMBER), earlier, snapshot.directory, period)


def of(found: tuple[Alert, ...], rule_id: str) -> list[Alert]:
    return [one for one in found if one.rule.id == rule_id]


def test_a_branch_without_a_venue_is_an_alert_of_its_district_since_it_has_none(snapshot):
    [found] = of(found_in(snapshot), "Q12")
    assert (found.id, found.group, found.severity, found.text) == ("Q12", "甲区", "红", "无活动场所支部数1个")
    assert (found.since, found.is_new, found.limit) == ("2025H1", False, "应为0")


def test_it_is_new_in_the_period_in_which_it_began(snapshot):
    [found] = of(found_in(snapshot, "2025H1"), "Q12")
    assert (found.since, found.is_new) == ("2025H1", True)


def test_a_vacancy_is_said_of_the_district_and_not_as_a_number_of_districts(snapshot):
    [found] = of(found_in(snapshot), "R33-书记")
    assert (found.text, found.limit) == ("党工委书记空缺", "应配备")


def test_a_rule_that_is_switched_off_gives_nothing(snapshot):
    with snapshot.engine.begin() as connection:
        connection.execute(update(schema.rule).where(schema.rule.c.rule_id == "Q12").values(enabled="否"))
    assert of(found_in(open_snapshot(snapshot.engine)), "Q12") == []


def test_a_limit_changed_in_the_table_is_the_limit(snapshot):
    with snapshot.engine.begin() as connection:
        connection.execute(update(schema.rule).where(schema.rule.c.rule_id == "Q12").values(threshold=1))
    assert of(found_in(open_snapshot(snapshot.engine)), "Q12") == []


def test_a_rule_without_any_data_says_so_once(snapshot):
    [found] = of(found_in(snapshot), "Q29")
    assert (found.outcome, found.group, found.severity) == (Outcome.NO_DATA, None, "")


def test_a_rule_that_binds_and_that_no_indicator_can_judge_is_named(snapshot):
    [found] = of(found_in(snapshot), "R23")
    assert speech.undecided(found) == f"缺数：{RULES['R23'].name}（没有可判断的指标）"
    assert (found.severity, found.behind) == ("", "")


@pytest.mark.parametrize(
    ("wanted", "fired"), [({"lo": 2, "per": "各区县"}, ["甲区"]), ({"lo": 9, "per": "全市"}, ["市直"])]
)
def test_the_sites_of_a_district_are_held_against_a_target_for_districts(snapshot, wanted, fired):
    """甲区 has one, the city's own units none; a target of the whole city is none of theirs."""
    engine, key = snapshot.engine, {"indicator_key": SITES, "op": ">=", "source_doc": "要求"}
    with engine.begin() as connection:
        connection.execute(insert(schema.target).values(value_lo=wanted["lo"], per=wanted["per"], **key))
    for code, kind in ((A, "示范观摩点"), (CITY, "党员驿站")):
        send(engine, "sites", code, {schema.site: [{"name": "点", "type": kind, "is_community": "否"}]})
    assert [one.group for one in of(found_in(open_snapshot(engine)), "Q22-观摩点")] == fired


def test_a_rule_that_cannot_honour_a_choice_of_units_says_so(snapshot):
    [found] = of(found_in(snapshot, levels=("区县直",)), "R33-书记")
    assert found.outcome is Outcome.NOT_APPLICABLE
    assert found.reason


def test_whatever_district_is_chosen_the_comparison_is_with_the_whole(snapshot):
    assert judged(snapshot, Filters("2025H2", districts=(A,)), today=DECEMBER) == judged(snapshot, NOW, today=DECEMBER)


def test_the_median_is_that_of_the_districts_without_the_citys_own_units(snapshot):
    engine = snapshot.engine
    for code, invested in ((A, 100), (B, 300), (CITY, 90_000)):
        send_rows(engine, "venues", code, {"invest_yuan": invested})
    send_branches(engine, CITY, {})
    needs = Needs(now=("venue_invest",))
    found = gather(open_snapshot(engine), needs, NOW, EVERYTHING, DECEMBER)
    assert found.median("venue_invest") == 200


def test_units_are_placed_by_service_per_head_and_by_party_building(snapshot):
    """Of three units the first serves most per head, the last builds most; one without cadres is left out."""
    engine = snapshot.engine
    with engine.begin() as connection:
        for unit in ("U6", "U7", "U8"):
            known = {"unit_id": unit, "official_name": unit, "short_name": unit, "region_code": CITY}
            connection.execute(insert(schema.unit).values(**known, level="市直", nature="机关"))
    #         unit  cadres visited matters theme days failed norms
    figures = (("U7", 10, 10, 3, 0, 1), ("U8", 10, 5, 2, 0, 1), ("U9", 10, 1, 1, 6, 0), ("U6", 0, 9, 9, 6, 0))
    cadres, support, branches, life, standings = [], [], [], [], []
    for unit, people, visited, matters, days, failed in figures:
        cadres.append({"unit_id": unit, "lixiu_n": 0, "tuixiu_n": people})
        support.append({"unit_id": unit, "visit_people_n": visited, "matters_n": matters})
        branches.append(BRANCH | {"unit_id": unit, "branch_id": unit})
        life.append({"unit_id": unit, "branch_id": unit, "org_kind": "党支部", "theme_day_n": days})
        norms = {"passed_n": 5 - failed, "failed_n": failed, "unrated_n": 0}
        standings.append({"unit_id": unit, "framework_id": schema.FIVE_NORMS, "org_kind": "党支部"} | norms)
    send_rows(engine, "units", CITY, *cadres)
    send_rows(engine, "support", CITY, *support)
    send(
        engine,
        "branches",
        CITY,
        {schema.branch_period: branches, schema.org_life: life, schema.norm_standing: standings},
    )
    found = gather(open_snapshot(engine), Needs(units=True), NOW, EVERYTHING, DECEMBER).efforts
    assert {name: (service, building) for name, service, building in found} == {
        "U7": (4, 0),
        "U8": (2, 0),
        "市档案馆": (0, 4),
    }


# ---- the command -----------------------------------------------------------------------------------------------------


def test_the_command_lists_the_alerts_of_a_district_as_json(demo_url, capsys):
    assert main(["alerts", "--json", "--district", "翊桥区", "--database", demo_url]) == 0
    found = json.loads(capsys.readouterr().out)
    fired = [one for one in found if one["severity"]]
    assert {one["group"] for one in fired} == {"翊桥区"}
    assert all(one["text"] and one["limit"] and one["since"] and one["source_doc"] for one in fired)


def test_the_command_counts_and_tells_what_could_not_be_judged(demo_url, capsys):
    assert main(["alerts", "--database", demo_url]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("本期预警")
    assert any(line.startswith("缺数：") for line in lines)


def test_the_command_refuses_a_district_that_does_not_exist(demo_url, capsys):
    assert main(["alerts", "--district", "某某区", "--database", demo_url]) == 2
    assert "没有区县“某某区”" in capsys.readouterr().err
