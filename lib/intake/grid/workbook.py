"""An .xlsx file as a book: values, cached results of formulas, merges, hidden rows and columns."""

import hashlib
import io
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from lib.intake.grid.archive import check_archive
from lib.intake.grid.formats import WORKBOOK_SUFFIXES
from lib.intake.grid.limits import check_cells
from lib.intake.grid.model import Book, Merge, Place, Sheet, rows_of
from lib.intake.grid.refusal import refused, remark
from lib.intake.values import Uncomputed

# openpyxl's warnings quote cells, and what a cell says must not reach a log.
warnings.filterwarnings("ignore", module="openpyxl")


def read_workbook(path: Path, data: bytes) -> Book:
    """Read `data`, the content of `path`; RefusedError for an unsafe or an empty workbook."""
    with ZipFile(io.BytesIO(data)) as archive:
        check_archive(archive)
    workbook = _open(data, results=False)
    if not workbook.worksheets:
        raise refused("文件中没有工作表")
    formulas = [_formulas(worksheet) for worksheet in workbook.worksheets]
    results = _results(data, formulas) if any(formulas) else [{} for _ in formulas]
    sheets = tuple(map(_sheet, workbook.worksheets, results))
    check_cells(sum(len(sheet.rows) * len(sheet.rows[0]) for sheet in sheets if sheet.rows))
    is_named_otherwise = path.suffix.lower() not in WORKBOOK_SUFFIXES
    return Book(
        name=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        sheets=sheets,
        date1904=workbook.epoch == CALENDAR_MAC_1904,
        findings=(remark("文件实为Excel工作簿，已按工作簿读取", "建议扩展名改为.xlsx"),) if is_named_otherwise else (),
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
    rows = rows_of({place: value for place, value in values.items() if value is not None and value != ""})
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


def _hidden_columns(worksheet: Worksheet, *, width: int) -> frozenset[int]:
    spans = [column for column in worksheet.column_dimensions.values() if column.hidden]
    return frozenset(number for span in spans for number in range(span.min, min(span.max, width) + 1))
