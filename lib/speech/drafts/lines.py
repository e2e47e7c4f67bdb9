"""A paragraph with its numbers and its sentences, as the checks of logic read it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from lib.speech.drafts.kinds import NumberKind, WrittenNumber
from lib.speech.drafts.numbers import numbers
from lib.speech.drafts.numerals import narrowed

_NOT_ADDED = ("%", "个百分点", "百分点", "倍", "番", "岁", "年", "个月")
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
    """`number`: of the paragraph, from 0. `plain`: the text with narrow digits, of the same length. `row` and `column`:
    the headings of a table's cell."""

    number: int
    text: str
    row: str = ""
    column: str = ""

    @cached_property
    def plain(self) -> str:
        return narrowed(self.text)

    @cached_property
    def numbers(self) -> tuple[WrittenNumber, ...]:
        return numbers(self.text)

    @cached_property
    def quantities(self) -> tuple[WrittenNumber, ...]:
        return tuple(item for item in self.numbers if item.kind is NumberKind.QUANTITY)

    @cached_property
    def masked(self) -> str:
        """The plain text with each quantity as a run of NUL of its length."""
        masked = self.plain
        for item in self.quantities:
            masked = masked[: item.start] + "\0" * (item.end - item.start) + masked[item.end :]
        return masked

    @cached_property
    def at(self) -> dict[int, WrittenNumber]:
        """The quantities by where they begin."""
        return {item.start: item for item in self.quantities}

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Where each sentence begins and ends; a semicolon ends one."""
        for match in _SENTENCE.finditer(self.plain):
            yield match.span()

    def within(self, start: int, end: int) -> list[WrittenNumber]:
        """The quantities that stand wholly between the two places."""
        return [item for item in self.quantities if start <= item.start and item.end <= end]


def is_count(item: WrittenNumber) -> bool:
    """An exact count, not a share: what can be added up."""
    return item.value is not None and not item.words and item.unit not in _NOT_ADDED


def places(item: WrittenNumber) -> int:
    """The decimals with which a number is written."""
    return max(0, -item.step.normalize().as_tuple().exponent)


def lines(paragraphs: Iterable[str], headings: Mapping[int, tuple[str, str]] | None = None) -> tuple[Line, ...]:
    """`headings`: row and column by the number of a paragraph that is a cell of a table."""
    cells = headings or {}
    return tuple(Line(number, text, *cells.get(number, ())) for number, text in enumerate(paragraphs))
