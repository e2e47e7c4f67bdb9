"""Rules held against what was measured: firing, exactly at the limit, without data; and what is no breach."""

import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal

import database_fixtures as given
import pytest
import workbooks
from database_fixtures import CITY, A, B
from sqlalchemy import Engine, insert

from lib import schema
from lib.access import Scope
from lib.filters import Filters
from lib.indicators import INDICATORS
from lib.intake.standards import DEFAULTS
from lib.measure import Reading, Snapshot, State, open_snapshot
from lib.rules import Outcome, Verdict
from lib.rules import judged as judge
from lib.rules.judging import SEVERITY, verdicts
from lib.rules.questions import NOT_PLAIN

YEAR_END = Filters("2025H2")
PLAIN = {"name": "规则", "source_doc": "条例", "certainty": "A", "enabled": "是", "force": "一般"}
OVER_50 = {"rule_id": "R02", "indicator_key": "branch_over_50", "op": ">", "threshold": 0}
LIAISON = {"rule_id": "R34", "indicator_key": "liaison_rate", "op": "<", "threshold": 50}
SPONSORED = {"rule_id": "R31", "indicator_key": "sponsored_pass_rate", "force": "目标"}
STEP = Decimal("0.5")


@pytest.fixture
def engine() -> Engine:
    return given.empty()


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The small city with the shipped standards."""
    return open_snapshot(workbooks.small_city("sqlite://", tmp_path_factory.mktemp("city")))


def add_rule(engine: Engine, rule: dict, **changes: object) -> None:
    with engine.begin() as connection:
        connection.execute(insert(schema.rule), PLAIN | rule | changes)


def add_target(engine: Engine, **values: object) -> None:
    with engine.begin() as connection:
        connection.execute(insert(schema.target), {"op": ">=", "source_doc": "要求"} | values)


def judged(engine: Engine, filters: Filters = YEAR_END, **options: object) -> dict[str | None, Verdict]:
    """The verdicts of the one rule by district; None is the whole city."""
    return {item.group: item for item in judge(open_snapshot(engine), filters, **options)}


def outcomes(engine: Engine, filters: Filters = YEAR_END, **options: object) -> dict[str | None, Outcome]:
    return {group: item.outcome for group, item in judged(engine, filters, **options).items()}


def reading(key: str, value: Decimal | None, state: State = State.PRESENT, as_of: date = date(2025, 12, 31)) -> Reading:
    number = None if value is None else float(value)
    return Reading(key, None, None, "2025H2", as_of, "", state, number, lo=number, hi=number)


# ---- every shipped rule, three times ---------------------------------------------------------------------------------

SHIPPED = [
    item["id"]
    for item in tomllib.loads(DEFAULTS.read_text(encoding="utf-8"))["rule"]
    if item["enabled"] and "indicator_key" in item and item["id"] not in NOT_PLAIN
]


@pytest.mark.parametrize("number", SHIPPED)
def test_a_shipped_rule_fires_beyond_its_limit_not_at_it_and_not_without_data(shipped, number):
    rule = next(item for item in shipped.rules if item.id == number)
    goal = shipped.goals.get(rule.indicator_key) if rule.threshold is None else None
    limit, op = (goal.lo, "<") if goal else (rule.threshold, rule.op)
    beyond = limit + (STEP if op.startswith(">") else -STEP)
    short = limit - (STEP if op.startswith(">") else -STEP)

    def outcome(value: Decimal | None, state: State = State.PRESENT) -> Verdict:
        [found] = verdicts(rule, shipped, [reading(rule.indicator_key, value, state)], whole=True)
        return found

    fired = outcome(beyond)
    assert (fired.outcome, fired.severity) == (Outcome.BREACHED, rule.severity or SEVERITY[rule.force])
    at_limit = Outcome.BREACHED if op.endswith("=") else Outcome.KEPT
    assert [outcome(limit).outcome, outcome(short).outcome] == [at_limit, Outcome.KEPT]
    assert (outcome(None, State.MISSING).outcome, outcome(None, State.MISSING).severity) == (Outcome.NO_DATA, "")
    assert outcome(None, State.NOT_APPLICABLE).outcome is Outcome.NOT_APPLICABLE


# ---- from the database -----------------------------------------------------------------------------------------------


def test_a_rule_is_judged_once_for_each_district(engine):
    add_rule(engine, OVER_50)
    given.send_branches(engine, A, {"full_members_n": 51})
    given.send_branches(engine, B, {"full_members_n": 50})
    found = judged(engine)
    assert outcomes(engine) == {
        "甲区": Outcome.BREACHED,
        "乙区": Outcome.KEPT,
        "丙县": Outcome.NO_DATA,
        "市直": Outcome.NO_DATA,
    }
    assert (found["甲区"].reading.value, found["甲区"].lo, found["甲区"].severity) == (1, 0, "黄")
    assert found["丙县"].reason == "缺报：丙县"


@pytest.mark.parametrize(
    ("held", "outcome"), [(1, Outcome.BREACHED), (2, Outcome.KEPT), (None, Outcome.NO_DATA)], ids=["fires", "at", "no"]
)
def test_a_usual_rule_that_no_question_asks_for_is_yellow(engine, held, outcome):
    """Two general meetings in a half-year are one a quarter."""
    add_rule(engine, {"rule_id": "R08", "indicator_key": "general_meeting_rate", "op": "<", "threshold": 100})
    branch = {"branch_id": "x", "org_kind": "党支部"}
    rows = {
        schema.branch_period: [given.BRANCH | branch],
        schema.org_life: [branch | {"general_meeting_n": held}],
    }
    given.send(engine, "branches", A, rows)
    found = judged(engine)["甲区"]
    assert (found.outcome, found.severity) == (outcome, "黄" if outcome is Outcome.BREACHED else "")


def test_a_target_for_each_district_is_none_of_the_citys_own_units(engine):
    add_rule(engine, SPONSORED, indicator_key="community_site_count")
    add_target(engine, indicator_key="community_site_count", value_lo=1, per="各区县")
    for code in (A, CITY):
        given.send(engine, "sites", code, {schema.site: [{"name": "点", "type": "示范观摩点", "is_community": "否"}]})
    assert outcomes(engine) == {"甲区": Outcome.BREACHED, "乙区": Outcome.NO_DATA, "丙县": Outcome.NO_DATA}


@pytest.mark.parametrize(
    ("liaisons", "outcome"), [((0, 0, 1), Outcome.BREACHED), ((0, 1), Outcome.KEPT), ((None,), Outcome.NO_DATA)]
)
def test_a_rate_is_held_against_per_cent(engine, liaisons, outcome):
    add_rule(engine, LIAISON)
    given.send_branches(engine, A, *({"liaison_n": number} for number in liaisons))
    assert judged(engine)["甲区"].outcome is outcome


@pytest.mark.parametrize(("passed", "outcome"), [(0, Outcome.BREACHED), (1, Outcome.KEPT)])
def test_a_rule_without_a_limit_goes_by_the_target_of_its_indicator(engine, passed, outcome):
    add_rule(engine, SPONSORED)
    add_target(engine, indicator_key="sponsored_pass_rate", value_lo=20)
    given.send_standings(engine, A, *[(5, 0, 0)] * passed, *[(4, 1, 0)] * (5 - passed))
    found = judged(engine)["甲区"]
    assert (found.outcome, found.lo, found.reading.denominator) == (outcome, 20, 5)
    assert found.severity == ("红" if outcome is Outcome.BREACHED else "")


def test_a_target_is_not_due_before_its_day_and_kept_once_it_is_reached(engine):
    add_rule(engine, SPONSORED)
    add_target(engine, indicator_key="sponsored_pass_rate", value_lo=50, due_on=date(2026, 1, 1))
    given.send_standings(engine, A, (5, 0, 0), (4, 1, 0))
    given.send_standings(engine, B, (4, 1, 0))
    found = judged(engine)
    assert [found[group].outcome for group in ("甲区", "乙区")] == [Outcome.KEPT, Outcome.NOT_DUE]
    assert (found["乙区"].due_on, found["乙区"].severity) == (date(2026, 1, 1), "")


def test_a_target_is_due_on_its_day(engine):
    add_rule(engine, SPONSORED)
    add_target(engine, indicator_key="sponsored_pass_rate", value_lo=50, due_on=date(2025, 12, 31))
    given.send_standings(engine, B, (4, 1, 0))
    assert judged(engine)["乙区"].outcome is Outcome.BREACHED


@pytest.mark.parametrize(
    ("sites", "outcome"), [(2, Outcome.BREACHED), (3, Outcome.KEPT), (5, Outcome.KEPT), (6, Outcome.BREACHED)]
)
def test_a_target_with_two_ends_is_missed_beyond_either(engine, sites, outcome):
    add_rule(engine, SPONSORED, indicator_key="observation_site_count")
    add_target(engine, indicator_key="observation_site_count", op="区间", value_lo=3, value_hi=5, per="各区县")
    rows = [{"name": f"点位{number}", "type": "示范观摩点", "is_community": "否"} for number in range(sites)]
    given.send(engine, "sites", A, {schema.site: rows})
    found = judged(engine)
    assert None not in found
    assert (found["甲区"].outcome, found["甲区"].hi) == (outcome, 5)


def test_a_target_for_the_city_is_judged_for_all_of_it_only(engine):
    add_rule(engine, SPONSORED, indicator_key="venue_city")
    add_target(engine, indicator_key="venue_city", value_lo=1, per="全市")
    row = {"venue_id": "V1", "name": "中心", "tier": "市级中心", "state": "启用", "opened_on": date(2020, 1, 1)}
    given.send(engine, "venues", A, {schema.venue_period: [row]})
    assert outcomes(engine) == {None: Outcome.KEPT}
    assert outcomes(engine, replace(YEAR_END, levels=("市直",))) == {None: Outcome.NOT_APPLICABLE}
    assert outcomes(engine, scope=Scope(frozenset({A}))) == {None: Outcome.NOT_APPLICABLE}


@pytest.mark.parametrize(
    ("period", "held", "outcome"),
    [("2025H1", 0, Outcome.NOT_DUE), ("2025H2", 0, Outcome.BREACHED), ("2025H2", 1, Outcome.KEPT)],
)
def test_what_is_asked_for_once_a_year_is_not_due_before_december(engine, period, held, outcome):
    add_rule(engine, LIAISON, indicator_key="org_life_meeting_rate", threshold=100, force="应当")
    branch = {"branch_id": "x", "org_kind": "党支部"}
    rows = {
        schema.branch_period: [given.BRANCH | branch],
        schema.org_life: [branch | {"org_life_meeting_n": held}],
    }
    given.send(engine, "branches", A, rows, period=period)
    assert judged(engine, Filters(period))["甲区"].outcome is outcome


@pytest.mark.parametrize(("high", "threshold", "outcome"), [(60, 0, Outcome.NO_DATA), (60, 1, Outcome.KEPT)])
def test_approximate_cells_leave_open_what_they_do_not_decide(engine, high, threshold, outcome):
    add_rule(engine, OVER_50, threshold=threshold)
    note = {"row_key": 1, "field": "full_members_n", "precision": "区间", "lo": 40, "hi": high}
    given.send_branches(engine, A, {"full_members_n": None}, {"full_members_n": 10}, notes=(note,))
    found = judged(engine)["甲区"]
    assert (found.outcome, found.reason) == (outcome, "含约数，无法判断" if outcome is Outcome.NO_DATA else "")


@pytest.mark.parametrize(
    ("force", "severity", "alert"),
    [
        ("必须", None, "红"),
        ("应当", None, "红"),
        ("目标", None, "红"),
        ("一般", None, "黄"),
        ("导向", None, "蓝"),
        ("一般", "红", "红"),
    ],
)
def test_the_force_of_a_rule_decides_how_grave_a_breach_is_unless_the_rule_says_so(engine, force, severity, alert):
    add_rule(engine, OVER_50, force=force, severity=severity)
    given.send_branches(engine, A, {"full_members_n": 51})
    assert judged(engine)["甲区"].severity == alert


def test_rules_switched_off_and_principles_are_not_judged(engine):
    add_rule(engine, OVER_50, enabled="否")
    add_rule(engine, {"rule_id": "R04", "force": "导向"})
    assert judge(open_snapshot(engine), YEAR_END) == ()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"indicator_key": "of_tomorrow"}, "没有指标“of_tomorrow”"),
        ({"indicator_key": None, "op": None, "threshold": None}, "没有可判断的指标"),
        ({"op": None, "threshold": None}, "没有界限，也没有目标值"),
    ],
)
def test_a_rule_that_cannot_be_judged_says_so_once(engine, changes, reason):
    add_rule(engine, OVER_50, **changes)
    [found] = judge(open_snapshot(engine), YEAR_END)
    assert (found.group, found.outcome, found.reason, found.reading) == (None, Outcome.NO_DATA, reason, None)


def test_every_shipped_rule_can_be_measured(shipped):
    assert {item.indicator_key for item in shipped.rules if item.indicator_key} <= INDICATORS.keys()
    assert {item.id for item in shipped.rules} >= NOT_PLAIN
