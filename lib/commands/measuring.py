"""Commands that read numbers: measure, rows, trace, indicators."""

import argparse
import csv
import json
import sys
from datetime import date
from decimal import Decimal

from lib import database, formats, settings
from lib.errors import FilterError
from lib.filters import THIS_PERIOD, Filters
from lib.indicators import INDICATORS, indicator
from lib.measure import Reading, Snapshot, Trace, measure, open_snapshot, rows, trace

_JSON_FIELDS = (
    *("key", "group", "period", "as_of", "value", "numerator", "denominator", "lo", "hi"),
    *("state", "reported", "due", "missing"),
)


def add(subparsers: argparse._SubParsersAction) -> None:
    number = subparsers.add_parser("measure", help="compute indicators")
    number.add_argument("keys", nargs="+", metavar="KEY", help="indicator, see the command indicators")
    number.add_argument("--by", help="district, unit, month, grade, field, setting_form, …")
    number.set_defaults(run=_measure)
    behind = subparsers.add_parser("rows", help="list the rows behind a number")
    behind.set_defaults(run=_rows)
    cells = subparsers.add_parser("trace", help="name the file, sheet and cells behind a number")
    cells.set_defaults(run=_trace)
    for parser in (behind, cells):
        parser.add_argument("keys", nargs=1, metavar="KEY")
        parser.add_argument("--limit", type=int, help="at most this many rows")
    for parser in (number, behind, cells):
        _add_filters(parser)
    known = subparsers.add_parser("indicators", help="list all indicators with their definition")
    known.set_defaults(run=_indicators)
    for parser in (number, behind, cells, known):
        parser.add_argument("--format", choices=("table", "json", "csv"), default="table")


def _add_filters(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--period", help="e.g. 2025H2; default: the latest")
    parser.add_argument("--span", default=THIS_PERIOD, help="本期, 年初至今 or 1-N, for flows")
    parser.add_argument("--district", action="extend", nargs="+", default=[], metavar="NAME", help="name or code; 市直")
    parser.add_argument("--exclude", action="store_true", help="all districts but those named")
    parser.add_argument("--unit", action="extend", nargs="+", default=[], metavar="NAME", help="name or id")
    parser.add_argument("--level", action="extend", nargs="+", default=[], help="e.g. 市直 乡镇街道")
    parser.add_argument("--nature", action="extend", nargs="+", default=[], help="e.g. 机关 事业")
    parser.add_argument("--database", metavar="URL", help="SQLAlchemy URL; default: the configured one")


def _snapshot(arguments: argparse.Namespace) -> Snapshot:
    chosen = arguments.database
    url = settings.database_url(chosen) if chosen else settings.settings().database_url
    return open_snapshot(database.reader(url))


def _filters(arguments: argparse.Namespace, snapshot: Snapshot) -> Filters:
    return Filters(
        period=arguments.period or snapshot.directory.latest.id,
        span=arguments.span,
        districts=tuple(_region(snapshot, written) for written in arguments.district),
        excluded=arguments.exclude,
        levels=tuple(arguments.level),
        natures=tuple(arguments.nature),
        units=tuple(unit for written in arguments.unit for unit in _units(snapshot, written)),
    )


def _region(snapshot: Snapshot, written: str) -> str:
    directory = snapshot.directory
    found = directory.find_region(written)
    if found is None and written not in {item.code for item in directory.regions}:
        raise FilterError(f"没有区县“{written}”。请写区县的全称、简称、代码，或“市直”。")
    return found.code if found else written


def _units(snapshot: Snapshot, written: str) -> list[str]:
    """One unit by id, else all whose full or short name it is in any region."""
    directory = snapshot.directory
    if written in directory.units:
        return [written]
    matches = (directory.find_unit(written, region.code) for region in directory.regions)
    found = dict.fromkeys(match.unit.id for match in matches if match and match.how != "相似")
    if not found:
        raise FilterError(f"没有单位“{written}”。请写单位全称、简称或编号。")
    return list(found)


def _measure(arguments: argparse.Namespace) -> int:
    snapshot = _snapshot(arguments)
    readings = measure(snapshot, arguments.keys, _filters(arguments, snapshot), by=arguments.by)
    if arguments.format == "json":
        _print_json([_shown(item) for item in readings])
    elif arguments.format == "csv":
        _print_csv([_flat(_shown(item)) for item in readings])
    else:
        _print_table([_line(item) for item in readings])
    return 0


def _shown(item: Reading) -> dict[str, object]:
    return {name: getattr(item, name) for name in _JSON_FIELDS}


def _line(item: Reading) -> dict[str, object]:
    known = indicator(item.key)
    return {
        "指标": known.name,
        "分组": item.group or "合计",
        "时间": item.span or f"截至{formats.day(item.as_of)}",
        "数值": formats.with_unit(item, known),
        "已报/应报": f"{item.reported}/{item.due}",
        "缺报": "、".join(item.missing),
        "说明": item.reason,
    }


def _rows(arguments: argparse.Namespace) -> int:
    snapshot = _snapshot(arguments)
    found = rows(snapshot, arguments.keys[0], _filters(arguments, snapshot), limit=arguments.limit)
    _print(found, arguments.format)
    return 0


def _trace(arguments: argparse.Namespace) -> int:
    snapshot = _snapshot(arguments)
    found = trace(snapshot, arguments.keys[0], _filters(arguments, snapshot), limit=arguments.limit)
    _print([_traced(item) for item in found], arguments.format)
    return 0


def _traced(item: Trace) -> dict[str, object]:
    cells = "；".join(
        f"{cell.label} {cell.address or '—'} = {'' if cell.held is None else cell.held}"
        + (f"（原文“{cell.raw}”）" if cell.raw else "")
        for cell in item.cells
    )
    return {
        "期次": item.period,
        "区县": item.region,
        "名称": item.name,
        "文件": item.file,
        "工作表": item.sheet,
        "单元格": cells,
    }


def _indicators(arguments: argparse.Namespace) -> int:
    listed = [
        {"代码": item.key, "名称": item.name, "单位": item.unit, "类型": item.kind.value, "口径": item.definition}
        for item in INDICATORS.values()
    ]
    _print(listed, arguments.format)
    return 0


def _print(found: list[dict[str, object]], form: str) -> None:
    if form == "json":
        _print_json(found)
    elif form == "csv":
        _print_csv(found)
    else:
        _print_table(found)


def _print_json(found: list[dict[str, object]]) -> None:
    print(json.dumps(found, ensure_ascii=False, indent=1, default=_plain))


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def _flat(row: dict[str, object]) -> dict[str, object]:
    return {name: "、".join(value) if isinstance(value, tuple) else value for name, value in row.items()}


def _print_csv(found: list[dict[str, object]]) -> None:
    if not found:
        return
    writer = csv.DictWriter(sys.stdout, found[0].keys(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(found)


def _print_table(found: list[dict[str, object]]) -> None:
    for row in found:
        print("  ".join(f"{name}：{value}" for name, value in row.items() if value not in (None, "")))
    print(f"共{len(found)}行。")
