"""Every page as Streamlit runs it, without a browser: what it says, what it refuses, and how its script is made."""

import ast
import json
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import database_fixtures as given
import pytest
from hostile import ACTIVE, HOSTILE
from shown import cards, table, tables
from streamlit.testing.v1 import AppTest

from lib import database, formats
from lib.__main__ import main
from lib.filters import Filters
from lib.indicators import INDICATORS, indicator
from lib.intake import city
from lib.measure import Snapshot, measure, open_snapshot
from lib.ui import address
from lib.ui.contents import OVERVIEW, PAGES

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = [ROOT / "dashboard.py", *sorted((ROOT / "pages").glob("*.py"))]
DIRECTORY = Path(__file__).parent / "ledgers" / "区划名录.xlsx"
SECONDS = 20
CARDS = (
    "branch_total",
    "member_total",
    "sponsored_pass_rate",
    "committee_lacking",
    "branch_no_venue",
    "vol_person_times",
)
SILENT = "岑堰县"  # the district of the demo city that has sent nothing

every_page = pytest.mark.parametrize("page", PAGES)
every_script = pytest.mark.parametrize("script", SCRIPTS, ids=[path.stem for path in SCRIPTS])


def opened(page: str = "overview", **parameters: str | list[str]) -> AppTest:
    """The page after its run. Another page than the first is reached as a reader would: from the first one."""
    app = AppTest.from_file(ROOT / OVERVIEW.path, default_timeout=SECONDS)
    if PAGES[page] is not OVERVIEW:
        app = app.run().switch_page(PAGES[page].path)
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.run()


@pytest.fixture
def demo(demo_url: str, installed: Callable[[str], None]) -> Snapshot:
    """The demo database as that of the installation; the same for the test to read."""
    installed(demo_url)
    return open_snapshot(database.reader(demo_url))


def title(app: AppTest) -> str:
    [said] = app.title
    return said.value


def lines(app: AppTest) -> list[str]:
    """Every line of text on the page itself, the menu apart, as a reader sees it."""
    return [plain(item.value) for item in (*app.main.markdown, *app.main.caption)]


def scope(app: AppTest) -> str:
    """The line that says what is shown, as of when, and who is missing."""
    return next(line for line in lines(app) if "｜截至" in line)


def warnings(app: AppTest) -> str:
    return "".join(item.value for item in app.warning)


def plain(markdown: str) -> str:
    """Markdown as a reader sees it: without colours and sizes, escapes and invisible joiners."""
    bare = re.sub(r"(?<!\\):\w+\[|(?<!\\)\]", "", markdown)
    return re.sub(r"\\(.)", r"\1", bare).replace("\u2060", "")


# ---- every page opens ------------------------------------------------------------------------------------------------


@every_page
def test_a_page_opens_with_a_finding_as_its_title(demo, page):
    app = opened(page)
    assert [item.message for item in app.exception] == []
    assert len(app.error) == len(app.warning) == 0
    assert re.search(r"\d", title(app))
    assert title(app) != PAGES[page].title


@every_page
def test_a_page_says_scope_date_and_who_has_not_reported(demo, page):
    said = scope(opened(page))
    assert said.startswith("全市｜截至2025年12月31日｜19个填报单位中14个已报齐")
    assert f"缺报：{SILENT}" in said


@every_page
def test_a_page_marks_demo_data(demo, page):
    assert "演示数据" in badges(opened(page))


def badges(app: AppTest) -> str:
    return "".join(item.value for item in app.markdown if "badge" in item.value)


@every_page
def test_without_a_database_a_page_says_what_to_run(installed, tmp_path, page):
    installed(f"sqlite:///{tmp_path / 'none.sqlite'}")
    assert_only_says(opened(page), "还没有数据库")


@every_page
def test_a_database_without_ledgers_asks_for_them(installed, sqlite_url, page):
    engine = database.writer(sqlite_url)
    city.init(engine, DIRECTORY)
    engine.dispose()
    installed(sqlite_url)
    assert_only_says(opened(page), "请先导入台账")


