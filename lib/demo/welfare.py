"""单位底册 and 服务保障: the columns that were added to the forms later, which some offices leave out."""

from random import Random

from lib.demo import profile
from lib.demo.districts import stream
from lib.demo.people import UnitPeople, people, shares, unit_rows
from lib.demo.timeline import HALVES, Half
from lib.schema import AGE_BANDS

Cells = dict[str, object]

_MIDDLE_AGES = (58, 63, 68, 73, 78, 83, 88, 93)  # of the age bands
_ELDERLY = range(5, len(AGE_BANDS))


def unit_ledger(region_code: str, half: Half) -> list[Cells]:
    """Rows of the 单位底册 with the later columns."""
    rows = unit_rows(region_code, half.index)
    if region_code in profile.LEFT_OUT["units"]:
        return rows
    return [
        row | _unwell_cells(item, row) | _unit_cells(item, half)
        for item, row in zip(people(region_code), rows, strict=True)
    ]


def _unit_cells(item: UnitPeople, half: Half) -> Cells:
    """Visits and check-ups are counted from the beginning of the year."""
    steady = stream("more", item.unit.name)
    year = stream("more", item.unit.name, half.year)
    stock = item.stocks[half.index]
    ages = sum(count * age for count, age in zip(shares(stock.member, item.band_weights), _MIDDLE_AGES, strict=True))
    living = max(stock.checkin, round(stock.member * steady.uniform(0.84, 0.97)))
    effort = profile.effort(item.unit.region_code, half.index)
    visited, checked = (0.66, 0.35) if half.is_first else (0.965, 0.90)

    def some(share: float, random: Random) -> int:
        return sum(random.random() < share for _ in range(stock.lixiu))

    return {
        "member_age_sum": ages,
        "living_in_city_n": living,
        "member_away_6m": round((stock.member - living) * steady.uniform(0.4, 0.9)),
        "lixiu_visited_n": some(visited * effort, year),
        "lixiu_checkup_n": some(checked * effort, year),
        "mechanism_covered_n": some(0.97, steady),
    }


def _unwell_cells(item: UnitPeople, row: Cells) -> Cells:
    """Of the elderly who do not take part: those who are not well enough. `row` has the bands and who took part."""
    if "band0_active_n" not in row:
        return {}
    steady = stream("unwell", item.unit.name)
    absent = {index: int(row[f"band{index}_members_n"]) - int(row[f"band{index}_active_n"]) for index in _ELDERLY}
    return {f"band{index}_health_n": round(absent[index] * steady.uniform(0.55, 0.9)) for index in _ELDERLY}


def support_cells(item: UnitPeople, half: Half, row: Cells) -> Cells:
    """`row`: what is known already."""
    steady, now = stream("support more", item.unit.name), stream("support more", item.unit.name, half.id)
    people_n, paid = int(row["visit_people_n"]), int(row["subsidy_paid_n"])
    months = paid * 6 - (paid > 0 and now.random() < 0.15)
    effort = profile.effort(item.unit.region_code, half.index)
    met = profile.STANDARD_MET * effort + 0.1 * profile.QUALITY[item.unit.region_code] + 0.02 * (half.index - 4)
    stock = item.stocks[half.index]
    done = round(profile.MEASURES * min(1.0, steady.uniform(0.74, 0.98) + 0.012 * half.index))
    return {
        "subsidy_yuan": months * steady.choice((150, 200, 200, 300)),
        "subsidy_months_n": months,
        "visit_person_times_n": round(people_n * steady.uniform(1.0, 1.7)),
        "visit_family_n": round(steady.random() * 2.4 * (stock.lixiu > 0) + 0.01 * stock.tuixiu),
        "standard_met": "是" if steady.random() < met else "否",
        **_arrears(item, half),
        "measures_due_n": profile.MEASURES,
        "measures_done_n": done,
    }


def _arrears(item: UnitPeople, half: Half) -> Cells:
    """“两费”: what is open at the beginning, what was paid and what was added; open again = open − paid + added."""
    random = stream("arrears", item.unit.name)
    owed = item.stocks[0].lixiu > 0 and random.random() < profile.ARREARS_SHARE
    opening = random.randrange(20_000, 160_000, 500) if owed else 0
    cleared, added = 0, 0
    for index in range(half.index + 1):
        opening += added - cleared
        cleared = int(opening * random.uniform(0.1, 0.6) / 100) * 100
        added = random.randrange(6_000, 24_000, 100) if _falls_behind(item, HALVES[index]) else 0
    return {"arrears_open_yuan": opening, "arrears_cleared_yuan": cleared, "arrears_new_yuan": added}


def _falls_behind(item: UnitPeople, half: Half) -> bool:
    return item.unit.name in profile.NEW_ARREARS and half is HALVES[-1]
