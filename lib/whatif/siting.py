"""Where to open k shared rooms so that most members, or branches, come within so many metres of a room.

    today = sites(snapshot, filters, scope)               # reads the database; remember it by these three
    layout = lay_out(today, radius=1000)                  # distances, once per radius
    found = plan(layout, 3, Weight.MEMBERS, forced=…, forbidden=…, progress=…)

The venues in use reach some branches already. Of the others a plan reaches as many as any k of the candidate sites
can (lib.whatif.siting_optimum); what is not proven to be the best says so, with the gap.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from decimal import Decimal
from time import monotonic

from lib.errors import FilterError
from lib.whatif.siting_layout import FEWEST_METRES, MOST_METRES, RADIUS, Count, Layout, Weight, count, lay_out, usable
from lib.whatif.siting_optimum import Ground, Optimum, best, ordered
from lib.whatif.siting_sites import Demand, Site, Sites, sites

__all__ = [
    "FEWEST_METRES",
    "MOST_METRES",
    "MOST_ROOMS",
    "RADIUS",
    "Cost",
    "Count",
    "Demand",
    "Layout",
    "Plan",
    "Room",
    "Site",
    "Sites",
    "Step",
    "Weight",
    "count",
    "lay_out",
    "plan",
    "sites",
]

MOST_ROOMS = 20
SECONDS = 5.0  # for all programs of one plan together

Progress = Callable[[int, int], None]  # so many programs done, of so many


@dataclass(frozen=True)
class Room:
    """A site to open. `reached`: the branches it brings near that no venue and no room before it does."""

    site: Site
    forced: bool
    reached: tuple[Demand, ...]


@dataclass(frozen=True)
class Step:
    """The most that so many rooms reach: `value` in the plan's weight, beside what the venues reach."""

    rooms: int
    value: int
    chosen: tuple[str, ...]
    proven: bool
    gap: float


@dataclass(frozen=True)
class Cost:
    """What one forced or forbidden site costs: by how much the best choice that heeds it alone falls behind the free
    one, in the plan's weight."""

    site: Site
    forced: bool
    lost: int
    proven: bool


@dataclass(frozen=True, eq=False)
class Plan:
    """`rooms`: in the order of what each adds, fewer than asked for where more would reach nobody else. `curve`: the
    best for every number of rooms from that of the forced ones on. `free`: the best without forced and forbidden sites.
    `left`: branches that a candidate could reach and these rooms do not."""

    layout: Layout
    weight: Weight
    rooms: tuple[Room, ...]
    curve: tuple[Step, ...]
    free: Step
    costs: tuple[Cost, ...]
    left: tuple[Demand, ...]

    @property
    def last(self) -> Step:
        return self.curve[-1]

    @property
    def gained(self) -> tuple[Demand, ...]:
        """The branches newly near."""
        return tuple(one for room in self.rooms for one in room.reached)

    @property
    def spent(self) -> Decimal | None:
        """元 for the rooms that were estimated; None where none was."""
        known = [room.site.cost for room in self.rooms if room.site.cost is not None]
        return sum(known) if known else None

    @property
    def unpriced(self) -> int:
        """Rooms of which nobody estimated the cost."""
        return sum(room.site.cost is None for room in self.rooms)

    @property
    def lost(self) -> int:
        """What all forced and forbidden sites cost together."""
        return self.free.value - self.last.value


