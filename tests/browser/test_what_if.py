"""假设测算 in a real browser: where rooms help most within three clicks, and sites forced and forbidden by a click."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from browsing import Server, Visit, english, idle, tables
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError
from test_overview import bottom, chosen, follow, menu
from test_venues import LATIN, drawn

from lib import database
from lib.filters import Filters
from lib.measure import open_snapshot
from lib.settings import DEMO_BOUNDARIES
from lib.speech import siting as words
from lib.whatif import siting
from lib.whatif.siting import Plan, lay_out, plan

pytestmark = pytest.mark.browser

Visiting = Callable[..., Visit]


@pytest.fixture(scope="module")
def product(serve: Callable[..., Server], demo_url: str) -> Server:
    return serve(env={"DASHBOARD_DATABASE_URL": demo_url, "DASHBOARD_BOUNDARIES": str(DEMO_BOUNDARIES)})


@pytest.fixture(scope="module")
def layout(demo_url: str) -> siting.Layout:
    return lay_out(siting.sites(open_snapshot(database.reader(demo_url)), Filters("2025H2")))


def said(page: Page, found: Plan) -> None:
    """The title is the finding of this plan."""
    expect(page.locator("h1")).to_have_text(words.finding(found), timeout=15_000)
    idle(page)


def test_where_there_is_no_venue_and_where_to_open_some_is_answered_within_three_clicks(
    product, layout, visit: Visiting
):
    """Job A8: 哪里没有活动场所？建在哪最管用？ The menu, the link above the districts; the answer is the title."""
    opened = visit(product.url, width=1920, height=1080)
    page = opened.page
    follow(page, menu(page, "活动阵地"))
    page.get_by_role("link", name="再建活动室，建在哪最管用").click()
    found = plan(layout, 5)
    said(page, found)
    first = tables(page).first.locator("tbody tr").first
    first.wait_for()
    assert first.locator("td").all_text_contents()[1] == found.rooms[0].site.name
    assert bottom(drawn(page)) <= 1080
    assert english(page, besides=LATIN) == set()
    assert (opened.errors, opened.outside) == ([], [])


def test_a_click_on_a_site_forces_it_another_forbids_it_and_a_third_sets_it_free(
    product, layout, visit: Visiting, flat_browser: Browser
):
    page = visit(f"{product.url}/what_if?rooms=3", within=flat_browser).page
    free = plan(layout, 3)
    said(page, free)
    site = next(one for one in layout.sites.candidates if one.name.endswith("养老服务站"))
    for name, found in (
        ("must", plan(layout, 3, forced=[site.id])),
        ("never", plan(layout, 3, forbidden=[site.id])),
        ("", free),
    ):
        picked(page, site.id, name)
        said(page, found)


def picked(page: Page, site: str, name: str) -> None:
    """Click on the site until the address holds it under this name, under none where the name is empty."""
    before = page.url
    for _ in range(4):
        page.locator(f"#map [data-pick='site:{site}']").dispatch_event("click")
        with suppress(PlaywrightTimeoutError):
            page.wait_for_function("before => location.href !== before", arg=before, timeout=5_000)
            break
    held = {key: values for key, values in chosen(page).items() if key in ("must", "never")}
    assert held == ({name: [site]} if name else {})
