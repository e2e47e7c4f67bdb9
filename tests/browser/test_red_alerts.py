"""From the home page to those behind a red alert in two clicks."""

from collections.abc import Callable

import pytest
from browsing import Server, Visit, idle, tables
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
    third = tables(page).first.locator("tbody tr").nth(2)
    district, found = (third.locator("td").nth(place).text_content() for place in (1, 2))
    third.click()
    idle(page)
    expect(page.locator("p", has_text=f"红色预警　{district}　{found}")).to_be_visible()
    expect(page.get_by_test_id("stMain").get_by_role("link", name=f"{district}画像")).to_be_visible()
    members = tables(page).nth(1).locator("tbody tr")
    expect(members.first).to_contain_text(district)
    assert opened.errors == opened.outside == []
