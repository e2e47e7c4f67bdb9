"""A paragraph with its numbers and its sentences, as the checks of logic read it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from lib.speech.drafts.kinds import NumberKind, WrittenNumber
from lib.speech.drafts.numbers import numbers
from lib.speech.drafts.numerals import narrowed

_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;\n]?")


@dataclass(frozen=True)
class Fault:
    """Something wrong from `start` to `end` of one paragraph."""

    start: int
    end: int
    rule: str
    why: str
    wording: str = ""


@dataclass(frozen=True, eq=False)
class Line:
    """`number`: of the paragraph, from 0. `plain`: the text with narrow digits, of the same length."""

    number: int
    text: str

    @cached_property
    def plain(self) -> str:
        return narrowed(self.text)

    @cached_property
    def numbers(self) -> tuple[WrittenNumber, ...]:
        return numbers(self.text)

    @cached_property
    def quantities(self) -> tuple[WrittenNumber, ...]:
        return tuple(item for item in self.numbers if item.kind is NumberKind.QUANTITY)

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Where each sentence begins and ends; a semicolon ends one."""
        for match in _SENTENCE.finditer(self.plain):
            yield match.span()

    def within(self, start: int, end: int) -> list[WrittenNumber]:
        """The quantities that stand wholly between the two places."""
        return [item for item in self.quantities if start <= item.start and item.end <= end]


def lines(paragraphs: Iterable[str]) -> tuple[Line, ...]:
    return tuple(Line(number, text) for number, text in enumerate(paragraphs))
