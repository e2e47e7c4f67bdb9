"""The scenario of the present run: read out of the address, played on today's figures, remembered."""

from datetime import date

import streamlit as st

from lib.access import Scope
from lib.directory import Directory
from lib.filters import Filters
from lib.measure import Snapshot
from lib.ui import loaders
from lib.ui.remembering import remembered
from lib.ui.view import current
from lib.ui.wording import literal
from lib.whatif import NAMES, Outcome, Scenario, Today, decode, encode, play, survey
from lib.whatif.codec import Parameters
from lib.whatif.today import branches

_REMEMBERED = 200  # outcomes; each holds some hundred lines


_branches = remembered(16)(branches)


@remembered(16)
def _today(snapshot: Snapshot, filters: Filters, scope: Scope) -> Today:
    return survey(snapshot, filters, scope=scope, measuring=loaders.measured, listing=_branches)


@remembered(_REMEMBERED)
def _outcome(snapshot: Snapshot, filters: Filters, scope: Scope, scenario: Scenario) -> Outcome:
    return play(_today(snapshot, filters, scope), scenario)


def today() -> Today:
    """What the levers start from, under the filters of the present view."""
    view = current()
    return _today(view.snapshot, view.filters, view.scope)


def outcome(scenario: Scenario) -> Outcome:
    """What this scenario comes to under the filters of the present view."""
    view = current()
    return _outcome(view.snapshot, view.filters, view.scope, scenario)


def kept(written: Parameters) -> tuple[Outcome, list[str]]:
    """What a kept scenario comes to under the filters of the present view, and what in it could not be honoured."""
    found, notices = decode(written, current().snapshot.directory)
    return outcome(found), notices


def parameters(scenario: Scenario) -> Parameters:
    """The scenario as the address and the desk hold it; empty where no lever is pulled."""
    return encode(scenario, current().snapshot.directory)


def year_end() -> date:
    """The end of the year that goes on or begins after the data: 年内."""
    view = current()
    as_of = view.snapshot.directory.period(view.filters.period).as_of
    return date(as_of.year + (as_of.month == 12), 12, 31)


def scenario() -> Scenario:
    """The scenario the address asks for; everything in it that could not be honoured gives a notice."""
    written = {name: st.query_params.get_all(name) for name in st.query_params}
    found, notices = decode(written, current().snapshot.directory)
    for notice in notices:
        st.warning(literal(notice))
    return found


def write(scenario: Scenario, directory: Directory) -> None:
    """Put the scenario into the address; everything else in it stays."""
    others = {name: st.query_params.get_all(name) for name in st.query_params if name not in NAMES}
    st.query_params.from_dict({**others, **encode(scenario, directory)})
