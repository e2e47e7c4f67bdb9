"""报送情况: who has sent which ledger, what to write to the others, and what was noticed in the files."""

from lib.speech import findings
from lib.ui import loaders, narrowing, tables
from lib.ui.frame import headline, open_page
from lib.ui.parts import detail

open_page("reporting")

report = loaders.report()
headline(findings.reports(report))

narrowing.counts(detail.offices_by_state, "个")
tables.offices(report.offices)
detail.reminder(report)
detail.issues(loaders.import_issues())
