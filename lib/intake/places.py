"""Check V14: longitude, latitude and coordinate system of a row fit together."""

from dataclasses import replace

from lib.intake.issues import Finding, Level
from lib.intake.values import Status, Value

_LNG = (73, 136)  # China's extent in degrees; the two ranges do not overlap, so an exchange is certain
_LAT = (3, 54)
_SWAPPED = Finding("V14", Level.WARNING, "经度、纬度填反，已对调", "请核对后改正")
_OUTSIDE = Finding("V14", Level.REJECTION, "经纬度不在我国范围内，未采用", "请核对经纬度，以十进制度填写，如120.123456")
_UNKNOWN_CRS = Finding("V14", Level.WARNING, "未注明坐标系，位置可能偏差数百米，不用于测距", "请补填坐标系")


def _point(values: dict[str, Value], name: str) -> object:
    value = values.get(name)
    return value.point if value else None


def _within(value: object, bounds: tuple[int, int]) -> bool:
    return value is not None and bounds[0] <= value <= bounds[1]


def check(values: dict[str, Value]) -> dict[str, Value]:
    """The values with an exchanged position put right and an impossible one refused, findings added."""
    lng, lat = _point(values, "lng"), _point(values, "lat")
    if lng is None or lat is None:
        return values
    checked = dict(values)
    if _within(lng, _LAT) and _within(lat, _LNG):
        checked["lng"] = replace(values["lat"], findings=(_SWAPPED,))
        checked["lat"] = replace(values["lng"], findings=(_SWAPPED,))
    elif not (_within(lng, _LNG) and _within(lat, _LAT)):
        refused = Value(Status.MISSING, None, findings=(_OUTSIDE,))
        checked |= {"lng": refused, "lat": refused}
    crs = values.get("crs")
    if crs is not None and crs.point is None and crs.status is Status.MISSING:
        checked["crs"] = replace(crs, findings=(_UNKNOWN_CRS,))
    return checked
