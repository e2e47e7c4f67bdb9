"""会议模式 as Streamlit runs it: what stands on a slide, what the address says, and pictures of large type."""

import json
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest
from test_pages import ROOT, lines, opened, plain, title, warnings

from lib import database, formats
from lib.filters import Filters
from lib.indicators import indicator
from lib.measure import Snapshot, measure, open_snapshot
from lib.ui.contents import PAGES, SLIDES
from lib.ui.meeting import MOST_CARDS

DISTRICT = "檀汐区"
SILENT = "岑堰县"  # the district of the demo city that has sent nothing
WIDGETS = ("button", "selectbox", "multiselect", "segmented_control", "vega_lite_chart", "toggle")

every_slide = pytest.mark.parametrize("page", [slide.key for slide in SLIDES])


@pytest.fixture
def demo(demo_url: str, installed: Callable[[str], None]) -> Snapshot:
    """The demo database as that of the installation; the same for the test to read."""
    installed(demo_url)
    return open_snapshot(database.reader(demo_url))


def on_slide(app: AppTest) -> dict:
    """What the one component of the page is given to draw."""
    [component] = app.get("bidi_component")
    return json.loads(component.proto.json)


def slide(page: str, **parameters: str | list[str]) -> dict:
    app = opened(page, mode="meeting", **parameters)
    assert not app.exception
    return on_slide(app)


def words(picture: dict) -> list[list[str]]:
    return [[slot.get("text", "") for slot in line["slots"]] for line in picture["lines"]]


# ---- what stands on a slide ------------------------------------------------------------------------------------------


@every_slide
def test_a_slide_holds_the_title_of_the_page_five_cards_one_picture_and_nothing_else(demo, page):
    app = opened(page, mode="meeting")
    shown = on_slide(app)
    assert shown["title"] == plain(title(opened(page)))
    assert "截至2025年12月31日" in shown["scope"]
    assert f"缺报：{SILENT}" in shown["scope"]
    assert len(shown["cards"]) <= MOST_CARDS
    assert shown["picture"].get("lines") or shown["picture"]["svg"]
    assert {kind: len(app.get(kind)) for kind in WIDGETS if app.get(kind)} == {}
    assert lines(app) == []
    assert not app.sidebar.children


def test_a_card_says_label_number_change_and_base(demo):
    now = {item.key: item for item in measure(demo, ["branch_total", "branch_functional"], Filters("2025H2"))}
    first = slide("overview")["cards"][0]
    assert first["label"] == "党支部（个）"
    assert first["figure"] == formats.figure(now["branch_total"], indicator("branch_total"))
    assert first["moved"].startswith("较上年底\n")
    assert first["base"] == f"其中功能型{now['branch_functional'].value}个"


def test_the_picture_shows_what_measure_gives_and_says_who_is_missing(demo):
    readings = measure(demo, ["vol_person_times"], Filters("2025H2"), by="district")
    expected = {item.group_code: formats.figure(item, indicator(item.key)) for item in readings}
    picture = slide("volunteering")["picture"]
    assert {line.get("code", ""): line["slots"][1]["text"] for line in picture["lines"]} == expected
    assert [SILENT, "缺报", ""] in words(picture)


def test_a_district_without_reports_is_neither_better_nor_worse(demo):
    shown = {label: rest for label, *rest in words(slide("portrait")["picture"])}
    assert shown[SILENT] == ["缺报", "缺报", ""]
    assert all(figure.isdigit() for figure in shown[DISTRICT][:2])


# ---- the address -----------------------------------------------------------------------------------------------------


@every_slide
def test_a_spotlighted_district_stays_among_the_others(demo, page):
    shown = slide(page, district=DISTRICT)
    code = demo.directory.find_region(DISTRICT).code
    assert shown["scope"].startswith(f"{DISTRICT}｜")
    assert (shown["chosen"], shown["filtered"]) == (code, True)
    pale = {line.get("code", "") for line in shown["picture"].get("lines", ()) if line.get("pale", False)}
    if pale:
        assert code not in pale
        assert len(pale) >= 17


def test_filters_stay_on_the_slide(demo):
    shown = slide("overview", period="2025H1", district=["蘅渚区", "市直"], exclude="1")
    assert shown["scope"].startswith("全市（不含蘅渚区、市直）｜截至2025年6月30日")
    assert shown["chosen"] == ""
    assert shown["filtered"] is True


def test_slides_follow_one_another_in_the_order_of_the_menu(demo):
    shown = [slide(item.key) for item in SLIDES]
    keys = [item.key for item in SLIDES]
    assert [item["previous"] for item in shown] == ["", *keys[:-1]]
    assert [item["next"] for item in shown] == [*keys[1:], ""]
    assert shown[2]["page"] == f"3/{len(SLIDES)}　{SLIDES[2].title}"


def test_the_switch_in_the_menu_puts_the_mode_into_the_address(demo):
    app = opened("coverage", district=DISTRICT)
    [switch] = [item for item in app.sidebar.button if item.label == "会议模式"]
    switch.click().run()
    assert dict(app.query_params) == {"district": DISTRICT, "mode": "meeting"}
    assert on_slide(app)["page"].endswith("支部覆盖")


def test_a_page_without_a_slide_leads_to_the_first_one(demo):
    app = opened("reporting", district=DISTRICT)
    [switch] = [item for item in app.sidebar.button if item.label == "会议模式"]
    switch.click().run()
    assert on_slide(app)["page"].endswith(SLIDES[0].title)
    assert dict(app.query_params) == {"district": DISTRICT, "mode": "meeting"}


def test_a_mode_that_does_not_exist_or_does_not_fit_is_told_and_the_page_shown_as_ever(demo):
    app = opened("overview", mode="party")
    assert "“party”不存在" in warnings(app)
    assert title(app)
    app = opened("reporting", mode="meeting")
    assert "“报送情况”不在会议模式中" in warnings(app)
    assert title(app)


def test_an_unknown_district_is_told_on_the_slide(demo):
    assert slide("overview", district="丁区")["notices"] == ["网址中的区县“丁区”不在区划名录里，未按它筛选。"]


def test_every_slide_is_a_page_of_the_menu_and_asks_for_its_picture():
    for page in SLIDES:
        assert "meeting.slide(" in (ROOT / page.path).read_text(encoding="utf-8")
    for page in set(PAGES.values()) - set(SLIDES):
        assert "meeting.slide(" not in (ROOT / page.path).read_text(encoding="utf-8")
