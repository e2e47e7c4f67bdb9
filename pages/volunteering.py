"""志愿服务: how much was done and how that compares, by month, field and district; who is willing and matched."""

import streamlit as st

from lib.speech import volunteering as findings
from lib.speech.findings import say
from lib.ui import cards, charts, choosing, compare, loaders, meeting
from lib.ui.cards import Card
from lib.ui.frame import headline, open_page
from lib.ui.parts import volunteering

open_page("volunteering")

headline(findings.volunteering(loaders.comparisons(("vol_person_times",))["vol_person_times"]))
now = loaders.by_key(("vol_team_count", "volunteer_willing", "vol_field_top3_share"))

cards.row(
    [
        Card("vol_person_times", "参与人次"),
        Card("served_person_times", "服务人次"),
        Card("vol_activity_count", "活动次数", say("前三领域占{vol_field_top3_share}", now)),
        Card("vol_project_count", "项目数"),
        Card("volunteer_people", "志愿者", say("团队{vol_team_count}", now)),
        Card("willing_matched_rate", "意愿匹配率", say("有意愿{volunteer_willing}", now)),
    ]
)

meeting.slide(charts.district_bars, "vol_person_times", "districts", heading="参与人次：各区县和市直")
key = volunteering.measure_of(choosing.one_of("指标", volunteering.MEASURES, "measure"))
left, right = st.columns(2, gap="medium")
with left:
    volunteering.months(key)
    volunteering.fields(key)
with right:
    charts.district_bars(key, "districts", heading="各区县和市直")
left, right = st.columns(2, gap="medium")
with left:
    charts.district_bars("willing_matched_rate", "matched", heading="有意愿的老同志中已对接的占比")
with right:
    charts.district_bars("volunteer_people", "people", heading="志愿者人数")
compare.districts(
    ("vol_person_times", "served_person_times", "vol_activity_count", "volunteer_people", "willing_matched_rate")
)
