"""What this application itself remembers: scenarios, frozen figures, who saw what. Losing it loses no fact.

An SQLite file beside the data by default, on its own URL; never the shared database. Rows hold JSON that the rooms
concerned write and read (lib.whatif, lib.speech); this room keeps them and knows nothing of their inside.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import (
    DDL,
    Column,
    DateTime,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    event,
    make_url,
    select,
)
from sqlalchemy.exc import SQLAlchemyError

from lib.database import impatient
from lib.errors import DeskError

_TABLES = MetaData()
_KEPT = Table(
    "kept",
    _TABLES,
    Column("kind", String(20), primary_key=True),
    Column("id", String(40), primary_key=True),
    Column("name", String(120), nullable=False),
    Column("owner", String(120), nullable=False),
    Column("kept_at", DateTime, nullable=False),
    Column("content", Text, nullable=False),
)
_AUDIT = Table(
    "audit",
    _TABLES,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("at", DateTime, nullable=False),
    Column("account", String(200), nullable=False),
    Column("action", String(20), nullable=False),
    Column("what", String(200), nullable=False),
)
# Nothing that was recorded is changed or taken out, by this application or by a slip in its file.
for _change in ("UPDATE", "DELETE"):
    _FIXED = f"CREATE TRIGGER audit_no_{_change.lower()} BEFORE {_change} ON audit "
    _FIXED += "BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"
    event.listen(_AUDIT, "after_create", DDL(_FIXED).execute_if(dialect="sqlite"))
_FAULT = "应用自己的存储打不开或写不进（不影响业务数据）。请稍后再试；若一直如此，请告诉管理员。"


@dataclass(frozen=True)
class Kept:
    """One thing kept: `kind` (scenario, snapshot), `id` unique within it, `content` as JSON holds it."""

    kind: str
    id: str
    name: str
    owner: str
    kept_at: datetime
    content: Any


@dataclass(frozen=True)
class Seen:
    """That an account did something: `action` (打开, 导出, 导入), `what` (a page or a file); never a value."""

    at: datetime
    account: str
    action: str
    what: str


class Desk:
    """The store behind one URL. Every method raises DeskError where the store does not answer."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, kept: Kept) -> None:
        """Keep it, in place of what was kept under the same kind and id."""
        values = {**vars(kept), "content": json.dumps(kept.content, ensure_ascii=False, sort_keys=True)}
        with _told(), self._engine.begin() as connection:
            connection.execute(_KEPT.delete().where(_KEPT.c.kind == kept.kind, _KEPT.c.id == kept.id))
            connection.execute(_KEPT.insert(), values)

    def drop(self, kind: str, id_: str) -> None:
        """Forget it; nothing happens where there is no such thing."""
        with _told(), self._engine.begin() as connection:
            connection.execute(_KEPT.delete().where(_KEPT.c.kind == kind, _KEPT.c.id == id_))

    def find(self, kind: str, id_: str) -> Kept | None:
        """The thing of this kind and id, or None."""
        return next((one for one in self.all(kind) if one.id == id_), None)

    def all(self, kind: str) -> list[Kept]:
        """Everything of this kind, the newest first."""
        wanted = select(_KEPT).where(_KEPT.c.kind == kind).order_by(_KEPT.c.kept_at.desc(), _KEPT.c.id)
        with _told(), self._engine.connect() as connection:
            found = connection.execute(wanted).mappings().all()
        return [Kept(**{**row, "content": json.loads(row["content"])}) for row in found]

    def record(self, seen: Seen) -> None:
        """Add to the audit; there is no way to change it."""
        with _told(), self._engine.begin() as connection:
            connection.execute(_AUDIT.insert(), vars(seen))

    def audit(self, limit: int) -> list[Seen]:
        """The latest entries, the newest first."""
        wanted = select(_AUDIT).order_by(_AUDIT.c.seq.desc()).limit(limit)
        with _told(), self._engine.connect() as connection:
            found = connection.execute(wanted).all()
        return [Seen(row.at, row.account, row.action, row.what) for row in found]


@contextmanager
def _told() -> Iterator[None]:
    """A fault of the store in the user's words."""
    try:
        yield
    except SQLAlchemyError:
        raise DeskError(_FAULT) from None


@lru_cache(maxsize=4)
def open_desk(url: str) -> Desk:
    """The desk behind this SQLAlchemy URL, made on first use. Raises DeskError where that is not possible."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        try:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError:
            raise DeskError(_FAULT) from None
    with _told():
        engine = impatient(parsed)
        _TABLES.create_all(engine)
    return Desk(engine)
