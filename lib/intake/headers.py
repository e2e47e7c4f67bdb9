"""Find the header of a sheet: which form it is, on which rows, and which column is which field."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from lib.intake import headings as words
from lib.intake.forms import FORMS, Field, Form, Kind, Need
from lib.intake.grid import Sheet
from lib.intake.headings import heading_key
from lib.intake.recognition import agrees, is_named, named, recognise

_SEARCH_ROWS = 15  # a header below this row is not looked for
_MAX_DEPTH = 4
_MIN_COVERAGE = 0.6  # share of a form's expected columns that must be recognised
_NO_LEDGER = re.compile(r"目录|说明|封面|封皮|通讯录|联系人|联系方式")
_SIMILAR = 90  # rapidfuzz score from which an unknown heading is taken for a field


@dataclass(frozen=True)
class Heading:
    """A column's heading: texts from the top level down. `top` and `leaf_row` are sheet rows.
    `unit`: what a row of units below the header says."""

    column: int
    path: tuple[str, ...]
    top: int
    leaf_row: int
    unit: str = ""

    @property
    def leaf(self) -> str:
        return self.path[-1]


@dataclass(frozen=True)
class Mapped:
    """A column that holds a field. `month`: 1–12 where months run across. `scale`: 10,000 for 万元, 1,000 for 千元.
    `guessed`: recognised by likeness only."""

    field: Field
    heading: Heading
    month: int | None = None
    scale: int = 1
    guessed: bool = False

    @property
    def column(self) -> int:
        return self.heading.column


@dataclass(frozen=True)
class Header:
    """A header from row `top` to `bottom`, a row of units included (`has_units`).
    `totals`: columns of sums over months that run across."""

    form: Form
    top: int
    bottom: int
    columns: tuple[Mapped, ...]
    extras: tuple[Heading, ...]
    collisions: tuple[tuple[Field, tuple[Heading, ...]], ...] = ()
    totals: tuple[Heading, ...] = ()
    has_units: bool = False

    @property
    def levels(self) -> int:
        """Rows of headings, one below the other."""
        return self.bottom - self.top + 1 - self.has_units

    @property
    def found(self) -> frozenset[str]:
        """The names of the fields that have a column."""
        return frozenset(item.field.name for item in self.columns)

    @property
    def missing(self) -> tuple[Field, ...]:
        """Required and expected fields for which no column was found and none stands in."""
        found = set(self.found)
        if any(item.month for item in self.columns):
            found.add("month")
        if any(found.issuperset(way) for way in self.form.ways):
            found.update(name for way in self.form.ways for name in way)
        return tuple(item for item in self.form.fields if item.need is not Need.OPTIONAL and item.name not in found)

    @property
    def coverage(self) -> float:
        expected = sum(item.need is not Need.OPTIONAL for item in self.form.fields)
        return 1 - len(self.missing) / expected

    @property
    def in_order(self) -> bool:
        """The columns stand in the order of the form."""
        order = {item.name: index for index, item in enumerate(self.form.fields)}
        ranks = [order[item.field.name] for item in self.columns if item.month is None]
        return ranks == sorted(ranks)


def misnamed(heading: Heading, form: Form) -> Field | None:
    """The field whose name a heading bears while it counts something else; None for any other heading."""
    found = next(named(heading.path, form.source), None)
    return found[0] if found and not agrees(heading.path, heading.unit, found[0]) else None


def _split_month(heading: Heading) -> tuple[tuple[str, ...], int | None]:
    """The heading without the month under which it stands (「7月 > 项目数」 or 「7月项目数」), and that month."""
    for text in heading.path[:-1]:
        if month := words.month_of(text):
            return heading.path, month
    month, leaf = words.split_month(heading.leaf)
    return (*heading.path[:-1], leaf), month


def _scale(item: Field, heading: Heading, notes: str) -> int:
    """How many yuan one stands for, by the nearest word on it: row of units, heading, group, lines above."""
    if item.kind is not Kind.MONEY:
        return 1
    sizes = (words.money_size(text) for text in (heading.unit, *reversed(heading.path)))
    return next((size for size in sizes if size), None) or words.stated_size(notes)


class _Texts:
    """The first rows of a sheet with merged cells spread over the cells they cover."""

    def __init__(self, sheet: Sheet) -> None:
        self.height = min(len(sheet.rows), _SEARCH_ROWS + _MAX_DEPTH)
        self.width = len(sheet.rows[0]) if sheet.rows else 0
        self.merges = sheet.merges
        self.cells: dict[tuple[int, int], tuple[str, int]] = {}
        for row in range(1, self.height + 1):
            for column, value in enumerate(sheet.rows[row - 1], start=1):
                if isinstance(value, str) and value.strip():
                    self.cells[row, column] = (value.strip(), row)
        for merge in sheet.merges:
            anchor = self.cells.get((merge.top, merge.left))
            if anchor:
                for row in range(merge.top, min(merge.bottom, self.height) + 1):
                    for column in range(merge.left, merge.right + 1):
                        self.cells[row, column] = anchor

    def headings(self, top: int, bottom: int) -> list[Heading]:
        found = []
        for column in range(1, self.width + 1):
            path: list[tuple[str, int]] = []
            for row in range(top, bottom + 1):
                cell = self.cells.get((row, column))
                if cell and (not path or cell != path[-1]):
                    path.append(cell)
            if path:
                found.append(Heading(column, tuple(text for text, _ in path), max(path[0][1], top), path[-1][1]))
        return found

    def full_top(self, top: int, bottom: int) -> int:
        """The first row of the header that ends at `bottom`: headings merged into it or grouping its columns belong."""
        while True:
            joined = [item.top for item in self.merges if item.top < top <= item.bottom and item.bottom <= bottom]
            groups = [
                item.top
                for item in self.merges
                if item.bottom == top - 1 and item.left < item.right and item.right - item.left + 1 < self.width * 0.9
            ]
            above = [row for row in joined + groups if bottom - row < _MAX_DEPTH]
            if not above:
                return top
            top = min(above)

    def likely_bottoms(self) -> list[int]:
        """Rows of which at least two cells name a field of some form: only there can a header end."""
        named = Counter(row for (row, _), (text, own) in self.cells.items() if row == own and is_named(text))
        return sorted(row for row, count in named.items() if count > 1)

    def above(self, top: int) -> str:
        return " ".join(text for (row, _), (text, _) in sorted(self.cells.items()) if row < top)


def _build(
    form: Form, headings: Iterable[Heading], *, top: int, bottom: int, notes: str, has_units: bool = False
) -> Header:
    candidates: dict[tuple[str, int | None], list[tuple[int, Heading, Field]]] = defaultdict(list)
    extras: list[Heading] = []
    listed, totals = _without_totals(form, headings)
    for heading, path, month in listed:
        known = recognise(path, form.source, heading.unit)
        if known:
            candidates[known[0].name, month].append((known[1], heading, known[0]))
        elif heading_key(heading.leaf) != "序号":
            extras.append(heading)
    columns, collisions = [], []
    for (_, month), found in candidates.items():
        best = max(rank for rank, _, _ in found)
        first = [(heading, item) for rank, heading, item in found if rank == best]
        extras += [heading for rank, heading, _ in found if rank < best]
        if len(first) > 1:
            collisions.append((first[0][1], tuple(heading for heading, _ in first)))
        heading, item = first[0]
        columns.append(Mapped(item, heading, month, _scale(item, heading, notes)))
    ordered = tuple(sorted(columns, key=lambda item: item.column))
    return Header(form, top, bottom, ordered, tuple(extras), tuple(collisions), totals, has_units)


def _without_totals(
    form: Form, headings: Iterable[Heading]
) -> tuple[list[tuple[Heading, tuple[str, ...], int | None]], tuple[Heading, ...]]:
    """Headings with their path and month, and, where months run across, those that stand over sums of months."""
    if form.source != "volunteering":
        return [(heading, heading.path, None) for heading in headings], ()
    split = [(heading, *_split_month(heading)) for heading in headings]
    if not any(month for _, _, month in split):
        return split, ()
    totals = [heading for heading, _, month in split if not month and any(map(words.is_total, heading.path))]
    return [entry for entry in split if entry[0] not in totals], tuple(totals)


def _with_guesses(header: Header, notes: str) -> Header:
    """Give headings that no alias names to missing fields that they closely resemble."""
    columns, extras = list(header.columns), list(header.extras)
    for item in header.missing:
        names = {heading_key(heading.leaf): heading for heading in extras if agrees(heading.path, heading.unit, item)}
        scored = {key: fuzz.ratio(heading_key(item.label), key) for key in names}
        best = max(scored, key=scored.get, default=None)
        if best is None or scored[best] < _SIMILAR:
            continue
        heading = names[best]
        extras.remove(heading)
        columns.append(Mapped(item, heading, None, _scale(item, heading, notes), True))
    ordered = tuple(sorted(columns, key=lambda item: item.column))
    return replace(header, columns=ordered, extras=tuple(extras))


def _attempts(texts: _Texts) -> Iterator[Header]:
    """Every form on every place where a header may be, but for those of which fewer headings are known than another
    form has already found."""
    most = 0
    for bottom in texts.likely_bottoms():
        for top in {texts.full_top(row, bottom) for row in range(max(1, bottom - _MAX_DEPTH + 1), bottom + 1)}:
            headings = texts.headings(top, bottom)
            known = {form.source: _known(form, headings) for form in FORMS.values()}
            notes = texts.above(top)
            for form in sorted(FORMS.values(), key=lambda form: -known[form.source]):
                if known[form.source] >= most:
                    header = _build(form, headings, top=top, bottom=bottom, notes=notes)
                    most = max(most, len(header.columns))
                    yield header


def _known(form: Form, headings: Iterable[Heading]) -> int:
    """How many headings the form can take at most."""
    listed, _ = _without_totals(form, headings)
    return sum(recognise(path, form.source, heading.unit) is not None for heading, path, _ in listed)


def is_table(sheet: Sheet) -> bool:
    """Whether an unrecognised sheet could be a ledger: not by its title a cover or a list of contents, and at least
    two of its rows have two cells or more."""
    if _NO_LEDGER.search(heading_key(sheet.title)):
        return False
    return sum(sum(value is not None for value in row) > 1 for row in sheet.rows) > 1


def nearest(sheet: Sheet) -> Header | None:
    """The header that most resembles one of a form: most fields recognised, then fewest rows."""
    return max(
        _attempts(_Texts(sheet)),
        key=lambda item: (len(item.columns), item.coverage, item.top - item.bottom, -item.top),
        default=None,
    )


def find(sheet: Sheet) -> Header | None:
    """The header of the sheet with the row of units below it. None where nothing resembles a form enough."""
    best = nearest(sheet)
    if best is None or best.coverage < _MIN_COVERAGE:
        return None
    texts = _Texts(sheet)
    notes = texts.above(best.top)
    return _with_guesses(_with_unit_row(sheet, texts, best, notes), notes)


def _with_unit_row(sheet: Sheet, texts: _Texts, header: Header, notes: str) -> Header:
    """A row below the header that holds nothing but units belongs to it, and decides what its columns count."""
    below = sheet.rows[header.bottom] if header.bottom < len(sheet.rows) else ()
    units = words.units_in_row(below)
    if units is None:
        return header
    headings = [
        replace(heading, unit=units[heading.column - 1]) for heading in texts.headings(header.top, header.bottom)
    ]
    bottom = header.bottom + 1
    return _build(header.form, headings, top=header.top, bottom=bottom, notes=notes, has_units=True)
