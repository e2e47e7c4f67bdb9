"""How a command answers: a table in words, JSON or CSV."""

import csv
import json
import sys
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

FORMATS = ("table", "json", "csv")
Row = dict[str, object]


def show(found: Sequence[Row], form: str) -> None:
    """The rows on standard output in one of FORMATS; a CSV without rows is empty."""
    {"json": _json, "csv": _csv, "table": _table}[form](found)


def _json(found: Sequence[Row]) -> None:
    print(json.dumps(found, ensure_ascii=False, indent=1, default=_plain))


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def _csv(found: Sequence[Row]) -> None:
    if not found:
        return
    fields = dict.fromkeys(name for row in found for name in row)
    writer = csv.DictWriter(sys.stdout, fields, lineterminator="\n")
    writer.writeheader()
    writer.writerows(
        {name: "、".join(value) if isinstance(value, tuple) else value for name, value in row.items()} for row in found
    )


def _table(found: Sequence[Row]) -> None:
    for row in found:
        print("  ".join(f"{name}：{value}" for name, value in row.items() if value not in (None, "")))
    print(f"共{len(found)}行。")
