"""Commands that prepare and fill the shared database: init, check, load, template, lock, unlock, demo."""

import argparse
import json
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from lib import database, desk, settings
from lib import directory as directories
from lib.commands import acting, choosing, crosschecking
from lib.crosschecks import Result
from lib.demo import build
from lib.errors import DeskError
from lib.intake import city as cities
from lib.intake import load, templates
from lib.intake.continuity import with_jumps
from lib.intake.files import FileReading, check_period
from lib.intake.issues import Level
from lib.intake.strays import with_strays

_SHOWN_NOTES = 5  # notes per file in the plain report; --all shows every one


def add(subparsers: argparse._SubParsersAction) -> None:
    init = subparsers.add_parser("init", help="create an empty database for a city")
    init.add_argument("--city", type=Path, required=True, metavar="区划名录.xlsx", help="districts and units")
    init.set_defaults(run=_init)

    check = subparsers.add_parser("check", help="read ledgers and report, without writing")
    check.add_argument("--period", help="e.g. 2025H2; without it the period named by each file's titles")
    check.set_defaults(run=_check)

    loading = subparsers.add_parser("load", help="load ledgers of one period")
    loading.add_argument("--period", required=True, help="e.g. 2025H2")
    loading.add_argument("--as", dest="account", metavar="账号", help="who loads; where there is a list of accounts")
    loading.set_defaults(run=_load)
    for parser in (check, loading):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--all", action="store_true", help="show every note, not only warnings and rejections")
        parser.add_argument("--format", choices=("text", "json"), default="text")

    template = subparsers.add_parser("template", help="write blank ledgers to fill in")
    template.add_argument("directory", type=Path, metavar="DIR")
    template.set_defaults(run=_template)

    for name, locked in (("lock", True), ("unlock", False)):
        lock = subparsers.add_parser(name, help=f"{name} a period")
        lock.add_argument("--period", required=True)
        lock.set_defaults(run=_set_lock, locked=locked)

    demo = subparsers.add_parser("demo", help="build the demo database from the demo ledgers")
    demo.add_argument("--if-missing", action="store_true", help="do nothing where the database is there")
    demo.set_defaults(run=_demo)

    for parser in (init, check, loading, template, *(subparsers.choices[name] for name in ("lock", "unlock"))):
        parser.add_argument("--database", metavar="URL", help="SQLAlchemy URL; default: the configured writer")


def _engine(arguments: argparse.Namespace) -> Engine:
    return database.writer(_url(arguments))


def _url(arguments: argparse.Namespace) -> str:
    return settings.database_url(arguments.database) if arguments.database else settings.settings().writer_url


def _init(arguments: argparse.Namespace) -> int:
    districts, units = cities.init(_engine(arguments), arguments.city)
    print(f"已建库：{districts}个区县、{units}个单位。下一步：python -m lib load --period 期次 台账文件…")
    return 0


def _prepared(arguments: argparse.Namespace) -> Engine:
    engine = _engine(arguments)
    database.require_schema(engine)
    return engine


def _check(arguments: argparse.Namespace) -> int:
    period = check_period(arguments.period) if arguments.period else None
    with _prepared(arguments).connect() as connection:
        directory = directories.load(connection)
        readings = load.read_all(arguments.files, directory, period, _progress)
        if period:
            readings = with_jumps(connection, directory, period, readings)
        readings = with_strays(connection, readings, choosing.drawn_city(directory, _url(arguments)))
    _report(readings, arguments)
    return int(any(item.refused for item in readings))


def _load(arguments: argparse.Namespace) -> int:
    engine = _prepared(arguments)
    loader = acting.loader(arguments.account, engine)
    with engine.connect() as connection:
        city = choosing.drawn_city(directories.load(connection), _url(arguments))
    report = load.load(engine, arguments.period, arguments.files, _progress, loader.scope, city)
    if report.version:
        what = f"{arguments.period}，{len(arguments.files)}个文件，数据版本{report.version}{loader.note}"
        _record(loader.name, what)
    _report(report.files, arguments, report.crosschecks)
    if arguments.format == "text":
        crosschecking.print_noted(report.crosschecks)
        print(f"已发布数据版本{report.version}。" if report.version else "没有新的数据，库未改动。")
    return int(report.refused)


