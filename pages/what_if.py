"""假设测算: what becomes of the figures if posts are filled, standards met, branches divided, and what that takes."""

import streamlit as st

from lib.speech import scenario as words
from lib.ui import (
    meeting,
    narrowing,
    siting,
    what_if,
    what_if_hand_out,
    what_if_kept,
    what_if_levers,
    what_if_play,
    what_if_questions,
)
from lib.ui.frame import headline, open_page

open_page("what_if")
if siting.is_asked():
    siting.room_planner()
    st.stop()

scenario = what_if_play.scenario()
if scenario.levers:
    outcome = what_if_play.outcome(scenario)
    headline(words.finding(outcome))
    meeting.slide(what_if.slide, outcome)
    what_if_hand_out.scenario(outcome)
else:
    outcome = None
    headline(what_if_questions.invitation())
    meeting.slide(what_if_questions.slide)
narrowing.strip(outcome.aims if outcome else what_if_questions.aims())

with st.container(horizontal=True, vertical_alignment="bottom"):
    what_if_levers.choice(scenario)
    what_if_kept.show(what_if_kept.SCENARIOS, what_if_play.parameters(scenario))
    siting.way_in()
what_if_levers.controls(scenario)
if outcome is None:
    what_if_questions.start()
    st.stop()

beside = what_if_kept.beside(what_if_kept.SCENARIOS, what_if_play.kept)
is_wide = beside or len(outcome.needed()) > what_if.FEW_NEEDS
left, right = (st.container(), st.container()) if is_wide else st.columns((3, 2), gap="medium")
with left:
    what_if.totals(outcome, beside)
    what_if.districts(outcome)
with right:
    what_if.needs(outcome, beside)
    what_if.how(outcome)
what_if.lists(outcome)
