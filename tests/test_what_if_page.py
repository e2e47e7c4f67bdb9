"""假设测算 and 不含、只看 as Streamlit runs them: three districts and the city's own units, numbers for the head."""

import io
from collections.abc import Callable
from datetime import date, datetime

import database_fixtures as given
import pytest
from database_fixtures import CITY, A, B, C
from openpyxl import load_workbook
from pptx import Presentation
from shown import cards, table, tables
from sqlalchemy import create_engine
from streamlit.testing.v1 import AppTest
from test_pages import lines, opened, plain, title, warnings

from lib import database
from lib.desk import Desk, Kept, open_desk
from lib.exports import pptx, scenario, xlsx
from lib.filters import Filters
from lib.measure import open_snapshot
from lib.speech.scenario import finding
from lib.whatif import FillPosts, Scenario, Split, paragraph, play, survey

FILLED = {"secretary_status": "专职", "deputy_status": "专职"}
VACANT = {"secretary_status": "空缺", "deputy_status": "专职"}
SPLIT, POSTS = {"if-split": "50"}, {"if-secretary": "all"}


@pytest.fixture
def small(sqlite_url: str) -> str:
    """甲区 without 书记 and with one branch of 60; the others with a 书记 each and one branch of 10."""
    engine = given.empty(sqlite_url)
    for region, office, members in ((A, VACANT, 60), (B, FILLED, 10), (C, FILLED, 10)):
        given.send_rows(engine, "committee", region, office)
        given.send_branches(engine, region, {"full_members_n": members, "retired_n": members})
    given.send_branches(engine, CITY, {})
    engine.dispose()
    return sqlite_url


