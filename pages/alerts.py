"""问题预警: what breaks a rule or misses a target, where, since when, and who is concerned."""

import streamlit as st

from lib.speech import alerts as findings
from lib.ui import loaders, meeting, narrowing
from lib.ui.frame import headline, open_page
from lib.ui.parts import alert_list, alerts

open_page("alerts")

found = loaders.attention()
headline(findings.headline(found, reported=alert_list.reported()))
meeting.slide(alerts.slide, found)
narrowing.counts(alerts.by_severity, "项")
alerts.counts(found)

left, right = st.columns((2, 1), gap="medium")
with left:
    chosen = alert_list.listing(found)
with right:
    alert_list.one(chosen)

left, right = st.columns((2, 3), gap="medium")
with left:
    alerts.by_district(found)
with right:
    alerts.undecided(found)
    alerts.letter(found, chosen)
