"""The numbers of a finished draft against those on record: right, wrong, of another scope or time, or not to be told.

一致 and 不一致 are said only where it is certain what a number measures; otherwise the verdict is open.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from lib.access import EVERYTHING, Scope
from lib.indicators import INDICATORS, Kind
from lib.measure import Reading, Snapshot
from lib.speech.drafts.agreeing import agrees, right
from lib.speech.drafts.kinds import NumberKind, WrittenNumber
from lib.speech.drafts.logic import Slip, slips
from lib.speech.drafts.matching import POINTS, Candidate
from lib.speech.drafts.matching_changes import FORECASTS, PLANNED
from lib.speech.drafts.matching_words import How
from lib.speech.drafts.meanings import BASED, CHANGED, Asked, Meanings, swapped
from lib.speech.drafts.proposing import LEAST_MARGIN
from lib.speech.drafts.text import Draft


class Verdict(StrEnum):
    """What can be said of a number."""

    AGREES = "一致"
    DIFFERS = "不一致"
    OTHER = "口径或时点不同"
    ABSENT = "库中没有"
    OPEN = "无法判定"


@dataclass(frozen=True)
class Checked:
    """One number of the draft. `right`: what it ought to say, where it is not right and that is known. `candidate`:
    what it was taken to measure, `reading` the number behind that. `miscounted`: 人次 is written for 人 or the other
    way round."""

    paragraph: int
    number: WrittenNumber
    verdict: Verdict
    reason: str
    right: str = ""
    candidate: Candidate | None = None
    reading: Reading | None = None
    miscounted: bool = False

    @property
    def key(self) -> str:
        return self.candidate.key if self.candidate else ""


@dataclass(frozen=True)
class Checking:
    """All quantities of a draft in their order, and where it contradicts itself."""

    numbers: tuple[Checked, ...]
    slips: tuple[Slip, ...]

    def count(self, verdict: Verdict) -> int:
        return sum(item.verdict is verdict for item in self.numbers)


@dataclass(frozen=True)
class _Doubt:
    """Why it is not certain what a number measures; `weak`: equal digits are enough to settle it."""

    why: str
    weak: bool


_SAMPLED = re.compile("调研组|抽查|抽样|问卷|受访|样本")
_SENTENCE = re.compile(r"[。；！？\n]")
_PART = re.compile("其中|岁|分别|最[高低多少]")
_SURE = 1.5  # a verdict needs more than a proposal that somebody looks at
_AS_LIKELY = 1.5
_CONFIDENT = 0.5  # from here on equal digits settle what is meant
_HAN = re.compile(r"[\u4e00-\u9fff]")


def check(
    draft: Draft,
    snapshot: Snapshot,
    *,
    period: str | None = None,
    district: str | None = None,
    scope: Scope = EVERYTHING,
) -> Checking:
    """Every quantity of the draft with a verdict. `period`, `district`: as for `filling.fill`."""
    judge = _Judge(Meanings(draft, snapshot, period, district, scope))
    found = _without_rivals([item for item in judge.all() if _is_claim(item.number)])
    own = slips(item.text for item in draft.paragraphs)
    further = [slip for item in found for slip in _slips_of(draft, item)]
    return Checking(tuple(found), tuple(sorted((*own, *further), key=lambda one: (one.paragraph, one.start))))


class _Judge:
    """Says what is to be said of each number of a draft."""

    def __init__(self, meanings: Meanings) -> None:
        self.meanings = meanings

    def all(self) -> list[Checked]:
        found: list[Checked] = []
        for item in self.meanings.numbers:
            found.append(self._special(item) or self._matched(item) or self._unmatched(item, found))
        return found

    def _special(self, item: Asked) -> Checked | None:
        """A number that is no figure of the office."""
        if item.written.kind is NumberKind.THRESHOLD:
            return _said(item, Verdict.ABSENT, "是条件或标准，不是统计数")
        clause, first = self.meanings.clause(item), next(iter(self.meanings.of(item)), None)
        if PLANNED.search(clause) and (first is None or first.key not in FORECASTS):
            return _said(item, Verdict.OPEN, "是预计、计划或目标，不是已有的数")
        if _SAMPLED.search(_SENTENCE.split(self.meanings.before(item, 60))[-1]):
            return _said(item, Verdict.ABSENT, "是调研或抽样的数，不是库中的统计数")
        return None

    def _unmatched(self, item: Asked, done: Sequence[Checked]) -> Checked:
        """Nothing on record fits. It is absent where the words name something else; where they name nothing, it goes
        with the number before."""
        hint, unit = self.meanings.hinted(item), item.written.unit
        if hint and unit in ("", "%", "个百分点", "百分点", "倍", "番"):
            return _said(item, Verdict.OPEN, f"可能与{INDICATORS[hint.key].name}有关，但说法对不上")
        earlier = [one for one in done if one.paragraph == item.paragraph and one.number.kind is NumberKind.QUANTITY]
        last = earlier[-1] if earlier else None
        bare = BASED.sub("", self.meanings.clause(item))
        divided = "岁" in self.meanings.since_earlier(item)
        listed = divided or "分别" in _SENTENCE.split(self.meanings.before(item, 60))[-1]
        if (len(_HAN.findall(bare)) < 4 or listed) and (last is None or last.verdict is not Verdict.ABSENT):
            return _said(item, Verdict.OPEN, "看不出说的是哪一项")
        if hint:
            return _said(item, Verdict.ABSENT, f"库中有{INDICATORS[hint.key].name}，没有以“{unit}”计的这一项")
        return _said(item, Verdict.ABSENT, "库中没有与这句话对应的指标")

    def _matched(self, item: Asked) -> Checked | None:
        asked = self.meanings.of(item)
        if not asked:
            return self._under_another_unit(item)
        first, doubt = asked[0], self._doubt(item, asked)
        told, why = self._agrees(item, first)
        if told and (doubt is None or (doubt.weak and _telling(item))):
            return self._judged(item, Verdict.AGREES, first.reason + self._note(first), first)
        odd = self.meanings.odd(item, first)
        if odd and doubt is None and told is False:
            doubt = _Doubt(f"像是{INDICATORS[first.key].name}，但“{odd}”对不上", weak=True)
        other = self._under_another_unit(item) or (self._other(item, asked) if told is False else None)
        if other and (doubt is None or other.miscounted or other.verdict is Verdict.AGREES):
            return other
        if doubt or told is not False:
            return self._judged(item, Verdict.OPEN, doubt.why if doubt else why, first)
        reason = "；".join(filter(None, (first.reason + self._note(first), why)))
        return self._judged(item, Verdict.DIFFERS, reason, first, right=self._right(item, first))

    def _judged(self, item: Asked, verdict: Verdict, reason: str, one: Candidate, **more: object) -> Checked:
        return replace(_said(item, verdict, reason), candidate=one, reading=self.meanings.value(one).reading, **more)

    def _agrees(self, item: Asked, one: Candidate) -> tuple[bool | None, str]:
        found = self.meanings.value(one)
        if found.value is None:
            return None, f"{INDICATORS[one.key].name}：{found.reason}"
        if one.how in CHANGED and self._wrong_way(item, found.value):
            return False, f"实际是{'减少' if found.value < 0 else '增加'}"
        value = abs(found.value) if one.how in CHANGED else found.value
        told, why = agrees(item.written, value)
        if told is False and found.reading and _within(item.written, found.reading):
            return None, "库中的数含约数，所写在其范围之内"
        return told, why

    def _wrong_way(self, item: Asked, value: Decimal) -> bool:
        falls = self.meanings.falls(item)
        return value != 0 and falls is not None and falls != (value < 0)

    def _right(self, item: Asked, one: Candidate, unit: str | None = None) -> str:
        value = self.meanings.value(one).value
        if value is None:
            return ""
        decimals = {How.VALUE: INDICATORS[one.key].decimals, How.CHANGE: INDICATORS[one.key].decimals, How.GROWTH: 1}
        shown = right(item.written, value, decimals.get(one.how, 0), item.written.unit if unit is None else unit)
        if one.how in CHANGED and self._wrong_way(item, value):
            return f"{'减少' if value < 0 else '增加'}{shown}"
        return shown

    def _note(self, one: Candidate) -> str:
        """What weakens the number on record."""
        reading = self.meanings.value(one).reading
        if reading is None or not reading.missing:
            return ""
        return f"；{'、'.join(reading.missing[:3])}{'等' if len(reading.missing) > 3 else ''}缺报，库中合计不含"

    def _doubt(self, item: Asked, asked: Sequence[Candidate]) -> _Doubt | None:
        first, name = asked[0], INDICATORS[asked[0].key].name
        if first.doubt:
            return _Doubt(first.doubt, weak=False)
        if not first.sure:
            return _Doubt(f"{name}：说的是哪个时间拿不准", weak=True)
        if first.score < _SURE:
            return _Doubt(f"可能是{name}，但把握不够", weak=first.score >= _CONFIDENT)
        if len(asked) > 1 and first.score - asked[1].score < LEAST_MARGIN:
            return _Doubt(f"{name}、{INDICATORS[asked[1].key].name}都有可能", weak=True)
        if INDICATORS[first.key].split and first.group is None and _PART.search(self.meanings.since_earlier(item)):
            return _Doubt(f"{name}要看是哪一部分的，请人工核对", weak=False)
        base = BASED.search(self.meanings.before(item, 20)) if first.how in CHANGED else None
        year = self.meanings.snapshot.directory.period(first.filters.period).year
        if base and (base["year"] or "")[:4].isdigit() and int(base["year"][:4]) != year - 1:
            return _Doubt(f"是与{base['year']}相比，请人工核对", weak=False)
        return None

    # ---- what else it may be -----------------------------------------------------------------------------------------

    def _under_another_unit(self, item: Asked) -> Checked | None:
        """The number is right under another unit: 百分点 for %, 人次 for 人."""
        for one in self.meanings.under_another_unit(item):
            told, _ = self._agrees(item, one)
            if not told or one.doubt:
                continue
            if item.spot.measure in ("%", POINTS):
                unit = swapped(item.spot.measure)
                shown = self._right(item, one, unit)
                return self._judged(item, Verdict.DIFFERS, f"{one.reason}；应以“{unit}”计", one, right=shown)
            if _telling(item):
                return self._miscounted(item, one)
        return None

    def _miscounted(self, item: Asked, one: Candidate) -> Checked:
        indicator, meant = INDICATORS[one.key], next(iter(self.meanings.of(item)), None)
        reason = f"与{indicator.name}相同，单位应是“{indicator.unit}”"
        if meant is None or meant.key == one.key:
            return self._judged(item, Verdict.AGREES, reason, one, miscounted=True)
        return self._judged(item, Verdict.OTHER, reason, meant, right=self._right(item, meant), miscounted=True)

    def _other(self, item: Asked, asked: Sequence[Candidate]) -> Checked | None:
        """The same number under another 口径, at another time or of another scope."""
        for one, what in self._alternatives(item, asked):
            told, _ = self._agrees(item, one)
            if told:
                return self._like(item, asked[0], one, what)
        return None

    def _like(self, item: Asked, first: Candidate, one: Candidate, what: str) -> Checked:
        """The number is that of another candidate: of which the text may speak after all, where it names it too."""
        said = self.meanings.since_earlier(item)
        if what == "全市" and what in self.meanings.clause(item):  # of a county-level city it may mean both
            return self._judged(item, Verdict.AGREES, f"{one.reason}；范围按市本级的“全市”", one)
        as_likely = one.key != first.key and first.score - one.score < _AS_LIKELY
        if as_likely or (what in said and one.filters.districts != first.filters.districts):
            return self._judged(item, Verdict.OPEN, f"与{what}的数相同，请核对说的是哪一项", first)
        return self._judged(item, Verdict.OTHER, f"与{what}的数相同", first, right=self._right(item, first))

    def _alternatives(self, item: Asked, asked: Sequence[Candidate]) -> Iterator[tuple[Candidate, str]]:
        first = asked[0]
        yield from ((one, INDICATORS[one.key].name) for one in asked[1:] if one.key != first.key)
        if first.how in CHANGED:
            return
        others = list(self.meanings.elsewhen(first))
        if _telling(item, 3) or (item.written.is_share and _telling(item)):
            others += self.meanings.elsewhere(first)
        self.meanings.measure(one for one, _ in others)
        yield from others


def _is_claim(number: WrittenNumber) -> bool:
    """80岁以上 only says of whom; a standard of 20% is listed, since a reader may want to know where it stands."""
    return number.kind is NumberKind.QUANTITY or "%" in number.text


def _said(item: Asked, verdict: Verdict, reason: str) -> Checked:
    return Checked(item.paragraph, item.written, verdict, reason)


def _telling(item: Asked, digits: int = 2) -> bool:
    """So many digits alike are no accident; a round number or one with 近 tells nothing."""
    written = item.written
    if written.value is None or written.words or written.fraction or (written.is_share and written.value in (0, 100)):
        return False
    return len(str(int(written.value / written.step))) >= digits


def _within(number: WrittenNumber, reading: Reading) -> bool:
    """Whether the number lies where approximate cells leave room."""
    if number.value is None or not reading.approx_cells or reading.lo is None:
        return False
    return Decimal(str(reading.lo)) <= number.value and (reading.hi is None or number.value <= Decimal(str(reading.hi)))


def _without_rivals(found: Sequence[Checked]) -> list[Checked]:
    """Of two numbers in one paragraph taken for the same, one right and one wrong, the wrong one was misread."""

    def claim(item: Checked) -> tuple | None:
        return item.candidate and (item.paragraph, item.candidate.identity, item.candidate.filters)

    taken = {claim(item): item for item in found if item.candidate and item.verdict is Verdict.AGREES}
    result = []
    for item in found:
        rival = taken.get(claim(item))
        if rival and rival is not item and item.verdict in (Verdict.DIFFERS, Verdict.OTHER):
            reason = f"与同段的{rival.number.text}像是同一个数，请核对所说的是哪一项"
            item = replace(item, verdict=Verdict.OPEN, reason=reason, right="")
        result.append(item)
    return result


def _slips_of(draft: Draft, item: Checked) -> Iterable[Slip]:
    """What the figures on record show to be said wrongly: 人次 for 人, a flow beside the year end."""
    written = item.number
    if item.miscounted:
        why = f"{item.reason}；人数按不同的人计，人次按参加的次数计"
        yield Slip(item.paragraph, written.start, written.end, written.text, "人与人次", why)
    one = item.candidate
    if one is None or one.how not in CHANGED or INDICATORS[one.key].kind is not Kind.FLOW:
        return
    text = draft.paragraphs[item.paragraph].text
    base = BASED.search(text, max(0, written.start - 20), written.start)
    if base and base["part"] and base["part"][-1] in "底末初":
        why = f"{INDICATORS[one.key].name}是一段时间内累计的数，应与上年同期比"
        yield Slip(item.paragraph, *base.span(), base[0], "同比与较上年底", why, "比上年同期")
