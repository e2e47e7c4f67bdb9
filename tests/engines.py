"""The three database engines the product is tested on: SQLite in a folder, PostgreSQL and MariaDB on this machine."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import OperationalError

SERVERS = {
    "postgresql": os.environ.get("DASHBOARD_TEST_POSTGRESQL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"),
    "mariadb": os.environ.get("DASHBOARD_TEST_MARIADB", "mariadb+pymysql://root@127.0.0.1:3306/test"),
}
KINDS = ("sqlite", *SERVERS)


@contextmanager
def fresh_database(kind: str, folder: Path) -> Iterator[str]:
    """The URL of an empty database of this kind, dropped afterwards. Without the server the test is skipped by name;
    in CI, where both servers must be there, it fails."""
    name = f"t{uuid.uuid4().hex[:12]}"
    if kind == "sqlite":
        yield f"sqlite:///{folder / name}.sqlite"
        return
    server = create_engine(SERVERS[kind], isolation_level="AUTOCOMMIT")
    try:
        with server.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
    except OperationalError:
        if os.environ.get("CI"):
            pytest.fail(f"{kind} must answer in CI: {make_url(SERVERS[kind]).render_as_string()}")
        pytest.skip(f"no {kind} server at {make_url(SERVERS[kind]).render_as_string()}")
    try:
        yield make_url(SERVERS[kind]).set(database=name).render_as_string(hide_password=False)
    finally:
        force = " WITH (FORCE)" if kind == "postgresql" else ""
        with server.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name}{force}"))
        server.dispose()
