"""组织生活与教育: are meetings held as often as they should, are secretaries trained, what was held and watched."""

import streamlit as st

from lib.speech import people as findings
from lib.speech.findings import say
from lib.ui import cards, charts, compare, figures, loaders, meeting
from lib.ui.cards import Card
from lib.ui.frame import headline, open_page

open_page("education")

now = loaders.by_key((*findings.EDUCATION_KEYS, "theme_day_rate", "training_person_times", "platform_connected_rate"))
headline(findings.education(now))

cards.row(
    [
        Card("meetings_compliance_rate", "三会一课达标率"),
        Card("theme_day_count", "主题党日", say("按月开展的占{theme_day_rate}", now)),
        Card("secretary_training_rate", "书记培训覆盖率"),
        Card("training_session_count", "培训场次", say("培训{training_person_times}", now)),
        Card("monthly_study_rate", "月度学习完成率"),
        Card("online_org_life_rate", "网上参与率", say("平台接入率{platform_connected_rate}", now)),
    ]
)

meeting.slide(charts.district_heatmap, figures.MEETINGS, "meetings", heading="按规定次数开展的支部占比（%）")
left, right = st.columns((5, 4), gap="medium")
with left:
    charts.district_heatmap(figures.MEETINGS, "meetings", heading="按规定次数开展的支部占比（%），颜色越深越高")
with right:
    charts.district_bars("secretary_training_rate", "training", heading="书记培训覆盖率（按人）")
left, right = st.columns((4, 5), gap="medium")
with left:
    figures.by("training_people_by_target", "target", "trainees", heading="培训人数，按对象", label="培训对象")
with right:
    figures.table(
        ("dual_review_rate", "points_branch_rate", "assistant_trained_rate", "app_install_rate", "wechat_follow_rate"),
        "制度和线上",
    )
figures.table(
    (
        *("report_nat_count", "report_prov_count", "watch_person_times", "live_view_person_times"),
        *("contest_person_times", "lecture_people", "study_issue_count", "study_item_count", "video_count"),
        *("retire_ceremony_count", "retire_ceremony_people", "retire_ceremony_rate", "retire_ceremony_planned"),
    ),
    "学习宣传和荣退仪式",
)
compare.districts(("meetings_compliance_rate", *figures.MEETINGS, "secretary_training_rate", "retire_ceremony_rate"))
