"""Small ledgers for tests: an invented city of three districts, and workbooks made of plain rows with a few changes.

A plain row loads without a warning and its figures can be added up in the head; a test changes the one cell it is
about: `sheet("units", {}, {"退休干部数": "约300"})` is a header, a plain row and a row with 约300.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from openpyxl import Workbook
from sqlalchemy import Engine, select

from lib import database, schema
from lib import directory as directories
from lib.directory import Directory
from lib.intake import city
from lib.intake.files import FileReading, check_period

PERIOD = "2025H2"
NAME = "栖枫区离退休干部党建台账（2025年下半年）.xlsx"
CITY_NAME = "市直单位离退休干部党建台账（2025年下半年）.xlsx"

REGIONS = (
    ("序号", "区划代码", "名称", "简称", "类别"),
    (1, "990101", "栖枫区", "栖枫", "区"),
    (2, "990102", "映溪区", "映溪", "区"),
    (3, "990121", "岫谷县", "岫谷", "县"),
)
UNITS = (
    ("序号", "单位全称", "简称", "曾用名/别名", "层级", "性质", "所属区县"),
    (1, "栖枫区教育局", "区教育局", "区教委、区文教局", "区县直", "机关", "栖枫区"),
    (2, "栖枫区水务局", "区水务局", "", "区县直", "机关", "栖枫区"),
    (3, "栖枫区卫生健康局", "区卫健局", "区卫计委", "区县直", "机关", "栖枫区"),
    (4, "映溪区教育局", "区教育局", "", "区县直", "机关", "映溪区"),
    (5, "岫谷县教育局", "县教育局", "", "区县直", "机关", "岫谷县"),
    (6, "澄岚市住房和城乡建设局", "市住建局", "市建委", "市直", "机关", "市直"),
    (7, "澄岚市水务局", "市水务局", "", "市直", "机关", "市直"),
    (8, "澄岚市图书馆", "市图书馆", "", "市直", "事业", "市直"),
)
NORMS = ("组织设置规范", "党员管理规范", "组织生活规范", "作用发挥规范", "基本保障规范")

PLAIN: dict[str, dict[str, object]] = {
    "branches": {
        "支部名称": ("第一支部", "第二支部", "第三支部"),
        "所属单位": "栖枫区教育局",
        "组织类别": "党支部",
        "设置形式": "单独组建",
        "设置场景": "单位",
        "是否本级包抓": "是",
        "正式党员数": 10,
        "离退休党员数": 10,
        "其中离休": 1,
        "在职党员数（混建）": 0,
        "支委人数": 3,
        "书记配备": "在岗",
        "联络员数": 1,
        "上次换届时间": date(2024, 5, 31),
        "任期（年）": 3,
        "延期至": None,
        **dict.fromkeys(NORMS, "达标"),
        "定级": "达标",
        "活动场所": "自有",
        "主题党日次数": 6,
        "党员大会次数": 2,
        "支委会次数": 6,
        "党课次数": 2,
    },
    "units": {
        "单位名称": ("栖枫区教育局", "栖枫区水务局", "栖枫区卫生健康局"),
        "离休干部数": 1,
        "退休干部数": 9,
        "离退休党员数": 8,
        "组织关系在本单位": 5,
        "转入社区": 3,
        "社区报到人数": 2,
    },
    "committee": {
        "区县": "栖枫区",
        "是否批复": "是",
        "批复时间": None,
        "机构模式": "独立设置",
        "书记配备": "专任",
        "专职副书记": "专职",
        "空缺起始": None,
        "编制数": 3,
        "实有人数": 3,
        "其中专职": 2,
        "是否纳入述职评议": "是",
        "协调议事会议次数": 1,
    },
    "venues": {
        "名称": ("枫林活动室", "溪桥活动室", "松风活动室"),
        "级别": "共享活动室",
        "形式": "共享",
        "地址": "枫林路1号",
        "经度": 116.391265,
        "纬度": 39.907339,
        "坐标系": "WGS84",
        "面积": 80,
        "启用时间": date(2021, 6, 30),
        "是否规范": "是",
    },
    "volunteering": {
        "月份": ("2025-07", "2025-08", "2025-09"),
        "服务领域": "党史宣讲",
        "项目数": 1,
        "活动次数": 4,
        "参与人次": 20,
        "服务群众人次": 100,
    },
    "volunteers": {"团队数": 2, "志愿者人数": 30, "有意愿": 40, "已对接": 20},
    "support": {
        "单位名称": ("栖枫区教育局", "栖枫区水务局", "栖枫区卫生健康局"),
        "走访慰问人数": 10,
        "慰问金（元）": 5000,
        "慰问品（元）": 2000,
        "办实事件数": 3,
        "专项经费（元）": 10000,
        "党费返还（元）": 600,
        "公用经费（元）": 3000,
        "单位补助（元）": 0,
        "书记补助应发支部数": 2,
        "书记补助实发支部数": 2,
    },
    "unit_work": {
        "单位名称": ("栖枫区教育局", "栖枫区水务局", "栖枫区卫生健康局"),
        "离退休党员数": 8,
        "离退休正式党员数": 8,
        "已编入支部党员数": 8,
        "组织覆盖方式": "单独组建",
        "是否落实工作覆盖": "是",
        "是否制定达标计划": "是",
        "三责任是否明确": "是",
        "是否单设老干部工作机构": "否",
        "是否纳入述职评议": "是",
        "是否接入信息平台": "是",
        "网上阵地数": 2,
    },
    "retirement": {
        "单位名称": ("栖枫区教育局", "栖枫区水务局", "栖枫区卫生健康局"),
        "本期退休干部数": 4,
        "参加荣退仪式人数": 3,
        "未来第1年退休党员数": 5,
        "未来第2年退休党员数": 4,
        "未来第3年退休党员数": 3,
        "未来第4年退休党员数": 2,
        "未来第5年退休党员数": 1,
    },
    "baseline": {"全部党员总数": 1000, "基层党组织总数": 50, "年度财政收入（元）": 1_000_000_000},
    "digital": {"APP安装人数": 20, "公众号关注人数": 10, "网上参加组织生活党员数": 15},
    "activities": {
        "活动名称": ("形势报告会", "主题宣讲", "荣退仪式"),
        "承办单位": "栖枫区教育局",
        "活动类型": ("报告会", "宣讲", "荣退仪式"),
        "活动层级": "区县",
        "开展情况": "已开展",
        "活动方式": "线下",
        "参加对象": None,
        "场次": 2,
        "参加人数": 50,
        "参加人次": 60,
        "观看人次": None,
        "期数": None,
        "条（个）数": None,
        "媒体家数": None,
        "交流发言单位数": None,
        "累计起始时间": None,
    },
    "training": {
        "培训对象": ("支部书记", "党务工作者", "书记助理员"),
        "培训场次": 2,
        "培训人数": 30,
        "培训人次": 40,
        "人均学时": 16,
        "应训人数": 40,
    },
    "sites": {
        "点位名称": ("枫林驿站", "溪桥驿站", "松风驿站"),
        "点位类型": "党员驿站",
        "是否在社区": "是",
        "示范级别": "无",
        "成员支部数": None,
        "启用时间": date(2021, 6, 30),
    },
    "awards": {
        "表彰级别": ("省", "市", "区县"),
        "表彰名目": "先进",
        "表彰对象": "集体",
        "数量": 1,
        "位次": None,
        "文件依据": None,
    },
    "infobase": {
        "比对项目": ("党支部数", "混建支部数", "离退休党员数"),
        "信息库数": 10,
        "信息库导出时间": date(2025, 12, 20),
        "差异说明": None,
    },
    "norms": {
        "支部名称": ("第一支部", "第二支部", "第三支部"),
        "所属单位": "栖枫区教育局",
        "规范体系": "五规范",
        "规范项": "组织设置规范",
        "评定结果": "达标",
        "是否本级包抓": "是",
    },
    "candidates": {
        "备选点名称": ("枫林阅览室", "溪桥门面房", "松风党群服务中心"),
        "场所类型": "社区场所",
        "提供单位": None,
        "地址": "枫林路1号",
        "经度": 116.391265,
        "纬度": 39.907339,
        "坐标系": "WGS84",
        "可用面积": 80,
        "可容纳人数": 40,
        "预计投入（元）": 60000,
    },
}
Rows = list[list[object]]


def head(source: str) -> list[object]:
    """The plain header of a form."""
    return list(PLAIN[source])


def row(source: str, changes: Mapping[str, object] | None = None, *, number: int = 0) -> list[object]:
    """A plain row; rows of different numbers (0–2) have different subjects."""
    plain = {name: value[number] if isinstance(value, tuple) else value for name, value in PLAIN[source].items()}
    unknown = set(changes or {}) - set(plain)
    assert not unknown, f"no such column: {unknown}"
    return list((plain | dict(changes or {})).values())


def sheet(source: str, *rows: Mapping[str, object]) -> Rows:
    """A header and one plain row per mapping, with its changes; one plain row where there is none."""
    return [head(source), *(row(source, changes, number=number) for number, changes in enumerate(rows or ({},)))]


def workbook(sheets: Mapping[str, Rows] | Rows) -> Workbook:
    """A workbook of these sheets; rows alone make a single one, called 台账."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in (sheets if isinstance(sheets, Mapping) else {"台账": sheets}).items():
        page = book.create_sheet(title)
        for cells in rows:
            page.append(cells)
    return book


