"""A picture on a page: its heading with the switch to the table behind it, and, where it is made of rows, these rows:
words, bars and shades of which one can be clicked. All in one component: three elements of the library for every
picture cost the browser more than the picture.
"""

from collections.abc import Callable

import streamlit as st

from lib.charts import Board
from lib.charts.board import plain
from lib.charts.theme import ROW
from lib.ui import drill, view
from lib.ui.component import component, encoded

_IN_SIGHT = 30  # lines; of more, the rest is scrolled to
_HEAD = 40  # pixels; a heading of two lines takes from the picture, which scrolls then

_SHELL = '<div id="picture"><div id="head"></div><div id="board"></div></div>'
_picture = component("board", _SHELL, "board_rows.css", "board.css", "board_rows.js", "board.js")


def show(board: Board | None, name: str, heading: str, alt: str, *, clicks: bool) -> bool:
    """The heading, and the board where there is one; true where the table behind the picture is to be shown instead.
    `name`: unlike that of any other on the page; `alt`: what it shows, in words; `clicks`: the page looks at the region
    of a row that is clicked."""
    picture = f"{view.current().page}-{name}"
    key, switch = f"{picture}-board", f"{picture}-table"
    as_table = bool(st.session_state.get(switch))
    drawn = None if as_table or board is None else board
    told: dict[str, object] = {"picture": picture, "heading": heading, "table": as_table}
    height = _HEAD
    if drawn is not None:
        told["board"] = {**plain(drawn), "alt": alt, "heads": drawn.heads, "follows": clicks}
        height += ROW * (min(len(drawn.lines), _IN_SIGHT) + drawn.heads) + 1
    events = {"on_look_change": drill.on_board(key)} if clicks else {}
    _picture(
        data=encoded(told | {"height": height}), key=key, height=height, on_table_change=_turn(key, switch), **events
    )
    return as_table


def _turn(key: str, switch: str) -> Callable[[], None]:
    def turned() -> None:
        st.session_state[switch] = st.session_state[key].table == "on"

    return turned
