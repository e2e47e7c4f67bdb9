"""What the launcher puts around every page: Chinese built-in texts, security headers, errors in plain words."""

import re
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from browsing import Server, Visit, english, idle
from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

pytestmark = pytest.mark.browser

PROBE = Path(__file__).parent / "probe" / "launch.py"


@pytest.fixture(scope="module")
def probe(serve: Callable[..., Server]) -> Server:
    return serve(script=PROBE)


@pytest.fixture(params=["zh-CN", "en-US"])
def probed(request: pytest.FixtureRequest, probe: Server, visit: Callable[..., Visit]) -> Visit:
    """The probe page, in a Chinese and in an English browser."""
    return visit(probe.url, locale=request.param)


def choose_nothing(page: Page) -> None:
    page.get_by_test_id("stMultiSelect").locator("input").first.press_sequentially("没有")


def open_options(page: Page) -> None:
    page.get_by_test_id("stSelectbox").locator("input").click()


def open_calendar(page: Page) -> None:
    page.get_by_test_id("stDateInput").first.locator("button").last.click()


def open_quick_ranges(page: Page) -> None:
    page.get_by_test_id("stDateInput").nth(1).locator("button").last.click()
    page.get_by_test_id("stDateInputQuickSelect").locator("button").click()


def type_text(page: Page) -> None:
    page.get_by_role("textbox", name="表内备注").press_sequentially("甲")


def type_long_text(page: Page) -> None:
    page.get_by_role("textbox", name="说明", exact=True).press_sequentially("甲")


def exceed_number(page: Page) -> None:
    page.get_by_test_id("stNumberInput").locator("input").fill("99")
    page.keyboard.press("Enter")


def upload_wrong_kind(page: Page) -> None:
    file = {"name": "bad.txt", "mimeType": "text/plain", "buffer": b"x"}
    page.get_by_test_id("stFileUploader").locator("input").set_input_files(file)


def table(page: Page) -> Locator:
    return page.get_by_test_id("stDataFrame").first


def hover_toolbar(page: Page) -> None:
    table(page).hover()
    page.get_by_role("button", name="全屏").first.hover()


def search_table(page: Page) -> None:
    table(page).hover()
    page.get_by_role("button", name="查找").first.click()
    page.get_by_test_id("search-input").first.press_sequentially("3")


def open_column_menu(page: Page) -> None:
    box = table(page).bounding_box()
    assert box is not None
    right, top = box["x"] + box["width"] - 16, box["y"] + 16
    page.mouse.move(right, top)
    page.wait_for_timeout(300)
    page.mouse.click(right, top)
    page.get_by_text("格式").hover()


def open_dialog(page: Page) -> None:
    page.get_by_role("button", name="打开对话框").click()


STEPS = {
    choose_nothing: "没有匹配项",
    open_options: "乙县",
    open_calendar: "2026年6月",
    open_quick_ranges: "近三个月",
    type_text: "按回车键提交",
    type_long_text: "按 Ctrl+回车键确认",
    exceed_number: "请输入 0 到 10 之间的数。",
    upload_wrong_kind: "不接受这种文件。",
    hover_toolbar: "全屏",
    search_table: "1 处",
    open_column_menu: "科学计数",
    open_dialog: "确认吗",
}


def take(step: Callable[[Page], None], page: Page, chinese: str) -> None:
    """Take the step until its text stands. A widget that has only now received its code swallows the first click."""
    shown = page.get_by_text(chinese).locator("visible=true").first
    for _ in range(4):
        step(page)
        with suppress(PlaywrightTimeoutError):
            shown.wait_for(timeout=5_000)
            return
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        idle(page)
    raise AssertionError(f"{step.__name__} never brought up {chinese}")


def test_a_page_of_built_in_widgets_shows_no_english(probed: Visit) -> None:
    page = probed.page
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    page.get_by_text("选择文件", exact=True).wait_for()
    assert english(page) == set()


def test_no_step_of_using_the_widgets_brings_up_english(probed: Visit) -> None:
    page = probed.page
    left_over = {}
    for step, chinese in STEPS.items():
        take(step, page, chinese)
        left_over[step.__name__] = english(page)
        # The first Escape empties a search, the second closes what is open.
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        idle(page)
    assert {name: texts for name, texts in left_over.items() if texts} == {}
    assert probed.errors == []


def test_icons_keep_the_names_by_which_their_font_draws_them(probe: Server, visit: Callable[..., Visit]) -> None:
    page = visit(probe.url).page
    open_column_menu(page)
    names = page.get_by_test_id("stIconMaterial").all_inner_texts()
    assert "bar_chart" in names
    assert [name for name in names if not name.isascii()] == []


def test_a_lost_server_is_told_in_chinese(serve: Callable[..., Server], visit: Callable[..., Visit]) -> None:
    server = serve(script=PROBE)
    page = visit(server.url).page
    server.process.terminate()
    page.get_by_text("服务器没有应答。请检查网络后稍候，页面会自动重连。").wait_for()
    assert english(page) == set()


def test_opening_the_page_asks_nobody_outside_and_logs_no_error(probed: Visit) -> None:
    probed.page.get_by_test_id("stVegaLiteChart").locator("svg, canvas").first.wait_for()
    assert probed.outside == []
    assert probed.errors == []


def test_an_unexpected_fault_names_the_time_and_hides_the_detail(probe: Server, visit: Callable[..., Visit]) -> None:
    page = visit(probe.url).page
    page.get_by_role("button", name="出错").click()
    moment = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"
    said = re.compile(f"^页面出错了，数据没有改动。请刷新；若仍出现，请把时间 {moment} 告诉管理员。$")
    page.get_by_text(said).wait_for()
    assert page.get_by_text("secret detail").count() == 0
    assert "RuntimeError: secret detail" in probe.log.read_text(encoding="utf-8")


def test_a_fault_with_words_of_its_own_is_shown_in_them(probe: Server, visit: Callable[..., Visit]) -> None:
    page = visit(probe.url).page
    page.get_by_role("button", name="库不可用").click()
    page.get_by_text("数据库打不开，请联系管理员。", exact=True).wait_for()
    assert page.get_by_text("页面出错了").count() == 0


@pytest.mark.parametrize("path", ["/", "/any-page"])
def test_every_page_is_sent_whole_with_the_security_headers(probe: Server, path: str) -> None:
    request = urllib.request.Request(probe.url + path, headers={"Accept-Encoding": "gzip", "If-None-Match": '"old"'})
    with urllib.request.urlopen(request, timeout=10) as answer:
        headers, body = answer.headers, answer.read()
    assert b'<html lang="zh-CN">' in body
    assert int(headers["content-length"]) == len(body)
    assert headers["etag"] is None
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    policy = headers["content-security-policy"]
    assert "frame-ancestors 'self'" in policy
    assert "script-src 'self' 'unsafe-eval' blob: 'sha256-" in policy
