"""The party branches of the invented city: which there are, and how many members each has over the periods."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import ceil
from random import Random

from lib.demo import profile
from lib.demo.districts import BY_CODE, CITY_CODE, stream
from lib.demo.people import UnitPeople, people, shares
from lib.demo.profile import NEWEST, PERIODS
from lib.demo.units import CityUnit, units_by_region
from lib.schema import FUNCTIONAL, TEMPORARY

_ORDINALS = "一二三四五六七八九十"
_MIXED, _JOINT, _SINGLE = "与在职混建", "联合组建", "单独组建"
_FUNCTIONAL_NAMES = (
    ("合唱团", "兴趣团体"),
    ("书画社", "兴趣团体"),
    ("门球队", "兴趣团体"),
    ("老年大学", "活动场所"),
    ("老干部活动中心", "活动场所"),
    ("银发宣讲团", "兴趣团体"),
    ("线上学习群", "网上"),
)


@dataclass(frozen=True)
class Branch:
    """A party organisation. `retired[i]` is None before it is set up; its first period is `since`.

    `reformed`: the period from which a branch once 与在职混建 stands alone, 0: never. `split_from`: the branch that it
    was part of before `since`."""

    name: str
    unit: CityUnit
    org_kind: str
    form: str
    scene: str
    retired: tuple[int | None, ...]
    lixiu: tuple[int, ...]
    inservice: int = 0
    reformed: int = 0
    split_from: str = ""

    def form_in(self, index: int) -> str:
        return _MIXED if index < self.reformed else self.form

    def inservice_in(self, index: int) -> int:
        return self.inservice if self.form_in(index) == _MIXED else 0

    @property
    def since(self) -> int:
        return next(index for index, size in enumerate(self.retired) if size is not None)

    @property
    def is_branch(self) -> bool:
        return self.org_kind == "党支部"

    @property
    def holds_elections(self) -> bool:
        return self.form not in (FUNCTIONAL, TEMPORARY)

    @property
    def term_years(self) -> int:
        """Communities and 党委 five years, all others three."""
        return 5 if self.unit.level == "社区" or self.org_kind == "党委" else 3


def _branch_count(item: UnitPeople, random: Random) -> int:
    """How many branches a unit has in the newest period, a 离休 branch left out."""
    if item.unit.name in profile.GIANTS:
        return 1
    own = item.stocks[NEWEST].rel_unit
    oversize = random.random() < profile.OVERSIZE_SHARE
    return max(1, ceil(own / random.randint(*(profile.OVERSIZE_CAP if oversize else profile.BRANCH_CAP))))


def _sizes(totals: list[int], count: int, split_at: int, random: Random) -> list[list[int | None]]:
    """Sizes per branch and period; before `split_at` the last branch is still part of the first."""
    weights = tuple(random.uniform(0.8, 1.2) for _ in range(count))
    columns: list[list[int | None]] = [[] for _ in range(count)]
    for index, total in enumerate(totals):
        parts: list[int | None] = list(shares(total, weights)) if total else [None] * count
        if total and index < split_at:
            parts = [parts[0] + parts[-1], *parts[1:-1], None]
        for column, part in zip(columns, parts, strict=True):
            column.append(part)
    return columns


def _form(item: UnitPeople, count: int, random: Random) -> str:
    """Setting form of a unit's branches: a joint one is the only branch of its unit, so is a mixed one as a rule."""
    special = item.unit.name in profile.GIANTS or item.unit.name in profile.LIXIU_ONLY
    high = item.unit.region_code in profile.MIXED_HIGH
    share = profile.MIXED_SHARE_HIGH if high else profile.MIXED_SHARE * (count == 1)
    if not special and random.random() < share:
        return _MIXED
    joint = item.unit.level == "乡镇街道" and count == 1 and random.random() < profile.JOINT_SHARE
    if item.unit.level == "市直" and count == 1 and not special:
        joint = stream("joint", item.unit.name).random() < profile.JOINT_CITY
    return _JOINT if joint else _SINGLE


def _reformed(item: UnitPeople) -> int:
    """The period in which the unit's one branch was parted from the members in service; 0: it never had any."""
    random = stream("reformed", item.unit.name)
    first = next(index for index, stock in enumerate(item.stocks) if stock.rel_unit)
    if item.unit.name in profile.GIANTS or first == NEWEST or random.random() > profile.REFORMED_SHARE:
        return 0
    return random.randint(first + 1, NEWEST)


