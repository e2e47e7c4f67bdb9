"""What a move of a lever costs: scenarios on the figures of the configured database, and the survey before them.

Run by hand (`python tests/bench/whatif.py`), never as a test.
"""

import sys
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

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
        found.append((f"play: {name}", median_ms(lambda: play(today, scenario), TIMES), f"{lines} lines"))  # noqa: B023 - called at once
    return found


if __name__ == "__main__":
    print_table(rows())
