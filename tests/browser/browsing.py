"""What the browser tests share: a running server, an open page under watch, and when both are at rest."""

import re
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Set
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Dialog, Locator, Page, Request

START_SECONDS = 60
SETTLE_SECONDS = 30
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
# Names of formats, units and keys that Chinese readers know as they are, and the file the test uploads.
ALLOWED = {"CSV", "XLSX", "MB", "Ctrl", "Esc", "bad", "txt"}
ATTRIBUTES = ["aria-label", "aria-roledescription", "title", "placeholder", "alt"]
TEXTS = """attributes => {
    const found = [document.title];
    const read = root => {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const node = walker.currentNode;
            if (node.nodeType === Node.ELEMENT_NODE) found.push(...attributes.map(name => node.getAttribute(name)));
            else if (!node.parentElement?.closest("script, style, noscript, [data-testid=stIconMaterial]"))
                found.push(node.data);
            if (node.shadowRoot) read(node.shadowRoot);
        }
    };
    read(document.body);
    return found.filter(text => text);
}"""


@dataclass(frozen=True)
class Server:
    """A running server: where it listens, what it has written to its log so far, and the process to stop it by."""

    url: str
    log: Path
    process: subprocess.Popen[bytes]


@dataclass(frozen=True)
class Visit:
    """An open page, the errors on its console and the addresses it asked for outside this machine."""

    page: Page
    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    waiting: set[Request] = field(default_factory=set)

    def watch(self) -> None:
        """Start recording; to be called before the first request."""

        def on_console(message: ConsoleMessage) -> None:
            # On a page's own address Streamlit first asks for its health below that page: a 404 it expects.
            if message.type == "error" and "/_stcore/" not in message.location["url"]:
                self.errors.append(message.text)

        def on_request(request: Request) -> None:
            if urlsplit(request.url).hostname not in (None, "127.0.0.1"):
                self.outside.append(request.url)
            # The script of a worker never reports its end.
            if not request.url.startswith("blob:"):
                self.waiting.add(request)

        def on_dialog(dialog: Dialog) -> None:
            self.errors.append(f"dialog: {dialog.message}")
            dialog.dismiss()

        self.page.on("console", on_console)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", on_request)
        self.page.on("requestfinished", lambda request: self.waiting.discard(request))
        self.page.on("requestfailed", lambda request: self.waiting.discard(request))
        self.page.on("dialog", on_dialog)

    def settle(self) -> None:
        """Return when nothing has been under way for half a second; fails after 30 s."""
        deadline, calm = time.monotonic() + SETTLE_SECONDS, 0
        while calm < 5:
            if time.monotonic() > deadline:
                raise TimeoutError(f"still waiting for {[request.url for request in self.waiting]}")
            self.page.wait_for_timeout(100)
            calm = 0 if self.waiting else calm + 1


def idle(page: Page) -> None:
    """Return when the page's script has run and nothing more is on its way; fails after 30 s."""
    page.wait_for_selector(IDLE, timeout=30_000)
    page.wait_for_timeout(150)
    page.wait_for_selector(IDLE, timeout=30_000)


def english(page: Page, *, besides: Set[str] = frozenset()) -> set[str]:
    """Every text a reader or a screen reader meets on the page now that holds an English word, `besides` apart; the
    address of a cell (AB14) is no word."""
    allowed = ALLOWED | besides
    word = re.compile(r"(?<![A-Za-z])(?![A-Z]{2,3}\d)[A-Za-z]{2,}")
    return {text for text in page.evaluate(TEXTS, ATTRIBUTES) if set(word.findall(text)) - allowed}


def tables(page: Page) -> Locator:
    """The tables of the page, from top to bottom."""
    return page.locator(".box > table")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def await_health(server: Server) -> None:
    """Return when the server answers; raises with its log when it ends or stays silent."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            with urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=1):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"the server did not start:\n{server.log.read_text(encoding='utf-8')}")
