"""The data contract as Markdown, from the schema: docs/data-contract.md holds it between two markers."""

import argparse
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import Column, Date, DateTime, Float, Integer, Numeric, String, Table, Text

from lib import schema
from lib.errors import DatabaseError
from lib.indicators import INDICATORS, Reference, tallies

BEGIN, END = "<!-- contract:begin -->", "<!-- contract:end -->"
# What an office that serves views may leave out, and what must be there but may hold no rows.
MAY_BE_ABSENT = ("cell_note", "target", "rule", "ref_constant", "import_batch")
MAY_BE_EMPTY = ("unit_alias", "norm_item", "norm_framework", "submission_column", "import_file", "import_issue")

_PLAIN = {Integer: "integer", Date: "date", DateTime: "timestamp", Text: "text"}
_HEAD = "| column | type | unit | key | null | allowed values | 含义 |\n|---|---|---|---|---|---|---|"
_LINEAGE = (
    "data_version",
    "import_batch",
    "import_file",
    "import_issue",
    "submission",
    "submission_column",
    "cell_note",
)


def add(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser("contract", help="print the tables of the shared database as Markdown")
    parser.add_argument("--into", type=Path, metavar="FILE", help="write it between the markers of this file instead")
    parser.set_defaults(run=_contract)


def _contract(arguments: argparse.Namespace) -> int:
    if arguments.into is None:
        print(markdown())
        return 0
    old = arguments.into.read_text(encoding="utf-8")
    arguments.into.write_text(inserted(old, markdown()), encoding="utf-8")
    return 0


def inserted(text: str, contract: str) -> str:
    """The text with everything between the two markers replaced. DatabaseError where it does not have both."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise DatabaseError(f"文件里没有 {BEGIN} 和 {END} 两个标记，没有改动。")
    return f"{before}{BEGIN}\n{contract}\n{END}{after}"


def markdown() -> str:
    """Sources, then every table with its columns in three folded groups, then the reduced contract for views."""
    tables = schema.metadata.tables
    facts = [table.name for table in schema.FACTS]
    directory = [name for name in tables if name not in facts and name not in _LINEAGE]
    return "\n\n".join(
        [
            _sources(),
            _folded("Directory, norms and targets", directory),
            _folded("Versions, submissions and lineage", _LINEAGE),
            _folded("Facts", facts),
            _reduced(),
        ]
    )


def _sources() -> str:
    """What `submission.source` and `reporting_duty.source` may hold."""
    measured: dict[str, dict[str, None]] = {name: {} for name in schema.SOURCES}
    for item in (item for item in INDICATORS.values() if not isinstance(item.value, Reference)):
        for tally in tallies(item.value):
            measured[tally.source.name][tally.source.table.name] = None
    rows = [f"| `{name}` | {title} | {_codes(sorted(measured[name]))} |" for name, title in schema.SOURCES.items()]
    return "\n".join(["| source | 台账表 | fact tables |", "|---|---|---|", *rows])


def _folded(title: str, names: Iterable[str]) -> str:
    parts = [_table(schema.metadata.tables[name]) for name in names]
    return "\n\n".join([f"<details><summary>{title}</summary>", *parts, "</details>"])


def _table(table: Table) -> str:
    return "\n".join([f"**`{table.name}`** {table.comment}\n", _HEAD, *(_row(column) for column in table.c)])


def _row(column: Column) -> str:
    keys = (["PK"] if column.primary_key else []) + [f"→ `{key.target_fullname}`" for key in column.foreign_keys]
    allowed = "、".join(column.info.get("allowed", ()))
    null = "yes" if column.nullable else "no"
    cells = (f"`{column.name}`", _kind(column), column.info.get("unit", ""), " ".join(keys), null, allowed, column.doc)
    return f"| {' | '.join(cells)} |"


def _kind(column: Column) -> str:
    match column.type:
        case Float():
            return "double"
        case Numeric(precision=precision, scale=scale):
            return f"decimal({precision},{scale})"
        case String(length=int(length)):
            return f"text({length})"
        case other:
            return _PLAIN[type(other)]


def _reduced() -> str:
    spared = {*MAY_BE_ABSENT, *MAY_BE_EMPTY}
    needed = [name for name in schema.metadata.tables if name not in spared]
    listed = (("needed", needed), ("needed, may hold no rows", MAY_BE_EMPTY), ("may be absent", MAY_BE_ABSENT))
    rows = [f"| {what} | {_codes(names)} |" for what, names in listed]
    return "\n".join(["| for an office that serves views | tables |", "|---|---|", *rows])


def _codes(names: Iterable[str]) -> str:
    return "、".join(f"`{name}`" for name in names)
