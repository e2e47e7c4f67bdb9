"""Commands that read numbers: measure, rows, trace, indicators."""

import argparse
from dataclasses import replace

from lib import database, settings
from lib.commands import answers, catalogue, choosing, printing
from lib.errors import FilterError
from lib.filters import THIS_PERIOD, Baseline, Filters
from lib.measure import (
    Snapshot,
    beside_median,
    beside_target,
    compare,
    measure,
    open_snapshot,
    rows,
    trace,
)

MEDIAN, TARGET = "median", "target"
_BASELINES = {"year": Baseline.YEAR, "previous": Baseline.PREVIOUS, "same": Baseline.SAME}


def add(subparsers: argparse._SubParsersAction) -> None:
    number = subparsers.add_parser("measure", help="compute indicators")
    number.add_argument("keys", nargs="+", metavar="KEY", help="indicator, see the command indicators")
    number.add_argument("--by", help="district, unit, month, grade, field, setting_form, …")
    number.add_argument(
        "--compare",
        nargs="?",
        const="year",
        choices=(*_BASELINES, TARGET, MEDIAN),
        help="beside then (year: stocks with the year end, flows with the same span of last year), beside the "
        "target, or each district beside the median of the districts",
    )
    number.set_defaults(run=_measure)
    behind = subparsers.add_parser("rows", help="list the rows behind a number")
    behind.set_defaults(run=_rows)
    cells = subparsers.add_parser("trace", help="name the file, sheet and cells behind a number")
    cells.set_defaults(run=_trace)
    for parser in (behind, cells):
        parser.add_argument("keys", nargs=1, metavar="KEY")
        parser.add_argument("--limit", type=int, help="at most this many rows")
    for parser in (number, behind, cells):
        _add_filters(parser)
    known = subparsers.add_parser("indicators", help="list all indicators with their definition")
    known.set_defaults(run=catalogue.run)
    for parser in (number, behind, cells):
        parser.add_argument("--format", choices=printing.FORMATS, default="table")
    known.add_argument("--format", choices=(*printing.FORMATS, "markdown"), default="table")


def _add_filters(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--period", help="e.g. 2025H2; default: the latest")
    parser.add_argument("--span", default=THIS_PERIOD, help="本期, 年初至今 or 1-N, for flows")
    parser.add_argument("--district", action="extend", nargs="+", default=[], metavar="NAME", help="name or code; 市直")
    parser.add_argument("--exclude", action="store_true", help="all districts but those named")
    parser.add_argument("--unit", action="extend", nargs="+", default=[], metavar="NAME", help="name or id")
    parser.add_argument("--exclude-unit", action="store_true", help="all units but those named")
    parser.add_argument("--level", action="extend", nargs="+", default=[], help="e.g. 市直 乡镇街道")
    parser.add_argument("--nature", action="extend", nargs="+", default=[], help="e.g. 机关 事业")
    parser.add_argument("--database", metavar="URL", help="SQLAlchemy URL; default: the configured one")


def _snapshot(arguments: argparse.Namespace) -> Snapshot:
    chosen = arguments.database
    url = settings.database_url(chosen) if chosen else settings.settings().database_url
    return open_snapshot(database.reader(url))


def _filters(arguments: argparse.Namespace, snapshot: Snapshot) -> Filters:
    return Filters(
        period=arguments.period or snapshot.directory.latest.id,
        span=arguments.span,
        districts=tuple(choosing.region_code(snapshot.directory, written) for written in arguments.district),
        excluded=arguments.exclude,
        levels=tuple(arguments.level),
        natures=tuple(arguments.nature),
        units=tuple(unit for written in arguments.unit for unit in _units(snapshot, written)),
        units_excluded=arguments.exclude_unit,
    )


def _units(snapshot: Snapshot, written: str) -> list[str]:
    """One unit by id, else all whose full or short name it is in any region."""
    directory = snapshot.directory
    if written in directory.units:
        return [written]
    matches = (directory.find_unit(written, region.code) for region in directory.regions)
    found = dict.fromkeys(match.unit.id for match in matches if match and match.how != "相似")
    if not found:
        raise FilterError(f"没有单位“{written}”。请写单位全称、简称或编号。")
    return list(found)


def _measure(arguments: argparse.Namespace) -> int:
    snapshot = _snapshot(arguments)
    filters = _filters(arguments, snapshot)
    plain = arguments.format == "table"
    if arguments.compare == MEDIAN:
        if arguments.by not in (None, "district"):
            raise FilterError("区县中位数只能按区县比较，请去掉 --by 或写 --by district。")
        standings = beside_median(snapshot, arguments.keys, filters)
        found = [answers.standing_line(item) if plain else answers.standing(item) for item in standings]
    elif arguments.compare == TARGET:
        shortfalls = beside_target(snapshot, arguments.keys, filters, arguments.by)
        found = [answers.shortfall_line(item) if plain else answers.shortfall(item) for item in shortfalls]
    elif arguments.compare:
        filters = replace(filters, baseline=_BASELINES[arguments.compare])
        compared = compare(snapshot, arguments.keys, filters, by=arguments.by)
        found = [answers.compared_line(item) if plain else answers.compared(item) for item in compared]
    else:
        readings = measure(snapshot, arguments.keys, filters, by=arguments.by)
        found = [answers.line(item) if plain else answers.shown(item) for item in readings]
    printing.show(found, arguments.format)
    return 0


def _rows(arguments: argparse.Namespace) -> int:
    snapshot = _snapshot(arguments)
    found = rows(snapshot, arguments.keys[0], _filters(arguments, snapshot), limit=arguments.limit)
    printing.show(found, arguments.format)
    return 0


def _trace(arguments: argparse.Namespace) -> int:
    snapshot = _snapshot(arguments)
    found = trace(snapshot, arguments.keys[0], _filters(arguments, snapshot), limit=arguments.limit)
    printing.show([answers.traced(item) for item in found], arguments.format)
    return 0
