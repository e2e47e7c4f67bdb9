"""The only way to a number, to the rows behind it and to the cells behind those."""

from lib.measure.behind import rows
from lib.measure.comparing import Comparison, Standing, beside_median, compare
from lib.measure.measuring import measure
from lib.measure.reading import Number, Reading, State
from lib.measure.reporting import Office, Report, issues, reporting
from lib.measure.snapshot import Snapshot, open_snapshot
from lib.measure.tracing import Trace, TracedCell, trace

__all__ = [
    "Comparison",
    "Number",
    "Office",
    "Reading",
    "Report",
    "Snapshot",
    "Standing",
    "State",
    "Trace",
    "TracedCell",
    "beside_median",
    "compare",
    "issues",
    "measure",
    "open_snapshot",
    "reporting",
    "rows",
    "trace",
]
