"""A picture made of rows on a page: a table of words, bars and shades of which a row can be clicked."""

from lib.charts import Board
from lib.charts.board import plain
from lib.charts.theme import ROW
from lib.ui import drill, view
from lib.ui.component import component, encoded

_IN_SIGHT = 30  # lines; of more, the rest is scrolled to

_board = component("board", '<div id="board"></div>', "board_rows.css", "board.css", "board_rows.js", "board.js")


def show(board: Board, name: str, alt: str, *, clicks: bool) -> None:
    """The board. `name`: unlike that of any other on the page; `alt`: what it shows, in words; `clicks`: the page looks
    at the region of a row that is clicked."""
    key = f"{view.current().page}-{name}-board"
    told = {**plain(board), "alt": alt, "heads": board.heads, "follows": clicks}
    events = {"on_look_change": drill.on_board(key)} if clicks else {}
    height = ROW * (min(len(board.lines), _IN_SIGHT) + board.heads) + 1
    _board(data=encoded(told | {"height": height}), key=key, height=height, **events)
