"""Ledgers into the shared database: all files of a load in one transaction, which publishes one new data version."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection, Engine, select, update

from lib import directory as directories
from lib import schema
from lib.access import EVERYTHING, Scope
from lib.crosschecks import Bounds, Result
from lib.directory import Directory, Region
from lib.errors import AccessError, IntakeError
from lib.intake.agreement import noted, refuse_disagreement
from lib.intake.batch import Progress, read_all
from lib.intake.continuity import with_jumps
from lib.intake.files import FileReading, check_period
from lib.intake.issues import Issue, Level
from lib.intake.offices import PeriodSpan
from lib.intake.storing import Delivery, delivery_of, open_batch, publish, store, store_file
from lib.intake.strays import with_strays


@dataclass(frozen=True)
class LoadReport:
    """The files as they were judged, the data version that now holds (None where nothing was written), and how what
    their offices have sent agrees with itself."""

    files: tuple[FileReading, ...]
    version: int | None
    crosschecks: tuple[Result, ...] = ()

    @property
    def refused(self) -> bool:
        return any(item.refused for item in self.files)


def load(
    engine: Engine,
    period_id: str,
    paths: Iterable[Path],
    progress: Progress | None = None,
    scope: Scope = EVERYTHING,
    city: Bounds | None = None,
) -> LoadReport:
    """Read the files and store what is accepted. IntakeError where the period is locked or its id is none; AccessError
    where a file is that of an office which is not of this scope. `city`: the box of its boundaries, where there are
    any."""
    period = check_period(period_id)
    with engine.connect() as connection:
        directory = directories.load(connection)
    _refuse_locked(directory, period)
    readings = read_all(paths, directory, period, progress)
    _refuse_others(readings, scope)
    with engine.begin() as connection:
        _serialise(connection)
        _refuse_locked(directories.load(connection), period)
        readings = with_strays(connection, with_jumps(connection, directory, period, readings), city)
        readings = _together([_marked(connection, reading, period) for reading in readings])
        readings = [_with_losses(connection, reading, readings, period) for reading in readings]
        accepted = [item for item in readings if not item.refused and not item.unchanged]
        if not accepted:
            return LoadReport(tuple(readings), None)
        version = publish(connection, f"{period.name}：{len(accepted)}个文件")
        batch_id = open_batch(connection, period, "台账")
        for reading in accepted:
            file_id = store_file(connection, batch_id, reading)
            for sheet in reading.accepted_sheets:
                store(
                    connection,
                    directory,
                    period,
                    delivery_of(sheet, reading.office, period),
                    version=version,
                    file_id=file_id,
                )
        results = noted(connection, period, version, {reading.office.code for reading in accepted})
    return LoadReport(tuple(readings), version, results)


def load_generated(engine: Engine, period_id: str, deliveries: Iterable[Delivery]) -> int:
    """Store generated rows (demo data of earlier periods) like a load; returns the new data version."""
    period = check_period(period_id)
    with engine.begin() as connection:
        _serialise(connection)
        directory = directories.load(connection)
        version = publish(connection, f"{period.name}：演示数据")
        open_batch(connection, period, "演示生成")
        for delivery in deliveries:
            store(connection, directory, period, delivery, version=version, file_id=None)
    return version


def _refuse_locked(directory: Directory, period: PeriodSpan) -> None:
    if any(item.id == period.id and item.locked for item in directory.periods):
        raise IntakeError(f"{period.name}（{period.id}）已锁定，不能再导入。如需更正，请先由管理员解锁。")


def _refuse_others(readings: list[FileReading], scope: Scope) -> None:
    others = [
        f"{item.name}（{item.office.label}）" for item in readings if item.office and not scope.allows(item.office.code)
    ]
    if others:
        raise AccessError(f"本账号不能导入这些单位的台账：{'、'.join(others)}。没有导入任何文件。")


def _serialise(connection: Connection) -> None:
    """One load at a time: a row lock held to the end of the transaction (SQLite locks the file anyway)."""
    connection.execute(select(schema.region.c.region_code).where(schema.region.c.kind == schema.CITY).with_for_update())


def _marked(connection: Connection, reading: FileReading, period: PeriodSpan) -> FileReading:
    """The reading, marked unchanged where the same sheets of the same file are in force for the office already."""
    if reading.refused:
        return reading
    file, sent = schema.import_file, schema.submission
    query = (
        select(file.c.file_id, sent.c.source, sent.c.sheet, sent.c.active_to)
        .select_from(sent.join(file, sent.c.file_id == file.c.file_id))
        .where(
            file.c.sha256 == reading.sha256,
            sent.c.period_id == period.id,
            sent.c.region_code == reading.office.code,
        )
    )
    earlier: dict[int, set[tuple[str, str, bool]]] = defaultdict(set)
    for file_id, source, sheet, active_to in connection.execute(query):
        earlier[file_id].add((source, sheet, active_to is None))
    now = {(item.form.source, item.sheet.title[:100], True) for item in reading.accepted_sheets}
    return replace(reading, unchanged=now in earlier.values())


def _together(readings: list[FileReading]) -> list[FileReading]:
    """The readings; one that shares a form with a changed file of its office is stored again with it."""
    changed = {source for item in readings if not item.unchanged for source in _sources(item)}
    held = [item for item in readings if item.unchanged and _sources(item) & changed]
    if not held:
        return readings
    return _together([replace(item, unchanged=False) if item in held else item for item in readings])


def _sources(reading: FileReading) -> set[tuple[str, str]]:
    """(office, source) of every sheet that the file brings."""
    return {(reading.office.code, sheet.form.source) for sheet in reading.accepted_sheets}


def _with_losses(
    connection: Connection, reading: FileReading, readings: list[FileReading], period: PeriodSpan
) -> FileReading:
    """The reading, with a warning where it replaces what came in more parts than this load brings."""
    if reading.refused or reading.unchanged:
        return reading
    parts = Counter(
        (item.office.code, sheet.form.source) for item in readings if item.office for sheet in item.accepted_sheets
    )
    found = []
    for sheet in {item.form.source: item for item in reading.accepted_sheets}.values():
        names = _in_force(connection, sheet.form.source, reading.office, period)
        now = parts[reading.office.code, sheet.form.source]
        if len(names) > now:
            listed = "、".join(f"“{name}”" for name in dict.fromkeys(names))
            problem = f"{sheet.form.title}此前分{len(names)}份报送（{listed}），由本次的{now}份全部替换"
            remedy, title = "如其余各份仍有效，请连同本文件一并重新导入", sheet.sheet.title
            found.append(Issue("N05", Level.WARNING, reading.name, title, "sheet", problem, remedy, scope="sheet"))
    return replace(reading, issues=(*reading.issues, *found)) if found else reading


def _in_force(connection: Connection, source: str, office: Region, period: PeriodSpan) -> list[str]:
    """The files of the submissions in force, one name for each part."""
    sent, file = schema.submission, schema.import_file
    query = (
        select(file.c.name)
        .select_from(sent.join(file, sent.c.file_id == file.c.file_id))
        .where(
            sent.c.source == source,
            sent.c.period_id == period.id,
            sent.c.region_code == office.code,
            sent.c.active_to.is_(None),
        )
        .order_by(sent.c.submission_id)
    )
    return list(connection.execute(query).scalars())


def set_lock(engine: Engine, period_id: str, *, locked: bool) -> None:
    """Lock a period (no load is accepted any more) or open it again. IntakeError where what it holds disagrees."""
    period = check_period(period_id)
    with engine.begin() as connection:
        known = schema.period
        changed = connection.execute(
            update(known).where(known.c.period_id == period.id).values(status="已锁定" if locked else "收集中")
        )
        if not changed.rowcount:
            raise IntakeError(f"没有期次{period.id}的数据。")
        if locked:
            refuse_disagreement(connection, period)
