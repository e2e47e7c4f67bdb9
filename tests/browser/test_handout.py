"""导出 in a real browser: one click opens it, the next gives a file that opens."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
from browsing import Server, Visit
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError
from test_overview import at, title

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def product(serve: Callable[..., Server], demo_url: str) -> Server:
    return serve(env={"DASHBOARD_DATABASE_URL": demo_url})


def opened(page: Page) -> None:
    """导出 in the menu, clicked until it is open: a page that was drawn a moment ago may be drawn once more."""
    for _ in range(4):
        page.get_by_role("button", name="导出").first.click()
        with suppress(PlaywrightTimeoutError):
            return page.get_by_role("button", name="Word", exact=True).wait_for(timeout=5_000)
    raise AssertionError("导出 never opened")


def test_two_clicks_take_the_page_away_as_a_workbook(product, visit: Callable[..., Visit], tmp_path: Path):
    found = visit(at(product))
    opened(found.page)
    with found.page.expect_download(timeout=60_000) as taken:
        found.page.get_by_role("button", name="Excel").first.click()
    assert taken.value.suggested_filename == "总览_全市_2025-12-31.xlsx"
    taken.value.save_as(tmp_path / "taken.xlsx")
    book = openpyxl.load_workbook(tmp_path / "taken.xlsx")
    assert book["概要"]["A1"].value == title(found.page)
    assert found.outside == []
