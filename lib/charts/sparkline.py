"""How it is drawn. Small pictures are SVG text: cheap to build, to send and to paint (docs/decisions/0004)."""

from collections.abc import Sequence

_WIDTH, _HEIGHT, _PAD = 160, 40, 5
_GREY, _RED = "#6F7C8A", "#9E1B1B"


def sparkline(values: Sequence[float | None], *, target: float | None = None, title: str = "") -> str:
    """A line through the known values with a dot at the last; gaps where a value is unknown; the target dashed.

    Returns an SVG document without any text of the data but `title`, which is escaped."""
    known = [value for value in values if value is not None]
    scale = [*known, *([target] if target is not None else [])]
    if not known:
        return _document("", title)
    low, high = min(scale), max(scale)
    places = [
        None if value is None else _place(index, len(values), value, low, high) for index, value in enumerate(values)
    ]
    parts = []
    if target is not None:
        _, y = _place(0, 2, target, low, high)
        parts.append(f'<path d="M{_PAD} {y}H{_WIDTH - _PAD}" stroke="{_RED}" stroke-dasharray="3 3" stroke-width="1"/>')
    parts += [f'<path d="{path}" stroke="{_GREY}" stroke-width="1.6"/>' for path in _paths(places)]
    if places[-1] is not None:
        x, y = places[-1]
        parts.append(f'<circle cx="{x}" cy="{y}" r="3" fill="{_GREY}"/>')
    return _document("".join(parts), title)


def _place(index: int, count: int, value: float, low: float, high: float) -> tuple[float, float]:
    x = _PAD + (_WIDTH - 2 * _PAD) * (index / (count - 1) if count > 1 else 1)
    share = (value - low) / (high - low) if high > low else 0.5
    return round(x, 1), round(_HEIGHT - _PAD - share * (_HEIGHT - 2 * _PAD), 1)


def _paths(places: Sequence[tuple[float, float] | None]) -> list[str]:
    """One path per unbroken run of known values."""
    runs: list[list[str]] = [[]]
    for place in places:
        if place is None:
            runs.append([])
        else:
            runs[-1].append(f"{place[0]} {place[1]}")
    return ["M" + "L".join(run) for run in runs if len(run) > 1]


def _document(content: str, title: str) -> str:
    safe = title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" fill="none">'
        f"<title>{safe}</title>{content}</svg>"
    )
