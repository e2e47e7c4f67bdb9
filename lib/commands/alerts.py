"""What needs attention (command: alerts)."""

import argparse
from dataclasses import replace
from datetime import date

from lib import database, settings
from lib.commands import printing
from lib.commands.choosing import region_code
from lib.directory import Directory
from lib.filters import Filters
from lib.measure import Snapshot, open_snapshot
from lib.rules import Alert, alerts, judged
from lib.speech import alerts as speech


def add(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser("alerts", help="list what breaks a rule or misses a target, new ones first")
    parser.add_argument("--period", help="e.g. 2025H2; default: the latest")
    parser.add_argument("--district", action="extend", nargs="+", default=[], metavar="NAME", help="name or code; 市直")
    parser.add_argument("--json", action="store_true", help="as JSON, with the rules that could not be judged")
    parser.add_argument("--database", metavar="URL", help="SQLAlchemy URL; default: the configured one")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    chosen = arguments.database
    url = settings.database_url(chosen) if chosen else settings.settings().database_url
    snapshot = open_snapshot(database.reader(url))
    filters = Filters(arguments.period or snapshot.directory.latest.id)
    codes = {region_code(snapshot.directory, written) for written in arguments.district}
    every = _found(snapshot, filters)
    found = [one for one in every if not codes or not one.severity or one.group_code in codes]
    if arguments.json:
        printing.show([_fields(one) for one in found], "json")
        return 0
    print(speech.headline(found))
    printing.show([_line(one, snapshot.directory) for one in found if one.severity], "table")
    for one in found:
        if not one.severity:
            print(speech.undecided(one))
    return 0


def _found(snapshot: Snapshot, filters: Filters) -> tuple[Alert, ...]:
    directory, today = snapshot.directory, date.today()
    now = judged(snapshot, filters, today=today)
    as_of = directory.period(filters.period).as_of
    before = [period.id for period in reversed(directory.periods) if period.as_of < as_of]
    earlier = [(period, judged(snapshot, replace(filters, period=period), today=today)) for period in before]
    return alerts(now, earlier, directory, filters.period)


def _fields(one: Alert) -> dict[str, object]:
    return {
        "id": one.id,
        "rule": one.rule.id,
        "severity": one.severity or None,
        "group": one.group,
        "text": one.text,
        "limit": one.limit,
        "since": one.since if one.severity else None,
        "is_new": one.is_new,
        "indicator": one.behind,
        "value": one.verdict.reading.value if one.verdict.reading else None,
        "subject": one.subject,
        "source_doc": one.rule.source_doc,
        "certainty": one.rule.certainty,
        "outcome": one.outcome.value,
        "reason": one.reason,
    }


def _line(one: Alert, directory: Directory) -> dict[str, object]:
    return {
        "级别": one.severity,
        "新增": "新增" if one.is_new else "",
        "区县": one.group or "全市",
        "情况": one.text,
        "要求": one.limit,
        "起于": speech.since(one, directory),
        "出处": one.rule.source_doc,
        "备注": one.reason,
    }
