"""How long a reader waits for a database, whatever is wrong with it: two seconds, and after one wait in vain nobody.

A server may go away without closing its connections (frozen, or cut off by the network), take its time, or be locked.
The first who asks waits and is told; whoever asks in the moment after that is told at once. So a page says within
three seconds what is wrong, however many numbers it needs and however many people look.
"""

from functools import cache
from time import monotonic
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

WAIT = 2  # seconds for a connection, for a lock, and for the next word of an answer
_REST = 3.0  # seconds in which nobody asks, after a wait in vain
_BY_THE_SERVER = 1800  # milliseconds for one statement: a little sooner than the reader gives up
# What a reader's session may not do: write, or take longer than that.
SESSION = {
    "postgresql": ("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY", f"SET statement_timeout = {_BY_THE_SERVER}"),
    "mariadb": ("SET SESSION TRANSACTION READ ONLY", f"SET SESSION max_statement_time = {_BY_THE_SERVER / 1000}"),
    "mysql": ("SET SESSION TRANSACTION READ ONLY", f"SET SESSION max_execution_time = {_BY_THE_SERVER}"),
}
DRIVER: dict[str, dict[str, Any]] = {
    "sqlite": {"timeout": WAIT},
    "postgresql": {"connect_timeout": WAIT},
    "mariadb": {"connect_timeout": WAIT, "read_timeout": WAIT, "write_timeout": WAIT},
    "mysql": {"connect_timeout": WAIT, "read_timeout": WAIT, "write_timeout": WAIT},
}
_RESTS = "the database did not answer a moment ago"
_IN_VAIN = ("timed out", "timeout", "exceeded", "locked")  # as the drivers and servers call it


def limit(engine: Engine) -> None:
    """After a wait in vain refuse every connection and statement of this engine for a moment."""
    rest_until = 0.0

    @event.listens_for(engine, "handle_error")
    def note(context) -> None:
        nonlocal rest_until
        told = str(context.original_exception).lower()
        if _RESTS not in told and any(word in told for word in _IN_VAIN):
            rest_until = monotonic() + _REST

    def refuse(statement: str) -> None:
        if monotonic() < rest_until:
            raise OperationalError(statement, None, ConnectionError(_RESTS))

    @event.listens_for(engine, "before_cursor_execute")
    def execute(_connection, _cursor, statement, *_rest) -> None:
        refuse(statement)

    @event.listens_for(engine, "do_connect")
    def connect(dialect, _record, arguments, options):
        refuse("connect")
        return _impatient().connect(*arguments, **options) if dialect.driver == "psycopg" else None


@cache
def _impatient() -> type:
    """psycopg's connection, which by itself would wait for ever for a server that keeps it open and is silent."""
    import psycopg  # only those with PostgreSQL pay for it

    class Impatient(psycopg.Connection):
        def wait(self, gen, interval=0.1, timeout=None):
            try:
                return super().wait(gen, interval, WAIT if timeout is None else timeout)
            except psycopg.errors._WaitTimeout:
                self.pgconn.finish()
                raise psycopg.OperationalError("the server's answer timed out") from None

    return Impatient
