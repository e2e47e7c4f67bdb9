"""A scenario in the address, and as the desk keeps it: query parameters and back.

All names begin with `if-`; districts stand by name, as in lib.ui.address. What the address says that does not exist
becomes a notice, and a lever of which no district is left is not pulled: it never spreads to the whole city.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from lib.directory import Directory
from lib.schema import FIVE_NORM_ITEMS
from lib.whatif.levers import (
    Budget,
    FillPosts,
    Fund,
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
from lib.whatif.reader import ALL, WHOLE, Dropped, Reader

Parameters = dict[str, str | list[str]]
PREFIX = "if-"
_MEDIAN, _YES = "median", "1"
_POSTS = {
    "secretary": "if-secretary",
    "deputy": "if-deputy",
    "staff": "if-staff",
    "branch_secretary": "if-branch-secretary",
}
_FUNDS = {Fund.WORK: "", Fund.VENUES: "venues"}  # the one most asked for needs no word
_UNMIX, _SPLIT, _SPLIT_IN = "if-unmix", "if-split", "if-split-in"
_ELECT, _ELECT_ALSO, _ELECT_IN = "if-elect", "if-elect-also", "if-elect-in"
_ROOM, _VENUE, _VENUE_BRANCH = "if-room", "if-venue", "if-venue-branch"
_RAISE, _RAISE_BY, _RAISE_IN = "if-raise", "if-raise-by", "if-raise-in"
_RAISE_BRANCH, _RAISE_ITEM = "if-raise-branch", "if-raise-item"
_MATCH, _MATCH_IN = "if-match", "if-match-in"
_BUDGET, _BUDGET_OF, _BUDGET_IN = "if-budget", "if-budget-of", "if-budget-in"
NAMES = (
    *(_UNMIX, _SPLIT, _SPLIT_IN, *_POSTS.values(), _ELECT, _ELECT_ALSO, _ELECT_IN, _ROOM, _VENUE, _VENUE_BRANCH),
    *(_RAISE, _RAISE_BY, _RAISE_IN, _RAISE_BRANCH, _RAISE_ITEM, _MATCH, _MATCH_IN, _BUDGET, _BUDGET_OF, _BUDGET_IN),
)
_DECIMAL = re.compile(r"[0-9]{1,7}(\.[0-9]{1,12})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BRANCH = re.compile(r"[\w.()（）-]{1,40}")


def encode(scenario: Scenario, directory: Directory) -> Parameters:
    """The parameters of this scenario; a lever that is not set has none, and what is at its default is left out."""
    found = {name: value for lever in scenario.levers for name, value in _written(lever, directory).items()}
    return {name: value for name, value in found.items() if value}


def decode(params: Mapping[str, object], directory: Directory) -> tuple[Scenario, list[str]]:
    """The scenario these parameters ask for, and a sentence for everything in them that could not be honoured.
    Parameters that are none of ours are passed over; whatever they hold, there is no exception."""
    reader = Reader(params, directory)
    scenario = Scenario(
        unmix=reader.lever(_unmix),
        split=reader.lever(_split),
        posts=reader.lever(_posts),
        elections=reader.lever(_elections),
        venues=reader.lever(_venues),
        standard=reader.lever(_standard),
        matching=reader.lever(_matching),
        budget=reader.lever(_budget),
    )
    reader.report_unknown(PREFIX, NAMES)
    return scenario, reader.notices


def _written(lever: Lever, directory: Directory) -> Mapping[str, str | list[str] | None]:
    """The parameters of one lever, empty ones among them."""
    match lever:
        case Unmix():
            return {_UNMIX: _places(lever.where, directory)}
        case Split():
            return {_SPLIT: str(lever.limit), _SPLIT_IN: _names(lever.where, directory)}
        case FillPosts():
            return {name: _places(getattr(lever, post), directory) for post, name in _POSTS.items()}
        case HoldElections():
            also = _YES if lever.also_due else None
            return {_ELECT: lever.by.isoformat(), _ELECT_ALSO: also, _ELECT_IN: _names(lever.where, directory)}
        case OpenVenues():
            rooms = [f"{directory.region(code).label}:{number}" for code, number in lever.rooms]
            return {_ROOM: rooms, _VENUE: _places(lever.served, directory), _VENUE_BRANCH: list(lever.branches)}
        case MatchWilling():
            return {_MATCH: _plain(lever.target), _MATCH_IN: _names(lever.where, directory)}
        case Budget():
            standard = _MEDIAN if lever.standard is None else _plain(lever.standard)
            return {_BUDGET: standard, _BUDGET_OF: _FUNDS[lever.fund], _BUDGET_IN: _names(lever.where, directory)}
    return {
        _RAISE: _plain(lever.target),
        _RAISE_BY: None if lever.manner is Manner.NEED else lever.manner.value,
        _RAISE_IN: _names(lever.where, directory),
        _RAISE_BRANCH: list(lever.branches),
        _RAISE_ITEM: list(lever.items),
    }


def _places(where: Where | None, directory: Directory) -> str | list[str] | None:
    return None if where is None else _names(where, directory) or ALL


def _names(where: Where, directory: Directory) -> list[str]:
    return [directory.region(code).label for code in where]


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _unmix(reader: Reader) -> Unmix | None:
    where = reader.where(_UNMIX, "混建改单独组建")
    return None if where is None else Unmix(where)


def _split(reader: Reader) -> Split | None:
    limit = reader.one(_SPLIT, "支部人数上限", WHOLE)
    return None if limit is None else Split(int(limit), reader.where(_SPLIT_IN, "拆分支部") or ())


def _posts(reader: Reader) -> FillPosts | None:
    wheres = {}
    for post, name in _POSTS.items():
        try:
            wheres[post] = reader.where(name, "补配岗位")
        except Dropped as dropped:  # the other posts are still filled
            reader.notices.append(str(dropped))
    return FillPosts(**wheres)


def _elections(reader: Reader) -> HoldElections | None:
    written = reader.one(_ELECT, "换届期限", _DAY)
    if written is None:
        return None
    try:
        by = date.fromisoformat(written)
    except ValueError:
        raise Dropped(f"网址中的换届期限“{written}”不是一个日期，这一项未采用。") from None
    also = reader.one(_ELECT_ALSO, "是否含新届满", re.compile(_YES)) is not None
    return HoldElections(by, also, reader.where(_ELECT_IN, "换届") or ())


def _venues(reader: Reader) -> OpenVenues | None:
    rooms, branches = (
        reader.numbered(_ROOM, "新开活动室"),
        reader.known(_VENUE_BRANCH, "安排场所的支部", _BRANCH.fullmatch),
    )
    return OpenVenues(rooms, branches, reader.where(_VENUE, "安排场所"))


def _standard(reader: Reader) -> RaiseStandard | None:
    target = reader.one(_RAISE, "目标达标率", _DECIMAL)
    if target is None:
        return None
    manner = reader.one(_RAISE_BY, "达标任务分法", re.compile("|".join(Manner)))
    return RaiseStandard(
        Decimal(target),
        Manner(manner or Manner.NEED),
        reader.where(_RAISE_IN, "达标") or (),
        reader.known(_RAISE_BRANCH, "补齐一项的支部", _BRANCH.fullmatch),
        reader.known(_RAISE_ITEM, "规范项", FIVE_NORM_ITEMS.__contains__),
    )


def _matching(reader: Reader) -> MatchWilling | None:
    target = reader.one(_MATCH, "意愿对接率目标", _DECIMAL)
    return None if target is None else MatchWilling(Decimal(target), reader.where(_MATCH_IN, "意愿对接") or ())


def _budget(reader: Reader) -> Budget | None:
    standard = reader.one(_BUDGET, "人均标准", re.compile(f"{_MEDIAN}|{_DECIMAL.pattern}"))
    if standard is None:
        return None
    funds = {name: fund for fund, name in _FUNDS.items()}
    fund = reader.one(_BUDGET_OF, "经费种类", re.compile("|".join(filter(None, funds)))) or ""
    where = reader.where(_BUDGET_IN, "经费") or ()
    return Budget(funds[fund], None if standard == _MEDIAN else Decimal(standard), where)
