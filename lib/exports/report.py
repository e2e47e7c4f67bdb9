"""What leaves the house, before it is a workbook, a brief or slides: one frozen model, three writers.

Whoever has something to hand out (a page, the command `brief`, a scenario, a speech) makes a `Report` and gives it to
`xlsx.write`, `docx.write` or `pptx.write`. Figures made of readings come from `building.figure`, others from `plain`.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from lib import formats
from lib.exports import lists
from lib.maps.scene import Scene

MISSING, NOT_APPLICABLE = "缺报", "不适用"
DEMO = "演示数据，城市、区县和数字均为虚构"


@dataclass(frozen=True)
class Figure:
    """One number as a page prints it.

    `value`: rounded as printed, rates in per cent; None where there is no number. `text`: as printed, without the unit
    (1,204 · 17.7% · 约30 · 缺报). `when`: 「截至2025年12月31日」, or the span of a flow. `note`: what weakens it or why
    there is none. `key`: of the indicator; empty for a number of another kind, as an assumption.
    """

    name: str
    text: str
    value: float | None = None
    unit: str = ""
    decimals: int = 0
    state: str = "有值"
    when: str = ""
    numerator: float | None = None
    denominator: float | None = None
    note: str = ""
    key: str = ""

    @property
    def is_rate(self) -> bool:
        return self.unit == "%"

    @property
    def said(self) -> str:
        """With its unit: 1,204个 · 17.7% · 缺报."""
        is_whole = self.is_rate or self.text in (formats.DASH, MISSING, NOT_APPLICABLE)
        return self.text if is_whole else self.text + self.unit

    @property
    def base(self) -> str:
        """「66/373」 of a rate; empty where there is none."""
        if None in (self.numerator, self.denominator):
            return ""
        return f"{formats.number(self.numerator)}/{formats.number(self.denominator)}"


def plain(name: str, value: float | None, unit: str = "", decimals: int = 0, when: str = "") -> Figure:
    """A figure that is no reading. `value` None is 缺报; rates (unit %) are in per cent."""
    if value is None:
        return Figure(name, MISSING, None, unit, decimals, MISSING, when)
    shown = float(formats.rounded(value, decimals))
    return Figure(name, _text(value, unit, decimals), shown, unit, decimals, when=when)


def _text(value: float, unit: str, decimals: int) -> str:
    return formats.percent(value, decimals) if unit == "%" else formats.number(value, decimals)


Cell = str | int | float | date | Figure | None


@dataclass(frozen=True)
class Column:
    """`number`: its cells are numbers or figures; `unit` and `decimals` print those that are bare numbers."""

    label: str
    number: bool = False
    unit: str = ""
    decimals: int = 0

    @property
    def heading(self) -> str:
        """With its unit, where the label does not say it."""
        named = self.unit in ("", "%") or f"（{self.unit}）" in self.label  # a rate is printed with its %
        return self.label if named else f"{self.label}（{self.unit}）"


@dataclass(frozen=True)
class Table:
    """Names stand in the first column. `total`: a last row, set apart. `unknown`: the word for a cell that is None."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] | None = None
    unknown: str = MISSING

    @property
    def every_row(self) -> tuple[tuple[Cell, ...], ...]:
        return self.rows if self.total is None else (*self.rows, self.total)

    def first(self, most: int) -> tuple["Table", str]:
        """The table with at most so many rows, and a sentence about those that are left out."""
        if len(self.rows) <= most:
            return self, ""
        said = f"共{formats.number(len(self.rows))}行，这里列出前{formats.number(most)}行，全部见同名的Excel文件。"
        return replace(self, rows=self.rows[:most]), said

    def place(self, label: str) -> int:
        """The index of the column with this label."""
        return [column.label for column in self.columns].index(label)

    def drawn(self, label: str) -> tuple[float | None, ...]:
        """The numbers of a column, the total left out; None where there is none."""
        place = self.place(label)
        cells = (row[place] for row in self.rows)
        return tuple(cell.value if isinstance(cell, Figure) else _number(cell) for cell in cells)

    def text(self, cell: Cell, column: Column) -> str:
        """The cell as it is printed."""
        match cell:
            case None:
                return self.unknown
            case Figure():
                return cell.text
            case bool() | str():
                return str(cell)
            case date():
                return cell.isoformat()
        return _text(cell, column.unit, column.decimals)


