"""A hundred names that would run if they were taken for markup: none runs on any page or slide of a real browser."""

from collections.abc import Callable
from itertools import product as pairs
from pathlib import Path
from urllib.parse import urlencode

import database_fixtures as given
import pytest
from browsing import Server, Visit, idle
from sqlalchemy import update

from lib import schema
from lib.ui.contents import PAGES, SLIDES

pytestmark = pytest.mark.browser

FIRED = "window.__fired=1"
TAGS = (
    "<script>{}</script>",
    "<img src=x onerror={}>",
    "<svg/onload={}>",
    "<svg><script>{}</script></svg>",
    "<iframe srcdoc='<script>parent.{}</script>'></iframe>",
    "<details open ontoggle={}>",
    "<input autofocus onfocus={}>",
    "<video><source onerror={}></video>",
    "<a href=javascript:{}>点</a>",
    "[点](javascript:{})",
)
ELEMENTS = "img[src=x], [onload], [ontoggle], [onfocus], iframe[srcdoc], a[href^=javascript]"
WRAPS = ("{}", '">{}', "'>{}", "</td>{}", "</text>{}", "</style>{}", "]]>{}", "-->{}", "&lt;{}", "`{}`")
PAYLOADS = [wrap.format(tag.format(FIRED)) for wrap, tag in pairs(WRAPS, TAGS)]


@pytest.fixture(scope="module")
def armed(serve: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """The product on a small city of which districts, units, branches and venues have such names."""
    url = f"sqlite:///{tmp_path_factory.mktemp('armed') / 'city.sqlite'}"
    engine = given.empty(url)
    large = {"full_members_n": 60, "retired_n": 60, "venue_relation": "无"}
    given.send_branches(engine, given.A, *({"name": payload[:120], "unit_id": "U1"} | large for payload in PAYLOADS))
    room = {"tier": "共享活动室", "lng": 83.2}
    venues = [
        room | {"venue_id": f"V{number}", "name": payload[:120], "lat": 39 + number / 1000}
        for number, payload in enumerate(PAYLOADS)
    ]
    given.send(engine, "venues", given.A, {schema.venue_period: venues})
    with engine.begin() as connection:
        named = {given.A: PAYLOADS[1], given.B: PAYLOADS[2], given.C: PAYLOADS[6]}
        for code, name in named.items():
            chosen = schema.region.c.region_code == code
            connection.execute(update(schema.region).where(chosen).values(name=name[:60], short_name=name[:30]))
        chosen = schema.unit.c.unit_id == "U1"
        names = {"official_name": PAYLOADS[12], "short_name": PAYLOADS[21]}
        connection.execute(update(schema.unit).where(chosen).values(names))
    engine.dispose()
    return serve(env={"DASHBOARD_DATABASE_URL": url})


def test_there_are_a_hundred_of_them():
    assert len(set(PAYLOADS)) == 100


def walk(armed: Server, visit: Callable[..., Visit], asked: list[tuple[str, dict[str, str]]]) -> None:
    """Open these pages with these parameters one after the other; nothing of a name may have become an element."""
    opened = visit(armed.url)
    for key, parameters in asked:
        path = "" if key == "overview" else Path(PAGES[key].path).stem
        opened.page.goto(f"{armed.url}/{path}?{urlencode(parameters)}")
        opened.settle()
        idle(opened.page)
        assert opened.page.evaluate("window.__fired") is None, key
        assert opened.page.locator(ELEMENTS).count() == 0, key
    assert [error for error in opened.errors if "dialog" in error] == []
    assert opened.outside == []


def test_no_name_runs_where_most_names_are_shown(armed: Server, visit: Callable[..., Visit]):
    slide = {"mode": "meeting"}
    walk(armed, visit, [("branches", {}), ("venues", {}), ("venues", slide), ("indicator", {"key": "branch_total"})])


@pytest.mark.long
def test_no_name_runs_on_any_page_or_slide(armed: Server, visit: Callable[..., Visit]):
    asked = [(key, {}) for key in PAGES] + [(item.key, {"mode": "meeting"}) for item in SLIDES]
    walk(armed, visit, [*asked, ("indicator", {"key": "branch_total"}), ("portrait", {"unit": "U1"})])
