"""到龄退休, 党内统计, 信息化应用, 信息库比对."""

from datetime import timedelta
from functools import cache
from random import Random

from lib.demo import profile
from lib.demo.districts import BY_CODE, CITY_CODE, stream
from lib.demo.people import UnitPeople, people
from lib.demo.profile import NEWEST
from lib.demo.timeline import Half
from lib.demo.totals import totals
from lib.schema import INFOBASE_ITEMS

Row = dict[str, object]


def _short_name(region_code: str) -> str:
    return region_code if region_code == CITY_CODE else BY_CODE[region_code].short_name


def _retirement(item: UnitPeople, half: Half) -> Row:
    """Who retired: what the stock grew by and what left it."""
    steady, now = stream("retirement", item.unit.name), stream("retirement", item.unit.name, half.id)
    stock = item.stocks[half.index].tuixiu
    before = item.stocks[half.index - 1].tuixiu if half.index else round(stock / 1.012)
    retired = max(0, stock - before) + int(stock * profile.LEAVING + now.random())
    holds = steady.random() > profile.NO_CEREMONY
    share = min(1.0, steady.uniform(*profile.CEREMONY)) * holds * profile.effort(item.unit.region_code, half.index)
    due = [
        int(stock * profile.DUE_SHARE * factor * steady.uniform(0.7, 1.3) + steady.random())
        for factor in profile.DUE_YEARS
    ]
    return {
        "unit": item.unit.name,
        "retired_n": retired,
        "ceremony_n": int(retired * share + 0.5 * holds),
        **{f"due_{year}y_n": count for year, count in enumerate(due, start=1)},
    }


@cache
def _retirements(region_code: str, half: Half) -> tuple[Row, ...]:
    found = [_retirement(item, half) for item in people(region_code)]
    return tuple(row for row in found if row["retired_n"] or sum(row[f"due_{year}y_n"] for year in range(1, 6)) > 1)


def retirement_rows(region_code: str, half: Half) -> list[Row]:
    """Units where somebody retired or soon will."""
    return [dict(row) for row in _retirements(region_code, half)]


def baseline_rows(region_code: str, half: Half) -> list[Row]:
    """All party members and organisations of the place, and its yearly revenue (yuan)."""
    random = stream("baseline", region_code)
    known = totals(region_code, half.index)
    members = round(known.members / random.uniform(*profile.PARTY_SHARE_OF_ALL))
    revenue = profile.CITY_REVENUE if region_code == CITY_CODE else _revenue(region_code, random)
    return [
        {
            "all_members_n": members,
            "all_basic_orgs_n": round(members / random.uniform(*profile.MEMBERS_PER_ORG)),
            "fiscal_revenue_yuan": round(revenue * 1.045 ** (half.year - 2025) / 10_000) * 10_000,
        }
    ]


def _revenue(region_code: str, random: Random) -> float:
    return BY_CODE[region_code].size ** 2 * random.uniform(*profile.REVENUE)


def digital_rows(region_code: str, half: Half) -> list[Row]:
    """Installations and followers are counted against all cadres, online organisation life against the members."""
    random = stream("digital", region_code)
    known = totals(region_code, half.index)
    trend = profile.DIGITAL_TREND * (half.index - NEWEST)
    installed, following, online = (
        random.uniform(*span) + trend for span in (profile.INSTALLED, profile.FOLLOWING, profile.ONLINE)
    )
    return [
        {
            "app_installs_n": round(known.cadres * installed),
            "followers_n": round(known.cadres * following),
            "online_members_n": round(known.members * online * (0.5 + 0.5 * profile.effort(region_code, half.index))),
        }
    ]


def infobase_rows(region_code: str, half: Half) -> list[Row]:
    """What the information base says, a few days before the period ends; mostly what the office reports."""
    exported = half.as_of - timedelta(days=stream("infobase", region_code).randint(2, 14))
    known = totals(region_code, half.index)
    rows = []
    for item in INFOBASE_ITEMS:
        gap, said = profile.INFOBASE_GAPS.get((_short_name(region_code), item), (0, None))
        if half.index < NEWEST and not (gap and said):
            gap, said = 0, None
        rows.append(
            {
                "item": item,
                "value_n": max(0, known.item(item) - gap),
                "exported_on": exported,
                "explanation": said,
            }
        )
    return rows
