"""The number in a cell."""

import re
import unicodedata
from datetime import date
from decimal import Decimal

from lib.intake.issues import Finding, Level
from lib.intake.values import phrases
from lib.intake.values.cleaning import as_typed, clean, is_absent, on_one_line
from lib.intake.values.columns import Column, exact
from lib.intake.values.model import LIMIT, Number, Status, UnusableError, Value, unreadable
from lib.intake.values.numerals import FORMAL, arabic
from lib.intake.values.states import number_state

_LONGEST = 40
_PLAIN = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_LINE_BREAK = re.compile(r"(?:_x000D_)?[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_SPACED_THOUSANDS = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+")
_LOOSE_BLANK = re.compile(r"(?<![0-9.,]) +| +(?![0-9.,])")


def number(
    raw: object,
    *,
    unit: str = "",
    whole: bool = True,
    scale: int = 1,
    minimum: int | None = 0,
    maximum: Number | None = None,
) -> Value:
    """The number in a cell, times `scale` (10000 where the header says 万元), as int wherever it is integral.

    `unit` is the unit of the column: a text with the same unit loses it, one with another unit is set aside.
    Below `minimum`, or a fraction where `whole`, is 缺报; above `maximum` keeps its value with a warning.
    """
    if type(raw) is int and scale == 1 and 0 < raw < LIMIT and maximum is None and (minimum is None or raw >= minimum):
        return Value(Status.PRESENT, raw)
    try:
        return _read_number(raw, Column(unit, whole, scale, minimum, maximum))
    except UnusableError as stop:
        return stop.value


def _read_number(raw: object, column: Column) -> Value:
    if isinstance(raw, bool | date):
        raise unreadable("是日期或逻辑值，不是数字")
    if isinstance(raw, int):
        return exact(raw * column.scale, column)
    if isinstance(raw, float | Decimal) and not is_absent(raw):
        if abs(raw) >= LIMIT:
            raise unreadable("数字过大")
        return exact(Decimal(as_typed(raw)) * column.scale, column)
    text = clean(_LINE_BREAK.sub(" ", raw) if type(raw) is str else raw)  # 4↵5 is not 45
    return number_state(raw, text) or _read_text(str(raw), text, column)


def _read_text(raw: str, cleaned: str, column: Column) -> Value:
    if len(raw) > _LONGEST or any(unicodedata.category(char) == "No" for char in raw.replace("m²", "")):
        raise unreadable()  # ① and ½ would turn into other digits
    text = _compact(cleaned).translate(FORMAL)
    if _PLAIN.fullmatch(text):
        return _read_plain(raw, text, column)
    return phrases.read(text, column)


def _compact(text: str) -> str:
    """`text` without blanks, except between digits: 「3 4」 is not 34, while 「1 234」 is a grouping."""
    text = re.sub(r"\s", " ", text).replace("m2", "平方米")
    return _LOOSE_BLANK.sub("", _SPACED_THOUSANDS.sub(lambda found: found[0].replace(" ", ","), text))


def _read_plain(raw: str, text: str, column: Column) -> Value:
    return exact(arabic(text) * column.scale, column, *_spelling(raw, on_one_line(raw)))


def _spelling(raw: str, stripped: str) -> tuple[Finding, ...]:
    """Notes on a plain number that only looked unusual: blanks around it (M05), full-width characters (M04)."""
    notes = []
    if any("！" <= char <= "～" for char in stripped):
        notes.append(Finding("M04", Level.NOTE, "全角字符已转为半角", ""))
    if raw != stripped:
        notes.append(Finding("M05", Level.NOTE, "已去掉数字前后的空格或撇号", ""))
    return tuple(notes)
