"""指标口径: what every number means, what it stands on, where it comes from and what it is now."""

from lib.speech import findings
from lib.ui.frame import headline, open_page
from lib.ui.parts import catalogue

open_page("catalogue")

headline(findings.catalogue())
catalogue.search()
catalogue.one()
catalogue.pending()
