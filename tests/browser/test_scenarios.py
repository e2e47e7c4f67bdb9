"""The scenarios of 假设测算 in a real browser: a question asked with one click, a second lever, and the way back."""

from collections.abc import Callable

import pytest
from browsing import Server, english, idle
from playwright.sync_api import expect
from test_overview import at, bottom, follow, menu, title

from lib import database
from lib.filters import Filters
from lib.measure import measure, open_snapshot

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def product(serve: Callable[..., Server], demo_url: str) -> Server:
    return serve(env={"DASHBOARD_DATABASE_URL": demo_url})


def test_two_clicks_ask_what_filling_all_posts_comes_to_and_a_third_adds_to_it(product, demo_url, visit):
    opened = visit(at(product))
    page = opened.page
    follow(page, menu(page, "假设测算"))
    page.get_by_role("button", name="补齐全部书记、专职副书记").click()
    snapshot = open_snapshot(database.reader(demo_url))
    [vacant] = measure(snapshot, ["committee_no_secretary"], Filters("2025H2"))
    expect(page.locator("h1")).to_contain_text(f"补齐党工委书记{vacant.value}名", timeout=15_000)
    idle(page)
    asked = title(page)
    assert bottom(page.get_by_text("需要什么")) < 768
    page.get_by_role("button", name="混编分设").click()
    expect(page.locator("h1")).to_contain_text("2项做法合起来", timeout=15_000)
    page.go_back()
    expect(page.locator("h1")).to_have_text(asked, timeout=15_000)
    idle(page)
    assert english(page, besides={"PPT", "Excel", "Word"}) == set()
    assert (opened.errors, opened.outside) == ([], [])


def test_one_click_leaves_a_unit_out_and_the_page_says_what_that_changes(product, demo_url, visit):
    snapshot = open_snapshot(database.reader(demo_url))
    unit = next(item for item in snapshot.directory.units.values() if item.short_name == "市委办")
    [whole], [own] = (
        measure(snapshot, ["branch_election_due_soon"], Filters("2025H2", units=units)) for units in ((), (unit.id,))
    )
    assert own.value
    page = visit(at(product, "branches", unit=unit.id)).page
    page.get_by_role("button", name="不含市委办").click()
    expect(page.get_by_text("全市 → 不含市委办：")).to_be_visible(timeout=15_000)
    idle(page)
    said = f"{whole.value} → {whole.value - own.value}（−{own.value}）"
    expect(page.get_by_text(said)).to_be_visible()
    assert bottom(page.get_by_text(said)) < 768
    page.get_by_role("button", name="返回全部单位").click()
    expect(page.get_by_text("不含市委办")).to_have_count(0, timeout=15_000)
