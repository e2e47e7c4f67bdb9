"""Find the header of a sheet: which form it is, on which rows, and which column is which field."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz

from lib.directory import normalise
from lib.intake.forms import FORMS, Field, Form, Kind, Need
from lib.intake.grid import Sheet

_SEARCH_ROWS = 15  # a header below this row is not looked for
_MAX_DEPTH = 4
_MIN_COVERAGE = 0.6  # share of a form's expected columns that must be recognised
_SIMILAR = 90  # rapidfuzz score from which an unknown heading is taken for a field

_BRACKETS = re.compile(r"\([^()]*\)")
_DASHES = re.compile(r"[‐‑‒–—―−~～]")
_MONTH = re.compile(r"(?:(\d{4})[年.\-/])?0?(\d{1,2})月?(?:份)?")
_MONTH_PREFIX = re.compile(r"^((?:\d{4}年)?\d{1,2}月(?:份)?)(.+)$")
_PREFIX = re.compile(r"^(?:是否|其中[:,]?|所属|所在)")
_SUFFIX = re.compile(r"(?:情况|人数|次数|件数|场次|数量|数|时间|日期|名称)$")


@lru_cache(maxsize=4096)
def heading_key(text: str) -> str:
    """A heading without spaces and line breaks, full-width forms and dashes folded."""
    return _DASHES.sub("-", normalise(text))


def _bare(key: str) -> str:
    return _BRACKETS.sub("", key).strip(":") or key


def _stem(key: str) -> str:
    bare = _bare(key)
    return _SUFFIX.sub("", _PREFIX.sub("", bare)) or bare


@dataclass(frozen=True)
class Heading:
    """A column's heading: texts from the top level down. `top` and `leaf_row` are sheet rows."""

    column: int
    path: tuple[str, ...]
    top: int
    leaf_row: int

    @property
    def leaf(self) -> str:
        return self.path[-1]


@dataclass(frozen=True)
class Mapped:
    """A column that holds a field. `month`: 1–12 where months run across. `scale`: 10,000 for 万元.
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
    form: Form
    top: int
    bottom: int
    columns: tuple[Mapped, ...]
    extras: tuple[Heading, ...]
    collisions: tuple[tuple[Field, tuple[Heading, ...]], ...] = ()

    @property
    def missing(self) -> tuple[Field, ...]:
        """Required and expected fields for which no column was found."""
        found = {item.field.name for item in self.columns}
        if any(item.month for item in self.columns):
            found.add("month")
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


@dataclass(frozen=True)
class _Names:
    """The ways to write the fields of one form."""

    labels: dict[str, Field]
    aliases: dict[str, Field]
    stems: dict[str, Field]
    grouped: tuple[tuple[str, str, Field], ...]


@cache
def _names(source: str) -> _Names:
    labels, aliases, grouped = {}, {}, []
    stems: dict[str, set[Field]] = defaultdict(set)
    for item in FORMS[source].fields:
        labels[heading_key(item.label)] = labels[_bare(heading_key(item.label))] = item
        stems[_stem(heading_key(item.label))].add(item)
        for alias in item.aliases:
            group, _, leaf = alias.rpartition(">")
            if group:
                grouped.append((heading_key(group), heading_key(leaf), item))
                continue
            aliases.setdefault(heading_key(alias), item)
            stems[_stem(heading_key(alias))].add(item)
    unique = {stem: next(iter(fields)) for stem, fields in stems.items() if len(fields) == 1}
    return _Names(labels, aliases, unique, tuple(grouped))


@lru_cache(maxsize=4096)
def _recognise(path: tuple[str, ...], source: str) -> tuple[Field, int] | None:
    """The field a heading names and how surely: 4 by its group, 3 by label, 2 by alias, 1 by stem."""
    names = _names(source)
    key = heading_key(path[-1])
    bare = _bare(key)
    above = [heading_key(text) for text in path[:-1]]
    for group, leaf, item in names.grouped:
        if leaf in (key, bare) and any(group in text for text in above):
            return item, 4
    for rank, table in ((3, names.labels), (2, names.aliases)):
        if item := table.get(key) or table.get(bare):
            return item, rank
    item = names.stems.get(_stem(key))
    return (item, 1) if item else None


@lru_cache(maxsize=4096)
def _is_named(text: str) -> bool:
    bare = _MONTH_PREFIX.sub(r"\2", heading_key(text))
    return any(_recognise((bare,), source) for source in FORMS)


def _month_of(text: str) -> int | None:
    match = _MONTH.fullmatch(heading_key(text))
    return int(match[2]) if match and "月" in text and 1 <= int(match[2]) <= 12 else None


def _split_month(heading: Heading) -> tuple[Heading, int | None]:
    """The month under which a column stands (「7月 > 项目数」 or 「7月项目数」) and the heading without it."""
    for text in heading.path[:-1]:
        if month := _month_of(text):
            return heading, month
    match = _MONTH_PREFIX.match(heading_key(heading.leaf))
    if match and (month := _month_of(match[1])):
        return Heading(heading.column, (*heading.path[:-1], match[2]), heading.top, heading.leaf_row), month
    return heading, None


def _scale(heading: Heading, notes: str) -> int:
    """10,000 where the heading, a heading above it or the sheet's unit line says 万元."""
    for text in reversed(heading.path):
        key = heading_key(text)
        if "万元" in key:
            return 10_000
        if "元" in key:
            return 1
    return 10_000 if "万元" in notes else 1


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
        named = Counter(row for (row, _), (text, own) in self.cells.items() if row == own and _is_named(text))
        return sorted(row for row, count in named.items() if count > 1)

    def above(self, top: int) -> str:
        return " ".join(text for (row, _), (text, _) in sorted(self.cells.items()) if row < top)


