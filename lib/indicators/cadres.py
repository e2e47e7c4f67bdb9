"""Cadres (离退休干部) as the units that look after them count them, and the age structure of members."""

from sqlalchemy import Column, ColumnElement, case

from lib.indicators.model import Indicator, Kind
from lib.indicators.sources import Source
from lib.indicators.values import Change, Less, Movement, Ratio, Spread, Sum, Summary, Tally, Value, beside
from lib.schema import AGE_BANDS, age_band, cadre_stock

_PAGE = "党员队伍与参与"
_T = cadre_stock.c
_B = age_band.c


def _band_field(part: str) -> ColumnElement:
    """Offices give one column per age band: the third one is remembered as band2_members_n."""
    return case({band: f"band{index}_{part}" for index, band in enumerate(AGE_BANDS)}, value=_B.band)


UNITS = Source(
    "units",
    cadre_stock,
    listed=(_T.lixiu_n, _T.tuixiu_n),
    derived_from={"lixiu_age_sum": ("lixiu_avg_age", "lixiu_n")},
    every_unit=True,
)
AGES = Source(
    "units",
    age_band,
    listed=(_B.band, _B.members_n, _B.active_n),
    ledger_fields={name: _band_field(name) for name in ("members_n", "active_n")}
    | {"absent_health_n": _band_field("health_n")},
    optional="没有报送年龄结构",
    coarse=True,
)
# In a unit with one member the sum of ages is a person's age.
_MEMBER_AGES = Source("units", cadre_stock, coarse=True)

_LIXIU = Tally(UNITS, column=_T.lixiu_n)
_TUIXIU = Tally(UNITS, column=_T.tuixiu_n)
CADRES = Sum((_LIXIU, _TUIXIU))
_AGE_SUM = Tally(UNITS, within=_T.lixiu_n > 0, column=_T.lixiu_age_sum, shown=(_T.lixiu_age_sum,))
_AGED = Tally(UNITS, within=_T.lixiu_age_sum.is_not(None), column=_T.lixiu_n)
_ACTIVE = Tally(AGES, column=_B.active_n)
_ACTIVE_BASE = Tally(AGES, within=_B.active_n.is_not(None), column=_B.members_n)
_YOUNG = _B.band.in_(("≤60", "61–65"))
_ELDER = _B.band.in_(("81–85", "86–90", "≥91"))
_CHECKED_IN = Ratio(
    Tally(UNITS, within=beside(_T.checkin_n, _T.member_n), column=_T.checkin_n, shown=(_T.checkin_n, _T.member_n)),
    Tally(UNITS, within=_T.checkin_n.is_not(None), column=_T.member_n),
)
_CHECK_IN_BASE = (
    "到社区报到人数 ÷ 单位底册离退休党员数，两数未报齐的单位不计入，台账不分是否居住本市，分母含异地居住的党员"
)


_UNWELL_KNOWN = _ELDER & _B.absent_health_n.is_not(None) & _B.active_n.is_not(None)


def _of_band(condition: ColumnElement[bool], column: Column) -> Tally:
    """Members count only where it is known how many of them were active."""
    within = condition if column is _B.active_n else condition & _B.active_n.is_not(None)
    return Tally(AGES, within=within, column=column)


def _change(
    key: str, name: str, unit: str, definition: str, stock: Tally, movement: Movement, decimals: int = 0
) -> Indicator:
    return Indicator(key, name, unit, Kind.FLOW, definition, Change(stock, movement), _PAGE, decimals=decimals)


def _stock(key: str, name: str, unit: str, definition: str, value: Value, **options) -> Indicator:
    return Indicator(key, name, unit, Kind.STOCK, definition, value, _PAGE, **options)


