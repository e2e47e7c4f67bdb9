"""What does not agree within and between ledgers (command: crosscheck), and the summary after a load."""

import argparse
from collections.abc import Sequence

from lib import database, settings
from lib import directory as directories
from lib.commands import choosing, printing
from lib.crosschecks import Finding, Level, Result, check_all, within

_SHOWN = 3  # findings per check after a load


def add(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser("crosscheck", help="check what was sent against itself; 1 where it refuses a lock")
    parser.add_argument("--period", help="e.g. 2025H2; default: the latest")
    parser.add_argument("--district", action="extend", nargs="+", default=[], metavar="NAME", help="name or code; 市直")
    parser.add_argument("--format", choices=("table", "json"), default="table")
    parser.add_argument("--database", metavar="URL", help="SQLAlchemy URL; default: the configured one")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    chosen = arguments.database
    url = settings.database_url(chosen) if chosen else settings.settings().database_url
    with database.reader(url).connect() as connection:
        directory = directories.load(connection)
        codes = [choosing.region_code(directory, written) for written in arguments.district]
        period = arguments.period or directory.latest.id
        version, city = database.current_version(connection), choosing.drawn_city(directory, url)
        results = check_all(within(connection, period, version, codes, city))
    if arguments.format == "json":
        printing.show([_counted(result) for result in results], "json")
    else:
        _print(results)
    return int(any(result.findings and result.check.level is Level.REJECTION for result in results))


def _print(results: Sequence[Result]) -> None:
    for result in results:
        print(result)
    for finding in (finding for result in results for finding in result.findings):
        print(f"{finding.check.level.value} {finding.check.id} {finding}")


def _counted(result: Result) -> dict[str, object]:
    return {
        "check": result.check.id,
        "name": result.check.name,
        "level": result.check.level.value,
        "compared": result.compared,
        "unable": result.unable,
        "told_on_load": result.told,
        "certain": result.check.certain,
        "findings": [fields(finding) for finding in result.findings],
    }


def fields(finding: Finding) -> dict[str, object]:
    """A finding as JSON."""
    return {
        "check": finding.check.id,
        "level": finding.check.level.value,
        "office": finding.office,
        "subject": finding.place.subject,
        "row": finding.place.row_no,
        "problem": finding.text,
        "remedy": finding.check.remedy,
    }


def print_noted(results: Sequence[Result]) -> None:
    """The checks that found something, each with its first findings; nothing where no check was made."""
    if not results:
        return
    broken = [result for result in results if result.findings]
    print(f"交叉核对{len(results)}项，" + (f"{len(broken)}项有不一致之处：" if broken else "没有不一致之处。"))
    for result in broken:
        print(f"    {result}")
        for finding in result.findings[:_SHOWN]:
            print(f"        {finding}")
        if len(result.findings) > _SHOWN:
            print(f"        （另有{len(result.findings) - _SHOWN}处，用 python -m lib crosscheck 查看）")
