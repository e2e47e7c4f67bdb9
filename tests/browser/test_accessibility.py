"""Everybody can use it: axe-core finds nothing serious, words in charts can be read, the keyboard reaches every filter
and every entry of the menu and is seen where it is, and colour is never the only sign."""

import io
import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import Server, Visit, idle, tables
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Locator, Page
from test_overview import at, chosen, follow, menu

from lib.schema import UNIT_NATURES
from lib.ui.contents import OVERVIEW, PAGES

pytestmark = pytest.mark.browser

SERIOUS = {"serious", "critical"}
LEAST = 4.5  # contrast of words with their ground
DISTRICT = "檀汐区"
FILTERS = ("期次", "时段", "对比", "区县", "方式", "全部单位")
MOST_STOPS = 60  # of the keyboard, before all of these have been met
# Streamlit gives the entry of the page that is open the same ground with the keyboard on it and without. It leads
# nowhere else; its style cannot be reached from outside.
UNSEEN = {OVERVIEW.title}
VISIBLE = 120  # pixels that change where the keyboard stands; a blinking cursor has some forty
CHARTED = ("coverage", "branches", "committees", "venues", "volunteering", "education", "people")
_CONTRAST = """
    const rgb = text => (text.match(/[\\d.]+/g) || [255, 255, 255]).map(Number);
    const luminance = colour => {
        const linear = share => share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        const [r, g, b] = colour.slice(0, 3).map(part => linear(part / 255));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (text, ground) => {
        const [one, other] = [luminance(text), luminance(ground)];
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    };
"""
# Of every text in a chart: what it says, and its contrast with what has been painted below its middle.
READ = (
    "() => {"
    + _CONTRAST
    + """
    const inside = (box, x, y) => box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;
    const found = [];
    for (const svg of document.querySelectorAll("[data-testid=stVegaLiteChart] svg")) {
        const painted = [...svg.querySelectorAll("path, rect, text")];
        for (const text of painted.filter(item => item.tagName === "text" && item.textContent)) {
            const box = text.getBoundingClientRect();
            const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
            let ground = [255, 255, 255];
            for (const item of painted.slice(0, painted.indexOf(text))) {
                const style = getComputedStyle(item);
                if (item.tagName === "text" || style.fill === "none") continue;
                if (!inside(item.getBoundingClientRect(), x, y)) continue;
                const [r, g, b, alpha = 1] = rgb(style.fill);
                const share = alpha * style.fillOpacity * style.opacity;
                ground = ground.map((part, no) => part * (1 - share) + [r, g, b][no] * share);
            }
            found.push([text.textContent, contrast(rgb(getComputedStyle(text).fill), ground)]);
        }
    }
    return found;
}"""
)
# Of every cell of a picture made of rows: its words, and their contrast with the ground of the cell or of its row. A
# colour that the browser has mixed is given in shares of one.
READ_CELLS = (
    "cells => {"
    + _CONTRAST
    + """
    const shares = text => rgb(text.slice(text.indexOf(" "))).map(part => part * 255);
    const mixed = text => text.startsWith("color(") ? shares(text) : rgb(text);
    const clear = text => text === "rgba(0, 0, 0, 0)" || text === "transparent";
    return cells.filter(cell => cell.textContent).map(cell => {
        const grounds = [cell, cell.parentElement].map(item => getComputedStyle(item).backgroundColor);
        const ground = grounds.find(text => !clear(text)) ?? "rgb(255, 255, 255)";
        return [cell.textContent, contrast(rgb(getComputedStyle(cell).color), mixed(ground))];
    });
}"""
)
HERE = """() => {
    let here = document.activeElement;
    while (here.shadowRoot?.activeElement) here = here.shadowRoot.activeElement;
    return here;
}"""
FOCUSED = """here => {
    const named = here.getAttribute("aria-label") || here.labels?.[0]?.innerText || here.innerText || "";
    return here === document.body ? [] : named.split("\\n").map(line => line.trim());
}"""
Visiting = Callable[..., Visit]


@pytest.fixture(scope="module")
def product(serve: Callable[..., Server], demo_url: str) -> Server:
    return serve(env={"DASHBOARD_DATABASE_URL": demo_url})


