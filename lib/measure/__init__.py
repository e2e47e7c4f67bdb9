"""The only way to a number, to the rows behind it and to the cells behind those."""

from lib.measure.behind import rows
from lib.measure.beside import (
    Parting,
    Shortfall,
    Standing,
    against_targets,
    beside_median,
    beside_target,
    parted_by,
)
from lib.measure.comparing import Comparison, compare
from lib.measure.corrections import Correction, corrections
from lib.measure.measuring import measure
from lib.measure.reading import Number, Reading, State
from lib.measure.reporting import Office, Report, issues, reporting
from lib.measure.requests import ungroupable
from lib.measure.snapshot import Snapshot, open_snapshot
from lib.measure.standards import Rule, Target
from lib.measure.tracing import Trace, TracedCell, trace

__all__ = [
    "Comparison",
    "Correction",
    "Number",
    "Office",
    "Parting",
    "Reading",
    "Report",
    "Rule",
    "Shortfall",
    "Snapshot",
    "Standing",
    "State",
    "Target",
    "Trace",
    "TracedCell",
    "against_targets",
    "beside_median",
    "beside_target",
    "compare",
    "corrections",
    "issues",
    "measure",
    "open_snapshot",
    "parted_by",
    "reporting",
    "rows",
    "trace",
    "ungroupable",
]
