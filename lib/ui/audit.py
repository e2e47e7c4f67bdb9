"""Who opened which page and took which file away. Nobody is recorded who did not have to sign in."""

import logging
from collections.abc import Callable
from datetime import datetime

import streamlit as st

from lib.desk import Seen, open_desk
from lib.errors import DeskError
from lib.settings import settings
from lib.ui import view
from lib.ui.gate import Visitor

OPENED, TAKEN = "打开", "导出"
_LAST = "audit-last-page"  # no choice, so it may be kept in the session
_LOG = logging.getLogger(__name__)


def opened(visitor: Visitor, title: str) -> None:
    """Record that the page was opened: once, until another one is."""
    if visitor.account is not None and st.session_state.get(_LAST) != title:
        st.session_state[_LAST] = title
        _record(visitor, OPENED, title)


def handed_out(make: Callable[[], bytes], file_name: str) -> Callable[[], bytes]:
    """What writes the file, and records that it was taken away when it is asked for."""
    visitor = view.current().visitor
    if visitor.account is None:
        return make

    def write() -> bytes:
        _record(visitor, TAKEN, file_name)
        return make()

    return write


def _record(visitor: Visitor, action: str, what: str) -> None:
    """A desk that cannot be written hides no page: it holds no fact. The gap is in the server's log."""
    try:
        open_desk(settings().desk_url).record(Seen(datetime.now(), visitor.name, action, what))
    except DeskError:
        _LOG.exception("the audit could not be written: %s", action)
