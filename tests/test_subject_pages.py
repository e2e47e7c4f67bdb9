"""党工委配备, 志愿服务, 组织生活与教育, 队伍与保障, 区县画像, 指标口径 and 报送情况 as Streamlit runs them."""

import pytest
from shown import cards, grids
from streamlit.testing.v1 import AppTest
from test_director_pages import DISTRICT, SILENT, board_rows, demo, figures, number, of_district, table
from test_pages import lines, opened, plain, title

from lib import formats
from lib.filters import Filters
from lib.indicators import INDICATORS, indicator
from lib.measure import beside_median, compare, measure, parted_by, rows
from lib.speech.portrait import is_worse
from lib.ui.parts.portrait import KEYS

__all__ = ["demo"]  # a fixture of the pages before
NOW = Filters("2025H2")


def says(app: AppTest) -> str:
    return "\n".join([plain(title(app)), *lines(app)])


# ---- 党工委配备 ------------------------------------------------------------------------------------------------------


def test_the_title_says_how_many_districts_lack_whom(demo):
    said = plain(title(opened("committees")))
    for key, name in (("committee_only_secretary", "仅缺书记"), ("committee_no_both", "两者均缺")):
        assert f"{name}{number(demo, key)}个" in said
    assert f"{number(demo, 'committee_lacking')}个未配齐" in said


def test_the_matrix_tells_vacant_from_filled_and_from_missing(demo):
    found = table(opened("committees"), "机构模式", "书记").set_index("区县")
    vacant = {row["所属区县"] for row in rows(demo, "committee_no_secretary", NOW)}
    short = {demo.directory.find_region(name).label for name in vacant}
    names = {demo.directory.find_region(name).label: name for name in found.index}
    assert {label for label, name in names.items() if found.loc[name, "书记"] == "空缺"} == short
    assert found.loc[SILENT, "书记"] == "缺报"
    assert found.loc[SILENT, "机构模式"] == "缺报"


def test_the_longest_vacancy_stands_first(demo):
    months = list(figures(opened("committees"), "职位空缺满月数").values())
    [longest] = measure(demo, ["committee_secretary_vacant_months"], NOW)
    assert months == sorted(months, reverse=True)
    assert longest.value in months


def test_merged_districts_stand_beside_the_others_with_their_numbers(demo):
    found = table(opened("committees"), "归并区县中位数").set_index("指标")
    [parting] = parted_by(demo, ["sponsored_pass_rate"], "committee_merged_count", NOW)
    row = found.loc["本级包抓支部达标率（%）"]
    assert row["归并区县中位数"] == formats.percent(parting.marked)
    assert (row["归并区县数"], row["其他区县数"]) == (parting.marked_districts, parting.other_districts)


def test_the_city_s_own_committee_is_told_apart(demo):
    assert any(line.startswith("市本级：") and "编制" in line for line in lines(opened("committees")))
    assert not any(line.startswith("市本级：") for line in lines(opened("committees", district=DISTRICT)))


# ---- 志愿服务 --------------------------------------------------------------------------------------------------------


def test_the_title_gives_the_total_and_the_same_span_of_last_year(demo):
    [compared] = compare(demo, ["vol_person_times"], NOW)
    said = plain(title(opened("volunteering")))
    figure = formats.with_unit(compared.now, indicator("vol_person_times"), compact=True)
    assert figure in said
    assert f"增长{formats.percent(compared.growth)}" in said
    assert "2024年7—12月同口径" in said


def test_a_card_with_a_span_for_a_number_says_that_it_cannot_be_compared(demo):
    assert any("较同期不可比" in card.below for card in cards(opened("volunteering")))


def test_months_and_fields_add_up_to_the_total(demo):
    app = opened("volunteering")
    [whole] = measure(demo, ["vol_person_times"], NOW)
    for heading in ("参与人次按月", "参与人次按服务领域"):
        assert sum(figures(app, heading).values()) == whole.value


def test_another_measure_is_one_click_away(demo):
    app = opened("volunteering")
    app.segmented_control(key="volunteering-measure").set_value("活动次数").run()
    [whole] = measure(demo, ["vol_activity_count"], NOW)
    assert sum(figures(app, "活动次数按月").values()) == whole.value


# ---- 组织生活与教育, 队伍与保障 ------------------------------------------------------------------------------------


def test_education_says_both_rates_with_their_bases(demo):
    said = plain(title(opened("education")))
    for key in ("meetings_compliance_rate", "secretary_training_rate"):
        [reading] = measure(demo, [key], NOW)
        assert (
            f"{number(demo, key)}（{formats.number(reading.numerator)}/{formats.number(reading.denominator)}）" in said
        )


def test_trainees_are_counted_by_whom_they_are(demo):
    bars = figures(opened("education"), "培训人数")
    found = measure(demo, ["training_people_by_target"], NOW, "target")
    assert bars == {reading.group: reading.value for reading in found if reading.group}


