"""The invented districts' borders: winding, shared by neighbours to the last digit, in the right places for the data.

Every cell of a fine grid goes to the district whose box is nearest once a rough noise has moved the ground; the units
and venues of a district pull their surroundings to it. `outlines` makes lines of the cells. Only sums, products and
square roots are used, so that the file comes out the same on every machine.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from lib.demo.districts import DISTRICTS, EXTENT, Box, stream
from lib.demo.outlines import Ring, rings
from lib.demo.units import units_by_region
from lib.demo.venues import rooms
from lib.settings import DEMO_BOUNDARIES

_STEP = (0.005, 0.004)  # degrees: cells about 430 m wide and high
_MARGIN = 14  # cells around EXTENT
_SQUEEZE = 0.777  # a degree of longitude in degrees of latitude, at this latitude
_OUTSIDE = len(DISTRICTS)
_OCTAVES = ((0.4, 1.0), (0.18, 0.8), (0.08, 0.7), (0.035, 0.45), (0.016, 0.25))  # wavelength in degrees, strength
_ROUGH = 0.34
_BOX = 0.3
_RIM = 0.05

Grid = np.ndarray  # of floats, one per cell


def write(path: Path = DEMO_BOUNDARIES) -> None:
    """Write the borders as GeoJSON."""
    path.write_text(text(), encoding="utf-8")


def text() -> str:
    """The borders as GeoJSON, one line per district, in official order."""
    outlines = rings(labels(), _corner, outside=_OUTSIDE)
    lines = ",\n".join(
        json.dumps(_feature(no, outlines[no]), ensure_ascii=False, separators=(",", ":"))
        for no in range(len(DISTRICTS))
    )
    return f'{{"type":"FeatureCollection","name":"示意图","features":[\n{lines}\n]}}\n'


def _feature(no: int, outline: list[Ring]) -> dict[str, object]:
    properties = {"region_code": DISTRICTS[no].code, "name": DISTRICTS[no].name}
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": outline}}


def _corner(column: float, row: float) -> tuple[float, float]:
    """Degrees of a corner of cells."""
    return (
        round(EXTENT[0] + (column - _MARGIN) * _STEP[0], 4),
        round(EXTENT[1] + (row - _MARGIN) * _STEP[1], 4),
    )


def _centres() -> tuple[Grid, Grid]:
    """Longitude and latitude of the centres of all cells; rows run north."""
    columns = round((EXTENT[2] - EXTENT[0]) / _STEP[0]) + 2 * _MARGIN
    rows = round((EXTENT[3] - EXTENT[1]) / _STEP[1]) + 2 * _MARGIN
    lng = EXTENT[0] + (np.arange(columns) - _MARGIN + 0.5) * _STEP[0]
    lat = EXTENT[1] + (np.arange(rows) - _MARGIN + 0.5) * _STEP[1]
    return np.meshgrid(lng, lat)


def labels() -> np.ndarray:
    """Per cell the number of its district in DISTRICTS, or _OUTSIDE."""
    lng, lat = _centres()
    costs = [_cost(item.code, item.box, lng, lat) for item in DISTRICTS]
    costs.append(_RIM * (1 + 0.5 * _noise("outside", lng, lat)) - _distance(EXTENT, lng, lat))
    return np.argmin(costs, axis=0)


def _cost(region_code: str, box: Box, lng: Grid, lat: Grid) -> Grid:
    """Of going to a district: 0 at its units and venues, growing unevenly away from them and outside its box."""
    way = _BOX * np.maximum(_distance(box, lng, lat), 0) + _nearest(region_code, lng, lat)
    return way * (1 + _ROUGH * _noise(region_code, lng, lat))


def _distance(box: Box, lng: Grid, lat: Grid) -> Grid:
    """From the edge of a box, in degrees of latitude; negative inside."""
    west, south, east, north = box
    x = np.maximum(west - lng, lng - east) * _SQUEEZE
    y = np.maximum(south - lat, lat - north)
    return np.where((x > 0) & (y > 0), np.sqrt(x * x + y * y), np.maximum(x, y))


def _noise(name: str, lng: Grid, lat: Grid) -> Grid:
    """Smooth random heights about -1 to 1, several wavelengths on top of each other."""
    return sum(strength * _waves(f"{name}/{length}", lng, lat, length) for length, strength in _OCTAVES)


def _waves(name: str, lng: Grid, lat: Grid, length: float) -> Grid:
    """Random heights at the knots of a lattice, with a smooth surface through them."""
    random = stream("border", name)
    x, y = (lng - lng.min()) * _SQUEEZE / length, (lat - lat.min()) / length
    size = (int(y.max()) + 2, int(x.max()) + 2)
    knots = np.array([[random.uniform(-1, 1) for _ in range(size[1])] for _ in range(size[0])])
    column, row = x.astype(int), y.astype(int)
    u, v = (part * part * (3 - 2 * part) for part in (x - column, y - row))
    south = knots[row, column] * (1 - u) + knots[row, column + 1] * u
    north = knots[row + 1, column] * (1 - u) + knots[row + 1, column + 1] * u
    return south * (1 - v) + north * v


def _nearest(region_code: str, lng: Grid, lat: Grid) -> Grid:
    """Distance to the nearest unit or venue of the district, in degrees of latitude."""
    square = np.full_like(lng, np.inf)
    for place in _places(region_code):
        square = np.minimum(square, ((lng - place[0]) * _SQUEEZE) ** 2 + (lat - place[1]) ** 2)
    return np.sqrt(square)


def _places(region_code: str) -> Iterator[tuple[float, float]]:
    yield from (unit.place for unit in units_by_region()[region_code])
    yield from (room.place for room in rooms(region_code) if room.place)
