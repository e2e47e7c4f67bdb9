"""用数快照: what went into a speech, frozen; and why a number differs from what was frozen.

Pure: it makes the JSON that the desk keeps and reads it back, and measures again what it compares with.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

from lib import formats
from lib.access import EVERYTHING, Scope
from lib.directory import Directory
from lib.errors import FilterError
from lib.filters import Baseline, Filters, check
from lib.indicators import INDICATORS, indicator
from lib.measure import Correction, Reading, Snapshot, corrections, measure
from lib.speech.sentences_numbers import Number
from lib.speech.sentences_telling import Sentence

KIND = "snapshot"
CORRECTED, MOVED, REDEFINED, ELSEWHERE, SAME = "数据更正", "期次不同", "口径有变", "范围不同", "没有变化"


@dataclass(frozen=True)
class FrozenNumber:
    """One number as it was said. `printed`: its words in the speech; `exact`: the indicator
    to the last digit; `value`: unrounded, None where there was no
    point; `definition`: the 口径 of that day."""

    id: str
    key: str
    name: str
    printed: str
    exact: str
    value: float | None
    numerator: float | None
    denominator: float | None
    state: str
    period: str
    as_of: str
    span: str
    missing: tuple[str, ...]
    definition: str


@dataclass(frozen=True)
class Frozen:
    """A speech's numbers. `id`: 「用数-20260105-3F2A1C」; `whom` and `filters` say of what scope, `version` of which
    data; `texts`: its sentences as they were."""

    id: str
    name: str
    whom: str
    made_on: str
    version: int
    filters: dict[str, object]
    texts: tuple[str, ...]
    numbers: tuple[FrozenNumber, ...]


def freeze(
    sentences: Iterable[Sentence], filters: Filters, directory: Directory, version: int, name: str, today: date
) -> Frozen:
    """The snapshot of these sentences. The same numbers on the same day have the same id."""
    told = [one for one in sentences if one.body]
    numbers = tuple(_number(number) for one in told for number in one.numbers)
    content = json.dumps([_chosen(filters), version, [vars(one) for one in numbers]], ensure_ascii=False)
    mark = hashlib.sha256(content.encode()).hexdigest()[:6].upper()
    return Frozen(
        id=f"用数-{today:%Y%m%d}-{mark}",
        name=name,
        whom=filters.caption(directory),
        made_on=today.isoformat(),
        version=version,
        filters=_chosen(filters),
        texts=tuple(one.text for one in told),
        numbers=numbers,
    )


def _number(number: Number) -> FrozenNumber:
    reading, item = number.reading, number.item
    return FrozenNumber(
        id=number.id,
        key=item.key,
        name=item.name,
        printed=number.text,
        exact=formats.with_unit(reading, item),
        value=reading.value,
        numerator=reading.numerator,
        denominator=reading.denominator,
        state=reading.state.value,
        period=reading.period,
        as_of=reading.as_of.isoformat(),
        span=reading.span,
        missing=reading.missing,
        definition=item.definition,
    )


def _chosen(filters: Filters) -> dict[str, object]:
    """As JSON holds it."""
    held = {name: list(value) if isinstance(value, tuple) else value for name, value in vars(filters).items()}
    return {**held, "baseline": filters.baseline.value}


def content(frozen: Frozen) -> dict[str, object]:
    """As the desk keeps it."""
    return asdict(frozen)


def restored(kept: dict[str, object]) -> Frozen:
    """From what the desk kept. KeyError or TypeError for something else."""
    numbers = tuple(FrozenNumber(**{**one, "missing": tuple(one["missing"])}) for one in kept["numbers"])
    return Frozen(**{**kept, "texts": tuple(kept["texts"]), "numbers": numbers})


def filters_of(frozen: Frozen) -> Filters:
    """The filters under which it was made."""
    kept = {name: tuple(value) if isinstance(value, list) else value for name, value in frozen.filters.items()}
    return Filters(**{**kept, "baseline": Baseline(kept["baseline"])})


@dataclass(frozen=True)
class Difference:
    """One number then and now. `causes`: why it differs, SAME alone where it does not. `corrected`: what data and 口径
    made of it under the filters of that day, `moved`: what period and scope made of it after that; None where that is
    not known. `by`: whose returns changed."""

    then: FrozenNumber
    now: Reading | None
    causes: tuple[str, ...]
    corrected: float | None = None
    moved: float | None = None
    by: tuple[Correction, ...] = ()

    @property
    def is_same(self) -> bool:
        return self.causes == (SAME,)


def explain(
    snapshot: Snapshot, frozen: Frozen, filters: Filters, *, scope: Scope = EVERYTHING
) -> tuple[Difference, ...]:
    """Why each number differs from what it is now under `filters`. A number that was of another period than its speech
    (the first year end on record) is compared with that period."""
    past = filters_of(frozen)
    found: dict[tuple[str, str], Difference] = {}
    for period in dict.fromkeys(one.period for one in frozen.numbers):
        own = [one for one in frozen.numbers if one.period == period]
        aside = period != past.period
        sides = (replace(past, period=period), replace(filters, period=period) if aside else filters)
        again, now = (_measured(snapshot, own, side, scope) for side in sides)
        for one in own:
            found[one.id, period] = _difference(one, sides, again.get(one.key), now.get(one.key))
    return tuple(
        _named(snapshot, found[one.id, one.period], replace(past, period=one.period), frozen.version, scope)
        for one in frozen.numbers
    )


def _measured(
    snapshot: Snapshot, numbers: Sequence[FrozenNumber], filters: Filters, scope: Scope
) -> dict[str, Reading]:
    """What cannot be asked any more (an indicator, a district or a unit is gone) has no reading."""
    keys = tuple(dict.fromkeys(one.key for one in numbers if one.key in INDICATORS))
    try:
        check(filters, snapshot.directory)
    except FilterError:
        return {}
    return {reading.key: reading for reading in measure(snapshot, keys, filters, scope=scope)}


def _difference(
    then: FrozenNumber, sides: tuple[Filters, Filters], again: Reading | None, now: Reading | None
) -> Difference:
    past, filters = sides
    corrected, moved = _less(again, then.value), None if again is None else _less(now, again.value)
    causes = []
    if then.key not in INDICATORS or indicator(then.key).definition != then.definition:
        causes.append(REDEFINED)
    if corrected or again is None or again.state.value != then.state:
        causes.append(CORRECTED)
    elsewhere = moved != 0
    causes += [MOVED] if elsewhere and (past.period, past.span) != (filters.period, filters.span) else []
    causes += [ELSEWHERE] if elsewhere and _where(past) != _where(filters) else []
    return Difference(then, now, tuple(causes) or (SAME,), corrected, moved)


def _named(snapshot: Snapshot, found: Difference, past: Filters, since: int, scope: Scope) -> Difference:
    """With the returns that were corrected."""
    if CORRECTED not in found.causes or found.then.key not in INDICATORS:
        return found
    try:
        return replace(found, by=corrections(snapshot, found.then.key, past, since, scope=scope))
    except FilterError:
        return found


def _where(filters: Filters) -> tuple[object, ...]:
    units = set(filters.levels), set(filters.natures), set(filters.units), filters.units_excluded
    return set(filters.districts), filters.excluded, *units


def _less(reading: Reading | None, old: float | None) -> float | None:
    if reading is None or reading.value is None or old is None:
        return None
    return round(reading.value - old, 9)
