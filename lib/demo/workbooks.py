"""The newest period of the invented city as the workbooks its offices would send."""

from dataclasses import replace
from itertools import groupby
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from lib.demo import world
from lib.demo.districts import CITY_CODE, CITY_NAME, stream
from lib.demo.frozen import save
from lib.demo.headings import Column, Office, Row, columns
from lib.demo.layout import cells, total_row
from lib.demo.manners import COMMITTEE_MANNER, MANNERS
from lib.demo.slips import spoiled
from lib.demo.timeline import HALVES, Half
from lib.schema import SOURCES

_BOLD, _TITLE = Font(bold=True), Font(bold=True, size=14)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_WIDE, _NARROW = 34, 12
_WIDE_COLUMNS = frozenset({"name", "unit", "address"})
_WRONG_TOTAL = ("units", "tuixiu_n", 2)  # the one 合计 that does not agree, and by how much
_WITHOUT_TOTAL = frozenset({"activities", "infobase"})  # their rows count different things
_FILLED_ON = "2026年1月8日"
_MEASURES = ("projects_n", "activities_n", "person_times_n", "served_person_times_n")


def write(directory: Path) -> list[Path]:
    """Write one workbook per office into the directory, the same bytes every time; returns their paths by name.

    市直 has one with everything but its 党工委配备, which the city's own (市本级) workbook carries.
    """
    directory.mkdir(parents=True, exist_ok=True)
    period = HALVES[-1]
    ledgers = world.ledgers(period.id)
    paths = []
    for region_code, sheets in ledgers.items():
        office = Office(region_code, MANNERS[region_code])
        own = {source: rows for source, rows in sheets.items() if (region_code, source) != (CITY_CODE, "committee")}
        paths.append(_write_office(directory, office, office.name, own, period))
    city = Office(CITY_CODE, COMMITTEE_MANNER)
    committee = {"committee": ledgers[CITY_CODE]["committee"]}
    paths.append(_write_office(directory, city, f"{CITY_NAME}市本级", committee, period))
    return sorted(paths)


def _write_office(directory: Path, office: Office, name: str, sheets: dict[str, list[Row]], period: Half) -> Path:
    workbook = Workbook()
    workbook.remove(workbook.active)
    rows_of = spoiled(office.region_code, sheets, office.manner.slips)
    for number, (source, rows) in enumerate(rows_of.items(), start=1):
        title = office.manner.sheets.format(no=number, title=SOURCES[source])
        sheet = workbook.create_sheet(title)
        if source == "volunteering" and office.manner.months_across:
            _write_across(sheet, office, name, rows, period)
        else:
            _write_sheet(sheet, office, name, source, rows, period)
    if office.manner.old_sheet:
        _write_old(workbook, sheets["branches"], period)
    path = directory / office.manner.file.format(office=name, period=period.title)
    save(workbook, path)
    return path


def _write_sheet(sheet: Worksheet, office: Office, name: str, source: str, rows: list[Row], period: Half) -> None:
    head = columns(office, source, rows)
    body = cells(office, source, rows, head)
    adds_up = len(rows) > 1 and source not in _WITHOUT_TOTAL and any(column.adds_up for column in head)
    total = total_row(source, rows, head, body) if office.manner.total and adds_up else None
    if total and office.manner.wrong_total and source == _WRONG_TOTAL[0]:
        position = next(index for index, column in enumerate(head) if column.name == _WRONG_TOTAL[1])
        total[position] += _WRONG_TOTAL[2]
    _write_table(sheet, office, head, body, total, _title(name, source, period))


def _write_across(sheet: Worksheet, office: Office, name: str, rows: list[Row], period: Half) -> None:
    """志愿服务 with fields down and months across: 「7月」 above 项目数, 活动次数 …"""
    plain = Office(office.region_code, replace(office.manner, serial=False, district="", shuffled=False, remarks=False))
    labels = {column.name: column for column in columns(plain, "volunteering", rows)}
    months = [int(month[5:]) for month in period.months]
    head = [labels["field"]]
    head += [replace(labels[name], group=f"{month}月") for month in months for name in _MEASURES]
    by_field: dict[object, list[object]] = {}
    for row in rows:
        by_field.setdefault(row["field"], [row["field"]]).extend(row[name] for name in _MEASURES)
    body = list(by_field.values())
    total = total_row("volunteering", [{}] * len(body), head, body) if office.manner.total else None
    _write_table(sheet, office, head, body, total, _title(name, "volunteering", period), grouped=True)


def _title(name: str, source: str, period: Half) -> str:
    city = "" if name.startswith(CITY_NAME) else CITY_NAME
    return f"{city}{name}离退休干部{SOURCES[source]}（{period.title}）"


def _write_table(
    sheet: Worksheet,
    office: Office,
    head: list[Column],
    body: list[list[object]],
    total: list[object] | None,
    title: str,
    *,
    grouped: bool | None = None,
) -> None:
    manner, top = office.manner, 1
    if manner.header != "plain":
        _write_title(sheet, title, len(head))
        top = 2
    _write_head(sheet, head, top=top, grouped=manner.header == "grouped" if grouped is None else grouped)
    if total and manner.total == "top":
        sheet.append(total)
    for row in body:
        sheet.append(row)
    if total and manner.total == "bottom":
        sheet.append(total)
    if manner.footer:
        phone = f"　联系电话：{manner.phone}" if manner.phone else ""
        sheet.append([])
        sheet.append([f"填表人：党建科　审核人：分管领导{phone}　填报日期：{_FILLED_ON}"])
    for number, column in enumerate(head, start=1):
        width = _WIDE if column.name in _WIDE_COLUMNS else _NARROW
        sheet.column_dimensions[get_column_letter(number)].width = width


def _write_title(sheet: Worksheet, title: str, width: int) -> None:
    sheet.append([title])
    sheet.cell(1, 1).font = _TITLE
    sheet.cell(1, 1).alignment = _CENTRE
    if width > 1:
        sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=width)


def _write_head(sheet: Worksheet, head: list[Column], *, top: int, grouped: bool) -> None:
    """One header row, or two: group headings merged across their columns, single columns merged downwards."""
    grouped = grouped and any(column.group for column in head)
    if grouped:
        sheet.append([column.group or column.heading for column in head])
        sheet.append([column.heading if column.group else None for column in head])
        _merge_groups(sheet, head, top)
    else:
        sheet.append([column.heading for column in head])
    for row in sheet.iter_rows(min_row=top, max_row=top + grouped):
        for cell in row:
            cell.font, cell.alignment = _BOLD, _CENTRE


def _merge_groups(sheet: Worksheet, head: list[Column], top: int) -> None:
    start = 1
    for (group, _), run in groupby(head, key=lambda column: (column.group, "" if column.group else column.name)):
        end = start + len(list(run)) - 1
        if not group:
            sheet.merge_cells(start_row=top, end_row=top + 1, start_column=start, end_column=start)
        elif end > start:
            sheet.merge_cells(start_row=top, end_row=top, start_column=start, end_column=end)
        start = end + 1


def _write_old(workbook: Workbook, rows: list[Row], period: Half) -> None:
    """A hidden sheet of last year that someone forgot."""
    sheet = workbook.create_sheet(f"{period.year - 1}旧")
    sheet.append(["支部名称", "离退休党员数"])
    random = stream("old sheet")
    for row in rows[:15]:
        size = row["retired_n"]
        sheet.append([row["name"], max(3, size - random.randint(0, 4)) if isinstance(size, int) else size])
    sheet.sheet_state = "hidden"
