"""Tiny databases whose numbers can be added in the head: three districts and the city's own units.

Plain functions over any engine URL. `send` is what an office does: one source, one period, some rows.
"""

from datetime import date, datetime

from sqlalchemy import Engine, StaticPool, Table, create_engine, insert

from lib import schema

A, B, C, CITY = "100001", "100002", "100003", "100000"
MEMORY = "sqlite://"
PERIODS = {
    "2024H2": ("2024年下半年", date(2024, 7, 1), date(2024, 12, 31)),
    "2025H1": ("2025年上半年", date(2025, 1, 1), date(2025, 6, 30)),
    "2025H2": ("2025年下半年", date(2025, 7, 1), date(2025, 12, 31)),
}
UNITS = (
    ("U1", "甲区教育局", "区县直", "机关", A),
    ("U2", "甲区中心医院", "区县直", "事业", A),
    ("U3", "甲区东街社区", "社区", "社区", A),
    ("U4", "乙区民政局", "区县直", "机关", B),
    ("U9", "市档案馆", "市直", "事业", CITY),
)
BRANCH = {"org_kind": "党支部", "setting_form": "单独组建", "full_members_n": 10, "retired_n": 10, "name": "支部"}


def empty(url: str = MEMORY) -> Engine:
    """A database with a directory, three periods and one published version, without any facts."""
    engine = create_engine(url, poolclass=StaticPool) if url == MEMORY else create_engine(url)
    schema.metadata.drop_all(engine)
    schema.metadata.create_all(engine)
    regions = [(A, "甲区", "区", 1), (B, "乙区", "区", 2), (C, "丙县", "县", 3), (CITY, "某市", "市本级", 0)]
    with engine.begin() as connection:
        connection.execute(
            insert(schema.region),
            [
                {"region_code": code, "name": name, "short_name": name[:1], "kind": kind, "sort_no": number}
                for code, name, kind, number in regions
            ],
        )
        connection.execute(
            insert(schema.unit),
            [
                {
                    "unit_id": key,
                    "official_name": name,
                    "short_name": name,
                    "level": level,
                    "nature": nature,
                    "region_code": code,
                }
                for key, name, level, nature, code in UNITS
            ],
        )
        connection.execute(
            insert(schema.period),
            [
                {
                    "period_id": key,
                    "name": name,
                    "kind": "半年度",
                    "as_of_date": end,
                    "flow_start": start,
                    "flow_end": end,
                    "status": "收集中",
                }
                for key, (name, start, end) in PERIODS.items()
            ],
        )
        connection.execute(
            insert(schema.reporting_duty),
            [{"source": source, "region_code": code} for source in schema.SOURCES for code, *_ in regions],
        )
    publish(engine, 1)
    return engine


def publish(engine: Engine, version: int) -> None:
    """A new data version."""
    with engine.begin() as connection:
        connection.execute(insert(schema.data_version).values(version_id=version, published_at=datetime(2026, 1, 1)))


def send(
    engine: Engine,
    source: str,
    region: str,
    rows: dict[Table, list[dict]],
    *,
    period: str = "2025H2",
    since: int = 1,
    until: int | None = None,
    notes: tuple[dict, ...] = (),
) -> int:
    """One return of one office, in force from version `since` until `until`; returns the submission.
    A note needs row_key and field; status 有值, precision 精确 unless stated."""
    with engine.begin() as connection:
        sent = connection.execute(
            insert(schema.submission).values(
                period_id=period, region_code=region, source=source, sheet="表1", active_from=since, active_to=until
            )
        ).inserted_primary_key[0]
        for table, listed in rows.items():
            shared = {"submission_id": sent, "period_id": period, "region_code": region}
            for key, row in enumerate(listed, start=1):
                connection.execute(insert(table).values({"row_key": key, "row_no": key + 2} | shared | row))
        for note in notes:
            plain = {"submission_id": sent, "status": "有值", "precision": "精确"}
            connection.execute(insert(schema.cell_note).values(plain | note))
    return sent


def send_branches(engine: Engine, region: str, *branches: dict, **options) -> int:
    """支部台账 of one office; each branch states only what differs from an ordinary branch of ten members."""
    rows = [{"branch_id": f"{region}-{key}"} | BRANCH | branch for key, branch in enumerate(branches, start=1)]
    return send(engine, "branches", region, {schema.branch_period: rows}, **options)


def send_standings(engine: Engine, region: str, *standings: tuple[int, int, int], **options) -> int:
    """Sponsored branches given by their numbers of passed, failed and unrated norms."""
    rows = [
        {
            "framework_id": schema.FIVE_NORMS,
            "org_kind": "党支部",
            "is_sponsored": "是",
            "passed_n": passed,
            "failed_n": failed,
            "unrated_n": unrated,
        }
        for passed, failed, unrated in standings
    ]
    return send(engine, "branches", region, {schema.norm_standing: rows}, **options)


def send_months(engine: Engine, region: str, figures: dict[str, int | None], **options) -> int:
    """志愿服务 of one office: activities per month, all in one field."""
    rows = [{"month": month, "field": "党史宣讲", "activities_n": value} for month, value in figures.items()]
    return send(engine, "volunteering", region, {schema.volunteer_flow: rows}, **options)


def send_visits(engine: Engine, region: str, *people: int | None, unit: str | None = None, **options) -> int:
    """服务保障 of one office: people visited, one row per unit."""
    rows = [{"visit_people_n": value, "unit_id": unit} for value in people]
    return send(engine, "support", region, {schema.support: rows}, **options)


def send_matters(engine: Engine, region: str, settled: int, **options) -> int:
    """服务保障 of one office: 办实事件数, in one row."""
    return send(engine, "support", region, {schema.support: [{"matters_n": settled}]}, **options)


def send_rows(engine: Engine, source: str, region: str, *rows: dict, **options) -> int:
    """One sheet that fills one fact table, whichever of those below; each row states only what matters."""
    tables = {
        "baseline": (schema.party_baseline, {}),
        "sites": (schema.site, {"name": "点位"}),
        "awards": (schema.award, {}),
        "infobase": (schema.infobase, {}),
        "venues": (schema.venue_period, {"venue_id": "V", "name": "活动室", "state": "启用"}),
        "candidates": (schema.candidate_site, {"candidate_id": "S", "name": "备选点"}),
        "volunteers": (schema.volunteer_stock, {}),
        "support": (schema.support, {}),
        "units": (schema.cadre_stock, {}),
        "unit_work": (schema.unit_work, {"coverage": "单独组建"}),
        "retirement": (schema.retirement, {}),
        "committee": (schema.work_committee, {}),
        "digital": (schema.digital, {}),
        "training": (schema.training, {}),
        "activities": (schema.activity, {"name": "活动", "state": "已开展"}),
    }
    table, plain = tables[source]
    return send(engine, source, region, {table: [plain | row for row in rows]}, **options)


def add_framework(engine: Engine, key: str, name: str, *items: str) -> None:
    """A system of norms; its items have the ids key-1, key-2, …"""
    with engine.begin() as connection:
        connection.execute(insert(schema.norm_framework).values(framework_id=key, name=name))
        for number, item in enumerate(items, start=1):
            known = {"item_id": f"{key}-{number}", "framework_id": key, "seq": number, "name": item}
            connection.execute(insert(schema.norm_item).values(known))


def add_constant(engine: Engine, code: str, value: int, as_of: date | None = None) -> None:
    """A reference constant on record."""
    known = {"code": code, "name": code, "value": value, "unit": "个", "as_of": as_of, "source_doc": "统计公报"}
    with engine.begin() as connection:
        connection.execute(insert(schema.ref_constant).values(known))
