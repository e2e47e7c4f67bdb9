"""到龄退休: who took part in a retirement ceremony, and how many members there will be."""

from lib.indicators.cadres import UNITS
from lib.indicators.model import Indicator, Kind
from lib.indicators.sources import Source
from lib.indicators.values import Both, Joining, Ratio, Sum, Tally, beside
from lib.schema import cadre_stock, retirement

_PAGE = "党员队伍与参与"
_T = retirement.c
RETIREMENT = Source("retirement", retirement, listed=(_T.retired_n, _T.ceremony_n), every_unit=True)

_MEMBERS = Tally(UNITS, column=cadre_stock.c.member_n)
_DUE = tuple(Tally(RETIREMENT, column=_T[f"due_{year}y_n"]) for year in range(1, 6))
_NOT_COUNTED = "不扣除自然减员，只计两张表都已报送的区县和市直"


def _forecast(key: str, name: str, to_come: str, due: Tally | Sum) -> Indicator:
    definition = f"单位底册离退休党员数 ＋ 各单位{to_come}，{_NOT_COUNTED}。"
    return Indicator(key, name, "名", Kind.STOCK, definition, Both(_MEMBERS, due, Joining.PLUS), _PAGE)


INDICATORS = (
    _forecast("member_forecast", "一年后离退休党员预测数", "预计未来第1年退休的党员数", _DUE[0]),
    _forecast("member_forecast_5y", "五年后离退休党员预测数", "预计未来5年退休的党员数", Sum(_DUE)),
    Indicator(
        "retire_ceremony_rate",
        "荣退仪式参加率",
        "%",
        Kind.FLOW,
        "期内退休干部中参加荣退仪式的人数 ÷ 期内退休干部数，两数未报齐的单位不计入。",
        Ratio(
            Tally(RETIREMENT, within=beside(_T.ceremony_n, _T.retired_n), column=_T.ceremony_n),
            Tally(RETIREMENT, within=_T.ceremony_n.is_not(None), column=_T.retired_n),
        ),
        "组织生活与教育",
        decimals=1,
        direction=1,
    ),
)
