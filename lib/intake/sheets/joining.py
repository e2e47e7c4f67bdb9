"""One form in several parts (sheets of a book, files of a load): which rows the parts have in common."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lib.directory import Directory, Region
from lib.intake.forms import Form
from lib.intake.sheets.reading import SheetReading
from lib.intake.sheets.repeats import figures, subject
from lib.intake.sheets.rows import Row

_OF_THE_OFFICE = ((), ("district",))  # subjects of forms that an office fills in once, for itself


@dataclass(frozen=True)
class Overlap:
    """What a later part repeats of an earlier one (their positions): which rows of the later part (counted
    from 0) have the same figures, and what contradicting rows are about."""

    earlier: int
    later: int
    same: frozenset[int]
    contradicting: tuple[str, ...]


def overlaps(parts: Sequence[SheetReading], directory: Directory, office: Region) -> list[Overlap]:
    """All pairs of parts that speak of the same subject; parts about different subjects give nothing."""
    told: dict[object, tuple[int, object]] = {}
    common: dict[tuple[int, int], tuple[set[int], list[str]]] = {}
    for place, part in enumerate(parts):
        own: dict[object, tuple[int, object]] = {}
        for index, row in enumerate(part.rows):
            key = _key(part.form, row, directory, office)
            own.setdefault(key, (place, figures(part.form, row)))
            if key in told:
                same, contradicting = common.setdefault((told[key][0], place), (set(), []))
                if told[key][1] == figures(part.form, row):
                    same.add(index)
                else:
                    contradicting.append(_spoken(part.form, row))
        told = own | told
    return [
        Overlap(*pair, frozenset(same), tuple(dict.fromkeys(contradicting)))
        for pair, (same, contradicting) in common.items()
    ]


def without(part: SheetReading, overlap: Overlap) -> SheetReading:
    """The later part of an overlap without the rows that the earlier one holds as well."""
    return replace(part, rows=tuple(row for index, row in enumerate(part.rows) if index not in overlap.same))


def _key(form: Form, row: Row, directory: Directory, office: Region) -> object:
    """What a row is about; one that does not say so is only like a row with the same figures."""
    if form.subject in _OF_THE_OFFICE:
        return ()
    named = subject(form, row, directory, office)
    return named if any(named) else ("", figures(form, row))


def _spoken(form: Form, row: Row) -> str:
    named = [str(row.point(name)) for name in form.subject if row.point(name)]
    return " ".join(named) if form.subject not in _OF_THE_OFFICE else form.title
