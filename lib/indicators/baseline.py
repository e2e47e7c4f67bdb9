"""What the figures of retired members are set against: 党内统计 and the revenue of a district."""

from lib.indicators.branches import BRANCHES, MEMBERS
from lib.indicators.model import Indicator, Kind
from lib.indicators.sources import Source
from lib.indicators.values import PerStock, Tally
from lib.schema import party_baseline

_PAGE = "总览"
_T = party_baseline.c
BASELINE = Source("baseline", party_baseline, listed=(_T.all_members_n, _T.all_basic_orgs_n))
REVENUE = Tally(BASELINE, column=_T.fiscal_revenue_yuan, owed=True)

_ALL_MEMBERS = Tally(BASELINE, column=_T.all_members_n, owed=True)
_ALL_ORGS = Tally(BASELINE, column=_T.all_basic_orgs_n, owed=True)
_OF_BOTH = "全市为各区县和市直之和，只计两项都已报送的区县和市直"


def _total(key: str, name: str, unit: str, value: Tally) -> Indicator:
    definition = f"截至日各区县和市直党内统计的{name}之和，市直单位的计入市直。"
    return Indicator(key, name, unit, Kind.STOCK, definition, value, _PAGE)


def _share(key: str, name: str, definition: str, value: PerStock) -> Indicator:
    return Indicator(key, name, "%", Kind.STOCK, f"{definition}，{_OF_BOTH}。", value, _PAGE, decimals=1)


INDICATORS = (
    _total("party_members", "党员总数", "名", _ALL_MEMBERS),
    _total("party_orgs", "基层党组织总数", "个", _ALL_ORGS),
    _share(
        "member_share_of_party",
        "离退休干部党员占全市党员比",
        "离退休党员数（支部口径） ÷ 同一截至日党内统计的党员总数",
        PerStock(MEMBERS, _ALL_MEMBERS, scale=100),
    ),
    _share(
        "org_share_of_party",
        "离退休干部党组织占基层党组织比",
        "离退休干部党组织数（党支部、党总支、党委） ÷ 同一截至日党内统计的基层党组织总数",
        PerStock(Tally(BRANCHES), _ALL_ORGS, scale=100),
    ),
)
