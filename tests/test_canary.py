"""Twenty accounts, each with rows that no other may see: their names reach no byte of another's numbers and pages."""

import io
import random
import zipfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import database_fixtures as given
import pytest
from sqlalchemy import Engine, insert
from streamlit.testing.v1 import AppTest

from lib import schema
from lib.access import Account, Role, within
from lib.exports import lists
from lib.filters import Filters
from lib.measure import Snapshot, issues, measure, open_snapshot, reporting, rows, trace
from lib.rules import alerts, judged
from lib.ui import gate, handout
from lib.ui.contents import PAGES

ROOT = Path(__file__).resolve().parent.parent
NOW = Filters("2025H2")
KEYS = ("member_total", "branch_total", "branch_size_max", "branch_over_50", "committee_no_secretary")
DISTRICTS, UNITS = 14, 6


def account(number: int) -> Account:
    """Districts first, then units of the first district."""
    if number < DISTRICTS:
        return Account(f"a{number}", Role.DISTRICT, code(number))
    return Account(f"a{number}", Role.UNIT, code(0), f"V{number}")


def code(number: int) -> str:
    return f"9902{number:02d}"


def canary(number: int) -> str:
    return f"金丝雀{number:02d}号"


def own(number: int) -> set[str]:
    """The canaries this account may see: those of its units too where it is a district."""
    units = range(DISTRICTS, DISTRICTS + UNITS) if number == 0 else ()
    return {canary(item) for item in (number, *units)}


ALL = {canary(number) for number in range(DISTRICTS + UNITS)}


def filled(url: str) -> Engine:
    """Per district one branch of 60 members with its canary as name, and in the first one per unit."""
    engine = given.empty(url)
    with engine.begin() as connection:
        for number in range(DISTRICTS):
            names = {"name": f"第{number:02d}区", "short_name": f"{number:02d}区", "kind": "区", "sort_no": number + 10}
            connection.execute(insert(schema.region).values(region_code=code(number), **names))
            for source in schema.SOURCES:
                connection.execute(insert(schema.reporting_duty).values(source=source, region_code=code(number)))
        for number in range(DISTRICTS, DISTRICTS + UNITS):
            names = {"official_name": f"单位{canary(number)}", "short_name": f"单位{canary(number)}"}
            traits = {"level": "区县直", "nature": "机关", "region_code": code(0)}
            connection.execute(insert(schema.unit).values(unit_id=f"V{number}", **names, **traits))
    branch = {"full_members_n": 60, "retired_n": 60}
    for number in range(DISTRICTS):
        units = range(DISTRICTS, DISTRICTS + UNITS) if number == 0 else ()
        of_units = [branch | {"name": canary(item), "unit_id": f"V{item}"} for item in units]
        given.send_branches(engine, code(number), branch | {"name": canary(number)}, *of_units)
    return engine


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("canary") / "canary.sqlite"
    filled(f"sqlite:///{path}").dispose()
    return f"sqlite:///{path}"


@pytest.fixture(scope="module")
def snapshot(url: str) -> Snapshot:
    return open_snapshot(given.create_engine(url))


def everything(snapshot: Snapshot, number: int) -> str:
    """All that an account can ask of the numbers, as one text."""
    scope = account(number).scope
    seen = within(snapshot.directory, scope)
    parts: list[object] = [seen, reporting(snapshot, NOW, scope=scope), issues(snapshot, NOW, scope=scope)]
    for by in (None, "district", "unit", "branch"):
        parts += measure(snapshot, KEYS, NOW, by, scope=scope)
    listed = rows(snapshot, "branch_over_50", NOW, scope=scope)
    parts += [lists.csv(listed).decode("utf-8-sig"), trace(snapshot, "member_total", NOW, scope=scope)]
    parts += alerts(judged(snapshot, NOW, scope), [], snapshot.directory, NOW.period)
    return repr(parts)


def foreign(text: str, number: int) -> set[str]:
    return {name for name in ALL - own(number) if name in text}


def test_twenty_accounts_alternating_between_threads_see_their_own_rows_only(snapshot: Snapshot):
    asked = [number for number in range(DISTRICTS + UNITS) for _ in range(2)]
    random.Random(7).shuffle(asked)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda number: everything(snapshot, number), asked))
    for number, text in zip(asked, answers, strict=True):
        assert foreign(text, number) == set()
        assert own(number) <= {name for name in ALL if name in text}


def inside(content: bytes) -> str:
    """Every member of the file as text, and of the files in it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = [archive.read(name) for name in archive.namelist()]
    return "".join(inside(one) if one.startswith(b"PK") else one.decode("utf-8", "replace") for one in members)


def sent(app: AppTest) -> Iterator[str]:
    """Every message that went to the browser, the cells of its tables as text."""
    assert [item.message for item in app.exception] == []
    for element in (*app.main, *app.sidebar):
        proto = getattr(element, "proto", None)
        if proto is not None:
            yield proto.SerializeToString().decode("utf-8", "replace")


def pages(number: int, keys: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "enter", lambda _directory: gate.Visitor(account(number)))
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    for key in keys:
        if key != "overview":
            app.switch_page(PAGES[key].path).run()
        assert foreign("".join(sent(app)), number) == set()


def test_pages_send_no_others_rows(url: str, installed, monkeypatch):
    installed(url)
    for number in (3, DISTRICTS + 2):
        pages(number, ["overview", "branches", "indicator", "alerts"], monkeypatch)


@pytest.mark.long
def test_no_page_sends_another_accounts_rows(url: str, installed, monkeypatch):
    installed(url)
    for number in range(DISTRICTS + UNITS):
        pages(number, list(PAGES), monkeypatch)


@pytest.mark.parametrize(
    "numbers", [(3, DISTRICTS), pytest.param(range(DISTRICTS + UNITS), marks=pytest.mark.long, id="every account")]
)
def test_no_file_holds_another_accounts_rows(url: str, installed, monkeypatch, numbers: Sequence[int]):
    installed(url)
    held: list[Callable[[], bytes]] = []
    monkeypatch.setattr(handout, "_file", lambda _label, _name, _kind, write: held.append(write))
    for number in numbers:
        held.clear()
        pages(number, ["branches"], monkeypatch)
        texts = [inside(write()) for write in held]
        assert len(texts) == 2 * 4  # 总览 and 支部设置与换届, each in three forms, and the workbook of all pages
        assert foreign("".join(texts), number) == set()
        assert canary(number) in "".join(texts)


def test_the_canaries_would_be_found(url: str, installed, monkeypatch):
    installed(url)
    monkeypatch.setattr(gate, "enter", lambda _directory: gate.ANYBODY)
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    app.switch_page(PAGES["branches"].path).run()
    assert len(foreign("".join(sent(app)), 3)) > 1
