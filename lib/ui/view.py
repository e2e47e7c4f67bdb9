"""What one run of a page looks at: a pinned data version, a scope and the filters. `open_page` sets it."""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from weakref import WeakKeyDictionary, ref

import streamlit as st
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from lib import database
from lib.access import Scope, within
from lib.errors import DatabaseError
from lib.filters import Filters
from lib.measure import Snapshot, open_snapshot
from lib.settings import settings
from lib.ui.gate import ANYBODY, Visitor

UNREACHABLE = "连不上数据库，或数据库正被占用。数据没有改动，本页每隔几秒会自动再试；若一直如此，请告诉管理员。"
_SCOPES = 400  # how many accounts' directories are kept
_DIRECTORY_SECONDS = 300  # how long a changed directory may go unnoticed where no new data version was published


@dataclass(frozen=True, eq=False)
class View:
    """Who looks at which version of the data, through which filters, on which page."""

    snapshot: Snapshot
    scope: Scope
    filters: Filters
    page: str
    visitor: Visitor


# Per address of the database: what was read last, and when.
_LAST: dict[str, tuple[Snapshot, datetime]] = {}
_CURRENT: ContextVar[View] = ContextVar("view")
_NARROWED: WeakKeyDictionary[Snapshot, Callable[[Scope], Snapshot]] = WeakKeyDictionary()


@st.cache_resource(show_spinner=False)
def _engine(url: str) -> Engine:
    return database.reader(url)


@st.cache_resource(ttl=_DIRECTORY_SECONDS, max_entries=2, show_spinner=False)
def _snapshot(url: str, version: int) -> Snapshot:
    with _engine(url).connect() as connection:
        database.check_schema(connection)
    return open_snapshot(_engine(url), version)


def narrowed(snapshot: Snapshot, scope: Scope) -> Snapshot:
    """The same version, in which only what the scope may see has a name; one object per version and scope, with a
    memory of its own, that goes with the version."""
    if scope.is_everything:
        return snapshot
    return _NARROWED.setdefault(snapshot, _narrowing(ref(snapshot)))(scope)


def _narrowing(whole: ref[Snapshot]) -> Callable[[Scope], Snapshot]:
    @lru_cache(maxsize=_SCOPES)
    def narrow(scope: Scope) -> Snapshot:
        snapshot = whole()
        return replace(snapshot, directory=within(snapshot.directory, scope))

    return narrow


def newest_snapshot() -> tuple[Snapshot, datetime | None]:
    """The newest published version, the same object for everybody until there is a newer one; and where the database
    does not answer, the last one that was read, with the time of that.

    Raises DatabaseError where nothing was read yet, or the tables are not those of this program."""
    url = settings().database_url
    try:
        with _engine(url).connect() as connection:
            version = database.current_version(connection)
        _LAST[url] = _snapshot(url, version), datetime.now()
    except SQLAlchemyError:
        if url not in _LAST:
            raise DatabaseError(UNREACHABLE) from None
        return _LAST[url]
    return _LAST[url][0], None


def answers() -> bool:
    """Whether the database answers now."""
    try:
        with _engine(settings().database_url).connect() as connection:
            database.current_version(connection)
    except (SQLAlchemyError, DatabaseError):
        return False
    return True


def pin(snapshot: Snapshot, filters: Filters, page: str, visitor: Visitor = ANYBODY) -> View:
    """Make this the view of the present run."""
    view = View(snapshot, visitor.scope, filters, page, visitor)
    _CURRENT.set(view)
    return view


def current() -> View:
    """The view of the present run. LookupError where a page did not open itself first."""
    return _CURRENT.get()
