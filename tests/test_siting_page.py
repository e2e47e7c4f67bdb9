"""活动室选址 as Streamlit runs it: its finding, its choice in the address, its lists, its map."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from shown import component, tables
from streamlit.testing.v1 import AppTest

from lib import database
from lib.desk import Desk, Kept, open_desk
from lib.exports import pptx, xlsx
from lib.exports import siting as siting_report
from lib.filters import Filters
from lib.measure import Snapshot, open_snapshot
from lib.settings import DEMO_BOUNDARIES
from lib.speech import siting as words
from lib.ui.contents import OVERVIEW, PAGES
from lib.ui.scenarios.siting_play import Choice
from lib.whatif import siting
from lib.whatif.siting import Plan, Weight, count, lay_out, plan

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def demo(demo_url: str, installed: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> Snapshot:
    monkeypatch.setenv("DASHBOARD_BOUNDARIES", str(DEMO_BOUNDARIES))
    installed(demo_url)
    return open_snapshot(database.reader(demo_url))


def opened(**parameters: str | list[str]) -> AppTest:
    app = AppTest.from_file(ROOT / OVERVIEW.path, default_timeout=30).run().switch_page(PAGES["what_if"].path)
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.run()


def reckoned(demo: Snapshot, rooms: int = 5, *, districts: tuple[str, ...] = (), radius: int = 1000, **options) -> Plan:
    return plan(lay_out(siting.sites(demo, Filters("2025H2", districts=districts)), radius), rooms, **options)


def text(app: AppTest) -> str:
    """All text of the page, escapes and invisible joiners taken away."""
    assert not app.exception
    said = "\n".join(item.value for item in (*app.title, *app.main.markdown, *app.info, *app.warning))
    return re.sub(r"\\(.)", r"\1", said).replace("\u2060", "")


def picks(app: AppTest) -> set[str]:
    """What can be picked on the drawn map."""
    [drawn] = component(app, "drawn_map")
    return set(re.findall(r'data-pick="(\w+:[^"]*)"', drawn["svg"]))


def test_a_click_leads_from_the_scenarios_to_where_rooms_help_most_and_back(demo):
    app = opened()
    app.button(key="siting-in").click().run()
    assert app.query_params["rooms"] == "5"
    assert app.title[0].value.startswith("再建5个共享活动室")
    app.button(key="siting-out").click().run()
    assert "rooms" not in app.query_params
    assert "活动室" not in app.title[0].value


def test_the_title_is_the_finding_and_the_rooms_stand_in_the_order_of_what_they_add(demo):
    found = reckoned(demo)
    app = opened(rooms="5")
    said = text(app)
    assert words.finding(found) in said
    assert f"增加{found.last.value}名" in said
    assert "已证明是最优选法" in said
    listed = tables(app)[0]
    assert list(listed["备选点"]) == [room.site.name for room in found.rooms]
    assert list(listed["党员"]) == [count(room.reached).members for room in found.rooms]


def test_radius_weight_and_filters_are_those_of_the_address(demo):
    (district,) = (item for item in demo.directory.districts if item.short_name == "葭泽")
    found = reckoned(demo, 2, districts=(district.code,), radius=2000, weight=Weight.BRANCHES)
    said = text(opened(rooms="2", within="2000", counted="branches", district=district.label))
    assert words.finding(found) in said
    assert "2,000米内有场所的支部" in said


def test_forced_and_forbidden_sites_say_what_they_cost(demo):
    free = reckoned(demo, 3)
    first = free.rooms[0].site
    worst = next(one for one in free.layout.sites.candidates if one.name.endswith("养老服务站"))
    found = reckoned(demo, 3, forced=[worst.id], forbidden=[first.id])
    app = opened(rooms="3", must=worst.id, never=first.id)
    said = text(app)
    costs = {cost.site.id: cost.lost for cost in found.costs}
    assert f"必选“{worst.name}”：与不加限制的最优选法相比，少覆盖党员{costs[worst.id]}名" in said
    assert f"排除“{first.name}”：与不加限制的最优选法相比，少覆盖党员{costs[first.id]}名" in said
    assert f"以上限制合计少覆盖{found.lost}名" in said
    assert f"{worst.name}（必选）" in list(tables(app)[0]["备选点"])


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"rooms": "99"}, "网址中的新增活动室个数“99”应为1～20的整数"),
        ({"rooms": "2", "within": "7"}, "网址中的半径“7”应为100～20,000的整数"),
        ({"rooms": "2", "counted": "cats"}, "网址中的计数方式“cats”不存在"),
        ({"rooms": "2", "must": ["nowhere", "<b>"]}, "网址中有2个备选点不存在"),
    ],
)
def test_what_the_address_cannot_have_is_told_and_the_usual_taken(demo, parameters, words):
    app = opened(**parameters)
    assert words in text(app)
    assert app.title[0].value.startswith("再建")


def test_every_candidate_with_a_sure_position_can_be_picked_and_so_can_the_districts(demo):
    layout = reckoned(demo, 1).layout
    districts = {f"district:{item.code}" for item in demo.directory.districts}
    assert picks(opened(rooms="1")) == districts | {f"site:{key}" for key in layout.numbers}


def test_those_whom_no_candidate_reaches_are_listed_with_their_members(demo):
    found = reckoned(demo)
    out = count(found.layout.unreachable)
    app = opened(rooms="5")
    assert f"共{out.branches}个支部" in text(app)
    assert f"离退休党员数{out.members:,}名" in text(app)
    assert sum(tables(app)[-1]["党员（名）"]) == out.members
    unplaced = count(found.layout.unplaced)
    assert f"另有{unplaced.branches}个支部、{unplaced.members:,}名党员位置不明，未计入" in text(app)


def test_a_scope_in_which_nothing_can_be_reckoned_says_why(demo):
    said = text(opened(rooms="5", level="社区", district="市直"))
    assert "所选范围内不能选址" in said
    assert "没有符合条件的单位" in said


def test_a_site_is_free_then_forced_then_forbidden_then_free():
    forced = Choice(rooms=1).turned("a")
    assert (forced.must, forced.never) == (("a",), ())
    forbidden = forced.turned("a")
    assert (forbidden.must, forbidden.never) == ((), ("a",))
    assert (forbidden.turned("a").must, forbidden.turned("a").never) == ((), ())
    assert forced.turned("b").rooms == 2  # as many rooms as sites are forced


# ---- the sentences ---------------------------------------------------------------------------------------------------


def test_a_finding_says_when_there_is_nothing_to_gain(demo):
    everybody = reckoned(demo, 1, radius=20_000)
    sites = everybody.layout.sites
    assert words.finding(plan(lay_out(siting.Sites(sites.branches[:1], sites.venues, ()), 20_000), 1)) == (
        "有位置的支部20,000米内都有活动场所，不必再建"
    )
    assert words.finding(plan(lay_out(siting.Sites(sites.branches, (), ()), 1000), 1)) == (
        "没有坐标可靠的备选点，算不出建在哪里"
    )
    remote = tuple(one for one in sites.candidates if one.name == "揖槿乡养老服务站")
    assert "备选点1,000米内都没有缺场所的党员" in words.finding(
        plan(lay_out(siting.Sites(sites.branches, sites.venues, remote), 1000), 1)
    )


def test_what_is_not_proven_is_said_with_its_gap():
    assert words.proof(siting.Step(2, 200, ("a",), False, 0.031)) == "限定时间内未能证明最优：最好的选法至多再多3.1%"
    assert words.proof(siting.Step(2, 200, ("a",), True, 0.0)) == "已证明是最优选法"


# ---- kept plans, and what is handed out ------------------------------------------------------------------------------


@pytest.fixture
def desk(demo: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """An empty desk beside the demo city."""
    url = f"sqlite:///{tmp_path / 'desk.sqlite'}"
    monkeypatch.setenv("DASHBOARD_DESK_URL", url)
    return open_desk(url)


def button(app: AppTest, label: str):
    return next(item for item in app.button if item.label == label)


def test_a_plan_is_kept_under_its_name_and_opened_again_without_mixing_with_scenarios(demo, desk):
    first = reckoned(demo, 2).rooms[0].site.id
    app = opened(rooms="2", within="2000", never=first, site=first)
    app.get_by_key("what_if-name").set_value("两个 *活动室*")
    button(app, "保存").click().run()
    [kept] = desk.all("siting")
    assert kept.content["scenario"] == {"rooms": "2", "within": "2000", "never": [first]}  # not what the map looked at
    assert not any("两个" in item.value for item in opened().main.markdown)
    app = button(opened(rooms="7"), "打开").click().run()
    assert app.query_params["rooms"] == "2"
    assert app.query_params["never"] == first
    assert "2,000米内" in app.title[0].value


def test_a_kept_plan_stands_beside_the_present_one_and_goes_with_the_way_out(demo, desk):
    two, four = reckoned(demo, 2), reckoned(demo, 4, radius=2000)
    content = {"scenario": {"rooms": "4", "within": "2000"}, "filters": {}}
    desk.keep(Kept("siting", "r4", "四个", "本机", datetime(2026, 1, 5), content))
    app = button(opened(rooms="2"), "对比").click().run()
    assert app.query_params["rooms-beside"] == "r4"
    shown = tables(app)[0].set_index("方案")
    for name, found in (("本方案", two), ("四个", four)):
        reached = count(found.gained)
        assert shown.loc[name, "活动室（个）"] == len(found.rooms)
        assert shown.loc[name, "就近距离（米）"] == found.layout.radius
        assert shown.loc[name, "新增党员（名）"] == reached.members
        assert shown.loc[name, "新增支部（个）"] == reached.branches
        assert shown.loc[name, "就近党员（名）"] == count(found.layout.near).members + reached.members
        assert shown.loc[name, "就近支部（个）"] == count(found.layout.near).branches + reached.branches
        assert shown.loc[name, "建在"] == "、".join(room.site.name for room in found.rooms)
    assert "就近距离不同的方案" in text(app)
    app = app.button(key="siting-out").click().run()
    assert "rooms-beside" not in app.query_params


def test_a_kept_plan_that_is_gone_or_names_a_site_that_is_gone_is_told(desk):
    content = {"scenario": {"rooms": "2", "must": ["nowhere"]}, "filters": {}}
    desk.keep(Kept("siting", "r2", "旧方案", "本机", datetime(2026, 1, 5), content))
    said = text(opened(rooms="1", **{"rooms-beside": ["r2", "r9"]}))
    assert "旧方案：网址中有1个备选点不存在" in said
    assert "有1个要对比的方案已不在保存的方案里" in said


def test_the_page_hands_out_one_paragraph_and_speaks_of_plans_as_the_scenarios_do(demo, desk):
    app = opened(rooms="2")
    [paragraph] = [item.value for item in app.sidebar.get("code")]
    assert paragraph.startswith(f"截至2025年12月31日，全市：{words.finding(reckoned(demo, 2))}。建在：1. ")
    assert [item.label for item in app.get("download_button") if item.label == "一页PPT"] == ["一页PPT"]
    assert "情景" not in text(app) + "".join(item.label for item in app.button)


def priced(found: Plan, *costs: int | None) -> Plan:
    """The plan with rooms at these costs in 元."""
    rooms = (
        replace(room, site=replace(room.site, cost=None if cost is None else Decimal(cost)))
        for room, cost in zip(found.rooms, costs, strict=True)
    )
    return replace(found, rooms=tuple(rooms))


def test_what_is_known_of_the_cost_is_summed_and_what_is_not_is_counted(demo):
    found = reckoned(demo, 3)
    assert words.spent(priced(found, 120_000, None, 35_000)) == "预计投入合计15.5万元，另有1个未估算。"
    assert words.spent(priced(found, 120_000, 0, 35_000)) == "预计投入合计15.5万元。"
    assert words.spent(priced(found, None, None, None)) == ""
    own, other = siting_report.compared(priced(found, 120_000, None, 35_000), [("乙", priced(found, None, None, None))])
    assert (own["投入（万元）"].value, own["未估算（个）"]) == (15.5, 1)
    assert (other["投入（万元）"].text, other["投入（万元）"].value, other["未估算（个）"]) == ("未估算", None, 3)


def test_the_files_hold_the_rooms_the_comparison_and_every_list(demo):
    found = priced(reckoned(demo, 3), 120_000, None, 35_000)
    whole = siting_report.report(found, [("乙", reckoned(demo, 1))], demo.directory, Filters("2025H2"), (), 1)
    book = load_workbook(io.BytesIO(xlsx.write(whole)))
    cells = [[cell.value for cell in line] for line in book["建在哪里"].iter_rows()]
    [first, second, _] = [line for line in cells if isinstance(line[0], int)]
    assert first[1] == found.rooms[0].site.name
    assert (first[5], second[5]) == (12, "未估算")
    assert {"方案对比", "备选点够不着的支部", "这次新增的支部", "位置不明的支部"} <= set(book.sheetnames)
    slides = Presentation(io.BytesIO(pptx.write(siting_report.slide(whole)))).slides
    assert len(slides) == 1
    said = "".join(shape.text_frame.text for shape in slides[0].shapes if shape.has_text_frame)
    assert words.finding(found) in said
    assert "预计投入合计15.5万元，另有1个未估算" in said
    [shown] = [shape.table for shape in slides[0].shapes if shape.has_table]
    assert len(list(shown.rows)) == 1 + len(found.rooms)
