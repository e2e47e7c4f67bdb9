"""What stands in a column of a table of districts: figures, bars on a common scale, marks, words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lib import formats
from lib.exports import building, report
from lib.indicators import indicator
from lib.measure import Reading, State
from lib.ui import grid
from lib.ui.grid import Kind

Group = Mapping[str, Reading]  # the readings of one region by their key
RED_MARKS = ("空缺", "缺报", "部分缺报", "未配专职")
TONES = dict.fromkeys(RED_MARKS, "red")


@dataclass(frozen=True)
class Bars:
    """A column of one indicator: figures, or bars on a common scale where `bar` is set."""

    key: str
    label: str
    bar: bool = False

    def head(self, groups: Sequence[Group]) -> grid.Column:
        """The heading, and where bars end: of a rate at 100%, else at the largest."""
        item = indicator(self.key)
        if not self.bar:
            return grid.Column(self.label, Kind.NUMBER, item.definition)
        known = [value for group in groups if (value := self.plain(group)) is not None]
        return grid.Column(self.label, Kind.BAR, item.definition, 100 if item.is_rate else max(known, default=1) or 1)

    def cell(self, group: Group) -> object:
        """The figure as it is printed everywhere, 缺报 and 约 included."""
        reading = group.get(self.key)
        return reading and grid.Cell(formats.figure(reading, indicator(self.key)), self.plain(group))

    def plain(self, group: Group) -> float | None:
        """The bare number, for a list to take away."""
        reading = group.get(self.key)
        return None if reading is None else formats.shown_value(reading, indicator(self.key))

    def in_file(self) -> report.Column:
        """The heading in a file."""
        return report.Column(self.label, True, indicator(self.key).unit)

    def handed(self, group: Group) -> report.Cell:
        """The cell in a file."""
        reading = group.get(self.key)
        return None if reading is None else building.figure(reading)


@dataclass(frozen=True)
class Words:
    """A column of plain words told by readings of one group, or of numbers."""

    label: str
    tell: Callable[[Group], str | float | None]
    is_number: bool = False

    def head(self, groups: Sequence[Group]) -> grid.Column:
        """The heading."""
        return grid.Column(self.label, Kind.NUMBER if self.is_number else Kind.TEXT)

    def plain(self, group: Group) -> str | float | None:
        """What is told: on the page, in a list and in a file."""
        return self.tell(group)

    cell = handed = plain

    def in_file(self) -> report.Column:
        """The heading in a file."""
        return report.Column(self.label, self.is_number)


@dataclass(frozen=True)
class Mark(Words):
    """A column of words told by readings of one group; some words are red."""

    def head(self, groups: Sequence[Group]) -> grid.Column:
        """The heading, and which words are red."""
        return grid.Column(self.label, Kind.MARK, tones=TONES)


def mark(reading: Reading | None, *, yes: str, no: str) -> str:
    """The word for a count of one district: `yes` where it is not 0."""
    if reading is None or reading.state is State.NOT_APPLICABLE:
        return formats.DASH
    if reading.state is State.MISSING:
        return "缺报"
    return yes if reading.value else no


def base_columns() -> tuple[Words, Words]:
    """Numerator and denominator of the one rate a table shows."""

    def part(name: str) -> Callable[[Group], float | None]:
        return lambda found: getattr(next(iter(found.values())), name)

    return Words("分子", part("numerator"), True), Words("分母", part("denominator"), True)


def state_column() -> Mark:
    """What stands behind an empty or a zero cell of the one indicator a table shows."""
    plain = {State.PRESENT: ""}
    return Mark("状态", lambda found: plain.get(state := next(iter(found.values())).state, state.value))
