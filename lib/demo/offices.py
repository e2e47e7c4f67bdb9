"""What an office reports about itself: 党工委配备, 志愿服务, 志愿队伍, 服务保障."""

from datetime import date
from random import Random

from lib.demo import profile, welfare
from lib.demo.branches import branches
from lib.demo.districts import BY_CODE, CITY_CODE, region_name, stream
from lib.demo.people import UnitPeople, people
from lib.demo.profile import NEWEST
from lib.demo.timeline import Half
from lib.schema import FIELDS

_WITH_OFFICE, _MERGED, _OWN = "与老干部局合署", "归并组织部门", "独立设置"


def _vacant_since(dates: dict[str, str], region_code: str, half: Half) -> date | None:
    """When the post fell vacant, if that was before the end of the period."""
    if region_code not in dates:
        return None
    since = date.fromisoformat(dates[region_code])
    return since if since <= half.as_of else None


def _posts(region_code: str, half: Half, random: Random) -> dict[str, object]:
    """书记 and 专职副书记: vacant from the given date on, or until someone was found."""
    before = date(2022, random.randint(3, 12), random.randint(1, 28))
    full_time_secretary = random.random() < 0.3
    secretary = _vacant_since(profile.SECRETARY_VACANT, region_code, half)
    deputy = _vacant_since(profile.DEPUTY_VACANT, region_code, half)
    if half.index < profile.SECRETARY_FILLED.get(region_code, 0):
        secretary = before
    if half.index < profile.DEPUTY_FILLED.get(region_code, 0):
        deputy = before
    part_time = region_code in profile.DEPUTY_PART_TIME
    known = [day for day in (secretary, deputy) if day]
    return {
        "secretary_status": "空缺" if secretary else "专任" if full_time_secretary else "兼任",
        "deputy_status": "空缺" if deputy else "兼职" if part_time else "专职",
        "vacancy_since": min(known) if known else None,
    }


def committee_rows(region_code: str, half: Half) -> list[dict[str, object]]:
    """The one row of the office's work committee; the city's own stands under the city's code."""
    random = stream("committee", region_code)
    posts = _posts(region_code, half, random)
    approved = region_code not in profile.NOT_APPROVED
    merged = half.index >= profile.MERGED_FROM.get(region_code, NEWEST + 1)
    mode = _OWN if random.random() < 0.25 and region_code not in profile.MERGED_FROM else _WITH_OFFICE
    quota = random.randint(6, 8) if region_code == CITY_CODE else random.randint(3, 5)
    absent = (posts["secretary_status"] == "空缺") + (posts["deputy_status"] == "空缺")
    staff = max(1, quota - absent - (random.random() < 0.4) - merged)
    approval = date(2018, random.randint(3, 12), random.randint(1, 28))
    meetings = random.choice((0, 1, 1, 2)) if half.is_first else random.choice((0, 1, 2, 2))
    return [
        {
            "district": region_name(region_code),
            "approved": "是" if approved else "否",
            "approved_on": approval if approved else None,
            "org_mode": _MERGED if merged else mode,
            **posts,
            "staff_quota_n": quota,
            "staff_n": staff,
            "staff_fulltime_n": max(0, staff - random.randint(0, 2)),
            "review_included": "是" if random.random() < 0.55 + 0.08 * half.index else "否",
            "coord_meeting_n": 0 if merged and region_code in profile.MERGER_EFFECT else meetings,
        }
        | _mechanisms(region_code, half)
    ]


def _mechanisms(region_code: str, half: Half) -> dict[str, object]:
    """The city's own committee has been part of the performance evaluation in every year."""
    if region_code in profile.LEFT_OUT["committee"]:
        return {}
    random = stream("mechanisms", region_code)
    issued, evaluated, brands = random.random(), random.random(), random.randint(1, 3)
    lean = 0.2 * profile.QUALITY[region_code] + 0.04 * half.index
    is_city = region_code == CITY_CODE
    return {
        "coord_system_issued": "是" if is_city or issued < 0.6 + lean else "否",
        "perf_eval_included": "是" if is_city or evaluated < 0.65 + lean else "否",
        "brand_n": 0 if region_code in profile.NO_BRAND else brands,
    }


def _volume(region_code: str) -> float:
    """How much volunteering an office does: size and quality."""
    size = 1.5 if region_code == CITY_CODE else BY_CODE[region_code].size
    return size * (1 + 0.55 * profile.QUALITY[region_code])


