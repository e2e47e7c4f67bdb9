"""The guard: stands before every connection and closes what Streamlit leaves open beside the gate (lib/ui/gate.py).

Streamlit serves files, uploads and figures of its own to whoever has the address, takes a session from no website at
all, lets its cookie live thirty days, and after sign-in forgets what page was asked for (docs/sign-in.md).
"""

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping
from functools import partial
from urllib.parse import urlsplit

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose
from streamlit.auth_util import get_cookie_with_chunks, get_origin_from_redirect_uri
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import AUTH_COOKIE_MAX_AGE_SECONDS, USER_COOKIE_NAME

from lib.errors import AccessError, DashboardError
from lib.settings import OIDC, settings
from lib.ui import gate, view

REFUSED = "没有登录，或登录已过期，不能取用。请回到看板页面重新登录。"
RETURN = "dashboard_return"  # the cookie with the page that was asked for
_SIGN_OUT = "auth/logout"
_RETURN_SECONDS = 600  # to sign in with the provider
_LONGEST_RETURN = 2500  # characters; a browser keeps cookies of 4 kB
_LOCAL = re.compile(r"/(?![/\\])[!-\[\]-~]*")  # a path of this site: printable, no backslash, no second slash ahead
_LIFETIME = f"Max-Age={AUTH_COOKIE_MAX_AGE_SECONDS}"
# Of what is served beside the pages, open to everybody: the state of the server, and code. The session itself passes
# through the gate.
_OPEN = ("health", "host-config", "stream", "bidi-components")


class Guard:
    """ASGI middleware, the outermost. By being there it lets the gate open to whoever signs in."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        gate.GUARDED.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and not dict(scope["headers"]).get(b"origin"):
            await WebSocketClose(1008)(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = HTTPConnection(scope)
        if _below_base(request) == _SIGN_OUT and settings().sign_in == OIDC and (claims := _held(request.cookies)):
            gate.end(claims)
        if not is_closed(_below_base(request)):
            await self.app(scope, receive, partial(_amended, request, send))
        elif await run_in_threadpool(_may_take, request):
            await self.app(scope, receive, partial(_unkept, send))
        else:
            await PlainTextResponse(REFUSED, 403)(scope, receive, send)


def _below_base(request: HTTPConnection) -> str:
    """The path below that of the server, without the first slash."""
    base = st.get_option("server.baseUrlPath").strip("/")
    return request.scope["path"].removeprefix(f"/{base}" if base else "").removeprefix("/")


def is_closed(path: str) -> bool:
    """Whether what lies at this path is for those only who may see data."""
    room, _, rest = path.partition("/")
    return room in ("media", "app") or (room == "_stcore" and rest.partition("/")[0] not in _OPEN)


def _may_take(request: HTTPConnection) -> bool:
    """Whether who asks is one whom the gate would let in."""
    chosen, peer = settings(), request.client.host if request.client else gate.LOOPBACK
    try:
        if not chosen.sign_in:
            return gate.from_this_machine(request.headers, peer)
        if chosen.sign_in == OIDC:
            account_id = gate.by_token(_claims(request.cookies), chosen)
        else:
            account_id = gate.by_proxy(request.headers.getlist(chosen.user_header), peer, chosen)
        gate.admitted(account_id, view.newest_snapshot()[0].directory)
    except DashboardError:
        return False
    return True


def _held(cookies: Mapping[str, str]) -> Mapping[str, object]:
    """The claims in Streamlit's signed cookie; none where it is not signed by this server."""
    secret = get_cookie_secret()

    def part(name: str) -> bytes | None:
        return decode_signed_value(secret, name, cookies.get(name, "").encode("latin-1"))

    signed = get_cookie_with_chunks(part, USER_COOKIE_NAME)
    return json.loads(signed) if signed else {}


def _claims(cookies: Mapping[str, str]) -> Mapping[str, object]:
    """The same while they are fresh. Raises AccessError."""
    claims = _held(cookies)
    if claims.get("origin") != get_origin_from_redirect_uri() or not gate.is_fresh(claims, settings()):
        raise AccessError(REFUSED)
    return claims


# ---- what is sent back -----------------------------------------------------------------------------------------------


async def _unkept(send: Send, message: Message) -> None:
    """Not to be kept by the browser: another account may use it next."""
    if message["type"] == "http.response.start":
        MutableHeaders(scope=message)["cache-control"] = "no-store"
    await send(message)


async def _amended(request: HTTPConnection, send: Send, message: Message) -> None:
    """The answer with cookies as short-lived and as closed as can be, and with the way back to the page asked for."""
    if message["type"] == "http.response.start":
        headers = MutableHeaders(scope=message)
        path = _below_base(request)
        if path == "auth/login":
            _remember(request, headers)
        elif path == "oauth2callback":
            _send_back(request, headers)
        message["headers"] = [(name, _closer(request, name, value)) for name, value in headers.raw]
    await send(message)


def _closer(request: HTTPConnection, name: bytes, value: bytes) -> bytes:
    """A cookie that lives as long as the token lets in, and travels encrypted where the page does."""
    if name.lower() != b"set-cookie":
        return value
    kept = value.decode("latin-1").replace(_LIFETIME, f"Max-Age={int(settings().session_hours * gate.HOUR)}")
    if _is_encrypted(request) and "; secure" not in kept.lower():
        kept += "; Secure"
    return kept.encode("latin-1")


def _is_encrypted(request: HTTPConnection) -> bool:
    """Whether the browser's connection is https, as the server or a trusted proxy before it says."""
    told = request.headers.get("x-forwarded-proto") == "https"
    peer = request.client.host if request.client else gate.LOOPBACK
    return request.scope["scheme"] == "https" or (told and gate.is_listed(peer, settings()))


def _remember(request: HTTPConnection, headers: MutableHeaders) -> None:
    """On the way to the provider: keep the page, with its filters, from which sign-in was asked for."""
    asked = local_path(request.headers.get("referer", ""), request.headers.get("host", ""))
    kept = urlsafe_b64encode(asked.encode()).decode()
    headers.append("set-cookie", f"{RETURN}={kept}; Max-Age={_RETURN_SECONDS}; Path=/; HttpOnly; SameSite=Lax")


def _send_back(request: HTTPConnection, headers: MutableHeaders) -> None:
    """On the way from the provider: to the page that was asked for."""
    try:
        asked = urlsafe_b64decode(request.cookies.get(RETURN, "").encode("latin-1")).decode("ascii")
    except (NotBase64, UnicodeDecodeError):
        asked = ""
    headers.append("set-cookie", f"{RETURN}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax")
    if "location" in headers and _LOCAL.fullmatch(asked):
        headers["location"] = asked


def local_path(address: str, host: str) -> str:
    """Path and query of an address on this host, the path alone where they are long; empty for any other address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    whole = f"{parts.path}?{parts.query}" if parts.query and len(parts.query) < _LONGEST_RETURN else parts.path
    return whole if host and parts.netloc == host and _LOCAL.fullmatch(whole) else ""
