"""Support (服务保障): visits, consolation, practical matters, work funds."""

from lib.indicators.branches import BRANCH_TOTAL, MEMBERS
from lib.indicators.model import Indicator, Kind
from lib.indicators.sources import Source
from lib.indicators.values import PerStock, Ratio, Sum, Tally, Value
from lib.schema import support

_PAGE = "服务保障与经费"
_T = support.c
SUPPORT = Source("support", support, every_unit=True)

_CASH = Tally(SUPPORT, column=_T.cash_yuan)
_GOODS = Tally(SUPPORT, column=_T.goods_yuan)
_FUNDS = tuple(
    Tally(SUPPORT, column=column) for column in (_T.fund_special, _T.fund_fee_return, _T.fund_public, _T.fund_unit)
)
_PAID = Tally(SUPPORT, within=_T.subsidy_due_n.is_not(None), column=_T.subsidy_paid_n)
_DUE = Tally(SUPPORT, within=_T.subsidy_paid_n.is_not(None), column=_T.subsidy_due_n)


def _flow(key: str, name: str, unit: str, definition: str, value: Value, **options) -> Indicator:
    return Indicator(key, name, unit, Kind.FLOW, definition, value, _PAGE, direction=1, **options)


INDICATORS = (
    _flow(
        "visit_people",
        "走访慰问人数",
        "人",
        "期内各单位走访慰问离退休干部人数之和，按人不按人次。",
        Tally(SUPPORT, column=_T.visit_people_n),
    ),
    _flow("consolation_cash", "慰问金", "元", "期内各单位发放慰问金之和，不含慰问品。", _CASH),
    _flow("consolation_goods", "慰问品", "元", "期内各单位发放慰问品折价之和，不含慰问金。", _GOODS),
    _flow("consolation_amount", "慰问金和慰问品", "元", "慰问金 ＋ 慰问品折价。", Sum((_CASH, _GOODS))),
    _flow(
        "practical_matter_count",
        "办实事件数",
        "件",
        "期内各单位为老同志办实事件数之和。",
        Tally(SUPPORT, column=_T.matters_n),
    ),
    _flow(
        "funding_by_source",
        "党建工作经费",
        "元",
        "专项经费 ＋ 党费返还 ＋ 公用经费 ＋ 单位补助，期内各单位之和。",
        Sum(_FUNDS),
    ),
    _flow(
        "funding_per_member",
        "党员人均党建工作经费",
        "元",
        "期内党建工作经费 ÷ 期末离退休党员数，只计两项都已报送的区县和市直。",
        PerStock(Sum(_FUNDS), MEMBERS),
        decimals=1,
    ),
    _flow(
        "funding_per_branch",
        "支部平均党建工作经费",
        "元",
        "期内党建工作经费 ÷ 期末党支部总数，只计两项都已报送的区县和市直。",
        PerStock(Sum(_FUNDS), BRANCH_TOTAL),
        decimals=1,
    ),
    *(
        _flow(key, name, "元", f"期内各单位{name}之和。", tally)
        for (key, name), tally in zip(
            (
                ("fund_special", "专项经费"),
                ("fund_fee_return", "党费返还"),
                ("fund_public", "公用经费"),
                ("fund_unit", "单位补助"),
            ),
            _FUNDS,
            strict=True,
        )
    ),
    _flow(
        "subsidy_rate",
        "书记补助落实率",
        "%",
        "书记补助实发支部数 ÷ 应发支部数，两数未报齐的单位不计入。",
        Ratio(_PAID, _DUE),
        decimals=1,
    ),
)
