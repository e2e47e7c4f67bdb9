"""Starts the product as its users do and looks at it through Chromium, with no way out to the network."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from browsing import Server, Visit, await_health, free_port, idle
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ROOT / "lib" / "server.py"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
_PATIENCE_MS = 10_000
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # no way out; who asks all the same is recorded
)


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Server]]:
    """`serve(script=PRODUCT, env={})` starts `streamlit run script` on a free port; all are stopped at the end."""
    running: list[Server] = []

    def start(*, script: Path = PRODUCT, env: Mapping[str, str] | None = None) -> Server:
        port = free_port()
        log = tmp_path_factory.mktemp("server") / "log.txt"
        command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
        with log.open("wb") as sink:
            process = subprocess.Popen(
                command, cwd=ROOT, env={**os.environ, **(env or {})}, stdout=sink, stderr=subprocess.STDOUT
            )
        server = Server(f"http://127.0.0.1:{port}", log, process)
        running.append(server)
        await_health(server)
        return server

    yield start
    for server in running:
        server.process.terminate()
    for server in running:
        server.process.wait(timeout=20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(CHROMIUM_FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def flat_browser(browser: Browser) -> Iterator[Browser]:
    """A browser without WebGL, as on a machine whose graphics card is not to be trusted."""
    chromium = browser.browser_type.launch(executable_path=CHROMIUM, args=[*CHROMIUM_FLAGS, "--disable-3d-apis"])
    yield chromium
    chromium.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """`visit(url, locale="zh-CN", width=1366, height=768)` opens a page as a new visitor and waits until it is idle.
    `within`: another browser than the usual one."""
    contexts = []

    def open_page(
        url: str, *, locale: str = "zh-CN", width: int = 1366, height: int = 768, within: Browser | None = None
    ) -> Visit:
        context = (within or browser).new_context(locale=locale, viewport={"width": width, "height": height})
        context.set_default_timeout(_PATIENCE_MS)
        contexts.append(context)
        opened = Visit(context.new_page())
        opened.watch()
        opened.page.goto(url)
        # Widgets load their code on demand: quiet means that it has all arrived.
        opened.settle()
        idle(opened.page)
        return opened

    yield open_page
    for context in contexts:
        context.close()
