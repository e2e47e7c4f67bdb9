"""指标明细: one number with its 口径, its districts, its history, the list behind it and the cells behind that."""

import streamlit as st

from lib.speech import findings
from lib.ui import cards, choosing, loaders, narrowing
from lib.ui.frame import headline, open_page
from lib.ui.parts import detail

open_page("indicator")

key = choosing.indicator_key(default="branch_no_venue")
compared = loaders.comparisons((key,))[key]
headline(findings.one(compared))
narrowing.strip((key,))

left, right = st.columns((3, 2), gap="medium")
with left:
    detail.by_district(key)
with right:
    with st.container(border=True):
        cards.definition(key, compared)
        detail.one_cell(key)
        detail.target(key)
    detail.history(key)

shown = detail.choice(key)
if shown == detail.CELLS:
    detail.sources(key)
else:
    detail.members(key, short=shown == detail.SHORT)
