"""用数快照: what went into a speech is kept on the desk, handed out as Word, and compared with the present."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial

import streamlit as st

from lib import formats
from lib.desk import Desk, Kept, open_desk
from lib.errors import DeskError
from lib.exports import building, docx
from lib.exports import speech as reporting
from lib.exports.report import Report
from lib.settings import settings
from lib.speech import frozen_words
from lib.speech.frozen import KIND, Frozen, content, explain, freeze, restored
from lib.speech.sentences_telling import Sentence
from lib.ui import audit, handout, loaders, tables, view, watermark
from lib.ui.wording import literal, small

_ASKED = "snapshot"  # parameter of the address: the snapshot to compare with
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LONGEST_NAME = 40
_MOST_SHOWN = 8


def hand_out(told: Sequence[Sentence]) -> None:
    """A name for the speech, and two buttons: Word with a snapshot, or the snapshot alone."""
    page = view.current().page
    named = st.session_state.setdefault(f"{page}-named", {})

    def changed() -> None:
        """A name that is left by a click on the button is known before the file is written."""
        named["name"] = _tidy(st.session_state[f"{page}-name"])

    written = st.text_input(
        "讲话名称",
        placeholder="讲话名称（可不写）",
        max_chars=_LONGEST_NAME,
        key=f"{page}-name",
        label_visibility="collapsed",
        width=200,
        on_change=changed,
    )
    named["name"] = _tidy(written)
    frozen = _frozen(told, named["name"])
    if not frozen.numbers:
        return
    report, owner = _reporting(told, frozen), view.current().visitor.name
    handout.instead(report)
    name, mark = handout.file_name(reporting.WHAT, "docx"), watermark.text(view.current().visitor, datetime.now())
    st.download_button(
        "导出Word并存快照",
        audit.handed_out(lambda: _written(replace(report(), mark=mark), _renamed(frozen, named), owner), name),
        file_name=name,
        mime=_WORD,
        icon=":material/description:",
        key=f"{page}-docx",
    )
    if st.button("只存快照", key=f"{page}-freeze", icon=":material/bookmark_add:"):
        _keep(frozen)


def _tidy(name: str | None) -> str:
    return " ".join((name or "").split())[:_LONGEST_NAME]


def _renamed(frozen: Frozen, named: dict[str, str]) -> Frozen:
    return replace(frozen, name=named["name"]) if named["name"] else frozen


def _frozen(told: Sequence[Sentence], name: str) -> Frozen:
    now = view.current()
    directory = now.snapshot.directory
    usual = f"{directory.period(now.filters.period).name}讲话数据"
    return freeze(told, now.filters, directory, now.snapshot.version, name or usual, date.today())


def _reporting(told: Sequence[Sentence], frozen: Frozen) -> Callable[[], Report]:
    """Makes the report when a file is asked for: a choice of another district need not wait for it."""
    now = view.current()
    return partial(
        reporting.report,
        told,
        frozen.whom,
        now.snapshot.directory.period(now.filters.period),
        now.snapshot.version,
        building.reporting_notes(loaders.report()),
        frozen_as=frozen.id,
        demo=now.snapshot.directory.is_invented,
    )


def _written(report: Report, frozen: Frozen, owner: str) -> bytes:
    """The file, once its numbers are kept. Raises DeskError where they cannot be kept: then there is no file."""
    _put(open_desk(settings().desk_url), frozen, owner)
    return docx.write(report)


def _keep(frozen: Frozen) -> None:
    try:
        _put(open_desk(settings().desk_url), frozen, view.current().visitor.name)
    except DeskError as error:
        st.error(literal(error))


def _put(desk: Desk, frozen: Frozen, owner: str) -> None:
    desk.keep(Kept(KIND, frozen.id, frozen.name, owner, datetime.now(), content(frozen)))


def _kept() -> list[Kept]:
    """Those that may be seen here: one's own; of everybody's for who may see everything."""
    visitor = view.current().visitor
    found = open_desk(settings().desk_url).all(KIND)
    return [one for one in found if one.owner == visitor.name or visitor.scope.is_everything]


def shelf() -> None:
    """The newest snapshots, each a click away from its comparison with the present."""
    st.markdown("**用数快照**")
    try:
        kept = _kept()
    except DeskError as error:
        st.error(literal(error))
        return
    if not kept:
        small("还没有快照。讲话定稿时存一个，以后可以逐个数看为什么与上次不同。")
    for one in kept[:_MOST_SHOWN]:
        frozen = restored(one.content)
        st.button(
            f"与{one.kept_at.month}月{one.kept_at.day}日“{literal(frozen.name)}”（{literal(frozen.whom)}）比",
            key=f"{view.current().page}-compare-{one.id}",
            help=literal(frozen.id),
            on_click=_ask,
            args=(one.id,),
            width="stretch",
            wrap=True,
        )


def _ask(id_: str | None) -> None:
    if id_:
        st.query_params[_ASKED] = id_
    else:
        st.query_params.pop(_ASKED, None)


def compared() -> None:
    """The snapshot that the address asks for beside the present: number by number, and why it differs."""
    asked = st.query_params.get(_ASKED)
    if not asked:
        return
    try:
        found = next((one for one in _kept() if one.id == asked), None)
    except DeskError as error:
        st.error(literal(error))
        return
    if found is None:
        st.warning(literal(f"没有快照“{asked}”，可能已不在本机或不属于这个账号。"))
        return
    now, frozen = view.current(), restored(found.content)
    differences = explain(now.snapshot, frozen, now.filters, scope=now.scope)
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{literal(frozen_words.finding(frozen, differences))}**")
            st.button("收起", key=f"{now.page}-close", type="tertiary", on_click=_ask, args=(None,))
        small(literal(f"{frozen.id}｜{frozen.whom}｜数据版本{frozen.version}，现在为{now.snapshot.version}"))
        if changed := [frozen_words.row(one) for one in differences if not one.is_same]:
            tables.listing(changed, "与上次不同的数", empty="", counted="个数", unknown=formats.DASH)
