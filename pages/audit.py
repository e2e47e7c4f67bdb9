"""访问记录: what each account may see, who opened which page and took which file away; for 管理员."""

from lib.ui.frame import headline, open_page
from lib.ui.parts import oversight

open_page("audit")
headline(oversight.finding())
oversight.accounts()
oversight.seen()
