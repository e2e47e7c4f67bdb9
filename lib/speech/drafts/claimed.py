"""Numbers that set one figure beside another: 翻了一番, 增长2倍, 高于全市5.2个百分点, 居全市第3位."""

import re
from dataclasses import replace

from lib import formats
from lib.indicators import INDICATORS
from lib.speech.claims import points, why_not_doubled, why_not_times
from lib.speech.drafts.agreeing import agrees
from lib.speech.drafts.matching import POINTS, Candidate
from lib.speech.drafts.matching_words import How
from lib.speech.drafts.meanings import Meanings
from lib.speech.drafts.meanings_elsewhere import elsewhere
from lib.speech.drafts.proposing import LEAST_MARGIN
from lib.speech.drafts.surroundings import Asked, last_clause
from lib.speech.drafts.verdicts import Checked, Verdict, judged

BESIDE = (POINTS, "百分点", "位", "番", "倍")  # units of a number that sets a figure beside another
_SURE = 1.5
_REACH = 20
_DOUBLINGS = {2: 1, 4: 2, 8: 3}
_GREW = re.compile("(?P<word>增长到|增加到|提高到|上升到|扩大到|增至|达到|增长|增加|提高|上升|扩大|减少|下降|降低)了?$")
_REACHED = ("到", "至")
_ABOVE = re.compile(
    "(?P<way>高于|低于|高出|(?:比|较)(?=.*[高低]了?$))全市的?(?:总体|整体)?(?:平均)?(?:水平|数)?(?:高|低)?了?(?:约|近)?$"
)
_RANKED = re.compile("(?:全市|各区县)(?:的?(?:位次|排名))?$")


class Claimed:
    """Such numbers of one draft, decided where it is certain of what they speak."""

    def __init__(self, meanings: Meanings) -> None:
        self._meanings = meanings

    def of(self, item: Asked) -> Checked | None:
        """A verdict, or None for any other number and where nobody can be sure."""
        if item.written.value is None:
            return None
        if item.written.unit in ("番", "倍"):
            return self._times(item)
        before = last_clause(self._meanings.around.before(item, _REACH))
        if item.written.unit in ("%", POINTS, "百分点") and (above := _ABOVE.search(before)):
            return self._above(item, "低" in above[0])
        return self._rank(item) if item.written.unit == "位" and _RANKED.search(before) else None

    def _times(self, item: Asked) -> Checked | None:
        """翻一番 and N倍, of now against then."""
        asked = self._meanings.of(item) or tuple(filter(None, [self._meanings.hinted(item)]))
        one = self._certain(asked)
        before = self._meanings.around.before(item, _REACH)
        grew, doubled = _GREW.search(before), item.written.unit == "番"
        if one is None or item.written.words not in ((), ("翻番",)) or not (grew or doubled):
            return None
        grown, now = (self._meanings.value(replace(one, how=how)) for how in (How.GROWTH, How.VALUE))
        if grown.value is None:
            return None
        ratio = 1 + grown.value / 100  # like for like, whoever has not reported
        if doubled:
            why = why_not_doubled(ratio, 1, _DOUBLINGS.get(int(item.written.value), 1))
        else:
            word = "增长到" if grew["word"].endswith(_REACHED) else "减少" if grew["word"][0] in "减下降" else "增长"
            why = why_not_times(word, item.written.value, ratio, 1)
        shown = f"{formats.number(formats.rounded(ratio, 2), 2)}倍"
        verdict = Verdict.DIFFERS if why else Verdict.AGREES
        return judged(item, verdict, why or one.reason, one, now.reading, f"原来的{shown}" if why else "")

    def _above(self, item: Asked, below: bool) -> Checked | None:
        """The rate before it less that of the city; or the city's own, after 高于全市的."""
        own = self._of_earlier(item)
        if own is None or not INDICATORS[own.key].is_rate:
            return None
        city = replace(own, filters=replace(own.filters, districts=(), units=()))
        mine, whole = self._meanings.value(own), self._meanings.value(city)
        if mine.value is None or whole.value is None:
            return None
        apart, in_points = mine.value - whole.value, item.written.unit != "%"
        if not in_points and agrees(item.written, whole.value)[0]:
            return judged(item, Verdict.AGREES, f"{own.reason}；是全市的数", city, whole.reading)
        right, remark = points(mine.value, whole.value)
        printed = abs(formats.rounded(mine.value, 1) - formats.rounded(whole.value, 1))
        reason = "；".join(filter(None, [f"全市为{formats.percent(whole.value)}", remark]))
        shown = f"{abs(right)}个百分点"
        if apart and (apart < 0) != below:
            reason = f"{reason}，实际{'低' if apart < 0 else '高'}于全市"
        elif any(agrees(item.written, value)[0] for value in (abs(apart), printed)):
            if in_points:
                return judged(item, Verdict.AGREES, reason, own, mine.reading)
            return Checked(item.paragraph, item.written, Verdict.DIFFERS, f"{reason}；应以“{POINTS}”计", shown)
        elif not in_points:
            return None
        return judged(item, Verdict.DIFFERS, reason, own, mine.reading, shown)

    def _rank(self, item: Asked) -> Checked | None:
        """Of the districts, from the highest or from the lowest."""
        own = self._of_earlier(item)
        if own is None or len(own.filters.districts) != 1 or own.how is not How.VALUE:
            return None
        codes = {region.code for region in self._meanings.snapshot.directory.districts}
        others = [
            one for one, _ in elsewhere(self._meanings.snapshot.directory, own) if set(one.filters.districts) <= codes
        ]
        every = [own, *(one for one in others if len(one.filters.districts) == 1)]
        self._meanings.measure(every)
        values = [value for one in every if (value := self._meanings.value(one).value) is not None]
        mine = self._meanings.value(own)
        if mine.value is None:
            return None
        ranks = [1 + sum(value > mine.value for value in values), 1 + sum(value < mine.value for value in values)]
        reason = f"{len(values)}个区县中从高到低第{ranks[0]}，从低到高第{ranks[1]}"
        unknown = len(every) - len(values)
        fits = any(rank <= item.written.value <= rank + unknown for rank in ranks)
        verdict = Verdict.AGREES if fits else Verdict.DIFFERS
        return judged(item, verdict, reason, own, mine.reading, "" if verdict is Verdict.AGREES else f"第{ranks[0]}位")

    def _of_earlier(self, item: Asked) -> Candidate | None:
        """What a number before it measures, of a district or a unit; one that only sets beside is passed over."""
        earlier = self._meanings.around.earlier(item)
        while earlier and earlier.written.unit in BESIDE:
            earlier = self._meanings.around.earlier(earlier)
        one = self._certain(self._meanings.of(earlier)) if earlier else None
        return one if one and (one.filters.districts or one.filters.units) and one.how is How.VALUE else None

    @staticmethod
    def _certain(asked: tuple[Candidate, ...]) -> Candidate | None:
        """The first of the candidates, where there is no doubt about it."""
        if not asked or asked[0].doubt or not asked[0].sure or asked[0].score < _SURE or asked[0].group:
            return None
        close = len(asked) > 1 and asked[0].score - asked[1].score < LEAST_MARGIN
        return None if close else asked[0]
