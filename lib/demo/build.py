"""The demo database: an empty city with its own targets, earlier periods from the generator, the newest from its
workbooks by the intake."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from lib import database
from lib import directory as directories
from lib.demo import world
from lib.directory import Directory
from lib.errors import DatabaseError
from lib.intake import city, load, standards
from lib.intake.batch import Progress
from lib.intake.forms import FORMS
from lib.intake.sheets import Row
from lib.intake.storing import Delivery
from lib.intake.values import Status, Value
from lib.settings import ROOT

LEDGERS = ROOT / "data" / "demo"
_LOCK_SECONDS = 120


def build(path: Path, progress: Progress | None = None) -> None:
    """Build into a temporary file and rename it, so that nobody ever sees half a database."""
    with _lock(path.with_suffix(".lock")):
        part = path.with_suffix(".part")
        part.unlink(missing_ok=True)
        engine = database.writer(f"sqlite:///{part}")
        try:
            fill(engine, progress)
        finally:
            engine.dispose()
        part.replace(path)


def fill(engine: Engine, progress: Progress | None = None) -> None:
    """The demo city into an empty database of any kind."""
    city.init(engine, LEDGERS / "区划名录.xlsx")
    with engine.begin() as connection:
        standards.store(connection, standards.read(LEDGERS / "标准.toml"))
        directory = directories.load(connection)
    *earlier, newest = world.PERIODS
    for period_id in earlier:
        load.load_generated(engine, period_id, _deliveries(period_id, directory))
    load.load(engine, newest, sorted((LEDGERS / newest).glob("*.xlsx")), progress)


def _deliveries(period_id: str, directory: Directory) -> Iterator[Delivery]:
    for region_code, sources in world.ledgers(period_id).items():
        for source, records in sources.items():
            rows = tuple(_row(source, number, record) for number, record in enumerate(records, start=2))
            yield Delivery(source, directory.region(region_code), rows)


def _row(source: str, number: int, record: dict[str, object]) -> Row:
    """A generated record as the reader of a plain sheet would give it."""
    blanks = {item.name for item in FORMS[source].fields if item.blank_ok}
    return Row(number, {name: _value(value, blank_ok=name in blanks) for name, value in record.items()})


def _value(value: object, *, blank_ok: bool) -> Value:
    if value == "/" or (value is None and blank_ok):
        return Value(Status.NOT_APPLICABLE, None)
    if value is None:
        return Value(Status.MISSING, None)
    return Value(Status.ZERO if value == 0 else Status.PRESENT, value)


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    """One builder at a time; a second one waits. SQLite's file lock ends with its process, however that ends."""
    connection = sqlite3.connect(path, timeout=_LOCK_SECONDS, isolation_level=None)
    try:
        connection.execute("BEGIN EXCLUSIVE")
        yield
    except sqlite3.OperationalError:
        raise DatabaseError("另一个程序正在建演示数据库，请稍后再试。") from None
    finally:
        connection.close()
