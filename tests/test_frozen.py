"""A snapshot keeps what was said, and tells number by number why it is another today."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import database_fixtures as given
import pytest
from database_fixtures import CITY, A, B, C
from sqlalchemy import update

from lib import schema
from lib.access import EVERYTHING
from lib.filters import Filters
from lib.measure import corrections, open_snapshot
from lib.speech import frozen_words
from lib.speech import sentences_telling as telling
from lib.speech.frozen import CORRECTED, ELSEWHERE, MOVED, REDEFINED, SAME, content, explain, freeze, restored
from lib.speech.sentences_facts import gather, scope_of
from lib.speech.sentences_file import read

NOW = Filters("2025H2")
BEFORE = Filters("2025H1")
DAY = date(2026, 1, 5)
TEXT = '[[sentence]]\nid = "S04"\nsubject = "支部"\ntext = "截至{截至}，{范围}有党支部{branch_total:可约}。"\n'


@pytest.fixture
def engine():
    return given.empty()


@pytest.fixture
def patterns(tmp_path: Path):
    path = tmp_path / "sentences.toml"
    path.write_text(TEXT, encoding="utf-8")
    return read(path)


def made(engine, patterns, filters: Filters = NOW, choices: dict[str, str] | None = None, name: str = "年初会议"):
    snapshot = open_snapshot(engine)
    told = telling.tell(patterns, gather(snapshot, patterns, filters, EVERYTHING), scope_of(filters), choices)
    return freeze(told, filters, snapshot.directory, snapshot.version, name, DAY)


def everybody_sends(engine, period: str, a: int) -> int:
    """`a` branches of 甲区 and one of each other office; the submission of 甲区."""
    for region in (B, C, CITY):
        given.send_branches(engine, region, {}, period=period)
    return given.send_branches(engine, A, *[{}] * a, period=period)


def correct(engine, sent: int, a: int) -> None:
    """甲区 sends again, in version 2."""
    given.publish(engine, 2)
    with engine.begin() as connection:
        connection.execute(
            update(schema.submission).where(schema.submission.c.submission_id == sent).values(active_to=2)
        )
    given.send_branches(engine, A, *[{}] * a, since=2)


def test_a_snapshot_holds_value_version_definition_and_printed_words(engine, patterns):
    everybody_sends(engine, "2025H2", 96)
    frozen = made(engine, patterns, choices={"S04.branch_total": "近百"})
    [number] = frozen.numbers
    assert (number.value, number.printed, number.exact) == (99, "近百个", "99个")
    assert (number.period, number.as_of, frozen.version, frozen.whom) == ("2025H2", "2025-12-31", 1, "全市")
    assert number.definition.startswith("组织类别为党支部")
    assert frozen.texts == ("截至2025年12月31日，全市有党支部近百个。",)


def test_the_same_numbers_on_the_same_day_have_the_same_id(engine, patterns):
    everybody_sends(engine, "2025H2", 1)
    first = made(engine, patterns)
    assert first.id.startswith("用数-20260105-")
    assert made(engine, patterns, name="另一个名称").id == first.id
    assert made(engine, patterns, replace(NOW, districts=(A,))).id != first.id


def test_a_snapshot_comes_back_from_json_as_it_was(engine, patterns):
    everybody_sends(engine, "2025H2", 1)
    frozen = made(engine, patterns, replace(NOW, districts=(A, B)))
    assert restored(json.loads(json.dumps(content(frozen)))) == frozen


def test_what_has_not_changed_has_no_other_cause(engine, patterns):
    everybody_sends(engine, "2025H2", 1)
    frozen = made(engine, patterns)
    [found] = explain(open_snapshot(engine), frozen, NOW)
    assert found.causes == (SAME,)
    assert frozen_words.finding(frozen, [found]) == "与2026年1月5日“年初会议”相比，1个数都没有变化"


def test_a_correction_names_the_office_and_its_sheet(engine, patterns):
    sent = everybody_sends(engine, "2025H2", 5)
    frozen = made(engine, patterns)
    correct(engine, sent, 3)
    [found] = explain(open_snapshot(engine), frozen, NOW)
    assert (found.causes, found.corrected, found.moved) == ((CORRECTED,), -2, 0)
    assert [(who.region, who.title, who.version) for who in found.by] == [("甲区", "支部台账", 2)]
    row = frozen_words.row(found)
    assert (row["当时"], row["现在"], row["增减"], row["原因"]) == ("8个", "6个", "−2", "数据更正")
    assert "甲区支部台账" in row["说明"]


def test_another_period_is_told_apart_from_a_correction(engine, patterns):
    sent = everybody_sends(engine, "2025H1", 5)
    everybody_sends(engine, "2025H2", 9)
    frozen = made(engine, patterns, BEFORE)
    [found] = explain(open_snapshot(engine), frozen, NOW)
    assert (found.causes, found.corrected, found.moved) == ((MOVED,), 0, 4)
    given.publish(engine, 2)
    with engine.begin() as connection:
        own = schema.submission.c.submission_id == sent
        connection.execute(update(schema.submission).where(own).values(active_to=2))
    given.send_branches(engine, A, *[{}] * 6, period="2025H1", since=2)
    [found] = explain(open_snapshot(engine), frozen, NOW)
    assert (found.causes, found.corrected, found.moved) == ((CORRECTED, MOVED), 1, 3)
    assert "其中数据更正+1、换期次或范围+3" in frozen_words.detail(found)


def test_another_scope_is_told(engine, patterns):
    everybody_sends(engine, "2025H2", 5)
    frozen = made(engine, patterns)
    [found] = explain(open_snapshot(engine), frozen, replace(NOW, districts=(A,)))
    assert (found.causes, found.moved) == ((ELSEWHERE,), -3)


def test_another_definition_is_told_with_the_one_of_that_day(engine, patterns):
    everybody_sends(engine, "2025H2", 1)
    frozen = made(engine, patterns)
    older = replace(frozen, numbers=(replace(frozen.numbers[0], definition="当时的口径"),))
    [found] = explain(open_snapshot(engine), older, NOW)
    assert found.causes == (REDEFINED,)
    assert "当时口径：当时的口径" in frozen_words.detail(found)


def test_an_indicator_that_is_gone_is_told_and_no_fault(engine, patterns):
    everybody_sends(engine, "2025H2", 1)
    frozen = made(engine, patterns)
    older = replace(frozen, numbers=(replace(frozen.numbers[0], key="gone_total"),))
    [found] = explain(open_snapshot(engine), older, NOW)
    assert REDEFINED in found.causes
    assert frozen_words.row(found)["说明"] == "现在没有这个指标"


def test_an_office_that_reports_late_is_named_as_such(engine, patterns):
    for region in (B, C, CITY):
        given.send_branches(engine, region, {})
    frozen = made(engine, patterns)
    given.publish(engine, 2)
    given.send_branches(engine, A, {}, {}, since=2)
    [found] = explain(open_snapshot(engine), frozen, NOW)
    assert (found.causes, found.corrected) == ((CORRECTED,), 2)
    assert "甲区补报支部台账" in frozen_words.detail(found)
    assert "当时缺报而现在已报：甲区" in frozen_words.detail(found)


def test_a_number_of_an_earlier_year_end_is_compared_with_that_year_end(engine, patterns):
    """The sentence of 2025 speaks of 2024 too: that number has not moved."""
    everybody_sends(engine, "2024H2", 2)
    everybody_sends(engine, "2025H2", 5)
    frozen = made(engine, patterns)
    past = replace(frozen.numbers[0], id="S02.branch_total", period="2024H2", value=5, exact="5个")
    [found] = explain(open_snapshot(engine), replace(frozen, numbers=(past,)), NOW)
    assert found.causes == (SAME,)


def test_only_returns_that_changed_after_the_version_count_as_corrections(engine):
    sent = everybody_sends(engine, "2025H2", 5)
    correct(engine, sent, 3)
    snapshot = open_snapshot(engine)
    assert corrections(snapshot, "branch_total", NOW, 2) == ()
    assert corrections(snapshot, "lixiu_total", NOW, 1) == ()
    assert [one.region for one in corrections(snapshot, "branch_total", NOW, 1)] == ["甲区"]


def test_a_return_that_was_withdrawn_is_a_correction_without_a_file(engine):
    sent = everybody_sends(engine, "2025H2", 5)
    given.publish(engine, 2)
    with engine.begin() as connection:
        own = schema.submission.c.submission_id == sent
        connection.execute(update(schema.submission).where(own).values(active_to=2))
    [found] = corrections(open_snapshot(engine), "branch_total", NOW, 1)
    assert (found.region, found.file, found.version) == ("甲区", "", 2)
