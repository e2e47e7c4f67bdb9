"""Now against then: stocks with the year end, flows with the same span of last year."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from lib.access import EVERYTHING, Scope
from lib.filters import Filters, baseline_period
from lib.indicators import Kind, indicator
from lib.measure.measuring import measure
from lib.measure.reading import Number, Reading
from lib.measure.snapshot import Snapshot


@dataclass(frozen=True)
class Comparison:
    """`difference` is absolute; for a rate in 百分点, from unrounded values. `growth` is in per cent of then, None
    for rates and where then is not above 0. Both are None where a side has no point or speaks of another category;
    `note` says what weakens it.
    `without`: offices missing on one side only; difference and growth leave them out on both sides."""

    now: Reading
    then: Reading | None
    difference: Number | None = None
    growth: float | None = None
    note: str = ""
    without: tuple[str, ...] = ()


def gap(new: Number | None, old: Number | None) -> Number | None:
    """New less old, away with the noise of binary fractions."""
    return None if new is None or old is None else round(new - old, 9)


def compare(
    snapshot: Snapshot,
    keys: Iterable[str],
    filters: Filters,
    by: str | None = None,
    *,
    scope: Scope = EVERYTHING,
) -> tuple[Comparison, ...]:
    """Each reading of `measure` beside that of its baseline, in the same order.

    Of the whole scope the difference is like for like: an office that is missing on one side only is left out on
    both, and named in `without`."""
    now = measure(snapshot, keys, filters, by, scope=scope)
    then = _earlier(snapshot, now, filters, by, scope)
    pairs = [(item, then.get(_identity(item, by))) for item in now]
    alike = _alike(snapshot, pairs, filters, scope) if by is None else {}
    return tuple(_compared(item, base, *alike.get(item.key, ())) for item, base in pairs)


def _earlier(
    snapshot: Snapshot, now: Iterable[Reading], filters: Filters, by: str | None, scope: Scope
) -> dict[tuple[str, str | None], Reading]:
    """The readings of the baseline for the same keys, by key and group."""
    found: dict[tuple[str, str | None], Reading] = {}
    keys = dict.fromkeys(item.key for item in now)
    for kind in Kind:
        chosen = [key for key in keys if indicator(key).kind is kind]
        base = _baseline(filters, snapshot, kind)
        if chosen and base:
            found |= {_identity(item, by): item for item in measure(snapshot, chosen, base, by, scope=scope)}
    return found


def _alike(
    snapshot: Snapshot, pairs: list[tuple[Reading, Reading | None]], filters: Filters, scope: Scope
) -> dict[str, tuple[Reading, Reading, tuple[str, ...]]]:
    """Per key whose missing offices differ: both sides without these offices, and their names."""
    uneven: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for now, then in pairs:
        if then is not None and (differing := set(now.missing) ^ set(then.missing)):
            uneven[tuple(sorted(differing))].append(now.key)
    found = {}
    directory = snapshot.directory
    for names, keys in uneven.items():
        left = tuple(code for code in filters.region_codes(directory) if directory.region(code).label not in names)
        if not left:  # no office is on both sides
            found |= {now.key: (replace(now, value=None), then, names) for now, then in pairs if now.key in keys}
        else:
            narrowed = replace(filters, districts=left, excluded=False)
            now = measure(snapshot, keys, narrowed, scope=scope)
            then = _earlier(snapshot, now, narrowed, None, scope)
            found |= {item.key: (item, then[_identity(item, None)], names) for item in now}
    return found


def _baseline(filters: Filters, snapshot: Snapshot, kind: Kind) -> Filters | None:
    """The filters of the other side; None where no period on record has as long a span."""
    period = baseline_period(filters, snapshot.directory, flow=kind is Kind.FLOW)
    if period is None:
        return None
    base = replace(filters, period=period.id)
    same_length = len(base.months(snapshot.directory)) == len(filters.months(snapshot.directory))
    return base if kind is Kind.STOCK or same_length else None


def _identity(item: Reading, by: str | None) -> tuple[str, str | None]:
    """The group whatever the year: months pair with the same month."""
    code = item.group_code
    return item.key, code[-2:] if by == "month" and code else code or item.group


def _compared(
    now: Reading,
    then: Reading | None,
    now_alike: Reading | None = None,
    then_alike: Reading | None = None,
    without: tuple[str, ...] = (),
) -> Comparison:
    if then is None:
        return Comparison(now, None, note="没有可比的往期数据")
    note = "两期缺报单位不同" if set(now.missing) != set(then.missing) else ""
    this, that = now_alike or now, then_alike or then
    new, old = this.value, that.value
    difference = gap(new, old)
    if indicator(now.key).names_category and this.words != that.words:
        return Comparison(now, then, note="两期占比最大的一类不同", without=without)
    if difference is None:
        return Comparison(now, then, note=note, without=without)
    growth = difference * 100 / old if old > 0 and not indicator(now.key).is_rate else None
    return Comparison(now, then, difference, growth, note, without)
