"""One sheet of a ledger: its rows as normalised values, and everything that was noticed, with addresses."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from lib.intake import places
from lib.intake.cells import Context, is_additive, read
from lib.intake.forms import Form, Kind, Need
from lib.intake.grid import Sheet, address
from lib.intake.headers import Header, Mapped
from lib.intake.issues import Finding, Issue, Level
from lib.intake.values import Number, Precision, Status, Value, clean
from lib.schema import TEMPORARY

_TOTAL = re.compile(r"(?:.*(?:合计|总计|小计|共计|累计))|全市|全区|全县")
_SUBTOTAL = re.compile(r".*小计")
_FOOTER = re.compile(
    r"^(?:填表|填报|制表|审核|审签|复核|联系|说明|备注|注|单位负责人|负责人|报送|盖章|科室)[^,]*[:：]|^(?:注|说明)\s*\d"
)
_FILLED_DOWN = frozenset({Kind.TEXT, Kind.UNIT, Kind.DISTRICT, Kind.CHOICE, Kind.MONTH})
_HABITS = frozenset({"M22"})  # warnings that, like all notes, are told once per column where most cells share them
_DATE_STYLES = frozenset({"M21", "M22"})


@dataclass(frozen=True)
class Row:
    """One fact row: the values by field name, and what stood in the cells that are not plain exact values."""

    number: int
    values: dict[str, Value]
    raws: dict[str, str] = field(default_factory=dict)

    def point(self, name: str) -> object:
        value = self.values.get(name)
        return value.point if value else None


@dataclass(frozen=True)
class SheetReading:
    """What a sheet gave: a refused sheet has no rows and is 缺报 for its indicators."""

    sheet: Sheet
    header: Header
    rows: tuple[Row, ...]
    issues: tuple[Issue, ...]
    refused: bool = False

    @property
    def form(self) -> Form:
        return self.header.form


@dataclass(frozen=True)
class _Noticed:
    row: int
    column: Mapped
    finding: Finding
    raw: object


@dataclass
class _Lines:
    """The rows below the header by what they are; `last` is the last row of the table, totals included."""

    data: list[int] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    footer: int | None = None
    last: int = 0


def _label(value: object) -> str:
    return clean(value).replace(" ", "") if isinstance(value, str) else ""


def _is_total(cells: tuple[object, ...], columns: Iterable[Mapped]) -> bool:
    named = [cells[item.column - 1] for item in columns if item.field.kind in _FILLED_DOWN]
    return any(_TOTAL.fullmatch(_label(value)) for value in [*cells[:2], *named] if isinstance(value, str))


def _lines(sheet: Sheet, header: Header) -> _Lines:
    found = _Lines(last=header.bottom)
    for number in range(header.bottom + 1, len(sheet.rows) + 1):
        cells = sheet.rows[number - 1]
        filled = [value for value in cells if clean(value)]
        if not filled:
            continue
        if len(filled) <= 3 and isinstance(filled[0], str) and _FOOTER.match(filled[0].strip()):
            found.footer = number
            break
        (found.totals if _is_total(cells, header.columns) else found.data).append(number)
        found.last = number
    return found


def _without_unused(sheet: Sheet, header: Header) -> Header:
    """Optional columns that the office left empty from top to bottom are not there."""

    def used(item: Mapped) -> bool:
        if item.field.need is not Need.OPTIONAL or item.field.blank_ok:
            return True
        return any(clean(row[item.column - 1]) for row in sheet.rows[header.bottom :])

    return replace(header, columns=tuple(item for item in header.columns if used(item)))


class SheetReader:
    """Reads one sheet below its header. `read()` gives the result; nothing is raised for what an office wrote."""

    def __init__(
        self, sheet: Sheet, header: Header, context: Context, file_name: str, personal: Iterable[int] = ()
    ) -> None:
        """`personal`: columns of personal data, which are refused elsewhere and not named here."""
        self.sheet = sheet
        self.extras = [item for item in header.extras if item.column not in set(personal)]
        self.header = _without_unused(sheet, header)
        self.context = context
        self.file_name = file_name
        self.lines = _lines(sheet, header)
        self.noticed: list[_Noticed] = []
        self._merged = {
            (row, column): merge.top
            for merge in sheet.merges
            if merge.top > header.bottom and merge.left == merge.right
            for column in (merge.left,)
            for row in range(merge.top + 1, merge.bottom + 1)
        }

    def read(self) -> SheetReading:
        issues = list(self._header_issues())
        if any(issue.level is Level.REJECTION for issue in issues):
            return SheetReading(self.sheet, self.header, (), tuple(issues), refused=True)
        read_rows = [row for number in self.lines.data for row in self._rows(number)]
        rows, repeats = self._without_repeats(read_rows)
        issues += [*self._line_issues(), *self._cell_issues(), *repeats, *self._total_issues(rows)]
        return SheetReading(self.sheet, self.header, tuple(rows), tuple(issues))

    # ---- rows --------------------------------------------------------------------------------------------------

    def _raw(self, number: int, column: Mapped) -> object:
        value = self.sheet.at(number, column.column)
        if value is None and column.field.kind in _FILLED_DOWN and (number, column.column) in self._merged:
            return self.sheet.at(self._merged[number, column.column], column.column)
        return value

    def _values(self, number: int, month: int | None) -> dict[str, Value]:
        """The row's values in the columns of one month, or in those without a month; findings are kept."""
        columns = [item for item in self.header.columns if item.month == month]
        values = {item.field.name: read(self._raw(number, item), item, self.context) for item in columns}
        if self.header.form.source == "venues":
            values = places.check(values)
        for item in columns:
            if item.field.kind is Kind.UNIT and (number, item.column) in self._merged:
                continue  # told at the first row of the merged cell
            for finding in values[item.field.name].findings:
                self.noticed.append(_Noticed(number, item, finding, self._raw(number, item)))
        return values

    def _rows(self, number: int) -> Iterator[Row]:
        shared = self._values(number, None)
        dropped = any(
            finding.level is Level.REJECTION
            for name in ("district", "month", "field")
            if name in shared
            for finding in shared[name].findings
        )
        if dropped:
            return
        months = sorted({item.month for item in self.header.columns if item.month})
        if not months:
            yield Row(number, shared, self._raws(number, shared))
        for month in months:
            written = f"{self.context.as_of.year}-{month:02d}"
            if written in self.context.months:
                across = self._values(number, month)
                values = {**shared, **across, "month": Value(Status.PRESENT, written)}
                yield Row(number, values, self._raws(number, values, month))

    def _raws(self, number: int, values: dict[str, Value], month: int | None = None) -> dict[str, str]:
        return {
            item.field.name: str(self._raw(number, item))[:40]
            for item in self.header.columns
            if item.month in (None, month) and values[item.field.name].findings and self._raw(number, item) is not None
        }

    def _without_repeats(self, rows: list[Row]) -> tuple[list[Row], list[Issue]]:
        """The same row twice counts once; the same subject with different figures counts not at all."""
        subject = self.header.form.subject
        groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
        for row in rows:
            key = tuple(row.point(name) for name in subject)
            groups[key if any(key) else (row.number,)].append(row)
        kept, issues = [], []
        for key, found in groups.items():
            if len({self._figures(row) for row in found}) == 1:
                kept.append(found[0])
                issues += [self._same(row, found[0]) for row in found[1:]]
            else:
                issues.append(self._conflicting(key, found))
        order = {id(row): index for index, row in enumerate(rows)}
        return sorted(kept, key=lambda row: order[id(row)]), issues

    @staticmethod
    def _figures(row: Row) -> tuple[object, ...]:
        return tuple(
            (name, value.status, value.point, value.lo, value.hi) for name, value in sorted(row.values.items())
        )

    def _same(self, row: Row, first: Row) -> Issue:
        problem = f"与第{first.number}行重复且数据相同，已保留一行"
        return self._issue("M29", Level.WARNING, address(row.number, 1), problem, "请删去重复的一行", scope="row")

    def _conflicting(self, key: tuple[object, ...], found: list[Row]) -> Issue:
        numbers = "、".join(str(row.number) for row in found)
        problem = f"“{key[0]}”出现{len(found)}次且数据不一致（第{numbers}行），各行均未计入"
        cells = ",".join(address(row.number, 1) for row in found)
        return self._issue("M30", Level.REJECTION, cells, problem, "请只保留正确的一行后重报", scope="row")

    # ---- issues ------------------------------------------------------------------------------------------------

    def _issue(self, code: str, level: Level, cell: str, problem: str, remedy: str = "", **more: str) -> Issue:
        return Issue(code, level, self.file_name, self.sheet.title, cell, problem, remedy, **more)

    def _range(self, column: int) -> str:
        return f"{address(self.header.bottom + 1, column)}:{address(self.lines.last, column)}"

    def _header_issues(self) -> Iterator[Issue]:
        header = self.header
        width = max(item.column for item in (*(item.heading for item in header.columns), *self.extras))
        if header.top > 1:
            rows = f"{header.top}行" if header.top == header.bottom else f"{header.top}–{header.bottom}行"
            yield self._issue("M01", Level.NOTE, "A1", f"表头之上有标题，已在第{rows}识别表头", scope="sheet")
        if header.bottom > header.top:
            cells = f"{address(header.top, 1)}:{address(header.bottom, width)}"
            yield self._issue("M02", Level.NOTE, cells, f"识别为{header.bottom - header.top + 1}级表头", scope="sheet")
        first_row = f"{address(header.top, 1)}:{address(header.top, width)}"
        if any("\n" in text for item in header.columns for text in item.heading.path):
            yield self._issue("M43", Level.NOTE, first_row, "表头文字中有换行，已连接", scope="sheet")
        if not header.in_order:
            yield self._issue("M35", Level.NOTE, first_row, "列的次序与标准表不同，已按列名识别", scope="sheet")
        yield from self._column_issues()

    def _column_issues(self) -> Iterator[Issue]:
        for heading in self.extras:
            cell = address(heading.top, heading.column)
            yield self._issue("M35", Level.NOTE, cell, f"已忽略未识别列：{clean(heading.leaf)}", scope="column")
        for item in self.header.columns:
            if item.guessed:
                cell = address(item.heading.leaf_row, item.column)
                problem = f"列名“{clean(item.heading.leaf)}”按相近名称识别为“{item.field.label}”"
                yield self._issue("N04", Level.WARNING, cell, problem, f"请改用“{item.field.label}”", scope="column")
            if item.scale > 1:
                yield self._issue(
                    "M44",
                    Level.NOTE,
                    self._range(item.column),
                    "表头以万元计，已换算为元",
                    field=item.field.name,
                    scope="column",
                )
        for item, headings in self.header.collisions:
            cells = "、".join(address(heading.leaf_row, heading.column) for heading in headings)
            problem = f"{len(headings)}列都匹配“{item.label}”（{cells}），本表未导入"
            yield self._issue(
                "M36", Level.REJECTION, "sheet", problem, "请只保留一列，或改清列名", scope="sheet", field=item.name
            )
        if any(item.field.name == "crs" for item in self.header.columns):
            yield from self._conversion()
        yield from self._missing_columns()

    def _conversion(self) -> Iterator[Issue]:
        column = next(item for item in self.header.columns if item.field.name == "crs")
        systems = {read(self.sheet.at(number, column.column), column, self.context).point for number in self.lines.data}
        if named := sorted(systems & {"GCJ02", "BD09"}):
            problem = f"坐标系为{'、'.join(named)}，已换算为WGS-84"
            yield self._issue("V14", Level.NOTE, "sheet", problem, field="crs", scope="sheet")

    def _missing_columns(self) -> Iterator[Issue]:
        for item in self.header.missing:
            if item.need == "必填":
                problem, level = f"缺少必填列：{item.label}，本表未导入", Level.REJECTION
            else:
                problem, level = f"缺少“{item.label}”列，按缺报计", Level.WARNING
            yield self._issue("M36", level, "sheet", problem, f"请补上“{item.label}”列", scope="sheet", field=item.name)

    def _line_issues(self) -> Iterator[Issue]:
        first_data = self.lines.data[0] if self.lines.data else 0
        for number in self.lines.totals:
            texts = [_label(value) for value in self.sheet.rows[number - 1]]
            partial = any(_SUBTOTAL.fullmatch(text) for text in texts) or number < first_data
            yield self._issue(
                "M27" if partial else "M26", Level.NOTE, address(number, 1), "合计行，不计入数据", scope="row"
            )
        if self.lines.footer:
            count = sum(any(clean(value) for value in row) for row in self.sheet.rows[self.lines.footer - 1 :])
            yield self._issue("M28", Level.NOTE, address(self.lines.footer, 1), f"已忽略表尾说明{count}行", scope="row")
        for merge in self.sheet.merges:
            column = next((item for item in self.header.columns if item.column == merge.left == merge.right), None)
            if column and merge.top > self.header.bottom and column.field.kind in _FILLED_DOWN:
                cells = f"{address(merge.top, merge.left)}:{address(merge.bottom, merge.right)}"
                yield self._issue("M03", Level.NOTE, cells, "合并单元格已按所辖行展开", field=column.field.name)
        hidden = sorted(self.sheet.hidden_rows & set(self.lines.data))
        if hidden:
            listed = "、".join(str(number) for number in hidden[:10])
            yield self._issue(
                "M37",
                Level.WARNING,
                address(hidden[0], 1),
                f"有隐藏行（第{listed}行），已照常计入",
                "请确认这些行应当计入",
            )

    def _cell_issues(self) -> Iterator[Issue]:
        """Findings with their cells; what most cells of a column share is told once for the column."""
        grouped: dict[tuple[int, str, Level, bool], list[_Noticed]] = defaultdict(list)
        for item in self.noticed:
            how = item.finding.problem.startswith("按单位名录别名")
            grouped[item.column.column, item.finding.code, item.finding.level, how].append(item)
        for (column, code, level, _), found in sorted(grouped.items(), key=lambda pair: (pair[0][0], pair[1][0].row)):
            if self._is_habit(found[0], len(found)):
                finding = found[0].finding
                yield self._issue(
                    code,
                    level,
                    self._range(column),
                    f"整列如此：{finding.problem}",
                    finding.remedy,
                    field=found[0].column.field.name,
                    scope="column",
                )
            else:
                yield from (self._at_cell(item) for item in found)

    def _is_habit(self, first: _Noticed, count: int) -> bool:
        """Most filled cells of the column share the finding; among dates those that stand for no date are left out."""
        finding, column = first.finding, first.column
        if finding.code == "M33":
            return True
        if finding.level is not Level.NOTE and finding.code not in _HABITS:
            return False
        filled = sum(bool(clean(self.sheet.at(row, column.column))) for row in self.lines.data)
        if finding.code in _DATE_STYLES:
            return count * 2 > filled - self._without_date(column.column)
        return count * 2 > filled > 1

    def _without_date(self, column: int) -> int:
        return sum(item.finding.code in ("M17", "M18") for item in self.noticed if item.column.column == column)

    def _at_cell(self, item: _Noticed) -> Issue:
        finding = item.finding
        lost = finding.level is Level.REJECTION or finding.code in ("M15", "M24")
        return self._issue(
            finding.code,
            finding.level,
            address(item.row, item.column.column),
            finding.problem,
            finding.remedy,
            field=item.column.field.name,
            raw=str(item.raw)[:40] if item.raw is not None else "",
            status=Status.MISSING if lost else "",
        )

    def _total_issues(self, rows: list[Row]) -> Iterator[Issue]:
        """The grand total against the rows, column by column, where every cell of the column is exact."""
        grand = [number for number in self.lines.totals if not self._is_subtotal(number)]
        if not grand or not rows:
            return
        counted = [row for row in rows if row.point("org_kind") in (None, "党支部")]
        for item in self.header.columns:
            if not is_additive(item.field):
                continue
            stated = read(self.sheet.at(grand[-1], item.column), item, self.context)
            total = self._sum([row for row in counted if self._in_month(row, item)], item.field.name)
            if stated.point is None or total is None:
                continue
            if stated.point != total:
                problem = f"合计行为{stated.point}，逐行相加为{total}，相差{abs(stated.point - total)}；以逐行数据为准"
                yield self._issue(
                    "M26",
                    Level.WARNING,
                    address(grand[-1], item.column),
                    problem,
                    "请核对合计或明细",
                    field=item.field.name,
                )

    @staticmethod
    def _sum(rows: list[Row], name: str) -> Number | None:
        """The sum of exact cells; None where one is not, save in temporary branches, which hold no members."""
        values = [
            row.values[name] for row in rows if not (row.point("setting_form") == TEMPORARY and row.point(name) is None)
        ]
        if any(value.precision is not Precision.EXACT or value.point is None for value in values):
            return None
        return sum(value.point for value in values)

    def _is_subtotal(self, number: int) -> bool:
        return any(_SUBTOTAL.fullmatch(_label(value)) for value in self.sheet.rows[number - 1])

    def _in_month(self, row: Row, column: Mapped) -> bool:
        return column.month is None or row.point("month") == f"{self.context.as_of.year}-{column.month:02d}"
