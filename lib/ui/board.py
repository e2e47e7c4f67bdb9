"""A picture made of rows on a page: a table of words, bars and shades of which a row can be clicked."""

import json
from pathlib import Path

import streamlit as st

from lib.charts import Board
from lib.charts.board import plain
from lib.charts.theme import ROW
from lib.ui import drill, view

_HERE = Path(__file__).parent
ROWS_CSS = (_HERE / "board_rows.css").read_text(encoding="utf-8")
ROWS_JS = (_HERE / "board_rows.js").read_text(encoding="utf-8")

_board = st.components.v2.component(
    "board",
    html='<div id="board"></div>',
    css=ROWS_CSS + (_HERE / "board.css").read_text(encoding="utf-8"),
    js=ROWS_JS + (_HERE / "board.js").read_text(encoding="utf-8"),
)


def show(board: Board, name: str, alt: str, *, clicks: bool) -> None:
    """The board. `name`: unlike that of any other on the page; `alt`: what it shows, in words; `clicks`: the page looks
    at the region of a row that is clicked."""
    key = f"{view.current().page}-{name}-board"
    told = {**plain(board), "alt": alt, "heads": board.heads, "follows": clicks}
    data = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    events = {"on_look_change": drill.on_board(key)} if clicks else {}
    _board(data=data, key=key, height=ROW * (len(board.lines) + board.heads) + 1, **events)
