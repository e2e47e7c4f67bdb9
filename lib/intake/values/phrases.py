"""The grammar of a written number: units, sizes, Han numerals, ranges, at most one approximation."""

import re
from collections.abc import Iterable

from lib.intake.issues import Finding, Level
from lib.intake.values.approximation import ABOUT, AFTER, BEFORE, MARKS, interval, marked
from lib.intake.values.columns import Column, check_unit, exact, other_scale_finding, scale_for
from lib.intake.values.model import Number, Precision, Value, unreadable
from lib.intake.values.numerals import SIZES, neighbours, numeral, sized


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_DIGIT_RUN = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_FIGURE = rf"[+-]?{_DIGIT_RUN}"
_HAN = "[〇零一二两三四五六七八九十百千万亿]+"
_TIMES = "十?百?千?万?亿?"
_UNIT = r"[^0-9,.+~〜～-]*?"

# 近 | 300 | 余 | 万 | 余 | 人次 | 左右
_PHRASE = re.compile(
    rf"(?P<before>{_either(BEFORE)})?(?P<figure>{_FIGURE}|{_HAN})(?P<amid>余|多|几)?(?P<times>{_TIMES})"
    rf"(?P<then>余|多)?(?P<unit>{_UNIT})(?P<after>{_either(AFTER)})?"
)
# 约 | 5 | 万 | 元 | - | 10 | 万 | 元 | 左右
_RANGE = re.compile(
    rf"(?:大?约)?(?P<low>{_DIGIT_RUN}|{_HAN})(?P<low_times>{_TIMES})(?P<low_unit>{_UNIT})(?:[-–—~〜至到]+)"
    rf"(?P<high>{_DIGIT_RUN}|{_HAN})(?P<high_times>{_TIMES})(?P<unit>{_UNIT})(?:左右)?"
)
# 几 | 十 | 多 | 人
_SEVERAL = re.compile(rf"好?[几数](?P<times>{_TIMES})[余多]?(?P<unit>{_UNIT})")

_ONLY_SIZES = frozenset("百千万亿")
_PADDED = re.compile("0[0-9]")


def _read_several(match: re.Match[str], text: str, column: Column) -> Value:
    """几十, 数百人: from two to just under ten times the place."""
    unit, times = match["unit"], match["times"]
    check_unit(unit, text, column)
    if not unit and not times:
        raise unreadable()
    size = sized(scale_for(unit, times, column), times)
    return interval("M11", Precision.RANGE, (2 * size, 10 * size - 1), text, column)


def _read_range(match: re.Match[str], text: str, column: Column) -> Value:
    """30-40人, 5万至10万; in 5-10万 the size belongs to both ends, 三至五百 could mean two things."""
    for unit in (match["low_unit"], match["unit"]):
        check_unit(unit, text, column)
    low_written = match["low"] + match["low_times"]
    if match["high"][-1] in SIZES and low_written[-1] not in SIZES:
        raise unreadable("区间写法有歧义")
    if any(_PADDED.match(match[end]) for end in ("low", "high")):
        raise unreadable()  # 0451-… is a telephone number
    factor = scale_for(match["unit"] or match["low_unit"], text, column)
    low_times = match["low_times"] if low_written[-1] in SIZES else match["high_times"]
    low = sized(numeral(match["low"]) * factor, low_times)
    high = sized(numeral(match["high"]) * factor, match["high_times"])
    return interval("M13", Precision.RANGE, (low, high), text, column)


def _read_neighbours(ends: tuple[int, int], match: re.Match[str], text: str, column: Column) -> Value:
    factor = scale_for(match["unit"], text, column)
    low, high = (sized(end * factor, match["times"]) for end in ends)
    return interval("M13", Precision.RANGE, (low, high), text, column)


def _exact_note(match: re.Match[str], number: Number) -> Finding:
    """What made a phrase without approximation more than plain digits."""
    figure = match["figure"]
    if match["times"]:
        return Finding("M08", Level.NOTE, f"已换算为{number}", "")
    if figure[0] not in "+-0123456789":
        return Finding("M14", Level.NOTE, f"中文数字已转为{number}", "")
    if "," in figure:
        return Finding("M07", Level.NOTE, "已去掉千分位分隔符", "")
    return Finding("M06", Level.NOTE, f"已去掉单位“{match['unit']}”", "")


def _read_phrase(match: re.Match[str], text: str, column: Column) -> Value:
    """A number with a unit, a size (万), Han numerals or at most one approximation."""
    check_unit(match["unit"], text, column)
    marks = {MARKS[word] for word in match.group("before", "amid", "then", "after") if word}
    ends = neighbours(match["figure"])
    if len(marks) > 1 or (ends and marks - {ABOUT}):
        raise unreadable("说法自相矛盾")
    if ends:
        return _read_neighbours(ends, match, text, column)
    written = match["figure"] + match["times"]
    if not marks and _ONLY_SIZES.issuperset(match["figure"]):
        raise unreadable()  # 万元 is a unit, not a number
    number = sized(numeral(match["figure"]) * scale_for(match["unit"], written, column), match["times"])
    if marks:
        return marked(marks.pop(), number, text, column)
    notes = [_exact_note(match, number)]
    if column.scale > 1 and match["unit"] and written[-1] not in "万亿":
        notes.append(other_scale_finding(column))
    return exact(number, column, *notes)


_READERS = ((_SEVERAL, _read_several), (_RANGE, _read_range), (_PHRASE, _read_phrase))


def read(text: str, column: Column) -> Value:
    """The number that a text without loose blanks stands for; UnusableError where the grammar knows no such phrase."""
    for pattern, reader in _READERS:
        match = pattern.fullmatch(text)
        if match:
            return reader(match, text, column)
    raise unreadable()
