"""What a rule says about the whole scope or a district."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from lib.measure import Reading, Rule


class Outcome(StrEnum):
    """不适用, 缺数 and 未到期 are neither a breach nor in order."""

    BREACHED = "违反"
    KEPT = "符合"
    NO_DATA = "缺数"
    NOT_APPLICABLE = "不适用"
    NOT_DUE = "未到期"


@dataclass(frozen=True)
class Verdict:
    """One rule for one group; `group` is None for the whole scope.

    `severity` is 红, 黄 or 蓝 for a breach and empty otherwise. `lo` and `hi`: what the value was held against, rates
    in per cent. `reading` has value, base and who has not reported; it is None where nothing could be measured.
    `reason`: why there is no decision, or what weakens it. `said` and `limit`: what was found and what is wanted, in
    words, of a rule that compares in another way than an indicator with its limit.
    """

    rule: Rule
    group: str | None
    group_code: str | None
    outcome: Outcome
    severity: str = ""
    lo: Decimal | None = None
    hi: Decimal | None = None
    due_on: date | None = None
    reading: Reading | None = None
    reason: str = ""
    said: str = ""
    limit: str = ""
