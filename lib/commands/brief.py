"""The standing set of files of a period, for a timer (command: brief)."""

import argparse
import errno
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from lib import database, settings
from lib.commands.choosing import region_code
from lib.exports import docx, lists, pptx, standing, xlsx
from lib.exports.reading import Readings
from lib.filters import Filters, check
from lib.measure import open_snapshot

WRITTEN, REFUSED = 0, 1


def add(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser("brief", help="write the standing set: workbook, brief, slides, list of alerts")
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="folder; is made where it is not there")
    parser.add_argument("--period", help="e.g. 2025H2; default: the latest")
    parser.add_argument("--district", action="extend", nargs="+", default=[], metavar="NAME", help="name or code; 市直")
    parser.add_argument("--database", metavar="URL", help="SQLAlchemy URL; default: the configured one")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    known = _readings(arguments)
    try:
        written = _written(known, arguments.out)
    except OSError as error:
        print(f"写不进文件夹“{arguments.out}”：{_reason(error)}。请检查路径、权限和剩余空间后重试。", file=sys.stderr)
        return REFUSED
    for path in written:
        print(path)
    return WRITTEN


def _reason(error: OSError) -> str:
    match error:
        case FileExistsError() | NotADirectoryError():
            return "这个路径上已有一个文件，不是文件夹"
        case PermissionError():
            return "没有写入的权限"
    return "磁盘已满" if error.errno == errno.ENOSPC else "磁盘没有接受"


def _readings(arguments: argparse.Namespace) -> Readings:
    chosen = arguments.database
    url = settings.database_url(chosen) if chosen else settings.settings().database_url
    snapshot = open_snapshot(database.reader(url))
    directory = snapshot.directory
    codes = tuple(dict.fromkeys(region_code(directory, written) for written in arguments.district))
    filters = Filters(arguments.period or directory.latest.id, districts=codes)
    return Readings(snapshot, check(filters, directory), date.today())


def _written(known: Readings, folder: Path) -> list[Path]:
    """All files or none: they are made beside their place and then moved there, over those of an earlier run."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".brief-") as made:
        for name, content in files(known):
            (Path(made) / name).write_bytes(content)
        names = sorted(path.name for path in Path(made).iterdir())
        for name in names:
            (Path(made) / name).replace(folder / name)
    return [folder / name for name in names]


def files(known: Readings) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file of the set."""
    for make, ending, write in (
        (standing.workbook, "xlsx", xlsx.write),
        (standing.brief, "docx", docx.write),
        (standing.slides, "pptx", pptx.write),
    ):
        report = make(known)
        yield report.file_name(ending), write(report)
    as_of = known.snapshot.directory.period(known.filters.period).as_of.isoformat()
    rows = standing.alert_rows(known)
    yield lists.file_name(standing.ALERTS, known.whom, as_of), lists.csv(rows)
