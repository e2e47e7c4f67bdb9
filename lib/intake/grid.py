"""One ledger file → plain grids of raw cell values with addresses. Nothing is interpreted here.

Rows and columns count from 1, as the office sees them in Excel.
"""

import csv
import hashlib
import io
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from lib.intake.grid_formats import (
    CODE,
    MAX_FILE_BYTES,
    MAX_ROWS,
    MEGABYTE,
    Format,
    RefusedError,
    check_archive,
    check_cells,
    check_extent,
    decode,
    recognise,
    refused,
)
from lib.intake.issues import Finding, Level
from lib.intake.values import Uncomputed

__all__ = ["Book", "Merge", "RefusedError", "Sheet", "address", "read"]

# openpyxl's warnings quote cells, and what a cell says must not reach a log.
warnings.filterwarnings("ignore", module="openpyxl")

_WORKBOOK_SUFFIXES = {".xlsx", ".xlsm"}
_DELIMITERS = ",;\t"
_SAMPLE_ROWS = 50

Place = tuple[int, int]


@dataclass(frozen=True)
class Merge:
    """A merged area; 1-based, ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """One sheet; `rows` are of equal width and end with the last row and column that hold a value."""

    title: str
    rows: tuple[tuple[object, ...], ...]
    merges: tuple[Merge, ...]
    hidden: bool
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]

    def at(self, row: int, column: int) -> object:
        """Return the raw value; None for an empty cell and outside the grid."""
        if 1 <= row <= len(self.rows) and 1 <= column <= len(self.rows[0]):
            return self.rows[row - 1][column - 1]
        return None


@dataclass(frozen=True)
class Book:
    """One file as it was sent: its own name, its fingerprint, its sheets in their order."""

    name: str
    sha256: str
    sheets: tuple[Sheet, ...]
    date1904: bool
    findings: tuple[Finding, ...]


def address(row: int, column: int) -> str:
    """Return the address as Excel shows it: row 3, column 2 is B3."""
    return f"{get_column_letter(column)}{row}"


def read(path: Path) -> Book:
    """Read a workbook or CSV by its content. Raises RefusedError, and nothing else, for a file that cannot be taken."""
    try:
        return _read(path)
    except RefusedError:
        raise
    except Exception:
        # The parsers fail in dozens of ways on damaged files, and their messages may quote cells: none is kept.
        raise refused("文件无法读取，可能已损坏或不是Excel工作簿") from None


def _read(path: Path) -> Book:
    if path.stat().st_size > MAX_FILE_BYTES:
        raise refused(f"文件超过{MAX_FILE_BYTES // MEGABYTE}MB", "请删除图片和多余内容，或分成几个文件上传")
    data = path.read_bytes()
    load = _workbook if recognise(data) is Format.WORKBOOK else _text
    return load(path, data)


def _note(problem: str, remedy: str) -> Finding:
    return Finding(CODE, Level.NOTE, problem, remedy)


# --- workbooks ---


def _workbook(path: Path, data: bytes) -> Book:
    with ZipFile(io.BytesIO(data)) as archive:
        check_archive(archive)
    workbook = _open(data, results=False)
    if not workbook.worksheets:
        raise refused("文件中没有工作表")
    formulas = [_formulas(worksheet) for worksheet in workbook.worksheets]
    results = _results(data, formulas) if any(formulas) else [{} for _ in formulas]
    sheets = tuple(map(_sheet, workbook.worksheets, results))
    check_cells(sum(len(sheet.rows) * len(sheet.rows[0]) for sheet in sheets if sheet.rows))
    is_named_otherwise = path.suffix.lower() not in _WORKBOOK_SUFFIXES
    return Book(
        name=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        sheets=sheets,
        date1904=workbook.epoch == CALENDAR_MAC_1904,
        findings=(_note("文件实为Excel工作簿，已按工作簿读取", "建议扩展名改为.xlsx"),) if is_named_otherwise else (),
    )


def _open(data: bytes, *, results: bool) -> Workbook:
    """Open for formulas with merges and hidden flags, or, much faster, for the results alone."""
    return load_workbook(io.BytesIO(data), read_only=results, data_only=results, keep_links=False)


def _cells(worksheet: Worksheet) -> dict[Place, Cell]:
    # openpyxl's public iterators create every missing cell up to the last one: slow, and a trap in a sparse sheet.
    return worksheet._cells


def _formulas(worksheet: Worksheet) -> dict[Place, str]:
    return {place: _formula_text(cell) for place, cell in _cells(worksheet).items() if cell.data_type == "f"}


def _formula_text(cell: Cell) -> str:
    # Array formulas are objects with a text; data tables have none.
    text = cell.value if isinstance(cell.value, str) else getattr(cell.value, "text", None)
    return text or "="


def _results(data: bytes, formulas: list[dict[Place, str]]) -> list[dict[Place, object]]:
    """Return for each sheet the cached result of every formula, or its text as Uncomputed."""
    workbook = _open(data, results=True)
    results: list[dict[Place, object]] = []
    for worksheet, texts in zip(workbook.worksheets, formulas, strict=True):
        found: dict[Place, object] = {place: Uncomputed(text) for place, text in texts.items()}
        if texts:
            worksheet.reset_dimensions()  # what the file declares may be too small
            found |= _cached(worksheet.iter_rows(max_row=max(row for row, _ in texts)), texts)
        results.append(found)
    return results


def _cached(rows: Iterator[tuple[Cell, ...]], texts: Mapping[Place, str]) -> dict[Place, object]:
    """Pick the formulas that have a result. The result of =IF(A1="","",A1) may be an empty text: that is empty."""
    return {
        (number, column): cell.value
        for number, row in enumerate(rows, start=1)
        for column, cell in enumerate(row, start=1)
        if (cell.value is not None or cell.data_type == "str") and (number, column) in texts
    }


def _sheet(worksheet: Worksheet, results: Mapping[Place, object]) -> Sheet:
    values = {place: cell.value for place, cell in _cells(worksheet).items()} | results
    rows = _rows({place: value for place, value in values.items() if value is not None and value != ""})
    merges = (Merge(area.min_row, area.min_col, area.max_row, area.max_col) for area in worksheet.merged_cells.ranges)
    return Sheet(
        title=worksheet.title,
        rows=rows,
        merges=tuple(sorted(merges, key=lambda merge: (merge.top, merge.left))),
        hidden=worksheet.sheet_state != "visible",
        hidden_rows=frozenset(
            number for number, row in worksheet.row_dimensions.items() if row.hidden and number <= len(rows)
        ),
        hidden_columns=_hidden_columns(worksheet, width=len(rows[0]) if rows else 0),
    )


def _rows(values: Mapping[Place, object]) -> tuple[tuple[object, ...], ...]:
    height = max((row for row, _ in values), default=0)
    width = max((column for _, column in values), default=0)
    check_extent(height, width)
    if any(row < 1 for row, _ in values):
        raise refused("工作表中有无效的单元格地址")
    grid: list[list[object]] = [[None] * width for _ in range(height)]
    for (row, column), value in values.items():
        grid[row - 1][column - 1] = value
    return tuple(map(tuple, grid))


def _hidden_columns(worksheet: Worksheet, *, width: int) -> frozenset[int]:
    spans = [column for column in worksheet.column_dimensions.values() if column.hidden]
    return frozenset(number for span in spans for number in range(span.min, min(span.max, width) + 1))


# --- CSV ---


def _text(path: Path, data: bytes) -> Book:
    text, is_utf8 = decode(data)
    findings = []
    if path.suffix.lower() in _WORKBOOK_SUFFIXES:
        findings.append(_note("文件实为CSV文本，已按CSV读取", "建议扩展名改为.csv，或另存为.xlsx"))
    if not is_utf8:
        findings.append(_note("CSV文件为GBK编码（GB18030），已自动识别", ""))
    sheet = Sheet("csv", _csv_rows(text), (), hidden=False, hidden_rows=frozenset(), hidden_columns=frozenset())
    return Book(path.name, hashlib.sha256(data).hexdigest(), (sheet,), date1904=False, findings=tuple(findings))


def _csv_rows(text: str) -> tuple[tuple[object, ...], ...]:
    reader = _reader(text, max(_DELIMITERS, key=lambda delimiter: _agreement(text, delimiter)))
    try:
        lines = list(islice(reader, MAX_ROWS + 1))
    except csv.Error:
        raise refused(f"CSV文件第{reader.line_num}行的引号不成对，或内容过长", "请检查该行的引号后重新上传") from None
    check_extent(len(lines), max(map(len, lines), default=0))
    return _rows(
        {
            (row, column): value
            for row, line in enumerate(lines, start=1)
            for column, value in enumerate(line, start=1)
            if value
        }
    )


def _reader(text: str, delimiter: str) -> "csv._reader":
    # Strict: otherwise one lost quotation mark swallows all rows below it without a word.
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _agreement(text: str, delimiter: str) -> Place:
    """Return how many of the first rows share the commonest width above 1, and that width."""
    try:
        widths = Counter(len(row) for row in islice(_reader(text, delimiter), _SAMPLE_ROWS) if len(row) > 1)
    except csv.Error:
        return 0, 0
    return max(((count, width) for width, count in widths.items()), default=(0, 0))
