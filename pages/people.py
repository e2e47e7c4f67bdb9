"""队伍与保障: how many there are and will be, who takes part and checks in, who is visited, what is spent."""

import streamlit as st

from lib.speech import people as findings
from lib.speech.findings import say
from lib.ui import cards, charts, choosing, compare, figures, loaders, meeting
from lib.ui.cards import Card
from lib.ui.frame import headline, open_page

open_page("people")

compared = loaders.comparisons(("lixiu_total", "tuixiu_total"))
headline(findings.cadres(compared["lixiu_total"], compared["tuixiu_total"]))
now = loaders.by_key(("lixiu_avg_age", "member_forecast", "lixiu_checkup_rate", "consolation_amount", "arrears_new"))

cards.row(
    [
        Card("lixiu_total", "离休干部", say("平均{lixiu_avg_age}", now)),
        Card("tuixiu_total", "退休干部", say("一年后党员预计{member_forecast}", now)),
        Card("checkin_resident_rate", "社区报到率", "分母为常住本市党员"),
        Card("lixiu_visit_coverage", "离休走访覆盖率", say("体检率{lixiu_checkup_rate}", now)),
        Card("visit_people", "走访慰问", say("慰问金和慰问品{consolation_amount}", now)),
        Card(
            "funding_done_rate", "经费落实率", say("新增拖欠{arrears_new}", now), breach=bool(now["arrears_new"].value)
        ),
    ]
)

meeting.slide(figures.care)
left, right = st.columns(2, gap="medium")
with left:
    charts.history("lixiu_total", "lixiu", heading="离休干部数")
    figures.by("participation_rate_by_band", "band", "bands", heading="党员活动参与率，按年龄段", label="年龄段")
    figures.by("checkin_rate_by_level", "level", "levels", heading="社区报到率，按单位层级", label="单位层级")
with right:
    charts.history("tuixiu_total", "tuixiu", heading="退休干部数")
    key = choosing.one_of("指标", tuple(figures.CARE), "measure", shown=figures.CARE)
    charts.district_bars(key, "districts", heading=f"{figures.CARE[key]}：各区县和市直")
figures.table(
    (
        *("member_avg_age", "young_retiree_rate", "elder_absent_rate", "health_reason_share", "member_forecast_5y"),
        *("visit_people_incl_family", "visit_person_times", "consolation_cash", "practical_matter_count"),
        *("funding_by_source", "funding_per_member", "subsidy_avg_month", "mechanism_coverage_rate"),
        *("arrears_balance", "arrears_cleared_rate", "measure_done_rate"),
    ),
    "队伍、走访、经费和两费",
)
compare.districts(("lixiu_total", "tuixiu_total", *figures.CARE))
