"""Parts and wholes (V07): who took part is at most who could, and comes at least once; so with every other share."""

from collections.abc import Iterator
from dataclasses import replace

from lib.crosschecks import shares
from lib.crosschecks.extent import Extent
from lib.crosschecks.model import Check, Level, Outcome, at_most
from lib.schema import SOURCES, activity, branch_period, cadre_stock, support, training, unit_work

# What no rate divides: source, table, the smaller column and the larger one, each with its words and its unit.
_PAIRS = (
    ("training", training, ("people_n", "培训人数", "人"), ("person_times_n", "培训人次", "人次")),
    ("training", training, ("people_n", "培训人数", "人"), ("eligible_n", "应训人数", "人")),
    ("activities", activity, ("people_n", "参加人数", "人"), ("person_times_n", "参加人次", "人次")),
    ("support", support, ("visit_people_n", "走访慰问人数", "人"), ("visit_person_times_n", "走访慰问人次", "人次")),
    ("branches", branch_period, ("lixiu_n", "其中离休", "名"), ("retired_n", "离退休党员", "名")),
    ("units", cadre_stock, ("living_in_city_n", "常住本市党员", "名"), ("member_n", "离退休党员", "名")),
    ("units", cadre_stock, ("member_away_6m", "外出六个月以上党员", "名"), ("member_n", "离退休党员", "名")),
    ("unit_work", unit_work, ("full_members_n", "离退休正式党员", "名"), ("member_n", "离退休党员", "名")),
)


def _within(extent: Extent) -> Iterator[Outcome]:
    """A pair of which the sheet has neither column, or a cell is 不适用, is nobody's to compare."""
    for source, table, (fewer, fewer_label, fewer_unit), (more, more_label, more_unit) in _PAIRS:
        named = [table.c.target] if table is training else []
        for fact in extent.facts(source, table.c[fewer], table.c[more], *named):
            if fact.applies(fewer, more) and (fact.values[fewer], fact.values[more]) != (None, None):
                place = replace(fact.place, subject=f"{fact.values['target']}培训") if named else fact.place
                yield at_most(place, fact.side(fewer_label, fewer_unit, fewer), fact.side(more_label, more_unit, more))


def _all(extent: Extent) -> Iterator[Outcome]:
    yield from _within(extent)
    yield from shares.in_rows(extent)
    yield from shares.in_offices(extent)


_SOURCES = {source for source, *_ in _PAIRS} | shares.sources()

CHECKS = (
    Check(
        "V07",
        "部分多于整体，或人数多于人次",
        Level.WARNING,
        "请核对这两个数有无填错、口径是否一致；同一人多次参加，人数只计一次",
        tuple(source for source in SOURCES if source in _SOURCES),
        _all,
    ),
)
