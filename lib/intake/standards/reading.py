"""Standards as written: entries with their addresses, from a TOML text or a workbook. Nothing is judged here."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lib import schema
from lib.errors import IntakeError
from lib.intake import grid
from lib.intake.grid import Sheet, address
from lib.intake.issues import Issue, Level
from lib.intake.standards.sections import DUTIES, FRAMEWORKS, SECTIONS, Section
from lib.intake.values import clean
from lib.intake.values.cleaning import masked

_CODE = "S01"
_LINE = re.compile(r"at line (\d+)")


@dataclass(frozen=True)
class Entry:
    """One entry as written, by the keys of the section's fields. `cells`: where each field stands."""

    section: Section
    sheet: str
    values: dict[str, object]
    cells: dict[str, str]

    def issue(self, file: str, key: str, problem: str, remedy: str) -> Issue:
        """What is wrong with one field, at its cell."""
        raw, cell = self.values.get(key), self.cells.get(key, self.section.by_key[key].label)
        shown = "" if clean(raw) == "" else masked(raw)
        return Issue(_CODE, Level.REJECTION, file, self.sheet, cell, problem, remedy, field=key, raw=shown)


@dataclass(frozen=True)
class Draft:
    """What a file would set. A section that the file does not have stays as it is. `issues`: about the file itself."""

    file: str
    entries: dict[str, tuple[Entry, ...]]
    issues: tuple[Issue, ...] = ()


def read(path: Path) -> Draft:
    """A .toml text, or any workbook that the ledgers may be. IntakeError where it cannot be read at all."""
    if not path.is_file():
        raise IntakeError(f"没有文件“{path.name}”，请核对文件名和所在文件夹。")
    draft = _from_text(path) if path.suffix.lower() == ".toml" else _from_workbook(path)
    if not draft.entries and not draft.issues:
        titles = "、".join(f"“{section.title}”" for section in SECTIONS)
        raise IntakeError(f"{path.name}里没有{titles}中的任何一张表。请用 python -m lib standards --out 导出后修改。")
    return draft


def _from_text(path: Path) -> Draft:
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise IntakeError(f"{path.name}不是UTF-8编码的文本，请另存为UTF-8后再导入。") from None
    except tomllib.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        where = f"第{line[1]}行" if line else "末尾"
        raise IntakeError(f"{path.name}{where}不符合TOML的写法。请对照出厂的 standards.toml 改正。") from None
    known = {section.key: section for section in SECTIONS}
    issues = [about(path.name, key, "没有这张表", f"应为{'、'.join(known)}之一") for key in written if key not in known]
    entries = {}
    for key, content in written.items():
        if key in known and isinstance(content, dict if known[key] is DUTIES else list):
            entries[key] = tuple(_text_entries(known[key], content, path, issues))
        elif key in known:
            issues.append(about(path.name, key, "写法不对", f"应写作{'[duties]' if key == 'duties' else f'[[{key}]]'}"))
    return Draft(path.name, entries, tuple(issues))


def about(file: str, place: str, problem: str, remedy: str) -> Issue:
    """What is wrong with a sheet, a table of the text or one of its entries as a whole."""
    return Issue(_CODE, Level.REJECTION, file, place, "sheet", problem, remedy)


def _text_entries(section: Section, content: object, path: Path, issues: list[Issue]) -> Iterator[Entry]:
    if section is DUTIES:
        listed = [{"source": source, "offices": offices} for source, offices in content.items()]
    elif section is FRAMEWORKS:
        listed = [row for item in content for row in _flattened(item)]
    else:
        listed = content
    for number, values in enumerate(listed, start=1):
        if not isinstance(values, dict):
            issues.append(about(path.name, f"[[{section.key}]]第{number}条", "写法不对", "每条应为若干“名称 = 值”"))
            continue
        name = next((str(values[key]) for key in section.unique if values.get(key)), "")
        place = f"{section.title}第{number}条" + (f"（{masked(name)}）" if name else "")
        for key in values.keys() - section.by_key.keys():
            issues.append(about(path.name, place, f"没有“{masked(key)}”这一项", f"应为{'、'.join(section.by_key)}之一"))
        values = {key: _yes_no(value) for key, value in values.items() if key in section.by_key}
        yield Entry(section, place, values, {key: key for key in section.by_key})


def _yes_no(value: object) -> object:
    return value if not isinstance(value, bool) else schema.YES_NO[0 if value else 1]


def _flattened(framework: object) -> list[object]:
    """One row per item, as in the workbook; a framework without items is one row."""
    if not isinstance(framework, dict) or not isinstance(framework.get("items", {}), dict):
        return [framework]
    shared = {key: value for key, value in framework.items() if key != "items"}
    items = framework.get("items", {}).items()
    return [shared | {"item_id": item_id, "item": name} for item_id, name in items] or [shared]


def _from_workbook(path: Path) -> Draft:
    book = grid.read(path)
    entries, issues = {}, []
    for section in SECTIONS:
        sheet = next((item for item in book.sheets if clean(item.title) == section.title), None)
        if sheet is not None:
            entries[section.key] = tuple(_sheet_entries(section, sheet, path, issues))
    return Draft(path.name, entries, tuple(issues))


def _sheet_entries(section: Section, sheet: Sheet, path: Path, issues: list[Issue]) -> Iterator[Entry]:
    headings = [clean(value) for value in sheet.rows[0]] if sheet.rows else []
    places = {heading: column for column, heading in enumerate(headings, start=1)}
    columns = {item.key: places[clean(item.label)] for item in section.fields if clean(item.label) in places}
    absent = [item.label for item in section.fields if item.key not in columns]
    if absent:
        problem = f"第1行缺少列“{'、'.join(absent)}”"
        issues.append(about(path.name, sheet.title, problem, "请补上这些列，没有内容的留空"))
        return
    for number, row in enumerate(sheet.rows[1:], start=2):
        if any(clean(value) for value in row):
            values = {key: row[column - 1] for key, column in columns.items()}
            yield Entry(section, sheet.title, values, {key: address(number, at) for key, at in columns.items()})
