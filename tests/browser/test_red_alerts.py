"""From the home page to those behind a red alert in two clicks."""

from collections.abc import Callable

import pytest
from browsing import Server, Visit, idle
from playwright.sync_api import expect
from test_overview import at, follow

pytestmark = pytest.mark.browser
Visiting = Callable[..., Visit]


@pytest.fixture(scope="module")
def product(serve: Callable[..., Server], demo_url: str) -> Server:
    return serve(env={"DASHBOARD_DATABASE_URL": demo_url})


def test_two_clicks_lead_from_the_home_page_to_the_list_of_a_red_alert(product, visit: Visiting):
    opened = visit(at(product), width=1920, height=1080)
    page = opened.page
    follow(page, page.get_by_test_id("stMain").get_by_role("link", name="红色预警"))
    rows = page.get_by_test_id("stDataFrame").first
    cells = rows.locator("table tbody tr").nth(2).locator("td")
    cells.first.wait_for(state="attached")
    district, found = cells.nth(2).text_content(), cells.nth(3).text_content()
    box = rows.bounding_box()
    page.mouse.click(box["x"] + 15, box["y"] + 36 + 26 * 2.5)  # the box before the third row
    idle(page)
    expect(page.locator("p", has_text=f"红色预警　{district}　{found}")).to_be_visible()
    expect(page.get_by_test_id("stMain").get_by_role("link", name=f"{district}画像")).to_be_visible()
    members = page.get_by_test_id("stDataFrame").nth(1).locator("table tbody tr")
    expect(members.first).to_contain_text(district)
    assert opened.errors == opened.outside == []
