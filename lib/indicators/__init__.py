"""What is measured. To add an indicator: one entry in the file of its subject; nothing else needs to know."""

from rapidfuzz import process

from lib.errors import UnknownIndicatorError
from lib.indicators import (
    activities,
    annual_life,
    awards,
    baseline,
    branches,
    cadres,
    committees,
    digital,
    elections,
    frameworks,
    infobase,
    lixiu,
    norms,
    organisation_life,
    references,
    restructuring,
    retirement,
    sites,
    staffing,
    support,
    training,
    unit_work,
    venues,
    volunteering,
)
from lib.indicators.model import Indicator, Kind, Over
from lib.indicators.pending import PENDING
from lib.indicators.sources import Reporters, Source
from lib.indicators.values import (
    Both,
    Change,
    Joining,
    Less,
    Movement,
    Needed,
    PerStock,
    Ratio,
    Reference,
    Reported,
    Spread,
    Streak,
    Sum,
    Summary,
    Tally,
    Value,
    tallies,
)

__all__ = [
    "INDICATORS",
    "Both",
    "Change",
    "Indicator",
    "Joining",
    "Kind",
    "Less",
    "Movement",
    "Needed",
    "Over",
    "PerStock",
    "Ratio",
    "Reference",
    "Reported",
    "Reporters",
    "Source",
    "Spread",
    "Streak",
    "Sum",
    "Summary",
    "Tally",
    "Value",
    "indicator",
    "tallies",
]

_SUBJECTS = (
    *(branches, restructuring, elections, staffing, norms, frameworks, unit_work, cadres, retirement),
    *(committees, venues, sites, organisation_life, annual_life, training, activities, digital),
    *(volunteering, support, lixiu, awards, baseline, infobase, references),
)
_ALL = [item for subject in _SUBJECTS for item in subject.INDICATORS]
INDICATORS: dict[str, Indicator] = {item.key: item for item in _ALL}
if len(INDICATORS) != len(_ALL):
    raise ValueError("two indicators share a key")


def indicator(key: str) -> Indicator:
    """The indicator with this key. Raises UnknownIndicatorError with what it would need, or the most similar key or
    name."""
    try:
        return INDICATORS[key]
    except KeyError:
        raise UnknownIndicatorError(_unknown(key)) from None


def _unknown(key: str) -> str:
    for lacking in PENDING:
        if key in (lacking.code, lacking.name):
            return f"{lacking.name}暂不能统计：{lacking.reason}。"
    return f"没有指标“{key}”。{_guess(key)}"


def _guess(written: str) -> str:
    """A key or a Chinese name may have been meant."""
    names = {item.key: item.key for item in _ALL} | {item.name: item.key for item in _ALL}
    near = process.extractOne(written, names.keys(), score_cutoff=60)
    return f"是否应为 {names[near[0]]}？" if near else "可用 python -m lib indicators 查看全部指标。"
