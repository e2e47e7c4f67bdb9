"""Venues (活动阵地, “1+18+X”)."""

from sqlalchemy import or_

from lib.indicators.baseline import REVENUE
from lib.indicators.branches import MEMBERS
from lib.indicators.model import Indicator, Kind, Over
from lib.indicators.sources import Reporters, Source
from lib.indicators.values import PerStock, Ratio, Reported, Tally, Value
from lib.schema import candidate_site, period, venue_period

_PAGE = "活动阵地"
_T = venue_period.c
_C = candidate_site.c
_LISTED = (_T.tier, _T.form, _T.address, _T.area_sqm, _T.opened_on, _T.norm_ok)

VENUES = Source("venues", venue_period, listed=_LISTED)
CANDIDATES = Source("candidates", candidate_site, listed=(_C.kind, _C.host, _C.address, _C.area_sqm, _C.capacity_n))
DISTRICT_VENUES = Source("venues", venue_period, Reporters.DISTRICTS, listed=_LISTED)

_OPEN = (_T.state == "启用") & or_(_T.opened_on.is_(None), _T.opened_on <= period.c.as_of_date)
_INVESTED = Tally(VENUES, column=_T.invest_yuan)
_DISTRICTS = Tally(DISTRICT_VENUES, within=_OPEN, where=_T.tier == "区县级中心", needs=(_T.tier,), per_region=True)


def _of_tier(tier: str) -> Tally:
    return Tally(VENUES, within=_OPEN, where=_T.tier == tier, needs=(_T.tier,))


def _stock(key: str, name: str, unit: str, definition: str, value: Value, direction: int = 1, **options) -> Indicator:
    return Indicator(key, name, unit, Kind.STOCK, definition, value, _PAGE, direction=direction, **options)


def _flow(key: str, name: str, unit: str, definition: str, value: Value, page: str = _PAGE, **options) -> Indicator:
    return Indicator(key, name, unit, Kind.FLOW, definition, value, page, direction=1, **options)


INDICATORS = (
    _stock("venue_total", "活动阵地数", "个", "截至日已启用的各级活动阵地数，在建的不计。", Tally(VENUES, where=_OPEN)),
    _stock("venue_city", "市级中心数", "个", "截至日已启用的市级中心数，在建的不计。", _of_tier("市级中心")),
    _stock(
        "venue_district",
        "已建区县级中心的区县数",
        "个",
        "截至日至少有一个区县级中心启用的区县数（不是阵地个数），在建的不计。",
        _DISTRICTS,
    ),
    _stock(
        "venue_district_rate",
        "区县级中心覆盖率",
        "%",
        "至少有一个区县级中心启用的区县数 ÷ 已报送活动阵地的区县数。",
        Ratio(_DISTRICTS, Reported(DISTRICT_VENUES)),
        decimals=1,
    ),
    _stock("venue_shared_x", "共享活动室数", "个", "截至日已启用的共享活动室数，在建的不计。", _of_tier("共享活动室")),
    _stock(
        "venue_nonstandard",
        "不规范阵地数",
        "个",
        "截至日已启用的活动阵地中是否规范为否的个数，未评的不计。",
        Tally(VENUES, within=_OPEN, where=_T.norm_ok == "否", needs=(_T.norm_ok,)),
        -1,
    ),
    _stock(
        "venue_area_sqm",
        "活动阵地面积",
        "平方米",
        "截至日已启用的活动阵地面积之和，在建的不计。",
        Tally(VENUES, within=_OPEN, column=_T.area_sqm),
        decimals=1,
    ),
    _stock(
        "venue_room_count",
        "活动场所套（间）数",
        "套",
        "截至日已启用的活动阵地套（间）数之和，不是阵地个数，在建的不计。",
        Tally(VENUES, within=_OPEN, column=_T.rooms_n),
    ),
    _stock(
        "venue_by_form",
        "活动室按形式",
        "个",
        "截至日已启用的活动阵地中填报了形式的个数，按形式分列。",
        Tally(VENUES, within=_OPEN, where=_T.form.is_not(None), needs=(_T.form,)),
        split="form",
    ),
    Indicator(
        "venue_new",
        "新增活动阵地数",
        "个",
        Kind.FLOW,
        "期内启用的活动阵地数，启用时间不明的和在建的不计。",
        Tally(VENUES, within=_T.state == "启用", where=_T.opened_on.between(period.c.flow_start, period.c.flow_end)),
        _PAGE,
        direction=1,
    ),
    _flow(
        "venue_upgraded",
        "提升阵地数",
        "个",
        "已启用的活动阵地中最近提升改造时间在期内的个数，新建启用的不算提升。",
        Tally(
            VENUES,
            within=_T.state == "启用",
            where=_T.upgraded_on.between(period.c.flow_start, period.c.flow_end),
            needs=(_T.upgraded_on,),
        ),
    ),
    _flow("venue_invest", "阵地投入", "元", "期内各级活动阵地投入资金之和，含在建的阵地。", _INVESTED),
    _flow(
        "venue_invest_per_member",
        "党员人均阵地投入",
        "元",
        "期内阵地投入 ÷ 期末离退休党员数，只计两项都已报送的区县和市直。",
        PerStock(_INVESTED, MEMBERS),
        decimals=1,
    ),
    _flow(
        "invest_fiscal_share",
        "阵地投入占财政收入比",
        "%",
        "期内区县阵地投入 ÷ 期末所报年度财政收入，分母是全年数，只能取1—12月，只计两项都已报送的区县，不含市直。",
        PerStock(Tally(DISTRICT_VENUES, column=_T.invest_yuan), REVENUE, scale=100),
        "服务保障与经费",
        decimals=2,
        over=Over.WHOLE_YEAR,
    ),
    _flow(
        "venue_sessions",
        "阵地活动场次",
        "场",
        "期内各级活动阵地开展活动场次之和。",
        Tally(VENUES, within=_T.state == "启用", column=_T.sessions_n),
    ),
    _flow(
        "venue_person_times",
        "阵地活动人次",
        "人次",
        "期内各级活动阵地活动人次之和，同一人多次参加分别计数。",
        Tally(VENUES, within=_T.state == "启用", column=_T.person_times_n),
    ),
    _stock(
        "candidate_site_total",
        "共享活动室备选点数",
        "个",
        "截至日填报的共享活动室备选点数，没有经纬度的也计在内。",
        Tally(CANDIDATES),
        0,
    ),
)
