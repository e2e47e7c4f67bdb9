"""An empty database for a city, from its directory of districts and units (区划名录.xlsx)."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, func, insert, select

from lib import database, schema
from lib.directory import normalise
from lib.errors import IntakeError
from lib.intake import grid, standards
from lib.intake.grid import Sheet
from lib.intake.values import clean

_REGION_COLUMNS = {"序号": "sort_no", "区划代码": "code", "名称": "name", "简称": "short_name", "类别": "kind"}
_UNIT_COLUMNS = {
    "单位全称": "name",
    "简称": "short_name",
    "曾用名/别名": "aliases",
    "曾用名": "aliases",
    "别名": "aliases",
    "层级": "level",
    "性质": "nature",
    "所属区县": "region",
}
_ALIAS_SEPARATORS = re.compile(r"[、,;；/]")


@dataclass(frozen=True)
class _City:
    """The directory file, read and checked."""

    regions: list[dict[str, object]]
    units: list[dict[str, object]]
    aliases: list[dict[str, object]]


def init(engine: Engine, path: Path) -> tuple[int, int]:
    """Create the schema, fill the directory and put the shipped standards in force; returns the numbers of districts
    and units.

    IntakeError with all problems at once for a directory file that does not fit, or where the database has data."""
    city = _read(path)
    database.migrate(engine)
    with engine.begin() as connection:
        if connection.execute(select(func.count()).select_from(schema.region)).scalar():
            raise IntakeError("数据库里已经有区划名录，没有改动。请换一个空的数据库。")
        connection.execute(insert(schema.region), city.regions)
        connection.execute(insert(schema.unit), city.units)
        if city.aliases:
            connection.execute(insert(schema.unit_alias), city.aliases)
        standards.store(connection, standards.read(standards.DEFAULTS))
    return len(city.regions) - 1, len(city.units)


def _read(path: Path) -> _City:
    if not path.is_file():
        raise IntakeError(f"没有文件“{path.name}”，请核对文件名和所在文件夹。")
    book = grid.read(path)
    problems: list[str] = []
    regions = list(_records(_sheet(book.sheets, "区县"), _REGION_COLUMNS, problems))
    units = list(_records(_sheet(book.sheets, "单位"), _UNIT_COLUMNS, problems))
    city = _regions(regions, units, problems)
    rows = _City(city, *_units(units, city, problems))
    if problems:
        raise IntakeError(f"{path.name}有{len(problems)}处问题，没有建库：\n" + "\n".join(problems))
    return rows


def _sheet(sheets: tuple[Sheet, ...], word: str) -> Sheet:
    for sheet in sheets:
        if word in sheet.title:
            return sheet
    raise IntakeError(f"没有找到名称含“{word}”的工作表。区划名录应有“区县名录”和“单位名录”两张表。")


def _records(sheet: Sheet, columns: dict[str, str], problems: list[str]) -> Iterator[dict[str, str]]:
    """Rows as texts by column key, with `at` for messages. A missing column is a problem."""
    places = {columns[clean(text)]: index for index, text in enumerate(sheet.rows[0]) if clean(text) in columns}
    absent = [label for label, key in columns.items() if key not in places and label not in ("序号", "曾用名", "别名")]
    if absent:
        problems.append(f"{sheet.title}：缺少列“{'、'.join(absent)}”")
        return
    for number, row in enumerate(sheet.rows[1:], start=2):
        if any(clean(value) for value in row):
            yield {key: clean(row[index]) for key, index in places.items()} | {"at": f"{sheet.title}第{number}行"}


def _regions(
    records: list[dict[str, str]], units: list[dict[str, str]], problems: list[str]
) -> list[dict[str, object]]:
    """The regions in the order of the list. A list without the city itself gets it from the names of the 市直 units."""
    for record in records:
        if record["kind"] not in schema.REGION_KINDS:
            allowed = "、".join(schema.REGION_KINDS)
            problems.append(f"{record['at']}：类别“{record['kind']}”应为{allowed}之一")
        problems += [
            f"{record['at']}：{label}为空" for label, key in (("区划代码", "code"), ("名称", "name")) if not record[key]
        ]
    for what in ("code", "name"):
        repeated = [value for value, count in Counter(record[what] for record in records).items() if count > 1]
        problems += [f"区县名录：“{value}”出现不止一次" for value in repeated]
    districts = [record for record in records if record["kind"] != schema.CITY]
    own = [record for record in records if record["kind"] == schema.CITY]
    if not districts:
        problems.append("区县名录：没有任何区县")
        return []
    city = own[0] if own else {"code": f"{districts[0]['code'][:4]}00", "name": _city_name(units), "short_name": ""}
    listed = [(0, {**city, "kind": schema.CITY}), *enumerate(districts, start=1)]
    return [
        {
            "region_code": record["code"],
            "name": record["name"],
            "short_name": record["short_name"] or record["name"],
            "kind": record["kind"],
            "sort_no": sort_no,
        }
        for sort_no, record in listed
    ]


def _city_name(units: list[dict[str, str]]) -> str:
    """What the full names of the 市直 units share: 「澄岚市」."""
    names = [record["name"] for record in units if record["level"] == "市直" and "市" in record["name"]]
    most = Counter(name[: name.index("市") + 1] for name in names).most_common(1)
    return most[0][0] if most else "本市"


def _units(
    records: list[dict[str, str]], regions: list[dict[str, object]], problems: list[str]
) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    codes = {normalise(str(item[key])): item["region_code"] for item in regions for key in ("short_name", "name")}
    city = regions[0]["region_code"] if regions else ""
    units, aliases = [], {}
    for number, record in enumerate(records, start=1):
        place = record["region"]
        region = city if place in ("", "市直", "市本级") else codes.get(normalise(place))
        if region is None:
            problems.append(f"{record['at']}：区县名录中没有“{place}”")
        if record["level"] not in schema.UNIT_LEVELS:
            allowed = "、".join(schema.UNIT_LEVELS)
            problems.append(f"{record['at']}：层级“{record['level']}”应为{allowed}之一")
        unit_id = f"U{number:05d}"
        units.append(
            {
                "unit_id": unit_id,
                "official_name": record["name"],
                "short_name": record["short_name"] or record["name"],
                "level": record["level"],
                "nature": record["nature"] or None,
                "region_code": region,
            }
        )
        for written in [record["short_name"], *_ALIAS_SEPARATORS.split(record["aliases"])]:
            if written.strip() and normalise(written) != normalise(record["name"]):
                key = normalise(written)
                aliases[key, unit_id] = {
                    "alias_norm": key,
                    "unit_id": unit_id,
                    "alias_raw": written.strip(),
                    "confirmed": "是",
                }
    return units, list(aliases.values())
