"""The data rows of a page as normalised values."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lib.intake import cells, frameworks, places
from lib.intake.forms import Kind
from lib.intake.headers import Mapped
from lib.intake.issues import RAW_SHOWN, Finding, Level
from lib.intake.sheets.page import Page
from lib.intake.values import Status, Value

_PLACING = ("district", "month", "field")  # a row that cannot be placed does not count


@dataclass(frozen=True)
class Row:
    """One fact row: the values by field name, and what stood in the cells that are not plain exact values."""

    number: int
    values: dict[str, Value]
    raws: dict[str, str] = field(default_factory=dict)

    def point(self, name: str) -> object:
        """The exact value of a field; None where the sheet has no such column or the cell gives none."""
        value = self.values.get(name)
        return value.point if value else None


@dataclass(frozen=True)
class Noticed:
    """A finding with the cell it was made in."""

    row: int
    column: Mapped
    finding: Finding
    raw: object


def read_rows(page: Page) -> tuple[list[Row], list[Noticed]]:
    """The fact rows of all data lines, in their order, and what was noticed, also in lines that do not count."""
    rows: list[Row] = []
    noticed: list[Noticed] = []
    for number in page.lines.data:
        shared = _values(page, number, None)
        noticed += _noticed(page, number, None, shared)
        if _is_unplaced(shared) or _is_nothing(page, shared):
            continue
        if not page.months:
            rows.append(Row(number, shared, _raws(page, number, None, shared)))
        for month in page.months:
            written = page.written_month(month)
            if written in page.context.months:
                across = _values(page, number, month)
                noticed += _noticed(page, number, month, across)
                values = {**shared, **across, "month": Value(Status.PRESENT, written)}
                rows.append(Row(number, values, _raws(page, number, month, values)))
    return rows, noticed


def _values(page: Page, number: int, month: int | None) -> dict[str, Value]:
    """The row's values in the columns of one month, or in those without a month."""
    values = {
        item.field.name: cells.read(page.raw(number, item), item, page.context)
        for item in page.header.columns
        if item.month == month
    }
    if page.header.form.source == "norms":
        return frameworks.check(values, page.context.directory)
    return places.check(values)


def _noticed(page: Page, number: int, month: int | None, values: dict[str, Value]) -> Iterator[Noticed]:
    for item in page.header.columns:
        if item.month != month or (item.field.kind is Kind.UNIT and page.is_covered(number, item)):
            continue  # what a merged unit gave rise to is told at its first row
        for finding in values[item.field.name].findings:
            yield Noticed(number, item, finding, page.raw(number, item))


def _is_unplaced(values: dict[str, Value]) -> bool:
    if any(finding.code == frameworks.UNKNOWN for value in values.values() for finding in value.findings):
        return True
    placing = (values[name] for name in _PLACING if name in values)
    return any(finding.level is Level.REJECTION for value in placing for finding in value.findings)


def _is_nothing(page: Page, values: dict[str, Value]) -> bool:
    """The row says 无 where its subject should stand: the office has none, which is a report and no row."""
    subject = page.header.form.subject
    return bool(subject) and all(
        any(finding.code == "M17" for finding in values[name].findings) for name in subject if name in values
    )


def _raws(page: Page, number: int, month: int | None, values: dict[str, Value]) -> dict[str, str]:
    return {
        item.field.name: str(page.raw(number, item))[:RAW_SHOWN]
        for item in page.header.columns
        if item.month in (None, month) and values[item.field.name].findings and page.raw(number, item) is not None
    }
