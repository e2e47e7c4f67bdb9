"""What a filter change costs: reruns of 总览, and the numbers behind it, at the scale of the configured database.

Run by hand (`make bench`), never as a test. AppTest runs the page as the server does, without sockets and browser.
"""

import gc
import itertools
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from streamlit.testing.v1 import AppTest  # noqa: E402
from yardstick import cpu_ms, median_ms, print_table  # noqa: E402

from lib import database  # noqa: E402
from lib.demo import build  # noqa: E402
from lib.filters import Filters  # noqa: E402
from lib.measure import Snapshot, measure, open_snapshot  # noqa: E402
from lib.settings import DEMO_DATABASE, settings  # noqa: E402

RERUNS = 30
KEYS = (
    *("branch_total", "member_total", "sponsored_pass_rate", "sponsored_needed", "committee_lacking"),
    *("branch_no_venue_rate", "branch_over_50_rate", "cadre_total", "venue_total", "theme_day_count"),
    *("vol_person_times", "consolation_amount"),
)


def overview_rows(districts: list[str]) -> list[tuple[str, float, str]]:
    """First run, reruns with a choice seen before, reruns with a choice never seen; an empty page beside them."""
    page = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    first = cpu_ms(page.run)
    gc.collect()
    gc.freeze()  # as lib/server.py does after its warm-up
    seen = itertools.cycle([[name] for name in districts[:2]])
    fresh = (list(pair) for pair in itertools.combinations(districts, 2))
    for _ in range(4):
        _choose(page, seen)()
    warm, cold = (median_ms(_choose(page, choices), RERUNS) for choices in (seen, fresh))
    if page.exception:
        raise SystemExit(f"the page failed: {page.exception[0].message}")
    empty = AppTest.from_string("import streamlit as st\nst.title('空白')")
    empty.run()
    return [
        ("empty page, rerun", median_ms(empty.run, RERUNS), f"median of {RERUNS}"),
        ("总览, first run of the process", first, "imports included"),
        ("总览, filter change, choice seen before", warm, f"median of {RERUNS}, two districts in turn"),
        ("总览, filter change, choice never seen", cold, f"median of {RERUNS}, a new pair of districts each"),
    ]


def _choose(page: AppTest, choices: Iterator[list[str]]) -> Callable[[], object]:
    def rerun() -> None:
        page.query_params["district"] = next(choices)
        page.run()

    return rerun


def measure_rows(url: str) -> list[tuple[str, float, str]]:
    """Twelve indicators by district, from a new connection and from one that has answered before."""
    engine = database.reader(url)
    snapshot = open_snapshot(engine)
    first = cpu_ms(lambda: _measure(snapshot))
    again = median_ms(lambda: _measure(snapshot), RERUNS)
    engine.dispose()
    what = f"measure, {len(KEYS)} indicators by district"
    return [
        (f"{what}, first", first, "statements compiled"),
        (f"{what}, again", again, f"median of {RERUNS}, nothing remembered but statements"),
    ]


def _measure(snapshot: Snapshot) -> object:
    return measure(snapshot, KEYS, Filters(snapshot.directory.latest.id), by="district")


def main() -> None:
    chosen = settings()
    if chosen.is_demo and not DEMO_DATABASE.exists():
        build.build(DEMO_DATABASE)
    numbers = measure_rows(chosen.database_url)
    snapshot = open_snapshot(database.reader(chosen.database_url))
    print_table([*numbers, *overview_rows([region.name for region in snapshot.directory.districts])])


if __name__ == "__main__":
    main()
