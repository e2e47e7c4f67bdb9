"""Standards (五规范, 定级, 本级包抓达标)."""

from sqlalchemy import ColumnElement, and_, exists

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
_ALL_MET = and_(_S.failed_n == 0, _S.unrated_n == 0, _S.passed_n > 0)
_ONE_SHORT = and_(_S.failed_n == 1, _S.unrated_n == 0)
_PASSED = Tally(STANDINGS, within=_IN_FIVE_NORMS, where=_ALL_MET, shown=(_S.is_sponsored,))
_NEXT_TO_PASS = Tally(STANDINGS, within=_IN_FIVE_NORMS, where=_ONE_SHORT, shown=(_S.is_sponsored,))
_SPONSORED_NEXT = Tally(STANDINGS, within=_IN_FIVE_NORMS, where=and_(_SPONSORED, _ONE_SHORT), needs=(_S.is_sponsored,))
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


def _fails(item: str) -> ColumnElement[bool]:
    """The branch of a standing has this item 未达标."""
    same_branch = and_(_R.submission_id == _S.submission_id, _R.row_key == _S.row_key)
    return exists().where(same_branch, _R.item_id == item, _R.result == "未达标")


def _only_gap(item: str, name: str) -> tuple[Indicator, Indicator]:
    """How many branches lack nothing but this item, and what meeting it everywhere would add to the pass rate."""
    lacking = Tally(STANDINGS, within=_IN_FIVE_NORMS, where=and_(_ONE_SHORT, _fails(item)), shown=(_S.is_sponsored,))
    return (
        _indicator(
            f"{item}_only_gap",
            f"仅差{name}的支部数",
            "个",
            f"五项规范中只有“{name}”一项未达标、其余四项都已评定且没有未达标的党支部数。",
            lacking,
            direction=0,
        ),
        _indicator(
            f"{item}_lift_rate",
            f"补齐{name}可提高的达标率",
            "%",
            f"仅差“{name}”一项的党支部数 ÷ 党支部总数，即这一项全部补齐后五规范达标率提高的百分点。",
            Ratio(lacking, BRANCH_TOTAL),
            direction=0,
        ),
    )


INDICATORS = (
    *(_norm_rate(item, name) for item, name in FIVE_NORM_ITEMS.items()),
    *(found for item, name in FIVE_NORM_ITEMS.items() for found in _only_gap(item, name)),
    _indicator("branch_passed", "五规范达标支部数", "个", "五项规范适用的各项全部达标的党支部数。", _PASSED),
    _indicator(
        "branch_pass_rate",
        "五规范达标率",
        "%",
        "五项规范适用的各项全部达标的党支部数 ÷ 党支部总数，未评的留在分母。",
        Ratio(_PASSED, BRANCH_TOTAL),
    ),
    _indicator(
        "branch_unrated",
        "五规范未评完支部数",
        "个",
        "没有未达标的规范、但有规范未评（含缺报）的党支部数。",
        Tally(STANDINGS, within=_IN_FIVE_NORMS, where=and_(_S.failed_n == 0, _S.unrated_n > 0)),
        direction=-1,
    ),
    Indicator(
        "branch_failed_items",
        "已评五规范支部数",
        "个",
        Kind.STOCK,
        "有五规范评定记录的党支部数，按未达标项数分列。",
        Tally(STANDINGS, within=_IN_FIVE_NORMS),
        _PAGE,
        split="failed_n",
    ),
    _indicator(
        "branch_next_to_pass",
        "只差一项达标的支部数",
        "个",
        "五项规范中恰有一项未达标、其余各项都已评定的党支部数。",
        _NEXT_TO_PASS,
        direction=0,
    ),
    _indicator(
        "sponsored_next_to_pass",
        "只差一项达标的包抓支部数",
        "个",
        "本级包抓的党支部中五项规范恰有一项未达标、其余各项都已评定的个数。",
        _SPONSORED_NEXT,
        direction=0,
    ),
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
    Indicator(
        "star_branch_count",
        "星级支部数",
        "个",
        Kind.STOCK,
        "星级为三星、四星或五星的党支部数，评为“无”的和未填的不计。",
        Tally(
            BRANCHES,
            within=IS_BRANCH,
            where=branch_period.c.star != "无",
            needs=(branch_period.c.star,),
            shown=(branch_period.c.star,),
        ),
        _PAGE,
        direction=1,
        split="star",
    ),
    _indicator("demo_branch_count", "示范支部数", "个", "定级为示范的党支部数。", _DEMO),
)
