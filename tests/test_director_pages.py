"""支部覆盖 and 支部设置与换届 as Streamlit runs them: what they say, what a click does, what the lists hold."""

import re
from collections.abc import Callable

import pytest
from shown import boards, cards, headings, table, tables, written
from streamlit.testing.v1 import AppTest
from test_pages import lines, opened, plain, title

from lib import database, formats
from lib.filters import Filters
from lib.indicators import indicator
from lib.measure import Snapshot, measure, open_snapshot, rows
from lib.schema import FIVE_NORM_ITEMS

NOW = Filters("2025H2")
DISTRICT = "檀汐区"
SILENT = "岑堰县"


@pytest.fixture
def demo(demo_url: str, installed: Callable[[str], None]) -> Snapshot:
    """The demo database as that of the installation; the same for the test to read."""
    installed(demo_url)
    return open_snapshot(database.reader(demo_url))


def number(snapshot: Snapshot, key: str, filters: Filters = NOW) -> str:
    [reading] = measure(snapshot, [key], filters)
    return formats.figure(reading, indicator(key))


def of_district(snapshot: Snapshot, name: str) -> Filters:
    return Filters("2025H2", districts=(snapshot.directory.find_region(name).code,))


def words(app: AppTest) -> list[str]:
    """What the pictures of the page show, in words."""
    return [board["alt"] for board in boards(app)] + [item.proto.alt for item in app.get("vega_lite_chart")]


def as_tables(app: AppTest, *pictures: str) -> AppTest:
    """The page with the switches of these pictures turned on."""
    for picture in pictures:
        app.session_state[f"{picture}-table"] = True
    return app.run()


def drawn(app: AppTest, heading: str) -> dict:
    """The board whose words begin with this heading."""
    [found] = [board for board in boards(app) if board["alt"].startswith(heading)]
    return found


def board_rows(app: AppTest, heading: str) -> dict[str, dict]:
    """Its lines by their first word."""
    return {line["slots"][0]["text"]: line for line in drawn(app, heading)["lines"]}


def figures(app: AppTest, heading: str) -> dict[str, int]:
    """The first number of each line by its first word: 9061 for 「约9,061」; words like 缺报 are left out."""
    said = {name: re.sub(r"\D", "", line["slots"][1]["text"]) for name, line in board_rows(app, heading).items()}
    return {name: int(digits) for name, digits in said.items() if digits}


def shades(app: AppTest, heading: str) -> dict[tuple[str, str], dict]:
    """Its cells by the first word of their line and the heading of their column."""
    labels = [column.get("label") for column in drawn(app, heading)["columns"]]
    return {
        (row, label): slot
        for row, line in board_rows(app, heading).items()
        for label, slot in zip(labels, line["slots"], strict=True)
        if label
    }


def listed(app: AppTest) -> int:
    """How many the line above the last list says there are."""
    said = [line for line in lines(app) if line.startswith("共") and line.endswith("个支部")]
    return int(said[-1].removeprefix("共").removesuffix("个支部").replace(",", ""))


# ---- 支部覆盖 --------------------------------------------------------------------------------------------------------


def test_the_title_answers_target_shortfall_and_weakest_norm(demo):
    rates = {name: number(demo, f"{item}_pass_rate") for item, name in FIVE_NORM_ITEMS.items()}
    weakest = min(rates, key=lambda name: float(rates[name].rstrip("%")))
    said = plain(title(opened("coverage")))
    assert number(demo, "sponsored_pass_rate") in said
    assert f"还需{number(demo, 'sponsored_needed')}个" in said
    assert f"{weakest.removesuffix('规范')}最弱，达标率{rates[weakest]}" in said


def test_the_charts_show_what_measure_gives_and_who_is_missing(demo):
    app = opened("coverage")
    cells = {place: slot["text"] for place, slot in shades(app, "双覆盖五规范").items()}
    for item, name in FIVE_NORM_ITEMS.items():
        column = name.removesuffix("规范")
        assert cells["合计", column] == number(demo, f"{item}_pass_rate")
        assert cells[DISTRICT, column] == number(demo, f"{item}_pass_rate", of_district(demo, DISTRICT))
        assert cells[SILENT, column] == "缺报"
    bars = {name: "　".join(written(line)[1:]) for name, line in board_rows(app, "本级包抓支部达标率").items()}
    rate, needed = (number(demo, f"sponsored_{key}", of_district(demo, "市直")) for key in ("pass_rate", "needed"))
    assert re.fullmatch(rf"{re.escape(rate)}　\d+/\d+　还需{needed}个", bars["市直"])
    assert bars[SILENT] == "缺报"


