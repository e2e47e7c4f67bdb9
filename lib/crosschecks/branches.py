"""Branches and positions (V01, V08, V13, V14)."""

from collections.abc import Iterator

from sqlalchemy import and_, case, func, select

from lib import formats
from lib.crosschecks.bounds import PLACED
from lib.crosschecks.extent import Extent, Fact
from lib.crosschecks.model import Check, Level, Outcome, Place, Side, at_most
from lib.intake.facts import after_years
from lib.measure.statements import in_force
from lib.schema import SETTING_FORMS, branch_period, norm_framework, norm_standing, submission

_T = branch_period.c
_NAMED = 5  # branches named in one finding


def _forms(extent: Extent) -> Iterator[Outcome]:
    """Per office: each branch has one of the five forms. Rows that may or may not be a branch leave it open."""
    facts = extent.facts("branches", _T.org_kind, _T.setting_form)
    for code in dict.fromkeys(fact.place.region_code for fact in facts):
        rows = [fact for fact in facts if fact.place.region_code == code]
        branches = [fact for fact in rows if fact.values["org_kind"] == "党支部"]
        formless = [fact for fact in branches if fact.values["setting_form"] not in SETTING_FORMS]
        place = Place(code, "branches")
        if formless:
            yield Outcome(place, False, _unplaced(branches, formless))
        else:
            yield Outcome(place, None if any(fact.values["org_kind"] is None for fact in rows) else True)


def _unplaced(branches: list[Fact], formless: list[Fact]) -> str:
    names = "、".join(fact.place.subject for fact in formless[:_NAMED])
    more = f"等{len(formless)}个" if len(formless) > _NAMED else f"{len(formless)}个"
    counts = f"党支部{len(branches)}个，五种设置形式合计{len(branches) - len(formless)}个，相差{len(formless)}个"
    return f"{counts}，没有设置形式的是{names}{more}"


def _standings(extent: Extent) -> Iterator[Outcome]:
    """Per office, of the standings of its branches: 达标 ≤ assessed ≤ branches, sponsored ≤ branches. Those of 支部台账
    are its own rows; those of 其他规范体系 come in a sheet of their own, each framework by itself."""
    standing, framework = norm_standing.c, norm_framework.c
    passed = and_(standing.failed_n == 0, standing.unrated_n == 0, standing.passed_n > 0)
    rated = (
        select(
            standing.region_code,
            framework.name.label("framework"),
            submission.c.source,
            func.count(case((passed, 1))).label("passed"),
            func.count(case((standing.passed_n + standing.failed_n > 0, 1))).label("assessed"),
            func.count(case((standing.is_sponsored == "是", 1))).label("sponsored"),
        )
        .join(submission, submission.c.submission_id == standing.submission_id)
        .join(norm_framework, framework.framework_id == standing.framework_id, isouter=True)
        .where(standing.org_kind == "党支部", in_force())
        .group_by(standing.region_code, framework.name, submission.c.source)
    )
    totals = _branches(extent)
    for row in extent.execute(rated):
        name, place = row.framework or "五规范", Place(row.region_code, row.source)
        total = Side("党支部", totals.get(row.region_code), "个")
        yield at_most(place, Side(f"{name}达标支部", row.passed, "个"), Side("已评支部", row.assessed, "个"))
        yield at_most(place, Side(f"{name}已评支部", row.assessed, "个"), total)
        yield at_most(place, Side("本级包抓支部", row.sponsored, "个"), total)


def _branches(extent: Extent) -> dict[str, int | None]:
    """Branches per office that has sent 支部台账; None where a row may or may not be one."""
    kinds = select(_T.region_code, _T.org_kind, func.count().label("rows"))
    kinds = kinds.join(submission, submission.c.submission_id == _T.submission_id)
    found: dict[str, int | None] = {code: 0 for source, code in extent.sent() if source == "branches"}
    for row in extent.execute(kinds.where(in_force()).group_by(_T.region_code, _T.org_kind)):
        if row.org_kind == "党支部" and found[row.region_code] is not None:
            found[row.region_code] = row.rows
        elif row.org_kind is None:
            found[row.region_code] = None
    return found


def _terms(extent: Extent) -> Iterator[Outcome]:
    """An approved extension puts the end of the term elsewhere."""
    columns = (_T.org_kind, _T.last_election_on, _T.term_years, _T.term_end_on, _T.extension_until)
    for fact in extent.facts("branches", *columns):
        last, years, end = (fact.values[name] for name in ("last_election_on", "term_years", "term_end_on"))
        dated = fact.applies("last_election_on", "term_years", "term_end_on")
        if fact.values["org_kind"] != "党支部" or fact.values["extension_until"] is not None or not dated:
            continue
        if last is None or years is None or end is None:
            yield Outcome(fact.place, None)
        else:
            due = after_years(last, years)
            text = f"届满时间为{formats.day(end)}，上次换届{formats.day(last)}加任期{years}年为{formats.day(due)}"
            yield Outcome(fact.place, end == due, text)


def _positions(extent: Extent) -> Iterator[Outcome]:
    """Each position has its system and lies in the city. Those of branches are a voluntary column: none is no gap."""
    for source, table in PLACED.items():
        for fact in extent.facts(source, table.c.lng, table.c.lat, table.c.crs):
            if fact.values["lng"] is not None:
                yield Outcome(fact.place, fact.values["crs"] is not None, "填了经纬度而未注明坐标系，不用于测距")
                yield _in_city(extent, fact)
            elif source != "branches":
                yield Outcome(fact.place, None)


def _in_city(extent: Extent, fact: Fact) -> Outcome:
    lng, lat, city = fact.values["lng"], fact.values["lat"], extent.city
    if lat is None or city is None:
        return Outcome(fact.place, None)
    place = f"经度{formats.number(lng, 6)}、纬度{formats.number(lat, 6)}"
    return Outcome(fact.place, city.holds(lng, lat), f"位置（{place}）在本市范围之外，本市在{city}")


CHECKS = (
    Check(
        "V01",
        "党支部数与各设置形式之和不一致",
        Level.REJECTION,
        "请补填支部台账的设置形式",
        ("branches",),
        _forms,
    ),
    Check(
        "V08",
        "达标、已评或本级包抓支部数超出党支部数",
        Level.REJECTION,
        "请核对支部台账和其他规范体系的评定、本级包抓和支部数",
        ("branches",),
        _standings,
        certain="支部台账的评定由系统逐行统计，恒成立",
    ),
    Check(
        "V13",
        "届满时间与上次换届和任期推算不一致",
        Level.WARNING,
        "请核对届满时间、上次换届时间和任期；经批准延期的请填延期至",
        ("branches",),
        _terms,
    ),
    Check(
        "V14",
        "经纬度未注明坐标系，或在本市范围之外",
        Level.WARNING,
        "请补填坐标系，核对经纬度",
        ("venues",),
        _positions,
        told_as="V14",
        on_load=False,
    ),
)
