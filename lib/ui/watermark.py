"""The account and the time across the page, so that a photograph of the screen says whose it was."""

from datetime import datetime

from lib.settings import settings
from lib.ui.component import component
from lib.ui.gate import Visitor

_layer = component("watermark", '<div id="layer" aria-hidden="true"></div>', "watermark.css", "watermark.js")


def text(visitor: Visitor, now: datetime) -> str:
    """「zhang 2026-01-05 09:00」; empty where nobody signed in or it is switched off."""
    if visitor.account is None or not settings().watermark:
        return ""
    return f"{visitor.name} {now:%Y-%m-%d %H:%M}"


def draw(visitor: Visitor) -> None:
    """Over whatever the page shows; it can be clicked through."""
    if said := text(visitor, datetime.now()):
        _layer(key="watermark", data=said, height=0)