def test_the_weakest_norm_of_a_district_is_framed(demo):
    cells = shades(opened("coverage"), "双覆盖五规范")
    norms = [name.removesuffix("规范") for name in FIVE_NORM_ITEMS.values()]
    for row in ("合计", DISTRICT):
        rates = {norm: float(cells[row, norm]["text"].rstrip("%")) for norm in norms}
        [framed] = [norm for norm in norms if cells[row, norm].get("framed")]
        assert rates[framed] == min(rates.values())


def test_the_words_of_a_chart_name_the_extremes_and_the_missing(demo):
    [said] = [item for item in words(opened("coverage")) if item.startswith("本级包抓")]
    assert f"缺报{SILENT}" in said
    assert re.search(r"最高\S+区[\d.]+%.*，最低", said)


def test_another_framework_with_results_can_be_chosen(demo):
    app = opened("coverage").get_by_key("coverage-framework").set_value("六有一提升").run()
    cells = shades(app, "六有一提升各项达标率")
    assert [column for row, column in cells if row == DISTRICT][:2] == ["有场所（示例）", "有制度（示例）"]
    [reading] = [
        item
        for item in measure(demo, ["framework_item_pass_rate"], of_district(demo, DISTRICT), "norm_item")
        if item.group_code == "have_venue"
    ]
    assert cells[DISTRICT, "有场所（示例）"]["text"] == formats.figure(reading, indicator(reading.key))
    assert {slot["text"] for (row, _), slot in cells.items() if row == SILENT} == {"缺报"}


def test_the_steps_of_failed_norms_add_up_to_all_branches(demo):
    app = as_tables(opened("coverage"), "coverage-failed")
    [total] = measure(demo, ["branch_failed_items"], NOW)
    assert table(app, "未达标项数")["支部数"].sum() == total.value


def test_the_list_of_the_next_to_pass_is_as_long_as_their_number(demo):
    app = opened("coverage")
    assert listed(app) == int(number(demo, "sponsored_next_to_pass"))
    app = app.get_by_key("coverage-list").set_value("只差一项的全部支部").run()
    assert listed(app) == int(number(demo, "branch_next_to_pass"))
    assert set(table(app, "差的一项")["差的一项"]) == {name.removesuffix("规范") for name in FIVE_NORM_ITEMS.values()}


def test_a_word_typed_into_a_list_finds_its_rows(demo):
    app = opened("coverage")
    every = table(app, "差的一项")
    [box] = [item for item in app.text_input if item.key.startswith("coverage-find")]
    app = box.set_value(" 作用 发挥 ").run()
    found = table(app, "差的一项")
    assert 0 < len(found) < len(every)
    assert set(found["差的一项"]) == {"作用发挥"}
    assert f"共{len(every)}个支部，找到{len(found)}个支部" in lines(app)


def test_a_list_in_which_nothing_is_found_says_so(demo):
    app = opened("coverage")
    [box] = [item for item in app.text_input if item.key.startswith("coverage-find")]
    app = box.set_value("没有这几个字").run()
    assert any("找到0个支部" in line for line in lines(app))
    assert [item.message for item in app.exception] == []


# ---- 支部设置与换届 --------------------------------------------------------------------------------------------------


def test_the_title_counts_oversize_overdue_and_due(demo):
    said = plain(title(opened("branches")))
    for key in ("branch_total", "branch_over_50", "branch_size_max", "branch_election_overdue"):
        assert number(demo, key) in said
    assert f"{number(demo, 'branch_election_due_soon')}个半年内届满" in said


