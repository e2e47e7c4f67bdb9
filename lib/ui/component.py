"""Components of our own: what the browser draws from data, with scripts and styles of `browser/`."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import streamlit as st

_BROWSER = Path(__file__).parent / "browser"


def component(name: str, html: str, *files: str) -> Callable[..., object]:
    """What mounts this markup with these files, scripts and styles each in the order given."""
    told = {
        kind: "\n".join((_BROWSER / file).read_text(encoding="utf-8") for file in files if file.endswith(kind))
        for kind in (".css", ".js")
    }
    return st.components.v2.component(name, html=html, css=told[".css"] or None, js=told[".js"])


def encoded(told: Mapping[str, object]) -> bytes:
    """JSON as UTF-8: half of what the library's own would send of Chinese."""
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