@pytest.fixture
def desk(small: str, installed: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The small city as that of the installation, with an empty desk: that desk."""
    url = small.replace("test.sqlite", "desk.sqlite")
    monkeypatch.setenv("DASHBOARD_DESK_URL", url)
    installed(small)
    return open_desk(url)


def button(app: AppTest, label: str):
    return next(item for item in app.button if item.label == label)


def row(app: AppTest, name: str) -> dict[str, object]:
    """The line of the totals for this indicator."""
    return table(app, "指标", "方案后").set_index("指标").loc[name].to_dict()


# ---- what a scenario comes to ----------------------------------------------------------------------------------------


def test_the_page_begins_with_questions_that_are_answered_already(desk):
    app = opened("what_if")
    assert any("书记配备率由66.7%升至100.0%；需要党工委书记1名" in line for line in lines(app))
    assert any("超50人支部由1个降至0个；党支部由4个升至5个" in line for line in lines(app))
    app = button(app, "补齐全部书记、专职副书记").click().run()
    assert app.query_params["if-secretary"] == "all"
    assert plain(title(app)) == "补齐党工委书记1名，书记配备率由66.7%升至100.0%"


def test_now_then_and_change_stand_side_by_side(desk):
    app = opened("what_if", **POSTS)
    assert row(app, "区县党工委书记配备率") == {"现状": "66.7%　2/3", "方案后": "100.0%　3/3", "变化": "+33.3个百分点"}
    assert row(app, "未配备书记区县数") == {"现状": "1个", "方案后": "0个", "变化": "−1"}


def test_each_district_has_its_own_line_and_place(desk):
    found = table(opened("what_if", **SPLIT), "区县", "现状", "方案后").set_index("区县")
    assert list(found.index) == ["甲区", "乙区", "丙县", "市直"]
    assert found.loc["甲区", "方案后"] == "0"
    assert found.loc["甲区", "变化"] == "−1"
    assert set(found["变化"][1:]) == {"持平"}


def test_another_indicator_by_district_is_a_choice_of_the_address(desk):
    app = opened("what_if", **SPLIT).get_by_key("what_if-shown").set_value("branch_total").run()
    assert app.query_params["shown"] == "branch_total"
    assert list(table(app, "区县", "现状", "方案后")["方案后"]) == ["2", "1", "1", "1"]


def test_an_indicator_that_is_none_or_that_does_not_change_is_told(desk):
    assert "“xyz”不存在" in warnings(opened("what_if", shown="xyz", **SPLIT))
    assert any(
        "“离退休党员数”不随这一方案变化" in line for line in lines(opened("what_if", shown="member_total", **SPLIT))
    )


def test_what_it_takes_stands_in_all_and_by_district(desk):
    found = table(opened("what_if", **POSTS), "党工委书记（名）")
    assert found.values.tolist() == [["合计", "1"], ["甲区", "1"]]


def test_the_divided_branches_are_listed_with_their_sizes(desk):
    found = table(opened("what_if", **SPLIT), "各支部人数")
    assert list(found["各支部人数"]) == ["30＋30"]


def test_levers_work_together(desk):
    app = opened("what_if", **SPLIT, **POSTS)
    assert row(app, "超50人支部数")["方案后"] == "0个"
    assert row(app, "区县党工委书记配备率")["方案后"] == "100.0%　3/3"
    assert plain(title(app)).startswith("2项做法合起来")


# ---- the controls and the address ------------------------------------------------------------------------------------


def test_a_lever_is_put_on_and_taken_off(desk):
    app = opened("what_if").get_by_key("what_if-levers").set_value(["split"]).run()
    assert app.query_params["if-split"] == "50"
    app = app.get_by_key("what_if-levers").set_value([]).run()
    assert "if-split" not in app.query_params


def test_every_lever_can_be_put_on(desk):
    kinds = ["posts", "standard", "split", "elections", "unmix", "venues", "matching", "budget"]
    app = opened("what_if").get_by_key("what_if-levers").set_value(kinds).run()
    assert [item.message for item in app.exception] == []
    assert app.get_by_key("what_if-levers").value == kinds


def test_a_smaller_limit_divides_into_more_branches(desk):
    app = opened("what_if", **SPLIT).get_by_key("what_if-split-limit").set_value(20).run()
    assert app.query_params["if-split"] == "20"
    assert list(table(app, "各支部人数")["各支部人数"]) == ["20＋20＋20"]


def test_a_lever_can_be_held_to_some_districts(desk):
    app = opened("what_if", **POSTS).get_by_key("what_if-posts-secretary").set_value([B]).run()
    assert app.query_params["if-secretary"] == "乙区"
    assert plain(title(app)) == "不需要增加，指标不变"


def test_each_post_has_its_own_districts_and_each_district_its_own_number_of_rooms(desk):
    app = opened("what_if", **POSTS, **{"if-deputy": "乙区"})
    assert app.get_by_key("what_if-posts-deputy").value == [B]
    app = app.get_by_key("what_if-posts-secretary").set_value([A]).run()
    assert (app.query_params["if-secretary"], app.query_params["if-deputy"]) == ("甲区", "乙区")
    app = opened("what_if", **{"if-room": ["甲区:2", "乙区:3"]})
    app = app.get_by_key(f"what_if-venues-{A}").set_value(4).run()
    assert app.query_params["if-room"] == ["甲区:4", "乙区:3"]
    app = app.get_by_key("what_if-venues-rooms").set_value([B, C]).run()
    assert app.query_params["if-room"] == ["乙区:3", "丙县:1"]


def test_the_filters_narrow_what_a_scenario_starts_from(desk):
    app = opened("what_if", district=["甲区", "乙区"], **POSTS)
    assert row(app, "区县党工委书记配备率")["现状"] == "50.0%　1/2"


def test_posts_of_districts_have_no_numbers_for_a_choice_of_units(desk):
    app = opened("what_if", level="市直", **POSTS)
    assert [item.message for item in app.exception] == []
    assert plain(title(app)) == "不能测算：党工委配备按区县报送，不能按单位筛选"
    assert "党工委配备按区县报送，不能按单位筛选。可清除单位筛选后再看。" in [item.value for item in app.info]


def test_what_the_address_says_wrongly_is_told(desk):
    app = opened("what_if", **{"if-split": "3"})
    assert "3" in warnings(app)
    assert "补齐全部书记、专职副书记" in [item.label for item in app.button]


# ---- kept scenarios --------------------------------------------------------------------------------------------------


def test_a_scenario_is_kept_under_its_name_and_opened_again(desk):
    app = opened("what_if", district="甲区", **SPLIT)
    app.get_by_key("what_if-name").set_value(" 拆分 *甲* ")
    button(app, "保存").click().run()
    [kept] = desk.all("scenario")
    assert kept.name == "拆分 *甲*"
    app = opened("what_if")
    assert any("拆分 *甲*" in line for line in lines(app))
    app = button(app, "打开").click().run()
    assert (app.query_params["district"], app.query_params["if-split"]) == ("甲区", "50")


def test_without_a_name_nothing_is_kept(desk):
    app = button(opened("what_if", **SPLIT), "保存").click().run()
    assert "请先写方案名称" in warnings(app)
    assert desk.all("scenario") == []


def test_a_kept_scenario_stands_beside_another(desk):
    desk.keep(Kept("scenario", "a1", "方案甲", "本机", datetime(2026, 1, 5), {"scenario": POSTS, "filters": {}}))
    app = button(opened("what_if", **SPLIT), "对比").click().run()
    assert app.query_params["beside"] == "a1"
    found = row(app, "离退休干部党支部数")
    assert (found["现状"], found["方案后"]) == ("4个", "5个")
    assert (found["方案甲"], found["方案甲变化"]) == ("4个", "持平")
    assert row(app, "区县党工委书记配备率")["方案甲"] == "100.0%　3/3"
    assert "方案甲：党工委书记1名" in map(plain, lines(app))


def test_a_deleted_scenario_is_gone(desk):
    desk.keep(Kept("scenario", "a1", "方案甲", "本机", datetime(2026, 1, 5), {"scenario": POSTS, "filters": {}}))
    app = opened("what_if").get_by_key("what_if-delete").set_value("a1").run()
    app = button(app, "删除").click().run()
    assert desk.all("scenario") == []
    assert any(line.startswith("还没有保存的方案") for line in lines(app))


def test_what_another_account_keeps_is_not_shown(desk):
    desk.keep(Kept("scenario", "a1", "方案甲", "别人", datetime(2026, 1, 5), {"scenario": POSTS, "filters": {}}))
    assert not any("方案甲" in line for line in lines(opened("what_if")))
    assert "不在保存的方案里" in warnings(opened("what_if", beside="a1", **SPLIT))


# ---- files -----------------------------------------------------------------------------------------------------------


def test_the_files_say_what_the_page_says(small):
    today = survey(open_snapshot(database.reader(small), 1), Filters("2025H2"))
    outcome = play(today, Scenario(split=Split(), posts=FillPosts(secretary=())))
    report = scenario.report(outcome, finding(outcome), paragraph(outcome), "2025年下半年", (), 1, demo=True)
    book = load_workbook(io.BytesIO(xlsx.write(report)))
    cells = [[cell.value for cell in line] for line in book["现状和方案后"].iter_rows()]
    [line] = [line for line in cells if line[0] == "超50人支部数（个）"]
    assert line[1:4] == [1, 0, -1]
    words = [str(line[0].value) for line in book["概要"].iter_rows()]
    assert words[words.index("方案") + 1] == paragraph(outcome)
    assert "超50人支部数＝1−1＝0个" in words
    [slide] = Presentation(io.BytesIO(pptx.write(scenario.slide(report, outcome)))).slides
    said = "".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    assert finding(outcome) in said
    assert "需要党支部书记1名、支委会" in said
    [shown] = [shape.table for shape in slide.shapes if shape.has_table]
    assert [cell.text for cell in shown.rows[0].cells] == ["指标", "现状", "方案后", "变化"]
    assert [cell.text for cell in shown.rows[1].cells] == ["超50人支部数（个）", "1", "0", "−1"]
    assert report.as_of == date(2025, 12, 31)


def test_everything_to_take_away_is_in_one_place(desk):
    app = opened("what_if", **POSTS)
    names = ["Excel", "Word", "PPT", "一页PPT", "全部指标（Excel）"]
    assert sorted(item.label for item in app.sidebar.get("download_button")) == sorted(names)
    [said] = [item.value for item in app.sidebar.get("code")]
    assert said.startswith("截至2025年12月31日，全市按以下方案测算：")
    assert not {item.label for item in app.main.get("download_button")} & set(names)
    assert not app.main.get("code")


def test_where_nothing_is_planned_there_is_nothing_in_short(desk):
    assert not opened("what_if").sidebar.get("code")


# ---- leave out, bring in ---------------------------------------------------------------------------------------------


def test_without_a_district_every_measure_shows_before_after_and_change(desk):
    app = opened("indicator", key="committee_secretary_rate", district="甲区", exclude="1")
    said = "".join(lines(app))
    assert "全市 → 不含甲区：" in said
    assert "66.7% → 100.0%（+33.3个百分点）" in said


def test_of_a_district_alone_its_part_of_the_whole_is_said(desk):
    said = "".join(lines(opened("indicator", key="branch_total", district="甲区")))
    assert "全市 → 甲区：" in said
    assert "4 → 1（占25.0%）" in said


def test_of_a_unit_both_its_part_and_all_without_it_are_said(small, installed):
    engine = create_engine(small)
    given.send_visits(engine, A, 30, unit="U1")
    given.send_visits(engine, B, 60, unit="U4")
    given.send_visits(engine, CITY, 10)  # of no known unit
    installed(small)
    said = "".join(lines(opened("indicator", key="visit_people", unit="U1")))
    assert "100 → 30（占30.0%）" in said
    assert "全市 → 不含甲区教育局：" in said
    assert "100 → 70（−30）" in said


def test_a_unit_left_out_takes_its_own_away_and_nothing_else(small, installed):
    engine = create_engine(small)
    given.send_visits(engine, A, 30, unit="U1")
    given.send_visits(engine, B, 60, unit="U4")
    given.send_visits(engine, CITY, 10)  # of no known unit
    installed(small)
    app = opened("indicator", key="visit_people", unit="U1", **{"exclude-unit": "1"})
    said = "".join(lines(app))
    assert "全市｜不含甲区教育局｜" in said
    assert "100 → 70（−30）" in said
    found = table(app, "区县", "走访慰问人数（人）").set_index("区县")["走访慰问人数（人）"]
    assert found[["甲区", "乙区", "市直"]].tolist() == [0, 60, 10]
    app = button(app, "只看甲区教育局").click().run()
    assert (app.query_params["unit"], "exclude-unit" in app.query_params) == ("U1", False)
    app = button(app, "返回全部单位").click().run()
    assert "unit" not in app.query_params


def test_what_districts_send_as_a_whole_cannot_do_without_a_unit(desk):
    app = opened("indicator", key="committee_secretary_rate", unit="U1", **{"exclude-unit": "1"})
    assert "按区县报送，不能按单位筛选" in app.info[0].value


def test_the_filter_bar_leaves_units_out(desk):
    app = opened("branches", unit="U1").get_by_key("branches-units-mode").set_value("排除").run()
    assert (app.query_params["unit"], app.query_params["exclude-unit"]) == ("U1", "1")
    assert [item.message for item in app.exception] == []


def test_a_list_of_indicators_shows_the_whole_city_beside_each(desk):
    found = table(opened("catalogue", district="甲区", exclude="1"), "数值", "全市").set_index("代码")
    assert found.loc["committee_secretary_rate", ["数值", "全市", "变化"]].tolist() == [
        "100.0%",
        "66.7%",
        "+33.3个百分点",
    ]


def test_the_portrait_says_what_the_city_is_without_the_district(desk):
    app = opened("portrait", district="甲区")
    [found] = [item for item in tables(app) if "不含甲区" in item]
    assert found.set_index("指标").loc["离退休干部党支部数（个）", ["全市", "不含甲区", "变化"]].tolist() == [
        "4",
        "3",
        "−1",
    ]


def test_offices_are_counted_before_and_after(desk):
    said = "".join(lines(opened("reporting", district="甲区", exclude="1")))
    assert "全市 → 不含甲区：" in said
    assert "应报单位 **4个 → 3个（−1）**" in said


def test_alerts_are_counted_before_and_after(demo_url, installed):
    installed(demo_url)
    whole, rest = (
        cards(opened("alerts", **chosen))[0].value for chosen in ({}, {"district": "檀汐区", "exclude": "1"})
    )
    less = int(whole) - int(rest)
    assert less > 0
    said = "".join(lines(opened("alerts", district="檀汐区", exclude="1")))
    assert f"红色预警 **{whole}项 → {rest}项（−{less}）**" in said


def test_one_click_turns_a_district_from_alone_to_left_out_and_back(desk):
    app = button(opened("committees", district="甲区"), "不含甲区").click().run()
    assert (app.query_params["district"], app.query_params["exclude"]) == ("甲区", "1")
    app = button(app, "只看甲区").click().run()
    assert "exclude" not in app.query_params
    assert app.query_params["district"] == "甲区"


def test_all_districts_cannot_be_left_out_by_the_click(desk):
    app = opened("committees", district=["甲区", "乙区", "丙县", "市直"])
    assert not any(item.label.startswith("不含") for item in app.button)


def test_nothing_is_said_of_before_and_after_while_all_are_looked_at(desk):
    assert not any("全市 →" in line for line in lines(opened("committees")))
