"""The gate: who is looking, and what that account may see. `open_page` passes through it before anything is shown.

Safe by default (docs/decisions/0014): an invented city opens to this machine's own browser; any other data, any other
way in, needs sign-in by OIDC or by a reverse proxy that is listed. Where neither is set up nothing is shown.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

import streamlit as st

from lib.access import EVERYTHING, Account, Role, Scope
from lib.accounts import read_accounts
from lib.directory import Directory
from lib.errors import AccessError
from lib.settings import OIDC, Settings, settings

_FORWARDED = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip")
_HERE = ("127.0.0.1", "localhost", "::1")
_LOOPBACK = "127.0.0.1"
_HOUR = 3600  # seconds
_CLOSED = "本系统尚未设置登录，数据不予显示。请管理员按说明文档“登录与权限”一节设置统一身份认证和用户与权限表。"
_STRANGER = "您的账号不在用户与权限表中，不能查看数据。如需开通，请联系管理员。"
_NO_PROXY = "没有从指定的入口进来，数据不予显示。请从单位门户或指定网址打开。"


@dataclass(frozen=True)
class Visitor:
    """Who is looking; without `account` it is anybody at this machine, looking at an invented city."""

    account: Account | None = None

    @property
    def scope(self) -> Scope:
        return self.account.scope if self.account else EVERYTHING

    def may_open(self, roles: Sequence[Role]) -> bool:
        """Whether something that serves these roles, or everybody, serves this one. An invented city has no secrets."""
        return not roles or self.account is None or self.account.role in roles

    @property
    def name(self) -> str:
        return self.account.id if self.account else "本机"


ANYBODY = Visitor()


def enter(directory: Directory) -> Visitor:
    """Who is looking at this run. Raises AccessError for whoever may not; draws the button to sign in and ends the
    run where that is the way."""
    chosen = settings()
    if not chosen.sign_in:
        if directory.is_invented and _from_this_machine():
            return ANYBODY
        raise AccessError(_CLOSED)
    if chosen.accounts is None:
        raise AccessError(_CLOSED)
    account_id = _signed_in(chosen) if chosen.sign_in == OIDC else _passed_on(chosen)
    account = read_accounts(chosen.accounts, directory).get(account_id)
    if account is None:
        raise AccessError(_STRANGER)
    return Visitor(account)


def _from_this_machine() -> bool:
    """The browser is here, the server listens here only, and nothing stands between them."""
    headers = st.context.headers
    host = urlsplit(f"//{headers.get('Host', _LOOPBACK)}").hostname
    return (
        st.get_option("server.address") in _HERE
        and _peer() == _LOOPBACK
        and host in _HERE
        and not any(name in headers for name in _FORWARDED)
    )


def _peer() -> str:
    """The address the connection comes from; this machine's own has none, nor has a test without a connection. The
    server takes the word of a proxy on its own machine for it."""
    address = st.context.ip_address
    return address if isinstance(address, str) else _LOOPBACK


def _passed_on(chosen: Settings) -> str:
    """The account that the proxy names. It has to come from a listed address, and no further proxy before it."""
    peer = ip_address(_peer())
    named = st.context.headers.get_all(chosen.user_header)
    if not any(peer in ip_network(known) for known in chosen.trusted_proxies) or len(named) != 1 or not named[0]:
        raise AccessError(_NO_PROXY)
    return named[0]


def _signed_in(chosen: Settings) -> str:
    """The account in the token; without one, or with an old one, the button to sign in."""
    try:
        claims: Mapping[str, object] = st.user.to_dict() if st.user.is_logged_in else {}
    except AttributeError:  # no [auth] section
        raise AccessError(_CLOSED) from None
    issued = claims.get("iat")
    fresh = isinstance(issued, int | float) and time.time() - issued < chosen.session_hours * _HOUR
    if not fresh:
        st.title("离退休干部党建数据看板", anchor=False)
        st.button("用统一身份认证登录", type="primary", on_click=st.login, args=(chosen.provider,))
        st.stop()
    account_id = claims.get(chosen.user_claim)
    if not isinstance(account_id, str) or not account_id:
        raise AccessError(_STRANGER)
    return account_id


def leave() -> None:
    """A button to sign out, where one has signed in here."""
    if settings().sign_in == OIDC:
        st.button("退出登录", type="tertiary", icon=":material/logout:", key="sign-out", on_click=st.logout)
