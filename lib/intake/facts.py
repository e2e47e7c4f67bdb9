"""From the rows of a sheet to rows of the fact tables, with notes on every cell that is not a plain exact value."""

import hashlib
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import Table

from lib import schema
from lib.directory import Directory, Region, normalise
from lib.intake import privacy
from lib.intake.cells import BUILDING
from lib.intake.coordinates import to_wgs84
from lib.intake.issues import Level
from lib.intake.sheets import Row
from lib.intake.values import Precision, Status, Value

_ASIDE_KEPT = 60  # characters
_KEYS = frozenset({"district", "month", "field"})  # they place a row and hold no figure


@dataclass
class Facts:
    """Rows per table, without the submission they will belong to. Entities carry their own key."""

    tables: dict[Table, list[dict[str, object]]] = field(default_factory=dict)
    entities: dict[Table, dict[str, dict[str, object]]] = field(default_factory=dict)
    notes: list[dict[str, object]] = field(default_factory=list)

    def add(self, table: Table, row: dict[str, object]) -> None:
        self.tables.setdefault(table, []).append(row)


@dataclass(frozen=True)
class _Frame:
    """What every row of a submission shares."""

    directory: Directory
    office: Region
    period_id: str

    def shared(self, key: int, row: Row) -> dict[str, object]:
        return {"row_key": key, "row_no": row.number, "period_id": self.period_id, "region_code": self.office.code}

    def unit(self, row: Row) -> dict[str, object]:
        written = row.point("unit")
        if not isinstance(written, str):
            return {"unit_id": None, "unit_name": None}
        match = self.directory.find_unit(written, self.office.code)
        sure = match is not None and match.how != "相似"
        return {"unit_id": match.unit.id if sure else None, "unit_name": written}

    def identity(self, name: str) -> str:
        digest = hashlib.sha256(normalise(name).encode()).hexdigest()[:16]
        return f"{self.office.code}-{digest}"


def build(source: str, rows: tuple[Row, ...], directory: Directory, office: Region, period_id: str) -> Facts:
    """The facts of one sheet. Row keys count from 1 in sheet order."""
    facts, frame = Facts(), _Frame(directory, office, period_id)
    for key, row in enumerate(rows, start=1):
        _BUILDERS[source](facts, frame, key, row)
        facts.notes += _notes(key, row)
    return facts


def _notes(key: int, row: Row) -> Iterator[dict[str, object]]:
    for name, value in row.values.items():
        if name not in _KEYS and not _is_plain(value):
            yield {
                "row_key": key,
                "field": name,
                "status": value.status.value,
                "precision": value.precision.value,
                "lo": value.lo,
                "hi": value.hi,
                "raw": row.raws.get(name) if all(privacy.may_quote(item.code) for item in value.findings) else None,
                "aside": value.aside[:_ASIDE_KEPT] or None,
            }


def _is_plain(value: Value) -> bool:
    """An exact value, or an empty cell: nothing to remember beyond the fact itself."""
    if value.status is Status.NOT_APPLICABLE or value.precision is not Precision.EXACT:
        return False
    return not any(finding.level is Level.REJECTION for finding in value.findings) and not value.aside


def _points(row: Row, *names: str) -> dict[str, object]:
    return {name: row.point(name) for name in names}


def _branch(facts: Facts, frame: _Frame, key: int, row: Row) -> None:
    shared, unit = frame.shared(key, row), frame.unit(row)
    name = str(row.point("name") or f"第{row.number}行党组织")
    branch_id = frame.identity(name)
    kind = row.point("org_kind")
    facts.entities.setdefault(schema.branch, {})[branch_id] = {
        "branch_id": branch_id,
        "region_code": frame.office.code,
        "name": name,
    }
    figures = _points(
        row,
        *("setting_form", "scene", "is_sponsored", "full_members_n", "retired_n", "lixiu_n", "inservice_n"),
        *("committee_n", "secretary_status", "liaison_n", "last_election_on", "term_years", "extension_until"),
        *("grade", "venue_relation"),
    )
    figures |= {"branch_id": branch_id, "name": name, "org_kind": kind, "term_end_on": _term_end(row)}
    facts.add(schema.branch_period, shared | unit | figures)
    life = _points(row, "theme_day_n", "general_meeting_n", "committee_meeting_n", "lecture_n")
    facts.add(schema.org_life, shared | unit | {"branch_id": branch_id, "org_kind": kind} | life)
    results = {item: row.point(item) for item in schema.FIVE_NORM_ITEMS}
    for item, result in results.items():
        facts.add(schema.norm_result, shared | unit | {"item_id": item, "org_kind": kind, "result": result})
    standing = {
        "framework_id": schema.FIVE_NORMS,
        "org_kind": kind,
        "is_sponsored": row.point("is_sponsored"),
        "passed_n": sum(result == "达标" for result in results.values()),
        "failed_n": sum(result == "未达标" for result in results.values()),
        "unrated_n": sum(result in ("未评", None) for result in results.values()),
    }
    facts.add(schema.norm_standing, shared | unit | standing)


