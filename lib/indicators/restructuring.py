"""How branches came to be what they are: from mixed to standing alone, split, or joint over too many units."""

from sqlalchemy import exists, or_

from lib.indicators.branches import BRANCHES, IS_BRANCH
from lib.indicators.model import Indicator, Kind
from lib.indicators.values import Tally
from lib.schema import branch_period

_PAGE = "支部设置与换届"
_T = branch_period.c
MOST_UNITS = 5  # that one joint branch covers

_JOINT_OVER_5 = Tally(
    BRANCHES,
    within=IS_BRANCH & (_T.setting_form == "联合组建"),
    where=_T.units_covered_n > MOST_UNITS,
    needs=(_T.units_covered_n,),
)
_REFORMED = Tally(
    BRANCHES,
    within=IS_BRANCH,
    where=(_T.changed_from == "与在职混建") & (_T.setting_form == "单独组建"),
    needs=(_T.changed_from,),
)
_OTHER = branch_period.alias("other_successor")
_HAS_SIBLING = (  # another branch of the same origin, or the origin itself where it lives on
    exists()
    .where(
        _OTHER.c.submission_id == _T.submission_id,
        _OTHER.c.row_key != _T.row_key,
        or_(_OTHER.c.split_from == _T.split_from, _OTHER.c.branch_id == _T.split_from),
    )
    .correlate(branch_period)
)
_SPLIT = Tally(
    BRANCHES,
    within=IS_BRANCH,
    where=_T.split_from.is_not(None) & _HAS_SIBLING,
    needs=(_T.split_from,),
    distinct=_T.split_from,
)


def _flow(key: str, name: str, definition: str, value: Tally) -> Indicator:
    return Indicator(key, name, "个", Kind.FLOW, definition, value, _PAGE, direction=1)


INDICATORS = (
    Indicator(
        "joint_over_5",
        "联合组建超范围支部数",
        "个",
        Kind.STOCK,
        f"联合组建的党支部中覆盖单位数超过{MOST_UNITS}个的党支部数。",
        _JOINT_OVER_5,
        _PAGE,
        direction=-1,
    ),
    _flow(
        "mixed_to_standalone_count",
        "混改单完成数",
        "期内设置形式由与在职混建调整为单独组建的党支部数。",
        _REFORMED,
    ),
    _flow(
        "branch_split_count",
        "已拆分支部数",
        "期内被拆分为2个以上党支部的原党支部数，按原支部计、不按拆分后的支部计，原支部保留的也算拆分后的1个。",
        _SPLIT,
    ),
)
