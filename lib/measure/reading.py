"""What `measure` hands back: a number with everything needed to say what it is."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Number = int | float


class State(StrEnum):
    """Four different things that an empty or a zero cell can mean."""

    PRESENT = "有值"
    ZERO = "零"
    MISSING = "缺报"
    NOT_APPLICABLE = "不适用"


@dataclass(frozen=True)
class Reading:
    """One indicator for one group and one period.

    `group` is None for the whole scope. `value` is None where unknown: 缺报, 不适用, base 0, or a sum with a cell
    that has no point; `lo` and `hi` then bound it and `hi` None is open upwards. Rates are in per cent. `reported`
    of `due` offices have sent their return for every period involved; `missing` names the others, `partial` those
    with 缺报 cells of their own. A total over missing offices is given and stands for the rest only.
    `words` names the category of which the number speaks, or which is itself the answer.
    """

    key: str
    group: str | None
    group_code: str | None
    period: str
    as_of: date
    span: str
    state: State
    value: Number | None = None
    numerator: Number | None = None
    denominator: Number | None = None
    lo: Number | None = None
    hi: Number | None = None
    exact_sum: Number | None = None
    reported: int = 0
    due: int = 0
    missing: tuple[str, ...] = ()
    partial: tuple[str, ...] = ()
    approx_cells: int = 0
    no_point_cells: int = 0
    missing_cells: int = 0
    na_cells: int = 0
    reason: str = ""
    words: str = ""

    @property
    def complete(self) -> bool:
        """Every due office has reported every cell."""
        return self.state in (State.PRESENT, State.ZERO) and not self.missing and not self.missing_cells

    @property
    def exact(self) -> bool:
        """No approximate cell is inside."""
        return not self.approx_cells
