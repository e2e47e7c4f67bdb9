"""Organisation life (组织生活): meetings and theme days of branches."""

from lib.indicators.model import Indicator, Kind
from lib.indicators.sources import Source
from lib.indicators.values import Tally
from lib.schema import org_life

_PAGE = "组织生活与教育"
_T = org_life.c
ORGANISATION_LIFE = Source("branches", org_life)


def _flow(key: str, name: str, unit: str, column: str) -> Indicator:
    value = Tally(ORGANISATION_LIFE, within=_T.org_kind == "党支部", column=_T[column])
    definition = f"期内各党支部{name}之和，不含党总支、党委。"
    return Indicator(key, name, unit, Kind.FLOW, definition, value, _PAGE, direction=1)


INDICATORS = (
    _flow("theme_day_count", "主题党日次数", "场", "theme_day_n"),
    _flow("general_meeting_count", "党员大会次数", "次", "general_meeting_n"),
    _flow("committee_meeting_count", "支委会次数", "次", "committee_meeting_n"),
    _flow("lecture_count", "党课次数", "次", "lecture_n"),
)
