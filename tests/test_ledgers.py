"""The ledgers of another invented city against the answers their author gave, written without sight of this code.

Outcome, office, issues and held values of every file; the totals are compared in `test_ledger_totals.py`.
"""

import json
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from lib import database
from lib import directory as directories
from lib.intake import city, load, offices
from lib.intake.files import FileReading, Outcome
from lib.intake.grid import address
from lib.intake.values import Value

LEDGERS = Path(__file__).parent / "ledgers"
ANSWERS = json.loads((LEDGERS / "answers.json").read_text(encoding="utf-8"))
LEVELS = {"提示": "normalise", "警告": "warn", "拒绝": "reject"}
OUTCOMES = {
    Outcome.ACCEPTED: "accepted",
    Outcome.WARNED: "accepted_with_warnings",
    Outcome.REFUSED: "refused",
}
# The author's names of fields where they differ from the schema's.
FIELDS = {
    "full_n": "full_members_n",
    "secretary": "secretary_status",
    "deputy": "deputy_status",
    "last_election": "last_election_on",
    "term_end": "term_end_on",
    "extension": "extension_until",
    "venue": "venue_relation",
    "general_n": "general_meeting_n",
    "cmeet_n": "committee_meeting_n",
    "rel_unit": "member_rel_unit",
    "rel_community": "member_rel_community",
    "quota_n": "staff_quota_n",
    "fulltime_n": "staff_fulltime_n",
    "in_review": "review_included",
    "coord_n": "coord_meeting_n",
    "opened": "opened_on",
    "area": "area_sqm",
    "projects": "projects_n",
    "activities": "activities_n",
    "person_times": "person_times_n",
    "served": "served_person_times_n",
    "team_n": "teams_n",
    "visit_people": "visit_people_n",
    "cash": "cash_yuan",
    "goods": "goods_yuan",
    "matters": "matters_n",
    "fund_fee": "fund_fee_return",
    "subsidy_due": "subsidy_due_n",
    "subsidy_paid": "subsidy_paid_n",
}
FIELDS |= {f"band{index}": f"band{index}_members_n" for index in range(8)}
FIELDS |= {f"act{index}": f"band{index}_active_n" for index in range(8)}

FILES = [(period, answer) for period, content in ANSWERS["periods"].items() for answer in content["files"]]

# Where the answers cannot hold. `EMPTY`: an office's habit of writing dates is listed for a column without any date.
EMPTY = {
    ("2025H1", "砚坪区", "csv", "Q2:Q30"),
    ("2025H1", "澄岚高新技术产业开发区", "党工委配备", "C3"),
    ("2025H1", "澄岚高新技术产业开发区", "支部台账", "Q3:Q25"),
    ("2025H1", "岫谷县", "党工委配备", "G3"),
    ("2025H1", "岫谷县", "支部台账", "P3:P31"),
    ("2025H1", "泠浦市", "附表3 党工委", "G4"),
    ("2025H2", "砚坪区", "党工委配备", "G3"),
    ("2025H2", "澄岚高新技术产业开发区", "党工委配备", "C3"),
    ("2025H2", "澄岚高新技术产业开发区", "支部台账", "Q3:Q25"),
    ("2025H2", "岫谷县", "党工委配备", "G3"),
    ("2025H2", "岫谷县", "支部台账", "P3:P31"),
    ("2025H2", "泠浦市", "附表3 党工委", "G4"),
}
# `NEGATIVE`: −1 people, which counting rule 12 (and M41) refuses and the answers add up all the same.
NEGATIVE = {
    ("2025H1", "映溪区", "单位底册", "C22"),
    ("2025H1", "栖枫区", "附表2 底册", "D23"),
    ("2025H1", "泠浦市", "附表2 底册", "E16"),
    ("2025H1", "市直", "单位底册", "E11"),
    ("2025H2", "映溪区", "单位底册", "C22"),
    ("2025H2", "鹤汀区", "离退休干部底数", "F9"),
}


