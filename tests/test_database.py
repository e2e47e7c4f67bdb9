"""The shared database on each engine: migrations agree with the schema, readers only read, faults are told in words."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from lib import database, schema
from lib.errors import DatabaseError, SettingsError
from lib.settings import database_url

FIRST_SCHEMA = (
    "INSERT INTO region (region_code, name, short_name, kind, sort_no) VALUES ('1', '甲区', '甲', '区', 1)",
    "INSERT INTO submission (submission_id, period_id, region_code, source, active_from)"
    " VALUES (1, '2025H2', '1', 'branches', 1)",
    "INSERT INTO branch_period (submission_id, row_key, period_id, region_code, branch_id, name)"
    " VALUES (1, 1, '2025H2', '1', 'B1', '第一支部')",
    "INSERT INTO norm_standing (submission_id, row_key, period_id, region_code, framework_id, passed_n)"
    " VALUES (1, 1, '2025H2', '1', 'five_norms', 5)",
)


def test_the_migrations_build_exactly_the_schema(any_database):
    engine = database.writer(any_database)
    database.migrate(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"target_metadata": schema.metadata})
        differences = compare_metadata(context, schema.metadata)
    assert [item for item in differences if item[0] not in ("remove_index", "add_index", "modify_comment")] == []


def test_migrating_twice_changes_nothing(any_database):
    engine = database.writer(any_database)
    for _ in range(2):
        database.migrate(engine)
        with engine.connect() as connection:
            now, head = database.schema_state(connection)
            assert now == head


def test_standings_of_the_first_schema_learn_the_names_of_their_branches(any_database):
    engine = database.writer(any_database)
    database.migrate(engine, "0001")
    with engine.begin() as connection:
        for statement in FIRST_SCHEMA:
            connection.execute(text(statement))
    database.migrate(engine)
    with engine.connect() as connection:
        query = text("SELECT branch_id, name, passed_n FROM norm_standing")
        assert [tuple(row) for row in connection.execute(query)] == [("B1", "第一支部", 5)]


def test_a_database_without_tables_is_told_in_words(any_database):
    with pytest.raises(DatabaseError, match="没有本系统的表"):
        database.require_schema(database.writer(any_database))


def test_a_schema_newer_than_the_program_is_told_in_words(any_database):
    engine = database.writer(any_database)
    database.migrate(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseError, match="比本程序新"):
        database.require_schema(engine)


def test_a_reader_of_a_missing_file_says_how_to_make_one(tmp_path):
    with pytest.raises(DatabaseError, match="python -m lib demo"):
        database.reader(f"sqlite:///{tmp_path / 'none.sqlite'}")


def test_a_folder_with_signs_in_its_name_holds_a_database_like_any_other(tmp_path):
    folder = tmp_path / "a#b c 目录"
    folder.mkdir()
    engine = database.writer(f"sqlite:///{folder}/x.sqlite")
    database.migrate(engine)
    with database.reader(f"sqlite:///{folder}/x.sqlite").connect() as connection:
        assert database.current_version(connection) == 0


@pytest.mark.parametrize(
    ("given", "driver"),
    [
        ("postgresql://bureau@db/veterans", "postgresql+psycopg"),
        ("mysql://bureau@db/veterans", "mysql+pymysql"),
        ("mariadb://bureau@db/veterans", "mariadb+pymysql"),
        ("sqlite:////srv/veterans.sqlite", "sqlite"),
    ],
)
def test_an_address_without_a_driver_gets_the_pinned_one(given, driver):
    assert database_url(given).startswith(f"{driver}://")


def test_an_address_that_is_none_is_refused_without_repeating_it():
    with pytest.raises(SettingsError) as refused:
        database_url("geheim@:")
    assert "geheim" not in str(refused.value)
