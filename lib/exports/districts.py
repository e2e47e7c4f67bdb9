"""Regions by one indicator or several: their table, their picture, and what it says in a sentence."""

from collections.abc import Mapping, Sequence

from lib import formats
from lib.exports.building import figure, source_of, when
from lib.exports.report import Cell, Chart, Column, Kind, Part, Table
from lib.indicators import indicator
from lib.measure import Reading, State

TOTAL = "合计"


def table(
    names: Mapping[str, str],
    found: Sequence[Reading],
    whole: Sequence[Reading] = (),
    total: str = TOTAL,
) -> Table:
    """A row per region, a column per indicator (key: heading), `whole` as the row `total`; a rate alone with its
    base."""
    keys = [key for key in names if any(reading.key == key for reading in found)]
    alone = len(keys) == 1 and indicator(keys[0]).is_rate
    columns = [Column("区县"), *(Column(names[key], True, indicator(key).unit) for key in keys)]
    columns += [Column("分子", True), Column("分母", True)] if alone else []
    groups: dict[str, dict[str, Reading]] = {}
    for reading in found:
        if reading.group_code is not None:
            groups.setdefault(reading.group_code, {})[reading.key] = reading
    rows = tuple((next(iter(held.values())).group, *_cells(held, keys, alone=alone)) for held in groups.values())
    sums = {reading.key: reading for reading in whole}
    return Table(tuple(columns), rows, (total, *_cells(sums, keys, alone=alone)) if sums else None)


def _cells(held: Mapping[str, Reading], keys: Sequence[str], *, alone: bool) -> tuple[Cell, ...]:
    cells = tuple(figure(held[key]) if key in held else formats.DASH for key in keys)
    if not alone:
        return cells
    reading = held[keys[0]]
    return (*cells, *(formats.DASH if part is None else part for part in (reading.numerator, reading.denominator)))


def part(
    heading: str,
    names: Mapping[str, str],
    found: Sequence[Reading],
    whole: Sequence[Reading] = (),
    *,
    kind: Kind = Kind.BAR,
    target: float | None = None,
    red: tuple[str, ...] = (),
    share: bool = False,
    lit: str = "",
    total: str = TOTAL,
) -> Part:
    """Regions by one indicator or several, drawn as `kind`; the rest as in `Chart` and `Part`. `total`: what the last
    row is called."""
    shown = table(names, found, whole, total)
    drawn = tuple(column.label for column in shown.columns[1:] if column.label in names.values())
    of = indicator(next(iter(names)))
    goal = "" if target is None else f"目标{formats.percent(target, 0) if of.is_rate else formats.number(target)}"
    foot = "；".join(dict.fromkeys([*(when(one) for one in found), *(source_of(one) for one in found)]))
    chart = Chart(kind, drawn, target, goal, at_most=of.direction < 0, red=red, share=share)
    return Part(heading, described(found, whole, names), table=shown, chart=chart, foot=foot, lit=lit)


def described(found: Sequence[Reading], whole: Sequence[Reading], names: Mapping[str, str]) -> str:
    """「书记培训覆盖率84.2%（781/928），最高檀汐区92.1%，最低霭溪县70.0%；缺报：霜桥区」; of several rates the highest
    and the lowest, of several counts each."""
    keys = dict.fromkeys(one.key for one in found)
    if len(keys) == 1:
        parts = (_whole(whole), ends(found))
    else:
        parts = (_of_several([one for one in whole if one.value is not None], names),)
    said, missing = "，".join(part for part in parts if part), absent(found)
    return "；".join((said, missing)) if said and missing else said


def absent(found: Sequence[Reading]) -> str:
    """「缺报：霜桥区」."""
    missing = dict.fromkeys(one.group for one in found if one.state is State.MISSING and one.group)
    return f"缺报：{'、'.join(missing)}" if missing else ""


def ends(found: Sequence[Reading]) -> str:
    """「最高檀汐区92.1%，最低霭溪县等3个70.0%」 of one indicator; empty where all are alike."""
    known = [one for one in found if one.value is not None]
    low, high = (pick((one.value for one in known), default=None) for pick in (min, max))
    if low == high:
        return ""
    return f"最高{_those(known, high)}，最低{_those(known, low)}"


def _those(known: Sequence[Reading], value: float) -> str:
    found = [one for one in known if one.value == value]
    several = f"等{len(found)}个" if len(found) > 1 else ""
    return f"{found[0].group}{several}{figure(found[0]).said}"


def _whole(whole: Sequence[Reading]) -> str:
    total = next((figure(one) for one in whole if one.value is not None), None)
    if total is None:
        return ""
    return f"{total.name}{total.said}" + (f"（{total.base}）" if total.base else "")


def _of_several(whole: Sequence[Reading], names: Mapping[str, str]) -> str:
    """The highest and the lowest of several rates; of anything else each."""
    if not whole:
        return ""
    if not all(indicator(one.key).is_rate for one in whole):
        return "，".join(f"{names[one.key]}{figure(one).said}" for one in whole)
    low, high = min(whole, key=lambda one: one.value), max(whole, key=lambda one: one.value)
    return f"{names[high.key]}最高，为{figure(high).said}；{names[low.key]}最低，为{figure(low).said}"
