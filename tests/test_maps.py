"""Distances, areas, classes, the office's boundary file and both drawings, on cases that fit in the head."""

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from pathlib import Path

import database_fixtures as given
import pytest
from hostile import HOSTILE
from hypothesis import given as supposing
from hypothesis import strategies as some

from lib import directory as directories
from lib import schema
from lib.filters import Filters
from lib.indicators import indicator
from lib.intake.coordinates import wgs84_to_gcj02
from lib.maps import boundaries, drawing, geometry, legend
from lib.maps.boundaries import Boundaries
from lib.maps.deck import deck
from lib.maps.reach import reach
from lib.maps.scene import SITE, Dots, Marker, Scene, compose
from lib.maps.shading import Shading, lower_bounds, shade
from lib.maps.symbols import CANDIDATE, FORMS, FREE, TAKEN, TIERS, sign
from lib.maps.venues import Venue, astray, unplaced, venues
from lib.measure import Reading, State, open_snapshot

A, B, C, CITY = given.A, given.B, given.C, given.CITY
WEST = [(100, 30), (101, 30), (101, 31), (100, 31), (100, 30)]
EAST = [(101, 30), (102, 30), (102, 31), (101, 31), (101, 30)]
HOLE = [(100.4, 30.4), (100.4, 30.6), (100.6, 30.6), (100.6, 30.4), (100.4, 30.4)]


# ---- distances -------------------------------------------------------------------------------------------------------


def test_one_degree_of_latitude_is_about_111_kilometres():
    assert geometry.metres((100, 30), (100, 31)) == pytest.approx(111_195, abs=1)


def test_a_degree_of_longitude_is_half_as_long_at_sixty_degrees():
    at_equator, at_sixty = geometry.metres((100, 0), (101, 0)), geometry.metres((100, 60), (101, 60))
    assert at_sixty == pytest.approx(at_equator / 2, rel=1e-4)


def test_distance_is_the_same_both_ways_and_nothing_to_itself():
    assert geometry.metres((100, 30), (101, 31)) == geometry.metres((101, 31), (100, 30))
    assert geometry.metres((100, 30), (100, 30)) == 0


def test_a_circle_is_everywhere_its_radius_away():
    ring = geometry.circle((100, 39), 1000)
    assert ring[0] == ring[-1]
    assert geometry.metres(ring, (100, 39)) == pytest.approx(1000, abs=1)


def test_the_nearest_venue_of_each_branch():
    """0.001° of latitude is 111 m: the first branch stands by the second venue, the second has no position."""
    found = geometry.nearest([(100, 30.001), None], [(100, 31), (100, 30)])
    assert found[0] == (1, pytest.approx(111.2, abs=0.1))
    assert found[1] is None


def test_without_venues_nothing_is_near():
    assert geometry.nearest([(100, 30)], []) == [None]
    assert geometry.nearest([], [(100, 30)]) == []


@pytest.mark.parametrize(
    ("metres", "band"), [(0, 0), (500, 0), (500.1, 1), (1000, 1), (1000.1, 2), (2000, 2), (2000.1, 3), (90_000, 3)]
)
def test_a_bound_belongs_to_the_nearer_band(metres, band):
    assert geometry.band(metres) == band


def test_branches_are_measured_to_the_nearest_venue_of_any_district():
    """At 30° north 0.01° of latitude is 1,112 m: one branch lies next to a room of the neighbour, one that far away,
    one has no position and one no known system."""
    engine = given.empty()
    sure = {"lng": 100, "crs": "WGS84"}
    branches = [{"lat": 30} | sure, {"lat": 30.01} | sure, {}, {"lat": 30, "lng": 100}]
    given.send_branches(engine, A, *branches)
    room = {"venue_id": "V", "name": "室", "state": "启用", "opened_on": date(2020, 1, 1), "lat": 30} | sure
    given.send(engine, "venues", B, {schema.venue_period: [room]})
    snapshot = open_snapshot(engine)
    found = reach(snapshot, Filters("2025H2", districts=(A,)))
    assert (found.branches, found.unplaced) == ((1, 0, 1, 0), 2)
    assert len(geometry.BAND_NAMES) == len(found.branches)


def test_without_any_venue_every_branch_is_without_a_distance():
    engine = given.empty()
    given.send_branches(engine, A, {"lat": 30, "lng": 100, "crs": "WGS84"})
    found = reach(open_snapshot(engine), Filters("2025H2"))
    assert (found.branches, found.unplaced) == ((0, 0, 0, 0), 1)


