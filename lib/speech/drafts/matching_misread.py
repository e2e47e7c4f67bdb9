"""Numbers whose words fit though they are of something else: several years, a festival, each one, another province."""

import re

from lib.indicators import INDICATORS, Kind
from lib.speech.drafts.matching_changes import FORECASTS
from lib.speech.drafts.matching_clauses import AMONG, Clauses, Spot, segment_start, sentence_start
from lib.speech.drafts.matching_places import Places
from lib.speech.drafts.matching_plans import Plans
from lib.speech.drafts.matching_scores import Candidate
from lib.speech.drafts.text import Draft

AMONG_DOUBT = "说的是全部还是其中一部分拿不准"
TOTAL_DOUBT = "说的是新增的还是总数拿不准"
FURTHER = "前面的数是全省或别处的，说的是哪里拿不准"
# 三年累计, 近五年: more than one year; 连续三年 and 三年行动方案 are something else.
_YEARS = re.compile(
    r"(?<!连续)(?<![第十])(?:[两二三四五六七八九十]|(?<!\d)\d{1,2})年(?!行动|计划|规划|级|底|末|度|内|后)|十[二三四五]五(?:时期|期间|以来)"
)
_EACH = re.compile("每[百千万十]?[名个人位户家支所次场期季月年周天]|每半年|平均|人均|户均|[党支]均")
_NEIGHBOURS = re.compile("兄弟(?:市|区|县|省)|外[省市]|邻[市县]")
_ELSEWHERE = re.compile("全省|全国|外省|外市|兄弟")
_SUBSET = re.compile(
    r"[前后][一二三四五六七八九十\d]+[名位]|前[\d几两二三四五]+[期批次]|有的(?!是)|有些|一些|(?<!的)一个党?支部|一名|其余|其他|另外|(?<!支)部分(?!别)|少数|个别|多数"
)
# 新增2个、改造3个，全市达到9个: all there are, not those done up.
_REACHED = re.compile("(?:达到?|增加?到|增至|发展到|扩大到)了?$")
_ADDED = re.compile("新|改造|提升|建成")
# A festival, a quarter, a single meeting is not the whole year.
_OCCASION = re.compile(
    "(?:春节|中秋|重阳|元旦|端午|国庆节|[“‘]?[七八]一[”’]?|两节|节日|节前|[一二三四1-4]季度)(?!.*全年)(?!.*共)"
)
_ONCE = re.compile("今天|本次|这次|此次|当天|当日|现场")
_LEVEL = re.compile("及?以[上下]")
_SHARE = re.compile("[仅只约]?占[约近了]?$")
_GAINED = re.compile("[多少减增添][加少]?了[：:]")  # 这一年多了：支部3个
_STANDS = re.compile("总[数量]|[到至达]$")
# 9个支部、40名党员评上全省百佳: what is said of both stands behind the list.
_CHOSEN = re.compile("[^，。；：]*、[^，。；：]*(?P<verb>评上|评为|获得?|入选|受到|当选)")
_NEEDED = (*FORECASTS, "sponsored_needed")  # what is still to come by its nature


class Misread:
    """Of each number of one draft, why it may be another than its words say."""

    def __init__(self, draft: Draft, clauses: Clauses, places: Places, plans: Plans) -> None:
        self._draft, self._clauses, self._places, self._plans = draft, clauses, places, plans

    def doubt(self, spot: Spot, one: Candidate) -> str:
        """Empty where there is none."""
        if self._draft.paragraphs[spot.paragraph].row:
            return ""
        text, earlier = self._clauses.text(spot), self._clauses.before(spot)
        if spot.measure == "%" and self._is_share(text[self._clauses.own(spot)[0] : spot.start]):
            return "说的是一处占全部的份额"
        part = earlier and AMONG.match(text, earlier.end)
        whole = text[self._clauses.own(earlier)[0] : earlier.start] if part else ""
        own = text[self._clauses.own(spot)[0] : spot.start]
        if _GAINED.search(text, sentence_start(text, spot.start), spot.start) and not _STANDS.search(own):
            return "说的是多了或少了多少，不是总数"
        if (chosen := _CHOSEN.match(text, spot.end)) and not any(chosen["verb"] in word for word in one.words):
            return "说的是后面评上的那些" if self._clauses.is_idle(own) else ""
        if earlier and _REACHED.search(own) and self._clauses.is_idle(own) and _adds(one):
            return TOTAL_DOUBT
        doubt = _mistaken(one, text[segment_start(text, spot.start) : spot.start], whole)
        planned = "" if one.key in _NEEDED else self._plans.doubt(spot.paragraph, spot.start, spot.end)
        return doubt or planned

    def _is_share(self, own: str) -> bool:
        """我院占0.5%."""
        return any(_SHARE.match(own, item.end) for item in self._places.mentions(own))


def _adds(one: Candidate) -> bool:
    """What was added or done up in a span of time."""
    return INDICATORS[one.key].kind is Kind.FLOW and bool(_ADDED.search("".join(one.words)))


def _mistaken(one: Candidate, sentence: str, whole: str) -> str:
    """Why the number may be of more years, of each one or of elsewhere, though the words fit. `sentence`: its words up
    to the number; `whole`: those of the number of which it is a part."""
    named, own = "".join(one.words), re.split("[，。；：]", sentence)[-1]
    if _YEARS.search(sentence) and "年" not in named:
        return "说的是几年合计的数"
    if _EACH.search(own) and not _EACH.search(named) and not re.search("均|每|覆盖|率", named):
        return "说的是平均数"
    flow = INDICATORS[one.key].kind is Kind.FLOW
    if (flow and _OCCASION.search(sentence)) or _ONCE.search(sentence):
        return "说的是其中一次或一段时间"
    if _SUBSET.search(own) and not _SUBSET.search(named):
        return "说的是其中一部分"
    level = one.group and _LEVEL.search(own) and not _LEVEL.search(one.group[1] + named)
    if level:
        return f"说的是{one.group[1]}还是连同其上下的拿不准"
    return FURTHER if _ELSEWHERE.search(whole) or _NEIGHBOURS.search(own) else ""
