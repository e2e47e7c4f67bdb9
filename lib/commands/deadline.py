"""Until when a period's ledgers are due (command: deadline)."""

import argparse
from datetime import date

from lib import database, settings
from lib.intake.periods import set_deadline


def add(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser("deadline", help="set until when the ledgers of a period are due")
    parser.add_argument("--period", required=True, help="e.g. 2025H2")
    parser.add_argument("--by", required=True, type=_day, metavar="2026-01-20", help="the last day")
    parser.add_argument("--database", metavar="URL", help="SQLAlchemy URL; default: the configured writer")
    parser.set_defaults(run=_run)


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{written}”不是日期，请写成2026-01-20") from None


def _run(arguments: argparse.Namespace) -> int:
    url = settings.database_url(arguments.database) if arguments.database else settings.settings().writer_url
    engine = database.writer(url)
    database.require_schema(engine)
    set_deadline(engine, arguments.period, arguments.by)
    print(f"{arguments.period}的报送截止日已设为{arguments.by}。逾期未报的列入问题预警。")
    return 0