# ---- areas -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("point", "inside"), [((100.5, 30.5), True), ((101.5, 30.5), False), ((100.5, 31.5), False), ((99, 30.5), False)]
)
def test_a_square_contains_what_lies_in_it(point, inside):
    assert geometry.contains([[WEST]], point) is inside


def test_a_hole_is_outside():
    assert not geometry.contains([[WEST, HOLE]], (100.5, 30.5))
    assert geometry.contains([[WEST, HOLE]], (100.3, 30.5))


def test_an_area_of_two_pieces_contains_both():
    assert geometry.contains([[WEST], [EAST]], (101.5, 30.5))


@supposing(some.floats(30, 31, exclude_max=True), some.floats(100, 102, exclude_max=True))
def test_a_point_on_or_off_a_shared_border_is_in_exactly_one_neighbour(lat, lng):
    assert geometry.contains([[WEST]], (lng, lat)) + geometry.contains([[EAST]], (lng, lat)) == 1
    assert geometry.contains([[WEST]], (101, lat)) + geometry.contains([[EAST]], (101, lat)) == 1


def test_a_slanting_border_is_shared_too():
    low, high = (100.0, 30.0), (101.3, 31.7)
    left, right = [low, high, (99, 31), low], [low, (102, 30.5), high, low]
    on_it = [(100 + 1.3 * part / 97, 30 + 1.7 * part / 97) for part in range(1, 97)]
    assert {geometry.contains([[left]], at) + geometry.contains([[right]], at) for at in on_it} == {1}


def test_the_name_of_an_area_stands_inside_it():
    crescent = [(0, 0), (10, 0), (10, 10), (0, 10), (0, 9), (9, 9), (9, 1), (0, 1), (0, 0)]
    assert geometry.contains([[crescent]], geometry.label_place([[crescent]]))


# ---- the office's own file -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def city():
    """甲区, 乙区 and 丙县 of the tiny database."""
    with given.empty().connect() as connection:
        return directories.load(connection)


def feature(ring, **properties) -> dict[str, object]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}


@pytest.fixture
def read(city, tmp_path: Path):
    """`read(*features, crs=…)` reads a file with these features; a text is written as it is."""

    def read_file(*features, crs: str = "WGS84") -> Boundaries:
        path = tmp_path / "city.geojson"
        plain = features[0] if features and isinstance(features[0], str) else None
        content = plain if plain is not None else json.dumps({"type": "FeatureCollection", "features": features})
        path.write_text(content, encoding="utf-8")
        return boundaries.read(path, city, crs)

    return read_file


def test_features_are_matched_by_code_or_else_by_name(read):
    third = [(x, y + 1) for x, y in WEST]
    found = read(feature(WEST, region_code=A), feature(EAST, name="乙区"), feature(third, name=" 丙 县 "))
    assert found.shapes.keys() == {A, B, C}
    assert found.shapes[A] == ((tuple(map(tuple, WEST)),),)
    assert found.notices == ()


def test_a_district_may_come_in_several_pieces(read, city):
    found = read(feature(WEST, region_code=A), feature(EAST, region_code=A))
    assert len(found.shapes[A]) == 2


def test_missing_districts_are_named_and_the_rest_is_used(read):
    found = read(feature(WEST, region_code=A))
    assert found.shapes.keys() == {A}
    assert found.notices == ("区县边界文件中没有“乙区、丙县”的可用边界，地图上不画。",)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (feature([(y, x) for x, y in EAST], name="乙区"), "“乙区”的经度、纬度写反了"),
        (feature([(x * 111_000, y * 111_000) for x, y in EAST], name="乙区"), "像是以米为单位的投影坐标"),
        (feature([(x - 90, y) for x, y in EAST], name="乙区"), "“乙区”的坐标不在我国范围内"),
        (feature(EAST, name="邻市"), "“邻市”不在区划名录里"),
        (feature(EAST, name="市直"), "“市直”不在区划名录里"),
        (feature(EAST), "“无名称的要素”不在区划名录里"),
        (feature(EAST, name="乙区", crs="EPSG:4326"), "“乙区”的坐标系不认识"),
        (feature(EAST[:3], name="乙区"), "“乙区”的几何不是有效的多边形"),
        (feature(EAST[:4], name="乙区"), "“乙区”的几何不是有效的多边形"),
        (feature([("甲", "乙")] * 4, name="乙区"), "“乙区”的几何不是有效的多边形"),
        (feature([(True, True)] * 4, name="乙区"), "“乙区”的几何不是有效的多边形"),
        (feature([(float("nan"), 30)] * 4, name="乙区"), "“乙区”的几何不是有效的多边形"),
        ({"properties": {"name": "乙区"}, "geometry": None}, "“乙区”的几何不是有效的多边形"),
        ({"properties": {"name": "乙区"}, "geometry": {"type": "Point", "coordinates": [100, 30]}}, "不是有效的多边形"),
        (None, "“无名称的要素”不在区划名录里"),
        ({"properties": []}, "“无名称的要素”不在区划名录里"),
    ],
)
def test_one_bad_feature_gets_one_clear_notice_and_the_others_are_drawn(read, changed, said):
    found = read(feature(WEST, region_code=A), changed)
    assert found.shapes.keys() == {A}
    assert sum(said in notice for notice in found.notices) == 1


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"features": 3}', '{"features": []}', "[" * 100_000, "<svg/>", "\x00"]
)
def test_a_file_that_is_no_geojson_gives_one_notice(read, text):
    found = read(text)
    assert found.shapes == {}
    assert len(found.notices) == 1
    assert found.notices[0].startswith("区县边界文件不能用：")


