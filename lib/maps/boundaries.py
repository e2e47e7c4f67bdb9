"""The office's boundary file (GeoJSON): read, checked, matched with the directory. What is usable is used."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import isfinite
from pathlib import Path

from lib.directory import Directory, Region
from lib.intake.coordinates import to_wgs84
from lib.maps.geometry import Point, Polygon, contains
from lib.schema import CRS

_MOST_BYTES = 20_000_000
_MOST_POINTS = 400_000
_NAMED = 5  # names listed in a notice
_LNG, _LAT = (73, 136), (3, 54)  # China's extent in degrees; the two ranges do not overlap
_FITS_BETTER = 3  # venues more inside under another system before it is named

Shape = tuple[Polygon, ...]


@dataclass(frozen=True, eq=False)
class Boundaries:
    """`shapes`: polygons per region code, WGS-84. `notices`: a Chinese sentence for everything not usable.
    `crs`: the system the file is said to be in."""

    shapes: Mapping[str, Shape]
    notices: tuple[str, ...] = ()
    crs: str = "WGS84"


@dataclass
class _Found:
    """What one reading of a file collects."""

    shapes: dict[str, list[Polygon]] = field(default_factory=dict)
    faults: dict[str, list[str]] = field(default_factory=dict)

    def fault(self, what: str, name: str) -> None:
        self.faults.setdefault(what, []).append(name)


def read(path: Path | None, directory: Directory, crs: str = "WGS84") -> Boundaries:
    """The boundaries of a file in one of schema.CRS; a feature's own property `crs` goes before it.

    Never raises: a file that cannot be used gives no shapes and a notice."""
    if path is None:
        return Boundaries({}, ("没有配置区县边界，地图只画阵地位置。请管理员按使用说明配置边界文件。",), crs)
    try:
        features = _features(path)
    except (OSError, ValueError, RecursionError) as error:
        return Boundaries({}, (f"区县边界文件不能用：{_reason(error)}。地图只画阵地位置。",), crs)
    found = _Found()
    for feature in features:
        _take(feature, directory, crs, found)
    notices = [f"区县边界文件中{_listed(names)}{what}" for what, names in found.faults.items()]
    lacking = [item.label for item in directory.districts if item.code not in found.shapes]
    if lacking:
        notices.append(f"区县边界文件中没有{_listed(lacking)}的可用边界，地图上不画。")
    return Boundaries({code: tuple(polygons) for code, polygons in found.shapes.items()}, tuple(notices), crs)


class _UnusableError(ValueError):
    """The text says in Chinese why."""


def _reason(error: Exception) -> str:
    if isinstance(error, _UnusableError):
        return str(error)
    return "找不到或打不开文件" if isinstance(error, OSError) else "不是有效的JSON文件（应为UTF-8编码的GeoJSON）"


def _features(path: Path) -> list[object]:
    if path.stat().st_size > _MOST_BYTES:
        raise _UnusableError(f"超过{_MOST_BYTES // 1_000_000}MB，请先简化边界")
    content = json.loads(path.read_text(encoding="utf-8-sig"))
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not features:
        raise _UnusableError("不是GeoJSON的FeatureCollection，或其中没有要素")
    return features


def _take(feature: object, directory: Directory, crs: str, found: _Found) -> None:
    """One feature into the collection, or why not."""
    feature = feature if isinstance(feature, dict) else {}
    properties = feature.get("properties")
    properties = properties if isinstance(properties, dict) else {}
    region, written = _region(properties, directory)
    if region is None:
        found.fault("不在区划名录里（按region_code或name对应），未画。", written)
        return
    own = properties.get("crs") or crs
    if own not in CRS:
        found.fault(f"的坐标系不认识，应为{'、'.join(CRS)}之一，未画。", region.label)
        return
    try:
        polygons = list(_polygons(feature.get("geometry")))
    except (TypeError, ValueError, IndexError):
        found.fault("的几何不是有效的多边形（Polygon或MultiPolygon），未画。", region.label)
        return
    if fault := _misplaced([point for polygon in polygons for ring in polygon for point in ring]):
        found.fault(fault, region.label)
        return
    found.shapes.setdefault(region.code, []).extend(
        tuple(tuple(to_wgs84(*point, own) for point in ring) for ring in polygon) for polygon in polygons
    )


def _region(properties: dict[str, object], directory: Directory) -> tuple[Region | None, str]:
    """The district a feature stands for, by code or else by name, and what the file calls it."""
    code, name = (str(properties.get(key) or "").strip() for key in ("region_code", "name"))
    by_code = {item.code: item for item in directory.districts}
    region = by_code.get(code) or (directory.find_region(name) if name else None)
    return (None if region is None or region.is_city else region), name or code or "无名称的要素"


def _polygons(geometry: object) -> Iterator[Polygon]:
    """The polygons of a geometry. TypeError, ValueError or IndexError where it is none."""
    kind, content = geometry["type"], geometry["coordinates"]
    if kind not in ("Polygon", "MultiPolygon") or not content:
        raise ValueError(kind)
    for polygon in [content] if kind == "Polygon" else content:
        rings = tuple(tuple(_point(point) for point in ring) for ring in polygon)
        if not rings or any(len(ring) < 4 or ring[0] != ring[-1] for ring in rings):
            raise ValueError("a ring has four points and ends where it began")
        if sum(map(len, rings)) > _MOST_POINTS:
            raise ValueError("too many points")
        yield rings


def _point(written: object) -> Point:
    lng, lat = written[0], written[1]
    if isinstance(lng, bool) or isinstance(lat, bool) or not (isfinite(lng) and isfinite(lat)):
        raise ValueError("no number")
    return float(lng), float(lat)


def _misplaced(points: list[Point]) -> str:
    """Why these positions cannot be longitude and latitude in China; empty where they can."""

    def all_within(lngs: tuple[int, int], lats: tuple[int, int]) -> bool:
        return all(lngs[0] <= x <= lngs[1] and lats[0] <= y <= lats[1] for x, y in points)

    if all_within(_LNG, _LAT):
        return ""
    if all_within(_LAT, _LNG):
        return "的经度、纬度写反了（GeoJSON应先写经度），未画。请改正后再用。"
    if any(abs(x) > 180 or abs(y) > 180 for x, y in points):
        return "的坐标不是经纬度，像是以米为单位的投影坐标，未画。请转换为经纬度。"
    return "的坐标不在我国范围内，未画。请核对坐标系。"


@lru_cache(maxsize=32)
def shifted(boundaries: Boundaries, places: tuple[tuple[str, Point], ...]) -> str:
    """A notice where clearly more venues (region code, position) would lie in their own district if the file were in
    another system than stated; else empty. Shapes and places are WGS-84, as `read` gives them."""
    known = [(code, point) for code, point in places if code in boundaries.shapes]
    if not known:
        return ""
    outside = {
        crs: sum(not contains(boundaries.shapes[code], _as_stated(point, boundaries.crs, crs)) for code, point in known)
        for crs in CRS
    }
    best = min(outside, key=outside.get)
    if outside[boundaries.crs] - outside[best] < max(_FITS_BETTER, outside[best]):
        return ""
    return (
        f"区县边界可能整体偏移：按{boundaries.crs}有{outside[boundaries.crs]}处阵地落在本区县之外，按{best}只有"
        f"{outside[best]}处。请核对边界文件的坐标系设置。"
    )


def _as_stated(point: Point, stated: str, tried: str) -> Point:
    """Where a place would lie relative to shapes that were converted from `stated` but are in `tried`.

    Shapes S were read as stated: S = to_wgs84(file, stated). Were they in `tried`, the place would have to be moved by
    the difference of the two conversions there."""
    as_stated, as_tried = to_wgs84(*point, stated), to_wgs84(*point, tried)
    return point[0] + as_stated[0] - as_tried[0], point[1] + as_stated[1] - as_tried[1]


def _listed(names: list[str]) -> str:
    more = f"等{len(names)}个" if len(names) > _NAMED else ""
    return f"“{'、'.join(name[:40] for name in names[:_NAMED])}”{more}"
