"""The product, whose idle pages look every two seconds whether their account may still see them."""

import sys
from pathlib import Path

import streamlit as st

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from lib.server import FRAME
from lib.ui import gate

gate.LOOK_AGAIN_SECONDS = 2
app = st.App("../../../dashboard.py", **FRAME)
