"""Organisation life (组织生活): meetings and theme days of branches, and whether they are held as often as they should.

Frequencies are those of the rules on the work of branches: 党员大会 once a quarter, 支委会 and 党小组会 once a month
where there are any, 主题党日 once a month. The rules give 党课 no general frequency: once a quarter is a local setting.
"""

from sqlalchemy import ColumnElement, and_, case, exists, or_

from lib.indicators.branches import ONLY_LIXIU
from lib.indicators.model import Indicator, Kind
from lib.indicators.sources import Source
from lib.indicators.values import Ratio, Tally
from lib.schema import FUNCTIONAL, TEMPORARY, branch_period, org_life, period

_PAGE = "组织生活与教育"
_T = org_life.c
_B = branch_period.c
ORGANISATION_LIFE = Source("branches", org_life)


def branch_is(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """The same row of 支部台账 says so: one row each, so nothing is counted twice."""
    same_row = and_(_B.submission_id == _T.submission_id, _B.row_key == _T.row_key)
    return exists().where(same_row, condition).correlate(org_life)


def life_is(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """The same row says so, asked of 支部台账 about its organisation life."""
    same_row = and_(_B.submission_id == _T.submission_id, _B.row_key == _T.row_key)
    return exists().where(same_row, condition).correlate(branch_period)


MONTHS = case((period.c.kind == "年度", 12), else_=6)
_QUARTERS = case((period.c.kind == "年度", 4), else_=2)
_OFTEN_ENOUGH = and_(
    _T.theme_day_n >= MONTHS,
    _T.general_meeting_n >= _QUARTERS,
    or_(_T.committee_meeting_n >= MONTHS, ~branch_is(_B.committee_n >= 1)),
)
_COUNTS = (_T.theme_day_n, _T.general_meeting_n, _T.committee_meeting_n)
MEETING = (_T.org_kind == "党支部") & branch_is(
    or_(_B.setting_form.is_(None), _B.setting_form.not_in((FUNCTIONAL, TEMPORARY)))
)
_MEETING_LIXIU = (_T.org_kind == "党支部") & branch_is(ONLY_LIXIU)
_FREQUENCY = "主题党日每月、党员大会每季度、设有支委会的支委会每月各不少于1次"
EACH = "跨期的各期分别判断后相加"


def _flow(key: str, name: str, unit: str, column: str) -> Indicator:
    value = Tally(ORGANISATION_LIFE, within=_T.org_kind == "党支部", column=_T[column])
    definition = f"期内各党支部{name}之和，不含党总支、党委。"
    return Indicator(key, name, unit, Kind.FLOW, definition, value, _PAGE, direction=1)


def _regular(key: str, name: str, population: ColumnElement[bool], definition: str) -> Indicator:
    held = Tally(ORGANISATION_LIFE, within=population, where=_OFTEN_ENOUGH, needs=_COUNTS)
    value = Ratio(held, Tally(ORGANISATION_LIFE, where=population))
    return Indicator(key, name, "%", Kind.FLOW, definition, value, _PAGE, decimals=1, direction=1)


def _often(
    key: str, name: str, column: str, least: ColumnElement[int], has: ColumnElement[bool] | None = None, *, of: str
) -> Indicator:
    """The share of those branches that have this kind of meeting and state how many there were."""
    population = MEETING if has is None else MEETING & branch_is(has)
    held = Tally(ORGANISATION_LIFE, within=population, where=_T[column] >= least, needs=(_T[column],))
    value = Ratio(held, Tally(ORGANISATION_LIFE, where=population & _T[column].is_not(None)))
    often = "每季度" if least is _QUARTERS else "每月"
    held_so = f"期内{_T[column].doc.removesuffix('次数')}平均{often}不少于1次的党支部数"
    definition = f"{held_so} ÷ 填报了该项次数的{of}，不含非建制功能型和临时党支部，{EACH}。"
    return Indicator(key, name, "%", Kind.FLOW, definition, value, _PAGE, decimals=1, direction=1)


INDICATORS = (
    _flow("theme_day_count", "主题党日次数", "场", "theme_day_n"),
    _flow("general_meeting_count", "党员大会次数", "次", "general_meeting_n"),
    _flow("committee_meeting_count", "支委会次数", "次", "committee_meeting_n"),
    _flow("lecture_count", "党课次数", "次", "lecture_n"),
    _regular(
        "meetings_compliance_rate",
        "三会一课达标率",
        MEETING,
        f"期内{_FREQUENCY}的党支部数 ÷ 党支部数，不含非建制功能型和临时党支部，党小组会另计，党课不作要求，{EACH}。",
    ),
    _regular(
        "lixiu_only_branch_normal_rate",
        "离休干部单建支部组织生活正常率",
        _MEETING_LIXIU,
        f"期内{_FREQUENCY}的离休干部单建党支部数 ÷ 离休干部单建党支部数，{EACH}。",
    ),
    _often("general_meeting_rate", "党员大会按季召开率", "general_meeting_n", _QUARTERS, of="党支部数"),
    _often(
        "committee_meeting_rate",
        "支委会按月召开率",
        "committee_meeting_n",
        MONTHS,
        _B.committee_n >= 1,
        of="设有支委会的党支部数",
    ),
    _often(
        "group_meeting_rate",
        "党小组会按月召开率",
        "group_meeting_n",
        MONTHS,
        _B.groups_n >= 1,
        of="设有党小组的党支部数",
    ),
    _often("theme_day_rate", "主题党日按月开展率", "theme_day_n", MONTHS, of="党支部数"),
    _often("lecture_rate", "党课按季开展率", "lecture_n", _QUARTERS, of="党支部数（每季度一次为本地设定，不是规定）"),
)
