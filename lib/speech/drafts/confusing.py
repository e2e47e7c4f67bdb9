"""With what else a number may have been confused: another unit, another 口径, another time, another scope."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lib.indicators import INDICATORS
from lib.speech.drafts.comparing import Comparing, telling
from lib.speech.drafts.matching import POINTS, Candidate
from lib.speech.drafts.matching_words import How
from lib.speech.drafts.meanings import swapped
from lib.speech.drafts.meanings_elsewhere import elsewhen, elsewhere
from lib.speech.drafts.meanings_following import CHANGED
from lib.speech.drafts.surroundings import Asked
from lib.speech.drafts.verdicts import Checked, Verdict, judged

_AS_LIKELY = 1.5
_NO_ACCIDENT = 3  # digits
_SIDES = (How.NUMERATOR, How.DENOMINATOR, How.REST)


class Confusing:
    """What the numbers of one draft may be, other than what they say."""

    def __init__(self, comparing: Comparing) -> None:
        self._comparing, self._meanings = comparing, comparing.meanings

    def under_another_unit(self, item: Asked) -> Checked | None:
        """The number is right under another unit: 百分点 for %, 人次 for 人."""
        for one in self._meanings.under_another_unit(item):
            told, _ = self._comparing.agrees(item, one)
            if not told or one.doubt:
                continue
            if item.spot.measure in ("%", POINTS):
                unit = swapped(item.spot.measure)
                shown = self._comparing.right(item, one, unit)
                return self._judged(item, Verdict.DIFFERS, f"{one.reason}；应以“{unit}”计", one, shown)
            # 36名 is right as 名: that only another clause fits does not make it 人次.
            if telling(item) and (INDICATORS[one.key].unit == "人次") != (item.spot.measure == "人次"):
                return self._miscounted(item, one)
        return None

    def _miscounted(self, item: Asked, one: Candidate) -> Checked:
        indicator, meant = INDICATORS[one.key], next(iter(self._meanings.of(item)), None)
        reason = f"与{indicator.name}相同，单位应是“{indicator.unit}”"
        if (meant is None or meant.key == one.key) and item.written.step == 1:
            shown = self._comparing.right(item, one, indicator.unit)
            return self._judged(item, Verdict.OTHER, reason, one, shown, miscounted=True)
        if meant is None or meant.key == one.key:  # in 万 it is a slip of the pen
            return self._judged(item, Verdict.AGREES, reason, one, miscounted=True)
        shown = self._comparing.right(item, meant)
        return self._judged(item, Verdict.OTHER, reason, meant, shown, miscounted=True)

    def allowed(self, item: Asked, asked: Sequence[Candidate]) -> Checked | None:
        """The number is right in another way that the words allow as well: at the place of the draft, at another
        place or time that the text names, as another side of the rate."""
        first = asked[0]
        of_draft, others = self._meanings.also(item, first)
        sides = [replace(first, how=how) for how in _SIDES if first.how in _SIDES and how is not first.how]
        for one in (*of_draft, *others, *sides):
            if self._comparing.agrees(item, one)[0]:
                meant = one in of_draft or (one in others and not first.sure)
                verdict = Verdict.AGREES if telling(item) and meant else Verdict.OPEN
                return self._judged(item, verdict, f"{one.reason}；按文中另一处的范围、时点或口径", one)
        return None

    def faint(self, item: Asked) -> Checked | None:
        """So many digits are those of a single reading, though few of the words speak for it."""
        if not (telling(item, _NO_ACCIDENT) or (item.written.is_share and telling(item))):
            return None
        equal = [one for one in self._meanings.faint(item) if self._comparing.agrees(item, one)[0]]
        if len({one.key for one in equal}) != 1:
            return None
        return self._judged(item, Verdict.AGREES, f"{equal[0].reason}；数值相同", equal[0])

    def other(self, item: Asked, asked: Sequence[Candidate]) -> Checked | None:
        """The same number under another 口径, at another time or of another scope."""
        for one, what in self._alternatives(item, asked):
            told, _ = self._comparing.agrees(item, one)
            if told:
                return self._like(item, asked[0], one, what)
        return None

    def _like(self, item: Asked, first: Candidate, one: Candidate, what: str) -> Checked:
        """The number is that of another candidate: of which the text may speak after all, where it names it too."""
        said = self._meanings.around.since_earlier(item)
        if what == "全市" and what in self._meanings.around.clause(item):  # of a county-level city it may mean both
            return self._judged(item, Verdict.AGREES, f"{one.reason}；范围按市本级的“全市”", one)
        as_likely = one.key != first.key and (one.how is How.DENOMINATOR or first.score - one.score < _AS_LIKELY)
        if as_likely or (what in said and one.filters.districts != first.filters.districts):
            return self._judged(item, Verdict.OPEN, f"与{what}的数相同，请核对说的是哪一项", first)
        return self._judged(item, Verdict.OTHER, f"与{what}的数相同", first, self._comparing.right(item, first))

    def _alternatives(self, item: Asked, asked: Sequence[Candidate]) -> Iterator[tuple[Candidate, str]]:
        first, directory = asked[0], self._meanings.snapshot.directory
        yield from ((one, INDICATORS[one.key].name) for one in asked[1:] if one.key != first.key)
        yield from ((one, f"{INDICATORS[one.key].name}的基数") for one in self._bases(item))
        if first.how in CHANGED:
            return
        others = list(elsewhen(directory, first))
        if telling(item, 3) or (item.written.is_share and telling(item)):
            others += elsewhere(directory, first)
        self._meanings.measure(one for one, _ in others)
        yield from others

    def _bases(self, item: Asked) -> Iterator[Candidate]:
        """离休干部194人中已走访134人，走访率69.1%: the base of the rates that the sentence goes on to tell."""
        for later in self._meanings.around.later(item):
            first = next(iter(self._meanings.of(later)), None)
            if first and (first.how is How.NUMERATOR or (first.how is How.VALUE and INDICATORS[first.key].is_rate)):
                yield replace(first, how=How.DENOMINATOR)

    def _judged(
        self, item: Asked, verdict: Verdict, reason: str, one: Candidate, right: str = "", *, miscounted: bool = False
    ) -> Checked:
        return judged(item, verdict, reason, one, self._meanings.value(one).reading, right, miscounted=miscounted)
