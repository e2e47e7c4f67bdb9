"""Standards in the database: what holds, a draft put in its place, rules switched; each in one transaction."""

from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import Connection, Engine, Table, delete, insert, select, update

from lib import directory as directories
from lib import schema
from lib.errors import IntakeError
from lib.intake.frameworks import nearest
from lib.intake.standards.checking import check
from lib.intake.standards.reading import Draft, read
from lib.intake.standards.referring import Known, Values, offices_of, spoken_offices
from lib.intake.standards.sections import CONSTANTS, DUTIES, FRAMEWORKS, RULES, TARGETS, Section
from lib.intake.storing import publish
from lib.settings import ROOT

DEFAULTS = ROOT / "data" / "standards.toml"
_TABLES = {RULES: schema.rule, TARGETS: schema.target, CONSTANTS: schema.ref_constant}


def current(connection: Connection) -> dict[str, list[Values]]:
    """What holds, by section and in the fields of the section."""
    found = {section.key: _listed(connection, section, table) for section, table in _TABLES.items()}
    framework, item = schema.norm_framework, schema.norm_item
    query = (
        select(framework.c.framework_id, framework.c.name, framework.c.source_doc, item.c.item_id, item.c.name)
        .select_from(framework.outerjoin(item, item.c.framework_id == framework.c.framework_id))
        .order_by(framework.c.framework_id, item.c.seq)
    )
    keys = [field.key for field in FRAMEWORKS.fields]
    found[FRAMEWORKS.key] = [dict(zip(keys, row, strict=True)) for row in connection.execute(query)]
    directory = directories.load(connection)
    everybody = frozenset(region.code for region in directory.regions)
    found[DUTIES.key] = [
        {"source": title, "offices": spoken_offices(directory.duties.get(source, everybody), directory)}
        for source, title in schema.SOURCES.items()
    ]
    return found


def _listed(connection: Connection, section: Section, table: Table) -> list[Values]:
    query = select(*(field.column for field in section.fields)).order_by(*table.primary_key)
    keys = [field.key for field in section.fields]
    return [dict(zip(keys, row, strict=True)) for row in connection.execute(query)]


def store(connection: Connection, draft: Draft) -> None:
    """Put every section of the draft in the place of what holds. IntakeError with all problems at once."""
    known = _known(connection)
    found = check(draft, known)
    for section, table in _TABLES.items():
        if section.key in found:
            connection.execute(delete(table))
            rows = [{field.column.name: row[field.key] for field in section.fields} for row in found[section.key]]
            _insert(connection, table, rows)
    if FRAMEWORKS.key in found:
        _store_frameworks(connection, found[FRAMEWORKS.key])
    if DUTIES.key in found:
        connection.execute(delete(schema.reporting_duty))
        owed = {row["source"]: offices_of(row["offices"], known.directory) for row in found[DUTIES.key]}
        rows = [{"source": source, "region_code": code} for source, codes in owed.items() for code in codes]
        _insert(connection, schema.reporting_duty, rows)


def _known(connection: Connection) -> Known:
    rules, results, standings = schema.rule.c, schema.norm_result.c, schema.norm_standing.c
    asking = select(rules.indicator_key).where(rules.indicator_key.is_not(None), rules.threshold.is_(None))
    item = schema.norm_item.c
    items = select(item.item_id, item.framework_id).where(item.item_id.in_(select(results.item_id)))
    return Known(
        directory=directories.load(connection),
        targets=frozenset(connection.execute(select(schema.target.c.indicator_key)).scalars()),
        judged_by_target=frozenset(connection.execute(asking).scalars()),
        used_items=dict(connection.execute(items).all()),
        used_frameworks=frozenset(connection.execute(select(standings.framework_id).distinct()).scalars()),
    )


def _store_frameworks(connection: Connection, rows: list[Values]) -> None:
    """Nothing refers to the two tables by a foreign key but items to frameworks, so both are written anew."""
    connection.execute(delete(schema.norm_item))
    connection.execute(delete(schema.norm_framework))
    frameworks = {
        row["id"]: {"framework_id": row["id"], "name": row["name"], "source_doc": row["source_doc"]} for row in rows
    }
    items: list[Values] = []
    for row in rows:
        if row["item_id"]:
            seq = 1 + sum(item["framework_id"] == row["id"] for item in items)
            items.append({"item_id": row["item_id"], "framework_id": row["id"], "seq": seq, "name": row["item"]})
    _insert(connection, schema.norm_framework, list(frameworks.values()))
    _insert(connection, schema.norm_item, items)


def _insert(connection: Connection, table: Table, rows: list[Values]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def replace(engine: Engine, path: Path) -> int:
    """Take in a file; the new data version, by which open pages notice it."""
    draft = read(path)
    with engine.begin() as connection:
        store(connection, draft)
        return publish(connection, "规则、目标和规范体系")


def switch(engine: Engine, on: Iterable[str] = (), off: Iterable[str] = ()) -> int:
    """Switch rules by number; the new data version. IntakeError for numbers that are not there or in both lists."""
    wanted = [*((number, "是") for number in on), *((number, "否") for number in off)]
    with engine.begin() as connection:
        known = list(connection.execute(select(schema.rule.c.rule_id).order_by(schema.rule.c.rule_id)).scalars())
        problems = [
            f"没有规则“{number}”，现有：{nearest(number, known) or '没有任何规则'}。"
            for number, _ in wanted
            if number not in known
        ]
        problems += [f"规则“{number}”既要启用又要停用，请只写一处。" for number in {*on} & {*off}]
        if problems:
            raise IntakeError("\n".join(problems))
        for number, enabled in wanted:
            connection.execute(update(schema.rule).where(schema.rule.c.rule_id == number).values(enabled=enabled))
        return publish(connection, f"规则{'、'.join(number for number, _ in wanted)}")