def _term_end(row: Row) -> date | None:
    """届满时间 as stated, else 上次换届时间 plus the term; 29 February falls back to the 28th."""
    stated, last, years = row.point("term_end_on"), row.point("last_election_on"), row.point("term_years")
    if isinstance(stated, date) or not (isinstance(last, date) and isinstance(years, int)):
        return stated if isinstance(stated, date) else None
    year = last.year + years
    month_end = last.day == monthrange(last.year, last.month)[1]
    days = monthrange(year, last.month)[1]
    return date(year, last.month, days if month_end and last.month == 2 else min(last.day, days))


def _unit_stock(facts: Facts, frame: _Frame, key: int, row: Row) -> None:
    shared, unit = frame.shared(key, row), frame.unit(row)
    figures = _points(row, "lixiu_n", "tuixiu_n", "member_n", "member_rel_unit", "member_rel_community", "checkin_n")
    facts.add(schema.cadre_stock, shared | unit | figures | {"lixiu_age_sum": _age_sum(row)})
    for index, band in enumerate(schema.AGE_BANDS):
        members, active = row.point(f"band{index}_members_n"), row.point(f"band{index}_active_n")
        if members is not None or active is not None:
            facts.add(schema.age_band, shared | unit | {"band": band, "members_n": members, "active_n": active})


def _age_sum(row: Row) -> Decimal | None:
    """The sum of ages as stated, else average age times number, to one decimal."""
    total, average, count = row.point("lixiu_age_sum"), row.point("lixiu_avg_age"), row.point("lixiu_n")
    if total is not None:
        return Decimal(total)
    if average is None or count is None:
        return None
    return (Decimal(average) * count).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _committee(facts: Facts, frame: _Frame, key: int, row: Row) -> None:
    since = row.point("vacancy_since")
    figures = _points(
        row,
        *("approved", "approved_on", "org_mode", "secretary_status", "deputy_status", "staff_quota_n", "staff_n"),
        *("staff_fulltime_n", "review_included", "coord_meeting_n"),
    )
    figures["secretary_vacant_since"] = since if figures["secretary_status"] == "空缺" else None
    figures["deputy_vacant_since"] = since if figures["deputy_status"] in ("空缺", "兼职") else None
    facts.add(schema.work_committee, frame.shared(key, row) | figures)


def _venue(facts: Facts, frame: _Frame, key: int, row: Row) -> None:
    name = str(row.point("name") or f"第{row.number}行阵地")
    venue_id = frame.identity(name)
    facts.entities.setdefault(schema.venue, {})[venue_id] = {
        "venue_id": venue_id,
        "region_code": frame.office.code,
        "name": name,
    }
    building = (
        any(finding.code == BUILDING for finding in row.values["opened_on"].findings)
        if "opened_on" in row.values
        else False
    )
    figures = _points(row, "tier", "form", "address", "crs", "area_sqm", "opened_on", "norm_ok")
    figures |= {"venue_id": venue_id, "name": name, "state": "在建" if building else "启用"}
    facts.add(schema.venue_period, frame.shared(key, row) | figures | _position(row))


def _position(row: Row) -> dict[str, object]:
    """WGS-84 degrees. Without a stated system the position is kept as written and `crs` stays empty."""
    lng, lat, crs = row.point("lng"), row.point("lat"), row.point("crs")
    if lng is None or lat is None:
        return {"lng": None, "lat": None}
    if crs is None:
        return {"lng": float(lng), "lat": float(lat)}
    converted = to_wgs84(float(lng), float(lat), str(crs))
    return {"lng": converted[0], "lat": converted[1]}


def _volunteering(facts: Facts, frame: _Frame, key: int, row: Row) -> None:
    names = ("month", "field", "projects_n", "activities_n", "person_times_n", "served_person_times_n")
    facts.add(schema.volunteer_flow, frame.shared(key, row) | _points(row, *names))


def _volunteers(facts: Facts, frame: _Frame, key: int, row: Row) -> None:
    figures = _points(row, "teams_n", "people_n", "willing_n", "matched_n")
    facts.add(schema.volunteer_stock, frame.shared(key, row) | figures)


def _support(facts: Facts, frame: _Frame, key: int, row: Row) -> None:
    figures = _points(
        row,
        *("visit_people_n", "cash_yuan", "goods_yuan", "matters_n", "fund_special", "fund_fee_return"),
        *("fund_public", "fund_unit", "subsidy_due_n", "subsidy_paid_n"),
    )
    facts.add(schema.support, frame.shared(key, row) | frame.unit(row) | figures)


_BUILDERS: dict[str, Callable[[Facts, _Frame, int, Row], None]] = {
    "branches": _branch,
    "units": _unit_stock,
    "committee": _committee,
    "venues": _venue,
    "volunteering": _volunteering,
    "volunteers": _volunteers,
    "support": _support,
}
