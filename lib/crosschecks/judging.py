"""Run checks and count what they found."""

from collections.abc import Iterable

from lib.crosschecks import branches, offices, people, units
from lib.crosschecks.extent import Extent
from lib.crosschecks.model import Check, Finding, Level, Place, Result

ALL = tuple(
    sorted(
        (*branches.CHECKS, *units.CHECKS, *people.CHECKS, *offices.CHECKS),
        key=lambda check: (check.id[0] != "V", check.id),
    )
)


def check_all(extent: Extent, checks: Iterable[Check] = ALL) -> tuple[Result, ...]:
    """One result per check, in their order."""
    sent = extent.sent()
    return tuple(_result(extent, check, sent) for check in checks)


def on_load(extent: Extent) -> tuple[Result, ...]:
    """The checks that concern what an office has just sent."""
    return check_all(extent, (check for check in ALL if check.on_load))


def refusing(extent: Extent) -> tuple[Finding, ...]:
    """What has to be put right before a period is locked."""
    results = check_all(extent, (check for check in ALL if check.level is Level.REJECTION))
    return tuple(finding for result in results for finding in result.findings)


def _result(extent: Extent, check: Check, sent: set[tuple[str, str]]) -> Result:
    outcomes = list(check.outcomes(extent))
    broken = [item for item in outcomes if item.holds is False]
    order = {code: index for index, code in enumerate(extent.regions)}
    broken.sort(key=lambda item: order.get(item.place.region_code, -1))
    return Result(
        check,
        tuple(Finding(check, item.place, _office(extent, item.place), item.text) for item in broken),
        sum(item.holds is not None for item in outcomes),
        sum(item.holds is None for item in outcomes) + _silent(extent, check, sent),
        extent.told(check.told_as) if check.told_as else None,
    )


def _office(extent: Extent, place: Place) -> str:
    return extent.directory.region(place.region_code).label if place.region_code else "全市"


def _silent(extent: Extent, check: Check, sent: set[tuple[str, str]]) -> int:
    """The offices that owe a sheet which the check needs and have not sent it."""
    owed = {
        code
        for code in extent.regions
        for source in check.sources
        if extent.directory.owes(source, code) and (source, code) not in sent
    }
    return len(owed)
