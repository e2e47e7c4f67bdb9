"""学习宣传活动 and 教育培训."""

from datetime import date
from random import Random

from lib.demo import profile
from lib.demo.districts import BY_CODE, CITY_CODE, stream
from lib.demo.mechanisms import retirement_rows
from lib.demo.people import UnitPeople, people
from lib.demo.profile import NEWEST
from lib.demo.timeline import Half
from lib.demo.units import units_by_region

Row = dict[str, object]
Spans = dict[str, tuple[int, int]]

# Name, type, level, mode, figures of a usual half-year (from, to).
_CITY: tuple[tuple[str, str, str, str, Spans], ...] = (
    ("全国先进事迹网上报告会", "报告会", "全国", "线上", {"sessions_n": (1, 3), "person_times_n": (9_000, 16_000)}),
    ("全省形势政策网上报告会", "报告会", "全省", "线上", {"sessions_n": (2, 4), "person_times_n": (12_000, 22_000)}),
    ("全市主题党日现场活动", "主题党日", "市", "结合", {"sessions_n": (1, 2), "people_n": (180, 260)}),
    ("主题党日现场直播", "直播", "市", "线上", {"sessions_n": (1, 2), "views_n": (21_000, 46_000)}),
    ("全省党建知识竞赛", "知识竞赛", "全省", "线上", {"sessions_n": (1, 1), "person_times_n": (2_400, 4_200)}),
    ("“银龄话新篇”巡回宣讲", "宣讲", "市", "线下", {"sessions_n": (12, 24), "people_n": (60, 110)}),
    ("“银发先锋”系列短视频", "视频", "市", "线上", {"items_n": (18, 32)}),
    ("离退休干部党建电视专题片", "专题片", "市", "线上", {"issues_n": (2, 5)}),
    ("老同志报纸访谈", "访谈", "市", "结合", {"issues_n": (2, 4)}),
    ("离退休干部党建现场观摩", "观摩", "市", "线下", {"sessions_n": (1, 2), "people_n": (60, 120), "media_n": (8, 15)}),
    ("党建工作推进会", "会议交流", "市", "线下", {"sessions_n": (1, 1), "exchange_units_n": (5, 9)}),
)
_DISTRICT: tuple[tuple[str, str, str, str, Spans], ...] = (
    ("形势报告会", "报告会", "区县", "结合", {"sessions_n": (1, 4), "people_n": (150, 420)}),
    ("主题党日集中活动", "主题党日", "区县", "线下", {"sessions_n": (2, 6), "people_n": (110, 300)}),
    ("全省党建知识竞赛", "知识竞赛", "区县", "线上", {"person_times_n": (420, 1_500)}),
    ("“老干部讲堂”进社区", "宣讲", "区县", "线下", {"sessions_n": (4, 14), "people_n": (15, 48)}),
    ("“银龄风采”短视频", "视频", "区县", "线上", {"items_n": (2, 9)}),
)
_FIGURES = (
    *("sessions_n", "people_n", "person_times_n", "views_n", "issues_n", "items_n", "media_n", "exchange_units_n"),
    "since_date",
)
_MANAGED_SHARE = 0.35  # of the 市直 cadres at a ceremony: 市管处级


def _row(name: str, kind: str, level: str, mode: str, state: str = "已开展", **figures: object) -> Row:
    known = {"name": name, "unit": None, "type": kind, "level": level, "state": state, "mode": mode, "rank_group": None}
    return known | dict.fromkeys(_FIGURES) | figures


def _figures(spans: Spans, volume: float, random: Random) -> dict[str, object]:
    """Attendances are at least as many as people."""
    found: dict[str, object] = {}
    for name, (low, high) in spans.items():
        large = name in ("people_n", "person_times_n", "views_n")
        found[name] = max(1, round(random.uniform(low, high) * (volume if large else 1)))
    if "people_n" in found:
        found["person_times_n"] = round(int(found["people_n"]) * random.uniform(1.1, 2.4))
    return found