def _record(name: str, what: str) -> None:
    """Who loaded what, in the audit; a load stands without it."""
    try:
        desk.open_desk(settings.settings().desk_url).record(desk.Seen(datetime.now(), name, "导入", what))
    except (DeskError, OSError) as error:
        print(f"导入已完成，但没有记入访问记录：{error}", file=sys.stderr)


def _progress(index: int, total: int, name: str) -> None:
    """A line that overwrites itself on a terminal, a line per file elsewhere, for loads worth waiting for."""
    if total < 3:
        return
    end = "\r" if sys.stderr.isatty() and index < total else "\n"
    print(f"[{index}/{total}] {name}", file=sys.stderr, end=end, flush=True)


def _report(
    readings: list[FileReading] | tuple[FileReading, ...],
    arguments: argparse.Namespace,
    results: tuple[Result, ...] = (),
) -> None:
    if arguments.format == "json":
        print(json.dumps([_as_json(item, results) for item in readings], ensure_ascii=False, indent=1))
        return
    for item in readings:
        _print_file(item, everything=arguments.all)
    counts = Counter(item.outcome.value for item in readings)
    print("共" + str(len(readings)) + "个文件：" + "，".join(f"{name}{count}" for name, count in counts.items()) + "。")


def _print_file(item: FileReading, *, everything: bool) -> None:
    office = item.office.label if item.office else "未识别"
    print(f"【{item.outcome.value}】{item.name}（{office}）")
    for sheet in item.sheets:
        state = "未导入" if sheet.refused or item.refused else f"{len(sheet.rows)}行"
        print(f"    {sheet.sheet.title} → {sheet.form.title}：{state}")
    urgent = [issue for issue in item.issues if issue.level is not Level.NOTE]
    notes = [issue for issue in item.issues if issue.level is Level.NOTE]
    for issue in urgent + (notes if everything else notes[:_SHOWN_NOTES]):
        print(f"    {issue.level.value} {issue.code} {issue}")
    if not everything and len(notes) > _SHOWN_NOTES:
        print(f"    （另有{len(notes) - _SHOWN_NOTES}条提示，加 --all 查看）")


def _as_json(item: FileReading, results: tuple[Result, ...]) -> dict[str, object]:
    """`crosschecks`: the findings about the office, whichever of its files they concern."""
    findings = [finding for result in results for finding in result.findings]
    own = [finding for finding in findings if item.office and finding.place.region_code == item.office.code]
    return {
        "file": item.name,
        "office": item.office.label if item.office else None,
        "outcome": item.outcome.value,
        "refused_sheets": list(item.refused_sheets),
        "issues": [
            {
                "sheet": issue.sheet,
                "cell": issue.cell,
                "code": issue.code,
                "level": issue.level.value,
                "scope": issue.scope,
                "field": issue.field,
                "raw": issue.raw,
                "problem": issue.problem,
                "remedy": issue.remedy,
            }
            for issue in item.issues
        ],
        "crosschecks": [crosschecking.fields(finding) for finding in own],
    }


def _template(arguments: argparse.Namespace) -> int:
    written = templates.write(arguments.directory, _directory_if_any(arguments))
    print(f"已写出{len(written)}个空表，在{arguments.directory}。")
    return 0


def _directory_if_any(arguments: argparse.Namespace) -> directories.Directory | None:
    """The directory for unit drop-downs; blank forms need no database."""
    if arguments.database is None and not settings.DEMO_DATABASE.exists():
        return None
    with _prepared(arguments).connect() as connection:
        return directories.load(connection)


def _set_lock(arguments: argparse.Namespace) -> int:
    load.set_lock(_prepared(arguments), arguments.period, locked=arguments.locked)
    print(f"{arguments.period}已{'锁定，不再接受导入' if arguments.locked else '解锁'}。")
    return 0


def _demo(arguments: argparse.Namespace) -> int:
    if arguments.if_missing and settings.DEMO_DATABASE.exists():
        return 0
    build.build(settings.DEMO_DATABASE, progress=_progress)
    print(f"演示数据库已建好：{settings.DEMO_DATABASE.name}")
    return 0
