"""What the numbers of a finished draft may measure, beyond what the matcher says: 占18.6% of the number before,
比去年同期的9个, the same number elsewhere, at another time or under another unit; and the values of all that."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from lib import formats
from lib.access import Scope
from lib.filters import THIS_PERIOD, YEAR_TO_DATE, Baseline, baseline_period
from lib.indicators import INDICATORS, Kind, Ratio
from lib.measure import Snapshot
from lib.speech.drafts.kinds import NumberKind, WrittenNumber
from lib.speech.drafts.matching import POINTS, Candidate, Matcher, Spot
from lib.speech.drafts.matching_words import How, lexicon
from lib.speech.drafts.measuring import Value, measured
from lib.speech.drafts.numbers import numbers
from lib.speech.drafts.proposing import LEAST_SCORE
from lib.speech.drafts.text import Draft, Paragraph

CHANGED = (How.CHANGE, How.GROWTH)
BASED = re.compile(
    "(?:较|(?<![同环])比|与)(?P<year>20[0-9]{2}年|去年|上年|上一年|今年)?(?P<part>年?底|年?末|年?初|同期|上半年|上期|上一期)?"
)
_SAME_SPAN = re.compile("同比|(?:较|比|与)(?:去年|上年|上一年)?同期")
_PREVIOUS = re.compile("环比|(?:较|比|与)(?:今年)?上半年|(?:较|比|与)上一?期")
_VERB = re.compile(
    "(?P<verb>增加|增长|提高|提升|上升|净增|增|多|高出|高|减少|下降|降低|下滑|回落|减|少|低)(?:了|约|近|超过?|分别)*$"
)
_FELL = ("减", "少", "下", "降", "低", "回")
_OF_BASE = re.compile(rf"{BASED.pattern}的$")
# The number before it, of another place: 而全市是18.6%, 明显低于全市的66.7%.
_BESIDE = re.compile("(?:全市|市直)(?:的?平均)?(?:水平)?(?:的|是|为|只有|达到?)*$")
_SHARE = re.compile("(?:约|大约)?(?:占|占比|比例|比重)(?:为|达|达到|约|约为|近|了)*$")
_BREAK = re.compile(r"[，。；！？：,;!?\n]")
_WAN_HEADING = re.compile(r"[（(](?:单位[：:])?万(?:元|人次?|平方米)[)）]")
_PEOPLE = frozenset("人名位")


@dataclass(frozen=True)
class Asked:
    """A number of the draft that is to be judged."""

    paragraph: int
    written: WrittenNumber
    spot: Spot


class Meanings:
    """The candidates of every number of one draft and their values."""

    def __init__(
        self, draft: Draft, snapshot: Snapshot, period: str | None, district: str | None, scope: Scope
    ) -> None:
        self.draft, self.snapshot, self._scope = draft, snapshot, scope
        self.numbers = [
            Asked(item.number, written, Spot(item.number, written.start, written.end, _measure(written.unit)))
            for item in draft.paragraphs
            for written in (_in_wan(item, one) for one in numbers(item.text))
            if written.kind in (NumberKind.QUANTITY, NumberKind.THRESHOLD)
        ]
        self._values: dict[Candidate, Value] = {}
        spots = [item.spot for item in self.numbers]
        self._places = {spot: place for place, spot in enumerate(spots)}
        self._matcher = Matcher(draft, spots, snapshot.directory, period=period, district=district)
        self._found: dict[Spot, tuple[Candidate, ...]] = {}
        self.measure(one for item in self.numbers for one in (*self.of(item), *self.under_another_unit(item)))

    # ---- candidates --------------------------------------------------------------------------------------------------

    def of(self, item: Asked) -> tuple[Candidate, ...]:
        """What the number may measure, the likeliest first."""
        if item.spot not in self._found:
            found = self._matcher.candidates(item.spot) or self._following(item)
            self._found[item.spot] = tuple(self._rebased(item, one) for one in found)
        return self._found[item.spot]

    def under_another_unit(self, item: Asked) -> tuple[Candidate, ...]:
        """The same with 人次 for 人, 百分点 for %, and the other way round."""
        unit = swapped(item.spot.measure)
        if unit == item.spot.measure:
            return ()
        found = self._others.candidates(replace(item.spot, measure=unit)) or self._change_of_earlier(item, unit)
        return tuple(self._rebased(item, one) for one in found[:2])

    @cached_property
    def _others(self) -> Matcher:
        return self._matcher.counted_in(swapped)

    @cached_property
    def _any_unit(self) -> Matcher:
        return self._matcher.counted_in(lambda _: "")

    def hinted(self, item: Asked) -> Candidate | None:
        """What the words fit where the unit does not."""
        return next(iter(self._any_unit.candidates(replace(item.spot, measure=""))), None)

    def _following(self, item: Asked) -> tuple[Candidate, ...]:
        """A number that says nothing of its own goes on with the one before it."""
        before, earlier = self.before(item, 24), self.earlier(item)
        if earlier is None:
            return ()
        if item.written.is_share and _SHARE.search(_clause(before)):
            return self._share_of(earlier)
        if item.written.is_share and _BESIDE.search(_clause(before)):
            return tuple(one for one in self._matcher.at_place(item.spot, self.of(earlier)) if one.how is How.VALUE)
        based = _OF_BASE.search(before)
        if based:
            return tuple(one for one in self._at_base(earlier, based) if _counted_in(one, item.spot.measure))
        return self._change_of_earlier(item, item.spot.measure)

    def _share_of(self, earlier: Asked) -> tuple[Candidate, ...]:
        """The rates of which the number before is the numerator."""
        part = next(iter(self.of(earlier)), None)
        if part is None or part.how is not How.VALUE or part.group:
            return ()
        counted = INDICATORS[part.key].value
        rates = [
            item for item in INDICATORS.values() if isinstance(item.value, Ratio) and item.value.numerator == counted
        ]
        # Behind 其中 the base may be the whole before it: then only equal digits tell.
        score = min(part.score, LEAST_SCORE - 0.1) if "其中" in self.before(earlier, 24) else part.score
        reason = f"{part.reason}；“占”说的是其占比"
        return tuple(replace(part, key=item.key, score=score, reason=reason) for item in rates if item.is_rate)

    def _change_of_earlier(self, item: Asked, unit: str) -> tuple[Candidate, ...]:
        clause, earlier = _clause(self.before(item, 24)), self.earlier(item)
        bare = _VERB.sub("", BASED.sub("", clause)).replace("同口径", "").replace("同比", "").replace("环比", "")
        if earlier is None or not _VERB.search(clause) or bare.strip():
            return ()
        how = How.GROWTH if unit == "%" else How.CHANGE
        return tuple(
            replace(one, how=how, reason=f"{one.reason}；说的是增减")
            for one in self.of(earlier)
            if one.how is How.VALUE and INDICATORS[one.key].is_rate == (unit == POINTS)
        )

    def _at_base(self, earlier: Asked, based: re.Match[str]) -> tuple[Candidate, ...]:
        """比去年同期的9个: the number before at the time with which it is compared."""
        baseline = Baseline.SAME if based["part"] == "同期" else Baseline.YEAR
        found = []
        for one in self.of(earlier):
            filters = replace(one.filters, baseline=baseline)
            flow = INDICATORS[one.key].kind is Kind.FLOW
            period = baseline_period(filters, self.snapshot.directory, flow=flow)
            named = based["year"] or ""
            if (
                period
                and one.how in (How.VALUE, *CHANGED)
                and (not named[:4].isdigit() or int(named[:4]) == period.year)
            ):
                reason = f"{one.reason}；时间按“{based[0].rstrip('的')}”"
                found.append(replace(one, how=How.VALUE, filters=replace(filters, period=period.id), reason=reason))
        return tuple(found)

    def _rebased(self, item: Asked, one: Candidate) -> Candidate:
        """同比 is with the same day or span of last year, 环比 and 较上半年 with the period before."""
        if one.how not in CHANGED:
            return one
        before = self.before(item, 20)
        baseline = Baseline.PREVIOUS if _PREVIOUS.search(before) else one.filters.baseline
        baseline = Baseline.SAME if _SAME_SPAN.search(before) else baseline
        return replace(one, filters=replace(one.filters, baseline=baseline))

    # ---- the same number under other conditions ----------------------------------------------------------------------

    def elsewhen(self, one: Candidate) -> Iterator[tuple[Candidate, str]]:
        """At the other times on record, the latest first."""
        flow = INDICATORS[one.key].kind is Kind.FLOW
        for period in reversed(self.snapshot.directory.periods):
            for span in (YEAR_TO_DATE, THIS_PERIOD) if flow else (one.filters.span,):
                moved = replace(one.filters, period=period.id, span=span)
                if moved != one.filters and (flow or period.id != one.filters.period):
                    yield replace(one, filters=moved), _when(period.name, span) if flow else formats.day(period.as_of)

    def elsewhere(self, one: Candidate) -> Iterator[tuple[Candidate, str]]:
        """Of the whole city, of all districts without the city's own units, of each other district."""
        directory = self.snapshot.directory
        if one.filters.units:
            return
        scopes = [((), "全市")] if one.filters.districts else []
        scopes.append((tuple(item.code for item in directory.districts), "各区县合计（不含市直）"))
        scopes += [((item.code,), item.label) for item in directory.regions]
        for codes, name in scopes:
            if codes != one.filters.districts:
                yield replace(one, filters=replace(one.filters, districts=codes)), name

    # ---- values and words --------------------------------------------------------------------------------------------

    def measure(self, candidates: Iterable[Candidate]) -> None:
        """Take the values of all these in few queries."""
        self._values |= measured(self.snapshot, [one for one in candidates if one not in self._values], self._scope)

    def value(self, one: Candidate) -> Value:
        if one not in self._values:
            self.measure([one])
        return self._values[one]

    def before(self, item: Asked, reach: int) -> str:
        """The characters before the number, in its paragraph."""
        return self.draft.paragraphs[item.paragraph].text[max(0, item.written.start - reach) : item.written.start]

    def clause(self, item: Asked) -> str:
        """The words from the last mark or number to this number."""
        return _clause(self.since_earlier(item))

    def odd(self, item: Asked, one: Candidate) -> str:
        """Words between those that name the indicator and the number which the indicator does not explain: 备选点 in
        共享活动室备选点数."""
        words, before = lexicon(), lexicon().plain(self.clause(item))
        ends = [before.rindex(word) + len(word) for word in one.words if word in before]
        tail = before[max(ends) :] if ends else ""
        return tail if words.unexplained(tail, ()) >= 2 else ""

    def since_earlier(self, item: Asked) -> str:
        """The words from the number before, or the beginning of the paragraph, to this number."""
        earlier = self.earlier(item)
        return self.before(item, item.written.start - (earlier.written.end if earlier else 0))

    def earlier(self, item: Asked) -> Asked | None:
        """The quantity before this one in its paragraph."""
        for one in reversed(self.numbers[: self._places[item.spot]]):
            if one.paragraph != item.paragraph:
                return None
            if one.written.kind is NumberKind.QUANTITY:
                return one
        return None

    def falls(self, item: Asked) -> bool | None:
        """Whether the text says 减少; None where it says neither that nor 增加."""
        verb = _VERB.search(self.before(item, 8))
        return verb["verb"].startswith(_FELL) if verb else None


def swapped(measure: str) -> str:
    """The unit that is easily taken for this one."""
    if measure in _PEOPLE:
        return "人次"
    return {"人次": "人", "%": POINTS, POINTS: "%"}.get(measure, measure)


def _counted_in(one: Candidate, measure: str) -> bool:
    return (measure == "%") == INDICATORS[one.key].is_rate and measure != POINTS


def _in_wan(cell: Paragraph, written: WrittenNumber) -> WrittenNumber:
    """A bare number below or beside （万元） counts in 万."""
    if written.unit or written.value is None or not _WAN_HEADING.search(f"{cell.row} {cell.column}"):
        return written
    return replace(written, value=written.value * 10_000, step=written.step * 10_000, in_wan=True)


def _measure(unit: str) -> str:
    return POINTS if unit.endswith("百分点") else "平方米" if unit == "平米" else unit


def _clause(text: str) -> str:
    return _BREAK.split(text)[-1]


def _when(name: str, span: str) -> str:
    return f"{name}（本期）" if span == THIS_PERIOD else f"{name}（年初至今）"
