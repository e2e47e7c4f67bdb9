"""Who may see what. A scope is applied inside every query and is part of every cache key; it is not a filter."""

from dataclasses import dataclass
from enum import StrEnum

from lib.directory import Directory


@dataclass(frozen=True)
class Scope:
    """`regions`: region codes that may be seen; `units`: unit ids; None for all of them."""

    regions: frozenset[str] | None = None
    units: frozenset[str] | None = None

    @property
    def is_everything(self) -> bool:
        return self.regions is None and self.units is None

    def allows(self, region_code: str) -> bool:
        return self.regions is None or region_code in self.regions


EVERYTHING = Scope()


class Role(StrEnum):
    LEADER = "市级领导"
    DISTRICT = "区县"
    UNIT = "单位"
    EDITOR = "编辑"
    ADMIN = "管理员"


@dataclass(frozen=True)
class Account:
    """`id`: what sign-in calls this person, an account and not a name. `region`, `unit`: to what they are held; None
    where they are not."""

    id: str
    role: Role
    region: str | None = None
    unit: str | None = None

    @property
    def scope(self) -> Scope:
        regions = None if self.region is None else frozenset({self.region})
        return Scope(regions, None if self.unit is None else frozenset({self.unit}))

    @property
    def may_load(self) -> bool:
        """May bring ledgers in."""
        return self.role in (Role.EDITOR, Role.ADMIN)

    def caption(self, directory: Directory) -> str:
        """The role and to what it is held, as 「区县：檀汐区」."""
        if self.unit is not None:
            return f"{self.role}：{directory.units[self.unit].name}"
        return self.role if self.region is None else f"{self.role}：{directory.region(self.region).label}"


def within(directory: Directory, scope: Scope) -> Directory:
    """The directory as this scope may see it: no other district or unit can be named, searched or chosen."""
    if scope.is_everything:
        return directory
    regions = tuple(item for item in directory.regions if scope.allows(item.code))
    units = {
        item.id: item
        for item in directory.units.values()
        if scope.allows(item.region_code) and (scope.units is None or item.id in scope.units)
    }
    return directory.narrowed(regions, units)
