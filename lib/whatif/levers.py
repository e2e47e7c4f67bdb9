"""The levers of a scenario: what could be done, each a few choices and no numbers of its own."""

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum

from lib.errors import FilterError
from lib.formats import Number
from lib.indicators.branches import LARGEST
from lib.indicators.norms import SPONSORED_TARGET

Where = tuple[str, ...]  # region codes; empty for every district of the view and 市直
SMALLEST_LIMIT = 5  # below it halves of an oversize branch would have fewer than three members
LARGEST_LIMIT = 999
MOST_ROOMS = 999
EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
DEAREST = Decimal(1_000_000)  # yuan a head


class Manner(StrEnum):
    """How the branches that are to meet the standard are shared out among the districts."""

    NEED = "need"  # each district what it lacks
    BASE = "base"  # the same total, in proportion to the sponsored branches
    CHOSEN = "chosen"  # these very branches


class Fund(StrEnum):
    """Which money per member: the key of its indicator."""

    WORK = "funding_per_member"
    VENUES = "venue_invest_per_member"


@dataclass(frozen=True)
class Unmix:
    """与在职混建 becomes 单独组建, where at least three full members are retired."""

    where: Where = ()


@dataclass(frozen=True)
class Split:
    """Branches of more than `limit` full members are divided into as few parts as the limit allows, of like size.
    Raises FilterError for a limit below SMALLEST_LIMIT or above LARGEST_LIMIT."""

    limit: int = LARGEST
    where: Where = ()

    def __post_init__(self) -> None:
        if not SMALLEST_LIMIT <= self.limit <= LARGEST_LIMIT:
            raise FilterError(f"支部人数上限应在{SMALLEST_LIMIT}～{LARGEST_LIMIT}名之间，现为{self.limit}名。")


@dataclass(frozen=True)
class FillPosts:
    """Vacant posts are filled; per post the districts in which, empty for all of them, None where it is left alone.
    `deputy`: a part-time deputy is replaced by a full-time one. `staff`: up to 编制."""

    secretary: Where | None = None
    deputy: Where | None = None
    staff: Where | None = None
    branch_secretary: Where | None = None


@dataclass(frozen=True)
class HoldElections:
    """All overdue elections are held by the end of `by`. `also_due`: those that fall due until then as well.
    Raises FilterError for a year no term can end in."""

    by: date
    also_due: bool = False
    where: Where = ()

    def __post_init__(self) -> None:
        if not EARLIEST <= self.by <= LATEST:
            raise FilterError(f"换届期限应在{EARLIEST.year}～{LATEST.year}年之间，现为{self.by.isoformat()}。")


@dataclass(frozen=True)
class OpenVenues:
    """`rooms`: how many shared rooms are opened where, as (region code, number). A branch without a venue gets one if
    its id is among `branches` or its district among `served` (empty for all districts, None for none): rooms alone
    give a place to nobody, since the ledgers do not say who would come. Raises FilterError for a number out of
    range."""

    rooms: tuple[tuple[str, int], ...] = ()
    branches: tuple[str, ...] = ()
    served: Where | None = None

    def __post_init__(self) -> None:
        if any(not 1 <= number <= MOST_ROOMS for _, number in self.rooms):
            raise FilterError(f"共享活动室每个区县应为1～{MOST_ROOMS}个。")


@dataclass(frozen=True)
class RaiseStandard:
    """Sponsored branches meet all norms until the rate is `target` per cent, shared out by need or by base; or, with
    CHOSEN, the branches of these ids, and those that lack nothing but one of `items` (ids of norms), do: only such as
    are one norm short. Raises FilterError for a target outside 1–100."""

    target: Decimal = Decimal(SPONSORED_TARGET)
    manner: Manner = Manner.NEED
    where: Where = ()
    branches: tuple[str, ...] = ()
    items: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "target", _per_cent(self.target, "目标达标率"))


@dataclass(frozen=True)
class MatchWilling:
    """Of those willing to serve, `target` per cent are matched in every district. Raises FilterError outside 1–100."""

    target: Decimal = Decimal(100)
    where: Where = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "target", _per_cent(self.target, "意愿对接率目标"))


@dataclass(frozen=True)
class Budget:
    """Whoever has less money per member gets as much as the median district has (`standard` None), or as `standard`
    says, in yuan a head within the span. Raises FilterError for a standard that is not between 0 and DEAREST."""

    fund: Fund = Fund.WORK
    standard: Decimal | None = None
    where: Where = ()

    def __post_init__(self) -> None:
        if self.standard is not None:
            exact = _decimal(self.standard, "人均标准")
            if not 0 < exact <= DEAREST:
                raise FilterError(f"人均标准应大于0、不超过{DEAREST:,}元，现为{exact}元。")
            object.__setattr__(self, "standard", exact)


Lever = Unmix | Split | FillPosts | HoldElections | OpenVenues | RaiseStandard | MatchWilling | Budget


@dataclass(frozen=True)
class Scenario:
    """At most one lever of a kind, so that nothing is done twice. They work in the order of the fields: each sees what
    those before it left (docs/decisions/0012). A lever that chooses nothing is none."""

    unmix: Unmix | None = None
    split: Split | None = None
    posts: FillPosts | None = None
    elections: HoldElections | None = None
    venues: OpenVenues | None = None
    standard: RaiseStandard | None = None
    matching: MatchWilling | None = None
    budget: Budget | None = None

    def __post_init__(self) -> None:
        if self.posts == FillPosts():
            object.__setattr__(self, "posts", None)
        if self.venues == OpenVenues():
            object.__setattr__(self, "venues", None)

    @property
    def levers(self) -> tuple[Lever, ...]:
        """Those that are set, in the order in which they work."""
        found = (getattr(self, item.name) for item in fields(self))
        return tuple(one for one in found if one is not None)


def _decimal(value: Number, what: str) -> Decimal:
    exact = Decimal(str(value))
    if not exact.is_finite():
        raise FilterError(f"{what}不是一个数。")
    return exact


def _per_cent(value: Number, what: str) -> Decimal:
    exact = _decimal(value, what)
    if not 1 <= exact <= 100:
        raise FilterError(f"{what}应在1%～100%之间，现为{exact}%。")
    return exact
