"""The half of 文稿核填 that fills blanks: the draft with its blanks numbered, proposals, the finished text."""

import zlib
from collections.abc import Sequence
from pathlib import PurePath

import streamlit as st

from lib import formats
from lib.exports import docx_page, lists
from lib.indicators import INDICATORS
from lib.speech.drafts import telling, text
from lib.speech.drafts.blanks import Kind
from lib.speech.drafts.filling import basis, fill
from lib.speech.drafts.proposing import Filled, Proposal
from lib.speech.drafts.text import Draft, Edit
from lib.ui import audit, frame, grid, tables, view
from lib.ui.wording import literal, small
from lib.ui.writing import drafting

_HEIGHT = 620  # pixels
_AROUND = 14  # characters beside a blank
_FILLED = "drafts-filled"  # in the session: what was found for the draft it belongs to
_POINTS = "，。；、：！？）”"  # that no excerpt begins with
_LEAVE = "留空"
_ASKED = (Kind.QUANTITY, Kind.ANNIVERSARY, Kind.DATE, Kind.OPEN)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def filled(draft: Draft) -> tuple[Filled, ...]:
    """The blanks of the draft, found once per draft and choice."""
    now = view.current()
    period, district = drafting.asked()
    mark = draft, now.snapshot, period, district
    kept = st.session_state.get(_FILLED)
    if kept is None or kept[0] != mark:
        found = fill(draft, now.snapshot, period=period, district=district, scope=now.scope)
        st.session_state[_FILLED] = kept = mark, found
    return kept[1]


def show(draft: Draft, found: Sequence[Filled]) -> None:
    """The draft beside its blanks, and below what comes of them."""
    if not found:
        st.info("没有找到空格。空格可以写成X、××、**、____、（ ）、□等；也可以改用“核校”检查已有的数字。")
        return
    now = view.current()
    small(
        literal(
            telling.basis(
                basis(draft, now.snapshot.directory, *drafting.asked(), scope=now.scope), now.snapshot.directory
            )
        )
    )
    _accept_all(draft, found)
    left, right = st.columns(2, gap="medium")
    with right, st.container(height=_HEIGHT, border=True):
        small("有把握的可直接采用；有几种可能的请选一种；也可以自己输入数字。不选的留空。")
        chosen = _choices(draft, found)
    with left, st.container(height=_HEIGHT, border=True):
        _text(draft, found, chosen)
    _result(draft, found, chosen)


def _key(draft: Draft, number: int) -> str:
    """Another draft has other boxes: what was chosen for one says nothing of the other."""
    return f"{view.current().page}-{zlib.crc32(draft.text.encode())}-{number}"


def _accept_all(draft: Draft, found: Sequence[Filled]) -> None:
    sure = {_key(draft, number): _label(item.proposal) for number, item in enumerate(found, start=1) if item.proposal}
    keys = [_key(draft, number) for number in range(1, len(found) + 1)]

    def accept() -> None:
        st.session_state.update(sure)

    def clear() -> None:
        st.session_state.update(dict.fromkeys(keys, _LEAVE))

    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(f"采用全部有把握的（{len(sure)}处）", type="primary", on_click=accept, disabled=not sure)
        st.button("全部留空", on_click=clear)
        small(literal(telling.kinds(found)))


def _label(proposal: Proposal) -> str:
    """「713　单独组建支部｜全市｜截至2025年12月31日」."""
    directory = view.current().snapshot.directory
    parts = (telling.named(proposal), telling.where(proposal, directory), telling.when(proposal))
    return f"{proposal.text}　" + "｜".join(part for part in parts if part)


def _choices(draft: Draft, found: Sequence[Filled]) -> dict[int, Proposal | str]:
    """One box per blank that may be filled; by number what was chosen, a proposal or a text typed in."""
    chosen: dict[int, Proposal | str] = {}
    names = [number for number, item in enumerate(found, start=1) if item.blank.kind not in _ASKED]
    for number, item in enumerate(found, start=1):
        if item.blank.kind in _ASKED and (choice := _choice(draft, number, item)) is not None:
            chosen[number] = choice
    if names:
        small(f"名称、序号和固定写法不填：第{'、'.join(map(str, names))}处。")
    return chosen


def _choice(draft: Draft, number: int, item: Filled) -> Proposal | str | None:
    proposals = ([item.proposal] if item.proposal else []) + list(item.runners_up)
    by_label = {_label(one): one for one in reversed(proposals)}
    options = [_LEAVE, *reversed(by_label)]
    held = st.session_state.get(_key(draft, number), _LEAVE)
    if held not in options:
        options.append(held)
    st.session_state[_key(draft, number)] = held
    with st.container(gap=None):
        said = st.selectbox(
            f"第{number}处：{_around(draft, item)}",
            options,
            key=_key(draft, number),
            accept_new_options=True,
            filter_mode="contains",
            placeholder=_LEAVE,
        )
        small(literal(f"{item.blank.kind}｜{item.reason}"))
    return None if said in (None, _LEAVE) else by_label.get(said, said)


