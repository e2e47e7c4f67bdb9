"""What the offices of the invented city report: clean rows, by period, office and ledger form."""

from lib.demo import profile
from lib.demo.districts import REGION_CODES
from lib.demo.offices import committee_rows, support_rows, volunteer_rows, volunteering_rows
from lib.demo.people import unit_rows
from lib.demo.profile import NEWEST, PERIODS
from lib.demo.standing import branch_rows
from lib.demo.timeline import Half, half
from lib.demo.venues import venue_rows

__all__ = ["PERIODS", "ledgers"]

Row = dict[str, object]
Ledgers = dict[str, dict[str, list[Row]]]


def _office(region_code: str, period: Half) -> dict[str, list[Row]]:
    sheets = {
        "branches": branch_rows(region_code, period),
        "units": unit_rows(region_code, period.index),
        "committee": committee_rows(region_code, period),
        "venues": venue_rows(region_code, period),
        "volunteering": volunteering_rows(region_code, period),
        "volunteers": volunteer_rows(region_code, period),
        "support": support_rows(region_code, period),
    }
    if period.index == NEWEST and region_code in profile.NO_VOLUNTEERING:
        del sheets["volunteering"]
    return sheets


def ledgers(period_id: str) -> Ledgers:
    """region code → source → rows, in official order; fields are those of `lib.intake.forms`.

    The city's code stands for 市直 and carries the city's committee and its centre. None: the office left the cell
    blank (缺报); "/": 不适用. Units are written with their full names. A silent office, a sheet not sent: no key.
    Raises ValueError for a period outside PERIODS.
    """
    period = half(period_id)
    silent = profile.SILENT if period.index == NEWEST else frozenset()
    return {code: _office(code, period) for code in REGION_CODES if code not in silent}
