"""What a scenario comes to, in one sentence that can stand above it."""

from collections.abc import Iterator

from lib import formats
from lib.indicators import indicator
from lib.whatif import (
    Budget,
    FillPosts,
    HoldElections,
    Lever,
    Line,
    Manner,
    MatchWilling,
    OpenVenues,
    Outcome,
    RaiseStandard,
    Split,
    Unmix,
    needed,
)

_MOST, _LONGEST = 2, 3  # indicators in one title: of a single lever, of several
_REPORTED = "已报"  # what lib.formats sets before the 100% of those that reported
_NAMES = {  # short enough for a title
    "committee_secretary_rate": "书记配备率",
    "committee_deputy_rate": "专职副书记配备率",
    "staff_short": "缺编",
    "branch_secretary_vacant": "书记空缺支部",
    "sponsored_pass_rate": "包抓达标率",
    "branch_pass_rate": "五规范达标率",
    "branch_over_50": "超50人支部",
    "branch_total": "党支部",
    "branch_election_overdue": "逾期未换届支部",
    "branch_mixed_rate": "混编支部占比",
    "branch_no_venue": "无场所支部",
    "willing_matched_rate": "意愿对接率",
    "funding_per_member": "人均工作经费",
    "venue_invest_per_member": "人均阵地投入",
}
_AIMS: dict[type[Lever], tuple[str, ...]] = {
    FillPosts: ("committee_secretary_rate", "committee_deputy_rate", "staff_short", "branch_secretary_vacant"),
    RaiseStandard: ("sponsored_pass_rate", "branch_pass_rate"),
    Split: ("branch_over_50", "branch_total"),
    HoldElections: ("branch_election_overdue",),
    Unmix: ("branch_mixed_rate",),
    OpenVenues: ("branch_no_venue", "venue_total"),
    MatchWilling: ("willing_matched_rate",),
    Budget: ("funding_per_member", "venue_invest_per_member"),
}


def finding(outcome: Outcome, each: int = _MOST) -> str:
    """「补齐党工委书记3名，书记配备率由82.4%升至100%」; of several levers what each aims at. `each`: how
    many indicators are named for a single one."""
    reasons = [line.now.reason for line in map(outcome.total, outcome.keys) if line is not None]
    if all(reasons):
        return f"不能测算：{next(iter(reasons), '所选范围没有这一方案涉及的指标')}"
    levers = outcome.scenario.levers
    head = deed(outcome, levers[0]) if len(levers) == 1 else f"{len(levers)}项做法合起来"
    each = 1 if len(levers) > 1 else each
    lines = {line.key: line for lever in levers for line in _aimed(outcome, lever, each)}
    told = [moved(line) for line in lines.values()][:_LONGEST]
    return "，".join([head, *(told or ["指标不变"])])


def answer(outcome: Outcome) -> str:
    """What changes, and what it takes: 「书记配备率由82.4%升至100%；需要党工委书记3名」."""
    takes = taken(outcome)
    return f"{changed(outcome, _MOST)}；需要{takes}" if takes else changed(outcome, _MOST)


def changed(outcome: Outcome, each: int) -> str:
    """What changes, at most so many numbers per lever."""
    lines = [line for lever in outcome.scenario.levers for line in _aimed(outcome, lever, each)]
    return "；".join([moved(line) for line in lines] or ["指标不变"])


def taken(outcome: Outcome) -> str:
    """What it takes: 「党工委书记3名、专职副书记5名」; empty where it takes nothing."""
    return "、".join(needed(one) for one in outcome.needed())


def moved(line: Line) -> str:
    """「包抓支部达标率由17.7%升至25.7%」; of those that reported 「已报单位书记配备率由82.4%升至100.0%」."""
    item = indicator(line.key)
    now, then = (formats.with_unit(reading, item, compact=True) for reading in (line.now, line.then))
    whose = "已报单位" if _REPORTED in now + then else ""
    now, then = (text.removeprefix(_REPORTED) for text in (now, then))
    return f"{whose}{_NAMES.get(line.key, item.name)}由{now}{'升' if line.change > 0 else '降'}至{then}"


def deed(outcome: Outcome, lever: Lever) -> str:
    """What a single lever does, with its number: 「拆分46个支部」."""
    match lever:
        case Split():
            return f"拆分{formats.number(len(outcome.divisions))}个支部"
        case HoldElections():
            return f"{formats.number(len(outcome.elections))}个支部换届"
        case Unmix():
            return "混编支部单独组建"
        case OpenVenues(rooms=rooms):
            return f"新开{formats.number(sum(many for _, many in rooms))}个活动室" if rooms else "无场所支部都有去处"
        case RaiseStandard(manner=Manner.CHOSEN, branches=(), items=()):
            return "还没有点选支部"
    verb = {FillPosts: "补齐", RaiseStandard: "新增", MatchWilling: "新", Budget: "补"}[type(lever)]
    return verb + "、".join(needed(one) for one in outcome.needed()) if outcome.needs else "不需要增加"


def _aimed(outcome: Outcome, lever: Lever, most: int) -> list[Line]:
    """The lines of the whole view that the lever is there for, of those that change; else the first that does."""
    found = [line for line in map(outcome.total, _AIMS[type(lever)]) if line is not None and line.change]
    return (found or list(_changing(outcome)))[:most]


def _changing(outcome: Outcome) -> Iterator[Line]:
    yield from (line for line in map(outcome.total, outcome.keys) if line.change)