@cache
def readings(period: str) -> dict[str, FileReading]:
    """Every file of a period by its path, as `load` reads them."""
    url = "sqlite://"
    engine = database.writer(url)
    city.init(engine, LEDGERS / "区划名录.xlsx")
    with engine.connect() as connection:
        directory = directories.load(connection)
    names = [answer["file"] for at, answer in FILES if at == period]
    read = load.read_all([LEDGERS / name for name in names], directory, offices.period_span(period))
    return dict(zip(names, read, strict=True))


def reading(period: str, answer: dict) -> FileReading:
    return readings(period)[answer["file"]]


def one_cell(cells: str) -> str:
    first, _, last = cells.partition(":")
    return first if first == last else cells


each_file = pytest.mark.parametrize(("period", "answer"), FILES, ids=[f"{at}-{it['file'][7:]}" for at, it in FILES])


@each_file
def test_the_office_is_recognised(period, answer):
    assert reading(period, answer).office.label == answer["office"]


@each_file
def test_the_outcome_is_as_answered(period, answer):
    expected = answer["expected"]
    if expected == "accepted" and any(place[:2] == (period, answer["office"]) for place in NEGATIVE):
        expected = "accepted_with_warnings"
    assert OUTCOMES[reading(period, answer).outcome] == expected
    assert list(reading(period, answer).refused_sheets) == answer["refused_sheets"]


@each_file
def test_the_issues_are_as_answered(period, answer):
    office = answer["office"]
    expected = {(it["sheet"], one_cell(it["cell"]), it["kind"], it["expected"]) for it in answer["issues"]}
    found = {(it.sheet, one_cell(it.cell), it.code, LEVELS[it.level.value]) for it in reading(period, answer).issues}

    def explained(issue: tuple[str, str, str, str]) -> bool:
        return (period, office, *issue[:2]) in EMPTY | NEGATIVE

    assert {issue for issue in expected - found if not explained(issue)} == set()
    assert {issue for issue in found - expected if not explained(issue)} == set()


@each_file
def test_a_negative_number_of_people_is_refused_whatever_the_answers_say(period, answer):
    refused = {(it.sheet, it.cell) for it in reading(period, answer).issues if it.code == "M41"}
    assert refused == {place[2:] for place in NEGATIVE if place[:2] == (period, answer["office"])}


@each_file
def test_every_column_is_matched_with_its_field(period, answer):
    for sheet in reading(period, answer).sheets:
        expected = {
            cell: FIELDS.get(name.split("@")[0], name.split("@")[0])
            for cell, name in answer["columns"].get(sheet.sheet.title, {}).items()
        }
        found = {}
        for item in sheet.header.columns:
            found[address(item.heading.leaf_row, item.column)] = item.field.name
        if sheet.form.source != "committee":
            expected = {cell: name for cell, name in expected.items() if name != "district"}
            found = {cell: name for cell, name in found.items() if name != "district"}
        if any(item.month for item in sheet.header.columns):
            expected = {cell: name for cell, name in expected.items() if name != "field"}
            found = {cell: name for cell, name in found.items() if name != "field"}
        assert found == expected


def held_values(file: FileReading) -> dict[tuple[str, str], Value]:
    """What the program holds for each cell of a mapped column, by sheet and address."""
    held = {}
    for sheet in file.sheets:
        for row in sheet.rows:
            month = row.point("month")
            for item in sheet.header.columns:
                if item.month is None or month == f"{str(month)[:4]}-{item.month:02d}":
                    held[sheet.sheet.title, address(row.number, item.column)] = row.values[item.field.name]
    return held


def plain(point: object) -> object:
    if isinstance(point, date):
        return point.isoformat()
    return float(point) if isinstance(point, Decimal) else point


@each_file
def test_every_messy_cell_holds_the_value_answered(period, answer):
    held = held_values(reading(period, answer))
    wrong = []
    for issue in answer["issues"]:
        place = (issue["sheet"], issue["cell"])
        named = "field" in issue and issue["field"] not in ("unit", "crs")
        if not named or place not in held or (period, answer["office"], *place) in NEGATIVE:
            continue
        value = held[place]
        found = (
            plain(value.point),
            issue.get("lo", value.lo),
            issue.get("hi", value.hi),
            issue.get("status", value.status),
        )
        if found != (issue["true_value"], value.lo, value.hi, value.status):
            wrong.append((place, found, issue))
    assert wrong == []