def plan(
    layout: Layout,
    rooms: int,
    weight: Weight = Weight.MEMBERS,
    *,
    forced: Collection[str] = (),
    forbidden: Collection[str] = (),
    seconds: float = SECONDS,
    progress: Progress | None = None,
) -> Plan:
    """The best `rooms` of the candidate sites, all `forced` among them and none `forbidden` (ids).

    Raises FilterError for a number outside 1–MOST_ROOMS, for a site that is unknown, without a sure position, or both
    forced and forbidden, and where more are forced than rooms are to be opened."""
    pins = _pins(layout, rooms, forced, forbidden)
    ground = Ground(((weight.of(one), layout.reached_by[one.id]) for one in layout.apart), len(layout.numbers))
    jobs = [(number, *pins) for number in range(len(pins[0]), rooms + 1)]
    if pins != ((), ()):
        jobs += [(rooms, (), ())]
        jobs += [(rooms, (one,), ()) for one in pins[0]] + [(rooms, (), (one,)) for one in pins[1]]
    found = _solved(ground, jobs, seconds, progress or (lambda done, total: None))
    names = list(layout.numbers)
    steps = [_step(job[0], optimum, names) for job, optimum in zip(jobs, found, strict=True)]
    curve = tuple(steps[: rooms + 1 - len(pins[0])])
    free, alone = (curve[-1], []) if len(steps) == len(curve) else (steps[len(curve)], steps[len(curve) + 1 :])
    opened = _rooms(layout, ground, curve[-1], set(forced))
    brought = {one.id for room in opened for one in room.reached}
    stay = (one for one in layout.apart if layout.reached_by[one.id] and one.id not in brought)
    costs = _costs(layout, pins, free, alone)
    return Plan(layout, weight, opened, curve, free, costs, tuple(stay))


def _pins(
    layout: Layout, rooms: int, forced: Collection[str], forbidden: Collection[str]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    if not 1 <= rooms <= MOST_ROOMS:
        raise FilterError(f"新增活动室应为1～{MOST_ROOMS}个，现为{rooms}个。")
    for one in sorted({*forced, *forbidden} - layout.numbers.keys()):
        site = layout.sites.candidate(one)
        raise FilterError(f"备选点“{site.name}”没有可靠的坐标，不能参加选址。" if site else "所指定的备选点不存在。")
    if both := set(forced) & set(forbidden):
        names = "、".join(site.name for site in layout.sites.candidates if site.id in both)
        raise FilterError(f"备选点“{names}”不能既必选又排除。")
    if len(set(forced)) > rooms:
        raise FilterError(f"必选的备选点有{len(set(forced))}个，多于要新增的{rooms}个活动室。请增加个数或取消必选。")
    first, second = (tuple(sorted(layout.numbers[one] for one in set(chosen))) for chosen in (forced, forbidden))
    return first, second


def _solved(ground: Ground, jobs: list, seconds: float, progress: Progress) -> list[Optimum]:
    """All programs, each with its share of the time that is left."""
    found: list[Optimum] = []
    end = monotonic() + seconds
    for number, (rooms, forced, forbidden) in enumerate(jobs):
        progress(number, len(jobs))
        share = (end - monotonic()) / (len(jobs) - number)
        found.append(best(ground, rooms, forced=forced, forbidden=forbidden, seconds=share))
    progress(len(jobs), len(jobs))
    return found


def _step(rooms: int, optimum: Optimum, names: list[str]) -> Step:
    chosen = tuple(names[number] for number in optimum.chosen)
    return Step(rooms, optimum.value, chosen, optimum.proven, optimum.gap)


def _rooms(layout: Layout, ground: Ground, step: Step, forced: set[str]) -> tuple[Room, ...]:
    by_number = usable(layout.sites)
    left, opened = list(layout.apart), []
    for number, _ in ordered(ground, [layout.numbers[one] for one in step.chosen]):
        reached = tuple(one for one in left if number in layout.reached_by[one.id])
        left = [one for one in left if number not in layout.reached_by[one.id]]
        opened.append(Room(by_number[number], by_number[number].id in forced, reached))
    return tuple(opened)


def _costs(layout: Layout, pins: tuple, free: Step, alone: list[Step]) -> tuple[Cost, ...]:
    by_number = usable(layout.sites)
    pinned = [(number, True) for number in pins[0]] + [(number, False) for number in pins[1]]
    return tuple(
        Cost(by_number[number], forced, free.value - step.value, free.proven and step.proven)
        for (number, forced), step in zip(pinned, alone, strict=True)
    )
