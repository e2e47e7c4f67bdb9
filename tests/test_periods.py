"""Until when ledgers are due: set on the command line, refused where it cannot be."""

from datetime import date

import database_fixtures as given
import pytest

from lib import directory as directories
from lib.__main__ import main
from lib.errors import IntakeError
from lib.intake.periods import set_deadline


@pytest.fixture
def engine():
    return given.empty()


def deadline(engine, period_id="2025H2"):
    with engine.connect() as connection:
        return directories.load(connection).period(period_id).deadline


def test_a_deadline_is_remembered_for_its_period_alone(engine):
    set_deadline(engine, "2025H2", date(2026, 1, 20))
    assert deadline(engine) == date(2026, 1, 20)
    assert deadline(engine, "2025H1") is None


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2025, 7, 1)])
def test_nothing_is_due_before_the_period_is_over(engine, day):
    with pytest.raises(IntakeError, match="不在期末2025-12-31之后"):
        set_deadline(engine, "2025H2", day)
    assert deadline(engine) is None


def test_a_period_without_data_has_no_deadline(engine):
    with pytest.raises(IntakeError, match="没有期次2023H1的数据"):
        set_deadline(engine, "2023H1", date(2023, 8, 1))


def test_what_is_no_day_is_refused_with_an_example(capsys):
    with pytest.raises(SystemExit):
        main(["deadline", "--period", "2025H2", "--by", "20日"])
    assert "请写成2026-01-20" in capsys.readouterr().err
