"""The cells behind the rows behind a number: which file, sheet and cell said so, and in which words."""

from dataclasses import dataclass

from sqlalchemy import Column, Connection, and_, select

from lib.access import EVERYTHING, Scope
from lib.filters import Filters
from lib.indicators import Source
from lib.measure.behind import Behind, label, select_rows
from lib.measure.snapshot import Snapshot
from lib.schema import AGE_BANDS, age_band, cell_note, import_file, norm_result, submission, submission_column

_GENERATED = "演示生成"


@dataclass(frozen=True)
class TracedCell:
    """`address`: cell or cells such as H12, empty where the ledger has no such column. `held`: the value as held.
    `raw`: the words of the ledger where the cell is not a plain exact value."""

    label: str
    address: str
    held: object
    raw: str | None = None


@dataclass(frozen=True)
class Trace:
    """Where one row came from."""

    period: str
    region: str
    name: str
    file: str
    sheet: str
    cells: tuple[TracedCell, ...]


@dataclass(frozen=True)
class _Origins:
    """What is on record about the submissions of the rows."""

    sheets: dict[int, tuple[str, str]]  # file, sheet
    letters: dict[tuple[int, str, str], str]  # submission, field, month
    raws: dict[tuple[int, int, str], str | None]  # submission, row, field


def trace(
    snapshot: Snapshot,
    key: str,
    filters: Filters,
    *,
    by: str | None = None,
    group: str | None = None,
    limit: int | None = None,
    scope: Scope = EVERYTHING,
) -> tuple[Trace, ...]:
    """The origin of each row of `rows` with the same arguments, in the same order."""
    found = select_rows(snapshot, key, filters, by=by, group=group, limit=limit, scope=scope)
    with snapshot.engine.connect() as connection:
        origins = _origins(connection, found, snapshot.has_notes)
    return tuple(_trace(record, found, origins) for record in found.records)


def _origins(connection: Connection, found: Behind, has_notes: bool) -> _Origins:
    sent = sorted({record["submission_id"] for record in found.records})
    own, part = submission.c, submission_column.c
    sheets = select(own.submission_id, import_file.c.name, own.sheet).select_from(
        submission.outerjoin(import_file, own.file_id == import_file.c.file_id)
    )
    letters = select(part.submission_id, part.field, part.part, part.letter).where(part.submission_id.in_(sent))
    note = cell_note.c
    raws = select(note.submission_id, note.row_key, note.field, note.raw).where(
        and_(note.submission_id.in_(sent), note.row_key.in_({record["row_key"] for record in found.records}))
    )
    return _Origins(
        sheets={
            row[0]: (row[1] or _GENERATED, row[2] or "")
            for row in connection.execute(sheets.where(own.submission_id.in_(sent)))
        },
        letters={tuple(row[:3]): row[3] for row in connection.execute(letters)},
        raws={tuple(row[:3]): row[3] for row in connection.execute(raws)} if has_notes else {},
    )


def _trace(record: dict[str, object], found: Behind, origins: _Origins) -> Trace:
    file, sheet = origins.sheets[record["submission_id"]]
    return Trace(
        period=record["period_id"],
        region=found.directory_labels[record["region_code"]],
        name=str(record.get("behind_name") or record.get("unit_name") or record.get("field") or ""),
        file=file,
        sheet=sheet,
        cells=tuple(_cell(record, column, found, origins) for column in found.columns),
    )


def _cell(record: dict[str, object], column: Column, found: Behind, origins: _Origins) -> TracedCell:
    sent, month = record["submission_id"], str(record.get("month", ""))
    own = _ledger_field(found.source, record, column)

    def letters(fields: tuple[str, ...]) -> list[str]:
        places = (origins.letters.get((sent, name, month)) or origins.letters.get((sent, name, "")) for name in fields)
        return [letter for letter in places if letter]

    stated = letters((own,)) or letters(found.source.derived_from.get(column.name, ()))
    address = "、".join(f"{letter}{record['row_no']}" for letter in stated) if record["row_no"] else ""
    raw = origins.raws.get((sent, record["row_key"], own))
    return TracedCell(label(column), address, record[column.name], raw)


def _ledger_field(source: Source, record: dict[str, object], column: Column) -> str:
    """The name under which the ledger's cell is on record: one column per item of 五规范, one per age band."""
    if column is norm_result.c.result and column.name in source.ledger_fields:
        return record["item_id"]
    if column.table is age_band and column.name != "band":
        return f"band{AGE_BANDS.index(record['band'])}_{column.name}"
    return column.name
