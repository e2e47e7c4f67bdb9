"""单位底册: the retired cadres and members of each unit over the periods."""

from dataclasses import dataclass
from functools import cache
from random import Random

from lib.demo import profile
from lib.demo.districts import stream
from lib.demo.profile import NEWEST, PERIODS
from lib.demo.units import CityUnit, units_by_region


@dataclass(frozen=True)
class Stock:
    """A unit's people in one period. member = rel_unit + rel_community (V03), member ≤ lixiu + tuixiu (V04)."""

    lixiu: int
    lixiu_age_sum: int
    tuixiu: int
    rel_unit: int
    rel_community: int
    checkin: int

    @property
    def member(self) -> int:
        return self.rel_unit + self.rel_community


@dataclass(frozen=True)
class UnitPeople:
    unit: CityUnit
    stocks: tuple[Stock, ...]
    band_weights: tuple[float, ...]
    keeps_relations: bool


def shares(total: int, weights: tuple[float, ...]) -> list[int]:
    """Split a whole number by weight so that the parts add up (largest remainder; ties to the earlier part)."""
    scale = total / sum(weights)
    parts = [int(weight * scale) for weight in weights]
    order = sorted(range(len(weights)), key=lambda index: parts[index] - weights[index] * scale)
    for index in order[: total - sum(parts)]:
        parts[index] += 1
    return parts


def _lixiu_path(unit: CityUnit, random: Random) -> list[list[int]]:
    """Ages of the 离休 cadres in each period; nobody ever joins them (V06)."""
    mean = profile.LIXIU_MEAN * unit.weight if unit.level in ("市直", "区县直") else 0.12
    count = min(int(random.expovariate(1 / mean)), 6)
    if unit.name in profile.LIXIU_ONLY:
        count = profile.LIXIU_ONLY[unit.name]
    alive = [random.randint(*profile.LIXIU_AGE) for _ in range(count)]
    path = []
    for index in range(len(PERIODS)):
        path.append([age + (index + 1) // 2 for age in alive])
        alive = [age for age in alive if random.random() < profile.LIXIU_SURVIVAL]
    return path


def _keeps_relations(unit: CityUnit, random: Random) -> bool:
    """Large units keep their members; the chance follows the weight."""
    if unit.name in profile.GIANTS or unit.name in profile.LIXIU_ONLY or unit.short_name.endswith("老干部局"):
        return True
    return random.random() < profile.KEEPS_RELATIONS * min(unit.weight / 0.75, 1.7)


def _members(unit: CityUnit, keeps: bool, random: Random) -> tuple[int, float, float]:
    """Retired cadres in the newest period, party share, share of members handed to communities."""
    usual = profile.RETIRED_LARGE * min(unit.weight, 2.4) ** 0.6 if keeps else profile.RETIRED_SMALL
    retired = max(3, round(usual * random.lognormvariate(0, profile.RETIRED_SIGMA)))
    return retired, random.uniform(*profile.PARTY_SHARE), random.uniform(*profile.COMMUNITY_SHARE)


def _unit_people(unit: CityUnit) -> UnitPeople:
    random = stream("people", unit.name)
    lixiu = _lixiu_path(unit, random)
    keeps = _keeps_relations(unit, random)
    retired, party, community = _members(unit, keeps, random)
    growth = random.uniform(*profile.RETIRED_GROWTH)
    base_checkin = min(0.92, profile.CHECKIN[unit.level] * random.uniform(0.75, 1.25))
    since = random.randint(1, NEWEST) if keeps and retired < 60 and random.random() < profile.NEW_UNIT_SHARE else 0
    weights = tuple(share * random.uniform(0.6, 1.4) for share in profile.BAND_SHARES)
    stocks = []
    for index, ages in enumerate(lixiu):
        past = (1 + growth) ** (index - NEWEST)
        tuixiu = round(retired * past)
        member = min(round(tuixiu * party) + len(ages), tuixiu + len(ages))
        own = round(member * (1 - community)) if keeps and index >= since else 0
        if unit.name in profile.GIANTS:
            own = round(profile.GIANTS[unit.name] * past)
            member = own + round(own * community)
            tuixiu = max(tuixiu, round(member / party))
        if own < 3:  # fewer than three make no branch: all are with their communities
            own = 0
        checkin = round(member * min(0.95, base_checkin + profile.CHECKIN_TREND * index))
        stocks.append(Stock(len(ages), sum(ages), tuixiu, own, member - own, checkin))
    return UnitPeople(unit, tuple(stocks), weights, keeps)


@cache
def people(region_code: str) -> tuple[UnitPeople, ...]:
    return tuple(_unit_people(unit) for unit in units_by_region()[region_code] if unit.keeps_cadre_ledger)


def _band_cells(item: UnitPeople, member: int, region_code: str) -> dict[str, int]:
    """Age bands of the offices that keep them; they add up to the members (V11), active ≤ members."""
    if region_code not in profile.WITH_BANDS:
        return {}
    counts = shares(member, item.band_weights)
    cells = {f"band{index}_members_n": count for index, count in enumerate(counts)}
    if region_code in profile.WITH_ACTIVE:
        for index, (count, rate) in enumerate(zip(counts, profile.BAND_ACTIVE, strict=True)):
            cells[f"band{index}_active_n"] = round(count * rate)
    return cells


def unit_rows(region_code: str, index: int) -> list[dict[str, object]]:
    """Rows of the 单位底册 of one office in one period."""
    blank = stream("blank", region_code)
    rows = []
    for item in people(region_code):
        stock = item.stocks[index]
        forgotten = region_code in profile.FORGETFUL and blank.random() < profile.BLANK_SHARE
        rows.append(
            {
                "unit": item.unit.name,
                "lixiu_n": stock.lixiu,
                "tuixiu_n": stock.tuixiu,
                "lixiu_age_sum": stock.lixiu_age_sum,
                "member_n": stock.member,
                "member_rel_unit": stock.rel_unit,
                "member_rel_community": stock.rel_community,
                "checkin_n": None if forgotten else stock.checkin,
            }
            | _band_cells(item, stock.member, region_code)
        )
    return rows
