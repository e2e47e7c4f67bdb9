"""党工委配备: which districts have no 书记 or no full-time 副书记, for how long, and with how many people."""

import streamlit as st

from lib.speech import committees as findings
from lib.speech.findings import say
from lib.ui import cards, charts, compare, loaders, meeting
from lib.ui.cards import Card
from lib.ui.frame import headline, open_page
from lib.ui.parts import committees

open_page("committees")

now = loaders.by_key(
    (
        *findings.COMMITTEE_KEYS,
        *("committee_secretary_vacant_months", "committee_deputy_vacant_months", "staff_quota_total", "staff_short"),
        *("coord_meeting_count", "in_review_rate", "committee_established"),
    )
)
headline(findings.committees(now))

cards.row(
    [
        Card(
            "committee_no_secretary",
            "缺书记",
            say("最长空缺{committee_secretary_vacant_months}", now),
            breach=bool(now["committee_secretary_vacant_months"].value),
        ),
        Card(
            "committee_no_deputy",
            "缺专职副书记",
            say("最长空缺{committee_deputy_vacant_months}", now),
            breach=bool(now["committee_deputy_vacant_months"].value),
        ),
        Card("committee_no_both", "两者均缺", breach=bool(now["committee_no_both"].value)),
        Card("committee_established_rate", "批复成立率", say("{committee_established}已批复", now)),
        Card("committee_merged_count", "归并组织部"),
        Card("staff_total", "实有人员", say("编制{staff_quota_total}，缺编{staff_short}", now)),
    ]
)

meeting.slide(committees.slide)
committees.matrix()
left, right = st.columns(2, gap="medium")
with left:
    committees.vacancies()
with right:
    charts.history("committee_lacking", "history", heading="未配齐书记和专职副书记的区县数")
committees.merged()
compare.districts(("committee_lacking", "staff_total", "staff_short", "in_review_rate", "coord_meeting_count"))
