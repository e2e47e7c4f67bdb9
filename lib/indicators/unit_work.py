"""单位党建: whether units with retired members are covered by a branch and by work, and how the unit organises it."""

from sqlalchemy import Column, ColumnElement

from lib.indicators.model import Indicator, Kind
from lib.indicators.sources import Source
from lib.indicators.values import Ratio, Tally, beside
from lib.schema import COVERAGES, unit_work

_T = unit_work.c
_COVERAGE_PAGE = "双覆盖五规范"
_COMMITTEE_PAGE = "党工委配备"
_DIGITAL_PAGE = "组织生活与教育"
UNIT_WORK = Source("unit_work", unit_work, listed=(_T.coverage, _T.work_contacted), every_unit=True)

_OWN_OR_JOINT = COVERAGES[:2]
_COVERED = COVERAGES[:3]
_HAS_MEMBERS = _T.coverage.in_(COVERAGES[:4])  # covered or 未覆盖, but not 无离退休党员
_LEAST = 3  # full members, from which on a unit must have a branch
_MUST_BUILD = _T.full_members_n >= _LEAST


def _rate(key: str, name: str, definition: str, numerator: Tally, base: Tally, page: str) -> Indicator:
    return Indicator(key, name, "%", Kind.STOCK, definition, Ratio(numerator, base), page, decimals=1, direction=1)


def _said_yes(
    key: str, name: str, definition: str, column: Column, page: str, population: ColumnElement[bool] | None = None
) -> Indicator:
    """Units that say yes, of those that say anything."""
    yes = Tally(UNIT_WORK, within=population, where=column == "是", needs=(column,))
    said = Tally(UNIT_WORK, within=population, where=column.is_not(None))
    return _rate(key, name, definition, yes, said, page)


INDICATORS = (
    _rate(
        "org_coverage_rate",
        "组织覆盖率",
        "由单独组建、联合组建或功能型党支部覆盖的单位数 ÷ 有离退休党员的单位数，没有离退休党员的单位不计入。",
        Tally(UNIT_WORK, where=_T.coverage.in_(_COVERED), needs=(_T.coverage,)),
        Tally(UNIT_WORK, where=_HAS_MEMBERS),
        _COVERAGE_PAGE,
    ),
    _said_yes(
        "work_coverage_rate",
        "工作覆盖率",
        "有联系人且期内开展过活动的单位数 ÷ 有离退休党员且填报了工作覆盖的单位数，组织未覆盖的单位也计入。",
        _T.work_contacted,
        _COVERAGE_PAGE,
        _HAS_MEMBERS,
    ),
    _rate(
        "should_build_rate",
        "应建已建率",
        f"单独组建或联合组建了党支部的单位数 ÷ 离退休正式党员{_LEAST}名以上（含{_LEAST}名）的单位数，"
        "功能型党支部只是覆盖、不算已建，未填覆盖方式的不计入。",
        Tally(
            UNIT_WORK,
            within=_MUST_BUILD,
            where=_T.coverage.in_(_OWN_OR_JOINT),
            needs=(_T.coverage,),
            shown=(_T.full_members_n,),
        ),
        Tally(UNIT_WORK, within=_T.coverage.is_not(None), where=_MUST_BUILD, needs=(_T.full_members_n,)),
        _COVERAGE_PAGE,
    ),
    Indicator(
        "units_without_branch",
        "应建未建单位数",
        "个",
        Kind.STOCK,
        f"离退休正式党员{_LEAST}名以上（含{_LEAST}名）而组织未覆盖的单位数。",
        Tally(UNIT_WORK, where=_MUST_BUILD & (_T.coverage == "未覆盖"), needs=(_T.full_members_n, _T.coverage)),
        _COVERAGE_PAGE,
        direction=-1,
    ),
    _rate(
        "member_assigned_rate",
        "党员编入支部率",
        "已编入党支部的离退休党员数 ÷ 单位党建所报离退休党员数，两数未报齐的单位不计入。",
        Tally(UNIT_WORK, within=beside(_T.assigned_n, _T.member_n), column=_T.assigned_n, shown=(_T.member_n,)),
        Tally(UNIT_WORK, within=_T.assigned_n.is_not(None), column=_T.member_n),
        _COVERAGE_PAGE,
    ),
    _said_yes(
        "plan_made_rate",
        "制定达标计划单位率",
        "制定了年度达标计划（有台账、有目标）的单位数 ÷ 单独或联合组建了党支部且填报了该项的单位数。",
        _T.plan_made,
        _COVERAGE_PAGE,
        _T.coverage.in_(_OWN_OR_JOINT),
    ),
    _said_yes(
        "unit_responsible_rate",
        "三责任明确率",
        "主管领导、责任部门、责任人都已明确的单位数 ÷ 填报了该项的单位数。",
        _T.responsible_set,
        _COMMITTEE_PAGE,
    ),
    _said_yes(
        "dedicated_office_rate",
        "单设机构率",
        "单设老干部工作机构的单位数 ÷ 填报了该项的单位数。",
        _T.dedicated_office,
        _COMMITTEE_PAGE,
    ),
    _said_yes(
        "unit_review_rate",
        "单位纳入述职评议率",
        "已把离退休干部党建纳入述职评议的单位数 ÷ 填报了该项的单位数。",
        _T.review_included,
        _COMMITTEE_PAGE,
    ),
    _said_yes(
        "platform_connected_rate",
        "信息平台接入率",
        "已接入信息平台的单位数 ÷ 填报了该项的单位数。",
        _T.platform_connected,
        _DIGITAL_PAGE,
    ),
    Indicator(
        "online_channel_count",
        "网上阵地数",
        "个",
        Kind.STOCK,
        "截至日各单位网站和群组等网上阵地数之和。",
        Tally(UNIT_WORK, column=_T.channels_n, shown=(_T.channels_n,)),
        _DIGITAL_PAGE,
        direction=1,
    ),
)
