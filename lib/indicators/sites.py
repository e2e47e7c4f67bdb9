"""Sites and clusters (点位和片组): bases, stations, studios, demonstration routes, 老年大学, 党建片组."""

from sqlalchemy import or_

from lib.indicators.model import Indicator, Kind
from lib.indicators.sources import Source
from lib.indicators.values import Ratio, Tally, Value
from lib.schema import period, site

_VENUES, _VOLUNTEERING, _BRANCHES = "活动阵地", "志愿服务与作用发挥", "支部设置与换届"
_T = site.c
SITES = Source("sites", site, listed=(_T.type, _T.level, _T.is_community, _T.opened_on))

_OPEN = or_(_T.opened_on.is_(None), _T.opened_on <= period.c.as_of_date)
_OBSERVATION = _OPEN & (_T.type == "示范观摩点")
_GRADED = _OPEN & (_T.type == "老年大学") & _T.level.is_not(None)
_UNIVERSITIES = Tally(SITES, within=_OPEN & (_T.type == "老年大学"))
_DEMO = Tally(
    SITES, within=_OPEN & (_T.type == "老年大学"), where=_T.level.in_(("省级示范", "市级示范")), needs=(_T.level,)
)
_PROVINCIAL = Tally(SITES, within=_OPEN & (_T.type == "老年大学"), where=_T.level == "省级示范", needs=(_T.level,))


def _of_type(kind: str) -> Tally:
    return Tally(SITES, within=_OPEN, where=_T.type == kind, needs=(_T.type,))


def _stock(key: str, name: str, unit: str, definition: str, value: Value, page: str, **options) -> Indicator:
    return Indicator(key, name, unit, Kind.STOCK, definition, value, page, direction=1, **options)


def _counted(key: str, name: str, kind: str, page: str = _VENUES, unit: str = "个") -> Indicator:
    definition = f"截至日点位类型为{kind}的{'条' if unit == '条' else '个'}数，启用时间晚于截至日的不计。"
    return _stock(key, name, unit, definition, _of_type(kind), page)


INDICATORS = (
    _counted("observation_site_count", "示范观摩点数", "示范观摩点"),
    _stock(
        "community_site_count",
        "社区观摩点数",
        "个",
        "截至日示范观摩点中在社区的个数，已含在示范观摩点数之内，两数不能相加。",
        Tally(SITES, within=_OBSERVATION, where=_T.is_community == "是", needs=(_T.is_community,)),
        _VENUES,
    ),
    _counted("observation_route_count", "观摩线路数", "观摩线路", unit="条"),
    _counted("edu_base_count", "党性教育基地数", "党性教育基地"),
    _counted("station_count", "党员驿站数", "党员驿站"),
    _stock("uni_count", "老年大学数", "所", "截至日点位类型为老年大学的所数，不论示范级别。", _UNIVERSITIES, _VENUES),
    _stock(
        "uni_demo_count",
        "示范老年大学数",
        "所",
        "截至日示范级别为省级示范或市级示范的老年大学所数，每所只按最高级别填报一次。",
        _DEMO,
        _VENUES,
    ),
    _stock(
        "uni_prov_demo_count",
        "省级示范老年大学数",
        "所",
        "截至日示范级别为省级示范的老年大学所数，已含在示范老年大学数之内。",
        _PROVINCIAL,
        _VENUES,
    ),
    _stock(
        "uni_demo_rate",
        "示范老年大学占比",
        "%",
        "省级示范和市级示范的老年大学所数 ÷ 填报了示范级别的老年大学所数。",
        Ratio(_DEMO, Tally(SITES, within=_GRADED)),
        _VENUES,
        decimals=1,
    ),
    _counted("secretary_studio_count", "老书记工作室数", "老书记工作室", _VOLUNTEERING),
    _counted("practice_site_count", "文明实践点数", "文明实践点", _VOLUNTEERING),
    _counted("mobile_station_count", "流动工作站数", "流动工作站", _VOLUNTEERING),
    _counted("cluster_count", "党建片组（联盟）数", "党建片组", _BRANCHES),
    _stock(
        "cluster_branches",
        "党建片组成员支部数",
        "个",
        "截至日各党建片组成员支部数之和，一个支部参加两个片组的计两次。",
        Tally(SITES, within=_OPEN & (_T.type == "党建片组"), column=_T.branches_n),
        _BRANCHES,
    ),
)
