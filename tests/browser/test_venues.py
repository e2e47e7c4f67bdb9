"""活动阵地 in a real browser: the map to zoom, the drawn map without WebGL, clicks, names that are not harmless."""

import io
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import workbooks
from browsing import Server, Visit, english, idle
from PIL import Image
from playwright.sync_api import Browser, Locator, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from lib import database
from lib.filters import Filters
from lib.intake import city, load
from lib.maps.venues import venues
from lib.measure import Snapshot, measure, open_snapshot
from lib.settings import DEMO_BOUNDARIES

pytestmark = pytest.mark.browser

Visiting = Callable[..., Visit]
# What the demo ledgers themselves hold in Latin letters, and the one technical word of the page.
LATIN = {"WebGL"}
SILENT, SILENT_SPOT = "岑堰县", (0.77, 0.25)  # sent no venues, so that nothing lies above it; where on the map
WEST = "栩岭县"
BLANK = 20  # colours of a map on which there is next to nothing
MARKUP = "<img src=x onerror=alert(1)>{tip}"


@pytest.fixture(scope="module")
def product(serve: Callable[..., Server], demo_url: str) -> Server:
    return serve(env={"DASHBOARD_DATABASE_URL": demo_url, "DASHBOARD_BOUNDARIES": str(DEMO_BOUNDARIES)})


@pytest.fixture(scope="module")
def demo(demo_url: str) -> Snapshot:
    return open_snapshot(database.reader(demo_url))


def at(server: Server, **parameters: str) -> str:
    return f"{server.url}/venues?{urlencode(parameters)}"


def chosen(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def zoomable(page: Page) -> Locator:
    """The map to zoom, once it has drawn itself. Without a graphics card it has to be asked for."""
    page.get_by_role("radio", name="可缩放").click()
    shown = page.get_by_test_id("stDeckGlJsonChart")
    shown.locator("canvas").first.wait_for(timeout=40_000)  # made by the processor alone
    shown.scroll_into_view_if_needed()
    for _ in range(40):
        if colours(shown) > BLANK:
            idle(page)
            return shown
        page.wait_for_timeout(250)
    raise AssertionError("the map stayed blank")


def drawn(page: Page) -> Locator:
    shown = page.locator("#map svg")
    shown.wait_for()
    return shown


def spot(shown: Locator, across: float, down: float) -> tuple[float, float]:
    """A place on the map, as shares of its width and height, in pixels of the page."""
    box = shown.bounding_box()
    assert box is not None
    return box["x"] + across * box["width"], box["y"] + down * box["height"]


def settled(page: Page, name: str, value: str | None) -> None:
    """Return when the address says so; fails after some seconds."""
    wanted = None if value is None else [value]
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query).get(name) == wanted, timeout=4_000)
    idle(page)


def click(page: Page, across: float, down: float, district: str | None) -> None:
    """Click on the map to zoom until the page looks at the district: a click that a slow machine stretches over a
    quarter of a second is dropped by the library."""
    for _ in range(4):
        page.mouse.click(*spot(zoomable(page), across, down))
        with suppress(PlaywrightTimeoutError):
            settled(page, "district", district)
            return
    raise AssertionError(f"no click brought up {district}")


def colours(shown: Locator) -> int:
    """How many different colours a picture of the map has: a blank one has one."""
    return len(Image.open(io.BytesIO(shown.screenshot())).convert("RGB").getcolors(1_000_000) or [])


# ---- both maps -------------------------------------------------------------------------------------------------------


def test_a_map_asked_for_zooms_and_asks_nobody_outside(product, visit: Visiting):
    opened = visit(at(product))
    assert colours(zoomable(opened.page)) > BLANK
    assert english(opened.page, besides=LATIN) == set()
    assert opened.outside == []
    assert opened.errors == []


def test_without_webgl_the_drawn_map_takes_its_place(product, visit: Visiting, flat_browser: Browser):
    opened = visit(at(product), within=flat_browser)
    assert colours(drawn(opened.page)) > BLANK
    opened.page.get_by_text("这个浏览器不能显示可缩放地图").wait_for()
    assert opened.page.get_by_test_id("stDeckGlJsonChart").count() == 0
    assert english(opened.page, besides=LATIN) == set()
    assert opened.outside == []
    assert opened.errors == []


def test_without_a_graphics_card_the_drawn_map_comes_first_and_after_the_map_to_zoom_again(product, visit: Visiting):
    page = visit(at(product)).page
    assert drawn(page).locator("[data-pick^=district]").count() == 18
    zoomable(page)
    assert page.locator("#map").count() == 0
    page.get_by_role("radio", name="示意图").click()
    assert drawn(page).locator("[data-pick^=district]").count() == 18


