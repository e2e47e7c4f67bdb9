"""Columns of a table against their 合计, rates against the columns they are made of."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import zip_longest

from lib import formats
from lib.speech.drafts.kinds import WrittenNumber
from lib.speech.drafts.lines import Fault, Line, is_count

_TOTAL = re.compile("^(?:合计|总计|共计|全市|总数)$")
_NOT_ADDED = re.compile("率|占|比|均|%|％|最|位|名次|排|序|龄|编号|电话|年份")
_FEWEST = 2
_RATE = re.compile("率$")
_BRACKETED = re.compile("[（(][^）)]*[）)]|\\s")
_ENOUGH_ROWS = 3  # that show which column a rate is of which


def columns(lines: Sequence[Line]) -> Iterator[tuple[Line, Fault]]:
    """The cell of a column in the row 合计 is the sum of the others."""
    for table in _tables(lines):
        for name in dict.fromkeys(one.column for one in table):
            yield from _summed([one for one in table if one.column == name])


def rates(lines: Sequence[Line]) -> Iterator[tuple[Line, Fault]]:
    """A row in which 达标率 is not 达标 by 支部, though it is so in most of the others."""
    for table in _tables(lines):
        columns: dict[str, dict[str, Line]] = {}
        for cell in table:
            columns.setdefault(cell.column, {})[cell.row] = cell
        counts = [name for name in columns if not _NOT_ADDED.search(name)]
        for share in (name for name in columns if _RATE.search(name)):
            stem = _RATE.sub("", share)
            for part in (name for name in counts if stem and _BRACKETED.sub("", name) == stem):
                for whole in (name for name in counts if name != part):
                    yield from _divided(columns[share], columns[part], columns[whole])


def _divided(shares: dict[str, Line], parts: dict[str, Line], wholes: dict[str, Line]) -> Iterator[tuple[Line, Fault]]:
    fitting, wrong = 0, []
    for row, cell in shares.items():
        share = next(iter(cell.quantities), None)
        part, whole = (_only(cells[row]) if row in cells else None for cells in (parts, wholes))
        if not (share and share.is_share and share.value is not None and part and whole and whole.value):
            continue
        exact = part.value * 100 / whole.value
        if abs(exact - share.value) <= share.step / 2:
            fitting += 1
        else:
            why = f"{part.text}除以{whole.text}为{formats.percent(exact)}，这里写的是{share.text}"
            wrong.append((cell, Fault(share.start, share.end, "占比与基数不符", why)))
    if fitting >= _ENOUGH_ROWS and fitting > len(wrong):
        yield from wrong


def _tables(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The cells of each table that have a heading of their row and one of their column."""
    table: list[Line] = []
    for line, following in zip_longest(lines, lines[1:]):
        if line.row and line.column:
            table.append(line)
        if following is None or not (line.row or (following.row and following.row == line.text.strip())):
            yield table
            table = []


def _summed(cells: Sequence[Line]) -> Iterator[tuple[Line, Fault]]:
    totals = [cell for cell in cells if _TOTAL.match(cell.row.strip())]
    others = [cell for cell in cells if cell not in totals]
    if len(totals) != 1 or len(others) < _FEWEST or _NOT_ADDED.search(cells[0].column):
        return
    values = [_only(cell) for cell in (*totals, *others)]
    if None in values:
        return
    whole, *parts = values
    total = sum(item.value for item in parts)
    slack = Decimal(0) if all(item.step == 1 for item in values) else sum(item.step for item in values) / 2
    if abs(total - whole.value) > slack:
        shown = formats.number(total, max(0, -total.normalize().as_tuple().exponent))
        why = f"这一列各行相加是{shown}，合计写的是{whole.text}"
        yield totals[0], Fault(whole.start, whole.end, "合计不符", why)


def _only(cell: Line) -> WrittenNumber | None:
    """The number of a cell that holds nothing else."""
    items = [item for item in cell.quantities if is_count(item)]
    return items[0] if len(items) == 1 and items[0].text == cell.text.strip() else None