def test_a_file_that_is_not_there_or_not_configured_gives_one_notice(city, tmp_path):
    assert "找不到或打不开文件" in boundaries.read(tmp_path / "none", city).notices[0]
    assert "找不到或打不开文件" in boundaries.read(tmp_path, city).notices[0]
    assert "没有配置区县边界" in boundaries.read(None, city).notices[0]


def test_an_unknown_system_in_the_settings_draws_nothing_and_says_so(read):
    found = read(feature(WEST, region_code=A), crs="EPSG:4490")
    assert found.shapes == {}
    assert "坐标系不认识" in found.notices[0]


def test_gcj02_is_converted_by_the_setting_or_by_the_feature(read):
    gcj02 = [wgs84_to_gcj02(*point) for point in WEST]
    by_setting = read(feature(gcj02, region_code=A), crs="GCJ02").shapes[A]
    by_feature = read(feature(gcj02, region_code=A, crs="GCJ02")).shapes[A]
    assert by_setting == by_feature
    assert [tuple(round(part, 6) for part in point) for point in by_setting[0][0]] == [
        tuple(map(float, at)) for at in WEST
    ]


def test_a_file_in_another_system_than_stated_is_noticed(read):
    """Venues 100 m inside the border lie outside where the file is some hundred metres off."""
    edge = tuple((A, (100.001 if no % 2 else 100.999, 30.1 + no / 10)) for no in range(8))
    gcj02 = feature([wgs84_to_gcj02(*point) for point in WEST], region_code=A)
    assert "GCJ02" in boundaries.shifted(read(gcj02), edge)
    assert boundaries.shifted(read(gcj02, crs="GCJ02"), edge) == ""
    assert boundaries.shifted(read(feature(WEST, region_code=A)), edge) == ""
    assert boundaries.shifted(read("{}"), edge) == ""


# ---- venues ----------------------------------------------------------------------------------------------------------

PLAIN = {"venue_id": "V", "name": "活动室", "tier": "共享活动室", "form": "共享", "state": "启用", "crs": "WGS84"}


@pytest.fixture(scope="module")
def three():
    """甲区 has a room in the west, one in the east, one without a position and one being built."""
    engine = given.empty()
    rows = [
        {"venue_id": "V1", "lng": 100.5, "lat": 30.5},
        {"venue_id": "V2", "lng": 101.5, "lat": 30.5, "crs": None},
        {"venue_id": "V3"},
        {"venue_id": "V4", "state": "在建", "lng": 100.5, "lat": 30.5},
    ]
    given.send(engine, "venues", A, {schema.venue_period: [PLAIN | row for row in rows]})
    return venues(open_snapshot(engine), Filters("2025H2"))


def test_the_map_holds_what_the_number_counts(three):
    assert [venue.id for venue in three] == ["V1", "V2", "V3"]


def test_a_venue_without_a_position_or_outside_its_district_is_listed(three, read):
    shapes = read(feature(WEST, region_code=A), feature(EAST, region_code=B))
    assert [venue.id for venue in unplaced(three)] == ["V3"]
    assert [venue.id for venue in astray(three, shapes)] == ["V2"]


def test_without_a_boundary_nobody_is_said_to_be_outside(three, read):
    assert astray(three, read(feature(EAST, region_code=B))) == []


def test_distances_are_not_measured_from_an_unknown_system(three):
    assert [venue.sure for venue in three] == [True, False, False]


# ---- shading ---------------------------------------------------------------------------------------------------------


