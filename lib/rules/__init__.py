"""What needs attention: rules judged on what was measured."""

from lib.rules.alerts import Alert, alerts, judged
from lib.rules.verdict import Outcome, Verdict

__all__ = ["Alert", "Outcome", "Verdict", "alerts", "judged"]
