"""Chinese coordinate systems to WGS-84. The formulas are public; no library for them is alive (see docs/decisions)."""

from math import atan2, cos, hypot, pi, sin, sqrt

_A = 6378245.0  # semi-major axis of the Krasovsky ellipsoid, metres
_EE = 0.00669342162296594323  # its first eccentricity squared
_X_PI = pi * 3000.0 / 180.0


def _offset(lng: float, lat: float) -> tuple[float, float]:
    """How far GCJ-02 lies from WGS-84 at a WGS-84 position, in degrees."""
    x, y = lng - 105.0, lat - 35.0
    wave = (20.0 * sin(6.0 * x * pi) + 20.0 * sin(2.0 * x * pi)) * 2.0 / 3.0
    d_lat = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + wave
    d_lat += (20.0 * sin(y * pi) + 40.0 * sin(y / 3.0 * pi)) * 2.0 / 3.0
    d_lat += (160.0 * sin(y / 12.0 * pi) + 320.0 * sin(y * pi / 30.0)) * 2.0 / 3.0
    d_lng = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + wave
    d_lng += (20.0 * sin(x * pi) + 40.0 * sin(x / 3.0 * pi)) * 2.0 / 3.0
    d_lng += (150.0 * sin(x / 12.0 * pi) + 300.0 * sin(x / 30.0 * pi)) * 2.0 / 3.0
    magic = 1 - _EE * sin(lat / 180.0 * pi) ** 2
    d_lat = d_lat * 180.0 / ((_A * (1 - _EE)) / (magic * sqrt(magic)) * pi)
    d_lng = d_lng * 180.0 / (_A / sqrt(magic) * cos(lat / 180.0 * pi) * pi)
    return d_lng, d_lat


def wgs84_to_gcj02(lng: float, lat: float) -> tuple[float, float]:
    d_lng, d_lat = _offset(lng, lat)
    return lng + d_lng, lat + d_lat


def gcj02_to_wgs84(lng: float, lat: float) -> tuple[float, float]:
    """The inverse by fixed-point iteration; good to less than a millimetre."""
    x, y = lng, lat
    for _ in range(5):
        d_lng, d_lat = _offset(x, y)
        x, y = lng - d_lng, lat - d_lat
    return x, y


def bd09_to_gcj02(lng: float, lat: float) -> tuple[float, float]:
    x, y = lng - 0.0065, lat - 0.006
    z = hypot(x, y) - 0.00002 * sin(y * _X_PI)
    theta = atan2(y, x) - 0.000003 * cos(x * _X_PI)
    return z * cos(theta), z * sin(theta)


def to_wgs84(lng: float, lat: float, crs: str) -> tuple[float, float]:
    """A position in one of `schema.CRS` as WGS-84 degrees, rounded to seven decimals (one centimetre).

    CGCS2000 differs from WGS-84 by centimetres and is taken over."""
    if crs == "BD09":
        lng, lat = bd09_to_gcj02(lng, lat)
    if crs in ("BD09", "GCJ02"):
        lng, lat = gcj02_to_wgs84(lng, lat)
    return round(lng, 7), round(lat, 7)
