"""One form of one office on several sheets of a book.

Parts about different subjects make one report. The same row counts once. Parts that contradict each other are all
refused: which of them holds is not for the system to guess.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from lib.intake import offices
from lib.intake.cells import Context
from lib.intake.issues import Issue, Level
from lib.intake.offices import PeriodSpan
from lib.intake.sheets import SheetReading
from lib.intake.sheets.joining import Overlap, overlaps, without

_YEAR = re.compile(r"20\d\d")
_SHOWN = 3  # subjects named in a message
_ONE_ONLY = "请核对后只保留一份，再重报"


def join_sheets(
    readings: list[SheetReading], file_name: str, context: Context, period: PeriodSpan
) -> list[SheetReading]:
    """The sheets of one book in their order, those of one form fitted together."""
    joined = list(readings)
    for places in _by_form(readings).values():
        if len(places) > 1:
            group = _Sheets([joined[place] for place in places], file_name, context, period)
            for place, reading in zip(places, group.joined(), strict=True):
                joined[place] = reading
    return joined


def _by_form(readings: Iterable[SheetReading]) -> dict[str, list[int]]:
    """Positions of the sheets that hold something, and of those refused for their header, by form."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, reading in enumerate(readings):
        if not _is_empty(reading):
            places[reading.form.source].append(place)
    return places


def _is_empty(reading: SheetReading) -> bool:
    return reading.refused and any(issue.code == "N06" for issue in reading.issues)


class _Sheets:
    """The sheets of one form in one book."""

    def __init__(self, parts: list[SheetReading], file_name: str, context: Context, period: PeriodSpan) -> None:
        self.parts, self.file_name, self.period = parts, file_name, period
        self.directory, self.office = context.directory, context.office

    def joined(self) -> list[SheetReading]:
        if self._overlaps(contradicting=True):
            self._refuse_other_years()
        contradicting = self._overlaps(contradicting=True)
        broken = next((part for part in self.parts if _is_broken(part)), None)
        if contradicting:
            self._refuse_all(self._contradiction(contradicting[0]))
        elif broken:
            self._refuse_all(f"工作表“{broken.sheet.title}”未能读入，{broken.form.title}不全，按缺报计，本表未导入")
        else:
            self._drop_repeated()
        return self.parts

    def _overlaps(self, *, contradicting: bool) -> list[Overlap]:
        found = overlaps(self.parts, self.directory, self.office)
        return [item for item in found if bool(item.contradicting) == contradicting]

    def _refuse_other_years(self) -> None:
        """A sheet left over from another year says so on its tab."""
        for place, part in enumerate(self.parts):
            if not part.refused and _is_of_other_period(part.sheet.title, self.period):
                problem = f"与另一张工作表同为{part.form.title}且数据不一致，工作表名写的不是本期，本表未导入"
                self.parts[place] = self._refused(part, problem, "请删去往期的工作表")

    def _contradiction(self, overlap: Overlap) -> str:
        first, second = (self.parts[place].sheet.title for place in (overlap.earlier, overlap.later))
        between = f"工作表“{first}”与“{second}”" if first != second else f"工作表“{first}”中的两张表"
        title = self.parts[0].form.title
        return f"{between}都有{spoken(overlap)}且数据不一致，{title}按缺报计，本表未导入"

    def _refuse_all(self, problem: str) -> None:
        self.parts = [part if part.refused else self._refused(part, problem, _ONE_ONLY) for part in self.parts]

    def _refused(self, part: SheetReading, problem: str, remedy: str, level: Level = Level.REJECTION) -> SheetReading:
        issue = Issue("M37", level, self.file_name, part.sheet.title, "sheet", problem, remedy, scope="sheet")
        return replace(part, rows=(), issues=(*part.issues, issue), refused=True)

    def _drop_repeated(self) -> None:
        while found := self._overlaps(contradicting=False):
            earlier, part = self.parts[found[0].earlier], self.parts[found[0].later]
            rest = without(part, found[0])
            where = f"工作表“{earlier.sheet.title}”"
            if not rest.rows:
                problem = f"与{where}内容相同，只计一次，本表未导入"
                rest = self._refused(part, problem, "请删去重复的工作表", Level.WARNING)
            else:
                rest = replace(rest, issues=(*rest.issues, repeated(part, found[0], where, self.file_name)))
            self.parts[found[0].later] = rest


def _is_broken(part: SheetReading) -> bool:
    return part.refused and any(issue.level is Level.REJECTION and issue.code == "M36" for issue in part.issues)


def _is_of_other_period(title: str, period: PeriodSpan) -> bool:
    named = offices.period_in(title)
    if named:
        return not offices.agrees(named, period.id)
    years = _YEAR.findall(title)
    return bool(years) and str(period.as_of.year) not in years


def spoken(overlap: Overlap) -> str:
    """The subjects two parts contradict each other about, the first few by name."""
    named = "、".join(f"“{name}”" for name in overlap.contradicting[:_SHOWN])
    return named + (f"等{len(overlap.contradicting)}项" if len(overlap.contradicting) > _SHOWN else "")


def repeated(part: SheetReading, overlap: Overlap, where: str, file_name: str) -> Issue:
    """The warning on a part of which some rows stand elsewhere (`where`) as well."""
    numbers = sorted({part.rows[index].number for index in overlap.same})
    listed = "、".join(map(str, numbers[:_SHOWN])) + ("等" if len(numbers) > _SHOWN else "")
    problem = f"第{listed}行与{where}重复且数据相同，只计一次"
    return Issue("M29", Level.WARNING, file_name, part.sheet.title, "sheet", problem, "请删去重复的行", scope="sheet")
