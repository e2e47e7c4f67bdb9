"""A load is one transaction that publishes one data version; whatever is refused or fails leaves no row behind.

On SQLite, PostgreSQL and MariaDB alike.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from getpass import getuser
from pathlib import Path

import openpyxl
import pytest
import workbooks
from sqlalchemy import Engine, create_engine, func, select, text
from sqlalchemy.exc import DBAPIError
from workbooks import CITY_NAME, NAME, PERIOD, contents, records, save, sheet

from lib import database, schema
from lib.desk import open_desk
from lib.errors import IntakeError
from lib.intake import load, storing
from lib.intake.files import Outcome
from lib.intake.load import set_lock

WRITES = (
    "INSERT INTO data_version (published_at) VALUES ('2025-01-01')",
    "UPDATE region SET name = 'x'",
    "DELETE FROM reporting_duty",
    "CREATE TABLE intruder (number INTEGER)",
    "DROP TABLE target",
)
ROOT = Path(__file__).resolve().parent.parent
OTHER = "映溪区离退休干部党建台账（2025年下半年）.xlsx"
THIRD = "岫谷县离退休干部党建台账（2025年下半年）.xlsx"


@pytest.fixture
def engine(any_database, tmp_path) -> Iterator[Engine]:
    """The writer on the small city without data."""
    made = workbooks.small_city(any_database, tmp_path)
    yield made
    made.dispose()


@pytest.fixture
def ledger(tmp_path):
    """Write 单位底册 of one unit with this number of retired cadres."""

    def write(name: str = NAME, *, tuixiu: object = 9) -> Path:
        return save(tmp_path, {"单位底册": sheet("units", {"退休干部数": tuixiu})}, name)

    return write


@pytest.fixture
def refused_ledger(tmp_path) -> Path:
    rows = [["岫谷县党建台账（2023年）"], *sheet("units", {"退休干部数": 99})]
    return save(tmp_path, rows, THIRD)


def everything() -> dict[str, workbooks.Rows]:
    return {title: sheet(source) for source, title in schema.SOURCES.items()}


def stock(engine: Engine, version: int) -> list[int]:
    """退休干部数 of all rows in force at a data version."""
    sent, fact = schema.submission.c, schema.cadre_stock.c
    query = (
        select(fact.tuixiu_n)
        .join(schema.submission, sent.submission_id == fact.submission_id)
        .where(sent.active_from <= version, (sent.active_to.is_(None)) | (sent.active_to > version))
        .order_by(fact.tuixiu_n)
    )
    with engine.connect() as connection:
        return list(connection.execute(query).scalars())


# --- what a load stores ---------------------------------------------------------------------------------------------


def test_a_new_database_knows_the_city_and_holds_no_version(engine):
    assert [region["name"] for region in records(engine, "region")] == ["澄岚市", "栖枫区", "映溪区", "岫谷县"]
    assert len(records(engine, "unit")) == 8
    with engine.connect() as connection:
        assert database.current_version(connection) == 0


def test_a_second_init_is_refused_and_changes_nothing(engine, any_database, tmp_path):
    before = contents(engine)
    with pytest.raises(IntakeError, match="已经有区划名录"):
        workbooks.small_city(any_database, tmp_path)
    assert contents(engine) == before


def test_every_form_is_stored_and_the_reader_sees_the_new_version(engine, any_database, tmp_path):
    report = load.load(engine, PERIOD, [save(tmp_path, everything())])
    assert [file.outcome for file in report.files] == [Outcome.ACCEPTED]
    assert (report.version, report.refused) == (1, False)
    reader = database.reader(any_database)
    with reader.connect() as connection:
        assert database.current_version(connection) == 1
        counts = {table.name: connection.scalar(select(func.count()).select_from(table)) for table in schema.FACTS}
    reader.dispose()
    assert counts == {table.name: 1 for table in schema.FACTS} | {
        "norm_result": 6,  # 五规范 of the 支部台账, and one item of the sheet of other frameworks
        "norm_standing": 2,
        "age_band": 0,
    }
    assert [period["period_id"] for period in records(engine, "period")] == [PERIOD]


def test_a_refused_file_leaves_no_row_in_any_table(engine, refused_ledger):
    before = contents(engine)
    report = load.load(engine, PERIOD, [refused_ledger])
    assert (report.version, report.refused) == (None, True)
    assert contents(engine) == before


def test_of_a_good_and_a_refused_file_only_the_good_one_is_stored(engine, ledger, refused_ledger):
    report = load.load(engine, PERIOD, [refused_ledger, ledger(), ledger(OTHER, tuixiu=20)])
    assert [file.refused for file in report.files] == [True, False, False]
    assert stock(engine, report.version) == [9, 20]
    assert {file["name"] for file in records(engine, "import_file")} == {NAME, OTHER}


def test_the_same_file_again_makes_no_version_and_no_row(engine, ledger):
    path = ledger()
    load.load(engine, PERIOD, [path])
    before = contents(engine)
    report = load.load(engine, PERIOD, [path])
    assert (report.version, report.refused, report.files[0].outcome) == (None, False, Outcome.UNCHANGED)
    assert contents(engine) == before


def test_the_same_content_sent_by_another_office_is_its_own(engine, ledger):
    path = ledger()
    load.load(engine, PERIOD, [path])
    report = load.load(engine, PERIOD, [path.rename(path.with_name(OTHER))])
    assert [(sent["region_code"], sent["active_to"]) for sent in records(engine, "submission")] == [
        ("990101", None),
        ("990102", None),
    ]
    assert stock(engine, report.version) == [9, 9]


def part(tmp_path: Path, number: int, *, tuixiu: int = 9) -> Path:
    """单位底册 of one of three units in a file of its own."""
    rows = [workbooks.head("units"), workbooks.row("units", {"退休干部数": tuixiu}, number=number)]
    return save(tmp_path, rows, f"栖枫区单位{number}底册.xlsx")


@pytest.mark.parametrize("name", [NAME.replace("离退休干部", ""), NAME.replace("台账", "台账（修改后）")])
def test_two_files_of_one_load_that_contradict_each_other_are_both_refused(engine, ledger, name):
    report = load.load(engine, PERIOD, [ledger(), ledger(name, tuixiu=10)])
    assert [file.outcome for file in report.files] == [Outcome.REFUSED] * 2
    assert [[issue.code for issue in file.issues] for file in report.files] == [["N05"], ["N05"]]
    problem = f"“{NAME}”与“{name}”都报了单位底册的“栖枫区教育局”且数据不一致，两份都未导入"
    assert {issue.problem for file in report.files for issue in file.issues} == {problem}
    assert report.version is None


def test_the_same_sheet_in_two_files_of_one_load_counts_once(engine, ledger):
    report = load.load(engine, PERIOD, [ledger(), ledger(NAME.replace("离退休干部", ""))])
    assert [file.outcome for file in report.files] == [Outcome.ACCEPTED, Outcome.REFUSED]
    assert [(issue.code, issue.level.value) for issue in report.files[1].issues] == [("N05", "警告")]
    assert stock(engine, report.version) == [9]


def test_files_about_different_units_are_one_report_and_keep_their_sheets(engine, tmp_path):
    report = load.load(engine, PERIOD, [part(tmp_path, 0), part(tmp_path, 1, tuixiu=20)])
    assert [file.outcome for file in report.files] == [Outcome.ACCEPTED] * 2
    assert stock(engine, report.version) == [9, 20]
    sent = records(engine, "submission")
    assert [(item["file_id"], item["active_from"], item["active_to"]) for item in sent] == [(1, 1, None), (2, 1, None)]


def test_one_form_on_two_sheets_is_stored_by_sheet(engine, tmp_path):
    rows = [[workbooks.head("units"), workbooks.row("units", number=number)] for number in (0, 1)]
    report = load.load(engine, PERIOD, [save(tmp_path, dict(zip(("机关", "事业"), rows, strict=True)))])
    assert stock(engine, report.version) == [9, 9]
    assert [sent["sheet"] for sent in records(engine, "submission")] == ["机关", "事业"]


def test_of_a_report_in_several_files_all_are_stored_again_where_one_is_changed(engine, tmp_path):
    files = [part(tmp_path, 0), part(tmp_path, 1)]
    load.load(engine, PERIOD, files)
    again = load.load(engine, PERIOD, files)
    assert ([file.outcome for file in again.files], again.version) == ([Outcome.UNCHANGED] * 2, None)
    report = load.load(engine, PERIOD, [files[0], part(tmp_path, 1, tuixiu=20)])
    assert [file.outcome for file in report.files] == [Outcome.ACCEPTED] * 2
    assert (stock(engine, 1), stock(engine, 2)) == ([9, 9], [9, 20])


def test_a_file_that_replaces_a_report_in_several_files_says_so(engine, tmp_path):
    load.load(engine, PERIOD, [part(tmp_path, 0), part(tmp_path, 1)])
    report = load.load(engine, PERIOD, [part(tmp_path, 1, tuixiu=20)])
    assert [(issue.code, issue.level.value) for issue in report.files[0].issues] == [("N05", "警告")]
    assert "此前分2份报送（“栖枫区单位0底册.xlsx”、“栖枫区单位1底册.xlsx”），由本次的1份全部替换" in str(
        report.files[0].issues[0]
    )
    assert stock(engine, 2) == [20]


def test_a_sheet_refused_beside_another_file_is_taken_when_its_file_comes_alone(engine, tmp_path, ledger):
    path = save(tmp_path, {"底册": sheet("units"), "队伍": sheet("volunteers")})
    load.load(engine, PERIOD, [path, ledger(NAME.replace("离退休干部", ""), tuixiu=10)])
    assert stock(engine, 1) == []
    assert stock(engine, load.load(engine, PERIOD, [path]).version) == [9]


def test_a_correction_is_a_new_submission_and_the_old_version_still_reads_as_before(engine, ledger):
    load.load(engine, PERIOD, [ledger()])
    old = contents(engine)["cadre_stock"]
    assert load.load(engine, PERIOD, [ledger(tuixiu=12)]).version == 2
    assert (stock(engine, 1), stock(engine, 2)) == ([9], [12])
    spans = [(sent["active_from"], sent["active_to"]) for sent in records(engine, "submission")]
    assert spans == [(1, 2), (2, None)]
    assert set(old) < set(contents(engine)["cadre_stock"])


def test_going_back_to_the_first_file_after_a_correction_is_a_change(engine, ledger):
    for tuixiu in (9, 12, 9):
        load.load(engine, PERIOD, [ledger(tuixiu=tuixiu)])
    assert [stock(engine, version) for version in (1, 2, 3)] == [[9], [12], [9]]


def test_a_locked_period_takes_nothing_until_it_is_opened(engine, ledger):
    load.load(engine, PERIOD, [ledger()])
    set_lock(engine, PERIOD, locked=True)
    before = contents(engine)
    with pytest.raises(IntakeError, match="2025年下半年（2025H2）已锁定，不能再导入"):
        load.load(engine, PERIOD, [ledger(tuixiu=12)])
    assert contents(engine) == before
    set_lock(engine, PERIOD, locked=False)
    assert stock(engine, load.load(engine, PERIOD, [ledger(tuixiu=12)]).version) == [12]


def test_only_a_period_on_record_can_be_locked(engine):
    with pytest.raises(IntakeError, match="没有期次2025H2的数据"):
        set_lock(engine, PERIOD, locked=True)


def test_a_period_that_is_none_is_refused(engine, ledger):
    for period_id in ("2025H3", "2025", "下半年", ""):
        with pytest.raises(IntakeError, match="写法不对"):
            load.load(engine, period_id, [ledger()])


def test_a_period_locked_while_the_files_are_read_takes_nothing(engine, ledger, monkeypatch):
    load.load(engine, PERIOD, [ledger()])
    read_all = load.read_all

    def locking(*arguments):
        set_lock(engine, PERIOD, locked=True)
        return read_all(*arguments)

    monkeypatch.setattr(load, "read_all", locking)
    with pytest.raises(IntakeError, match="已锁定"):
        load.load(engine, PERIOD, [ledger(tuixiu=12)])
    assert stock(engine, 2) == [9]


# --- what may go wrong ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("nth", [1, 2, 5, 12])
def test_a_load_that_fails_in_the_middle_leaves_every_table_as_it_was(engine, ledger, tmp_path, monkeypatch, nth):
    load.load(engine, PERIOD, [ledger()])
    before, insert, calls = contents(engine), storing._insert, []

    def failing(connection, table, rows):
        calls.append(table.name)
        if len(calls) == nth:
            raise ConnectionError(table.name)
        insert(connection, table, rows)

    monkeypatch.setattr(storing, "_insert", failing)
    with pytest.raises(ConnectionError):
        load.load(engine, PERIOD, [save(tmp_path, everything())])
    assert len(calls) == nth
    assert contents(engine) == before


def test_the_reader_cannot_write(engine, any_database):
    before = contents(engine)
    reader = database.reader(any_database)
    for statement in WRITES:
        with pytest.raises(DBAPIError), reader.begin() as connection:
            connection.execute(text(statement))
    reader.dispose()
    assert contents(engine) == before


def test_two_loads_at_once_end_up_whole_one_after_the_other(engine, any_database, tmp_path):
    paths = {name: save(tmp_path, everything() | {"党工委配备": [["空"]]}, name) for name in (NAME, OTHER)}
    start, reports, failures = threading.Barrier(2), {}, []

    def run(name: str) -> None:
        own = database.writer(any_database)
        try:
            start.wait()
            reports[name] = load.load(own, PERIOD, [paths[name]])
        except Exception as error:
            failures.append(error)
        finally:
            own.dispose()

    threads = [threading.Thread(target=run, args=(name,)) for name in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failures == []
    assert sorted(report.version for report in reports.values()) == [1, 2]
    assert (len(stock(engine, 1)), len(stock(engine, 2))) == (1, 2)
    assert len(records(engine, "submission")) == 2 * (len(schema.SOURCES) - 1)
    assert len(records(engine, "period")) == 1


def test_what_no_column_can_hold_costs_its_cell_and_not_the_load(engine, tmp_path):
    absurd = {
        "底册": sheet("units", {"退休干部数": 3_000_000_000}, {"退休干部数": "约900亿"}, {"单位名称": "长" * 200}),
        "服务保障": sheet("support", {"专项经费（元）": 9 * 10**14}),
        "阵地": sheet("venues", {"面积": 10**13}, {"地址": "长" * 300}),
        "支部": sheet("branches", {"任期（年）": 9000}, {"支部名称": "长" * 200}),
    }
    report = load.load(engine, PERIOD, [save(tmp_path, absurd)])
    assert report.version == 1
    assert [(issue.sheet, issue.cell, issue.code, issue.level.value) for issue in report.files[0].issues] == [
        ("底册", "A4", "N07", "拒绝"),
        ("底册", "C2", "M41", "拒绝"),
        ("底册", "C3", "M41", "拒绝"),
        ("服务保障", "F2", "M41", "拒绝"),
        ("阵地", "D3", "N07", "拒绝"),
        ("阵地", "H2", "M41", "拒绝"),
        ("支部", "A3", "N07", "拒绝"),
        ("支部", "O2", "M41", "拒绝"),
    ]


def test_a_long_remark_is_kept_as_far_as_there_is_room(engine, tmp_path):
    name = f"栖枫区教育局（含{'下属' * 50}）"
    load.load(engine, PERIOD, [save(tmp_path, sheet("units", {"单位名称": name}))])
    (note,) = records(engine, "cell_note")
    assert note["aside"] == f"（含{'下属' * 29}"


# --- where a value came from ----------------------------------------------------------------------------------------


def across(projects: list[int]) -> workbooks.Rows:
    """志愿服务 with six months across: every month has its number of projects, then 10, 100 and 1000 times that."""
    names = ["项目数", "活动次数", "参与人次", "服务群众人次"]
    headings = [f"{month}月{name}" for month in range(7, 13) for name in names]
    cells = [number * size for number in projects for size in (1, 10, 100, 1000)]
    return [["2025年下半年志愿服务"], ["服务领域", *headings], ["党史宣讲", *cells], ["捐资助学", *cells[::-1]]]


def cell_of(engine: Engine, path: Path, fact: dict[str, object], field: str, part: str = "") -> object:
    """What stands in the original workbook where the lineage of a fact points."""
    (sent,) = [it for it in records(engine, "submission") if it["submission_id"] == fact["submission_id"]]
    (column,) = [
        it
        for it in records(engine, "submission_column")
        if (it["submission_id"], it["field"], it["part"]) == (sent["submission_id"], field, part)
    ]
    return openpyxl.load_workbook(path)[sent["sheet"]][f"{column['letter']}{fact['row_no']}"].value


def test_every_figure_leads_back_to_its_cell(engine, tmp_path):
    rows = [["栖枫区单位底册"], *sheet("units", {"退休干部数": 11, "转入社区": 2}, {"退休干部数": 13, "转入社区": 4})]
    path = save(tmp_path, {"志愿": across([1, 2, 3, 4, 5, 6]), "底册": rows})
    load.load(engine, PERIOD, [path])
    flows = records(engine, "volunteer_flow")
    assert len(flows) == 12
    for fact in flows:
        for field in ("projects_n", "served_person_times_n"):
            assert cell_of(engine, path, fact, field, fact["month"]) == fact[field]
    assert [fact["projects_n"] for fact in flows][:6] == [1, 2, 3, 4, 5, 6]
    stocks = records(engine, "cadre_stock")
    assert [(fact["tuixiu_n"], fact["member_rel_community"]) for fact in stocks] == [(11, 2), (13, 4)]
    for fact in stocks:
        for field in ("lixiu_n", "tuixiu_n", "member_rel_community"):
            assert cell_of(engine, path, fact, field) == fact[field]


def test_what_a_cell_said_beside_its_figure_is_noted(engine, ledger):
    load.load(engine, PERIOD, [ledger(tuixiu="约300")])
    assert stock(engine, 1) == [300]
    (note,) = records(engine, "cell_note")
    assert (note["field"], note["precision"], note["lo"], note["hi"], note["raw"]) == (
        "tuixiu_n",
        "约数",
        270,
        330,
        "约300",
    )


def test_the_city_reports_like_a_district(engine, ledger):
    load.load(engine, PERIOD, [ledger(), save(ledger().parent, sheet("units", {"单位名称": "市水务局"}), CITY_NAME)])
    assert {sent["region_code"] for sent in records(engine, "submission")} == {"990100", "990101"}


# --- the commands ---------------------------------------------------------------------------------------------------


@pytest.fixture
def command(sqlite_url):
    """Run `python -m lib COMMAND … --database URL`; gives exit status, output and errors."""

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        done = subprocess.run(
            [sys.executable, "-m", "lib", *map(str, arguments), "--database", sqlite_url],
            cwd=ROOT,
            env=os.environ | {"PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    return run


def test_a_city_is_set_up_checked_loaded_and_locked_from_the_command_line(command, tmp_path, ledger, refused_ledger):
    good = ledger()
    code, out, err = command("init", "--city", workbooks.city_file(tmp_path))
    assert (code, "已建库：3个区县、8个单位" in out, err) == (0, True, "")
    code, out, _ = command("check", good)
    assert (code, "【接收】" in out, "共1个文件：接收1。" in out) == (0, True, True)
    code, out, _ = command("check", "--period", PERIOD, good, refused_ledger, "--format", "json")
    assert (code, [file["outcome"] for file in json.loads(out)]) == (1, ["接收", "拒收"])
    code, out, _ = command("load", "--period", PERIOD, good, refused_ledger)
    assert (code, "已发布数据版本1。" in out) == (1, True)
    [recorded] = open_desk(os.environ["DASHBOARD_DESK_URL"]).audit(1)
    assert (recorded.action, recorded.what) == ("导入", "2025H2，2个文件，数据版本1")
    code, out, _ = command("load", "--period", PERIOD, good)
    assert (code, "没有新的数据，库未改动。" in out) == (0, True)
    code, out, _ = command("template", tmp_path / "空表")
    assert (code, len(list((tmp_path / "空表").glob("*.xlsx")))) == (0, 4)
    code, out, _ = command("lock", "--period", PERIOD)
    assert (code, "2025H2已锁定，不再接受导入。" in out) == (0, True)
    code, out, err = command("load", "--period", PERIOD, ledger(tuixiu=12))
    assert (code, err) == (2, "2025年下半年（2025H2）已锁定，不能再导入。如需更正，请先由管理员解锁。\n")
    assert command("unlock", "--period", PERIOD)[0] == 0


@pytest.fixture
def listed(command, tmp_path, monkeypatch) -> None:
    """A city, and the list of who may see and load what in it."""
    command("init", "--city", workbooks.city_file(tmp_path))
    accounts = tmp_path / "accounts.csv"
    lines = ["账号,角色,区县,单位", "editor,编辑,,", "near,编辑,栖枫区,", "far,编辑,映溪区,", "district,区县,栖枫区,"]
    accounts.write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setenv("DASHBOARD_ACCOUNTS", str(accounts))


@pytest.mark.parametrize("account", ["editor", "near"])
def test_who_may_load_by_the_list_loads_under_that_name(command, listed, ledger, account):
    code, out, _ = command("load", "--period", PERIOD, ledger(), "--as", account)
    assert (code, "已发布数据版本1。" in out) == (0, True)
    [recorded] = open_desk(os.environ["DASHBOARD_DESK_URL"]).audit(1)
    assert (recorded.account, recorded.what) == (account, f"2025H2，1个文件，数据版本1，系统用户{getuser()}")


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ([], "已设用户与权限表，导入要用 --as 写明账号"),
        (["--as", "district"], "这个账号不能导入：角色要是“编辑”或“管理员”"),
        (["--as", "nobody"], "这个账号不能导入"),
        (["--as", "far"], "本账号不能导入这些单位的台账"),
    ],
)
def test_who_may_not_load_by_the_list_loads_nothing(command, listed, ledger, sqlite_url, named, said):
    code, out, err = command("load", "--period", PERIOD, ledger(), *named)
    assert (code, out, said in err) == (2, "", True)
    assert records(create_engine(sqlite_url), "submission") == []


def test_without_a_list_no_account_can_be_named(command, tmp_path, ledger):
    command("init", "--city", workbooks.city_file(tmp_path))
    code, _, err = command("load", "--period", PERIOD, ledger(), "--as", "editor")
    assert (code, "--as 写的账号无从核对" in err) == (2, True)


def test_what_cannot_run_says_so_in_a_sentence(command, tmp_path, ledger):
    code, out, err = command("load", "--period", PERIOD, ledger())
    assert (code, out, err) == (2, "", "数据库里没有本系统的表。请先运行 python -m lib init --city 区划名录.xlsx。\n")
    command("init", "--city", workbooks.city_file(tmp_path))
    code, out, err = command("load", "--period", "2025H3", ledger())
    sentence = "期次“2025H3”写法不对，应为2025H1（上半年）、2025H2（下半年）或2025Y（全年）。\n"
    assert (code, out, err) == (2, "", sentence)
    code, out, err = command("init", "--city", tmp_path / "没有.xlsx")
    assert (code, out, "Traceback" in err) == (2, "", False)
    code, out, err = command("load", "--period", PERIOD, tmp_path / "没有.xlsx")
    assert (code, out, err.splitlines()[-1]) == (2, "", "没有文件“没有.xlsx”，请核对文件名和所在文件夹。")
