"""点位和片组 and 表彰荣誉."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from random import Random

from lib.demo import profile
from lib.demo.districts import BY_CODE, CITY_CODE, stream
from lib.demo.profile import NEWEST
from lib.demo.timeline import HALVES, Half
from lib.demo.totals import totals
from lib.demo.units import CityUnit, units_by_region
from lib.schema import SITE_TYPES

Row = dict[str, object]

_FIRST = date(2017, 4, 1)
_IN_COMMUNITIES = {"老书记工作室": 0.5, "文明实践点": 0.8, "流动工作站": 0.6, "党员驿站": 0.7, "示范观摩点": 0.5}
_LEVELS = {"示范观摩点": ("市级示范", "市级示范", "无"), "党性教育基地": ("省级示范", "市级示范", "无")}
_NAMED = {  # what follows the name of the place
    "老书记工作室": "老书记工作室",
    "文明实践点": "银发生辉文明实践点",
    "流动工作站": "老党员流动工作站",
    "党员驿站": "银发先锋驿站",
    "党性教育基地": "党性教育基地",
    "示范观摩点": "离退休干部党建观摩点",
    "党建片组": "离退休干部党建片组",
}


def _stem(region_code: str) -> str:
    return "市" if region_code == CITY_CODE else BY_CODE[region_code].short_name


def _opened(random: Random) -> date:
    """A third of the sites opened within the demo periods."""
    last = HALVES[-1].as_of
    since = HALVES[0].as_of if random.random() < 0.33 else _FIRST
    return since + timedelta(days=random.randrange((last - since).days - 10))


def _count(region_code: str, kind: str) -> int:
    random = stream("site count", region_code, kind)
    if region_code == CITY_CODE and kind == "观摩线路":
        return 3
    quality = profile.QUALITY[region_code]
    low, high = profile.SITE_COUNTS[kind]
    return max(low, min(high, round(random.uniform(low, high) + 1.2 * quality)))


def _place(kind: str, units: tuple[CityUnit, ...], random: Random) -> CityUnit:
    levels = ("社区",) if random.random() < _IN_COMMUNITIES.get(kind, 0.0) else ("乡镇街道", "市直")
    return random.choice([unit for unit in units if unit.level in levels] or list(units))


def _site(region_code: str, kind: str, number: int) -> Row:
    random = stream("site", region_code, kind, number)
    unit = _place(kind, units_by_region()[region_code], random)
    levels = profile.UNIVERSITY_LEVELS if kind == "老年大学" else _LEVELS.get(kind, ("无",))
    special = {
        "老年大学": f"{_stem(region_code)}老年大学",
        "观摩线路": f"{_stem(region_code)}离退休干部党建观摩线路（{number + 1}号线）",
    }
    return {
        "name": special.get(kind, f"{unit.short_name}{_NAMED.get(kind, kind)}"),
        "type": kind,
        "is_community": "是" if unit.level == "社区" and kind not in special else "否",
        "level": random.choice(levels),
        "branches_n": None,
        "opened_on": date(2008, 9, 1) if kind == "老年大学" else _opened(random),
    }


@cache
def _sites(region_code: str) -> tuple[Row, ...]:
    """All sites of an office; no name stands twice under one type."""
    found: dict[tuple[object, object], Row] = {}
    for kind in SITE_TYPES:
        for number in range(_count(region_code, kind)):
            row = _site(region_code, kind, number)
            found.setdefault((row["name"], kind), row)
    return tuple(found.values())


def site_rows(region_code: str, half: Half) -> list[Row]:
    """What was there at the end of the period; a 党建片组 says how many branches belong to it."""
    rows = [dict(row) for row in _sites(region_code) if row["opened_on"] <= half.as_of]
    clusters = [row for row in rows if row["type"] == "党建片组"]
    for number, row in enumerate(clusters):
        joined = totals(region_code, half.index).branches * stream("cluster", region_code, number).uniform(0.1, 0.2)
        row["branches_n"] = max(2, round(joined))
    return rows


def _city_awards(half: Half) -> Iterator[Row]:
    """What the city's own office won and gave. Counts only."""
    year = half.year
    if half.is_first:
        yield _award("省", "先进", "个人", 3 if year == 2024 else 14, f"省表彰决定（{year}年）")
        return
    yield _award("市", "市满意单位", "集体", 1, f"{year}年度市直单位社会评议结果通报")
    yield _award("省", "竞赛位次", "集体", 1, f"{year}年全省知识竞赛结果通报", rank_n=2 if half.index == NEWEST else 4)
    if year > 2023:
        yield _award("省", "百佳离退休干部党支部", "集体", 5 + half.index, f"省“百佳”通报（{year}年）")
        yield _award("省", "百佳离退休干部党员", "个人", 7 + half.index, f"省“百佳”通报（{year}年）")
    yield _award("市", "先进", "集体", 40, f"{year}年市级表彰决定")
    yield _award("市", "先进", "个人", 46 + half.index % 3, f"{year}年市级表彰决定")


def _award(
    level: str, category: str, kind: str, count_n: int, source_doc: str | None, rank_n: int | None = None
) -> Row:
    known = {"level": level, "category": category, "kind": kind}
    return known | {"count_n": count_n, "rank_n": rank_n, "source_doc": source_doc}


def award_rows(region_code: str, half: Half) -> list[Row]:
    """The districts give awards in the second half of the year; none is a zero."""
    if region_code == CITY_CODE:
        return list(_city_awards(half))
    random = stream("awards", region_code, half.id)
    given = not half.is_first
    return [
        _award("区县", "先进", kind, random.randint(low, 3 * low) * given, None)
        for kind, low in (("集体", 3), ("个人", 5))
    ]
