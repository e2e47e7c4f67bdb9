"""What has to agree between the cells, sheets and periods that offices sent: checks V01 to V15 and 信息库."""

from lib.crosschecks.bounds import Bounds
from lib.crosschecks.extent import Extent, within
from lib.crosschecks.judging import ALL, check_all, on_load, refusing
from lib.crosschecks.model import Check, Finding, Level, Result

__all__ = [
    "ALL",
    "Bounds",
    "Check",
    "Extent",
    "Finding",
    "Level",
    "Result",
    "check_all",
    "on_load",
    "refusing",
    "within",
]
