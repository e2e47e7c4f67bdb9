"""Branches (支部): how many, of which form and size, how they are led and when they elect."""

from sqlalchemy import or_

from lib.indicators.model import Indicator, Kind
from lib.indicators.sources import Source
from lib.indicators.values import Ratio, Tally
from lib.schema import FUNCTIONAL, SETTING_FORMS, TEMPORARY, branch_period, period

_PAGE = "支部设置与换届"
_T = branch_period.c

BRANCHES = Source(
    "branches",
    branch_period,
    listed=(_T.org_kind, _T.setting_form, _T.full_members_n, _T.retired_n),
    derived_from={"term_end_on": ("last_election_on", "term_years")},
)
IS_BRANCH = _T.org_kind == "党支部"
BRANCH_TOTAL = Tally(BRANCHES, where=IS_BRANCH, needs=(_T.org_kind,))
# A branch whose form is not known is still a branch with members: only a known 非建制功能型 is left out.
_COUNTS_MEMBERS = IS_BRANCH & or_(_T.setting_form.is_(None), _T.setting_form != FUNCTIONAL)


def _of_form(form: str) -> Tally:
    return Tally(BRANCHES, within=IS_BRANCH, where=_T.setting_form == form, needs=(_T.setting_form,))


_OVER_50 = Tally(BRANCHES, within=IS_BRANCH, where=_T.full_members_n > 50, needs=(_T.full_members_n,))
_GE_100 = Tally(BRANCHES, within=IS_BRANCH, where=_T.full_members_n >= 100, needs=(_T.full_members_n,))
_ELECTING = IS_BRANCH & or_(_T.setting_form.is_(None), _T.setting_form.not_in((FUNCTIONAL, TEMPORARY)))
_OVERDUE = Tally(
    BRANCHES,
    within=_ELECTING,
    where=(_T.term_end_on < period.c.as_of_date)
    & or_(_T.extension_until.is_(None), _T.extension_until < period.c.as_of_date),
    shown=(_T.last_election_on, _T.term_years, _T.term_end_on, _T.extension_until),
)
_VACANT = Tally(BRANCHES, within=IS_BRANCH, where=_T.secretary_status == "空缺", needs=(_T.secretary_status,))
_LIAISON = Tally(BRANCHES, within=IS_BRANCH, where=_T.liaison_n >= 1, needs=(_T.liaison_n,))
_NO_VENUE = Tally(BRANCHES, within=IS_BRANCH, where=_T.venue_relation == "无", needs=(_T.venue_relation,))
_FORM_KEYS = ("branch_standalone", "branch_mixed_reported", "branch_joint", "branch_functional", "branch_temporary")
_FORM_NAMES = ("单独组建支部", "与在职混建支部", "联合组建支部", "非建制功能型支部", "临时支部")


def _stock(key: str, name: str, unit: str, definition: str, value: Tally, direction: int = 0) -> Indicator:
    return Indicator(key, name, unit, Kind.STOCK, definition, value, _PAGE, direction=direction)


def _rate(key: str, name: str, definition: str, numerator: Tally, direction: int) -> Indicator:
    value = Ratio(numerator, BRANCH_TOTAL)
    return Indicator(key, name, "%", Kind.STOCK, definition, value, _PAGE, decimals=1, direction=direction)


INDICATORS = (
    _stock("org_total", "离退休干部党组织数", "个", "党支部、党总支、党委合计数。", Tally(BRANCHES)),
    _stock(
        "branch_total",
        "离退休干部党支部数",
        "个",
        "组织类别为党支部的党组织数，含非建制功能型和临时党支部，不含党总支、党委。",
        BRANCH_TOTAL,
    ),
    *(
        _stock(key, name, "个", f"党支部中设置形式为{form}的个数。", _of_form(form))
        for key, name, form in zip(_FORM_KEYS, _FORM_NAMES, SETTING_FORMS, strict=True)
    ),
    _stock(
        "member_total",
        "离退休党员数",
        "名",
        "各党支部离退休党员数之和，不含非建制功能型党支部（党员另有组织关系）和临时党支部（不适用），不含党总支、党委。",
        Tally(BRANCHES, within=_COUNTS_MEMBERS, column=_T.retired_n),
    ),
    _stock("branch_over_50", "超50人支部数", "个", "正式党员数超过50名的党支部数。", _OVER_50, -1),
    _rate("branch_over_50_rate", "超50人支部占比", "正式党员数超过50名的党支部数 ÷ 党支部总数。", _OVER_50, -1),
    _stock("branch_ge_100", "百人以上支部数", "个", "正式党员数在100名以上（含100名）的党支部数。", _GE_100, -1),
    _stock(
        "branch_election_overdue",
        "逾期未换届支部数",
        "个",
        "截至日前任期已届满、且没有延期至截至日或以后的党支部数；非建制功能型和临时党支部不换届，届满时间不明的不计。",
        _OVERDUE,
        -1,
    ),
    _rate(
        "branch_election_overdue_rate",
        "逾期未换届支部占比",
        "截至日前任期已届满而未获延期的党支部数 ÷ 党支部总数。",
        _OVERDUE,
        -1,
    ),
    _stock("branch_secretary_vacant", "书记空缺支部数", "个", "书记配备为空缺的党支部数。", _VACANT, -1),
    _rate("branch_secretary_vacant_rate", "书记空缺支部占比", "书记配备为空缺的党支部数 ÷ 党支部总数。", _VACANT, -1),
    _rate("liaison_rate", "联络员配备率", "联络员数在1名以上（含1名）的党支部数 ÷ 党支部总数。", _LIAISON, 1),
    _stock("branch_no_venue", "无活动场所支部数", "个", "活动场所为无的党支部数，未填的不计。", _NO_VENUE, -1),
    _rate("branch_no_venue_rate", "无活动场所支部占比", "活动场所为无的党支部数 ÷ 党支部总数。", _NO_VENUE, -1),
)
