"""Fixtures shared by all tests."""

import importlib.metadata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from demo_database import demo_database, session_folder
from engines import KINDS, fresh_database

from lib.settings import settings

LEDGERS = Path(__file__).parent / "ledgers"
_PRINTED = ("streamlit", "pandas", "altair", "sqlalchemy", "openpyxl", "alembic")


def pytest_report_header() -> str:
    return "versions: " + ", ".join(f"{name} {importlib.metadata.version(name)}" for name in _PRINTED)


@pytest.fixture(params=KINDS)
def any_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database on each engine in turn: its URL."""
    with fresh_database(request.param, tmp_path) as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'test.sqlite'}"


@pytest.fixture(scope="session")
def demo_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The demo database, built once per test session; to be read only."""
    return f"sqlite:///{demo_database(session_folder(tmp_path_factory))}"


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """`installed(url)` makes this the database of the installation for one test."""

    def install(url: str) -> None:
        monkeypatch.setenv("DASHBOARD_DATABASE_URL", url)
        settings.cache_clear()

    yield install
    monkeypatch.undo()
    settings.cache_clear()
