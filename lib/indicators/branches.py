"""Branches (支部): how many, of which form, scene and size, how they are led and where they meet."""

from sqlalchemy import func, or_

from lib.indicators.model import Indicator, Kind
from lib.indicators.sources import Source
from lib.indicators.values import Ratio, Spread, Summary, Tally, Value
from lib.schema import FUNCTIONAL, SETTING_FORMS, branch_period

_PAGE = "支部设置与换届"
_T = branch_period.c
LARGEST = 50  # full members, above which a branch is to be divided
NEARBY = 1000  # metres to the nearest venue, beyond which it is not near

BRANCHES = Source(
    "branches",
    branch_period,
    listed=(_T.org_kind, _T.setting_form, _T.full_members_n, _T.retired_n),
    derived_from={"term_end_on": ("last_election_on", "term_years")},
)
IS_BRANCH = _T.org_kind == "党支部"
BRANCH_TOTAL = Tally(BRANCHES, where=IS_BRANCH, needs=(_T.org_kind,))
# A branch whose form is not known is still a branch with members: only a known 非建制功能型 is left out.
_NOT_FUNCTIONAL = or_(_T.setting_form.is_(None), _T.setting_form != FUNCTIONAL)
_COUNTS_MEMBERS = IS_BRANCH & _NOT_FUNCTIONAL


MEMBERS = Tally(BRANCHES, within=_COUNTS_MEMBERS, column=_T.retired_n)


