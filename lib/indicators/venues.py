"""Venues (活动阵地, “1+18+X”)."""

from sqlalchemy import or_

from lib.indicators.model import Indicator, Kind
from lib.indicators.sources import Reporters, Source
from lib.indicators.values import Ratio, Reported, Tally, Value
from lib.schema import period, venue_period

_PAGE = "活动阵地"
_T = venue_period.c
_LISTED = (_T.tier, _T.form, _T.address, _T.area_sqm, _T.opened_on, _T.norm_ok)

VENUES = Source("venues", venue_period, listed=_LISTED)
DISTRICT_VENUES = Source("venues", venue_period, Reporters.DISTRICTS, listed=_LISTED)

_OPEN = (_T.state == "启用") & or_(_T.opened_on.is_(None), _T.opened_on <= period.c.as_of_date)
_DISTRICTS = Tally(DISTRICT_VENUES, within=_OPEN, where=_T.tier == "区县级中心", needs=(_T.tier,), per_region=True)


def _of_tier(tier: str) -> Tally:
    return Tally(VENUES, within=_OPEN, where=_T.tier == tier, needs=(_T.tier,))


def _stock(key: str, name: str, unit: str, definition: str, value: Value, direction: int = 1, **options) -> Indicator:
    return Indicator(key, name, unit, Kind.STOCK, definition, value, _PAGE, direction=direction, **options)


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
)
