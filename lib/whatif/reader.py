"""Query parameters read one by one; what is wrong with them becomes a notice and never an exception."""

import re
from collections.abc import Callable, Container, Iterable, Mapping
from typing import TypeVar

from lib.directory import Directory
from lib.errors import FilterError
from lib.whatif.levers import Where

ALL = "all"  # every district of the view
WHOLE = re.compile(r"[0-9]{1,4}")
_MOST_VALUES = 300  # of one parameter; a province has 140 districts
_SHOWN = 20  # characters of an unknown value that are repeated
_Lever = TypeVar("_Lever")


class Dropped(Exception):  # noqa: N818 - no error: the lever is left out, and the notice is written
    """A lever that cannot be pulled as asked."""


class Reader:
    """The parameters, read one by one; what is wrong with them is noted."""

    def __init__(self, params: Mapping[str, object], directory: Directory) -> None:
        self._params, self._directory = params, directory
        self.notices: list[str] = []

    def lever(self, build: "Callable[[Reader], _Lever | None]") -> _Lever | None:
        """What `build` makes of the parameters; None where it is not asked for or not possible."""
        try:
            return build(self)
        except Dropped as dropped:
            self.notices.append(str(dropped))
        except FilterError as error:
            self.notices.append(f"{error}这一项未采用。")
        return None

    def values(self, name: str) -> list[str]:
        """All values of a parameter, each once, in their order."""
        given = self._params.get(name, [])
        listed = [given] if isinstance(given, str) else given if isinstance(given, list | tuple) else [str(given)]
        if len(listed) > _MOST_VALUES:
            self.notices.append(f"网址中的方案参数{name}超过{_MOST_VALUES}个值，只看前{_MOST_VALUES}个。")
        return list(dict.fromkeys(str(value) for value in listed[:_MOST_VALUES]))

    def one(self, name: str, what: str, pattern: re.Pattern[str]) -> str | None:
        """The only value of a parameter, None where it is not there."""
        values = self.values(name)
        if not values:
            return None
        if len(values) != 1 or not pattern.fullmatch(values[0]):
            raise Dropped(f"网址中的{what}“{_shown(values)}”不能识别，这一项未采用。")
        return values[0]

    def where(self, name: str, what: str) -> Where | None:
        """Region codes in official order, () for `all`; None where the parameter is not there."""
        values = self.values(name)
        if not values:
            return None
        if values == [ALL]:
            return ()
        found = {value: self._directory.find_region(value) for value in values}
        if unknown := [value for value, region in found.items() if region is None]:
            self.notices.append(f"网址中{what}的区县“{_shown(unknown)}”不在区划名录里，未计入。")
        codes = {region.code for region in found.values() if region is not None}
        if not codes:
            raise Dropped(f"网址中{what}没有可用的区县，这一项未采用。")
        return tuple(region.code for region in self._directory.regions if region.code in codes)

    def numbered(self, name: str, what: str) -> tuple[tuple[str, int], ...]:
        """Region codes in official order, each with a number: 甲区:2."""
        found = {}
        for value in self.values(name):
            place, _, number = value.rpartition(":")
            region = self._directory.find_region(place)
            if region is None or not WHOLE.fullmatch(number):
                self.notices.append(f"网址中的{what}“{_shown([value])}”不能识别，未计入。")
            else:
                found[region.code] = int(number)
        return tuple((region.code, found[region.code]) for region in self._directory.regions if region.code in found)

    def known(self, name: str, what: str, fits: Callable[[str], object]) -> tuple[str, ...]:
        """The values that fit."""
        values = self.values(name)
        if unknown := [value for value in values if not fits(value)]:
            self.notices.append(f"网址中的{what}“{_shown(unknown)}”不能识别，未计入。")
        return tuple(value for value in values if fits(value))

    def report_unknown(self, prefix: str, names: Container[str]) -> None:
        """Parameters that look like ours and are not."""
        strange = [str(name) for name in self._params if str(name).startswith(prefix) and name not in names]
        if strange:
            self.notices.append(f"网址中的方案参数“{_shown(strange)}”不认识，未采用。")


def _shown(values: Iterable[str]) -> str:
    """Values to be repeated in a sentence, cut short."""
    texts = [value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…" for value in values]
    return "、".join(texts[:3]) + (f"等{len(texts)}个" if len(texts) > 3 else "")
