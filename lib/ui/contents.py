"""The table of pages: what the menu shows, in order, and where cards lead."""

from collections.abc import Container
from dataclasses import dataclass

from lib.access import Role


@dataclass(frozen=True)
class Page:
    """`path`: the script, as Streamlit names it; `icon`: a Material symbol, drawn from the bundled font; `roles`:
    whom it serves, empty for everybody; `within`: a parameter of the address with which the page is about something
    else, and what that is called."""

    key: str
    path: str
    title: str
    icon: str
    roles: tuple[Role, ...] = ()
    within: tuple[str, str] = ("", "")

    def called(self, parameters: Container[str]) -> str:
        """What the page is about with these parameters of the address."""
        name, title = self.within
        return title if name in parameters else self.title


OVERVIEW = Page("overview", "dashboard.py", "总览", ":material/home:")
ALERTS = Page("alerts", "pages/alerts.py", "问题预警", ":material/warning:")
INDICATOR = Page("indicator", "pages/indicator.py", "指标明细", ":material/query_stats:")
REPORTING = Page("reporting", "pages/reporting.py", "报送情况", ":material/inbox:")
COVERAGE = Page("coverage", "pages/coverage.py", "支部覆盖", ":material/rule:")
BRANCHES = Page("branches", "pages/branches.py", "支部设置与换届", ":material/groups:")
COMMITTEES = Page("committees", "pages/committees.py", "党工委配备", ":material/account_tree:")
VENUES = Page("venues", "pages/venues.py", "活动阵地", ":material/location_on:")
VOLUNTEERING = Page("volunteering", "pages/volunteering.py", "志愿服务", ":material/volunteer_activism:")
EDUCATION = Page("education", "pages/education.py", "组织生活与教育", ":material/school:")
PEOPLE = Page("people", "pages/people.py", "队伍与保障", ":material/elderly:")
PORTRAIT = Page("portrait", "pages/portrait.py", "区县画像", ":material/badge:")
WHAT_IF = Page("what_if", "pages/what_if.py", "假设测算", ":material/tune:", within=("rooms", "活动室选址"))
SPEECH = Page("speech", "pages/speech.py", "讲话数据", ":material/record_voice_over:")
DRAFTS = Page("drafts", "pages/drafts.py", "文稿核填", ":material/edit_document:")
CATALOGUE = Page("catalogue", "pages/catalogue.py", "指标口径", ":material/menu_book:")
AUDIT = Page("audit", "pages/audit.py", "访问记录", ":material/policy:", (Role.ADMIN,))

SECTIONS: dict[str, tuple[Page, ...]] = {
    "看板": (
        *(OVERVIEW, ALERTS, COVERAGE, BRANCHES, COMMITTEES, VENUES, VOLUNTEERING, EDUCATION, PEOPLE, PORTRAIT),
        *(WHAT_IF, INDICATOR),
    ),
    "工作台": (SPEECH, DRAFTS, CATALOGUE, REPORTING, AUDIT),
}
SLIDES = tuple(page for page in SECTIONS["看板"] if page is not INDICATOR)  # in 会议模式, in this order
PAGES = {page.key: page for pages in SECTIONS.values() for page in pages}
