"""What the offices of the invented city report: clean rows, by period, office and ledger form."""

from collections.abc import Callable

from lib.demo import profile
from lib.demo.activities import activity_rows
from lib.demo.candidates import candidate_rows
from lib.demo.coverage import unit_work_rows
from lib.demo.districts import REGION_CODES
from lib.demo.frameworks import norm_rows
from lib.demo.mechanisms import baseline_rows, digital_rows, infobase_rows, retirement_rows
from lib.demo.offices import committee_rows, support_rows, volunteer_rows, volunteering_rows
from lib.demo.profile import NEWEST, PERIODS
from lib.demo.sites import award_rows, site_rows
from lib.demo.standing import branch_rows
from lib.demo.timeline import Half, half
from lib.demo.training import training_rows
from lib.demo.venues import venue_rows
from lib.demo.welfare import unit_ledger

__all__ = ["PERIODS", "ledgers"]

Row = dict[str, object]
Ledgers = dict[str, dict[str, list[Row]]]

# The sheets in the order in which offices keep them.
_SHEETS: dict[str, Callable[[str, Half], list[Row]]] = {
    "branches": branch_rows,
    "units": unit_ledger,
    "committee": committee_rows,
    "venues": venue_rows,
    "volunteering": volunteering_rows,
    "volunteers": volunteer_rows,
    "support": support_rows,
    "unit_work": unit_work_rows,
    "retirement": retirement_rows,
    "baseline": baseline_rows,
    "digital": digital_rows,
    "activities": activity_rows,
    "training": training_rows,
    "sites": site_rows,
    "awards": award_rows,
    "infobase": infobase_rows,
    "norms": norm_rows,
    "candidates": candidate_rows,
}


def _office(region_code: str, period: Half) -> dict[str, list[Row]]:
    return {
        source: rows(region_code, period)
        for source, rows in _SHEETS.items()
        if period.index != NEWEST or region_code not in profile.NOT_SENT.get(source, ())
    }


def ledgers(period_id: str) -> Ledgers:
    """region code → source → rows, in official order; fields are those of `lib.intake.forms`.

    The city's code stands for 市直 and carries the city's committee and its centre. None: the office left the cell
    blank (缺报); "/": 不适用. Units are written with their full names. A silent office, a sheet not sent: no key.
    Raises ValueError for a period outside PERIODS.
    """
    period = half(period_id)
    silent = profile.SILENT if period.index == NEWEST else frozenset()
    return {code: _office(code, period) for code in REGION_CODES if code not in silent}
