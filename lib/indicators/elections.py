"""Elections (换届): terms that ended, that end soon, and extensions. Functional and temporary branches do not elect."""

from sqlalchemy import ColumnElement, case, or_

from lib.indicators.branches import BRANCH_TOTAL, BRANCHES, IS_BRANCH
from lib.indicators.days import days_after
from lib.indicators.model import Indicator, Kind
from lib.indicators.values import Ratio, Tally
from lib.schema import FUNCTIONAL, TEMPORARY, branch_period, period

_PAGE = "支部设置与换届"
_T = branch_period.c
_AS_OF = period.c.as_of_date
SOON = 180  # days before the end of a term from which an office is reminded
LONGEST_EXTENSION = 365  # days

_ELECTING = IS_BRANCH & or_(_T.setting_form.is_(None), _T.setting_form.not_in((FUNCTIONAL, TEMPORARY)))
_DUE = case((_T.extension_until > _T.term_end_on, _T.extension_until), else_=_T.term_end_on)
_NO_ELECTION = "非建制功能型和临时党支部不换届，届满时间不明的不计"


def _electing(where: ColumnElement[bool]) -> Tally:
    shown = (_T.last_election_on, _T.term_years, _T.term_end_on, _T.extension_until)
    return Tally(BRANCHES, within=_ELECTING, where=where, needs=(_T.term_end_on,), shown=shown)


_OVERDUE = _electing(
    (_T.term_end_on < _AS_OF) & or_(_T.extension_until.is_(None), _T.extension_until < _AS_OF),
)


def _stock(key: str, name: str, definition: str, value: Tally, direction: int = -1) -> Indicator:
    return Indicator(key, name, "个", Kind.STOCK, definition, value, _PAGE, direction=direction)


INDICATORS = (
    _stock(
        "branch_election_overdue",
        "逾期未换届支部数",
        f"截至日前任期已届满、且没有延期至截至日或以后的党支部数；{_NO_ELECTION}。",
        _OVERDUE,
    ),
    Indicator(
        "branch_election_overdue_rate",
        "逾期未换届支部占比",
        "%",
        Kind.STOCK,
        "截至日前任期已届满而未获延期的党支部数 ÷ 党支部总数。",
        Ratio(_OVERDUE, BRANCH_TOTAL),
        _PAGE,
        decimals=1,
        direction=-1,
    ),
    _stock(
        "branch_election_due_soon",
        "半年内届满支部数",
        f"截至日起{SOON}天以内（含截至日）任期届满的党支部数，已获延期的以延期届满之日计；{_NO_ELECTION}。",
        _electing(_DUE.between(_AS_OF, days_after(_AS_OF, SOON))),
        0,
    ),
    _stock(
        "branch_election_extended",
        "延期换届支部数",
        f"截至日前任期已届满、批准延期至截至日或以后的党支部数；{_NO_ELECTION}。",
        _electing((_T.term_end_on < _AS_OF) & (_T.extension_until >= _AS_OF)),
        0,
    ),
    _stock(
        "branch_extension_over_year",
        "延期超过一年支部数",
        f"批准延期的届满日比任期届满日晚{LONGEST_EXTENSION}天以上（不含）的党支部数；{_NO_ELECTION}。",
        _electing(_T.extension_until > days_after(_T.term_end_on, LONGEST_EXTENSION)),
    ),
)
