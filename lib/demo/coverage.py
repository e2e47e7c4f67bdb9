"""单位党建: how the party organisation reaches each unit's members, and what the unit has set up."""

from functools import cache

from lib.demo import profile
from lib.demo.branches import branches
from lib.demo.districts import stream
from lib.demo.people import UnitPeople, people, shares
from lib.demo.profile import NEWEST
from lib.demo.timeline import Half

Row = dict[str, object]

_JOINT = "联合组建"


def yes(condition: object) -> str:
    return "是" if condition else "否"


def coverage(item: UnitPeople, half: Half) -> str:
    """How the party organisation reaches a unit's members: its own branch, another one, or none."""
    stock, random = item.stocks[half.index], stream("coverage", item.unit.name)
    if not stock.member:
        return "无离退休党员"
    if stock.rel_unit:
        return "单独组建"
    uncovered = profile.UNCOVERED + profile.UNCOVERED_TREND * (NEWEST - half.index)
    uncovered *= (1 - 0.6 * profile.QUALITY[item.unit.region_code]) / profile.effort(item.unit.region_code, half.index)
    if random.random() < uncovered:
        return "未覆盖"
    joint = random.random() < profile.JOINTLY and _joint_branches(item.unit.region_code, half.index)
    return _JOINT if joint else "功能型覆盖"


@cache
def _joint_branches(region_code: str, index: int) -> tuple[str, ...]:
    """Names of the office's branches set up by several units together."""
    present = (item for item in branches(region_code) if item.retired[index] is not None)
    return tuple(item.name for item in present if item.form_in(index) == _JOINT)


@cache
def units_covered(region_code: str, half: Half) -> dict[str, int]:
    """By branch set up by several units: of how many it holds the members, its own unit counted; two at least, where
    there are units enough."""
    names = _joint_branches(region_code, half.index)
    others = sum(coverage(item, half) == _JOINT for item in people(region_code))
    weights = tuple(stream("joint weight", region_code, name).uniform(0.6, 1.4) for name in names)
    least = int(others >= len(names))
    parts = shares(others - least * len(names), weights) if names else []
    return {name: 1 + least + part for name, part in zip(names, parts, strict=True)}


def _unit_work(item: UnitPeople, half: Half) -> Row:
    random, stock = stream("unit work", item.unit.name), item.stocks[half.index]
    region_code, how = item.unit.region_code, coverage(item, half)
    low, high = profile.ASSIGNED_UNCOVERED if how == "未覆盖" else profile.ASSIGNED_COMMUNITY
    assigned = stock.rel_unit + round(stock.rel_community * random.uniform(low, high))
    lean = 0.1 * profile.QUALITY[region_code] - profile.UNIT_WORK_TREND * (NEWEST - half.index)
    effort = 0.5 + 0.5 * profile.effort(region_code, half.index)
    states = {name: yes(random.random() < (share + lean) * effort) for name, share in profile.UNIT_WORK.items()}
    if how == "未覆盖":
        states["work_contacted"] = yes(random.random() < profile.CONTACTED_UNCOVERED * effort)
    return {
        "unit": item.unit.name,
        "member_n": stock.member,
        "full_members_n": max(0, stock.member - (random.random() < 0.02)),
        "assigned_n": assigned,
        "coverage": how,
        **states,
        "channels_n": random.choice((0, 1, 1, 2, 2, 3, 5)) if item.keeps_relations else random.choice((0, 0, 1)),
    }


def unit_work_rows(region_code: str, half: Half) -> list[Row]:
    return [_unit_work(item, half) for item in people(region_code)]
