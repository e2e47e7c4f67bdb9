"""The gate: who is looking, and what that account may see. `open_page` passes through it before anything is shown.

Safe by default (docs/decisions/0015): an invented city opens to this machine's own browser; any other data, any other
way in, needs sign-in by OIDC or by a reverse proxy that is listed. Where neither is set up nothing is shown. Streamlit
itself leaves doors beside this gate; with sign-in the guard (lib/guard.py) has to stand before them.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from threading import Event
from urllib.parse import urlsplit

import streamlit as st

from lib.access import EVERYTHING, Account, Role, Scope
from lib.accounts import read_accounts
from lib.directory import Directory
from lib.errors import AccessError
from lib.settings import OIDC, Settings, settings

_FORWARDED = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip")
_HERE = ("127.0.0.1", "localhost", "::1")
LOOPBACK = "127.0.0.1"
HOUR = 3600  # seconds
LOOK_AGAIN_SECONDS = 120  # an idle page is looked at again, so that it empties within five minutes of a removal
_OF_A_SIGN_IN = ("iss", "sub", "iat", "nonce", "jti", "sid", "at_hash")  # claims that tell one sign-in from another
_SIGNED_OUT: set[tuple[str, ...]] = set()  # by its claims every sign-in that was ended here; until a restart
GUARDED = Event()  # set by the guard once it stands before every connection of this process
_CLOSED = "本系统尚未设置登录，数据不予显示。请管理员按说明文档“登录与权限”一节设置统一身份认证和用户与权限表。"
_STRANGER = "您的账号不在用户与权限表中，不能查看数据。如需开通，请联系管理员。"
_NO_PROXY = "没有从指定的入口进来，数据不予显示。请从单位门户或指定网址打开。"
_UNGUARDED = "这样启动少了登录保护，数据不予显示。请管理员改用“streamlit run lib/server.py”启动。"


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
        if directory.is_invented and from_this_machine(st.context.headers, _peer()):
            return ANYBODY
        raise AccessError(_CLOSED)
    if not GUARDED.is_set():
        raise AccessError(_UNGUARDED)
    account = _signed_in(directory)
    if account is None:
        st.title("离退休干部党建数据看板", anchor=False)
        st.button("用统一身份认证登录", type="primary", on_click=st.login, args=(chosen.provider,))
        st.stop()
    _look_again(directory, account)
    return Visitor(account)


def _look_again(directory: Directory, account: Account) -> None:
    """Run the page anew, idle as it is, once its account is gone, is another one, or has to sign in again."""
    is_known = True  # in this very run

    @st.fragment(run_every=LOOK_AGAIN_SECONDS)
    def look() -> None:
        nonlocal is_known
        if is_known:
            is_known = False
            return
        try:
            changed = _signed_in(directory) != account
        except AccessError:
            changed = True
        if changed:
            st.rerun()

    look()


def _signed_in(directory: Directory) -> Account | None:
    """The account of this connection; None where it has to sign in first. Raises AccessError."""
    chosen = settings()
    if chosen.sign_in == OIDC:
        try:
            claims: Mapping[str, object] = st.user.to_dict() if st.user.is_logged_in else {}
        except AttributeError:  # no [auth] section
            raise AccessError(_CLOSED) from None
        return admitted(by_token(claims, chosen), directory) if is_fresh(claims, chosen) else None
    return admitted(by_proxy(st.context.headers.get_all(chosen.user_header), _peer(), chosen), directory)


def from_this_machine(headers: Mapping[str, str], peer: str) -> bool:
    """The browser is here, the server listens here only, and nothing stands between them."""
    host = urlsplit(f"//{headers.get('Host', LOOPBACK)}").hostname
    return (
        st.get_option("server.address") in _HERE
        and peer in _HERE
        and host in _HERE
        and not any(name in headers for name in _FORWARDED)
    )


def _peer() -> str:
    """The address the connection comes from; this machine's own has none, nor has a test without a connection. The
    server takes the word of a proxy on its own machine for it."""
    address = st.context.ip_address
    return address if isinstance(address, str) else LOOPBACK


def is_listed(peer: str, chosen: Settings) -> bool:
    """Whether this address is one of the trusted proxies; a forwarded one can be anything."""
    try:
        address = ip_address(peer)
    except ValueError:
        return False
    return any(address in ip_network(known) for known in chosen.trusted_proxies)


def by_proxy(named: Sequence[str], peer: str, chosen: Settings) -> str:
    """The account that the proxy names, once. It has to come from a listed address. Raises AccessError."""
    if not is_listed(peer, chosen) or len(named) != 1 or not named[0]:
        raise AccessError(_NO_PROXY)
    return named[0]


def is_fresh(claims: Mapping[str, object], chosen: Settings) -> bool:
    """Whether the token was issued within the hours that it lets in, and nobody has signed out of it."""
    issued = claims.get("iat")
    is_recent = isinstance(issued, int | float) and time.time() - issued < chosen.session_hours * HOUR
    return is_recent and _sign_in(claims) not in _SIGNED_OUT


def end(claims: Mapping[str, object]) -> None:
    """This sign-in is over, in every tab and for every copy of its cookie."""
    _SIGNED_OUT.add(_sign_in(claims))


def _sign_in(claims: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(str(claims.get(name)) for name in _OF_A_SIGN_IN)


def by_token(claims: Mapping[str, object], chosen: Settings) -> str:
    """The account in the claims of a token. Raises AccessError."""
    account_id = claims.get(chosen.user_claim)
    if not isinstance(account_id, str) or not account_id:
        raise AccessError(_STRANGER)
    return account_id


def admitted(account_id: str, directory: Directory) -> Account:
    """The account of this id as the list has it now. Raises AccessError for a stranger and for a list with a fault."""
    path = settings().accounts
    if path is None:
        raise AccessError(_CLOSED)
    account = read_accounts(path, directory).get(account_id)
    if account is None:
        raise AccessError(_STRANGER)
    return account


def leave() -> None:
    """A button to sign out, where one has signed in here."""
    if settings().sign_in == OIDC and getattr(st.user, "is_logged_in", False):
        st.button("退出登录", type="tertiary", icon=":material/logout:", key="sign-out", on_click=st.logout)
