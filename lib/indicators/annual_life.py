"""What is due once a year (组织生活会, 民主评议党员) and how a branch is run (双述双评, 积分管理, 集体学习).

Once a year: judged at the end of the year, with what the same branch reported for earlier periods of that year. Before
that it is not yet due, which is neither met nor missed.
"""

from sqlalchemy import ColumnElement, bindparam, extract, or_, select, tuple_

from lib.indicators.model import Indicator, Kind
from lib.indicators.organisation_life import EACH, MEETING, MONTHS, ORGANISATION_LIFE
from lib.indicators.values import Ratio, Tally
from lib.schema import org_life, period, submission

_PAGE = "组织生活与教育"
_T = org_life.c
_DECEMBER = 12
_YEAR_END = extract("month", period.c.as_of_date) == _DECEMBER
_NOT_YET = "每年一次，年底才判断，期次不到年底的未到期"


def _earlier(column: str) -> ColumnElement[bool]:
    """The branch reported one for an earlier period of the year. `version` is bound by every statement of measure."""
    life, ended, sent = org_life.alias("earlier_life").c, period.alias("earlier_period").c, submission.alias("sent").c
    found = select(life.branch_id, extract("year", ended.as_of_date)).where(
        life[column] >= 1,
        ended.period_id == life.period_id,
        extract("month", ended.as_of_date) < _DECEMBER,
        sent.submission_id == life.submission_id,
        sent.active_from <= bindparam("version"),
        or_(sent.active_to.is_(None), sent.active_to > bindparam("version")),
    )
    return tuple_(_T.branch_id, extract("year", period.c.as_of_date)).in_(found)


def _yearly(key: str, name: str, what: str, column: str) -> Indicator:
    population = MEETING & _YEAR_END
    held = Tally(
        ORGANISATION_LIFE, within=population, where=or_(_T[column] >= 1, _earlier(column)), needs=(_T[column],)
    )
    base = Tally(ORGANISATION_LIFE, where=population & _T[column].is_not(None))
    definition = (
        f"本年度（含年内以前各期）开展过{what}的党支部数 ÷ 填报了该项次数的党支部数，"
        f"{_NOT_YET}、不计算，不含非建制功能型和临时党支部。"
    )
    return Indicator(
        key, name, "%", Kind.STOCK, definition, Ratio(held, base, if_empty=_NOT_YET), _PAGE, decimals=1, direction=1
    )


def _said_yes(key: str, name: str, kind: Kind, definition: str, column: str) -> Indicator:
    population = _T.org_kind == "党支部"
    said = Tally(ORGANISATION_LIFE, where=population & _T[column].is_not(None))
    yes = Tally(ORGANISATION_LIFE, within=population, where=_T[column] == "是", needs=(_T[column],))
    return Indicator(key, name, "%", kind, definition, Ratio(yes, said), _PAGE, decimals=1, direction=1)


INDICATORS = (
    _yearly("org_life_meeting_rate", "组织生活会召开率", "组织生活会", "org_life_meeting_n"),
    _yearly("appraisal_rate", "民主评议党员开展率", "民主评议党员", "appraisal_n"),
    _said_yes(
        "dual_review_rate",
        "双述双评开展率",
        Kind.FLOW,
        f"期内开展双述双评的党支部数 ÷ 填报了是否开展的党支部数，{EACH}。",
        "dual_review",
    ),
    _said_yes(
        "points_branch_rate",
        "积分管理支部率",
        Kind.STOCK,
        "实行党员积分管理的党支部数 ÷ 填报了是否实行的党支部数。",
        "points_used",
    ),
    Indicator(
        "monthly_study_rate",
        "月度集体学习完成率",
        "%",
        Kind.FLOW,
        "各党支部开展过集体学习的月数之和 ÷ 填报了该项的党支部应学习的月数之和（每个党支部按期内月数计），"
        "不含非建制功能型和临时党支部。",
        Ratio(
            Tally(ORGANISATION_LIFE, within=MEETING, column=_T.study_months_n),
            Tally(ORGANISATION_LIFE, where=MEETING & _T.study_months_n.is_not(None), times=MONTHS),
        ),
        _PAGE,
        decimals=1,
        direction=1,
    ),
)