def _build(form: Form, headings: Iterable[Heading], *, top: int, bottom: int, notes: str) -> Header:
    candidates: dict[tuple[str, int | None], list[tuple[int, Heading, Field]]] = defaultdict(list)
    extras: list[Heading] = []
    for heading in headings:
        split, month = _split_month(heading) if form.source == "volunteering" else (heading, None)
        known = _recognise(split.path, form.source)
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
        scale = _scale(heading, notes) if item.kind is Kind.MONEY else 1
        columns.append(Mapped(item, heading, month, scale))
    ordered = tuple(sorted(columns, key=lambda item: item.column))
    return Header(form, top, bottom, ordered, tuple(extras), tuple(collisions))


def _with_guesses(header: Header, notes: str) -> Header:
    """Give headings that no alias names to missing fields that they closely resemble."""
    columns, extras = list(header.columns), list(header.extras)
    for item in header.missing:
        names = {heading_key(heading.leaf): heading for heading in extras}
        scored = {key: fuzz.ratio(heading_key(item.label), key) for key in names}
        best = max(scored, key=scored.get, default=None)
        if best is None or scored[best] < _SIMILAR:
            continue
        heading = names[best]
        extras.remove(heading)
        columns.append(Mapped(item, heading, None, _scale(heading, notes) if item.kind is Kind.MONEY else 1, True))
    ordered = tuple(sorted(columns, key=lambda item: item.column))
    return Header(header.form, header.top, header.bottom, ordered, tuple(extras), header.collisions)


def _attempts(texts: _Texts) -> Iterator[Header]:
    for bottom in texts.likely_bottoms():
        for top in {texts.full_top(row, bottom) for row in range(max(1, bottom - _MAX_DEPTH + 1), bottom + 1)}:
            notes = texts.above(top)
            headings = texts.headings(top, bottom)
            for form in FORMS.values():
                yield _build(form, headings, top=top, bottom=bottom, notes=notes)


def find(sheet: Sheet) -> Header | None:
    """The best header of the sheet: most fields recognised, then fewest rows. None where nothing resembles a form."""
    texts = _Texts(sheet)
    best = max(
        _attempts(texts),
        key=lambda item: (len(item.columns), item.coverage, item.top - item.bottom, -item.top),
        default=None,
    )
    if best is None or best.coverage < _MIN_COVERAGE:
        return None
    return _with_guesses(best, texts.above(best.top))
