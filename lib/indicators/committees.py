"""Work committees (党工委) of the districts; the city's own committee stands apart."""

from sqlalchemy import Column, ColumnElement, or_

from lib.indicators.model import Indicator, Kind
from lib.indicators.sources import Reporters, Source
from lib.indicators.values import Less, Ratio, Reported, Spread, Streak, Summary, Tally, Value, beside
from lib.schema import work_committee

_PAGE = "党工委配备"
_T = work_committee.c
_LISTED = (_T.approved, _T.approved_on, _T.org_mode, _T.secretary_status, _T.deputy_status)

COMMITTEES = Source("committee", work_committee, Reporters.DISTRICTS, listed=_LISTED)
CITY_COMMITTEE = Source("committee", work_committee, Reporters.CITY, listed=_LISTED)

_NO_SECRETARY = _T.secretary_status == "空缺"
_NO_DEPUTY = _T.deputy_status.in_(("空缺", "兼职"))
_HAS_SECRETARY = _T.secretary_status != "空缺"
_HAS_DEPUTY = _T.deputy_status == "专职"
_POSTS = (_T.secretary_status, _T.deputy_status)
_APPROVED = Tally(COMMITTEES, where=_T.approved == "是", needs=(_T.approved,))


_STAFF = Tally(COMMITTEES, column=_T.staff_n, shown=(_T.staff_quota_n, _T.staff_n))
_FULL_TIME = Tally(
    COMMITTEES, within=beside(_T.staff_fulltime_n, _T.staff_n), column=_T.staff_fulltime_n, shown=(_T.staff_n,)
)
_FULL_TIME_BASE = Tally(COMMITTEES, within=_T.staff_fulltime_n.is_not(None), column=_T.staff_n)
_REVIEWED = Tally(
    COMMITTEES, where=_T.review_included == "是", needs=(_T.review_included,), shown=(_T.review_included,)
)
# Where it is not said whether the system was issued, the meeting alone must do: older forms do not ask.
_ISSUED = or_(_T.coord_system_issued.is_(None), _T.coord_system_issued == "是")
_MET = Tally(
    COMMITTEES,
    where=_ISSUED & (_T.coord_meeting_n >= 1),
    needs=(_T.coord_meeting_n,),
    shown=(_T.coord_system_issued,),
)
_BRANDED = Tally(COMMITTEES, where=_T.brand_n >= 1, needs=(_T.brand_n,))
_SAID_BRANDS = Tally(COMMITTEES, where=_T.brand_n.is_not(None))
_EVALUATED = Tally(CITY_COMMITTEE, where=_T.perf_eval_included == "是", needs=(_T.perf_eval_included,))


def _longest(post: Column, since: Column) -> Spread:
    vacant = Tally(COMMITTEES, within=post == "空缺", needs=(since,), shown=(since,))
    return Spread(vacant, since, Summary.LONGEST)


def _filled(where: ColumnElement[bool], post: Column) -> Ratio:
    return Ratio(Tally(COMMITTEES, where=where, needs=(post,)), Tally(COMMITTEES, where=post.is_not(None)))


def _districts(where: ColumnElement[bool], *needs) -> Tally:
    return Tally(COMMITTEES, where=where, needs=needs, shown=(_T.secretary_vacant_since, _T.deputy_vacant_since))


def _stock(key: str, name: str, unit: str, definition: str, value: Value, direction: int = -1, **options) -> Indicator:
    return Indicator(key, name, unit, Kind.STOCK, definition, value, _PAGE, direction=direction, **options)


