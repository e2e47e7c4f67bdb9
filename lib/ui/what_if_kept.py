"""Scenarios that are kept on the desk: name one, open it, compare with it, drop it, hand it on."""

from datetime import datetime
from uuid import uuid4

import streamlit as st

from lib import formats
from lib.desk import Desk, Kept, open_desk
from lib.errors import DeskError
from lib.settings import settings
from lib.ui import address, view, what_if_hand_out, what_if_play
from lib.ui.wording import literal, small
from lib.whatif import Outcome, Scenario, decode, encode

KIND = "scenario"
BESIDE = "beside"  # parameter of the address: the kept scenarios beside this one, by their ids
_MOST_BESIDE = 2
_LONGEST_NAME = 40
_MOST_SHOWN = 30


def beside() -> list[tuple[str, Outcome]]:
    """Name and outcome of the kept scenarios the address asks for, under the filters of the present view. What is not
    there any more gives a notice."""
    asked = list(dict.fromkeys(st.query_params.get_all(BESIDE)))[:_MOST_BESIDE]
    kept = {one.id: one for one in _kept()} if asked else {}
    found, gone = [], 0
    for id_ in asked:
        if id_ in kept:
            scenario, notices = decode(kept[id_].content["scenario"], view.current().snapshot.directory)
            for notice in notices:
                st.warning(literal(f"{kept[id_].name}：{notice}"))
            found.append((kept[id_].name, what_if_play.outcome(scenario)))
        else:
            gone += 1
    if gone:
        st.warning(f"网址中有{gone}个要对比的方案已不在保存的方案里，未显示。")
    return found


def _kept() -> list[Kept]:
    """Those kept; none where the desk does not answer, which the shelf then says."""
    try:
        return _own(open_desk(settings().desk_url))
    except DeskError:
        return []


def _own(desk: Desk) -> list[Kept]:
    """What this account keeps; it is handed on by its address."""
    return [one for one in desk.all(KIND) if one.owner == view.current().visitor.name]


def shelf(scenario: Scenario, outcome: Outcome | None) -> None:
    """Keep this scenario under a name; those kept, each to open or to compare with, and one to delete. Where there is
    an outcome, it can be taken away here."""
    with st.popover("保存、转出", icon=":material/bookmarks:"):
        try:
            _shelf(scenario)
        except DeskError as error:
            st.error(literal(error))
        if outcome is not None:
            what_if_hand_out.exports(outcome)


def _shelf(scenario: Scenario) -> None:
    desk = open_desk(settings().desk_url)
    if scenario.levers:
        _keep(desk, scenario)
    kept = _own(desk)
    for one in kept[:_MOST_SHOWN]:
        _line(one, comparable=bool(scenario.levers))
    if kept:
        _delete(desk, kept)
    else:
        small("还没有保存的方案。选好做法后起个名字保存，以后在这里打开、对比。")


def _keep(desk: Desk, scenario: Scenario) -> None:
    now = view.current()
    directory = now.snapshot.directory
    with st.container(horizontal=True, vertical_alignment="bottom"):
        written = st.text_input("方案名称", max_chars=_LONGEST_NAME, key=f"{now.page}-name", width=300)
        name = " ".join((written or "").split())[:_LONGEST_NAME]
        if not st.button("保存", key=f"{now.page}-keep", icon=":material/bookmark_add:"):
            return
    if name:
        content = {"scenario": encode(scenario, directory), "filters": address.parameters(now.filters, directory)}
        desk.keep(Kept(KIND, uuid4().hex, name, now.visitor.name, datetime.now(), content))
    else:
        st.warning("请先写方案名称，再保存。")


def _line(one: Kept, *, comparable: bool) -> None:
    page = view.current().page
    compared = one.id in st.query_params.get_all(BESIDE)
    with st.container(horizontal=True, vertical_alignment="center"):
        small(f"**{literal(one.name)}**（{formats.day(one.kept_at.date())}保存）")
        st.button("打开", key=f"{page}-open-{one.id}", on_click=_open, args=(one,))
        if comparable or compared:
            label = "不再对比" if compared else "对比"
            st.button(label, key=f"{page}-beside-{one.id}", on_click=_turn, args=(one.id,))


def _open(one: Kept) -> None:
    """Its own filters and levers take the place of those in the address."""
    st.query_params.from_dict({**one.content["filters"], **one.content["scenario"]})


def _turn(id_: str) -> None:
    """Put it beside the scenario, or take it away; the oldest makes room."""
    ids = st.query_params.get_all(BESIDE)
    st.query_params[BESIDE] = [one for one in ids if one != id_] if id_ in ids else [*ids, id_][-_MOST_BESIDE:]


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
            desk.drop(KIND, chosen)
            st.rerun()
