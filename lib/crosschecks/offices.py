"""Offices as a whole (V02, V09, V10, V12, V15 and 信息库): through the same function as every number shown."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from lib import formats
from lib.crosschecks.extent import Extent, Measured, side_of
from lib.crosschecks.model import Check, Level, Outcome, Place, Side, at_most, equal
from lib.directory import Period
from lib.indicators import INDICATORS, Indicator, Kind, Sum, Tally, indicator, tallies
from lib.measure import Reading
from lib.schema import SOURCES, infobase

_GROWTH, _DIFFERENCE = 30, 20  # per cent and in absolute terms: from both on, a change is asked about
_MAIN = (
    *("branch_total", "member_total", "cadre_total", "lixiu_total", "tuixiu_total", "community_checkin"),
    *("vol_project_count", "vol_activity_count", "vol_person_times", "volunteer_people", "visit_people"),
    *("practical_matter_count", "venue_total"),
)
_INFOBASE = {
    "党支部数": ("branch_total", "branch_total_infobase"),
    "混建支部数": ("branch_mixed_reported", "branch_mixed_infobase"),
    "离退休党员数": ("member_total", "member_infobase"),
    "离休干部数": ("lixiu_total", "lixiu_infobase"),
}


def is_additive(item: Indicator) -> bool:
    """A plain count or sum: what the districts and 市直 have adds up to what the city has. Not where the same thing may
    stand in two offices."""
    if not isinstance(item.value, Tally | Sum):
        return False
    return not any(part.per_region or part.distinct is not None for part in tallies(item.value))


def _cadres(_extent: Extent) -> tuple[Outcome, ...]:
    """No ledger states the two together but in a 合计 row, which the intake holds against its rows (M26)."""
    return ()


def _city(extent: Extent) -> Iterator[Outcome]:
    keys = [key for key, item in INDICATORS.items() if is_additive(item)]
    apart, whole = extent.measured(*keys), extent.measured_together(*keys)
    for key in keys:
        item = indicator(key)
        values = [reading.value for (_, name), reading in apart.items() if name == key and reading.value is not None]
        parts = Side("各区县和市直合计", round(sum(values), 6) if values else None, item.unit)
        total = whole[key].value
        whole_side = Side("全市", None if total is None else round(total, 6), item.unit)
        yield equal(Place("", item.source.name, item.name), parts, whole_side)


def _halves(extent: Extent) -> Iterator[Outcome]:
    """Where a half-year and the full year around it are both on record."""
    now, keys = extent.directory.period(extent.period), _flows()
    for half, year in product(extent.directory.periods, repeat=2):
        if now in (half, year) and half.year == year.year and set(half.months) < set(year.months):
            part, whole = extent.measured(*keys, period=half), extent.measured(*keys, period=year)
            for (code, key), reading in part.items():
                if reading.due:
                    yield _half(
                        Place(code, indicator(key).source.name, indicator(key).name), half, year, reading, whole
                    )


def _flows() -> list[str]:
    return [key for key, item in INDICATORS.items() if item.kind is Kind.FLOW and is_additive(item)]


def _half(place: Place, half: Period, year: Period, reading: Reading, whole: Measured) -> Outcome:
    less, more = side_of(reading), side_of(whole.get((place.region_code, reading.key)))
    return at_most(place, replace(less, label=half.name), replace(more, label=year.name))


def _changes(extent: Extent) -> Iterator[Outcome]:
    for item in extent.compared(*_MAIN):
        known, code = indicator(item.now.key), item.now.group_code
        if not item.now.due:
            continue
        place = Place(code, known.source.name, known.name)
        now, then = map(side_of, item.alike)
        if now.value is None or then.value is None or item.growth is None:
            yield Outcome(place, None)
            continue
        large = abs(item.growth) > _GROWTH and abs(item.difference) > _DIFFERENCE
        was = Side("上年同期", then.value, known.unit)
        alike = f"（可比口径，两期都不含{'、'.join(item.without)}）" if item.without else ""
        text = f"本期{Side('', now.value, known.unit)}，{was}，变动{formats.signed_percent(item.growth)}{alike}"
        yield Outcome(place, not large, text)


def _absent(extent: Extent) -> Iterator[Outcome]:
    sent = extent.sent()
    for code in extent.regions:
        due = [source for source in SOURCES if extent.directory.owes(source, code)]
        lacking = "、".join(SOURCES[source] for source in due if (source, code) not in sent)
        if due:
            yield Outcome(Place(code, due[0]), not lacking, f"缺报{lacking}")


def _infobase(extent: Extent) -> Iterator[Outcome]:
    """A difference that the office explains is none."""
    table = infobase.c
    found = extent.measured(*(key for pair in _INFOBASE.values() for key in pair))
    for fact in extent.facts("infobase", table.item, table.value_n, table.explanation):
        item = fact.values["item"]
        if item in _INFOBASE:
            reported, held = _INFOBASE[item]
            unit, place = indicator(held).unit, replace(fact.place, subject=item)
            own = side_of(found.get((place.region_code, reported))).value
            outcome = equal(place, Side("上报", own, unit), fact.side("信息库", unit, "value_n"))
            explained = outcome.holds is False and fact.values["explanation"]
            yield Outcome(place, True) if explained else outcome


CHECKS = (
    Check(
        "V02",
        "离退休干部总数与离休、退休之和不一致",
        Level.WARNING,
        "请核对单位底册的离休、退休干部数",
        ("units",),
        _cadres,
        told_as="M26",
        on_load=False,
        certain="由系统逐行相加，恒成立",
    ),
    Check(
        "V09",
        "各区县和市直之和与全市不一致",
        Level.WARNING,
        "请将本条报系统管理员",
        (),
        _city,
        on_load=False,
        certain="由系统逐行相加，恒成立",
    ),
    Check(
        "V10",
        "半年数多于全年数",
        Level.WARNING,
        "请核对半年和全年的台账",
        (),
        _halves,
    ),
    Check("V12", "较上年同期变动较大", Level.NOTE, "请核实", (), _changes),
    Check(
        "V15",
        "应报台账未报",
        Level.NOTE,
        "请催报；报齐以前，涉及全市的表述不用“均”“全部”",
        (),
        _absent,
        on_load=False,
    ),
    Check(
        "信息库",
        "上报数与信息库不一致又无差异说明",
        Level.WARNING,
        "请核对后更正，或在信息库比对中填写差异说明",
        ("infobase",),
        _infobase,
    ),
)
