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
# What places a row, and what is written only after some work.
_PLACED = frozenset(
    {
        *("row_no", "period_id", "region_code", "unit_id", "unit_name"),
        *("lng", "lat", "split_from", "term_end_on", "lixiu_age_sum", "secretary_vacant_since"),
        *("deputy_vacant_since", "merged_on", "branch_id", "venue_id", "candidate_id"),
    }
)


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


def _branch(facts: Facts, frame: _Frame, key: int, row: Row) -> None:
    name = str(row.point("name") or f"第{row.number}行党组织")
    branch_id = frame.identity(name)
    facts.entities.setdefault(schema.branch, {})[branch_id] = {
        "branch_id": branch_id,
        "region_code": frame.office.code,
        "name": name,
    }
    origin = row.point("split_from")
    known = {"branch_id": branch_id, "name": name, "org_kind": row.point("org_kind")}
    shared = frame.shared(key, row) | frame.unit(row)
    own = {"term_end_on": _term_end(row), "split_from": frame.identity(str(origin)) if origin else None}
    facts.add(schema.branch_period, shared | _columns(schema.branch_period, row) | _position(row) | own | known)
    facts.add(schema.org_life, shared | _columns(schema.org_life, row) | _of(schema.org_life, known))
    results = {item: row.point(item) for item in schema.FIVE_NORM_ITEMS}
    for item, result in results.items():
        facts.add(schema.norm_result, shared | known | {"item_id": item, "result": result})
    standing = _standing(schema.FIVE_NORMS, list(results.values())) | {"is_sponsored": row.point("is_sponsored")}
    facts.add(schema.norm_standing, shared | known | standing)


def _columns(table: Table, row: Row) -> dict[str, object]:
    """The points of the fields that are columns of the table under the same name; None where the sheet has none."""
    names = [item.name for item in table.c if item.name not in _PLACED and not item.primary_key]
    return {name: row.point(name) for name in names}


def _of(table: Table, values: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if name in table.c}


def _standing(framework_id: str, results: list[object]) -> dict[str, object]:
    """How many items of a framework one branch meets, fails, and was not rated in (缺报 included)."""
    return {
        "framework_id": framework_id,
        "passed_n": sum(result == "达标" for result in results),
        "failed_n": sum(result == "未达标" for result in results),
        "unrated_n": sum(result in ("未评", None) for result in results),
    }


def _term_end(row: Row) -> date | None:
    """届满时间 as stated, else 上次换届时间 plus the term."""
    stated, last, years = row.point("term_end_on"), row.point("last_election_on"), row.point("term_years")
    if isinstance(stated, date) or not (isinstance(last, date) and isinstance(years, int)):
        return stated if isinstance(stated, date) else None
    return after_years(last, years)


def after_years(last: date, years: int) -> date:
    """The same day so many years on; the end of February stays the end of February."""
    year = last.year + years
    month_end = last.day == monthrange(last.year, last.month)[1]
    days = monthrange(year, last.month)[1]
    return date(year, last.month, days if month_end and last.month == 2 else min(last.day, days))


def _unit_stock(facts: Facts, frame: _Frame, key: int, row: Row) -> None:
    shared = frame.shared(key, row) | frame.unit(row)
    own = {"lixiu_age_sum": _age_sum(row)}
    facts.add(schema.cadre_stock, shared | _columns(schema.cadre_stock, row) | own)
    for index, band in enumerate(schema.AGE_BANDS):
        figures = {
            f"{what}_n": row.point(f"band{index}_{part}_n")
            for what, part in (("members", "members"), ("active", "active"), ("absent_health", "health"))
        }
        if any(value is not None for value in figures.values()):
            facts.add(schema.age_band, shared | {"band": band} | figures)


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
    figures = _columns(schema.work_committee, row)
    figures["secretary_vacant_since"] = since if row.point("secretary_status") == "空缺" else None
    figures["deputy_vacant_since"] = since if row.point("deputy_status") in ("空缺", "兼职") else None
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
    known = {"venue_id": venue_id, "name": name, "state": "在建" if building else "启用"}
    facts.add(schema.venue_period, frame.shared(key, row) | _columns(schema.venue_period, row) | known | _position(row))


def _candidate(facts: Facts, frame: _Frame, key: int, row: Row) -> None:
    name = str(row.point("name") or f"第{row.number}行备选点")
    known = {"candidate_id": frame.identity(name), "name": name}
    figures = _columns(schema.candidate_site, row) | known | _position(row)
    facts.add(schema.candidate_site, frame.shared(key, row) | figures)


def _position(row: Row) -> dict[str, object]:
    """WGS-84 degrees. Without a stated system the position is kept as written and `crs` stays empty."""
    lng, lat, crs = row.point("lng"), row.point("lat"), row.point("crs")
    if lng is None or lat is None:
        return {"lng": None, "lat": None}
    if crs is None:
        return {"lng": float(lng), "lat": float(lat)}
    converted = to_wgs84(float(lng), float(lat), str(crs))
    return {"lng": converted[0], "lat": converted[1]}


def _norms(facts: Facts, frame: _Frame, key: int, row: Row) -> None:
    """One result of a framework and an item on record (lib.intake.frameworks); the standings of the sheet's branches
    are added up as its rows come in."""
    framework = frame.directory.framework(str(row.point("framework")))
    item = framework.item(str(row.point("item")))
    name = str(row.point("name") or f"第{row.number}行党组织")
    known = {"branch_id": frame.identity(name), "name": name, "org_kind": "党支部"}
    shared = frame.shared(key, row) | frame.unit(row)
    result = row.point("result")
    facts.add(schema.norm_result, shared | known | {"item_id": item, "result": result})
    for standing in facts.tables.setdefault(schema.norm_standing, []):
        if (standing["branch_id"], standing["framework_id"]) == (known["branch_id"], framework.id):
            break
    else:
        unrated = _standing(framework.id, [None] * len(framework.items))
        standing = shared | known | unrated | {"is_sponsored": row.point("is_sponsored")}
        facts.tables[schema.norm_standing].append(standing)
    standing["unrated_n"] -= 1  # an item without a row stays unrated
    for count, number in _standing(framework.id, [result]).items():
        if count != "framework_id":
            standing[count] += number


def _plain(table: Table) -> Callable[[Facts, _Frame, int, Row], None]:
    """A form of which every field is a column of one table."""

    def add(facts: Facts, frame: _Frame, key: int, row: Row) -> None:
        unit = frame.unit(row) if "unit_id" in table.c else {}
        figures = _columns(table, row)
        if "name" in figures:
            figures["name"] = figures["name"] or f"第{row.number}行"
        facts.add(table, frame.shared(key, row) | unit | figures)

    return add


_BUILDERS: dict[str, Callable[[Facts, _Frame, int, Row], None]] = {
    "branches": _branch,
    "units": _unit_stock,
    "committee": _committee,
    "venues": _venue,
    "volunteering": _plain(schema.volunteer_flow),
    "volunteers": _plain(schema.volunteer_stock),
    "support": _plain(schema.support),
    "unit_work": _plain(schema.unit_work),
    "retirement": _plain(schema.retirement),
    "baseline": _plain(schema.party_baseline),
    "digital": _plain(schema.digital),
    "activities": _plain(schema.activity),
    "training": _plain(schema.training),
    "sites": _plain(schema.site),
    "awards": _plain(schema.award),
    "infobase": _plain(schema.infobase),
    "norms": _norms,
    "candidates": _candidate,
}
