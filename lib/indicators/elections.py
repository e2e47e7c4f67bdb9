"""Elections (换届): terms that ended, that end soon, and extensions. Functional and temporary branches do not elect;
党总支 and 党委 have terms of their own and are counted apart."""

from sqlalchemy import ColumnElement, and_, case, not_, or_

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
EARLIEST = 365  # days before the due date from which an election is the one that was due

_ELECTING = IS_BRANCH & or_(_T.setting_form.is_(None), _T.setting_form.not_in((FUNCTIONAL, TEMPORARY)))
_DUE = case((_T.extension_until > _T.term_end_on, _T.extension_until), else_=_T.term_end_on)
_NO_ELECTION = "非建制功能型和临时党支部不换届，届满时间不明的不计"


def _electing(where: ColumnElement[bool]) -> Tally:
    shown = (_T.last_election_on, _T.term_years, _T.term_end_on, _T.extension_until)
    return Tally(BRANCHES, within=_ELECTING, where=where, needs=(_T.term_end_on,), shown=shown)


_PAST = (_T.term_end_on < _AS_OF) & or_(_T.extension_until.is_(None), _T.extension_until < _AS_OF)
_OVERDUE = _electing(_PAST)
_ABOVE = _T.org_kind.in_(("党总支", "党委"))


_SPAN = (period.c.flow_start, period.c.flow_end)
# Without the first condition the election of the term before, years ago, would count as one held in time.
_HELD = and_(
    days_after(_T.last_election_on, EARLIEST) >= _T.due_on,
    _T.last_election_on <= case((_T.extension_until > _T.due_on, _T.extension_until), else_=_T.due_on),
)
_DUE_NOW = and_(_T.due_on.between(*_SPAN), or_(_T.extension_until.is_(None), _T.extension_until < _AS_OF, _HELD))
_EXTENSION_ENDED = and_(
    _T.due_on < period.c.flow_start,
    _T.extension_until.between(*_SPAN),
    or_(_T.last_election_on.is_(None), _T.last_election_on >= period.c.flow_start, not_(_HELD)),
)
_TO_ELECT = Tally(BRANCHES, within=_ELECTING, where=or_(_DUE_NOW, _EXTENSION_ENDED), needs=(_T.due_on,))
_ELECTED = Tally(
    BRANCHES,
    within=_ELECTING & or_(_DUE_NOW, _EXTENSION_ENDED),
    where=_HELD,
    needs=(_T.last_election_on,),
    shown=(_T.due_on, _T.extension_until),
)
_EXTENDED = _T.extension_until > _T.term_end_on
_NOT_EXTENDED = or_(_T.extension_until.is_(None), _T.extension_until <= _T.term_end_on)
_SOON = days_after(_AS_OF, SOON)


def _stock(key: str, name: str, definition: str, value: Tally, direction: int = -1, split: str = "") -> Indicator:
    return Indicator(key, name, "个", Kind.STOCK, definition, value, _PAGE, direction=direction, split=split)


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
    Indicator(
        "election_on_time_rate",
        "按期换届率",
        "%",
        Kind.FLOW,
        "不晚于应换届时间（经批准延期的不晚于延期届满日）换届的党支部数 ÷ 期内应换届的党支部数，"
        "延期尚未届满又未换届的计入延期届满的那一期，没有换届时间的按未换届计，非建制功能型和临时党支部不换届。",
        Ratio(_ELECTED, _TO_ELECT),
        _PAGE,
        decimals=1,
        direction=1,
    ),
    _stock(
        "umbrella_election_overdue",
        "逾期未换届党总支和党委数",
        "截至日前任期已届满、且没有延期至截至日或以后的党总支和党委数；"
        "任期以台账填报的为准（党总支3年，基层党委一般5年），届满时间不明的不计。",
        Tally(
            BRANCHES,
            within=_ABOVE,
            where=_PAST,
            needs=(_T.term_end_on,),
            shown=(_T.last_election_on, _T.term_years, _T.term_end_on, _T.extension_until),
        ),
    ),
    _stock(
        "branch_election_due_soon",
        "半年内届满支部数",
        f"截至日起{SOON}天以内（含截至日）任期届满的党支部数，已获延期的以延期届满之日计；{_NO_ELECTION}。",
        _electing(_DUE.between(_AS_OF, days_after(_AS_OF, SOON))),
        0,
    ),
    _stock(
        "branch_term_ending",
        "半年内任期届满支部数",
        f"截至日起{SOON}天以内（含截至日）任期届满、没有获准延期的党支部数，按届满时间分列；{_NO_ELECTION}。",
        _electing(_NOT_EXTENDED & _T.term_end_on.between(_AS_OF, _SOON)),
        0,
        "term_end_on",
    ),
    _stock(
        "branch_extension_ending",
        "半年内延期届满支部数",
        f"截至日起{SOON}天以内（含截至日）批准的延期届满的党支部数，按批准延期至的时间分列；{_NO_ELECTION}。",
        _electing(_EXTENDED & _T.extension_until.between(_AS_OF, _SOON)),
        0,
        "extension_until",
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
