"""How each rule compares that does not hold a value against its limit: which function, over which readings."""

from collections.abc import Callable
from dataclasses import dataclass, field

from lib.measure import Rule
from lib.rules import comparing, timing
from lib.rules.gathering import Gathered, Needs
from lib.rules.verdict import Verdict

_EFFORTS = ("theme_day_count", "training_session_count", "branch_pass_rate", "funding_per_branch")
_GAPS = ("infobase_gap_rate", "branch_total_gap_rate", "member_gap_rate", "lixiu_gap_rate")
_OVERALL = "participation_rate_by_band"
_CHANGES = ("venue_new", "venue_upgraded")
_DATA = "数据导入与校核"


@dataclass(frozen=True)
class Comparison:
    """`judge`: the verdict for one region, None where it has no part in the question. `subject`: the part of the work,
    where it is not that of the indicator."""

    judge: Callable[[Rule, Gathered, str], Verdict | None]
    needs: Needs = field(default_factory=Needs)
    subject: str = ""


def _merged(rule: Rule, at: Gathered, code: str) -> Verdict | None:
    pairs = [(at.now(key, code), at.year_ago(key, code)) for key in _EFFORTS]
    return timing.fallen(rule, at.now(rule.indicator_key, code), pairs, at.setting("Q02-降幅"))


def _of_city(rule: Rule, at: Gathered, code: str) -> Verdict | None:
    own = at.now(rule.indicator_key, code)
    return comparing.service_first(rule, own, at.efforts) if code == at.snapshot.directory.city.code else None


def _check_in(rule: Rule, at: Gathered, code: str) -> Verdict | None:
    own, whole = at.now(rule.indicator_key, code), at.whole(rule.indicator_key)
    return comparing.below_whole(rule, own, whole) if code == at.snapshot.directory.city.code else None


def _in_the_year(rule: Rule, at: Gathered, code: str) -> Verdict:
    return timing.in_the_year(rule, at.year[rule.indicator_key, code])


def _of_overall(rule: Rule, at: Gathered, code: str, *, complement: bool = False) -> Verdict:
    own, overall = at.now(rule.indicator_key, code), at.now(_OVERALL, code)
    return comparing.share_of_other(rule, own, overall, complement=complement)


def _of_target(rule: Rule, at: Gathered, code: str) -> Verdict | None:
    """A target for the whole city says nothing of a district, and one for the districts nothing of the city's units."""
    goal = at.snapshot.goals.get(rule.indicator_key)
    if goal is None or goal.per == "全市":
        return comparing.least(rule, _own(rule, at, code), None)
    return comparing.least(rule, _own(rule, at, code), goal) if goal.covers(code, at.snapshot.directory) else None


def _late(rule: Rule, at: Gathered, code: str) -> Verdict:
    label = at.snapshot.directory.region(code).label
    return timing.overdue(rule, (code, label), at.offices.get(code), at.period.deadline, at.today)


def _own(rule: Rule, at: Gathered, code: str):
    return at.now(rule.indicator_key, code)


COMPARISONS = {
    "Q02": Comparison(_merged, Needs(now=_EFFORTS, then=_EFFORTS)),
    "Q03": Comparison(_of_city, Needs(units=True), "服务保障与经费"),
    "Q04": Comparison(_in_the_year, Needs(year=("training_session_count",))),
    "Q05": Comparison(lambda rule, at, code: comparing.category(rule, _own(rule, at, code), "单位")),
    "Q08": Comparison(
        lambda rule, at, code: timing.pace(rule, _own(rule, at, code), at.snapshot.goals.get(rule.indicator_key))
    ),
    "Q09": Comparison(
        lambda rule, at, code: comparing.above_whole(rule, _own(rule, at, code), at.whole(rule.indicator_key)),
        Needs(whole=("branch_mixed_rate",)),
    ),
    "Q10-差异": Comparison(
        lambda rule, at, code: comparing.largest_gap(rule, [at.now(key, code) for key in _GAPS]), Needs(now=_GAPS)
    ),
    "Q14": Comparison(
        lambda rule, at, code: timing.idle(rule, at.run(_CHANGES, code)), Needs(now=_CHANGES, back=_CHANGES)
    ),
    "Q14-投入": Comparison(
        lambda rule, at, code: comparing.share_of_median(rule, _own(rule, at, code), at.median(rule.indicator_key))
    ),
    "Q15": Comparison(_of_overall, Needs(now=(_OVERALL,))),
    "Q15-高龄": Comparison(lambda rule, at, code: _of_overall(rule, at, code, complement=True), Needs(now=(_OVERALL,))),
    "Q20": Comparison(_check_in, Needs(whole=("community_checkin_rate",))),
    "Q21": Comparison(_in_the_year, Needs(year=("coord_meeting_count",))),
    "Q22-观摩点": Comparison(_of_target),
    "Q22-社区": Comparison(_of_target),
    "Q23": Comparison(_late, Needs(offices=True), _DATA),
    "Q26-标准": Comparison(lambda rule, at, code: comparing.unstated(rule, _own(rule, at, code))),
    "Q30-减少": Comparison(
        lambda rule, at, code: timing.fewer(rule, _own(rule, at, code), at.year_ago(rule.indicator_key, code)),
        Needs(then=("staff_total",)),
    ),
}