@every_page
def test_a_file_that_is_no_database_is_told(installed, tmp_path, page):
    path = tmp_path / "note.sqlite"
    path.write_text("not a database, however long this text may be " * 20)
    installed(f"sqlite:///{path}")
    assert_only_says(opened(page), "没有本系统的表")


@every_page
def test_a_database_that_does_not_answer_is_told(installed, page):
    installed("postgresql+psycopg://nobody@127.0.0.1:1/none")
    assert_only_says(opened(page), "连不上数据库")


def assert_only_says(app: AppTest, part: str) -> None:
    """One Chinese sentence; no number, no traceback."""
    assert [item.message for item in app.exception] == []
    [error] = app.error
    assert part in plain(error.value)
    assert re.search(r"Traceback|Error|sqlalchemy|psycopg", error.value) is None
    assert len(cards(app)) == len(tables(app)) == 0


@every_page
def test_a_period_in_which_nobody_has_reported_shows_no_zero(installed, sqlite_url, page):
    given.empty(sqlite_url).dispose()
    installed(sqlite_url)
    app = opened(page)
    assert [item.message for item in app.exception] == []
    assert {item.value for item in cards(app)} <= {"缺报"}
    assert "4个填报单位中0个已报齐" in scope(app)


# ---- numbers ---------------------------------------------------------------------------------------------------------


def filters_of(snapshot: Snapshot, parameters: dict) -> Filters:
    named = parameters.get("district", [])
    districts = [snapshot.directory.find_region(name).code for name in ([named] if isinstance(named, str) else named)]
    return Filters(
        parameters.get("period", "2025H2"),
        span=parameters.get("span", "本期"),
        districts=tuple(districts),
        excluded="exclude" in parameters,
    )


CHOICES = {
    "全市": ({}, []),
    "两个单位，上一期": (
        {"period": "2025H1", "district": ["檀汐区", "市直"]},
        ["--period", "2025H1", "--district", "檀汐区", "市直"],
    ),
    "排除一个，前九个月": (
        {"district": "蘅渚区", "exclude": "1", "span": "1-9"},
        ["--district", "蘅渚区", "--exclude", "--span", "1-9"],
    ),
}
every_choice = pytest.mark.parametrize("choice", CHOICES)


@every_choice
def test_the_cards_show_what_measure_gives(demo, choice):
    parameters, _ = CHOICES[choice]
    readings = measure(demo, CARDS, filters_of(demo, parameters))
    expected = [formats.figure(item, indicator(item.key), compact=True) for item in readings]
    assert [item.value for item in cards(opened(**parameters))] == expected


@every_choice
@pytest.mark.parametrize(
    "key",
    [
        *CARDS,
        "branch_functional",
        "sponsored_needed",
        "committee_only_deputy",
        "branch_no_venue_rate",
        "vol_activity_count",
        "consolation_cash",
    ],
)
def test_a_page_shows_what_the_command_line_prints(demo, demo_url, capsys, choice, key):
    parameters, arguments = CHOICES[choice]
    assert main(["measure", key, *arguments, "--format", "json", "--database", demo_url]) == 0
    [printed] = json.loads(capsys.readouterr().out)
    app = opened("indicator", key=key, **parameters)
    newest = table(app, "时间", "已报/应报").iloc[0]
    item = indicator(key)
    [reading] = measure(demo, [key], filters_of(demo, parameters))
    known = {name: getattr(reading, name) for name in printed}
    lists = {name: list(known[name]) for name in ("missing", "partial") if name in printed}
    assert printed == known | {"as_of": str(reading.as_of)} | lists
    [number] = [newest[column] for column in newest.index if column.startswith("数值")]
    assert number == formats.figure(reading, item)
    assert newest["已报/应报"] == (f"{printed['reported']}/{printed['due']}" if printed["due"] else "—")
    assert number in plain(title(app))


def test_a_district_in_the_address_narrows_every_number(demo):
    whole, one = opened(), opened(district="檀汐区")
    assert [item.value for item in cards(whole)] != [item.value for item in cards(one)]
    assert list(tables(one)[0]["区县"]) == ["檀汐区"]
    assert scope(one).startswith("檀汐区｜")


