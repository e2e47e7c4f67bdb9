"""讲话数据: the sentences of the present scope, those that are withheld, and the 附注 of all their numbers."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import streamlit as st

from lib import formats
from lib.access import Scope
from lib.errors import DashboardError
from lib.filters import Filters
from lib.measure import Snapshot
from lib.settings import ROOT
from lib.speech import sentences_facts, sentences_file
from lib.speech import sentences_telling as telling
from lib.speech.sentences import Pattern
from lib.speech.sentences_facts import Facts
from lib.speech.sentences_numbers import Number
from lib.speech.sentences_telling import Sentence
from lib.ui import choosing, drill, frame, tables, view
from lib.ui.remembering import remembered
from lib.ui.wording import literal, small
from lib.ui.writing import speech_numbers

_FILE = ROOT / "data" / "sentences.toml"
SINGLE, WHOLE = "逐句", "成段"
_EVERYWHERE = ""


@lru_cache(maxsize=2)
def _patterns(path: Path, changed: float) -> tuple[Pattern, ...]:
    """The file as it is since it `changed`."""
    return sentences_file.read(path)


@remembered(200)
def _facts(snapshot: Snapshot, patterns: tuple[Pattern, ...], filters: Filters, scope: Scope) -> Facts:
    return sentences_facts.gather(snapshot, patterns, filters, scope)


@lru_cache(maxsize=200)
def _told(
    snapshot: Snapshot,
    patterns: tuple[Pattern, ...],
    filters: Filters,
    scope: Scope,
    wanted: tuple[tuple[str, str], ...],
) -> tuple[Sentence, ...]:
    facts = _facts(snapshot, patterns, filters, scope)
    return telling.tell(patterns, facts, sentences_facts.scope_of(filters, scope), dict(wanted))


def sentences() -> tuple[Sentence, ...]:
    """The sentences of the present view as the address wants them. Where the file has faults it lists them and ends
    the run."""
    now = view.current()
    try:
        changed = _FILE.stat().st_mtime if _FILE.exists() else 0
        patterns = _patterns(_FILE, changed)
    except DashboardError as error:
        st.title("讲话数据", anchor=False)
        st.error("  \n".join(literal(line) for line in str(error).splitlines()))
        st.stop()
    wanted = speech_numbers.wanted()
    told = _told(now.snapshot, patterns, now.filters, now.scope, tuple(wanted.items()))
    _lapsed(told, wanted)
    return told


def _lapsed(told: Sequence[Sentence], wanted: dict[str, str]) -> None:
    """A round number that is not true here is not said, and that is said."""
    numbers = {number.id: number for one in told for number in one.numbers}
    lapsed = [
        f"{numbers[identity].item.name}说“{said}”"
        for identity, said in wanted.items()
        if identity in numbers and said not in (option.text for option in numbers[identity].options)
    ]
    if lapsed:
        st.warning(literal(f"对现在的数不成立，已改用准确数：{'；'.join(lapsed)}。"))


def districts() -> None:
    """One click to the sentences of a district, and back."""
    now = view.current()
    directory = now.snapshot.directory
    if len(directory.regions) < 2:
        return
    labels = {_EVERYWHERE: directory.whole} | {region.code: tables.brief(region.code) for region in directory.regions}
    key = f"{now.page}-whom"

    def changed() -> None:
        speech_numbers.all_exact()  # what is round for one is not for another
        drill.look_at(st.session_state[key] or None, now.filters, directory)

    st.session_state[key] = drill.chosen() or (_EVERYWHERE if not now.filters.districts else None)
    st.pills("写给", list(labels), format_func=labels.get, key=key, on_change=changed, label_visibility="collapsed")


def how() -> str:
    """One sentence after the other, or whole paragraphs."""
    return choosing.one_of("排法", (SINGLE, WHOLE), "how")


def paragraphs(told: Sequence[Sentence]) -> None:
    """A paragraph per subject, ready to copy."""
    for subject, own in telling.subjects(told).items():
        if text := telling.paragraph(own):
            st.markdown(f"**{literal(subject)}**")
            st.code(text, language=None, wrap_lines=True)


def withheld(told: Sequence[Sentence]) -> None:
    """The sentences that cannot be said, why, and where to look."""
    held = [one for one in told if not one.body]
    if not held:
        return
    st.markdown(f"**暂不提供（{formats.number(len(held))}句）**")
    for one in held:
        with st.container(border=True, gap=None):
            small(literal(f"{one.pattern.id}　{one.pattern.subject}：{one.reason}。"))
            with st.container(horizontal=True, gap="small"):
                if one.missing:
                    frame.link("reporting", "看谁缺报")
                if one.key:
                    frame.link("indicator", "看这个指标", key=one.key)


def rows(told: Sequence[Sentence]) -> list[tables.Row]:
    """The 附注: a row per number."""
    return [_row(one, number) for one in told if one.body for number in one.numbers]


def _row(one: Sentence, number: Number) -> tables.Row:
    reading, item = number.reading, number.item
    bases = (reading.numerator, reading.denominator)
    return {
        "句": one.pattern.id,
        "指标": item.name,
        "讲话中": number.text,
        "准确数": formats.with_unit(reading, item),
        "口径": item.definition,
        "分子/分母": formats.DASH if None in bases else "/".join(map(formats.number, bases)),
        "时点或时段": reading.span or f"截至{formats.day(reading.as_of)}",
        "来源": item.source.title,
        "缺报": "、".join((*reading.missing, *(f"{name}（部分）" for name in reading.partial))),
    }


def notes(told: Sequence[Sentence]) -> None:
    """The 附注 of everything that is said."""
    st.header("附注：每个数的口径和出处", anchor=False)
    tables.listing(
        rows(told),
        "讲话数据附注",
        empty="没有可用的句子，也就没有附注。可换一个范围或期次。",
        counted="个数",
        unknown="",
    )
