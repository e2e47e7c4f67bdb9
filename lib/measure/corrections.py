"""Whose returns have changed between two data versions: new ones, and those that were taken out of force."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import and_, or_, select

from lib.access import EVERYTHING, Scope
from lib.filters import Filters
from lib.indicators import indicator, tallies
from lib.measure.snapshot import Snapshot
from lib.measure.spans import slot
from lib.schema import SOURCES, import_file, submission


@dataclass(frozen=True)
class Correction:
    """One return that came into force after the earlier version, or only ceased to be. `file`: empty where none is on
    record or the return was withdrawn; `version`: in which it changed."""

    region: str
    title: str
    period: str
    file: str
    version: int


def corrections(
    snapshot: Snapshot, key: str, filters: Filters, since: int, *, scope: Scope = EVERYTHING
) -> tuple[Correction, ...]:
    """What changed after version `since` in the returns an indicator is made of, in official order. A reference
    constant is made of none."""
    item = indicator(key)
    codes = [code for code in filters.region_codes(snapshot.directory) if scope.allows(code)]
    sources = sorted({part.source.name for part in tallies(item.value)})
    periods = sorted({part.id for part in slot(item, filters, snapshot.directory).parts})
    sent, now = submission.c, snapshot.version
    came = and_(sent.active_from > since, sent.active_from <= now)
    went = and_(sent.active_from <= since, sent.active_to > since, sent.active_to <= now)
    query = (
        select(sent.region_code, sent.source, sent.period_id, import_file.c.name, sent.active_from, sent.active_to)
        .select_from(submission.outerjoin(import_file, sent.file_id == import_file.c.file_id))
        .where(sent.region_code.in_(codes), sent.source.in_(sources), sent.period_id.in_(periods), or_(came, went))
        .order_by(sent.active_from)
    )
    with snapshot.engine.connect() as connection:
        found = connection.execute(query).all()
    return tuple(_listed(found, codes, since, snapshot))


def _listed(found: Iterable, codes: list[str], since: int, snapshot: Snapshot) -> list[Correction]:
    """The newest return of each office, sheet and period; a withdrawn one only where nothing took its place."""
    newest: dict[tuple[str, str, str], Correction] = {}
    for row in found:
        place = (row.region_code, row.source, row.period_id)
        came = row.active_from > since
        if came or place not in newest:
            newest[place] = Correction(
                snapshot.directory.region(row.region_code).label,
                SOURCES[row.source],
                row.period_id,
                (row.name or "") if came else "",
                row.active_from if came else row.active_to,
            )
    return [newest[place] for place in sorted(newest, key=lambda place: (codes.index(place[0]), *place[1:]))]
