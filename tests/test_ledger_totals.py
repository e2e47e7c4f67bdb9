"""Every total of the ledgers of another invented city, as `measure` gives it, against the answers of their author."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from engines import SERVERS, fresh_database
from test_ledgers import ANSWERS, LEDGERS, NEGATIVE

from lib import database
from lib.filters import Filters
from lib.intake import city, load
from lib.measure import Reading, Snapshot, State, measure, open_snapshot, rows

PERIODS = tuple(ANSWERS["periods"])
CITY = "全市"
OWN = "市直"
CELLS = ("approx_cells", "no_point_cells", "missing_cells", "na_cells")
# Fields of an answer and of a reading that mean the same.
FIELDS = {"point": "value", "num": "numerator", "den": "denominator"}
NAMED = {"missing_offices": "missing", "partial_offices": "partial"}
# What the −1 people of `NEGATIVE` enter, where the answers add it up.
ADDED_UP = ("tuixiu_total", "cadre_total")

each_period = pytest.mark.parametrize("period", PERIODS)


@dataclass(frozen=True)
class Total:
    """One answer and what `measure` found for it. `answer` None: the office has reported nothing."""

    kind: str
    period: str
    office: str
    answer: dict | None
    found: Reading

    @property
    def where(self) -> tuple[str, str, str, str | None]:
        return self.period, self.office, self.found.key, self.found.group

    def expected(self) -> dict[str, object]:
        return {name: _unordered(self.answer[name]) for name in self._compared()} | self._without_negatives()

    def measured(self) -> dict[str, object]:
        names = FIELDS | NAMED
        return {name: _unordered(getattr(self.found, names.get(name, name))) for name in self._compared()}

    def _compared(self) -> list[str]:
        """All fields of the answer but its kind (a word for its bounds) and the bases over all districts."""
        return [name for name in self.answer if name not in ("kind", "den_all", "districts_all")]

    def _without_negatives(self) -> dict[str, object]:
        """The answers add −1 for each cell that is refused as 缺报: one more, and one cell missing."""
        refused = [cell for cell in NEGATIVE if self._counts(cell)]
        if self.found.key not in ADDED_UP or not refused:
            return {}
        sums = {name: self.answer[name] + len(refused) for name in ("point", "lo", "hi", "exact_sum")}
        partial = {"partial_offices": {cell[1] for cell in refused}} if self.office == CITY else {}
        return sums | {"missing_cells": len(refused)} | partial

    def _counts(self, cell: tuple[str, str, str, str]) -> bool:
        """A refused cell of this total; those of a refused workbook are in no total."""
        period, office = cell[:2]
        sent = office not in ANSWERS["periods"][period]["offices_missing"]
        return period == self.period and sent and self.office in (office, CITY)


def _unordered(value: object) -> object:
    return set(value) if isinstance(value, list | tuple) else value


def loaded(url: str) -> Snapshot:
    """Both periods through the intake, read back over the reader's own connection."""
    engine = database.writer(url)
    city.init(engine, LEDGERS / "区划名录.xlsx")
    for period, content in ANSWERS["periods"].items():
        load.load(engine, period, [LEDGERS / answer["file"] for answer in content["files"]])
    engine.dispose()
    return open_snapshot(database.reader(url))


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return loaded(f"sqlite:///{tmp_path_factory.mktemp('ledgers') / 'ledgers.sqlite'}")


@pytest.fixture(scope="module")
def totals(snapshot: Snapshot) -> list[Total]:
    return [total for period in PERIODS for total in every_total(snapshot, period)]


def every_total(snapshot: Snapshot, period: str) -> Iterator[Total]:
    answers = ANSWERS["periods"][period]["totals"]
    yield from of_the_city(snapshot, period)
    for reading in measure(snapshot, answers["city"], Filters(period), by="district"):
        office = answers[OWN] if reading.group == OWN else answers["districts"][reading.group]
        # 市直 has no answer to what only districts report.
        answer = office and office.get(reading.key)
        yield Total("office", period, reading.group, answer, reading)
    for reading in measure(snapshot, answers["city_monthly"], Filters(period), by="month"):
        yield Total("month", period, CITY, answers["city_monthly"][reading.key][reading.group], reading)
    for region in snapshot.directory.regions:
        office = answers[OWN] if region.is_city else answers["districts"][region.name]
        only = Filters(period, districts=(region.code,))
        if office is None:
            continue
        for reading in measure(snapshot, office["monthly"], only, by="month"):
            yield Total("month", period, region.label, office["monthly"][reading.key][reading.group], reading)
        for reading in measure(snapshot, ["branch_total"], only, by="grade"):
            point = office["grade_distribution"][reading.group]
            yield Total("grade", period, region.label, {"point": point}, reading)


