"""Frameworks beside 五规范 (其他规范体系): whatever the table of frameworks holds, measured the same way."""

from sqlalchemy import and_, select

from lib.indicators.model import Indicator, Kind
from lib.indicators.sources import Source
from lib.indicators.values import Ratio, Tally, Value
from lib.schema import norm_framework, norm_result, norm_standing

_PAGE = "双覆盖五规范"
_R, _S = norm_result.c, norm_standing.c
DEMO_FRAMEWORK = "六有一提升"

RESULTS = Source("norms", norm_result, listed=(_R.result,))
STANDINGS = Source(
    "norms",
    norm_standing,
    listed=(_S.passed_n, _S.failed_n, _S.unrated_n),
    derived_from=dict.fromkeys(("passed_n", "failed_n", "unrated_n"), ("result",)),
)
_OF_DEMO = _S.framework_id.in_(select(norm_framework.c.framework_id).where(norm_framework.c.name == DEMO_FRAMEWORK))
_ALL_PASSED = and_(_S.failed_n == 0, _S.unrated_n == 0, _S.passed_n > 0)
_PASSED = Tally(RESULTS, where=_R.result == "达标", needs=(_R.result,))
_ASSESSED = Tally(RESULTS, where=_R.result.in_(("达标", "未达标")))


def _indicator(key: str, name: str, unit: str, definition: str, value: Value, split: str = "") -> Indicator:
    decimals = 1 if unit == "%" else 0
    return Indicator(key, name, unit, Kind.STOCK, definition, value, _PAGE, decimals=decimals, direction=1, split=split)


INDICATORS = (
    _indicator(
        "framework_demo_count",
        f"“{DEMO_FRAMEWORK}”示范支部数",
        "个",
        f"在“{DEMO_FRAMEWORK}”规范体系中适用的各项全部达标的党支部数，有一项未评或未报的不计。",
        Tally(STANDINGS, within=_OF_DEMO, where=_ALL_PASSED),
    ),
    _indicator(
        "framework_branch_count",
        "其他规范体系参评支部数",
        "个",
        "在其他规范体系（五规范另计）中有评定记录的党支部数，参评几个体系的合计时只计一次，按体系分列。",
        Tally(STANDINGS, distinct=_S.branch_id),
        "framework",
    ),
    _indicator(
        "framework_pass_rate",
        "其他规范体系达标率",
        "%",
        "适用的各项全部达标的党支部数 ÷ 参评的党支部数，未评的留在分母，参评几个体系的在各体系分别计，按体系分列。",
        Ratio(Tally(STANDINGS, where=_ALL_PASSED), Tally(STANDINGS)),
        "framework",
    ),
    _indicator(
        "framework_item_pass_rate",
        "其他规范体系分项达标率",
        "%",
        "某一规范项达标的党支部数 ÷ （达标＋未达标）的党支部数，未评和不适用的不计入，按规范项分列。",
        Ratio(_PASSED, _ASSESSED),
        "norm_item",
    ),
)