def save(folder: Path, content: Workbook | Mapping[str, Rows] | Rows, name: str = NAME) -> Path:
    book = content if isinstance(content, Workbook) else workbook(content)
    book.save(folder / name)
    return folder / name


def city_file(folder: Path) -> Path:
    """区划名录.xlsx of the small city."""
    return save(folder, {"区县名录": [*map(list, REGIONS)], "单位名录": [*map(list, UNITS)]}, "区划名录.xlsx")


def small_city(url: str, folder: Path) -> Engine:
    """A writer on a database with the small city and no data."""
    engine = database.writer(url)
    city.init(engine, city_file(folder))
    return engine


def directory_of(engine: Engine) -> Directory:
    with engine.connect() as connection:
        return directories.load(connection)


@cache
def period(period_id: str = PERIOD):
    return check_period(period_id)


def found(reading: FileReading) -> list[tuple[str, str, str]]:
    """(cell, code, level) of every issue, in the order told."""
    return [(item.cell, item.code, item.level.value) for item in reading.issues]


def records(engine: Engine, table: str) -> list[dict[str, object]]:
    """The rows of a table by column name, in the order of its key."""
    content = schema.metadata.tables[table]
    with engine.connect() as connection:
        query = select(content).order_by(*content.primary_key)
        return [dict(row) for row in connection.execute(query).mappings()]


def contents(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with engine.connect() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in schema.metadata.sorted_tables
        }
