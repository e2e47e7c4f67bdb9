"""From the demo workbooks to rows: region code → sheet → list of {field: cell}."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from lib.intake.forms import FORMS, Field, Form
from lib.schema import AGE_BANDS, FIVE_NORM_ITEMS, SOURCES
from recount.cells import BUILDING, MISSING, NOT_APPLICABLE, Blank, cell, folded

_DATA = Path(__file__).parents[2] / "data"
STANDARDS, OF_DEMO = (
    tomllib.loads((_DATA / name).read_text(encoding="utf-8")) for name in ("standards.toml", "demo/标准.toml")
)
_TOTALS = {"合计", "总计", "小计"}
_UNREAD = {"序号", "备注"}
_FOOTERS = ("填表", "填报", "审核", "联系", "说明", "注", "备注")


class Row(dict):
    """A column that the sheet does not have is 缺报."""

    def __missing__(self, name: str) -> Blank:
        return MISSING


Sheets = dict[str, list[Row]]


class Names:
    """The directory of regions and units, as written in 区划名录.xlsx."""

    def __init__(self, path: Path) -> None:
        book = openpyxl.load_workbook(path, read_only=True)
        regions, units = (list(book[name].iter_rows(min_row=2, values_only=True)) for name in ("区县名录", "单位名录"))
        self.regions = {str(row[1]): row[2] for row in regions}
        self.city = next(str(row[1]) for row in regions if row[4] == "市本级")
        code_of = {name: code for code, name in self.regions.items()}
        self.levels: dict[tuple[str, str], str] = {}  # region and full name → level
        self._full: dict[tuple[str, str], str] = {}
        for full, short, others, level, _, region in units:
            code = code_of.get(region, self.city)
            self.levels[code, full] = level
            for name in (*(others or "").split("、"), short, full):
                self._full[code, folded(name)] = full

    def office(self, file: str) -> str:
        found = [code for code, name in self.regions.items() if code != self.city and name in file]
        return found[0] if found else self.city

    def unit(self, code: str, written: object) -> str:
        """The full name, empty where nobody knows the unit."""
        return self._full.get((code, folded(written).removesuffix("(含下属)")), "")


def read(folder: Path, names: Names, as_of: date) -> dict[str, Sheets]:
    """Everything that the offices sent, without what they hid."""
    offices: dict[str, Sheets] = defaultdict(dict)
    for path in sorted(folder.glob("*.xlsx")):
        code = names.office(path.name)
        for sheet in openpyxl.load_workbook(path):
            if sheet.sheet_state == "visible":
                source = next(key for key, title in SOURCES.items() if title in sheet.title)
                rows = list(_rows(sheet, FORMS[source], as_of))
                offices[code][source] = completed(source, _once(FORMS[source], rows), names, code, as_of)
    return offices


def _rows(sheet: Worksheet, form: Form, as_of: date) -> Iterator[Row]:
    heads, lines = _table(sheet)
    columns = [(group, heading, _field(form, group, heading)) for group, heading in heads]
    months = any(_month(group) for group, _ in heads)
    for line in filter(_is_data, lines):
        parts: dict[int, Row] = defaultdict(Row)
        for (group, heading, field), raw in zip(columns, line, strict=True):
            if field is not None:
                row = parts[_month(group) if months else 0]
                row[field.name] = cell(raw, field, wan="万元" in group + heading, as_of=as_of)
        shared = parts.pop(0)
        yield from (Row(shared | row | {"month": f"{as_of.year}-{month:02d}"}) for month, row in parts.items())
        if not months:
            yield shared


def _table(sheet: Worksheet) -> tuple[list[tuple[str, str]], list[list[object]]]:
    """Headings (the upper one and the lower one, or the same twice) and the lines below them. Titles are one cell."""
    grid = [list(row) for row in sheet.iter_rows(values_only=True)]
    spread = set()  # lines with a heading that goes over several columns
    for area in sheet.merged_cells.ranges:
        for line in range(area.min_row - 1, area.max_row):
            for column in range(area.min_col - 1, area.max_col):
                grid[line][column] = grid[area.min_row - 1][area.min_col - 1]
        spread |= {area.min_row - 1} if area.max_col > area.min_col else set()
    top = next(number for number, row in enumerate(grid) if len({item for item in row if item}) > 1)
    low = top + 1 if top in spread or grid[top] == grid[top + 1] else top
    return [(folded(a or ""), folded(b or "")) for a, b in zip(grid[top], grid[low], strict=True)], grid[low + 1 :]


def _month(heading: str) -> int:
    return int(heading[:-1]) if heading[-1:] == "月" and heading[:-1].isdigit() else 0


def _is_data(line: list[object]) -> bool:
    words = [folded(item) for item in line if item is not None and folded(item)]
    return len(words) > 1 and not _TOTALS & set(words) and not words[0].startswith(_FOOTERS)


def _field(form: Form, group: str, heading: str) -> Field | None:
    """The field of a heading: one that also asks for the group above it goes first."""
    if heading in _UNREAD or not heading:
        return None
    for wanted in (heading, heading.rpartition("(")[0]):
        for field in form.fields:
            above = [alias.split(">") for alias in field.aliases if ">" in alias]
            if any(folded(part) in group and folded(name) == wanted for part, name in above if group != heading):
                return field
        for field in form.fields:
            if wanted in map(folded, (field.label, *field.aliases)):
                return field
    raise ValueError(f"{form.title}: {group}/{heading}")


def _once(form: Form, rows: list[Row]) -> list[Row]:
    """The same row twice counts once, contradicting rows count not at all."""
    groups: dict[tuple, list[Row]] = defaultdict(list)
    for number, row in enumerate(rows):
        groups[tuple(folded(row[name]) for name in form.subject) or (number,)].append(row)
    return [found[0] for found in groups.values() if all(repr(row) == repr(found[0]) for row in found)]


def generated(ledgers: dict[str, dict[str, list[dict]]], names: Names, as_of: date) -> dict[str, Sheets]:
    """An earlier period, of which there are no workbooks: plain values, 「/」 for 不适用, None for an empty cell."""
    offices: dict[str, Sheets] = {}
    for code, sheets in ledgers.items():
        offices[code] = {}
        for source, records in sheets.items():
            empty = {field.name for field in FORMS[source].fields if field.blank_ok}
            rows = [Row({name: _plain(value, name in empty) for name, value in record.items()}) for record in records]
            offices[code][source] = completed(source, rows, names, code, as_of)
    return offices


def _plain(value: object, blank_ok: bool) -> object:
    if value == "/" or (value is None and blank_ok):
        return NOT_APPLICABLE
    return MISSING if value is None else value


def completed(source: str, rows: list[Row], names: Names, code: str, as_of: date) -> list[Row]:
    """What follows from other cells of the row: the unit's full name, the end of the term, sums of ages, norms."""
    for row in rows:
        row["office"], row["as_of"], row["start"] = code, as_of, date(as_of.year, as_of.month - 5, 1)
        row["unit_name"] = "" if isinstance(row["unit"], Blank) else names.unit(code, row["unit"])
        row["unit_level"] = names.levels.get((code, row["unit_name"]), "")
        if source == "branches":
            _complete_branch(row)
        if source == "venues":
            row["state"] = "在建" if row["opened_on"] is BUILDING else "启用"
        if source == "units" and isinstance(row["lixiu_age_sum"], Blank) and "lixiu_avg_age" in row:
            total = Decimal(str(row["lixiu_avg_age"])) * row["lixiu_n"]
            row["lixiu_age_sum"] = total.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return rows


