"""A director's questions in a real browser: from the home page to the answer in a few clicks, and into a district."""

import re
from collections.abc import Callable

import pytest
from browsing import Server, Visit, english, idle, tables
from playwright.sync_api import Locator, Page, expect
from test_overview import at, bottom, chosen, follow, menu, overhang, scope, title

from lib import database, formats
from lib.filters import Filters
from lib.indicators import indicator
from lib.measure import Snapshot, measure, open_snapshot
from lib.schema import FIVE_NORM_ITEMS

pytestmark = pytest.mark.browser

DISTRICT = "檀汐区"
PAGES = {"coverage": "支部覆盖", "branches": "支部设置与换届"}
Visiting = Callable[..., Visit]


@pytest.fixture(scope="module")
def product(serve: Callable[..., Server], demo_url: str) -> Server:
    return serve(env={"DASHBOARD_DATABASE_URL": demo_url})


@pytest.fixture(scope="module")
def demo(demo_url: str) -> Snapshot:
    return open_snapshot(database.reader(demo_url))


def number(demo: Snapshot, key: str, *districts: str) -> str:
    codes = tuple(demo.directory.find_region(name).code for name in districts)
    [reading] = measure(demo, [key], Filters("2025H2", districts=codes))
    return formats.figure(reading, indicator(key))


def chart(page: Page, heading: str) -> Locator:
    """The picture under this heading, drawn."""
    found = page.locator(f"#board table[aria-label^='{heading}']")
    found.locator("td").first.wait_for()
    return found


def click(page: Page, picture: Locator, name: str) -> None:
    """On the row of this name."""
    before = page.url
    picture.locator("tbody tr").filter(has=page.locator("td:first-child", has_text=re.compile(f"^{name}$"))).click()
    page.wait_for_function("before => location.href !== before", arg=before)
    idle(page)


# ---- the answer within the clicks ------------------------------------------------------------------------------------


def test_one_click_tells_whether_the_target_is_met_and_which_norm_is_weakest(product, demo, visit: Visiting):
    page = visit(at(product)).page
    follow(page, menu(page, PAGES["coverage"]))
    said = title(page)
    rates = {name.removesuffix("规范"): number(demo, f"{item}_pass_rate") for item, name in FIVE_NORM_ITEMS.items()}
    weakest = min(rates, key=lambda name: float(rates[name].rstrip("%")))
    assert number(demo, "sponsored_pass_rate") in said
    assert f"还需{number(demo, 'sponsored_needed')}个" in said
    assert f"{weakest}最弱，达标率{rates[weakest]}" in said
    assert bottom(page.locator("h1")) < 768


