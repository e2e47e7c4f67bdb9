"""讲话数据 in a real browser: a sentence is copied, a number said round, what it rests on opened."""

from collections.abc import Callable

import pytest
from browsing import Server, Visit, idle
from playwright.sync_api import Locator, Page, expect
from test_overview import chosen

pytestmark = pytest.mark.browser

Visiting = Callable[..., Visit]
MEMBERS = "S03.member_total"


@pytest.fixture(scope="module")
def product(serve: Callable[..., Server], demo_url: str) -> Server:
    return serve(env={"DASHBOARD_DATABASE_URL": demo_url})


@pytest.fixture
def page(product: Server, visit: Visiting) -> Page:
    return visit(f"{product.url}/speech").page


def sentence(page: Page, words: str) -> Locator:
    return page.locator(".sentence").filter(has_text=words)


def test_a_click_says_a_number_round_and_another_says_it_exactly(page):
    members = sentence(page, "S03")
    exact = members.locator(".line p").inner_text()
    members.get_by_role("button", name="→ 近2.8万名").click()
    expect(members.locator(".line p")).to_contain_text("近2.8万名")
    assert chosen(page)["say"] == [f"{MEMBERS}|近2.8万"]
    pressed = members.get_by_role("button", name="近2.8万名")
    expect(pressed).to_have_attribute("aria-pressed", "true")
    pressed.click()
    expect(members.locator(".line p")).to_have_text(exact)
    assert "say" not in chosen(page)


def test_two_clicks_lead_from_a_number_to_its_first_cell_and_to_all_of_them(page):
    """Job A10 on this page."""
    sentence(page, "S03").get_by_role("button", name="数字和出处").click()
    page.get_by_text("来源单元格，首个").first.wait_for()
    expect(sentence(page, "S03").get_by_role("button", name="数字和出处")).to_have_attribute("aria-expanded", "true")
    page.get_by_role("link", name="名单和全部来源单元格").first.click()
    page.wait_for_url("**/indicator?*")
    idle(page)
    assert "支部" in page.locator("h1").inner_text() or "党员" in page.locator("h1").inner_text()


def test_the_text_of_a_sentence_is_copied_as_it_is_read(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    members = sentence(page, "S03")
    members.get_by_role("button", name="复制").click()
    expect(members.get_by_role("button", name="已复制")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == members.locator(".line p").inner_text()


def test_a_sentence_is_reached_and_opened_by_keyboard(page):
    opener = sentence(page, "S03").get_by_role("button", name="数字和出处")
    opener.focus()
    page.keyboard.press("Enter")
    page.get_by_text("来源单元格，首个").first.wait_for()
    assert chosen(page)["open"] == ["S03"]
