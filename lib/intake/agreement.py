"""Cross-checks at a load and at a lock: what was found stands with the files, and never keeps them out."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, or_, select

from lib import crosschecks
from lib.crosschecks import Finding, Level, Result
from lib.database import current_version
from lib.errors import IntakeError
from lib.intake.offices import PeriodSpan
from lib.schema import import_issue, submission

_CODES = tuple(check.id for check in crosschecks.ALL if check.on_load)
_LISTED = 100  # findings in one refusal


def noted(connection: Connection, period: PeriodSpan, version: int, regions: Iterable[str]) -> tuple[Result, ...]:
    """Check what these offices have in force, and put the findings in place of those of earlier loads."""
    extent = crosschecks.within(connection, period.id, version, regions)
    results = crosschecks.on_load(extent)
    sent = submission.c
    query = select(sent.submission_id, sent.source, sent.region_code, sent.file_id, sent.sheet).where(
        sent.period_id == period.id,
        sent.region_code.in_(extent.regions),
        sent.active_from <= version,
        or_(sent.active_to.is_(None), sent.active_to > version),
        sent.file_id.is_not(None),
    )
    rows = connection.execute(query.order_by(sent.submission_id)).all()
    files = sorted({row.file_id for row in rows})
    told = import_issue.c
    connection.execute(delete(import_issue).where(told.code.in_(_CODES), told.file_id.in_(files)))
    where: dict[object, tuple[int, str]] = {}
    for row in rows:
        where[row.submission_id] = where[row.source, row.region_code] = (row.file_id, row.sheet or "")
    findings = [finding for result in results for finding in result.findings]
    issues = [_issue(finding, *place) for finding in findings if (place := _place(finding, where))]
    if issues:
        connection.execute(insert(import_issue), issues)
    return results


def _place(finding: Finding, where: dict[object, tuple[int, str]]) -> tuple[int, str] | None:
    """File and sheet of a finding; None where the sheet did not come in a file."""
    place = finding.place
    return where.get(place.submission_id or (place.source, place.region_code))


def _issue(finding: Finding, file_id: int, sheet: str) -> dict[str, object]:
    """A cross-check refuses no cell: what keeps a period from being locked is a warning here."""
    check, row_no = finding.check, finding.place.row_no
    return {
        "file_id": file_id,
        "code": check.id,
        "level": (Level.NOTE if check.level is Level.NOTE else Level.WARNING).value,
        "sheet": sheet,
        "cell": f"第{row_no}行" if row_no else "sheet",
        "problem": finding.problem,
        "remedy": check.remedy,
    }


def refuse_disagreement(connection: Connection, period: PeriodSpan) -> None:
    """IntakeError with all that has to be put right before the period is locked."""
    extent = crosschecks.within(connection, period.id, current_version(connection))
    found = crosschecks.refusing(extent)
    if found:
        lines = [f"{finding.check.id} {finding}" for finding in found[:_LISTED]]
        more = (
            [f"（另有{len(found) - _LISTED}处，可用 python -m lib crosscheck 查看。）"] if len(found) > _LISTED else []
        )
        head = f"{period.name}（{period.id}）有{len(found)}处数据相互矛盾，没有锁定："
        raise IntakeError("\n".join([head, *lines, *more]))
