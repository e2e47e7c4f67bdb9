"""What Streamlit leaves open beside the gate is closed: files, uploads, sessions from nowhere, long-lived cookies."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import database_fixtures as given
import pytest
from database_fixtures import A
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route, Router, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit.auth_util import set_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from lib import guard
from lib.guard import RETURN, Guard, is_closed, local_path
from lib.settings import settings
from lib.ui import gate

ROOT = Path(__file__).resolve().parent.parent
HERE = "http://127.0.0.1:8501"
SECRET = "thirty-two characters and some more"
DEEP = "/branches?district=%E6%A0%96%E6%9E%AB%E5%8C%BA&period=2025H2"
MONTH = 30 * 24 * 3600  # what Streamlit gives its cookie
CLOSED = [
    *("/media/7f.csv", "/media", "/app/static/a.png", "/_stcore/metrics", "/_stcore/upload_file/session/file"),
    *("/_stcore/agent/openapi.json", "/_stcore/script-health-check", "/_stcore/", "/_stcore/whatever-comes-next"),
]
OPEN = [
    *("/", "/branches", "/medias", "/static/media/font.woff2", "/_stcore/health", "/_stcore/host-config"),
    *("/_stcore/stream", "/_stcore/bidi-components/map/map.js", "/auth/login", "/auth/logout", "/oauth2callback"),
]


async def served(request: Request) -> Response:
    """Streamlit's answers, as far as they matter here."""
    answer = Response("data")
    if request.url.path in ("/auth/login", "/oauth2callback"):
        answer = RedirectResponse("/" if request.url.path == "/oauth2callback" else "http://provider.example", 302)
    answer.set_cookie("_streamlit_user", "claims", max_age=MONTH, httponly=True, samesite="lax")
    return answer


async def session(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.close()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a database with one branch."""
    url = f"sqlite:///{tmp_path_factory.mktemp('city') / 'city.sqlite'}"
    given.send_branches(given.empty(url), A, {"unit_id": "U1"})
    return url


@pytest.fixture
def browser(
    tmp_path: Path, small: str, installed: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., TestClient]]:
    """`browser(SIGN_IN="oidc", peer="10.1.2.3")`: a client at that address, under these DASHBOARD_… settings."""
    accounts = tmp_path / "accounts.csv"
    accounts.write_text("账号,角色,区县,单位\nleader,市级领导,,\n", encoding="utf-8")
    monkeypatch.setattr(guard, "get_cookie_secret", lambda: SECRET)
    monkeypatch.setattr(guard, "get_origin_from_redirect_uri", lambda: HERE)

    def arrive(*, peer: str = "127.0.0.1", base: str = HERE, **names: str) -> TestClient:
        for name, value in {"ACCOUNTS": str(accounts), **names}.items():
            monkeypatch.setenv(f"DASHBOARD_{name}", value)
        installed(small)
        routes = [WebSocketRoute("/_stcore/stream", session), Route("/{path:path}", served, methods=["GET", "PUT"])]
        return TestClient(Guard(Router(routes)), base_url=base, client=(peer, 50000), follow_redirects=False)

    yield arrive
    settings.cache_clear()


def with_token(client: TestClient, secret: str = SECRET, **claims: object) -> TestClient:
    """The client with Streamlit's cookie for these claims, which are good ones where not said."""
    held = {"origin": HERE, "is_logged_in": True, "preferred_username": "leader", "iat": time.time(), **claims}
    set_cookie_with_chunks(
        lambda name, value: client.cookies.set(name, create_signed_value(secret, name, value).decode()),
        lambda name, value: create_signed_value(secret, name, value),
        "_streamlit_user",
        held,
        cookie_attr_size=0,
    )
    return client


# ---- files and figures -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", CLOSED)
@pytest.mark.parametrize("way", ["oidc", "proxy"])
def test_what_holds_data_is_closed_to_whoever_has_not_signed_in(browser, way, path):
    client = browser(SIGN_IN=way)
    for ask in (client.get, client.put):
        answer = ask(path)
        assert (answer.status_code, answer.text) == (403, guard.REFUSED)


@pytest.mark.parametrize("path", OPEN)
def test_pages_code_and_the_way_to_sign_in_are_open(browser, path):
    assert browser(SIGN_IN="oidc").get(path).status_code in (200, 302)


def test_every_address_that_streamlit_serves_is_open_by_name_or_closed():
    code = """
from streamlit import config
config._main_script_path = "lib/server.py"
from lib.server import app
print("\\n".join(one.path for one in app._build_starlette_app().routes))
"""
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    paths = {path.strip("/") for path in told.splitlines() if path.startswith("/")}
    assert {"media/{file_id:path}", "_stcore/metrics", "_stcore/stream"} <= paths
    assert {path for path in paths if not is_closed(path)} == {
        *("_stcore/health", "_stcore/host-config", "_stcore/stream", "_stcore/bidi-components/{path:path}"),
        *("auth/login", "auth/logout", "oauth2callback", "component/{path:path}"),
    }


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        ({}, 200),
        ({"iat": 0}, 403),
        ({"iat": None}, 403),
        ({"preferred_username": "nobody"}, 403),
        ({"preferred_username": None}, 403),
        ({"origin": "http://evil.example"}, 403),
        ({"secret": "a secret of somebody else"}, 403),
        ({"groups": ["一个很长的部门名称"] * 300}, 200),  # too long for one cookie
    ],
)
def test_a_file_is_for_a_fresh_token_of_a_known_account(browser, claims, status):
    client = with_token(browser(SIGN_IN="oidc"), **claims)
    assert client.get("/media/7f.csv").status_code == status


