"""Which office sent a file, and for which period: read from titles, then the file name, then the district column."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lib.directory import Directory, Region, normalise

_CITY_WORDS = re.compile(r"市直|市本级|市级机关")
_HAN_YEAR = re.compile(r"[二〇零一三四五六七八九]{4}年")
_HAN_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_YEAR = r"(20\d{2})"
_HALF = re.compile(rf"{_YEAR}年?(上半年|下半年|H1|H2|h1|h2|全年|年度)")
_AS_OF = re.compile(rf"(?:截至|截止)?{_YEAR}年(6|06|12)月(?:30|31)日")
_SPAN = re.compile(
    r"(?:(20\d{2})年)?(?<!\d)(\d{1,2})月?(?:\d{1,2}日)?[-–—―~～至到](?:(20\d{2})年)?(\d{1,2})月(?:份|\d{1,2}日)?"
)
_SPANS = {(1, 6): "H1", (7, 12): "H2", (1, 12): "Y"}
_QUARTERS = re.compile(r"第?(?P<first>[一二三四1-4])(?:、|和|至|-)?(?P<last>[一二三四1-4])?季度")
_QUARTER_NUMBERS = {char: number % 4 + 1 for number, char in enumerate("一二三四1234")}
_YEAR_ONLY = re.compile(rf"{_YEAR}年")
_HALVES = {"上半年": "H1", "H1": "H1", "h1": "H1", "下半年": "H2", "H2": "H2", "h2": "H2", "全年": "Y", "年度": "Y"}
_PERIOD_ID = re.compile(rf"{_YEAR}(H1|H2|Y)")


@dataclass(frozen=True)
class PeriodSpan:
    """A period that can be told from its id alone, whether on record or not."""

    id: str
    name: str
    kind: str
    as_of: date
    flow_start: date

    @property
    def months(self) -> tuple[str, ...]:
        return tuple(f"{self.as_of.year}-{month:02d}" for month in range(self.flow_start.month, self.as_of.month + 1))


def period_span(period_id: str) -> PeriodSpan | None:
    """The half year 2025H1 / 2025H2 or the year 2025Y; None for any other text."""
    match = _PERIOD_ID.fullmatch(period_id)
    if not match:
        return None
    year, half = int(match[1]), match[2]
    names = {"H1": "年上半年", "H2": "年下半年", "Y": "年"}
    return PeriodSpan(
        id=period_id,
        name=f"{year}{names[half]}",
        kind="年度" if half == "Y" else "半年度",
        as_of=date(year, 6, 30) if half == "H1" else date(year, 12, 31),
        flow_start=date(year, 7, 1) if half == "H2" else date(year, 1, 1),
    )


def _plain(text: str) -> str:
    key = normalise(text)
    return _HAN_YEAR.sub(lambda match: match[0].translate(_HAN_DIGITS), key)


def period_in(text: str) -> str | None:
    """The period a title speaks of: an id such as 2025H2, a bare year such as 2025, or the words for a period that
    no ledger is due for (2025年三季度, 2025年7—9月). None where it names none."""
    key = _plain(text)
    if match := _HALF.search(key):
        return f"{match[1]}{_HALVES[match[2]]}"
    year = _YEAR_ONLY.search(key)
    if year and (found := _months_in(key, year[1]) or _quarters_in(key, year[1])):
        return found
    if match := _AS_OF.search(key):
        return f"{match[1]}{'H1' if match[2].lstrip('0') == '6' else 'H2'}"
    return year[1] if year else None


def _months_in(key: str, year: str) -> str | None:
    """7—12月 as the half year it is; any other run of months in words."""
    match = _SPAN.search(key)
    if not match:
        return None
    begin, end = match[1] or year, match[3] or match[1] or year
    months = int(match[2]), int(match[4])
    if begin == end and months in _SPANS:
        return f"{begin}{_SPANS[months]}"
    return f"{begin}年{months[0]}月至{end}年{months[1]}月"


def _quarters_in(key: str, year: str) -> str | None:
    """一、二季度 as the half year they are; any other quarter in words."""
    match = _QUARTERS.search(key)
    if not match:
        return None
    first = _QUARTER_NUMBERS[match["first"]]
    last = _QUARTER_NUMBERS[match["last"] or match["first"]]
    months = 3 * first - 2, 3 * last
    return f"{year}{_SPANS[months]}" if months in _SPANS else f"{year}年{match[0]}"


def period_name(found: str) -> str:
    """What `period_in` found, as it is said: 2025年下半年, 2025年, 2025年三季度."""
    span = period_span(found)
    if span:
        return span.name
    return f"{found}年" if len(found) == len("2025") else found


def agrees(found: str, period_id: str) -> bool:
    """A title's period fits: the same half year, or a bare year that contains it."""
    return found == period_id or (len(found) == 4 and period_id.startswith(found))


def region_in(text: str, directory: Directory) -> Region | None:
    """The region a title or file name speaks of; the city's own units where it says 市直."""
    key = normalise(text)
    if _CITY_WORDS.search(key):
        return directory.city
    key = key.replace(normalise(directory.city.name), "｜")
    names = [(normalise(name), item) for item in directory.districts for name in (item.name, item.short_name)]
    found = [(len(name), -key.find(name), item) for name, item in names if name in key]
    if found:
        return max(found, key=lambda entry: entry[:2])[2]
    return directory.city if "｜" in key else None


def office_of(titles: Iterable[str], file_name: str, cells: Iterable[Region], directory: Directory) -> Region | None:
    """The office by its titles, else by the file name, else by a district column that names one region only."""
    for texts in (list(titles), [file_name]):
        named = [item for item in (region_in(text, directory) for text in texts) if item is not None]
        districts = {item.code: item for item in named if not item.is_city}
        if len(districts) == 1:
            return next(iter(districts.values()))
        if districts:
            return None
        if named:
            return named[0]
    regions = {item.code: item for item in cells}
    return next(iter(regions.values())) if len(regions) == 1 else None
