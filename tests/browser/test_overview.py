"""The product in a real browser: what fits the screen, where filters go, and what data may not do."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import openpyxl
import pytest
import workbooks
from browsing import Server, Visit, english, idle, tables
from playwright.sync_api import Locator, Page

from lib import database, formats
from lib.filters import Filters
from lib.indicators import indicator
from lib.intake import city, load
from lib.measure import Snapshot, measure, open_snapshot
from lib.ui.contents import OVERVIEW, PAGES

pytestmark = pytest.mark.browser

SIZES = [(1366, 768), (1920, 1080)]
CARDS = (
    *("branch_total", "member_total", "sponsored_pass_rate"),
    *("committee_lacking", "branch_no_venue", "vol_person_times"),
)
MARKUP = "<img src=x onerror=alert(1)> ![x](http://evil.example/x.png)"
UNIT = "栖枫区<b>老</b>[干](http://evil.example)www.evil.example"
UNIT_ID = "U00009"  # the ninth of the directory
FORMULA = "=1+1"
IN_LEDGERS = {
    "xlsx",
    "REF",
}  # what the demo ledgers themselves hold in Latin letters: names of files, Excel's own words
each_size = pytest.mark.parametrize(("width", "height"), SIZES, ids=[f"{width}x{height}" for width, height in SIZES])
Visiting = Callable[..., Visit]


@pytest.fixture(scope="module")
def product(serve: Callable[..., Server], demo_url: str) -> Server:
    return serve(env={"DASHBOARD_DATABASE_URL": demo_url})


@pytest.fixture(scope="module")
def demo(demo_url: str) -> Snapshot:
    return open_snapshot(database.reader(demo_url))


def at(server: Server, page: str = "overview", **parameters: str | list[str]) -> str:
    path = "" if PAGES[page] is OVERVIEW else Path(PAGES[page].path).stem
    return f"{server.url}/{path}?{urlencode(parameters, doseq=True)}"


def chosen(page: Page) -> dict[str, list[str]]:
    """The query parameters of the page's address."""
    return parse_qs(urlsplit(page.url).query)


def title(page: Page) -> str:
    return page.locator("h1").inner_text()


def scope(page: Page) -> str:
    """The line that says what is shown, as of when, and who is missing."""
    return page.get_by_test_id("stMain").get_by_text(re.compile("｜截至")).first.inner_text()


def cards(page: Page) -> list[str]:
    return page.locator(".card .figure").all_inner_texts()


def pick_district(page: Page, name: str) -> None:
    """Choose it in the box as a reader does."""
    before = page.url
    page.get_by_test_id("stMultiSelect").locator("input").first.press_sequentially(name)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != before)
    page.keyboard.press("Escape")
    idle(page)


def settled(page: Page, where: str) -> None:
    """Wait until the page says that it shows this place."""
    page.get_by_test_id("stMain").get_by_text(re.compile(f"^{where}｜")).first.wait_for()
    idle(page)


def follow(page: Page, link: Locator) -> None:
    before = urlsplit(page.url).path
    link.click()
    page.wait_for_url(lambda url: urlsplit(url).path != before)
    idle(page)


def menu(page: Page, name: str) -> Locator:
    return page.get_by_test_id("stSidebar").get_by_role("link", name=name)


def in_this_order(numbers: Iterable[int]) -> re.Pattern[str]:
    """Texts that hold these numbers, with words between them."""
    return re.compile(r"\D+".join(map(str, numbers)))


