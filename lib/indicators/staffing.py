"""Those who help a secretary (在职兼任副书记, 书记助理员), and whether they and the secretary were trained."""

from lib.indicators.branches import BRANCHES, IS_BRANCH
from lib.indicators.model import Indicator, Kind
from lib.indicators.organisation_life import ORGANISATION_LIFE, branch_is, life_is
from lib.indicators.values import Ratio, Tally
from lib.schema import branch_period, org_life

_BRANCHES_PAGE = "支部设置与换届"
_TRAINING_PAGE = "组织生活与教育"
_B = branch_period.c
_L = org_life.c
_HAS_ASSISTANT = Tally(BRANCHES, within=IS_BRANCH, where=_B.assistant_n >= 1, needs=(_B.assistant_n,))
_SAID_ASSISTANTS = Tally(BRANCHES, where=IS_BRANCH & _B.assistant_n.is_not(None))
_BY_BRANCH = _L.org_kind == "党支部"
# A row that fills in neither is unknown, not a branch without assistants.
_NEITHER = branch_is(_B.assistant_n.is_(None)) & _L.assistant_trained_n.is_(None)
_IN_POST = _BY_BRANCH & branch_is(_B.secretary_status.in_(("在岗", "在职兼任")))


def _rate(key: str, name: str, definition: str, numerator: Tally, base: Tally, page: str) -> Indicator:
    return Indicator(key, name, "%", Kind.STOCK, definition, Ratio(numerator, base), page, decimals=1, direction=1)


# Secretaries in post, one a branch: people, however often they were trained.
_TRAINED = Tally(ORGANISATION_LIFE, within=_IN_POST, where=_L.secretary_trained == "是", needs=(_L.secretary_trained,))
_SAID_TRAINED = Tally(ORGANISATION_LIFE, where=_IN_POST & _L.secretary_trained.is_not(None))


INDICATORS = (
    Indicator(
        "inservice_deputy_count",
        "在职兼副书记支部数",
        "个",
        Kind.STOCK,
        "有1名以上（含1名）在职党员兼任副书记的党支部数，未填的不计。",
        Tally(BRANCHES, within=IS_BRANCH, where=_B.deputy_inservice_n >= 1, needs=(_B.deputy_inservice_n,)),
        _BRANCHES_PAGE,
        direction=1,
    ),
    _rate(
        "assistant_rate",
        "助理员配备率",
        "书记助理员数在1名以上（含1名）的党支部数 ÷ 填报了书记助理员数的党支部数。",
        _HAS_ASSISTANT,
        _SAID_ASSISTANTS,
        _BRANCHES_PAGE,
    ),
    _rate(
        "assistant_trained_rate",
        "助理员受训率",
        "本年度截至截至日受过培训的书记助理员数 ÷ 书记助理员数，按人不按人次，两数未报齐的党支部不计入。",
        Tally(
            ORGANISATION_LIFE,
            within=_BY_BRANCH & (branch_is(_B.assistant_n > 0) | _NEITHER),
            column=_L.assistant_trained_n,
        ),
        Tally(BRANCHES, within=IS_BRANCH & life_is(_L.assistant_trained_n.is_not(None)), column=_B.assistant_n),
        _TRAINING_PAGE,
    ),
    _rate(
        "secretary_training_rate",
        "书记培训覆盖率",
        "本年度截至截至日参加过培训的在任书记数 ÷ 填报了是否受训的在任书记数，按人不按人次，书记空缺的不计入。",
        _TRAINED,
        _SAID_TRAINED,
        _TRAINING_PAGE,
    ),
)
