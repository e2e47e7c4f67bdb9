"""The launcher of the product: `streamlit run lib/server.py`, called at the root of the repository.

Around dashboard.py it puts what Streamlit has no setting for: Chinese texts in the built-in widgets, security
headers, the guard, a Chinese message for a failed run, and a heap warmed up before the first visitor. Plain
`streamlit run dashboard.py` must be just as safe: where sign-in is set up the gate stays shut without the guard.
"""

import asyncio
import base64
import gc
import hashlib
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ROOT = Path(__file__).resolve().parent.parent
# `streamlit run` puts this folder on the path, where lib/errors.py and its neighbours would answer to bare top-level
# names that installed packages may use too. What the pages import is `lib.…`, which needs the folder above.
sys.path[:] = [str(ROOT), *(entry for entry in sys.path if Path(entry).resolve() != ROOT / "lib")]

from lib.errors import DashboardError  # noqa: E402
from lib.guard import Guard  # noqa: E402

SHIM = (ROOT / "lib" / "zh.js").read_bytes()
NOSCRIPT = "<noscript><p>请在浏览器中启用 JavaScript 后再打开本页。</p></noscript>".encode()
COLLECT_EVERY_SECONDS = 30.0

# blob: workers of maps; ws: the session itself. Inline scripts run by their hash only.
# eval stays possible for what times the page in a browser (it polls by evaluating expressions); it opens nothing to
# markup in the data, which can bring no script of its own.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-eval' blob: {hashes}; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' ws: wss: data: blob:; worker-src 'self' blob:; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)


def chinese_page(html: bytes) -> bytes:
    """Streamlit's index.html with the language declared and the translating script ahead of all others."""
    html = html.replace(b'<html lang="en">', b'<html lang="zh-CN">', 1)
    html = html.replace(b"<head>", b"<head><script>" + SHIM + b"</script>", 1)
    html = html.replace(b"<title>Streamlit</title>", "<title>加载中…</title>".encode(), 1)
    return re.sub(rb"<noscript>.*?</noscript>", NOSCRIPT, html, count=1, flags=re.DOTALL)


def content_security_policy(html: bytes) -> str:
    """The policy under which `html` works: own files and the inline scripts it has now, nothing else."""
    scripts = re.findall(rb"<script>(.*?)</script>", html, flags=re.DOTALL)
    digests = (base64.b64encode(hashlib.sha256(script).digest()).decode() for script in scripts)
    return CONTENT_SECURITY_POLICY.format(hashes=" ".join(f"'sha256-{digest}'" for digest in digests))


class ChineseIndex:
    """ASGI middleware: rewrites every HTML answer with `chinese_page` and adds the security headers.

    Hashed assets under /static/ and websockets pass untouched.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or "/static/" in scope["path"]:
            await self.app(scope, receive, send)
            return
        # The page must arrive whole and readable: not compressed, and never as 304 for a copy without the script.
        unwanted = {b"accept-encoding", b"if-none-match", b"if-modified-since"}
        headers = [(name, value) for name, value in scope["headers"] if name not in unwanted]
        await self.app({**scope, "headers": headers}, receive, _Rewriter(send))


class _Rewriter:
    """The `send` of one request: holds an HTML answer back until it is complete."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            await self._begin(message)
        elif self.start is None:
            await self.send(message)
        else:
            self.body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self.start)

    async def _begin(self, message: Message) -> None:
        headers = MutableHeaders(scope=message)
        headers["x-content-type-options"] = "nosniff"
        headers["referrer-policy"] = "same-origin"
        if headers.get("content-type", "").startswith("text/html"):
            self.start = message
        else:
            await self.send(message)

    async def _finish(self, start: Message) -> None:
        # An answer to HEAD has headers only.
        page = chinese_page(self.body) if self.body else b""
        headers = MutableHeaders(scope=start)
        for validator in ("etag", "last-modified"):
            del headers[validator]
        headers["content-security-policy"] = content_security_policy(page)
        headers["content-length"] = str(len(page))
        await self.send(start)
        await self.send({"type": "http.response.body", "body": page})


def show_failure(error: Exception) -> bool:
    """Say in Chinese that a run failed; true, so that Streamlit adds nothing. Streamlit has logged the traceback."""
    if isinstance(error, DashboardError):
        st.error(str(error))
    else:
        now = datetime.now().strftime("%Y-%m-%d %H:%M:%S")
        st.error(f"页面出错了，数据没有改动。请刷新；若仍出现，请把时间 {now} 告诉管理员。")
    return True


def warm_up() -> None:
    """Load what the first page would otherwise load (over a second), then take it out of every later collection."""
    import altair as alt
    import pandas as pd

    alt.Chart(pd.DataFrame({"x": ["甲"], "y": [1]})).mark_bar().encode(x="x", y="y").to_dict()
    gc.collect()
    gc.freeze()


async def collect_garbage() -> None:
    """Collect in the background, for ever: with postScriptGC off, cycles that hold large tables would linger."""
    while True:
        await asyncio.sleep(COLLECT_EVERY_SECONDS)
        gc.collect()


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Warm up before the first visitor, collect garbage until the server stops."""
    warm_up()
    collector = asyncio.create_task(collect_garbage())
    yield
    collector.cancel()
    with suppress(asyncio.CancelledError):
        await collector


# `streamlit run` finds the app by reading this file, so the call to st.App has to stand here as it does; another
# launcher (the browser tests have one) puts the same frame around its own script.
FRAME: dict[str, Any] = {
    "middleware": [Middleware(Guard), Middleware(ChineseIndex)],
    "on_script_error": show_failure,
    "lifespan": lifespan,
}
app = st.App("../dashboard.py", **FRAME)
