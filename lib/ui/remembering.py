"""Remembering answers of the database; where it does not answer, the page ends there in a sentence."""

import logging
from collections.abc import Callable
from functools import lru_cache, wraps
from itertools import count
from typing import ParamSpec, TypeVar

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError

from lib.ui import view

_RETRY_SECONDS = 5
_LOG = logging.getLogger(__name__)
Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


def remembered(maxsize: int) -> Callable[[Callable[Asked, Answer]], Callable[Asked, Answer]]:
    """`lru_cache` for what asks the database: a failure is not remembered, and is told instead of raised."""

    def decorate(ask: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
        cached = lru_cache(maxsize=maxsize)(ask)

        @wraps(ask)
        def answer(*args: Asked.args, **options: Asked.kwargs) -> Answer:
            try:
                return cached(*args, **options)
            except SQLAlchemyError:
                _LOG.exception("the database did not answer")
                st.error(view.UNREACHABLE)
                retry()
                st.stop()

        return answer

    return decorate


def retry() -> None:
    """Look every few seconds whether the database answers again, and then run the page anew."""

    turns = count()

    @st.fragment(run_every=_RETRY_SECONDS)
    def look() -> None:
        # The first turn is that of the page itself, which has just been refused.
        if next(turns) and view.answers():
            st.rerun()

    look()
