"""A plan as it leaves by 「导出」: the page's files, one slide and one paragraph to copy."""

from functools import partial

from lib.exports import building
from lib.exports import scenario as reporting
from lib.exports import siting as rooming
from lib.exports.report import Report
from lib.speech import scenario as words
from lib.speech import siting as room_words
from lib.ui import handout, loaders, view
from lib.whatif import Outcome, paragraph
from lib.whatif.siting import Plan


def scenario(outcome: Outcome) -> None:
    """The files of the page are those of the scenario."""
    make = partial(_scenario, outcome)
    handout.instead(make)
    handout.in_short(reporting.WHAT, paragraph(outcome), lambda: reporting.slide(make(), outcome))


def rooms(found: Plan, others: list[tuple[str, Plan]]) -> None:
    """The files of the page are those of the plan of rooms. `others`: kept ones beside it, by name."""
    now = view.current()
    directory = now.snapshot.directory
    make = partial(_rooms, found, others)
    handout.instead(make)
    as_of = directory.period(now.filters.period).as_of
    said = room_words.paragraph(found, now.filters.caption(directory), as_of, lambda code: directory.region(code).label)
    handout.in_short(rooming.WHAT, said, lambda: rooming.slide(make()))


def _scenario(outcome: Outcome) -> Report:
    now = view.current()
    return reporting.report(
        outcome,
        words.finding(outcome),
        paragraph(outcome),
        now.snapshot.directory.period(now.filters.period).name,
        building.reporting_notes(loaders.report()),
        now.snapshot.version,
        demo=now.snapshot.directory.is_invented,
    )


def _rooms(found: Plan, others: list[tuple[str, Plan]]) -> Report:
    now = view.current()
    notes = building.reporting_notes(loaders.report())
    return rooming.report(found, others, now.snapshot.directory, now.filters, notes, now.snapshot.version)
