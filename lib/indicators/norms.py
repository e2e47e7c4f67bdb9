"""Standards (五规范, 定级, 本级包抓达标)."""

from sqlalchemy import and_

from lib.indicators.branches import BRANCH_TOTAL, BRANCHES, IS_BRANCH
from lib.indicators.model import Indicator, Kind
from lib.indicators.sources import Source
from lib.indicators.values import Needed, Ratio, Spread, Summary, Tally, Value
from lib.schema import FIVE_NORM_ITEMS, FIVE_NORMS, branch_period, norm_result, norm_standing

_PAGE = "双覆盖五规范"
_R = norm_result.c
_S = norm_standing.c
SPONSORED_TARGET = 20  # per cent, where the table of targets names none

RESULTS = Source("branches", norm_result, listed=(_R.result,), ledger_fields={"result": _R.item_id})
STANDINGS = Source(
    "branches",
    norm_standing,
    listed=(_S.passed_n, _S.failed_n, _S.unrated_n),
    derived_from={name: tuple(FIVE_NORM_ITEMS) for name in ("passed_n", "failed_n", "unrated_n")},
)

_IN_FIVE_NORMS = and_(_S.framework_id == FIVE_NORMS, _S.org_kind == "党支部")
_SPONSORED = _S.is_sponsored == "是"
_SPONSORED_TOTAL = Tally(STANDINGS, within=_IN_FIVE_NORMS, where=_SPONSORED, needs=(_S.is_sponsored,))
_SPONSORED_PASSED = Tally(
    STANDINGS,
    within=_IN_FIVE_NORMS,
    where=and_(_SPONSORED, _S.failed_n == 0, _S.unrated_n == 0, _S.passed_n > 0),
)
_SPONSORED_RATE = Ratio(_SPONSORED_PASSED, _SPONSORED_TOTAL)
_NONSTANDARD = Tally(STANDINGS, within=_IN_FIVE_NORMS, where=_S.failed_n >= 1)
_GRADED = Tally(BRANCHES, within=IS_BRANCH, where=branch_period.c.grade.is_not(None), needs=(branch_period.c.grade,))
_DEMO = Tally(BRANCHES, within=IS_BRANCH, where=branch_period.c.grade == "示范", needs=(branch_period.c.grade,))


def _indicator(key: str, name: str, unit: str, definition: str, value: Value, direction: int = 1) -> Indicator:
    decimals = 1 if unit == "%" else 0
    return Indicator(key, name, unit, Kind.STOCK, definition, value, _PAGE, decimals=decimals, direction=direction)


def _norm_rate(item: str, name: str) -> Indicator:
    population = and_(_R.item_id == item, _R.org_kind == "党支部")
    passed = Tally(RESULTS, within=population, where=_R.result == "达标", needs=(_R.result,))
    assessed = Tally(RESULTS, within=population, where=_R.result.in_(("达标", "未达标")))
    definition = f"“{name}”达标的党支部数 ÷ （达标＋未达标）的党支部数，未评和不适用的不计入。"
    return _indicator(f"{item}_pass_rate", f"{name}达标率", "%", definition, Ratio(passed, assessed))


INDICATORS = (
    *(_norm_rate(item, name) for item, name in FIVE_NORM_ITEMS.items()),
    _indicator(
        "sponsored_total", "本级包抓支部数", "个", "是否本级包抓为是的党支部数。", _SPONSORED_TOTAL, direction=0
    ),
    _indicator(
        "sponsored_passed", "本级包抓达标支部数", "个", "本级包抓的党支部中五项规范全部达标的个数。", _SPONSORED_PASSED
    ),
    _indicator(
        "sponsored_pass_rate",
        "本级包抓支部达标率",
        "%",
        "本级包抓的党支部中五项规范全部达标的个数 ÷ 本级包抓的党支部总数，未评的留在分母。",
        _SPONSORED_RATE,
    ),
    _indicator(
        "sponsored_needed",
        "包抓支部达标还需个数",
        "个",
        "各区县和市直分别计算：本级包抓支部数 × 目标达标率向上取整，减去已达标个数（不足0按0计），再相加。",
        Needed(_SPONSORED_RATE, "sponsored_pass_rate", SPONSORED_TARGET),
        direction=-1,
    ),
    _indicator(
        "branch_nonstandard",
        "不规范支部数",
        "个",
        "五项规范中至少有一项未达标的党支部数。",
        _NONSTANDARD,
        direction=-1,
    ),
    _indicator(
        "branch_nonstandard_rate",
        "不规范支部占比",
        "%",
        "五项规范中至少有一项未达标的党支部数 ÷ 党支部总数。",
        Ratio(_NONSTANDARD, BRANCH_TOTAL),
        direction=-1,
    ),
    Indicator(
        "branch_grade_dist",
        "支部定级构成",
        "%",
        Kind.STOCK,
        "某一定级的党支部数 ÷ 填报了定级的党支部数，不按定级分开时为占比最大的定级。",
        Spread(_GRADED, branch_period.c.grade, Summary.LARGEST_SHARE),
        _PAGE,
        decimals=1,
        split="grade",
    ),
    _indicator("demo_branch_count", "示范支部数", "个", "定级为示范的党支部数。", _DEMO),
)
