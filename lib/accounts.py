"""The list of who may sign in and what each may see: a CSV file that the office keeps.

Columns 账号, 角色, 区县, 单位. It is looked at with every run of a page, and read anew when it has changed: a removed
account is out with its next step. A list with any fault admits nobody: all faults are named at once, and what stands in
the list is never guessed.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from lib.access import Account, Role
from lib.directory import Directory, Region
from lib.errors import AccessError

COLUMNS = ("账号", "角色", "区县", "单位")
_LONGEST = 200  # characters of an account
_HELD_TO = {Role.DISTRICT: ("区县",), Role.UNIT: ("区县", "单位")}  # what these roles have to name
_FREE = (Role.LEADER, Role.ADMIN)  # what these roles may not
Line = dict[str, str]


@dataclass(frozen=True)
class _Read:
    """The list as it was read: `written` tells that file from any other, `directory` what its names were held to."""

    written: tuple[int, ...]
    directory: Directory
    accounts: Mapping[str, Account]


_READ: dict[Path, _Read] = {}  # a page asks with every run; a list with a fault is never kept


def read_accounts(path: Path, directory: Directory) -> Mapping[str, Account]:
    """The accounts by id, in the order of the list. Raises AccessError where it cannot be read or holds any fault."""
    try:
        file = path.stat()
        written = (file.st_ino, file.st_mtime_ns, file.st_ctime_ns, file.st_size)
        known = _READ.get(path)
        if known is None or known.written != written or known.directory is not directory:
            known = _READ[path] = _Read(written, directory, _accounts(_lines(path), directory))
    except (OSError, UnicodeDecodeError, csv.Error):
        raise AccessError("用户与权限表读不出来，谁都不能登录。请检查文件是否在、是否为UTF-8编码的CSV。") from None
    return known.accounts


def _lines(path: Path) -> list[Line]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        found = [{name: (line.get(name) or "").strip() for name in COLUMNS} for line in reader]
    if not found or set(COLUMNS) - set(reader.fieldnames or ()):
        raise AccessError(f"用户与权限表要有“{'”“'.join(COLUMNS)}”四列，且至少有一个账号；现在谁都不能登录。")
    return found


def _accounts(lines: list[Line], directory: Directory) -> Mapping[str, Account]:
    accounts: dict[str, Account] = {}
    faults = []
    for number, line in enumerate(lines, start=2):
        reader = _Line(line, directory)
        found = [*reader.faults(), *(["账号重复"] if line["账号"] in accounts else [])]
        if found:
            faults.append(f"第{number}行{'、'.join(found)}")
        else:
            accounts[line["账号"]] = reader.account()
    if faults:
        raise AccessError(f"用户与权限表有误，改好之前谁都不能登录：{'；'.join(faults)}。")
    return MappingProxyType(accounts)


class _Line:
    """One line of the list against the directory. No account is repeated in a fault: it may be a person's."""

    def __init__(self, line: Line, directory: Directory) -> None:
        self.line = line
        self.directory = directory

    @property
    def _role(self) -> Role | None:
        return next((role for role in Role if role == self.line["角色"]), None)

    @property
    def _region(self) -> Region | None:
        return self.directory.find_region(self.line["区县"]) if self.line["区县"] else None

    @property
    def _unit(self) -> str | None:
        written, region = self.line["单位"], self._region
        match = self.directory.find_unit(written, region.code) if written and region else None
        return match.unit.id if match and match.how == "全称" else None

    def faults(self) -> Iterator[str]:
        if not 0 < len(self.line["账号"]) <= _LONGEST:
            yield f"账号为空或超过{_LONGEST}个字"
        if self._role is None:
            yield f"角色不是{'、'.join(Role)}之一"
        else:
            yield from self._misplaced(self._role)

    def _misplaced(self, role: Role) -> Iterator[str]:
        """What the role needs and has not, or has and may not, and names that nobody knows."""
        line = self.line
        for column in _HELD_TO.get(role, ()):
            if not line[column]:
                yield f"角色“{role}”没有填{column}"
        if role in _FREE and (line["区县"] or line["单位"]):
            yield f"角色“{role}”看全市，区县和单位应空着"
        if line["区县"] and self._region is None:
            yield "区县不在区划名录里"
        if line["单位"] and role is not Role.UNIT:
            yield "只有角色“单位”可以填单位"
        elif line["单位"] and self._region is not None and self._unit is None:
            yield "单位不在该区县的名录里，要填全称"

    def account(self) -> Account:
        region = self._region
        return Account(self.line["账号"], self._role, region.code if region else None, self._unit)


def permissions(accounts: Mapping[str, Account], directory: Directory) -> list[dict[str, object]]:
    """The table of permissions, to be shown and taken away."""
    return [
        {
            "账号": one.id,
            "角色": one.role.value,
            "可看区县": directory.region(one.region).label if one.region else "全部",
            "可看单位": directory.units[one.unit].name if one.unit else "全部",
            "可导入": "是" if one.may_load else "否",
        }
        for one in accounts.values()
    ]
