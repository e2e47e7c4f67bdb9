"""The files of one load, read and fitted together: an office may spread a form over several files."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from lib.directory import Directory, Region
from lib.intake.files import FileReading, read_file
from lib.intake.issues import Issue, Level
from lib.intake.joining import repeated, spoken
from lib.intake.offices import PeriodSpan
from lib.intake.sheets import SheetReading
from lib.intake.sheets.joining import Overlap, overlaps, without

Progress = Callable[[int, int, str], None]
_Place = tuple[int, int]  # of a file in the load, of a sheet in the file


def read_all(
    paths: Iterable[Path], directory: Directory, period: PeriodSpan | None, progress: Progress | None = None
) -> list[FileReading]:
    """Read files in the order given. The sheets of one form that an office sends in several files are one report
    where they are about different subjects; where they contradict each other all of those are refused."""
    listed = list(paths)
    readings = []
    for index, path in enumerate(listed, start=1):
        if progress:
            progress(index, len(listed), path.name)
        readings.append(read_file(path, directory, period))
    return _Batch(readings, directory).joined()


class _Batch:
    """Files as they were read one by one."""

    def __init__(self, readings: list[FileReading], directory: Directory) -> None:
        self.readings, self.directory = readings, directory
        self.sheets = {
            (file, place): sheet
            for file, reading in enumerate(readings)
            for place, sheet in enumerate(reading.sheets)
            if sheet in reading.accepted_sheets
        }
        self.issues: dict[int, list[Issue]] = defaultdict(list)

    def joined(self) -> list[FileReading]:
        for office, places in self._shared_forms():
            self._join(office, places)
        return [self._rebuilt(file) if file in self.issues else item for file, item in enumerate(self.readings)]

    def _shared_forms(self) -> list[tuple[Region, list[_Place]]]:
        """The sheets of every form that comes in more than one file of an office."""
        found: dict[tuple[str, str], list[_Place]] = defaultdict(list)
        for place, sheet in self.sheets.items():
            found[self.readings[place[0]].office.code, sheet.form.source].append(place)
        return [
            (self.readings[places[0][0]].office, places)
            for places in found.values()
            if len({file for file, _ in places}) > 1
        ]

    def _join(self, office: Region, places: list[_Place]) -> None:
        found = overlaps([self.sheets[place] for place in places], self.directory, office)
        contradicting = [item for item in found if item.contradicting]
        for item in contradicting:
            self._refuse_both(places[item.earlier], places[item.later], item)
        while found := [
            item
            for item in overlaps([self.sheets[place] for place in places], self.directory, office)
            if not item.contradicting
        ]:
            self._drop(places[found[0].earlier], places[found[0].later], found[0])

    def _refuse_both(self, earlier: _Place, later: _Place, overlap: Overlap) -> None:
        """A file name that speaks of a correction decides nothing: the office has to say which file holds."""
        first, second = (self.readings[place[0]].name for place in (earlier, later))
        title = self.sheets[earlier].form.title
        problem = f"“{first}”与“{second}”都报了{title}的{spoken(overlap)}且数据不一致，两份都未导入"
        for place in (earlier, later):
            self._tell(place, Level.REJECTION, problem, "请核对后只交其中正确的一份")

    def _drop(self, earlier: _Place, later: _Place, overlap: Overlap) -> None:
        part, where = self.sheets[later], f"同一批的“{self.readings[earlier[0]].name}”"
        rest = without(part, overlap)
        if rest.rows:
            self.sheets[later] = rest
            self.issues[later[0]].append(repeated(part, overlap, where, self.readings[later[0]].name))
        else:
            self._tell(later, Level.WARNING, f"{part.form.title}与{where}内容相同，只计一次，本表未导入", "")

    def _tell(self, place: _Place, level: Level, problem: str, remedy: str) -> None:
        """Refuse a sheet, saying why."""
        sheet, file = self.sheets[place], place[0]
        name, title = self.readings[file].name, sheet.sheet.title
        self.issues[file].append(Issue("N05", level, name, title, "sheet", problem, remedy, scope="sheet"))
        self.sheets[place] = replace(sheet, rows=(), refused=True)

    def _rebuilt(self, file: int) -> FileReading:
        reading = self.readings[file]
        sheets: tuple[SheetReading, ...] = tuple(
            self.sheets.get((file, place), sheet) for place, sheet in enumerate(reading.sheets)
        )
        nothing = all(sheet.refused for sheet in sheets)
        issues = (*reading.issues, *self.issues[file])
        return replace(reading, sheets=sheets, issues=issues, refused=reading.refused or nothing)
