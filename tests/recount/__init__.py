"""An independent recount: plain Python over the demo workbooks, with nothing of the intake's reading or the SQL.

`reading` turns workbooks into rows, `views` picks those that are looked at, `counting` and `years` add them up;
`branches` and `offices` say per key what the 口径 says, `spans` over which time.
"""

from collections import defaultdict
from dataclasses import replace
from functools import cache
from pathlib import Path

from lib.demo import world
from recount import spans
from recount.branches import ELECTIONS, LIFE, SETTING, STANDING
from recount.cells import MISSING, NOT_APPLICABLE
from recount.counting import CITY, DISTRICTS, WHOLE, Answer, Recount, anything
from recount.offices import AGAINST, COMMITTEES, DIGITAL, DOING, PEOPLE, PLACES, SUPPORT, UNIT_WORK
from recount.reading import Names, Sheets, bands, generated, link, read, standings
from recount.views import Choice, View

LEDGERS = Path(__file__).parents[2] / "data" / "demo"
RECOUNTS: dict[str, Recount] = {
    **(SETTING | ELECTIONS | STANDING | LIFE),
    **(PEOPLE | UNIT_WORK | DIGITAL | COMMITTEES | PLACES | DOING | SUPPORT | AGAINST),
}
# Every 机关, 事业, 国企 and 学校 has a row in these sheets: of a unit without one nothing is known.
ONE_ROW_EACH = {"units", "support", "unit_work", "retirement"}


class City:
    """The returns of all periods, and who there is. Of the earlier periods no workbooks are kept: they are read where
    the demo database has them from, in `lib.demo.world`."""

    def __init__(self, folder: Path) -> None:
        self.names = Names(folder / "区划名录.xlsx")
        self.periods = world.PERIODS
        self.now = Choice(self.periods[-1])
        found = {period: self._sheets(folder, period) for period in self.periods}
        link(found[self.periods[-2]], found[self.now.period])
        self.returns = {
            period: {code: _indexed(sheets) for code, sheets in offices.items()} for period, offices in found.items()
        }

    def _sheets(self, folder: Path, period: str) -> dict[str, Sheets]:
        as_of = View({}, (period,), ()).as_of
        if period == self.now.period:
            return read(folder / period, self.names, as_of)
        return generated(world.ledgers(period), self.names, as_of)

    def offices(self, item: Recount, choice: Choice) -> tuple[str, ...]:
        """Whose returns count, in official order: of chosen units those that have such a unit."""
        city = self.names.city
        districts = tuple(code for code in self.names.regions if code != city)
        found = {DISTRICTS: districts, CITY: (city,), WHOLE: ()}.get(item.offices, (*districts, city))
        inhabited = {code for (code, _), level in self.names.levels.items() if level in choice.levels}
        return tuple(code for code in found if code in inhabited or not choice.levels)

    def answer(self, key: str, choice: Choice, region: str = "", unit: str | None = None) -> Answer:
        """The recount of one indicator for the city, for one region or for one unit of it."""
        item, parts = RECOUNTS[key], spans.parts(key, choice, self.periods)
        if not parts:
            return Answer(NOT_APPLICABLE.why)
        view = View(self.returns, parts, (region,) if region else self.offices(item, choice), unit, choice.levels)
        rows_owed = unit and any(sheet in ONE_ROW_EACH and not view.rows(sheet, anything) for sheet in item.sheets)
        silent = item.sheets and not any(view.only(view.regions, part).senders(item.sheets) for part in parts)
        return Answer(MISSING.why) if rows_owed or silent else item.answer(view)

    def missing(self, key: str, choice: Choice) -> set[str]:
        """The regions that have not sent everything that the number needs."""
        item, parts = RECOUNTS[key], spans.parts(key, choice, self.periods)
        if not (parts and item.sheets):
            return set()
        view = View(self.returns, parts, self.offices(item, choice))
        counted, *beside = item.sheets
        ends = item.ends(view) if item.ends else parts
        sent = set(replace(view, parts=ends).senders([counted])) & set(view.at_end.senders(beside))
        return set(view.regions) - sent

    def partial(self, key: str, choice: Choice) -> set[str]:
        """The regions that left a cell behind the number without what it should say. Where two returns are set against
        each other, a region that lacks one of them is left out altogether."""
        item = RECOUNTS[key]
        left_out = self.missing(key, choice) if item.ends or item.sheets[1:] else set()
        return {code for code in self.offices(item, choice) if self.answer(key, choice, code).gaps} - left_out

    def units_with_rows(self, item: Recount, choice: Choice) -> set[tuple[str, str]]:
        """Region and name of the units that have a row in a sheet of the indicator; rows without a unit as ("", "")."""
        view = View(self.returns, (choice.period,), self.offices(item, choice), None, choice.levels)
        rows = [row for sheet in item.sheets for row in view.rows(sheet, anything)]
        return {(row["office"] if row["unit_name"] else "", row["unit_name"]) for row in rows}


def _indexed(sheets: Sheets) -> dict[object, list]:
    """Each sheet as a whole and by unit; the age bands of 单位底册 as a sheet of their own where they are filled in."""
    if ages := [band for row in sheets.get("units", ()) for band in bands(row)]:
        sheets = sheets | {"ages": ages}
    sheets = sheets | {"standings": standings(sheets.get("norms", []))}
    by_unit = defaultdict(list)
    for sheet, rows in sheets.items():
        for row in rows:
            by_unit[sheet, row["unit_name"]].append(row)
    return {**sheets, **by_unit}


@cache
def city() -> City:
    """The demo city, read once."""
    return City(LEDGERS)
