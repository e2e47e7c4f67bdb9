"""Words that set a number beside an earlier one: 较上年底增加, 同比增长, 提高…个百分点."""

import re

from lib.filters import Baseline
from lib.indicators import INDICATORS, Change

POINTS = "个百分点"
_APPROXIMATORS = r"(?:约|近|超过?|逾|突破|达到?|了|共|不足|将近|大约|接近)*"
_VERB = (
    r"净?(?:增加|增长|提高|提升|上升|减少|下降|降低|下滑|增|减|多[一-鿿]{0,2}|少[一-鿿]{0,2}|高出|高|低|涨|跌|[+＋↑↓])"
)
CHANGE = re.compile(rf"(?<![新递])(?<![^上去前今]年)(?P<verb>{_VERB}){_APPROXIMATORS}$")
BASE = re.compile(
    r"(?:同口径)?(?:(?:较|比|与)(?:20\d\d年|去年|上年|上一年|今年)?"
    r"(?P<part>年?底|年?末|年?初|同期|上半年|下半年|上期|上一期|前期)?(?:相比)?|同比|(?P<previous>环比))"
)
# 与去年同期相比 stands for all that follows in its sentence.
COMPARED = re.compile(rf"{BASE.pattern}(?<=相比)")
# 比编制数少16名 sets two things beside one another, not two times.
BESIDE = re.compile(
    r"(?:比|较|与)(?!同期|同口径|[去上前今本]年|上一?[年期半]|上半年|下半年|[年期]|[一二三四五\d]|20|例|重|之前|以前|以往|往)"
    r"[一-鿿]{2,}?(?:增加|提高|减少|下降|多|少|高|低)"
)
LEVELS = re.compile("(?:还|要|仍)?(?:高出?|低|多|少)了?")
PLANNED = re.compile(
    r"预计|预期|力争|(?<!达标)计划|拟(?!定)|明年|今后|下一步|目标[是为值]|争取|将(?:达|超|有|建|突破|增)|[一二两三五十\d]年后"
)
FORECASTS = (
    "member_forecast",
    "member_forecast_5y",
    "retire_ceremony_planned",
    "retire_ceremony_planned_people",
    "branch_election_due_soon",
)
_COUNTED = ("人", "名", "位", "个", "家", "支", "场", "次")  # measure words that stand for one another


def may_change(key: str, measure: str) -> bool:
    """Rates change by 百分点, counts by their own unit or by %; what is itself a change does not."""
    item = INDICATORS[key]
    if isinstance(item.value, Change):
        return False
    if item.is_rate or measure == POINTS:
        return item.is_rate and measure == POINTS
    alike = measure in _COUNTED and item.unit in _COUNTED
    return measure in ("%", "", item.unit) or alike


def baseline(base: re.Match[str] | None) -> Baseline:
    """With what a match of BASE compares."""
    if base is None:
        return Baseline.YEAR
    if base["previous"] or base["part"] in ("上期", "上一期", "前期"):
        return Baseline.PREVIOUS
    return Baseline.SAME if base["part"] == "同期" else Baseline.YEAR