def reading(code: str | None, value: float | None, state: State = State.PRESENT) -> Reading:
    return Reading("branch_no_venue", code, code, "2025H2", date(2025, 12, 31), "2025年7—12月", state, value)


def test_few_values_are_a_class_each_and_many_five_of_equal_size():
    assert lower_bounds([3, 1, 1, 2]) == [1, 2, 3]
    assert lower_bounds([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) == [1, 3, 5, 7, 9]
    assert lower_bounds([]) == []


def test_equal_values_share_a_class():
    assert lower_bounds([0] * 8 + [1, 2, 3, 4, 5, 6]) == [0, 1, 4]


def test_the_legend_gives_the_values_found_in_each_class():
    found = [reading(str(no), no) for no in range(1, 11)]
    entries = shade(found, indicator("branch_no_venue")).entries
    assert [(entry.text, entry.count) for entry in entries] == [
        *(("1—2", 2), ("3—4", 2), ("5—6", 2), ("7—8", 2), ("9—10", 2))
    ]


def test_missing_and_zero_are_different_and_both_in_the_legend():
    found = [reading(A, 0, State.ZERO), reading(B, None, State.MISSING), reading(C, None, State.NOT_APPLICABLE)]
    shading = shade(found, indicator("branch_no_venue"))
    assert [(entry.text, entry.hatched) for entry in shading.entries] == [
        *(("0", False), ("缺报", True), ("无法计算或不适用", False))
    ]
    assert shading.hatched == {B}
    assert shading.colors.keys() == {A, C}


# ---- drawings --------------------------------------------------------------------------------------------------------


def scene_of(city, *found: Venue, label: str = "甲区", radius: int = 0, venue_id: str | None = None) -> Scene:
    shapes = Boundaries({A: ((tuple(WEST),),), B: ((tuple(EAST),),)})
    shading = Shading("无活动场所支部数（个）", {A: "#E6EEF6"}, frozenset({B}), ())
    return compose(
        city, shapes, shading, found, tell=lambda code: f"{label}{code}", looked_at=(), venue_id=venue_id, radius=radius
    )


def venue(name: str = "室", tier: str | None = "共享活动室", form: str | None = "共享", **other) -> Venue:
    fields = {"id": "V1", "region_code": A, "point": (100.5, 30.5), "sure": True}
    rest = {"address": None, "area": None, "opened_on": None, "norm_ok": None}
    return Venue(name=name, tier=tier, form=form, **(fields | rest | other))


def elements(svg: str) -> list[ET.Element]:
    """Every element; a parse error where the text is no XML."""
    return list(ET.fromstring(svg).iter())


def names(svg: str) -> set[str]:
    return {item.tag.rpartition("}")[2] for item in elements(svg)}


KNOWN = {"svg", "defs", "pattern", "symbol", "path", "circle", "rect", "g", "use", "text", "title"}


@pytest.mark.parametrize("bad", HOSTILE)
def test_names_from_the_data_are_text_in_the_drawing(city, bad):
    scene = scene_of(city, venue(bad, id=bad), label=bad)
    drawn = drawing.draw(scene)
    assert names(drawn) <= KNOWN
    assert all(not attribute.startswith("on") for item in elements(drawn) for attribute in item.attrib)
    assert sum("data-pick" in item.attrib for item in elements(drawn)) == 3
    assert names(legend.legend(scene)) <= KNOWN


@pytest.mark.parametrize("bad", HOSTILE)
def test_names_from_the_data_are_text_in_the_tooltip(city, bad):
    """The tooltip is filled in as text, never as HTML; the data hold the name as it is."""
    made = deck(scene_of(city, venue(bad)), width=600, height=400)
    assert made._tooltip.keys() == {"text", "style"}
    places = next(layer for layer in json.loads(made.to_json())["layers"] if layer["id"] == "venues")
    assert places["data"][0]["tip"].startswith(bad)


def test_the_map_to_zoom_names_no_address_outside(city):
    made = deck(scene_of(city, venue(), radius=1000), width=600, height=400).to_json()
    assert set(re.findall(r"https?://[^\"'%]+", made)) == set()
    assert "data:application/json" in json.loads(made)["mapStyle"]


def test_the_radius_is_drawn_in_metres(city):
    made = json.loads(deck(scene_of(city, venue(), radius=1000), width=600, height=400).to_json())
    assert next(layer for layer in made["layers"] if layer["id"] == "radius")["getRadius"] == 1000
    assert "radius" not in [
        layer["id"] for layer in json.loads(deck(scene_of(city), width=6, height=4).to_json())["layers"]
    ]


def test_both_drawings_show_the_same_districts_and_venues(city):
    scene = scene_of(city, venue(), venue(id="V2", point=None))
    picks = {item.attrib["data-pick"] for item in elements(drawing.draw(scene)) if "data-pick" in item.attrib}
    assert picks == {f"district:{A}", f"district:{B}", "venue:V1"}
    layers = {
        layer["id"]: layer["data"] for layer in json.loads(deck(scene, width=600, height=400).to_json())["layers"]
    }
    assert {item["code"] for item in layers["districts"]} == {A, B}
    assert {(item["kind"], item["id"]) for item in layers["venues"]} == {("venue", "V1")}


def with_sites(scene: Scene, name: str = "点") -> Scene:
    """With a chosen and a free candidate site and two branches."""
    taken, free = (
        Marker(name + state, CANDIDATE, state, (100.5, 30.5), name, chosen=False, kind=SITE, ringed=state == TAKEN)
        for state in (TAKEN, FREE)
    )
    dots = Dots(name, "#2F5D8A", 3, False, (((100.4, 30.4), name), ((100.6, 30.6), name)))
    return replace(scene, markers=(replace(taken, label="1"), free), dots=(dots,))


@pytest.mark.parametrize("bad", HOSTILE)
def test_candidate_sites_can_be_picked_and_branches_are_dots_whatever_their_names(city, bad):
    scene = with_sites(scene_of(city), bad)
    drawn = drawing.draw(scene)
    assert names(drawn) | names(legend.legend(scene)) <= KNOWN
    picked = [item.attrib["data-pick"] for item in elements(drawn) if "data-pick" in item.attrib]
    assert len([pick for pick in picked if pick.startswith("site:")]) == 2
    layers = {item["id"]: item for item in json.loads(deck(scene, width=600, height=400).to_json())["layers"]}
    assert [item["kind"] for item in layers["venues"]["data"]] == ["site", "site"]
    assert [item["tip"] for item in layers["dots-0"]["data"]] == [bad, bad]


def test_a_radius_is_drawn_around_the_chosen_sites_alone(city):
    scene = with_sites(scene_of(city, radius=1000))
    made = json.loads(deck(scene, width=600, height=400).to_json())
    layers = {layer["id"]: layer["data"] for layer in made["layers"]}
    assert (len(layers["radius"]), len(layers["venues"])) == (1, 2)
    assert [item["text"] for item in layers["labels"]] == ["1"]


def test_a_district_without_a_return_is_hatched_and_says_so(city):
    drawn = drawing.draw(scene_of(city))
    area = next(item for item in elements(drawn) if item.attrib.get("data-pick") == f"district:{B}")
    assert area.attrib["fill"] == "url(#lacking)"
    assert "缺报" in "".join(item.text or "" for item in elements(drawn))


def test_no_two_signs_look_alike_without_their_colour():
    bare = [re.sub(r"#[0-9A-Fa-f]{6}", "#", sign(tier, form)) for tier in TIERS for form in FORMS[:-1]]
    assert len(set(bare)) == len(bare)


def test_a_city_without_boundaries_and_positions_is_told(city):
    scene = compose(city, Boundaries({}), Shading("", {}, frozenset(), ()), [], tell=str, looked_at=())
    assert "没有可画的边界和阵地位置" in drawing.draw(scene)
    assert deck(scene, width=600, height=400).to_json()


def test_the_district_looked_at_is_drawn_last_with_a_strong_edge_and_fills_the_view(city):
    shapes = Boundaries({A: ((tuple(WEST),),), B: ((tuple(EAST),),)})
    scene = compose(city, shapes, Shading("", {}, frozenset(), ()), [], tell=str, looked_at=(A,))
    areas = [item.attrib for item in elements(drawing.draw(scene)) if "data-pick" in item.attrib]
    assert [(item["data-pick"], item["stroke-width"]) for item in areas] == [
        *((f"district:{B}", "1.2"), (f"district:{A}", "4"))
    ]
    assert scene.view == pytest.approx((99.97, 29.97, 101.03, 31.03))


def test_the_keyboard_walks_from_district_to_district(city):
    stops = [item.attrib for item in elements(drawing.draw(scene_of(city, venue()))) if "tabindex" in item.attrib]
    assert {(item["data-pick"].partition(":")[0], item["tabindex"]) for item in stops} == {
        *(("district", "0"), ("venue", "-1"))
    }


def test_the_chosen_venue_stands_out(city):
    plain, chosen = (drawing.draw(scene_of(city, venue(), venue_id=which)) for which in (None, "V1"))
    assert "#9E1B1B" not in plain
    assert "#9E1B1B" in chosen
