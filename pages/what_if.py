"""假设测算: what becomes of the figures if posts are filled, standards met, branches divided, and what that takes."""

import streamlit as st

from lib.speech import scenario as words
from lib.ui import meeting, narrowing
from lib.ui.frame import headline, open_page
from lib.ui.scenarios import hand_out, kept, levers, outcomes, play, questions, siting

open_page("what_if")
if siting.is_asked():
    siting.room_planner()
    st.stop()

scenario = play.scenario()
if scenario.levers:
    outcome = play.outcome(scenario)
    headline(words.finding(outcome))
    meeting.slide(outcomes.slide, outcome)
    hand_out.scenario(outcome)
else:
    outcome = None
    headline(questions.invitation())
    meeting.slide(questions.slide)
narrowing.strip(outcome.aims if outcome else questions.aims())

with st.container(horizontal=True, vertical_alignment="bottom"):
    levers.choice(scenario)
    kept.show(kept.SCENARIOS, play.parameters(scenario))
    siting.way_in()
levers.controls(scenario)
if outcome is None:
    questions.start()
    st.stop()

beside = kept.beside(kept.SCENARIOS, play.kept)
is_wide = beside or len(outcome.needed()) > outcomes.FEW_NEEDS
left, right = (st.container(), st.container()) if is_wide else st.columns((3, 2), gap="medium")
with left:
    outcomes.totals(outcome, beside)
    outcomes.districts(outcome)
with right:
    outcomes.needs(outcome, beside)
    outcomes.how(outcome)
outcomes.lists(outcome)