INDICATORS = (
    _stock("cadre_total", "离退休干部总数", "人", "离休干部数 ＋ 退休干部数。", CADRES),
    _stock("lixiu_total", "离休干部数", "人", "各单位离休干部数之和。", _LIXIU),
    _stock("tuixiu_total", "退休干部数", "人", "各单位退休干部数之和。", _TUIXIU),
    _stock(
        "lixiu_avg_age",
        "离休干部平均年龄",
        "岁",
        "离休干部年龄合计 ÷ 离休干部数，按人数加权，年龄未报的单位不计入分子和分母。",
        Ratio(_AGE_SUM, _AGED, scale=1),
        decimals=1,
    ),
    _change(
        "lixiu_annual_decline",
        "离休干部年均减少",
        "人/年",
        "（已有最早一个年底的离休干部数 − 最近一个年底的离休干部数） ÷ 相隔年数，只计前后都已报送的区县和市直。",
        _LIXIU,
        Movement.YEARLY_DECLINE,
        1,
    ),
    _change(
        "tuixiu_net_increase",
        "退休干部净增",
        "人",
        "时段末的退休干部数 − 时段初（上一期末）的退休干部数，只计前后都已报送的区县和市直。",
        _TUIXIU,
        Movement.INCREASE,
    ),
    _change(
        "tuixiu_growth_rate",
        "退休干部增长率",
        "%",
        "（时段末的退休干部数 − 时段初的退休干部数） ÷ 时段初的退休干部数，只计前后都已报送的区县和市直。",
        _TUIXIU,
        Movement.GROWTH,
        1,
    ),
    _stock(
        "unit_member_total",
        "单位离退休干部党员数",
        "人",
        "单位底册中离退休党员数之和，应等于组织关系在本单位与转入社区两数之和。",
        Tally(UNITS, column=_T.member_n, shown=(_T.member_n, _T.member_rel_unit, _T.member_rel_community)),
    ),
    _stock(
        "member_rel_community",
        "组织关系转入社区党员数",
        "名",
        "各单位组织关系已转入社区的离退休党员数之和。",
        Tally(UNITS, column=_T.member_rel_community, shown=(_T.member_rel_community,)),
    ),
    _stock(
        "member_rel_unit",
        "组织关系在本单位党员数",
        "名",
        "各单位组织关系保留在本单位的离退休党员数之和。",
        Tally(UNITS, column=_T.member_rel_unit, shown=(_T.member_rel_unit,)),
    ),
    _stock(
        "community_checkin",
        "社区报到人数",
        "人",
        "各单位到社区报到的离退休干部人数之和。",
        Tally(UNITS, column=_T.checkin_n, shown=(_T.checkin_n,)),
        direction=1,
    ),
    _stock(
        "community_checkin_rate",
        "社区报到率",
        "%",
        f"{_CHECK_IN_BASE}。",
        _CHECKED_IN,
        decimals=1,
        direction=1,
    ),
    _stock(
        "checkin_resident_rate",
        "常住党员社区报到率",
        "%",
        "到社区报到人数 ÷ 常住本市的离退休党员数，没有分报常住人数的单位不计入。",
        Ratio(
            Tally(
                UNITS,
                within=beside(_T.checkin_n, _T.living_in_city_n),
                column=_T.checkin_n,
                shown=(_T.living_in_city_n,),
            ),
            Tally(UNITS, within=_T.checkin_n.is_not(None), column=_T.living_in_city_n),
        ),
        decimals=1,
        direction=1,
    ),
    _stock(
        "checkin_rate_by_level",
        "社区报到率（按单位层级）",
        "%",
        f"{_CHECK_IN_BASE}，按单位层级分列。",
        _CHECKED_IN,
        decimals=1,
        direction=1,
        split="level",
    ),
    _stock(
        "member_avg_age",
        "党员平均年龄",
        "岁",
        "离退休党员年龄合计 ÷ 离退休党员数，按人数加权，年龄未报的单位不计入分子和分母。",
        Ratio(
            Tally(_MEMBER_AGES, within=_T.member_n > 0, column=_T.member_age_sum),
            Tally(_MEMBER_AGES, within=_T.member_age_sum.is_not(None), column=_T.member_n),
            scale=1,
        ),
        decimals=1,
    ),
    _stock(
        "age_band_members",
        "分年龄段党员数",
        "名",
        "单位底册中各年龄段离退休党员数之和，只含报送年龄结构的单位。",
        Tally(AGES, column=_B.members_n),
    ),
    _stock(
        "participation_rate_by_band",
        "党员活动参与率（按年龄段）",
        "%",
        "参加活动的党员数 ÷ 报送了参加人数的各年龄段党员数，按年龄段分列。",
        Ratio(_ACTIVE, _ACTIVE_BASE),
        decimals=1,
        direction=1,
        split="band",
    ),
    _stock(
        "active_age_mode",
        "活动主体年龄段",
        "岁",
        "参加活动的党员人数最多的年龄段，人数相同的并列。",
        Spread(_ACTIVE, _B.band, Summary.MODE),
    ),
    _stock(
        "young_retiree_rate",
        "低龄退休党员参与率",
        "%",
        "65岁以下（含65岁）参加活动的党员数 ÷ 报送了参加人数的65岁以下党员数。",
        Ratio(_of_band(_YOUNG, _B.active_n), _of_band(_YOUNG, _B.members_n)),
        decimals=1,
        direction=1,
    ),
    _stock(
        "elder_absent_rate",
        "高龄党员不参加率",
        "%",
        "81岁以上没有参加活动的党员数 ÷ 报送了参加人数的81岁以上党员数，台账年龄段以5岁为界。",
        Ratio(Less(_of_band(_ELDER, _B.members_n), _of_band(_ELDER, _B.active_n)), _of_band(_ELDER, _B.members_n)),
        decimals=1,
        direction=-1,
    ),
    _stock(
        "health_reason_share",
        "高龄党员不参加活动的身体原因占比",
        "%",
        "81岁以上因身体原因不参加活动的党员数 ÷ 81岁以上没有参加活动的党员数，只计报送了参加人数和身体原因的年龄段。",
        Ratio(
            Tally(
                AGES,
                within=_ELDER & _B.members_n.is_not(None) & beside(_B.absent_health_n, _B.active_n),
                column=_B.absent_health_n,
            ),
            Less(
                Tally(AGES, within=_UNWELL_KNOWN, column=_B.members_n),
                Tally(AGES, within=_UNWELL_KNOWN, column=_B.active_n),
            ),
        ),
        decimals=1,
    ),
)
