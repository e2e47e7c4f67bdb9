"""What most numbers of a text contradict was read wrongly: its place, its time, or that there is such a thing.

Nobody writes a speech of which most numbers are wrong. Where they do not agree, it is the reading that is at fault."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from lib.speech.drafts.verdicts import Checked, Verdict

FEWEST = 4  # numbers called wrong of one place and time, as many as those that are right
_WRONG = (Verdict.DIFFERS, Verdict.OTHER)


def unless_misread(found: Sequence[Checked]) -> list[Checked]:
    """Numbers of a place and a time of which as many are wrong as right are left open, and so is what is 0 on record:
    who has none of it does not write how many."""
    wrong = Counter(_frame(one) for one in found if one.verdict in _WRONG)
    right = Counter(_frame(one) for one in found if one.verdict is Verdict.AGREES)
    doubtful = {frame for frame, count in wrong.items() if count >= max(FEWEST, right[frame])}
    return [_open(one, doubtful) if one.verdict in _WRONG else one for one in found]


def _frame(one: Checked) -> tuple | None:
    filters = one.candidate and one.candidate.filters
    return filters and (filters.districts, filters.units, filters.period)


def _open(one: Checked, doubtful: set[tuple | None]) -> Checked:
    if _frame(one) in doubtful:
        reason = f"这一范围和时间的数多数对不上，先核对说的是哪里、什么时候；{one.reason}"
    elif one.reading is not None and one.reading.value == 0:
        reason = f"库中为0，可能说的不是这一项；{one.reason}"
    else:
        return one
    return replace(one, verdict=Verdict.OPEN, reason=reason, right="")
