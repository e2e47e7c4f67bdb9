"""Fixtures shared by all tests."""

import importlib.metadata
from collections.abc import Iterator
from pathlib import Path

import pytest
from engines import KINDS, fresh_database

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
