"""A director's jobs, from the home page to the answer within the clicks; nothing is typed. Clicks are counted by the
page itself. The other jobs stand in test_questions.py and test_venues.py."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from browsing import Server, Visit, idle, tables
from playwright.sync_api import Locator, Page, expect
from test_overview import at, bottom, menu, settled, title

from lib import database, formats
from lib.filters import Baseline, Filters
from lib.indicators import indicator
from lib.measure import Snapshot, compare, measure, open_snapshot, trace

pytestmark = pytest.mark.browser

DISTRICT = "檀汐区"
HEIGHT = 768  # of the smaller screen
COUNT = """() => {
    for (const type of ["pointerdown", "keydown"])
        document.addEventListener(type, event => event.isTrusted && window.__told(type), true);
}"""
Visiting = Callable[..., Visit]


@dataclass
class Reader:
    """At the home page; `clicks` and `keys` are what the page has noticed of mouse and keyboard."""

    page: Page
    done: list[str] = field(default_factory=list)

    @property
    def clicks(self) -> int:
        return self.done.count("pointerdown")

    @property
    def keys(self) -> int:
        return self.done.count("keydown")

    def hears(self, what: str) -> None:
        self.done.append(what)

    def click(self, place: Locator) -> None:
        place.click()
        idle(self.page)

    def sees(self, text: str | re.Pattern[str]) -> None:
        """Without scrolling."""
        shown = self.page.get_by_test_id("stMain").get_by_text(text).first
        shown.wait_for()
        assert bottom(shown) <= HEIGHT


@pytest.fixture(scope="module")
def product(serve: Callable[..., Server], demo_url: str) -> Server:
    return serve(env={"DASHBOARD_DATABASE_URL": demo_url})


@pytest.fixture(scope="module")
def demo(demo_url: str) -> Snapshot:
    return open_snapshot(database.reader(demo_url))


@pytest.fixture
def reader(product: Server, visit: Visiting) -> Reader:
    page = visit(at(product), width=1366, height=HEIGHT).page
    found = Reader(page)
    page.expose_function("__told", found.hears)
    page.evaluate(COUNT)
    return found


def said(demo: Snapshot, key: str, filters: Filters, *, compact: bool = False) -> str:
    [reading] = measure(demo, [key], filters)
    return formats.figure(reading, indicator(key), compact=compact)


def districts_with(demo: Snapshot, key: str) -> list[str]:
    return [reading.group for reading in measure(demo, [key], Filters("2025H2"), "district") if reading.value]


def card(page: Page, label: str) -> Locator:
    """The box of the number with this label."""
    return page.locator(".card").filter(has_text=label)


def test_a1_no_click_tells_how_many_branches_and_members_and_as_of_when(reader, demo):
    for key in ("branch_total", "member_total"):
        reader.sees(said(demo, key, Filters("2025H2"), compact=True))
    reader.sees(re.compile("截至2025年12月31日"))
    assert reader.done == []


def test_a2_one_click_names_the_districts_without_secretary_or_full_time_deputy(reader, demo):
    reader.click(menu(reader.page, "党工委配备"))
    assert said(demo, "committee_lacking", Filters("2025H2")) in title(reader.page)
    for key, word in (("committee_no_secretary", "未配书记"), ("committee_no_deputy", "未配专职副书记")):
        reader.sees(re.compile(f"{word}：{'、'.join(districts_with(demo, key))}"))
    assert (reader.clicks, reader.keys) == (1, 0)


def test_a3_two_clicks_lead_to_the_portrait_of_a_district(reader, demo):
    reader.click(menu(reader.page, "区县画像"))
    reader.click(reader.page.get_by_test_id("stMain").get_by_role("button", name=DISTRICT))
    settled(reader.page, DISTRICT)
    assert title(reader.page).startswith(f"{DISTRICT}：")
    only = Filters("2025H2", districts=(demo.directory.find_region(DISTRICT).code,))
    row = tables(reader.page).first.locator("tr").filter(has_text="离退休干部党支部数")
    expect(row).to_contain_text(f"{said(demo, 'branch_total', only)}个")
    assert bottom(row) <= HEIGHT
    assert (reader.clicks, reader.keys) == (2, 0)


def test_a9_one_click_tells_the_volunteering_and_how_it_compares_with_the_year_before(reader, demo):
    reader.click(menu(reader.page, "志愿服务"))
    [compared] = compare(demo, ["vol_person_times"], Filters("2025H2", baseline=Baseline.SAME))
    assert compared.growth
    reader.sees(said(demo, "vol_person_times", Filters("2025H2"), compact=True))
    assert "2024年7—12月" in title(reader.page)
    assert formats.percent(abs(compared.growth)) in title(reader.page)
    assert (reader.clicks, reader.keys) == (1, 0)


def test_a10_one_click_tells_the_definition_the_base_and_the_ledger_of_a_number(reader, demo):
    [rate] = measure(demo, ["sponsored_pass_rate"], Filters("2025H2"))
    reader.click(card(reader.page, "包抓支部达标率").get_by_role("button", name="口径"))
    told = reader.page.locator(":popover-open")
    told.wait_for()
    for part in (
        indicator("sponsored_pass_rate").definition,
        f"分子{rate.numerator}，分母{rate.denominator}",
        "来源：支部台账",
    ):
        expect(told).to_contain_text(part)
    assert (reader.clicks, reader.keys) == (1, 0)


def test_a10_one_click_tells_the_definition_the_base_and_a_cell_of_a_number(reader, demo):
    [first] = trace(demo, "sponsored_pass_rate", Filters("2025H2"), limit=1)
    reader.click(card(reader.page, "包抓支部达标率").get_by_role("link", name="明细"))
    for part in (first.file, f"“{first.sheet}”", first.cells[0].address):
        reader.sees(re.compile(re.escape(part)))
    assert (reader.clicks, reader.keys) == (1, 0)


def test_a11_two_clicks_look_at_the_citys_own_units_alone(reader, demo):
    reader.click(reader.page.get_by_role("combobox", name="区县"))
    # The list holds in the page only what it shows.
    reader.page.get_by_role("option").last.hover()
    reader.page.mouse.wheel(0, 2_000)
    reader.click(reader.page.get_by_role("option", name="市直", exact=True))
    settled(reader.page, "市直")
    city = Filters("2025H2", districts=(demo.directory.city.code,))
    assert said(demo, "branch_total", city) in reader.page.locator(".card .figure").all_inner_texts()
    assert (reader.clicks, reader.keys) == (2, 0)


def test_a11_two_clicks_look_at_offices_of_the_state_alone(reader, demo):
    reader.click(reader.page.get_by_role("button", name="全部单位"))
    reader.click(reader.page.get_by_test_id("stPopoverBody").get_by_role("button", name="机关", exact=True))
    reader.page.get_by_test_id("stMain").get_by_text(re.compile("机关｜截至")).wait_for()
    offices = Filters("2025H2", natures=("机关",))
    assert said(demo, "branch_total", offices) in reader.page.locator(".card .figure").all_inner_texts()
    assert (reader.clicks, reader.keys) == (2, 0)
