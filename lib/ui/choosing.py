"""Choices of one page that stand in the address beside the filters."""

from collections.abc import Mapping

import streamlit as st

from lib.indicators import INDICATORS
from lib.ui import meeting, view
from lib.ui.wording import literal

_KEY = "key"


def indicator_key(default: str) -> str:
    """A box with all indicators by name; the choice is the parameter `key`. An unknown key gives a notice."""
    asked = st.query_params.get(_KEY, default)
    if asked not in INDICATORS:
        st.warning(literal(f"网址中的指标“{asked}”不存在，已显示“{INDICATORS[default].name}”。"))
        asked = default
    widget = f"{view.current().page}-{_KEY}"

    def changed() -> None:
        st.query_params[_KEY] = st.session_state[widget]

    st.session_state[widget] = asked
    names = {key: item.name for key, item in INDICATORS.items()}
    st.selectbox("指标", list(names), format_func=names.get, key=widget, on_change=changed, width=420)
    return asked


def one_of(label: str, options: tuple[str, ...], name: str, *, shown: Mapping[str, str] | None = None) -> str:
    """A row of buttons of which exactly one is chosen. `shown`: what stands on the buttons, where not the options.
    A slide shows the first."""
    if meeting.is_on():
        return options[0]
    return st.segmented_control(
        label,
        options,
        default=options[0],
        required=True,
        key=f"{view.current().page}-{name}",
        format_func=lambda option: shown[option] if shown else option,
        label_visibility="collapsed",
        wrap=True,
    )
