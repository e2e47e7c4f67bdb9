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
        """The two numbers on record simply taken from one another, though not the same offices have reported."""
        flow = INDICATORS[one.key].kind is Kind.FLOW
        base = baseline_period(one.filters, self.meanings.snapshot.directory, flow=flow)
        if base is None or "同口径" in self.meanings.around.before(item, _REACH):
            return ""
        now = replace(one, how=How.VALUE)
        new, old = (
            self.meanings.value(replace(now, filters=replace(now.filters, period=period))).value
            for period in (now.filters.period, base.id)
        )
        if not new or not old:
            return ""
        decimals = INDICATORS[one.key].decimals
        plain = [new - old, formats.rounded(new, decimals) - formats.rounded(old, decimals)]
        if one.how is How.GROWTH:
            plain = [(new - old) * 100 / old]
        found = next((value for value in plain if agrees(item.written, abs(value))[0]), None)
        if found is None or self._wrong_way(item, found):
            return ""
        return "两期的数直接相减是这个数，剔除缺报的单位按同口径不是，请核对口径"

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
