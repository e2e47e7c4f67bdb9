"""What the application itself remembers is kept apart from the facts, on any engine."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect
from sqlalchemy.exc import DBAPIError

from lib.desk import Kept, Seen, open_desk
from lib.errors import DeskError

MONDAY = datetime(2026, 1, 5, 9, 0)
PLAN = Kept("scenario", "a1", "补齐三个区的书记", "", MONDAY, {"posts": ["书记"], "districts": ["980101"]})


def test_what_was_kept_comes_back_as_it_was(any_database: str):
    desk = open_desk(any_database)
    desk.keep(PLAN)
    assert desk.find("scenario", "a1") == PLAN
    assert desk.find("snapshot", "a1") is None


def test_the_newest_of_a_kind_stands_first(sqlite_url: str):
    desk = open_desk(sqlite_url)
    later = replace(PLAN, id="b2", kept_at=datetime(2026, 1, 6, 9, 0))
    desk.keep(later)
    desk.keep(PLAN)
    assert [one.id for one in desk.all("scenario")] == ["b2", "a1"]


def test_keeping_again_replaces_and_dropping_forgets(sqlite_url: str):
    desk = open_desk(sqlite_url)
    desk.keep(PLAN)
    desk.keep(replace(PLAN, name="补齐两个区的书记"))
    assert [one.name for one in desk.all("scenario")] == ["补齐两个区的书记"]
    desk.drop("scenario", "a1")
    desk.drop("scenario", "a1")
    assert desk.all("scenario") == []


def test_a_name_is_kept_as_text_whatever_stands_in_it(sqlite_url: str):
    desk = open_desk(sqlite_url)
    hostile = "'); DROP TABLE kept; --"
    desk.keep(replace(PLAN, name=hostile))
    assert desk.all("scenario")[0].name == hostile


def test_a_store_that_cannot_be_written_says_so_in_chinese(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(DeskError, match="存储打不开"):
        open_desk(f"sqlite:///{tmp_path / 'file' / 'desk.sqlite'}")


def test_the_desk_makes_no_table_of_the_shared_database(sqlite_url: str):
    open_desk(sqlite_url)
    assert inspect(create_engine(sqlite_url)).get_table_names() == ["audit", "kept"]


def test_the_audit_can_be_added_to_and_not_changed(sqlite_url: str):
    desk = open_desk(sqlite_url)
    for page in ("总览", "活动阵地"):
        desk.record(Seen(MONDAY, "a1", "打开", page))
    assert [one.what for one in desk.audit(1)] == ["活动阵地"]
    with create_engine(sqlite_url).begin() as connection:
        for statement in ("UPDATE audit SET account = 'a2'", "DELETE FROM audit"):
            with pytest.raises(DBAPIError, match="append-only"):
                connection.exec_driver_sql(statement)
    assert len(desk.audit(9)) == 2
