"""What siting costs at the scale of a city: 5,000 branches, 2,000 venues, 400 candidates, up to 20 rooms.

Run by hand (`make bench`), never as a test.
"""

import sys
import time
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from yardstick import print_table  # noqa: E402

from lib.maps.venues import Venue  # noqa: E402
from lib.whatif.siting import MOST_ROOMS, Demand, Plan, Site, Sites, lay_out, plan  # noqa: E402

_SEATS, _BRANCHES, _VENUES, _CANDIDATES = 60, 5_000, 2_000, 400
_CROWDED, _WIDE = 0.02, 0.6  # degrees: how far people live from a seat, and how far the seats lie apart
_RADII = (500, 1_000, 2_000)


def city(seed: int = 1) -> Sites:
    """Crowds around some seats, as towns are."""
    random = Random(seed)
    seats = [(random.uniform(83, 83 + _WIDE), random.uniform(39, 39 + _WIDE)) for _ in range(_SEATS)]

    def place() -> tuple[float, float]:
        lng, lat = random.choice(seats)
        return random.gauss(lng, _CROWDED), random.gauss(lat, _CROWDED)

    rest = (None, None, None, None)
    return Sites(
        tuple(Demand(f"B{no:04}", "1", f"支部{no}", random.randint(3, 60), place()) for no in range(_BRANCHES)),
        tuple(Venue(f"V{no:04}", "1", f"活动室{no}", None, None, place(), True, *rest) for no in range(_VENUES)),
        tuple(
            Site(f"S{no:04}", "1", f"备选点{no}", None, None, None, place(), True, None, None, None)
            for no in range(_CANDIDATES)
        ),
    )


def _row(what: str, radius: int, today: Sites) -> tuple[str, float, str]:
    wall, cpu = time.perf_counter(), time.process_time()
    layout = lay_out(today, radius)
    laid = time.process_time() - cpu
    found: Plan = plan(layout, MOST_ROOMS)
    spent = (time.process_time() - cpu) * 1000
    proven = sum(step.proven for step in found.curve)
    clock = time.perf_counter() - wall
    remark = f"{clock:.1f} s by the clock, {laid * 1000:.0f} ms distances, {proven} of {len(found.curve)} steps proven"
    return f"{what}, {radius:,} m", spent, remark


def main() -> None:
    crowded = city()
    without = Sites(crowded.branches, (), crowded.candidates)
    rows = [_row("all venues in use", radius, crowded) for radius in _RADII]
    rows += [_row("no venue anywhere", radius, without) for radius in _RADII]
    print_table(rows)


if __name__ == "__main__":
    main()
