"""The database goes away, is locked, older, newer or empty: a sentence, the last good numbers, and nothing lost."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import database_fixtures as given
import pytest
from database_fixtures import A
from shown import cards
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import OperationalError
from streamlit.testing.v1 import AppTest

from lib import database
from lib.__main__ import main
from lib.desk import Seen, open_desk
from lib.errors import DatabaseError
from lib.settings import settings
from lib.ui import remembering, view
from lib.ui.contents import PAGES

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def file(tmp_path: Path, installed: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> Path:
    """The installed database: one branch of ten members; and a desk beside it."""
    path = tmp_path / "shared.sqlite"
    given.send_branches(given.empty(f"sqlite:///{path}"), A, {})
    monkeypatch.setenv("DASHBOARD_DESK_URL", f"sqlite:///{tmp_path / 'desk.sqlite'}")
    installed(f"sqlite:///{path}")
    return path


def opened(page: str = "overview") -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    return app if page == "overview" else app.switch_page(PAGES[page].path).run()


def said(app: AppTest) -> str:
    assert [item.message for item in app.exception] == []
    return "".join(item.value for item in (*app.error, *app.warning))


# ---- gone and back ---------------------------------------------------------------------------------------------------


class Breaking:
    """Every query from the n-th on fails, as when the server goes away in the middle of a page."""

    def __init__(self, engine: Engine, nth: int) -> None:
        self.asked, self.nth = 0, nth
        event.listen(engine, "before_cursor_execute", self.ask)
        self.engine, self.mended = engine, False

    def stop(self) -> None:
        if not self.mended:
            event.remove(self.engine, "before_cursor_execute", self.ask)
        self.mended = True

    def ask(self, _connection, _cursor, statement, *_rest) -> None:
        self.asked += 1
        if self.asked >= self.nth:
            raise OperationalError(statement, None, ConnectionError("gone"))


@pytest.fixture
def breaking() -> Iterator[Callable[[int], Breaking]]:
    made: list[Breaking] = []

    def start(nth: int) -> Breaking:
        engine = view._engine(settings().database_url)
        made.append(Breaking(engine, nth))
        return made[-1]

    yield start
    for one in made:
        one.stop()


def test_without_an_answer_the_last_good_numbers_stand_with_their_time(file: Path, breaking):
    app = opened()
    assert (cards(app)[0].value, said(app)) == ("1", "")
    fault = breaking(1)
    app.run()
    assert cards(app)[0].value == "1"
    assert "数据库暂时连不上，以下是" in said(app)
    assert "恢复后本页会自动更新" in said(app)
    fault.stop()
    assert said(app.run()) == ""


def test_what_was_never_looked_at_is_told_and_not_guessed(file: Path, breaking):
    app = opened()
    fault = breaking(1)
    app.query_params["district"] = "甲区"
    app.run()
    assert not cards(app)
    assert "连不上数据库" in said(app)
    fault.stop()
    app.run()
    assert (cards(app)[0].value, said(app)) == ("1", "")


def seconds_until(holds: Callable[[], bool], step: float = 0.5) -> float:
    begun = time.monotonic()
    while not holds() and time.monotonic() - begun < 20:
        time.sleep(step)
    return time.monotonic() - begun


@pytest.mark.parametrize("choice", ["", "甲区"])
def test_a_locked_file_is_told_within_three_seconds_and_read_within_ten_of_its_release(file: Path, choice: str):
    app = opened()
    if choice:
        app.query_params["district"] = choice
    with closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN EXCLUSIVE")
        begun = time.monotonic()
        app.run()
        assert time.monotonic() - begun < 3
    assert ("连不上数据库，或数据库正被占用" if choice else "以下是") in said(app)
    assert len(cards(app)) == (0 if choice else 6)
    assert seconds_until(view.answers) + remembering._RETRY_SECONDS < 10
    assert (cards(app.run())[0].value, said(app)) == ("1", "")


@pytest.fixture
def slow(file: Path) -> Iterator[Callable[[float], None]]:
    """`slow(0.3)`: every query takes so many seconds."""
    engine, listening = view._engine(settings().database_url), []

    def start(seconds: float) -> None:
        listening.append(lambda *_: time.sleep(seconds))
        event.listen(engine, "before_cursor_execute", listening[0])

    yield start
    event.remove(engine, "before_cursor_execute", listening[0])


def test_a_slow_database_is_told_within_three_seconds_until_the_page_is_there(file: Path, slow, monkeypatch):
    opened()
    words: list[float] = []
    tell = remembering._Patience.tell
    monkeypatch.setattr(
        remembering._Patience, "tell", lambda self: (words.append(time.monotonic() - begun), tell(self))
    )
    slow(0.4)
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.query_params["period"] = "2025H1"
    begun = time.monotonic()
    app.run()
    assert said(app) == ""
    assert words[0] < 3
    assert not app.info


def faulty(page: str, fault: Breaking, period: str) -> str:
    """What a page says that has everything to ask anew, and is opened while the fault lasts; empty where it was over
    before the fault came."""
    view._snapshot.clear()
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).switch_page(PAGES[page].path)
    app.query_params["period"] = period
    app.run()
    fault.stop()
    return said(app) if fault.asked >= fault.nth else ""


@pytest.mark.parametrize("page", ["overview", "venues", "alerts"])
def test_a_fault_in_the_middle_of_a_page_is_a_sentence(file: Path, breaking, page: str):
    opened(page)
    for nth in (2, 5, 11):
        assert "连不上" in faulty(page, breaking(nth), "2025H1")


@pytest.mark.long
@pytest.mark.parametrize("page", PAGES)
def test_a_fault_at_any_query_of_a_page_is_a_sentence(file: Path, breaking, page: str):
    opened(page)
    nth = 1
    while message := faulty(page, breaking(nth), "2025H1"):
        assert "连不上" in message
        nth += 1
    print(f"{page}: {nth - 1} queries, each of them failed once, 0 tracebacks")
    assert nth > 5


# ---- other tables ----------------------------------------------------------------------------------------------------


def at_revision(path: Path, revision: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL)")
        connection.execute("DELETE FROM alembic_version")
        connection.execute("INSERT INTO alembic_version VALUES (?)", [revision])
        connection.commit()


@pytest.mark.parametrize(
    ("revision", "sentence"), [("0001", "比本程序旧"), ("9999", "比本程序新"), ("half'; DROP", "比本程序新")]
)
def test_other_tables_than_this_programs_are_told_before_any_number(file: Path, revision: str, sentence: str):
    at_revision(file, revision)
    app = opened()
    assert sentence in said(app)
    assert not cards(app)


def test_lost_tables_are_not_taken_for_a_lost_connection(sqlite_url: str):
    with create_engine(sqlite_url).connect() as connection, pytest.raises(DatabaseError, match="没有本系统的表"):
        database.current_version(connection)


def test_an_older_database_is_brought_up_to_date_by_one_command(tmp_path: Path, monkeypatch, capsys):
    url = f"sqlite:///{tmp_path / 'old.sqlite'}"
    database.migrate(database.writer(url), "0001")
    monkeypatch.setenv("DASHBOARD_DATABASE_URL", url)
    settings.cache_clear()
    assert main(["upgrade"]) == 0
    with database.reader(url).connect() as connection:
        database.check_schema(connection)
    settings.cache_clear()
    assert "已是最新" in capsys.readouterr().out


# ---- backup and restore ----------------------------------------------------------------------------------------------


def branches(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT count(*) FROM branch_period").fetchone()[0]


def test_a_backup_taken_while_in_use_comes_back_whole(file: Path, tmp_path: Path):
    desk = open_desk(settings().desk_url)
    desk.record(Seen(given.date(2026, 1, 5), "a1", "打开", "总览"))
    with closing(sqlite3.connect(file)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM branch_period").fetchone()
        assert main(["backup", str(tmp_path / "kept")]) == 0
    [folder] = (tmp_path / "kept").iterdir()
    engine = create_engine(f"sqlite:///{file}")
    given.send_branches(engine, A, {}, {})
    changed = branches(file)
    assert main(["restore", str(folder)]) == 0
    assert branches(file) == 1 < changed
    assert [one.what for one in desk.audit(9)] == ["总览"]


def test_a_damaged_backup_changes_nothing(file: Path, tmp_path: Path, capsys):
    folder = tmp_path / "damaged"
    folder.mkdir()
    (folder / "shared.sqlite").write_bytes(file.read_bytes()[:5000])
    assert main(["restore", str(folder)]) == 2
    assert "已损坏" in capsys.readouterr().err
    assert branches(file) == 1


@pytest.mark.parametrize("folder", [".", "empty"])
def test_a_folder_without_a_backup_is_told(tmp_path: Path, file: Path, capsys, folder: str):
    (tmp_path / "empty").mkdir()
    assert main(["restore", str(tmp_path / folder)]) == 2
    assert "不是一份备份" in capsys.readouterr().err


def test_a_database_server_keeps_its_own_backups(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.setenv("DASHBOARD_DATABASE_URL", "postgresql://nobody@127.0.0.1/none")
    settings.cache_clear()
    assert main(["backup", str(tmp_path)]) == 2
    assert "pg_dump" in capsys.readouterr().err
    settings.cache_clear()
