"""问题预警 as Streamlit runs it, and what other pages show of it."""

from collections.abc import Callable
from datetime import date

import pytest
from shown import cards, table
from test_pages import lines, opened, plain, title

from lib import database
from lib.filters import Filters
from lib.measure import Snapshot, open_snapshot
from lib.rules import Alert, alerts, judged
from lib.speech import alerts as speech

DISTRICT, SILENT = "翊桥区", "岑堰县"
COLUMNS = {"级别", "区县", "情况", "要求", "起于"}


@pytest.fixture
def demo(demo_url: str, installed: Callable[[str], None]) -> Snapshot:
    """The demo database as that of the installation; the same for the test to read."""
    installed(demo_url)
    return open_snapshot(database.reader(demo_url))


def expected(snapshot: Snapshot, district: str = "") -> list[Alert]:
    directory, latest = snapshot.directory, snapshot.directory.latest.id
    found = {period.id: judged(snapshot, Filters(period.id), today=date.today()) for period in directory.periods}
    earlier = [(period.id, found[period.id]) for period in reversed(directory.periods) if period.id != latest]
    every = [one for one in alerts(found[latest], earlier, directory, latest) if one.severity]
    return [one for one in every if not district or one.group == district]


def test_the_title_counts_and_the_table_lists_every_alert_new_ones_first(demo):
    app, found = opened("alerts"), expected(demo)
    assert plain(title(app)) == speech.headline(found)
    shown = table(app, *COLUMNS)
    assert list(shown["情况"]) == [one.text for one in found]
    new = sum(one.is_new for one in found)
    assert set(shown["起于"][:new]) == {"新增"}
    assert "新增" not in set(shown["起于"][new:])
    assert any("缺数：" in line and "（没有可判断的指标）" in line for line in lines(app))


def test_the_cards_and_the_table_of_districts_count_the_same(demo):
    app, found = opened("alerts"), expected(demo)
    red = [one for one in found if one.severity == "红"]
    assert [item.value for item in cards(app)][:3] == [
        str(sum(one.severity == severity for one in found)) for severity in ("红", "黄", "蓝")
    ]
    counted = table(app, "红", "黄", "蓝", "其中新增")
    assert counted["红"].sum() == sum(one.group is not None for one in red)
    assert counted["合计"].sum() == sum(one.group is not None for one in found)


def test_the_first_alert_stands_open_with_its_source_its_list_and_its_ways_out(demo):
    app, first = opened("alerts"), expected(demo)[0]
    told = "\n".join(lines(app))
    assert f"规则：{first.rule.name}" in told
    assert f"出处：{speech.origin(first)}" in told
    assert f"起于：{speech.since(first, demo.directory)}（本期新增）" in told
    links = {item.proto.label: item.proto.query_string for item in app.main.get("page_link")}
    assert {"名单和明细", f"{first.group}画像"} <= links.keys()
    assert f"key={first.behind}" in links["名单和明细"]


@pytest.mark.parametrize("level", ["红", "蓝"])
def test_one_severity_is_shown_alone(demo, level):
    app = opened("alerts").get_by_key("alerts-severity").set_value(level).run()
    shown = table(app, *COLUMNS)
    assert len(shown) == sum(one.severity == level for one in expected(demo))
    assert {mark for marks in shown["级别"] for mark in marks} == {level}


def test_one_subject_is_shown_alone(demo):
    subject = expected(demo)[0].subject
    app = opened("alerts").get_by_key("alerts-subject").set_value(subject).run()
    assert len(table(app, *COLUMNS)) == sum(one.subject == subject for one in expected(demo))


def test_by_rule_each_has_one_row_with_the_districts_concerned(demo):
    app = opened("alerts").get_by_key("alerts-how").set_value("按问题").run()
    shown, found = table(app, "规则", "区县数", "涉及"), expected(demo)
    assert len(shown) == len({one.rule.id for one in found})
    assert shown["区县数"].sum() == len(found)


def test_a_district_has_its_own_alerts_and_a_text_to_send(demo):
    app, found = opened("alerts", district=DISTRICT), expected(demo, DISTRICT)
    assert plain(title(app)) == speech.headline(found)
    [text] = [item.value for item in app.code]
    assert text.startswith(f"请{DISTRICT}关注以下问题")
    assert len(text.splitlines()) == len(found) + 1


def test_a_district_that_has_sent_nothing_shows_so_and_no_zero(demo):
    app = opened("alerts", district=SILENT)
    assert "无法判断预警" in title(app)
    assert {item.value for item in cards(app)} == {"缺报"}
    home = [plain(item.proto.label) for item in opened("overview", district=SILENT).main.get("page_link")]
    assert any("预警：缺报" in label for label in home)


def test_home_and_portrait_say_how_many_are_red_and_lead_to_them(demo):
    for app, found in (
        (opened("overview"), expected(demo)),
        (opened("portrait", district=DISTRICT), expected(demo, DISTRICT)),
    ):
        said = [plain(item.proto.label) for item in app.main.get("page_link")]
        assert any(speech.red_line(found) in label for label in said)


def test_with_units_chosen_home_says_nothing_of_alerts_of_districts(demo):
    app = opened("overview", nature="机关")
    assert not any("预警" in plain(item.proto.label) for item in app.main.get("page_link"))
