"""A written number beside the value on record: whether it says it, and what it ought to say."""

from dataclasses import replace
from decimal import Decimal

from lib import formats
from lib.filters import baseline_period
from lib.indicators import INDICATORS, Kind
from lib.measure import Reading
from lib.speech.drafts.agreeing import agrees, right
from lib.speech.drafts.kinds import WrittenNumber
from lib.speech.drafts.matching import Candidate
from lib.speech.drafts.matching_words import How
from lib.speech.drafts.meanings import Meanings
from lib.speech.drafts.meanings_following import CHANGED
from lib.speech.drafts.surroundings import Asked

_REACH = 20  # characters before a number in which 同口径 stands


class Comparing:
    """The numbers of one draft beside what they are taken to measure."""

    def __init__(self, meanings: Meanings) -> None:
        self.meanings = meanings

    def agrees(self, item: Asked, one: Candidate) -> tuple[bool | None, str]:
        """True, False, or None where nobody can say; and why not."""
        found = self.meanings.value(one)
        if found.value is None:
            return None, f"{INDICATORS[one.key].name}：{found.reason}"
        if one.how in CHANGED and self._wrong_way(item, found.value):
            return False, f"实际是{'减少' if found.value < 0 else '增加'}"
        value = abs(found.value) if one.how in CHANGED else found.value
        told, why = agrees(item.written, value)
        if told is False and one.how in CHANGED and (plain := self._plain_change(item, one)):
            return None, plain
        if told is False and found.reading and _within(item.written, found.reading):
            return None, "库中的数含约数，所写在其范围之内"
        return told, why

    def _plain_change(self, item: Asked, one: Candidate) -> str:
        """The two numbers on record simply taken from one another, with all offices or without those that have not
        reported: like for like goes down to units, which nobody does by hand."""
        flow = INDICATORS[one.key].kind is Kind.FLOW
        base = baseline_period(one.filters, self.meanings.snapshot.directory, flow=flow)
        if base is None:
            return ""
        now = replace(one, how=How.VALUE)
        then = replace(now, filters=replace(now.filters, period=base.id))
        if "同口径" not in self.meanings.around.before(item, _REACH) and self._moved(item, one, now, then):
            return "两期的数直接相减是这个数，剔除缺报的单位按同口径不是，请核对口径"
        alike = self._without_silent(now, then)
        if alike and self._moved(item, one, *alike):
            return "只剔除整个缺报的区县是这个数，同口径还剔除了部分缺报的单位，请核对口径"
        return ""

    def _moved(self, item: Asked, one: Candidate, now: Candidate, then: Candidate) -> bool:
        """Whether the number is the plain difference or growth of these two."""
        new, old = self.meanings.value(now).value, self.meanings.value(then).value
        if not new or not old:
            return False
        decimals = INDICATORS[one.key].decimals
        plain = [new - old, formats.rounded(new, decimals) - formats.rounded(old, decimals)]
        if one.how is How.GROWTH:
            plain = [(new - old) * 100 / old]
        return any(agrees(item.written, abs(value))[0] and not self._wrong_way(item, value) for value in plain)

    def _without_silent(self, now: Candidate, then: Candidate) -> tuple[Candidate, Candidate] | None:
        """Both without the offices that have sent nothing on one side; None where there are none."""
        directory = self.meanings.snapshot.directory
        readings = [self.meanings.value(side).reading for side in (now, then)]
        silent = {label for reading in readings if reading for label in reading.missing}
        codes = now.filters.region_codes(directory)
        left = tuple(code for code in codes if directory.region(code).label not in silent)
        if not silent or not left or left == tuple(codes):
            return None
        first, second = (
            replace(side, filters=replace(side.filters, districts=left, excluded=False)) for side in (now, then)
        )
        return first, second

    def right(self, item: Asked, one: Candidate, unit: str | None = None) -> str:
        """What the number ought to say, in the unit it is written in or in this one; empty where that is not known."""
        value = self.meanings.value(one).value
        if value is None:
            return ""
        decimals = {How.VALUE: INDICATORS[one.key].decimals, How.CHANGE: INDICATORS[one.key].decimals, How.GROWTH: 1}
        shown = right(item.written, value, decimals.get(one.how, 0), item.written.unit if unit is None else unit)
        if one.how in CHANGED and self._wrong_way(item, value):
            return f"{'减少' if value < 0 else '增加'}{shown}"
        return shown

    def _wrong_way(self, item: Asked, value: Decimal) -> bool:
        falls = self.meanings.around.falls(item)
        return value != 0 and falls is not None and falls != (value < 0)


def telling(item: Asked, digits: int = 2) -> bool:
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