def _fields(region_code: str) -> list[str]:
    """The office's fields in the list's order; the weighty ones are rarely missing."""
    random = stream("fields", region_code)
    ranked = sorted(FIELDS, key=lambda field: -profile.FIELD_WEIGHT[field] * random.uniform(0.4, 1.6))
    chosen = set(ranked[: profile.FIELDS_PER_OFFICE])
    return [field for field in FIELDS if field in chosen]


def _flow(field: str, month: str, volume: float, random: Random) -> dict[str, object]:
    season = profile.SEASON[int(month[5:]) - 1]
    usual = profile.ACTIVITIES * volume * season * profile.FIELD_WEIGHT[field]
    activities = max(0, round(random.gauss(usual, 0.35 * usual)))
    per_activity, served = random.uniform(9, 17), random.uniform(45, 95)
    return {
        "month": month,
        "field": field,
        "projects_n": min(activities, random.choice((0, 0, 0, 0, 1, 1, 2))),
        "activities_n": activities,
        "person_times_n": round(activities * per_activity),
        "served_person_times_n": round(activities * served),
    }


def volunteering_rows(region_code: str, half: Half) -> list[dict[str, object]]:
    """Field × month of one office. Growth is counted from the newest period backwards."""
    growth = (1 + profile.VOLUNTEER_GROWTH) ** (half.index - NEWEST)
    volume = _volume(region_code) * growth * profile.effort(region_code, half.index)
    random = stream("flow", region_code, half.id)
    fields = _fields(region_code)
    return [_flow(field, month, volume, random) for month in half.months for field in fields]


def volunteer_rows(region_code: str, half: Half) -> list[dict[str, object]]:
    """Teams and people: matched ≤ willing ≤ people."""
    random = stream("volunteers", region_code)
    growth = (1 + profile.VOLUNTEER_GROWTH) ** (half.index - NEWEST)
    base = round(520 * _volume(region_code) * random.uniform(0.8, 1.2) * growth)
    willing = round(base * random.uniform(0.45, 0.7))
    matched = round(willing * min(0.95, random.uniform(0.42, 0.75) + 0.03 * half.index))
    talent = {"talent_n": round(base * random.uniform(0.06, 0.18))}
    return [
        {
            "teams_n": max(1, round(base / random.randint(22, 34))),
            "people_n": base,
            "willing_n": willing,
            "matched_n": matched,
        }
        | ({} if region_code in profile.LEFT_OUT["volunteers"] else talent)
    ]


def _support_row(item: UnitPeople, half: Half, count: int) -> dict[str, object]:
    """Money in yuan, whole hundreds; support that hardly differs from period to period."""
    steady, now = stream("support", item.unit.name), stream("support", item.unit.name, half.id)
    stock = item.stocks[half.index]
    cadres = stock.lixiu + stock.tuixiu
    season = profile.SPRING_VISITS if half.is_first else 1.0
    people_n = min(cadres, round(cadres * steady.uniform(0.25, 0.7) * season))
    effort = profile.effort(item.unit.region_code, half.index) * now.uniform(0.9, 1.1)
    funds = {
        key: round(max(count, 0.5) * steady.choice((0, 1, 1, 1)) * steady.uniform(low, high) * effort / 100) * 100
        for key, low, high in (
            ("fund_special", 900, 2600),
            ("fund_fee_return", 500, 2100),
            ("fund_public", 600, 3200),
            ("fund_unit", 0, 2000),
        )
    }
    paid = count if steady.random() < 0.8 + 0.03 * half.index else max(0, count - 1)
    row = {
        "unit": item.unit.name,
        "visit_people_n": people_n,
        "cash_yuan": people_n * steady.choice((200, 300, 300, 500, 600)),
        "goods_yuan": people_n * steady.choice((0, 100, 100, 200)),
        "matters_n": round(cadres * steady.uniform(0.02, 0.2) + now.random() * 3),
        **funds,
        "subsidy_due_n": count,
        "subsidy_paid_n": paid,
    }
    left_out = item.unit.region_code in profile.LEFT_OUT["support"]
    return row if left_out else row | welfare.support_cells(item, half, row)


def support_rows(region_code: str, half: Half) -> list[dict[str, object]]:
    """服务保障: every unit with a branch, and some of the others."""
    counts: dict[str, int] = {}
    for branch in branches(region_code):
        if branch.is_branch and branch.holds_elections and branch.retired[half.index] is not None:
            counts[branch.unit.name] = counts.get(branch.unit.name, 0) + 1
    return [
        _support_row(item, half, counts.get(item.unit.name, 0))
        for item in people(region_code)
        if item.keeps_relations or stream("reports support", item.unit.name).random() < profile.SUPPORT_SHARE
    ]