def _complete_branch(row: Row) -> None:
    last, years = row["last_election_on"], row["term_years"]
    if isinstance(row["term_end_on"], Blank) and isinstance(last, date) and isinstance(years, int):
        row["term_end_on"] = last.replace(year=last.year + years)
    _rate(row, [row[item] for item in FIVE_NORM_ITEMS])


def _rate(row: Row, results: list[object]) -> None:
    row["passed"], row["failed"] = (sum(found == word for found in results) for word in ("达标", "未达标"))
    row["unrated"] = sum(found == "未评" or found is MISSING for found in results)


def standings(norms: list[Row]) -> list[Row]:
    """One row per branch and framework beside 五规范; an item without a row is not reported."""
    items = {item["name"]: len(item.get("items", ())) for item in OF_DEMO["framework"]}
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in norms:
        groups[folded(row["name"]), row["framework"]].append(row)
    found = [Row(rows[0]) for rows in groups.values()]
    for row, rows in zip(found, groups.values(), strict=True):
        _rate(row, [item["result"] for item in rows] + [MISSING] * (items[row["framework"]] - len(rows)))
    return found


def link(before: dict[str, Sheets], now: dict[str, Sheets]) -> None:
    """Beside each branch the row of the same name of the period before."""
    for code, sheets in now.items():
        rows = before.get(code, {}).get("branches", ())
        known = {folded(row["name"]): row for row in rows if row["as_of"].year == sheets["branches"][0]["as_of"].year}
        for row in sheets["branches"]:
            row["earlier"] = known.get(folded(row["name"]).removesuffix("(含下属)"), Row())


def bands(row: Row) -> Iterator[Row]:
    """One row per age band of which the unit says anything."""
    for number, band in enumerate(AGE_BANDS):
        kinds = {"members_n": "members", "active_n": "active", "absent_health_n": "health"}
        figures = {name: row[f"band{number}_{kind}_n"] for name, kind in kinds.items()}
        if not all(isinstance(value, Blank) for value in figures.values()):
            yield Row(figures | {"band": band, "unit_name": row["unit_name"]})
