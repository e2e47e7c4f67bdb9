"""The invented city and its districts: names, codes, where they lie.

No name exists in China's administrative divisions, the codes begin with the unused 98, and the place is an empty
desert, so no figure can be mistaken for a real place's.
"""

import random
from dataclasses import dataclass

from lib.schema import CITY

SEED = 20251231

CITY_NAME = "霁榆市"
CITY_SHORT = "霁榆"
CITY_CODE = "980100"
CITY_SEAT = (83.335, 39.025)

Box = tuple[float, float, float, float]  # west, south, east, north in degrees, WGS-84
EXTENT: Box = (82.0, 38.2, 84.6, 39.8)


def stream(*key: object) -> random.Random:
    """An own stream of random numbers per subject, so that a change in one place leaves all others as they were."""
    return random.Random(f"{SEED}/{'/'.join(str(part) for part in key)}")


@dataclass(frozen=True)
class District:
    """One district. `box` is its patch of the map (the boxes tile EXTENT without gap), `seat` lies inside it.
    `organs`, `towns`, `communities`: how many of each; `size`: how large its units are, 1 = usual."""

    code: str
    name: str
    short_name: str
    kind: str
    box: Box
    seat: tuple[float, float]
    organs: int
    towns: int
    communities: int
    size: float

    @property
    def stem(self) -> str:
        """What the names of the district's units begin with."""
        return f"{CITY_SHORT}高新区" if self.kind == "功能区" else self.name

    @property
    def is_urban(self) -> bool:
        return self.kind in ("区", "功能区")


# In official order: a dense core of eight small districts, ten wide ones around it.
DISTRICTS = (
    District("980102", "檀汐区", "檀汐", "区", (83.25, 38.97, 83.42, 39.08), (83.33, 39.03), 46, 9, 38, 1.35),
    District("980103", "蘅渚区", "蘅渚", "区", (83.05, 38.97, 83.25, 39.08), (83.17, 39.03), 44, 9, 36, 1.2),
    District("980104", "漪垣区", "漪垣", "区", (83.42, 38.97, 83.65, 39.08), (83.50, 39.02), 42, 8, 34, 1.1),
    District("980105", "翊桥区", "翊桥", "区", (83.25, 39.08, 83.42, 39.20), (83.34, 39.13), 40, 8, 31, 1.0),
    District("980106", "黛筠区", "黛筠", "区", (83.05, 39.08, 83.25, 39.20), (83.16, 39.13), 38, 8, 28, 0.9),
    District("980107", "樨湾区", "樨湾", "区", (83.05, 38.85, 83.25, 38.97), (83.17, 38.92), 37, 8, 26, 0.9),
    District("980108", "楸墩区", "楸墩", "区", (83.25, 38.85, 83.65, 38.97), (83.40, 38.92), 38, 9, 27, 0.95),
    District(
        "980109",
        f"{CITY_SHORT}高新技术产业开发区",
        "高新区",
        "功能区",
        (83.42, 39.08, 83.65, 39.20),
        (83.51, 39.14),
        15,
        3,
        12,
        0.6,
    ),
    District("980181", "葭泽市", "葭泽", "县级市", (82.60, 38.75, 83.05, 39.30), (82.86, 39.05), 42, 10, 27, 1.1),
    District("980182", "芰浦市", "芰浦", "县级市", (83.65, 38.80, 84.60, 39.30), (83.98, 39.06), 42, 11, 26, 1.05),
    District("980121", "荻塬县", "荻塬", "县", (82.00, 39.00, 82.60, 39.80), (82.33, 39.36), 37, 10, 20, 0.9),
    District("980122", "栩岭县", "栩岭", "县", (82.00, 38.20, 82.60, 39.00), (82.29, 38.63), 36, 10, 19, 0.85),
    District("980123", "槿坪县", "槿坪", "县", (82.60, 39.30, 83.05, 39.80), (82.84, 39.53), 37, 9, 21, 0.95),
    District("980124", "苕岸县", "苕岸", "县", (83.05, 39.20, 83.65, 39.80), (83.32, 39.48), 38, 10, 24, 1.0),
    District("980125", "岑堰县", "岑堰", "县", (83.65, 39.30, 84.60, 39.80), (84.05, 39.54), 35, 9, 19, 0.8),
    District("980126", "蓼陂县", "蓼陂", "县", (82.60, 38.20, 83.05, 38.75), (82.82, 38.50), 36, 9, 19, 0.85),
    District("980127", "箬皋县", "箬皋", "县", (83.05, 38.20, 83.65, 38.85), (83.36, 38.55), 36, 10, 20, 0.9),
    District("980128", "霭溪县", "霭溪", "县", (83.65, 38.20, 84.60, 38.80), (84.03, 38.52), 35, 10, 18, 0.75),
)
BY_CODE = {item.code: item for item in DISTRICTS}
BY_SHORT = {item.short_name: item for item in DISTRICTS}
REGION_CODES = (CITY_CODE, *BY_CODE)


def region_name(code: str) -> str:
    return CITY_NAME if code == CITY_CODE else BY_CODE[code].name


def region_rows() -> list[tuple[int, str, str, str, str]]:
    """序号, 区划代码, 名称, 简称, 类别 in official order; the city itself first, with number 0."""
    rows = [(0, CITY_CODE, CITY_NAME, CITY_SHORT, CITY)]
    rows += [(no, item.code, item.name, item.short_name, item.kind) for no, item in enumerate(DISTRICTS, start=1)]
    return rows


def inside(box: Box, point: tuple[float, float], *, margin: float = 0.08) -> tuple[float, float]:
    """The point, moved into the box at least `margin` of its width and height away from the edge; six decimals."""
    west, south, east, north = box
    dx, dy = margin * (east - west), margin * (north - south)
    lng = min(max(point[0], west + dx), east - dx)
    lat = min(max(point[1], south + dy), north - dy)
    return round(lng, 6), round(lat, 6)