def overhang(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return page.get_by_test_id("stMain").evaluate("main => main.scrollWidth - main.clientWidth")


def bottom(place: Locator) -> float:
    """Where it ends, in pixels from the top of the window."""
    box = place.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["y"] >= 0
    return box["y"] + box["height"]


# ---- what fits the screen --------------------------------------------------------------------------------------------


@each_size
def test_the_questions_of_a_director_are_answered_without_scrolling(product, demo, visit: Visiting, width, height):
    page = visit(at(product), width=width, height=height).page
    readings = measure(demo, CARDS, Filters("2025H2"))
    assert cards(page) == [formats.figure(item, indicator(item.key), compact=True) for item in readings]
    posts = measure(demo, ["committee_only_secretary", "committee_only_deputy", "committee_no_both"], Filters("2025H2"))
    [needed] = measure(demo, ["sponsored_needed"], Filters("2025H2"))
    main = page.get_by_test_id("stMain")
    answers = [
        page.locator("h1"),
        main.get_by_text("截至2025年12月31日").first,
        *page.locator(".card").all(),
        main.get_by_text(re.compile(f"20%.*还需{needed.value}个")).first,
        main.locator("p").filter(has_text=in_this_order(item.value for item in posts)).first,
        main.get_by_text("较同期").first,
        *page.locator(".card svg").all(),
        *page.get_by_role("button", name="口径").all(),
        *main.get_by_role("link", name="明细").all(),
    ]
    assert len(answers) == 5 + 4 * len(CARDS)
    assert [place for place in answers if not place.is_visible() or bottom(place) > height] == []


def test_all_districts_fit_a_large_screen_without_scrolling(product, visit: Visiting):
    page = visit(at(product), width=1920, height=1080).page
    rows = tables(page).locator("tbody tr")
    rows.first.wait_for()
    assert rows.count() == 19
    assert bottom(tables(page)) <= 1080


# ---- nothing but Chinese, no error, nobody outside -------------------------------------------------------------------


def test_no_page_shows_english_scrolls_sideways_logs_an_error_or_asks_outside(product, visit: Visiting):
    opened = visit(at(product), locale="en-US")
    page = opened.page
    shown, wider = {"总览": english(page)}, {"总览": overhang(page)}
    for name in ("指标明细", "报送情况"):
        follow(page, menu(page, name))
        tables(page).last.locator("td").first.wait_for()
        shown[name], wider[name] = english(page, besides=IN_LEDGERS), overhang(page)
    follow(page, menu(page, "总览"))
    for name in ("全部单位", "口径"):
        page.get_by_role("button", name=name).first.click()
        page.locator("[data-testid=stPopoverBody], :popover-open").locator("visible=true").first.wait_for()
        shown[name] = english(page)
        page.keyboard.press("Escape")
    walk(opened)
    assert {name: texts for name, texts in shown.items() if texts} == {}
    assert wider == dict.fromkeys(wider, 0)
    assert opened.errors == []
    assert opened.outside == []


def walk(opened: Visit) -> None:
    """Open every page of the menu and take one file away."""
    page = opened.page
    for listed in PAGES.values():
        if listed is not OVERVIEW:
            follow(page, menu(page, listed.title))
            opened.settle()
    follow(page, menu(page, PAGES["indicator"].title))
    with page.expect_download():
        page.get_by_role("button", name="下载名单").first.click()


# ---- filters follow the reader ---------------------------------------------------------------------------------------


def test_a_district_picked_changes_cards_title_and_address(product, visit: Visiting):
    page = visit(at(product)).page
    before = (title(page), cards(page))
    pick_district(page, "檀汐区")
    assert chosen(page) == {"district": ["檀汐区"]}
    assert title(page) != before[0]
    assert cards(page) != before[1]
    assert scope(page).startswith("檀汐区｜")
    pick_district(page, "蘅渚区")
    assert chosen(page) == {"district": ["檀汐区", "蘅渚区"]}
    assert scope(page).startswith("檀汐区、蘅渚区｜")


def test_filters_follow_by_link_menu_reload_and_back(product, visit: Visiting):
    page = visit(at(product)).page
    pick_district(page, "檀汐区")
    follow(page, page.get_by_test_id("stMain").get_by_role("link", name="明细").nth(4))
    assert chosen(page) == {"district": ["檀汐区"], "key": ["branch_no_venue"]}
    assert scope(page).startswith("檀汐区｜")
    follow(page, menu(page, "报送情况"))
    assert chosen(page) == {"district": ["檀汐区"]}
    assert scope(page).startswith("檀汐区｜")
    page.reload()
    idle(page)
    assert scope(page).startswith("檀汐区｜")
    for expected in ({"district": ["檀汐区"], "key": ["branch_no_venue"]}, {"district": ["檀汐区"]}, {}):
        page.go_back()
        settled(page, "檀汐区" if expected else "全市")
        assert chosen(page) == expected
    assert page.locator(".card").count() == len(CARDS)


def test_filters_of_a_deep_link_go_with_the_reader(product, visit: Visiting):
    page = visit(at(product, "reporting", district=["蘅渚区", "市直"], exclude="1", period="2025H1")).page
    assert scope(page).startswith("全市（不含蘅渚区、市直）｜截至2025年6月30日")
    follow(page, menu(page, "总览"))
    assert chosen(page) == {"district": ["蘅渚区", "市直"], "exclude": ["1"], "period": ["2025H1"]}
    assert scope(page).startswith("全市（不含蘅渚区、市直）｜截至2025年6月30日")
    page.get_by_test_id("stMultiSelect").get_by_role("button", name="蘅渚区").first.wait_for()


def test_an_unknown_district_shows_a_notice_and_no_link(product, visit: Visiting):
    opened = visit(at(product, district=["丁区", "http://evil.example/a", "![x](http://evil.example/x.png)"]))
    notice = opened.page.get_by_test_id("stAlert")
    assert "丁区" in notice.inner_text()
    assert "http://evil.example/a" in notice.inner_text().replace("\u2060", "")
    assert notice.locator("a, img").count() == 0
    assert opened.outside == []


# ---- what data may not do --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def hostile(serve: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """The product on a small city whose names of units and branches are not harmless."""
    folder = tmp_path_factory.mktemp("hostile")
    url = f"sqlite:///{folder / 'city.sqlite'}"
    units = [list(unit) for unit in workbooks.UNITS] + [[9, UNIT, UNIT, "", "区县直", "机关", "栖枫区"]]
    named = {"区县名录": [list(region) for region in workbooks.REGIONS], "单位名录": units}
    engine = database.writer(url)
    city.init(engine, workbooks.save(folder, named, "区划名录.xlsx"))
    rows = workbooks.sheet("branches", {"支部名称": MARKUP, "所属单位": UNIT}, {"支部名称": FORMULA, "所属单位": UNIT})
    report = load.load(engine, workbooks.PERIOD, [as_text(workbooks.save(folder, {"支部台账": rows}))])
    engine.dispose()
    assert not report.refused
    return serve(env={"DASHBOARD_DATABASE_URL": url})


def as_text(path: Path) -> Path:
    """The workbook with what openpyxl took for a formula written as text, as an office's program would store it."""
    book = openpyxl.load_workbook(path)
    for row in book.active.iter_rows():
        for cell in row:
            cell.data_type = "s" if cell.data_type == "f" else cell.data_type
    book.save(path)
    return path


@pytest.fixture
def listed(hostile: Server, visit: Visiting) -> Visit:
    """The list of all branches of the unit with the bad name."""
    return visit(at(hostile, "indicator", key="branch_total", unit=UNIT_ID))


def test_names_in_the_data_are_text_wherever_they_are_shown(listed: Visit):
    page = listed.page
    cells = tables(page).last.locator("td")
    cells.first.wait_for()
    texts = cells.all_text_contents()
    assert MARKUP in texts
    assert FORMULA in texts
    assert UNIT in texts
    assert UNIT in scope(page).replace("\u2060", "")
    page.get_by_role("button", name="单位：1个").click()
    page.get_by_test_id("stPopoverBody").get_by_text("栖枫区<b>").first.wait_for()
    assert page.locator("a[href*=evil], img[src*=evil], img[src=x]").count() == 0
    assert listed.errors == []
    assert listed.outside == []


def test_a_list_is_taken_away_as_a_harmless_csv_with_a_chinese_name(listed: Visit, tmp_path: Path):
    with listed.page.expect_download() as waiting:
        listed.page.get_by_role("button", name="下载名单").click()
    path = tmp_path / "list.csv"
    waiting.value.save_as(path)
    name = waiting.value.suggested_filename
    assert re.fullmatch(r"离退休干部党支部数_.*_2025H2\.csv", name)
    assert re.search(r'[\\/:*?"<>|]', name) is None
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    lines = content.decode("utf-8-sig").splitlines()
    assert lines[0].split(",")[:3] == ["所属区县", "单位", "名称"]
    assert f",'{FORMULA}," in content.decode("utf-8-sig")
    assert not re.search(r"(^|,)\s*\"?[=+\-@]", content.decode("utf-8-sig"), flags=re.MULTILINE)
