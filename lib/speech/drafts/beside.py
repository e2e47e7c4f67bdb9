"""Numbers that are settled by those beside them: of 应开40个，开了25个，62.5% each is a side of one rate."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lib.indicators import INDICATORS, Ratio
from lib.speech.drafts.comparing import Comparing, telling
from lib.speech.drafts.matching import POINTS, Candidate
from lib.speech.drafts.matching_words import How
from lib.speech.drafts.surroundings import Asked
from lib.speech.drafts.verdicts import Checked, Verdict, judged

_BRACKETED = re.compile("[（(][^）)]*[）)]|\\s")
_SIDES = (How.NUMERATOR, How.DENOMINATOR)
_COUNTED = frozenset(("", "个", "家", "人", "名", "位"))


class Beside:
    """Looks from a number that cannot be told to those next to it in its sentence that were."""

    def __init__(self, comparing: Comparing) -> None:
        self._comparing, self._meanings = comparing, comparing.meanings

    def settled(self, item: Asked, place: int, found: Sequence[Checked]) -> Checked | None:
        """一致 where the digits are those of another side of the rate of which a number beside it is one."""
        beside = list(self._in_row(item, place, found) or self._beside(item, place, found))
        if not (telling(item) or self._is_stem(item, place, found)):
            return None
        told = {self._meanings.value(one).value for one in beside}
        own = next(iter(self._meanings.of(item)), None)
        sides = [side for one in beside for side in _sides(item, one) if not _says_part(own, side)]
        self._meanings.measure(sides)
        for side in sides:
            value = self._meanings.value(side)
            if value.value not in told and self._comparing.agrees(item, side)[0]:
                reason = f"{side.reason}；与前后的数同属{INDICATORS[side.key].name}"
                return judged(item, Verdict.AGREES, reason, side, value.reading)
        return None

    def _row(self, item: Asked, place: int, found: Sequence[Checked]) -> list[Checked]:
        """The right numbers in the other cells of its row."""
        draft, cells = self._meanings.draft, []
        own = draft.paragraphs[item.paragraph]
        for way in (-1, 1):
            other = place + way
            while own.row and 0 <= other < len(found) and draft.paragraphs[found[other].paragraph].row == own.row:
                cells.append(found[other])
                other += way
        return [one for one in cells if one.verdict is Verdict.AGREES and one.candidate]

    def _in_row(self, item: Asked, place: int, found: Sequence[Checked]) -> list[Candidate]:
        return [one.candidate for one in self._row(item, place, found)]

    def _is_stem(self, item: Asked, place: int, found: Sequence[Checked]) -> bool:
        """The column 达标 beside the column 达标率."""
        paragraphs = self._meanings.draft.paragraphs
        stem = _BRACKETED.sub("", paragraphs[item.paragraph].column)
        columns = [paragraphs[one.paragraph].column for one in self._row(item, place, found)]
        return bool(stem) and f"{stem}率" in (_BRACKETED.sub("", one) for one in columns)

    def _beside(self, item: Asked, place: int, found: Sequence[Checked]) -> Iterator[Candidate]:
        """What the right numbers next to it measure."""
        start = self._meanings.around.sentence_start(item)
        for other in (place - 1, place + 1):
            if 0 <= other < len(found) and found[other].verdict is Verdict.AGREES and found[other].candidate:
                asked = self._meanings.numbers[other]
                if asked.paragraph == item.paragraph and self._meanings.around.sentence_start(asked) == start:
                    yield found[other].candidate


def _sides(item: Asked, one: Candidate) -> Iterator[Candidate]:
    """The sides of the rates to which a number belongs that this one may be by its measure word."""
    if one.group or one.how not in (How.VALUE, *_SIDES) or item.spot.measure == POINTS:
        return
    for key in _rates(one):
        if item.written.is_share:
            yield replace(one, key=key, how=How.VALUE)
        elif item.spot.measure in _COUNTED:
            yield from (replace(one, key=key, how=how) for how in _SIDES)


def _says_part(own: Candidate | None, side: Candidate) -> bool:
    """党工委获批成立17个 says by its own words how many were, and is not all of them that could have been."""
    if own is None or side.how is not How.DENOMINATOR:
        return False
    rate = INDICATORS[side.key].value
    return isinstance(rate, Ratio) and (own.how is How.NUMERATOR or INDICATORS[own.key].value == rate.numerator)


def _rates(one: Candidate) -> list[str]:
    """The rate that it is or of which it is a side; of a count those of which it is the numerator."""
    indicator = INDICATORS[one.key]
    if indicator.is_rate:
        return [one.key] if isinstance(indicator.value, Ratio) else []
    return [
        item.key
        for item in INDICATORS.values()
        if item.is_rate and isinstance(item.value, Ratio) and item.value.numerator == indicator.value
    ]