INDICATORS = (
    _stock("committee_established", "党工委批复成立区县数", "个", "党工委已批复成立的区县数。", _APPROVED, 1),
    _stock(
        "committee_established_rate",
        "区县党工委批复成立率",
        "%",
        "党工委已批复成立的区县数 ÷ 已报送党工委配备的区县数，市本级党工委单列。",
        Ratio(_APPROVED, Reported(COMMITTEES)),
        1,
        decimals=1,
    ),
    _stock(
        "committee_no_secretary",
        "未配备书记区县数",
        "个",
        "党工委书记空缺的区县数。",
        _districts(_NO_SECRETARY, _T.secretary_status),
    ),
    _stock(
        "committee_no_deputy",
        "未配备专职副书记区县数",
        "个",
        "专职副书记空缺或仅有兼职的区县数。",
        _districts(_NO_DEPUTY, _T.deputy_status),
    ),
    _stock(
        "committee_secretary_rate",
        "区县党工委书记配备率",
        "%",
        "已配备党工委书记（专任或兼任）的区县数 ÷ 填报了书记配备的区县数。",
        _filled(_HAS_SECRETARY, _T.secretary_status),
        1,
        decimals=1,
    ),
    _stock(
        "committee_deputy_rate",
        "区县专职副书记配备率",
        "%",
        "已配备专职副书记的区县数（仅有兼职的不算） ÷ 填报了专职副书记配备的区县数。",
        _filled(_HAS_DEPUTY, _T.deputy_status),
        1,
        decimals=1,
    ),
    _stock(
        "committee_lacking",
        "未配齐书记和专职副书记的区县数",
        "个",
        "党工委书记空缺，或者专职副书记空缺或仅有兼职的区县数。",
        _districts(_NO_SECRETARY | _NO_DEPUTY, *_POSTS),
    ),
    _stock(
        "committee_only_secretary",
        "仅缺书记区县数",
        "个",
        "党工委书记空缺、专职副书记已配备的区县数。",
        _districts(_NO_SECRETARY & _HAS_DEPUTY, *_POSTS),
    ),
    _stock(
        "committee_only_deputy",
        "仅缺专职副书记区县数",
        "个",
        "党工委书记已配备、专职副书记空缺或仅有兼职的区县数。",
        _districts(_HAS_SECRETARY & _NO_DEPUTY, *_POSTS),
    ),
    _stock(
        "committee_no_both",
        "书记和专职副书记均缺区县数",
        "个",
        "党工委书记空缺、专职副书记也空缺或仅有兼职的区县数。",
        _districts(_NO_SECRETARY & _NO_DEPUTY, *_POSTS),
    ),
    _stock(
        "committee_merged_count",
        "归并组织部门区县数",
        "个",
        "机构模式为归并组织部门的区县数。",
        Tally(COMMITTEES, where=_T.org_mode == "归并组织部门", needs=(_T.org_mode,), shown=(_T.merged_on,)),
        0,
    ),
    _stock(
        "committee_secretary_vacant_months",
        "书记空缺最长月数",
        "个月",
        "党工委书记空缺的区县中，从空缺起始到截至日满月数最多的一个，没有空缺的为0。",
        _longest(_T.secretary_status, _T.secretary_vacant_since),
    ),
    _stock(
        "committee_deputy_vacant_months",
        "专职副书记空缺最长月数",
        "个月",
        "专职副书记空缺的区县中，从空缺起始到截至日满月数最多的一个，没有空缺的为0。",
        _longest(_T.deputy_status, _T.deputy_vacant_since),
    ),
    _stock(
        "committee_org_mode",
        "党工委机构模式",
        "%",
        "最多的一种机构模式的区县数 ÷ 填报了机构模式的区县数，按区县分列时即该区县的机构模式。",
        Spread(
            Tally(COMMITTEES, where=_T.org_mode.is_not(None), needs=(_T.org_mode,)), _T.org_mode, Summary.LARGEST_SHARE
        ),
        0,
        decimals=1,
    ),
    _stock(
        "staff_quota_total",
        "区县党工委编制数",
        "名",
        "各区县党工委编制数之和。",
        Tally(COMMITTEES, column=_T.staff_quota_n, shown=(_T.staff_quota_n, _T.staff_n)),
        0,
    ),
    _stock(
        "staff_short",
        "党工委缺编人数",
        "名",
        "编制数 − 实有人数，两数未报齐的区县不计入。",
        Less(
            Tally(
                COMMITTEES, within=beside(_T.staff_quota_n, _T.staff_n), column=_T.staff_quota_n, shown=(_T.staff_n,)
            ),
            Tally(COMMITTEES, within=_T.staff_quota_n.is_not(None), column=_T.staff_n),
        ),
    ),
    _stock(
        "staff_fulltime_total",
        "区县党务工作者专职人数",
        "人",
        "各区县党工委专职人员数之和。",
        Tally(COMMITTEES, column=_T.staff_fulltime_n, shown=(_T.staff_n, _T.staff_fulltime_n)),
        1,
    ),
    _stock("staff_total", "区县党务工作者数", "人", "各区县党工委实有工作人员数之和。", _STAFF, 1),
    _stock(
        "staff_fulltime_rate",
        "党务工作者专职占比",
        "%",
        "区县党工委专职人员数 ÷ 区县党工委实有人员数，两数未报齐的区县不计入。",
        Ratio(_FULL_TIME, _FULL_TIME_BASE),
        1,
        decimals=1,
    ),
    _stock(
        "in_review_rate",
        "纳入述职评议率",
        "%",
        "已把离退休干部党建纳入述职评议的区县数 ÷ 已报送党工委配备的区县数。",
        Ratio(_REVIEWED, Reported(COMMITTEES)),
        1,
        decimals=1,
    ),
    _stock(
        "district_coord_rate",
        "区县建立协调议事会议率",
        "%",
        "建立了协调议事会议制度且期内召开过会议的区县数 ÷ 已报送党工委配备的区县数，未填是否建立制度的只看会议。",
        Ratio(_MET, Reported(COMMITTEES)),
        1,
        decimals=1,
    ),
    _stock(
        "district_brand_rate",
        "有党建品牌区县率",
        "%",
        "党建品牌在1个以上（含1个）的区县数 ÷ 填报了党建品牌数的区县数。",
        Ratio(_BRANDED, _SAID_BRANDS),
        1,
        decimals=1,
    ),
    _stock(
        "perf_eval_streak",
        "连续纳入绩效考核年数",
        "年",
        "市本级截至所选期次连续把老干部工作纳入绩效考核的年数，中间一年没有纳入或没有报送即中断。",
        Streak(_EVALUATED),
        1,
    ),
    Indicator(
        "coord_meeting_count",
        "协调议事会议次数",
        "次",
        Kind.FLOW,
        "期内各区县党工委召开协调议事会议次数之和。",
        Tally(COMMITTEES, column=_T.coord_meeting_n, shown=(_T.coord_meeting_n,)),
        _PAGE,
        direction=1,
    ),
    _stock(
        "city_committee_total",
        "市本级党工委数",
        "个",
        "报送了配备情况的市本级党工委个数，不与区县相加。",
        Tally(CITY_COMMITTEE, shown=(_T.staff_quota_n, _T.staff_n, _T.staff_fulltime_n)),
        0,
    ),
    _stock(
        "city_committee_established",
        "市本级党工委批复成立数",
        "个",
        "市本级党工委已批复成立的个数，不与区县相加。",
        Tally(CITY_COMMITTEE, where=_T.approved == "是", needs=(_T.approved,)),
        1,
    ),
)
