"""The invented city as others need it: its districts with their patches of the map, and its directory as a workbook."""

from pathlib import Path

from lib.demo.districts import BY_CODE, CITY_CODE, CITY_NAME, CITY_SEAT, DISTRICTS, EXTENT, Box, District, region_rows
from lib.demo.frozen import save_tables
from lib.demo.units import directory_rows

__all__ = [
    "BY_CODE",
    "CITY_CODE",
    "CITY_NAME",
    "CITY_SEAT",
    "DISTRICTS",
    "EXTENT",
    "Box",
    "District",
    "write_directory",
]


def write_directory(path: Path) -> None:
    """Write 区划名录.xlsx: 区县名录 and 单位名录. The same bytes every time."""
    save_tables(
        path,
        {
            "区县名录": [("序号", "区划代码", "名称", "简称", "类别"), *region_rows()],
            "单位名录": [("单位全称", "简称", "曾用名/别名", "层级", "性质", "所属区县"), *directory_rows()],
        },
    )
