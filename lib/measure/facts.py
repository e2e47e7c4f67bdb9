"""Running the statements: the tallies and the reporters of one data version, region by region."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache

from sqlalchemy import Column, Connection, Engine

from lib.indicators import Source, Spread, Tally
from lib.measure.amounts import NOTHING, Amount, Figure, add
from lib.measure.memory import Part
from lib.measure.requests import Request
from lib.measure.statements import note_statement, reported_statement, spread_statement, tally_statement

Key = tuple[str, object]  # period, value of the grouping column
Facts = Mapping[Tally, Mapping[str, Mapping[Key, Amount]]]  # per region
Weights = Mapping[object, Figure]  # per value of the column across which a tally is spread
Spreads = Mapping[Spread, Mapping[str, Mapping[Key, Weights]]]  # per region
Reports = Mapping[str, Mapping[str, frozenset[str]]]  # per source and region, the periods of the returns in force
Connect = Callable[[], Connection]

_OF_ONE_ROW = frozenset({"unit_id", "branch_id", "venue_id"})  # grouped so, what is read is as long as the ledgers


@contextmanager
def connecting(engine: Engine) -> Iterator[Connect]:
    """One connection for everything, taken when the first thing is read that nobody remembers."""
    with ExitStack() as opened:
        yield cache(lambda: opened.enter_context(engine.connect()))


@dataclass(frozen=True)
class Question:
    """What is asked of one source, whatever it is that is counted there."""

    request: Request
    source: Source
    by: Column | None
    periods: AbstractSet[str]
    months: AbstractSet[str]

    @property
    def bound(self) -> dict[str, object]:
        return self.request.bound(self.source, self.periods, self.months)

    def answered(
        self, connect: Connect, parts: Iterable[Part], read: Callable[[Connection, "Question", tuple[Part, ...]], dict]
    ) -> dict:
        """What `read` finds for these parts: once for all regions that may be seen, then remembered."""
        if self.by is not None and self.by.name in _OF_ONE_ROW:
            return read(connect(), self, tuple(parts))
        wide = replace(self, request=self.request.widened)
        grouping = None if self.by is None else self.by.name
        asked = (read.__name__, self.request.scope, self.source, grouping, *wide.bound.items())
        chosen = self.request.regions_of(self.source)
        memory = self.request.snapshot.memory
        return memory.recall(asked, parts, chosen, lambda missing: read(connect(), wide, missing))


def read_tallies(connection: Connection, asked: Question, tallies: tuple[Tally, ...]) -> Facts:
    """Every tally, all of one source, per region, period and value of the grouping column (None without one)."""
    source, by, request = asked.source, asked.by, asked.request
    found: Facts = {tally: defaultdict(dict) for tally in tallies}
    statement = tally_statement(source, tallies, by, request.choice)
    for region, key, values in _rows(connection.execute(statement, asked.bound), by):
        for tally, (total, known, nulls) in zip(tallies, _chunks(values, 3), strict=True):
            absent = tally.owed and not known and not nulls
            found[tally][region][key] = Amount(total, known, int(absent) or nulls)
    noted = tuple(tally for tally in tallies if tally.cells)
    if not (request.snapshot.has_notes and noted):
        return found
    statement = note_statement(source, noted, by, request.choice)
    for region, key, values in _rows(connection.execute(statement, asked.bound), by):
        for tally, bounds in zip(noted, _chunks(values, 7), strict=True):
            if any(bounds):
                counted = found[tally][region].get(key, NOTHING)
                found[tally][region][key] = Amount(*counted[:3], *bounds)
    return found


def read_spreads(connection: Connection, asked: Question, spreads: tuple[Spread, ...]) -> Spreads:
    """How tallies divide: per region, period and value of the grouping column, the sum at each value of `across`."""
    return {spread: _read_spread(connection, asked, spread) for spread in spreads}


def _read_spread(connection: Connection, asked: Question, spread: Spread) -> Mapping[str, Mapping[Key, Weights]]:
    """Where the tally adds up the very column across which it is spread, the number of cells takes the place of their
    sum."""
    statement = spread_statement(asked.source, spread.tally, spread.across, asked.by, asked.request.choice)
    counted = spread.tally.column is spread.across
    found: dict[str, dict[Key, dict[object, Figure]]] = defaultdict(lambda: defaultdict(dict))
    for region, key, (value, total, known) in _rows(connection.execute(statement, asked.bound), asked.by):
        found[region][key][value] = known if counted else total
    return found


def _rows(result, by: Column | None) -> Iterator[tuple[str, Key, list[Figure]]]:
    width = 2 if by is None else 3
    for row in result:
        yield row[1], (row[0], row[2] if by is not None else None), [_figure(value) for value in row[width:]]


def _chunks(values: list[Figure], size: int) -> Iterator[list[Figure]]:
    return (values[start : start + size] for start in range(0, len(values), size))


def _figure(value: int | Decimal | str | date | None) -> Figure | str | date:
    """Sums of nothing are 0; some databases give whole numbers as Decimal. Words and days stay what they are."""
    if isinstance(value, int | str | date):
        return value
    if value is None:
        return 0
    return int(value) if value == int(value) else value


def reports(connect: Connect, request: Request, sources: Iterable[Source], periods: Iterable[str]) -> Reports:
    """Which returns are in force, remembered like what is in them."""
    wide = request.widened
    bound = {"version": request.snapshot.version, "periods": tuple(sorted(periods)), "regions": wide.regions}

    def read(names: tuple[str, ...]) -> dict[str, dict[str, frozenset[str]]]:
        found: dict[str, dict[str, set[str]]] = {name: defaultdict(set) for name in names}
        for name, period, region in connect().execute(reported_statement(), {**bound, "sources": names}):
            found[name][region].add(period)
        return {name: {code: frozenset(sent) for code, sent in by.items()} for name, by in found.items()}

    names = sorted({source.name for source in sources})
    return request.snapshot.memory.recall(("reports", request.scope, *bound.items()), names, request.regions, read)


def by_region(
    facts: Facts, tallies: Iterable[Tally], places: Mapping[str, Iterable[Key]]
) -> dict[Tally, dict[str, Amount]]:
    """The amounts at these places, by region, added up per region; a region without rows is left out."""
    regional: dict[Tally, dict[str, Amount]] = {}
    for tally in tallies:
        read, found = facts[tally], {}
        for code, keys in places.items():
            if code in read and (amounts := [read[code][key] for key in keys if key in read[code]]):
                found[code] = add(amounts)
        regional[tally] = found
    return regional
