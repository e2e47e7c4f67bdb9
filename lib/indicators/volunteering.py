"""Volunteering (志愿服务): flows per month and field, stocks of teams and people."""

from lib.indicators.model import Indicator, Kind
from lib.indicators.sources import Source
from lib.indicators.values import Ratio, Spread, Summary, Tally, beside
from lib.schema import volunteer_flow, volunteer_stock

_PAGE = "志愿服务与作用发挥"
_F = volunteer_flow.c
_S = volunteer_stock.c
ACTIVITIES = Source("volunteering", volunteer_flow, listed=(_F.month, _F.field))
VOLUNTEERS = Source("volunteers", volunteer_stock, listed=(_S.teams_n, _S.people_n, _S.willing_n, _S.matched_n))

_WILLING = Tally(VOLUNTEERS, column=_S.willing_n)
_MATCHED = Tally(VOLUNTEERS, within=beside(_S.matched_n, _S.willing_n), column=_S.matched_n)
_MATCHED_BASE = Tally(VOLUNTEERS, within=_S.matched_n.is_not(None), column=_S.willing_n)


def _flow(key: str, name: str, unit: str, definition: str, column: str) -> Indicator:
    value = Tally(ACTIVITIES, column=_F[column], shown=(_F[column],))
    return Indicator(key, name, unit, Kind.FLOW, definition, value, _PAGE, direction=1)


def _concentration(key: str, name: str, definition: str, summary: Summary) -> Indicator:
    value = Spread(Tally(ACTIVITIES, column=_F.activities_n), _F.field, summary)
    return Indicator(key, name, "%", Kind.FLOW, definition, value, _PAGE, decimals=1, direction=-1)


def _stock(key: str, name: str, unit: str, definition: str, value: Tally) -> Indicator:
    return Indicator(key, name, unit, Kind.STOCK, definition, value, _PAGE, direction=1)


INDICATORS = (
    _flow(
        "vol_project_count", "志愿服务项目数", "个", "期内启动的志愿服务项目数，只在启动的月份计一次。", "projects_n"
    ),
    _flow("vol_activity_count", "志愿服务活动次数", "次", "期内开展志愿服务活动次数之和。", "activities_n"),
    _flow(
        "vol_person_times",
        "志愿服务参与人次",
        "人次",
        "期内老同志参与志愿服务人次之和，同一人多次参与分别计数。",
        "person_times_n",
    ),
    _flow(
        "served_person_times",
        "服务群众人次",
        "人次",
        "期内志愿服务惠及群众人次之和，同一人多次受益分别计数。",
        "served_person_times_n",
    ),
    _concentration(
        "vol_field_top3_share",
        "志愿服务前三领域占比",
        "活动次数最多的三个服务领域的活动次数 ÷ 全部活动次数。",
        Summary.TOP3_SHARE,
    ),
    _concentration(
        "vol_field_hhi",
        "志愿服务领域集中度",
        "各服务领域活动次数占全部活动次数比重的平方之和（赫芬达尔指数），只有一个领域时为100%。",
        Summary.HHI,
    ),
    _stock(
        "vol_team_count",
        "志愿服务团队数",
        "个",
        "截至日各区县和市直志愿服务团队数之和。",
        Tally(VOLUNTEERS, column=_S.teams_n),
    ),
    _stock(
        "volunteer_people",
        "志愿者人数",
        "人",
        "截至日各区县和市直老同志志愿者人数之和，按人不按人次。",
        Tally(VOLUNTEERS, column=_S.people_n),
    ),
    _stock(
        "talent_pool_count",
        "人才库人数",
        "人",
        "截至日各区县和市直老同志专家人才库人数之和，按人计，不列姓名。",
        Tally(VOLUNTEERS, column=_S.talent_n),
    ),
    _stock("volunteer_willing", "有服务意愿人数", "人", "截至日登记有志愿服务意愿的老同志人数之和。", _WILLING),
    Indicator(
        "willing_matched_rate",
        "意愿对接率",
        "%",
        Kind.STOCK,
        "有服务意愿且已对接的人数 ÷ 有服务意愿的人数，两数未报齐的不计入。",
        Ratio(_MATCHED, _MATCHED_BASE),
        _PAGE,
        decimals=1,
        direction=1,
    ),
)
