"""Who has sent which ledger for a period, and who has not."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select

from lib.access import EVERYTHING, Scope
from lib.filters import Filters
from lib.measure.snapshot import Snapshot
from lib.schema import SOURCES, import_file, import_issue, submission

_WHOLE = {"sheet": "整张表", "file": "整个文件"}  # what is noticed of more than one cell


@dataclass(frozen=True)
class Office:
    """One office: the titles of the ledgers it owes, has sent and has not sent."""

    code: str
    label: str
    due: tuple[str, ...]
    sent: tuple[str, ...]

    @property
    def absent(self) -> tuple[str, ...]:
        return tuple(title for title in self.due if title not in self.sent)

    @property
    def silent(self) -> bool:
        """Nothing at all has come."""
        return bool(self.due) and not self.sent


@dataclass(frozen=True)
class Report:
    """The offices of the scope that owe anything, in official order."""

    offices: tuple[Office, ...]

    @property
    def complete(self) -> int:
        return sum(not office.absent for office in self.offices)

    @property
    def silent(self) -> tuple[Office, ...]:
        return tuple(office for office in self.offices if office.silent)

    @property
    def partial(self) -> tuple[Office, ...]:
        return tuple(office for office in self.offices if office.absent and not office.silent)


def _in_force(snapshot: Snapshot, filters: Filters, codes: list[str]) -> ColumnElement[bool]:
    sent = submission.c
    return and_(
        sent.period_id == filters.period,
        sent.region_code.in_(codes),
        sent.active_from <= snapshot.version,
        or_(sent.active_to.is_(None), sent.active_to > snapshot.version),
    )


def reporting(snapshot: Snapshot, filters: Filters, *, scope: Scope = EVERYTHING) -> Report:
    """What has come for `filters.period` from the chosen regions within the scope."""
    codes = [code for code in filters.region_codes(snapshot.directory) if scope.allows(code)]
    query = select(submission.c.region_code, submission.c.source).where(_in_force(snapshot, filters, codes))
    with snapshot.engine.connect() as connection:
        found = set(connection.execute(query).all())
    offices = []
    for code in codes:
        due = [source for source in SOURCES if snapshot.directory.owes(source, code)]
        titles = tuple(SOURCES[source] for source in due)
        came = tuple(SOURCES[source] for source in due if (code, source) in found)
        offices.append(Office(code, snapshot.directory.region(code).label, titles, came))
    return Report(tuple(office for office in offices if office.due))


def issues(snapshot: Snapshot, filters: Filters, *, scope: Scope = EVERYTHING) -> list[dict[str, object]]:
    """What was noticed in the files in force, warnings and refused cells only, by office in official order. A file is
    of a whole district: who may see single units only is told nothing of it."""
    if scope.units is not None:
        return []
    codes = [code for code in filters.region_codes(snapshot.directory) if scope.allows(code)]
    files = (
        select(submission.c.file_id, submission.c.region_code).where(_in_force(snapshot, filters, codes)).distinct()
    ).subquery()
    told = import_issue.c
    query = (
        select(files.c.region_code, import_file.c.name, told.sheet, told.cell, told.level, told.problem, told.remedy)
        .join(import_file, import_file.c.file_id == files.c.file_id)
        .join(import_issue, told.file_id == files.c.file_id)
        .where(told.level != "提示")
        .order_by(told.issue_id)
    )
    with snapshot.engine.connect() as connection:
        found = connection.execute(query).all()
    order = {code: index for index, code in enumerate(codes)}
    return [
        {
            "报送单位": snapshot.directory.region(row.region_code).label,
            "级别": row.level,
            "工作表": row.sheet,
            "单元格": _WHOLE.get(row.cell, row.cell),
            "原因": row.problem,
            "办法": row.remedy or "",
            "文件": row.name,
        }
        for row in sorted(found, key=lambda row: order[row.region_code])
    ]
