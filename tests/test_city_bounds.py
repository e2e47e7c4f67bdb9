"""Positions outside the city (V14): told at a load, at a check and on request, by boundaries or by most positions."""

import json
from collections.abc import Iterator
from pathlib import Path

import database_fixtures as given
import pytest
import workbooks
from database_fixtures import A
from sqlalchemy import Engine
from workbooks import NAME, PERIOD, REGIONS, records, save, sheet

from lib import settings
from lib.__main__ import main
from lib.crosschecks import Bounds, bounds, check_all, within
from lib.intake import load

BEIJING = {"经度": 116.391265, "纬度": 39.907339}
TEN = [(100 + number / 10, 30 + number / 10) for number in range(10)]  # 100.0 … 100.9 and 30.0 … 30.9


@pytest.fixture
def city() -> Engine:
    return given.empty()


@pytest.fixture
def writer(sqlite_url, tmp_path) -> Iterator[Engine]:
    engine = workbooks.small_city(sqlite_url, tmp_path)
    yield engine
    engine.dispose()


def place(lng: float, lat: float, number: int = 1) -> dict:
    known = {"venue_id": f"V{number}", "name": f"活动室{number}", "row_key": number, "row_no": number + 2}
    return known | {"lng": lng, "lat": lat, "crs": "WGS84"}


def told(engine: Engine, drawn: Bounds | None = None) -> tuple[list[str], int, int]:
    with engine.connect() as connection:
        found = check_all(within(connection, PERIOD, 1, [A], drawn))
    result = next(item for item in found if item.check.id == "V14")
    return [item.problem for item in result.findings], result.compared, result.unable


def ledger(folder: Path, *positions: tuple[float, float]) -> Path:
    """活动阵地 of 栖枫区 with a venue per position."""
    rows = [workbooks.head("venues")]
    for number, (lng, lat) in enumerate(positions):
        rows.append(workbooks.row("venues", {"名称": f"活动室{number}", "经度": lng, "纬度": lat}))
    return save(folder, {"活动阵地": rows})


def test_the_box_of_ten_positions_is_the_middle_four_fifths_and_a_degree_at_least():
    box = bounds.around(TEN)
    assert (box.west, box.east) == pytest.approx((100.09 - 1, 100.81 + 1))
    assert (box.south, box.north) == pytest.approx((30.09 - 1, 30.81 + 1))


def test_a_far_position_does_not_stretch_the_box_around_the_others():
    assert not bounds.around([*TEN, (116.4, 39.9)]).holds(116.4, 39.9)


def test_a_large_city_reaches_further_than_it_has_reported():
    wide = [(100 + number * 0.5, 30) for number in range(10)]  # 4.5 degrees across
    assert bounds.around(wide).holds(107, 30)
    assert not bounds.around(wide).holds(110, 30)


def test_fewer_than_ten_positions_say_nothing_of_where_the_city_is():
    assert bounds.around(TEN[:9]) is None


def test_a_venue_in_beijing_is_told_where_the_others_are_elsewhere(city):
    rows = [place(lng, lat, number) for number, (lng, lat) in enumerate([*TEN, (116.391265, 39.907339)], start=1)]
    given.send_rows(city, "venues", A, *rows)
    words = "活动室11：位置（经度116.391265、纬度39.907339）在本市范围之外"
    [problem] = told(city)[0]
    assert problem.startswith(words)
    assert problem.endswith("（据已报的位置，放宽100公里以上）")


def test_positions_of_other_periods_say_where_the_city_is_too(city):
    given.send_rows(city, "venues", A, *(place(lng, lat, n) for n, (lng, lat) in enumerate(TEN, 1)), period="2025H1")
    given.send_rows(city, "candidates", A, {"lng": 116.4, "lat": 39.9, "crs": "WGS84"})
    assert len(told(city)[0]) == 1


def test_without_boundaries_and_with_few_positions_it_cannot_be_checked_and_is_counted_so(city):
    given.send_rows(city, "venues", A, place(116.4, 39.9))
    assert told(city) == ([], 1, 1)  # its system is stated; whether it lies in the city is open


def test_a_position_without_a_system_is_told_apart_from_where_it_lies(city):
    given.send_rows(city, "venues", A, place(100.5, 30.5) | {"crs": None})
    words = "活动室1：填了经纬度而未注明坐标系，不用于测距"
    assert told(city, Bounds(100, 30, 101, 31, "区县边界")) == ([words], 2, 0)


def test_a_venue_without_a_position_is_open(city):
    given.send_rows(city, "venues", A, place(100.5, 30.5) | {"lng": None, "lat": None, "crs": None})
    assert told(city, Bounds(100, 30, 101, 31, "区县边界")) == ([], 0, 1)


