"""The tables in a real browser: sorted, chosen from and marked by mouse and keyboard; long ones stay fast."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from browsing import Server, Visit, idle, tables
from playwright.sync_api import Locator, Page, expect
from test_overview import at, chosen

pytestmark = pytest.mark.browser

PROBE = Path(__file__).parent / "probe" / "grid.py"
PAYLOAD = "<img src=x onerror=window.__fired=1>"
MOUNTED_MS = 500  # 20,000 rows on a machine that does other things as well; alone 30
COPIED = """async () => {
    const [item] = await navigator.clipboard.read();
    return Promise.all(["text/plain", "text/html"].map(async kind => (await item.getType(kind)).text()));
}"""
# How long it takes from the data to the rows: measured from the moment at which the table reads its data.
TIMED = """() => {
    const decode = TextDecoder.prototype.decode;
    TextDecoder.prototype.decode = function (...data) {
        const began = performance.now();
        setTimeout(() => { if ((data[0]?.byteLength ?? 0) > 100_000) window.__mounted = performance.now() - began; });
        return decode.apply(this, data);
    };
}"""
Visiting = Callable[..., Visit]


@pytest.fixture(scope="module")
def probe(serve: Callable[..., Server]) -> Server:
    return serve(script=PROBE)


@pytest.fixture(scope="module")
def product(serve: Callable[..., Server], demo_url: str) -> Server:
    return serve(env={"DASHBOARD_DATABASE_URL": demo_url})


@pytest.fixture
def page(probe: Server, visit: Visiting) -> Page:
    return visit(probe.url).page


def first_cells(table: Locator) -> list[str]:
    return table.locator("tbody td:first-child").all_text_contents()


def heading(table: Locator, name: str) -> Locator:
    return table.get_by_role("columnheader", name=name, exact=True)


# ---- what it is ------------------------------------------------------------------------------------------------------


def test_it_is_one_table_with_a_name_headings_and_what_they_count(page: Page):
    table = page.get_by_role("grid", name="短表")
    assert table.evaluate("table => table.tagName") == "TABLE"
    assert table.get_by_role("columnheader").all_text_contents() == ["区县", "达标率", "人数", "书记", "备注"]
    assert heading(table, "区县").get_attribute("scope") == "col"
    assert heading(table, "区县").get_attribute("title") == "区县的口径"
    assert heading(table, "区县").get_attribute("aria-description") == "区县的口径"


def test_a_script_in_a_cell_is_text_and_a_text_too_long_for_its_column_is_told_in_full(page: Page):
    table = tables(page).first
    assert table.locator("td", has_text="onerror").text_content() == PAYLOAD
    assert table.locator("img").count() == 0
    assert page.evaluate("window.__fired") is None
    long = table.locator("td", has_text="长长")
    long.hover()
    expect(long).to_have_attribute("title", "长" * 200)


def test_a_bar_is_as_long_as_its_value_and_no_value_has_a_word_and_no_bar(page: Page):
    cells = tables(page).first.locator("td.bar")
    assert cells.all_text_contents() == ["9.5%", "缺报", "17.7%"]
    shares = cells.evaluate_all("cells => cells.map(cell => cell.style.getPropertyValue('--share'))")
    assert shares == ["0.095", "", "0.177"]
    grounds = cells.evaluate_all("cells => cells.map(cell => getComputedStyle(cell).backgroundImage)")
    assert [ground == "none" for ground in grounds] == [False, True, False]


# ---- sorting ---------------------------------------------------------------------------------------------------------


def test_a_heading_sorts_up_then_down_then_not_and_what_is_not_known_stays_last(page: Page):
    table = tables(page).first
    head = heading(table, "达标率")
    for way, order in (
        ("ascending", ["檀汐区", "市直", "高新区"]),
        ("descending", ["市直", "檀汐区", "高新区"]),
        ("none", ["檀汐区", "高新区", "市直"]),
    ):
        head.click()
        assert (head.get_attribute("aria-sort"), first_cells(table)) == (way, order)


@pytest.mark.parametrize("key", ["Enter", " "])
def test_a_heading_sorts_by_the_keyboard_and_chinese_by_sound(page: Page, key: str):
    table = tables(page).first
    heading(table, "区县").focus()
    page.keyboard.press(key)
    assert first_cells(table) == ["高新区", "市直", "檀汐区"]
    assert heading(table, "区县").get_attribute("aria-sort") == "ascending"


def test_the_order_stays_when_the_page_runs_again_and_columns_keep_their_width(page: Page):
    table = tables(page).first
    widths = "table => [...table.tHead.rows[0].cells].map(cell => cell.offsetWidth)"
    before = table.evaluate(widths)
    heading(table, "人数").click()
    page.get_by_role("button", name="再运行").click()
    idle(page)
    assert first_cells(table) == ["市直", "檀汐区", "高新区"]
    assert table.evaluate(widths) == before


def test_a_table_with_the_same_rows_is_not_touched_by_another_run(page: Page):
    table = tables(page).first
    table.evaluate(
        "table => new MutationObserver(seen => window.__touched = seen.length)"
        ".observe(table, {subtree: true, childList: true, attributes: true, characterData: true})"
    )
    page.get_by_role("button", name="再运行").click()
    idle(page)
    assert page.evaluate("window.__touched") is None


# ---- choosing --------------------------------------------------------------------------------------------------------


def test_a_click_and_the_keyboard_choose_the_row_that_is_meant_though_it_was_sorted(page: Page):
    table = tables(page).first
    heading(table, "达标率").click()
    table.locator("tbody tr").nth(1).click()
    expect(page.get_by_text("点了2")).to_be_visible()
    assert table.locator("tbody tr[tabindex='0']").count() == 1
    table.locator("tbody tr").nth(1).focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.get_by_text("点了0")).to_be_visible()


def test_text_is_marked_without_choosing_its_row(page: Page):
    box = tables(page).first.locator("tbody tr").nth(1).bounding_box()
    page.mouse.move(box["x"] + 8, box["y"] + 13)
    page.mouse.down()
    page.mouse.move(box["x"] + 300, box["y"] + 13, steps=5)
    page.mouse.up()
    idle(page)
    expect(page.get_by_text("点了没有")).to_be_visible()


def test_the_row_that_is_chosen_is_remembered_and_said(page: Page):
    table = tables(page).nth(1)
    assert table.locator("tr[aria-selected=true]").all_text_contents()[0].startswith("檀汐区")
    table.locator("tbody tr").nth(1).click()
    expect(page.get_by_text("选了1")).to_be_visible()
    idle(page)
    assert table.locator("tr[aria-selected=true]").all_text_contents()[0].startswith("高新区")


def test_a_row_chosen_by_the_keyboard_filters_the_page_and_the_same_one_leads_back(product, visit: Visiting):
    opened = visit(at(product))
    page = opened.page
    rows = tables(page).first.locator("tbody tr")
    rows.first.focus()
    page.keyboard.press("ArrowDown")
    name = rows.nth(1).locator("td").first.text_content()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "district=" in url)
    idle(page)
    assert chosen(page)["district"] == [name]
    expect(rows).to_have_count(1)
    rows.first.focus()
    page.keyboard.press(" ")
    page.wait_for_url(lambda url: "district=" not in url)
    expect(rows).to_have_count(19)
    assert opened.errors == []


# ---- long and copied -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [5_000, 20_000])
def test_many_rows_stand_soon_and_the_last_can_be_reached(probe: Server, visit: Visiting, rows: int):
    page = visit(probe.url).page
    page.add_init_script(f"({TIMED})()")
    page.goto(f"{probe.url}/?rows={rows}")
    table = page.get_by_role("table", name="长名单")
    table.locator("tbody tr").nth(9).wait_for()
    idle(page)
    assert page.evaluate("window.__mounted") < MOUNTED_MS
    assert table.get_attribute("aria-rowcount") == str(rows + 1)
    page.locator(".box").evaluate("box => { box.scrollTop = box.scrollHeight; }")
    last = table.locator(f"tr[aria-rowindex='{rows + 1}']")
    expect(last).to_contain_text(f"第{rows - 1}支部")
    assert table.locator("tbody tr").count() < 60
    heading(table, "序号").click()
    heading(table, "序号").click()
    page.locator(".box").evaluate("box => { box.scrollTop = 0; }")
    expect(table.locator("tr[aria-rowindex='2']")).to_contain_text(f"第{rows - 1}支部")


def test_marked_cells_are_copied_as_a_table(probe: Server, visit: Visiting):
    page = visit(probe.url).page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    table = tables(page).first.bounding_box()
    page.mouse.move(table["x"] + 8, table["y"] + 10)
    page.mouse.down()
    page.mouse.move(table["x"] + table["width"] - 8, table["y"] + table["height"] - 8, steps=8)
    page.mouse.up()
    page.keyboard.press("Control+c")
    plain, html = page.evaluate(COPIED)
    lines = plain.split("\n")
    assert lines[0].split("\t") == ["区县", "达标率", "人数", "书记", "备注"]
    assert lines[1].split("\t")[:4] == ["檀汐区", "9.5%", "1,200", "配备"]
    assert re.match(r"(<meta[^>]*>)?<table\b", html)
    assert html.count("<tr") == 4
