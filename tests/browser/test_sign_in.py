"""Signing in as users do: with a real OIDC provider, and behind a real nginx. What was asked for is shown afterwards,
and to nobody else."""

import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from browsing import Server, Visit, free_port, tables
from playwright.sync_api import Locator, Page, expect
from test_overview import at, chosen, pick_district, scope

from lib.desk import open_desk

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
IMPATIENT = Path(__file__).parent / "probe" / "impatient.py"
CONFIGURATION = ROOT / "docs" / "nginx" / "dashboard.conf"
LIST = "账号,角色,区县,单位\nleader,市级领导,,\ndistrict,区县,檀汐区,\n"
SUBJECTS = {"1": "leader", "2": "district", "3": "stranger"}  # at the provider: subject, account
PATIENCE_MS = 30_000
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")  # what nginx keeps files for
Visiting = Callable[..., Visit]


@pytest.fixture
def accounts(tmp_path: Path) -> Path:
    path = tmp_path / "accounts.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """A running OIDC provider that knows SUBJECTS: its address."""
    port = free_port()
    known = [json.dumps({"sub": sub, "preferred_username": account}) for sub, account in SUBJECTS.items()]
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    command += [part for user in known for part in ("--user-claims", user)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        await_answer(f"http://127.0.0.1:{port}/.well-known/openid-configuration")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def await_answer(url: str) -> None:
    for _ in range(300):
        try:
            status(url)
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"nobody answers at {url}")


@pytest.fixture
def with_tokens(serve: Callable[..., Server], provider: str, demo_url: str, accounts: Path) -> Callable[..., Server]:
    """Start the product with sign-in at the provider."""
    secrets = accounts.with_name("secrets.toml")
    secrets.write_text(
        f"""[auth]
        redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
        cookie_secret = "a secret of at least thirty-two characters"
        client_id = "dashboard"
        client_secret = "another secret, of the dashboard's own"
        server_metadata_url = "{provider}/.well-known/openid-configuration"
        """,
        encoding="utf-8",
    )
    env = {
        "DASHBOARD_DATABASE_URL": demo_url,
        "DASHBOARD_DESK_URL": f"sqlite:///{accounts.with_name('desk.sqlite')}",
        "DASHBOARD_SIGN_IN": "oidc",
        "DASHBOARD_ACCOUNTS": str(accounts),
        "STREAMLIT_SECRETS_FILES": str(secrets),
    }
    return lambda **options: serve(env=env, **options)


def appears(locator: Locator) -> None:
    expect(locator).to_be_visible(timeout=PATIENCE_MS)


def sign_in(page: Page, subject: str) -> None:
    page.get_by_role("button", name="用统一身份认证登录").click()
    page.locator(f"button[name=sub][value='{subject}']").first.click()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url("**/end_session?**")
    page.locator("form button").first.click()
    appears(page.get_by_role("button", name="用统一身份认证登录"))


def expect_no_number(page: Page, said: str) -> None:
    """The page says this, and neither card nor table nor menu is left."""
    expect(page.get_by_test_id("stAlert")).to_contain_text(said, timeout=PATIENCE_MS)
    expect(page.locator(".card")).to_have_count(0)
    expect(tables(page)).to_have_count(0)
    expect(page.get_by_test_id("stSidebar").get_by_role("link")).to_have_count(0)


def status(url: str, **headers: str) -> int:
    """What the server answers to somebody without a browser; a redirection is not followed."""

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:
            return None

    try:
        with urllib.request.build_opener(Stay).open(urllib.request.Request(url, headers=headers), timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def test_signing_in_leads_back_to_page_and_filters_and_files_are_for_the_signed_in(with_tokens, visit: Visiting):
    server = with_tokens()
    page = visit(at(server, "indicator", key="branch_no_venue", district="檀汐区")).page
    sign_in(page, "1")
    appears(page.get_by_test_id("stSidebar").get_by_text("账号leader｜市级领导"))
    assert urlsplit(page.url).path == "/indicator"
    assert chosen(page) == {"key": ["branch_no_venue"], "district": ["檀汐区"]}
    assert scope(page).startswith("檀汐区｜")
    cookies = {cookie["name"]: cookie for cookie in page.context.cookies()}
    assert 0 < cookies["_streamlit_user"]["expires"] - time.time() <= 12 * 3600
    assert "dashboard_return" not in cookies
    with page.expect_download() as download, page.expect_response(lambda one: "/media/" in one.url) as answer:
        page.get_by_role("button", name="下载名单").click()
    assert download.value.suggested_filename == "无活动场所支部数_檀汐区_2025H2.csv"
    file = answer.value.url
    assert page.context.request.get(file).status == 200
    assert status(file) == status(file, Cookie=f"_streamlit_user={cookies['_streamlit_user']['value'][:-1]}") == 403
    sign_out(page)
    assert page.context.request.get(file).status == 403


def test_an_account_that_is_not_in_the_list_or_no_longer_sees_nothing(with_tokens, visit: Visiting, accounts: Path):
    server = with_tokens(script=IMPATIENT)
    page = visit(at(server)).page
    sign_in(page, "3")
    expect_no_number(page, "不在用户与权限表中")
    sign_out(page)
    sign_in(page, "2")
    appears(page.get_by_test_id("stSidebar").get_by_text("账号district｜区县：檀汐区"))
    appears(page.locator(".card").first)
    accounts.write_text(LIST.replace("district,区县,檀汐区,\n", ""), encoding="utf-8")
    expect_no_number(page, "不在用户与权限表中")  # nobody touched the page
    page.goto(at(server, "branches"))
    expect_no_number(page, "不在用户与权限表中")


def test_who_signs_out_in_one_tab_is_signed_out_in_all(with_tokens, visit: Visiting):
    server = with_tokens(script=IMPATIENT)
    page = visit(at(server)).page
    sign_in(page, "1")
    appears(page.locator(".card").first)
    other = page.context.new_page()
    other.goto(at(server, "branches"))
    appears(other.locator(".card").first)
    cookies = page.context.cookies()
    sign_out(page)
    appears(other.get_by_role("button", name="用统一身份认证登录"))  # nobody touched this tab
    expect(other.locator(".card")).to_have_count(0)
    page.context.add_cookies(cookies)  # as somebody would who had copied them
    page.goto(at(server, "branches"))
    appears(page.get_by_role("button", name="用统一身份认证登录"))


# ---- behind nginx ----------------------------------------------------------------------------------------------------


class SingleSignOn(http.server.BaseHTTPRequestHandler):
    """Takes the cookie `who` for the account."""

    def do_GET(self) -> None:
        who = SimpleCookie(self.headers.get("Cookie", "")).get("who")
        self.send_response(200 if who else 401)
        if who:
            self.send_header("X-Auth-User", who.value)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


class Nginx:
    """A real nginx with the configuration of docs/nginx, its addresses replaced by those of this test."""

    def __init__(self, folder: Path, dashboard: Server, sign_on: int) -> None:
        self.folder, self.port = folder, free_port()
        replaced = {
            "listen 80 default_server": f"listen 127.0.0.1:{free_port()} default_server",
            "listen 80;": f"listen 127.0.0.1:{self.port};",
            "dashboard.example": "127.0.0.1",
            "127.0.0.1:9000": f"127.0.0.1:{sign_on}",
            "127.0.0.1:8501": urlsplit(dashboard.url).netloc,
        }
        text = CONFIGURATION.read_text(encoding="utf-8")
        for old, new in replaced.items():
            assert old in text
            text = text.replace(old, new)
        temporary = "".join(f"{kind}_temp_path {kind}; " for kind in TEMPORARY)
        main = f"{'user root; ' if os.getuid() == 0 else ''}daemon off; pid nginx.pid; error_log stderr; events {{}}"
        (folder / "nginx.conf").write_text(f"{main} http {{ access_log off; {temporary}\n{text}}}", encoding="utf-8")
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        with (self.folder / "log.txt").open("ab") as log:
            self.process = subprocess.Popen(
                [shutil.which("nginx") or "nginx", "-p", str(self.folder), "-c", "nginx.conf", "-e", "stderr"],
                stdout=log,
                stderr=log,
            )
        await_answer(self.url)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)


@pytest.fixture
def behind_nginx(
    serve: Callable[..., Server], demo_url: str, accounts: Path, tmp_path: Path
) -> Iterator[tuple[Nginx, Server]]:
    """nginx and the product behind it. Without nginx the test is skipped by name; in CI it fails."""
    if shutil.which("nginx") is None:
        if os.environ.get("CI"):
            pytest.fail("nginx must be installed in CI")
        pytest.skip("no nginx on this machine")
    env = {
        "DASHBOARD_DATABASE_URL": demo_url,
        "DASHBOARD_DESK_URL": f"sqlite:///{tmp_path / 'desk.sqlite'}",
        "DASHBOARD_SIGN_IN": "proxy",
        "DASHBOARD_ACCOUNTS": str(accounts),
    }
    server = serve(env=env)
    sign_on = http.server.ThreadingHTTPServer(("127.0.0.1", 0), SingleSignOn)
    threading.Thread(target=sign_on.serve_forever, daemon=True).start()
    nginx = Nginx(tmp_path, server, sign_on.server_port)
    nginx.start()
    yield nginx, server
    nginx.stop()
    sign_on.shutdown()
    sign_on.server_close()


@pytest.mark.parametrize("seconds", [0, pytest.param(280, marks=pytest.mark.long, id="nearly five minutes")])
def test_behind_nginx_the_account_is_that_of_the_sign_on_and_a_cut_loses_nothing(
    behind_nginx, browser, tmp_path: Path, seconds: int
):
    nginx, server = behind_nginx
    assert status(nginx.url) == 302
    assert status(f"{server.url}/media/file") == 403
    context = browser.new_context(locale="zh-CN", extra_http_headers={"X-Remote-User": "admin"})
    context.add_cookies([{"name": "who", "value": "leader", "url": nginx.url}])
    try:
        page = context.new_page()
        page.goto(f"{nginx.url}/branches")
        appears(page.get_by_test_id("stSidebar").get_by_text("账号leader｜市级领导"))
        pick_district(page, "檀汐区")
        nginx.stop()
        cut = page.get_by_role("dialog", name="连接中断")
        appears(cut)
        page.wait_for_timeout(seconds * 1000)
        nginx.start()
        expect(cut).to_have_count(0, timeout=PATIENCE_MS)
        pick_district(page, "蘅渚区")
        assert unquote(page.url).endswith("/branches?district=檀汐区&district=蘅渚区")
        assert scope(page).startswith("檀汐区、蘅渚区｜")
    finally:
        context.close()
    desk = open_desk(f"sqlite:///{tmp_path / 'desk.sqlite'}")
    # A new session would have opened the page a second time.
    assert [(one.account, one.what) for one in desk.audit(9)] == [("leader", "支部设置与换届")]