def _around(draft: Draft, item: Filled) -> str:
    line = draft.paragraphs[item.blank.paragraph]
    start, end = item.blank.start, item.blank.end
    heading = "，".join(part for part in (line.row, line.column) if part)
    before = line.text[max(0, start - _AROUND) : start].lstrip(_POINTS)
    said = f"{before}【{item.blank.text}】{line.text[end : end + _AROUND]}"
    return literal(f"{heading}：{said}" if heading else said)


def _text(draft: Draft, found: Sequence[Filled], chosen: dict[int, Proposal | str]) -> None:
    """The draft with its blanks numbered, those that are filled with their new text."""
    by_paragraph: dict[int, list[tuple[int, Filled]]] = {}
    for number, item in enumerate(found, start=1):
        by_paragraph.setdefault(item.blank.paragraph, []).append((number, item))
    for line in draft.paragraphs:
        said, position = "", 0
        for number, item in by_paragraph.get(line.number, ()):
            said += _plain(line.text[position : item.blank.start]) + _slot(number, item, chosen.get(number))
            position = item.blank.end
        said += _plain(line.text[position:])
        if said.strip():
            st.markdown(said)


def _plain(part: str) -> str:
    return literal(part, most=len(part) + 1)


def _slot(number: int, item: Filled, choice: Proposal | str | None) -> str:
    if choice is not None:
        said = choice if isinstance(choice, str) else choice.text
        return f":blue-background[**{literal(said)}**]:small[〔{number}〕]"
    said = literal(item.blank.text.strip() or "　　")
    return f":gray-background[{said}]:small[〔{number}〕]"


def _result(draft: Draft, found: Sequence[Filled], chosen: dict[int, Proposal | str]) -> None:
    """The finished text to copy and to take away, and the 附注 of its numbers."""
    st.markdown(
        f"**填好的文稿**（填了{formats.number(len(chosen))}处，留空{formats.number(len(found) - len(chosen))}处）"
    )
    if not chosen:
        small("还没有采用任何一处。")
        return
    blanks = dict(enumerate(found, start=1))
    edits = [_edit(blanks[number], choice) for number, choice in chosen.items()]
    directory = view.current().snapshot.directory
    measured = [choice for choice in chosen.values() if isinstance(choice, Proposal)]
    with st.container(horizontal=True):
        _download(draft, edits, telling.note_lines(measured, directory))
    st.code(text.edited_text(draft, edits), language=None, wrap_lines=True, height=260)
    rows = [
        {"处": number} | telling.note(choice, directory)
        for number, choice in chosen.items()
        if isinstance(choice, Proposal)
    ]
    if rows:
        st.markdown("**附注**")
        tables.download(rows, f"下载附注（{len(rows)}行）", "文稿附注")
        grid.show(grid.columns_of(rows), grid.cells_of(rows), "填入的每个数的指标、范围、时间和口径")
        with st.popover("数的来源"):
            for key in dict.fromkeys(one.key for one in measured if one.key):
                frame.link("indicator", INDICATORS[key].name, key=key)


def _edit(item: Filled, choice: Proposal | str) -> Edit:
    if isinstance(choice, Proposal):
        return item.edit_with(choice)
    return Edit(item.blank.paragraph, item.blank.start, item.blank.end, choice.strip())


def _download(draft: Draft, edits: Sequence[Edit], notes: Sequence[str]) -> None:
    now = view.current()
    stem = PurePath(draft.name).stem if draft.name else "文稿"
    place, spoken = basis(draft, now.snapshot.directory, *drafting.asked(), scope=now.scope)
    scope = telling.whose(place, spoken, now.snapshot.directory)
    for ending, mime, make in (
        ("docx", _WORD, lambda: text.edited_docx(draft, edits, notes=notes, paper=docx_page.paper())),
        ("txt", "text/plain", lambda: "\n".join([text.edited_text(draft, edits), *notes]).encode("utf-8-sig")),
    ):
        name = lists.file_name(f"{stem}（已填）", scope, spoken.as_of.isoformat(), ending)
        st.download_button(
            f"下载.{ending}",
            audit.handed_out(make, name),
            file_name=name,
            mime=mime,
            icon=":material/download:",
            on_click="ignore",
            key=f"{now.page}-filled-{ending}",
        )
