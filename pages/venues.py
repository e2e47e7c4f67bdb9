"""活动阵地: how far 1+18+X has come, which branches have no venue, and where."""

import streamlit as st

from lib.speech import venues as words
from lib.speech.findings import say
from lib.ui import cards, loaders, map, meeting
from lib.ui.cards import Card
from lib.ui.frame import headline, open_page
from lib.ui.parts import venues

open_page("venues")

now = loaders.by_key(
    (
        *words.KEYS,
        *("venue_district_rate", "venue_total", "venue_area_sqm", "venue_new"),
        "branch_no_venue_rate",
    )
)
city, centres = now["venue_city"], now["venue_district_rate"]
wanted = {key: loaders.target(key) for key in ("venue_city", "venue_district_rate")}
headline(words.finding(now, with_city=venues.with_city(), whole=venues.is_whole()))

cards.row(
    [
        Card("venue_city", "市级中心", words.goal(wanted["venue_city"]), breach=words.short(city, wanted["venue_city"]))
        if venues.with_city()
        else Card("venue_total", "活动阵地", "各级合计"),
        Card(
            "venue_district",
            "区县级中心",
            words.covered(now),
            breach=words.short(centres, wanted["venue_district_rate"]),
        ),
        Card("venue_shared_x", "共享活动室", say("阵地共{venue_total}", now)),
        Card(
            "branch_no_venue",
            "无场所支部",
            say("占党支部的{branch_no_venue_rate}", now),
            breach=bool(now["branch_no_venue"].value),
        ),
        Card("venue_nonstandard", "不规范阵地", "未评的不计"),
        Card("venue_new", "新增阵地", say("现有面积{venue_area_sqm}", now)),
    ]
)

meeting.slide(map.slide)
left, right = st.columns((1.3, 1), gap="medium")
with left:
    map.show()
    venues.distances()
with right:
    venues.about_chosen()
    venues.districts()

venues.lists()
