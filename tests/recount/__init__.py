"""An independent recount: plain Python over the demo workbooks, with nothing of the intake's reading or the SQL.

`reading` turns workbooks into rows, `counting` adds rows up; `branches` and `offices` say per key what the 口径 says.
"""

from collections import defaultdict
from functools import cache
from pathlib import Path

from lib.demo import world
from recount.branches import ELECTIONS, LIFE, SETTING, STANDING
from recount.cells import MISSING
from recount.counting import CITY, DISTRICTS, WHOLE, Answer, Recount, View
from recount.offices import AGAINST, COMMITTEES, DIGITAL, DOING, PEOPLE, PLACES, SUPPORT, UNIT_WORK
from recount.reading import Names, Sheets, bands, generated, link, read, standings

LEDGERS = Path(__file__).parents[2] / "data" / "demo"
RECOUNTS: dict[str, Recount] = {
    **(SETTING | ELECTIONS | STANDING | LIFE),
    **(PEOPLE | UNIT_WORK | DIGITAL | COMMITTEES | PLACES | DOING | SUPPORT | AGAINST),
}
# Every 机关, 事业, 国企 and 学校 has a row in these sheets: of a unit without one nothing is known.
ONE_ROW_EACH = {"units", "support", "unit_work", "retirement"}


class City:
    """The returns of all periods, and who there is."""

    def __init__(self, folder: Path) -> None:
        self.names = Names(folder / "区划名录.xlsx")
        self.newest = world.PERIODS[-1]
        found = {period: self._sheets(folder, period) for period in world.PERIODS}
        link(found[world.PERIODS[-2]], found[self.newest])
        self.returns = {
            period: {code: _indexed(sheets) for code, sheets in offices.items()} for period, offices in found.items()
        }

    def _sheets(self, folder: Path, period: str) -> dict[str, Sheets]:
        as_of = View({}, period, ()).as_of
        if period == self.newest:
            return read(folder / period, self.names, as_of)
        return generated(world.ledgers(period), self.names, as_of)

    def offices(self, item: Recount) -> tuple[str, ...]:
        city = self.names.city
        districts = tuple(code for code in self.names.regions if code != city)
        return {DISTRICTS: districts, CITY: (city,), WHOLE: ()}.get(item.offices, (*districts, city))

    def answer(self, key: str, region: str = "", unit: str | None = None) -> Answer:
        """The recount of one indicator for the city, for one region or for one unit of it."""
        item = RECOUNTS[key]
        view = View(self.returns, self.newest, (region,) if region else self.offices(item), unit)
        sent = self.returns[self.newest].get(region, {})
        rows_owed = unit and any(sheet in ONE_ROW_EACH and not sent.get((sheet, unit)) for sheet in item.sheets)
        if rows_owed or (item.sheets and not view.senders(item.sheets)):
            return Answer(MISSING.why)
        return item.answer(view)

    def units_with_rows(self, item: Recount) -> set[tuple[str, str]]:
        """Region and name of the units that have a row in a sheet of the indicator; rows without a unit as ("", "")."""
        found = self.returns[self.newest]
        keys = [(code, key) for code in self.offices(item) for key in found.get(code, {}) if isinstance(key, tuple)]
        return {(code if name else "", name) for code, (sheet, name) in keys if sheet in item.sheets}


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
