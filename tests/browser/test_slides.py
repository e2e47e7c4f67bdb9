"""会议模式 in a real browser: every slide fits, is large enough, and is turned by key or button."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from browsing import Server, Visit, english
from playwright.sync_api import Page, expect

from lib.ui.contents import SLIDES

pytestmark = pytest.mark.browser

DISTRICT = "檀汐区"
SIZES = {(1920, 1080): 24, (1280, 720): 16}  # a screen, and the least type on it in pixels
Visiting = Callable[..., Visit]
# How large the smallest words of the slide are, what of it is cut off or lies outside the window, whether anything
# scrolls, and how many canvases there are. Words on the map are cut by its frame, as places outside it are.
LOOK = """() => {
    const inside = root => [root, ...[...root.querySelectorAll("*")].map(e => e.shadowRoot).filter(s => s)];
    const slide = inside(document).map(root => root.querySelector("#slide")).find(found => found);
    const words = [], walker = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const word = walker.currentNode, box = word.parentElement;
        if (word.data.trim() && !["title", "OPTION"].includes(box.tagName)) words.push([word, box]);
    }
    const size = box => {
        const own = parseFloat(getComputedStyle(box).fontSize), grown = box.ownerSVGElement ? box.getScreenCTM().a : 1;
        return own * grown;
    };
    const lines = (word, box) => {
        const range = document.createRange();
        range.selectNodeContents(word);
        return range.getBoundingClientRect();
    };
    const sheet = slide.querySelector("#sheet").getBoundingClientRect();
    const footer = slide.querySelector("footer").getBoundingClientRect();
    const cut = words.filter(([word, box]) => {
        if (box.ownerSVGElement) return false;
        const place = lines(word, box), floor = box.closest("footer") ? sheet.bottom : footer.top;
        const cell = box.closest("td, th, #cards > div")?.getBoundingClientRect();
        return place.left < sheet.left || place.right > sheet.right || place.top < sheet.top || place.bottom > floor
            || (cell && (place.left < cell.left - 1 || place.right > cell.right + 1 || place.bottom > cell.bottom + 3));
    }).map(([word]) => word.data);
    const moving = [document.scrollingElement, document.querySelector("[data-testid=stMain]")];
    return {
        smallest: Math.min(...words.map(([, box]) => size(box))),
        cut,
        scrolls: moving.filter(e => e.scrollHeight > e.clientHeight || e.scrollWidth > e.clientWidth).length,
        canvases: document.querySelectorAll("canvas").length,
        sidebar: document.querySelectorAll("[data-testid=stSidebar]").length,
    };
}"""


@pytest.fixture(scope="module")
def product(serve: Callable[..., Server], demo_url: str) -> Server:
    return serve(env={"DASHBOARD_DATABASE_URL": demo_url})


def at(server: Server, path: str = "", **parameters: str) -> str:
    return f"{server.url}/{path}?{urlencode(parameters)}"


def chosen(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def shown(page: Page, number: int) -> None:
    """Wait for the slide with this number."""
    page.locator("footer").get_by_text(f"{number}/{len(SLIDES)}").wait_for()


def press(page: Page, label: str) -> None:
    page.locator("footer").get_by_role("button", name=label).click()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
@pytest.mark.parametrize(
    "where", [pytest.param({}, id="city"), pytest.param({"district": DISTRICT}, id="district", marks=pytest.mark.long)]
)
def test_every_slide_fits_the_screen_in_large_type(product, visit: Visiting, size, where):
    width, height = size
    opened = visit(at(product, mode="meeting", **where), width=width, height=height)
    page, seen = opened.page, {}
    for number, slide in enumerate(SLIDES, 1):
        shown(page, number)
        seen[slide.title] = page.evaluate(LOOK)
        page.keyboard.press("ArrowRight")
    assert {title: look["smallest"] for title, look in seen.items() if look["smallest"] < SIZES[size] - 0.1} == {}
    assert {title: look["cut"] for title, look in seen.items() if look["cut"]} == {}
    for fault in ("scrolls", "canvases", "sidebar"):
        assert {title: look[fault] for title, look in seen.items() if look[fault]} == {}
    assert opened.errors == []
    assert opened.outside == []


def test_pages_are_turned_by_keys_and_buttons_and_end_at_both_ends(product, visit: Visiting):
    page = visit(at(product, mode="meeting", period="2025H1")).page
    shown(page, 1)
    page.keyboard.press("ArrowLeft")
    for number, key in ((2, "ArrowRight"), (3, "PageDown"), (2, "PageUp"), (1, "ArrowLeft")):
        page.keyboard.press(key)
        shown(page, number)
    assert page.locator("footer").get_by_role("button", name="上一页").is_disabled()
    for number in (2, 3):
        press(page, "下一页")
        shown(page, number)
    press(page, "上一页")
    shown(page, 2)
    assert chosen(page) == {"mode": ["meeting"], "period": ["2025H1"]}


def test_a_district_is_spotlighted_goes_along_and_is_let_go(product, visit: Visiting):
    page = visit(at(product, "coverage", mode="meeting")).page
    shown(page, 3)
    city = page.locator("#cards").inner_text()
    page.locator("footer select").select_option(label=DISTRICT)
    page.locator("#scope").get_by_text(DISTRICT).wait_for()
    assert chosen(page)["district"] == [DISTRICT]
    assert page.locator("tr.chosen").inner_text().startswith(DISTRICT)
    assert page.locator("tr.pale").count() == 18
    assert page.locator("#cards").inner_text() != city
    page.keyboard.press("ArrowRight")
    shown(page, 4)
    assert chosen(page)["district"] == [DISTRICT]
    press(page, "返回全市")
    page.locator("#scope").get_by_text("全市").wait_for()
    assert chosen(page) == {"mode": ["meeting"]}
    page.locator("tr").filter(has_text=DISTRICT).click()
    page.locator("#scope").get_by_text(DISTRICT).wait_for()
    assert chosen(page)["district"] == [DISTRICT]


def test_the_switch_stands_in_the_menu_and_leaving_returns_to_the_same_page_with_the_filters(product, visit: Visiting):
    page = visit(at(product, "venues", district=DISTRICT, shade="venue_total")).page
    before = page.url
    page.get_by_test_id("stSidebar").get_by_role("button", name="会议模式").click()
    shown(page, SLIDES.index(next(slide for slide in SLIDES if slide.key == "venues")) + 1)
    assert chosen(page) == {"mode": ["meeting"], "district": [DISTRICT], "shade": ["venue_total"]}
    assert english(page) == set()
    press(page, "退出会议模式")
    page.get_by_test_id("stSidebar").get_by_role("button", name="会议模式").wait_for()
    assert chosen(page) == parse_qs(urlsplit(before).query)
    expect(page.locator("#slide")).to_have_count(0)
