"""An outcome in the making: what the levers have added so far, to whom, and what it takes."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from lib.measure import Number, Reading, State
from lib.whatif.counting import COUNTS, MENDED, PER_BRANCH, RATES, Branch, Count
from lib.whatif.levers import Where
from lib.whatif.outcome import Division, Election, LeftOut, Need
from lib.whatif.today import Today

Sum = int | Decimal
Becoming = Callable[[Branch], tuple[Branch, ...]]
Place = tuple[str | None, Sum | Number]  # region code, and what is added or put there


@dataclass(frozen=True)
class Moves:
    """What the levers do to one indicator: `more` and `more_base` are added, `instead` takes the place of a value."""

    more: tuple[Place, ...] = ()
    more_base: tuple[Place, ...] = ()
    instead: tuple[Place, ...] = ()


class Draft:
    """`more` and `more_base`: by indicator and region code, what is added to a count or numerator, and to a base.
    `instead`: values that are no sum and were worked out anew, of the whole view under None. `branches`: per branch of
    today what has become of it. A district that is 缺报 gets nothing added."""

    def __init__(self, today: Today) -> None:
        self.today = today
        self.branches: list[tuple[Branch, ...]] = [(one,) for one in today.branches]
        self.more: dict[tuple[str, str], Sum] = defaultdict(int)
        self.more_base: dict[tuple[str, str], Sum] = defaultdict(int)
        self.instead: dict[tuple[str, str | None], Number] = {}
        self.resized: set[str] = set()
        self.divisions: list[Division] = []
        self.elections: list[Election] = []
        self.left_out: list[LeftOut] = []
        self.formulas: list[str] = []
        self.notes: list[str] = []
        self._needs: dict[tuple[str, str], dict[str, tuple[Sum, Sum]]] = defaultdict(dict)

    def copy(self) -> "Draft":
        """One that can go on without changing this one."""
        other = Draft(self.today)
        for name in ("branches", "more", "more_base", "instead", "resized", "divisions", "elections", "left_out"):
            setattr(other, name, getattr(self, name).copy())
        other.formulas, other.notes = self.formulas.copy(), self.notes.copy()
        other._needs = defaultdict(dict, {what: found.copy() for what, found in self._needs.items()})
        return other

    def moves(self) -> dict[str, Moves]:
        """By indicator all that was added to it, district by district; none that was left alone."""
        found: dict[str, tuple[list[Place], list[Place], list[Place]]] = defaultdict(lambda: ([], [], []))
        for part, added in enumerate((self.more, self.more_base)):
            for (key, code), sum_ in added.items():
                if sum_:
                    found[key][part].append((code, sum_))
        for (key, code), value in self.instead.items():
            found[key][2].append((code, value))
        return {key: Moves(*map(tuple, parts)) for key, parts in found.items()}

    def regions(self, where: Where | None) -> tuple[str, ...]:
        """The chosen regions a lever works in, in official order; none for None."""
        if where is None:
            return ()
        return tuple(code for code in self.today.regions if not where or code in where)

    def told(self, key: str, code: str) -> Reading | None:
        """The reading of a district, None unless it has a number."""
        found = self.today.reading(key, code)
        return found if found is not None and found.value is not None else None

    def add(self, key: str, code: str, more: Sum, more_base: Sum = 0) -> None:
        """To a count or numerator, and to the base of a rate."""
        found = self.today.reading(key, code)
        if found is not None and found.state is not State.MISSING:
            self.more[key, code] += more
            self.more_base[key, code] += more_base

    def now_and_more(self, key: str, code: str) -> int | None:
        """A count with what was added so far, of what is certain; None where it is not known."""
        found = self.today.reading(key, code)
        return None if found is None or found.lo is None else int(found.lo) + int(self.more[key, code])

    def need(self, what: str, unit: str, code: str, amount: Sum, most: Sum | None = None) -> None:
        """More of what it takes in a district."""
        if amount:
            low, high = self._needs[what, unit].get(code, (0, 0))
            self._needs[what, unit][code] = (low + amount, high + (amount if most is None else most))

    def needs(self) -> Iterator[Need]:
        """In the order in which they came up: for all, then by district in official order."""
        labels, order = self.today.labels, self.today.regions
        for (what, unit), found in self._needs.items():
            low, high = (sum(side) for side in zip(*found.values(), strict=True))
            yield Need(what, unit, None, None, low, high)
            for code in (code for code in order if code in found):
                yield Need(what, unit, labels[code], code, *found[code])

    def change(self, where: Where, wanted: Callable[[Branch], bool], becoming: Becoming) -> list[Branch]:
        """Every such branch becomes what `becoming` says; those that were changed, as they were. A branch becomes
        itself alone where the lever has to leave it."""
        regions, touched = set(self.regions(where)), []
        for place, parts in enumerate(self.branches):
            if parts[0].region in regions and any(map(wanted, parts)):
                after = tuple(part for one in parts for part in (becoming(one) if wanted(one) else (one,)))
                if after != parts:
                    self._count(parts, after)
                    self.branches[place] = after
                    self._resize(parts, after)
                    touched += [one for one in parts if wanted(one)]
        return touched

    def _count(self, before: tuple[Branch, ...], after: tuple[Branch, ...]) -> None:
        code = before[0].region
        for key, counts in (*COUNTS.items(), *MENDED.items()):
            if more := _difference(counts, before, after):
                self.add(key, code, more)
        for key, (top, base) in RATES.items():
            more, more_base = _difference(top, before, after), _difference(base, before, after)
            if more or more_base:
                self.add(key, code, more, more_base)
        for key in PER_BRANCH:
            self.add(key, code, 0, len(after) - len(before))

    def _resize(self, before: tuple[Branch, ...], after: tuple[Branch, ...]) -> None:
        if [one.size for one in before] != [one.size for one in after]:
            self.resized.add(before[0].region)

    def now(self) -> Iterator[Branch]:
        """All branches as they are by now."""
        return (one for parts in self.branches for one in parts)

    def named(self, codes: Iterable[str]) -> str:
        """甲区、乙区."""
        return "、".join(self.today.labels[code] for code in codes)


def _difference(counts: Count, before: tuple[Branch, ...], after: tuple[Branch, ...]) -> int:
    return sum(map(counts, after)) - sum(map(counts, before))
