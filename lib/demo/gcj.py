"""WGS-84 → GCJ-02, written apart from the intake's conversion so that each checks the other."""

from math import cos, pi, sin, sqrt

_AXIS = 6378245.0  # Krasovsky 1940, metres
_ECCENTRICITY = 0.00669342162296594323


def _wave(value: float, period: float) -> float:
    return sin(value * pi / period)


def _shift_lat(x: float, y: float) -> float:
    shift = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    shift += (20 * _wave(x, 1 / 6) + 20 * _wave(x, 1 / 2)) * 2 / 3
    shift += (20 * _wave(y, 1) + 40 * _wave(y, 3)) * 2 / 3
    return shift + (160 * _wave(y, 12) + 320 * _wave(y, 30)) * 2 / 3


def _shift_lng(x: float, y: float) -> float:
    shift = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    shift += (20 * _wave(x, 1 / 6) + 20 * _wave(x, 1 / 2)) * 2 / 3
    shift += (20 * _wave(x, 1) + 40 * _wave(x, 3)) * 2 / 3
    return shift + (150 * _wave(x, 12) + 300 * _wave(x, 30)) * 2 / 3


def to_gcj02(lng: float, lat: float) -> tuple[float, float]:
    """The GCJ-02 longitude and latitude of a WGS-84 point in China, six decimals."""
    x, y, angle = lng - 105, lat - 35, lat / 180 * pi
    curve = 1 - _ECCENTRICITY * sin(angle) ** 2
    north = _shift_lat(x, y) * 180 / (_AXIS * (1 - _ECCENTRICITY) / (curve * sqrt(curve)) * pi)
    east = _shift_lng(x, y) * 180 / (_AXIS / sqrt(curve) * cos(angle) * pi)
    return round(lng + east, 6), round(lat + north, 6)