def least_parts(members: int) -> int:
    """Into how many branches of at most LARGEST members so many have to be divided."""
    return -(-members // LARGEST)


def _of_form(form: str) -> Tally:
    return Tally(BRANCHES, within=IS_BRANCH, where=_T.setting_form == form, needs=(_T.setting_form,))


_MIXED = _of_form("与在职混建")
_SCENES = Tally(BRANCHES, within=IS_BRANCH, where=_T.scene.is_not(None), needs=(_T.scene,))
_SIZES = Tally(BRANCHES, within=IS_BRANCH, column=_T.full_members_n)
ONLY_LIXIU = (_T.lixiu_n > 0) & (_T.lixiu_n == _T.retired_n) & (func.coalesce(_T.inservice_n, 0) == 0)
_OVER_50 = Tally(BRANCHES, within=IS_BRANCH, where=_T.full_members_n > LARGEST, needs=(_T.full_members_n,))
_GE_100 = Tally(BRANCHES, within=IS_BRANCH, where=_T.full_members_n >= 100, needs=(_T.full_members_n,))
_UNDER_3 = Tally(BRANCHES, within=_COUNTS_MEMBERS, where=_T.full_members_n < 3, needs=(_T.full_members_n,))
_OF_SIZE = Tally(BRANCHES, within=IS_BRANCH, where=_T.full_members_n.is_not(None), needs=(_T.full_members_n,))
_NO_LIAISON = Tally(BRANCHES, within=IS_BRANCH, where=_T.liaison_n == 0, needs=(_T.liaison_n,))
_VACANT = Tally(BRANCHES, within=IS_BRANCH, where=_T.secretary_status == "空缺", needs=(_T.secretary_status,))
_LIAISON = Tally(BRANCHES, within=IS_BRANCH, where=_T.liaison_n >= 1, needs=(_T.liaison_n,))
_NO_VENUE = Tally(BRANCHES, within=IS_BRANCH, where=_T.venue_relation == "无", needs=(_T.venue_relation,))
_NO_FIXED = Tally(BRANCHES, within=IS_BRANCH, where=_T.venue_relation.in_(("借用", "无")), needs=(_T.venue_relation,))
_WITH_COMMITTEE = Tally(
    BRANCHES, within=IS_BRANCH, where=_T.committee_n >= 1, needs=(_T.committee_n,), shown=(_T.committee_n,)
)
_WITHOUT_COMMITTEE = Tally(
    BRANCHES,
    within=_COUNTS_MEMBERS & (_T.full_members_n >= 7),
    where=_T.committee_n == 0,
    needs=(_T.committee_n,),
)
_EXCESS = Tally(
    BRANCHES,
    within=IS_BRANCH,
    where=(_T.full_members_n > 50) | (_T.committee_n > 7),
    needs=(_T.full_members_n, _T.committee_n),
)
_LARGE_COMMITTEE = Tally(BRANCHES, within=IS_BRANCH, where=_T.committee_n > 7, needs=(_T.committee_n,))
_FAR = Tally(BRANCHES, within=IS_BRANCH, where=_T.venue_distance_m > NEARBY, needs=(_T.venue_distance_m,))
_FORM_KEYS = ("branch_standalone", "branch_mixed_reported", "branch_joint", "branch_functional", "branch_temporary")
_FORM_NAMES = ("单独组建支部", "与在职混建支部", "联合组建支部", "非建制功能型支部", "临时支部")


def _stock(key: str, name: str, unit: str, definition: str, value: Value, direction: int = 0, **options) -> Indicator:
    return Indicator(key, name, unit, Kind.STOCK, definition, value, _PAGE, direction=direction, **options)


def _rate(
    key: str, name: str, definition: str, numerator: Tally, direction: int, base: Tally = BRANCH_TOTAL
) -> Indicator:
    return _stock(key, name, "%", definition, Ratio(numerator, base), direction, decimals=1)


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
        MEMBERS,
    ),
    _rate(
        "branch_mixed_rate",
        "混编支部占比",
        "与在职混建的党支部数 ÷ 党支部总数，分母不含非建制功能型党支部。",
        _MIXED,
        -1,
        Tally(BRANCHES, where=IS_BRANCH & _NOT_FUNCTIONAL),
    ),
    _stock(
        "branch_scene_share",
        "支部设置场景构成",
        "%",
        "按某一场景设置的党支部数 ÷ 填报了设置场景的党支部数，不按场景分开时为占比最大的场景。",
        Spread(_SCENES, _T.scene, Summary.LARGEST_SHARE),
        decimals=1,
        split="scene",
    ),
    _stock(
        "functional_branch_by_scene",
        "功能型支部按场景",
        "个",
        "非建制功能型党支部中填报了设置场景的个数，按场景分列。",
        Tally(
            BRANCHES,
            within=IS_BRANCH & (_T.setting_form == FUNCTIONAL),
            where=_T.scene.is_not(None),
            needs=(_T.scene,),
            shown=(_T.scene,),
        ),
        split="scene",
    ),
    _stock(
        "lixiu_only_branch_total",
        "离休干部单建支部数",
        "个",
        "离退休党员全部是离休干部、且没有在职党员的党支部数。",
        Tally(BRANCHES, within=IS_BRANCH, where=ONLY_LIXIU, needs=(_T.retired_n, _T.lixiu_n)),
    ),
    _stock(
        "branch_size_max",
        "最大支部正式党员数",
        "名",
        "正式党员最多的一个党支部的正式党员数。",
        Spread(_SIZES, _T.full_members_n, Summary.MAX),
        -1,
    ),
    _stock(
        "branch_size_median",
        "支部正式党员数中位数",
        "名",
        "各党支部正式党员数从小到大排列居中的一个，居中有两个的取平均。",
        Spread(_SIZES, _T.full_members_n, Summary.MEDIAN),
        decimals=1,
    ),
    _stock(
        "branch_by_size",
        "支部数按规模",
        "个",
        "填报了正式党员数的党支部数，按正式党员数分列。",
        _OF_SIZE,
        split="full_members_n",
    ),
    _stock(
        "branch_under_3",
        "不足3人支部数",
        "个",
        "正式党员数不足3名的党支部数，不含非建制功能型党支部。",
        _UNDER_3,
        -1,
    ),
    _stock("branch_over_50", "超50人支部数", "个", "正式党员数超过50名的党支部数。", _OVER_50, -1),
    _rate("branch_over_50_rate", "超50人支部占比", "正式党员数超过50名的党支部数 ÷ 党支部总数。", _OVER_50, -1),
    _stock("branch_ge_100", "百人以上支部数", "个", "正式党员数在100名以上（含100名）的党支部数。", _GE_100, -1),
    _stock(
        "branch_headcount_excess",
        "人员超额支部数",
        "个",
        "正式党员数超过50名，或者支委人数超过7人的党支部数。",
        _EXCESS,
        -1,
    ),
    _stock("committee_built_count", "支部班子数", "个", "支委人数在1人以上（含1人）的党支部数。", _WITH_COMMITTEE, 1),
    _stock(
        "branch_committee_lacking",
        "应设未设支委会支部数",
        "个",
        "正式党员数在7名以上（含7名）而支委人数为0的党支部数，不含非建制功能型党支部。",
        _WITHOUT_COMMITTEE,
        -1,
    ),
    _stock("branch_committee_over_7", "支委超7人支部数", "个", "支委人数超过7人的党支部数。", _LARGE_COMMITTEE, -1),
    _stock("branch_secretary_vacant", "书记空缺支部数", "个", "书记配备为空缺的党支部数。", _VACANT, -1),
    _rate("branch_secretary_vacant_rate", "书记空缺支部占比", "书记配备为空缺的党支部数 ÷ 党支部总数。", _VACANT, -1),
    _rate("liaison_rate", "联络员配备率", "联络员数在1名以上（含1名）的党支部数 ÷ 党支部总数。", _LIAISON, 1),
    _stock("branch_no_liaison", "未配联络员支部数", "个", "联络员数为0的党支部数，未填的不计。", _NO_LIAISON, -1),
    _stock("branch_no_venue", "无活动场所支部数", "个", "活动场所为无的党支部数，未填的不计。", _NO_VENUE, -1),
    _rate("branch_no_venue_rate", "无活动场所支部占比", "活动场所为无的党支部数 ÷ 党支部总数。", _NO_VENUE, -1),
    _stock(
        "branch_no_fixed",
        "无固定活动场所支部数",
        "个",
        "活动场所为借用或无（没有自有或共享场所）的党支部数，未填的不计。",
        _NO_FIXED,
        -1,
    ),
    _stock(
        "branch_no_nearby",
        "无就近活动场所支部数",
        "个",
        f"距最近活动阵地超过{NEARBY}米的党支部数，未填距离的不计。",
        _FAR,
        -1,
    ),
)
