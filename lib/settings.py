"""How this installation is set up: environment variables first, then `.streamlit/secrets.toml`. Read here only."""

import os
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_network
from pathlib import Path
from typing import Any

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from lib.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent
DEMO_DATABASE = ROOT / "data" / "demo.sqlite"
DEMO_URL = f"sqlite:///{DEMO_DATABASE}"
DESK_URL = f"sqlite:///{ROOT / 'data' / 'desk.sqlite'}"
DEMO_BOUNDARIES = ROOT / "data" / "demo" / "区县边界.geojson"
OIDC, PROXY = "oidc", "proxy"  # the ways to sign in
_SECRETS = ROOT / ".streamlit" / "secrets.toml"


@dataclass(frozen=True)
class Settings:
    """`database_url`: SQLAlchemy URL of the shared database, read-only for the dashboard.
    `writer_url`: the intake's own connection; the same database unless set apart. `boundaries`: GeoJSON of the
    districts for the map, and the coordinate system it is in (one of schema.CRS; lib.maps checks both).
    `desk_url`: SQLAlchemy URL of what the application itself remembers (scenarios, frozen figures).

    `sign_in`: OIDC, PROXY or empty; `accounts`: the list of who may see what. `provider`: the section of `[auth]`;
    `user_claim`: the claim of its token that is the account; `session_hours`: how long a token lets in.
    `user_header`: the header in which a proxy names the account; `trusted_proxies`: the networks it comes from.
    `watermark`: account and time across pages and files."""

    database_url: str
    writer_url: str
    boundaries: Path | None = None
    boundaries_crs: str = "WGS84"
    desk_url: str = DESK_URL
    sign_in: str = ""
    accounts: Path | None = None
    provider: str | None = None
    user_claim: str = "preferred_username"
    session_hours: float = 12
    user_header: str = "X-Remote-User"
    trusted_proxies: tuple[str, ...] = ()
    watermark: bool = True

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


def _access() -> dict[str, Any]:
    """Who may see what. Raises SettingsError for what nobody could mean: a gate is never left half open."""
    way = _read("DASHBOARD_SIGN_IN", "").lower()
    accounts = _read("DASHBOARD_ACCOUNTS", "")
    proxies = tuple(part.strip() for part in _read("DASHBOARD_TRUSTED_PROXIES", "127.0.0.1").split(",") if part.strip())
    hours = _read("DASHBOARD_SESSION_HOURS", "12")
    watermark = _read("DASHBOARD_WATERMARK", "on").lower()
    if watermark not in ("on", "off"):
        raise SettingsError("DASHBOARD_WATERMARK 只能是 on 或 off。")
    if way not in ("", OIDC, PROXY):
        raise SettingsError(f"DASHBOARD_SIGN_IN 只能是 {OIDC} 或 {PROXY}，不设即只供本机看演示数据。")
    try:
        session_hours = float(hours)
        for network in proxies:
            ip_network(network)
    except ValueError:
        raise SettingsError("DASHBOARD_SESSION_HOURS 应为小时数，DASHBOARD_TRUSTED_PROXIES 应为地址或网段。") from None
    return {
        "sign_in": way,
        "accounts": Path(accounts) if accounts else None,
        "provider": _read("DASHBOARD_PROVIDER", "") or None,
        "user_claim": _read("DASHBOARD_USER_CLAIM", "preferred_username"),
        "session_hours": session_hours,
        "user_header": _read("DASHBOARD_USER_HEADER", "X-Remote-User"),
        "trusted_proxies": proxies,
        "watermark": watermark != "off",
    }


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
        **_access(),
    )
