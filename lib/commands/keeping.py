"""Commands that keep the stores safe: upgrade, backup, restore."""

import argparse
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import make_url

from lib import database
from lib.errors import DatabaseError
from lib.settings import settings

_SHARED, _DESK = "shared.sqlite", "desk.sqlite"
_ELSEWHERE = "数据库不是SQLite文件，请用数据库服务器自带的工具备份（如pg_dump、mariadb-dump）。"


def add(subparsers: argparse._SubParsersAction) -> None:
    upgrade = subparsers.add_parser("upgrade", help="bring the tables of an older database up to date")
    upgrade.set_defaults(run=_upgrade)

    backup = subparsers.add_parser("backup", help="copy the embedded database and the desk while in use")
    backup.add_argument("directory", type=Path, metavar="DIR", help="a new folder per backup is made in it")
    backup.set_defaults(run=_backup)

    restore = subparsers.add_parser("restore", help="put a backup back")
    restore.add_argument("directory", type=Path, metavar="DIR", help="the folder of one backup")
    restore.set_defaults(run=_restore)


def _upgrade(_arguments: argparse.Namespace) -> int:
    database.require_schema(database.writer(settings().writer_url))
    print("数据库的表结构已是最新。")
    return 0


def _backup(arguments: argparse.Namespace) -> int:
    """A folder named by the time, complete or not there at all."""
    folder = arguments.directory / datetime.now().strftime("%Y%m%d-%H%M%S")
    unfinished = folder.with_name(f".{folder.name}")
    unfinished.mkdir(parents=True)
    for name, source in _stores().items():
        if source.is_file():
            _copy(source, unfinished / name)
    unfinished.rename(folder)
    print(f"已备份到{folder}。")
    return 0


def _restore(arguments: argparse.Namespace) -> int:
    """Each store is checked first; then what readers have open becomes the copy in one transaction."""
    found = {name: arguments.directory / name for name in (_SHARED, _DESK) if (arguments.directory / name).is_file()}
    stores = _stores()
    if _SHARED not in found or any(copy.resolve() in stores.values() for copy in found.values()):
        raise DatabaseError(f"这个文件夹里没有{_SHARED}，不是一份备份。请换一个文件夹。")
    for copy in found.values():
        _check(copy)
    for name, target in stores.items():
        if name in found:
            target.parent.mkdir(parents=True, exist_ok=True)
            _copy(found[name], target)
    print(f"已恢复{arguments.directory}。")
    return 0


def _stores() -> dict[str, Path]:
    """The files of this installation. DatabaseError where the shared database is not one."""
    shared, desk = make_url(settings().writer_url), make_url(settings().desk_url)
    if shared.get_backend_name() != "sqlite" or not shared.database:
        raise DatabaseError(_ELSEWHERE)
    files = {_SHARED: Path(shared.database).resolve()}
    if desk.get_backend_name() == "sqlite" and desk.database:
        files[_DESK] = Path(desk.database).resolve()
    return files


def _copy(source: Path, target: Path) -> None:
    """SQLite's own online backup: consistent whoever reads or writes meanwhile."""
    with closing(sqlite3.connect(source, timeout=30)) as of, closing(sqlite3.connect(target, timeout=30)) as to:
        of.backup(to)


def _check(copy: Path) -> None:
    try:
        with closing(sqlite3.connect(f"{copy.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            sound = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    except sqlite3.DatabaseError:
        sound = False
    if not sound:
        raise DatabaseError(f"备份文件{copy.name}已损坏，没有恢复，现有数据没有改动。请换一份备份。")
