"""The SELECTs: one per source for the tallies, one for the notes on their cells. Fact tables are never joined."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import (
    Column,
    ColumnElement,
    FromClause,
    Select,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
)

from lib.indicators import Source, Tally
from lib.schema import cell_note, period, submission, unit

_NONE = literal_column("0")
_APPROXIMATE = cell_note.c.precision != "精确"
_NOT_APPLICABLE = cell_note.c.status == "不适用"


@dataclass(frozen=True)
class UnitChoice:
    """Which of the unit filters are set; their values are bound at run time. `without`: some units are left out."""

    levels: bool = False
    natures: bool = False
    units: bool = False
    without: bool = False


def among(name: str):
    return bindparam(name, expanding=True)


def in_force(*, regions: bool = True) -> ColumnElement[bool]:
    """The condition on a submission that makes it part of the bound version, periods and regions."""
    sent = submission.c
    conditions = [
        sent.period_id.in_(among("periods")),
        sent.active_from <= bindparam("version"),
        or_(sent.active_to.is_(None), sent.active_to > bindparam("version")),
    ]
    return and_(*conditions, sent.region_code.in_(among("regions"))) if regions else and_(*conditions)


def conditions(source: Source, choice: UnitChoice) -> list[ColumnElement[bool]]:
    """What selects the rows of a source: submissions in force, months, units."""
    table = source.table.c
    sent = select(submission.c.submission_id).where(submission.c.source == source.name, in_force())
    found = [table.submission_id.in_(sent)]
    if source.has_months:
        found.append(table.month.in_(among("months")))
    if choice.levels or choice.natures or choice.units:
        found.append(table.unit_id.in_(_units(choice)))
    if choice.without:  # a row of no known unit is none of those left out
        found.append(or_(table.unit_id.is_(None), table.unit_id.not_in(among("without"))))
    return found


def _units(choice: UnitChoice) -> Select:
    query = select(unit.c.unit_id)
    for wanted, column, name in (
        (choice.levels, unit.c.level, "levels"),
        (choice.natures, unit.c.nature, "natures"),
        (choice.units, unit.c.unit_id, "units"),
    ):
        query = query.where(column.in_(among(name))) if wanted else query
    return query


def facts_from(source: Source) -> FromClause:
    """The fact table beside its period, one to one, so that conditions can refer to the as-of date."""
    return source.table.join(period, source.table.c.period_id == period.c.period_id)


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((condition, 1)))


def _kinds(condition: ColumnElement[bool], value: ColumnElement) -> ColumnElement[int]:
    return func.count(case((condition, value)).distinct())


def _sum(condition: ColumnElement[bool], value: ColumnElement) -> ColumnElement:
    return func.sum(case((condition, value)))


def _total(condition: Sequence[ColumnElement[int]]) -> ColumnElement:
    first, *others = condition
    for other in others:
        first = first + other
    return first


def _figures(tally: Tally) -> tuple[ColumnElement, ...]:
    """total, known, nulls."""
    if tally.column is not None:
        column = tally.column
        return (
            _sum(tally.condition, column),
            _count(and_(tally.condition, column.is_not(None))),
            _total([_count(and_(tally.condition, column.is_(None))), *_undecided(tally)]),
        )
    if not tally.needs:
        return _counted(tally), _NONE, _NONE
    return (
        _counted(tally),
        _count(and_(tally.population, *(column.is_not(None) for column in tally.needs))),
        _total([_count(and_(tally.population, column.is_(None))) for column in tally.needs]),
    )


def _counted(tally: Tally) -> ColumnElement:
    if tally.times is not None:
        return _sum(tally.condition, tally.times)
    return _count(tally.condition) if tally.distinct is None else _kinds(tally.condition, tally.distinct)


def _undecided(tally: Tally) -> list[ColumnElement[int]]:
    """Rows that may or may not belong to a sum: a cell that decides it is empty."""
    return [_count(and_(tally.population, tally.where.is_(None)))] if tally.needs and tally.where is not None else []


def _bounds(tally: Tally) -> tuple[ColumnElement, ...]:
    """approx, no_point, open_ends, na, approx_total, lo, hi."""
    note, source = cell_note.c, tally.source
    rows = tally.population if tally.column is None else tally.condition
    cells = [(and_(rows, note.field == source.ledger_field(column)), column) for column in tally.cells]
    unknown = [_count(and_(_APPROXIMATE, cell, column.is_(None))) for cell, column in cells]
    excluded = _total([_count(and_(_NOT_APPLICABLE, cell, column.is_(None))) for cell, column in cells])
    if tally.column is None:  # a row that may or may not fulfil the condition: between none and all of them
        return _total(unknown), _total(unknown), _NONE, excluded, _NONE, _NONE, _total(unknown)
    [(cell, column)] = cells
    about = and_(_APPROXIMATE, cell)
    return (
        _count(about),
        _total(unknown),
        _count(and_(about, note.hi.is_(None))),
        excluded,
        _sum(about, column),
        _sum(about, func.coalesce(note.lo, column)),
        _sum(about, note.hi),
    )


def _grouped(source: Source, *by: Column | None) -> list[Column]:
    table = source.table.c
    return [table.period_id, table.region_code, *(column for column in by if column is not None)]


@lru_cache(maxsize=512)
def tally_statement(source: Source, tallies: tuple[Tally, ...], by: Column | None, choice: UnitChoice) -> Select:
    """period, region[, by], then three columns a tally. Bound: version, periods, regions, months, levels, …"""
    keys = _grouped(source, by)
    figures = [figure.label(f"f{n}") for n, figure in enumerate(f for tally in tallies for f in _figures(tally))]
    return select(*keys, *figures).select_from(facts_from(source)).where(*conditions(source, choice)).group_by(*keys)


@lru_cache(maxsize=512)
def spread_statement(source: Source, tally: Tally, across: Column, by: Column | None, choice: UnitChoice) -> Select:
    """period, region[, by], value of `across`, then total and number of known cells of the tally."""
    keys = [*_grouped(source, by), across.label("across_value")]
    total, known, _ = _figures(tally)
    return (
        select(*keys, total.label("total"), known.label("known"))
        .select_from(facts_from(source))
        .where(*conditions(source, choice), across.is_not(None))
        .group_by(*_grouped(source, by), across)
    )


@lru_cache(maxsize=512)
def note_statement(source: Source, tallies: tuple[Tally, ...], by: Column | None, choice: UnitChoice) -> Select:
    """period, region[, by], then seven columns a tally, over the cells that are not plain exact values."""
    keys = _grouped(source, by)
    figures = [figure.label(f"f{n}") for n, figure in enumerate(f for tally in tallies for f in _bounds(tally))]
    table, note = source.table.c, cell_note.c
    noted = facts_from(source).join(
        cell_note, and_(note.submission_id == table.submission_id, note.row_key == table.row_key)
    )
    return (
        select(*keys, *figures)
        .select_from(noted)
        .where(*conditions(source, choice), or_(_APPROXIMATE, _NOT_APPLICABLE))
        .group_by(*keys)
    )


@lru_cache(maxsize=1)
def reported_statement() -> Select:
    """source, period, region of every submission in force."""
    sent = submission.c
    return (
        select(sent.source, sent.period_id, sent.region_code).where(sent.source.in_(among("sources")), in_force())
    ).distinct()
