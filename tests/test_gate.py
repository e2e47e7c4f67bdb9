"""Nothing is shown to whoever has no right to see it: the ways in, and what is refused at each."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from threading import Event
from types import SimpleNamespace

import database_fixtures as given
import pytest
import streamlit as st
from database_fixtures import A, B
from shown import cards, component, tables
from sqlalchemy import update
from streamlit.testing.v1 import AppTest

from lib import schema
from lib.access import Account, Role
from lib.desk import Desk, open_desk
from lib.errors import SettingsError
from lib.settings import settings
from lib.ui import audit, gate, watermark

ROOT = Path(__file__).resolve().parent.parent
LIST = "账号,角色,区县,单位\nleader,市级领导,,\ndistrict,区县,甲区,\nadmin,管理员,,\n"


@pytest.fixture
def small(tmp_path: Path, installed: Callable[[str], None]) -> Callable[..., None]:
    """Install a small city, two branches in one district and one in another; `real` gives it official codes."""

    def install(*, real: bool = False) -> None:
        url = f"sqlite:///{tmp_path / f'small-{real}.sqlite'}"
        engine = given.empty(url)
        given.send_branches(engine, A, {"unit_id": "U1"}, {"unit_id": "U2"})
        given.send_branches(engine, B, {"unit_id": "U4"})
        if real:
            with engine.begin() as connection:
                connection.execute(update(schema.region).values(region_code="61" + schema.region.c.region_code))
        installed(url)

    return install


@pytest.fixture(autouse=True)
def guarded(monkeypatch: pytest.MonkeyPatch) -> Event:
    """As if the guard stood before every connection."""
    event = Event()
    event.set()
    monkeypatch.setattr(gate, "GUARDED", event)
    return event


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Set DASHBOARD_… variables, the list of accounts among them."""

    def setup(*, accounts: str = LIST, **names: str) -> None:
        path = tmp_path / "accounts.csv"
        path.write_text(accounts, encoding="utf-8")
        monkeypatch.setenv("DASHBOARD_ACCOUNTS", str(path))
        for name, value in names.items():
            monkeypatch.setenv(f"DASHBOARD_{name}", value)
        settings.cache_clear()

    return setup


