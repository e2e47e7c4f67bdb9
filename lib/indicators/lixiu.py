"""What every 离休 cadre is to have each year: a visit, a check-up, and the three mechanisms of guarantee."""

from sqlalchemy import Column

from lib.indicators.cadres import UNITS
from lib.indicators.model import Indicator, Kind
from lib.indicators.values import Ratio, Tally
from lib.schema import cadre_stock

_T = cadre_stock.c


def _reached(key: str, name: str, what: str, column: Column) -> Indicator:
    """Of the units that have 离休 cadres and said how many of them were reached."""
    reached = Tally(UNITS, within=_T.lixiu_n > 0, column=column, shown=(column,))
    definition = f"{what}的离休干部数 ÷ 离休干部数，按人不按人次，两数未报齐的单位不计入。"
    base = Tally(UNITS, within=column.is_not(None), column=_T.lixiu_n)
    return Indicator(
        key, name, "%", Kind.STOCK, definition, Ratio(reached, base), "服务保障与经费", decimals=1, direction=1
    )


INDICATORS = (
    _reached("lixiu_visit_coverage", "离休干部走访覆盖率", "本年度截至截至日已走访", _T.lixiu_visited_n),
    _reached("lixiu_checkup_rate", "离休干部体检率", "本年度截至截至日已体检", _T.lixiu_checkup_n),
    _reached("mechanism_coverage_rate", "三个机制覆盖率", "三个机制已覆盖", _T.mechanism_covered_n),
)
