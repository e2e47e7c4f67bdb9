"""Support (服务保障): visits, consolation, practical matters, work funds."""

from lib.indicators.branches import BRANCH_TOTAL, MEMBERS
from lib.indicators.model import Indicator, Kind, Over
from lib.indicators.sources import Source
from lib.indicators.values import Less, PerStock, Ratio, Sum, Tally, Value, beside
from lib.schema import support

_PAGE = "服务保障与经费"
_T = support.c
SUPPORT = Source("support", support, every_unit=True)

_CASH = Tally(SUPPORT, column=_T.cash_yuan)
_GOODS = Tally(SUPPORT, column=_T.goods_yuan)
_FUNDS = tuple(
    Tally(SUPPORT, column=column) for column in (_T.fund_special, _T.fund_fee_return, _T.fund_public, _T.fund_unit)
)
_PAID = Tally(SUPPORT, within=beside(_T.subsidy_paid_n, _T.subsidy_due_n), column=_T.subsidy_paid_n)
_DUE = Tally(SUPPORT, within=_T.subsidy_paid_n.is_not(None), column=_T.subsidy_due_n)


_SUBSIDY = Ratio(
    Tally(
        SUPPORT,
        within=beside(_T.subsidy_yuan, _T.subsidy_months_n),
        column=_T.subsidy_yuan,
        shown=(_T.subsidy_months_n,),
    ),
    Tally(SUPPORT, within=_T.subsidy_yuan.is_not(None), column=_T.subsidy_months_n),
    scale=1,
)
_MET = Tally(SUPPORT, where=_T.standard_met == "是", needs=(_T.standard_met,))
_JUDGED = Tally(SUPPORT, where=_T.standard_met.is_not(None))
# Undecided where one of the three is empty: a balance of two of them would be wrong.
_WHOLE = (_T.arrears_open_yuan >= 0) & (_T.arrears_cleared_yuan >= 0) & (_T.arrears_new_yuan >= 0)
_BALANCE = Less(
    Sum(
        (
            Tally(SUPPORT, where=_WHOLE, column=_T.arrears_open_yuan, needs=(_T.arrears_open_yuan,)),
            Tally(SUPPORT, where=_WHOLE, column=_T.arrears_new_yuan),
        )
    ),
    Tally(SUPPORT, where=_WHOLE, column=_T.arrears_cleared_yuan),
)
_CLEARED = Tally(SUPPORT, within=beside(_T.arrears_cleared_yuan, _T.arrears_open_yuan), column=_T.arrears_cleared_yuan)
_OPENING = Tally(SUPPORT, within=_T.arrears_cleared_yuan.is_not(None), column=_T.arrears_open_yuan)
_DONE = Tally(
    SUPPORT,
    within=beside(_T.measures_done_n, _T.measures_due_n),
    column=_T.measures_done_n,
    shown=(_T.measures_due_n,),
)
_TO_BE_DONE = Tally(SUPPORT, within=_T.measures_done_n.is_not(None), column=_T.measures_due_n)
_WITH_FAMILY = Sum(
    (
        Tally(SUPPORT, column=_T.visit_people_n),
        Tally(SUPPORT, column=_T.visit_family_n),
    ),
    each=True,
)


def _flow(key: str, name: str, unit: str, definition: str, value: Value, **options) -> Indicator:
    return Indicator(key, name, unit, Kind.FLOW, definition, value, _PAGE, direction=1, **options)


INDICATORS = (
    _flow(
        "visit_people",
        "走访慰问人数",
        "人",
        "期内各单位走访慰问离退休干部人数之和，按人不按人次，同一人在各期都会计入，各期不相加。",
        Tally(SUPPORT, column=_T.visit_people_n),
        over=Over.ONE_PERIOD,
    ),
    _flow(
        "visit_people_incl_family",
        "走访慰问人数（含遗属）",
        "人",
        "期内走访慰问离退休干部人数 ＋ 遗属人数，可以超过离退休干部总数，遗属人数都未填报的为缺报，各期不相加。",
        _WITH_FAMILY,
        over=Over.ONE_PERIOD,
    ),
    _flow(
        "visit_person_times",
        "走访慰问人次",
        "人次",
        "期内各单位走访慰问人次之和，同一人走访几次计几次，不与人数相加。",
        Tally(SUPPORT, column=_T.visit_person_times_n),
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
        "书记补助实发支部数 ÷ 应发支部数，两数未报齐的单位不计入，跨期的各期分别计。",
        Ratio(_PAID, _DUE),
        decimals=1,
    ),
    _flow(
        "subsidy_avg_month",
        "书记补助月均额",
        "元",
        "期内书记补助发放金额 ÷ 发放人月数，两数未报齐的单位不计入。",
        _SUBSIDY,
        decimals=1,
    ),
    _flow(
        "funding_done_rate",
        "经费落实率",
        "%",
        "党建工作经费达到本地标准的单位数 ÷ 填报了是否达标的单位数，跨期时各期分别计。",
        Ratio(_MET, _JUDGED),
        decimals=1,
    ),
    Indicator(
        "arrears_balance",
        "“两费”陈欠余额",
        "元",
        Kind.STOCK,
        "所选期次期初陈欠 ＋ 本期新增拖欠 − 本期清兑，三数未报齐的单位不计入，各期余额不相加。",
        _BALANCE,
        _PAGE,
        direction=-1,
    ),
    _flow(
        "arrears_cleared_rate",
        "“两费”陈欠清兑率",
        "%",
        "时段内清兑金额 ÷ 时段开始时的期初陈欠，时段跨几期时分母只取第一期的期初数，两数未报齐的单位不计入。",
        PerStock(_CLEARED, _OPENING, scale=100, at_start=True),
        decimals=1,
    ),
    Indicator(
        "arrears_new",
        "“两费”新增拖欠",
        "元",
        Kind.FLOW,
        "期内各单位“两费”新增拖欠之和，应为0。",
        Tally(SUPPORT, column=_T.arrears_new_yuan),
        _PAGE,
        direction=-1,
    ),
    Indicator(
        "measure_done_rate",
        "措施落实率",
        "%",
        Kind.STOCK,
        "截至期末已落实的精准服务措施项数 ÷ 应落实项数，应落实项数由各单位填报，两数未报齐的单位不计入。",
        Ratio(_DONE, _TO_BE_DONE),
        _PAGE,
        decimals=1,
        direction=1,
    ),
)