def of_the_city(snapshot: Snapshot, period: str) -> Iterator[Total]:
    answers = ANSWERS["periods"][period]["totals"]["city"]
    for reading in measure(snapshot, answers, Filters(period)):
        yield Total("city", period, CITY, answers[reading.key], reading)


def differences(totals: Iterator[Total] | list[Total]) -> dict[tuple, tuple]:
    answered = [total for total in totals if total.answer is not None]
    return {
        total.where: (total.expected(), total.measured()) for total in answered if total.expected() != total.measured()
    }


@each_period
@pytest.mark.parametrize("kind", ["city", "office", "month", "grade"])
def test_every_total_is_as_answered(totals, kind, period):
    assert differences([total for total in totals if (total.kind, total.period) == (kind, period)]) == {}


def test_nothing_was_left_out(totals):
    assert len({(total.kind, *total.where) for total in totals}) == len(totals)
    assert Counter(total.kind for total in totals) == {
        "city": 2 * 44,
        "office": 2 * (44 * 8 + 38),
        "month": 2 * 4 * 6 + (7 + 1 + 6 + 1) * 4 * 6,
        "grade": (7 + 1 + 6 + 1) * 5,
    }
    assert sum(total.answer is not None for total in totals) == 1219


@each_period
def test_an_office_without_answers_has_not_reported(totals, period):
    silent = [total for total in totals if total.kind == "office" and total.period == period and total.answer is None]
    assert {total.office for total in silent} == set(ANSWERS["periods"][period]["offices_missing"])
    assert {(total.found.state, total.found.value, total.found.reported) for total in silent} == {
        (State.MISSING, None, 0)
    }


@each_period
def test_who_is_missing_is_known_per_indicator(totals, period):
    found = {
        total.found.key: list(total.found.missing)
        for total in totals
        if total.kind == "city" and total.period == period
    }
    assert found == ANSWERS["periods"][period]["missing_by_indicator"]


@each_period
def test_the_kind_of_a_total_shows_in_its_reading(totals, period):
    def kind(found: Reading) -> str:
        if found.denominator is not None:
            return "rate"
        if found.value is None:
            return "open" if found.hi is None else "interval"
        return "exact" if found.exact else "approx"

    of_period = [total for total in totals if total.kind == "city" and total.period == period]
    assert {total.found.key: kind(total.found) for total in of_period} == {
        total.found.key: total.answer["kind"] for total in of_period
    }


@each_period
@pytest.mark.parametrize(
    ("key", "name"), [("committee_established_rate", "den_all"), ("venue_district", "districts_all")]
)
def test_the_base_over_all_districts_can_be_told(snapshot, period, key, name):
    reading = next(iter(measure(snapshot, ["committee_established_rate"], Filters(period))))
    assert reading.due == ANSWERS["periods"][period]["totals"]["city"][key][name]


@each_period
def test_the_committee_of_the_city_stands_apart(snapshot, period):
    answer = ANSWERS["periods"][period]["totals"][OWN]["city_committee"]
    [row] = rows(snapshot, "city_committee_established", Filters(period))
    assert row["所属区县"] == OWN
    assert {answer[name] for name in ("approved", "org_mode", "secretary", "deputy")} <= set(row.values())
    assert answer["approved_on"] in {str(value) for value in row.values()}


@pytest.mark.parametrize("kind", SERVERS)
def test_another_engine_gives_the_same_totals_of_the_city(tmp_path: Path, kind: str):
    with fresh_database(kind, tmp_path) as url:
        snapshot = loaded(url)
        found = [total for period in PERIODS for total in of_the_city(snapshot, period)]
        snapshot.engine.dispose()
    assert len(found) == 2 * 44
    assert differences(found) == {}