# ---- clicks ----------------------------------------------------------------------------------------------------------


def test_a_click_on_a_district_of_the_map_to_zoom_filters_the_page_and_once_more_frees_it(product, visit: Visiting):
    page = visit(at(product)).page
    click(page, *SILENT_SPOT, SILENT)
    click(page, 0.5, 0.3, None)


def test_a_district_of_the_drawn_map_is_picked_by_mouse_and_by_keyboard(
    product, visit: Visiting, flat_browser: Browser
):
    page = visit(at(product), within=flat_browser).page
    drawn(page).scroll_into_view_if_needed()
    page.mouse.click(*spot(drawn(page).locator("[data-pick='district:980125']"), 0.5, 0.4))
    settled(page, "district", SILENT)
    drawn(page).locator("[data-pick='district:980126']").focus()
    page.keyboard.press("Enter")
    settled(page, "district", "蓼陂县")


def test_a_venue_picked_is_told_and_its_district_chosen(product, demo, visit: Visiting, flat_browser: Browser):
    [centre] = [item for item in venues(demo, Filters("2025H2", districts=("980126",))) if item.tier == "区县级中心"]
    page = visit(at(product), within=flat_browser).page
    drawn(page).locator(f"[data-pick='venue:{centre.id}']").dispatch_event("click")
    settled(page, "district", "蓼陂县")
    assert chosen(page)["venue"] == [centre.id]
    page.get_by_text(centre.name).first.wait_for()


# ---- job A8 ----------------------------------------------------------------------------------------------------------


def test_where_there_is_no_venue_is_answered_within_three_clicks_of_the_home_page(product, demo, visit: Visiting):
    """哪里没有活动场所？ One click opens the page with map, districts and list; one more looks at a district."""
    page = visit(product.url, width=1920, height=1080).page
    page.get_by_test_id("stSidebar").get_by_role("link", name="活动阵地").click()
    assert spot(drawn(page), 0, 1)[1] <= 1080
    assert page.get_by_role("combobox", name="区县着色").input_value() == "无活动场所支部占比"
    listed = page.get_by_role("button", name="下载名单")
    assert f"（{lacking(demo)}行）" in listed.inner_text()
    drawn(page).locator(f"[data-pick='district:{demo.directory.find_region(WEST).code}']").dispatch_event("click")
    page.get_by_text(f"下载名单（{lacking(demo, WEST)}行）").wait_for()


def lacking(demo: Snapshot, *districts: str) -> int:
    """How many branches have no venue."""
    codes = tuple(demo.directory.find_region(name).code for name in districts)
    [reading] = measure(demo, ["branch_no_venue"], Filters("2025H2", districts=codes))
    return reading.value


# ---- names that are not harmless -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def hostile(serve: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """The product on a small city with one venue whose name is not harmless, and without boundaries."""
    folder = tmp_path_factory.mktemp("hostile")
    url = f"sqlite:///{folder / 'city.sqlite'}"
    engine = database.writer(url)
    named = {"区县名录": [list(region) for region in workbooks.REGIONS], "单位名录": [list(u) for u in workbooks.UNITS]}
    city.init(engine, workbooks.save(folder, named, "区划名录.xlsx"))
    place = {
        "经度": 83.3,
        "纬度": 39.0,
        "坐标系": "WGS84",
        "级别": "共享活动室",
        "形式": "共享",
        "启用时间": "2020-01-01",
    }
    rows = workbooks.sheet("venues", {"名称": MARKUP, **place})
    report = load.load(engine, workbooks.PERIOD, [workbooks.save(folder, {"活动阵地": rows})])
    engine.dispose()
    assert not report.refused
    return serve(env={"DASHBOARD_DATABASE_URL": url})


def test_a_venue_without_boundaries_is_drawn_and_its_name_is_text(hostile, visit: Visiting, flat_browser: Browser):
    opened = visit(at(hostile), within=flat_browser)
    marker = drawn(opened.page).locator("[data-pick^=venue]")
    assert MARKUP in (marker.locator("title").text_content() or "")
    assert opened.page.locator("img[src=x]").count() == drawn(opened.page).locator("img").count() == 0
    opened.page.get_by_text("没有配置区县边界").wait_for()
    assert opened.errors == []


def test_the_tooltip_of_the_map_to_zoom_shows_the_name_as_text(hostile, visit: Visiting):
    opened = visit(at(hostile))
    opened.page.mouse.move(*spot(zoomable(opened.page), 0.5, 0.5), steps=5)
    opened.page.locator(".deck-tooltip").get_by_text("<img src=x onerror=alert(1)>").wait_for()
    assert opened.page.locator("img[src=x]").count() == 0
    assert opened.errors == []
    assert opened.outside == []
