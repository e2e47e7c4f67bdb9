"""The demo database, built once for a whole test session and only read by its tests."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lib.demo.build import build

_WAIT_SECONDS = 120


def session_folder(factory: pytest.TempPathFactory) -> Path:
    """A temporary folder that all workers of this test session share."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def demo_database(folder: Path) -> Path:
    """The demo database in this folder; the first to ask builds it, the others wait for it."""
    path = folder / "demo.sqlite"
    with _alone(folder / "demo-session.lock"):
        if not path.exists():
            build(path)
    return path


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """One process at a time. SQLite's lock ends with its process, however that ends."""
    connection = sqlite3.connect(lock, timeout=_WAIT_SECONDS, isolation_level=None)
    try:
        connection.execute("BEGIN EXCLUSIVE")
        yield
    finally:
        connection.close()
