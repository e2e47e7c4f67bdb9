"""讲话数据: the numbers of a speech in ready sentences, exact or round, each with its origin; what is not, and why."""

import streamlit as st

from lib.speech import sentences_telling as telling
from lib.ui import narrowing
from lib.ui.frame import headline, open_page
from lib.ui.writing import speech, speech_numbers, speech_snapshots

open_page("speech")

told = speech.sentences()
headline(telling.headline(told))
speech_snapshots.compared()
speech.districts()

left, right = st.columns((5, 2), gap="medium")
with left:
    with st.container(horizontal=True, vertical_alignment="center"):
        how = speech.how()
        speech_snapshots.hand_out(told)
    if how == speech.WHOLE:
        speech.paragraphs(told)
    else:
        speech_numbers.one_by_one(told)
with right:
    speech_snapshots.shelf()
    speech.withheld(told)
speech.notes(told)
narrowing.left_out(tuple(dict.fromkeys(number.reading.key for one in told for number in one.numbers)))
