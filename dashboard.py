"""总览: how many branches and members, whether the standards are met, which posts are vacant, what is lacking."""

from lib.speech import findings
from lib.speech.findings import say
from lib.ui import cards, loaders, meeting
from lib.ui.cards import Card
from lib.ui.frame import headline, open_page
from lib.ui.parts import overview

open_page("overview")

now = loaders.by_key(
    (
        *findings.OVERVIEW_KEYS,
        *("branch_total", "branch_functional", "member_total", "sponsored_passed", "sponsored_total"),
        *("committee_lacking", "branch_no_venue", "branch_no_venue_rate", "vol_person_times", "vol_activity_count"),
    )
)
target = loaders.target("sponsored_pass_rate")
rate = now["sponsored_pass_rate"].value
headline(findings.overview(now, target))

cards.row(
    [
        Card("branch_total", "党支部", say("其中功能型{branch_functional}", now)),
        Card("member_total", "党员", "不含功能型支部"),
        Card(
            "sponsored_pass_rate",
            "包抓支部达标率",
            findings.standards(now),
            breach=None not in (rate, target) and rate < target,
            target=target,
        ),
        Card(
            "committee_lacking",
            "党工委缺配",
            findings.posts(now),
            breach=bool(now["committee_lacking"].value),
        ),
        Card(
            "branch_no_venue",
            "无场所支部",
            say("占党支部的{branch_no_venue_rate}", now),
            breach=bool(now["branch_no_venue"].value),
        ),
        Card("vol_person_times", "志愿服务", say("开展活动{vol_activity_count}", now)),
    ]
)

meeting.slide(overview.slide)
overview.districts()
