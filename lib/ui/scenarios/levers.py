"""Of which levers a scenario is made; every change goes into the address."""

from collections.abc import Callable
from decimal import Decimal

import streamlit as st

from lib.indicators.norms import SPONSORED_TARGET
from lib.ui import loaders, view
from lib.ui.scenarios import play
from lib.ui.scenarios.controls import ROWS
from lib.ui.scenarios.panel import NAMES, Panel
from lib.whatif import (
    Budget,
    FillPosts,
    HoldElections,
    Lever,
    MatchWilling,
    OpenVenues,
    RaiseStandard,
    Scenario,
    Split,
    Unmix,
)


def plain(kind: str) -> Lever:
    """A lever of this kind as it is first put on."""
    makers: dict[str, Callable[[], Lever]] = {
        "posts": lambda: FillPosts(secretary=(), deputy=()),
        "standard": lambda: RaiseStandard(_target()),
        "split": Split,
        "elections": lambda: HoldElections(play.year_end(), also_due=True),
        "unmix": Unmix,
        "venues": lambda: OpenVenues(served=()),
        "matching": MatchWilling,
        "budget": Budget,
    }
    return makers[kind]()


def kinds(scenario: Scenario) -> list[str]:
    """The levers that are set, in the order of the controls."""
    return [kind for kind in NAMES if getattr(scenario, kind) is not None]


def _target() -> Decimal:
    return Decimal(str(loaders.target("sponsored_pass_rate") or SPONSORED_TARGET))


def choice(scenario: Scenario) -> None:
    """Of which levers the scenario is made."""
    panel = Panel(scenario, view.current().snapshot.directory)
    fresh = {kind: plain(kind) for kind in NAMES}

    def made(chosen: list[str]) -> Scenario:
        return Scenario(**{kind: getattr(scenario, kind) or fresh[kind] for kind in chosen})

    st.pills(
        "方案由哪些做法组成",
        list(NAMES),
        selection_mode="multi",
        format_func=NAMES.get,
        wrap=True,
        width="content",
        **panel.bound("levers", kinds(scenario), made),
    )


def controls(scenario: Scenario) -> None:
    """A row of choices for each lever that is set."""
    panel = Panel(scenario, view.current().snapshot.directory)
    for kind in kinds(scenario):
        with st.container(horizontal=True, gap="small"):  # the tops level: boxes and pills differ in height
            ROWS[kind](panel, getattr(scenario, kind))
