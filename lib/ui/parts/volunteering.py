"""The parts of 志愿服务."""

from lib import formats
from lib.charts import Bar
from lib.indicators import Indicator, indicator
from lib.measure import Comparison
from lib.speech import changes
from lib.ui import charts, loaders, tables
from lib.ui.wording import literal, small

_MEASURES = {
    "vol_person_times": "参与人次",
    "served_person_times": "服务人次",
    "vol_activity_count": "活动次数",
    "vol_project_count": "项目数",
}
MEASURES = tuple(_MEASURES.values())


def measure_of(label: str) -> str:
    """The key of the measure with this label."""
    return next(key for key, name in _MEASURES.items() if name == label)


def months(key: str) -> None:
    """Month by month, each beside the same month of the year before."""
    _parted(key, "month", "months", f"{_MEASURES[key]}按月", ranked=False)


def fields(key: str) -> None:
    """By field, the largest first, with its share of the whole."""
    _parted(key, "field", "fields", f"{_MEASURES[key]}按服务领域", ranked=True)


def _parted(key: str, by: str, name: str, heading: str, *, ranked: bool) -> None:
    item, found = indicator(key), [one for one in loaders.compared_by(key, by) if one.now.group is not None]
    if ranked:
        found.sort(key=lambda one: -(one.now.value or 0))
    whole = sum(one.now.value or 0 for one in found) if ranked else 0
    bars = tuple(Bar(_label(one, by), one.now.value, _text(one, item, whole)) for one in found)
    charts.bars(
        bars,
        name,
        heading=heading,
        behind=[_row(one, by, item) for one in found],
    )
    if basis := changes.basis(found):
        small(literal(f"{basis}。"))


def _label(one: Comparison, by: str) -> str:
    return f"{int(one.now.group[-2:])}月" if by == "month" else one.now.group


def _text(one: Comparison, item: Indicator, whole: float) -> str:
    """「12,345　占28.1%　同期11,000」."""
    parts = [formats.figure(one.now, item)]
    if whole and one.now.value:
        parts.append(f"占{formats.percent(one.now.value * 100 / whole)}")
    if one.then is not None and one.then.value is not None:
        parts.append(f"对比期{formats.figure(one.then, item)}")
    return "\u3000".join(parts)


def _row(one: Comparison, by: str, item: Indicator) -> tables.Row:
    new, old = one.alike
    return {
        "月份" if by == "month" else "服务领域": one.now.group,
        f"{item.name}（{item.unit}）": one.now.value,
        "对比期": None if one.then is None else one.then.value,
        "可比值": new.value,
        "对比期可比值": None if old is None else old.value,
        "增减": one.difference,
        "增长%": None if one.growth is None else float(formats.rounded(one.growth, 1)),
    }
