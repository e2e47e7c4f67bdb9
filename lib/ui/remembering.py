"""Remembering answers of the database; where it does not answer, the page ends there in a sentence."""

import logging
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache, wraps
from itertools import count
from threading import Timer
from time import monotonic
from typing import ParamSpec, TypeVar
from weakref import ref

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import add_script_run_ctx

from lib.measure import Snapshot
from lib.ui import view

_RETRY_SECONDS = 5
_SLOW_SECONDS = 2.0  # of a run, after which a question is told that takes long
_LONG_SECONDS = 0.5
_SLOW = "数据库响应较慢，正在读取，请稍候。"
_LOG = logging.getLogger(__name__)
Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


@dataclass
class _Patience:
    """Of who looks at one run: since when, and where they are told that it is slow while it is."""

    since: float
    place: DeltaGenerator
    is_told: bool = False

    def tell(self) -> None:
        self.is_told = True
        self.place.info(_SLOW)

    def over(self) -> None:
        if self.is_told:
            self.is_told = False
            self.place.empty()


_PATIENCE: ContextVar[_Patience] = ContextVar("patience")


def remembered(maxsize: int) -> Callable[[Callable[Asked, Answer]], Callable[Asked, Answer]]:
    """`lru_cache` for what asks the database about a snapshot, which comes first: a failure is not remembered, and is
    told instead of raised. What is remembered does not keep the snapshot, with all that was read of it, from going."""

    def decorate(ask: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
        asking = _told_if_slow(ask)

        @lru_cache(maxsize=maxsize)
        def cached(snapshot: ref[Snapshot], *args: object, **options: object) -> Answer:
            return asking(snapshot(), *args, **options)

        @wraps(ask)
        def answer(snapshot: Snapshot, *args: object, **options: object) -> Answer:
            try:
                return cached(ref(snapshot), *args, **options)
            except SQLAlchemyError:
                _LOG.exception("the database did not answer")
                st.error(view.UNREACHABLE)
                retry()
                st.stop()

        return answer

    return decorate


def begin() -> None:
    """A run begins, and with it the patience of who looks; above everything there is room for a word."""
    _PATIENCE.set(_Patience(monotonic(), st.empty()))


def _told_if_slow(ask: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """`ask`, with a word to who looks where the page has kept them waiting by then."""

    @wraps(ask)
    def answer(*args: Asked.args, **options: Asked.kwargs) -> Answer:
        patience = _PATIENCE.get(None)
        if patience is None:
            return ask(*args, **options)
        word = Timer(max(_LONG_SECONDS, patience.since + _SLOW_SECONDS - monotonic()), patience.tell)
        word.daemon = True
        add_script_run_ctx(word)
        word.start()
        try:
            return ask(*args, **options)
        finally:
            word.cancel()
            word.join()  # a word that is being said is said, and then taken back
            patience.over()

    return answer


def retry() -> None:
    """Look every few seconds whether the database answers again, and then run the page anew."""

    turns = count()

    @st.fragment(run_every=_RETRY_SECONDS)
    def look() -> None:
        # The first turn is that of the page itself, which has just been refused.
        if next(turns) and view.answers():
            st.rerun()

    look()
