"""The untidy cells of the offices that are not careful: what stands there instead of the number."""

from collections.abc import Callable

from lib.demo.districts import BY_CODE, stream
from lib.demo.manners import Slip
from lib.demo.units import all_units

Row = dict[str, object]
Way = Callable[[object], object]

_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def _is_number(value: object) -> bool:
    return isinstance(value, int) and value > 0


def _alias(value: object) -> object:
    aliases = {unit.name: unit.aliases for unit in all_units()}.get(str(value), ())
    return aliases[0] if aliases else value


# For each way: whether a value suits, and what is written for it.
WAYS: dict[str, tuple[Callable[[object], bool], Way]] = {
    "about": (lambda value: _is_number(value) and value >= 20, lambda value: f"约{round(value, -1)}"),
    "over": (
        lambda value: _is_number(value) and 200 < value < 1000 and value % 100,
        lambda value: f"{value // 100}00余",
    ),
    "near a thousand": (lambda value: _is_number(value) and 820 <= value < 1000, lambda _: "近千人次"),
    "pending": (_is_number, lambda _: "待报"),
    "broken reference": (_is_number, lambda _: "#REF!"),
    "blank": (_is_number, lambda _: None),
    "no system": (lambda value: isinstance(value, str), lambda _: None),
    "wide digits": (_is_number, lambda value: str(value).translate(_WIDE)),
    "unit word": (_is_number, lambda value: f"{value}人"),
    "thousands": (lambda value: _is_number(value) and value >= 1000, lambda value: f"{value:,}"),
    "padded": (_is_number, lambda value: f"\u00a0{value}"),
    "scope remark": (lambda value: isinstance(value, str), lambda value: f"{value}（含下属）"),
    "line break": (lambda value: isinstance(value, str), lambda value: f"{value[:6]}\n{value[6:]}"),
    "alias": (lambda value: _alias(value) != value, _alias),
}


def _building_site(region_code: str) -> Row:
    """A district centre that is not finished yet."""
    district = BY_CODE[region_code]
    lng, lat = district.seat
    return {
        "name": f"{district.name}离退休干部党建活动中心",
        "tier": "区县级中心",
        "form": "专门建立",
        "address": f"{district.name}拂荻大街{stream('site', region_code).randint(1, 200)}号",
        "lng": lng,
        "lat": lat,
        "crs": "WGS84",
        "area_sqm": 620,
        "opened_on": "在建",
        "rooms_n": 9,
        "capacity_n": 260,
        "invest_yuan": 1_860_000,
        "sessions_n": 0,
        "person_times_n": 0,
        "norm_ok": "未评",
    }


def _spoil(rows: list[Row], slip: Slip) -> None:
    suits, write = WAYS[slip.how]
    start = int(slip.at * len(rows))
    order = [*range(start, len(rows)), *range(start)]
    hit = next((index for index in order if suits(rows[index][slip.field])), None)
    if hit is not None:
        rows[hit] = rows[hit] | {slip.field: write(rows[hit][slip.field])}


def spoiled(region_code: str, sheets: dict[str, list[Row]], slips: tuple[Slip, ...]) -> dict[str, list[Row]]:
    """The office's rows with its slips; the rows given stay as they are. One cell is hit once at most."""
    found = {source: list(rows) for source, rows in sheets.items()}
    for slip in slips:
        if slip.how == "under construction":
            found["venues"].append(_building_site(region_code))
        elif slip.source in found:
            _spoil(found[slip.source], slip)
    return found
