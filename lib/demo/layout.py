"""The cells of a ledger as an office writes them, and its 合计 row."""

from collections.abc import Callable
from datetime import date

from lib.demo.districts import BY_CODE, CITY_CODE
from lib.demo.headings import Column, Office, Row
from lib.demo.units import all_units
from lib.directory import normalise
from lib.intake.coordinates import wgs84_to_gcj02
from lib.intake.forms import FORMS, Kind
from lib.schema import CITY_LABEL

_DATES: dict[str, Callable[[date], object]] = {
    "date": lambda day: day,
    "dot": lambda day: f"{day.year}.{day.month}.{day.day}",
    "iso": lambda day: day.isoformat(),
    "han": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "slash": lambda day: f"{day.year}/{day.month}/{day.day}",
}
_WAN = 10_000


def _short_names() -> dict[str, str]:
    return {unit.name: unit.short_name for unit in all_units()}


def _district_cell(office: Office) -> str:
    if office.region_code == CITY_CODE:
        return CITY_LABEL
    district = BY_CODE[office.region_code]
    return district.short_name if office.manner.district == "short" else district.name


def _derived(office: Office, source: str, rows: list[Row]) -> list[Row]:
    """Rows with what the manner changes: average age, coordinates, short names, the district's own column."""
    manner, short, found = office.manner, _short_names(), []
    for number, row in enumerate(rows, start=1):
        row = row | {"serial": number, "remark": "已核" if number % 7 == 0 else None}
        row.setdefault("district", _district_cell(office))
        if source == "units":
            row["lixiu_avg_age"] = round(row["lixiu_age_sum"] / row["lixiu_n"], 1) if row["lixiu_n"] else 0
        if manner.crs == "GCJ02" and row.get("lng") is not None:
            row["lng"], row["lat"] = (round(degrees, 6) for degrees in wgs84_to_gcj02(row["lng"], row["lat"]))
        if row.get("crs"):
            row["crs"] = manner.crs
        if manner.short_units and "unit" in row:
            row["unit"] = short.get(row["unit"], row["unit"])
        found.append(row)
    return found


def cells(office: Office, source: str, rows: list[Row], head: list[Column]) -> list[list[object]]:
    """The values of the sheet as they are written, row by row."""
    money = {field.name for field in FORMS[source].fields if field.kind is Kind.MONEY}
    written = _DATES[office.manner.dates]

    def cell(name: str, value: object) -> object:
        if isinstance(value, date):
            return written(value)
        if name in money and office.manner.wan and isinstance(value, int):
            return value / _WAN
        return value

    return [[cell(column.name, row.get(column.name)) for column in head] for row in _derived(office, source, rows)]


def _amount(value: object) -> float:
    """What an office adds up for a cell: the number, however it is written, and nothing for a cell without one."""
    if isinstance(value, int | float):
        return value
    text = normalise(str(value)).replace(",", "").removesuffix("人")
    return int(text) if text.isdigit() else 0


def total_row(source: str, rows: list[Row], head: list[Column], body: list[list[object]]) -> list[object]:
    """The 合计 row; in the 支部台账 it adds the 党支部 rows alone."""
    counted = [index for index, row in enumerate(rows) if row.get("org_kind", "党支部") == "党支部"]
    total: list[object] = []
    for position, column in enumerate(head):
        amount = sum(_amount(body[index][position]) for index in counted)
        total.append(round(amount, 4) if column.adds_up else None)
    label = next(index for index, column in enumerate(head) if not column.adds_up)
    total[label] = "合计"
    return total
