"""People within people (V07): who took part is at most who could, and comes at least once."""

from collections.abc import Iterator
from dataclasses import replace

from lib.crosschecks.extent import Extent
from lib.crosschecks.model import Check, Level, Outcome, at_most
from lib.schema import activity, retirement, support, training, volunteer_stock

# Source, table, the smaller column and the larger one, each with its words and its unit.
_PAIRS = (
    ("training", training, ("people_n", "培训人数", "人"), ("person_times_n", "培训人次", "人次")),
    ("training", training, ("people_n", "培训人数", "人"), ("eligible_n", "应训人数", "人")),
    ("activities", activity, ("people_n", "参加人数", "人"), ("person_times_n", "参加人次", "人次")),
    ("support", support, ("visit_people_n", "走访慰问人数", "人"), ("visit_person_times_n", "走访慰问人次", "人次")),
    ("retirement", retirement, ("ceremony_n", "参加荣退仪式", "人"), ("retired_n", "本期退休干部", "人")),
    ("volunteers", volunteer_stock, ("matched_n", "已对接", "人"), ("willing_n", "有意愿", "人")),
)


def _within(extent: Extent) -> Iterator[Outcome]:
    """A pair of which the sheet has neither column, or a cell is 不适用, is nobody's to compare."""
    for source, table, (fewer, fewer_label, fewer_unit), (more, more_label, more_unit) in _PAIRS:
        named = [table.c.target] if table is training else []
        for fact in extent.facts(source, table.c[fewer], table.c[more], *named):
            if fact.applies(fewer, more) and (fact.values[fewer], fact.values[more]) != (None, None):
                place = replace(fact.place, subject=f"{fact.values['target']}培训") if named else fact.place
                yield at_most(place, fact.side(fewer_label, fewer_unit, fewer), fact.side(more_label, more_unit, more))


CHECKS = (
    Check(
        "V07",
        "人数超出应有范围",
        Level.WARNING,
        "请核对人数、人次和应参加人数；同一人多次参加，人数只计一次",
        tuple(dict.fromkeys(source for source, *_ in _PAIRS)),
        _within,
    ),
)
