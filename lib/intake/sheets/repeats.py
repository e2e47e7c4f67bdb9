"""Rows about the same subject: the same row twice counts once, contradicting rows count not at all."""

from collections import defaultdict

from lib.directory import Directory, Region
from lib.intake.forms import Form, Kind
from lib.intake.grid import address
from lib.intake.issues import Issue, Level
from lib.intake.sheets.page import Page
from lib.intake.sheets.rows import Row


def without_repeats(page: Page, rows: list[Row]) -> tuple[list[Row], list[Issue]]:
    """The rows that count, in their order, and an issue for each that does not."""
    kept: list[Row] = []
    issues: list[Issue] = []
    for key, found in _by_subject(page, rows).items():
        if len({figures(page.header.form, row) for row in found}) == 1:
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
        key = subject(page.header.form, row, page.context.directory, page.context.office)
        groups[key if any(key) else (row.number,)].append(row)
    return groups


def subject(form: Form, row: Row, directory: Directory, office: Region) -> tuple[object, ...]:
    """What a row is about, None for what it does not say: a unit by its full name, however it is written."""
    return tuple(_called(form, row, name, directory, office) for name in form.subject)


def _called(form: Form, row: Row, name: str, directory: Directory, office: Region) -> object:
    written = row.point(name)
    if not isinstance(written, str) or form.field(name).kind is not Kind.UNIT:
        return written
    match = directory.find_unit(written, office.code)
    return match.unit.name if match and match.how != "相似" else written


def figures(form: Form, row: Row) -> tuple[object, ...]:
    """What a row says about its subject; that it belongs to the office's own district goes without saying."""
    told = ((name, row.values[name]) for name in sorted(row.values) if name not in (*form.subject, "district"))
    return tuple((name, value.status, value.point, value.lo, value.hi) for name, value in told)


def _same(page: Page, row: Row, first: Row) -> Issue:
    problem = f"与第{first.number}行重复且数据相同，已保留一行"
    return page.issue("M29", Level.WARNING, address(row.number, 1), problem, "请删去重复的一行", scope="row")


def _conflicting(page: Page, key: tuple[object, ...], found: list[Row]) -> Issue:
    numbers = "、".join(str(row.number) for row in found)
    problem = f"“{key[0]}”出现{len(found)}次且数据不一致（第{numbers}行），各行均未计入"
    cells = ",".join(address(row.number, 1) for row in found)
    return page.issue("M30", Level.REJECTION, cells, problem, "请只保留正确的一行后重报", scope="row")
