"""Tables in large type for the slides of 会议模式: the columns of `tables`, and plain rows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from lib import formats
from lib.charts import theme
from lib.charts.board import Board, Column, Line, Piece, Slot
from lib.indicators import indicator
from lib.measure import Reading
from lib.ui import drill, meeting, tables
from lib.ui.columns import RED_MARKS, Bars, Group, Words
from lib.ui.tables import Row


@dataclass(frozen=True)
class _Scale:
    """How long the bars of a column can become, and the target across them."""

    top: float
    target: float | None

    def column(self) -> Column:
        if self.target is None:
            return Column(wide=True)
        return Column(f"目标{formats.percent(self.target, 0)}", wide=True, mark=self.target / self.top)


def districts(
    heading: str,
    columns: Sequence[Bars | Words],
    found: Sequence[Reading],
    targets: Mapping[str, float | None] | None = None,
) -> None:
    """One line per region, the one looked at among all the others. `targets`: those of rates, drawn across bars."""
    groups: dict[str, dict[str, Reading]] = {}
    for reading in found:
        if reading.group_code is not None:  # what the filters do not allow is answered once, for no group
            groups.setdefault(reading.group_code, {})[reading.key] = reading
    scales = {
        item.key: _scale(item.key, groups.values(), (targets or {}).get(item.key))
        for item in columns
        if isinstance(item, Bars) and item.bar
    }
    heads, lines = [Column("区县", words=True)], []
    for item in columns:
        heads.append(Column(item.label, words=not isinstance(item, Bars)))
        if isinstance(item, Bars) and item.bar:
            heads.append(scales[item.key].column())
    for code, held in groups.items():
        slots = (slot for item in columns for slot in _slots(item, held, scales))
        lines.append(Line((Slot(tables.brief(code)), *slots), code, drill.is_pale(code)))
    meeting.show(Board(heading, tuple(heads), tuple(lines)))


def rows(heading: str, listed: Sequence[Row]) -> None:
    """Plain rows; a value may be a Slot."""
    if listed:
        heads = tuple(Column(name, words=True) for name in listed[0])
        lines = tuple(Line(tuple(_slot(value) for value in row.values())) for row in listed)
        meeting.show(Board(heading, heads, lines))


def _slot(value: object) -> Slot:
    return value if isinstance(value, Slot) else Slot(str(value))


def _scale(key: str, groups: Collection[Group], target: float | None) -> _Scale:
    values = [held[key].value or 0 for held in groups if key in held]
    return _Scale(max([*values, target or 0], default=0) or 1, target)


def _slots(item: Bars | Words, held: Group, scales: Mapping[str, _Scale]) -> tuple[Slot, ...]:
    """The figure or the words; behind a figure its bar where the column has bars."""
    if not isinstance(item, Bars):
        told = item.tell(held)
        return (Slot(formats.DASH if told is None else str(told), red=told in RED_MARKS),)
    reading, scale = held.get(item.key), scales.get(item.key)
    figure = formats.DASH if reading is None else formats.figure(reading, indicator(item.key))
    if scale is None:
        return (Slot(figure),)
    value = None if reading is None else reading.value
    misses = None not in (value, scale.target) and value < scale.target
    return Slot(figure, red=misses), Slot(
        pieces=(Piece((value or 0) / scale.top, theme.RED if misses else theme.BLUE),)
    )
