"""What the patterns say of one scope and period: sentences with their numbers, or why they are withheld."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lib import formats
from lib.indicators import Kind, indicator
from lib.measure import Reading
from lib.speech import claims
from lib.speech.sentences import AS_OF, DISTRICTS, LOWEST, SCOPE, SPAN, Pattern, Slot, Variant
from lib.speech.sentences_facts import Facts, is_known
from lib.speech.sentences_guard import why_not
from lib.speech.sentences_numbers import Number, WithheldError, filled

_NAMED = 4  # offices named in a note
_HALVES = {(1, 12): "", (1, 6): "上半年", (7, 12): "下半年"}


@dataclass(frozen=True)
class Sentence:
    """`body`: without the full stop; `lead`: its beginning that says when, empty without one; `note`: who is not in
    it. A sentence that is withheld has no body but a `reason`; `missing`: because somebody has not reported; `key`: the
    indicator in the way."""

    pattern: Pattern
    body: str = ""
    lead: str = ""
    note: str = ""
    numbers: tuple[Number, ...] = ()
    reason: str = ""
    missing: bool = False
    key: str = ""

    @property
    def text(self) -> str:
        """Ready to copy."""
        return f"{self.body}{f'（{self.note}）' if self.note else ''}。" if self.body else ""


def tell(
    patterns: Iterable[Pattern], facts: Facts, scope: str, choices: Mapping[str, str] | None = None
) -> tuple[Sentence, ...]:
    """Every pattern that fits the scope, in its order."""
    return tuple(_sentence(one, facts, scope, choices or {}) for one in patterns if one.of(scope))


def _sentence(pattern: Pattern, facts: Facts, scope: str, choices: Mapping[str, str]) -> Sentence:
    try:
        return _said(pattern, facts, scope, choices)
    except WithheldError as held:
        return Sentence(pattern, reason=str(held), missing=held.missing, key=held.key)


def _said(pattern: Pattern, facts: Facts, scope: str, choices: Mapping[str, str]) -> Sentence:
    variant = _variant(pattern, facts, scope)
    for slot in variant.slots:
        if slot.key:
            filled(pattern, slot, facts, {})  # what is not known is a better reason than a condition about it
    _check(pattern, facts, variant)
    body, numbers = variant.text.removesuffix("。"), []
    for slot in variant.slots:
        text, number = (
            filled(pattern, slot, facts, choices) if slot.key else (_word(slot, pattern, variant, facts), None)
        )
        body = body.replace(slot.written, text, 1)
        numbers += [number] if number else []
    first = body.partition("，")[0]
    lead = f"{first}，" if variant.slots[:1] and variant.slots[0].form in (AS_OF, SPAN) else ""
    return Sentence(pattern, body, lead, _note([one.reading for one in numbers]), tuple(numbers))


def _variant(pattern: Pattern, facts: Facts, scope: str) -> Variant:
    for one in pattern.of(scope):
        if all(not why_not(guard, facts.number) for guard in one.when):
            return one
    raise WithheldError("没有适合现在这些数的说法")


def _check(pattern: Pattern, facts: Facts, variant: Variant) -> None:
    """The conditions of the sentence. Raises WithheldError for the first that is not met."""
    readings = [facts.now[key] for key in _asked(pattern, variant)]
    if variant.complete and (silent := _offices(readings)):
        raise WithheldError(f"{'、'.join(silent)}缺报，这句要全部报齐才能用", readings[0].key, missing=True)
    for key in pattern.every:
        reading = facts.now[key]
        if reason := claims.why_not_all(reading.numerator, reading.denominator, reading.missing):
            raise WithheldError(f"{indicator(key).name}：{reason}", key, missing=bool(reading.missing))
    for guard in pattern.guards:
        if reason := why_not(guard, facts.number):
            unknown = [key for key in guard.keys if not is_known(facts.now[key])]
            raise WithheldError(reason, (unknown or guard.keys)[0], missing=bool(unknown))


def _asked(pattern: Pattern, variant: Variant) -> tuple[str, ...]:
    """The indicators a wording speaks of: those it names, those compared for the lowest, those it depends on."""
    named = [slot.key for slot in variant.slots if slot.item]
    compared = [key for key, _ in pattern.lowest] if any(slot.key == LOWEST for slot in variant.slots) else []
    return tuple(dict.fromkeys((*named, *compared, *(key for guard in variant.when for key in guard.keys))))


def _word(slot: Slot, pattern: Pattern, variant: Variant, facts: Facts) -> str:
    if slot.form == SCOPE:
        return facts.label
    if slot.form == DISTRICTS:
        return formats.number(facts.districts)
    kind = Kind.STOCK if slot.form == AS_OF else Kind.FLOW
    readings = [facts.now[key] for key in _asked(pattern, variant) if indicator(key).kind is kind]
    times = {reading.as_of if kind is Kind.STOCK else reading.span for reading in readings}
    if len(times) != 1:
        reason = "句中各数的时点不同，不能写在一句里" if times else f"句中没有{kind}，不知道写哪个时间"
        raise WithheldError(reason, readings[0].key if readings else "")
    [time] = times
    return formats.day(time) if kind is Kind.STOCK else span(time)


def span(text: str) -> str:
    """2025年7—12月 as 2025年下半年, a whole year as 2025年; anything else as it is."""
    year, _, months = text.partition("年")
    ends = months.removesuffix("月").split("—")
    known = tuple(map(int, ends)) if all(end.isdigit() for end in ends) and len(ends) == 2 else None
    return f"{year}年{_HALVES[known]}" if known in _HALVES else text


def _offices(readings: Sequence[Reading]) -> list[str]:
    return list(dict.fromkeys(name for reading in readings for name in reading.missing))


def _note(readings: Sequence[Reading]) -> str:
    """「岑堰县缺报，栩岭县部分数据缺报，未计入」; empty where nobody is missing."""
    silent = _offices(readings)
    partial = [name for name in dict.fromkeys(name for one in readings for name in one.partial) if name not in silent]
    parts = [f"{_named(names)}{what}" for names, what in ((silent, "缺报"), (partial, "部分数据缺报")) if names]
    return f"{'，'.join(parts)}，未计入" if parts else ""


def _named(names: Sequence[str]) -> str:
    more = f"等{len(names)}个" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + more


def paragraph(sentences: Sequence[Sentence]) -> str:
    """The sentences as one paragraph: a date is said once where it stays the same, and what is missing once at the
    end where it is the same for all."""
    told = [one for one in sentences if one.body]
    notes = {one.note for one in told}
    shared = notes.pop() if len(told) > 1 and len(notes) == 1 else ""
    parts, before = [], ""
    for one in told:
        body = one.body.removeprefix(one.lead) if one.lead and one.lead == before else one.body
        parts.append(f"{body}{f'（{one.note}）' if one.note and not shared else ''}。")
        before = one.lead
    return "".join(parts) + (f"以上各数，{shared}。" if shared else "")


def subjects(sentences: Iterable[Sentence]) -> dict[str, tuple[Sentence, ...]]:
    """By subject, in the order of their first sentences."""
    found: dict[str, list[Sentence]] = {}
    for one in sentences:
        found.setdefault(one.pattern.subject, []).append(one)
    return {subject: tuple(listed) for subject, listed in found.items()}


def headline(sentences: Sequence[Sentence]) -> str:
    """「24句中20句可用，4句暂不提供：2句因缺报，2句条件不符」."""
    held = [one for one in sentences if not one.body]
    said = f"{len(sentences)}句中{len(sentences) - len(held)}句可用"
    if not held:
        return said
    silent = sum(one.missing for one in held)
    parts = [f"{count}句{why}" for count, why in ((silent, "因缺报"), (len(held) - silent, "因条件不符")) if count]
    return f"{said}，{'、'.join(parts)}暂不提供"
