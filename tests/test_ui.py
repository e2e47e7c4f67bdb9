"""What the frame of the pages is made of: text made harmless, the address as filters and back, tables, loaders."""

from collections.abc import Iterator
from types import SimpleNamespace

import database_fixtures as given_database
import pytest
from database_fixtures import CITY, A, B, C
from hostile import ACTIVE, HOSTILE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.access import Account, Role
from lib.directory import Directory
from lib.errors import FilterError
from lib.filters import THIS_PERIOD, YEAR_TO_DATE, Baseline, Filters, check
from lib.measure import Office, Reading, Snapshot, State, open_snapshot
from lib.schema import UNIT_LEVELS, UNIT_NATURES
from lib.ui import address, charts, columns, drill, loaders, pictured, tables, view
from lib.ui.gate import Visitor
from lib.ui.wording import literal

# ---- wording ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
def test_a_literal_holds_nothing_that_markdown_acts_upon(text):
    assert ACTIVE.search(literal(text)) is None


@settings(deadline=None)
@given(st.text(max_size=200))
def test_no_text_at_all_becomes_markup(text):
    assert ACTIVE.search(literal(text)) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("无活动场所支部60个", "无活动场所支部60个"),
        ("较上年底；占6.3%", r"较上年底；占6\.3%"),
        ("  两  处\n空白\u3000", "两 处 空白"),
        ("a\x00b\u202ec", "a b c"),
        (17, "17"),
        ("", ""),
    ],
)
def test_a_literal_reads_as_it_was_written(text, said):
    assert literal(text) == said


def test_a_long_text_is_cut_and_shows_that_it_was():
    assert literal("甲" * 601) == "甲" * 600 + "…"
    assert literal("甲" * 600) == "甲" * 600
    assert literal("甲乙丙", most=2) == "甲乙…"


# ---- address ---------------------------------------------------------------------------------------------------------


class Query(dict):
    """Query parameters as Streamlit gives them, without a session."""

    def get_all(self, name: str) -> list[str]:
        value = self.get(name, [])
        return value if isinstance(value, list) else [value]

    def from_dict(self, values: dict[str, str | list[str]]) -> None:
        self.clear()
        self.update(values)


@pytest.fixture(scope="module")
def snapshot() -> Iterator[Snapshot]:
    engine = given_database.empty()
    given_database.send_branches(engine, A, {"venue_relation": "无"}, {"unit_id": "U1"})
    given_database.send_branches(engine, CITY, {})
    yield open_snapshot(engine)
    engine.dispose()


@pytest.fixture(scope="module")
def directory(snapshot: Snapshot) -> Directory:
    return snapshot.directory


@pytest.fixture
def query(monkeypatch: pytest.MonkeyPatch) -> Query:
    """The address of the present page."""
    made = Query()
    monkeypatch.setattr(address, "st", SimpleNamespace(query_params=made))
    return made


def read(query: Query, directory: Directory, **parameters: str | list[str]) -> tuple[Filters, list[str]]:
    query.from_dict(parameters)
    return address.read(directory)


def some(values) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(list(values)), unique=True).map(tuple)


chosen_filters = st.builds(
    Filters,
    period=st.sampled_from(list(given_database.PERIODS)),
    span=st.sampled_from([THIS_PERIOD, YEAR_TO_DATE, *(f"1-{month}" for month in range(1, 12))]),
    baseline=st.sampled_from(list(Baseline)),
    districts=some((A, B, C, CITY)).map(lambda codes: tuple(sorted(codes, key=(A, B, C, CITY).index))),
    excluded=st.booleans(),
    levels=some(UNIT_LEVELS),
    natures=some(UNIT_NATURES),
    units=some(("U1", "U2", "U4", "U9")),
    units_excluded=st.booleans(),
)


def exists(filters: Filters, directory: Directory) -> bool:
    """Not every choice leaves something, or months that the period has."""
    try:
        check(filters, directory)
    except FilterError:
        return False
    last = directory.period(filters.period).flow_end.month
    return not filters.span.startswith("1-") or int(filters.span[2:]) < last


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(filters=chosen_filters)
def test_filters_written_into_an_address_are_read_back_equal(query, directory, filters):
    if not exists(filters, directory):
        return
    query.from_dict({"key": "branch_total"})
    address.write(filters, directory)
    assert address.read(directory) == (filters, [])
    assert query.get_all("key") == ["branch_total"]


def test_what_is_default_is_not_in_the_address(directory):
    assert address.parameters(Filters("2025H2"), directory) == {}


def test_districts_stand_in_the_address_by_name(directory):
    found = address.parameters(Filters("2025H1", districts=(A, CITY), excluded=True), directory)
    assert found == {"period": "2025H1", "district": ["甲区", "市直"], "exclude": "1"}