def test_the_districts_stand_in_official_order_with_the_city_last(demo):
    listed = list(tables(opened(district=["市直", "蘅渚区", "檀汐区"]))[0]["区县"])
    assert listed == ["檀汐区", "蘅渚区", "市直"]


def test_with_a_district_left_out_a_line_shows_before_and_after(demo):
    whole, rest = opened(), opened(district="檀汐区", exclude="1")
    before, after = ([item.value for item in cards(app)] for app in (whole, rest))
    assert before != after
    said = "".join(lines(rest))
    moved = [f"{old} → {new}（" for old, new in zip(before, after, strict=True)]
    assert [text in said for text in moved] == [True] * len(before)
    assert scope(rest).startswith("全市（不含檀汐区）")
    assert "檀汐区" not in list(tables(rest)[0]["区县"])


def test_a_rate_stands_on_its_base(demo):
    [reading] = measure(demo, ["sponsored_pass_rate"], Filters("2025H2"))
    [card] = [one for one in cards(opened()) if one.label == "包抓支部达标率"]
    assert f"{reading.numerator}/{reading.denominator}" in card.below
    [table] = tables(opened("indicator", key="sponsored_pass_rate"))[:1]
    assert {"分子", "分母"} <= set(table.columns)


def test_a_district_that_has_not_reported_shows_so_and_no_zero(demo):
    app = opened(district=SILENT)
    assert {item.value for item in cards(app)} == {"缺报"}
    [row] = tables(app)[0].to_dict("records")
    assert row["报送"] == "缺报"
    assert row["党支部"] is None


def test_the_table_counts_as_many_offices_complete_as_the_line_above_it(demo):
    app = opened()
    standing = list(tables(app)[0]["报送"])
    assert f"{len(standing)}个填报单位中{standing.count('已报')}个已报齐" in scope(app)
    assert (standing.count("部分缺报"), standing.count("缺报")) == (4, 1)


def test_a_card_says_why_it_has_no_number(demo):
    said = [card.below for card in cards(opened(level="市直"))]
    assert "志愿服务按区县报送，不能按单位筛选" in said
    assert "党工委配备按区县报送，不能按单位筛选" in said


@pytest.mark.parametrize(
    "parameters",
    [{"level": "市直"}, {"nature": "机关"}, {"level": "社区", "district": "市直"}, {"district": "市直"}, {"unit": "?"}],
    ids=str,
)
@every_page
def test_filters_that_a_source_cannot_honour_break_no_page(demo, page, parameters):
    if "unit" in parameters:
        parameters = {"unit": next(iter(demo.directory.units))}
    app = opened(page, **parameters)
    assert [item.message for item in app.exception] == []
    of_one_indicator = ("branch_total", "vol_person_times", "committee_lacking", "sponsored_pass_rate")
    for key in of_one_indicator if page in ("indicator", "catalogue") else ():
        app.query_params["key"] = key
        app.run()
        assert [item.message for item in app.exception] == [], key
        assert len(app.warning) == 0


@pytest.mark.parametrize("shown", ["名单", "来源单元格"])
@pytest.mark.parametrize("district", ["檀汐区", SILENT])
def test_every_indicator_has_its_finding_its_list_and_its_cells(demo, shown, district):
    app = opened("indicator", district=district)
    for key, item in INDICATORS.items():
        app.query_params["key"] = key
        app = app.get_by_key("indicator-shown").set_value(shown).run()
        assert [fault.message for fault in app.exception] == [], key
        assert item.name in plain(title(app))
        assert item.definition in plain("".join(text.value for text in app.markdown))


def test_the_reminder_names_whom_it_goes_to(demo):
    [text] = opened("reporting").code
    assert text.value.splitlines()[1] == f"{SILENT}：尚未报送任何台账"


# ---- the address -----------------------------------------------------------------------------------------------------


