"""讲话数据: sentence by sentence, each number exact or in a round number, and what it rests on."""

from collections.abc import Sequence

import streamlit as st

from lib.measure import Comparison
from lib.speech import sentences_telling as telling
from lib.speech.sentences_numbers import Number
from lib.speech.sentences_telling import Sentence
from lib.ui import cards, frame, view
from lib.ui.component import component
from lib.ui.parts import detail
from lib.ui.wording import literal, small

_SAY, _BETWEEN = "say", "|"  # parameter of the address: 「S03.member_total|近2.8万」, one for each round number
_OPEN = "open"  # parameter of the address: the sentence whose numbers are open
_MOST_CHOICES = 200
_BESIDE = 2  # numbers in a row
_EXACT = "准确数"

_sentences = component("sentences", '<div id="sentences"></div>', "sentences.css", "sentences.js")


def wanted() -> dict[str, str]:
    """By number, the round number that the address asks for."""
    pairs = (value.partition(_BETWEEN) for value in st.query_params.get_all(_SAY)[:_MOST_CHOICES])
    return {identity: said for identity, _, said in pairs if said}


def one_by_one(told: Sequence[Sentence]) -> None:
    """Each sentence ready to copy, its round numbers to press, and its numbers to open."""
    small("点“准确数 → 约数”即改用约数，再点恢复；约数只在说得通时提供，其他说法在“数字和出处”里。")
    ready = [(subject, one) for subject, own in telling.subjects(told).items() for one in own if one.body]
    opened = next((place for place, (_, one) in enumerate(ready) if _is_open(one)), len(ready))
    _list(ready[: opened + 1], "upto")
    if opened < len(ready):
        _basis(ready[opened][1])
        _list(ready[opened + 1 :], "after", before=ready[opened][0])


def _list(ready: Sequence[tuple[str, Sentence]], name: str, before: str = "") -> None:
    """Sentences one below the other, each subject named once; `before`: the one named last."""
    key = f"{view.current().page}-sentences-{name}"
    numbers = {number.id: number for _, one in ready for number in _rounded(one)}
    known = {one.pattern.id for _, one in ready}

    def pressed() -> None:
        number = numbers.get(st.session_state[key].pressed)
        if number is not None:
            _say(number.id, number.usual.text if number.text == number.exact else None)

    def opened() -> None:
        asked = st.session_state[key].opened
        _open(asked if asked in known else None)

    shown = []
    for subject, one in ready:
        shown.append(_sent(one) | {"subject": "" if subject == before else subject})
        before = subject
    if shown:
        _sentences(key=key, data=shown, on_pressed_change=pressed, on_opened_change=opened)


def _sent(one: Sentence) -> dict[str, object]:
    return {
        "id": one.pattern.id,
        "text": one.text,
        "label": f"{one.pattern.id} 数字和出处",
        "open": _is_open(one),
        "rounds": [
            {"id": number.id, "label": _switch(number), "pressed": number.text != number.exact}
            for number in _rounded(one)
        ],
    }


def _rounded(one: Sentence) -> list[Number]:
    """The numbers of which a round number is true, and those that are said so."""
    return [number for number in one.numbers if number.usual or number.text != number.exact]


def _switch(number: Number) -> str:
    """「27,686名 → 近2.8万名」, or how it is said now."""
    return number.text if number.text != number.exact else f"{number.exact} → {number.option(number.usual)}"


def all_exact() -> None:
    """No number in a round one any more."""
    st.query_params.pop(_SAY, None)


def _say(identity: str, said: str | None) -> None:
    """Put the round number of one number into the address, or take it away."""
    others = [value for value in st.query_params.get_all(_SAY) if value.partition(_BETWEEN)[0] != identity]
    st.query_params[_SAY] = [*others, f"{identity}{_BETWEEN}{said}"] if said else others


def _is_open(one: Sentence) -> bool:
    return st.query_params.get(_OPEN) == one.pattern.id


def _open(identity: str | None) -> None:
    if identity:
        st.query_params[_OPEN] = identity
    else:
        st.query_params.pop(_OPEN, None)


def _basis(one: Sentence) -> None:
    """What each number rests on, side by side."""
    if one.pattern.remark:
        small(literal(one.pattern.remark))
    for first in range(0, len(one.numbers), _BESIDE):
        columns = st.columns(_BESIDE, gap="small")
        for number, column in zip(one.numbers[first : first + _BESIDE], columns, strict=False):
            with column, st.container(border=True, height="stretch"):
                _number(number)


def _number(number: Number) -> None:
    """One number: its other wordings, its 口径, the first cell it comes from, and the way to all of them."""
    if number.options:
        _wordings(number)
    else:
        st.markdown(f"**{literal(number.text)}**")
    cards.definition(number.key, Comparison(number.reading, None))
    detail.one_cell(number.key, "其余见“名单和全部来源单元格”")
    frame.link("indicator", "名单和全部来源单元格", key=number.key)


def _wordings(number: Number) -> None:
    key = f"{view.current().page}-words-{number.id}"
    labels = {"": f"{number.exact}（{_EXACT}）"} | {one.text: number.option(one) for one in number.options}

    def changed() -> None:
        _say(number.id, st.session_state[key] or None)

    st.session_state[key] = next((one.text for one in number.options if number.option(one) == number.text), "")
    st.selectbox("说法", list(labels), format_func=labels.get, key=key, on_change=changed)
