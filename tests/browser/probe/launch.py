"""Serves app.py, a page of built-in widgets, inside the frame of the product."""

import sys
from pathlib import Path

import streamlit as st

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from lib.server import FRAME

app = st.App("app.py", **FRAME)
