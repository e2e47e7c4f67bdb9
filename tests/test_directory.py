"""Districts, units and periods: official order, names as they are written, and what is found by them."""

from dataclasses import replace

import pytest
import workbooks

from lib import schema
from lib.directory import Unit, normalise
from lib.errors import FilterError, IntakeError
from lib.intake import city as cities


def test_districts_stand_in_official_order_and_the_city_last(city):
    assert [item.label for item in city.regions] == ["栖枫区", "映溪区", "岫谷县", "市直"]
    assert [item.name for item in city.districts] == ["栖枫区", "映溪区", "岫谷县"]
    assert (city.city.name, city.city.code) == ("澄岚市", "990100")


def test_every_office_is_due_to_send_every_form(city):
    assert city.duties.keys() == schema.SOURCES.keys()
    assert set(city.duties.values()) == {frozenset({"990101", "990102", "990121", "990100"})}


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("栖枫区", "栖枫区"),
        ("栖枫", "栖枫区"),
        (" 栖 枫　区", "栖枫区"),
        ("市直", "市直"),
        ("澄岚市", "市直"),
        ("栖", None),
    ],
)
def test_a_region_is_found_by_either_name_whatever_the_spaces(city, written, label):
    found = city.find_region(written)
    assert (found.label if found else None) == label


@pytest.mark.parametrize(
    ("written", "region", "unit_id", "how"),
    [
        ("栖枫区教育局", "990101", "U00001", "全称"),
        ("栖枫区 教育局", "990101", "U00001", "全称"),
        ("区教育局", "990101", "U00001", "简称"),
        ("区教育局", "990102", "U00004", "简称"),
        ("区教委", "990101", "U00001", "别名"),
        ("区文教局", "990101", "U00001", "别名"),
        ("市建委", "990100", "U00006", "别名"),
        ("栖枫区教育体育局", "990101", "U00001", "相似"),
    ],
)
def test_a_unit_is_found_by_full_name_then_short_name_then_alias_then_likeness(city, written, region, unit_id, how):
    match = city.find_unit(written, region)
    assert (match.unit.id, match.how) == (unit_id, how)


def test_a_full_name_wins_over_the_same_alias_of_another_unit(city):
    aliases = city.aliases | {normalise("栖枫区教育局"): ("U00002",)}
    assert replace(city, aliases=aliases).find_unit("栖枫区教育局", "990101").unit.id == "U00001"


def test_an_alias_of_two_units_elsewhere_names_neither(city):
    assert city.find_unit("区教育局", "990121") is None


def test_a_name_like_none_is_unknown(city):
    assert city.find_unit("档案馆", "990101") is None


def test_units_are_searched_by_name_and_alias_in_directory_order(city):
    assert [item.id for item in city.search_units("教育局")] == ["U00001", "U00004", "U00005"]
    assert [item.id for item in city.search_units("教 委")] == ["U00001"]
    assert [item.id for item in city.search_units("教育局", regions=frozenset({"990102"}))] == ["U00004"]
    assert city.search_units("没有这个") == []


def test_a_search_gives_at_most_fifty_units(city):
    many = {
        f"U{number:05d}": Unit(f"U{number:05d}", f"第{number}中学", "", "区县直", "学校", "990101")
        for number in range(99)
    }
    crowded = replace(city, units=many)
    assert len(crowded.search_units("中学")) == 50
    assert [item.id for item in crowded.search_units("中学", limit=3)] == ["U00000", "U00001", "U00002"]


def test_an_unknown_code_is_named_in_a_sentence(city):
    with pytest.raises(FilterError, match="没有代码为“990199”的区县"):
        city.region("990199")
    with pytest.raises(FilterError, match="没有期次“2025H2”。现有期次：尚无数据。"):
        city.period("2025H2")
    with pytest.raises(FilterError, match="还没有任何期次的数据"):
        _ = city.latest


@pytest.mark.parametrize(
    ("region_changes", "unit_changes", "said"),
    [
        ({"类别": "市辖区"}, {}, "区县名录第2行：类别“市辖区”应为"),
        ({"区划代码": ""}, {}, "区县名录第2行：区划代码为空"),
        ({"区划代码": "990102"}, {}, "区县名录：“990102”出现不止一次"),
        ({}, {"层级": "市级"}, "单位名录第2行：层级“市级”应为"),
        ({}, {"所属区县": "北区"}, "单位名录第2行：区县名录中没有“北区”"),
    ],
)
def test_a_directory_file_that_does_not_fit_is_refused_with_the_place(tmp_path, region_changes, unit_changes, said):
    def changed(table: tuple[tuple[object, ...], ...], changes: dict[str, str]) -> workbooks.Rows:
        first = [changes.get(name, value) for name, value in zip(table[0], table[1], strict=True)]
        return [list(table[0]), first, *map(list, table[2:])]

    sheets = {
        "区县名录": changed(workbooks.REGIONS, region_changes),
        "单位名录": changed(workbooks.UNITS, unit_changes),
    }
    path = workbooks.save(tmp_path, sheets, "区划名录.xlsx")
    with pytest.raises(IntakeError) as caught:
        cities.init(workbooks.database.writer("sqlite://"), path)
    assert said in str(caught.value)
