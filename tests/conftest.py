"""Fixtures shared by all tests."""

import importlib.metadata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import workbooks
from demo_database import demo_database, session_folder
from engines import KINDS, fresh_database

from lib.directory import Directory
from lib.intake.files import FileReading, read_file
from lib.settings import settings

_PRINTED = ("streamlit", "pandas", "altair", "sqlalchemy", "openpyxl", "alembic")


def pytest_report_header() -> str:
    return "versions: " + ", ".join(f"{name} {importlib.metadata.version(name)}" for name in _PRINTED)


@pytest.fixture(scope="session", autouse=True)
def _desk_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test writes to the desk of the installation."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_DESK_URL", f"sqlite:///{tmp_path_factory.mktemp('desk') / 'desk.sqlite'}")
        settings.cache_clear()
        yield


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


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Directory:
    """The directory of the small city."""
    return workbooks.directory_of(workbooks.small_city("sqlite://", tmp_path_factory.mktemp("city")))


@pytest.fixture
def read(city: Directory, tmp_path: Path) -> Callable[..., FileReading]:
    """`read(content, name=NAME)` reads a workbook of the small city, given as such or as rows, as `load` does."""

    def read_content(content: workbooks.Workbook | workbooks.Rows, name: str = workbooks.NAME) -> FileReading:
        return read_file(workbooks.save(tmp_path, content, name), city, workbooks.period())

    return read_content
