"""Which rows below a header are data, which are totals, which only structure the page, and where the footer begins."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from lib.directory import normalise
from lib.intake.forms import Kind
from lib.intake.grid import Sheet
from lib.intake.headers import Header
from lib.intake.headings import units_in_row
from lib.intake.sheets.labels import is_page_mark, is_part, is_title, is_total, is_whole, label, numbered
from lib.intake.values import clean

NAMING = frozenset({Kind.TEXT, Kind.UNIT, Kind.DISTRICT, Kind.CHOICE, Kind.MONTH})  # they say what a row is about
DESCRIBING = frozenset({Kind.CHOICE, Kind.DATE})  # a total has none of these

_FOOTER = re.compile(
    r"^(?:填表|填报|制表|审核|审签|复核|联系|说明|备注|注|单位负责人|负责人|报送|盖章|科室)[^,]*[:：]|^(?:注|说明)\s*\d"
)
_FOOTER_CELLS = 3  # a footer line has no more cells than this
_COLUMN_MARKS = frozenset({"甲", "乙", "丙", "丁", "栏次", "序号"})
_LONGEST_MARK = 4  # characters, blanks included
_ALIKE = 0.8  # share of a row's cells that repeat the header above them when it is printed again


@dataclass(frozen=True)
class Names:
    """What the office calls itself, normalised, and whether a name stands in the directory of units."""

    own: frozenset[str] = frozenset()
    is_listed: Callable[[str], bool] = lambda written: False


@dataclass(frozen=True)
class Lines:
    """Numbers of the rows below the header by what they are; `last` is the last row of the table, totals included.

    `parts`: the totals that add up some rows only. `grand`: the total of the whole table. `skipped`: headers printed
    again, titles, sections and page numbers. `sums`: rows that add up others without saying so, with the first and
    the last row of those.
    """

    data: tuple[int, ...]
    totals: tuple[int, ...]
    footer: int | None
    last: int
    parts: frozenset[int] = frozenset()
    grand: int | None = None
    skipped: tuple[int, ...] = ()
    sums: dict[int, tuple[int, int]] = field(default_factory=dict)


def sort_lines(sheet: Sheet, header: Header, names: Names | None = None) -> Lines:
    """Sort the rows below `header`: empty ones are left out, and nothing below the footer counts."""
    sorter = _Sorter(sheet, header, names or Names())
    filled = [number for number in range(header.bottom + 1, len(sheet.rows) + 1) if not sorter.is_empty(number)]
    footer, skipped = sorter.footer(filled)
    skipped |= {number for number in filled if sorter.is_structure(number)}
    body = [number for number in filled if number not in skipped and (footer is None or number < footer)]
    totals = {number for number in body if any(map(is_total, sorter.labels(number)))}
    sections = sorter.sections([number for number in body if number not in totals])
    skipped |= {number for number in sections if not sorter.holds_figures(number)}
    totals |= sections - skipped
    data = [number for number in body if number not in totals and number not in skipped]
    own = {number for number in data if sorter.is_own(number)}
    if len(own) < len(data):
        totals |= own
    parts = frozenset(number for number in totals if number in sections or sorter.is_part(number))
    last = footer - 1 if footer else filled[-1] if filled else header.bottom
    return Lines(
        data=tuple(number for number in data if number not in totals),
        totals=tuple(sorted(totals)),
        footer=footer,
        last=max((number for number in filled if number <= last), default=header.bottom),
        parts=parts,
        grand=sorter.grand(sorted(totals - parts), own),
        skipped=tuple(sorted(number for number in skipped if footer is None or number < footer)),
    )


def is_footer(filled: list[object]) -> bool:
    """A line of signatures or remarks, by its filled cells."""
    first = filled[0]
    return isinstance(first, str) and _FOOTER.match(first.strip()) is not None and len(filled) <= _FOOTER_CELLS


def is_row_of_figures(cells: Iterable[object]) -> bool:
    """At least two cells hold a number, which no title and no remark has."""
    return sum(isinstance(value, int | float) and not isinstance(value, bool) for value in cells) > 1


def repeats(sheet: Sheet, header: Header, number: int) -> bool:
    """Whether a row prints (a row of) the header again, every text in its column."""
    cells = sheet.rows[number - 1]
    if any(value is not None and not isinstance(value, str) for value in cells):
        return False
    texts = {column: clean(value) for column, value in enumerate(cells, start=1) if clean(value)}
    alike = max(
        sum(clean(sheet.at(row, column)) == text for column, text in texts.items())
        for row in range(header.top, header.bottom + 1)
    )
    return alike >= 2 and alike >= len(texts) * _ALIKE


@dataclass(frozen=True)
class _Sorter:
    """What can be told of a row of the sheet by itself."""

    sheet: Sheet
    header: Header
    names: Names

    def cells(self, number: int) -> tuple[object, ...]:
        return self.sheet.rows[number - 1]

    def is_empty(self, number: int) -> bool:
        return not any(clean(value) for value in self.cells(number) if value is not None)

    def filled(self, number: int) -> list[object]:
        return [value for value in self.cells(number) if clean(value)]

    def labels(self, number: int) -> list[object]:
        """The cells that may say what the row is: the naming ones, and the first two if they hold no figure."""
        cells = self.cells(number)
        figures = {item.column - 1 for item in self.header.columns if item.field.kind not in NAMING}
        leading = [value for column, value in enumerate(cells[:2]) if column not in figures]
        return [*leading, *(cells[column] for column in self._columns(NAMING))]

    def footer(self, filled: list[int]) -> tuple[int | None, set[int]]:
        """Where the footer begins, and the rows of footers and titles printed between two pages."""
        heads = [number for number in filled if repeats(self.sheet, self.header, number)]
        between = {number for head in heads for number in self._titles_above(head)} | set(heads)
        page_end = 0
        for number in filled:
            if is_footer(self.filled(number)):
                page_end = next((head for head in heads if head > number), 0)
                if not page_end:
                    return number, between
            if number < page_end and not is_row_of_figures(self.cells(number)):
                between.add(number)
        return None, between

    def _titles_above(self, head: int) -> list[int]:
        found = []
        for number in range(head - 1, self.header.bottom, -1):
            cells = self.filled(number)
            if cells and not (len(cells) == 1 and is_title(cells[0])):
                break
            found.append(number)
        return found

    def is_structure(self, number: int) -> bool:
        """A row of units or column numbers, a page mark, a title over the width, or nothing in any known column."""
        cells = self.cells(number)
        if units_in_row(cells) is not None or self._is_column_numbers(cells):
            return True
        filled = self.filled(number)
        if not any(clean(cells[item.column - 1]) for item in self.header.columns):
            return not any(is_total(value) for value in filled)
        if len(filled) > 1 or not isinstance(filled[0], str):
            return False
        return is_page_mark(filled[0]) or (self._is_wide(number) and not is_total(filled[0]))

    def _is_wide(self, number: int) -> bool:
        width = len(self.cells(number))
        return any(
            merge.top == number and merge.right > merge.left and (merge.right - merge.left + 1) * 2 > width
            for merge in self.sheet.merges
        )

    def sections(self, body: list[int]) -> set[int]:
        """Rows that open a section by a Chinese numeral, unless the office numbers its rows that way."""
        found = {number for number in body if self._is_section(number)}
        return found if len(found) * 2 <= len(body) or not self._any_figures(found) else set()

    def _is_section(self, number: int) -> bool:
        leading = [text for value in self.labels(number) if (text := numbered(value)) is not None]
        if not leading or self._is_described(number):
            return False
        return not any(self.names.is_listed(text) for text in [*leading, *map(label, self.labels(number))] if text)

    def _any_figures(self, numbers: Iterable[int]) -> bool:
        return any(self.holds_figures(number) for number in numbers)

    def holds_figures(self, number: int) -> bool:
        cells = self.cells(number)
        return any(
            clean(cells[item.column - 1]) for item in self.header.columns if item.field.kind not in NAMING | DESCRIBING
        )

    def _is_described(self, number: int) -> bool:
        return any(clean(self.cells(number)[column]) for column in self._columns(DESCRIBING))

    def is_own(self, number: int) -> bool:
        """The row of a form about units bears the name of the office itself."""
        if self.header.form.subject != ("unit",):
            return False
        written = [label(self.cells(number)[column]) for column in self._columns({Kind.UNIT})]
        return any(normalise(text) in self.names.own and not self.names.is_listed(text) for text in written if text)

    def is_part(self, number: int) -> bool:
        return any(map(is_part, self.labels(number)))

    def grand(self, totals: list[int], own: set[int]) -> int | None:
        """The last total that says it is one of everything, else the last one."""
        whole = [number for number in totals if number in own or any(map(is_whole, self.labels(number)))]
        return max(whole or totals, default=None)

    def _columns(self, kinds: Iterable[Kind]) -> list[int]:
        return [item.column - 1 for item in self.header.columns if item.field.kind in kinds]

    def _is_column_numbers(self, cells: tuple[object, ...]) -> bool:
        """甲 乙 1 2 3: the columns counted, that of the subject too."""
        if any(isinstance(value, str) and len(value) > _LONGEST_MARK for value in cells):
            return False
        filled = [text for value in cells if (text := clean(value))]
        counted = [text for text in filled if text not in _COLUMN_MARKS]
        if not self.header.form.subject or len(counted) < _FOOTER_CELLS or counted[0] not in ("1", "2", "3"):
            return False
        return counted == [str(int(counted[0]) + step) for step in range(len(counted))]
