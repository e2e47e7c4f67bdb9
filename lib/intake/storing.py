"""How what was accepted is put in force: a batch, its files and their issues, submissions with facts and lineage."""

from dataclasses import dataclass
from datetime import UTC, datetime

from openpyxl.utils import get_column_letter
from sqlalchemy import Connection, Table, insert, select, update

from lib import schema
from lib.directory import Directory, Region
from lib.intake import facts as fact_rows
from lib.intake.facts import Facts
from lib.intake.files import FileReading
from lib.intake.offices import PeriodSpan
from lib.intake.sheets import Row, SheetReading


@dataclass(frozen=True)
class Delivery:
    """One source of one office, ready to be stored: what a sheet gave, or what the demo generated."""

    source: str
    office: Region
    rows: tuple[Row, ...]
    sheet: str = ""
    columns: tuple[tuple[str, str, str, str], ...] = ()  # field, part (month or ""), letter, heading


def publish(connection: Connection, note: str) -> int:
    """Open a new data version and return it; readers see it when the transaction ends."""
    statement = insert(schema.data_version).values(published_at=_now(), note=note[:200])
    return connection.execute(statement).inserted_primary_key[0]


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def open_batch(connection: Connection, period: PeriodSpan, origin: str) -> int:
    """A batch of the period, which is entered where it is new; returns the batch number."""
    known = connection.execute(select(schema.period).where(schema.period.c.period_id == period.id)).first()
    if known is None:
        connection.execute(
            insert(schema.period).values(
                period_id=period.id,
                name=period.name,
                kind=period.kind,
                as_of_date=period.as_of,
                flow_start=period.flow_start,
                flow_end=period.as_of,
                status="收集中",
            )
        )
    statement = insert(schema.import_batch).values(period_id=period.id, loaded_at=_now(), origin=origin)
    return connection.execute(statement).inserted_primary_key[0]


def store_file(connection: Connection, batch_id: int, reading: FileReading) -> int:
    """An accepted file and everything that was noticed in it; returns the file number."""
    statement = insert(schema.import_file).values(
        batch_id=batch_id, name=reading.name[:200], sha256=reading.sha256, outcome=reading.outcome.value
    )
    file_id = connection.execute(statement).inserted_primary_key[0]
    issues = [
        {
            "file_id": file_id,
            "code": item.code,
            "level": item.level.value,
            "sheet": item.sheet[:100],
            "cell": item.cell[:30],
            "field": item.field or None,
            "raw": item.raw[:60] or None,
            "problem": item.problem,
            "remedy": item.remedy or None,
        }
        for item in reading.issues
    ]
    _insert(connection, schema.import_issue, issues)
    return file_id


def delivery_of(reading: SheetReading, office: Region, period: PeriodSpan) -> Delivery:
    """A sheet as it is stored, with the column letter of every field."""
    columns = tuple(
        (
            item.field.name,
            f"{period.as_of.year}-{item.month:02d}" if item.month else "",
            get_column_letter(item.column),
            " › ".join(" ".join(text.split()) for text in item.heading.path)[-120:],
        )
        for item in reading.header.columns
    )
    return Delivery(reading.form.source, office, reading.rows, reading.sheet.title, columns)


def store(
    connection: Connection,
    directory: Directory,
    period: PeriodSpan,
    delivery: Delivery,
    *,
    version: int,
    file_id: int | None,
) -> None:
    """Put one delivery in force at `version` in place of those of earlier versions; a form that comes in several
    parts makes several deliveries of one version, all in force."""
    sent, office = schema.submission, delivery.office
    connection.execute(
        update(sent)
        .where(
            sent.c.source == delivery.source,
            sent.c.period_id == period.id,
            sent.c.region_code == office.code,
            sent.c.active_from < version,
            sent.c.active_to.is_(None),
        )
        .values(active_to=version)
    )
    statement = insert(sent).values(
        file_id=file_id,
        period_id=period.id,
        region_code=office.code,
        source=delivery.source,
        sheet=delivery.sheet[:100],
        active_from=version,
    )
    submission_id = connection.execute(statement).inserted_primary_key[0]
    facts = fact_rows.build(delivery.source, delivery.rows, directory, office, period.id)
    _store_facts(connection, submission_id, facts)
    columns = [
        {"submission_id": submission_id, "field": name, "part": part, "letter": letter, "header": heading}
        for name, part, letter, heading in delivery.columns
    ]
    _insert(connection, schema.submission_column, columns)


def _store_facts(connection: Connection, submission_id: int, facts: Facts) -> None:
    for table, wanted in facts.entities.items():
        key = next(iter(table.primary_key))
        known = set(connection.execute(select(key).where(key.in_(list(wanted)))).scalars())
        _insert(connection, table, [row for name, row in wanted.items() if name not in known])
    for table, rows in facts.tables.items():
        _insert(connection, table, [{"submission_id": submission_id, **row} for row in rows])
    _insert(connection, schema.cell_note, [{"submission_id": submission_id, **note} for note in facts.notes])


def _insert(connection: Connection, table: Table, rows: list[dict[str, object]]) -> None:
    if rows:
        connection.execute(insert(table), rows)
