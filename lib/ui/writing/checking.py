"""The half of 文稿核填 that checks numbers: the draft with its numbers marked, the list of verdicts, what to mend."""

from collections.abc import Iterable, Mapping
from pathlib import PurePath

import streamlit as st

from lib import formats
from lib.exports import commented, lists
from lib.speech.drafts import checked_telling as telling
from lib.speech.drafts import telling as of_fill
from lib.speech.drafts.checking import check
from lib.speech.drafts.filling import basis
from lib.speech.drafts.text import Draft
from lib.speech.drafts.verdicts import Checked, Checking, Verdict
from lib.ui import audit, choosing, tables, view
from lib.ui.wording import literal, small
from lib.ui.writing import drafting

_HEIGHT = 620  # pixels
_CHECKED = "drafts-checked"  # in the session: what was found for the draft it belongs to
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# The verdict stands beside each mark in words: the colour only helps to find it.
_COLOUR = {
    Verdict.AGREES: "gray",
    Verdict.DIFFERS: "red",
    Verdict.OTHER: "orange",
    Verdict.ABSENT: "gray",
    Verdict.OPEN: "blue",
}
_TO_MEND, _ALL = "需要看的", "全部"


def checked(draft: Draft) -> Checking:
    """The numbers of the draft, checked once per draft and choice."""
    now = view.current()
    period, district = drafting.asked()
    mark = draft, now.snapshot, period, district
    kept = st.session_state.get(_CHECKED)
    if kept is None or kept[0] != mark:
        found = check(draft, now.snapshot, period=period, district=district, scope=now.scope)
        st.session_state[_CHECKED] = kept = mark, found
    return kept[1]


def show(draft: Draft, found: Checking) -> None:
    """The draft beside the list of its numbers, and below where it contradicts itself."""
    if not found.numbers and not found.slips:
        st.info("没有找到要核对的数，也没有发现行文问题。如果文稿里还是空格，请改用“填空”。")
        return
    _downloads(draft, found)
    left, right = st.columns((2, 3), gap="medium")
    with left, st.container(height=_HEIGHT, border=True):
        _text(draft, found)
    with right, st.container(height=_HEIGHT, border=False):
        _slips(draft, found)
        _list(found)


def _text(draft: Draft, found: Checking) -> None:
    """The draft with each number marked: its place in the list and, where it is not right, the verdict."""
    by_paragraph: dict[int, list[tuple[int, Checked]]] = {}
    for number, item in enumerate(found.numbers, start=1):
        by_paragraph.setdefault(item.paragraph, []).append((number, item))
    for line in draft.paragraphs:
        said, position = "", 0
        for number, item in by_paragraph.get(line.number, ()):
            said += _plain(line.text[position : item.number.start]) + _mark(number, item)
            position = item.number.end
        said += _plain(line.text[position:])
        if said.strip():
            st.markdown(said)


def _plain(part: str) -> str:
    return literal(part, most=len(part) + 1)


def _mark(number: int, item: Checked) -> str:
    verdict = "" if item.verdict is Verdict.AGREES else f"　{item.verdict.value}"
    shown = f":{_COLOUR[item.verdict]}-background[**{_plain(item.number.text)}**]"
    return f"{shown}:small[〔{number}{verdict}〕]"


def _list(found: Checking) -> None:
    """One row per number; at first those that have to be looked at."""
    numbers = list(enumerate(found.numbers, start=1))
    to_mend = [(number, item) for number, item in numbers if item.verdict is not Verdict.AGREES]
    if not numbers:
        return
    shown = {_TO_MEND: f"{_TO_MEND}（{len(to_mend)}）", _ALL: f"{_ALL}（{len(numbers)}）"}
    all_of_them = choosing.one_of("显示", (_TO_MEND, _ALL), "shown", shown=shown) == _ALL
    chosen = numbers if all_of_them else to_mend
    if not chosen:
        st.success(f"{formats.number(len(numbers))}个数都与库中一致。")
        return
    directory = view.current().snapshot.directory
    _rows(
        {
            "处": str(number),
            "文中的数": item.number.text,
            "结论": item.verdict.value + (f"，应为{item.right}" if item.right else ""),
            "指标、范围、时间": telling.what(item, directory),
            "理由": item.reason,
        }
        for number, item in chosen
    )


def _slips(draft: Draft, found: Checking) -> None:
    """Where the text contradicts itself; this needs no figures of the office."""
    if found.slips:
        st.markdown(f"**行文问题**（{formats.number(len(found.slips))}处）")
        _rows(telling.slip_rows(draft, found.slips))


def _rows(rows: Iterable[Mapping[str, object]]) -> None:
    """Whole sentences, not cut off at the width of a column."""
    plain = [{name: literal(value) or formats.DASH for name, value in row.items()} for row in rows]
    st.table(plain, border="horizontal", hide_index=True)


def _downloads(draft: Draft, found: Checking) -> None:
    now = view.current()
    directory = now.snapshot.directory
    stem = PurePath(draft.name).stem if draft.name else "文稿"
    place, spoken = basis(draft, directory, *drafting.asked(), scope=now.scope)
    whose = of_fill.whose(place, spoken, directory)
    name = lists.file_name(f"{stem}（核校批注）", whose, spoken.as_of.isoformat(), "docx")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            "下载批注稿（Word）",
            audit.handed_out(lambda: commented.write(draft, found, directory), name),
            file_name=name,
            mime=_WORD,
            icon=":material/download:",
            on_click="ignore",
            key=f"{now.page}-commented",
        )
        if found.numbers:
            rows = telling.rows(draft, list(enumerate(found.numbers, start=1)), directory)
            tables.download(rows, f"下载清单（{len(rows)}行）", f"{stem}核校清单")
        small("“一致”和“不一致”只在指标、范围和时间都确定时才给出；拿不准的一律“无法判定”，请人工核对。")