@every_page
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("district", "丁区"),
        ("period", "2030H1"),
        ("level", "国家级"),
        ("nature", "军队"),
        ("unit", "U999999"),
        ("span", "3-5"),
        ("span", "1-13"),
        ("compare", "较去年"),
        ("exclude", "是"),
    ],
)
def test_what_the_address_names_and_nobody_knows_gives_a_notice(demo, page, name, value):
    app = opened(page, **{name: value})
    assert [item.message for item in app.exception] == []
    assert value in plain(warnings(app))


def test_an_unknown_indicator_gives_a_notice_and_the_usual_one(demo):
    app = opened("indicator", key="branch_venue")
    assert "branch_venue" in plain(warnings(app))
    assert "无活动场所支部数" in title(app)


def test_there_are_a_hundred_hostile_values_and_the_check_knows_markup():
    assert len(set(HOSTILE)) == len(HOSTILE) >= 100
    for markup in ("[a](b)", "<b>", "http://a", "www.a", "WWW.a", "a@b", ":material/home:", "`x`", "\u202e"):
        assert ACTIVE.search(markup)


@every_page
def test_no_value_in_the_address_breaks_a_page_or_acts_as_markup(demo, page):
    # One reader types them all: a run also meets what the run before it has left in the session.
    app = opened(page)
    for value in HOSTILE:
        for name in (*address.NAMES, "key"):
            app.query_params[name] = value
        app.run()
        assert [item.message for item in app.exception] == [], repr(value)
        assert len(app.warning) >= len(address.NAMES) - 1, repr(value)
        for notice in app.warning:
            assert ACTIVE.search(notice.value) is None, repr(value)
            assert len(notice.value) < 2000


def test_many_values_of_one_parameter_break_nothing(demo):
    app = opened(district=[f"丁{number}区" for number in range(1000)], unit=["U"] * 1000)
    assert [item.message for item in app.exception] == []
    assert len(warnings(app)) < 4000


# ---- how the scripts are made ----------------------------------------------------------------------------------------


def test_every_script_is_in_the_table_of_pages_and_the_other_way_round():
    assert sorted(page.path for page in PAGES.values()) == sorted(str(path.relative_to(ROOT)) for path in SCRIPTS)


@every_script
def test_a_script_opens_its_own_page_before_anything_else(script):
    statements = [node for node in ast.parse(script.read_text("utf-8")).body if not _is_import_or_docstring(node)]
    [key] = [page.key for page in PAGES.values() if ROOT / page.path == script]
    assert ast.unparse(statements[0]) == f"open_page('{key}')"
    later = [node for statement in statements[1:] for node in ast.walk(statement) if isinstance(node, ast.Call)]
    assert "open_page" not in {ast.unparse(node.func) for node in later}


def _is_import_or_docstring(node: ast.stmt) -> bool:
    constant = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return constant or isinstance(node, ast.Import | ast.ImportFrom)


@every_script
def test_a_script_is_short_and_says_what_it_answers(script):
    text = script.read_text("utf-8")
    assert len(text.splitlines()) <= 60
    assert ast.get_docstring(ast.parse(text))


def breaches(code: str) -> Iterator[str]:
    """What a page must leave to lib: queries, state, raw HTML, and making text of numbers."""
    for word in ("sqlalchemy", "read_sql", "SELECT", "session_state", "unsafe_allow_html", "st.html", "round("):
        if word in code:
            yield word
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            yield ast.unparse(node.format_spec)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod) and isinstance(node.left, ast.Constant):
            yield ast.unparse(node)


@every_script
def test_a_script_leaves_queries_state_and_formatting_to_lib(script):
    assert list(breaches(script.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "code",
    ["import sqlalchemy", "q = 'SELECT 1'", "st.session_state['a']", "f'{x:.1f}'", "'%d' % x", "round(x)"],
)
def test_a_breach_is_found(code):
    assert list(breaches(code)) != []


def test_tables_are_handed_out_by_us_and_not_by_the_library(demo):
    """The library's own export would write a branch called =1+1 as a formula."""
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["client"]["disableDataExport"] is True
    handed_out = ["Excel", "Word", "PPT", "全部指标（Excel）"]
    assert [item.label for item in opened().get("download_button")] == ["下载本表", *handed_out]