def test_people_says_both_stocks_and_how_they_moved(demo):
    said = plain(title(opened("people")))
    for key in ("lixiu_total", "tuixiu_total"):
        [reading] = measure(demo, [key], NOW)
        assert formats.with_unit(reading, indicator(key), compact=True) in said
    assert "较上年底同口径分别减少" in said


def test_age_bands_stand_in_their_own_order(demo):
    labels = list(board_rows(opened("people"), "党员活动参与率"))
    assert labels[0] == "≤60"
    assert labels[-1] == "≥91"


# ---- 区县画像 --------------------------------------------------------------------------------------------------------


def test_without_a_district_every_one_is_offered(demo):
    app = opened("portrait")
    assert plain(title(app)).startswith(f"{len(demo.directory.districts)}个区县")


def beside(name: str, app: AppTest) -> dict[str, object]:
    """The line of the portrait about this indicator: what is read, and the value by which it is sorted."""
    found = (
        dict(zip((head["label"] for head in told["columns"]), row, strict=True))
        for told in grids(app)
        for row in told["rows"]
    )
    return next(row for row in found if row["指标"] == name)


def test_a_district_stands_beside_the_median_with_its_place(demo):
    app = opened("portrait", district=DISTRICT)
    assert plain(title(app)).startswith(f"{DISTRICT}：")
    standings = beside_median(demo, ["liaison_rate"], of_district(demo, DISTRICT))
    [one] = [item for item in standings if item.now.group == DISTRICT]
    row = beside("联络员配备率", app)
    assert row["位次"] == [f"{one.rank}/{one.ranked}", one.rank]
    assert row["中位数"] == [formats.percent(one.median), one.median]


def test_a_count_that_grows_with_the_district_has_no_place(demo):
    app = opened("portrait", district=DISTRICT)
    assert beside("离退休党员数", app)["位次"] == ["—", None]


def test_without_a_choice_the_table_counts_what_is_better_and_worse_and_leaves_the_silent_open(demo):
    shown = table(opened("portrait"), "好于中位数", "差于中位数").set_index("区县")
    assert len(shown) == 19
    assert shown.loc[SILENT].tolist() == [None, None]
    standings = [one for one in beside_median(demo, KEYS, NOW) if one.now.group == DISTRICT]
    worse = sum(map(is_worse, standings))
    assert shown.loc[DISTRICT, "差于中位数"] == worse
    assert f"{worse}项差于" in plain(title(opened("portrait", district=DISTRICT)))


def test_a_silent_district_says_so(demo):
    assert "本期尚未报送" in plain(title(opened("portrait", district=SILENT)))


def test_a_unit_has_a_portrait_of_its_own(demo):
    unit = next(iter(demo.directory.units.values()))
    assert plain(title(opened("portrait", unit=unit.id))).startswith(f"{unit.name}：")


# ---- 指标口径, 报送情况 ----------------------------------------------------------------------------------------------


def test_the_catalogue_lists_every_indicator_with_its_number_and_definition(demo):
    found = table(opened("catalogue"), "口径", "代码").set_index("代码")
    assert set(found.index) == set(INDICATORS)
    assert found.loc["branch_total", "数值"] == f"{number(demo, 'branch_total')}个"
    assert found.loc["branch_total", "口径"] == indicator("branch_total").definition


@pytest.mark.parametrize(("office", "word", "count"), [(SILENT, "缺报", "0/18"), ("槿坪县", "部分缺报", "17/18")])
def test_an_office_that_has_not_sent_everything_says_what_is_lacking(demo, office, word, count):
    row = table(opened("reporting"), "缺报的台账").set_index("报送单位").loc[office]
    assert (row["报送"], row["已报"]) == (word, count)
    assert row["缺报的台账"] == ("全部" if office == SILENT else "志愿服务")


def test_a_district_that_is_chosen_stands_in_the_address(demo):
    app = opened("portrait")
    code = demo.directory.find_region(DISTRICT).code
    app.button(key=f"portrait-toward-{code}").click().run()
    assert app.query_params["district"] == DISTRICT
    assert plain(title(app)).startswith(f"{DISTRICT}：")


@pytest.mark.parametrize("page", ["overview", "volunteering", "branches"])
def test_a_district_looked_at_leads_to_its_portrait_from_every_page(demo, page):
    def leads(app: AppTest) -> bool:
        return any(item.label == "看画像" for item in app.main.get("page_link"))

    assert leads(opened(page, district=DISTRICT))
    assert not leads(opened(page))
    assert not leads(opened("portrait", district=DISTRICT))


def test_two_units_stand_side_by_side_with_the_whole_city(demo):
    found = measure(demo, ["branch_total"], NOW, "unit")
    first, second = [item for item in found if item.value][:2]
    app = opened("branches", unit=[first.group_code, second.group_code])
    row = table(app, "指标", "全市").set_index("指标").loc["离退休干部党支部数（个）"]
    short = [demo.directory.units[item.group_code].short_name for item in (first, second)]
    assert [row["全市"], *(row[name] for name in short)] == [
        number(demo, "branch_total"),
        str(first.value),
        str(second.value),
    ]
