"""Connections to the shared database: a reader that cannot write, and the intake's writer."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, OperationalError

from lib import patience
from lib.errors import DatabaseError
from lib.schema import data_version

_MIGRATIONS = Path(__file__).parent / "migrations"


def reader(url: str) -> Engine:
    """An engine whose connections refuse every write: SQLite `mode=ro`, read-only sessions elsewhere."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite_reader(parsed)
    # One statement at a time: every number is of a pinned version, and no rollback is waited for at the end.
    engine = impatient(parsed, pool_recycle=1800, isolation_level="AUTOCOMMIT", skip_autocommit_rollback=True)

    @event.listens_for(engine, "connect")
    def restrict(connection, _record) -> None:
        with connection.cursor() as cursor:
            for statement in patience.SESSION[engine.dialect.name]:
                cursor.execute(statement)
        connection.commit()

    return engine


def impatient(url: URL, **options: Any) -> Engine:
    """An engine for what a page waits for: nobody waits long, and after one wait in vain nobody waits."""
    known = patience.DRIVER[url.get_backend_name()]
    engine = create_engine(
        url, pool_pre_ping=True, pool_timeout=patience.WAIT, hide_parameters=True, connect_args=known, **options
    )
    patience.limit(engine)
    return engine


def _sqlite_reader(url: URL) -> Engine:
    path = Path(url.database or "")
    if not path.is_file():
        raise DatabaseError("还没有数据库。请先运行 python -m lib demo（演示数据）或 python -m lib init（本市数据）。")
    address = URL.create("sqlite", database=path.resolve().as_uri(), query={"mode": "ro", "uri": "true"})
    return impatient(address)


def writer(url: str) -> Engine:
    """The intake's engine. SQLite enforces foreign keys and waits ten seconds for a lock."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_pre_ping=True, hide_parameters=True)
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, connect_args={"timeout": 10}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def prepare(connection, _record) -> None:
        connection.isolation_level = None  # the driver's own BEGIN would come too late to serialise loads
        connection.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _alembic(engine: Engine) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["engine"] = engine
    return config


def migrate(engine: Engine, revision: str = "head") -> None:
    """Bring the database to the newest schema, or to an earlier one; does nothing where it is there already."""
    command.upgrade(_alembic(engine), revision)


def schema_state(connection: Connection) -> tuple[str | None, str | None]:
    """(revision of the database, newest revision known here)."""
    head = ScriptDirectory(str(_MIGRATIONS)).get_current_head()
    return MigrationContext.configure(connection).get_current_revision(), head


def require_schema(engine: Engine) -> None:
    """Bring an older database up to date. DatabaseError where it has no tables of this system, or newer ones."""
    with engine.connect() as connection:
        revision, head = schema_state(connection)
    if revision is None:
        raise DatabaseError("数据库里没有本系统的表。请先运行 python -m lib init --city 区划名录.xlsx。")
    if revision == head:
        return
    if revision not in {item.revision for item in ScriptDirectory(str(_MIGRATIONS)).walk_revisions()}:
        raise DatabaseError("数据库的表结构比本程序新，请先升级本程序。")
    migrate(engine)


def current_version(connection: Connection) -> int:
    """The newest published data version; 0 for a database into which nothing was loaded."""
    try:
        return connection.execute(select(func.max(data_version.c.version_id))).scalar() or 0
    except DBAPIError as error:
        # SQLite reports a table that is not there as it does a lock.
        if not isinstance(error, OperationalError) or "no such table" in str(error.orig):
            raise DatabaseError("数据库里没有本系统的表。请先运行 python -m lib init 建库。") from None
        raise


def check_schema(connection: Connection) -> None:
    """DatabaseError where the tables are not those this program reads. An office that serves views of its own has no
    revision and is taken at its word."""
    revision, head = schema_state(connection)
    if revision in (None, head):
        return
    known = {item.revision for item in ScriptDirectory(str(_MIGRATIONS)).walk_revisions()}
    if revision in known:
        raise DatabaseError("数据库的表结构比本程序旧，或升级没有做完。请管理员运行 python -m lib upgrade。")
    raise DatabaseError("数据库的表结构比本程序新。请管理员升级本程序，数据没有改动。")
