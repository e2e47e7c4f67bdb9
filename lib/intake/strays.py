"""Positions outside the city (V14): inside the country, so they are kept, but most likely mistyped."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sqlalchemy import Connection

from lib.crosschecks import bounds
from lib.crosschecks.bounds import PLACED, Bounds
from lib.database import current_version
from lib.intake.files import FileReading
from lib.intake.grid import address
from lib.intake.issues import Issue, Level
from lib.intake.sheets import Row, SheetReading

REMEDY = "请核对经纬度；确在外地的请说明"


def with_strays(connection: Connection, readings: Iterable[FileReading], city: Bounds | None) -> list[FileReading]:
    """The readings, with a warning at every position outside the city. `city`: the box of its boundaries, None where
    there are none: then the positions in force and those of the readings say where it is, if there are enough."""
    readings = list(readings)
    sheets = [sheet for reading in readings for sheet in reading.accepted_sheets if sheet.form.source in PLACED]
    placed = [point for sheet in sheets for row in sheet.rows if (point := _point(row))]
    if not placed:
        return readings
    city = city or bounds.around([*bounds.known(connection, current_version(connection)), *placed])
    return [_told(reading, city) for reading in readings] if city else readings


def _told(reading: FileReading, city: Bounds) -> FileReading:
    found = [
        issue
        for sheet in reading.accepted_sheets
        if sheet.form.source in PLACED
        for issue in _strays(sheet, city, reading.name)
    ]
    return replace(reading, issues=(*reading.issues, *found)) if found else reading


def _strays(sheet: SheetReading, city: Bounds, file_name: str) -> Iterator[Issue]:
    columns = {item.field.name: item.column for item in sheet.header.columns}
    for row in sheet.rows:
        point = _point(row)
        if point and not city.holds(*point):
            cell = address(row.number, columns["lng"])
            problem = f"位置在本市范围之外，本市在{city}"
            yield Issue("V14", Level.WARNING, file_name, sheet.sheet.title, cell, problem, REMEDY, field="lng")


def _point(row: Row) -> bounds.Position | None:
    lng, lat = row.point("lng"), row.point("lat")
    return None if lng is None or lat is None else (float(lng), float(lat))
