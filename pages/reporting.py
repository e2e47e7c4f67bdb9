"""报送情况."""

from lib.ui.frame import open_page

open_page("reporting")
