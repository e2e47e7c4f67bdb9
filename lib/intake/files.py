"""One ledger file: read, recognised, checked; nothing is written."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from lib.directory import Directory, Region
from lib.errors import IntakeError
from lib.intake import grid, headers, offices, privacy
from lib.intake.cells import Context
from lib.intake.forms import Kind, Need
from lib.intake.grid import Book, Sheet, address
from lib.intake.headers import Header
from lib.intake.issues import Issue, Level
from lib.intake.joining import join_sheets
from lib.intake.offices import PeriodSpan
from lib.intake.sheets import Row, SheetReading, read_sheet
from lib.intake.sheets.lines import sort_lines
from lib.intake.sheets.tables import Table, tables
from lib.intake.templates import OWN_SHEETS
from lib.intake.values import Status

_LISTED = 8  # columns named of those a sheet lacks
_OR_NONE = "请填写后重报；确实没有的，在名称一列填“无”"


class Outcome(StrEnum):
    ACCEPTED = "接收"
    WARNED = "接收但有提醒"
    REFUSED = "拒收"
    UNCHANGED = "与已导入的相同"


@dataclass(frozen=True)
class FileReading:
    """What a file would bring in. A refused file brings nothing; its issues say why, all at once."""

    name: str
    sha256: str
    office: Region | None
    sheets: tuple[SheetReading, ...] = ()
    issues: tuple[Issue, ...] = ()
    refused: bool = False
    unchanged: bool = False

    @property
    def accepted_sheets(self) -> tuple[SheetReading, ...]:
        return () if self.refused else tuple(item for item in self.sheets if not item.refused)

    @property
    def refused_sheets(self) -> tuple[str, ...]:
        return tuple(item.sheet.title for item in self.sheets if item.refused)

    @property
    def outcome(self) -> Outcome:
        if self.refused:
            return Outcome.REFUSED
        if self.unchanged:
            return Outcome.UNCHANGED
        return Outcome.ACCEPTED if all(item.level is Level.NOTE for item in self.issues) else Outcome.WARNED


def read_file(path: Path, directory: Directory, period: PeriodSpan | None = None) -> FileReading:
    """Read one file against the directory. Without a period, the one named by its titles is taken (`check`)."""
    if not path.is_file():
        raise IntakeError(f"没有文件“{path.name}”，请核对文件名和所在文件夹。")
    try:
        book = grid.read(path)
    except grid.RefusedError as refused:
        finding = refused.finding
        issue = Issue(finding.code, finding.level, path.name, "", "file", finding.problem, finding.remedy, scope="file")
        return FileReading(path.name, "", None, issues=(issue,), refused=True)
    return _BookReader(book, directory, period).read()


@dataclass
class _BookReader:
    book: Book
    directory: Directory
    period: PeriodSpan | None
    issues: list[Issue] = field(default_factory=list)

    def read(self) -> FileReading:
        sheets = [sheet for sheet in self.book.sheets if sheet.title not in OWN_SHEETS]
        found = [table for sheet in sheets if not sheet.hidden for table in tables(sheet)]
        known = [(table.sheet, table.header) for table in found if table.header is not None]
        self._list_hidden([sheet for sheet in sheets if sheet.hidden])
        self._list_unknown([table.sheet for table in found if table.header is None and table.whole])
        self._refuse_rest([table for table in found if table.header is None and not table.whole])
        self._list_hidden_columns(known)
        for finding in self.book.findings:
            self._note(finding.code, finding.level, self.book.sheets[0].title, "file", finding.problem, finding.remedy)
        office = self._office(known)
        period = self._period(known)
        if not known:
            self._note(
                "M36", Level.REJECTION, "", "file", "没有一张工作表能识别为台账", "请用 template 命令生成的空表填报"
            )
        readings = self._sheets(known, office, period) if office and period else []
        personal = [issue for sheet, header in known for issue in self._personal(sheet, header)]
        issues = [*self.issues, *(issue for item in readings for issue in item.issues)]
        issues = [*_discreet(issues, personal=bool(personal)), *personal]
        refused = any(issue.scope == "file" and issue.level is Level.REJECTION for issue in issues)
        nothing = all(item.refused for item in readings)
        return FileReading(
            self.book.name, self.book.sha256, office, tuple(readings), tuple(issues), refused=refused or nothing
        )

    def _note(
        self, code: str, level: Level, sheet: str, cell: str, problem: str, remedy: str, scope: str = "file"
    ) -> None:
        self.issues.append(Issue(code, level, self.book.name, sheet, cell, problem, remedy, scope=scope))

    def _list_hidden(self, sheets: list[Sheet]) -> None:
        for sheet in sheets:
            problem = f"发现隐藏工作表“{sheet.title}”，未导入"
            self._note("M37", Level.WARNING, sheet.title, "sheet", problem, "如应导入，请取消隐藏后重报", "sheet")

    def _list_unknown(self, sheets: list[Sheet]) -> None:
        for sheet in sheets:
            if headers.is_table(sheet):
                problem = f"工作表“{sheet.title}”的表头不像任何一张台账，未导入"
                near = headers.nearest(sheet)
                if near is not None:
                    problem += f"；与{near.form.title}最接近，{_lack(near)}"
                self._note("M37", Level.WARNING, sheet.title, "sheet", problem, "如是台账，请对照空表改表头", "sheet")
            elif any(value is not None for row in sheet.rows for value in row):
                problem = f"工作表“{sheet.title}”不是台账，未导入"
                self._note("M37", Level.NOTE, sheet.title, "sheet", problem, "", "sheet")

    def _refuse_rest(self, rest: list[Table]) -> None:
        """What stands below a table under a header that belongs to no form is in no table."""
        for table in rest:
            problem = f"第{table.first}行起像是另一张表，表头不像任何一张台账，其下各行未导入"
            remedy = "如是台账，请另放一张工作表，并对照空表改表头"
            cell = address(table.first, 1)
            self._note("M37", Level.REJECTION, table.sheet.title, cell, problem, remedy, "row")

    def _list_hidden_columns(self, known: list[tuple[Sheet, Header]]) -> None:
        for sheet, header in known:
            hidden = [item for item in header.columns if item.column in sheet.hidden_columns]
            if hidden:
                listed = "、".join(item.field.label for item in hidden)
                cell = address(header.bottom, hidden[0].column)
                problem = f"有隐藏列（{listed}），已照常计入"
                self._note("M37", Level.WARNING, sheet.title, cell, problem, "请确认这些列应当计入", "column")

    def _titles(self, known: list[tuple[Sheet, Header]]) -> Iterator[tuple[Sheet, str]]:
        """The first text above each header; a sheet without one gives nothing."""
        for sheet, header in known:
            above = (value for row in sheet.rows[: header.top - 1] for value in row if isinstance(value, str))
            title = next((value for value in above if value.strip()), None)
            if title:
                yield sheet, title

    def _office(self, known: list[tuple[Sheet, Header]]) -> Region | None:
        titles = [title for _, title in self._titles(known)]
        cells = [region for sheet, header in known for region in self._district_cells(sheet, header)]
        office = offices.office_of(titles, self.book.name, cells, self.directory)
        if office is None:
            problem = "从标题、文件名和区县列都判断不出（或判断出不止一个）报送单位"
            self._note("M34", Level.REJECTION, "", "file", problem, "请在标题或文件名中写明一个区县，市直单位写“市直”")
            return None
        named = offices.region_in(self.book.name, self.directory)
        if named and not named.is_city and not office.is_city and named.code != office.code:
            problem = f"文件名写的是{named.label}，表内标题写的是{office.label}"
            self._note("M38", Level.REJECTION, "", "file", problem, "请核对是否拿错了文件，改好后重报")
        return office

    def _district_cells(self, sheet: Sheet, header: Header) -> Iterator[Region]:
        for column in header.columns:
            if column.field.kind is Kind.DISTRICT:
                for row in sheet.rows[header.bottom :]:
                    value = row[column.column - 1]
                    region = self.directory.find_region(value) if isinstance(value, str) and value.strip() else None
                    if region:
                        yield region

    def _period(self, known: list[tuple[Sheet, Header]]) -> PeriodSpan | None:
        """The period to read against; a title, or else the file name, that speaks of another one refuses the file."""
        named = [(sheet, offices.period_in(title)) for sheet, title in self._titles(known)]
        named = [(sheet, found) for sheet, found in named if found]
        from_name = offices.period_in(self.book.name)
        if self.period is None:
            candidates = [found for _, found in named] + [from_name]
            span = next((span for found in candidates if found and (span := offices.period_span(found))), None)
            if span is None and known:
                problem = "标题和文件名都没有写明期次"
                self._note(
                    "M38", Level.REJECTION, "", "file", problem, "请用 --period 指明，或在标题中写“2025年下半年”"
                )
            return span
        wrong = next(((sheet, found) for sheet, found in named if not offices.agrees(found, self.period.id)), None)
        if wrong:
            self._wrong_period(wrong[0].title, "A1", "文件标题", wrong[1])
        elif not named and from_name and not offices.agrees(from_name, self.period.id):
            self._wrong_period("", "file", "文件名", from_name)
        return self.period

    def _wrong_period(self, sheet: str, cell: str, where: str, found: str) -> None:
        problem = f"{where}为“{offices.period_name(found)}”，当前期次为{self.period.name}（{self.period.id}）"
        self._note("M38", Level.REJECTION, sheet, cell, problem, "请核对是否拿错了文件，或改正期次后重报")

    def _sheets(self, known: list[tuple[Sheet, Header]], office: Region, period: PeriodSpan) -> list[SheetReading]:
        context = Context(self.directory, office, period.as_of, period.months, self.book.date1904)
        readings = [
            self._with_content(
                read_sheet(sheet, header, context, self.book.name, privacy.personal_columns(sheet, header))
            )
            for sheet, header in known
        ]
        return join_sheets(readings, self.book.name, context, period)

    def _with_content(self, reading: SheetReading) -> SheetReading:
        """The reading, refused where no row holds anything: an empty sheet is 缺报, not a report of nothing."""
        if reading.refused or reading.nothing or any(_says_something(row) for row in reading.rows):
            return reading
        problem = "没有一行可以计入的数据，按缺报计，本表未导入"
        issue = Issue(
            "N06", Level.REJECTION, self.book.name, reading.sheet.title, "sheet", problem, _OR_NONE, scope="sheet"
        )
        return replace(reading, rows=(), issues=(*reading.issues, issue), refused=True)

    def _personal(self, sheet: Sheet, header: Header) -> Iterator[Issue]:
        columns = privacy.personal_columns(sheet, header)
        named = set(columns)
        while columns:
            run = [columns.pop(0)]
            while columns and columns[0] == run[-1] + 1:
                run.append(columns.pop(0))
            row = header.top
            cells = address(row, run[0]) if len(run) == 1 else f"{address(row, run[0])}:{address(row, run[-1])}"
            yield self._refuse_personal(sheet, cells, f"检测到个人信息列（第{'、'.join(map(str, run))}列）")
        for number, column in privacy.numbered_cells(sheet, header, footer=sort_lines(sheet, header).footer):
            if column not in named:
                yield self._refuse_personal(sheet, address(number, column), "单元格内有证件号码或手机号码")

    def _refuse_personal(self, sheet: Sheet, cells: str, problem: str) -> Issue:
        remedy = "本系统只收汇总数，请删除个人信息后重报"
        return Issue("M40", Level.REJECTION, self.book.name, sheet.title, cells, problem, remedy, scope="file")


def _says_something(row: Row) -> bool:
    return any(
        value.status in (Status.PRESENT, Status.ZERO)
        for name, value in row.values.items()
        if name not in ("district", "month")
    )


def _discreet(issues: list[Issue], *, personal: bool) -> list[Issue]:
    """The issues without a text that could be personal; a file that holds personal data is not quoted at all."""
    told = [issue for issue in issues if not (personal and privacy.holds_number(issue.problem))]
    return [replace(issue, raw="") if personal or not privacy.may_quote(issue.code) else issue for issue in told]


def _lack(header: Header) -> str:
    """What a header that is none lacks, its required columns first."""
    missing = sorted(header.missing, key=lambda item: item.need is not Need.REQUIRED)
    listed = "、".join(item.label for item in missing[:_LISTED])
    return f"缺少{len(missing)}列：{listed}{'等' if len(missing) > _LISTED else ''}"


def check_period(period_id: str) -> PeriodSpan:
    """The period of an id; IntakeError where the id is none."""
    span = offices.period_span(period_id)
    if span is None:
        raise IntakeError(f"期次“{period_id}”写法不对，应为2025H1（上半年）、2025H2（下半年）或2025Y（全年）。")
    return span
