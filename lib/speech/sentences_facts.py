"""Everything measured that the sentences of one scope and period need, in a handful of queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from lib.access import EVERYTHING, Scope
from lib.directory import Directory
from lib.filters import Baseline, Filters
from lib.measure import Comparison, Reading, Shortfall, Snapshot, State, against_targets, compare, measure
from lib.speech.sentences import LOWEST, SCOPES, Pattern

_YEAR_ENDS = ("最早年底", "最近年底")


@dataclass(frozen=True)
class Facts:
    """By indicator. `ends`: readings at the first and the last year end on record. `groups`: readings by the grouping
    that a pattern names (of 前三), and by district (of 低于全市). `districts`: how many districts are chosen."""

    now: Mapping[str, Reading]
    changes: Mapping[str, Comparison]
    targets: Mapping[str, Shortfall]
    ends: Mapping[str, tuple[Reading, ...]]
    groups: Mapping[tuple[str, str], tuple[Reading, ...]]
    districts: int
    label: str

    def number(self, key: str, part: str) -> Decimal | None:
        """A part of a reading for a condition; None where it is not known exactly."""
        reading = self.now[key]
        if part == "目标":
            goal = self.targets[key].target
            return None if goal is None else Decimal(goal.lo)
        value = {"": reading.value, "分子": reading.numerator, "分母": reading.denominator}[part]
        return None if value is None or reading.approx_cells else Decimal(str(value))


def scope_of(filters: Filters, scope: Scope = EVERYTHING) -> str:
    """Which of SCOPES the filters are, for who may see this much."""
    if filters.by_unit or scope.units is not None:
        return SCOPES[2]
    return SCOPES[1] if filters.districts or scope.regions is not None else SCOPES[0]


def gather(snapshot: Snapshot, patterns: Iterable[Pattern], filters: Filters, scope: Scope) -> Facts:
    """Measured once for all patterns. Changes are against the end of last year or the same span, whatever is chosen."""
    patterns = tuple(patterns)
    keys = tuple(dict.fromkeys(key for pattern in patterns for key in pattern.keys))
    lowest = tuple(dict.fromkeys(key for pattern in patterns for key, _ in pattern.lowest))
    chosen = replace(filters, baseline=Baseline.YEAR)
    directory = snapshot.directory
    codes = [code for code in filters.region_codes(directory) if scope.allows(code)]
    now = measure(snapshot, keys, filters, scope=scope)
    return Facts(
        now=_by_key(now),
        changes={
            item.now.key: item
            for item in compare(snapshot, _with_form(patterns, "较上年底", "同比"), chosen, scope=scope)
        },
        targets={item.now.key: item for item in against_targets(snapshot, now, filters, scope)},
        ends=_ends(snapshot, _with_form(patterns, *_YEAR_ENDS), filters, scope),
        groups=_groups(snapshot, patterns, (*lowest, *_with_form(patterns, "低于全市")), filters, scope),
        districts=sum(not directory.region(code).is_city for code in codes),
        label=_label(filters, directory),
    )


def _label(filters: Filters, directory: Directory) -> str:
    """全市, 檀汐区, 全市机关; a unit that is chosen by name stands alone."""
    caption = filters.caption(directory)
    return caption.removeprefix(f"{directory.whole}｜" if filters.only_units else "").replace("｜", "")


def _by_key(readings: Iterable[Reading]) -> dict[str, Reading]:
    return {item.key: item for item in readings}


def _with_form(patterns: Iterable[Pattern], *forms: str) -> tuple[str, ...]:
    slots = (slot for pattern in patterns for variant in pattern.variants for slot in variant.slots)
    return tuple(dict.fromkeys(slot.key for slot in slots if slot.form in forms and slot.key != LOWEST))


def _ends(snapshot: Snapshot, keys: tuple[str, ...], filters: Filters, scope: Scope) -> dict[str, tuple[Reading, ...]]:
    now = snapshot.directory.period(filters.period)
    last = [item.id for item in snapshot.directory.periods if item.as_of.month == 12 and item.as_of <= now.as_of]
    if not keys or len(last) < 2:
        return {}
    found = measure(snapshot, keys, filters, scope=scope, periods=(last[0], last[-1]))
    return {key: tuple(item for item in found if item.key == key) for key in keys}


def _groups(
    snapshot: Snapshot, patterns: Iterable[Pattern], beside: tuple[str, ...], filters: Filters, scope: Scope
) -> dict[tuple[str, str], tuple[Reading, ...]]:
    asked = {(key, pattern.by) for pattern in patterns if pattern.by for key in _with_form([pattern], "前三")}
    asked |= {(key, "district") for key in beside} if scope_of(filters, scope) == SCOPES[0] else set()
    found: dict[tuple[str, str], tuple[Reading, ...]] = {}
    for by in dict.fromkeys(by for _, by in sorted(asked)):
        keys = tuple(sorted(key for key, other in asked if other == by))
        city = snapshot.directory.city.code if by == "district" else ""  # 市直 is no district
        readings = [item for item in measure(snapshot, keys, filters, by, scope=scope) if item.group_code != city]
        found |= {(key, by): tuple(item for item in readings if item.key == key) for key in keys}
    return found


def is_known(reading: Reading) -> bool:
    """There is something to print: a point, an interval or words."""
    return reading.state in (State.PRESENT, State.ZERO) and (
        reading.value is not None or reading.lo is not None or bool(reading.words)
    )


def is_exact(reading: Reading) -> bool:
    """A point without approximate cells: only such a number may be said in a round one."""
    return reading.value is not None and not reading.approx_cells and reading.lo == reading.hi == reading.value
