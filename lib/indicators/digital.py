"""信息化应用: how far the application, the official account and online organisation life reach."""

from lib.indicators.branches import MEMBERS
from lib.indicators.cadres import CADRES
from lib.indicators.model import Indicator, Kind
from lib.indicators.sources import Source
from lib.indicators.values import PerStock, Sum, Tally, Value
from lib.schema import digital

_T = digital.c
DIGITAL = Source("digital", digital, listed=(_T.app_installs_n, _T.followers_n, _T.online_members_n))

_INSTALLS = Tally(DIGITAL, column=_T.app_installs_n)
_OF_CADRES = "离退休干部总数（离休＋退休，不是党员数），只计两张表都已报送的区县和市直"


def _stock(key: str, name: str, unit: str, definition: str, value: Value, decimals: int = 0) -> Indicator:
    return Indicator(key, name, unit, Kind.STOCK, definition, value, "组织生活与教育", decimals=decimals, direction=1)


def _share(key: str, name: str, definition: str, people: Tally, base: Tally | Sum) -> Indicator:
    return _stock(key, name, "%", definition, PerStock(people, base, scale=100), decimals=1)


INDICATORS = (
    _stock("app_install_count", "APP安装人数", "人", "截至日安装使用APP的老同志人数之和。", _INSTALLS),
    _share("app_install_rate", "APP安装率", f"安装APP的老同志人数 ÷ {_OF_CADRES}。", _INSTALLS, CADRES),
    _share(
        "wechat_follow_rate",
        "公众号关注率",
        f"关注公众号的老同志人数 ÷ {_OF_CADRES}。",
        Tally(DIGITAL, column=_T.followers_n),
        CADRES,
    ),
    _share(
        "online_org_life_rate",
        "网上组织生活参与率",
        "在网上参加组织生活的党员数 ÷ 离退休党员数（支部台账），只计两张表都已报送的区县和市直。",
        Tally(DIGITAL, column=_T.online_members_n),
        MEMBERS,
    ),
)