def test_the_largest_branches_come_first_with_the_parts_to_make_of_them(demo):
    found = table(opened("branches"), "按不超50人至少拆成")
    assert list(found["正式党员数"]) == sorted(found["正式党员数"], reverse=True)
    assert found["正式党员数"].iloc[0] == int(number(demo, "branch_size_max"))
    assert (found["按不超50人至少拆成"] == -(-found["正式党员数"] // 50)).all()


@pytest.mark.parametrize(
    "key",
    [
        *("branch_over_50", "branch_election_overdue", "branch_election_due_soon", "branch_election_extended"),
        *("branch_secretary_vacant", "branch_no_liaison", "lixiu_only_branch_total", "branch_under_3"),
    ],
)
def test_every_list_is_as_long_as_its_number(demo, key):
    app = opened("branches").get_by_key("branches-list").set_value(key).run()
    assert listed(app) == int(number(demo, key)) == len(rows(demo, key, NOW))
    assert [item.message for item in app.exception] == []


def test_the_calendar_adds_up_to_overdue_and_due(demo):
    app = as_tables(opened("branches"), "branches-calendar")
    found = table(app, "时间", "类别").groupby("类别")["支部数"].sum()
    assert found["逾期未换届"] == int(number(demo, "branch_election_overdue"))
    assert found["任期届满"] + found["延期届满"] == int(number(demo, "branch_election_due_soon"))


def test_the_histogram_counts_every_branch_with_a_size(demo):
    app = as_tables(opened("branches"), "branches-sizes")
    found = table(app, "正式党员数", "支部数")
    assert found["支部数"].sum() == int(number(demo, "branch_by_size"))
    assert found[found["正式党员数"] > 50]["支部数"].sum() == int(number(demo, "branch_over_50"))


# ---- one district, several districts ---------------------------------------------------------------------------------


def test_the_district_looked_at_stays_among_the_others_in_the_charts(demo):
    alone = board_rows(opened("coverage", district=DISTRICT), "本级包抓支部达标率")
    pale = {name: line.get("pale", False) for name, line in alone.items()}
    assert [name for name, faded in pale.items() if not faded] == [DISTRICT]
    assert len(pale) == len(demo.directory.regions)
    two = board_rows(opened("coverage", district=[DISTRICT, "市直"]), "本级包抓支部达标率")
    assert [(name, "pale" in line) for name, line in two.items()] == [(DISTRICT, False), ("市直", False)]


def test_a_button_leads_back_to_all_districts_and_is_there_only_then(demo):
    assert "返回全市" not in [item.label for item in opened("coverage").button]
    app = opened("coverage", district=DISTRICT, level="市直")
    [back] = [item for item in app.button if item.label == "返回全市"]
    app = back.click().run()
    assert "district" not in app.query_params
    assert app.query_params["level"] == "市直"


@pytest.mark.parametrize(("chosen", "shown"), [(0, False), (1, False), (2, True), (5, True), (6, False)])
@pytest.mark.parametrize("page", ["coverage", "branches"])
def test_two_to_five_districts_stand_side_by_side(demo, page, chosen, shown):
    names = [region.name for region in demo.directory.districts[:chosen]]
    app = opened(page, district=names)
    found = [item for item in tables(app) if "区县中位数" in item.columns]
    assert len(found) == shown
    assert any("在上方“区县”中选2至5个" in line for line in lines(app)) != shown
    if shown:
        assert len(found[0].columns) == 3 + chosen


def test_a_district_is_compared_with_the_median_of_all(demo):
    app = opened("coverage", district=[DISTRICT, "市直"])
    found = table(app, "区县中位数").set_index("指标")
    line = found.loc["本级包抓支部达标率（%）"]
    assert line["全市"].startswith(number(demo, "sponsored_pass_rate"))
    assert line[DISTRICT].startswith(number(demo, "sponsored_pass_rate", of_district(demo, DISTRICT)))
    assert "个百分点）" in line[DISTRICT]


# ---- what cannot be shown --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["coverage", "branches"])
def test_a_district_that_has_sent_nothing_shows_so_on_every_chart(demo, page):
    app = opened(page, district=SILENT)
    assert {item.value for item in cards(app)} == {"缺报"}
    assert [item.message for item in app.exception] == []
    assert plain(title(app)) in ("包抓支部达标率暂缺", "支部台账缺报")
    assert "支部台账缺报，没有名单可列。" in [item.value for item in app.info]


@pytest.mark.parametrize("page", ["coverage", "branches"])
def test_every_chart_has_words_and_a_table_behind_it(demo, page):
    app = opened(page)
    assert all(words(app))
    pictures = [told["picture"] for told in headings(app)]
    assert len(pictures) == len(words(app)) >= 4
    app = as_tables(app, *pictures)
    assert words(app) == []
    assert [told["table"] for told in headings(app)] == [True] * len(pictures)
    assert [item.message for item in app.exception] == []
    assert len([item for item in app.get("download_button") if "下载" in item.label]) >= len(pictures)


@pytest.mark.parametrize("page", ["coverage", "committees"])
def test_what_stands_below_the_change_keeps_its_place_when_a_district_is_chosen(demo, page):
    """The browser draws anew whatever has another place among its neighbours."""

    def places(app: AppTest) -> list[str]:
        return [child.type for child in app.main.children.values()][-6:]

    whole, one = opened(page), opened(page, district=DISTRICT)
    assert len(whole.main.children) == len(one.main.children)
    assert places(whole) == places(one)
