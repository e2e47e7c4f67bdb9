"""A CSV file as a book of one sheet."""

import csv
import hashlib
import io
from collections import Counter
from itertools import islice
from pathlib import Path

from lib.intake.grid.formats import WORKBOOK_SUFFIXES, decode
from lib.intake.grid.limits import MAX_ROWS, check_extent
from lib.intake.grid.model import Book, Sheet, rows_of
from lib.intake.grid.refusal import refused, remark

_DELIMITERS = ",;\t"
_SAMPLE_ROWS = 50


def read_delimited(path: Path, data: bytes) -> Book:
    """Read `data`, the content of `path`; RefusedError where the text cannot be decoded or its quotes are broken."""
    text, is_utf8 = decode(data)
    findings = []
    if path.suffix.lower() in WORKBOOK_SUFFIXES:
        findings.append(remark("文件实为CSV文本，已按CSV读取", "建议扩展名改为.csv，或另存为.xlsx"))
    if not is_utf8:
        findings.append(remark("CSV文件为GBK编码（GB18030），已自动识别", ""))
    sheet = Sheet("csv", _csv_rows(text), (), hidden=False, hidden_rows=frozenset(), hidden_columns=frozenset())
    return Book(path.name, hashlib.sha256(data).hexdigest(), (sheet,), date1904=False, findings=tuple(findings))


def _csv_rows(text: str) -> tuple[tuple[object, ...], ...]:
    reader = _reader(text, max(_DELIMITERS, key=lambda delimiter: _agreement(text, delimiter)))
    try:
        lines = list(islice(reader, MAX_ROWS + 1))
    except csv.Error:
        raise refused(f"CSV文件第{reader.line_num}行的引号不成对，或内容过长", "请检查该行的引号后重新上传") from None
    check_extent(len(lines), max(map(len, lines), default=0))
    return rows_of(
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


def _agreement(text: str, delimiter: str) -> tuple[int, int]:
    """Return how many of the first rows share the commonest width above 1, and that width."""
    try:
        widths = Counter(len(row) for row in islice(_reader(text, delimiter), _SAMPLE_ROWS) if len(row) > 1)
    except csv.Error:
        return 0, 0
    return max(((count, width) for width, count in widths.items()), default=(0, 0))
