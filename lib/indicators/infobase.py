"""What was reported beside what the information base holds (信息库比对)."""

from sqlalchemy import ColumnElement, and_, bindparam, case, func, or_, select

from lib.indicators.branches import BRANCH_TOTAL, BRANCHES, IS_BRANCH, MEMBERS
from lib.indicators.cadres import UNITS
from lib.indicators.model import Indicator, Kind
from lib.indicators.sources import Source
from lib.indicators.values import Both, Joining, Tally
from lib.schema import branch_period, cadre_stock, infobase, submission

_PAGE = "数据导入与校核"
_T = infobase.c
INFOBASE = Source("infobase", infobase, listed=(_T.item, _T.value_n, _T.exported_on, _T.explanation))
_FORM = branch_period.c.setting_form
_MIXED = Tally(BRANCHES, within=IS_BRANCH, where=_FORM == "与在职混建", needs=(_FORM,))
_LIXIU = Tally(UNITS, column=cadre_stock.c.lixiu_n)
_REPORTED = {"混建支部数": _MIXED, "党支部数": BRANCH_TOTAL, "离退休党员数": MEMBERS, "离休干部数": _LIXIU}
# The indicator that says by how much the returns differ from the base, of each item.
GAPS = {
    "混建支部数": "infobase_gap",
    "党支部数": "branch_total_gap",
    "离退休党员数": "member_gap",
    "离休干部数": "lixiu_gap",
}
_ALIKE = "只计两项都已报送的区县和市直"


def _stock(key: str, name: str, unit: str, definition: str, value: Tally | Both, direction: int = 0) -> Indicator:
    decimals = 1 if unit == "%" else 0
    return Indicator(key, name, unit, Kind.STOCK, definition, value, _PAGE, decimals=decimals, direction=direction)


def _compared(item: str, name: str, unit: str, held_key: str) -> tuple[Indicator, Indicator, Indicator]:
    """What the base holds of one item, and by how much and by how many per cent the returns differ from it."""
    reported, gap_key = _REPORTED[item], GAPS[item]
    held = Tally(INFOBASE, where=_T.item == item, column=_T.value_n, needs=(_T.item,), owed=True)
    return (
        _stock(held_key, f"{name}数（信息库）", unit, f"信息库导出的{name}数，以各自导出时间为准。", held),
        _stock(
            gap_key,
            f"{name}上报与信息库差异数",
            unit,
            f"上报的{name}数减去信息库的{name}数，{_ALIKE}，合计数中各区县有多有少时会相抵。",
            Both(reported, held, Joining.MINUS),
        ),
        _stock(
            f"{gap_key}_rate",
            f"{name}上报与信息库差异率",
            "%",
            f"（上报的{name}数 − 信息库的{name}数） ÷ 信息库的{name}数，{_ALIKE}，合计数中各区县有多有少时会相抵。",
            Both(reported, held, Joining.RELATIVE),
        ),
    )


def _differs(item: str, reported: Tally) -> ColumnElement[bool]:
    """A row of this item holds another number than the same office reported; undecided where it reported none.

    The reported number is a scalar of its own, so that no row is multiplied."""
    sent, table = submission.c, reported.source.table
    each = 1 if reported.column is None else reported.column
    own = (
        select(func.sum(case((reported.condition, each), else_=0)))
        .select_from(table.join(submission, table.c.submission_id == sent.submission_id))
        .where(
            sent.source == reported.source.name,
            sent.period_id == _T.period_id,
            sent.region_code == _T.region_code,
            sent.active_from <= bindparam("version"),
            or_(sent.active_to.is_(None), sent.active_to > bindparam("version")),
        )
        .correlate(infobase)
    )
    return and_(_T.item == item, own.scalar_subquery() != _T.value_n)


INDICATORS = (
    *_compared("混建支部数", "混建支部", "个", "branch_mixed_infobase"),
    *_compared("党支部数", "党支部", "个", "branch_total_infobase"),
    *_compared("离退休党员数", "离退休党员", "名", "member_infobase"),
    *_compared("离休干部数", "离休干部", "人", "lixiu_infobase"),
    _stock(
        "infobase_unexplained",
        "未说明的信息库差异",
        "项",
        "信息库数与同一单位上报数不一致、又没有填写差异说明的比对项目数，没有上报数可比的不计。",
        Tally(
            INFOBASE,
            within=func.coalesce(_T.explanation, "") == "",
            where=or_(*(_differs(item, reported) for item, reported in _REPORTED.items())),
            needs=(_T.value_n,),
        ),
        -1,
    ),
)