def _ceremonies(region_code: str, half: Half) -> list[Row]:
    """荣退仪式: as many people as the units report, and what is planned for the next period."""
    held = [int(row["ceremony_n"]) for row in retirement_rows(region_code, half)]
    sessions, people_n = sum(count > 0 for count in held), sum(held)
    if region_code != CITY_CODE:
        level = "区县"
        return [
            _row("荣誉退休仪式", "荣退仪式", level, "线下", rank_group="其他", sessions_n=sessions, people_n=people_n)
        ]
    managed = round(people_n * _MANAGED_SHARE)
    first, rest = round(sessions * _MANAGED_SHARE), sessions - round(sessions * _MANAGED_SHARE)
    ceremony = ("荣退仪式", "市", "线下")
    planned = stream("planned ceremony", half.id).randint(16, 30)
    return [
        _row("处级干部荣誉退休仪式", *ceremony, rank_group="市管处级", sessions_n=first, people_n=managed),
        _row("荣誉退休仪式", *ceremony, rank_group="其他", sessions_n=rest, people_n=people_n - managed),
        _row("处级干部荣誉退休仪式", *ceremony, "计划", rank_group="市管处级", sessions_n=1, people_n=planned),
    ]


def _unit_level(region_code: str, half: Half) -> list[Row]:
    """学习园地 and 论证会 of single units, counted since they began."""
    hosts = [item for item in people(region_code) if item.keeps_relations]
    random = stream("study corner", region_code)
    chosen = random.sample(hosts, 4 if region_code == CITY_CODE else 2)
    rows = [_study_corner(item, half) for item in chosen]
    if region_code == CITY_CODE:
        experts = stream("experts").sample(hosts, 2)
        rows += [_expert_meetings(item, half) for item in experts]
    return rows


def _study_corner(item: UnitPeople, half: Half) -> Row:
    random = stream("study corner", item.unit.name)
    since = date(random.randint(2019, 2022), random.randint(1, 12), 1)
    months = (half.as_of.year - since.year) * 12 + half.as_of.month - since.month + 1
    name, issues, each = f"{item.unit.short_name}网上学习园地", months * random.choice((1, 1, 2)), random.randint(5, 9)
    figures = {"issues_n": issues, "items_n": issues * each, "since_date": since}
    return _row(name, "学习园地", "单位", "线上", **figures) | {"unit": item.unit.name}


def _expert_meetings(item: UnitPeople, half: Half) -> Row:
    random = stream("experts", item.unit.name)
    since = date(random.randint(2020, 2022), 1, 1)
    halves = (half.as_of.year - since.year) * 2 + (1 if half.is_first else 2)
    figures = {"sessions_n": halves * random.randint(3, 5), "people_n": 12 + 2 * halves, "since_date": since}
    name = f"{item.unit.short_name}老专家论证会"
    return _row(name, "论证会", "单位", "线下", **figures) | {"unit": item.unit.name}


def activity_rows(region_code: str, half: Half) -> list[Row]:
    """学习宣传活动 of the period, what is planned included."""
    is_city = region_code == CITY_CODE
    volume = 1.0 if is_city else BY_CODE[region_code].size * (1 + 0.4 * profile.QUALITY[region_code])
    volume *= profile.effort(region_code, half.index) * (1 + 0.03 * (half.index - NEWEST))
    random = stream("activities", region_code, half.id)
    rows = [
        _row(name, kind, level, mode, **_figures(spans, volume, random))
        for name, kind, level, mode, spans in (_CITY if is_city else _DISTRICT)
        if kind != "会议交流" or not half.is_first
    ]
    rows += _ceremonies(region_code, half) + _unit_level(region_code, half)
    if not is_city and random.random() < 0.35:
        rows.append(_row("离退休干部党建现场观摩", "观摩", "区县", "线下", "计划", sessions_n=1, people_n=40))
    host = next(unit.name for unit in units_by_region()[region_code] if unit.short_name.endswith("老干部局"))
    return [row | {"unit": row["unit"] or host} for row in rows]