@pytest.mark.parametrize(
    ("headers", "peer", "status"),
    [
        ([("X-Remote-User", "leader")], "127.0.0.1", 200),
        ([("X-Remote-User", "nobody")], "127.0.0.1", 403),
        ([("X-Remote-User", "leader"), ("X-Remote-User", "leader")], "127.0.0.1", 403),
        ([("X-Remote-User", "leader")], "10.1.2.3", 403),
        ([("X-Remote-User", "leader")], "unknown", 403),
    ],
)
def test_a_file_is_for_the_account_that_a_listed_proxy_names(browser, headers, peer, status):
    assert browser(SIGN_IN="proxy", peer=peer).get("/media/7f.csv", headers=headers).status_code == status


def test_a_file_once_taken_is_not_kept_by_the_browser(browser):
    assert with_token(browser(SIGN_IN="oidc")).get("/media/7f.csv").headers["cache-control"] == "no-store"


def test_without_sign_in_files_are_for_this_machine_only(browser):
    assert browser().get("/media/7f.csv").status_code == 200
    assert browser(peer="10.1.2.3").get("/media/7f.csv").status_code == 403
    assert browser(base="http://dash.example").get("/media/7f.csv").status_code == 403
    assert browser().get("/media/7f.csv", headers={"X-Forwarded-For": "10.1.2.3"}).status_code == 403


def test_a_sign_in_that_was_ended_opens_nothing_any_more_and_another_one_of_the_account_does(browser):
    ended, other = with_token(browser(SIGN_IN="oidc"), nonce="n1"), with_token(browser(SIGN_IN="oidc"), nonce="n2")
    browser(SIGN_IN="oidc").get("/auth/logout")
    assert ended.get("/media/7f.csv").status_code == 200
    ended.get("/auth/logout")
    assert (ended.get("/media/7f.csv").status_code, other.get("/media/7f.csv").status_code) == (403, 200)


# ---- sessions --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("headers", [{}, {"Origin": ""}])
def test_a_session_that_comes_from_no_website_is_refused(browser, headers):
    with pytest.raises(WebSocketDisconnect) as refused, browser().websocket_connect("/_stcore/stream", headers=headers):
        pass
    assert refused.value.code == 1008


def test_a_session_with_an_origin_is_left_to_streamlit_to_judge(browser):
    with browser().websocket_connect("/_stcore/stream", headers={"Origin": HERE}) as accepted:
        assert accepted.accepted_subprotocol is None