def test_one_click_tells_the_largest_branch_and_a_look_below_which_to_divide(product, demo, visit: Visiting):
    page = visit(at(product), width=1920, height=1080).page
    follow(page, menu(page, PAGES["branches"]))
    largest = number(demo, "branch_size_max")
    assert f"{number(demo, 'branch_over_50')}个超50人，最大{largest}名" in title(page)
    first = tables(page).first.locator("tbody tr").first
    first.wait_for()
    cells = first.locator("td").all_text_contents()
    assert cells[-3] == largest
    assert cells[-1] == str(-(-int(largest) // 50))


def test_two_clicks_list_the_branches_due_within_half_a_year(product, demo, visit: Visiting):
    page = visit(at(product)).page
    follow(page, menu(page, PAGES["branches"]))
    due = number(demo, "branch_election_due_soon")
    page.get_by_role("radio", name=f"半年内届满 {due}").click()
    page.get_by_text(f"共{due}个支部").wait_for()
    idle(page)
    assert tables(page).first.locator("tbody tr").count() == int(due)


# ---- into a district and back ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page_key", "heading"),
    [
        ("coverage", "本级包抓支部达标率与目标"),
        ("coverage", "双覆盖五规范"),
        ("branches", "各区县换届情况"),
    ],
)
def test_a_click_on_a_chart_looks_at_the_district_and_another_leads_back(product, visit, page_key, heading):
    page = visit(at(product, page_key), width=1920, height=1080).page
    whole = title(page)
    picture = chart(page, heading)
    picture.scroll_into_view_if_needed()
    for _ in range(2):  # a second time too: no old selection swallows the click
        click(page, chart(page, heading), DISTRICT)
        assert chosen(page) == {"district": [DISTRICT]}
        expect(page.locator("h1")).not_to_have_text(whole)
        assert scope(page).startswith(f"{DISTRICT}｜")
        click(page, chart(page, heading), DISTRICT)
        assert chosen(page) == {}
        expect(page.locator("h1")).to_have_text(whole)


def test_back_in_the_browser_leaves_the_district_and_it_can_be_clicked_again(product, visit: Visiting):
    page = visit(at(product, "coverage"), width=1920, height=1080).page
    click(page, chart(page, "本级包抓"), DISTRICT)
    page.go_back()
    page.get_by_test_id("stMain").get_by_text(re.compile("^全市｜")).first.wait_for()
    idle(page)
    assert chosen(page) == {}
    click(page, chart(page, "本级包抓"), DISTRICT)
    assert chosen(page) == {"district": [DISTRICT]}
    page.get_by_role("button", name="返回全市").click()
    page.get_by_test_id("stMain").get_by_text(re.compile("^全市｜")).first.wait_for()
    assert chosen(page) == {}


def test_the_keyboard_goes_from_row_to_row_of_a_picture_and_chooses(product, demo, visit: Visiting):
    page = visit(at(product, "coverage"), width=1920, height=1080).page
    picture = chart(page, "本级包抓")
    assert picture.locator("tr[tabindex='0']").count() == 1
    picture.locator("tr[tabindex='0']").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "district=" in url)
    idle(page)
    assert chosen(page) == {"district": [demo.directory.regions[1].label]}
    expect(picture.locator("tr[aria-selected='true'] td:first-child")).to_have_text(demo.directory.regions[1].label)


def test_a_district_clicked_goes_with_the_reader(product, demo, visit: Visiting):
    page = visit(at(product, "coverage"), width=1920, height=1080).page
    click(page, chart(page, "本级包抓"), DISTRICT)
    follow(page, menu(page, PAGES["branches"]))
    assert chosen(page) == {"district": [DISTRICT]}
    assert f"{number(demo, 'branch_over_50', DISTRICT)}个超50人" in title(page)


# ---- what stands there -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page_key", PAGES)
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080)])
def test_every_district_has_its_name_and_its_figure_on_every_chart_of_districts(
    product, demo, visit: Visiting, page_key, width, height
):
    page = visit(at(product, page_key), width=width, height=height).page
    for heading in {"coverage": ("双覆盖五规范", "本级包抓"), "branches": ("各区县换届", "各区县支部设置")}[page_key]:
        picture = chart(page, heading)
        names = picture.locator("tbody td:first-child").all_inner_texts()
        shown = [region.label if len(region.label) <= 5 else region.short_name for region in demo.directory.regions]
        assert [name for name in names if name in shown] == shown
        assert picture.evaluate("table => table.scrollWidth <= table.parentElement.clientWidth")


@pytest.mark.parametrize("page_key", PAGES)
def test_a_page_with_charts_is_chinese_fits_its_width_and_asks_nobody_outside(product, visit: Visiting, page_key):
    opened = visit(at(product, page_key), locale="en-US")
    page = opened.page
    picture = chart(page, {"coverage": "双覆盖五规范", "branches": "换届日历"}[page_key])
    picture.hover()
    page.get_by_text("看表格").first.click()
    idle(page)
    assert english(page) == set()
    assert overhang(page) == 0
    assert opened.errors == []
    assert opened.outside == []


def test_the_table_behind_a_chart_holds_its_figures_and_can_be_taken_away(product, demo, visit: Visiting, tmp_path):
    page = visit(at(product, "coverage"), width=1920, height=1080).page
    page.get_by_text("看表格").nth(1).click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载名单（19行）").click()
    path = tmp_path / "table.csv"
    waiting.value.save_as(path)
    assert waiting.value.suggested_filename == "本级包抓支部达标率与目标_全市_2025H2.csv"
    head, *rows = path.read_text("utf-8-sig").splitlines()
    assert head.startswith("区县,本级包抓支部达标率（%）,分子,分母")
    [row] = [row for row in rows if row.startswith(DISTRICT)]
    assert f"{row.split(',')[1]}%" == number(demo, "sponsored_pass_rate", DISTRICT)
