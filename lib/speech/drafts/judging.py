"""Which verdict each number of a finished draft gets.

一致 and 不一致 are said only where it is certain what a number measures; otherwise the verdict is open.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lib.indicators import INDICATORS
from lib.speech.drafts.agreeing import agrees
from lib.speech.drafts.beside import Beside
from lib.speech.drafts.claimed import Claimed
from lib.speech.drafts.comparing import Comparing, telling
from lib.speech.drafts.confusing import Confusing
from lib.speech.drafts.explicit import implicit
from lib.speech.drafts.kinds import NumberKind
from lib.speech.drafts.matching import Candidate
from lib.speech.drafts.matching_changes import FORECASTS, PLANNED
from lib.speech.drafts.matching_misread import AMONG_DOUBT, FURTHER, TOTAL_DOUBT
from lib.speech.drafts.matching_plans import TO_COME
from lib.speech.drafts.matching_words import How
from lib.speech.drafts.meanings import Meanings
from lib.speech.drafts.meanings_following import CHANGED
from lib.speech.drafts.proposing import LEAST_MARGIN
from lib.speech.drafts.surroundings import BASED, Asked
from lib.speech.drafts.verdicts import Checked, Verdict, judged, said


@dataclass(frozen=True)
class _Doubt:
    """Why it is not certain what a number measures; `weak`: equal digits are enough to settle it."""

    why: str
    weak: bool


_SAMPLED = re.compile(r"调研组|课题组|抽查|抽样|问卷|受访|访谈(?<!报纸访谈)(?!\d)|被调查|受调查|样本")
_SENTENCE = re.compile(r"[。；！？\n]")
_PART = re.compile("其中|岁|分别|最[高低多少]")
_SURE = 1.5  # a verdict needs more than a proposal that somebody looks at
_CONFIDENT = 0.5  # from here on equal digits settle what is meant
_HAN = re.compile(r"[\u4e00-\u9fff]")


class Judge:
    """Says what is to be said of each number of a draft."""

    def __init__(self, meanings: Meanings) -> None:
        self.meanings = meanings
        self._comparing = Comparing(meanings)
        self._confusing, self._claimed = Confusing(self._comparing), Claimed(meanings)
        self._beside = Beside(self._comparing)

    def all(self) -> list[Checked]:
        found: list[Checked] = []
        open_places: list[int] = []
        for place, item in enumerate(self.meanings.numbers):
            one = self._special(item) or self._claimed.of(item)
            if one is None:
                one = self._matched(item) or self._unmatched(item, found)
                one = one if one.verdict is Verdict.AGREES else self._confusing.faint(item) or one
                if one.verdict in (Verdict.OPEN, Verdict.ABSENT):
                    open_places.append(place)
            found.append(one)
        for place in (*open_places, *reversed(open_places)):  # what one settles may settle the next on either side
            if found[place].verdict is not Verdict.AGREES:
                found[place] = self._beside.settled(self.meanings.numbers[place], place, found) or found[place]
        return found

    def _special(self, item: Asked) -> Checked | None:
        """A number that is no figure of the office."""
        if item.written.kind is NumberKind.THRESHOLD:
            return said(item, Verdict.ABSENT, "是条件或标准，不是统计数")
        clause, first = self.meanings.around.clause(item), next(iter(self.meanings.of(item)), None)
        if PLANNED.search(clause) and (first is None or first.key not in FORECASTS):
            return said(item, Verdict.OPEN, "是预计、计划或目标，不是已有的数")
        if _SAMPLED.search(_SENTENCE.split(self.meanings.around.before(item, 60))[-1]):
            return said(item, Verdict.ABSENT, "是调研或抽样的数，不是库中的统计数")
        return None

    def _unmatched(self, item: Asked, done: Sequence[Checked]) -> Checked:
        """Nothing on record fits. It is absent where the words name something else; where they name nothing, it goes
        with the number before."""
        hint, unit = self.meanings.hinted(item), item.written.unit
        if hint and unit in ("", "%", "个百分点", "百分点", "倍", "番"):
            return said(item, Verdict.OPEN, f"可能与{INDICATORS[hint.key].name}有关，但说法对不上")
        earlier = [one for one in done if one.paragraph == item.paragraph and one.number.kind is NumberKind.QUANTITY]
        last = earlier[-1] if earlier else None
        bare = BASED.sub("", self.meanings.around.clause(item))
        divided = "岁" in self.meanings.around.since_earlier(item)
        listed = divided or "分别" in _SENTENCE.split(self.meanings.around.before(item, 60))[-1]
        if (len(_HAN.findall(bare)) < 4 or listed) and (last is None or last.verdict is not Verdict.ABSENT):
            return said(item, Verdict.OPEN, "看不出说的是哪一项")
        if hint:
            return said(item, Verdict.ABSENT, f"库中有{INDICATORS[hint.key].name}，没有以“{unit}”计的这一项")
        return said(item, Verdict.ABSENT, "库中没有与这句话对应的指标")

    def _matched(self, item: Asked) -> Checked | None:
        asked = self.meanings.of(item)
        if not asked:
            return self._confusing.under_another_unit(item)
        if risen := self._risen(item):
            return risen
        first, doubt = asked[0], self._doubt(item, asked)
        reading = self.meanings.value(first).reading
        told, why = self._comparing.agrees(item, first)
        if told and (doubt is None or (doubt.weak and telling(item))):
            return judged(item, Verdict.AGREES, first.reason + self._note(first), first, reading)
        if told is False:
            return self._disagreeing(item, asked, doubt, why)
        other = self._confusing.under_another_unit(item)
        if other and _stands(other, doubt):
            return other
        return judged(item, Verdict.OPEN, doubt.why if doubt else why, first, reading)

    def _disagreeing(self, item: Asked, asked: Sequence[Candidate], doubt: _Doubt | None, why: str) -> Checked:
        """The number is had in another way, was confused with another, or is wrong where the text is explicit."""
        if allowed := self._confusing.allowed(item, asked):
            return allowed
        first = asked[0]
        reading, shown = self.meanings.value(first).reading, self._comparing.right(item, first)
        if doubt is None and (unclear := implicit(item, asked, self.meanings)):
            doubt = _Doubt(f"{unclear}；库中{INDICATORS[first.key].name}为{shown}", weak=True)
        other = self._confusing.under_another_unit(item) or self._confusing.other(item, asked)
        if other and _stands(other, doubt):
            return other
        if doubt is None and (whole := self._other_whole(item, first)):
            said = f"按文中的{whole}算是这个占比，{INDICATORS[first.key].name}的基数不同，请核对口径"
            doubt = _Doubt(said, weak=True)
        if doubt:
            return judged(item, Verdict.OPEN, doubt.why, first, reading)
        reason = "；".join(filter(None, (first.reason + self._note(first), why)))
        return judged(item, Verdict.DIFFERS, reason, first, reading, shown)

    def _risen(self, item: Asked) -> Checked | None:
        """由A增加到B: A is right where it was so a year before, by its digits or because B is right as well."""
        one = self.meanings.a_year_before(item)
        if one is None or one.score < _SURE or not self._comparing.agrees(item, one)[0]:
            return None
        later = next(iter(self.meanings.around.later(item)), None)
        now = next(iter(self.meanings.of(later)), None) if later else None
        both = now and now.key == one.key and now.how is one.how and self._comparing.agrees(later, now)[0]
        if not (both or telling(item)):
            return None
        return judged(item, Verdict.AGREES, f"{one.reason}；是一年前的数", one, self.meanings.value(one).reading)

    def _other_whole(self, item: Asked, one: Candidate) -> str:
        """A number of the text of which the share is right, though the indicator is not a share of that."""
        part = self.meanings.value(replace(one, how=How.NUMERATOR)).value
        if not part or one.how is not How.VALUE or not item.written.is_share or not telling(item):
            return ""
        earlier = [
            other.written for other in self.meanings.numbers if other.written.value and _place(other) < _place(item)
        ]
        shares = ((other.text, part * 100 / other.value) for other in earlier if other.value > part)
        return next((text for text, share in shares if agrees(item.written, share)[0]), "")

    def _note(self, one: Candidate) -> str:
        """What weakens the number on record."""
        reading = self.meanings.value(one).reading
        if reading is None or not reading.missing:
            return ""
        return f"；{'、'.join(reading.missing[:3])}{'等' if len(reading.missing) > 3 else ''}缺报，库中合计不含"

    def _doubt(self, item: Asked, asked: Sequence[Candidate]) -> _Doubt | None:
        first, name = asked[0], INDICATORS[asked[0].key].name
        if first.doubt:
            return _Doubt(first.doubt, weak=first.doubt in (AMONG_DOUBT, FURTHER, TOTAL_DOUBT, TO_COME))
        if not first.sure:
            return _Doubt(f"{name}：说的是哪个时间拿不准", weak=True)
        if first.score < _SURE:
            return _Doubt(f"可能是{name}，但把握不够", weak=first.score >= _CONFIDENT)
        if len(asked) > 1 and first.score - asked[1].score < LEAST_MARGIN:
            return _Doubt(f"{name}、{INDICATORS[asked[1].key].name}都有可能", weak=True)
        if (
            INDICATORS[first.key].split
            and first.group is None
            and _PART.search(self.meanings.around.since_earlier(item))
        ):
            return _Doubt(f"{name}要看是哪一部分的，请人工核对", weak=False)
        base = BASED.search(self.meanings.around.before(item, 20)) if first.how in CHANGED else None
        year = self.meanings.snapshot.directory.period(first.filters.period).year
        if base and (base["year"] or "")[:4].isdigit() and int(base["year"][:4]) != year - 1:
            return _Doubt(f"是与{base['year']}相比，请人工核对", weak=False)
        return None


def _stands(other: Checked, doubt: _Doubt | None) -> bool:
    """Whether a confusion may be told although it is in doubt what the number measures."""
    return doubt is None or other.miscounted or other.verdict is Verdict.AGREES


def _place(item: Asked) -> tuple[int, int]:
    return item.paragraph, item.written.start