def faults(page: Page) -> list[str]:
    """Rule and place of everything serious that axe-core finds."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{fault['id']}: {node['target']} {node['html'][:120]}"
        for fault in found
        if fault["impact"] in SERIOUS
        for node in fault["nodes"]
    ]


def grown(page: Page) -> None:
    """Make the window as high as the page: what is far below is drawn too."""
    height = page.get_by_test_id("stMain").evaluate("main => main.scrollHeight")
    page.set_viewport_size({"width": page.viewport_size["width"], "height": min(height + 40, 6_000)})
    idle(page)


# ---- axe-core --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page_key", PAGES)
def test_axe_finds_nothing_serious(product, visit: Visiting, page_key):
    opened = visit(at(product, page_key))
    grown(opened.page)
    assert faults(opened.page) == []


@pytest.mark.parametrize("page_key", ["portrait", "coverage", "venues"])
def test_axe_finds_nothing_serious_where_a_district_is_looked_at(product, visit: Visiting, page_key):
    page = visit(at(product, page_key, district=DISTRICT)).page
    grown(page)
    assert faults(page) == []


@pytest.mark.parametrize("page_key", ["overview", "coverage", "venues"])
def test_axe_finds_nothing_serious_on_a_slide(product, visit: Visiting, page_key):
    page = visit(at(product, page_key, mode="meeting")).page
    page.locator("#slide h1").wait_for()
    assert faults(page) == []


@pytest.mark.parametrize("button", ["口径", "全部单位"])
def test_axe_finds_nothing_serious_in_what_a_button_opens(product, visit: Visiting, button):
    page = visit(at(product)).page
    page.get_by_test_id("stMain").get_by_role("button", name=button).first.click()
    page.locator("[data-testid=stPopoverBody], :popover-open").locator("visible=true").wait_for()
    idle(page)
    assert faults(page) == []


def test_axe_finds_nothing_serious_on_the_drawn_map_and_in_the_table_behind_a_chart(
    product, visit: Visiting, flat_browser: Browser
):
    page = visit(at(product, "venues"), within=flat_browser).page
    page.locator("#map svg").wait_for()
    assert faults(page) == []
    follow(page, menu(page, "支部覆盖"))
    page.get_by_text("看表格").first.click()
    idle(page)
    assert faults(page) == []


# ---- words in charts -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("district", [None, pytest.param(DISTRICT, marks=pytest.mark.long)])
@pytest.mark.parametrize("page_key", CHARTED)
def test_every_word_in_a_chart_can_be_read_on_its_ground(product, visit: Visiting, page_key, district):
    page = visit(at(product, page_key, **({"district": district} if district else {}))).page
    grown(page)
    page.locator("#board td, [data-testid=stVegaLiteChart] svg text").first.wait_for(state="attached")
    words = page.evaluate(READ) + page.locator("#board td, #board th").evaluate_all(READ_CELLS)
    assert len(words) >= 8
    assert [(word, round(contrast, 2)) for word, contrast in words if contrast < LEAST] == []


# ---- keyboard --------------------------------------------------------------------------------------------------------


def pictured(place: Locator) -> Image.Image:
    """The place and what is drawn around it."""
    box = place.bounding_box()
    clip = {
        "x": max(box["x"] - 6, 0),
        "y": max(box["y"] - 6, 0),
        "width": box["width"] + 12,
        "height": box["height"] + 12,
    }
    return Image.open(io.BytesIO(place.page.screenshot(clip=clip))).convert("L")


def is_marked(page: Page) -> bool:
    """Whether the place where the keyboard stands looks unlike itself without it. The keyboard stays there."""
    here = page.evaluate_handle(HERE).as_element()
    page.evaluate("here => here.setAttribute('data-here', '')", here)
    # The frame around a box is drawn by what stands around it.
    place = page.locator("[data-here]")
    page.wait_for_timeout(120)
    focused = pictured(place)
    page.evaluate("here => here.blur()", here)
    page.wait_for_timeout(120)
    plain = pictured(place)
    page.evaluate("here => { here.removeAttribute('data-here'); here.focus({focusVisible: true}); }", here)
    return sum(ImageChops.difference(focused, plain).histogram()[8:]) > VISIBLE


def test_the_keyboard_reaches_every_filter_and_every_entry_of_the_menu_and_is_seen_there(product, visit: Visiting):
    page = visit(at(product)).page
    wanted = {*FILTERS, *(item.title for item in PAGES.values())}
    met, unseen = set(), []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        known = next(iter(wanted.intersection(page.evaluate(FOCUSED, page.evaluate_handle(HERE)))), None)
        if known and known not in met:
            met.add(known)
            unseen += [] if is_marked(page) else [known]
        if met == wanted:
            break
    assert wanted - met == set()
    assert set(unseen) <= UNSEEN


def test_filters_and_menu_work_without_a_mouse(product, visit: Visiting):
    page = visit(at(product)).page
    page.get_by_role("combobox", name="期次").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "period=" in url)
    idle(page)
    page.get_by_role("button", name="全部单位").focus()
    page.keyboard.press("Enter")
    nature = page.get_by_test_id("stPopoverBody").get_by_role("button", name=UNIT_NATURES[0], exact=True)
    nature.wait_for()
    nature.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: quote(UNIT_NATURES[0]) in url)
    idle(page)
    page.keyboard.press("Escape")
    menu(page, "党工委配备").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/committees" in url)
    idle(page)
    assert chosen(page)["nature"] == [UNIT_NATURES[0]]


# ---- colour is never the only sign -----------------------------------------------------------------------------------


def test_a_district_below_the_target_is_told_in_words_too(product, visit: Visiting):
    page = visit(at(product, "coverage")).page
    rows = page.locator("#board table[aria-label^='本级包抓'] tbody tr")
    rows.first.wait_for()
    told = {row for row in rows.all_inner_texts() if "还需" in row}
    assert set(rows.filter(has=page.locator("td.red")).all_inner_texts()) == told
    assert told


def test_what_is_worse_than_the_median_is_told_in_words_too(product, visit: Visiting):
    page = visit(at(product, "portrait", district=DISTRICT)).page
    red = tables(page).locator("td.red")
    assert red.count() > 0
    assert [text for text in red.all_inner_texts() if "差" not in text] == []


def test_classes_of_the_map_are_named_in_its_legend(product, visit: Visiting):
    page = visit(at(product, "venues")).page
    told = page.get_by_role("img", name=re.compile("^图例")).get_attribute("alt")
    assert "缺报" in told
    assert len(re.findall(r"\d+\.\d%", told)) >= 3
