"""What a move of a lever costs: scenarios on the figures of the configured database, the survey before them, and the
whole rerun of the page, for a lever never moved so before (new: at most 60 ms) and one back where it was (seen: 25).

Run by hand (`python tests/bench/whatif.py`), never as a test.
"""

import gc
import itertools
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from streamlit.testing.v1 import AppTest  # noqa: E402
from yardstick import median_ms, print_table  # noqa: E402

from lib import database  # noqa: E402
from lib.filters import Filters  # noqa: E402
from lib.measure import open_snapshot  # noqa: E402
from lib.settings import settings  # noqa: E402
from lib.whatif import (  # noqa: E402
    Budget,
    FillPosts,
    HoldElections,
    MatchWilling,
    OpenVenues,
    RaiseStandard,
    Scenario,
    Split,
    Today,
    Unmix,
    play,
    survey,
)

TIMES = 15
LEVERS = {  # of the page: parameter of the address, and values of which each is another place of the lever
    "split": ("if-split", range(40, 90)),
    "standard": ("if-raise", range(20, 90)),
    "matching": ("if-match", range(20, 90)),
    "budget": ("if-budget", range(20, 90)),
}


def scenarios(today: Today) -> dict[str, Scenario]:
    """One lever each, two that meet, and all of them."""
    elections = HoldElections(today.as_of + timedelta(days=181), also_due=True)
    levers = {
        "unmix": Unmix(),
        "split": Split(),
        "posts": FillPosts((), (), (), ()),
        "elections": elections,
        "venues": OpenVenues(served=()),
        "standard": RaiseStandard(Decimal(30)),
        "matching": MatchWilling(),
        "budget": Budget(),
    }
    singles = {name: Scenario(**{name: lever}) for name, lever in levers.items()}
    both = {name: levers[name] for name in ("split", "standard")}
    return {**singles, "split and standard": Scenario(**both), "all": Scenario(**levers)}


def rows() -> list[tuple[str, float, str]]:
    snapshot = open_snapshot(database.reader(settings().database_url))
    filters = Filters(snapshot.directory.latest.id)
    today = survey(snapshot, filters)
    found = [("survey", median_ms(lambda: survey(snapshot, filters), 5), f"{len(today.branches):,} branches")]
    for name, scenario in scenarios(today).items():
        lines = len(play(today, scenario).lines)
        for kind, start in (
            ("", replace),
            ("again", lambda same: same),
        ):  # a copy is another day: nothing is remembered
            spent = median_ms(lambda: play(start(today), scenario), TIMES)  # noqa: B023 - called at once
            found.append((f"play: {name} {kind}", spent, f"{lines} lines"))
    return found


def pages() -> Iterator[tuple[str, float, str]]:
    """Reruns of 假设测算 with one lever that moves, alone and among all the others."""
    others = {"if-secretary": "all", "if-split": "50", "if-unmix": "all", "if-venue": "all", "if-budget": "median"}
    for name, (parameter, values) in LEVERS.items():
        for held, beside in (("alone", {}), ("with 5 others", others)):
            page = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120).run()
            page.switch_page("pages/what_if.py")
            page.query_params |= beside | {parameter: "90"}
            page.run()
            gc.collect()
            gc.freeze()  # as lib/server.py does after its warm-up
            new, seen = (str(value) for value in values), itertools.cycle(("90", "91"))
            for _ in range(4):
                _move(page, parameter, seen)
            for kind, places in (("new", new), ("seen", seen)):
                spent = median_ms(lambda: _move(page, parameter, places), TIMES)  # noqa: B023 - called at once
                yield f"page: {name}, {held}, {kind}", spent, "".join(str(item.message) for item in page.exception)


def _move(page: AppTest, parameter: str, places: Iterator[str]) -> None:
    page.query_params[parameter] = next(places)
    page.run()


if __name__ == "__main__":
    print_table([*rows(), *pages()])
