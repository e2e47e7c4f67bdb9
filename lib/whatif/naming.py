"""A scenario in one line."""

from collections.abc import Iterator, Mapping
from functools import singledispatch

from lib import formats
from lib.directory import Directory
from lib.indicators import indicator
from lib.schema import FIVE_NORM_ITEMS
from lib.whatif.levers import (
    Budget,
    FillPosts,
    HoldElections,
    Lever,
    Manner,
    MatchWilling,
    OpenVenues,
    RaiseStandard,
    Scenario,
    Split,
    Unmix,
    Where,
)

Labels = Mapping[str, str]
_NAMED = 3  # districts that are named one by one


def describe(scenario: Scenario, directory: Directory) -> str:
    """One line: 「补齐党工委书记（晨光区）；拆分超50名的支部」."""
    return titled(scenario, {region.code: region.label for region in directory.regions})


def titled(scenario: Scenario, labels: Labels) -> str:
    """The same with the names of the regions by code."""
    return "；".join(part for lever in scenario.levers for part in _said(lever, labels)) or "没有设定方案"


@singledispatch
def _said(lever: Lever, labels: Labels) -> Iterator[str]:
    raise TypeError(lever)


@_said.register
def _(lever: Unmix, labels: Labels) -> Iterator[str]:
    yield f"混建支部改单独组建{_where(lever.where, labels)}"


@_said.register
def _(lever: Split, labels: Labels) -> Iterator[str]:
    yield f"拆分超{lever.limit}名的支部{_where(lever.where, labels)}"


@_said.register
def _(lever: FillPosts, labels: Labels) -> Iterator[str]:
    for what, where in (
        ("补齐党工委书记", lever.secretary),
        ("补齐专职副书记", lever.deputy),
        ("党工委补足编制", lever.staff),
        ("配齐支部书记", lever.branch_secretary),
    ):
        if where is not None:
            yield f"{what}{_where(where, labels)}"


@_said.register
def _(lever: HoldElections, labels: Labels) -> Iterator[str]:
    what = "逾期和届时届满的支部" if lever.also_due else "逾期的支部"
    yield f"{formats.day(lever.by)}前{what}完成换届{_where(lever.where, labels)}"


@_said.register
def _(lever: OpenVenues, labels: Labels) -> Iterator[str]:
    if lever.rooms:
        where = "、".join(f"{labels[code]}{number}个" for code, number in lever.rooms[:_NAMED])
        more = "等" if len(lever.rooms) > _NAMED else ""
        yield f"新开共享活动室{sum(number for _, number in lever.rooms)}个（{where}{more}）"
    if lever.branches:
        yield f"为点选的{len(lever.branches)}个支部安排活动场所"
    if lever.served is not None:
        yield f"为无活动场所的支部安排场所{_where(lever.served, labels)}"


@_said.register
def _(lever: RaiseStandard, labels: Labels) -> Iterator[str]:
    where = _where(lever.where, labels)
    if lever.manner is not Manner.CHOSEN:
        how = "按包抓支部数分摊" if lever.manner is Manner.BASE else "按各区县所差"
        yield f"本级包抓支部达标率到{lever.target.normalize():f}%，任务{how}{where}"
        return
    items = "、".join(FIVE_NORM_ITEMS.get(item, item) for item in lever.items)
    chosen = [f"只差{items}的支部"] * bool(items) + [f"点选的{len(lever.branches)}个支部"] * bool(lever.branches)
    yield f"补齐{'和'.join(chosen) or '点选的0个支部'}的最后一项{where}"


@_said.register
def _(lever: MatchWilling, labels: Labels) -> Iterator[str]:
    yield f"意愿对接率到{lever.target.normalize():f}%{_where(lever.where, labels)}"


@_said.register
def _(lever: Budget, labels: Labels) -> Iterator[str]:
    goal = "区县中位数" if lever.standard is None else f"{amount(lever.standard)}元"
    yield f"{indicator(lever.fund).name}到{goal}{_where(lever.where, labels)}"


def _where(where: Where, labels: Labels) -> str:
    if not where:
        return ""
    names = "、".join(labels[code] for code in where[:_NAMED])
    return f"（{names}{f'等{len(where)}个' if len(where) > _NAMED else ''}）"


def amount(number: formats.Number) -> str:
    """Whole numbers as they are, others with two decimals."""
    return formats.number(number, 0 if number == int(number) else 2)
