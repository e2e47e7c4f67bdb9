"""Running the statements: the tallies and the reporters of one data version, region by region."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from sqlalchemy import Column, Connection

from lib.indicators import Source, Spread, Tally
from lib.measure.amounts import NOTHING, Amount, Figure, add
from lib.measure.requests import Request
from lib.measure.statements import note_statement, reported_statement, spread_statement, tally_statement

Key = tuple[str, str, object]  # period, region, value of the grouping column
Facts = Mapping[Tally, Mapping[Key, Amount]]
Weights = Mapping[object, Figure]  # per value of the column across which a tally is spread
Spreads = Mapping[Spread, Mapping[Key, Weights]]
Reports = frozenset[tuple[str, str, str]]  # source, period, region


def read(
    connection: Connection,
    request: Request,
    tallies: tuple[Tally, ...],
    by: Column | None,
    periods: Iterable[str],
    months: Iterable[str],
) -> Facts:
    """Every tally, all of one source, per period, region and value of `by` (None without one)."""
    source = tallies[0].source
    bound = request.bound(source, periods, months)
    found: Facts = {tally: {} for tally in tallies}
    statement = tally_statement(source, tallies, by, request.choice)
    for key, values in _rows(connection.execute(statement, bound), by):
        for tally, (total, known, nulls) in zip(tallies, _chunks(values, 3), strict=True):
            absent = tally.owed and not known and not nulls
            found[tally][key] = Amount(total, known, int(absent) or nulls)
    noted = tuple(tally for tally in tallies if tally.cells)
    if not (request.snapshot.has_notes and noted):
        return found
    for key, values in _rows(connection.execute(note_statement(source, noted, by, request.choice), bound), by):
        for tally, bounds in zip(noted, _chunks(values, 7), strict=True):
            if any(bounds):
                counted = found[tally].get(key, NOTHING)
                found[tally][key] = Amount(*counted[:3], *bounds)
    return found


def read_spread(
    connection: Connection,
    request: Request,
    spread: Spread,
    by: Column | None,
    periods: Iterable[str],
    months: Iterable[str],
) -> Mapping[Key, Weights]:
    """How the tally divides: per period, region and value of `by`, the sum at each value of `across`. Where the tally
    adds up the very column across which it is spread, the number of cells takes the place of their sum."""
    source = spread.tally.source
    statement = spread_statement(source, spread.tally, spread.across, by, request.choice)
    counted = spread.tally.column is spread.across
    found: dict[Key, dict[object, Figure]] = defaultdict(dict)
    for key, (value, total, known) in _rows(connection.execute(statement, request.bound(source, periods, months)), by):
        found[key][value] = known if counted else total
    return found


def _rows(result, by: Column | None) -> Iterator[tuple[Key, list[Figure]]]:
    width = 2 if by is None else 3
    for row in result:
        yield (row[0], row[1], row[2] if by is not None else None), [_figure(value) for value in row[width:]]


def _chunks(values: list[Figure], size: int) -> Iterator[list[Figure]]:
    return (values[start : start + size] for start in range(0, len(values), size))


def _figure(value: int | Decimal | str | date | None) -> Figure | str | date:
    """Sums of nothing are 0; some databases give whole numbers as Decimal. Words and days stay what they are."""
    if isinstance(value, int | str | date):
        return value
    if value is None:
        return 0
    return int(value) if value == int(value) else value


def reports(connection: Connection, request: Request, sources: Iterable[Source], periods: Iterable[str]) -> Reports:
    """Which returns are in force."""
    bound = {
        "version": request.snapshot.version,
        "periods": sorted(periods),
        "regions": request.regions,
        "sources": sorted({source.name for source in sources}),
    }
    return frozenset(tuple(row) for row in connection.execute(reported_statement(), bound))


def by_region(facts: Facts, tallies: Iterable[Tally], keys: Iterable[Key]) -> dict[Tally, dict[str, Amount]]:
    """The amounts at these keys, added up per region; a region without rows is left out."""
    wanted = tuple(keys)
    regional: dict[Tally, dict[str, Amount]] = {}
    for tally in tallies:
        found: dict[str, list[Amount]] = defaultdict(list)
        amounts = facts[tally]
        for key in wanted:
            if amount := amounts.get(key):
                found[key[1]].append(amount)
        regional[tally] = {code: add(parts) for code, parts in found.items()}
    return regional
