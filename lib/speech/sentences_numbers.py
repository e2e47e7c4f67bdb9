"""One blank of a sentence filled: the number as it is printed, exact or in a round number, and what it rests on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from lib import formats
from lib.indicators import Indicator, Kind, indicator
from lib.measure import Comparison, Reading, State
from lib.speech import claims
from lib.speech.approximation import TOLERANCE, Phrase
from lib.speech.sayings import Saying, sayings
from lib.speech.sentences import LOWEST, Pattern, Slot
from lib.speech.sentences_facts import Facts, is_exact, is_known

_WORDS_ONLY = ("名称", "年份", "类别", "前三")
_TOP = 3
_PLAIN_PHRASES = (Phrase.MORE, Phrase.NEAR, Phrase.OVER, Phrase.ABOUT, Phrase.OVER_HALF, Phrase.NEAR_HALF)


class WithheldError(Exception):
    """This blank cannot be filled. `key`: of the indicator in the way; `missing`: because somebody has not reported."""

    def __init__(self, reason: str, key: str = "", *, missing: bool = False) -> None:
        super().__init__(reason)
        self.key = key
        self.missing = missing


@dataclass(frozen=True)
class Number:
    """A number of a sentence. `id`: 「S03.member_total」; `text`: as the sentence says it; `exact`: to the last digit;
    `options`: the round numbers that are true of it."""

    id: str
    key: str
    text: str
    exact: str
    reading: Reading
    options: tuple[Saying, ...] = ()

    @property
    def item(self) -> Indicator:
        return indicator(self.key)

    @property
    def usual(self) -> Saying | None:
        """The finest of the options that loses little and has no tone: 不少于 praises, 不足 blames."""
        plain = (one for one in self.options if one.phrase in _PLAIN_PHRASES and not one.is_fraction)
        return next((one for one in plain if one.loss <= TOLERANCE), None)

    def option(self, saying: Saying) -> str:
        """An option as the sentence would say it."""
        return saying.with_unit(self.item.unit if self.exact.endswith(self.item.unit) else "")


def filled(pattern: Pattern, slot: Slot, facts: Facts, choices: Mapping[str, str]) -> tuple[str, Number | None]:
    """The words in place of a slot, and the number they are, if any. `choices`: the round number wanted, by id; one
    that is not true is not said. Raises WithheldError."""
    if slot.key == LOWEST:
        key, name = _lowest(pattern, facts)
        if slot.form == "名称":
            return name, None
        slot = replace(slot, key=key)
    reading = _reading(slot, facts)
    text = _printed(slot, pattern, facts, reading)
    if text in ("", formats.DASH):
        raise WithheldError(f"{slot.item.name}没有可说的“{slot.form}”", slot.key)
    if slot.form in _WORDS_ONLY:
        return text, None
    identity = f"{pattern.id}.{slot.key}" + (f".{slot.form}" if slot.form and slot.form not in ("万", "数") else "")
    options = sayings(reading.value, share=slot.item.is_rate) if slot.round and is_exact(reading) else ()
    number = Number(identity, slot.key, text, text, reading, options)
    wanted = next((one for one in options if one.text == choices.get(identity)), None)
    if wanted is not None:
        number = replace(number, text=number.option(wanted))
    return number.text, number


def _reading(slot: Slot, facts: Facts) -> Reading:
    item = slot.item
    if slot.form in ("最早年底", "最近年底"):
        ends = facts.ends.get(slot.key, ())
        if len(ends) < 2:
            raise WithheldError(f"{item.name}要有两个年底的数", slot.key, missing=True)
        reading = ends[0 if slot.form == "最早年底" else -1]
    else:
        reading = facts.now[slot.key]
    if not is_known(reading):
        raise WithheldError(*_unknown(reading, item), missing=reading.state is State.MISSING)
    return reading


def _unknown(reading: Reading, item: Indicator) -> tuple[str, str]:
    """Why there is nothing to print, and of which indicator."""
    if reading.state is State.MISSING:
        who = "、".join(reading.missing)
        return f"{item.name}缺报" + (f"（{who}）" if who else "") + (
            f"：{reading.reason}" if reading.reason else ""
        ), item.key
    if reading.state is State.NOT_APPLICABLE:
        return f"{item.name}：{reading.reason or '不适用'}", item.key
    return f"{item.name}的分母为0，没有可说的数", item.key


def _lowest(pattern: Pattern, facts: Facts) -> tuple[str, str]:
    known = [(facts.now[key].value, key, name) for key, name in pattern.lowest if facts.now[key].value is not None]
    if len(known) < len(pattern.lowest):
        raise WithheldError("有规范项没有达标率，不能说哪一项最低", pattern.lowest[0][0], missing=True)
    least = min(value for value, _, _ in known)
    return next((key, name) for value, key, name in known if value == least)


def _printed(slot: Slot, pattern: Pattern, facts: Facts, reading: Reading) -> str:
    item = slot.item
    if slot.form in _PLAIN:
        return _PLAIN[slot.form](reading, item)
    match slot.form:
        case "前三":
            return _largest(facts.groups[slot.key, pattern.by], item)
        case "较目标" | "目标":
            return _beside_target(slot, facts, item)
        case "低于全市":
            return _below(facts.groups.get((slot.key, "district"), ()), reading, item)
    return _changed(facts.changes[slot.key], item)


def _absolute(reading: Reading, item: Indicator) -> str:
    value = None if reading.value is None else abs(reading.value)
    return formats.with_unit(replace(reading, value=value), item)


_PLAIN: dict[str, Callable[[Reading, Indicator], str]] = {
    **dict.fromkeys(("", "最早年底", "最近年底"), formats.with_unit),
    "万": partial(formats.with_unit, compact=True),
    "数": formats.figure,
    "绝对": _absolute,
    "分子": lambda reading, _: formats.number(reading.numerator),
    "分母": lambda reading, _: formats.number(reading.denominator),
    "类别": lambda reading, _: reading.words,
    "年份": lambda reading, _: reading.span,
}


def _largest(groups: tuple[Reading, ...], item: Indicator) -> str:
    known = [one for one in groups if one.group and one.value]
    ordered = sorted(known, key=lambda one: -one.value)
    if len(ordered) < _TOP:
        raise WithheldError(f"{item.name}分不出前三类", item.key, missing=not known)
    return "、".join(one.group for one in ordered[:_TOP])


def _changed(compared: Comparison, item: Indicator) -> str:
    """「较上年底减少5个」, 「同比增长8.4%」."""
    stock = item.kind is Kind.STOCK
    if compared.then is None or compared.difference is None:
        when = "上年底" if stock else "上年同期"
        raise WithheldError(f"{item.name}没有{when}可比的数", item.key, missing=True)
    lead = ("较上年底" if stock else "同比") + ("同口径" if compared.without else "")
    if compared.difference == 0:
        return f"{'与上年底' if stock else '与上年同期'}持平"
    up = compared.difference > 0
    if item.is_rank:
        return f"{lead}{formats.places(compared.difference)}"
    if stock or compared.growth is None:
        moved = formats.delta(abs(compared.difference), item).lstrip("+") + ("" if item.is_rate else item.unit)
        return f"{lead}{('提高' if up else '下降') if item.is_rate else ('增加' if up else '减少')}{moved}"
    if compared.then.value < claims.SMALLEST_GROWTH_BASE and not compared.without:
        return f"同比{claims.growth(compared.now.value, compared.then.value, item.unit)}"
    return f"{lead}{'增长' if up else '下降'}{formats.percent(abs(compared.growth))}"


def _beside_target(slot: Slot, facts: Facts, item: Indicator) -> str:
    """「低于20%的年度目标2.3个百分点」, or the target itself."""
    found = facts.targets[slot.key]
    if found.target is None:
        raise WithheldError(f"{item.name}在这个范围没有目标值", item.key)
    lo = float(found.target.lo)
    goal = (
        formats.percent(lo, 0 if lo == int(lo) else item.decimals) if item.is_rate else formats.number(lo) + item.unit
    )
    if slot.form == "目标":
        return goal
    if found.difference is None:
        raise WithheldError(f"{item.name}含约数，不能与目标相比", item.key)
    if found.difference == 0:
        return f"达到{goal}的年度目标"
    away = formats.delta(abs(found.difference), item).lstrip("+") + ("" if item.is_rate else item.unit)
    return f"{'高于' if found.difference > 0 else '低于'}{goal}的年度目标{away}"


def _below(groups: tuple[Reading, ...], whole: Reading, item: Indicator) -> str:
    known = [one.value for one in groups if one.value is not None and one.group_code is not None]
    if not known or whole.value is None:
        raise WithheldError(f"{item.name}没有可与全市相比的区县", item.key)
    return formats.number(sum(value < whole.value for value in known))
