"""Conditions of a sentence: comparisons of sums of indicators, in a small language that is read and never executed.

「离休干部数 + 退休干部数 = 离退休干部总数」「分母(组织覆盖率) >= 80% * branch_total」. A part is a number, an indicator
by key or name, or 分子( ), 分母( ), 目标( ) of one; parts are added, taken away and multiplied by a number.
"""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from lib import formats
from lib.errors import UnknownIndicatorError
from lib.indicators import INDICATORS, indicator

PARTS = ("分子", "分母", "目标")
_OPERATORS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_COMPARISON = re.compile(r"(!=|<=|>=|=|<|>)")
_SIGNED = re.compile(r"\s*([+-])\s*")
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)(%?)")
_PART = re.compile(rf"(?:({'|'.join(PARTS)})\((?P<inner>.+)\)|(?P<plain>.+))")
_KEYS = {item.name: key for key, item in INDICATORS.items()}


class GuardError(ValueError):
    """A condition that cannot be read; its text says why in Chinese."""


@dataclass(frozen=True)
class Term:
    """`factor` times a part of an indicator, or the bare number where `key` is empty. `part`: 分子, 分母, 目标 or empty
    for the value."""

    factor: Decimal
    key: str = ""
    part: str = ""

    @property
    def words(self) -> str:
        name = indicator(self.key).name if self.key else ""
        return f"{name}的{self.part}" if self.part else name


@dataclass(frozen=True)
class Guard:
    """`text`: as written."""

    text: str
    left: tuple[Term, ...]
    sign: str
    right: tuple[Term, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(term.key for term in (*self.left, *self.right) if term.key))


Lookup = Callable[[str, str], Decimal | None]  # key, part → the number, None where it is not known


def key_of(written: str) -> str:
    """The key of an indicator given by key or name. Raises GuardError with the most similar one."""
    key = _KEYS.get(written, written)
    try:
        return indicator(key).key
    except UnknownIndicatorError as error:
        raise GuardError(str(error)) from None


def parse(text: str) -> Guard:
    """The condition. Raises GuardError where it is none."""
    pieces = _COMPARISON.split(text)
    if len(pieces) != 3:
        raise GuardError("应为一个比较，如“离休干部数 > 0”，只能用 =、!=、<、<=、>、>= 中的一个")
    left, sign, right = pieces
    return Guard(text, _side(left), sign, _side(right))


def _side(text: str) -> tuple[Term, ...]:
    if not text.strip():
        raise GuardError("比较的一边是空的")
    pieces = ["+", *_SIGNED.split(text.strip())]
    signs, parts = pieces[::2], pieces[1::2]
    return tuple(_term(part, Decimal(1 if sign == "+" else -1)) for sign, part in zip(signs, parts, strict=True))


def _term(text: str, sign: Decimal) -> Term:
    factor, star, rest = text.partition("*")
    if not star and not _NUMBER.fullmatch(text.strip()):
        factor, rest = "1", text
    number = _NUMBER.fullmatch(factor.strip())
    if number is None:
        raise GuardError(f"“{factor.strip()}”不是数，乘号前只能是数")
    amount = sign * Decimal(number[1]) / (100 if number[2] and star else 1)
    if not rest.strip():
        return Term(amount)
    part = _PART.fullmatch(rest.strip())
    return Term(amount, key_of((part["inner"] or part["plain"]).strip()), part[1] or "")


def why_not(guard: Guard, lookup: Lookup) -> str:
    """Why the condition is not met, with the numbers; empty where it is."""
    found: dict[Term, Decimal] = {}
    for term in (*guard.left, *guard.right):
        value = lookup(term.key, term.part) if term.key else Decimal(1)
        if value is None:
            return f"{term.words}没有数，不能判断"
        found[term] = term.factor * value
    left, right = (sum((found[term] for term in side), Decimal(0)) for side in (guard.left, guard.right))
    if _OPERATORS[guard.sign](left, right):
        return ""
    beside = f"与{_shown(guard.right, right)}" if any(term.key for term in guard.right) else ""
    return f"要求“{_named(guard)}”，实际为{_shown(guard.left, left)}{beside}"


def _named(guard: Guard) -> str:
    names: Mapping[str, str] = {key: indicator(key).name for key in guard.keys}
    return re.sub(r"[A-Za-z_]\w*", lambda word: names.get(word[0], word[0]), guard.text)


def _shown(side: tuple[Term, ...], value: Decimal) -> str:
    share = any(term.key and not term.part and indicator(term.key).is_rate for term in side)
    decimals = max(0, -value.normalize().as_tuple().exponent)
    return formats.percent(value) if share else formats.number(value, min(decimals, 2))
