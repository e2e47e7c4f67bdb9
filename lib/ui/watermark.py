"""The account and the time across the page, so that a photograph of the screen says whose it was."""

from datetime import datetime
from pathlib import Path

import streamlit as st

from lib.settings import settings
from lib.ui.gate import Visitor

_layer = st.components.v2.component(
    "watermark",
    html='<div id="layer" aria-hidden="true"></div>',
    css="#layer { position: fixed; inset: 0; z-index: 1000001; pointer-events: none; }",
    js=(Path(__file__).parent / "watermark.js").read_text(encoding="utf-8"),
)


def text(visitor: Visitor, now: datetime) -> str:
    """「zhang 2026-01-05 09:00」; empty where nobody signed in or it is switched off."""
    if visitor.account is None or not settings().watermark:
        return ""
    return f"{visitor.name} {now:%Y-%m-%d %H:%M}"


def draw(visitor: Visitor) -> None:
    """Over whatever the page shows; it can be clicked through."""
    if said := text(visitor, datetime.now()):
        _layer(key="watermark", data=said, height=0)
