"""Branches and positions (V01, V08, V13, V14)."""

from collections.abc import Iterator

from sqlalchemy import and_, case, func, select

from lib.crosschecks.extent import Extent, Fact
from lib.crosschecks.model import Check, Level, Outcome, Place, Side, at_most
from lib.formats import day
from lib.intake.facts import after_years
from lib.measure.statements import in_force
from lib.schema import FIVE_NORMS, SETTING_FORMS, branch_period, norm_standing, submission, venue_period

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
    """Per office, of the standings of its branches: 达标 ≤ assessed ≤ branches, sponsored ≤ branches."""
    standing = norm_standing.c
    passed = and_(standing.failed_n == 0, standing.unrated_n == 0, standing.passed_n > 0)
    counts = _counted(
        norm_standing,
        and_(standing.framework_id == FIVE_NORMS, standing.org_kind == "党支部"),
        func.count(case((passed, 1))).label("passed"),
        func.count(case((standing.passed_n + standing.failed_n > 0, 1))).label("assessed"),
        func.count(case((standing.is_sponsored == "是", 1))).label("sponsored"),
    )
    branches = _counted(branch_period, _T.org_kind == "党支部", func.count().label("total")).subquery()
    kinds = _counted(branch_period, _T.org_kind.is_(None), func.count().label("unknown")).subquery()
    found = counts.subquery()
    query = (
        select(found, branches.c.total, kinds.c.unknown)
        .outerjoin(branches, branches.c.region_code == found.c.region_code)
        .outerjoin(kinds, kinds.c.region_code == found.c.region_code)
    )
    for row in extent.execute(query):
        place = Place(row.region_code, "branches")
        total = Side("党支部", None if row.unknown else row.total or 0, "个")
        yield at_most(place, Side("五规范达标支部", row.passed, "个"), Side("已评支部", row.assessed, "个"))
        yield at_most(place, Side("五规范已评支部", row.assessed, "个"), total)
        yield at_most(place, Side("本级包抓支部", row.sponsored, "个"), total)


def _counted(table, condition, *counts):
    sent = submission.c
    return (
        select(table.c.region_code, *counts)
        .join(submission, sent.submission_id == table.c.submission_id)
        .where(sent.source == "branches", condition, in_force())
        .group_by(table.c.region_code)
    )


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
            text = f"届满时间为{day(end)}，上次换届{day(last)}加任期{years}年为{day(due)}"
            yield Outcome(fact.place, end == due, text)


def _positions(extent: Extent) -> Iterator[Outcome]:
    """Positions of branches are a voluntary column: none is no gap."""
    for source, table in (("venues", venue_period), ("branches", branch_period)):
        for fact in extent.facts(source, table.c.lng, table.c.crs):
            if fact.values["lng"] is not None:
                yield Outcome(fact.place, fact.values["crs"] is not None, "填了经纬度而未注明坐标系，不用于测距")
            elif source == "venues":
                yield Outcome(fact.place, None)


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
        "请核对支部台账的五规范评定、本级包抓和支部数",
        ("branches",),
        _standings,
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
        "经纬度未注明坐标系",
        Level.WARNING,
        "请补填坐标系",
        ("venues",),
        _positions,
        told_as="V14",
        on_load=False,
    ),
)
