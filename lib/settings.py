"""How this installation is set up: environment variables first, then `.streamlit/secrets.toml`. Read here only."""

import os
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from lib.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent
DEMO_DATABASE = ROOT / "data" / "demo.sqlite"
DEMO_URL = f"sqlite:///{DEMO_DATABASE}"
DESK_URL = f"sqlite:///{ROOT / 'data' / 'desk.sqlite'}"
DEMO_BOUNDARIES = ROOT / "data" / "demo" / "区县边界.geojson"
_SECRETS = ROOT / ".streamlit" / "secrets.toml"


@dataclass(frozen=True)
class Settings:
    """`database_url`: SQLAlchemy URL of the shared database, read-only for the dashboard.
    `writer_url`: the intake's own connection; the same database unless set apart. `boundaries`: GeoJSON of the
    districts for the map, and the coordinate system it is in (one of schema.CRS; lib.maps checks both).
    `desk_url`: SQLAlchemy URL of what the application itself remembers (scenarios, frozen figures)."""

    database_url: str
    writer_url: str
    boundaries: Path | None = None
    boundaries_crs: str = "WGS84"
    desk_url: str = DESK_URL

    @property
    def is_demo(self) -> bool:
        return self.database_url == DEMO_URL


def _secret(name: str) -> str | None:
    if not _SECRETS.exists():
        return None
    try:
        value = tomllib.loads(_SECRETS.read_text(encoding="utf-8")).get(name)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise SettingsError(".streamlit/secrets.toml 写法有误，无法读取，请检查引号和等号。") from None
    return None if value is None else str(value)


def _read(name: str, default: str) -> str:
    return os.environ.get(name) or _secret(name) or default


def database_url(text: str) -> str:
    """The URL with the drivers that are pinned here. Raises SettingsError for anything SQLAlchemy cannot read."""
    try:
        url = make_url(text)
    except ArgumentError:
        raise SettingsError("数据库地址不是有效的SQLAlchemy地址，请检查 DASHBOARD_*_URL 各项。") from None
    drivers = {"postgresql": "postgresql+psycopg", "mysql": "mysql+pymysql", "mariadb": "mariadb+pymysql"}
    return url.set(drivername=drivers.get(url.drivername, url.drivername)).render_as_string(hide_password=False)


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process; tests clear the cache with `settings.cache_clear()`."""
    reader = database_url(_read("DASHBOARD_DATABASE_URL", DEMO_URL))
    boundaries = _read("DASHBOARD_BOUNDARIES", str(DEMO_BOUNDARIES) if reader == DEMO_URL else "")
    return Settings(
        database_url=reader,
        writer_url=database_url(_read("DASHBOARD_WRITER_URL", reader)),
        boundaries=Path(boundaries) if boundaries else None,
        boundaries_crs=_read("DASHBOARD_BOUNDARIES_CRS", "WGS84").upper(),
        desk_url=database_url(_read("DASHBOARD_DESK_URL", DESK_URL)),
    )
