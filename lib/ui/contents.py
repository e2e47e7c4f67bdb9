"""The table of pages: what the menu shows, in order, and where cards lead."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """`path`: the script, as Streamlit names it; `icon`: a Material symbol, drawn from the bundled font."""

    key: str
    path: str
    title: str
    icon: str


OVERVIEW = Page("overview", "dashboard.py", "总览", ":material/home:")
INDICATOR = Page("indicator", "pages/indicator.py", "指标明细", ":material/query_stats:")
REPORTING = Page("reporting", "pages/reporting.py", "报送情况", ":material/inbox:")

SECTIONS: dict[str, tuple[Page, ...]] = {
    "看板": (OVERVIEW, INDICATOR),
    "工作台": (REPORTING,),
}
PAGES = {page.key: page for pages in SECTIONS.values() for page in pages}
