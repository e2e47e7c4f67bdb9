"""What was read of one data version, kept region by region, so that other districts are picked and not read again."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sized
from threading import Lock
from typing import TypeVar

_MOST = 300_000  # entries, of some 250 bytes each
Part = TypeVar("Part", bound=Hashable)
Held = TypeVar("Held", bound=Sized)


class Memory:
    """Belongs to one snapshot and goes with it. Many sessions use it at once; what was looked at least recently goes
    first when there is too much. Nothing that is kept is ever changed."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._shelves: OrderedDict[Hashable, dict[Hashable, Mapping[str, Sized]]] = OrderedDict()
        self._sizes: dict[Hashable, int] = {}
        self._lock = Lock()

    @property
    def size(self) -> int:
        """How many entries are kept."""
        return sum(self._sizes.values())

    def recall(
        self,
        asked: Hashable,
        parts: Iterable[Part],
        regions: Iterable[str],
        read: Callable[[tuple[Part, ...]], Mapping[Part, Mapping[str, Held]]],
    ) -> dict[Part, dict[str, Held]]:
        """Every part as it was read, of these regions only. `asked`: all on which the reading depends, the scope
        included. `read` is asked for the parts that are not kept; where it fails, nothing is kept."""
        wanted = tuple(parts)
        found = self._kept(asked, wanted)
        if missing := tuple(part for part in wanted if part not in found):
            fresh = read(missing)
            self._keep(asked, fresh)
            found |= fresh
        codes = tuple(regions)
        return {part: {code: found[part][code] for code in codes if code in found[part]} for part in wanted}

    def _kept(self, asked: Hashable, parts: tuple[Part, ...]) -> dict[Part, Mapping[str, Held]]:
        with self._lock:
            shelf = self._shelves.get(asked)
            if shelf is None:
                return {}
            self._shelves.move_to_end(asked)
            return {part: shelf[part] for part in parts if part in shelf}

    def _keep(self, asked: Hashable, fresh: Mapping[Part, Mapping[str, Held]]) -> None:
        with self._lock:
            shelf = self._shelves.setdefault(asked, {})
            self._shelves.move_to_end(asked)
            shelf.update(fresh)
            self._sizes[asked] = sum(1 + sum(map(len, held.values())) for held in shelf.values())
            while self.size > self._most:
                oldest, _ = self._shelves.popitem(last=False)
                del self._sizes[oldest]
