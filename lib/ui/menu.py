"""The menu of pages: one component, because 17 links of the library are drawn anew with every filter change."""

from pathlib import Path
from urllib.parse import urlencode

from lib.ui import address, view
from lib.ui.component import component
from lib.ui.contents import OVERVIEW, SECTIONS, Page

_menu = component("menu", '<nav id="menu" aria-label="页面"></nav>', "menu.css", "way.js", "menu.js")


def draw() -> None:
    """The pages that the visitor may open, by section; each takes the filters along."""
    now = view.current()
    told = [
        {"title": section, "pages": [_told(page) for page in pages if now.visitor.may_open(page.roles)]}
        for section, pages in SECTIONS.items()
    ]
    query = urlencode(address.parameters(now.filters, now.snapshot.directory), doseq=True)
    _menu(key="menu", data={"sections": told, "query": f"?{query}" if query else ""})


def _told(page: Page) -> dict[str, object]:
    path = "" if page is OVERVIEW else Path(page.path).stem
    icon = page.icon.removeprefix(":material/").removesuffix(":")
    return {"title": page.title, "icon": icon, "path": path, "here": page.key == view.current().page}
