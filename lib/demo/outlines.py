"""From a grid of labels to outlines: neighbours get the very same points along the border they share."""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

import numpy as np

Corner = tuple[int, int]  # column, row of a corner of cells
Point = tuple[float, float]
Ring = list[Point]

_SIDES = ((0, -1), (1, 0), (0, 1), (-1, 0))  # the neighbour below, right, above, left
_CORNERS = ((0, 0), (1, 0), (1, 1), (0, 1))  # the side begins here; it ends at the next one
_SLACK = 0.3  # cells: how far a line may leave the corners it stands for


def rings(labels: np.ndarray, place: Callable[[float, float], Point], *, outside: int) -> dict[int, list[Ring]]:
    """Per label its outer ring, anticlockwise and closed, then its holes. `place` turns columns and rows into degrees.
    Stray cells go to a neighbour first, so that every label is one piece."""
    tidy = _whole(_smooth(labels))
    return {
        label: sorted((_curved(ring, tidy, place) for ring in _followed(edges)), key=len, reverse=True)
        for label, edges in _edges(tidy).items()
        if label != outside
    }


def _smooth(labels: np.ndarray) -> np.ndarray:
    """Every cell takes the label that most of its 5 × 5 surroundings have."""
    padded = np.pad(labels, 2, mode="edge")
    rows, columns = labels.shape
    counts = [
        sum((padded == label)[y : y + rows, x : x + columns].astype(int) for y in range(5) for x in range(5))
        for label in range(labels.max() + 1)
    ]
    return np.argmax(counts, axis=0)


def _whole(labels: np.ndarray) -> np.ndarray:
    """The largest piece of every label stays; what lay apart, or touched at a corner only, joins a neighbour."""
    cells = {(x, y): int(label) for (y, x), label in np.ndenumerate(labels)}
    while stray := _apart(cells) or _touching(cells):
        for cell in stray:
            around = Counter(cells[near] for near in _near(cell) if near in cells and cells[near] != cells[cell])
            cells[cell] = max(around, key=lambda label: (around[label], label)) if around else cells[cell]
    whole = labels.copy()
    for (x, y), label in cells.items():
        whole[y, x] = label
    return whole


def _near(cell: Corner) -> Iterator[Corner]:
    return ((cell[0] + dx, cell[1] + dy) for dx, dy in _SIDES)


def _apart(cells: dict[Corner, int]) -> list[Corner]:
    """The cells that do not belong to the largest piece of their label."""
    pieces: dict[int, list[list[Corner]]] = {}
    seen: set[Corner] = set()
    for start, label in cells.items():
        if start in seen:
            continue
        seen.add(start)
        piece = [start]
        for cell in piece:
            fresh = [near for near in _near(cell) if near not in seen and cells.get(near) == label]
            seen.update(fresh)
            piece.extend(fresh)
        pieces.setdefault(label, []).append(piece)
    return sorted(cell for found in pieces.values() for piece in sorted(found, key=len)[:-1] for cell in piece)


def _touching(cells: dict[Corner, int]) -> list[Corner]:
    """One cell of every four that meet like the fields of a chessboard."""
    return [
        (x, y)
        for (x, y), label in cells.items()
        if cells.get((x + 1, y + 1)) == label
        and (other := cells.get((x + 1, y))) == cells.get((x, y + 1))
        and other not in (label, None)
    ]


def _edges(labels: np.ndarray) -> dict[int, dict[Corner, Corner]]:
    """Per label the sides of its cells that are borders: from corner to corner, the label on the left."""
    found: dict[int, dict[Corner, Corner]] = {}
    rows, columns = labels.shape
    for side, (dx, dy) in enumerate(_SIDES):
        (x1, y1), (x2, y2) = _CORNERS[side], _CORNERS[(side + 1) % 4]
        moved = np.roll(labels, (-dy, -dx), axis=(0, 1))
        for y, x in np.argwhere(labels != moved):
            if 0 <= x + dx < columns and 0 <= y + dy < rows:
                start, end = (int(x) + x1, int(y) + y1), (int(x) + x2, int(y) + y2)
                found.setdefault(int(labels[y, x]), {})[start] = end
    return found


def _followed(edges: dict[Corner, Corner]) -> Iterator[list[Corner]]:
    """The closed rings these sides make, each without its first corner at the end."""
    left = dict(edges)
    while left:
        start = min(left)
        ring, corner = [start], left.pop(start)
        while corner != start:
            ring.append(corner)
            corner = left.pop(corner)
        yield ring


def _curved(ring: list[Corner], labels: np.ndarray, place: Callable[[float, float], Point]) -> Ring:
    """The ring with every stretch between two meeting points of borders made smooth."""
    meets = [no for no, (x, y) in enumerate(ring) if len(np.unique(labels[y - 1 : y + 1, x - 1 : x + 1])) > 2]
    first = meets[0] if meets else ring.index(min(ring))
    turned = ring[first:] + ring[: first + 1]
    cuts = [no - first for no in meets] or [0]
    curve: Ring = []
    for start, end in zip(cuts, [*cuts[1:], len(ring)], strict=True):
        stretch = turned[start : end + 1]
        back = stretch[::-1]
        points = _line(min(stretch, back))
        curve += [place(x, y) for x, y in (points if stretch <= back else points[::-1])][:-1]
    return [*curve, curve[0]]


def _line(corners: list[Corner]) -> list[Point]:
    """Corners as a smooth line with the same ends: middles of the sides, thinned out, corners cut."""
    middles = [((ax + bx) / 2, (ay + by) / 2) for (ax, ay), (bx, by) in pairwise(corners)]
    thin = _thinned([corners[0], *middles, corners[-1]])
    inner = [
        (ax + (bx - ax) * part, ay + (by - ay) * part) for (ax, ay), (bx, by) in pairwise(thin) for part in (0.25, 0.75)
    ]
    return [thin[0], *inner[1:-1], thin[-1]]


def _thinned(points: list[Point]) -> list[Point]:
    """Douglas and Peucker: the farthest point stays where it is farther than _SLACK from the straight line."""
    if len(points) < 3:
        return points
    (ax, ay), (bx, by) = points[0], points[-1]
    length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5

    def off(no: int) -> float:
        x, y = points[no][0] - ax, points[no][1] - ay
        return abs(x * (by - ay) - y * (bx - ax)) / length if length else (x * x + y * y) ** 0.5

    far = max(range(1, len(points) - 1), key=off)
    if off(far) <= _SLACK:
        return [points[0], points[-1]]
    return _thinned(points[: far + 1])[:-1] + _thinned(points[far:])
