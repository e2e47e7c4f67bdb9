"""Nothing phones home: every page is opened and every file taken with the outside blocked, and neither the browser nor
the server asks for an address outside this machine."""

import json
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from browsing import Server, Visit, idle
from test_handout import opened
from test_overview import at

from lib.ui.contents import PAGES

pytestmark = pytest.mark.browser

FORMS = ("Excel", "Word", "PPT")
SHORT = ("overview", "branches")
# Loaded by the server's Python before anything else: whoever asks for another machine is written down and refused.
WATCH = """
import socket
HERE = ("127.", "::1", "localhost", "0.0.0.0")

def watched(name, address_of):
    plain = getattr(socket.socket, name, None) or getattr(socket, name)
    def call(*arguments, **options):
        host = address_of(arguments)
        if host is not None and not str(host).startswith(HERE):
            with open(LOG, "a") as log:
                log.write(f"{name} {host}\\n")
            raise OSError("outside")
        return plain(*arguments, **options)
    return call

for name in ("connect", "connect_ex"):
    address = lambda given: given[1][0] if isinstance(given[1], tuple) else None
    setattr(socket.socket, name, watched(name, address))
socket.getaddrinfo = watched("getaddrinfo", lambda given: given[0] or None)
"""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the server has asked for outside, a line each."""
    log = tmp_path_factory.mktemp("watch") / "asked.txt"
    log.touch()
    return log


@pytest.fixture(scope="module")
def product(serve: Callable[..., Server], demo_url: str, asked: Path) -> Server:
    code = f"LOG = {str(asked)!r}{WATCH}"
    (asked.parent / "sitecustomize.py").write_text(code, encoding="utf-8")
    return serve(env={"DASHBOARD_DATABASE_URL": demo_url, "PYTHONPATH": str(asked.parent)})


def take(found: Visit) -> int:
    """Take the page away in every form it has; how many files that were."""
    page = found.page
    if page.get_by_role("button", name="导出").count() == 0:
        return 0
    for form in FORMS:
        opened(page)
        with page.expect_download(timeout=60_000):
            page.get_by_role("button", name=form, exact=True).first.click()
        page.keyboard.press("Escape")
    return len(FORMS)


def walk(product: Server, visit: Callable[..., Visit], keys: list[str] | tuple[str, ...], asked: Path) -> int:
    found, files = visit(at(product)), 0
    for key in keys:
        found.page.goto(at(product, key))
        found.settle()
        idle(found.page)
        files += take(found)
    assert found.outside == []
    assert asked.read_text(encoding="utf-8") == ""
    print(f"{len(keys)} pages, {files} files, 0 requests outside")
    return files


def test_neither_page_nor_file_asks_anybody_outside(product, visit: Callable[..., Visit], asked: Path):
    assert walk(product, visit, SHORT, asked) == 2 * len(FORMS)


@pytest.mark.long
def test_no_page_and_no_file_asks_anybody_outside(product, visit: Callable[..., Visit], asked: Path):
    assert walk(product, visit, tuple(PAGES), asked) > 10 * len(FORMS)


def test_a_server_that_asked_outside_would_be_seen(asked: Path, tmp_path: Path):
    space: dict[str, object] = {}
    import socket

    kept = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo
    log = tmp_path / "asked.txt"
    try:
        exec(f"LOG = {str(log)!r}{WATCH}", space)
        with pytest.raises(OSError, match="outside"):
            socket.create_connection(("192.0.2.1", 80), timeout=1)
    finally:
        socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo = kept
    assert log.read_text(encoding="utf-8") == "getaddrinfo 192.0.2.1\n"


def test_no_other_site_may_send_the_page_messages(product):
    with urllib.request.urlopen(f"{product.url}/_stcore/host-config", timeout=10) as answer:
        assert json.load(answer)["allowedOrigins"] == []
