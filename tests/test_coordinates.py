"""Chinese coordinate systems to WGS-84, against published vectors.

The vectors are those of the two most used open implementations (coordtransform and eviltransform).
"""

from math import cos, hypot, radians

import pytest

from lib.intake.coordinates import bd09_to_gcj02, gcj02_to_wgs84, to_wgs84, wgs84_to_gcj02

METRES_PER_DEGREE = 111_320
PLACES = [(116.391265, 39.907339), (73.6, 39.5), (134.7, 48.3), (109.5, 18.2), (126.63, 45.75), (104.06, 30.67)]


def metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    return METRES_PER_DEGREE * hypot((one[0] - other[0]) * cos(radians(one[1])), one[1] - other[1])


@pytest.mark.parametrize(
    ("wgs84", "gcj02", "tolerance"),
    [
        ((116.391265, 39.907339), (116.397507, 39.908742), 1e-5),  # 天安门
        ((116.404, 39.915), (116.41024449916938, 39.91640428150164), 1e-9),
        ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597), 1e-6),
        ((113.912316, 22.543847), (113.9171764808363, 22.540796131694766), 1e-6),
        ((116.377817, 39.911954), (116.38404722455657, 39.91334545536069), 1e-6),
    ],
)
def test_wgs84_to_gcj02_agrees_with_published_positions(wgs84, gcj02, tolerance):
    assert wgs84_to_gcj02(*wgs84) == pytest.approx(gcj02, abs=tolerance)


def test_bd09_to_gcj02_agrees_with_a_published_position():
    assert bd09_to_gcj02(116.404, 39.915) == pytest.approx((116.39762729119315, 39.90865673957631), abs=1e-9)


@pytest.mark.parametrize("place", PLACES)
def test_there_and_back_is_less_than_a_millimetre(place):
    assert metres(gcj02_to_wgs84(*wgs84_to_gcj02(*place)), place) < 0.001


@pytest.mark.parametrize("place", PLACES)
def test_gcj02_lies_some_hundred_metres_off(place):
    assert 50 < metres(wgs84_to_gcj02(*place), place) < 1500


def test_every_system_leads_to_the_same_place():
    tiananmen = (116.391265, 39.907339)
    gcj02 = wgs84_to_gcj02(*tiananmen)
    assert to_wgs84(*gcj02, "GCJ02") == pytest.approx(tiananmen, abs=1e-7)
    assert metres(to_wgs84(116.404019, 39.915033, "BD09"), tiananmen) < 100
    assert to_wgs84(*tiananmen, "WGS84") == to_wgs84(*tiananmen, "CGCS2000") == tiananmen


def test_a_position_has_seven_decimals():
    assert to_wgs84(116.123456789, 39.987654321, "WGS84") == (116.1234568, 39.9876543)
