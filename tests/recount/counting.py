"""Rows added up: counts and sums, and what is divided, compared or ranked from them. Each answers for one `View`."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import takewhile

from recount.cells import INTERVAL, MISSING, NOT_APPLICABLE, Blank
from recount.reading import STANDARDS, Row

Test = Callable[[Row], bool]
PRESENT, ZERO = "有值", "零"
CITY, DISTRICTS, EVERYBODY, WHOLE = "市直", "区县", "区县和市直", "全市"


@dataclass(frozen=True)
class View:
    """What is looked at: one period of some regions, or of one unit there. `returns`: period → region → sheet →
    rows, and beside each sheet (sheet, unit) → rows."""

    returns: dict[str, dict[str, dict]]
    period: str
    regions: tuple[str, ...]
    unit: str | None = None

    def rows(self, sheet: str, within: Test) -> list[Row]:
        key = sheet if self.unit is None else (sheet, self.unit)
        offices = self.returns[self.period]
        return [row for code in self.regions for row in offices.get(code, {}).get(key, ()) if within(row)]

    def senders(self, sheets: Iterable[str]) -> tuple[str, ...]:
        """The regions that sent all of these."""
        offices = self.returns[self.period]
        return tuple(code for code in self.regions if all(sheet in offices.get(code, {}) for sheet in sheets))

    def only(self, regions: Iterable[str], period: str = "") -> "View":
        return replace(self, regions=tuple(regions), period=period or self.period)

    @property
    def as_of(self) -> date:
        year, half = int(self.period[:4]), self.period[4:]
        return date(year, 6, 30) if half == "H1" else date(year, 12, 31)


@dataclass(frozen=True)
class Part:
    """A sum and what is known of its cells. `figure` None: there is an interval among them."""

    figure: object
    known: int = 0
    missing: int = 0
    excluded: int = 0
    intervals: int = 0

    @property
    def unknown(self) -> bool:
        return bool(self.missing) and not self.known and not self.intervals

    @property
    def state(self) -> str:
        if self.unknown:
            return MISSING.why
        if self.excluded and not (self.known or self.intervals or self.missing):
            return NOT_APPLICABLE.why
        return ZERO if self.figure == 0 else PRESENT

    def joined(self, other: "Part", how: Callable) -> "Part":
        figure = None if self.figure is None or other.figure is None else how(self.figure, other.figure)
        counts = ("known", "missing", "excluded", "intervals")
        return Part(figure, *(getattr(self, name) + getattr(other, name) for name in counts))


@dataclass(frozen=True)
class Answer:
    state: str
    value: object = None
    numerator: object = None
    denominator: object = None
    words: str = ""


Counted = Callable[[View], Part]
Answering = Callable[[View], Answer]


@dataclass(frozen=True)
class Recount:
    """One indicator: the sheets it needs, whose returns count, and how the answer is found."""

    sheets: tuple[str, ...]
    answer: Answering
    offices: str = EVERYBODY
    by_unit: bool = True


def anything(row: Row) -> bool:
    return True


def filled(row: Row, *names: str) -> bool:
    return not any(isinstance(row[name], Blank) for name in names)


def _kinds(cells: list[object]) -> dict[str, int]:
    found = {"missing": MISSING, "excluded": NOT_APPLICABLE, "intervals": INTERVAL}
    counts = {name: sum(item is kind for item in cells) for name, kind in found.items()}
    return counts | {"known": len(cells) - sum(counts.values())}


def count(
    sheet: str, within: Test = anything, test: Test = anything, needs: tuple[str, ...] = (), times: int = 1
) -> Counted:
    """Rows for which `test` holds among those `within`; `needs`: the cells without which that is not known."""

    def counted(view: View) -> Part:
        rows = view.rows(sheet, within)
        kinds = _kinds([row[name] for row in rows for name in needs])
        known = sum(filled(row, *needs) for row in rows) if needs else 0
        figure = None if kinds["intervals"] else times * sum(bool(test(row)) for row in rows)
        return Part(figure, known, kinds["missing"], intervals=kinds["intervals"])

    return counted


def total(sheet: str, name: str, within: Test = anything, when: Test = anything) -> Counted:
    """The cells of one column added up; of a row that `when` rules out the cell is 缺报."""

    def added(view: View) -> Part:
        cells = [row[name] if when(row) else MISSING for row in view.rows(sheet, within)]
        known = _kinds(cells)
        return Part(None if known["intervals"] else sum(item for item in cells if not isinstance(item, Blank)), **known)

    return added


def plus(first: Counted, *others: Counted) -> Counted:
    def added(view: View) -> Part:
        found = first(view)
        for other in others:
            found = found.joined(other(view), lambda a, b: a + b)
        return found

    return added


def each(*counted: Counted) -> Counted:
    """Added up over the offices that have told all of them; 缺报 where none has."""

    def added(view: View) -> Part:
        silent = [code for code in view.regions if any(item(view.only([code])).unknown for item in counted)]
        told = [code for code in view.regions if code not in silent]
        nobody = silent and not any(item(view.only(told)).known for item in counted)
        return Part(0, missing=1) if nobody else plus(*counted)(view.only(told))

    return added


def minus(whole: Counted, part: Counted) -> Counted:
    return lambda view: whole(view).joined(part(view), lambda a, b: a - b)


def offices_with(sheet: str, test: Test) -> Counted:
    """An office counts once if one of its rows fits."""
    return lambda view: Part(sum(any(view.only([code]).rows(sheet, test)) for code in view.regions))


def senders(sheet: str) -> Counted:
    return lambda view: Part(len(view.senders([sheet])))


def plain(counted: Counted) -> Answering:
    def answer(view: View) -> Answer:
        part = counted(view)
        return Answer(part.state, None if part.state in _BLANK else part.figure)

    return answer


_BLANK = (MISSING.why, NOT_APPLICABLE.why)


def divided(top: Part, bottom: Part, scale: int) -> Answer:
    """Sum over sum; not computed where the base is 0."""
    both = top.joined(bottom, lambda a, b: a)
    if top.unknown or bottom.unknown:
        return Answer(MISSING.why)
    if bottom.figure == 0:
        return Answer(NOT_APPLICABLE.why, None, top.figure, bottom.figure)
    if both.state in _BLANK:
        return Answer(both.state, None, top.figure, bottom.figure)
    known = top.figure is not None and bottom.figure is not None
    value = Decimal(top.figure) * scale / Decimal(bottom.figure) if known else None
    return Answer(ZERO if value == 0 else PRESENT, value, top.figure, bottom.figure)


def rate(top: Counted, bottom: Counted, scale: int = 100) -> Answering:
    return lambda view: divided(top(view), bottom(view), scale)


def change(stock: Counted, sheet: str, how: str) -> Answering:
    """净增 and 增长率 since the period before, 年均减少 since the first year end; of those who reported both times."""

    def answer(view: View) -> Answer:
        periods = sorted(view.returns)
        first = next(item for item in periods if item.endswith("H2")) if how == "年均减少" else periods[-2]
        both = set(view.senders([sheet])) & set(view.only(view.regions, first).senders([sheet]))
        now, then = stock(view.only(both)), stock(view.only(both, first))
        gained = now.joined(then, lambda a, b: a - b)
        if not both or now.unknown or then.unknown or gained.state in _BLANK:
            return Answer(gained.state if gained.state in _BLANK else MISSING.why)
        if how == "净增":
            return Answer(gained.state, gained.figure)
        if how == "增长率":
            return divided(gained, then, 100) if then.figure else Answer(NOT_APPLICABLE.why)
        years = int(view.period[:4]) - int(first[:4])
        return Answer(gained.state, -Decimal(gained.figure) / years, -gained.figure, years)

    return answer


def spread(sheet: str, within: Test, across: str, weight: str, how: str) -> Answering:
    """How the rows (`weight` empty) or the cells of `weight` divide over the values of `across`."""

    def answer(view: View) -> Answer:
        rows = view.rows(sheet, within)
        part = total(sheet, weight, within)(view) if weight else count(sheet, within, needs=(across,))(view)
        weights = Counter()
        for row in rows:
            if filled(row, across, *([weight] if weight else [])):
                weights[row[across]] += row[weight] if weight else 1
        weights = +weights
        if part.state in _BLANK:
            return Answer(part.state)
        if part.figure is None:
            return Answer(PRESENT)
        if not weights:
            return Answer(NOT_APPLICABLE.why)
        return _ranked(weights, how)

    return answer


def _ranked(weights: Counter, how: str) -> Answer:
    whole, most = sum(weights.values()), max(weights.values())
    words = "、".join(sorted(str(key) for key in weights if weights[key] == most))
    top = sum(sorted(weights.values(), reverse=True)[: 3 if how == "前三" else 1])
    if how == "最多":
        return Answer(PRESENT, None, top, whole, words)
    if how == "平方和":
        return Answer(PRESENT, sum((Decimal(item) / whole) ** 2 for item in weights.values()) * 100)
    return Answer(PRESENT, Decimal(top) * 100 / whole, top, whole, words if how == "最大" else "")


def extreme(sheet: str, name: str, within: Test, how: Callable[[list], object]) -> Answering:
    """The highest cell, or the one in the middle."""

    def answer(view: View) -> Answer:
        part = total(sheet, name, within)(view)
        cells = [row[name] for row in view.rows(sheet, within) if filled(row, name)]
        if part.state in _BLANK:
            return Answer(part.state)
        return Answer(ZERO if how(cells) == 0 else PRESENT, how(cells)) if cells else Answer(NOT_APPLICABLE.why)

    return answer


def longest(sheet: str, within: Test, since: str) -> Answering:
    """Whole months from the earliest day to the as-of date; 0 where there is none."""

    def answer(view: View) -> Answer:
        part = count(sheet, within, needs=(since,))(view)
        days = [row[since] for row in view.rows(sheet, within) if filled(row, since)]
        if part.unknown:
            return Answer(MISSING.why)
        months = max((_months(day, view.as_of) for day in days), default=0)
        return Answer(PRESENT if months else ZERO, months)

    return answer


def _months(since: date, until: date) -> int:
    return (until.year - since.year) * 12 + until.month - since.month - (until.day < since.day)


def needed(top: Counted, bottom: Counted, per_cent: int) -> Answering:
    """How many each office is short of the target, added up."""

    def answer(view: View) -> Answer:
        base = bottom(view)
        if base.unknown:
            return Answer(MISSING.why)
        short = 0
        for code in view.regions:
            one = view.only([code])
            short += max(0, -(-bottom(one).figure * per_cent // 100) - top(one).figure)
        return Answer(PRESENT if short else ZERO, short)

    return answer


def _of_both(first: Counted, second: Counted, sheets: tuple[str, ...]) -> Callable[[View], tuple[Part, Part]]:
    """Of the offices that sent all the sheets and did not leave all cells of one side empty."""

    def sides(view: View) -> tuple[Part, Part]:
        sent = view.senders(sheets)
        told = [code for code in sent if not any(side(view.only([code])).unknown for side in (first, second))]
        return (first(view.only(told)), second(view.only(told))) if told else (Part(0, missing=1), Part(0, missing=1))

    return sides


def per(flow: Counted, stock: Counted, sheets: tuple[str, ...], scale: int = 1) -> Answering:
    both = _of_both(flow, stock, sheets)
    return lambda view: divided(*both(view), scale)


def gap(first: Counted, second: Counted, sheets: tuple[str, ...]) -> tuple[Answering, Answering, Answering]:
    """The first less the second, that in per cent of the second, and both together."""
    both = _of_both(first, second, sheets)

    def joined(how: Callable) -> Counted:
        def found(view: View) -> Part:
            one, other = both(view)
            return one.joined(other, how)

        return found

    less = joined(lambda a, b: a - b)
    return plain(less), lambda view: divided(less(view), both(view)[1], 100), plain(joined(lambda a, b: a + b))


def streak(counted: Counted, every_period: bool) -> Answering:
    """Years without a break up to the chosen one; of each all its periods, or the last."""

    def answer(view: View) -> Answer:
        years: dict[str, list[Part]] = {}
        for period in sorted(view.returns, reverse=True):
            if every_period or period[:4] not in years:
                years.setdefault(period[:4], []).append(counted(view.only(view.regions, period)))
        if all(part.unknown for part in years[view.period[:4]]):
            return Answer(MISSING.why)
        unbroken = list(takewhile(lambda parts: sum(part.figure for part in parts), years.values()))
        return Answer(PRESENT if unbroken else ZERO, len(unbroken))

    return answer


def share(sheet: str, top: str, base: str, scale: int = 100, within: Test = anything) -> Answering:
    """Sum over sum, of the rows that fill in both; 缺报 where none does."""

    def answer(view: View) -> Answer:
        rows = view.rows(sheet, within)
        full = [row for row in rows if filled(row, top, base)]
        if rows and not full and any(row[name] is MISSING for row in rows for name in (top, base)):
            return Answer(MISSING.why)
        return divided(*(Part(sum(row[name] for row in full), len(full)) for name in (top, base)), scale)

    return answer


def by_row(sheet: str, names: tuple[str, ...], how: Callable) -> Counted:
    """What each row comes to, added up; a row counts if it fills in all of these."""

    def added(view: View) -> Part:
        rows = view.rows(sheet, anything)
        full = [how(*(row[name] for name in names)) for row in rows if filled(row, *names)]
        return Part(sum(full), len(full), len(rows) - len(full))

    return added


def owed(counted: Counted) -> Counted:
    """An office whose sheet says nothing about it has left it out."""

    def found(view: View) -> Part:
        parts = [counted(view.only([code])) for code in view.regions]
        known, missing = (sum(getattr(part, name) for part in parts) for name in ("known", "missing"))
        return Part(sum(part.figure for part in parts), known, missing + sum(not part.known for part in parts))

    return found


def kinds(sheet: str, name: str, within: Test = anything) -> Counted:
    """Different values of a column, each office by itself."""

    def counted(view: View) -> Part:
        rows = view.rows(sheet, within)
        values = {(row["office"], row[name]) for row in rows if filled(row, name)}
        return Part(len(values), len(values), sum(row[name] is MISSING for row in rows))

    return counted


def best(sheet: str, name: str, within: Test) -> Answering:
    """The lowest, with how many share it."""

    def answer(view: View) -> Answer:
        cells = [row[name] for row in view.rows(sheet, within) if filled(row, name)]
        tied = cells.count(min(cells)) if cells else 0
        words = f"{tied}项并列" if tied > 1 else ""
        return Answer(PRESENT, min(cells), words=words) if cells else Answer(NOT_APPLICABLE.why)

    return answer


def constant(code: str, years_since: bool = False) -> Answering:
    """A figure of data/standards.toml, or the years since it."""
    [value] = [item["value"] for item in STANDARDS["constant"] if item["code"] == code]
    return lambda view: Answer(PRESENT, view.as_of.year - value if years_since else value)
