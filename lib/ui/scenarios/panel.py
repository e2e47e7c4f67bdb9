"""How a widget shows a lever of the scenario, and how its change becomes the address."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

import streamlit as st

from lib.directory import Directory
from lib.errors import FilterError
from lib.ui import view
from lib.ui.scenarios import play
from lib.whatif import Scenario, Where

NAMES = {
    "posts": "补齐岗位",
    "standard": "提高达标率",
    "split": "拆分支部",
    "elections": "换届",
    "unmix": "混编分设",
    "venues": "活动场所",
    "matching": "意愿对接",
    "budget": "补足经费",
}
NARROW, MIDDLING, BROAD = 130, 260, 340  # pixels
_EVERY = "全部区县和市直"


@dataclass(frozen=True)
class Panel:
    """The scenario that the widgets show and change."""

    scenario: Scenario
    directory: Directory

    def bound(self, name: str, value: object, make: Callable[[object], Scenario]) -> dict[str, object]:
        """The arguments that make a widget show `value`, and put what `make` makes of a change into the address."""
        key = f"{view.current().page}-{name}"
        st.session_state[key] = value

        def changed() -> None:
            try:
                play.write(make(st.session_state[key]), self.directory)
            except FilterError:  # the browser keeps to the limits; what gets past it changes nothing
                return

        return {"key": key, "on_change": changed}

    def part(
        self,
        kind: str,
        name: str,
        value: object,
        take: Callable[[object], object] | None = None,
        field: str | None = None,
    ) -> dict[str, object]:
        """`bound` for one field of the lever of this kind, `name` where `field` does not say another; `take` makes the
        field of what the widget holds."""

        def made(held: object) -> Scenario:
            return self.put(kind, **{field or name: take(held) if take else held})

        return self.bound(f"{kind}-{name}", value, made)

    def put(self, kind: str, **changes: object) -> Scenario:
        """The scenario with another lever of this kind."""
        return replace(self.scenario, **{kind: replace(getattr(self.scenario, kind), **changes)})

    def where(self, kind: str, name: str, chosen: Where, *, label: str = "范围", width: int = BROAD) -> None:
        """The field of this name: in which districts; none for all of them."""
        labels = {region.code: region.label for region in self.directory.regions}
        st.multiselect(
            label,
            list(labels),
            format_func=labels.get,
            placeholder=_EVERY,
            select_all=False,
            width=width,
            **self.part(kind, name, list(chosen), tuple),
        )


def exact(held: object) -> Decimal:
    """A number of a widget as the reader wrote it. Raises FilterError for an empty box."""
    if held is None:
        raise FilterError("没有填数。")
    return Decimal(str(held))


def whole(held: object) -> int:
    """A whole number of a widget. Raises FilterError for an empty box."""
    return int(exact(held))