@pytest.fixture
def visiting(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """What the connection says: its headers, the address it comes from, the claims of a token."""

    def arrive(headers: dict[str, str] | None = None, *, peer: str | None = None, claims: dict | None = None) -> None:
        held = {name.lower(): value for name, value in (headers or {}).items()}
        monkeypatch.setattr(gate.st, "context", SimpleNamespace(headers=_Headers(held), ip_address=peer))
        known = SimpleNamespace(is_logged_in=claims is not None, to_dict=lambda: claims or {})
        monkeypatch.setattr(gate.st, "user", known)

    return arrive


class _Headers(dict):
    """Header names in any case; `|` in a value stands for two headers of the name."""

    def get(self, name: str, default: str | None = None) -> str | None:
        return super().get(name.lower(), default)

    def get_all(self, name: str) -> list[str]:
        return self[name.lower()].split("|") if name in self else []

    def __contains__(self, name: object) -> bool:
        return super().__contains__(str(name).lower())


def opened(page: str = "") -> AppTest:
    """The home page, or another one from there."""
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    return app.switch_page(page).run() if page else app


def shown(app: AppTest) -> str:
    """Every text and every cell."""
    texts = [item.value for item in (*app.markdown, *app.title, *app.warning, *app.info)]
    return "".join([*texts, *(item.to_string() for item in tables(app))])


def menu(app: AppTest) -> str:
    return "".join(item.value for item in app.sidebar.markdown)


def refusal(app: AppTest) -> str:
    """What is said instead of the page; asserts that no number is shown."""
    assert not app.exception
    assert not cards(app)
    assert not tables(app)
    return "".join(item.value for item in app.error)


# ---- an invented city at one's own machine ---------------------------------------------------------------------------


def test_an_invented_city_opens_to_this_machines_own_browser(small, visiting):
    small()
    visiting({"Host": "localhost:8501"})
    assert cards(opened())


@pytest.mark.parametrize(
    ("headers", "peer"),
    [
        ({"Host": "127.0.0.1:8501"}, "10.1.2.3"),
        ({"Host": "dash.example.cn"}, None),
        *(({"Host": "127.0.0.1", name: "10.1.2.3"}, None) for name in ("X-Forwarded-For", "Via", "Forwarded")),
    ],
)
def test_an_invented_city_is_not_shown_to_another_machine_or_through_a_proxy(small, visiting, headers, peer):
    small()
    visiting(headers, peer=peer)
    assert "尚未设置登录" in refusal(opened())


def test_an_invented_city_is_not_shown_where_the_server_listens_to_the_network(small, visiting, monkeypatch):
    small()
    visiting({"Host": "127.0.0.1"})
    monkeypatch.setattr(st, "get_option", lambda name: "0.0.0.0" if name == "server.address" else None)
    assert "尚未设置登录" in refusal(opened())


def test_a_real_city_is_not_shown_without_sign_in_even_here(small, visiting):
    small(real=True)
    visiting({"Host": "127.0.0.1"})
    assert "尚未设置登录" in refusal(opened())


def test_only_an_invented_city_is_marked_as_demo_data(small, environment, visiting):
    environment(SIGN_IN="proxy")
    visiting({"X-Remote-User": "leader"})
    small()
    assert "演示数据" in shown(opened())
    small(real=True)
    environment(accounts="账号,角色,区县,单位\nleader,市级领导,,")
    app = opened()
    assert app.title[0].value
    assert "演示数据" not in shown(app)


def test_sign_in_without_a_list_of_accounts_shows_nothing(small, visiting, monkeypatch):
    small()
    monkeypatch.setenv("DASHBOARD_SIGN_IN", "proxy")
    settings.cache_clear()
    visiting({"X-Remote-User": "leader"})
    assert "尚未设置登录" in refusal(opened())


# ---- behind a reverse proxy ------------------------------------------------------------------------------------------


def test_the_proxys_user_sees_what_the_list_says(small, environment, visiting):
    small()
    environment(SIGN_IN="proxy")
    visiting({"X-Remote-User": "leader"})
    app = opened()
    assert cards(app)[0].value == "3"
    assert "账号leader｜市级领导" in menu(app)
    visiting({"X-Remote-User": "district"})
    app = opened()
    assert cards(app)[0].value == "2"
    assert "账号district｜区县：甲区" in menu(app)
    assert "甲区" in shown(app)
    assert "乙区" not in shown(app)


@pytest.mark.parametrize(
    ("headers", "peer"),
    [
        ({}, None),
        ({"X-Remote-User": ""}, None),
        ({"X-Remote-User": "leader|admin"}, None),
        ({"X-Remote-User": "leader"}, "10.1.2.3"),
        ({"X-User": "leader"}, None),
    ],
)
def test_a_user_is_believed_from_a_listed_address_and_once_only(small, environment, visiting, headers, peer):
    small()
    environment(SIGN_IN="proxy", TRUSTED_PROXIES="127.0.0.1, 10.9.0.0/16")
    visiting(headers, peer=peer)
    assert "没有从指定的入口进来" in refusal(opened())


def test_a_proxy_on_another_machine_is_believed_where_its_network_is_listed(small, environment, visiting):
    small()
    environment(SIGN_IN="proxy", TRUSTED_PROXIES="10.9.0.0/16")
    visiting({"X-Remote-User": "leader"}, peer="10.9.3.4")
    assert cards(opened())


def test_an_account_that_is_not_in_the_list_sees_nothing(small, environment, visiting):
    small()
    environment(SIGN_IN="proxy")
    visiting({"X-Remote-User": "Leader"})
    assert "不在用户与权限表中" in refusal(opened())


def test_another_district_in_the_address_is_a_notice_and_not_a_number(small, environment, visiting):
    small()
    environment(SIGN_IN="proxy")
    visiting({"X-Remote-User": "district"})
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.query_params["district"] = "乙区"
    app.run()
    assert any("不在区划名录里" in item.value for item in app.warning)
    assert cards(app)[0].value == "2"


def test_a_proxys_address_that_is_none_is_not_believed(small, environment, visiting):
    small()
    environment(SIGN_IN="proxy")
    visiting({"X-Remote-User": "leader"}, peer="unknown")
    assert "没有从指定的入口进来" in refusal(opened())


def test_with_sign_in_nothing_is_shown_where_the_guard_does_not_stand(small, environment, visiting, guarded):
    small()
    environment(SIGN_IN="proxy")
    guarded.clear()
    visiting({"X-Remote-User": "leader"})
    assert "少了登录保护" in refusal(opened())


# ---- with a token ----------------------------------------------------------------------------------------------------


def test_a_fresh_token_lets_in_and_an_old_one_asks_again(small, environment, visiting):
    small()
    environment(SIGN_IN="oidc", SESSION_HOURS="12")
    claims = {"preferred_username": "leader", "iat": time.time() - 3600}
    visiting(claims=claims)
    app = opened()
    assert cards(app)
    assert any(item.label == "退出登录" for item in app.button)
    for old in ({**claims, "iat": time.time() - 13 * 3600}, {"preferred_username": "leader"}, None):
        visiting(claims=old)
        app = opened()
        assert not cards(app)
        assert [item.label for item in app.button] == ["用统一身份认证登录"]


def test_a_page_whose_sign_in_was_ended_in_another_tab_asks_again(small, environment, visiting):
    small()
    environment(SIGN_IN="oidc")
    claims = {"preferred_username": "leader", "iat": time.time(), "nonce": "of this very sign-in"}
    visiting(claims=claims)
    app = opened()
    assert cards(app)
    gate.end(claims)
    app.run()
    assert not cards(app)
    assert [item.label for item in app.button] == ["用统一身份认证登录"]


@pytest.mark.parametrize("claim", [None, "", 7, ["leader"], "nobody"])
def test_a_token_without_a_known_account_sees_nothing(small, environment, visiting, claim):
    small()
    environment(SIGN_IN="oidc")
    visiting(claims={"preferred_username": claim, "iat": time.time()})
    assert "不在用户与权限表中" in refusal(opened())


# ---- what is recorded ------------------------------------------------------------------------------------------------


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    url = f"sqlite:///{tmp_path / 'desk.sqlite'}"
    monkeypatch.setenv("DASHBOARD_DESK_URL", url)
    return open_desk(url)


def test_who_opened_which_page_and_took_which_file_away_is_recorded(small, environment, visiting, desk):
    small()
    environment(SIGN_IN="proxy")
    visiting({"X-Remote-User": "leader"})
    app = opened()
    app.run()
    app.switch_page("pages/branches.py").run()
    assert [(one.account, one.action, one.what) for one in reversed(desk.audit(9))] == [
        ("leader", "打开", "总览"),
        ("leader", "打开", "支部设置与换届"),
    ]
    visiting({"X-Remote-User": "admin"})
    app = opened("pages/audit.py")
    seen = tables(app)[-1]
    assert list(seen["账号"]) == ["admin", "admin", "leader", "leader"]
    assert list(tables(app)[0]["可看区县"]) == ["全部", "甲区", "全部"]


def test_a_file_is_recorded_when_it_is_asked_for_and_not_before(desk, monkeypatch):
    visitor = gate.Visitor(Account("a1", Role.LEADER))
    monkeypatch.setattr(audit.view, "current", lambda: SimpleNamespace(visitor=visitor))
    settings.cache_clear()
    write = audit.handed_out(lambda: b"csv", "名单_全市_2025H2.csv")
    assert desk.audit(9) == []
    assert write() == b"csv"
    [one] = desk.audit(9)
    assert (one.account, one.action, one.what) == ("a1", "导出", "名单_全市_2025H2.csv")


def test_nobody_is_recorded_who_did_not_sign_in(small, visiting, desk):
    small()
    visiting({"Host": "localhost"})
    assert cards(opened())
    assert desk.audit(9) == []


def test_a_desk_that_cannot_be_written_hides_no_page(small, environment, visiting, monkeypatch, tmp_path):
    small()
    (tmp_path / "file").write_text("")
    environment(SIGN_IN="proxy", DESK_URL=f"sqlite:///{tmp_path / 'file' / 'desk.sqlite'}")
    visiting({"X-Remote-User": "leader"})
    assert cards(opened())


def test_a_desk_that_is_locked_keeps_nobody_waiting(small, environment, visiting, tmp_path):
    small()
    url = f"sqlite:///{tmp_path / 'desk.sqlite'}"
    open_desk(url)
    environment(SIGN_IN="proxy", DESK_URL=url)
    visiting({"X-Remote-User": "leader"})
    assert cards(opened())
    begun = time.monotonic()
    assert cards(opened())
    usual = time.monotonic() - begun
    with closing(sqlite3.connect(tmp_path / "desk.sqlite")) as other:
        other.execute("BEGIN EXCLUSIVE")
        begun = time.monotonic()
        assert cards(opened())
        assert time.monotonic() - begun < usual + 3


def test_the_pages_of_one_role_are_closed_to_others_and_not_in_their_menu(small, environment, visiting):
    small()
    environment(SIGN_IN="proxy")
    visiting({"X-Remote-User": "leader"})
    app = opened("pages/audit.py")
    assert ["只供管理员使用" in item.value for item in app.info] == [True]
    assert not tables(app)
    [menu] = component(app, "menu")
    assert [page["title"] for page in menu["sections"][-1]["pages"]] == ["讲话数据", "文稿核填", "指标口径", "报送情况"]


def test_the_watermark_names_account_and_minute_and_can_be_switched_off(environment):
    visitor, minute = gate.Visitor(Account("a1", Role.LEADER)), datetime(2026, 1, 5, 9, 0)
    environment()
    assert watermark.text(visitor, minute) == "a1 2026-01-05 09:00"
    assert watermark.text(gate.ANYBODY, minute) == ""
    environment(WATERMARK="off")
    assert watermark.text(visitor, minute) == ""


# ---- roles and settings ----------------------------------------------------------------------------------------------


def test_a_page_of_one_role_serves_that_role_and_whoever_looks_at_an_invented_city():
    assert gate.Visitor(Account("a", Role.ADMIN)).may_open((Role.ADMIN,))
    assert not gate.Visitor(Account("a", Role.LEADER)).may_open((Role.ADMIN,))
    assert gate.Visitor(Account("a", Role.LEADER)).may_open(())
    assert gate.ANYBODY.may_open((Role.ADMIN,))


@pytest.mark.parametrize(
    ("name", "value"),
    [("SIGN_IN", "password"), ("SESSION_HOURS", "long"), ("WATERMARK", "maybe"), ("TRUSTED_PROXIES", "everybody")],
)
def test_a_setting_nobody_could_mean_is_refused(environment, name, value):
    environment(**{name: value})
    with pytest.raises(SettingsError, match=f"DASHBOARD_{name}"):
        settings()
