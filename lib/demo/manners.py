"""How each office fills in its workbook: file name, headers, units, dates, totals, and its slips."""

from dataclasses import dataclass

from lib.demo.districts import BY_SHORT, CITY_CODE

_USUAL = "{office}离退休干部党建台账（{period}）.xlsx"
_ANNEX = "附件：{office}离退休干部党建工作台账（{period}）.xlsx"
_FINAL = "{office}离退休干部党建台账（{period}）（最终版）.xlsx"
_SUMMARY = "{office}台账汇总-{period}.xlsx"


@dataclass(frozen=True)
class Slip:
    """One untidy cell. `how` is a key of `slips.WAYS`; `at` is the place in the sheet, 0 = first row, 1 = last: the
    first row from there on whose value suits is taken. `field` empty: the whole row."""

    source: str
    how: str
    field: str = ""
    at: float = 0.3


@dataclass(frozen=True)
class Manner:
    """An office's habits. `header`: plain (form labels in row 1), titled (title, one header row) or grouped (title,
    two-level merged header). `dates`: date (real dates), dot, iso, han or slash. `total`: no row, bottom or top."""

    file: str = _USUAL
    header: str = "plain"
    sheets: str = "{title}"
    aliases: bool = False
    shuffled: bool = False
    serial: bool = False
    district: str = ""  # short or full: a column that repeats the district
    short_units: bool = False
    remarks: bool = False
    total: str = ""
    wrong_total: bool = False
    footer: bool = False
    phone: str = ""
    wan: bool = False
    dates: str = "date"
    months_across: bool = False
    by_term_end: bool = False
    average_age: bool = False
    old_sheet: bool = False
    crs: str = "WGS84"
    slips: tuple[Slip, ...] = ()


_MANNERS = {
    # -- entirely clean
    "檀汐": Manner(),
    "蘅渚": Manner(header="titled", serial=True, file=_SUMMARY, dates="iso"),
    "翊桥": Manner(header="grouped", serial=True, total="bottom", footer=True, sheets="附表{no} {title}"),
    "高新区": Manner(dates="slash"),
    "楸墩": Manner(header="grouped", serial=True, months_across=True, file=_FINAL, dates="han"),
    "葭泽": Manner(header="grouped", serial=True, wan=True, total="bottom", footer=True, file=_ANNEX),
    "苕岸": Manner(header="titled", aliases=True, shuffled=True, footer=True, dates="iso"),
    "霭溪": Manner(district="full", total="bottom"),
    # -- habits, but exact
    "樨湾": Manner(header="titled", crs="GCJ02", serial=True, dates="dot", file=_ANNEX),
    "槿坪": Manner(header="grouped", aliases=True, serial=True, total="top", short_units=True, average_age=True),
    "箬皋": Manner(header="titled", serial=True, district="short", by_term_end=True, remarks=True, file=_FINAL),
    CITY_CODE: Manner(
        header="grouped", serial=True, district="short", short_units=True, total="bottom", footer=True, wan=True
    ),
    # -- untidy
    "漪垣": Manner(
        header="titled",
        serial=True,
        total="bottom",
        wrong_total=True,
        footer=True,
        phone="0000-5550126",
        old_sheet=True,
        slips=(
            Slip("units", "alias", "unit", 0.2),
            Slip("units", "unit word", "checkin_n", 0.35),
            Slip("branches", "wide digits", "retired_n", 0.4),
            Slip("support", "thousands", "cash_yuan", 0.1),
            Slip("support", "thousands", "cash_yuan", 0.6),
            Slip("unit_work", "alias", "unit", 0.5),
        ),
    ),
    "黛筠": Manner(
        header="grouped",
        aliases=True,
        shuffled=True,
        serial=True,
        months_across=True,
        total="top",
        slips=(
            Slip("volunteering", "over", "served_person_times_n", 0.1),
            Slip("volunteering", "over", "served_person_times_n", 0.7),
            Slip("units", "about", "checkin_n", 0.5),
            Slip("activities", "over", "person_times_n", 0.0),
            Slip("venues", "under construction", at=1.0),
        ),
    ),
    "芰浦": Manner(
        header="grouped",
        serial=True,
        wan=True,
        footer=True,
        phone="0000-5550317",
        dates="dot",
        file=_SUMMARY,
        slips=(
            Slip("support", "pending", "matters_n", 0.2),
            Slip("support", "broken reference", "visit_people_n", 0.5),
            Slip("branches", "scope remark", "name", 0.3),
            Slip("units", "scope remark", "unit", 0.6),
            Slip("units", "alias", "unit", 0.1),
            Slip("unit_work", "blank", "assigned_n", 0.35),
            Slip("volunteering", "near a thousand", "served_person_times_n", 0.2),
        ),
    ),
    "荻塬": Manner(
        aliases=True,
        shuffled=True,
        months_across=True,
        dates="dot",
        slips=(
            Slip("units", "about", "checkin_n", 0.1),
            Slip("units", "about", "checkin_n", 0.7),
            Slip("branches", "blank", "liaison_n", 0.25),
            Slip("branches", "padded", "full_members_n", 0.5),
            Slip("digital", "about", "followers_n"),
            Slip("candidates", "no system", "crs", 0.6),
            Slip("candidates", "about", "cost_yuan", 0.0),
            Slip("volunteering", "over", "served_person_times_n", 0.5),
        ),
    ),
    "栩岭": Manner(
        header="titled",
        short_units=True,
        district="short",
        remarks=True,
        dates="han",
        file=_FINAL,
        slips=(
            Slip("support", "pending", "visit_people_n", 0.3),
            Slip("branches", "pending", "retired_n", 0.6),
            Slip("units", "unit word", "tuixiu_n", 0.4),
            Slip("volunteering", "about", "person_times_n", 0.4),
            Slip("branches", "line break", "name", 0.2),
            Slip("retirement", "blank", "ceremony_n", 0.5),
        ),
    ),
    "蓼陂": Manner(
        header="titled",
        aliases=True,
        total="bottom",
        average_age=True,
        file=_ANNEX,
        slips=(
            Slip("branches", "alias", "unit", 0.15),
            Slip("branches", "blank", "committee_n", 0.45),
            Slip("units", "wide digits", "tuixiu_n", 0.3),
            Slip("support", "broken reference", "goods_yuan", 0.7),
            Slip("training", "pending", "person_times_n", 0.6),
            Slip("candidates", "no system", "crs", 0.4),
        ),
    ),
}

MANNERS = {BY_SHORT[name].code if name in BY_SHORT else name: manner for name, manner in _MANNERS.items()}
COMMITTEE_MANNER = Manner(file="{office}党工委配备台账（{period}）.xlsx", header="titled", sheets="{title}")