def _unit_branches(item: UnitPeople) -> Iterator[Branch]:
    """The ordinary branches of a unit: in each period their members add up to the unit's rel_unit (V05)."""
    if not item.stocks[NEWEST].rel_unit:
        return
    unit, random = item.unit, stream("branches", item.unit.name)
    lixiu = tuple(stock.lixiu for stock in item.stocks)
    apart = unit.name in profile.LIXIU_ONLY
    count = _branch_count(item, random)
    form = _form(item, count, random)
    splits = count > 1 and form != _MIXED and random.random() < profile.SPLIT_SHARE
    split_at = random.randint(1, NEWEST) if splits else 0
    totals = [stock.rel_unit - (stock.lixiu if apart else 0) for stock in item.stocks]
    scene = "居住地" if random.random() < 0.05 else "单位"
    inservice = random.randint(4, 18) if form == _MIXED else 0
    reformed = _reformed(item) if form == _SINGLE and count == 1 and not apart else 0
    if reformed:
        inservice = stream("reformed members", unit.name).randint(3, 12)
    for number, sizes in enumerate(_sizes(totals, count, split_at, random)):
        own = () if apart or number else lixiu
        part = f"第{_ORDINALS[number]}" if count > 1 else ""
        kept = tuple(min(own[index] if own else 0, size or 0) for index, size in enumerate(sizes))
        name = f"{unit.short_name}离退休干部{part}党支部"
        origin = f"{unit.short_name}离退休干部第{_ORDINALS[0]}党支部" if split_at and number == count - 1 else ""
        yield Branch(name, unit, "党支部", form, scene, tuple(sizes), kept, inservice, reformed, origin)
    if apart:
        yield Branch(f"{unit.short_name}离休干部党支部", unit, "党支部", _SINGLE, "单位", lixiu, lixiu)


def _umbrella(parts: list[Branch]) -> Branch | None:
    """The 党总支 or 党委 over several branches: its figures repeat their sum."""
    if len(parts) < profile.GENERAL_BRANCH_FROM:
        return None
    kind = "党委" if len(parts) >= profile.COMMITTEE_BRANCH_FROM else "党总支"
    unit = parts[0].unit
    retired, lixiu = [], []
    for index in range(len(PERIODS)):
        present = [part for part in parts if part.retired[index] is not None]
        retired.append(sum(part.retired[index] or 0 for part in present) if present else None)
        lixiu.append(sum(part.lixiu[index] for part in present))
    name = f"{unit.short_name}离退休干部{kind}"
    inservice = sum(part.inservice for part in parts)
    return Branch(name, unit, kind, parts[0].form, "单位", tuple(retired), tuple(lixiu), inservice)


def _community_branch(unit: CityUnit) -> Branch | None:
    random = stream("community branch", unit.name)
    if unit.level != "社区" or random.random() > profile.COMMUNITY_BRANCHES:
        return None
    low, high = profile.COMMUNITY_MEMBERS
    size = round(random.triangular(low, high + 12 * (random.random() < 0.08)))
    since = random.randint(1, NEWEST) if random.random() < 0.15 else 0
    sizes = tuple(round(size * 1.012 ** (index - NEWEST)) if index >= since else None for index in range(len(PERIODS)))
    lixiu = (0,) * len(PERIODS)
    form = _JOINT if stream("joint", unit.name).random() < profile.JOINT_COMMUNITY else _SINGLE
    return Branch(f"{unit.short_name}离退休干部党支部", unit, "党支部", form, "社区", sizes, lixiu)


def _functional_branches(region_code: str) -> Iterator[Branch]:
    """Branches beside the membership, hosted by the 老干部局; their members are counted elsewhere."""
    random = stream("functional", region_code)
    host = next(unit for unit in units_by_region()[region_code] if unit.short_name.endswith("老干部局"))
    stem = "市" if region_code == CITY_CODE else BY_CODE[region_code].stem
    count = random.randint(*profile.FUNCTIONAL_PER_DISTRICT) + (2 if region_code == CITY_CODE else 0)
    for title, scene in random.sample(_FUNCTIONAL_NAMES, count):
        since = random.randint(0, NEWEST) if random.random() < 0.4 else 0
        size = random.randint(12, 36)
        sizes = tuple(size + index if index >= since else None for index in range(len(PERIODS)))
        lixiu = (0,) * len(PERIODS)
        yield Branch(f"{stem}{title}功能型党支部", host, "党支部", FUNCTIONAL, scene, sizes, lixiu)
    if region_code in profile.TEMPORARY:
        zeros = (0,) * len(PERIODS)
        yield Branch(f"{stem}旅居老党员临时党支部", host, "党支部", TEMPORARY, "居住地", zeros, zeros)


@cache
def branches(region_code: str) -> tuple[Branch, ...]:
    """All party organisations of one office, in the order of its units; names are unique within the office."""
    found: list[Branch] = []
    for item in people(region_code):
        parts = list(_unit_branches(item))
        umbrella = _umbrella(parts)
        found += [umbrella, *parts] if umbrella else parts
    found += _functional_branches(region_code)
    found += [branch for unit in units_by_region()[region_code] if (branch := _community_branch(unit))]
    return tuple(found)
