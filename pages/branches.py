"""支部设置与换届: how large branches are, how they are set up, whose elections are due or overdue, what is vacant."""

import streamlit as st

from lib.speech import branches as findings
from lib.speech.findings import say
from lib.ui import cards, compare, loaders, meeting
from lib.ui.cards import Card
from lib.ui.frame import headline, open_page
from lib.ui.parts import branches

open_page("branches")

now = loaders.by_key(
    (
        *findings.SETTING_KEYS,
        *("branch_ge_100", "branch_functional", "branch_mixed_reported", "branch_mixed_rate"),
        *("branch_election_overdue_rate", "branch_election_extended", "branch_secretary_vacant_rate", "liaison_rate"),
    )
)
headline(findings.setting(now))

overdue = now["branch_election_overdue"].value
cards.row(
    [
        Card("branch_over_50", "超50人支部", say("百人以上{branch_ge_100}，最大{branch_size_max}", now)),
        Card(
            "branch_election_overdue",
            "逾期未换届",
            say("占党支部的{branch_election_overdue_rate}", now),
            breach=bool(overdue),
        ),
        Card("branch_election_due_soon", "半年内届满", say("另有{branch_election_extended}已批准延期", now)),
        Card("branch_mixed_rate", "混编支部占比", say("混编{branch_mixed_reported}", now)),
        Card("branch_secretary_vacant", "书记空缺", say("占党支部的{branch_secretary_vacant_rate}", now)),
        Card("lixiu_only_branch_total", "离休单建", say("联络员配备率{liaison_rate}", now)),
    ]
)

meeting.slide(branches.elections_by_district)
left, right = st.columns(2, gap="medium")
with left:
    branches.sizes()
with right:
    branches.calendar()
branches.lists()
left, right = st.columns(2, gap="medium")
with left:
    branches.elections_by_district()
with right:
    branches.forms_by_district()
branches.forms_by_nature()
branches.against_infobase()
compare.districts(
    (
        *("branch_total", "branch_over_50", "branch_size_median", "branch_election_overdue_rate"),
        *("branch_election_due_soon", "branch_mixed_rate", "branch_secretary_vacant_rate", "liaison_rate"),
    )
)
