"""会议模式: a page as one slide for a projector, in place of menu, filter bar and page (docs/decisions/0011).

A page shows its finding, its first cards and the one picture it names by `slide`; everything else is left out. The
address says so (`mode=meeting`, beside the filters), and the slide is drawn by a component of our own, because nothing
else fits any screen without scrolling.
"""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import asdict, dataclass, field

import streamlit as st

from lib.charts.board import Board, fitted, plain
from lib.ui import address, drill, view
from lib.ui.component import component
from lib.ui.contents import PAGES, SLIDES, Page

MOST_CARDS = 5
_MODE, _ON = "mode", "meeting"
_KEY = "meeting"
_EMPTY = "所选范围内没有可列的数。可返回全市，或退出会议模式后放宽筛选。"

_FILES = ("board_rows.css", "meeting.css", "board_rows.js", "meeting.js")
_slide = component("meeting_slide", '<main id="slide"></main>', *_FILES)


@dataclass(frozen=True)
class Figure:
    """A card in large type. `moved`: with what it is compared and the difference, in two lines; `breach`: `base` says
    what breaks a rule."""

    label: str
    figure: str
    moved: str = ""
    base: str = ""
    breach: bool = False


@dataclass
class _Content:
    title: str = ""
    scope: str = ""
    notices: list[str] = field(default_factory=list)
    cards: list[Figure] = field(default_factory=list)
    picture: dict[str, object] = field(default_factory=dict)


_CONTENT: ContextVar[_Content | None] = ContextVar("slide", default=None)


def begin(page: Page, notices: list[str]) -> bool:
    """Whether this run draws a slide. What the address asks for and cannot be had is added to the notices."""
    _turn()
    asked = st.query_params.get_all(_MODE)
    if asked and asked != [_ON]:
        notices.append(f"网址中的显示方式“{'、'.join(asked)}”不存在，已按默认显示。")
    elif asked and page not in SLIDES:
        notices.append(f"“{page.title}”不在会议模式中，已按默认显示。")
    is_slide = asked == [_ON] and page in SLIDES
    _CONTENT.set(_Content(notices=notices) if is_slide else None)
    return is_slide


def is_on() -> bool:
    return _CONTENT.get() is not None


def headed(title: str, scope: str) -> None:
    """The finding, and the line below it."""
    content = _CONTENT.get()
    content.title, content.scope = title, scope


def carded(figures: list[Figure]) -> None:
    """Numbers beside the picture; those beyond MOST_CARDS are left to the desk."""
    _CONTENT.get().cards = figures[:MOST_CARDS]


def show(picture: Board) -> None:
    """These lines are the picture, where there are any."""
    if picture.lines:
        _CONTENT.get().picture = plain(fitted(picture))


def show_drawing(svg: str, legend: str) -> None:
    """These two SVG documents are the picture; the data in them is escaped."""
    _CONTENT.get().picture = {"svg": svg, "legend": legend}


def slide(draw: Callable[..., None], *args: object, **options: object) -> None:
    """What this draws is the picture of the page's slide, and the run ends with it. At a desk nothing happens."""
    if not is_on():
        return
    draw(*args, **options)
    _mount(_CONTENT.get())
    st.stop()


def way_in(page: Page) -> None:
    """What turns this page into a slide, or leads to the first page that has one."""
    # A link to the page one is on already would leave the browser's address as it is; and the menu must not jump.
    pressed = st.button(
        "会议模式",
        key=f"{page.key}-{_KEY}",
        type="tertiary",
        icon=":material/present_to_all:",
        on_click=_enter if page in SLIDES else None,
    )
    if pressed and page not in SLIDES:
        now = view.current()
        carried = {**address.parameters(now.filters, now.snapshot.directory), _MODE: _ON}
        st.switch_page(SLIDES[0].path, query_params=carried)


def _enter() -> None:
    st.query_params[_MODE] = _ON


def _mount(content: _Content) -> None:
    now = view.current()
    filters, directory, page = now.filters, now.snapshot.directory, PAGES[now.page]
    place = SLIDES.index(page)
    before, after = SLIDES[place - 1 : place], SLIDES[place + 1 : place + 2]

    # A press is answered before the page runs, so that the view has to be taken along.
    def looked() -> None:
        code = st.session_state[_KEY].look
        known = any(code == region.code for region in directory.regions)
        drill.look_at(code if known else None, filters, directory)

    _slide(
        key=_KEY,
        data={
            **asdict(content),
            "picture": content.picture or {"empty": _EMPTY},
            "page": f"{place + 1}/{len(SLIDES)}\u3000{page.title}",
            "previous": before[0].key if before else "",
            "next": after[0].key if after else "",
            "districts": [{"code": region.code, "label": region.label} for region in directory.regions],
            "chosen": drill.chosen() or "",
            "filtered": bool(filters.districts),
        },
        on_look_change=looked,
        on_leave_change=lambda: st.query_params.pop(_MODE, None),
        on_go_change=lambda: None,
    )


def _turn() -> None:
    """Where another slide was asked for: go there, filters and mode along."""
    wanted = st.session_state.get(_KEY, {}).get("go")
    if wanted in PAGES and PAGES[wanted] in SLIDES:
        kept = {name: st.query_params.get_all(name) for name in st.query_params if name in (*address.NAMES, _MODE)}
        st.switch_page(PAGES[wanted].path, query_params=kept)
