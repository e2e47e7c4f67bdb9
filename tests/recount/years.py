"""What is told over several periods: changes of a stock and years without a break."""

from collections.abc import Callable
from decimal import Decimal
from itertools import takewhile

from recount.cells import MISSING, NOT_APPLICABLE
from recount.counting import BLANK, PRESENT, ZERO, Answer, Answering, Counted, Part, divided
from recount.views import View

Ends = Callable[[View], tuple[str, str]]


def span_ends(view: View) -> tuple[str, str]:
    """The period before the first one that is looked at, and the last."""
    known = sorted(view.returns)
    return known[known.index(view.parts[0]) - 1], view.period


def year_ends(view: View) -> tuple[str, str]:
    """The first year end there is, and the latest up to the chosen period."""
    found = [period for period in sorted(view.returns) if period.endswith("H2") and period <= view.period]
    return found[0], found[-1]


def change(stock: Counted, sheet: str, ends: Ends, how: str) -> Answering:
    """净增 and 增长率 within the span, 年均减少 between year ends; of those who reported both times."""

    def answer(view: View) -> Answer:
        first, last = (view.only(view.regions, period) for period in ends(view))
        both = set(first.senders([sheet])) & set(last.senders([sheet]))
        now, then = stock(last.only(both)), stock(first.only(both))
        gained = now.joined(then, lambda a, b: a - b)
        if not both or now.unknown or then.unknown or gained.state in BLANK:
            return Answer(gained.state if gained.state in BLANK else MISSING.why, gaps=gained.missing)
        if how == "净增":
            return Answer(gained.state, gained.figure, gaps=gained.missing)
        if how == "增长率":
            return divided(gained, then, 100) if then.figure else Answer(NOT_APPLICABLE.why, gaps=gained.missing)
        years = int(last.period[:4]) - int(first.period[:4])
        return Answer(gained.state, -Decimal(gained.figure) / years, -gained.figure, years, gaps=gained.missing)

    return answer


def streak(counted: Counted, every_period: bool) -> Answering:
    """Years without a break up to the chosen one; of each all its periods, or the last. Where all of them count, a
    year that is not over may still bring what it has not brought so far."""

    def answer(view: View) -> Answer:
        years: dict[str, list[Part]] = {}
        for period in sorted((known for known in view.returns if known <= view.period), reverse=True):
            if every_period or period[:4] not in years:
                years.setdefault(period[:4], []).append(counted(view.only(view.regions, period)))
        this_year = years[view.period[:4]]
        if all(part.unknown for part in this_year):
            return Answer(MISSING.why, gaps=sum(part.missing for part in this_year))
        if every_period and view.as_of.month < 12 and not sum(part.figure for part in this_year):
            del years[view.period[:4]]
        unbroken = list(takewhile(lambda parts: sum(part.figure for part in parts), years.values()))
        return Answer(PRESENT if unbroken else ZERO, len(unbroken))

    return answer
