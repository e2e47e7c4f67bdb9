"""What a scenario comes to: now, then and the change, what it takes, and what it cannot say."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from lib.measure import Number, Reading
from lib.whatif.levers import Scenario


@dataclass(frozen=True)
class Line:
    """One indicator for one district, or for the whole view (`group` None).

    `now` is the reading as measured; `then` the same with another value, numerator, denominator and bounds, so that
    lib.formats writes either. A district that is 缺报 stays so. `more`: what the levers add to the count, or to the
    numerator of a rate; `more_base`: to its denominator. `change` is then less now before any rounding, for a rate in
    百分点; None where one side is not known. Places count from 1, the best, among the `ranked` districts of the scope,
    those not chosen too; None where no ranking is allowed."""

    now: Reading
    then: Reading
    more: Number = 0
    more_base: Number = 0
    change: Number | None = None
    place_now: int | None = None
    place_then: int | None = None
    ranked: int = 0

    @property
    def key(self) -> str:
        return self.now.key

    @property
    def group(self) -> str | None:
        return self.now.group

    @property
    def group_code(self) -> str | None:
        return self.now.group_code


@dataclass(frozen=True)
class Need:
    """What a scenario takes in one district, or in all (`group` None). `most` is above `amount` where it is a range.
    Money is in 元."""

    what: str
    unit: str
    group: str | None
    group_code: str | None
    amount: Number
    most: Number


@dataclass(frozen=True)
class Division:
    """How one branch of `before` full members is divided. `committees`: new 支委会 its parts of seven and more need."""

    branch_id: str
    name: str
    group: str
    group_code: str
    before: int
    sizes: tuple[int, ...]
    committees: int


@dataclass(frozen=True)
class Election:
    """An election to be held. `overdue`: it is so today; else it falls due on `due_on`, within the time chosen."""

    branch_id: str
    name: str
    group: str
    group_code: str
    due_on: date
    overdue: bool


@dataclass(frozen=True)
class LeftOut:
    """A branch a lever would touch and cannot."""

    branch_id: str
    name: str
    group: str
    group_code: str
    reason: str


@dataclass(frozen=True)
class Outcome:
    """Everything a scenario comes to. `title`: the scenario in one line. `lines`: per indicator first the whole view,
    then its districts in official order; first the indicators that the levers aim at (`aims`), then those that change
    with them. `formulas`: sentences without a full stop, with the numbers put in. `notes`: full sentences on what is
    not reached and why, who is left out, what is not inferred."""

    scenario: Scenario
    title: str
    period: str
    as_of: date
    scope: str
    aims: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    needs: tuple[Need, ...] = ()
    divisions: tuple[Division, ...] = ()
    elections: tuple[Election, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    formulas: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The indicators of the lines, in their order."""
        return tuple(self._by_key)

    @cached_property
    def _by_key(self) -> dict[str, tuple[Line, ...]]:
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.key, []).append(line)
        return {key: tuple(lines) for key, lines in found.items()}

    def total(self, key: str) -> Line | None:
        """The line of the whole view; None where the indicator has no part in the scenario."""
        return next((line for line in self._by_key.get(key, ()) if line.group_code is None), None)

    def districts(self, key: str) -> tuple[Line, ...]:
        """The lines of the districts and of 市直, in official order."""
        return tuple(line for line in self._by_key.get(key, ()) if line.group_code is not None)

    def needed(self, what: str | None = None, *, total: bool = True) -> tuple[Need, ...]:
        """What it takes in all, or by district."""
        return tuple(one for one in self.needs if what in (None, one.what) and (one.group_code is None) is total)