def test_the_gate_knows_that_the_guard_stands_before_it(browser, monkeypatch):
    monkeypatch.setattr(gate, "GUARDED", gate.Event())
    browser()
    assert gate.GUARDED.is_set()


# ---- cookies ---------------------------------------------------------------------------------------------------------


def cookie(answer: Response, name: str = "_streamlit_user") -> str:
    [found] = [one for one in answer.headers.get_list("set-cookie") if one.startswith(f"{name}=")]
    return found.lower()


def test_the_cookie_lives_as_long_as_the_token_lets_in(browser):
    assert "max-age=1800;" in cookie(browser(SIGN_IN="oidc", SESSION_HOURS="0.5").get("/oauth2callback"))


@pytest.mark.parametrize(
    ("base", "peer", "told", "is_secure"),
    [
        ("https://dash.example", "10.1.2.3", None, True),
        (HERE, "127.0.0.1", "https", True),
        (HERE, "127.0.0.1", "http", False),
        (HERE, "10.1.2.3", "https", False),
        (HERE, "127.0.0.1", None, False),
    ],
)
def test_cookies_are_secure_where_the_browser_speaks_https(browser, base, peer, told, is_secure):
    answer = browser(SIGN_IN="oidc", peer=peer, base=base).get(
        "/oauth2callback", headers={"X-Forwarded-Proto": told} if told else {}
    )
    assert ("; secure" in cookie(answer)) == is_secure
    assert ("; secure" in cookie(answer, RETURN)) == is_secure


# ---- the way back ----------------------------------------------------------------------------------------------------


def test_after_sign_in_the_page_asked_for_is_shown_with_its_filters_and_once(browser):
    client = browser(SIGN_IN="oidc")
    going = client.get("/auth/login", headers={"Referer": HERE + DEEP})
    assert {"httponly", "samesite=lax", "max-age=600"} <= set(cookie(going, RETURN).split("; "))
    coming = client.get("/oauth2callback")
    assert (coming.status_code, coming.headers["location"]) == (302, DEEP)
    assert client.get("/oauth2callback").headers["location"] == "/"


@pytest.mark.parametrize(
    "asked",
    [
        *("//evil.example", "/\\evil.example", "http://evil.example/", "javascript:alert(1)", "", "branches"),
        *("/a b", "/a\r\nSet-Cookie: x=y", "/支部", "/\t/evil.example"),
    ],
)
def test_no_cookie_leads_anywhere_else(browser, asked):
    client = browser(SIGN_IN="oidc")
    client.cookies.set(RETURN, guard.urlsafe_b64encode(asked.encode()).decode())
    assert client.get("/oauth2callback").headers["location"] == "/"


@pytest.mark.parametrize("written", ["=", "a", "%%%", "////", '"'])
def test_a_cookie_that_is_none_of_ours_leads_to_the_first_page(browser, written):
    answer = browser(SIGN_IN="oidc").get("/oauth2callback", headers={"Cookie": f"{RETURN}={written}"})
    assert (answer.status_code, answer.headers["location"]) == (302, "/")


@pytest.mark.parametrize(
    ("address", "path"),
    [
        (HERE + DEEP, DEEP),
        (HERE + "/", "/"),
        ("http://evil.example" + DEEP, ""),
        ("http://127.0.0.1:8501.evil.example/", ""),
        (HERE + "//evil.example", ""),
        ("http://[", ""),
        ("", ""),
        (HERE + "/branches?unit=" + "1" * 3000, "/branches"),
    ],
)
def test_the_way_back_is_a_path_of_this_host(address, path):
    assert local_path(address, "127.0.0.1:8501") == path


def test_the_claims_are_those_that_streamlit_signed(browser):
    client = with_token(browser(SIGN_IN="oidc"))
    name, value = next(iter(client.cookies.items()))
    assert json.loads(guard.decode_signed_value(SECRET, name, value))["preferred_username"] == "leader"
    client.cookies.set(name, value[:-2] + "xx")
    assert client.get("/media/7f.csv").status_code == 403
