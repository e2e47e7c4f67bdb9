"""Words in which the 口径 of many indicators is said."""

from recount.counting import EVERYBODY, Answering, Counted, Recount, anything, count, filled, plain, rate, total
from recount.reading import Row
from recount.views import Test
from recount.years import Ends


def of(
    *sheets: str, offices: str = EVERYBODY, by_unit: bool = True, ends: Ends | None = None, **answers: Answering
) -> dict[str, Recount]:
    return {key: Recount(sheets, answer, offices, by_unit, ends) for key, answer in answers.items()}


def is_(name: str, *words: str) -> Test:
    return lambda row: filled(row, name) and row[name] in words


def least(name: str, number: int) -> Test:
    return lambda row: row[name] >= number


def both(first: Test, second: Test) -> Test:
    return lambda row: first(row) and second(row)


def has(*names: str) -> Test:
    return lambda row: filled(row, *names)


def during(row: Row, name: str) -> bool:
    """Within the period."""
    return row["start"] <= row[name] and row[name] <= row["as_of"]


def sums(sheet: str, **names: str) -> dict[str, Answering]:
    return {key: plain(total(sheet, name)) for key, name in names.items()}


def known(sheet: str, name: str, test: Test, within: Test = anything) -> Counted:
    """Rows that pass the test on this one cell."""
    return count(sheet, within, test, (name,))


def of_known(sheet: str, name: str, test: Test, within: Test = anything) -> Answering:
    """Rows that pass the test ÷ rows that fill in the cell."""
    return rate(known(sheet, name, test, within), count(sheet, both(within, has(name))))