@pytest.mark.parametrize("names", [["丙县", "甲区"], ["甲区", "丙县", "甲区"], [" 甲 区 ", "丙县"], ["甲", "丙"]])
def test_districts_are_taken_in_official_order_once_each(query, directory, names):
    assert read(query, directory, district=names) == (Filters("2025H2", districts=(A, C)), [])


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"district": ["丁区", "甲区"]}, "丁区"),
        ({"period": "2030H1"}, "2030H1"),
        ({"period": ["2025H1", "2025H2"]}, "2025H1"),
        ({"unit": "U7"}, "U7"),
        ({"level": "部级"}, "部级"),
        ({"nature": "军队"}, "军队"),
        ({"compare": "较去年"}, "较去年"),
        ({"exclude": "0"}, "0"),
        ({"span": "3-5"}, "3-5"),
        ({"span": "1-13"}, "1-13"),
        ({"span": ["本期", "1-7"]}, "1-7"),
        ({"period": "2025H1", "span": "1-7"}, "7月"),
        ({"district": ["甲区", "乙区", "丙县", "市直"], "exclude": "1"}, "所有区县都被排除"),
    ],
)
def test_what_is_not_known_gives_one_notice_and_is_left_out(query, directory, parameters, said):
    filters, notices = read(query, directory, **parameters)
    assert len(notices) == 1
    assert said in notices[0]
    assert check(filters, directory) == filters


def test_the_known_ones_beside_an_unknown_one_still_count(query, directory):
    filters, _ = read(query, directory, district=["丁区", "甲区"], level=["市直", "部级"])
    assert (filters.districts, filters.levels) == ((A,), ("市直",))


def test_all_months_there_are_are_the_year_to_date(query, directory):
    assert read(query, directory, span="1-12") == (Filters("2025H2", span=YEAR_TO_DATE), [])
    assert read(query, directory, period="2025H1", span="1-6") == (Filters("2025H1", span=YEAR_TO_DATE), [])


@pytest.mark.parametrize("name", address.NAMES)
def test_no_value_of_a_parameter_breaks_the_reading(query, directory, name):
    for value in HOSTILE:
        filters, notices = read(query, directory, **{name: value})
        assert filters == Filters("2025H2"), repr(value)
        assert len(notices) == 1, repr(value)


def test_of_very_many_values_only_some_are_looked_at(query, directory):
    _, [notice] = read(query, directory, unit=[f"X{number}" for number in range(10_000)])
    assert "X59" in notice
    assert "X60" not in notice


# ---- tables ----------------------------------------------------------------------------------------------------------


def counted(state: State, value: int | None = None) -> Reading:
    return Reading("committee_lacking", "甲区", A, "2025H2", None, "", state, value)


@pytest.mark.parametrize(
    ("reading", "word"),
    [
        (counted(State.PRESENT, 1), "空缺"),
        (counted(State.ZERO, 0), "配备"),
        (counted(State.MISSING), "缺报"),
        (counted(State.NOT_APPLICABLE), "—"),
        (None, "—"),
    ],
)
def test_a_mark_tells_missing_from_zero_and_from_not_applicable(reading, word):
    assert columns.mark(reading, yes="空缺", no="配备") == word


def test_a_ledger_is_sent_or_missing():
    office = Office("1", "甲区", ("支部台账", "志愿服务"), ("支部台账",))
    assert tables.standing(office) == "部分缺报"


# ---- loaders ---------------------------------------------------------------------------------------------------------


def test_a_number_is_measured_once_for_everybody_with_the_same_filters(snapshot):
    view.pin(snapshot, Filters("2025H2"), "overview")
    first = loaders.readings(("branch_total",))
    view.pin(snapshot, Filters("2025H2"), "indicator")
    assert loaders.readings(("branch_total",)) is first
    view.pin(snapshot, Filters("2025H2", districts=(A,)), "overview")
    assert [item.value for item in loaders.readings(("branch_total",))] == [2]


def test_one_reader_never_gets_the_numbers_of_another_scope(snapshot):
    view.pin(snapshot, Filters("2025H2"), "overview")
    assert loaders.by_key(("branch_total",))["branch_total"].value == 3
    view.pin(snapshot, Filters("2025H2"), "overview", Visitor(Account("a1", Role.DISTRICT, CITY)))
    assert loaders.by_key(("branch_total",))["branch_total"].value == 1
    assert {row["所属区县"] for row in loaders.behind("branch_total")} == {"市直"}
    assert [office.label for office in loaders.report().offices] == ["市直"]


def test_a_trend_ends_with_the_chosen_period(snapshot):
    view.pin(snapshot, Filters("2025H1"), "overview")
    assert [item.period for item in loaders.trend(("branch_total",))["branch_total"]] == ["2024H2", "2025H1"]


def test_a_target_that_is_not_on_record_is_none(snapshot):
    view.pin(snapshot, Filters("2025H2"), "overview")
    assert loaders.target("sponsored_pass_rate") is None


