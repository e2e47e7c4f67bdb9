"""Rules, targets, frameworks, constants and duties: print, write out, take in, switch (command: standards)."""

import argparse
from decimal import Decimal
from pathlib import Path

from lib import database, settings
from lib.commands import printing
from lib.errors import IntakeError
from lib.indicators import INDICATORS
from lib.intake import standards
from lib.intake.standards import Section
from lib.intake.standards.sections import BY_FORCE, RULES
from lib.rules.questions import NOT_PLAIN
from lib.speech import targets

_HIDDEN = {"indicator_key", "op", "threshold", "value_lo", "value_hi"}
Row = dict[str, object]


def add(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser("standards", help="print, export, change and switch rules, targets and frameworks")
    parser.add_argument("--out", type=Path, metavar="FILE.xlsx", help="write all of it as a workbook to edit")
    parser.add_argument("--from", dest="source", type=Path, metavar="FILE", help="take in a .xlsx or .toml")
    parser.add_argument("--enable", nargs="+", action="extend", default=[], metavar="RULE", help="e.g. R35")
    parser.add_argument("--disable", nargs="+", action="extend", default=[], metavar="RULE", help="e.g. R11")
    parser.add_argument("--format", choices=("table", "json"), default="table")
    parser.add_argument("--database", metavar="URL", help="SQLAlchemy URL; default: the configured writer")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    chosen = arguments.database
    engine = database.writer(settings.database_url(chosen) if chosen else settings.settings().writer_url)
    database.require_schema(engine)
    if arguments.out and arguments.out.suffix.lower() != ".xlsx":
        raise IntakeError(f"只能导出为Excel工作簿，请把“{arguments.out.name}”改为以.xlsx结尾。")
    if arguments.source:
        version = standards.replace(engine, arguments.source)
        print(f"已按{arguments.source.name}更新，发布数据版本{version}。")
    if arguments.enable or arguments.disable:
        version = standards.switch(engine, arguments.enable, arguments.disable)
        print(f"{_switched(arguments)}，发布数据版本{version}。")
    with engine.connect() as connection:
        found = standards.current(connection)
    for row in found[RULES.key]:
        if row["id"] in arguments.enable and row["indicator_key"] not in INDICATORS:
            print(f"{row['id']}已启用，但没有可判断的指标：{row['name']}")
    if arguments.out:
        print(f"已写出{standards.write(arguments.out, found)}。")
    elif not (arguments.source or arguments.enable or arguments.disable):
        _print(found, arguments.format)
    return 0


def _switched(arguments: argparse.Namespace) -> str:
    parts = (("已启用", arguments.enable), ("已停用", arguments.disable))
    return "，".join(f"{word}{'、'.join(numbers)}" for word, numbers in parts if numbers)


def _print(found: dict[str, list[Row]], form: str) -> None:
    if form == "json":
        printing.show([{"section": key, **row} for key, rows in found.items() for row in rows], form)
        return
    for section in standards.SECTIONS:
        rows = found[section.key]
        enabled = sum(row.get("enabled") == "是" for row in rows)
        print(f"【{section.title}】" + (f"启用{enabled}条" if section.key == "rule" else ""))
        spoken = _together(rows) if section.key == "framework" else [_spoken(section, row) for row in rows]
        printing.show(spoken, form)


def _spoken(section: Section, row: Row) -> Row:
    shown = {item.label: row[item.key] for item in section.fields if item.key not in _HIDDEN}
    if row.get("indicator_key"):
        shown["指标"] = _condition(row)
    if row.get("indicator_key", "") is None:
        shown["指标"] = "只作依据" if row["force"] == "导向" else "没有可判断的指标"
    if "due_on" in row:
        shown["完成时限"] = targets.due(row["due_on"])
    if "severity" in row:
        shown["级别"] = row["severity"] or BY_FORCE[row["force"]]
    if "value" in row:
        shown["数值"] = _plain(row["value"])
    return shown


def _condition(row: Row) -> str:
    """「本级包抓支部达标率 >= 20」, 「示范观摩点数 3～5」; a rule without a limit goes by the target."""
    key = str(row["indicator_key"])
    name = INDICATORS[key].name if key in INDICATORS else key
    if row.get("value_hi") is not None:
        return f"{name} {_plain(row['value_lo'])}～{_plain(row['value_hi'])}"
    if row.get("id") in NOT_PLAIN:
        return f"{name}，另行比较，界限{_plain(row['threshold'])}"
    limit = row.get("threshold", row.get("value_lo"))
    return f"{name} {row['op']} {_plain(limit)}" if limit is not None else f"{name}，以目标判断"


def _plain(value: Decimal) -> str:
    """20.0000 as 20."""
    return f"{value.normalize():f}"


def _together(rows: list[Row]) -> list[Row]:
    """One row per framework with its items."""
    found: dict[object, Row] = {}
    for row in rows:
        one = found.setdefault(row["id"], {"规范体系": row["name"], "规范项": "", "出处": row["source_doc"]})
        one["规范项"] = "、".join(filter(None, (one["规范项"], row["item"])))
    return list(found.values())
