"""Rows about the same subject: the same row twice counts once, contradicting rows count not at all."""

from collections import defaultdict

from lib.intake.forms import Kind
from lib.intake.grid import address
from lib.intake.issues import Issue, Level
from lib.intake.sheets.page import Page
from lib.intake.sheets.rows import Row


def without_repeats(page: Page, rows: list[Row]) -> tuple[list[Row], list[Issue]]:
    """The rows that count, in their order, and an issue for each that does not."""
    kept: list[Row] = []
    issues: list[Issue] = []
    for key, found in _by_subject(page, rows).items():
        if len({_figures(page, row) for row in found}) == 1:
            kept.append(found[0])
            issues += [_same(page, row, found[0]) for row in found[1:]]
        else:
            issues.append(_conflicting(page, key, found))
    order = {id(row): index for index, row in enumerate(rows)}
    return sorted(kept, key=lambda row: order[id(row)]), issues


def _by_subject(page: Page, rows: list[Row]) -> dict[tuple[object, ...], list[Row]]:
    """The rows by what they are about; one that does not say so stands for itself."""
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        key = tuple(_called(page, row, name) for name in page.header.form.subject)
        groups[key if any(key) else (row.number,)].append(row)
    return groups


def _called(page: Page, row: Row, name: str) -> object:
    """What a row is about: a unit by its full name, however it is written."""
    written = row.point(name)
    if not isinstance(written, str) or page.header.form.field(name).kind is not Kind.UNIT:
        return written
    match = page.context.directory.find_unit(written, page.context.office.code)
    return match.unit.name if match and match.how != "相似" else written


def _figures(page: Page, row: Row) -> tuple[object, ...]:
    named = page.header.form.subject
    told = ((name, row.values[name]) for name in sorted(row.values) if name not in named)
    return tuple((name, value.status, value.point, value.lo, value.hi) for name, value in told)


def _same(page: Page, row: Row, first: Row) -> Issue:
    problem = f"与第{first.number}行重复且数据相同，已保留一行"
    return page.issue("M29", Level.WARNING, address(row.number, 1), problem, "请删去重复的一行", scope="row")


def _conflicting(page: Page, key: tuple[object, ...], found: list[Row]) -> Issue:
    numbers = "、".join(str(row.number) for row in found)
    problem = f"“{key[0]}”出现{len(found)}次且数据不一致（第{numbers}行），各行均未计入"
    cells = ",".join(address(row.number, 1) for row in found)
    return page.issue("M30", Level.REJECTION, cells, problem, "请只保留正确的一行后重报", scope="row")
