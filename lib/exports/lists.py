"""Lists as CSV for Excel: UTF-8 with BOM, and nothing in it that Excel would run as a formula."""

import csv as csv_format
import io
import re
from collections.abc import Sequence

_FORMULA = re.compile(r"^[\s]*[=+\-@＝＋－＠\t\r]")
_UNSAFE_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def is_formula(text: str) -> bool:
    """Excel might take this text for a formula."""
    return _FORMULA.match(text) is not None


def harmless(value: object) -> object:
    """A text that Excel would take for a formula, with an apostrophe before it; anything else as it is."""
    return f"'{value}" if isinstance(value, str) and is_formula(value) else value


def csv(rows: Sequence[dict[str, object]]) -> bytes:
    """The rows with the keys of the first as header; a value that is not known stays empty."""
    text = io.StringIO(newline="")
    writer = csv_format.writer(text)
    writer.writerow(rows[0])
    for row in rows:
        writer.writerow(["" if value is None else harmless(value) for value in row.values()])
    return text.getvalue().encode("utf-8-sig")


def file_name(what: str, whom: str, period: str, ending: str = "csv") -> str:
    """「无活动场所支部_全市_2025H2.csv」: what, whom, as of when; fit for any file system."""
    parts = (_UNSAFE_IN_NAMES.sub("－", part)[:60] for part in (what, whom, period))
    return "_".join(parts) + f".{ending}"
