"""What the office speaks of and the ledgers do not yet hold: each with what is missing. Measured once a sheet asks."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Pending:
    """`reason`: which sheet or column is missing, in a few words."""

    code: str
    name: str
    reason: str


_LACKING = {
    "只记导入时间，不知各单位何时报出；逾期未报的见问题预警和报送情况": {"ledger_on_time_rate": "底册按期更新率"},
}

PENDING = tuple(Pending(code, name, reason) for reason, codes in _LACKING.items() for code, name in codes.items())
