"""What the pictures of districts show, of the readings of the present view: rows, words, and the table behind.

Nothing here draws; what is made once is remembered for as long as its readings are.
"""

from collections.abc import Iterable, Sequence

from lib import formats
from lib.charts import Bar, Cell, Part
from lib.indicators import indicator
from lib.measure import Reading, State
from lib.ui import drill, loaders, tables

_SPACE = "\u3000"


def figure(reading: Reading) -> str:
    """「17.7%　66/373」: a rate stands on its base; any other number by itself."""
    item = indicator(reading.key)
    said = formats.figure(reading, item)
    if not item.is_rate or reading.value is None or reading.denominator is None:
        return said
    return f"{said}{_SPACE}{formats.number(reading.numerator)}/{formats.number(reading.denominator)}"


@loaders.pictured
def bars(key: str, target: float | None, lacking: tuple[str, str] | None) -> tuple[Bar, ...]:
    more, direction = _lacking(lacking), indicator(key).direction
    return tuple(
        Bar(
            tables.brief(reading.group_code),
            reading.value,
            figure(reading) + more.get(reading.group_code, ""),
            reading.group_code,
            red=_misses(reading, target, direction),
            pale=drill.is_pale(reading.group_code),
        )
        for reading in known((key,))
    )


def _lacking(wanted: tuple[str, str] | None) -> dict[str | None, str]:
    if wanted is None:
        return {}
    word, key = wanted
    found = loaders.readings((key,), "district", filters=drill.surroundings())
    return {item.group_code: f"{_SPACE}{word}{formats.with_unit(item, indicator(key))}" for item in found if item.value}


def _misses(reading: Reading, target: float | None, direction: int) -> bool:
    if target is None or reading.value is None:
        return False
    return reading.value < target if direction >= 0 else reading.value > target


@loaders.pictured
def cells(columns: tuple[tuple[str, str], ...], framed: tuple[str, ...]) -> tuple[Cell, ...]:
    labels = dict(columns)
    found = known(tuple(labels))
    rows: dict[str, list[Reading]] = {"": list(_whole(found))}
    for reading in found:
        rows.setdefault(reading.group_code, []).append(reading)
    return tuple(
        cell(code, labels[reading.key], reading, strong=reading.value == least and reading.key in framed)
        for code, readings in rows.items()
        for least in [_least(reading for reading in readings if reading.key in framed)]
        for reading in readings
    )


def cell(code: str, column: str, reading: Reading, *, strong: bool = False) -> Cell:
    """One cell of a region (of all of them where `code` is empty)."""
    return Cell(
        tables.brief(code) if code else "合计",
        column,
        reading.value,
        formats.figure(reading, indicator(reading.key)),
        code,
        strong=strong and reading.value is not None,
        pale=bool(code) and drill.is_pale(code),
    )


def _least(readings: Iterable[Reading]) -> float | None:
    return min((reading.value for reading in readings if reading.value is not None), default=None)


@loaders.pictured
def parts(parts: tuple[tuple[str, str], ...]) -> tuple[Part, ...]:
    names = dict(parts)
    return tuple(
        Part(
            tables.brief(reading.group_code),
            names[reading.key],
            reading.value,
            formats.figure(reading, indicator(reading.key)),
            reading.group_code,
            pale=drill.is_pale(reading.group_code),
        )
        for reading in known(tuple(names))
    )


@loaders.pictured
def words(heading: str, keys: tuple[str, ...], *, whole: bool = False) -> tuple[str, list[tables.Row]]:
    """What a picture of districts says, and the table behind it."""
    found = known(keys)
    return _told(heading, found), wide((*_whole(found), *found) if whole else found)


def wide(found: Sequence[Reading]) -> list[tables.Row]:
    """A row per group, a column per indicator, numbers as a file needs them; numerator and denominator of a single
    rate; a column 状态 where something is not known."""
    groups: dict[str | None, dict[str, Reading]] = {}
    for reading in found:
        groups.setdefault(reading.group, {})[reading.key] = reading
    keys = list(dict.fromkeys(reading.key for reading in found))
    states = {
        group: "、".join(dict.fromkeys(item.state for item in held.values() if item.value is None))
        for group, held in groups.items()
    }
    return [
        {"区县": "合计" if group is None else group}
        | {column(key): formats.shown_value(held[key], indicator(key)) for key in keys}
        | (
            {"分子": held[keys[0]].numerator, "分母": held[keys[0]].denominator}
            if len(keys) == 1 and indicator(keys[0]).is_rate
            else {}
        )
        | ({"状态": states[group]} if any(states.values()) else {})
        for group, held in groups.items()
    ]


def column(key: str) -> str:
    item = indicator(key)
    return f"{item.name}（{item.unit}）"


def _told(heading: str, found: Sequence[Reading]) -> str:
    """What the picture of districts says: the highest and the lowest of a single indicator, and who is missing. All
    its numbers are in the table behind it."""
    parts = [heading]
    known = sorted((item for item in found if item.value is not None), key=lambda item: item.value)
    if known and len({item.key for item in found}) == 1:
        lowest, highest = known[0], known[-1]
        parts.append(f"最高{highest.group}{figure(highest)}，最低{lowest.group}{figure(lowest)}")
    if missing := list(dict.fromkeys(item.group for item in found if item.state is State.MISSING)):
        parts.append(f"缺报{'、'.join(missing)}")
    return "；".join(parts)


def of_regions(keys: tuple[str, ...]) -> tuple[Reading, ...]:
    return loaders.readings(keys, "district", filters=drill.surroundings())


def known(keys: tuple[str, ...]) -> tuple[Reading, ...]:
    return tuple(reading for reading in of_regions(keys) if reading.group_code is not None)


def _whole(found: Sequence[Reading]) -> tuple[Reading, ...]:
    """The same indicators for all the regions together."""
    return loaders.readings(tuple(dict.fromkeys(reading.key for reading in found)), filters=drill.surroundings())
