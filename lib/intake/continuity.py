"""A ledger against the period before: an amount ten thousand times as large or small was written in the wrong unit."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from sqlalchemy import Connection, select

from lib.directory import Directory, normalise
from lib.intake.files import FileReading
from lib.intake.forms import Kind
from lib.intake.grid import address
from lib.intake.issues import Issue, Level
from lib.intake.offices import PeriodSpan
from lib.intake.sheets import SheetReading
from lib.schema import submission, support

_JUMP = (Decimal(3_000), Decimal(30_000))  # around the 10,000 between 元 and 万元

Amounts = dict[tuple[str, str], Decimal]


def with_jumps(
    connection: Connection, directory: Directory, period: PeriodSpan, readings: Iterable[FileReading]
) -> list[FileReading]:
    """The readings, with a warning at every amount that differs ten-thousandfold from the unit's last report."""
    earlier = [item for item in directory.periods if item.as_of < period.as_of]
    return [_told(connection, earlier[-1].id, item) if earlier else item for item in readings]


def _told(connection: Connection, period_id: str, reading: FileReading) -> FileReading:
    found = [
        issue
        for sheet in reading.accepted_sheets
        if sheet.form.source == "support"
        for issue in _jumps(sheet, _amounts(connection, period_id, reading.office.code), reading.name)
    ]
    return replace(reading, issues=(*reading.issues, *found)) if found else reading


def _amounts(connection: Connection, period_id: str, region_code: str) -> Amounts:
    """What the units of an office reported then, by unit name and field."""
    query = (
        select(support)
        .join(submission, submission.c.submission_id == support.c.submission_id)
        .where(
            submission.c.period_id == period_id,
            submission.c.region_code == region_code,
            submission.c.active_to.is_(None),
        )
    )
    return {
        (normalise(row["unit_name"]), name): Decimal(value)
        for row in connection.execute(query).mappings()
        for name, value in row.items()
        if row["unit_name"] and isinstance(value, Decimal) and value > 0
    }


def _jumps(sheet: SheetReading, before: Amounts, file_name: str) -> Iterator[Issue]:
    for row in sheet.rows:
        unit = normalise(str(row.point("unit")))
        for column in sheet.header.columns:
            now, then = row.point(column.field.name), before.get((unit, column.field.name))
            if column.field.kind is not Kind.MONEY or not now or then is None:
                continue
            ratio = max(now / then, then / now)
            if _JUMP[0] <= ratio <= _JUMP[1]:
                yield Issue(
                    "M44",
                    Level.WARNING,
                    file_name,
                    sheet.sheet.title,
                    address(row.number, column.column),
                    f"{column.field.label}{now}元，上期为{then.normalize():f}元，疑似万元/元单位错误",
                    "请核对单位后重报，或确认无误",
                    field=column.field.name,
                )
