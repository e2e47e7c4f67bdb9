"""活动阵地 as Streamlit runs it: its numbers, its map, its lists, and what an address may not do to it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hostile import ACTIVE, HOSTILE
from shown import cards, component, tables
from streamlit.testing.v1 import AppTest

from lib import database, formats
from lib.filters import Filters
from lib.indicators import indicator
from lib.maps.venues import venues
from lib.measure import Snapshot, measure, open_snapshot, rows
from lib.settings import DEMO_BOUNDARIES
from lib.ui.contents import OVERVIEW, PAGES

ROOT = Path(__file__).resolve().parent.parent
CARDS = ("venue_city", "venue_district", "venue_shared_x", "branch_no_venue", "venue_nonstandard", "venue_new")


@pytest.fixture
def demo(demo_url: str, installed: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> Snapshot:
    """The demo database and the demo boundaries as those of the installation."""
    monkeypatch.setenv("DASHBOARD_BOUNDARIES", str(DEMO_BOUNDARIES))
    installed(demo_url)
    return open_snapshot(database.reader(demo_url))


def opened(**parameters: str | list[str]) -> AppTest:
    app = AppTest.from_file(ROOT / OVERVIEW.path, default_timeout=30).run().switch_page(PAGES["venues"].path)
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.run()


def text(app: AppTest) -> str:
    """All text of the page, escapes and invisible joiners taken away."""
    said = "\n".join(item.value for item in (*app.title, *app.main.markdown, *app.info, *app.warning))
    return re.sub(r"\\(.)", r"\1", said).replace("\u2060", "")


def value(demo: Snapshot, key: str, *districts: str) -> float:
    [found] = measure(demo, [key], Filters("2025H2", districts=districts))
    return found.value


def drawn(app: AppTest) -> str:
    """The SVG handed to the drawn map."""
    [shown] = component(app, "drawn_map")
    return shown["svg"]


def test_the_title_tells_how_far_one_eighteen_x_has_come(demo):
    rooms, centres = value(demo, "venue_shared_x"), value(demo, "venue_district")
    assert f"1+18+X：市级1个已建成，18个区县中{centres}个建成区县级中心（1个缺报），共享活动室{rooms}个" in text(
        opened()
    )


def test_the_plan_is_not_renamed_for_a_part_of_the_city(demo):
    title = opened(district="檀汐区", exclude="1").title[0].value.replace("\\", "")
    assert title.startswith("市级1个已建成，17个区县中")


def test_every_card_shows_the_measured_number(demo):
    shown = {item.label.partition("（")[0].replace("\\", ""): item.value for item in cards(opened())}
    assert list(shown.values()) == [formats.number(value(demo, key), indicator(key).decimals) for key in CARDS]


def test_a_district_is_told_without_the_city_centre(demo):
    said = text(opened(district="檀汐区"))
    rooms, without = value(demo, "venue_shared_x", "980102"), value(demo, "branch_no_venue", "980102")
    assert f"区县级中心已建成，共享活动室{rooms}个，无场所支部{without}个" in said
    assert "市级" not in opened(district="檀汐区").title[0].value


def test_the_drawn_map_holds_every_district_and_every_placed_venue(demo):
    picks = re.findall(r'data-pick="(\w+):([^"]+)"', drawn(opened()))
    placed = [venue.id for venue in venues(demo, Filters("2025H2")) if venue.point]
    assert sorted(name for kind, name in picks if kind == "venue") == sorted(placed)
    assert len([name for kind, name in picks if kind == "district"]) == 18


def test_the_district_that_has_sent_nothing_is_hatched(demo):
    [area] = re.findall(r'<path d="[^"]*" fill="url\(#lacking\)"[^>]*data-pick="district:(\w+)"', drawn(opened()))
    assert area == "980125"


def test_a_venue_in_the_address_is_told_and_stands_out(demo):
    [room] = [item for item in venues(demo, Filters("2025H2", districts=("980102",))) if item.tier == "区县级中心"]
    app = opened(district="檀汐区", venue=room.id)
    assert room.name in text(app)
    assert drawn(app).count("#9E1B1B") == 1
    assert "网址中的阵地不在所选范围内" in text(opened(district="蘅渚区", venue=room.id))


def test_the_shading_follows_the_address(demo):
    assert "着色：共享活动室数（个）" in drawn(opened(shade="venue_shared_x"))
    app = opened(shade="venue_city")
    assert "网址中的着色指标“venue_city”不能用" in text(app)
    assert "着色：无活动场所支部占比（%）" in drawn(app)


def test_the_list_of_branches_without_a_venue_is_that_of_the_number(demo):
    listed = tables(opened())[-1]
    assert len(listed) == value(demo, "branch_no_venue") == len(rows(demo, "branch_no_venue", Filters("2025H2")))


def test_the_list_of_branches_far_from_any_venue_is_that_of_the_number(demo):
    app = opened(district="檀汐区")
    app.segmented_control(key="venues-shown").set_value("无就近场所支部").run()
    assert len(tables(app)[-1]) == value(demo, "branch_no_nearby", "980102")


def test_venues_that_cannot_be_placed_are_listed_with_the_reason(demo):
    app = opened()
    app.segmented_control(key="venues-shown").set_value("位置待核").run()
    listed = tables(app)[-1]
    assert set(listed["问题"]) == {"没有经纬度，未画在地图上"}
    assert len(listed) == sum(venue.point is None for venue in venues(demo, Filters("2025H2")))


def test_a_choice_of_units_says_why_no_venue_is_drawn(demo):
    app = opened(nature="机关")
    assert [item.message for item in app.exception] == []
    assert "地图上没有画阵地。活动阵地数：活动阵地按区县报送，不能按单位筛选" in text(app)
    assert 'data-pick="venue' not in drawn(app)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "找不到或打不开文件"),
        ("{", "不是有效的JSON文件"),
        ('{"features": [{}]}', "没有“檀汐区、蘅渚区、漪垣区、翊桥区、黛筠区”等18个"),
    ],
)
def test_the_page_goes_on_without_usable_boundaries(demo, tmp_path, monkeypatch, installed, demo_url, content, said):
    path = tmp_path / "city.geojson"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    monkeypatch.setenv("DASHBOARD_BOUNDARIES", str(path))
    installed(demo_url)
    app = opened()
    assert [item.message for item in app.exception] == []
    assert said in text(app)
    assert 'data-pick="venue' in drawn(app)
    assert str(tmp_path) not in text(app)


@pytest.mark.parametrize("name", ["shade", "venue"])
def test_an_address_of_any_kind_gives_a_page_without_markup(demo, name):
    app = opened()
    for bad in HOSTILE:
        app.query_params[name] = bad
        app.run()
        assert [item.message for item in app.exception] == [], repr(bad)
        assert not any(ACTIVE.search(item.value) for item in app.warning), repr(bad)
