"""Rows added up: counts and sums, and what is divided, compared or ranked from them. Each answers for one `View`."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from recount.cells import INTERVAL, MISSING, NOT_APPLICABLE, Blank
from recount.reading import STANDARDS, Row
from recount.views import Test, View

PRESENT, ZERO = "有值", "零"
BLANK = (MISSING.why, NOT_APPLICABLE.why)
CITY, DISTRICTS, EVERYBODY, WHOLE = "市直", "区县", "区县和市直", "全市"


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
    """`gaps`: how many cells behind it are 缺报."""

    state: str
    value: object = None
    numerator: object = None
    denominator: object = None
    words: str = ""
    gaps: int = 0


Counted = Callable[[View], Part]
Answering = Callable[[View], Answer]


@dataclass(frozen=True)
class Recount:
    """One indicator: the sheets it needs (that which is counted first), whose returns count, and how the answer is
    found. `ends`: of a change, the periods between which it lies."""

    sheets: tuple[str, ...]
    answer: Answering
    offices: str = EVERYBODY
    by_unit: bool = True
    ends: Callable[[View], tuple[str, str]] | None = None


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
        return Answer(part.state, None if part.state in BLANK else part.figure, gaps=part.missing)

    return answer


def divided(top: Part, bottom: Part, scale: int) -> Answer:
    """Sum over sum; not computed where the base is 0."""
    both = top.joined(bottom, lambda a, b: a)
    if top.unknown or bottom.unknown:
        return Answer(MISSING.why, gaps=both.missing)
    sides = {"numerator": top.figure, "denominator": bottom.figure, "gaps": both.missing}
    if bottom.figure == 0:
        return Answer(NOT_APPLICABLE.why, **sides)
    if both.state in BLANK:
        return Answer(both.state, **sides)
    known = top.figure is not None and bottom.figure is not None
    value = Decimal(top.figure) * scale / Decimal(bottom.figure) if known else None
    return Answer(ZERO if value == 0 else PRESENT, value, **sides)


def rate(top: Counted, bottom: Counted, scale: int = 100) -> Answering:
    return lambda view: divided(top(view), bottom(view), scale)


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
        if part.state in BLANK:
            found = Answer(part.state)
        elif part.figure is None:
            found = Answer(PRESENT)
        else:
            found = _ranked(weights, how) if weights else Answer(NOT_APPLICABLE.why)
        return replace(found, gaps=part.missing)

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
        if part.state in BLANK or not cells:
            return Answer(part.state if part.state in BLANK else NOT_APPLICABLE.why, gaps=part.missing)
        return Answer(ZERO if how(cells) == 0 else PRESENT, how(cells), gaps=part.missing)

    return answer


def longest(sheet: str, within: Test, since: str) -> Answering:
    """Whole months from the earliest day to the as-of date; 0 where there is none."""

    def answer(view: View) -> Answer:
        part = count(sheet, within, needs=(since,))(view)
        days = [row[since] for row in view.rows(sheet, within) if filled(row, since)]
        if part.unknown:
            return Answer(MISSING.why, gaps=part.missing)
        months = max((_months(day, view.as_of) for day in days), default=0)
        return Answer(PRESENT if months else ZERO, months, gaps=part.missing)

    return answer


def _months(since: date, until: date) -> int:
    return (until.year - since.year) * 12 + until.month - since.month - (until.day < since.day)


def needed(top: Counted, bottom: Counted, per_cent: int) -> Answering:
    """How many each office is short of the target, added up."""

    def answer(view: View) -> Answer:
        base, gaps = bottom(view), bottom(view).missing + top(view).missing
        if base.unknown:
            return Answer(MISSING.why, gaps=gaps)
        short = 0
        for code in view.regions:
            one = view.only([code])
            short += max(0, -(-bottom(one).figure * per_cent // 100) - top(one).figure)
        return Answer(PRESENT if short else ZERO, short, gaps=gaps)

    return answer


def _of_both(first: Counted, second: Counted, sheets: tuple[str, ...]) -> Callable[[View], tuple[Part, Part]]:
    """Of the offices that sent all the sheets and did not leave all cells of one side empty. What is looked at first
    may be that of several periods, what it stands beside is that of the last."""

    def parts(view: View) -> tuple[Part, Part]:
        return first(view), second(view.at_end)

    def sides(view: View) -> tuple[Part, Part]:
        sent = set(view.senders(sheets[:1])) & set(view.at_end.senders(sheets[1:]))
        told = [code for code in sent if not any(part.unknown for part in parts(view.only([code])))]
        return parts(view.only(told)) if told else (Part(0, missing=1), Part(0, missing=1))

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


def share(sheet: str, top: str, base: str, scale: int = 100, within: Test = anything) -> Answering:
    """Sum over sum, of the rows that fill in both; 缺报 where none does."""

    def answer(view: View) -> Answer:
        rows = view.rows(sheet, within)
        full = [row for row in rows if filled(row, top, base)]
        gaps = sum(any(row[name] is MISSING for name in (top, base)) for row in rows)
        if gaps and not full:
            return Answer(MISSING.why, gaps=gaps)
        found = divided(*(Part(sum(row[name] for row in full), len(full)) for name in (top, base)), scale)
        return replace(found, gaps=gaps)

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
        gaps = total(sheet, name, within)(view).missing
        cells = [row[name] for row in view.rows(sheet, within) if filled(row, name)]
        tied = cells.count(min(cells)) if cells else 0
        words = f"{tied}项并列" if tied > 1 else ""
        return Answer(PRESENT, min(cells), words=words, gaps=gaps) if cells else Answer(NOT_APPLICABLE.why, gaps=gaps)

    return answer


def constant(code: str, years_since: bool = False) -> Answering:
    """A figure of data/standards.toml, or the years since it."""
    [value] = [item["value"] for item in STANDARDS["constant"] if item["code"] == code]
    return lambda view: Answer(PRESENT, view.as_of.year - value if years_since else value)
