"""The choice of 活动室选址 in the address, and what it comes to under the filters of the present view, remembered."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import lru_cache
from time import monotonic

import streamlit as st

from lib import formats
from lib.access import Scope
from lib.filters import Filters
from lib.measure import Snapshot
from lib.ui.contents import WHAT_IF
from lib.ui.scenarios.kept import ROOMS as ROOMS_SHELF
from lib.ui.view import current
from lib.whatif import siting
from lib.whatif.codec import Parameters
from lib.whatif.siting import FEWEST_METRES, MOST_METRES, MOST_ROOMS, RADIUS, Layout, Plan, Sites, Weight

ROOMS, WITHIN, COUNTED, MUST, NEVER, LOOKED = WHAT_IF.within[0], "within", "counted", "must", "never", "site"
_NAMES = (ROOMS, WITHIN, COUNTED, MUST, NEVER, LOOKED)
_USUAL_ROOMS = 5
_PATIENCE = 0.4  # seconds after which progress is shown

_progress: ContextVar[siting.Progress | None] = ContextVar("siting progress", default=None)


@dataclass(frozen=True)
class Choice:
    """`must`, `never`: ids of the sites forced and forbidden; `looked_at`: the site the map is about, "" for none."""

    rooms: int = _USUAL_ROOMS
    radius: int = RADIUS
    weight: Weight = Weight.MEMBERS
    must: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    looked_at: str = ""

    def turned(self, site: str) -> "Choice":
        """After a click on a site: from free to forced, to forbidden, to free. No more are forced than rooms opened."""
        must, never = (tuple(one for one in held if one != site) for held in (self.must, self.never))
        if site in self.must:
            never = (*never, site)
        elif site not in self.never:
            must = (*must, site)
        rooms = min(max(self.rooms, len(must)), MOST_ROOMS)
        return replace(self, rooms=rooms, must=must[:rooms], never=never, looked_at=site)


def is_asked() -> bool:
    """The address asks for 活动室选址."""
    return ROOMS in st.query_params


def asked() -> tuple[Choice, list[str]]:
    """The choice of the address, and a sentence for everything in it that could not be honoured."""
    return read({name: st.query_params.get_all(name) for name in _NAMES})


def read(written: Parameters) -> tuple[Choice, list[str]]:
    """The choice these parameters ask for, and notices as above."""
    held = {name: [value] if isinstance(value, str) else value for name, value in written.items()}
    notices: list[str] = []
    rooms = _whole(_last(held, ROOMS), _USUAL_ROOMS, 1, MOST_ROOMS, "新增活动室个数", notices)
    radius = _whole(_last(held, WITHIN), RADIUS, FEWEST_METRES, MOST_METRES, "半径", notices)
    weight = _last(held, COUNTED) or Weight.MEMBERS.value
    if weight not in list(Weight):
        notices.append(f"网址中的计数方式“{weight}”不存在，已按党员数计。")
        weight = Weight.MEMBERS.value
    usable = {one.id for one in today().candidates if one.usable}
    named = {name: list(dict.fromkeys(held.get(name, ()))) for name in (MUST, NEVER)}
    gone = [one for ids in named.values() for one in ids if one not in usable]
    if gone:
        notices.append(f"网址中有{len(gone)}个备选点不存在或没有可靠的坐标，未采用。")
    must = tuple(one for one in named[MUST] if one in usable)
    if len(must) > rooms:
        notices.append(f"必选的备选点有{len(must)}个，多于要新增的{rooms}个活动室，只采用前{rooms}个。")
    never = tuple(one for one in named[NEVER] if one in usable and one not in must)
    looked_at = _last(held, LOOKED)
    return Choice(rooms, radius, Weight(weight), must[:rooms], never, looked_at if looked_at in usable else ""), notices


def _last(held: Mapping[str, list[str]], name: str) -> str:
    """The last value of this name, empty where there is none."""
    return (held.get(name) or [""])[-1]


def _whole(written: str, usual: int, least: int, most: int, what: str, notices: list[str]) -> int:
    if not written:
        return usual
    if written.isdecimal() and len(written) < 7 and least <= int(written) <= most:
        return int(written)
    notices.append(
        f"网址中的{what}“{written}”应为{formats.number(least)}～{formats.number(most)}的整数，已按{formats.number(usual)}计。"
    )
    return usual


def write(choice: Choice) -> None:
    """Put the choice into the address; everything else in it stays."""
    others = {name: st.query_params.get_all(name) for name in st.query_params if name not in _NAMES}
    looked_at = {LOOKED: choice.looked_at} if choice.looked_at else {}
    st.query_params.from_dict({**others, **parameters(choice), **looked_at})


def parameters(choice: Choice) -> Parameters:
    """The choice as the address and the desk hold it, the place the map looks at left out."""
    own = {
        ROOMS: str(choice.rooms),
        WITHIN: "" if choice.radius == RADIUS else str(choice.radius),
        COUNTED: "" if choice.weight is Weight.MEMBERS else choice.weight.value,
        MUST: list(choice.must),
        NEVER: list(choice.never),
    }
    return {name: value for name, value in own.items() if value}


def leave() -> None:
    """Take the choice, and what stands beside it, out of the address."""
    gone = (*_NAMES, ROOMS_SHELF.beside)
    others = {name: st.query_params.get_all(name) for name in st.query_params if name not in gone}
    st.query_params.from_dict(others)


def today() -> Sites:
    """Branches, venues and candidates of the present view. FilterError where one of their numbers is 不适用."""
    view = current()
    return _sites(view.snapshot, view.filters, view.scope)


def found(choice: Choice) -> Plan:
    """The best choice of rooms; how far the reckoning has come is shown where it takes long."""
    view = current()
    with _told():
        return _plan(view.snapshot, view.filters, view.scope, replace(choice, looked_at=""))


def kept(written: Parameters) -> tuple[Plan, list[str]]:
    """What a kept plan comes to under the filters of the present view, and what in it could not be honoured."""
    choice, notices = read(written)
    return found(choice), notices


@lru_cache(maxsize=32)
def _sites(snapshot: Snapshot, filters: Filters, scope: Scope) -> Sites:
    return siting.sites(snapshot, filters, scope)


@lru_cache(maxsize=64)
def _layout(snapshot: Snapshot, filters: Filters, scope: Scope, radius: int) -> Layout:
    return siting.lay_out(_sites(snapshot, filters, scope), radius)


@lru_cache(maxsize=200)
def _plan(snapshot: Snapshot, filters: Filters, scope: Scope, choice: Choice) -> Plan:
    layout = _layout(snapshot, filters, scope, choice.radius)
    return siting.plan(
        layout, choice.rooms, choice.weight, forced=choice.must, forbidden=choice.never, progress=_progress.get()
    )


@contextmanager
def _told() -> Iterator[None]:
    place, began = st.empty(), monotonic()

    def tell(done: int, total: int) -> None:
        if monotonic() - began > _PATIENCE:
            place.progress(done / total, text=f"正在求解最优选址：{done}/{total}")

    held = _progress.set(tell)
    try:
        yield
    finally:
        _progress.reset(held)
        place.empty()