def _number(cell: Cell) -> float | None:
    return cell if isinstance(cell, int | float) and not isinstance(cell, bool) else None


class Kind(StrEnum):
    BAR = "bar"
    STACKED = "stacked"
    LINE = "line"
    HEAT = "heat"


@dataclass(frozen=True)
class Chart:
    """How the table is drawn: its first column names, `columns` (labels, number columns) are the series. The total is
    not drawn. `target`: what misses it is red, `at_most` from above. `red`: series that break a rule. `colours`: of the
    series, where they have a meaning. `share`: stacked to 100%."""

    kind: Kind
    columns: tuple[str, ...]
    target: float | None = None
    target_label: str = ""
    at_most: bool = False
    red: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    share: bool = False

    def misses(self, value: float | None) -> bool:
        if None in (self.target, value):
            return False
        return value > self.target if self.at_most else value < self.target


@dataclass(frozen=True)
class Part:
    """One thing that is shown. `finding`: what it says, in a sentence; the title of its slide. `text`: paragraphs.
    `foot`: base, as-of and source in a line. `lit`: the row that is looked at; a chart shows it among the others, a
    brief gives it and the total alone. `scene`: a map, which slides draw in place of the chart."""

    heading: str
    finding: str = ""
    text: tuple[str, ...] = ()
    table: Table | None = None
    chart: Chart | None = None
    foot: str = ""
    lit: str = ""
    scene: Scene | None = None

    @property
    def lit_table(self) -> Table | None:
        """The table, of a row that is looked at this row and the total alone."""
        if self.table is None or not self.lit:
            return self.table
        return replace(self.table, rows=tuple(row for row in self.table.rows if row[0] == self.lit))

    def is_pale(self, number: int) -> bool:
        """This row stands behind the one that is looked at."""
        return bool(self.lit) and self.table.rows[number][0] != self.lit


@dataclass(frozen=True)
class Definition:
    """What an indicator says. `formula`: the 口径. `value`: of the whole, as printed. `kind`: 存量 or 流量. `source`:
    the ledger."""

    name: str
    formula: str
    value: str = ""
    unit: str = ""
    kind: str = ""
    base: str = ""
    source: str = ""
    when: str = ""


@dataclass(frozen=True)
class Report:
    """What a file says. `what` and `whom` name it, as 总览 and 全市; `period`: 「2025年下半年」. `finding`: its one
    sentence. `notes`: who has not reported and what else must be known to read the numbers, the first in short.
    `version`: of the data. `title`: of the brief, where `what` would not do. `office`: who hands it out. `mark`: who
    took it and when, on every page. `demo`: the figures are invented."""

    what: str
    whom: str
    as_of: date
    period: str
    finding: str
    notes: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    parts: tuple[Part, ...] = ()
    definitions: tuple[Definition, ...] = ()
    version: int = 0
    title: str = ""
    office: str = ""
    mark: str = ""
    demo: bool = False

    @property
    def until(self) -> str:
        """「截至2025年12月31日」."""
        return f"截至{formats.day(self.as_of)}"

    def foot(self, part: "Part | None" = None) -> str:
        """Scope, and what a part says beside it; or who has not reported."""
        said = part.foot.split("；") if part else [note.rstrip("。") for note in self.notes[:1]]
        return "；".join([self.scope, *(text for text in said if text and text not in self.scope)])

    @property
    def scope(self) -> str:
        """「全市｜2025年下半年｜截至2025年12月31日」, and that it is a demonstration."""
        return "｜".join((self.whom, self.period, self.until, *(("演示数据",) if self.demo else ())))

    def file_name(self, ending: str) -> str:
        """「总览_全市_2025-12-31.xlsx」."""
        return lists.file_name(self.what, self.whom, self.as_of.isoformat(), ending)
