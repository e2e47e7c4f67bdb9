"""The findings above 支部覆盖 and 支部设置与换届."""

from collections.abc import Mapping

from lib import formats
from lib.indicators import indicator
from lib.measure import Reading
from lib.schema import FIVE_NORM_ITEMS
from lib.speech.findings import say, sponsored

NORM_RATES = {f"{item}_pass_rate": name.removesuffix("规范") for item, name in FIVE_NORM_ITEMS.items()}
COVERAGES = {"org_coverage_rate": "组织覆盖", "work_coverage_rate": "工作覆盖"}
COVERAGE_KEYS = ("sponsored_pass_rate", "sponsored_needed", *NORM_RATES)
SETTING_KEYS = (
    *("branch_total", "branch_over_50", "branch_size_max"),
    *("branch_election_overdue", "branch_election_due_soon"),
)


def weakest(found: Mapping[str, Reading]) -> str | None:
    """The key of the norm with the lowest rate; None where no rate is known."""
    known = [key for key in NORM_RATES if found[key].value is not None]
    return min(known, key=lambda key: found[key].value, default=None)


def coverage(found: Mapping[str, Reading], target: float | None) -> str:
    """「包抓达标率17.7%，各区县达20%还需30个；五规范中作用发挥最弱，达标率34.1%」."""
    parts = [sponsored(found, target)]
    if key := weakest(found):
        parts.append(f"五规范中{NORM_RATES[key]}最弱，达标率{formats.figure(found[key], indicator(key))}")
    return "；".join(filter(None, parts)) or "所选范围内没有可报告的达标情况"


def setting(found: Mapping[str, Reading]) -> str:
    """「954个支部中46个超50人，最大137名；41个逾期未换届，135个半年内届满」."""
    if any(found[key].value is None for key in SETTING_KEYS):
        known = found["branch_total"]
        return "支部台账缺报" if known.value is None else say("共有党支部{branch_total}", found)
    return say(
        "{branch_total}支部中{branch_over_50}超50人，最大{branch_size_max}；"
        "{branch_election_overdue}逾期未换届，{branch_election_due_soon}半年内届满",
        found,
    )


def base(reading: Reading, counted: str) -> str:
    """「1,132/1,214个单位」: what a rate stands on; empty where it is not known."""
    if None in (reading.numerator, reading.denominator):
        return ""
    return f"{formats.number(reading.numerator)}/{formats.number(reading.denominator)}{counted}"
