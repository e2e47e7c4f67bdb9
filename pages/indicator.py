"""指标明细."""

from lib.ui.frame import open_page

open_page("indicator")
