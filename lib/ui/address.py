"""The address of a page is where the choice lives: query parameters to filters and back.

Nothing else keeps it. Links carry it from page to page, Back and reload restore it, and what the address says that
does not exist becomes a notice instead of a silent whole city (see docs/decisions/0003).
"""

from collections.abc import Iterable

import streamlit as st

from lib.directory import Directory
from lib.errors import FilterError
from lib.filters import THIS_PERIOD, YEAR_TO_DATE, Baseline, Filters, check
from lib.schema import UNIT_LEVELS, UNIT_NATURES

PERIOD, SPAN, BASELINE, DISTRICT, EXCLUDE = "period", "span", "compare", "district", "exclude"
LEVEL, NATURE, UNIT, EXCLUDE_UNIT = "level", "nature", "unit", "exclude-unit"
NAMES = (PERIOD, SPAN, BASELINE, DISTRICT, EXCLUDE, LEVEL, NATURE, UNIT, EXCLUDE_UNIT)
_MOST_VALUES = 60  # values of one parameter that are looked at


def read(directory: Directory) -> tuple[Filters, list[str]]:
    """The filters the address asks for, and a sentence for everything in it that could not be honoured."""
    notices: list[str] = []
    period = _one(PERIOD, [item.id for item in directory.periods], directory.latest.id, "期次", notices)
    filters = Filters(
        period=period,
        span=_span(directory.period(period).flow_end.month, notices),
        baseline=Baseline(_one(BASELINE, list(Baseline), Baseline.YEAR, "对比方式", notices)),
        districts=_districts(directory, notices),
        excluded=_one(EXCLUDE, ["1"], "", "排除方式", notices) == "1",
        levels=_many(LEVEL, UNIT_LEVELS, "单位层级", notices),
        natures=_many(NATURE, UNIT_NATURES, "单位性质", notices),
        units=_many(UNIT, directory.units, "单位", notices),
        units_excluded=_one(EXCLUDE_UNIT, ["1"], "", "单位排除方式", notices) == "1",
    )
    try:
        return check(filters, directory), notices
    except FilterError as error:
        return Filters(period=period), [*notices, str(error)]


def _values(name: str) -> list[str]:
    return st.query_params.get_all(name)[:_MOST_VALUES]


def _one(name: str, known: Iterable[str], default: str, what: str, notices: list[str]) -> str:
    values = _values(name)
    if not values:
        return default
    if len(values) == 1 and values[0] in known:
        return values[0]
    notices.append(f"网址中的{what}“{'、'.join(values)}”不存在，已按默认显示。")
    return default


def _many(name: str, known: Iterable[str], what: str, notices: list[str]) -> tuple[str, ...]:
    values = dict.fromkeys(_values(name))
    unknown = [value for value in values if value not in known]
    if unknown:
        notices.append(f"网址中的{what}“{'、'.join(unknown)}”不存在，未按它筛选。")
    return tuple(value for value in values if value in known)


def _districts(directory: Directory, notices: list[str]) -> tuple[str, ...]:
    """Districts stand in the address by name, so that a person can read it."""
    found, unknown = [], []
    for value in dict.fromkeys(_values(DISTRICT)):
        region = directory.find_region(value)
        (found if region else unknown).append(region.code if region else value)
    if unknown:
        notices.append(f"网址中的区县“{'、'.join(unknown)}”不在区划名录里，未按它筛选。")
    return tuple(code for code in (item.code for item in directory.regions) if code in found)


def _span(last: int, notices: list[str]) -> str:
    """The span asked for; that of all months there are is 年初至今, the name under which it can be chosen."""
    months = {f"1-{month}": month for month in range(1, 13)}
    asked = _one(SPAN, [THIS_PERIOD, YEAR_TO_DATE, *months], THIS_PERIOD, "时段", notices)
    wanted = months.get(asked, 0)
    if wanted > last:
        notices.append(f"本期只到{last}月，取不到1—{wanted}月，已按本期显示。")
        return THIS_PERIOD
    return YEAR_TO_DATE if wanted == last else asked


def parameters(filters: Filters, directory: Directory) -> dict[str, str | list[str]]:
    """The query parameters of these filters; what is default is left out."""
    wanted: dict[str, str | list[str]] = {
        PERIOD: "" if filters.period == directory.latest.id else filters.period,
        SPAN: "" if filters.span == THIS_PERIOD else filters.span,
        BASELINE: "" if filters.baseline is Baseline.YEAR else filters.baseline.value,
        DISTRICT: [directory.region(code).label for code in filters.districts],
        EXCLUDE: "1" if filters.excluded else "",
        LEVEL: list(filters.levels),
        NATURE: list(filters.natures),
        UNIT: list(filters.units),
        EXCLUDE_UNIT: "1" if filters.units_excluded else "",
    }
    return {name: value for name, value in wanted.items() if value}


def write(filters: Filters, directory: Directory) -> None:
    """Put the filters into the address; parameters that are not filters stay."""
    others = {name: st.query_params.get_all(name) for name in st.query_params if name not in NAMES}
    st.query_params.from_dict({**others, **parameters(filters, directory)})
