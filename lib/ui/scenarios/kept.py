"""Plans that are kept on the desk, scenarios and rooms: name one, open it, compare with it, drop it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import uuid4

import streamlit as st

from lib import formats
from lib.desk import Desk, Kept, open_desk
from lib.errors import DeskError
from lib.settings import settings
from lib.ui import address, view
from lib.ui.wording import literal, small
from lib.whatif.codec import Parameters

_MOST_BESIDE = 2
_LONGEST_NAME = 40
_MOST_SHOWN = 30


Found = TypeVar("Found")


@dataclass(frozen=True)
class Shelf:
    """Plans of one kind. `kind`: on the desk; `beside`: the parameter of the address that holds the ids of the kept
    plans beside the present one."""

    kind: str
    beside: str


SCENARIOS = Shelf("scenario", "beside")
ROOMS = Shelf("siting", "rooms-beside")


def beside(shelf: Shelf, read: Callable[[Parameters], tuple[Found, list[str]]]) -> list[tuple[str, Found]]:
    """Name and result of the kept plans the address asks for. `read`: from the parameters of a plan to what it comes
    to now, and notices. What is not there any more gives a notice too."""
    asked = list(dict.fromkeys(st.query_params.get_all(shelf.beside)))[:_MOST_BESIDE]
    kept = {one.id: one for one in _kept(shelf)} if asked else {}
    found, gone = [], 0
    for id_ in asked:
        if id_ in kept:
            result, notices = read(kept[id_].content["scenario"])
            for notice in notices:
                st.warning(literal(f"{kept[id_].name}：{notice}"))
            found.append((kept[id_].name, result))
        else:
            gone += 1
    if gone:
        st.warning(f"网址中有{gone}个要对比的方案已不在保存的方案里，未显示。")
    return found


def _kept(shelf: Shelf) -> list[Kept]:
    """Those kept; none where the desk does not answer, which the shelf then says."""
    try:
        return _own(open_desk(settings().desk_url), shelf)
    except DeskError:
        return []


def _own(desk: Desk, shelf: Shelf) -> list[Kept]:
    """What this account keeps; it is handed on by its address."""
    return [one for one in desk.all(shelf.kind) if one.owner == view.current().visitor.name]


def show(shelf: Shelf, plan: Parameters) -> None:
    """Keep the present plan under a name; those kept, each to open or to compare with, and one to delete. `plan`: its
    parameters, none where there is no plan yet."""
    with st.popover("保存、对比", icon=":material/bookmarks:"):
        try:
            _show(shelf, plan)
        except DeskError as error:
            st.error(literal(error))
        if plan:
            small("网址里就是这个方案，复制网址发给别人即可打开；文件在左侧“导出”里。")


def _show(shelf: Shelf, plan: Parameters) -> None:
    desk = open_desk(settings().desk_url)
    if plan:
        _keep(desk, shelf, plan)
    kept = _own(desk, shelf)
    for one in kept[:_MOST_SHOWN]:
        _line(one, shelf, comparable=bool(plan))
    if kept:
        _delete(desk, kept)
    else:
        small("还没有保存的方案。选好做法后起个名字保存，以后在这里打开、对比。")


def _keep(desk: Desk, shelf: Shelf, plan: Parameters) -> None:
    now = view.current()
    directory = now.snapshot.directory
    with st.container(horizontal=True, vertical_alignment="bottom"):
        written = st.text_input("方案名称", max_chars=_LONGEST_NAME, key=f"{now.page}-name", width=300)
        name = " ".join((written or "").split())[:_LONGEST_NAME]
        if not st.button("保存", key=f"{now.page}-keep", icon=":material/bookmark_add:"):
            return
    if name:
        content = {"scenario": plan, "filters": address.parameters(now.filters, directory)}
        desk.keep(Kept(shelf.kind, uuid4().hex, name, now.visitor.name, datetime.now(), content))
    else:
        st.warning("请先写方案名称，再保存。")


def _line(one: Kept, shelf: Shelf, *, comparable: bool) -> None:
    page = view.current().page
    compared = one.id in st.query_params.get_all(shelf.beside)
    with st.container(horizontal=True, vertical_alignment="center"):
        small(f"**{literal(one.name)}**（{formats.day(one.kept_at.date())}保存）")
        st.button("打开", key=f"{page}-open-{one.id}", on_click=_open, args=(one,))
        if comparable or compared:
            label = "不再对比" if compared else "对比"
            st.button(label, key=f"{page}-beside-{one.id}", on_click=_turn, args=(shelf, one.id))


def _open(one: Kept) -> None:
    """Its own filters and parameters take the place of those in the address."""
    st.query_params.from_dict({**one.content["filters"], **one.content["scenario"]})


def _turn(shelf: Shelf, id_: str) -> None:
    """Put it beside the present plan, or take it away; the oldest makes room."""
    ids = st.query_params.get_all(shelf.beside)
    st.query_params[shelf.beside] = [one for one in ids if one != id_] if id_ in ids else [*ids, id_][-_MOST_BESIDE:]


def _delete(desk: Desk, kept: list[Kept]) -> None:
    page = view.current().page
    names = {one.id: one.name for one in kept}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "删除保存的方案",
            list(names),
            index=None,
            format_func=names.get,
            placeholder="选择一个",
            key=f"{page}-delete",
            width=300,
        )
        if st.button("删除", key=f"{page}-delete-it", disabled=chosen is None) and chosen:
            desk.drop(kept[0].kind, chosen)
            st.rerun()