# ---- clicks ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def clicks(query: Query, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch):
    """`clicks(kind, event, **filters)`: what the address says after an event on a chart or a click on a row."""

    def click(kind: str, event: str | int | None, **filters) -> dict:
        view.pin(snapshot, Filters("2025H2", **filters), "coverage")
        address.write(Filters("2025H2", **filters), snapshot.directory)
        state: dict[str, object] = {}
        monkeypatch.setattr(drill, "st", SimpleNamespace(session_state=state))
        if kind == "table":
            drill.on_table((A, B, CITY))(event)
        else:
            state["bars"] = SimpleNamespace(look=event)
            drill.on_board("bars")()
        return dict(query)

    return click


@pytest.mark.parametrize(
    ("kind", "event", "district"),
    [
        ("chart", B, ["乙区"]),
        ("chart", CITY, ["市直"]),
        ("chart", "", None),
        ("chart", "999999", None),
        ("chart", None, None),
        ("table", 2, ["市直"]),
    ],
)
def test_a_click_on_a_district_looks_at_it_and_any_other_at_all(clicks, kind, event, district):
    assert clicks(kind, event).get("district") == district


@pytest.mark.parametrize(("kind", "event"), [("chart", A), ("table", 0)])
def test_a_second_click_on_the_same_district_leads_back(clicks, kind, event):
    assert "district" not in clicks(kind, event, districts=(A,))


def test_a_click_replaces_the_districts_chosen_before_and_keeps_all_other_filters(clicks):
    said = clicks("chart", C, districts=(A, B), excluded=True, levels=("社区",))
    assert said == {"district": ["丙县"], "level": ["社区"]}


@pytest.mark.parametrize(
    ("districts", "excluded", "around", "pale"),
    [
        ((), False, (), []),
        ((A,), False, (), [B, C, CITY]),
        ((A, B), False, (A, B), []),
        ((A,), True, (A,), []),
    ],
)
def test_one_district_looked_at_stays_among_the_others_which_are_pale(snapshot, districts, excluded, around, pale):
    view.pin(snapshot, Filters("2025H2", districts=districts, excluded=excluded), "coverage")
    assert drill.surroundings().districts == around
    assert [code for code in (A, B, C, CITY) if drill.is_pale(code)] == pale


# ---- charts ----------------------------------------------------------------------------------------------------------


def test_a_figure_of_a_chart_stands_on_its_base(snapshot):
    view.pin(snapshot, Filters("2025H2"), "coverage")
    found = loaders.by_key(("branch_no_venue_rate", "branch_total"), filters=Filters("2025H2", districts=(A,)))
    assert pictured.figure(found["branch_no_venue_rate"]) == "50.0%　1/2"
    assert pictured.figure(found["branch_total"]) == "2"


def test_the_table_behind_a_chart_gives_the_base_and_says_who_is_missing(snapshot):
    view.pin(snapshot, Filters("2025H2"), "coverage")
    rows = {row["区县"]: row for row in pictured.wide(loaders.readings(("branch_no_venue_rate",), "district"))}
    name = "无活动场所支部占比（%）"
    assert rows["甲区"] == {"区县": "甲区", name: 50.0, "分子": 1, "分母": 2, "状态": ""}
    assert (rows["丙县"][name], rows["丙县"]["状态"]) == (None, "缺报")


def test_a_line_over_periods_has_their_dates_and_a_gap_where_nothing_came(snapshot, monkeypatch):
    drawn = {}
    monkeypatch.setattr(charts, "show", lambda spec, name, **said: drawn.update(said, spec=spec))
    view.pin(snapshot, Filters("2025H2"), "committees")
    charts.history("branch_total", "history", heading="党支部")
    assert [(row["时间"], row["状态"]) for row in drawn["rows"]] == [
        ("2024-12-31", "缺报"),
        ("2025-06-30", "缺报"),
        ("2025-12-31", "有值"),
    ]
    assert [row["离退休干部党支部数（个）"] for row in drawn["rows"]] == [None, None, 3.0]
    assert drawn["alt"] == "党支部（各期都不含缺报的乙区、丙县）：2024-12-31为缺报；2025-06-30为缺报；2025-12-31为3"


def test_of_several_indicators_those_that_the_filters_refuse_are_left_out_with_the_reason(snapshot, monkeypatch):
    drawn, said = {}, []
    monkeypatch.setattr(charts, "show", lambda spec, name, **options: drawn.update(options))
    monkeypatch.setattr(charts.st, "info", said.append)
    view.pin(snapshot, Filters("2025H2", natures=("机关",)), "coverage")
    columns = {"branch_no_venue_rate": "无场所", "committee_established_rate": "党工委"}
    charts.district_heatmap(columns, "map", heading="两项")
    assert said == ["区县党工委批复成立率不能按区县分列：党工委配备按区县报送，不能按单位筛选。可清除单位筛选后再看。"]
    assert [row["区县"] for row in drawn["rows"]] == ["合计", "甲区", "乙区"]
    assert "区县党工委批复成立率（%）" not in drawn["rows"][0]
