"""Who has sent which ledger for a period, and who has not."""

from dataclasses import dataclass

from sqlalchemy import and_, or_, select

from lib.access import EVERYTHING, Scope
from lib.filters import Filters
from lib.measure.snapshot import Snapshot
from lib.schema import SOURCES, submission


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


def reporting(snapshot: Snapshot, filters: Filters, *, scope: Scope = EVERYTHING) -> Report:
    """What has come for `filters.period` from the chosen regions within the scope."""
    codes = [code for code in filters.region_codes(snapshot.directory) if scope.allows(code)]
    sent = submission.c
    query = select(sent.region_code, sent.source).where(
        sent.period_id == filters.period,
        sent.region_code.in_(codes),
        and_(sent.active_from <= snapshot.version, or_(sent.active_to.is_(None), sent.active_to > snapshot.version)),
    )
    with snapshot.engine.connect() as connection:
        found = set(connection.execute(query).all())
    offices = []
    for code in codes:
        due = [source for source in SOURCES if code in snapshot.directory.duties.get(source, ())]
        titles = tuple(SOURCES[source] for source in due)
        came = tuple(SOURCES[source] for source in due if (code, source) in found)
        offices.append(Office(code, snapshot.directory.region(code).label, titles, came))
    return Report(tuple(office for office in offices if office.due))
