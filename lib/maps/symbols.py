"""The signs of venues: the shape says the tier, the filling and its colour say the form. And those of candidate sites:
the filling says what became of them."""

from functools import cache
from urllib.parse import quote

from lib.schema import VENUE_FORMS, VENUE_TIERS

SIDE = 24  # of the square a sign is drawn in
SIZES = dict(zip(VENUE_TIERS, (26, 20, 13, 12), strict=True))  # pixels on the map
_OTHER_SIZE = 12
_CELL = 64  # pixels of a sign in the atlas
_SHAPES = {
    "市级中心": "M12 1.6L15.2 8.6L22.8 9.4L17.1 14.5L18.7 22L12 18.1L5.3 22L6.9 14.5L1.2 9.4L8.8 8.6Z",
    "区县级中心": "M3.5 3.5H20.5V20.5H3.5Z",
    "共享活动室": "M12 2.5A9.5 9.5 0 1 1 12 21.5A9.5 9.5 0 1 1 12 2.5Z",
    "支部自有": "M12 2.5L22 20.5H2Z",
}
_OTHER_SHAPE = "M9 3H15V9H21V15H15V21H9V15H3V9H9Z"
_COLORS = dict(zip(VENUE_FORMS, ("#1E2329", "#B8860B", "#2E7D5B", "#7A3E86"), strict=True))
_OTHER_COLOR = "#6F7C8A"
FORMS = (*VENUE_FORMS, "")
TIERS = (*VENUE_TIERS, "")
UNKNOWN = "缺报"
CANDIDATE = "备选点"  # a tier of its own; its forms:
FREE, TAKEN, FORCED, FORBIDDEN = STATES = ("未选", "选中", "必选", "排除")
_CANDIDATE_SHAPE = "M12 1.5L22.5 12L12 22.5L1.5 12Z"
_CANDIDATE_COLORS = dict(zip(STATES, ("#1E2329", "#9E1B1B", "#9E1B1B", "#6F7C8A"), strict=True))
_CANDIDATE_SIZES = dict(zip(STATES, (13, 22, 22, 14), strict=True))
_COLUMNS = len(FORMS)  # of the atlas
PAIRS = (*((tier, form) for tier in TIERS for form in FORMS), *((CANDIDATE, state) for state in STATES))


def color(form: str) -> str:
    return _COLORS.get(form, _OTHER_COLOR)


def size(tier: str, form: str = "") -> int:
    """Pixels on the map."""
    if tier == CANDIDATE:
        return _CANDIDATE_SIZES.get(form, _OTHER_SIZE)
    return SIZES.get(tier, _OTHER_SIZE)


def sign(tier: str, form: str) -> str:
    """SVG elements within a square of SIDE: 固定 full, 共享 hollow, 一室多用 half, 专门建立 with a dot."""
    if tier == CANDIDATE:
        return _candidate(form)
    path, ink = _SHAPES.get(tier, _OTHER_SHAPE), color(form)
    halo = f'<path d="{path}" fill="#fff" stroke="#fff" stroke-width="5" stroke-linejoin="round"/>'
    full = f'<path d="{path}" fill="{ink}" stroke="{ink}" stroke-width="2"/>'
    hollow = f'<path d="{path}" fill="#fff" stroke="{ink}" stroke-width="3.4"/>'
    if form == "固定":
        return halo + full
    if form == "专门建立":
        return halo + full + '<circle cx="12" cy="13" r="3.4" fill="#fff"/>'
    if form == "一室多用":
        half = f'<path d="{path}" fill="{ink}" style="clip-path:inset(50% 0 0 0)"/>'
        return halo + hollow + half
    return halo + hollow


def _candidate(state: str) -> str:
    """未选 hollow, 选中 full, 必选 with a dot, 排除 crossed out."""
    path, ink = _CANDIDATE_SHAPE, _CANDIDATE_COLORS[state]
    halo = f'<path d="{path}" fill="#fff" stroke="#fff" stroke-width="5" stroke-linejoin="round"/>'
    filled = ink if state in (TAKEN, FORCED) else "#fff"
    body = f'<path d="{path}" fill="{filled}" stroke="{ink}" stroke-width="{2 if filled == ink else 3}"/>'
    dot = '<circle cx="12" cy="12" r="3.6" fill="#fff"/>' if state == FORCED else ""
    cross = f'<path d="M7 7L17 17M17 7L7 17" stroke="{ink}" stroke-width="3"/>' if state == FORBIDDEN else ""
    return halo + body + dot + cross


def name(tier: str, form: str) -> str:
    """The sign's name: ASCII, the same for all that is not known."""
    if tier == CANDIDATE:
        return f"c-{STATES.index(form)}"
    return f"{TIERS.index(tier if tier in TIERS else '')}-{FORMS.index(form if form in FORMS else '')}"


@cache
def mapping() -> dict[str, dict[str, int]]:
    """Where each sign lies in the atlas."""
    places = {name(tier, form): divmod(number, _COLUMNS) for number, (tier, form) in enumerate(PAIRS)}
    return {
        key: {"x": column * _CELL, "y": row * _CELL, "width": _CELL, "height": _CELL}
        for key, (row, column) in places.items()
    }


@cache
def atlas() -> str:
    """All signs in one picture, as a `data:` address."""
    wide, high, grow = _COLUMNS * _CELL, -(-len(PAIRS) // _COLUMNS) * _CELL, (_CELL - 8) / SIDE
    where = mapping()
    signs = "".join(
        f'<g transform="translate({spot["x"] + 4} {spot["y"] + 4}) scale({grow})">{sign(tier, form)}</g>'
        for tier, form in PAIRS
        for spot in (where[name(tier, form)],)
    )
    picture = f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}">{signs}</svg>'
    return "data:image/svg+xml," + quote(picture)
