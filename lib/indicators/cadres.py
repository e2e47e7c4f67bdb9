"""Cadres (离退休干部) as the units that look after them count them, and the age structure of members."""

from sqlalchemy import ColumnElement, case

from lib.indicators.model import Indicator, Kind
from lib.indicators.sources import Source
from lib.indicators.values import Ratio, Sum, Tally, Value
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
    ledger_fields={name: _band_field(name) for name in ("members_n", "active_n")},
)

_LIXIU = Tally(UNITS, column=_T.lixiu_n)
_TUIXIU = Tally(UNITS, column=_T.tuixiu_n)
_AGE_SUM = Tally(UNITS, within=_T.lixiu_n > 0, column=_T.lixiu_age_sum, shown=(_T.lixiu_age_sum,))
_AGED = Tally(UNITS, within=_T.lixiu_age_sum.is_not(None), column=_T.lixiu_n)
_ACTIVE = Tally(AGES, column=_B.active_n)
_ACTIVE_BASE = Tally(AGES, within=_B.active_n.is_not(None), column=_B.members_n)


def _stock(key: str, name: str, unit: str, definition: str, value: Value, **options) -> Indicator:
    return Indicator(key, name, unit, Kind.STOCK, definition, value, _PAGE, **options)


INDICATORS = (
    _stock("cadre_total", "离退休干部总数", "人", "离休干部数 ＋ 退休干部数。", Sum((_LIXIU, _TUIXIU))),
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
        "age_band_members",
        "分年龄段党员数",
        "名",
        "单位底册中各年龄段离退休党员数之和，只含报送年龄结构的单位。",
        Tally(AGES, column=_B.members_n),
    ),
    _stock(
        "participation_rate",
        "党员活动参与率",
        "%",
        "参加活动的党员数 ÷ 报送了参加人数的各年龄段党员数。",
        Ratio(_ACTIVE, _ACTIVE_BASE),
        decimals=1,
        direction=1,
    ),
)