@pytest.mark.parametrize(("lng", "outside"), [(101.0, 0), (101.001, 1)])
def test_the_boundaries_go_before_the_positions(city, lng, outside):
    rows = [place(116.4 + number / 100, 39.9, number) for number in range(1, 11)]
    given.send_rows(city, "venues", A, place(lng, 30.5, 11), *rows)
    assert len(told(city, Bounds(100, 30, 101, 31, "区县边界"))[0]) == 10 + outside


def test_boundaries_get_a_margin_of_ten_kilometres():
    assert bounds.drawn([(100, 30), (101, 31)]).west == pytest.approx(99.9)


# --- at a load ------------------------------------------------------------------------------------------------------


def test_a_venue_put_into_beijing_is_loaded_with_a_warning_at_its_cell(writer, tmp_path):
    report = load.load(writer, PERIOD, [ledger(tmp_path, *TEN, (116.391265, 39.907339))])
    found = [item for item in report.files[0].issues if "本市范围之外" in item.problem]
    assert [(item.code, item.level.value, item.sheet, item.cell) for item in found] == [
        ("V14", "警告", "活动阵地", "E12")
    ]
    assert found[0].remedy == "请核对经纬度；确在外地的请说明"
    assert len(records(writer, "venue_period")) == 11
    assert [row["cell"] for row in records(writer, "import_issue") if row["level"] == "警告"] == ["E12"]


def test_what_was_loaded_before_says_where_the_city_is(writer, tmp_path):
    load.load(writer, "2025H1", [save(tmp_path, {"活动阵地": _rows(TEN)}, NAME.replace("下", "上"))])
    report = load.load(writer, PERIOD, [ledger(tmp_path, (116.391265, 39.907339))])
    assert [item.cell for item in report.files[0].issues if "本市范围之外" in item.problem] == ["E2"]


def _rows(positions: list[tuple[float, float]]) -> workbooks.Rows:
    changes = ({"名称": f"室{n}", "经度": lng, "纬度": lat} for n, (lng, lat) in enumerate(positions))
    return [workbooks.head("venues"), *(workbooks.row("venues", change) for change in changes)]


def test_a_city_of_few_positions_is_loaded_without_a_warning(writer, tmp_path):
    report = load.load(writer, PERIOD, [save(tmp_path, {"活动阵地": sheet("venues", BEIJING)})])
    assert report.files[0].issues == ()


# --- on the command line --------------------------------------------------------------------------------------------


def boundaries(folder: Path, *, districts: int = 3) -> Path:
    """A square per district, of one degree from 100° E, 30° N on."""
    names = [row[2] for row in REGIONS[1:]][:districts]
    features = [
        {
            "type": "Feature",
            "properties": {"name": name},
            "geometry": {"type": "Polygon", "coordinates": [[[100, 30], [101, 30], [101, 31], [100, 31], [100, 30]]]},
        }
        for name in names
    ]
    path = folder / "边界.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


@pytest.fixture
def configured(monkeypatch, tmp_path):
    """Set up boundaries for the installation."""

    def configure(**options: int) -> None:
        monkeypatch.setenv("DASHBOARD_BOUNDARIES", str(boundaries(tmp_path, **options)))
        settings.settings.cache_clear()

    yield configure
    monkeypatch.undo()
    settings.settings.cache_clear()


@pytest.mark.parametrize("command", [["check"], ["load", "--period", PERIOD]])
def test_the_boundaries_that_are_set_up_tell_a_single_venue(configured, writer, sqlite_url, tmp_path, capsys, command):
    configured()
    path = save(tmp_path, {"活动阵地": sheet("venues", BEIJING)})
    main([*command, "--database", sqlite_url, str(path)])
    out = capsys.readouterr().out
    words = "本市在经度99.9—101.1、纬度29.9—31.1（据区县边界，放宽约10公里）"
    assert f"警告 V14 {NAME} › 活动阵地 › E2：位置在本市范围之外，{words}。" in out


def test_the_command_says_it_again_on_request(configured, writer, sqlite_url, tmp_path, capsys):
    load.load(writer, PERIOD, [save(tmp_path, {"活动阵地": sheet("venues", BEIJING)})])
    configured()
    main(["crosscheck", "--database", sqlite_url])
    assert "警告 V14 栖枫区，枫林活动室：位置（经度116.391265" in capsys.readouterr().out


def test_boundaries_that_lack_a_district_do_not_say_where_the_city_ends(
    configured, writer, sqlite_url, tmp_path, capsys
):
    configured(districts=2)
    main(["check", "--database", sqlite_url, str(save(tmp_path, {"活动阵地": sheet("venues", BEIJING)}))])
    assert "V14" not in capsys.readouterr().out


def test_the_boundaries_of_the_demo_city_are_no_other_city_s(writer, sqlite_url, tmp_path, capsys):
    assert settings.settings().boundaries == settings.DEMO_BOUNDARIES
    main(["check", "--database", sqlite_url, str(save(tmp_path, {"活动阵地": sheet("venues", BEIJING)}))])
    assert "V14" not in capsys.readouterr().out
