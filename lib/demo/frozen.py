"""Workbooks as bytes that do not depend on when they were written."""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook

_WRITTEN = datetime(2026, 1, 9, 9, 0, 0)
_CORE = "docProps/core.xml"
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def save(workbook: Workbook, path: Path) -> None:
    """Save with all times (properties and zip entries) set to one date: openpyxl stamps the present time otherwise."""
    buffer = io.BytesIO()
    workbook.properties.creator = None
    workbook.save(buffer)
    stamp = rb"\g<1>" + _WRITTEN.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == _CORE:
                content = _STAMP.sub(stamp, content)
            entry = zipfile.ZipInfo(name, _WRITTEN.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, content)


def save_tables(path: Path, tables: Mapping[str, Iterable[tuple]]) -> None:
    """A workbook of plain sheets: name → rows."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for title, rows in tables.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    save(workbook, path)
